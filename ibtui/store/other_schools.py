"""What one school may know of another: that its ib'er is taken then. Never who it is about, or why.

Read through a second connection; the models stay bound to the school that is open. Only what stands here ever comes
over the wall: the day, the time, how long, the kind of conversation, and the school's own name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from ibtui.care.words import ConversationKind, ConversationStatus
from ibtui.errors import IbtuiError
from ibtui.settings import Home
from ibtui.store import database, own_notes
from ibtui.store.database import StoreFault
from ibtui.store.models import Conversation, School
from ibtui.store.vault import DatabaseKey
from ibtui.values import dataclass

UNSAID = 30
"""Minutes that a conversation takes when nobody said how long."""

_HIDDEN = (ConversationKind.NOTE,)
"""A note takes no time."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A conversation at another school. `duration` in minutes, 0 = not said. `kind`: a `ConversationKind`."""

    day: dt.date
    start: dt.time | None
    duration: int
    school: str
    kind: str

    def overlaps(self, day: dt.date, start: dt.time | None, duration: int) -> bool:
        """Whether somebody can't be at both."""
        if self.start is None or start is None or self.day != day:
            return False
        ours, theirs = _minutes(start), _minutes(self.start)
        return ours < theirs + (self.duration or UNSAID) and theirs < ours + (duration or UNSAID)


Opened = tuple[Home, DatabaseKey]
"""Another school, and the key that it was unlocked with in this run."""


class Elsewhere:
    """What is on at other schools. Opening one takes 20 ms, so a file that didn't change isn't read again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[_Seen, list[Busy]]] = {}

    def busy(self, others: Sequence[Opened], first: dt.date, last: dt.date) -> list[Busy]:
        """What is planned or was held from `first` up to and including `last`, by day and time.

        At most one query a school. A school that can't be read now says nothing: its own screens tell why.
        """
        found: list[Busy] = []
        for home, key in others:
            seen = _seen(home, first, last)
            before = self._known.get(home.database)
            if before is not None and before[0] == seen:
                found += before[1]
                continue
            try:
                rows = _busy(home, key, first, last)
            except (IbtuiError, StoreFault):
                continue
            self._known[home.database] = seen, rows
            found += rows
        return sorted(
            found, key=lambda item: (item.day, item.start is None, item.start or dt.time.min, item.school)
        )


_Seen = tuple[dt.date, dt.date, tuple[tuple[int, int], ...]]
"""What was asked, and how the files stood."""


def _seen(home: Home, first: dt.date, last: dt.date) -> _Seen:
    """Before the question is asked, so that what is written meanwhile is seen the next time."""
    files = home.database, home.database.with_name(f"{home.database.name}-wal")
    marks: list[tuple[int, int]] = []
    for path in files:
        try:
            found = path.stat()
            marks.append((found.st_mtime_ns, found.st_size))
        except OSError:
            marks.append((0, 0))
    return first, last, tuple(marks)


def _busy(home: Home, key: DatabaseKey, first: dt.date, last: dt.date) -> list[Busy]:
    query = (
        Conversation.select(
            Conversation.day, Conversation.start, Conversation.duration, School.name, Conversation.kind
        )
        .join(School)
        .where(
            Conversation.day.between(first, last)
            & (Conversation.status != ConversationStatus.CANCELLED)
            & Conversation.kind.not_in(_HIDDEN)
            & own_notes.readable()
            & Conversation.deleted_at.is_null()
        )
    )
    with database.beside(home.database, key) as other:
        return [Busy(*row) for row in query.tuples().execute(other)]


def name(home: Home, key: DatabaseKey) -> str:
    """What a school is called; "" when it can't be read now."""
    try:
        with database.beside(home.database, key) as other:
            found = list(School.select(School.name).order_by(School.id).limit(1).tuples().execute(other))
    except (IbtuiError, StoreFault):
        return ""
    return str(found[0][0]) if found else ""


def _minutes(moment: dt.time) -> int:
    return moment.hour * 60 + moment.minute
