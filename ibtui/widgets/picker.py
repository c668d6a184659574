"""Pick one or more names from a list by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ibtui.care.text import fold
from ibtui.errors import IbtuiError
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import content, line, part, wrap
from ibtui.widgets.typing import LineInput

_ADD = "nieuw"


class PickScreen(ModalScreen[tuple[int, ...] | None]):
    """Type to narrow, arrows to choose, Enter to take. With `many`, Enter adds or removes and Esc is ready."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "ready", show=False),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("ctrl+s", "ready", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PickScreen { align: center middle; background: $background 0%; }
    PickScreen > Vertical {
        width: 70; max-width: 96%; height: 80%; max-height: 24;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    PickScreen .title { text-style: bold; }
    PickScreen Input { margin-bottom: 1; }
    PickScreen Rows { background: $panel; scrollbar-background: $panel; }
    PickScreen .hint { height: 1; color: $text-muted; }
    """

    def __init__(
        self,
        title: str,
        source: PickSource,
        chosen: Sequence[int] = (),
        *,
        many: bool = False,
        typed: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._source = source
        self._chosen = list(chosen)
        self._many = many
        self._typed = typed
        self._options: list[Option] = []
        self._trouble = ""
        """Why the names could not be read."""

    def compose(self) -> ComposeResult:
        keys = "Enter erbij of eraf · Esc klaar" if self._many else "Enter kies · Esc terug"
        with Vertical():
            yield Static(content(self._title), classes="title")
            yield LineInput(
                self._typed, compact=True, placeholder="typ een paar letters", select_on_focus=False
            )
            yield Rows(steered=True)
            yield Static(content(keys), classes="hint")

    def on_mount(self) -> None:
        self._read()
        box = self.query_one(Input)
        box.focus()
        box.cursor_position = len(box.value)
        self._refill()

    def _read(self) -> None:
        """The names of now. After a fault those that were there stay, with the words of the fault above them."""
        try:
            self._options = list(self._source.options())
            self._trouble = ""
        except (IbtuiError, StoreFault) as error:
            self._trouble = str(explain(error))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other letters: the first that fits is chosen."""
        self._refill(first=bool(event.value))

    def _matching(self) -> list[Option]:
        words = fold(self.query_one(Input).value).split()
        found = []
        for option in self._options:
            parts = fold(f"{option.label} {option.detail}").replace("-", " ").split()
            if all(any(item.startswith(word) for item in parts) for word in words):
                found.append(option)
        return found

    def _refill(self, *, first: bool = False) -> None:
        typed = self.query_one(Input).value.strip()
        rows = []
        for option in self._matching():
            mark = "✓ " if option.id in self._chosen else "  "
            rows.append(
                Row(str(option.id), (line(part(mark if self._many else "", "good"), option.label,
                                          part(f"  {option.detail}" if option.detail else "", "muted")),))
            )  # fmt: skip
        if self._source.add is not None and typed:
            rows.append(Row(_ADD, (line(part(f"+ nieuw: {typed}", "accent")),)))
        at = rows[0].id if first and rows else ""
        if self._trouble:
            width = max(self.query_one(Rows).room or 60, 20) - 2
            rows.insert(
                0, heading(*(line(part(words, "late")) for words in wrap(f"! {self._trouble}", width)))
            )
        self.query_one(Rows).fill(rows, empty=[line(part("Niets gevonden.", "muted"))], at=at)

    def action_step(self, step: int) -> None:
        self.query_one(Rows).action_step(step)

    def action_take(self) -> None:
        chosen = self.query_one(Rows).chosen
        if not chosen:
            return
        if chosen == _ADD:
            self._add()
        else:
            self._take(int(chosen))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_take()

    def _take(self, option_id: int) -> None:
        if not self._many:
            self.dismiss((option_id,))
            return
        if option_id in self._chosen:
            self._chosen.remove(option_id)
        else:
            self._chosen.append(option_id)
        self.query_one(Input).value = ""
        self._refill()

    def _add(self) -> None:
        if self._source.add is None:
            return
        try:
            form: FormScreen[int] = self._source.add(self.query_one(Input).value.strip())
        except (IbtuiError, StoreFault) as error:
            self._trouble = str(explain(error))
            self._refill()
            return

        def added(new_id: int | None) -> None:
            if new_id is not None:
                self._read()
                self._take(new_id)

        self.app.push_screen(form, added)

    def action_ready(self) -> None:
        self.dismiss(tuple(self._chosen) if self._many else None)
