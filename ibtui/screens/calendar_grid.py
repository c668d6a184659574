"""The grid of the care calendar: a line for each group, a column for each month, and a cursor on one cell.

It draws the lines that are in sight and asks for the cells of those only, so that sixty groups cost what ten do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ibtui.values import dataclass
from ibtui.widgets.text import LOOKS, Line, Look, Part, fit, part, safe, segments

_WIDEST_LABEL, _SMALLEST_LABEL = 24, 9
_CELLS = (5, 4, 3)
"""How many terminal cells a cell of the grid takes: as many as there is room for."""
_MARK = "▾"
"""Before the month of today."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line: `cells` gives its parts, one a column, when it comes in sight."""

    id: str
    label: str
    cells: Callable[[], tuple[Part, ...]]


class CalendarGrid(Widget, can_focus=True, inherit_bindings=False):
    """Posts `Moved` when the cursor stands on another cell, and `Edge` when it would go past the first or last
    column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("left", "column(-1)", show=False),
        Binding("right", "column(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{look}" for look in (*LOOKS, "chosen")}
    DEFAULT_CSS = """
    CalendarGrid {
        height: 1fr; width: 1fr;
        & > .grid--muted { color: $text-muted; }
        & > .grid--strong { text-style: bold; }
        & > .grid--accent { color: $primary; }
        & > .grid--warn { color: $warning; }
        & > .grid--late { color: $error; text-style: bold; }
        & > .grid--good { color: $success; }
        & > .grid--chosen { background: $chosen; text-style: bold; }
    }
    """

    class Moved(Message):
        """The cursor stands on another cell."""

    class Edge(Message):
        """The cursor would go past the first (-1) or the last (1) column."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Opened(Message):
        """The chosen cell was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[GridRow] = []
        self._columns: tuple[str, ...] = ()
        self._marked: int | None = None
        self._row = self._column = self._top = 0
        self._known: dict[int, tuple[Part, ...]] = {}
        self._looks: tuple[dict[str, Style], Style, Style] | None = None

    # ── filling ────────────────────────────────────────────────────────────────
    def fill(self, rows: Sequence[GridRow], columns: Sequence[str], marked: int | None) -> None:
        """Show these lines; `marked` is the column of today. The cursor stays on the line with the same id."""
        before = self.row_id
        self._rows, self._columns, self._marked = list(rows), tuple(columns), marked
        self._known = {}
        ids = [row.id for row in self._rows]
        self._row = ids.index(before) if before in ids else min(self._row, max(len(ids) - 1, 0))
        self._show_cursor()
        self.refresh()

    @property
    def row_id(self) -> str:
        """The id of the line with the cursor; "" when there are no lines."""
        return self._rows[self._row].id if self._row < len(self._rows) else ""

    @property
    def column(self) -> int:
        """The column with the cursor."""
        return self._column

    def go_to(self, row_id: str, column: int) -> None:
        """Put the cursor on a cell; an unknown line leaves it on its own line."""
        for number, row in enumerate(self._rows):
            if row.id == row_id:
                self._row = number
        self._column = min(max(column, 0), max(len(self._columns) - 1, 0))
        self._show_cursor()
        self.refresh()

    # ── moving ─────────────────────────────────────────────────────────────────
    def action_row(self, step: int) -> None:
        self._move(self._row + step, self._column)

    def action_column(self, step: int) -> None:
        if 0 <= self._column + step < len(self._columns):
            self._move(self._row, self._column + step)
        else:
            self.post_message(self.Edge(step))

    def action_page(self, step: int) -> None:
        self._move(self._row + step * max(self._visible - 1, 1), self._column)

    def action_edge(self, step: int) -> None:
        """To the first or the last line."""
        self._move(0 if step < 0 else len(self._rows) - 1, self._column)

    def _move(self, row: int, column: int) -> None:
        row = min(max(row, 0), max(len(self._rows) - 1, 0))
        if (row, column) == (self._row, self._column):
            return
        before, top = self._row, self._top
        self._row, self._column = row, column
        self._show_cursor()
        if self._top != top:
            self.refresh()
        else:
            self._draw_rows(before, row)
        self.post_message(self.Moved())

    def _draw_rows(self, *numbers: int) -> None:
        regions = [Region(0, number - self._top + 1, self.size.width, 1) for number in set(numbers)]
        self.refresh(*regions, Region(0, 0, self.size.width, 1))

    @property
    def _visible(self) -> int:
        """How many lines fit below the months."""
        return max(self.size.height - 1, 1)

    def _show_cursor(self) -> None:
        if not self.size.height:
            return
        last = max(len(self._rows) - self._visible, 0)
        self._top = min(max(self._top, self._row - self._visible + 1), self._row, last)

    def on_resize(self) -> None:
        self._show_cursor()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The mouse may do what the keys do: choose, and open what is chosen."""
        label, width = self._widths()
        row, column = self._top + event.y - 1, (event.x - label) // width
        if event.y < 1 or row >= len(self._rows) or not 0 <= column < len(self._columns):
            return
        if (row, column) == (self._row, self._column):
            self.post_message(self.Opened())
        else:
            self._move(row, column)

    # ── drawing ────────────────────────────────────────────────────────────────
    def _widths(self) -> tuple[int, int]:
        """Of the labels and of a cell."""
        columns = max(len(self._columns), 1)
        for width in _CELLS:
            label = self.size.width - columns * width - 1
            if label >= _SMALLEST_LABEL or width == _CELLS[-1]:
                return max(min(label, _WIDEST_LABEL), 4), width
        return _SMALLEST_LABEL, _CELLS[-1]

    def render_line(self, y: int) -> Strip:
        looks, chosen, plain = self._styles()
        parts = self._months() if y == 0 else self._line(self._top + y - 1)
        number = self._top + y - 1
        if y and number == self._row and number < len(self._rows):
            label, width = self._widths()
            left = label + self._column * width
            strip = Strip(segments(parts, looks, plain)).crop_extend(0, self.size.width, plain)
            here = strip.crop(left, left + width).apply_style(chosen)
            return Strip.join([strip.crop(0, left), here, strip.crop(left + width)])
        return Strip(segments(parts, looks, plain)).crop_extend(0, self.size.width, plain)

    def _months(self) -> Line:
        label, width = self._widths()
        found = [part(fit(self._more(), label), "muted")]
        for number, name in enumerate(self._columns):
            here = number == self._marked
            text = f"{_MARK}{name}" if here and width > len(name) else name
            look: Look = "accent" if here else "strong" if number == self._column else "muted"
            found.append(part(fit(text.center(width) if width > 3 else name[:2], width), look))
        return tuple(found)

    def _more(self) -> str:
        """How many lines are out of sight."""
        above, below = self._top, max(len(self._rows) - self._top - self._visible, 0)
        words = [f"↑ {above}" if above else "", f"↓ {below}" if below else ""]
        return "  ".join(word for word in words if word)

    def _line(self, number: int) -> Line:
        if not 0 <= number < len(self._rows):
            return ()
        row = self._rows[number]
        if number not in self._known:
            self._known[number] = row.cells()
        label, width = self._widths()
        here = number == self._row
        name = row.label if cell_len(row.label) < label else row.label.removeprefix("groep ")
        found = [part(fit(safe(name), label - 1) + " ", "strong" if here else "")]
        for column, cell in enumerate(self._known[number]):
            text = cell.text[: width - 2].center(width - 2)  # the sign comes first
            mark = "[]" if here and column == self._column else "  "
            found += [part(mark[0]), part(text, cell.look), part(mark[1])]
        return tuple(found)

    def _styles(self) -> tuple[dict[str, Style], Style, Style]:
        if self._looks is None:
            looks: dict[str, Style] = {
                look: self.get_component_rich_style(f"grid--{look}", partial=True) for look in LOOKS
            }
            chosen = self.get_component_rich_style("grid--chosen", partial=True)
            self._looks = (looks, chosen, self.rich_style)
        return self._looks

    def notify_style_update(self) -> None:
        """The theme changed: forget the looks."""
        self._looks = None
        super().notify_style_update()
