"""Figures, and how ours stand to another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values don't exceed (nearest rank); nan for none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def middle(values: Sequence[float]) -> float:
    """The median; nan for none."""
    return median(values) if values else float("nan")


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure of ours beside another's, and how far apart they may be."""

    what: str
    ours: float
    theirs: float
    goal: float
    spread: tuple[float, float] = (float("nan"), float("nan"))
    """The smallest and the largest ratio that one round of the run gave."""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs if self.theirs else float("nan")

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report. The first row is the head."""

    title: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the bench found."""

    title: str
    about: str
    tables: list[Table] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Programs that aren't on this machine. They are named, never guessed."""
    seconds: float = 0.0


def number(value: float) -> str:
    """Three figures or so, readable: 0.31, 7.6, 84, 4,990; "–" for what wasn't measured."""
    if value != value:  # nan
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 2 else f"{value:.2f}"


def ratio_rows(ratios: Sequence[Ratio]) -> list[list[str]]:
    """A table of ratios, honest about those that miss their goal."""
    head = ["what", "ibtui", "other", "ratio", "per round", "goal", ""]
    rows = [
        [
            item.what,
            number(item.ours),
            number(item.theirs),
            f"{item.ratio:.2f}",
            f"{number(item.spread[0])} - {number(item.spread[1])}",
            f"<= {item.goal:g}",
            "met" if item.met else "MISSED",
        ]
        for item in ratios
    ]
    return [head, *rows]
