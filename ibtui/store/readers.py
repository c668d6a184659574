"""Who can get a paper of these minutes: the family, the table, the agencies; and what may be shared with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from peewee import JOIN

from ibtui.care.dates import long_date
from ibtui.care.recipients import Candidate, Permission
from ibtui.care.text import fold
from ibtui.care.words import Custody, PersonRole
from ibtui.store import labels
from ibtui.store.models import Agency, Attendance, Guardianship, Person
from ibtui.store.sharing import ConsentRow, consents_of
from ibtui.values import dataclass

_STRICTEST = (Custody.NO, Custody.UNKNOWN, Custody.YES)
_CUT = 40


@dataclass(frozen=True, slots=True)
class AgencyReader:
    """An agency with whom it is known by, as people write it; `seated`: somebody of it is at the table."""

    id: int
    name: str
    seated: bool
    people: tuple[int, ...]
    names: tuple[str, ...]


def family(pupil_ids: Collection[int]) -> tuple[Candidate, ...]:
    """The guardians of these children, each once, in the order in which they were added. One query.

    Of somebody who is a guardian of several of them the least counts: gezag over one isn't gezag over all. Who isn't
    a guardian of each of them has no gezag over all.
    """
    query = (
        Guardianship.select(Guardianship, Person)
        .join(Person)
        .where(Guardianship.pupil.in_(list(pupil_ids)) & Person.deleted_at.is_null())
        .order_by(Guardianship.id)
    )
    links: dict[int, list[Guardianship]] = {}
    for link in query:
        links.setdefault(link.person_id, []).append(link)
    return tuple(_guardian(same, len(same) == len(set(pupil_ids))) for same in links.values())


def table(conversation_id: int) -> tuple[Candidate, ...]:
    """Who sits at the table, but for pupils and the ib'er herself. One query."""
    query = (
        Person.select(Person, Agency)
        .join(Agency, JOIN.LEFT_OUTER)
        .switch(Person)
        .join(Attendance, on=(Attendance.person == Person.id))
        .where((Attendance.conversation == conversation_id) & (Person.role != PersonRole.COORDINATOR))
        .order_by(Attendance.id)
    )
    return tuple(
        Candidate(
            person_id=int(one.id),
            name=labels.person_name(one),
            relation=one.function or labels.organisation(one) or one.role,
            role=one.role,
            agency_id=one.agency_id,
        )
        for one in query
    )


def agency_readers(school: int, seated: Collection[int]) -> tuple[AgencyReader, ...]:
    """The agencies of the school by name, those with a person of `seated` first. Two queries."""
    rows = list(Agency.select().where((Agency.school == school) & Agency.deleted_at.is_null()))
    everyone = Person.select().where(
        (Person.school == school) & Person.agency.is_null(False) & Person.deleted_at.is_null()
    )
    people: dict[int, list[Person]] = {}
    for one in everyone.order_by(Person.id):
        people.setdefault(one.agency_id or 0, []).append(one)
    found = [_agency(row, people.get(int(row.id), ()), seated) for row in rows]
    return tuple(sorted(found, key=lambda one: (not one.seated, fold(one.name), one.id)))


def permissions(
    pupils: Mapping[int, str], agencies: Mapping[int, str], today: dt.date
) -> dict[int, tuple[Permission, ...]]:
    """Whether each agency may read about each of these pupils (number and name) today. Two queries."""
    given: dict[tuple[int, int], list[ConsentRow]] = {}
    for row in consents_of(pupils, today):
        if row.agency_id is not None:
            given.setdefault((row.pupil_id, row.agency_id), []).append(row)
    return {
        agency_id: tuple(
            _permission(pupil_id, pupil, agency_id, agency, given.get((pupil_id, agency_id), ()), today)
            for pupil_id, pupil in pupils.items()
        )
        for agency_id, agency in agencies.items()
    }


def _guardian(links: Sequence[Guardianship], of_all: bool) -> Candidate:
    person = links[0].person
    custody = min((Custody(link.custody) for link in links), key=_STRICTEST.index) if of_all else Custody.NO
    relation = next((link.relation for link in links if link.relation), "")
    return Candidate(
        person_id=int(person.id),
        name=labels.full_name(person.first_name, person.infix, person.last_name),
        relation=relation or PersonRole.GUARDIAN,
        role=person.role,
        custody=custody,
        gets_minutes=all(link.gets_minutes for link in links),
    )


def _agency(row: Agency, people: Sequence[Person], seated: Collection[int]) -> AgencyReader:
    ids = tuple(int(one.id) for one in people)
    written = [row.name]
    for one in people:
        full = labels.full_name(one.first_name, one.infix, one.last_name)
        written += [full, one.first_name or one.last_name, one.function]
    names = tuple(dict.fromkeys(name for name in written if name))
    return AgencyReader(int(row.id), row.name, any(one in seated for one in ids), ids, names)


def _permission(
    pupil_id: int, pupil: str, agency_id: int, agency: str, given: Sequence[ConsentRow], today: dt.date
) -> Permission:
    """By the consent that holds, else by the newest one: they are in that order."""
    if not given:
        return Permission(pupil_id, pupil, agency_id, agency, False, "geen toestemming")
    row = given[0]
    return Permission(pupil_id, pupil, agency_id, agency, row.valid, _consent_words(row, today))


def _consent_words(row: ConsentRow, today: dt.date) -> str:
    """What a list says of a consent: "toestemming tot 1 juli 2027: verslag delen", or what is the matter with it."""
    if row.given_on > today:
        return f"toestemming vanaf {_day(row.given_on)}"
    if row.withdrawn_on is not None and row.withdrawn_on <= today:
        return f"toestemming ingetrokken op {_day(row.withdrawn_on)}"
    until = f" tot {_day(row.valid_until)}" if row.valid_until is not None else ""
    if row.valid_until is not None and row.valid_until < today:
        return f"toestemming liep{until}"
    if not row.valid:
        return f"toestemming telt niet: {row.why_not}"
    first = row.what.strip().split("\n")[0]
    what = first if len(first) <= _CUT else f"{first[: _CUT - 1].rstrip()}…"
    return f"toestemming{until}: {what}"


def _day(day: dt.date) -> str:
    """Without its weekday: "1 juli 2027"."""
    return long_date(day).split(" ", 1)[1]
