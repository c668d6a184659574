"""The steps of the care calendar."""

import datetime as dt

import pytest

from ibtui.care.words import ConversationKind, PersonRole, StepKind
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import cycle, groups, people
from ibtui.store.change import undo_last
from ibtui.store.conversations import conversation, set_held
from ibtui.store.cycle import StepDraft
from ibtui.store.goals import GoalDraft, add_goal
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay

FIRST = dt.date(2026, 8, 1)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def _review(table: Table, **fields: object) -> int:
    draft = StepDraft(
        StepKind.GROUP_REVIEW, "", table.group, None, "ronde 1", None, FRIDAY, table.ans, **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return cycle.add_step(table.school, draft, TODAY)


def test_a_row_says_all_that_the_calendar_shows(table: Table, school: SchoolInfo) -> None:
    step = cycle.step(_review(table))
    assert (step.group_id, step.group, step.kind, step.title, step.period) == (
        table.group, "3/4/5", "groepsbespreking", "groepsbespreking", "ronde 1",
    )  # fmt: skip
    assert (step.starts_on, step.due_on, step.done_on, step.skipped_because) == (None, FRIDAY, None, "")
    assert (step.responsible, step.year_label, step.conversation_id, step.held) == (
        "juf Ans", "2026-2027", None, False,
    )  # fmt: skip
    mine = StepDraft(
        "jaarlijkse taak", "ondersteuningsprofiel bijwerken", responsible_id=school.coordinator_id
    )
    other = cycle.step(cycle.add_step(table.school, mine, TODAY))
    assert (other.title, other.responsible, other.group) == ("ondersteuningsprofiel bijwerken", "jij", "")


def test_a_year_has_its_own_steps_by_day(table: Table) -> None:
    later = _review(table)
    for title, day in (
        ("b", TODAY),
        ("c", None),
        ("a", dt.date(2026, 9, 1)),
        ("volgend", dt.date(2027, 9, 1)),
    ):
        cycle.add_step(table.school, StepDraft("toetsen", title, due_on=day), TODAY)
    assert [step.title for step in cycle.steps(table.school, FIRST)] == ["a", "b", "groepsbespreking", "c"]
    assert [step.title for step in cycle.steps(table.school, dt.date(2027, 8, 1))] == ["volgend"]
    assert [(year.label, year.steps) for year in cycle.years(table.school)] == [
        ("2026-2027", 4), ("2027-2028", 1),
    ]  # fmt: skip
    assert [step.id for step in cycle.of_group(table.group)] == [later]


def test_a_step_that_takes_weeks_has_a_first_and_a_last_day(table: Table) -> None:
    made = cycle.add_step(table.school, StepDraft("toetsen", starts_on=TODAY, due_on=FRIDAY), TODAY)
    assert (cycle.step(made).starts_on, cycle.step(made).due_on) == (TODAY, FRIDAY)
    cycle.move_step(made, None, FRIDAY + WEEK)
    assert (cycle.step(made).starts_on, cycle.step(made).due_on) == (None, FRIDAY + WEEK)
    with pytest.raises(BadInput, match="voordat hij begint"):
        cycle.move_step(made, FRIDAY, TODAY)
    only_a_start = cycle.add_step(table.school, StepDraft("toetsen", starts_on=TODAY), TODAY)
    assert (cycle.step(only_a_start).starts_on, cycle.step(only_a_start).due_on) == (None, TODAY)


def test_a_groups_step_stays_in_the_year_of_its_group(table: Table) -> None:
    made = _review(table)
    with pytest.raises(BadInput, match="schooljaar 2026-2027"):
        cycle.move_step(made, None, dt.date(2027, 8, 20))
    assert cycle.step(made).due_on == FRIDAY


def test_done_and_open_again(table: Table) -> None:
    made = _review(table)
    cycle.skip(made, "juf Ans was ziek")
    cycle.set_done(made, True, TODAY)
    assert (cycle.step(made).done_on, cycle.step(made).skipped_because) == (TODAY, "")
    cycle.set_done(made, False, TODAY)
    assert cycle.step(made).done_on is None
    undo_last()
    undo_last()
    assert cycle.step(made).skipped_because == "juf Ans was ziek"


def test_skipping_asks_why_and_can_be_taken_back(table: Table) -> None:
    made = _review(table)
    with pytest.raises(BadInput, match="waarom"):
        cycle.skip(made, "  ")
    cycle.skip(made, " ziek\n")
    assert cycle.step(made).skipped_because == "ziek"
    cycle.skip(made, None)
    assert cycle.step(made).skipped_because == ""


def test_who_is_behind_is_what_was_due_before_today(table: Table) -> None:
    late, today, done, skipped = (
        cycle.add_step(table.school, StepDraft("toetsen", title, due_on=day), TODAY)
        for title, day in (
            ("laat", TODAY - WEEK),
            ("vandaag", TODAY),
            ("gedaan", TODAY - WEEK),
            ("over", TODAY - WEEK),
        )
    )
    cycle.set_done(done, True, TODAY)
    cycle.skip(skipped, "niet nodig")
    assert [step.id for step in cycle.behind(table.school, TODAY)] == [late]
    assert [step.id for step in cycle.due(table.school, TODAY)] == [late, today]


def test_a_step_becomes_a_conversation_with_its_group_and_its_teachers(table: Table) -> None:
    made = _review(table)
    talk = conversation(cycle.plan_in(made, FRIDAY, dt.time(14), 45))
    assert (talk.row.kind, talk.row.day, talk.row.start, talk.row.duration) == (
        ConversationKind.GROUP_REVIEW, FRIDAY, dt.time(14), 45,
    )  # fmt: skip
    assert (talk.row.group_id, talk.row.purpose, talk.row.status) == (table.group, "ronde 1", "gepland")
    assert [seat.person_id for seat in talk.seats] == [table.ans]
    assert (cycle.step(made).conversation_id, cycle.step(made).held) == (talk.row.id, False)
    with pytest.raises(BadInput, match="al in de week"):
        cycle.plan_in(made, FRIDAY, None)
    set_held(talk.row.id, True)
    assert cycle.step(made).held
    cycle.set_done(made, True, FRIDAY)
    assert cycle.step(made).done_on == FRIDAY


def test_undo_takes_the_conversation_back_too(table: Table) -> None:
    made = _review(table)
    talk = cycle.plan_in(made, FRIDAY, None)
    assert undo_last() == "stap in de week gezet"
    assert cycle.step(made).conversation_id is None
    with pytest.raises(Missing):
        conversation(talk)


@pytest.mark.parametrize(
    ("kind", "title", "grouped", "becomes", "purpose"),
    [
        (StepKind.VISIT, "", True, "observatie", "lesbezoek"),
        (StepKind.PLAN, "", True, "gesprek leerkracht", "plan maken"),
        (StepKind.SUPPORT_TEAM, "", False, "ondersteuningsteam", ""),
        (
            StepKind.YEARLY,
            "basisondersteuning bekijken",
            False,
            "team en directie",
            "basisondersteuning bekijken",
        ),
        (StepKind.TESTS, "M-toetsen", False, "team en directie", "M-toetsen"),
    ],
)
def test_what_sort_of_conversation_a_step_is(
    table: Table, kind: StepKind, title: str, grouped: bool, becomes: str, purpose: str
) -> None:
    group = table.group if grouped else None
    made = cycle.add_step(table.school, StepDraft(kind, title, group, responsible_id=table.wim), TODAY)
    proposed = cycle.proposed_talk(made)
    assert (proposed.kind, proposed.purpose) == (becomes, purpose)
    assert proposed.person_ids == ((table.ans,) if grouped else (table.wim,))


def test_a_form_that_is_out_of_date_writes_nothing(table: Table) -> None:
    made = _review(table)
    cycle.edit_step(made, StepDraft(StepKind.GROUP_REVIEW, "grote bespreking", table.group, due_on=FRIDAY), 1)
    with pytest.raises(Conflict):
        cycle.edit_step(made, StepDraft(StepKind.PLAN, group_id=table.group), 1)
    assert cycle.step(made).title == "grote bespreking"
    cycle.bin_step(made)
    with pytest.raises(Missing):
        cycle.step(made)


def test_a_step_is_of_a_group_or_of_a_goal(table: Table) -> None:
    goal = add_goal(table.school, GoalDraft("meer rust in de gang"))
    with pytest.raises(BadInput, match="groep of bij een doel"):
        cycle.add_step(table.school, StepDraft(StepKind.GOAL, "x", table.group, goal), TODAY)


def test_the_number_of_queries_is_fixed(table: Table) -> None:
    numbers = []
    for upto in (3, 60):
        for number in range(upto):
            who = people.add_person(table.school, people.PersonDraft(PersonRole.TEACHER, f"{upto} {number}"))
            draft = StepDraft("toetsen", group_id=table.group, due_on=FRIDAY, responsible_id=who)
            cycle.add_step(table.school, draft, TODAY)
        with counted() as seen:
            cycle.steps(table.school, FIRST)
            cycle.years(table.school)
            cycle.year_groups(table.school, FIRST)
        numbers.append(len(seen))
    assert numbers == [5, 5]


def test_nobody_is_behind_with_a_group_that_was_put_in_the_bin(table: Table) -> None:
    step = _review(table)
    later = FRIDAY + WEEK
    assert [row.id for row in cycle.behind(table.school, later)] == [step]
    groups.bin_group(table.group)
    assert cycle.behind(table.school, later) == []
    undo_last()
    assert [row.id for row in cycle.behind(table.school, later)] == [step]
