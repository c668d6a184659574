"""Who is at a school that `bench.years` makes: the children of each year, their parents, teachers and groups."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from peewee import Model

from bench.years_texts import Texts
from ibtui.care.school_year import school_year_of
from ibtui.care.words import LeftTo, PersonRole
from ibtui.practice import names
from ibtui.practice.days import DAY
from ibtui.store.models import (
    Agency,
    Group,
    GroupTeacher,
    Guardianship,
    Person,
    Placement,
    Pupil,
    PupilLevel,
    SchoolYear,
)  # fmt: skip

GROUPS = ("1/2a", "1/2b", "1/2c", "3a", "3b", "4", "5", "6", "7", "8")
_IN_GROUP = {1: (0, 1, 2), 2: (0, 1, 2), 3: (3, 4), 4: (5,), 5: (6,), 6: (7,), 7: (8,), 8: (9,)}
_NEW = 31  # pupils a year: 248 at a time
GONE = 7  # years of children who had left already at the beginning: so a young school has them too


Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kid:
    id: int
    name: str
    came: int
    """The number of the school year in which the child was in year 1: 0 is the first one that is made."""
    guardian: int


@dataclass
class People:
    """Makes the rows of who is at school in one year after another."""

    school: int
    ib: int
    today: dt.date
    kids: list[Kid] = field(default_factory=list)
    teachers: list[tuple[int, str]] = field(default_factory=list)
    agency: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(8)
        self._texts = Texts(self._chance)
        self._names = names.of("names")
        self._rows: dict[type[Model], list[Values]] = {}
        self._last: dict[type[Model], int] = {Person: self.ib, SchoolYear: 1}
        self._number = -1

    def taken(self) -> dict[type[Model], list[Values]]:
        """What was made since the last time; the next year begins with nothing."""
        rows, self._rows = self._rows, {}
        return rows

    def _add(self, model: type[Model], made: dt.date, **values: object) -> int:
        number = self._last.get(model, 0) + 1
        self._last[model] = number
        moment = dt.datetime.combine(min(made, self.today - DAY), dt.time(15, 40))
        row = {"id": number, "created_at": moment, "changed_at": moment, **values}
        self._rows.setdefault(model, []).append(row)
        return number

    def _school_year(self, first: dt.date, back: int) -> int:
        if back == 0:
            return 1  # made with the school
        last = first.replace(year=first.year + 1) - DAY
        return self._add(
            SchoolYear, first, school=self.school, label=school_year_of(first), starts_on=first, ends_on=last
        )

    def _staff(self, first: dt.date) -> None:
        self.agency = self._add(
            Agency, first, school=self.school, name=f"Praktijk Meetlint {self._number}", kind="logopedie"
        )
        self.teachers = [
            (self._person(first, PersonRole.TEACHER, name, "leerkracht"), name)
            for name in self._chance.sample(self._names.women, len(GROUPS))
        ]

    def _person(self, first: dt.date, role: PersonRole, name: str, function: str, last: str = "") -> int:
        infix, family = self._chance.choice(self._names.last)
        return self._add(
            Person, first, school=self.school, role=role.value, first_name=name, infix="" if last else infix,
            last_name=last or family, function=function,
        )  # fmt: skip

    def _enrol(self, came: int, first: dt.date) -> None:
        """The children who began in year 1 then, each with two parents."""
        chance, start = self._chance, first.replace(year=first.year + came - self._number)
        last_day = start.replace(year=start.year + 8) - DAY
        left = last_day if last_day < self.today else None
        for number in range(_NEW):
            name = chance.choice(self._names.girls if number % 2 else self._names.boys)
            infix, last = chance.choice(self._names.last)
            born = start.replace(year=start.year - 4) - DAY * chance.randrange(365)
            level = 1 + chance.randrange(4)
            pupil = self._add(
                Pupil, start, school=self.school, first_name=name, infix=infix, last_name=last,
                birth_date=born, level=level, left_on=left, left_to=LeftTo.SECONDARY.value if left else "",
            )  # fmt: skip
            self._add(PupilLevel, start, pupil=pupil, level=level, since=start)
            parents = [
                self._person(start, PersonRole.GUARDIAN, chance.choice(of), "", last)
                for of in (self._names.women, self._names.men)
            ]
            for person, relation in zip(parents, ("moeder", "vader"), strict=True):
                self._add(Guardianship, start, pupil=pupil, person=person, relation=relation, custody="ja")
            if self._number - came <= 7:
                self.kids.append(Kid(pupil, name, came, parents[0]))

    def _groups(self, year: int, first: dt.date) -> list[int]:
        groups = []
        for name, (teacher, _called) in zip(GROUPS, self.teachers, strict=True):
            group = self._add(Group, first, school=self.school, school_year=year, name=name)
            self._add(GroupTeacher, first, group=group, person=teacher)
            groups.append(group)
        return groups

    def _place(self, groups: list[int], first: dt.date, back: int) -> list[tuple[Kid, int]]:
        """Who is in which group this year (the second figure: 0 is the first one of `GROUPS`)."""
        inside = []
        last = first.replace(year=first.year + 1) - DAY
        for number, kid in enumerate(self.kids):
            year = self._number - kid.came + 1
            slots = _IN_GROUP[year]
            slot = slots[number % len(slots)]
            until = None if back == 0 else last
            self._add(
                Placement,
                first,
                pupil=kid.id,
                group=groups[slot],
                year=str(year),
                from_on=first,
                until_on=until,
            )
            inside.append((kid, slot))
        self.kids = [kid for kid in self.kids if self._number - kid.came < 7]
        return inside
