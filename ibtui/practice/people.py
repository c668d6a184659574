"""Who is at the practice school: the staff, the agencies, the families and the groups of ten years."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import TypedDict, cast

from ibtui.care.names import Named
from ibtui.care.school_year import first_day, last_day, school_year_of
from ibtui.care.text import fold
from ibtui.care.words import PersonRole
from ibtui.practice import names, texts
from ibtui.practice.rows import Rows
from ibtui.practice.setting import WILGENHOEK, Setting
from ibtui.store.models import (
    Agency,
    Group,
    GroupTeacher,
    Person,
    School,
    SchoolYear,
)
from ibtui.values import dataclass

SCHOOL = 1
COORDINATOR = "Ilse Visser"
"""The same ib'er works at both schools."""


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

    @property
    def named(self) -> Named:
        """As the names are looked up."""
        return Named("leerling", self.id, self.first, self.infix, self.last, "")


@dataclass(frozen=True, slots=True)
class Met:
    """A conversation of the cycle. `group`: its number, None for the whole school."""

    conversation: int
    kind: str
    group: int | None
    day: dt.date
    held: bool


@dataclass(slots=True)
class World:
    """All that the stories need to know. `years`: the first days of the school years, the last is this one."""

    setting: Setting
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
    met: list[Met] = field(default_factory=list)
    """The talks that belong to a step of the care calendar."""
    dates: dict[str, str] = field(default_factory=dict)
    """What {d-4}, {d0} and {d+7} in a text stand for."""

    @property
    def names(self) -> names.Names:
        """What people are called here."""
        return names.of(self.setting.names)

    @property
    def director(self) -> Adult:
        """Who leads the school."""
        return self.staff[self.setting.director]

    def year_number(self, day: dt.date) -> int:
        """Which of the school years holds this day, or is nearest to it; 0 is the oldest."""
        return min(max(0, first_day(day).year - self.years[0].year), len(self.years) - 1)

    def year_of(self, kid: Kid, day: dt.date) -> int:
        """The year (leerjaar) of a pupil on that day."""
        return kid.year - (len(self.years) - 1 - self.year_number(day))

    def place(self, kid: Kid, day: dt.date) -> tuple[int, int, int]:
        """The key of the pupil's group on that day."""
        return self.year_number(day), self.setting.slot_of(self.year_of(kid, day)), kid.stream


def begin(setting: Setting, rows: Rows, today: dt.date, size: int) -> World:
    """The school, its years, its ib'er, staff, agencies and groups; no pupils yet."""
    this = first_day(today)
    years = [
        dt.date(this.year - setting.years + 1 + number, this.month, this.day)
        for number in range(setting.years)
    ]
    working_days = _working_days(setting, today)
    rows.add(
        School,
        years[0],
        name=setting.name,
        network=setting.network,
        coordinator_name=COORDINATOR,
        working_days=",".join(str(day) for day in working_days),
        levels=setting.levels,
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
    world = World(setting, rows, today, size, working_days, years, ib)
    for number in (-4, -1, 0, 1, 2, 7):
        day = today + dt.timedelta(days=number)
        while number < 0 and day.weekday() > 4:
            day -= dt.timedelta(days=1)
        world.dates[f"d{number:+d}" if number else "d0"] = f"{day.day}-{day.month}"
    _hire(world)
    _agencies(world)
    _groups(world)
    return world


def _working_days(setting: Setting, today: dt.date) -> tuple[int, ...]:
    """The day of the ib'er. At the first school also today: whoever opens the practice school, works there."""
    days = {setting.weekday}
    if setting is WILGENHOEK and today.weekday() < 5:
        days.add(today.weekday())
    return tuple(sorted(days))


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


def _hire(world: World) -> None:
    for role, salutation, first, infix, last, function in world.setting.staff:
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
    for entry in cast("list[_AgencyData]", texts.data(world.setting.agencies)["agency"]):
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
    """The groups of each year and stream; the first stream has the staff that everybody knows."""
    setting, women = world.setting, world.names.women
    number_of = len(setting.slots)
    extra = {
        (stream, slot): _staff(
            world.rows,
            world.years[0],
            PersonRole.TEACHER,
            "juf",
            women[(stream * number_of + slot) % len(women)],
            "",
            f"Leerkracht-{stream}{slot}",
            "leerkracht",
        )
        for stream in range(1, world.size)
        for slot in range(number_of)
    }
    for number, first in enumerate(world.years):
        for stream in range(world.size):
            for slot, years in enumerate(setting.slots):
                name = "/".join(str(year) for year in years) + (f" {chr(97 + stream % 26)}" if stream else "")
                group = world.rows.add(Group, first, school=SCHOOL, school_year=number + 1, name=name)
                world.groups[number, slot, stream] = group
                teachers = _teachers(world, number, slot) if stream == 0 else [extra[stream, slot]]
                world.teachers[number, slot, stream] = teachers[0]
                for teacher, days in zip(teachers, _days_of(len(teachers)), strict=True):
                    world.rows.add(GroupTeacher, first, group=group, person=teacher.id, days=days)


def _teachers(world: World, year: int, slot: int) -> list[Adult]:
    """The groups changed hands once."""
    setting = world.setting
    return [
        world.staff[name] for name in (setting.teachers if year >= setting.changed else setting.once)[slot]
    ]


def _days_of(teachers: int) -> tuple[str, ...]:
    return ("ma di wo", "do vr") if teachers == 2 else ("ma di wo do vr",)
