"""Whether a block of rows moved up or down: then the terminal can move it itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import is_not, ne, or_
from typing import NamedTuple

from ibtui.terminal.looks import Look

_EDGE = 2
"""Columns at the right that may differ: a scroll bar stands there."""
_PRICE = 30
"""Cells that a shift must save; about the bytes that it costs."""


class Row:
    """The cells of a row: a letter each ("" for the second half of a wide one), and its look."""

    __slots__ = ("letters", "looks")

    def __init__(self, letters: list[str], looks: list[Look]) -> None:
        self.letters = letters
        self.looks = looks

    def copy(self) -> Row:
        """The same cells, to be changed."""
        return Row(self.letters.copy(), self.looks.copy())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.letters == other.letters and self.looks == other.looks

    __hash__ = None  # type: ignore[assignment]  # it changes


class Shift(NamedTuple):
    """The rows `top` to `bottom` (both included) go up `by` rows; down when it's negative."""

    top: int
    bottom: int
    by: int


def find_shift(shown: Sequence[Row], changed: Mapping[int, Row]) -> Shift | None:
    """The shift after which the fewest cells differ; None when none is worth its bytes."""
    places: dict[str, list[int]] = {}
    for y, row in enumerate(shown):
        places.setdefault(_text(row), []).append(y)
    found: Counter[int] = Counter()
    rows: dict[int, list[int]] = {}
    for y, row in changed.items():
        text = _text(row)
        if text.strip("\0 "):
            for came_from in places.get(text, ()):
                found[came_from - y] += 1
                rows.setdefault(came_from - y, []).append(y)
    del found[0]
    for by, _count in found.most_common(2):
        shift = Shift(min(rows[by]) + min(by, 0), max(rows[by]) + max(by, 0), by)
        if _saved(shift, shown, changed) > _PRICE:
            return shift
    return None


def _text(row: Row) -> str:
    return "".join(row.letters[:-_EDGE])


def _saved(shift: Shift, shown: Sequence[Row], changed: Mapping[int, Row]) -> int:
    """How many cells less have to be sent."""
    saved = 0
    for y in range(shift.top, shift.bottom + 1):
        wanted = changed.get(y, shown[y])
        saved += _differ(shown[y], wanted)
        if shift.top <= y + shift.by <= shift.bottom:
            saved -= _differ(shown[y + shift.by], wanted)
        else:
            saved -= len(wanted.letters) - wanted.letters.count(" ")
    return saved


def _differ(one: Row, other: Row) -> int:
    if one is other or one == other:
        return 0
    letters, looks = map(ne, one.letters, other.letters), map(is_not, one.looks, other.looks)
    return sum(map(or_, letters, looks))
