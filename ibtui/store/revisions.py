"""Earlier texts of minutes: kept by each save when it is time, so that what was thrown away can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.store import database
from ibtui.store.change import write
from ibtui.store.models import Minutes, Revision

_REVISION_EACH = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An earlier text. `saved_at`: when that text was saved; `who`: the system user."""

    id: int
    saved_at: dt.datetime
    who: str
    text: str


def revisions(minutes_id: int) -> list[RevisionRow]:
    """The earlier texts of an edition, the newest first."""
    query = Revision.select().where(Revision.minutes == minutes_id).order_by(Revision.id.desc())
    return [RevisionRow(int(row.id), row.saved_at, row.who, row.text) for row in query]


def keep_aside(minutes_id: int, text: str, revision_id: int | None = None) -> int:
    """Keep a text that can't be saved now as a revision; gives the revision's number, to renew it with."""
    text = clean(text, multiline=True, limit=NOTE_LIMIT)
    with write("tekst apart bewaard", undoable=False) as change:
        if revision_id is None:
            row = Revision(minutes=minutes_id, text=text, saved_at=database.now(), who=database.who())
            return int(change.add(row).id)
        row = change.edit(Revision, revision_id)
        row.text, row.saved_at = text, database.now()
        change.save(row)
        return revision_id


def keep_earlier(row: Minutes, new: str, *, always: bool = False) -> None:
    """Keep the text that `new` takes the place of, when it is time or when much of it goes."""
    if not row.text.strip():
        return
    if always:
        Revision.create(minutes=row, text=row.text, saved_at=row.changed_at, who=database.who())
        return
    kept = Revision.select(Revision.created_at).where(Revision.minutes == row)  # not their texts
    last = kept.order_by(Revision.id.desc()).first()
    since = row.created_at if last is None else last.created_at
    if database.now() - since >= _REVISION_EACH or _still_there(row.text, new) < len(row.text) / 2:
        Revision.create(minutes=row, text=row.text, saved_at=row.changed_at, who=database.who())


def _still_there(old: str, new: str) -> int:
    """How many characters of the old text are still at its beginning and its end, around what was edited."""
    head = _same_start(old, new)
    return head + _same_start(old[head:][::-1], new[head:][::-1])


def _same_start(one: str, other: str) -> int:
    """How many characters two texts have in common from the start. Halving is far faster than a loop."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
