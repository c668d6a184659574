"""How concerns are read: rows complete enough to draw, and one concern's timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from peewee import JOIN, Expression, fn

from ibtui.care.dates import short_date
from ibtui.care.words import Audience, ConcernStatus, ConversationStatus
from ibtui.store import actions, database, labels, own_notes, placements
from ibtui.store.models import (
    ActionItem,
    Agency,
    Concern,
    ConcernEvent,
    Conversation,
    Group,
    Person,
    Placement,
    Pupil,
)
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern, ready to draw. `group`: the pupil's group now, or the group that it is about.

    Of a group of an earlier year that is the one that its pupils are in now: an open concern goes along with them.
    """

    id: int
    about: str
    pupil_id: int | None
    group_id: int | None
    group: str
    category: str
    summary: str
    level: int
    status: str
    raised_by: str
    opened_on: dt.date
    evaluate_on: dt.date | None
    last_contact: dt.date | None
    informed_on: dt.date | None
    open_actions: int
    version: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a timeline. `ref` is "gesprek", "afspraak" or "gebeurtenis"; `ref_id` its number.

    `private`: only for the ib'er herself; whoever draws it says so.
    """

    day: dt.date
    kind: str
    text: str
    ref: str
    ref_id: int
    private: bool


class _Found(NamedTuple):
    """A concern as it is asked for, with the names of whom it is about."""

    id: int
    school: int
    pupil_id: int | None
    group_id: int | None
    category: str
    summary: str
    level: int
    status: str
    raised_by_id: int | None
    opened_on: dt.date
    evaluate_on: dt.date | None
    informed_on: dt.date | None
    version: int
    first_name: str | None
    infix: str | None
    last_name: str | None
    group: str | None
    called: tuple[str | None, ...]
    """Who raised it: what `labels.called` asks."""


_COLUMNS = (
    Concern.id,
    Concern.school,
    Concern.pupil,
    Concern.group,
    Concern.category,
    Concern.summary,
    Concern.level,
    Concern.status,
    Concern.raised_by,
    Concern.opened_on,
    Concern.evaluate_on,
    Concern.parents_informed_on,
    Concern.version,
    Pupil.first_name,
    Pupil.infix,
    Pupil.last_name,
    Group.name,
    Person.salutation,
    Person.first_name,
    Person.infix,
    Person.last_name,
    Person.function,
    Agency.name,
)


_OWN = len(_COLUMNS) - 6


def rows(where: Expression) -> list[ConcernRow]:
    """Concerns that aren't in the bin. Seven queries, however many."""
    query = (
        Concern.select(*_COLUMNS)
        .join(Pupil, JOIN.LEFT_OUTER)
        .switch(Concern)
        .join(Group, JOIN.LEFT_OUTER)
        .switch(Concern)
        .join(Person, JOIN.LEFT_OUTER)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where & Concern.deleted_at.is_null())
    )
    shape = tuple[object, ...]
    found = [_Found._make((*row[:_OWN], row[_OWN:])) for row in labels.tuples(query, shape)]
    if not found:
        return []
    ids = [row.id for row in found]
    open_ones = [row for row in found if row.status != ConcernStatus.CLOSED]
    about = {row.group_id for row in open_ones if row.group_id is not None}
    along = placements.successors(about, database.today())
    groups = _groups_now([row.pupil_id for row in found if row.pupil_id is not None])
    contacts = _last_contacts(ids)
    todo = _todo(ids)
    you = labels.coordinator(found[0].school)
    return [
        _row(
            row,
            groups.get(row.pupil_id or 0, ""),
            along.get(row.group_id or 0),
            contacts.get(row.id),
            todo.get(row.id, 0),
            you,
        )
        for row in found
    ]


def _row(
    row: _Found,
    group: str,
    along: tuple[int, str] | None,
    contact: dt.date | None,
    todo: int,
    you: int | None,
) -> ConcernRow:
    group_id = row.group_id
    if row.pupil_id is not None:
        about = labels.full_name(row.first_name or "", row.infix or "", row.last_name or "")
    else:
        still_open = row.status != ConcernStatus.CLOSED  # a closed one stays where it was
        group_id, group = (along if still_open else None) or (row.group_id, row.group or "")
        about = labels.group_label(group)
    raised_by = ""
    if row.raised_by_id is not None:
        raised_by = (
            labels.YOU if row.raised_by_id == you else labels.called(*(each or "" for each in row.called))
        )
    return ConcernRow(
        id=row.id,
        about=about,
        pupil_id=row.pupil_id,
        group_id=group_id,
        group=group,
        category=row.category,
        summary=row.summary,
        level=row.level,
        status=row.status,
        raised_by=raised_by,
        opened_on=row.opened_on,
        evaluate_on=row.evaluate_on,
        last_contact=contact,
        informed_on=row.informed_on,
        open_actions=todo,
        version=row.version,
    )


def _groups_now(pupil_ids: Sequence[int]) -> dict[int, str]:
    """The name of the group that each pupil is in."""
    query = (
        Placement.select(Placement.pupil, Group.name)
        .join(Group)
        .where(
            Placement.pupil.in_(labels.among(pupil_ids)) & placements.running() & Group.deleted_at.is_null()
        )
        .order_by(Placement.from_on, Placement.id)
    )
    return dict(labels.tuples(query, tuple[int, str]))


def _last_contacts(ids: Sequence[int]) -> dict[int, dt.date]:
    """The newest held conversation or event of each concern. Two queries."""
    talks = (
        Conversation.select(Conversation.concern, fn.MAX(Conversation.day))
        .where(
            Conversation.concern.in_(labels.among(ids))
            & (Conversation.status == ConversationStatus.HELD)
            & own_notes.readable()
            & Conversation.deleted_at.is_null()
        )
        .group_by(Conversation.concern)
    )
    events = (
        ConcernEvent.select(ConcernEvent.concern, fn.MAX(ConcernEvent.day))
        .where(ConcernEvent.concern.in_(labels.among(ids)) & ConcernEvent.deleted_at.is_null())
        .group_by(ConcernEvent.concern)
    )
    found = dict(labels.tuples(talks, tuple[int, dt.date]))
    for key, day in labels.tuples(events, tuple[int, dt.date]):
        found[key] = max(day, found.get(key, day))
    return found


def _todo(ids: Sequence[int]) -> dict[int, int]:
    query = (
        ActionItem.select(ActionItem.concern, fn.COUNT(ActionItem.id))
        .where(
            ActionItem.concern.in_(labels.among(ids))
            & ActionItem.status.in_(actions.NOT_DONE)
            & own_notes.promise_readable()
            & ActionItem.deleted_at.is_null()
        )
        .group_by(ActionItem.concern)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def timeline(concern_id: int) -> tuple[TimelineRow, ...]:
    """Conversations, action items and events of a concern, the newest first."""
    rows = [*_talks(concern_id), *_promises(concern_id), *_events(concern_id)]
    return tuple(sorted(rows, key=lambda row: (row.day, row.ref, row.ref_id), reverse=True))


def _talks(concern_id: int) -> list[TimelineRow]:
    query = Conversation.select().where(
        (Conversation.concern == concern_id) & own_notes.readable() & Conversation.deleted_at.is_null()
    )
    rows = []
    for row in query:
        text = row.purpose
        if row.status != ConversationStatus.HELD:
            text = f"{text} ({row.status})" if text else row.status
        rows.append(
            TimelineRow(row.day, row.kind, text, "gesprek", int(row.id), row.audience == Audience.PRIVATE)
        )
    return rows


def _promises(concern_id: int) -> list[TimelineRow]:
    """Each action item at the day of its conversation, or when it was typed."""
    query = ActionItem.select(ActionItem, Conversation).join(Conversation, JOIN.LEFT_OUTER)
    items = list(query.where((ActionItem.concern == concern_id) & ActionItem.deleted_at.is_null()))
    talks = {item.id: item.conversation for item in items if item.conversation is not None}
    made = {item.id: talks[item.id].day if item.id in talks else item.created_at.date() for item in items}
    hidden = {key for key, talk in talks.items() if talk.audience == Audience.PRIVATE}
    rows = []
    for row in actions.of_concern(concern_id):
        text = f"{row.owner}: {row.what}" if row.owner else row.what
        if row.due_on is not None:
            text = f"{text} ({short_date(row.due_on, made[row.id])})"
        rows.append(TimelineRow(made[row.id], row.status, text, "afspraak", row.id, row.id in hidden))
    return rows


def _events(concern_id: int) -> list[TimelineRow]:
    query = ConcernEvent.select().where(
        (ConcernEvent.concern == concern_id) & ConcernEvent.deleted_at.is_null()
    )
    return [
        TimelineRow(row.day, row.kind, row.text, "gebeurtenis", int(row.id), row.audience == Audience.PRIVATE)
        for row in query
    ]
