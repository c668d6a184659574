"""Goals of the care policy."""

import datetime as dt

import pytest

from ibtui.care.words import GoalStatus, PersonRole, StepKind
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import cycle, goals, people
from ibtui.store.change import undo_last
from ibtui.store.cycle import StepDraft
from ibtui.store.goals import GoalDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted

JUNE = dt.date(2027, 6, 1)


def test_a_goal_with_its_steps(school: SchoolInfo) -> None:
    draft = GoalDraft("Elk kind leest", "te veel uitval", school.coordinator_id, "loopt", JUNE, JUNE)
    made = goals.add_goal(school.id, draft)
    for title, day in (("evalueren", JUNE), ("scholing team", TODAY)):
        cycle.add_step(school.id, StepDraft(StepKind.GOAL, title, goal_id=made, due_on=day), TODAY)
    row = goals.goal(made)
    assert (row.title, row.why, row.owner, row.status) == ("Elk kind leest", "te veel uitval", "jij", "loopt")
    assert [step.title for step in row.steps] == ["scholing team", "evalueren"]
    assert row.steps[0].goal == "Elk kind leest"
    assert goals.goals(school.id) == [row]


def test_what_runs_comes_first_then_by_date(school: SchoolInfo) -> None:
    for title, status, due in (
        ("klaar", GoalStatus.REACHED, None),
        ("later", GoalStatus.RUNNING, JUNE),
        ("plan", GoalStatus.PLANNED, TODAY),
        ("eerst", GoalStatus.RUNNING, TODAY),
    ):
        goals.add_goal(school.id, GoalDraft(title, status=status, due_on=due))
    assert [row.title for row in goals.goals(school.id)] == ["eerst", "later", "plan", "klaar"]


def test_how_it_went(school: SchoolInfo) -> None:
    made = goals.add_goal(school.id, GoalDraft("Elk kind leest"))
    with pytest.raises(BadInput, match="staat nog niets"):
        goals.evaluate(made, " ", TODAY, "gehaald")
    goals.evaluate(made, "Gelukt in zes groepen.\n", TODAY, "gehaald")
    row = goals.goal(made)
    assert (row.evaluation, row.evaluated_on, row.status) == ("Gelukt in zes groepen.", TODAY, "gehaald")


def test_the_bin_takes_the_steps_along_and_undo_brings_them_back(school: SchoolInfo) -> None:
    made = goals.add_goal(school.id, GoalDraft("Elk kind leest"))
    step = cycle.add_step(school.id, StepDraft(StepKind.GOAL, "scholing", goal_id=made), TODAY)
    goals.bin_goal(made)
    with pytest.raises(Missing):
        goals.goal(made)
    with pytest.raises(Missing):
        cycle.step(step)
    undo_last()
    assert [one.id for one in goals.goal(made).steps] == [step]


def test_a_goal_says_something_and_a_stale_form_writes_nothing(school: SchoolInfo) -> None:
    with pytest.raises(BadInput, match="doel zelf ontbreekt"):
        goals.add_goal(school.id, GoalDraft(" "))
    made = goals.add_goal(school.id, GoalDraft("Elk kind leest"))
    goals.edit_goal(made, GoalDraft("Elk kind leest graag"), 1)
    with pytest.raises(Conflict):
        goals.edit_goal(made, GoalDraft("x"), 1)


def test_the_number_of_queries_is_fixed(school: SchoolInfo) -> None:
    numbers = []
    for upto in (2, 10):
        for number in range(upto):
            who = people.add_person(school.id, people.PersonDraft(PersonRole.COLLEAGUE, f"{upto} {number}"))
            made = goals.add_goal(school.id, GoalDraft(f"doel {number}", owner_id=who))
            cycle.add_step(school.id, StepDraft(StepKind.GOAL, "x", goal_id=made), TODAY)
        with counted() as seen:
            goals.goals(school.id)
        numbers.append(len(seen))
    assert numbers == [5, 5]
