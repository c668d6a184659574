"""The school itself, its school years, and the ib'er who works there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ibtui.care.names import split_name
from ibtui.care.school_year import first_day, last_day, school_year_of
from ibtui.care.text import clean
from ibtui.care.words import PersonRole
from ibtui.errors import BadInput, Missing, StoreError
from ibtui.store import labels
from ibtui.store.change import write
from ibtui.store.models import Person, School, SchoolYear
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class SchoolInfo:
    """A school. `working_days`: the days of the ib'er, Monday is 0. `practice`: an OEFENSCHOOL."""

    id: int
    name: str
    coordinator_name: str
    coordinator_id: int
    working_days: tuple[int, ...]
    levels: int
    practice: bool


def current() -> SchoolInfo:
    """The school of this database. `Missing` when none has been set up yet."""
    row = School.select().order_by(School.id).first()
    if row is None:
        raise Missing("Er is nog geen school", "Start ibtui en vul in hoe je school heet.")
    coordinator = labels.coordinator(row.id)
    if coordinator is None:
        raise Missing("De ib'er van deze school is er niet meer", "Vraag de beheerder om een reservekopie.")
    days = labels.working_days(row.working_days)
    return SchoolInfo(row.id, row.name, row.coordinator_name, coordinator, days, row.levels, row.practice)


def set_up(
    name: str,
    coordinator_name: str,
    working_days: Collection[int],
    *,
    practice: bool = False,
    levels: int = 5,
    today: dt.date,
) -> SchoolInfo:
    """Begin a school: the school, this school year, and the ib'er as a person."""
    with write("school gemaakt", undoable=False) as change:
        if School.select().exists():
            raise StoreError("Er is al een school", "In één map past één school.")
        school = School(practice=practice)
        _fill(school, name, coordinator_name, working_days, levels)
        change.add(school)
        year_in(school.id, today)
        change.add(
            _named(Person(school=school, role=PersonRole.COORDINATOR, function="ib'er"), coordinator_name)
        )
    return current()


def edit_school(
    school: int, name: str, coordinator_name: str, working_days: Collection[int], levels: int
) -> None:
    """Change what was filled in at the start; the ib'er's own name follows."""
    with write("school gewijzigd") as change:
        row = change.edit(School, school)
        _fill(row, name, coordinator_name, working_days, levels)
        change.save(row)
        coordinator = labels.coordinator(school)
        if coordinator is not None:
            change.save(_named(change.edit(Person, coordinator), coordinator_name))


def current_year_id(school: int, today: dt.date) -> int:
    """The number of the school year (1 August to 31 July) that holds `today`; made when missing."""
    year = _year(school, today)
    if year is not None:
        return int(year.id)
    with write("schooljaar gemaakt", undoable=False) as change:
        number = year_in(school, today)
        change.about(SchoolYear.get_by_id(number))
        return number


def year_in(school: int, today: dt.date) -> int:
    """The same, inside a larger change. Undo leaves the year: what was undone lies in the bin and needs it."""
    year = _year(school, today)
    if year is None:
        year = SchoolYear.create(
            school=school, label=school_year_of(today), starts_on=first_day(today), ends_on=last_day(today)
        )
    return int(year.id)


def _year(school: int, today: dt.date) -> SchoolYear | None:
    return SchoolYear.get_or_none((SchoolYear.school == school) & (SchoolYear.label == school_year_of(today)))


def _fill(row: School, name: str, coordinator_name: str, working_days: Collection[int], levels: int) -> None:
    row.name = clean(name)
    row.coordinator_name = clean(coordinator_name)
    if not row.name:
        raise BadInput("De naam van de school ontbreekt", "Vul in hoe de school heet.")
    if not row.coordinator_name:
        raise BadInput("Je naam ontbreekt", "Vul in hoe je heet.")
    if levels not in (4, 5):
        raise BadInput("Een school werkt met 4 of 5 niveaus", "Vul 4 of 5 in.")
    if not set(working_days) <= set(range(7)):
        raise BadInput("Een werkdag klopt niet", "Kies uit maandag tot en met zondag.")
    row.working_days = ",".join(str(day) for day in sorted(set(working_days)))
    row.levels = levels


def _named(person: Person, name: str) -> Person:
    person.first_name, person.infix, person.last_name = split_name(clean(name))
    return person
