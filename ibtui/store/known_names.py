"""What the check before an export must know: every name of the school, and every telephone number and address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from peewee import JOIN

from ibtui.care.findings import AdultName, ChildName, ContactData, Known
from ibtui.care.mentions import mentions
from ibtui.care.names import Several, other_names
from ibtui.care.text import fold
from ibtui.care.words import PaperAudience, PersonRole
from ibtui.store import labels, placements
from ibtui.store.minutes_rows import fetch
from ibtui.store.models import (
    Agency,
    Attendance,
    Conversation,
    ConversationPupil,
    GroupTeacher,
    Guardianship,
    Person,
    Placement,
    Pupil,
)
from ibtui.store.whois import WhoIs


def known_names(minutes_id: int, audience: PaperAudience, who_is: WhoIs | None = None) -> Known:
    """All names and contact data of the school, and who is meant by the names in the text.

    A child or a guardian in the bin is still a name that may not leave. The same number of queries for any school:
    seven, and those of `WhoIs`. `Missing` when the minutes are gone.
    """
    row = fetch(minutes_id)
    talk: Conversation = row.conversation
    linked = ConversationPupil.select(ConversationPupil.pupil).where(ConversationPupil.conversation == talk)
    about = [link.pupil_id for link in linked]
    groups = _groups(talk, about)
    own = set(about)
    if audience == "dossier" and not own and talk.group_id is not None:
        own = {pupil_id for pupil_id, group_id in groups.items() if group_id == talk.group_id}
    relations = _relations(about)
    everyone = _everyone(talk)
    near = _near(talk, {*groups.values(), talk.group_id}) | relations.keys()
    return Known(
        children=tuple(
            name for one in Pupil.select().where(Pupil.school == talk.school_id) for name in _child(one, own)
        ),
        adults=tuple(_adults(everyone, near)),
        contacts=tuple(contacts(everyone, relations, _agencies(talk))),
        meant=_meant(row.text, who_is or WhoIs(talk), own),
    )


def _child(one: Pupil, own: Collection[int]) -> Iterator[ChildName]:
    """Under her own name, and under each other one that people use."""
    for first in (one.first_name, *other_names(one.also_called)):
        yield ChildName(int(one.id), first, one.infix, one.last_name, int(one.id) in own)


def _adults(everyone: Collection[Person], near: Collection[int]) -> Iterator[AdultName]:
    for one in everyone:
        number = int(one.id)
        is_near = number in near or one.role == PersonRole.COORDINATOR
        guardian = one.role == PersonRole.GUARDIAN
        if one.deleted_at is None or number in near or guardian:
            yield AdultName(number, one.first_name, one.infix, one.last_name, is_near, guardian)


def _everyone(talk: Conversation) -> list[Person]:
    """All grown-ups of the school, also who is in the bin."""
    query = Person.select(Person, Agency).join(Agency, JOIN.LEFT_OUTER)
    return list(query.where(Person.school == talk.school_id).order_by(Person.id))


def _relations(about: Collection[int]) -> dict[int, str]:
    """What the guardians of these pupils are to them."""
    links = Guardianship.select().where(Guardianship.pupil.in_(list(about)))
    return {link.person_id: link.relation for link in links.order_by(Guardianship.id.desc())}


def _groups(talk: Conversation, about: Collection[int]) -> dict[int, int]:
    """The group of each of these pupils at the time of the talk; of a talk about a group of all its pupils."""
    same = (Placement.group == talk.group_id) if talk.group_id is not None and not about else None
    where = Placement.pupil.in_(list(about)) if same is None else same
    query = Placement.select().where(where & placements.running(talk.day)).order_by(Placement.id)
    return {place.pupil_id: place.group_id for place in query}


def _near(talk: Conversation, groups: Collection[int | None]) -> set[int]:
    """Who sits at the table, and who teaches the child. Two queries."""
    seats = Attendance.select(Attendance.person).where(
        (Attendance.conversation == talk) & Attendance.person.is_null(False)
    )
    teachers = GroupTeacher.select().where(GroupTeacher.group.in_([one for one in groups if one is not None]))
    return {int(seat.person_id or 0) for seat in seats} | {one.person_id for one in teachers}


def _agencies(talk: Conversation) -> list[Agency]:
    return list(Agency.select().where((Agency.school == talk.school_id) & Agency.deleted_at.is_null()))


def contacts(
    everyone: Collection[Person], relations: Mapping[int, str], agencies: Collection[Agency]
) -> Iterator[ContactData]:
    """Telephone numbers and mail addresses. Those of families are nobody else's business, also in the bin.

    Of who works somewhere only a number that is no mobile one is plainly of the office. The others aren't in it: then
    the check asks about them.
    """
    for one in everyone:
        name = labels.person_name(one)
        if one.role == PersonRole.GUARDIAN:
            owner = f"{relations.get(int(one.id), '')} {name}".strip()
            yield from (ContactData(int(one.id), owner, value) for value in (one.phone, one.mail) if value)
        elif one.phone and one.deleted_at is None and not _is_mobile(one.phone):
            yield ContactData(int(one.id), name, one.phone, public=True)
    for agency in agencies:
        for value in (agency.phone, agency.mail):
            if value:
                yield ContactData(None, agency.name, value, public=True)


def _is_mobile(phone: str) -> bool:
    """Whether the last nine digits are those of a mobile number: "06-...", "+31 6 ..."."""
    return "".join(char for char in phone if char in "0123456789")[-9:].startswith("6")


def _meant(text: str, who_is: WhoIs, own: Collection[int]) -> dict[str, str]:
    """Who is meant by each name in the text, with its mark and folded, as `Known.meant` has it."""
    found: dict[str, str] = {}
    for mark, typed in {(one.mark, one.typed) for line in text.split("\n") for one in mentions(line)}:
        meant = who_is.named(mark, typed)
        if isinstance(meant, int):
            kind = "person" if mark == "@" else "own" if meant in own else "other"
            found[f"{mark}{fold(typed)}"] = kind
        elif mark == "#" and isinstance(meant, Several):
            found[f"{mark}{fold(typed)}"] = "several"
    return found
