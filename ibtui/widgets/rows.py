"""A list that draws its own lines: fast to fill, literal text, a sign before the chosen row.

A row has one or more lines and an id; a row without an id is a heading that the cursor steps over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ibtui.values import dataclass
from ibtui.widgets.text import LOOKS, Line, line, segments

_CHOSEN, _RESTING = "▸", "›"
"""The cursor in the list that has the focus, and in one that hasn't."""

_HEADING = 2  # lines: a blank one and its words
_KEPT = 200  # lines that are drawn
_BESIDE = 3  # the sign with its blank, and the scroll bar


@dataclass(frozen=True, slots=True)
class Row:
    """`id` is what the screen knows the row by, e.g. "gesprek:12"; "" makes it a heading or a blank line."""

    id: str
    lines: tuple[Line, ...]


def heading(*parts: Line) -> Row:
    """A row that can't be chosen."""
    return Row("", parts or ((),))


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines with a cursor. Posts `Chosen` when the cursor moves; Enter is the screen's own command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{look}" for look in (*LOOKS, "chosen")}
    DEFAULT_CSS = """
    Rows {
        height: 1fr; width: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden;
        scrollbar-color: $chosen; scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        & > .rows--muted { color: $text-muted; }
        & > .rows--strong { text-style: bold; }
        & > .rows--accent { color: $primary; }
        & > .rows--warn { color: $warning; }
        & > .rows--late { color: $error; text-style: bold; }
        & > .rows--good { color: $success; }
        & > .rows--chosen { background: $chosen; }
    }
    """

    class Chosen(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: Rows, row_id: str) -> None:
            super().__init__()
            self.rows = rows
            self.row_id = row_id

        @property
        def control(self) -> Rows:
            return self.rows

    class Opened(Message):
        """A row was clicked twice, or once while it was chosen."""

        def __init__(self, rows: Rows, row_id: str) -> None:
            super().__init__()
            self.rows = rows
            self.row_id = row_id

        @property
        def control(self) -> Rows:
            return self.rows

    def __init__(
        self,
        *,
        empty: Sequence[Line] = (),
        steered: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`steered`: the list has no focus of its own, an input above it moves the cursor."""
        super().__init__(id=id, classes=classes)
        self.can_focus = not steered
        self._steered = steered
        self._rows: list[Row] = []
        self._lines: list[tuple[int, Line, bool]] = []  # row index, line, whether it is the row's first
        self._starts: list[int] = []
        self._cursor = -1
        self._empty = tuple(empty)
        self._looks: tuple[dict[str, Style], Style, Style] | None = None
        self._strips: dict[tuple[int, bool, bool, int], Strip] = {}
        """What is drawn: of a line, whether it's chosen, whether the cursor is at work, and the width."""

    # ── filling ────────────────────────────────────────────────────────────────
    def fill(self, rows: Sequence[Row], *, empty: Sequence[Line] | None = None, at: str = "") -> None:
        """Show `rows`. The cursor stays on the row with the same id, else on `at`, else near where it was."""
        before, index = self.chosen, self._cursor
        if empty is not None:
            self._empty = tuple(empty)
        self._rows = list(rows) or [heading(*self._empty)]
        self._lines, self._starts = [], []
        self._strips.clear()
        for number, row in enumerate(self._rows):
            self._starts.append(len(self._lines))
            self._lines.extend((number, item, order == 0) for order, item in enumerate(row.lines))
        ids = [row.id for row in self._rows]
        wanted = at if at and at in ids else before
        if wanted and wanted in ids:
            self._cursor = ids.index(wanted)
        else:
            self._cursor = self._nearest(max(index, 0))
        self.virtual_size = Size(0, len(self._lines))
        self._refresh_scrollbars()  # now, or the first layout finds that out and makes a second one needed
        self.refresh()
        self.call_after_refresh(self._show_cursor)
        if self.chosen != before:
            self.post_message(self.Chosen(self, self.chosen))

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor; "" when there is none."""
        return self._rows[self._cursor].id if 0 <= self._cursor < len(self._rows) else ""

    @property
    def room(self) -> int:
        """Cells that a line of a row can take, beside the sign and a scroll bar; 0 before the first layout."""
        return max(self.outer_size.width - self.styles.gutter.width - _BESIDE, 0)

    @property
    def ids(self) -> list[str]:
        """The ids of the rows that can be chosen, in order."""
        return [row.id for row in self._rows if row.id]

    @property
    def in_view(self) -> list[str]:
        """The ids of the rows of which the first line stands on the screen now."""
        top = round(self.scroll_y)
        shown = self._lines[top : top + self.size.height]
        return [self._rows[row].id for row, _line, first in shown if first and self._rows[row].id]

    def choose(self, row_id: str) -> None:
        """Put the cursor on a row; does nothing for an unknown id."""
        for number, row in enumerate(self._rows):
            if row.id and row.id == row_id:
                self._move_to(number)

    # ── moving ─────────────────────────────────────────────────────────────────
    def action_step(self, step: int) -> None:
        """One row up or down; the view scrolls where there is no other row, or a long text stands before it."""
        number = self._cursor + step
        while 0 <= number < len(self._rows) and not self._rows[number].id:
            number += step
        there = 0 <= number < len(self._rows)
        if there and not (self._cursor >= 0 and self._skips(number, _HEADING)):
            self._move_to(number)
        else:
            self.scroll_relative(y=step, animate=False)

    def _skips(self, number: int, lines: int) -> bool:
        """Whether going from the cursor to this row passes over more than `lines` lines that were not in view."""
        first, top = self._starts[number], round(self.scroll_y)
        start, end = self._starts[self._cursor], top + self.size.height
        if number > self._cursor:
            return start <= end < first - lines
        last, cursor_last = (self._starts[one] + len(self._rows[one].lines) for one in (number, self._cursor))
        return last < top - lines and top <= cursor_last

    def action_page(self, step: int) -> None:
        """A screenful up or down; the view itself where no row can be chosen."""
        if self._cursor < 0:
            self.scroll_relative(y=step * max(self.size.height - 1, 1), animate=False)
            return
        start, top = self._starts[self._cursor], round(self.scroll_y)
        start = max(start, top) if step > 0 else start
        wanted = min(max(start + step * max(self.size.height - 1, 1), 0), len(self._lines) - 1)
        number = self._nearest(self._lines[wanted][0], step)
        if number != self._cursor and not self._skips(number, self.size.height):
            self._move_to(number)
        else:  # a long text: read on, and then the next row
            before = self.scroll_y
            self.scroll_relative(y=step * max(self.size.height - 1, 1), animate=False)
            if self.scroll_y == before:
                self.action_step(step)

    def action_edge(self, step: int) -> None:
        """To the first or the last row; the view itself where none can be chosen."""
        if self._cursor < 0:
            self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)
            return
        self._move_to(self._nearest(0 if step < 0 else len(self._rows) - 1, -step))
        lines = len(self._rows[self._cursor].lines)
        if lines > self.size.height:
            start = self._starts[self._cursor]
            self.scroll_to(y=start if step < 0 else start + lines - self.size.height, animate=False)

    def _nearest(self, number: int, step: int = 1) -> int:
        """The row nearest to `number` that can be chosen, looking in the direction of `step` first; -1: none."""
        number = min(number, len(self._rows) - 1)
        for way in (step, -step):
            place = number
            while 0 <= place < len(self._rows):
                if self._rows[place].id:
                    return place
                place += way
        return -1

    def _move_to(self, number: int) -> None:
        if number < 0 or number == self._cursor:
            return
        before, self._cursor = self._cursor, number
        for changed in (before, number):
            self._refresh_row(changed)
        self._show_cursor()
        self.post_message(self.Chosen(self, self.chosen))

    def _refresh_row(self, number: int) -> None:
        if 0 <= number < len(self._starts):
            top = self._starts[number] - round(self.scroll_y)
            self.refresh(Region(0, top, self.size.width, len(self._rows[number].lines)))

    def _show_cursor(self) -> None:
        if self._cursor < 0 or not self.size.height:
            return
        first = self._starts[self._cursor]
        while (
            first > 0
            and not self._rows[self._lines[first - 1][0]].id
            and self._starts[self._cursor] - first < 2
        ):
            first -= 1  # keep the heading above the row in sight
        last = self._starts[self._cursor] + len(self._rows[self._cursor].lines) - 1
        top, height = round(self.scroll_y), self.size.height
        if len(self._rows[self._cursor].lines) > height:  # where it is being read, else its nearest end
            if first >= top + height or last < top:
                self.scroll_to(y=first if last >= top else last - height + 1, animate=False)
        elif first < top:
            self.scroll_to(y=first, animate=False)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False)

    # ── drawing ────────────────────────────────────────────────────────────────
    def render_line(self, y: int) -> Strip:
        """One line of the screen. While the list scrolls, nearly every line is one that was drawn a moment ago."""
        number = y + round(self.scroll_y)
        width = self.scrollable_content_region.width  # what a scroll bar leaves
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self._styles()[2])
        row = self._lines[number][0]
        here = row == self._cursor and bool(self._rows[row].id)
        key = number, here, self.has_focus or self._steered, width
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[key] = self._drawn(*key)
        return strip

    def _drawn(self, number: int, here: bool, active: bool, width: int) -> Strip:
        """A row's first line starts with a sign when it is chosen."""
        looks, chosen, plain = self._styles()
        row, parts, first = self._lines[number]
        base = chosen if here and active else plain
        sign = (_CHOSEN if active else _RESTING) if here and first else " "
        lead = line(f"{sign} ") if self._rows[row].id else ()
        strip = Strip(segments((*lead, *parts), looks, base))
        if strip.cell_length > width > 1:  # whoever made the line meant it to fit: say that there is more
            strip = Strip.join([strip.crop(0, width - 1), Strip([Segment("…", base)])])
        return strip.crop_extend(0, width, base)

    def _styles(self) -> tuple[dict[str, Style], Style, Style]:
        if self._looks is None:
            looks: dict[str, Style] = {
                look: self.get_component_rich_style(f"rows--{look}", partial=True) for look in LOOKS
            }
            plain = self.rich_style
            chosen = plain + self.get_component_rich_style("rows--chosen", partial=True)
            self._looks = (looks, chosen, plain)
        return self._looks

    def notify_style_update(self) -> None:
        """The theme changed: forget the looks."""
        self._looks = None
        self._strips.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        self._refresh_row(self._cursor)

    def on_blur(self) -> None:
        self._refresh_row(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """The mouse may do what the keys do: choose, and open what is chosen."""
        number = event.y + round(self.scroll_y)
        if 0 <= number < len(self._lines):
            row = self._lines[number][0]
            if not self._rows[row].id:
                return
            if row == self._cursor:
                self.post_message(self.Opened(self, self.chosen))
            else:
                self._move_to(row)
