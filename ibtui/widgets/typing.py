"""Where people type. What a paste or an old record holds for the terminal, never gets to the terminal."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input, TextArea

from ibtui.widgets.text import safe


class LineInput(Input):
    """One line. The cursor doesn't blink: a blinking one sends bytes all day."""

    def on_mount(self) -> None:
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Every way in, the first value and a paste too. Line breaks and tabs become blanks."""
        return safe(value)

    def _on_paste(self, event: Paste) -> None:
        """All pasted lines, as one: Textual itself keeps only the first."""
        event.text = " ".join(event.text.split())
        if event.text:
            super()._on_paste(event)
        event.prevent_default()
        event.stop()


class NoteArea(TextArea):
    """Several lines, as in a form. Tab leaves it."""

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(
            safe_lines(text), id=id, tab_behavior="focus", soft_wrap=True, show_line_numbers=False
        )

    def on_mount(self) -> None:
        self.cursor_blink = False

    async def _on_paste(self, event: Paste) -> None:
        event.text = safe_lines(event.text)
        await super()._on_paste(event)
        event.prevent_default()


def safe_lines(text: str) -> str:
    """`text` with its line breaks and tabs, without anything a terminal would act on."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(safe(piece) for piece in row.split("\t")) for row in rows)
