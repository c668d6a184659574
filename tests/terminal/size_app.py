"""Shows the size that it has. size_app.py FIRST SECOND: while it looks up its first size, and then its second one, the
window becomes so many columns wide; 0: it stays as it is."""

from __future__ import annotations

import fcntl
import struct
import sys
import termios

from textual.app import App, ComposeResult
from textual.events import Resize
from textual.widgets import Label

from ibtui.terminal.driver import IbDriver

BECOMES = [int(word) for word in sys.argv[1:]]


class Shaken(IbDriver):
    def _get_terminal_size(self) -> tuple[int, int]:
        found = super()._get_terminal_size()
        columns = BECOMES.pop(0) if BECOMES else 0
        if columns:  # the signal comes between looking up and telling
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", found[1], columns, 0, 0))
        return found


class SizeApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("")

    def on_resize(self, event: Resize) -> None:
        self.query_one(Label).update(f"{event.size.width} breed")


SizeApp(driver_class=Shaken).run()
