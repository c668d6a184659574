"""Concerns (zorgen) of a pupil or a group, and their timelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import JOIN, Expression, fn

from ibtui.care.dates import short_date
from ibtui.care.text import clean, fold
from ibtui.care.words import ConcernCategory, ConcernStatus, ConversationStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import actions, labels
from ibtui.store.change import Change, write
from ibtui.store.groups import natural_key
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
    School,
)

_LONG = 20_000
"""Characters of a text in several lines."""


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern, ready to draw. `group`: the pupil's group now, or the group that it is about."""

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
class ConcernDraft:
    """What a form gives. Exactly one of `pupil_id` and `group_id`."""

    category: str
    summary: str
    pupil_id: int | None = None
    group_id: int | None = None
    level: int = 1
    status: str = ConcernStatus.SIGNAL
    question: str = ""
    tried: str = ""
    raised_by_id: int | None = None
    opened_on: dt.date | None = None
    evaluate_on: dt.date | None = None
    parents_informed_on: dt.date | None = None
    parents_response: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a timeline. `ref` is "gesprek", "afspraak" or "gebeurtenis"; `ref_id` its number."""

    day: dt.date
    kind: str
    text: str
    ref: str
    ref_id: int


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """All that one concern's screen shows; the timeline has the newest first."""

    row: ConcernRow
    question: str
    tried: str
    raised_by_id: int | None
    parents_response: str
    timeline: tuple[TimelineRow, ...]


def concerns(
    school: int, *, closed: bool = False, group: str | None = None, text: str = ""
) -> list[ConcernRow]:
    """Open concerns, with `closed` those too: by group, the highest level first, then by evaluation.

    `group` is a group's name; `text` is looked for in the subject, the category and the summary. Six queries.
    """
    where = Concern.school == school
    if not closed:
        where &= Concern.status != ConcernStatus.CLOSED
    wanted = fold(text)
    found = [
        row
        for row in _rows(where)
        if group in (None, row.group) and wanted in fold(f"{row.about} {row.category} {row.summary}")
    ]
    return sorted(found, key=_order)


def of_pupil(pupil_id: int) -> list[ConcernRow]:
    """Every concern about a pupil: open ones first, then the newest."""
    rows = sorted(_rows(Concern.pupil == pupil_id), key=lambda row: (row.opened_on, row.id), reverse=True)
    return sorted(rows, key=lambda row: row.status == ConcernStatus.CLOSED)


def concern(concern_id: int) -> ConcernCard:
    """One concern with its timeline. `Missing` when it is gone or in the bin."""
    rows = _rows(Concern.id == concern_id)
    if not rows:
        raise Missing(
            "Deze zorg is er niet meer", "Iemand heeft haar verwijderd. Kijk bij Zorgen wat er nu is."
        )
    stored = Concern.get_by_id(concern_id)
    return ConcernCard(
        row=rows[0],
        question=stored.question,
        tried=stored.tried,
        raised_by_id=stored.raised_by_id,
        parents_response=stored.parents_response,
        timeline=_timeline(concern_id),
    )


def add_concern(school: int, draft: ConcernDraft, today: dt.date) -> int:
    """Add a concern about one pupil or one group. Raises `BadInput` when that or the summary is missing."""
    with write("zorg toegevoegd") as change:
        row = Concern(school=school, opened_on=today)
        _fill(row, draft, today)
        return int(change.add(row).id)


def edit_concern(concern_id: int, draft: ConcernDraft, today: dt.date, version: int | None = None) -> None:
    """Change a concern. Another status or level leaves a line on the timeline."""
    with write("zorg gewijzigd") as change:
        row = change.edit(Concern, concern_id, version)
        status, level = row.status, row.level
        _fill(row, draft, today)
        change.save(row)
        if row.status != status:
            _event(change, row, today, "status", f"{status} → {row.status}")
        if row.level != level:
            _event(change, row, today, "niveau", f"niveau {level} → {row.level}")


def close_concern(concern_id: int, reason: str, today: dt.date) -> None:
    """Close a concern; `reason` stands on its timeline."""
    reason = clean(reason, multiline=True, limit=_LONG).strip()
    with write("zorg gesloten") as change:
        row = change.edit(Concern, concern_id)
        row.status, row.closed_on = ConcernStatus.CLOSED, today
        change.save(row)
        _event(change, row, today, "status", f"gesloten: {reason}" if reason else "gesloten")


def reopen_concern(concern_id: int, today: dt.date) -> None:
    """Open a closed concern again; it is "in beeld" then."""
    with write("zorg heropend") as change:
        row = change.edit(Concern, concern_id)
        row.status, row.closed_on = ConcernStatus.IN_VIEW, None
        change.save(row)
        _event(change, row, today, "status", "heropend")


def bin_concern(concern_id: int) -> None:
    """Put in the bin. Its conversations and action items stay."""
    with write("zorg verwijderd") as change:
        change.bin(change.edit(Concern, concern_id))


def add_event(concern_id: int, day: dt.date, text: str, kind: str = "notitie") -> int:
    """Add a line to the timeline. `kind` is a word like notitie, evaluatie or ouders."""
    text = clean(text, multiline=True, limit=_LONG).strip()
    if not text:
        raise BadInput("Er staat nog niets", "Vul in wat er gebeurd is.")
    with write("gebeurtenis toegevoegd") as change:
        row = change.edit(Concern, concern_id)
        return int(_event(change, row, day, clean(kind) or "notitie", text).id)


def edit_event(event_id: int, day: dt.date, text: str, kind: str = "notitie") -> None:
    """Change a line of the timeline. Raises `BadInput` when it says nothing."""
    text = clean(text, multiline=True, limit=_LONG).strip()
    if not text:
        raise BadInput("Er staat nog niets", "Vul in wat er gebeurd is.")
    with write("gebeurtenis gewijzigd") as change:
        row = change.edit(ConcernEvent, event_id)
        row.day, row.kind, row.text = day, clean(kind) or "notitie", text
        change.save(row)


def bin_event(event_id: int) -> None:
    """Put a line of the timeline in the bin."""
    with write("gebeurtenis verwijderd") as change:
        change.bin(change.edit(ConcernEvent, event_id))


# --- writing ---


def _fill(row: Concern, draft: ConcernDraft, today: dt.date) -> None:
    if (draft.pupil_id is None) == (draft.group_id is None):
        raise BadInput("Een zorg gaat over één leerling of over één groep", "Kies een leerling of een groep.")
    row.summary = clean(draft.summary)
    if not row.summary:
        raise BadInput("De zorg zelf ontbreekt", "Vul in één zin in waar de zorg over gaat.")
    levels = School.get_by_id(row.school_id).levels
    if not 1 <= draft.level <= levels:
        raise BadInput(f"Niveau {draft.level} is er niet", f"Kies een niveau van 1 tot en met {levels}.")
    row.category = match_word(ConcernCategory, draft.category)
    row.status = match_word(ConcernStatus, draft.status)
    row.closed_on = (row.closed_on or today) if row.status == ConcernStatus.CLOSED else None
    row.pupil_id, row.group_id, row.level = draft.pupil_id, draft.group_id, draft.level
    row.question = clean(draft.question, multiline=True, limit=_LONG)
    row.tried = clean(draft.tried, multiline=True, limit=_LONG)
    row.parents_response = clean(draft.parents_response, multiline=True, limit=_LONG)
    row.raised_by_id, row.opened_on = draft.raised_by_id, draft.opened_on or row.opened_on
    row.evaluate_on, row.parents_informed_on = draft.evaluate_on, draft.parents_informed_on


def _event(change: Change, row: Concern, day: dt.date, kind: str, text: str) -> ConcernEvent:
    return change.add(ConcernEvent(concern=row, day=day, kind=kind, text=text))


# --- reading ---


def _order(row: ConcernRow) -> tuple[object, ...]:
    return not row.group, natural_key(row.group), -row.level, row.evaluate_on or dt.date.max, row.id


def _rows(where: Expression) -> list[ConcernRow]:
    """Six queries, however many concerns."""
    query = (
        Concern.select(Concern, Pupil, Group, Person, Agency)
        .join(Pupil, JOIN.LEFT_OUTER)
        .switch(Concern)
        .join(Group, JOIN.LEFT_OUTER)
        .switch(Concern)
        .join(Person, JOIN.LEFT_OUTER)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where & Concern.deleted_at.is_null())
    )
    found = list(query)
    if not found:
        return []
    ids = [int(row.id) for row in found]
    groups = _groups_now([row.pupil_id for row in found if row.pupil_id is not None])
    contacts = _last_contacts(ids)
    todo = _todo(ids)
    you = labels.coordinator(found[0].school_id)
    return [
        _row(row, groups.get(row.pupil_id or 0, ""), contacts.get(row.id), todo.get(row.id, 0), you)
        for row in found
    ]


def _row(row: Concern, group: str, contact: dt.date | None, todo: int, you: int | None) -> ConcernRow:
    if row.pupil is not None:
        about = labels.full_name(row.pupil.first_name, row.pupil.infix, row.pupil.last_name)
    else:
        group = row.group.name if row.group is not None else ""
        about = labels.group_label(group)
    raised_by = "" if row.raised_by is None else labels.call_name(row.raised_by)
    return ConcernRow(
        id=int(row.id),
        about=about,
        pupil_id=row.pupil_id,
        group_id=row.group_id,
        group=group,
        category=row.category,
        summary=row.summary,
        level=row.level,
        status=row.status,
        raised_by=labels.YOU if row.raised_by_id is not None and row.raised_by_id == you else raised_by,
        opened_on=row.opened_on,
        evaluate_on=row.evaluate_on,
        last_contact=contact,
        informed_on=row.parents_informed_on,
        open_actions=todo,
        version=row.version,
    )


def _groups_now(pupil_ids: Sequence[int]) -> dict[int, str]:
    """The name of the group that each pupil is in."""
    query = (
        Placement.select(Placement.pupil, Group.name)
        .join(Group)
        .where(Placement.pupil.in_(pupil_ids) & Placement.until_on.is_null() & Group.deleted_at.is_null())
        .order_by(Placement.from_on, Placement.id)
    )
    return dict(labels.tuples(query, tuple[int, str]))


def _last_contacts(ids: Sequence[int]) -> dict[int, dt.date]:
    """The newest held conversation or event of each concern. Two queries."""
    talks = (
        Conversation.select(Conversation.concern, fn.MAX(Conversation.day))
        .where(
            Conversation.concern.in_(ids)
            & (Conversation.status == ConversationStatus.HELD)
            & Conversation.deleted_at.is_null()
        )
        .group_by(Conversation.concern)
    )
    events = (
        ConcernEvent.select(ConcernEvent.concern, fn.MAX(ConcernEvent.day))
        .where(ConcernEvent.concern.in_(ids) & ConcernEvent.deleted_at.is_null())
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
            ActionItem.concern.in_(ids)
            & ActionItem.status.in_(actions.NOT_DONE)
            & ActionItem.deleted_at.is_null()
        )
        .group_by(ActionItem.concern)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _timeline(concern_id: int) -> tuple[TimelineRow, ...]:
    """Conversations, action items and events of a concern, the newest first."""
    rows = [*_talks(concern_id), *_promises(concern_id), *_events(concern_id)]
    return tuple(sorted(rows, key=lambda row: (row.day, row.ref, row.ref_id), reverse=True))


def _talks(concern_id: int) -> list[TimelineRow]:
    query = Conversation.select().where(
        (Conversation.concern == concern_id) & Conversation.deleted_at.is_null()
    )
    rows = []
    for row in query:
        text = row.purpose
        if row.status != ConversationStatus.HELD:
            text = f"{text} ({row.status})" if text else row.status
        rows.append(TimelineRow(row.day, row.kind, text, "gesprek", int(row.id)))
    return rows


def _promises(concern_id: int) -> list[TimelineRow]:
    """Each action item at the day of its conversation, or when it was typed."""
    made = {
        item.id: (item.conversation.day if item.conversation is not None else item.created_at.date())
        for item in ActionItem.select(ActionItem, Conversation)
        .join(Conversation, JOIN.LEFT_OUTER)
        .where((ActionItem.concern == concern_id) & ActionItem.deleted_at.is_null())
    }
    rows = []
    for row in actions.of_concern(concern_id):
        text = f"{row.owner}: {row.what}" if row.owner else row.what
        if row.due_on is not None:
            text = f"{text} ({short_date(row.due_on, made[row.id])})"
        rows.append(TimelineRow(made[row.id], row.status, text, "afspraak", row.id))
    return rows


def _events(concern_id: int) -> list[TimelineRow]:
    query = ConcernEvent.select().where(
        (ConcernEvent.concern == concern_id) & ConcernEvent.deleted_at.is_null()
    )
    return [TimelineRow(row.day, row.kind, row.text, "gebeurtenis", int(row.id)) for row in query]
