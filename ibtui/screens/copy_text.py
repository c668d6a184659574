"""`y`: a text to copy into a mail. It stands at the left edge without a frame, so that a mouse selects just that."""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.screens.base import IbScreen
from ibtui.widgets.frame import TopLine
from ibtui.widgets.rows import Rows, heading
from ibtui.widgets.text import line, wrap

_WIDEST = 100
"""Characters of a line: longer ones read badly."""


class CopyTextScreen(IbScreen):
    """Shows a text; `y` copies it as it is, without the line breaks that the screen needs."""

    SCREEN = "tekst"
    DEFAULT_CSS = "CopyTextScreen Rows { margin: 0; scrollbar-size-vertical: 0; }"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def heading(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Rows))

    def reload(self) -> None:
        """The text, cut for this width. Nothing is asked of the store."""
        width = min(self.app.size.width - 1, _WIDEST)
        rows = [heading(line(row)) for row in wrap(self._text.rstrip("\n"), width)]
        box = self.query_one(Rows)
        box.fill(rows)
        more = 0 < box.size.height < len(rows)  # without a scroll bar: that would be selected too
        self.query_one(TopLine).note = "meer met ↓" if more else ""

    def do_copy_text(self) -> None:
        self.ib.send_to_clipboard(self._text)
        self.say(
            "Gekopieerd, als je terminal dat kan. Anders: houd Shift vast en selecteer de tekst met de muis."
        )
