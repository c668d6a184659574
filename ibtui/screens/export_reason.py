"""A word why: for a finding that is let through, or for somebody who does or doesn't get the paper."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ibtui.screens import export_memory
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import content, line, part
from ibtui.widgets.typing import LineInput

LONGEST = 200
"""Characters of a reason: the export log keeps no more."""
_OWN = "zelf"


class ReasonScreen(ModalScreen[str | None]):
    """Asks why, in a few words; gives them back. Up and down bring back the last ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ReasonScreen { align: center middle; background: $background 0%; }
    ReasonScreen > Vertical {
        width: 70; max-width: 96%; height: auto;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    ReasonScreen Static { height: auto; }
    ReasonScreen .title { margin-bottom: 1; }
    ReasonScreen Input { background: $surface; }
    ReasonScreen Rows { background: $panel; margin-top: 1; }
    ReasonScreen .said { color: $warning; display: none; }
    ReasonScreen .hint { color: $text-muted; margin-top: 1; }
    """

    def __init__(self, about: str, question: str = "Waarom?", value: str = "") -> None:
        super().__init__()
        self._about, self._question, self._value = about, question, value
        self._last = export_memory.reasons()

    def compose(self) -> ComposeResult:
        keys = "Enter bewaar · Esc terug"
        with Vertical():
            yield Static(content(f"{self._about}\n\n{self._question}"), classes="title")
            yield LineInput(self._value, compact=True, max_length=LONGEST, select_on_focus=False)
            yield Static(content("! Schrijf in een paar woorden waarom."), classes="said")
            if self._last:
                yield Rows(steered=True)
            yield Static(
                content(f"↑ ↓ wat je eerder schreef · {keys}" if self._last else keys), classes="hint"
            )

    def on_mount(self) -> None:
        box = self.query_one(LineInput)
        box.focus()
        box.cursor_position = len(box.value)
        for found in self.query(Rows):
            found.styles.height = len(self._last) + 1
            found.fill(
                [_row(_OWN, "zelf typen"), *(_row(str(n), words) for n, words in enumerate(self._last))]
            )

    def action_step(self, step: int) -> None:
        """The next of the last reasons, in the field: it can still be changed."""
        for found in self.query(Rows):
            found.action_step(step)
            box = self.query_one(LineInput)
            box.value = self._value if found.chosen == _OWN else self._last[int(found.chosen)]
            box.cursor_position = len(box.value)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: these are the words."""
        event.stop()
        words = event.value.strip()
        self.query_one(".said").display = not words
        if words:
            export_memory.gave(words)
            self.dismiss(words)


def _row(row_id: str, words: str) -> Row:
    return Row(row_id, (line(part(words, "muted" if row_id == _OWN else "")),))
