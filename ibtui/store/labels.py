"""What rows call things: somebody's name, and what a conversation is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias, TypeVar, cast

from peewee import JOIN, SQL, Model, ModelSelect, fn

from ibtui.care.names import full_name as full_name
from ibtui.care.text import listed as listed
from ibtui.care.words import PersonRole
from ibtui.store.models import (
    Agency,
    Attendance,
    Conversation,
    ConversationPupil,
    Group,
    Minutes,
    Person,
    Pupil,
)
from ibtui.values import dataclass

YOU = "jij"
"""How the ib'er is named on her own screens."""

Ids: TypeAlias = "Sequence[int] | ModelSelect[Conversation] | ModelSelect[Minutes]"
"""Numbers, or a query for them, so that a long list isn't sent back."""

_Shape = TypeVar("_Shape")
_Table = TypeVar("_Table", bound=Model)


def tuples(query: ModelSelect[_Table], shape: type[_Shape]) -> Iterable[_Shape]:  # noqa: ARG001
    """The rows of a query as tuples of the given shape, which a type checker can't see by itself."""
    return cast("Iterable[_Shape]", query.tuples())


def among(ids: Ids) -> SQL | ModelSelect[Conversation] | ModelSelect[Minutes]:
    """What `in_` takes, with numbers as they are: Peewee spends more time on a parameter than SQLite on its row."""
    if isinstance(ids, ModelSelect):
        return ids
    return SQL(f"({','.join(str(int(each)) for each in ids)})")


def call_name(person: Person) -> str:
    """What somebody is called: "juf Ans", "Marieke Bos", or for an agency without names "GGD, jeugdarts".

    `person` is fetched with its agency, or this asks for it.
    """
    return called(
        person.salutation,
        person.first_name,
        person.infix,
        person.last_name,
        person.function,
        organisation(person),
    )


def called(salutation: str, first: str, infix: str, last: str, function: str, organisation: str) -> str:
    """The same of somebody whose columns are known: a long list takes those without making a `Person` of each row."""
    if salutation and (first or last):
        return f"{salutation} {first or full_name('', infix, last)}"
    name = full_name(first, infix, last)
    return name or ", ".join(part for part in (organisation, function) if part) or "onbekend"


def person_name(person: Person) -> str:
    """Somebody's name in full, as a list of who was there has it: "Ans de Wit"."""
    return full_name(person.first_name, person.infix, person.last_name) or call_name(person)


def organisation(person: Person) -> str:
    """The agency's name; "" for somebody of the school or the family."""
    return person.agency.name if person.agency is not None else ""


def group_label(name: str) -> str:
    """A group's name in a sentence: "groep 3/4/5", but "de kleuters" stays as it is."""
    return f"groep {name}" if name[:1].isdigit() else name


NAMED = (
    Person.id,
    Person.salutation,
    Person.first_name,
    Person.infix,
    Person.last_name,
    Person.function,
    Person.agency,
    Agency.id,
    Agency.name,
)
"""What `call_name` looks at: of a person and its agency."""


def people_named(ids: Collection[int]) -> dict[int, str]:
    """What each of these people is called. One query; people in the bin still have their name."""
    query = Person.select(*NAMED).join(Agency, JOIN.LEFT_OUTER).where(Person.id.in_(list(ids)))
    return {int(person.id): call_name(person) for person in query}


def pupils_named(ids: Collection[int]) -> dict[int, str]:
    """The full name of each of these pupils. One query."""
    query = Pupil.select(Pupil.id, Pupil.first_name, Pupil.infix, Pupil.last_name).where(
        Pupil.id.in_(list(ids))
    )
    return {key: full_name(*parts) for key, *parts in tuples(query, tuple[int, str, str, str])}


def groups_named(ids: Collection[int]) -> dict[int, str]:
    """The name of each of these groups, as a sentence has it. One query."""
    query = Group.select(Group.id, Group.name).where(Group.id.in_(list(ids)))
    return {key: group_label(name) for key, name in tuples(query, tuple[int, str])}


def coordinator(school: int) -> int | None:
    """The number of the ib'er's own `Person`."""
    # Said so that SQLite takes the index of the roles, and not that of the school: that one holds everybody.
    here = (Person.role == PersonRole.COORDINATOR) & (fn.COALESCE(Person.school, 0) == school)
    query = Person.select(Person.id).where(here & Person.deleted_at.is_null()).limit(1)
    return next((number for (number,) in tuples(query, tuple[int])), None)


def working_days(stored: str) -> tuple[int, ...]:
    """Weekdays as the school's row holds them ("0,3"); Monday is 0."""
    return tuple(int(day) for day in stored.split(",") if day.strip().isdigit())


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what a conversation is about."""

    text: str = ""
    pupil_ids: tuple[int, ...] = ()
    group_id: int | None = None
    group: str = ""


NOTHING = About()


def about(ids: Ids) -> dict[int, About]:
    """Whom these conversations are about: their pupils, else their group, else the people at the table.

    Three queries, however many.
    """
    pupils = _pupils(ids)
    groups = _groups(ids)
    people = _people(ids)
    found: dict[int, About] = {}
    for key in {*pupils, *groups, *people}:
        group_id, group = groups.get(key, (None, ""))
        named = pupils.get(key, ())
        text = listed([name for _id, name in named]) or group_label(group) or listed(people.get(key, []))
        found[key] = About(text, tuple(pupil_id for pupil_id, _name in named), group_id, group)
    return found


def _pupils(ids: Ids) -> dict[int, list[tuple[int, str]]]:
    query = (
        ConversationPupil.select(
            ConversationPupil.conversation, Pupil.id, Pupil.first_name, Pupil.infix, Pupil.last_name
        )
        .join(Pupil)
        .where(ConversationPupil.conversation.in_(among(ids)))
        .order_by(ConversationPupil.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for key, pupil_id, first, infix, last in tuples(query, tuple[int, int, str, str, str]):
        found.setdefault(key, []).append((pupil_id, full_name(first, infix, last)))
    return found


def _groups(ids: Ids) -> dict[int, tuple[int, str]]:
    query = Conversation.select(Conversation.id, Group.id, Group.name).join(Group)
    query = query.where(Conversation.id.in_(among(ids)))
    return {key: (group_id, name) for key, group_id, name in tuples(query, tuple[int, int, str])}


def _people(ids: Ids) -> dict[int, list[str]]:
    """The people of conversations that are about no pupil and no group."""
    pupils = ConversationPupil.select(ConversationPupil.id).where(
        ConversationPupil.conversation == Attendance.conversation
    )
    query = (
        Attendance.select(Attendance.id, Attendance.conversation, Attendance.person, *NAMED)
        .join(Conversation)
        .switch(Attendance)
        .join(Person)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(Conversation.id.in_(among(ids)) & Conversation.group.is_null() & ~fn.EXISTS(pupils))
        .order_by(Attendance.id)
    )
    found: dict[int, list[str]] = {}
    for seat in query:
        if seat.person is not None:
            found.setdefault(seat.conversation_id, []).append(call_name(seat.person))
    return found
