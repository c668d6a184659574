"""Minutes to Word from any screen: for whom, then the document, then the path it got."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ibtui import export
from ibtui.care.words import PaperAudience
from ibtui.errors import IbtuiError
from ibtui.screens.base import IbScreen
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.text import Look

_ANSWERS = (
    Answer("o", "ouders: zonder wat privé is, met ruimte voor hun reactie"),
    Answer("d", "dossier: voor school zelf"),
    Answer("t", "terug, niets maken"),
)
_AUDIENCES: dict[str, PaperAudience] = {"o": "ouders", "d": "dossier"}


def export_from(screen: IbScreen, minutes_id: int) -> None:
    """Ask for whom it is, write the document in a worker, and say its path on `screen`."""

    def answered(key: str) -> None:
        if key in _AUDIENCES:
            screen.attempt(partial(_start, screen, minutes_id, _AUDIENCES[key]))

    screen.ib.open_screen(AskScreen("Voor wie is het Word-document?", _ANSWERS), answered)


def _start(screen: IbScreen, minutes_id: int, audience: PaperAudience) -> None:
    prepared = export.prepare(minutes_id, audience, screen.ib.home)
    screen.say("Het Word-document wordt gemaakt …")
    # The app's worker and not the screen's: leaving the screen must not leave a document that isn't logged.
    screen.app.run_worker(partial(_write, screen, prepared), thread=True, group="export", exit_on_error=False)


def _write(screen: IbScreen, prepared: export.Prepared) -> None:
    """In a thread: making a document takes a while. The store is asked on the thread that opened it."""
    try:
        path = export.write(prepared)
    except IbtuiError as error:
        screen.app.call_from_thread(_say, screen, str(error), "late")
        return
    except Exception:  # noqa: BLE001  (in a thread nobody else would say anything)
        said = "Het Word-document kon niet worden gemaakt. Geef dit door aan de beheerder."
        screen.app.call_from_thread(_say, screen, said, "late")
        return
    screen.app.call_from_thread(_record, screen, prepared, path)


def _record(screen: IbScreen, prepared: export.Prepared, path: Path) -> None:
    try:
        export.record(prepared, path)
    except (IbtuiError, StoreFault) as error:
        path.unlink(missing_ok=True)  # a document that nobody can find back in the log may not stay
        _say(screen, str(explain(error)) if isinstance(error, StoreFault) else str(error), "late")
        return
    if screen.is_current:
        screen.refresh_view()
    _say(screen, f"{path.name} staat in {_short(path.parent)}")  # the name first: a long folder may be cut


def _say(screen: IbScreen, text: str, look: Look = "good") -> None:
    """Say it on the screen it was asked on, or on the one that took its place."""
    shown = screen if screen.is_current else screen.app.screen
    if isinstance(shown, IbScreen):
        shown.say(text, look)


def _short(folder: Path) -> str:
    """The folder as people write it: "~/Documenten/ibtui"."""
    try:
        return f"~/{folder.relative_to(Path.home())}"
    except ValueError:
        return str(folder)
