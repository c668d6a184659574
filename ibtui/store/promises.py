"""Who waits for whom: the promises of the whole school, with whose they are, where they came from and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from peewee import JOIN

from ibtui.care.text import fold
from ibtui.care.words import ActionStatus, Audience, ConcernCategory
from ibtui.store import labels
from ibtui.store.actions import NOT_DONE, ActionRow, rows_where
from ibtui.store.models import ActionItem, Agency, Concern, Conversation, Person
from ibtui.values import dataclass

SOON = dt.timedelta(days=7)
"""How far ahead a promise may be due to stand in a reminder."""

LAST_SETTLED = 300
"""How many of the promises that are done or dropped are shown: the last ones."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise of the list. `role` and `agency` are those of who does it, "" when that is unknown.

    `since`: the day it was agreed. `source`: the kind of conversation it comes from, "" for none. `private`: from a
    note that is only for the ib'er, or about safety; then it may stand in no text to copy.
    """

    row: ActionRow
    role: str
    agency: str
    since: dt.date
    source: str
    private: bool


def open_promises(school: int) -> list[PromiseRow]:
    """All that still has to be done, in no special order. Twelve queries at most."""
    return _promises(rows_where((ActionItem.school == school) & ActionItem.status.in_(NOT_DONE)))


def settled_promises(school: int) -> list[PromiseRow]:
    """What was done or dropped, the last first; not more than `LAST_SETTLED`. Thirteen queries at most."""
    settled = (ActionItem.school == school) & ActionItem.status.in_((ActionStatus.DONE, ActionStatus.DROPPED))
    last = (
        ActionItem.select(ActionItem.id)
        .where(settled & ActionItem.deleted_at.is_null())
        .order_by(ActionItem.changed_at.desc(), ActionItem.id.desc())
        .limit(LAST_SETTLED)
    )
    order = {number: place for place, (number,) in enumerate(labels.tuples(last, tuple[int]))}
    return _promises(sorted(rows_where(ActionItem.id.in_(list(order))), key=lambda row: order[row.id]))


def owed_by(promise: PromiseRow, among: Sequence[PromiseRow], today: dt.date) -> list[PromiseRow]:
    """What the same person still has to do now: `promise`, and what is late or due within `SOON`. By date, without
    a date last; nothing that is private.

    Somebody without a card is known by a typed word, like "ouders". That is another family with each child, so
    only what is about the same child (or group, or from the same conversation) is of the same person.
    """
    same = [one for one in among if _whose(one.row) == _whose(promise.row)]
    open_ones = [one for one in same if one.row.status in NOT_DONE and not one.private]
    now = [
        one
        for one in open_ones
        if one.row.id == promise.row.id or (one.row.due_on is not None and one.row.due_on <= today + SOON)
    ]
    return sorted(now, key=lambda one: (one.row.due_on or dt.date.max, one.row.id))


def _whose(row: ActionRow) -> tuple[object, ...]:
    if row.owner_id is not None:
        return (row.owner_id,)
    loose = row.pupil_id is None and row.group_id is None
    return fold(row.owner), row.pupil_id, row.group_id, row.conversation_id if loose else None


def _promises(found: Sequence[ActionRow]) -> list[PromiseRow]:
    if not found:
        return []
    owners = _owners({row.owner_id for row in found if row.owner_id is not None})
    talks = _talks({row.conversation_id for row in found if row.conversation_id is not None})
    made = _made([row.id for row in found])
    safety = _about_safety({row.concern_id for row in found if row.concern_id is not None})
    rows = []
    for row in found:
        role, agency = owners.get(row.owner_id or 0, ("", ""))
        source, day, audience = talks.get(row.conversation_id or 0, ("", made[row.id], ""))
        private = audience == Audience.PRIVATE or row.concern_id in safety
        rows.append(PromiseRow(row, role, agency, day, source, private))
    return rows


def _owners(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    query = Person.select(Person.id, Person.role, Agency.name).join(Agency, JOIN.LEFT_OUTER)
    query = query.where(Person.id.in_(list(ids)))
    return {
        key: (role, agency or "") for key, role, agency in labels.tuples(query, tuple[int, str, str | None])
    }


def _talks(ids: Collection[int]) -> dict[int, tuple[str, dt.date, str]]:
    query = Conversation.select(Conversation.id, Conversation.kind, Conversation.day, Conversation.audience)
    query = query.where(Conversation.id.in_(list(ids)))
    return {
        key: (kind, day, audience)
        for key, kind, day, audience in labels.tuples(query, tuple[int, str, dt.date, str])
    }


def _about_safety(ids: Collection[int]) -> set[int]:
    query = Concern.select(Concern.id).where(Concern.id.in_(list(ids)))
    query = query.where(Concern.category == ConcernCategory.SAFETY)
    return {key for (key,) in labels.tuples(query, tuple[int])}


def _made(ids: Collection[int]) -> dict[int, dt.date]:
    query = ActionItem.select(ActionItem.id, ActionItem.created_at).where(ActionItem.id.in_(list(ids)))
    return {key: made.date() for key, made in labels.tuples(query, tuple[int, dt.datetime])}
