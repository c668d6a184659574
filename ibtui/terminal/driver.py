"""The keyboard's thread, asleep until there is something to read, and gone at once when the app ends.

Textual's own one looks ten times a second, and looks once more for a tenth of a second before it ends: that is most of
what a Textual app takes to stop, and most of what it does while nobody types. Overrides private names of Textual 8.2.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from math import ceil
from types import FrameType
from typing import TYPE_CHECKING

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from ibtui.terminal import input_bytes
from ibtui.terminal.lost import terminal_lost
from ibtui.wiping import forget

if TYPE_CHECKING:
    from textual.app import App

_AT_ONCE = 4096
_ESCAPE_MS = ceil(constants.ESCAPE_DELAY * 1000) + 1
"""How long one Esc byte may be the beginning of something else; one more, as a poll may end a moment early."""


class _WakingEvent(threading.Event):
    """An event that a poll can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._heard, self._wake_up = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def fileno(self) -> int:
        """Can be read from `set` to `clear`."""
        return self._heard

    def set(self) -> None:
        super().set()
        with contextlib.suppress(BlockingIOError):  # it's full: whoever polls wakes up all the same
            os.write(self._wake_up, b"!")

    def clear(self) -> None:
        super().clear()
        with contextlib.suppress(BlockingIOError):
            while os.read(self._heard, _AT_ONCE):
                pass

    def __del__(self) -> None:
        os.close(self._heard)
        os.close(self._wake_up)


class IbDriver(LinuxDriver):
    """Textual's driver, with a keyboard thread that sleeps, and with the signs that the terminal can show."""

    def __init__(
        self, app: App[None], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.exit_event: _WakingEvent = _WakingEvent()

    def write(self, data: str) -> None:
        """Write to the terminal; on one that draws lines and signs badly, with plain ones in their place."""
        signs: Mapping[int, str] | None = getattr(self._app, "signs", None)
        super().write(data.translate(signs) if signs else data)

    def start_application_mode(self) -> None:
        """Take the terminal, now or again after Ctrl+Z; what it shows isn't known any more."""
        forget: Callable[[], None] = getattr(self._app, "forget_screen", _nothing)
        forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if callable(signal.getsignal(signal.SIGWINCH)):  # in the background (`bg`) Textual doesn't take it
            self._hear_sizes(asyncio.get_running_loop())

    def _hear_sizes(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the app each new size, the last one last.

        Textual (8.2.8) looks up the size in the signal's handler, and once before. The next signal can break into that:
        then the newer size is told first, and the app goes on with the older one.
        """
        told = True

        def tell() -> None:
            nonlocal told
            told = True
            size = Size(*self._get_terminal_size())
            self.send_message(Resize(size, size))

        def on_resize(_number: int, _frame: FrameType | None) -> None:
            nonlocal told
            if told and not self._in_band_window_resize:
                told = False
                loop.call_soon_threadsafe(tell)

        signal.signal(signal.SIGWINCH, on_resize)
        loop.call_soon(tell)

    def stop_application_mode(self) -> None:
        """Give the terminal back, in its own colours."""
        self.write("\x1b[m")
        super().stop_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        """As Textual's, in columns and lines, without `shutil`: that loads three ways to pack files."""
        told = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
        columns, lines = (int(each) if each.isdecimal() else 0 for each in told)
        size = os.terminal_size((80, 24))
        with contextlib.suppress(AttributeError, ValueError, OSError):
            size = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
        return columns or size.columns or 80, lines or size.lines or 24

    def run_input_thread(self) -> None:
        """Read keys until `exit_event` is set."""
        parser = XTermParser(self._debug)
        decode = input_bytes.decoder().decode
        look = select.poll()
        look.register(self.exit_event.fileno(), select.POLLIN)
        look.register(self.fileno, select.POLLIN)
        try:
            while not self.exit_event.is_set():
                ready = dict(look.poll(_ESCAPE_MS if is_unfinished(parser) else None))
                if self.fileno in ready:
                    raw = os.read(self.fileno, _AT_ONCE)
                    if not raw:
                        look.unregister(self.fileno)
                        _tell_when_lost()
                    text = decode(raw)
                    if text:
                        self._pass_on(parser, text)
                    forget(raw, text)  # a passphrase may be in them
                    del raw, text
                for event in parser.tick():
                    self.process_message(event)
        finally:
            with contextlib.suppress(EOFError, ParseError):
                for _event in parser.feed(""):
                    pass

    def _pass_on(self, parser: XTermParser, text: str) -> None:
        event: Message
        for event in parser.feed(text):
            self.process_message(event)


def is_unfinished(parser: XTermParser) -> bool:
    """Whether it waits for the rest of a sequence, or for the moment that its Esc is a key."""
    return parser._timeout_time is not None


def _tell_when_lost() -> None:
    """There is nothing to read any more. When the other side has gone, `hangup` saves and leaves."""
    if terminal_lost():
        os.kill(os.getpid(), signal.SIGHUP)


def _nothing() -> None:
    pass
