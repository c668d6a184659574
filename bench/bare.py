"""The measure that ibtui is held against: Textual's own TextArea, and nothing else.

    python -m bench.bare FILE

Everything is as Textual has it, but for the blinking cursor: that writes by itself and would blur every figure.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class BareApp(App[None]):
    """One TextArea."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.area = TextArea(text)
        self.area.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self.area

    def on_mount(self) -> None:
        self.area.focus()


if __name__ == "__main__":
    BareApp(Path(sys.argv[1]).read_text(encoding="utf-8")).run()
