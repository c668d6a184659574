"""How conversations are read: rows complete enough to draw, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from peewee import JOIN, Expression, ForeignKeyField, fn

from ibtui.care import agenda
from ibtui.care.minutes import lines_of
from ibtui.care.words import ConversationStatus
from ibtui.store import actions, labels, own_notes
from ibtui.store.minutes_rows import UNTOUCHED
from ibtui.store.models import (
    ActionItem,
    Agency,
    Attendance,
    Conversation,
    Minutes,
    Person,
    Pupil,
)
from ibtui.values import dataclass

_Of = TypeVar("_Of", Conversation, Conversation | None)

_BEGINNING = 4_000
"""Characters; the longest template with a full agenda under it is shorter."""

_UNSAID = 30
"""Minutes that a conversation takes when nobody said how long: for seeing overlaps."""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation, ready to draw. `duration` in minutes, 0 = not said. `minutes_id`: the latest edition.

    `expires_on`: when it, or what is private in it, goes away by itself; None when that isn't known.
    """

    id: int
    kind: str
    status: str
    planned: bool
    day: dt.date
    start: dt.time | None
    duration: int
    place: str
    purpose: str
    about: str
    pupil_ids: tuple[int, ...]
    group_id: int | None
    group: str
    invited: int
    concern_id: int | None
    audience: str
    expires_on: dt.date | None
    minutes_id: int | None
    minutes_status: str | None
    has_text: bool
    overlaps: bool
    open_actions: int
    version: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat at the table: a person with a role, or a pupil who joins the talk (role ""). `id`: the attendance."""

    id: int
    person_id: int | None
    pupil_id: int | None
    role: str
    name: str
    function: str
    organisation: str
    presence: str
    gets_copy: bool


def week(school: int, monday: dt.date) -> list[ConversationRow]:
    """The seven days from `monday`: by day and start, what has no start last. Own private ones too: see `audience`."""
    where = (Conversation.school == school) & Conversation.day.between(monday, monday + dt.timedelta(days=6))
    return sorted(rows(where), key=lambda row: (row.day, row.start is None, row.start or dt.time.min, row.id))


def rows(where: Expression) -> list[ConversationRow]:
    """Eight queries, however many conversations. No private notes of others."""
    mine = own_notes.readable()
    found = list(Conversation.select().where(where & mine & Conversation.deleted_at.is_null()))
    if not found:
        return []
    ids = [int(row.id) for row in found]
    about = labels.about(ids)
    invited = _counts(Attendance.conversation, Attendance.conversation.in_(ids))
    undone = ActionItem.status.in_(actions.NOT_DONE) & ActionItem.deleted_at.is_null()
    todo = _counts(ActionItem.conversation, ActionItem.conversation.in_(ids) & undone)
    minutes = _latest_minutes(ids)
    overlapping = _overlapping(found)
    return [
        _row(
            row,
            about=about.get(row.id, labels.NOTHING),
            invited=invited.get(row.id, 0),
            minutes=minutes.get(row.id),
            overlaps=row.id in overlapping,
            open_actions=todo.get(row.id, 0),
        )
        for row in found
    ]


def _row(
    row: Conversation,
    *,
    about: labels.About,
    invited: int,
    minutes: Minutes | None,
    overlaps: bool,
    open_actions: int,
) -> ConversationRow:
    return ConversationRow(
        id=int(row.id),
        kind=row.kind,
        status=row.status,
        planned=row.planned,
        day=row.day,
        start=row.start,
        duration=row.duration,
        place=row.place,
        purpose=row.purpose,
        about=about.text,
        pupil_ids=about.pupil_ids,
        group_id=row.group_id,
        group=about.group,
        invited=invited,
        concern_id=row.concern_id,
        audience=row.audience,
        expires_on=row.expires_on,
        minutes_id=None if minutes is None else int(minutes.id),
        minutes_status=None if minutes is None else minutes.status,
        has_text=minutes is not None and _says_something(minutes),
        overlaps=overlaps,
        open_actions=open_actions,
        version=row.version,
    )


def seats(conversation_id: int) -> tuple[SeatRow, ...]:
    """Who sits at the table, in the order in which they were asked."""
    query = (
        Attendance.select(Attendance, Person, Agency, Pupil)
        .join(Person, JOIN.LEFT_OUTER)
        .join(Agency, JOIN.LEFT_OUTER)
        .switch(Attendance)
        .join(Pupil, JOIN.LEFT_OUTER)
        .where(Attendance.conversation == conversation_id)
        .order_by(Attendance.id)
    )
    return tuple(_seat(seat) for seat in query)


def _seat(seat: Attendance) -> SeatRow:
    person, pupil = seat.person, seat.pupil
    if person is not None:
        name, function = labels.person_name(person), person.function or person.role
    else:
        name = labels.full_name(pupil.first_name, pupil.infix, pupil.last_name) if pupil is not None else ""
        function = "leerling"
    return SeatRow(
        id=int(seat.id),
        person_id=seat.person_id,
        pupil_id=seat.pupil_id,
        role="" if person is None else person.role,
        name=name,
        function=function,
        organisation="" if person is None else labels.organisation(person),
        presence=seat.presence,
        gets_copy=seat.gets_copy,
    )


def _counts(of: ForeignKeyField[_Of], where: Expression) -> dict[int, int]:
    """How many rows there are for each value of `of`."""
    query = of.model.select(of, fn.COUNT(of.model.id)).where(where).group_by(of)
    return dict(labels.tuples(query, tuple[int, int]))


def _latest_minutes(ids: Sequence[int]) -> dict[int, Minutes]:
    """The latest edition of each conversation that has minutes; of its text only the beginning."""
    beginning = fn.SUBSTR(Minutes.text, 1, _BEGINNING).alias("text")
    query = (
        Minutes.select(Minutes.id, Minutes.conversation, Minutes.status, Minutes.version, beginning)
        .where(Minutes.conversation.in_(ids) & Minutes.deleted_at.is_null())
        .order_by(Minutes.edition)
    )
    return {row.conversation_id: row for row in query}


def _says_something(minutes: Minutes) -> bool:
    """Whether there is more than what minutes start with: template and agenda."""
    text = minutes.text
    if len(text) == _BEGINNING:
        text = text[: text.rfind("\n") + 1]  # half a line is not known for what it is
    return minutes.version > UNTOUCHED and agenda.says_something(lines_of(text))


def _overlapping(found: Sequence[Conversation]) -> set[int]:
    """Which of these are at the same time as another conversation of that day."""
    by_day: dict[dt.date, list[tuple[int, int, int]]] = {}
    for key, day, start, duration in _neighbours(found):
        begin = start.hour * 60 + start.minute
        by_day.setdefault(day, []).append((begin, begin + (duration or _UNSAID), key))
    double: set[int] = set()
    for times in by_day.values():
        times.sort()
        latest_end, latest = -1, 0
        for begin, end, key in times:
            if begin < latest_end:
                double |= {key, latest}
            if end > latest_end:
                latest_end, latest = end, key
    return double


def _neighbours(found: Sequence[Conversation]) -> Iterable[tuple[int, dt.date, dt.time, int]]:
    """Everything with a time on the same days, but for what was cancelled: number, day, start and minutes."""
    query = Conversation.select(
        Conversation.id, Conversation.day, Conversation.start, Conversation.duration
    ).where(
        (Conversation.school == found[0].school_id)
        & Conversation.day.in_(sorted({row.day for row in found}))
        & Conversation.start.is_null(False)
        & (Conversation.status != ConversationStatus.CANCELLED)
        & own_notes.readable()
        & Conversation.deleted_at.is_null()
    )
    return labels.tuples(query, tuple[int, dt.date, dt.time, int])
