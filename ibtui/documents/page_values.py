"""Properties of a .docx file in points."""

from __future__ import annotations

from collections.abc import Mapping

from ibtui.documents.page_styles import Props


def letter_size(run: Mapping[str, str]) -> float:
    """The size of the letters."""
    try:
        return float(run.get("sz", "20")) / 2
    except ValueError:
        return 10.0


def spaced(single: float, said: Props) -> float:
    """The height of a line with its line spacing."""
    line = said.get("spacing.line", "")
    if not line.isdigit():
        return single
    match said.get("spacing.lineRule", "auto"):
        case "exact":
            return int(line) / 20
        case "atLeast":
            return max(single, int(line) / 20)
    return single * int(line) / 240


def borders(said: Props) -> dict[str, float]:
    """What the border on each side takes: "top", "bottom" ..."""
    pairs = (each.partition(":") for each in said.get("border", "").split())
    return {side: float(high) for side, _, high in pairs}


def tab_stops(said: Props) -> tuple[tuple[float, str], ...]:
    """Where tabs stop, and the kind: "left", "right" ..."""
    pairs = (each.partition(":") for each in said.get("tabs", "").split())
    return tuple(sorted((twips(at), kind) for at, _, kind in pairs if kind != "clear"))


def points(said: Props, *names: str) -> float:
    """The first of these distances that is there, else 0."""
    return next((twips(said[name]) for name in names if name in said), 0.0)


def twips(text: str) -> float:
    """Twentieths of a point as points; 0 for what is no number."""
    try:
        return float(text) / 20
    except ValueError:
        return 0.0
