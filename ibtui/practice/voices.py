"""Who and what the texts mean for one pupil or group on one day: names, pronouns, the people at the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ibtui.care.weekdays import weekday_words
from ibtui.practice.people import Adult, Kid, World
from ibtui.store.models import Agency
from ibtui.values import dataclass


@dataclass(slots=True)
class Voice:
    """The words and the people that the texts of one pupil (or group) need on one day."""

    words: dict[str, str]
    owners: dict[str, Adult]
    teacher: Adult
    guardians: list[Adult]
    contact: Adult | None

    def seats(self, world: World, names: Iterable[str]) -> tuple[Adult, ...]:
        """The people at the table; the ib'er always sits there."""
        found = [world.ib]
        for name in names:
            if name == "lk":
                found.append(self.teacher)
            elif name == "ouders":
                found += self.guardians
            elif name == "ouder1":
                found += self.guardians[:1]
            elif name == "dir":
                found.append(world.director)
            elif name == "inst" and self.contact is not None:
                found.append(self.contact)
        return tuple(found)


def voice(
    world: World, day: dt.date, kid: Kid | None, group: tuple[int, int, int], agency: str = ""
) -> Voice:
    """Who and what the placeholders mean. `group`: the key in `world.groups`."""
    teacher = world.teachers[group]
    words = world.dates | {"juf": teacher.text, "Juf": teacher.text.capitalize(), "lk": teacher.who}
    words |= _school_words(world)
    owners = {teacher.who: teacher, **{adult.who: adult for adult in world.staff.values()}}
    owners[world.director.text] = world.director
    contact = None
    if agency:
        contact = world.agencies[agency][1][0]
        words |= {"inst": contact.text, "ik": contact.who, "instantie": _agency_name(world, agency)}
        owners[contact.who] = contact
    guardians = [] if kid is None else [one.adult for one in kid.guardians if one.invited]
    if kid is not None:
        words |= _kid_words(world, kid, guardians, day)
        owners |= {adult.who: adult for adult in guardians}
    return Voice(words, owners, teacher, guardians, contact)


def _school_words(world: World) -> dict[str, str]:
    """The director, a teacher of the lowest and one of the highest groups, and the day of the ib'er."""
    teachers = world.setting.teachers
    return {
        "dir": world.director.text,
        "onder": world.staff[teachers[0][0]].who,
        "boven": world.staff[teachers[-1][0]].who,
        "ibdag": weekday_words((world.setting.weekday,)),
    }


def _agency_name(world: World, key: str) -> str:
    return str(world.rows.tables[Agency][world.agencies[key][0] - 1]["name"])


def _kid_words(world: World, kid: Kid, guardians: list[Adult], day: dt.date) -> dict[str, str]:
    one, two = guardians[0].text, guardians[-1].text
    he, him, his = ("zij", "haar", "haar") if kid.girl else ("hij", "hem", "zijn")
    return {
        "naam": kid.first,
        "kind": "meisje" if kid.girl else "jongen",
        "hij": he, "hem": him, "zijn": his,
        "Hij": he.capitalize(), "Zijn": his.capitalize(),
        "ouder1": one, "ouder2": two, "Ouder1": one.capitalize(), "Ouder2": two.capitalize(),
        "leerjaar": str(world.year_of(kid, day)),
    }  # fmt: skip
