"""A difference drawn: one column with a sign and a word before each line, or two texts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest

from rich.cells import cell_len

from ibtui.care.difference import DiffRow, Kind, Piece
from ibtui.values import dataclass
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, safe, wrap

SIDE_BY_SIDE = 96
"""Cells: with fewer, one column."""

_SIGNS: dict[str, tuple[str, Look]] = {"old": ("-", "warn"), "new": ("+", "good")}
_NO_SIGN: tuple[str, Look] = (" ", "")
_BETWEEN = line(part(" │ ", "muted"))


@dataclass(frozen=True, slots=True)
class Names:
    """What the two texts are called: before a line, so short, e.g. "toen" and "nu"."""

    old: str
    new: str


def caption(names: Names, width: int) -> Line:
    """What the signs mean, above the difference."""
    old, new = part(f"- {names.old}", "warn"), part(f"+ {names.new}", "good")
    if width < SIDE_BY_SIDE:
        return line("  ", old, "   ", new)
    return line("  ", column(old.text, (width - 3) // 2 + 3, "warn"), new)


def changes(rows: Sequence[DiffRow]) -> int:
    """In how many places the texts differ."""
    runs = groupby(row.kind in (Kind.SAME, Kind.FOLDED) for row in rows)
    return sum(not same for same, _run in runs)


def drawn(rows: Sequence[DiffRow], names: Names, width: int) -> list[Row]:
    """The rows of a difference for a list of `width` cells. The cursor goes from difference to difference."""
    if not rows:
        return [heading(line(part("Er staat niets in.", "muted")))]
    draw = _beside if width >= SIDE_BY_SIDE else _below
    found = []
    for number, row in enumerate(rows):
        if row.kind is Kind.FOLDED:
            words = "regels" if row.count > 1 else "regel"
            found.append(heading(line(part(f"  … {row.count} {words} gelijk", "muted"))))
        elif row.kind is Kind.SAME:
            found.append(heading(*(line("  ", *one) for one in draw(row, names, width))))
        else:
            found.append(Row(f"verschil:{number}", tuple(draw(row, names, width))))
    return found


def plain(text: str, width: int) -> list[Row]:
    """A text to read, line by line."""
    if not text.strip():
        return [heading(line(part("Deze tekst is leeg.", "muted")))]
    lines = enumerate(text.split("\n"))
    return [Row(f"regel:{at}", tuple(line(one) for one in wrap(words, width))) for at, words in lines]


def _below(row: DiffRow, names: Names, width: int) -> list[Line]:
    """The old line and under it the new one, each with its sign and whose it is."""
    room = max(cell_len(names.old), cell_len(names.new)) + 3
    if row.kind is Kind.SAME:
        return [line(" " * room, *words) for words in _wrapped(row.old, width - room, "muted")]
    found: list[Line] = []
    for side, name in (("old", names.old), ("new", names.new)):
        pieces = row.old if side == "old" else row.new
        if row.kind is (Kind.NEW if side == "old" else Kind.OLD):
            continue
        sign, look = _SIGNS[side]
        for place, words in enumerate(_wrapped(pieces, width - room)):
            found.append(line(column("" if place else f"{sign} {name}", room, look), *words))
    return found


def _beside(row: DiffRow, _names: Names, width: int) -> list[Line]:
    """The old text on the left and the new one on the right."""
    half = (width - 3) // 2
    sides = []
    for side, pieces in (("old", row.old), ("new", row.new)):
        sign, look = _NO_SIGN if row.kind is Kind.SAME else _SIGNS[side]
        lines: list[Line] = []
        if row.kind is not (Kind.NEW if side == "old" else Kind.OLD):
            words = _wrapped(pieces, half - 2, "muted" if row.kind is Kind.SAME else "")
            lines = [line(part("  " if at else f"{sign} ", look), *one) for at, one in enumerate(words)]
        sides.append([_filled(one, half) for one in lines])
    blank = line(" " * half)
    return [(*left, *_BETWEEN, *right) for left, right in zip_longest(*sides, fillvalue=blank)]


def _filled(words: Line, width: int) -> Line:
    return (*words, part(" " * max(width - sum(cell_len(one.text) for one in words), 0)))


def _wrapped(pieces: Sequence[Piece], width: int, look: Look = "") -> list[Line]:
    """Pieces of one line, cut into lines of `width` cells; what changed is strong."""
    text = "".join(safe(piece.text) for piece in pieces)
    if not text.strip() and look != "muted":  # else a line with only a sign: was there something?
        return [line(part("(lege regel)", "muted"))]
    strong = [piece.changed for piece in pieces for _char in safe(piece.text)]
    found: list[Line] = []
    at = 0
    for words in wrap(text, width):
        at = text.index(words, at)
        found.append(tuple(_parts(words, strong[at : at + len(words)], look)))
        at += len(words)
    return found


def _parts(words: str, strong: Sequence[bool], look: Look) -> list[Part]:
    runs = groupby(zip(words, strong, strict=True), key=lambda item: item[1])
    return [part("".join(char for char, _ in run), "strong" if mark else look) for mark, run in runs]
