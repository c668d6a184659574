"""Locking the app: blank at once, everything saved, the store closed and the key wiped; and the way back.

The screens stay under the lock as they are: what stands on them (names, texts) is still in memory. The store isn't
open and no key is left, so nothing more can be read or written until the passphrase is typed.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ibtui import places
from ibtui.errors import IbtuiError, WrongPassphrase
from ibtui.screens.base import IbScreen
from ibtui.screens.idle import IdleClock
from ibtui.screens.known import is_form
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, openings
from ibtui.store import home as homes
from ibtui.store.database import StoreFault, explain
from ibtui.store.vault import DatabaseKey
from ibtui.terminal.key_order import InOrderApp
from ibtui.widgets.text import Look
from ibtui.wiping import scrub

if TYPE_CHECKING:
    from ibtui.screens.lock import LockScreen

_GROUP = "slot"
"""The group of the worker that puts everything away."""
_GLANCE = 0.05
_RETRY = 5.0
"""Seconds that saving is tried again under the lock, before what can't be saved stays on its screen."""
_PRESENCE = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
_REPLACED = "De school is intussen teruggezet naar eerder. Kijk wat er nu staat."
_RENEWED = "De school is intussen opnieuw versleuteld. Alles is er nog."


class LockingApp(InOrderApp):
    """The part of the app that can be locked. What comes by itself meanwhile waits until it's open again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "lock", show=False, priority=True)]

    def __init__(self, home: Home) -> None:
        super().__init__()
        self.home = home
        self._lock: LockScreen | None = None
        self._after_lock: list[Callable[[], object]] = []
        self._idle = IdleClock(home.settings.lock_after)
        self._saved = True
        self._copied = False
        """Whether what couldn't be saved lies locked in emergency copies."""
        self._put_away: openings.Mark | None = None
        """Where the log stood when the store was closed; None while it is open."""
        self._steps: change.Steps = ()
        self._locked_home = home
        """The school whose store was open when the lock fell."""
        self._of_key = b""
        """Tells one key from another, and opens nothing: what the store had before it was closed."""

    # ── what the app itself has ────────────────────────────────────────────────
    def save_all(self) -> bool:
        """Have every screen save what it holds; True when nothing is left unsaved."""
        raise NotImplementedError

    def lock_in_copies(self) -> bool:
        """Lock what can't be saved in files of its own; whether all of it is."""
        raise NotImplementedError

    def lock_hint(self) -> str:
        """What the lock may say under the field; "" for nothing."""
        return ""

    def watch_template(self) -> None:
        """Watch the Word template."""
        raise NotImplementedError

    def stop_template(self) -> None:
        """Watch it no longer."""
        raise NotImplementedError

    def read_school(self) -> None:
        """Ask the store again what the school is called."""
        raise NotImplementedError

    def unlocked(self, saved: bool, copied: bool) -> None:
        """She is back; `saved`: everything was saved before; `copied`: what wasn't is locked in emergency copies."""

    def begin_anew(self, said: str) -> None:
        """Another database stands in the place of the one that was left: show what it holds, and say so."""
        raise NotImplementedError

    def _say(self, text: str, look: Look = "good") -> None:
        """In the key bar of the screen on top."""
        raise NotImplementedError

    # ── who is there ───────────────────────────────────────────────────────────
    def _look_idle(self) -> None:
        """Whoever holds the clock calls this now and then: the lock falls by itself when nobody is there."""
        if self._idle.is_over:
            self.lock()

    async def on_event(self, event: events.Event) -> None:
        """A key that comes too late (the machine slept) locks instead of acting."""
        if isinstance(event, _PRESENCE) and not event.is_forwarded:
            late = self._idle.is_over and self.can_lock()
            self._idle.touched()
            if late:
                self.lock()
                return
        await super().on_event(event)

    # ── the lock ───────────────────────────────────────────────────────────────
    @property
    def locked(self) -> bool:
        """Whether nothing of the school may be shown now."""
        return self._lock is not None

    def when_open(self, action: Callable[[], object]) -> None:
        """Do this now; while it's locked, when she is back: what it shows would be missed."""
        if self.locked:
            self._after_lock.append(action)
        else:
            action()

    def can_lock(self) -> bool:
        """Whether there is something to lock."""
        return not self.locked and database.is_open()

    def action_lock(self) -> None:
        self.lock()

    def lock(self) -> None:
        """Save everything and blank the screen until the passphrase is typed. Nothing to lock: nothing is done."""
        if not self.can_lock():
            return
        from ibtui.screens.lock import LockScreen
        from ibtui.widgets.passphrase import PassphraseField

        self._saved, self._copied = self._save_what_can(), False
        self._locked_home = self._open_school()
        for below in self.screen_stack:  # half a passphrase for another school
            for field in below.query(PassphraseField):
                field.action_clear()
        screen = LockScreen(self._locked_home, self._check, self._open_lock, self.lock_hint())
        super().push_screen(screen)
        self._lock = screen
        self.drop_typed()
        self._clipboard = ""
        self.run_worker(self._put_all_away(), group=_GROUP, exclusive=True, exit_on_error=False)

    def _open_school(self) -> Home:
        """Whose store is open. While the recovery key of one more school is shown, that isn't the app's `home` yet."""
        opened = database.opened_file()
        return next((one for one in places.schools(self.home) if one.database == opened), self.home)

    def _save_what_can(self) -> bool:
        kept = [screen.keep() for screen in self.screen_stack if is_form(screen)]
        return self.save_all() and all(kept)

    async def _put_all_away(self) -> None:
        """Wait until nothing works with the store any more, then close it and wipe the key."""
        self.stop_template()
        until = time.monotonic() + _RETRY
        while self.locked and not self._saved and time.monotonic() < until:
            await asyncio.sleep(_GLANCE * 4)
            self._saved = self._save_what_can()
        for screen in self._ours():
            screen.put_down()
        while self.locked and self._at_work():
            await asyncio.sleep(_GLANCE)
        if not self.locked or not database.is_open():
            return
        try:
            self._copied = not self._saved and self.lock_in_copies()  # while there is a key
            self._put_away, self._steps = openings.mark(), change.lay_aside()
            self._of_key = openings.name_of(homes.key_of(self._locked_home))
            database.close_store()
        finally:  # whatever is the matter with the disk
            homes.forget_keys()
            scrub()

    def _at_work(self) -> bool:
        """Whether a thread may still ask the store something."""
        from ibtui.screens.editor_keeper import THREAD  # late: it's the whole editor

        if any(thread.name == THREAD for thread in threading.enumerate()):
            return True
        return any(
            not worker.is_finished and worker.group != _GROUP and worker.node is not self._lock
            for worker in self.workers
        )

    def _ours(self) -> Iterator[IbScreen]:
        return (screen for screen in self.screen_stack if isinstance(screen, IbScreen))

    # ── the way back ───────────────────────────────────────────────────────────
    def _check(self, typed: Secret) -> DatabaseKey:
        """In a thread. Raises `WrongPassphrase`, also for a key of something else; and what `unlock` raises."""
        from ibtui.screens.unlock import unlock

        here = self._locked_home
        key = unlock(here, typed, self._by_recovery)
        known = homes.key_of(here)
        if known is not None and not known.wiped and key != known:  # not put away yet: something still worked
            raise WrongPassphrase("Dit wachtwoord past niet", "Probeer het nog eens.")
        others = [home for home in places.schools(here) if home.database != here.database]
        homes.unlock_too(others, partial(unlock, typed=typed, by_recovery=_nothing))
        return key

    def _by_recovery(self) -> None:
        self._how = openings.BY_RECOVERY

    _how = openings.UNLOCKED

    def _open_lock(self, key: DatabaseKey) -> str:
        """The passphrase was right: open the store again and show what was there. What is wrong, "" for nothing."""
        if self._lock is None or self.screen is not self._lock:
            return ""
        same, renewed = True, False
        if self._put_away is not None:
            renewed = openings.name_of(key) != self._of_key
            try:
                homes.open_unlocked(self._locked_home, key)
                same = self._goes_on(self._put_away)
                self.read_school()
            except (IbtuiError, StoreFault) as error:
                database.close_store()
                homes.forget_keys()
                return str(explain(error))
            self._put_away = None
        else:
            key.wipe()  # the store was never closed, and has its own
        openings.note_opened(self._locked_home, self._how)
        self._how = openings.UNLOCKED
        self._take_away()
        if not same:
            self.begin_anew(_REPLACED)
        elif renewed and self._saved:
            self._say(_RENEWED, "warn")
        return ""

    def _goes_on(self, before: openings.Mark) -> bool:
        """Whether nothing was put back: only then the steps that can be undone are still true."""
        steps, self._steps = self._steps, ()
        if not openings.goes_on(before):
            return False
        change.take_up(steps)
        return True

    def _take_away(self) -> None:
        self._lock = None
        self._idle.touched()
        super().pop_screen()
        for screen in self._ours():
            screen.take_up()
        self.watch_template()
        database.changed_elsewhere()
        waiting, self._after_lock = self._after_lock, []
        for action in waiting:
            action()
        self.unlocked(self._saved, self._copied)

    # ── what comes by itself ───────────────────────────────────────────────────
    def pop_screen(self) -> AwaitComplete:
        """A screen that closes by itself may not take the lock away: it closes when she is back."""
        if not self.locked:
            return super().pop_screen()
        self._after_lock.append(super().pop_screen)
        return AwaitComplete()

    def switch_screen(self, screen: Screen[object] | str) -> AwaitComplete:
        """Nor may another one come in its place."""
        if not self.locked:
            return super().switch_screen(screen)
        self._after_lock.append(partial(super().switch_screen, screen))
        return AwaitComplete()

    if not TYPE_CHECKING:  # with the types that Textual itself gives it

        def push_screen(self, screen, callback=None, wait_for_dismiss=False, *, mode=None):
            """A screen that comes by itself (a question about what was saved) comes when she is back."""
            if not self.locked:
                return super().push_screen(screen, callback, wait_for_dismiss, mode=mode)
            self._after_lock.append(lambda: InOrderApp.push_screen(self, screen, callback, mode=mode))
            return AwaitComplete()


def _nothing() -> None:
    pass
