"""A dropped line or a kill: save, leave the terminal in order, end with 128 + the signal's number.

Textual does none of that itself (Textualize/textual#5140, open). SIGHUP is what an SSH session gets when
its line drops, SIGTERM when the machine goes down. A terminal that goes away without a signal is noticed
within a second. Whatever the app is stuck in, no process stays behind: see `_insist`.
"""

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from rich.text import Text
from textual.app import App

from ibtui.terminal.crash import describe
from ibtui.terminal.lost import terminal_lost

_SIGNALS = (signal.SIGHUP, signal.SIGTERM)
_PATIENCE = 2.0
"""Seconds that the app gets to leave by itself, and again when it is made to."""
_LOOK_MS = 1000


def install(app: App[None], save: Callable[[], None]) -> None:
    """From now on a signal or a lost terminal saves and leaves. Call it in the app's `on_mount`.

    `save` writes what isn't saved yet; it runs in the main thread, at most once, and may raise: the app
    leaves all the same and says so. Without a terminal (tests with Textual's Pilot) nothing is installed.
    """
    if app.is_headless:
        return
    leaving = _Leaving(app, save)
    for number in _SIGNALS:
        signal.signal(number, leaving.on_signal)
    if sys.__stdin__ is not None and sys.__stdin__.isatty():
        terminal = sys.__stdin__.fileno()
        threading.Thread(target=leaving.watch, args=[terminal], daemon=True, name="ibtui-hangup").start()


class _Leaving:
    """The way out, taken once."""

    def __init__(self, app: App[None], save: Callable[[], None]) -> None:
        self._app = app
        self._save = save
        self._loop = asyncio.get_running_loop()
        self._number = 0
        self._stuck = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Python runs this in the main thread, also when that is waiting for a lock."""
        if self._stuck:
            self._save_once()
            os._exit(128 + number)
        if self._number:
            return  # a dropped line often gives two signals
        self._number = number
        _let_go_of_a_lost_terminal()
        threading.Thread(target=self._insist, daemon=True, name="ibtui-insist").start()
        try:
            self._loop.call_soon_threadsafe(self._leave)
        except RuntimeError:  # the app has ended already
            raise SystemExit(128 + number) from None

    def watch(self, terminal: int) -> None:
        """A thread of its own: a lost terminal counts as SIGHUP, also where SIGHUP was ignored (nohup)."""
        look = select.poll()
        look.register(terminal, 0)  # 0: only what is always told, that is hang-up and error
        while not self._number:
            if look.poll(_LOOK_MS):
                os.kill(os.getpid(), signal.SIGHUP)
                return

    def _leave(self) -> None:
        message = self._save_once()
        self._app.exit(return_code=128 + self._number, message=Text(message) if message else None)

    def _save_once(self) -> str:
        """Save if that wasn't done yet; what went wrong, or nothing."""
        save, self._save = self._save, _nothing
        try:
            save()
        except Exception as error:  # noqa: BLE001  # leaving goes on whatever happens
            return describe(error)
        return ""

    def _insist(self) -> None:
        """A thread of its own, for a main thread that is stuck: writing to a terminal that nobody reads waits.

        First another signal, which breaks into the main thread: there it saves and ends. Then the hard way.
        """
        time.sleep(_PATIENCE)
        self._stuck = True
        with contextlib.suppress(OSError):
            os.kill(os.getpid(), self._number)
        time.sleep(_PATIENCE)
        os._exit(128 + self._number)


def _let_go_of_a_lost_terminal() -> None:
    """What is still written goes nowhere, instead of failing: that would change the exit code to 120."""
    if terminal_lost():
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _nothing() -> None:
    pass
