"""Making the document of an export, in a thread: for the preview, or to write it down and note that in the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.app import App

from ibtui import export
from ibtui.errors import IbtuiError
from ibtui.export import Built, Examined
from ibtui.screens.host import Host
from ibtui.store.database import StoreFault, explain

if TYPE_CHECKING:
    from ibtui.documents.pages import Page

Result = TypeVar("Result")

WRITING = "word"
"""The group of the worker that writes: the app doesn't stop while it is at work."""

_FAILED = "Het Word-document kon niet worden gemaakt. Geef dit door aan de beheerder."


class Waits(Protocol):
    """Who wants to know how it went. Called on the app's own thread, also when it is no longer shown; while the app
    is locked only when it's open again."""

    def not_ready(self, built: Built) -> None:
        """Something was found in the finished document itself; nothing was written."""

    def written(self, built: Built, path: Path) -> None:
        """The log has it, and the document stands there."""

    def previewed(self, built: Built, pages: tuple[Page, ...]) -> None:
        """The document as pages of text."""

    def failed(self, words: str) -> None:
        """It can't be made, noted or written. Nothing is left behind."""


def write(app: App[None], examined: Examined, then: Waits, password: str = "") -> None:
    """Make the document, note it in the log, put it in its folder. With a password it opens with that only."""
    _start(app, partial(_write, app, examined, then, password), then, WRITING)


def preview(app: App[None], examined: Examined, then: Waits, width: int) -> None:
    """Make the document and read it back as pages of text."""
    _start(app, partial(_preview, app, examined, then, width), then, "voorbeeld")


def _start(app: App[None], work: Callable[[], None], then: Waits, group: str) -> None:
    def run() -> None:
        try:
            work()
        except (IbtuiError, StoreFault) as error:
            _say(app, partial(then.failed, str(explain(error))))
        except Exception:  # noqa: BLE001  (in a thread nobody else would say anything)
            _say(app, partial(then.failed, _FAILED))

    # The app's worker and not the screen's: it goes on when the screen is left.
    app.run_worker(run, thread=True, group=group, exit_on_error=False)


def _say(app: App[None], action: Callable[[], None]) -> None:
    app.call_from_thread(cast(Host, app).when_open, action)


def _write(app: App[None], examined: Examined, then: Waits, password: str) -> None:
    built = export.build(examined)
    if not built.ready:
        _say(app, partial(then.not_ready, built))
        return

    def on_store(action: Callable[[], Result]) -> Result:
        return app.call_from_thread(action)

    path = export.finish(built, password=password, on_store=on_store)
    _say(app, partial(then.written, built, path))


def _preview(app: App[None], examined: Examined, then: Waits, width: int) -> None:
    from ibtui.documents.pages import pages  # late: it reads documents, which takes a while to load

    built = export.build(examined)
    _say(app, partial(then.previewed, built, pages(built.data, width)))
