"""What differs between two texts, line by line and inside a line, and bringing two changed texts together.

The work is counted and stops at a limit: two long texts that have little in common are shown as the one in place of
the other, never waited for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby, pairwise

from ibtui.values import dataclass

_WORK = 600_000
"""How many comparisons two texts may take; far more than two texts of 3,000 lines with much in common need."""
_WORK_IN_LINE = 20_000
_NEAR = 8
"""How many new lines are looked at, to find the one that an old line became."""
_AROUND = 2
"""Equal lines that stay in sight next to a difference."""

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    """What a row of a difference is."""

    SAME = "gelijk"
    OLD = "alleen oud"
    NEW = "alleen nieuw"
    CHANGED = "anders"
    FOLDED = "ingeklapt"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `changed`: the other line hasn't got it."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One row. SAME: `old` and `new` are equal; CHANGED: a line and what it became; FOLDED: `count` equal lines."""

    kind: Kind
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines `start` to `end` (not included) of one text; in their place come those of the other."""

    start: int
    end: int
    lines: tuple[str, ...]


def difference(old: str, new: str, *, around: int | None = _AROUND) -> list[DiffRow]:
    """The rows that turn `old` into `new`. `around`: equal lines to show beside a difference; None shows all."""
    before, after = _lines(old), _lines(new)
    rows: list[DiffRow] = []
    i = j = 0
    for a, b in [*matching(before, after), (len(before), len(after))]:
        rows += _replaced(before[i:a], after[j:b])
        if a < len(before):
            same = (Piece(before[a]),)
            rows.append(DiffRow(Kind.SAME, same, same))
        i, j = a + 1, b + 1
    return rows if around is None else _folded(rows, around)


def in_words(old: str, new: str) -> str:
    """How an old text differs from the new one, in Dutch: "12 regels korter", "3 regels anders, 1 regel
    langer"."""
    before, after = Counter(_lines(old)), Counter(_lines(new))
    only_old, only_new = (before - after).total(), (after - before).total()
    if not only_old and not only_new:
        return "gelijk" if old.strip() == new.strip() else "andere volgorde"
    changed = min(only_old, only_new)
    more = only_old - only_new
    way = "langer" if more > 0 else "korter"
    if not changed:
        return f"{_some(abs(more))} {way}"
    return f"{_some(changed)} anders" + (f", {_some(abs(more))} {way}" if more else "")


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base` in one text; None when they are in the same place, or next to each other."""
    lines = base.split("\n")
    ours, others = _blocks(lines, mine.split("\n")), _blocks(lines, theirs.split("\n"))
    merged: list[str] = []
    at = 0
    while ours or others:
        if ours and others and ours[0] == others[0]:
            others.pop(0)
        elif ours and others and ours[0].start <= others[0].end and others[0].start <= ours[0].end:
            return None
        first = ours if not others or (ours and ours[0].start < others[0].start) else others
        block = first.pop(0)
        merged += [*lines[at : block.start], *block.lines]
        at = block.end
    return "\n".join([*merged, *lines[at:]])


def matching(old: Sequence[str], new: Sequence[str], work: int = _WORK) -> list[tuple[int, int]]:
    """Places in `old` and `new` that hold the same, both rising. As many as `work` comparisons find."""
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, a_end, b, b_end = todo.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        work -= a_end - a + b_end - b
        if a == a_end or b == b_end or work <= 0:
            continue
        anchors = _anchors(old[a:a_end], new[b:b_end])
        if anchors:
            edges = [(a, b), *((a + i, b + j) for i, j in anchors), (a_end, b_end)]
            todo += [(*lines, *others) for lines, others in _ranges(edges)]
        elif (a_end - a) * (b_end - b) <= work:
            work -= (a_end - a) * (b_end - b)
            pairs += [(a + i, b + j) for i, j in _longest_common(old[a:a_end], new[b:b_end])]
    return sorted(pairs)


def same_start(one: str, other: str) -> int:
    """How many characters two texts have in common from the start. Halving is far faster than a loop."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


# --- finding what is the same ---


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that each text has once: the longest run of them that is in the same order in both."""
    once_old, once_new = _once(old), _once(new)
    found = [(once_old[text], place) for text, place in once_new.items() if text in once_old]
    return _rising(found)


def _once(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {text: place for place, text in enumerate(lines) if counts[text] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (rising in the second) that also rises in the first."""
    ends: list[int] = []  # the smallest first number at which a run of each length ends
    last: list[int] = []  # and where in `pairs` that is
    before: list[int] = []
    for place, (first, _second) in enumerate(pairs):
        length = bisect_left(ends, first)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [first]
        last[length : length + 1] = [place]
    found = []
    place = last[-1] if last else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]


def _ranges(edges: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From each edge to the next, as (old from, old to), (new from, new to)."""
    for (a, b), (a_end, b_end) in pairwise(edges):
        yield (a, a_end), (b, b_end)


def _longest_common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common run of lines, gaps allowed. Takes len(old) * len(new) comparisons."""
    table = [[0] * (len(new) + 1)]
    for text in reversed(old):
        below, row = table[-1], [0]
        for place in range(len(new) - 1, -1, -1):
            same = below[place + 1] + 1 if text == new[place] else 0
            row.append(max(same, row[-1], below[place]))
        table.append(row[::-1])
    table.reverse()
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


# --- rows ---


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _blocks(base: list[str], other: list[str]) -> list[_Block]:
    """What to put in place of what, to make `base` the other."""
    blocks = []
    i = j = 0
    for a, b in [*matching(base, other), (len(base), len(other))]:
        if a > i or b > j:
            blocks.append(_Block(i, a, tuple(other[j:b])))
        i, j = a + 1, b + 1
    return blocks


def _replaced(old: list[str], new: list[str]) -> list[DiffRow]:
    """Old lines and the new ones in their place, with each old line that was reworded beside what it became."""
    rows: list[DiffRow] = []
    j = 0
    for text in old:
        place = next((at for at in range(j, min(j + _NEAR, len(new))) if _alike(text, new[at])), -1)
        if place < 0:
            rows.append(DiffRow(Kind.OLD, (Piece(text),)))
            continue
        rows += [DiffRow(Kind.NEW, new=(Piece(added),)) for added in new[j:place]]
        rows.append(DiffRow(Kind.CHANGED, *_pieces(text, new[place])))
        j = place + 1
    return rows + [DiffRow(Kind.NEW, new=(Piece(added),)) for added in new[j:]]


def _alike(old: str, new: str) -> bool:
    """Whether one line may be the other, reworded: half of it at the ends is the same, or half of the words."""
    longest = max(len(old), len(new))
    if not old.strip() or not new.strip():
        return False
    head = same_start(old, new)
    tail = same_start(old[head:][::-1], new[head:][::-1])
    if (head + tail) * 2 >= longest:
        return True
    words, others = Counter(old.casefold().split()), Counter(new.casefold().split())
    return (words & others).total() * 4 >= words.total() + others.total()


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two lines in pieces, the words that the other hasn't got marked."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    pairs = matching(before, after, _WORK_IN_LINE)
    kept_old, kept_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return _joined(before, kept_old), _joined(after, kept_new)


def _joined(tokens: list[str], kept: set[int]) -> tuple[Piece, ...]:
    """Tokens as few pieces. A blank between two changed words is changed with them."""
    changed = [place not in kept for place in range(len(tokens))]
    for place in range(1, len(tokens) - 1):
        if tokens[place].isspace() and changed[place - 1] and changed[place + 1]:
            changed[place] = True
    groups = groupby(zip(tokens, changed, strict=True), key=lambda item: item[1])
    return tuple(Piece("".join(text for text, _ in group), mark) for mark, group in groups)


def _folded(rows: list[DiffRow], around: int) -> list[DiffRow]:
    """Runs of equal lines as one row, but for those beside a difference."""
    found: list[DiffRow] = []
    runs = [(same, list(run)) for same, run in groupby(rows, key=lambda row: row.kind is Kind.SAME)]
    for place, (same, run) in enumerate(runs):
        head = around if place > 0 else 0
        tail = around if place < len(runs) - 1 else 0
        hidden = len(run) - head - tail
        if not same or hidden < 2:  # a line that says that one line is hidden takes as much room
            found += run
        else:
            found += [*run[:head], DiffRow(Kind.FOLDED, count=hidden), *run[len(run) - tail :]]
    return found


def _some(number: int) -> str:
    return "1 regel" if number == 1 else f"{number} regels"
