"""On which days somebody worked here, and which lines of "sinds vorige keer" they have read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress

from peewee import fn

from ibtui.errors import IbtuiError
from ibtui.store import database, labels
from ibtui.store.change import write
from ibtui.store.models import SeenLine, Visit

UNREAD_FOR = dt.timedelta(weeks=12)
"""How far back changes are told of that weren't read; who never opens the list doesn't find a year in it."""

_ALL_READ = "alles"
"""The key of the line that says on which day she had read all that changed."""


def record_visit(school: int, today: dt.date) -> bool:
    """Note that this user works here today; the first time of the day writes, the others do nothing.

    False when it was noted already; True for the first time, and when that can't be known.
    Never fails: without it "sinds vorige keer" counts from the last working day, and that is no reason to stop.
    """
    with suppress(IbtuiError, database.StoreFault):
        if _is_noted(school, today):
            return False
        with write("werkdag begonnen", undoable=False) as change:
            if not _is_noted(school, today):  # another session may have been first
                change.add(Visit(school=school, who=database.who(), day=today))
    return True


def last_visit(school: int, today: dt.date) -> dt.date | None:
    """The last day before today that this user worked here; None when there is none."""
    query = Visit.select(fn.MAX(Visit.day)).where(
        (Visit.school == school) & (Visit.who == database.who()) & (Visit.day < today)
    )
    (found,) = next(iter(labels.tuples(query, tuple[dt.date | None])))
    return found


def unread_since(school: int, today: dt.date) -> dt.date | None:
    """From which day on there may be changes that this user hasn't read: her last day here, or one before it.

    Being here isn't reading: with ibtui open for a minute, or half of the list read, what she left counts on. None
    when she wasn't here before today. Further back than `UNREAD_FOR` only her last day itself reaches.
    """
    visited = last_visit(school, today)
    if visited is None:
        return None
    read = _known(school).get(_ALL_READ)
    reading = dt.date.fromisoformat(read) if read else _first_visit(school)
    return min(visited, max(reading or visited, today - UNREAD_FOR))


def seen_lines(school: int) -> dict[str, str]:
    """The lines that this user has read: their keys, with the stamp that they had."""
    found = _known(school)
    found.pop(_ALL_READ, None)
    return found


def mark_seen(school: int, lines: Mapping[str, str], today: dt.date, *, everything: bool = False) -> None:
    """Keep that this user has read these lines (key and stamp). Writes nothing when all were read before.

    `everything`: nothing that changed until now is left unread. Can't be undone: `u` is for what people did, not
    for what they read.
    """
    lines = {**lines, _ALL_READ: today.isoformat()} if everything else lines
    known = _known(school) if lines else {}
    fresh = {key: stamp for key, stamp in lines.items() if known.get(key) != stamp}
    if not fresh:
        return
    who = database.who()
    with write("sinds vorige keer gelezen", undoable=False) as change:
        mine = (SeenLine.school == school) & (SeenLine.who == who) & SeenLine.key.in_(list(fresh))
        for row in list(SeenLine.select().where(mine)):
            row = change.edit(SeenLine, int(row.id))
            row.stamp, row.day = fresh.pop(row.key), today
            change.save(row)
        for key, stamp in fresh.items():
            change.add(SeenLine(school=school, who=who, key=key, stamp=stamp, day=today))


def _known(school: int) -> dict[str, str]:
    query = SeenLine.select(SeenLine.key, SeenLine.stamp).where(
        (SeenLine.school == school) & (SeenLine.who == database.who())
    )
    return dict(labels.tuples(query, tuple[str, str]))


def _first_visit(school: int) -> dt.date | None:
    query = Visit.select(fn.MIN(Visit.day)).where((Visit.school == school) & (Visit.who == database.who()))
    (found,) = next(iter(labels.tuples(query, tuple[dt.date | None])))
    return found


def _is_noted(school: int, today: dt.date) -> bool:
    return bool(
        Visit.select()
        .where((Visit.school == school) & (Visit.who == database.who()) & (Visit.day == today))
        .exists()
    )
