"""The lines of the care calendar: the whole school, each group, and the goals of the care policy.

A line knows of its steps only what their signs need, as the database holds it; Python reads that when the line comes
in sight. So a year of sixty groups opens nearly as quickly as one of ten. (Not counted in SQL: sorting and making
texts costs SQLCipher more than handing the rows over, because it wipes all memory it used.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from ibtui.store import labels
from ibtui.store.cycle_rows import StepRow, rows
from ibtui.store.database import connection
from ibtui.store.groups import natural_key
from ibtui.store.models import CycleStep, Group, SchoolYear
from ibtui.values import dataclass

_Stored: TypeAlias = tuple[int | None, int | None, str | None, str | None, str | None, str]
"""Group, goal, three days as "2026-11-24", and why it is skipped."""


@dataclass(frozen=True, slots=True)
class StepMark:
    """What the sign of a step needs: `care.cycle.state_of` reads it."""

    starts_on: dt.date | None
    due_on: dt.date | None
    done_on: dt.date | None
    skipped_because: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line. No group and no `goals`: the whole school. `group` is its bare name ("3/4/5")."""

    group_id: int | None
    group: str
    goals: bool
    stored: Sequence[_Stored]

    def marks(self) -> list[StepMark]:
        """Its steps, in no order."""
        return [
            StepMark(_day(starts_on), _day(due_on), _day(done_on), because)
            for _group, _goal, starts_on, due_on, done_on, because in self.stored
        ]


def year_lines(school: int, first: dt.date) -> list[YearLine]:
    """The lines of the school year that begins on `first` (1 August): the whole school, the groups as people order
    them, groups in the bin that have steps, and last the goals when one has steps. At most three queries."""
    query = (
        CycleStep.select(
            CycleStep.group,
            CycleStep.goal,
            CycleStep.starts_on,
            CycleStep.due_on,
            CycleStep.done_on,
            CycleStep.skipped_because,
        )
        .join(SchoolYear)
        .where(
            (CycleStep.school == school) & (SchoolYear.starts_on == first) & CycleStep.deleted_at.is_null()
        )
    )
    of_group: dict[int | None, list[_Stored]] = {}
    of_goals: list[_Stored] = []
    for stored in (
        connection().execute(query).fetchall()
    ):  # as it is stored: Peewee would make days of all of them
        if stored[1] is not None:
            of_goals.append(stored)
        else:
            of_group.setdefault(stored[0], []).append(stored)
    names = _names(school, first, [key for key in of_group if key is not None])
    found = [YearLine(None, "", False, of_group.get(None, ()))]
    found += [YearLine(key, name, False, of_group.get(key, ())) for key, name in names]
    return [*found, YearLine(None, "", True, of_goals)] if of_goals else found


def of_line(
    school: int, first: dt.date, group_id: int | None = None, *, goals: bool = False
) -> list[StepRow]:
    """The steps of one line whole, by day: of the school when it is no group and not the goals. Three queries."""
    where = (CycleStep.school == school) & (SchoolYear.starts_on == first) & CycleStep.goal.is_null(not goals)
    if not goals:
        where &= CycleStep.group.is_null() if group_id is None else CycleStep.group == group_id
    return rows(where)


def year_groups(school: int, first: dt.date) -> list[tuple[int, str]]:
    """(number, name) of the groups of the school year that begins on `first`, as people order them. One query."""
    query = (
        Group.select(Group.id, Group.name)
        .join(SchoolYear)
        .where((Group.school == school) & (SchoolYear.starts_on == first) & Group.deleted_at.is_null())
    )
    return sorted(labels.tuples(query, tuple[int, str]), key=lambda one: natural_key(one[1]))


def _names(school: int, first: dt.date, with_steps: Sequence[int]) -> list[tuple[int, str]]:
    """The groups of the year, and after those the groups in the bin that have steps in it."""
    found = year_groups(school, first)
    gone = set(with_steps) - {key for key, _name in found}
    if not gone:
        return found
    query = Group.select(Group.id, Group.name).where(Group.id.in_(sorted(gone)))
    binned = sorted(labels.tuples(query, tuple[int, str]), key=lambda one: natural_key(one[1]))
    return found + binned


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None
