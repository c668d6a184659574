"""The Word documents of the calendar on their way: written in a thread, and then said where they lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ibtui.errors import IbtuiError
from ibtui.files import shown
from ibtui.lying import place
from ibtui.screens.base import IbScreen
from ibtui.screens.export_doing import WRITING
from ibtui.screens.export_jump import tell

_BUSY = "Er wordt al een Word-document gemaakt. Een ogenblik."
_FAILED = "Het Word-document kon niet worden gemaakt. Geef dit door aan de beheerder."


def make(screen: IbScreen, writer: Callable[[], Callable[[], Path]]) -> None:
    """Have a document made, one at a time. `writer` asks the store, and notes it in the log; what that gives back asks
    nothing of the store any more, writes the file and gives its path."""
    app = screen.app
    if any(worker.group == WRITING and not worker.is_finished for worker in app.workers):
        screen.say(_BUSY, "warn")
        return
    found: list[Callable[[], Path]] = []
    if not screen.attempt(lambda: found.append(writer())):
        return

    def run() -> None:
        try:
            path = found[0]()
        except IbtuiError as error:
            app.call_from_thread(tell, screen, str(error), "late")
        except Exception:  # noqa: BLE001  (in a thread nobody else would say anything)
            app.call_from_thread(tell, screen, _FAILED, "late")
        else:
            said = f"{shown(path.name)} staat in {place(path.parent)}"  # the name first: a folder may be cut
            app.call_from_thread(tell, screen, said, "good")

    screen.say("Het Word-document wordt gemaakt …")
    # The app's worker and not the screen's: it goes on when the screen is left.
    app.run_worker(run, thread=True, group=WRITING, exit_on_error=False)
