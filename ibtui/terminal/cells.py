"""What the terminal shows, cell by cell, and the few bytes that turn it into what it must show.

Pure: it reads and writes no terminal. It counts on what Textual sets: no automatic wrap, a hidden cursor.

Terminals don't agree about the width of some characters (emoji, letters with loose accents, joined ones). After such a
character the place is given again, and a row that has one is sent from there on when anything in that part changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from rich.cells import split_graphemes

from ibtui.terminal.looks import ANY, Look, Looks, change, change_to_erase
from ibtui.terminal.scrolling import Row, Shift, find_shift

_UNKNOWN = Look(-1, "?", "?")
_NOTHING = "\0"
_JOINER = "\u200d"
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)])
_ONE_WIDE = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38E, 0x3A1),
    (0x3A3, 0x482), (0x2010, 0x2027), (0x2030, 0x203B), (0x203D, 0x2048), (0x20A0, 0x20BF), (0x2190, 0x2193),
    (0x2200, 0x22FF), (0x2500, 0x25A9), (0x25AC, 0x25B5), (0x25B7, 0x25BF), (0x25C1, 0x25FA), (0x2713, 0x2713),
    (0x2717, 0x2717), (0x2800, 0x28FF),
)  # fmt: skip
_SURE = frozenset(chr(code) for first, last in _ONE_WIDE for code in range(first, last + 1))
"""Characters that every terminal draws in one cell."""
_SURE_OR_NOTHING = _SURE | {_NOTHING}
_WORTH_ERASING = 12


def cells_of(text: str) -> Sequence[str]:
    """The text by cell: a wide character is followed by an empty one, a loose accent goes with its letter."""
    return text if _SURE.issuperset(text) else _odd_cells(text)


def _odd_cells(text: str) -> Sequence[str]:
    text = text.translate(_CONTROLS)
    cells: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells += [_whole(text[start:end]), *[""] * (width - 1)]
    return tuple(cells)


def _whole(cell: str) -> str:
    """Textual cuts joined emoji between the joiners. tmux joins whatever comes next to a joiner that is left at the
    end, wherever it is put; what follows on a blank is the rest of the half that the blank stands for."""
    return " " if cell.startswith(f" {_JOINER}") else cell.rstrip(_JOINER)


def lay(row: Row, x: int, parts: Sequence[tuple[str, Looks]], end: int) -> None:
    """Put texts next to each other into a row, from column `x`; what comes at `end` or later falls off.

    What they leave open before `end` becomes blank: Textual loses a half of some characters that it cuts, and a cell
    of which nothing is known can't be sent.
    """
    letters: list[str] = []
    looks: list[Look] = []
    for text, (look, blank) in parts:
        cells = cells_of(text)
        letters += cells
        if look is blank or " " not in text:
            looks += [look] * len(cells)
        else:
            looks += [blank if cell == " " else look for cell in cells]
    if parts and (open_cells := end - x - len(letters)) > 0:
        letters += " " * open_cells
        looks += [parts[-1][1].blank] * open_cells
    width = min(len(letters), end - x)
    row.letters[x : x + width] = letters[:width]
    row.looks[x : x + width] = looks[:width]
    _mend(row, x)
    _mend(row, x + width)


def _mend(row: Row, x: int) -> None:
    """Where two texts meet, half of a wide character may be left over."""
    if 0 < x < len(row.letters):
        left, right = row.letters[x - 1], row.letters[x]
        wide = left != _NOTHING and left not in _SURE and _is_wide(left)
        if wide and right != "":
            row.letters[x - 1] = " "
        elif not wide and right == "":
            row.letters[x] = " "
    if x == len(row.letters) and row.letters and _is_wide(row.letters[-1]):
        row.letters[-1] = " "


def _is_wide(cell: str) -> bool:
    return cell not in _SURE and len(_odd_cells(cell)) > 1


class Shown:
    """What a terminal shows now. `update` gives what to send and counts on it being sent."""

    def __init__(self, width: int, height: int, *, erases: bool) -> None:
        """`erases`: the terminal erases in the colour of the moment, as xterm does (`bce`)."""
        self.width, self.height = width, height
        self._erases = erases
        self._rows = [Row([_NOTHING] * width, [_UNKNOWN] * width) for _ in range(height)]
        self._fresh = True
        self._cursor: tuple[int, int] | None = None
        self._look: Look | None = None
        self._out: list[str] = []

    def row(self, y: int) -> Row:
        """A copy of what is shown there, to lay the changes in."""
        return self._rows[y].copy()

    def update(self, wanted: Mapping[int, Row], cursor: tuple[int, int]) -> str:
        """What to send for these rows and the cursor at (column, row); "" when all is there already."""
        self._out = []
        if self._fresh:
            self._clear(wanted)
        changed = {y: row for y, row in wanted.items() if row != self._rows[y]}
        if len(changed) > 2 and (shift := find_shift(self._rows, changed)):
            changed = self._scroll(shift, changed)
        for y, row in sorted(changed.items()):
            self._draw_row(y, row)
            self._rows[y] = row
        if self._cursor != cursor:
            self._go(*cursor)
        return "".join(self._out)

    def _clear(self, wanted: Mapping[int, Row]) -> None:
        """Nothing is known yet: begin with the ground that most of it has."""
        self._fresh = False
        blanks: dict[Look, int] = {}
        for row in wanted.values():
            for look, cells in groupby(row.looks):
                if look.colour == ANY:
                    blanks[look] = blanks.get(look, 0) + len(list(cells))
        ground = max(blanks, key=lambda look: blanks[look], default=None)
        if ground is None or not self._can_erase(ground):
            return
        self._dip(ground, erasing=True)
        self._out.append("\x1b[2J")
        self._rows = [Row([" "] * self.width, [ground] * self.width) for _ in range(self.height)]

    def _can_erase(self, look: Look) -> bool:
        return look.colour == ANY and (self._erases or not look.ground)

    def _scroll(self, shift: Shift, changed: Mapping[int, Row]) -> dict[int, Row]:
        """Move a block of whole rows; gives the rows that still aren't right."""
        top, bottom, by = shift
        block = range(top, bottom + 1)
        wanted = {**{y: self._rows[y] for y in block}, **changed}
        edge, step = (bottom, "\n") if by > 0 else (top, "\x1bM")
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{edge + 1}H{step * abs(by)}\x1b[r")
        self._cursor = None
        before = self._rows[top : bottom + 1]
        for y in block:
            came_from = y - top + by
            if 0 <= came_from < len(before):
                self._rows[y] = before[came_from]
            else:
                self._rows[y] = Row([_NOTHING] * self.width, [_UNKNOWN] * self.width)
        return {y: row for y, row in wanted.items() if row != self._rows[y]}

    def _draw_row(self, y: int, new: Row) -> None:
        old = self._rows[y]
        differ = [
            x
            for x, (was, now, looked, looks) in enumerate(
                zip(old.letters, new.letters, old.looks, new.looks, strict=True)
            )
            if looked is not looks or was != now
        ]
        odd = min(_first_odd(old.letters), _first_odd(new.letters))
        if differ[-1] >= odd:
            differ = [x for x in differ if x < odd] + list(range(odd, self.width))
        x, tail = 0, _tail(new.looks)
        for start, end in _runs(differ):
            x = max(x, start)
            while x < end:
                x = self._draw_piece(x, y, end, tail, new)

    def _draw_piece(self, x: int, y: int, end: int, tail: int, row: Row) -> int:
        """Send what looks the same from column `x` on, up to `end`; gives where it stopped."""
        look = row.looks[x]
        stop = x + 1
        while stop < end and row.looks[stop] is look:
            stop += 1
        self._go(x, y, row)
        if self._can_erase(look):
            if x >= tail and self.width - x > 3:
                self._dip(look, erasing=True)
                self._out.append("\x1b[K")
                return self.width
            if self._erases and stop - x >= _WORTH_ERASING:
                self._dip(look, erasing=True)
                self._out.append(f"\x1b[{stop - x}X")
                return stop
        self._dip(look)
        letters = row.letters[x:stop]
        first_odd = _first_odd(letters)
        if first_odd:
            stop = x + first_odd
            self._out += letters[:first_odd]
            self._cursor = (stop, y) if stop < self.width else None
            return stop
        stop = x + 1
        while stop < self.width and row.letters[stop] == "":
            stop += 1
        if stop - x > 1:
            # Where the terminal draws it narrow, nothing else would go over what stood beside it.
            self._out.append(" " * (stop - x))
            self._cursor = None
            self._go(x, y)
        self._out.append(letters[0])
        self._cursor = None
        return stop

    def _dip(self, look: Look, *, erasing: bool = False) -> None:
        """Take the colours of a cell on the brush."""
        sequence, self._look = (change_to_erase if erasing else change)(self._look, look)
        if sequence:
            self._out.append(sequence)

    def _go(self, x: int, y: int, row: Row | None = None) -> None:
        """To a cell: over the cells of `row` in between when that is shorter, as they have the right colours."""
        if self._cursor == (x, y):
            return
        step = move(self._cursor, (x, y))
        if row is not None and self._cursor is not None and self._cursor[1] == y and self._cursor[0] < x:
            between = slice(self._cursor[0], x)
            letters = "".join(row.letters[between])
            if (
                len(letters.encode()) <= len(step)
                and _SURE.issuperset(letters)
                and not any(change(self._look, look)[0] for look in row.looks[between])
            ):
                step = letters
        self._out.append(step)
        self._cursor = (x, y)


def _first_odd(letters: Sequence[str]) -> int:
    """The column of the first character whose width isn't sure; the number of columns when there is none."""
    if _SURE_OR_NOTHING.issuperset(letters):
        return len(letters)
    return next(x for x, letter in enumerate(letters) if letter not in _SURE_OR_NOTHING)


def _tail(looks: Sequence[Look]) -> int:
    """The column from which the rest of the row is blank, in one colour."""
    last = looks[-1]
    x = len(looks)
    if last.colour == ANY:
        while x and looks[x - 1] is last:
            x -= 1
    return x


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Columns that lie next to each other, as (first, one after the last)."""
    runs: list[tuple[int, int]] = []
    start = before = columns[0]
    for x in columns:
        if x > before + 1:
            runs.append((start, before + 1))
            start = x
        before = x
    return [*runs, (start, before + 1)]


@lru_cache(maxsize=4096)
def move(start: tuple[int, int] | None, to: tuple[int, int]) -> str:
    """The shortest way of the cursor from one (column, row) to another; from an unknown place by its numbers."""
    x, y = to
    ways = [f"\x1b[{y + 1 if y else ''}{f';{x + 1}' if x else ''}H"]
    if start is not None:
        across, down = x - start[0], y - start[1]
        if not down:
            ways += [_steps(across, "C", "D"), "\r" + _steps(x, "C", "D")]
            ways += ["\b" * -across] if across < 0 else []
        elif not across:
            ways.append(_steps(down, "B", "A"))
        if down > 0:
            ways.append("\r" + "\n" * down + _steps(x, "C", "D"))
    return min(ways, key=len)


def _steps(count: int, forth: str, back: str) -> str:
    if not count:
        return ""
    return f"\x1b[{abs(count) if abs(count) > 1 else ''}{forth if count > 0 else back}"
