"""Keeping what is typed: when a text is safe, why it isn't, and what another session did to it meanwhile."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

from ibtui.errors import Conflict, Frozen, IbtuiError
from ibtui.files import make_private, write_whole
from ibtui.store import database, minutes
from ibtui.store.database import StoreFault, explain
from ibtui.store.minutes import MinutesText, Saved


class Keeper:
    """Knows which text of one edition the store has, and brings the newer one there."""

    def __init__(self, row: MinutesText) -> None:
        self.row = row
        self.saved_at: dt.datetime = row.saved_at
        self.trouble: IbtuiError | None = None
        """Why the last save failed; None when the store has it all."""
        self._saved = row.text
        self._version = row.version
        self._aside: tuple[int, str] | None = None  # revision and text, kept beside another session's

    @property
    def version(self) -> int:
        """Of the text that the store has and this session knows."""
        return self._version

    @property
    def divided(self) -> bool:
        """Whether another session saved or fixed this edition, so that the user has to choose."""
        return isinstance(self.trouble, (Conflict, Frozen))

    def is_saved(self, text: str) -> bool:
        """Whether the store has exactly this text."""
        return text == self._saved

    def is_kept(self, text: str) -> bool:
        """Whether the store has this text somewhere: as the minutes, or beside those of another session."""
        return self.is_saved(text) or (self._aside is not None and self._aside[1] == text)

    def is_older_than(self, row: MinutesText) -> bool:
        """Whether another session changed the edition since this one looked."""
        return (row.version, row.status) != (self._version, self.row.status)

    def save(self, text: str, patience: int) -> Saved | None:
        """Bring the text to the store; None when that failed, see `trouble`. Waits `patience` ms for a lock."""
        try:
            with database.patience(patience):
                saved = minutes.save(self.row.id, text, self._version)
        except (IbtuiError, StoreFault) as error:
            self.trouble = explain(error)
            if self.divided:
                self._keep_aside(text)
            return None
        self._note(text, saved)
        return saved

    def overrule(self, text: str) -> Saved:
        """Save over what the other session saved, which stays as an earlier version. Raises `IbtuiError`."""
        saved = minutes.overrule(self.row.id, text)
        self._note(text, saved)
        return saved

    def to_file(self, text: str, folder: Path, moment: dt.datetime) -> Path:
        """Write the text to a file of its own, because the store can't have it. Raises `IbtuiError`."""
        make_private(folder)
        path = folder / f"verslag {self.row.day:%Y-%m-%d} niet bewaard {moment:%H%M%S}.txt"
        write_whole(path, text.encode(), replace=False, what="de tekst")
        self._saved, self.trouble = text, None
        return path

    def _note(self, text: str, saved: Saved) -> None:
        if saved.version != self._version:
            self.saved_at = saved.saved_at
        self._saved, self._version, self.trouble, self._aside = text, saved.version, None, None

    def _keep_aside(self, text: str) -> None:
        """Both texts stay, whatever is chosen and whatever happens before that."""
        number, kept = self._aside or (None, None)
        if kept != text:
            with suppress(IbtuiError, StoreFault):
                self._aside = minutes.keep_aside(self.row.id, text, number), text
