"""`/`: find anything by a few letters, and open it."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ibtui.errors import IbtuiError
from ibtui.store import search
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import column, content, line, part
from ibtui.widgets.typing import LineInput

Found = tuple[str, int]
"""What was chosen: its kind ("leerling", "zorg", ...) and id."""


class SearchScreen(ModalScreen[Found | None]):
    """Type, choose with the arrows, Enter opens. Gives back what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SearchScreen { align: center middle; background: $background 0%; }
    SearchScreen > Vertical {
        width: 90; max-width: 96%; height: 90%; max-height: 30;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    SearchScreen Input { margin-bottom: 1; }
    SearchScreen Rows { background: $panel; scrollbar-background: $panel; }
    SearchScreen .hint { height: 1; color: $text-muted; }
    """

    def __init__(self, school: int) -> None:
        super().__init__()
        self._school = school

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineInput(placeholder="zoek een naam of een woord", compact=True)
            yield Rows(steered=True)
            yield Static(content("Enter open · Esc terug"), classes="hint")

    def on_mount(self) -> None:
        typed = self.query_one(Input)
        typed.focus()
        # At once, and not at the message that Input sends after it: then the letter is drawn alone, and what was
        # found has to wait for the next frame.
        self.watch(typed, "value", self._fill)
        self.call_after_refresh(self._get_ready)

    def _get_ready(self) -> None:
        """Between the first frame and the first letter. A fault of the store is told at that letter."""
        with suppress(IbtuiError, StoreFault):
            search.get_ready(self._school)

    def _fill(self, typed: str) -> None:
        if not typed.strip():
            self.query_one(Rows).fill(
                [], empty=[line(part("Typ een paar letters van een naam of een woord.", "muted"))]
            )
            return
        try:
            hits = search.find(self._school, typed)
        except (IbtuiError, StoreFault) as error:
            self.query_one(Rows).fill([heading(line(part(str(explain(error)), "late")))])
            return
        width = max(self.query_one(Rows).size.width - 16, 20)
        rows = [
            Row(f"{hit.kind}:{hit.id}", (line(column(hit.kind, 12, "muted"), column(_about(hit), width)),))
            for hit in hits
        ]
        nothing = f"Niets gevonden voor {typed.strip()}. In verslagen zoek ik vanaf drie letters."
        if len(typed.split()[-1]) > 2:
            nothing = f"Niets gevonden voor {typed.strip()}."
        first = rows[0].id if rows else ""  # other letters: the first is chosen, not the one that was
        self.query_one(Rows).fill(rows, empty=[line(part(nothing, "muted"))], at=first)

    def action_step(self, step: int) -> None:
        self.query_one(Rows).action_step(step)

    def action_take(self) -> None:
        kind, _, number = self.query_one(Rows).chosen.partition(":")
        if number:
            self.dismiss((kind, int(number)))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_take()


def _about(hit: search.Hit) -> str:
    return f"{hit.title}  ·  {hit.detail}" if hit.detail else hit.title
