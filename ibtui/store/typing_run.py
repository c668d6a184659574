"""Saving one draft again and again while somebody types: one statement when only words changed."""

from __future__ import annotations

import datetime as dt
import time

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.store import minutes, search_index
from ibtui.store.change import overwrite
from ibtui.store.going import Going
from ibtui.store.minutes import MinutesText
from ibtui.store.models import Minutes

FULL_EACH = 60.0
"""Seconds between saves that look at everything: revisions, action items, the audit line."""
_MUCH_GONE = 0.9


class TypingRun:
    """The saves of one editor. A save that leaves every promise as it is needs no look at them.

    The first save, one each minute, and each that takes a good part of the text away go through
    `minutes.save`: it keeps revisions and leaves the audit line that the quick ones belong to.
    """

    def __init__(self, row: MinutesText) -> None:
        self.text = row.text
        """What the store has."""
        self.version = row.version
        self.saved_at: dt.datetime = row.saved_at
        self._minutes_id = row.id
        self._promises: list[str] = []
        self._longest = 0
        self._going = Going(row.text, row.saved_at)
        self._full_at = float("-inf")
        self._in_search = True

    def save(self, text: str) -> None:
        """Bring the text to the store. Raises as `minutes.save` does; then nothing was written."""
        text = clean(text, multiline=True, limit=NOTE_LIMIT)
        if text == self.text:
            return
        gone = self._going.lost_with(text)
        if gone is not None or not (self._only_words(text) and self._overwrite(text)):
            lost = [] if gone is None else [gone]
            self.took(text, minutes.save(self._minutes_id, text, self.version, lost))

    def has(self, text: str) -> bool:
        """Whether the store has this text, in the form that it keeps."""
        return text == self.text or clean(text, multiline=True, limit=max(len(text), NOTE_LIMIT)) == self.text

    def took(self, text: str, saved: minutes.Saved) -> None:
        """The store has this text by another way than `save`."""
        self.text, self.version, self.saved_at = text, saved.version, saved.saved_at
        self._going.took(text, saved.saved_at)
        self._promises, self._longest, self._full_at = _promises(text), len(text), time.monotonic()
        self._in_search = True

    @property
    def rests(self) -> bool:
        """Whether search can find the newest words already."""
        return self._in_search

    def rest(self) -> None:
        """Typing pauses: let search find the newest words. Writes nothing when it can already."""
        if not self._in_search:
            search_index.catch_up(self._minutes_id)
            self._in_search = True

    def _only_words(self, text: str) -> bool:
        recent = time.monotonic() - self._full_at < FULL_EACH
        return recent and len(text) >= self._longest * _MUCH_GONE and _promises(text) == self._promises

    def _overwrite(self, text: str) -> bool:
        if not overwrite(Minutes, self._minutes_id, self.version, {"text": text, "in_search": False}):
            return False
        self.text, self.version = text, self.version + 1
        self.saved_at = dt.datetime.now().replace(microsecond=0)
        self._longest = max(self._longest, len(text))
        self._in_search = False
        self._going.took(text, self.saved_at)
        return True


def _promises(text: str) -> list[str]:
    """The lines that can be promises. Nothing else in a text makes an action item."""
    return [line for line in text.split("\n") if line.startswith("!")]
