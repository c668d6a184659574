"""A crash that tells nothing about a child.

Textual prints the locals of every frame to the normal screen when it crashes: names, notes, a passphrase.
Here only the kind of error and its place in the code come out. The text of an exception stays in too,
as it may quote what was typed; an `IbtuiError` is written for people, and says its own line.
"""

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import TracebackType

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.worker import WorkerFailed

import ibtui
from ibtui import closed_process
from ibtui.errors import Corrupt, IbtuiError
from ibtui.files import shown
from ibtui.terminal.lost import terminal_lost

_ROOT = Path(ibtui.__file__).parents[1]
_BY_A_SIGNAL = 128


def describe(error: BaseException) -> str:
    """One or two Dutch lines for the terminal, without any data."""
    if isinstance(error, WorkerFailed):
        error = error.error
    damage = _damage(error)
    if damage is not None or isinstance(error, IbtuiError):
        return shown(damage or error, 1000)
    return (
        "ibtui is gestopt door een fout in het programma. Wat bewaard was, is bewaard.\n"
        f"Geef dit door aan de beheerder: {type(error).__name__} in {_place(error.__traceback__)}"
    )


def _damage(error: BaseException) -> IbtuiError | None:
    """A page of the file that can't be read is no fault of the program: `Corrupt`, which says what to do."""
    from ibtui.store.database import DriverFault, StoreFault, explain  # here: no crash, no need of it

    found = explain(error) if isinstance(error, StoreFault | DriverFault) else None
    return found if isinstance(found, Corrupt) else None


def _place(trace: TracebackType | None) -> str:
    """Where it went wrong, and the last place of our own on the way there: "file:line (function)"."""
    places: list[str] = []
    own: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        ours = path.is_relative_to(_ROOT / "ibtui")
        name = path.relative_to(_ROOT) if ours else Path(*path.parts[-2:])
        places.append(f"{name}:{trace.tb_lineno} ({code.co_name})")
        own += places[-1:] if ours else []
        trace = trace.tb_next
    if not places:
        return "onbekende plek"
    return places[-1] if not own or own[-1] == places[-1] else f"{places[-1]}, vanuit {own[-1]}"


class QuietApp(App[None]):
    """An App whose crash is one quiet line. Overrides private names of Textual 8.2."""

    _said = ""

    def _handle_exception(self, error: Exception) -> None:
        if self._exit and (self._return_code or 0) > _BY_A_SIGNAL:
            return  # a screen that was just opening when the kill came: all is saved, and nothing crashed
        self._said = self._said or describe(error)  # the first one is the cause
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End the app; what it was given to show is not shown, as it may be a traceback."""
        if not self._said and terminal_lost():
            # Textual's keyboard thread died of that; let hangup.py do it, as it saves first.
            os.kill(os.getpid(), signal.SIGHUP)
            return
        self._return_code = self._return_code or 1
        self._said = self._said or "ibtui is gestopt door een fout in het programma."
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print what `exit(message=...)` was given, and the line about the crash."""
        lines = [*self._exit_renderables, *([Text(self._said)] if self._said else [])]
        self._exit_renderables.clear()
        self._said = ""
        with contextlib.suppress(OSError):  # the terminal may be gone
            for line in lines:
                self.error_console.print(line)


def guard_process() -> None:
    """For the whole process: no core file, no traceback on the terminal from any thread. Call it first."""
    closed_process.no_core()
    faulthandler.disable()
    logging.lastResort = None  # asyncio would log the text of an exception nobody waited for
    logging.raiseExceptions = False
    sys.excepthook = _quiet_hook
    threading.excepthook = _quiet_thread_hook
    sys.unraisablehook = _say_nothing


def _quiet_hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        _print_line(describe(error))


def _quiet_thread_hook(hooked: threading.ExceptHookArgs) -> None:
    if hooked.exc_value is not None and not isinstance(
        hooked.exc_value, OSError
    ):  # a terminal that went away
        _print_line(describe(hooked.exc_value))


def _say_nothing(hooked: object) -> None:
    """An error while something was being cleared away: it has no consequence and no reader."""


def _print_line(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)
