"""The line at the bottom of a groepsbespreking: what is typed about one pupil, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Region
from textual.widgets import Input, Static

from ibtui.screens.editor_names import Names
from ibtui.screens.editor_suggest import Suggesting, SuggestList
from ibtui.widgets.frame import Caption
from ibtui.widgets.text import column, content, line, part
from ibtui.widgets.typing import LineInput

_BEFORE_BLANK = "!?=*%"
_NAME = 24  # cells of a name, so that the marks stay in sight
_MARKS = "! afspraak  ? vraag  = besluit  * kind  % privé  + -"


class _TypedLine(LineInput):
    """Enter keeps and stays, Tab keeps and goes on. The screen does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.line_enter", show=False),
        Binding("tab", "screen.line_tab(1)", show=False),
        Binding("shift+tab", "screen.line_tab(-1)", show=False),
        Binding("down", "screen.line_go(1)", show=False),
        Binding("up", "screen.line_go(-1)", show=False),
        Binding("escape", "screen.line_leave", show=False),
    ]


class RemarkLine(Vertical):
    """Hidden until somebody writes. `becomes` says in words what the line would be."""

    DEFAULT_CSS = """
    RemarkLine { height: auto; display: none; padding: 0 1; background: $panel; }
    RemarkLine Static { height: 1; color: $text-muted; }
    """

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes
        self.names = SuggestList()
        """To be shown by the screen, over everything else."""
        self._suggesting = Suggesting(self, self.names)
        self._names: Names | None = None

    def compose(self) -> ComposeResult:
        yield Caption()
        yield _TypedLine(compact=True, placeholder="wat valt op, in een paar woorden")
        yield Static()

    def on_mount(self) -> None:
        self.watch(self.box, "selection", self._cursor_moved, init=False)

    def know(self, names: Names) -> None:
        """Whom names in the line can mean."""
        self._names = names

    @property
    def box(self) -> Input:
        """Where the letters go."""
        return self.query_one(_TypedLine)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.box.value.strip()

    def open(self, name: str) -> None:
        """Write about this pupil."""
        shown = column(name, min(cell_len(name), _NAME), "strong")
        self.query_one(Caption).show(line(shown), part(_MARKS, "muted"))
        self.display = True
        self.box.focus()
        self._say()

    def empty(self) -> None:
        """The line was kept."""
        self.box.value = ""

    def close(self) -> None:
        """Away with it; what was typed and couldn't be kept stays for the next time."""
        self.names.hide()
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """A mark gets its blank by itself: "!b" is "! b"."""
        event.stop()
        typed = event.value
        if len(typed) == 2 and typed[0] in _BEFORE_BLANK and typed[1].isalnum() | (typed[1] in "@#"):
            self.put_in_line(f"{typed[0]} {typed[1]}", 0, 2)
        self._say()

    def _say(self) -> None:
        said = self._becomes(self.text) if self.text else ""
        self.query_one(Static).update(content(f"→ {said}" if said else " "))

    # ── names at the cursor ────────────────────────────────────────────────────
    def take_name(self, step: int) -> bool:
        """Tab: put the proposed name in the line; False when none is proposed."""
        if not self.names.display:
            return False
        self._suggesting.take(step)
        return True

    def _cursor_moved(self) -> None:
        self._suggesting.look(self._names)

    def cursor(self) -> tuple[int, int]:
        """Line and column; there is one line."""
        return 0, self.box.cursor_position

    def cursor_line(self) -> str:
        """The line with the cursor."""
        return self.box.value

    def typing(self) -> bool:
        """A line that is open is being typed."""
        return True

    def put_in_line(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of a part of the line; the cursor behind it."""
        box = self.box
        box.value = box.value[:start] + text + box.value[end:]
        box.cursor_position = start + len(text)

    def on_screen(self, column: int) -> tuple[Offset, Region]:
        """Where on the screen a column of the line is; the names may stand anywhere above it."""
        left = cell_len(self.box.value[column : self.box.cursor_position])
        return self.box.cursor_screen_offset - Offset(left, 0), Region(0, 0, *self.screen.size)
