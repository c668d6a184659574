"""The plan of a year, and making a year from it."""

import datetime as dt

import pytest

from ibtui.care.words import PersonRole, StepKind
from ibtui.errors import BadText
from ibtui.store import cycle, groups, people, year_plan
from ibtui.store.change import undo_last
from ibtui.store.cycle_rows import StepDraft
from ibtui.store.free_days import FreeDraft, add_free
from ibtui.store.groups import GroupDraft
from ibtui.store.people import PersonDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY

FIRST = dt.date(2026, 8, 1)

PLAN = """\
% wat wij elk jaar doen
## Per groep
ronde 1 plan maken: 14 sep - 9 okt
ronde 1 groepsbespreking: 12 nov · ib'er
## Groep 3
herfstsignalering: week 45
## Hele school
ondersteuningsprofiel bijwerken: 10 mei · directie
ondersteuningsteam: 1 dec
"""


@pytest.fixture
def teachers(school: SchoolInfo) -> dict[str, int]:
    """Two groups with a teacher each; gives the groups' numbers by name."""
    made = {}
    for name, teacher in (("1/2", "Ans"), ("3/4", "Wim")):
        who = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, teacher, salutation="juf"))
        made[name] = groups.add_group(school.id, GroupDraft(name, (who,)), TODAY)
    return made


def test_a_school_starts_with_the_built_in_plan_and_may_keep_its_own(school: SchoolInfo) -> None:
    built_in = year_plan.text(school.id)
    assert "##" in built_in
    assert not year_plan.is_own(school.id)
    year_plan.keep(school.id, PLAN)
    year_plan.keep(school.id, PLAN + "%")
    assert (year_plan.text(school.id), year_plan.is_own(school.id)) == (PLAN + "%", True)
    year_plan.back_to_built_in(school.id)
    assert (year_plan.text(school.id), year_plan.is_own(school.id)) == (built_in, False)
    undo_last()
    assert year_plan.text(school.id) == PLAN + "%"
    with pytest.raises(BadText):
        year_plan.keep(school.id, "x" * 60_000)


def test_every_group_gets_its_steps_and_the_school_its_own(
    school: SchoolInfo, teachers: dict[str, int]
) -> None:
    before = year_plan.preview(school.id, FIRST, PLAN)
    assert before.per_group == (("hele school", 2), ("1/2", 2), ("3/4", 3))
    assert (before.added, before.already, before.problems) == (7, 0, ())
    assert cycle.steps(school.id, FIRST) == []
    assert year_plan.make_year(school.id, FIRST, PLAN) == before
    rows = cycle.steps(school.id, FIRST)
    assert [(row.group, row.title, row.period, row.responsible) for row in rows] == [
        ("1/2", "plan maken", "ronde 1", "juf Ans"),
        ("3/4", "plan maken", "ronde 1", "juf Wim"),
        ("3/4", "herfstsignalering", "", "juf Wim"),
        ("1/2", "groepsbespreking", "ronde 1", "jij"),
        ("3/4", "groepsbespreking", "ronde 1", "jij"),
        ("", "ondersteuningsteam", "", "jij"),
        ("", "ondersteuningsprofiel bijwerken", "", ""),
    ]
    assert (rows[0].starts_on, rows[0].due_on) == (dt.date(2026, 9, 14), dt.date(2026, 10, 9))
    assert before.months == (0, 0, 2, 3, 1, 0, 0, 0, 0, 1, 0, 0)


def test_the_head_is_known_by_the_function(school: SchoolInfo) -> None:
    people.add_person(school.id, PersonDraft(PersonRole.COLLEAGUE, "Jan", function="conciërge"))
    people.add_person(school.id, PersonDraft(PersonRole.COLLEAGUE, "Els", "", "Bos", function="Directeur"))
    year_plan.make_year(school.id, FIRST, PLAN)
    (step,) = [row for row in cycle.steps(school.id, FIRST) if row.title.startswith("ondersteuningsprofiel")]
    assert step.responsible == "Els Bos"


def test_making_it_again_doubles_nothing_and_changes_nothing(
    school: SchoolInfo, teachers: dict[str, int]
) -> None:
    year_plan.make_year(school.id, FIRST, PLAN)
    step = cycle.steps(school.id, FIRST)[0]
    cycle.move_step(step.id, None, dt.date(2026, 10, 20))
    cycle.set_done(step.id, True, TODAY)
    rows = cycle.steps(school.id, FIRST)
    again = year_plan.make_year(school.id, FIRST, PLAN)
    assert (again.added, again.already) == (0, 7)
    assert cycle.steps(school.id, FIRST) == rows
    more = year_plan.make_year(school.id, FIRST, PLAN + "onderzoek tevredenheid: 15 mrt\n")
    assert (more.added, more.already) == (1, 7)


def test_a_new_group_is_filled_up_later(school: SchoolInfo, teachers: dict[str, int]) -> None:
    year_plan.make_year(school.id, FIRST, PLAN)
    groups.add_group(school.id, GroupDraft("5"), TODAY)
    assert year_plan.make_year(school.id, FIRST, PLAN).per_group == (
        ("hele school", 0), ("1/2", 0), ("3/4", 0), ("5", 2),
    )  # fmt: skip


def test_a_teacher_who_comes_later_gets_the_open_steps_that_are_nobodys(school: SchoolInfo) -> None:
    group = groups.add_group(school.id, GroupDraft("3"), TODAY)
    assert year_plan.preview(school.id, FIRST, PLAN).without_teacher == ("3",)
    year_plan.make_year(school.id, FIRST, PLAN)
    done, skipped = (row for row in cycle.steps(school.id, FIRST) if row.group and not row.responsible)
    more = PLAN.replace("## Groep 3", "ronde 2 plan maken: 1 mrt\nronde 3 plan maken: 1 apr\n## Groep 3")
    year_plan.make_year(school.id, FIRST, more)
    cycle.set_done(done.id, True, TODAY)
    cycle.skip(skipped.id, "niet nodig")
    other = people.add_person(school.id, PersonDraft(PersonRole.COLLEAGUE, "Els"))
    (third,) = [row for row in cycle.steps(school.id, FIRST) if row.period == "ronde 3"]
    draft = StepDraft("plan maken", "", group, None, "ronde 3", None, third.due_on, other)
    cycle.edit_step(third.id, draft)
    teacher = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Wim", salutation="meester"))
    groups.edit_group(group, GroupDraft("3", (teacher,)))
    before = year_plan.preview(school.id, FIRST, more)
    assert (before.added, before.filled, before.without_teacher) == (0, 1, ())
    assert year_plan.make_year(school.id, FIRST, more) == before
    who = {(row.title, row.period): row.responsible for row in cycle.steps(school.id, FIRST) if row.group}
    assert who == {
        ("plan maken", "ronde 1"): "",
        ("herfstsignalering", ""): "",
        ("groepsbespreking", "ronde 1"): "jij",
        ("plan maken", "ronde 2"): "meester Wim",
        ("plan maken", "ronde 3"): "Els",
    }
    assert year_plan.make_year(school.id, FIRST, more).filled == 0
    assert undo_last() == "schooljaar gevuld"
    assert year_plan.preview(school.id, FIRST, more).filled == 1


def test_one_undo_takes_the_whole_year_back_and_it_can_be_made_again(
    school: SchoolInfo, teachers: dict[str, int]
) -> None:
    year_plan.make_year(school.id, FIRST, PLAN)
    assert undo_last() == "schooljaar gevuld"
    assert cycle.steps(school.id, FIRST) == []
    assert year_plan.make_year(school.id, FIRST, PLAN).added == 7


def test_who_makes_the_year_halfway_is_not_behind_at_once(
    school: SchoolInfo, teachers: dict[str, int]
) -> None:
    made = year_plan.make_year(school.id, FIRST, PLAN, TODAY)
    assert (made.added, made.past) == (7, 5)
    assert cycle.behind(school.id, TODAY) == []
    first = cycle.steps(school.id, FIRST)[0]
    assert first.skipped_because == year_plan.BEFORE_THE_START
    cycle.skip(first.id, None)
    assert [step.id for step in cycle.behind(school.id, TODAY)] == [first.id]


def test_a_step_on_a_free_day_comes_on_the_next_school_day(
    school: SchoolInfo, teachers: dict[str, int]
) -> None:
    add_free(school.id, FreeDraft("studiedagen", dt.date(2026, 11, 12), dt.date(2026, 11, 13)))
    year_plan.make_year(school.id, FIRST, PLAN)
    days = {row.due_on for row in cycle.steps(school.id, FIRST) if row.kind == StepKind.GROUP_REVIEW}
    assert days == {dt.date(2026, 11, 16)}


def test_lines_that_can_not_be_read_are_named(school: SchoolInfo) -> None:
    made = year_plan.preview(
        school.id, FIRST, "## Hele school\niets zonder datum\nondersteuningsteam: 1 dec\n"
    )
    assert [problem.line for problem in made.problems] == [1]
    assert made.added == 1


def test_a_year_that_is_not_there_yet_is_made(school: SchoolInfo, teachers: dict[str, int]) -> None:
    following = dt.date(2027, 8, 1)
    assert year_plan.make_year(school.id, following, PLAN).added == 2
    assert [year.label for year in cycle.years(school.id)] == ["2026-2027", "2027-2028"]
    assert [row.title for row in cycle.steps(school.id, following)] == [
        "ondersteuningsteam", "ondersteuningsprofiel bijwerken",
    ]  # fmt: skip
    undo_last()
    assert year_plan.make_year(school.id, following, PLAN).added == 2
