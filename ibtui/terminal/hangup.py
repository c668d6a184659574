"""A dropped line or a kill: save, leave the terminal in order, end with 128 + the signal's number.

Textual does none of that itself (Textualize/textual#5140, open). SIGHUP is what an SSH session gets when
its line drops, SIGTERM when the machine goes down, SIGINT comes from `kill -INT` only: Ctrl+C is a key. A
terminal that goes away without a signal is noticed within a second. Whatever the app is stuck in, no process
stays behind.

Two threads share the work. The main thread runs the signal handler, saves and leaves. A watching thread
sees to it that the main thread does: that one can be stuck, as a write to a terminal that nobody reads
waits. And a signal alone may not wake it: when two come at once (a dropped line gives SIGHUP and
SIGCONT), the kernel can hand both to another thread. So the watcher hears of every signal through the
wake-up pipe: one that ends the app it sends on to the main thread by name, for any other it wakes that.
"""

import asyncio
import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from rich.text import Text
from textual.app import App

from ibtui.terminal.crash import describe
from ibtui.terminal.lost import KEYBOARD, terminal_lost

_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
_PATIENCE = 1.0
"""Seconds that the app gets to leave by itself, and again when it is made to."""
_LOOK_MS = 10_000
"""A lost terminal wakes the watcher by itself; it looks now and then all the same."""


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
    _go_on_only_after_a_stop()
    heard, wake_up = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake_up, warn_on_full_buffer=False)
    threading.Thread(target=leaving.watch, args=[heard], daemon=True, name="ibtui-hangup").start()


def _go_on_only_after_a_stop() -> None:
    """Textual takes the terminal again at every SIGCONT, also when it never gave it back (kill -STOP, a debugger,
    a dropped line): then two threads read the keyboard, and the app can't end. So it hears only its own ones."""
    stop, go_on = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    stopped = False

    def on_stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        if callable(stop):
            stop(number, frame)

    def on_go_on(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped and callable(go_on):
            go_on(number, frame)
            # After `bg` it can't take the terminal, and stops again until `fg`. It hears sizes once it has it.
            stopped = not callable(signal.getsignal(signal.SIGWINCH))

    signal.signal(signal.SIGTSTP, on_stop)
    signal.signal(signal.SIGCONT, on_go_on)


class _Leaving:
    """The way out, taken once."""

    def __init__(self, app: App[None], save: Callable[[], None]) -> None:
        self._app = app
        self._save = save
        self._loop = asyncio.get_running_loop()
        self._main = threading.get_ident()
        self._number = 0
        self._stuck = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """The signal handler. Python runs it in the main thread, also when that waits for a lock."""
        if self._stuck:
            self._save_once()
            os._exit(128 + number)
        if self._number:
            return  # the watcher's, or the second one of a dropped line
        self._number = number
        _let_go_of_a_lost_terminal()
        try:
            self._loop.call_soon_threadsafe(self._leave)
        except RuntimeError:  # the app has ended already
            raise SystemExit(128 + number) from None

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

    def watch(self, heard: int) -> None:
        """The watching thread: from the signal, or the loss of the terminal, to the end of the process."""
        number = _wait_for_the_end(heard, lambda: self._loop.call_soon_threadsafe(_nothing))
        signal.pthread_kill(self._main, number)
        time.sleep(_PATIENCE)
        self._stuck = True
        signal.pthread_kill(self._main, number)  # it breaks into what the main thread waits for
        time.sleep(_PATIENCE)
        os._exit(128 + number)


def _wait_for_the_end(heard: int, wake: Callable[[], object]) -> int:
    """The signal that was heard; SIGHUP for a lost terminal, also where SIGHUP is ignored (nohup).

    For any other signal it calls `wake`: the main thread handles it, and may be asleep.
    """
    look = select.poll()
    look.register(heard, select.POLLIN)
    look.register(KEYBOARD, 0)  # wakes at a hang-up, and for no key
    while True:
        look.poll(_LOOK_MS)
        numbers = _read(heard)
        for number in _SIGNALS:
            if number in numbers:
                return number
        if numbers:
            with contextlib.suppress(RuntimeError):  # the app has ended already
                wake()
        if terminal_lost():
            return signal.SIGHUP


def _read(heard: int) -> bytes:
    """The numbers of the signals since the last look, a byte each."""
    try:
        return os.read(heard, 512)
    except BlockingIOError:
        return b""


def _let_go_of_a_lost_terminal() -> None:
    """What is still written goes nowhere, instead of failing: that would change the exit code to 120."""
    if terminal_lost():
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _nothing() -> None:
    pass
