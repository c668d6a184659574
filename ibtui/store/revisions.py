"""Earlier texts of minutes: kept when it is time and when much goes, so that what was thrown away can be taken back.

A text is kept (by `keep_earlier`, as part of the save that replaces it):

* when none was kept for ten minutes, or the clock says that the last one is still to come;
* when much of it goes (`going`): at once, or bit by bit since it last grew, as with Backspace held down;
* always when another text is put in its place on the user's word (`overrule`, `bring_back`).

Of today all stay; of each earlier hour, and of each day more than a month ago, the longest and the last.
Texts that were kept beside those of another session all stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import Expression, ModelSelect, fn

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import MinutesStatus
from ibtui.errors import Frozen, Missing
from ibtui.store import database, labels, own_notes
from ibtui.store.change import write
from ibtui.store.going import Going, Lost
from ibtui.store.models import Minutes, Revision
from ibtui.values import dataclass

_REVISION_EACH = dt.timedelta(minutes=10)
_A_MONTH = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An earlier text. `saved_at`: when that text was saved; `who`: the system user."""

    id: int
    saved_at: dt.datetime
    who: str
    text: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text to look back at, without that text itself: see `text_of`.

    A revision, or (`revision_id` None) another edition as it is now, with its `status`. `aside`: kept beside the
    text of another session. `who` is a system user, "" for an edition.
    """

    minutes_id: int
    revision_id: int | None
    edition: int
    status: str
    saved_at: dt.datetime
    who: str
    aside: bool


def revisions(minutes_id: int) -> list[RevisionRow]:
    """The earlier texts of one edition with all they say, the newest first."""
    own_notes.refuse_text(minutes_id)
    query = Revision.select().where(Revision.minutes == minutes_id).order_by(Revision.id.desc())
    return [RevisionRow(int(row.id), row.saved_at, row.who, row.text, row.aside) for row in query]


def earlier(minutes_id: int) -> list[Earlier]:
    """What can be looked back at: the earlier texts of this edition, the newest first, then the other editions of the
    conversation, each followed by its own earlier texts. No texts are read. `Missing` when the edition is gone."""
    own_notes.refuse_text(minutes_id)
    here = Minutes.select(Minutes.conversation).where(Minutes.id == minutes_id).first()
    if here is None:
        raise Missing("Dit verslag is er niet meer", "Kijk bij Verslagen wat er nu is.")
    editions = (
        Minutes.select(Minutes.id, Minutes.edition, Minutes.status, Minutes.changed_at, Minutes.fixed_at)
        .where((Minutes.conversation == here.conversation_id) & Minutes.deleted_at.is_null())
        .order_by(Minutes.edition.desc())
    )
    kept = _kept(Revision.minutes.in_([row.id for row in editions]))
    found: list[Earlier] = []
    for row in sorted(editions, key=lambda row: row.id != minutes_id):  # this one first
        if row.id != minutes_id:
            at = row.fixed_at or row.changed_at
            found.append(Earlier(int(row.id), None, row.edition, row.status, at, "", False))
        found += [
            Earlier(int(row.id), int(item.id), row.edition, row.status, item.saved_at, item.who, item.aside)
            for item in kept
            if item.minutes_id == row.id
        ]
    return found


def text_of(item: Earlier) -> str:
    """The text of one of `earlier`. `Missing` when it is gone."""
    own_notes.refuse_text(item.minutes_id)
    if item.revision_id is None:
        found = Minutes.select(Minutes.text).where(Minutes.id == item.minutes_id).first()
    else:
        found = Revision.select(Revision.text).where(Revision.id == item.revision_id).first()
    if found is None:
        raise Missing("Deze eerdere versie is er niet meer", "Er is ruimte gemaakt. Kies een andere versie.")
    return str(found.text)


def bring_back(minutes_id: int, item: Earlier, now: str) -> str:
    """Give an earlier text to go on with, after keeping `now`, the text of the editor: nothing is lost by it.

    The editor puts the text in the place of its own and saves it. `Frozen` when this edition is fixed.
    """
    now = clean(now, multiline=True, limit=NOTE_LIMIT)
    with write("eerdere tekst teruggezet", undoable=False) as change:
        row = change.edit(Minutes, minutes_id)
        if row.status != MinutesStatus.DRAFT:
            raise Frozen(
                "Dit verslag is vastgesteld en verandert niet meer", "Maak met F2 eerst een nieuwe versie."
            )
        text = text_of(item)
        if now.strip():
            change.add(Revision(minutes=row, text=now, saved_at=database.now(), who=database.who()))
        return text


def keep_aside(minutes_id: int, text: str, revision_id: int | None = None) -> int:
    """Keep a text that can't be saved now as a revision; gives the revision's number, to renew it with."""
    text = clean(text, multiline=True, limit=NOTE_LIMIT)
    with write("tekst apart bewaard", undoable=False) as change:
        if revision_id is None:
            now, who = database.now(), database.who()
            row = Revision(minutes=minutes_id, text=text, saved_at=now, who=who, aside=True)
            return int(change.add(row).id)
        row = change.edit(Revision, revision_id)
        row.text, row.saved_at = text, database.now()
        change.save(row)
        return revision_id


def keep_earlier(row: Minutes, new: str, *, always: bool = False, lost: Sequence[Lost] | None = None) -> None:
    """Keep the text that `new` takes the place of, when it is time or when much goes.

    `lost`: what an editor, who saw more texts than the store, says would be gone; None asks only about this one.
    """
    if lost is None:
        gone = Going(row.text, row.changed_at).lost_with(new)
        lost = [] if gone is None else [gone]
    if always:
        _keep(row, row.text, row.changed_at)
    elif lost:
        for text, saved_at in lost:
            _keep(row, text, saved_at)
    elif row.text.strip() and _is_time(row):
        _keep(row, row.text, row.changed_at)


def _is_time(row: Minutes) -> bool:
    last = _kept((Revision.minutes == row) & ~Revision.aside).first()
    since = database.now() - (row.created_at if last is None else last.created_at)
    # When the clock was set back, or the hour of daylight saving comes twice, the last one lies in the future.
    return not dt.timedelta(0) <= since < _REVISION_EACH


def _keep(row: Minutes, text: str, saved_at: dt.datetime) -> None:
    """A revision more, unless the last one says the same; the old ones make room."""
    same = Revision.select(Revision.text).where((Revision.minutes == row) & ~Revision.aside)
    last = same.order_by(Revision.id.desc()).first()
    if not text.strip() or (last is not None and last.text == text):
        return
    Revision.create(minutes=row, text=text, saved_at=saved_at, who=database.who())
    _make_room(row)


# --- reading and making room ---


def _kept(where: Expression) -> ModelSelect[Revision]:
    """Revisions without their texts, the newest first."""
    return (
        Revision.select(
            Revision.id,
            Revision.minutes,
            Revision.saved_at,
            Revision.who,
            Revision.aside,
            Revision.created_at,
        )
        .where(where)
        .order_by(Revision.id.desc())
    )


def _make_room(row: Minutes) -> None:
    """Of each hour before today, and of each day more than a month ago, the longest and the last stay."""
    today = database.now().replace(hour=0, minute=0, second=0)
    crowds: dict[tuple[int, ...], list[int]] = {}
    for item in _kept((Revision.minutes == row) & ~Revision.aside & (Revision.saved_at < today)):
        at = item.saved_at
        hour = () if today - at > _A_MONTH else (at.hour,)
        crowds.setdefault((at.year, at.month, at.day, *hour), []).append(int(item.id))
    for ids in crowds.values():
        if len(ids) > 2:
            query = Revision.select(Revision.id, fn.LENGTH(Revision.text).coerce(False)).where(
                Revision.id.in_(ids)
            )
            longest = max(labels.tuples(query, tuple[int, int]), key=lambda found: (found[1], found[0]))[0]
            Revision.delete().where(Revision.id.in_([one for one in ids[1:] if one != longest])).execute()
