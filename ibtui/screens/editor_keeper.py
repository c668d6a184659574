"""Bringing what is typed to the store, off the way of the keys: when a text is safe, and why it isn't.

A thread saves while the user types: a slow disk or another session's lock never holds up a letter. Leaving,
exporting and a dropped line save in the caller's own thread and wait for it. One save at a time, whoever asks.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ibtui.care.minutes import ParsedMinutes, parse
from ibtui.errors import Busy, Conflict, Frozen, IbtuiError
from ibtui.settings import Home
from ibtui.store import database, emergency, minutes
from ibtui.store import home as homes
from ibtui.store.database import StoreFault, explain
from ibtui.store.minutes import MinutesText
from ibtui.store.typing_run import TypingRun

SOON = 0.03
"""Seconds that the thread waits for more to be typed. Even a quick typist sees each letter kept before the next."""
_GLANCE = 0.05
"""Seconds that a look waits for a save that is under way; it can be done later."""
_PATIENCE = 200
"""Milliseconds that the thread waits for another session's lock."""
THREAD = "ibtui-bewaren"
"""What the thread is called; `school_switch` looks for it."""
_STALLED = 5.0
"""Seconds that leaving waits for a save that is under way."""
_PAUSE = 1.0
"""Seconds without a word after which the search index takes the text; as often the thread hears of others."""
_PARTS = ("!", "=", "?", "*", "#")


class Keeper:
    """Knows which text of one edition the store has, and brings the newer one there."""

    def __init__(self, row: MinutesText, tell: Callable[[], None], edits: int = 0) -> None:
        """`tell` is called from the thread, when a save of it is done or failed. `edits` numbers the texts: the
        one of `row` is that many edits old, and a text with a lower number than a kept one is never saved."""
        self.row = row
        self.trouble: IbtuiError | None = None
        """Why the last save failed; None when the store has it all."""
        self.fault: Exception | None = None
        """What the thread ended by, when that was no fault of the disk or the file."""
        self.parsed: ParsedMinutes | None = None
        """What the last saved text holds. Exact in its marked lines; plain lines may have been typed since."""
        self.saved_edits = edits
        """The number of the newest text that the store has."""
        self._newest = edits  # the number of the newest text that was tried
        self._tell = tell
        self._run = TypingRun(row)
        self._aside: tuple[int, str] | None = None  # revision and text, kept beside another session's
        self._in_a_file: str | None = None
        self._copies: list[Path] = []
        self._marked: list[tuple[int, str]] | None = None
        self._saving = threading.RLock()
        self._reading = threading.Lock()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._waiting: tuple[str, int] | None = None
        self._closed = self._elsewhere = False

    # ── what is known ──────────────────────────────────────────────────────────
    @property
    def version(self) -> int:
        """Of the text that the store has and this session knows."""
        return self._run.version

    @property
    def saved_at(self) -> dt.datetime:
        return self._run.saved_at

    @property
    def base(self) -> str:
        """The text that the store has, as far as this session knows: what both texts of a conflict began as."""
        return self._run.text

    @property
    def divided(self) -> bool:
        """Whether another session saved or fixed this edition, so that the user has to choose."""
        return isinstance(self.trouble, (Conflict, Frozen))

    def is_saved(self, text: str) -> bool:
        """Whether the store has exactly this text."""
        return self._run.has(text)

    def is_kept(self, text: str) -> bool:
        """Whether this text is safe: as the minutes, beside those of another session, or in a file of its own."""
        return (
            self.is_saved(text)
            or text == self._in_a_file
            or (self._aside is not None and self._aside[1] == text)
        )

    def is_older_than(self, row: MinutesText) -> bool:
        """Whether another session changed the edition since this one looked. Not known while a save is under way:
        that one may have committed without having said so."""
        if not self._saving.acquire(timeout=_GLANCE):
            return False
        try:
            return row.version > self._run.version
        finally:
            self._saving.release()

    def renew(self, row: MinutesText) -> None:
        """The conversation moved, or is about somebody else: its dates are seen from another day."""
        self.row, self.parsed = row, None

    # ── saving now ─────────────────────────────────────────────────────────────
    def save(self, text: str, edits: int, patience: int) -> bool:
        """Bring the text to the store and wait for it; when that fails `trouble` says why.

        Waits `patience` milliseconds for another session's lock.
        """
        if not self._saving.acquire(timeout=patience / 1000 + _STALLED):
            self.trouble = Busy("De schijf antwoordt niet", "Wacht even. ibtui probeert het steeds opnieuw.")
            return False
        try:
            with database.patience(patience):
                return self._save(text, edits)
        except StoreFault as error:
            self.trouble = explain(error)
            return False
        finally:
            self._saving.release()

    def _save(self, text: str, edits: int) -> bool:
        """With the lock held. An older text than was tried already is left: the newer one came another way."""
        if edits < self._newest:
            return self.trouble is None
        self._newest = edits
        try:
            self._run.save(text)
        except (IbtuiError, StoreFault) as error:
            self.trouble = explain(error)
            if self.divided:
                self._keep_aside(text)
            return False
        self.trouble = self._aside = None
        self.saved_edits = edits
        self._drop_copies()
        return True

    def rest(self) -> None:
        """Typing pauses: what was saved can be found by search too. Left for later when that can't be at once."""
        if self._run.rests or not self._saving.acquire(timeout=_GLANCE):
            return
        try:
            with suppress(IbtuiError, StoreFault), database.patience(_PATIENCE):
                self._run.rest()
        finally:
            self._saving.release()

    def overrule(self, text: str, edits: int) -> None:
        """Save over what the other session saved, which stays as an earlier version. Raises `IbtuiError`."""
        with self._saving:
            self._run.took(text, minutes.overrule(self.row.id, text))
            self.trouble = self._aside = self.parsed = None
            self.saved_edits = self._newest = edits

    def to_file(self, text: str, home: Home, moment: dt.datetime) -> Path:
        """Lock the text in a file of its own, because the store can't have it. Raises `IbtuiError`."""
        path = emergency.keep(home, homes.key_of(home), self.row.id, text, self.base, moment)
        self._in_a_file = text
        self._copies.append(path)
        return path

    def _drop_copies(self) -> None:
        """The store has what this session locked in files, and what was typed after it. What can't go is offered at
        the next start."""
        while self._copies:
            with suppress(IbtuiError, StoreFault):
                emergency.drop(self._copies.pop(), self.row.id, "gewist: de tekst is alsnog bewaard")

    def give_up(self, text: str) -> None:
        """The user leaves without this text, on her word."""
        self._in_a_file = text

    def _keep_aside(self, text: str) -> None:
        """Both texts stay, whatever is chosen and whatever happens before that."""
        number, kept = self._aside or (None, None)
        if kept != text:
            with suppress(IbtuiError, StoreFault):
                self._aside = minutes.keep_aside(self.row.id, text, number), text

    def read(self, text: str) -> ParsedMinutes:
        """What a text holds, read again only when a line with a mark changed."""
        marked = [
            (number, line)
            for number, line in enumerate(text.split("\n"))
            if line.startswith(_PARTS) or "%" in line
        ]
        with self._reading:
            if self.parsed is None or marked != self._marked:
                self.parsed, self._marked = parse(text, self.row.day, self.row.working_days), marked
            return self.parsed

    # ── saving while somebody types ────────────────────────────────────────────
    @property
    def at_work(self) -> bool:
        """Whether the thread runs, and so hears of other sessions."""
        return self._thread is not None

    def offer(self, text: str, edits: int) -> None:
        """Have the thread save this in a moment; a newer offer takes its place."""
        with self._wake:
            if self._closed:
                return
            self._waiting = text, edits
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=THREAD, daemon=True)
                self._thread.start()
            self._wake.notify()

    def heard_elsewhere(self) -> bool:
        """Whether another session committed since this was last asked."""
        with self._wake:
            heard, self._elsewhere = self._elsewhere, False
        return heard

    def put_down(self) -> None:
        """Have the thread end, after the save that is under way; doesn't wait for it. `take_up` goes on."""
        with self._wake:
            self._closed = True
            self._wake.notify()

    def take_up(self) -> None:
        """The store is open again."""
        with self._wake:
            self._closed = False

    def close(self) -> None:
        """End the thread, after the save that is under way."""
        with self._wake:
            self._closed = True
            thread = self._thread
            self._wake.notify()
        if thread is not None:
            thread.join(_STALLED)

    def _work(self) -> None:
        """The thread. Its own connection doesn't see its own saves as another session's."""
        try:
            with database.in_thread(), database.patience(_PATIENCE):
                seen, looked = database.data_version(), time.monotonic()
                while (work := self._wait_for_work()) is not None or not self._closed:
                    if work is not None:
                        self._save_offered(*work)
                    else:
                        self.rest()
                    if time.monotonic() - looked > _PAUSE:
                        now, looked = database.data_version(), time.monotonic()
                        if now != seen:
                            seen, self._elsewhere = now, True
        except (IbtuiError, StoreFault) as error:
            self.trouble = explain(error)
            self._tell()
        except Exception as error:  # noqa: BLE001  # the app shows it as it would its own
            self.fault = error
            self._tell()
        finally:
            with self._wake:
                self._thread = None

    def _wait_for_work(self) -> tuple[str, int] | None:
        """What was offered last, with what was typed right after it; None after a pause."""
        with self._wake:
            if self._wake.wait_for(lambda: self._waiting is not None or self._closed, _PAUSE):
                self._wake.wait_for(lambda: self._closed, SOON)
            work, self._waiting = self._waiting, None
        return work

    def _save_offered(self, text: str, edits: int) -> None:
        with self._saving:
            if self._save(text, edits):
                self.read(text)
        self._tell()
