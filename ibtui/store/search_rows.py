"""What `search` shows of what it found: a title and a detail each, with one question for each kind of thing.

Peewee puts each question together once: at every letter that took twice the time of the answer. The numbers go along
as one value, so that SQLite too knows the question again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, cast

from peewee import JOIN, SQL, ModelSelect

from ibtui.care.dates import short_date
from ibtui.store import database, labels, own_notes, placements
from ibtui.store.models import (
    ActionItem,
    Agency,
    Attendance,
    Concern,
    Conversation,
    ConversationPupil,
    Group,
    Minutes,
    Person,
    Placement,
    Pupil,
)

Found = dict[int, tuple[str, str]]
"""Title and detail by id."""
Fetch = Callable[[int, Sequence[int]], Found]

LEFT = "niet meer op school"
"""The detail of a pupil who left."""

_Build: TypeAlias = "Callable[[int], ModelSelect[Any]]"
"""Makes a question for a school."""

_Told: TypeAlias = tuple[int, int, str, str, str, int | None, str | None, str]
"""Number, that of the talk, kind, purpose, day, group and its name, text."""

_NUMBERS = object()
_GIVEN = SQL("(SELECT value FROM json_each(?))", [_NUMBERS])
"""Stands in a question for the numbers that it's asked about."""
_NAME = (Pupil.first_name, Pupil.infix, Pupil.last_name)


def pupils(school: int, ids: Sequence[int]) -> Found:
    """With the other names they are found by; two of one name in one group with their birthdays."""
    today = database.today()
    rows: list[tuple[int, str, str, str, str, str | None, str | None]] = _asked(_pupils, school, ids)
    # Who left is in no group, and there are more of them every year.
    left = {row[0] for row in rows if row[5] is not None and dt.date.fromisoformat(row[5]) <= today}
    here = [row[0] for row in rows if row[0] not in left]
    groups = dict(_asked(_placed, school, here)) if here else {}
    named = {row[0]: (labels.full_name(*row[1:4]), groups.get(row[0], "")) for row in rows}
    often = Counter(named.values())
    found = {}
    for key, _first, _infix, _last, also_called, _left_on, born in rows:
        name, group = named[key]
        place = LEFT if key in left else labels.group_label(group)
        if often[name, group] > 1 and born is not None and key not in left:
            place = f"{place} · geboren {dt.date.fromisoformat(born):%d-%m-%Y}"
        found[key] = (f"{name} ({also_called})" if also_called else name, place)
    return found


def people(school: int, ids: Sequence[int]) -> Found:
    """Everybody else: what they are called, what they do and where."""
    rows: list[tuple[int, str, str, str, str, str, str, str | None]] = _asked(_people, school, ids)
    return {
        key: (
            labels.called(salutation, first, infix, last, function, agency or ""),
            ", ".join(part for part in (function or role, agency) if part),
        )
        for key, salutation, first, infix, last, function, role, agency in rows
    }


def agencies(school: int, ids: Sequence[int]) -> Found:
    """With what they are and where."""
    rows: list[tuple[int, str, str, str]] = _asked(_agencies, school, ids)
    return {
        key: (name, ", ".join(part for part in (kind, region) if part)) for key, name, kind, region in rows
    }


def concerns(school: int, ids: Sequence[int]) -> Found:
    """With whom they are about."""
    rows: list[tuple[int, str, str, str, str]] = [
        (*row[:4], _whom(*row[4:])) for row in _asked(_concerns, school, ids)
    ]
    return {key: (summary, f"{whom} · {category}, {status}") for key, summary, category, status, whom in rows}


def actions(school: int, ids: Sequence[int]) -> Found:
    """Promises, with whom they are about."""
    rows: list[tuple[int, str, str, str]] = [
        (*row[:3], _whom(*row[3:])) for row in _asked(_actions, school, ids)
    ]
    return {
        key: (what, " · ".join(part for part in (whom, status) if part)) for key, what, status, whom in rows
    }


def talks(school: int, ids: Sequence[int], minutes: Sequence[int]) -> tuple[Found, Found, dict[int, str]]:
    """Conversations, minutes, and the texts of those minutes; of both with whom they are about and when."""
    held: list[_Told] = _asked(_conversations, school, ids) if ids else []
    told: list[_Told] = _asked(_minutes, school, minutes) if minutes else []
    whom = _about(
        {talk: (group, name) for _key, talk, _kind, _purpose, _day, group, name, _text in held + told}
    )

    def when(talk: int, day: str) -> str:
        said = short_date(dt.date.fromisoformat(day), database.today())
        return " · ".join(part for part in (whom[talk], said) if part)

    return (
        {key: (purpose or kind, when(talk, day)) for key, talk, kind, purpose, day, *_ in held},
        {key: (kind, when(talk, day)) for key, talk, kind, _purpose, day, *_ in told},
        {row[0]: row[7] for row in told},
    )


def _about(talks_: dict[int, tuple[int | None, str | None]]) -> dict[int, str]:
    """Whom these are about, as `labels.about` says it: their pupils, else their group, else who is at the table."""
    if not talks_:
        return {}
    pupils_: dict[int, list[str]] = {}
    named: list[tuple[int, str, str, str]] = _asked(_of_talks, 0, talks_)
    for talk, first, infix, last in named:
        pupils_.setdefault(talk, []).append(labels.full_name(first, infix, last))
    others = [talk for talk, (group, _name) in talks_.items() if group is None and talk not in pupils_]
    seats: dict[int, list[str]] = {}
    if others:
        for talk, salutation, first, infix, last, function, agency in _asked(_at_table, 0, others):
            called = labels.called(salutation, first, infix, last, function, agency or "")
            seats.setdefault(talk, []).append(called)
    return {
        talk: labels.listed(pupils_.get(talk, []))
        or labels.group_label(name or "")
        or labels.listed(seats.get(talk, []))
        for talk, (_group, name) in talks_.items()
    }


def _whom(pupil: int | None, first: str, infix: str, last: str, group: str | None) -> str:
    if pupil is not None:
        return labels.full_name(first, infix, last)
    return labels.group_label(group) if group is not None else ""


# ── the questions ──────────────────────────────────────────────────────────────


def get_ready(school: int) -> None:
    """Put the questions together, and let SQLite do so, before they are asked: see `search.get_ready`."""
    of_school: tuple[_Build, ...] = (
        _pupils, _placed, _people, _agencies, _concerns, _actions, _conversations, _minutes,
    )  # fmt: skip
    of_talks: tuple[_Build, ...] = (_of_talks, _at_table)
    for build in of_school:
        _asked(build, school, [])
    for build in of_talks:
        _asked(build, 0, [])


def _asked(build: _Build, school: int, ids: Collection[int]) -> list[Any]:
    """The rows of a question as the file has them, a day as its text. Who asks writes down their shape."""
    sql, values = _put_together(build, school, database.who(), database.today())
    numbers = json.dumps(list(ids))
    with database.explained():
        found = database.connection().execute_sql(
            sql, tuple(numbers if value is _NUMBERS else value for value in values)
        )
        return cast("list[Any]", found.fetchall())


@lru_cache(maxsize=32)
def _put_together(build: _Build, school: int, _user: str, _day: dt.date) -> tuple[str, tuple[object, ...]]:
    """The text of a question, and what goes with it. Of a user and a day: what may be read depends on them."""
    sql, values = build(school).sql()
    return str(sql), tuple(values)


def _pupils(_school: int) -> ModelSelect[Pupil]:
    query = Pupil.select(Pupil.id, *_NAME, Pupil.also_called, Pupil.left_on, Pupil.birth_date)
    return query.where(Pupil.id.in_(_GIVEN))


def _placed(_school: int) -> ModelSelect[Placement]:
    """In which group pupils are now."""
    query = Placement.select(Placement.pupil, Group.name).join(Group)
    here = Placement.pupil.in_(_GIVEN) & placements.running(database.today()) & Group.deleted_at.is_null()
    return query.where(here).order_by(Placement.from_on, Placement.id)


def _people(school: int) -> ModelSelect[Person]:
    query = Person.select(Person.id, *_CALLED, Person.role, Agency.name).join(Agency, JOIN.LEFT_OUTER)
    return query.where((Person.school == school) & Person.id.in_(_GIVEN))


def _agencies(school: int) -> ModelSelect[Agency]:
    query = Agency.select(Agency.id, Agency.name, Agency.kind, Agency.region)
    return query.where((Agency.school == school) & Agency.id.in_(_GIVEN))


def _concerns(school: int) -> ModelSelect[Concern]:
    query = Concern.select(Concern.id, Concern.summary, Concern.category, Concern.status, *_WHOM)
    query = query.join(Pupil, JOIN.LEFT_OUTER).switch(Concern).join(Group, JOIN.LEFT_OUTER)
    return query.where((Concern.school == school) & Concern.id.in_(_GIVEN))


def _actions(school: int) -> ModelSelect[ActionItem]:
    query = ActionItem.select(ActionItem.id, ActionItem.what, ActionItem.status, *_WHOM)
    query = query.join(Pupil, JOIN.LEFT_OUTER).switch(ActionItem).join(Group, JOIN.LEFT_OUTER)
    here = (ActionItem.school == school) & own_notes.promise_readable()
    return query.where(here & ActionItem.id.in_(_GIVEN))


def _conversations(school: int) -> ModelSelect[Conversation]:
    query = Conversation.select(Conversation.id, *_TALK, SQL("''")).join(Group, JOIN.LEFT_OUTER)
    here = (Conversation.school == school) & own_notes.readable()
    return query.where(here & Conversation.id.in_(_GIVEN))


def _minutes(school: int) -> ModelSelect[Minutes]:
    query = Minutes.select(Minutes.id, *_TALK, Minutes.text).join(Conversation).join(Group, JOIN.LEFT_OUTER)
    here = (Conversation.school == school) & own_notes.readable() & Conversation.deleted_at.is_null()
    return query.where(here & Minutes.id.in_(_GIVEN))


def _of_talks(_school: int) -> ModelSelect[ConversationPupil]:
    query = ConversationPupil.select(ConversationPupil.conversation, *_NAME).join(Pupil)
    return query.where(ConversationPupil.conversation.in_(_GIVEN)).order_by(ConversationPupil.id)


def _at_table(_school: int) -> ModelSelect[Attendance]:
    query = Attendance.select(Attendance.conversation, *_CALLED, Agency.name)
    query = query.join(Person).join(Agency, JOIN.LEFT_OUTER)
    return query.where(Attendance.conversation.in_(_GIVEN)).order_by(Attendance.id)


_CALLED = (Person.salutation, Person.first_name, Person.infix, Person.last_name, Person.function)
_WHOM = (Pupil.id, *_NAME, Group.name)
_TALK = (
    Conversation.id, Conversation.kind, Conversation.purpose, Conversation.day, Conversation.group, Group.name,
)  # fmt: skip
