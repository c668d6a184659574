"""The terms (termijnen) of the practice school: counted by the same rules as the program counts by."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ibtui.care.deadlines import RULES, due
from ibtui.care.school_days import Free
from ibtui.care.words import Custody
from ibtui.practice.people import SCHOOL, Kid, World
from ibtui.store.models import Deadline, FreeDays, Guardianship


class Terms:
    """Writes terms. The days without school must have been written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._free = tuple(
            Free(str(row["name"]), cast("dt.date", row["from_on"]), cast("dt.date", row["until_on"]))
            for row in world.rows.tables[FreeDays]
        )

    def add(
        self,
        rule: str,
        base: dt.date,
        subject: str,
        kid: Kid | None,
        *,
        done_on: dt.date | None = None,
        due_on: dt.date | None = None,
    ) -> dt.date:
        """A term of a record that counts from `base`; gives its last day. `kid` None: it doesn't say whose it is."""
        counted = due(RULES[rule], base, self._free)
        last = due_on or counted
        self._world.rows.add(
            Deadline, min(base, self._world.today), school=SCHOOL, pupil=None if kid is None else kid.id, rule=rule,
            base_on=base, due_on=last, done_on=done_on, subject=subject, moved=last != counted,
        )  # fmt: skip
        return last

    def school_days_back(self, number: int) -> list[dt.date]:
        """The last so many days with school before today, the oldest first."""
        found: list[dt.date] = []
        day = self._world.today
        while len(found) < number:
            day -= dt.timedelta(days=1)
            if day.weekday() < 5 and not any(one.holds(day) for one in self._free):
                found.append(day)
        return found[::-1]


def with_custody(world: World, kid: Kid) -> list[int]:
    """The people with gezag over a pupil."""
    rows = world.rows.tables[Guardianship]
    return [
        cast("int", row["person"])
        for row in rows
        if row["pupil"] == kid.id and row["custody"] == Custody.YES.value
    ]


def spare(world: World) -> list[Kid]:
    """Pupils of now who have no part in the script of the week, the oldest first; the same for everybody."""
    script = {kid.id for kid in world.cast.values()}
    found = [kid for kid in world.kids if kid.left is None and kid.stream == 0 and kid.id not in script]
    return sorted(found, key=lambda kid: (-kid.year, kid.id))
