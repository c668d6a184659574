"""Who is at the practice school: the staff, the agencies, the families and the groups of ten years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TypedDict, cast

from ibtui.care.school_year import first_day, last_day, school_year_of
from ibtui.care.text import fold
from ibtui.care.words import PersonRole
from ibtui.practice import names, texts
from ibtui.practice.rows import Rows
from ibtui.store.models import (
    Agency,
    Group,
    GroupTeacher,
    Person,
    School,
    SchoolYear,
)

SCHOOL = 1
SCHOOL_NAME = "OEFENSCHOOL De Wilgenhoek"
COORDINATOR = "Ilse Visser"
YEARS = 10
SLOTS = ((1, 2), (3, 4, 5), (6, 7, 8))
"""The combination groups, by year (leerjaar)."""


@dataclass(frozen=True, slots=True)
class Adult:
    """A person at the table. `text`: as the minutes call them; `who`: as the owner of a promise."""

    id: int
    text: str
    who: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian of one pupil. `invited`: has custody or gets the minutes."""

    adult: Adult
    invited: bool


@dataclass(slots=True)
class Kid:
    """A pupil. `year`: the year (leerjaar) in this school year; more than 8 has left the school."""

    id: int
    first: str
    infix: str
    last: str
    girl: bool
    year: int
    stream: int
    joined: dt.date
    left: dt.date | None
    guardians: list[Guardian] = field(default_factory=list)
    language: str = ""
    level: int = 1

    @property
    def full(self) -> str:
        """First name, infix and last name."""
        return " ".join(part for part in (self.first, self.infix, self.last) if part)


@dataclass(slots=True)
class World:
    """All that the stories need to know. `years`: the first days of ten school years, the last is this one."""

    rows: Rows
    today: dt.date
    size: int
    working_days: tuple[int, ...]
    years: list[dt.date]
    ib: Adult
    staff: dict[str, Adult] = field(default_factory=dict)
    agencies: dict[str, tuple[int, list[Adult]]] = field(default_factory=dict)
    teachers: dict[tuple[int, int, int], Adult] = field(default_factory=dict)
    """By number of the school year, slot and stream."""
    groups: dict[tuple[int, int, int], int] = field(default_factory=dict)
    kids: list[Kid] = field(default_factory=list)
    cast: dict[str, Kid] = field(default_factory=dict)
    """The pupils of this week's talks, by a name of their own."""
    concerns: dict[str, int] = field(default_factory=dict)
    """Their concerns, by the same names."""
    dates: dict[str, str] = field(default_factory=dict)
    """What {d-4}, {d0} and {d+7} in a text stand for."""

    def year_number(self, day: dt.date) -> int:
        """Which of the ten school years holds this day, or is nearest to it; 0 is the oldest."""
        return min(max(0, first_day(day).year - self.years[0].year), YEARS - 1)

    def year_of(self, kid: Kid, day: dt.date) -> int:
        """The year (leerjaar) of a pupil on that day."""
        return kid.year - (YEARS - 1 - self.year_number(day))

    def place(self, kid: Kid, day: dt.date) -> tuple[int, int, int]:
        """The key of the pupil's group on that day."""
        return self.year_number(day), slot_of(self.year_of(kid, day)), kid.stream


def slot_of(year: int) -> int:
    """Which combination group a year (leerjaar) is in."""
    return 0 if year <= 2 else 1 if year <= 5 else 2


def begin(rows: Rows, today: dt.date, size: int) -> World:
    """The school, its years, its ib'er, staff, agencies and groups; no pupils yet."""
    this = first_day(today)
    years = [dt.date(this.year - YEARS + 1 + number, this.month, this.day) for number in range(YEARS)]
    days = {1, today.weekday()} if today.weekday() < 5 else {1}
    working_days = tuple(sorted(days))
    rows.add(
        School,
        years[0],
        name=SCHOOL_NAME,
        network="Samenwerkingsverband Wilgenstroom",
        coordinator_name=COORDINATOR,
        working_days=",".join(str(day) for day in working_days),
        practice=True,
    )
    for year in years:
        rows.add(
            SchoolYear,
            year,
            school=SCHOOL,
            label=school_year_of(year),
            starts_on=year,
            ends_on=last_day(year),
        )
    ib = _staff(rows, years[0], PersonRole.COORDINATOR, "", "Ilse", "", "Visser", "ib'er")
    world = World(rows, today, size, working_days, years, ib)
    for number in (-4, -1, 0, 1, 2, 7):
        day = today + dt.timedelta(days=number)
        while number < 0 and day.weekday() > 4:
            day -= dt.timedelta(days=1)
        world.dates[f"d{number:+d}" if number else "d0"] = f"{day.day}-{day.month}"
    _hire(world)
    _agencies(world)
    _groups(world)
    return world


def add_person(rows: Rows, made: dt.date, **values: object) -> int:
    """A person with a phone number that nobody has and a mail address that can't exist."""
    number = len(rows.tables[Person]) + 1
    first, last = str(values["first_name"]), str(values["last_name"])
    plain = "".join(letter for letter in fold(f"{first}.{last}") if letter.isalnum() or letter == ".")
    contact = {"phone": f"06-{number:08d}", "mail": f"{plain}@voorbeeld.example"}
    return rows.add(Person, made, school=SCHOOL, **{**contact, **values})


def _staff(
    rows: Rows,
    made: dt.date,
    role: PersonRole,
    salutation: str,
    first: str,
    infix: str,
    last: str,
    function: str,
) -> Adult:
    number = add_person(
        rows,
        made,
        role=role.value,
        salutation=salutation,
        first_name=first,
        infix=infix,
        last_name=last,
        function=function,
    )
    return Adult(number, f"{salutation} {first}".strip(), f"@{first.lower()}", function)


_STAFF = (
    (PersonRole.TEACHER, "juf", "Ans", "de", "Groot", "leerkracht 3/4/5"),
    (PersonRole.TEACHER, "juf", "Marit", "", "Hoekstra", "leerkracht 1/2"),
    (PersonRole.TEACHER, "juf", "Loes", "ter", "Horst", "leerkracht 1/2"),
    (PersonRole.TEACHER, "meester", "Bram", "", "Kuipers", "leerkracht 6/7/8"),
    (PersonRole.TEACHER, "juf", "Tineke", "", "Aalbers", "invalleerkracht"),
    (PersonRole.COLLEAGUE, "", "Wim", "van", "Zanten", "directeur"),
    (PersonRole.HELPER, "", "Sanne", "", "Brands", "onderwijsassistent"),
)


def _hire(world: World) -> None:
    for role, salutation, first, infix, last, function in _STAFF:
        world.staff[first.lower()] = _staff(
            world.rows, world.years[0], role, salutation, first, infix, last, function
        )


class _AgencyData(TypedDict):
    key: str
    name: str
    kind: str
    region: str
    note: str
    people: list[list[str]]


def _agencies(world: World) -> None:
    made = world.years[0]
    for entry in cast("list[_AgencyData]", texts.data("agencies")["agency"]):
        number = len(world.rows.tables[Agency]) + 1
        agency = world.rows.add(
            Agency,
            made,
            school=SCHOOL,
            name=entry["name"],
            kind=entry["kind"],
            region=entry["region"],
            note=entry["note"],
            phone=f"06-{90_000 + number:08d}",
            mail=f"{entry['key']}@voorbeeld.example",
        )
        people = []
        for first, infix, last, salutation, function in entry["people"]:
            person = add_person(
                world.rows,
                made,
                role=PersonRole.AGENCY.value,
                salutation=salutation,
                first_name=first,
                infix=infix,
                last_name=last,
                function=function,
                agency=agency,
            )
            name = " ".join(part for part in (first, infix, last) if part)
            people.append(Adult(person, name, f"@{first.lower()}", function))
        world.agencies[entry["key"]] = (agency, people)


def _groups(world: World) -> None:
    """Three groups a year for each stream; the first stream has the staff that everybody knows."""
    extra = {
        (stream, slot): _staff(
            world.rows,
            world.years[0],
            PersonRole.TEACHER,
            "juf",
            names.WOMEN[(stream * 3 + slot) % len(names.WOMEN)],
            "",
            f"Leerkracht-{stream}{slot}",
            "leerkracht",
        )
        for stream in range(1, world.size)
        for slot in range(3)
    }
    for number, first in enumerate(world.years):
        for stream in range(world.size):
            for slot, years in enumerate(SLOTS):
                name = "/".join(str(year) for year in years) + (f" {chr(97 + stream % 26)}" if stream else "")
                group = world.rows.add(Group, first, school=SCHOOL, school_year=number + 1, name=name)
                world.groups[number, slot, stream] = group
                teachers = _teachers(world, number, slot) if stream == 0 else [extra[stream, slot]]
                world.teachers[number, slot, stream] = teachers[0]
                for teacher, days in zip(teachers, _days_of(len(teachers)), strict=True):
                    world.rows.add(GroupTeacher, first, group=group, person=teacher.id, days=days)


def _teachers(world: World, year: int, slot: int) -> list[Adult]:
    """The groups changed hands once."""
    now = (("marit", "loes"), ("ans",), ("bram",))
    then = (("loes",), ("marit",), ("tineke",))
    return [world.staff[name] for name in (now if year >= 5 else then)[slot]]


def _days_of(teachers: int) -> tuple[str, ...]:
    return ("ma di wo", "do vr") if teachers == 2 else ("ma di wo do vr",)
