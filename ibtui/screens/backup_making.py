"""Makes the backup of the day in a thread: of a large school it takes seconds."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import partial
from typing import cast

from textual.app import App

from ibtui.errors import IbtuiError
from ibtui.screens.base import IbScreen
from ibtui.screens.host import Host
from ibtui.settings import Home
from ibtui.store import backup, database


class BackupMaker:
    """One at a time. `screen` is drawn again when it is done."""

    def __init__(self, screen: IbScreen) -> None:
        self._screen = screen
        self._busy = False

    def start(self) -> None:
        """Begin, and say so; what became of it is said later."""
        if self._busy:
            self._screen.say("De reservekopie wordt al gemaakt.")
            return
        self._busy = True
        app, home, today = self._screen.app, self._screen.ib.home, self._screen.ib.today()
        # The app's worker and not the screen's: who leaves this screen still wants the copy.
        app.run_worker(
            lambda: self._make(app, home, today), thread=True, group="reservekopie", exit_on_error=False
        )
        self._screen.say("De reservekopie wordt gemaakt …")

    def _make(self, app: App[None], home: Home, today: dt.date) -> None:
        """In the thread. The screen may be gone by then, so it isn't asked which app it belongs to."""
        fault: IbtuiError | None = None
        try:
            with database.in_thread():
                backup.backup_now(home, today)
        except IbtuiError as error:
            fault = error
        except database.StoreFault as error:
            fault = database.explain(error)
        finally:
            self._busy = False
        with suppress(RuntimeError):  # the app has ended
            app.call_from_thread(cast(Host, app).when_open, partial(self._made, app, fault))

    def _made(self, app: App[None], fault: IbtuiError | None) -> None:
        """Said on the screen where she is now: a copy that failed isn't kept quiet. After a lock: when she is back."""
        if self._screen in app.screen_stack:
            self._screen.refresh_view()
        here = app.screen
        if isinstance(here, IbScreen) and fault is None:
            here.say("De reservekopie van vandaag is gemaakt")
        elif isinstance(here, IbScreen):
            here.say(str(fault), "late")
