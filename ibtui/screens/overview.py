"""Ctrl+O in the editor: all that was taken from the text so far, on a screen of its own; Enter goes to its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ibtui.care.minutes import ParsedMinutes
from ibtui.screens.editor_preview import Promise, overview_rows
from ibtui.widgets.frame import KeyHints, TopLine
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

_HINTS = (("↑ ↓", "kies"), ("Enter", "naar deze regel"), ("Esc", "terug naar de tekst"))
_NOTHING = (
    line(part("Nog niets gevonden in de tekst.", "muted")),
    (),
    line(part("Zet aan het begin van een regel een teken, en dan een spatie:", "muted")),
    line(part("! wie: wat > wanneer", "muted")),
    line(part("= besluit", "muted")),
    line(part("? vraag", "muted")),
    line(part("* wat het kind zegt", "muted")),
)


class OverviewScreen(ModalScreen[str | None]):
    """Promises (what is unclear first), decisions, questions and the child's words. Gives back "regel:12"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o,q", "dismiss(None)", show=False),
        Binding("enter", "take", show=False),
    ]
    DEFAULT_CSS = """
    OverviewScreen { background: $background; }
    OverviewScreen Rows { margin: 0 1; }
    """

    def __init__(self, title: str, parsed: ParsedMinutes, promises: Sequence[Promise]) -> None:
        super().__init__()
        self._title = title
        self._parsed = parsed
        self._promises = list(promises)

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Rows(empty=_NOTHING)
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self.query_one(TopLine).title = f"Overzicht · {self._title}"
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        box = self.query_one(Rows)
        box.fill(overview_rows(self._parsed, self._promises, min(box.room or 72, 90)))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Enter: to the line of what is chosen; on an empty list back to the text."""
        self.dismiss(self.query_one(Rows).chosen or None)
