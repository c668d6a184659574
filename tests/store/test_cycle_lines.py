"""The lines of the care calendar: they know of their steps what the signs need."""

import datetime as dt
from collections import Counter

import pytest

from ibtui.care.cycle import SOON, StepState, state_of
from ibtui.store import cycle, groups, people
from ibtui.store.cycle import StepDraft
from ibtui.store.goals import GoalDraft, add_goal
from ibtui.store.groups import GroupDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay

FIRST = dt.date(2026, 8, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def _step(table: Table, due: dt.date | None = None, starts: dt.date | None = None, **more: int) -> int:
    draft = StepDraft("toetsen", starts_on=starts, due_on=due, **more)  # type: ignore[arg-type]
    return cycle.add_step(table.school, draft, TODAY)


def _one_of_each_state(table: Table, **more: int) -> None:
    """Steps on both sides of each border between two states."""
    for due in (None, TODAY - DAY, TODAY, TODAY + SOON, TODAY + SOON + DAY):
        _step(table, due, None, **more)
    _step(table, TODAY + 2 * SOON, TODAY, **more)
    _step(table, TODAY + 2 * SOON, TODAY + DAY, **more)
    cycle.set_done(_step(table, TODAY - DAY, None, **more), True, TODAY)
    cycle.skip(_step(table, TODAY - DAY, None, **more), "juf Ans was ziek, en 2026-11-24 ook")


def test_the_marks_of_a_line_say_the_same_as_its_steps(table: Table) -> None:
    goal = add_goal(table.school, GoalDraft("meer rust in de gang"))
    for more in ({}, {"group_id": table.group}, {"goal_id": goal}):
        _one_of_each_state(table, **more)
    for line in cycle.year_lines(table.school, FIRST):
        steps = cycle.of_line(table.school, FIRST, line.group_id, goals=line.goals)
        for name in ("starts_on", "due_on", "done_on", "skipped_because"):
            assert Counter(getattr(mark, name) for mark in line.marks()) == Counter(
                getattr(step, name) for step in steps
            )
        states = Counter(state_of(mark, TODAY) for mark in line.marks())
        assert states == Counter(state_of(step, TODAY) for step in steps)
        if line.stored:
            assert set(states) == set(StepState)


def test_the_school_comes_first_then_the_groups_and_last_the_goals(table: Table) -> None:
    tenth, second = (groups.add_group(table.school, GroupDraft(name), TODAY) for name in ("10", "2"))
    goal = add_goal(table.school, GoalDraft("meer rust in de gang"))
    _step(table, TODAY, group_id=tenth)
    assert [(line.group_id, line.goals) for line in cycle.year_lines(table.school, FIRST)] == [
        (None, False), (second, False), (table.group, False), (tenth, False),
    ]  # fmt: skip
    of_goal = _step(table, TODAY, goal_id=goal)
    last = cycle.year_lines(table.school, FIRST)[-1]
    assert last.goals and len(last.marks()) == 1
    assert [step.id for step in cycle.of_line(table.school, FIRST, goals=True)] == [of_goal]
    assert cycle.of_line(table.school, FIRST) == []


def test_a_group_in_the_bin_keeps_its_line_as_long_as_it_has_steps(table: Table) -> None:
    number = groups.add_group(table.school, GroupDraft("1/2"), TODAY)
    made = _step(table, TODAY, group_id=number)
    groups.bin_group(number)
    line = cycle.year_lines(table.school, FIRST)[-1]
    assert (line.group_id, line.group, len(line.marks())) == (number, "1/2", 1)
    cycle.bin_step(made)
    assert number not in [line.group_id for line in cycle.year_lines(table.school, FIRST)]


def test_a_line_has_the_steps_of_its_own_year(table: Table) -> None:
    _step(table, TODAY)
    _step(table, TODAY + 365 * DAY)
    for first in (FIRST, dt.date(2027, 8, 1)):
        (line,) = (one for one in cycle.year_lines(table.school, first) if one.group_id is None)
        assert len(line.marks()) == len(cycle.of_line(table.school, first)) == 1


def test_the_number_of_queries_is_fixed(table: Table) -> None:
    numbers = []
    for upto in (2, 20):
        for number in range(upto):
            group = groups.add_group(table.school, GroupDraft(f"{upto} {number}"), TODAY)
            who = people.add_person(table.school, people.PersonDraft("leerkracht", f"{upto} {number}"))
            _step(table, TODAY, group_id=group, responsible_id=who)
        with counted() as seen:
            cycle.year_lines(table.school, FIRST)
            cycle.of_line(table.school, FIRST, group)
        numbers.append(len(seen))
    assert numbers == [5, 5]
