"""To the next school year."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ibtui.care.words import PersonRole, StepKind
from ibtui.errors import BadInput, Conflict
from ibtui.store import (
    concerns,
    conversations,
    cycle,
    free_days,
    groups,
    people,
    pupils,
    roll_over,
    seating,
    year_plan,
)
from ibtui.store.change import undo_last
from ibtui.store.concern_counts import heat
from ibtui.store.concerns import ConcernDraft
from ibtui.store.cycle import StepDraft
from ibtui.store.goals import GoalDraft, add_goal, goal
from ibtui.store.groups import GroupDraft
from ibtui.store.models import AuditLog, Placement
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.roll_over import Choices, GroupPlan, Proposal, PupilMove, Rolled
from ibtui.store.schools import SchoolInfo
from ibtui.store.whois import WhoIs

SEPTEMBER = dt.date(2026, 9, 1)
JUNE = dt.date(2027, 6, 14)
NEXT_JUNE = dt.date(2028, 6, 12)
JULY = dt.date(2027, 7, 31)
AUGUST = dt.date(2027, 8, 1)

Clock = Callable[[dt.date], None]


@pytest.fixture
def year(school: SchoolInfo, clock: Clock) -> dict[str, int]:
    """It is June. Two groups with a teacher and three pupils, one of whom leaves; gives the numbers by name."""
    made: dict[str, int] = {}
    for name, teacher in (("3/4/5", "Ans"), ("6/7/8", "Wim")):
        made[teacher] = people.add_person(
            school.id, PersonDraft(PersonRole.TEACHER, teacher, salutation="juf")
        )
        made[name] = groups.add_group(school.id, GroupDraft(name, (made[teacher],)), SEPTEMBER)
    for first, group, leerjaar in (("Roos", "3/4/5", "4"), ("Sam", "3/4/5", "5"), ("Bram", "6/7/8", "8")):
        draft = PupilDraft(first, group_id=made[group], year=leerjaar)
        made[first] = pupils.add_pupil(school.id, draft, SEPTEMBER)
    year_plan.keep(school.id, "## Per groep\ngroepsbespreking: 12 nov\n")
    clock(JUNE)
    return made


def _roll(school: SchoolInfo, today: dt.date = JUNE, **changed: object) -> Rolled:
    seen = roll_over.proposal(school.id, today)
    return roll_over.roll_over(
        school.id, replace(Choices(seen.groups, seen.moves), **changed), today  # type: ignore[arg-type]
    )  # fmt: skip


def _move(seen: Proposal, name: str) -> PupilMove:
    (found,) = [move for move in seen.moves if move.name == name]
    return found


def _with(seen: Proposal, changed: PupilMove) -> tuple[PupilMove, ...]:
    return tuple(changed if move.pupil_id == changed.pupil_id else move for move in seen.moves)


def _where(year: dict[str, int]) -> list[tuple[str, str]]:
    """(group, leerjaar) of the three pupils."""
    return [(row.group, row.year) for row in (pupils.pupil(year[name]) for name in ("Roos", "Sam", "Bram"))]


def test_the_proposal_says_where_everybody_goes(school: SchoolInfo, year: dict[str, int]) -> None:
    step = cycle.add_step(school.id, StepDraft(StepKind.EVALUATE, group_id=year["3/4/5"], due_on=JUNE), JUNE)
    done = cycle.add_step(school.id, StepDraft(StepKind.TESTS, due_on=JUNE), JUNE)
    cycle.set_done(done, True, JUNE)
    seen = roll_over.proposal(school.id, JUNE)
    assert (seen.from_label, seen.to_label, seen.first) == ("2026-2027", "2027-2028", AUGUST)
    assert seen.groups == (
        GroupPlan("3/4/5", (year["Ans"],), ("juf Ans",), year["3/4/5"]),
        GroupPlan("6/7/8", (year["Wim"],), ("juf Wim",), year["6/7/8"]),
    )
    assert {(one.name, one.group, one.old_year, one.year, one.to, one.leaves) for one in seen.moves} == {
        ("Roos", "3/4/5", "4", "5", "3/4/5", False),
        ("Sam", "3/4/5", "5", "6", "6/7/8", False),
        ("Bram", "6/7/8", "8", "", None, True),
    }
    assert [one.id for one in seen.open_steps] == [step]


def test_the_present_stays_until_the_first_of_august(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    concerns.add_concern(school.id, ConcernDraft("lezen", "x", year["Roos"]), JUNE)
    before = (groups.groups(school.id, JUNE), pupils.pupils(school.id), concerns.concerns(school.id))
    assert _roll(school) == Rolled(2, 2, 1, 0, 0, 0, 2)
    bram = pupils.pupil(year["Bram"])
    assert (bram.left_on, bram.leaves_on) == (None, JULY)
    after = [
        row if row.id != bram.id else replace(row, version=1, leaves_on=None)
        for row in pupils.pupils(school.id)
    ]
    assert (groups.groups(school.id, JUNE), after, concerns.concerns(school.id)) == before
    assert [row.id for row in seating.suggested_people(school.id, (year["Sam"],), None)] == [year["Ans"]]
    clock(JULY)
    assert _where(year) == [("3/4/5", "4"), ("3/4/5", "5"), ("", "")]


def test_on_the_first_of_august_everything_is_the_new_year(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    worry = concerns.add_concern(school.id, ConcernDraft("lezen", "x", year["Sam"]), JUNE)
    _roll(school)
    clock(AUGUST)
    assert _where(year) == [("3/4/5", "5"), ("6/7/8", "6"), ("", "")]
    low, high = groups.groups(school.id, AUGUST)
    assert (low.teachers, low.pupil_count, high.pupil_count, high.open_concerns) == (("juf Ans",), 1, 1, 1)
    assert low.id != year["3/4/5"]
    assert pupils.pupil(year["Bram"]).left_on == JULY
    assert concerns.concern(worry).row.group == "6/7/8"
    assert [row.id for row in seating.suggested_people(school.id, (year["Sam"],), None)] == [year["Wim"]]
    assert [row.first_name for row in pupils.pupils(school.id, group_id=low.id)] == ["Roos"]


def test_next_years_steps_come_from_the_plan(school: SchoolInfo, year: dict[str, int]) -> None:
    _roll(school)
    rows = cycle.steps(school.id, AUGUST)
    assert [(row.group, row.title, row.due_on, row.responsible) for row in rows] == [
        ("3/4/5", "groepsbespreking", dt.date(2027, 11, 12), "juf Ans"),
        ("6/7/8", "groepsbespreking", dt.date(2027, 11, 12), "juf Wim"),
    ]


def test_what_was_left_open_goes_along_stays_or_is_skipped(school: SchoolInfo, year: dict[str, int]) -> None:
    def add(kind: StepKind, group: str) -> int:
        day = dt.date(2027, 6, 8)
        return cycle.add_step(school.id, StepDraft(kind, group_id=year[group], due_on=day), JUNE)

    along, stays, over = (
        add(StepKind.EVALUATE, "3/4/5"), add(StepKind.PLAN, "3/4/5"), add(StepKind.TESTS, "6/7/8"),
    )  # fmt: skip
    done = _roll(school, steps=((along, "mee", ""), (stays, "laat", ""), (over, "over", "niet meer nodig")))
    assert (done.steps_along, done.steps_skipped) == (1, 1)
    taken = cycle.step(along)
    assert (taken.year_label, taken.group, taken.due_on) == ("2027-2028", "3/4/5", dt.date(2028, 6, 6))
    assert taken.group_id != year["3/4/5"]
    assert (cycle.step(stays).year_label, cycle.step(stays).due_on) == ("2026-2027", dt.date(2027, 6, 8))
    assert cycle.step(over).skipped_because == "niet meer nodig"


def test_what_goes_along_is_not_made_from_the_plan_once_more(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    year_plan.make_year(school.id, dt.date(2026, 8, 1))
    (step,) = cycle.of_group(year["3/4/5"])
    done = _roll(school, steps=((step.id, "mee", ""),))
    assert (done.steps_along, done.steps_made) == (1, 1)
    assert [row.due_on for row in cycle.steps(school.id, AUGUST)] == [
        dt.date(2027, 11, 11),
        dt.date(2027, 11, 12),
    ]


def test_a_step_of_a_group_that_ends_becomes_one_of_the_school(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    step = cycle.add_step(school.id, StepDraft(StepKind.EVALUATE, group_id=year["3/4/5"], due_on=JUNE), JUNE)
    seen = roll_over.proposal(school.id, JUNE)
    plans = (GroupPlan("Vlinders"), seen.groups[1])
    moves = _with(seen, roll_over.to_group(_move(seen, "Roos"), "Vlinders"))
    _roll(school, groups=plans, moves=moves, steps=((step, "mee", ""),))
    assert (cycle.step(step).group_id, cycle.step(step).title) == (None, "evalueren, groep 3/4/5")


def test_goals_stay_with_their_steps(school: SchoolInfo, year: dict[str, int]) -> None:
    made = add_goal(school.id, GoalDraft("Elk kind leest"))
    cycle.add_step(school.id, StepDraft(StepKind.GOAL, "scholing", goal_id=made, due_on=JUNE), JUNE)
    before = goal(made)
    _roll(school)
    assert goal(made) == before


def test_who_stays_down_or_goes_elsewhere(school: SchoolInfo, year: dict[str, int], clock: Clock) -> None:
    seen = roll_over.proposal(school.id, JUNE)
    sam = roll_over.stay_down(_move(seen, "Sam"), seen.groups)
    assert (sam.to, sam.year, sam.stays) == ("3/4/5", "5", True)
    assert roll_over.stay_down(sam, seen.groups) == _move(seen, "Sam")
    bram = roll_over.stay_down(_move(seen, "Bram"), seen.groups)
    assert (bram.to, bram.year, bram.leaves) == ("6/7/8", "8", False)
    roos = roll_over.to_group(_move(seen, "Roos"), None)
    assert roos.leaves
    moves = _with(replace(seen, moves=_with(replace(seen, moves=_with(seen, sam)), bram)), roos)
    _roll(school, moves=moves)
    clock(AUGUST)
    assert _where(year) == [("", ""), ("3/4/5", "5"), ("6/7/8", "8")]


def test_a_pupil_without_a_fitting_group_has_none_from_august_on(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    odd = pupils.add_pupil(school.id, PupilDraft("Lot", group_id=year["3/4/5"]), JUNE)
    move = _move(roll_over.proposal(school.id, JUNE), "Lot")
    assert (move.to, move.leaves, bool(move.why)) == (None, False, True)
    assert _roll(school).without_group == 1
    assert pupils.pupil(odd).group == "3/4/5"
    clock(AUGUST)
    assert (pupils.pupil(odd).group, pupils.pupil(odd).left_on) == ("", None)


def test_one_line_in_the_log_and_one_undo(school: SchoolInfo, year: dict[str, int], clock: Clock) -> None:
    def places() -> list[tuple[int, dt.date | None]]:
        return [(row.group_id, row.until_on) for row in Placement.select().order_by(Placement.id)]

    lines, before = AuditLog.select().count(), places()
    _roll(school)
    assert AuditLog.select().count() == lines + 1
    assert undo_last() == "naar het volgende schooljaar"
    assert places() == before
    assert cycle.steps(school.id, AUGUST) == []
    clock(AUGUST)
    assert [row.id for row in groups.groups(school.id, AUGUST)] == [year["3/4/5"], year["6/7/8"]]
    assert pupils.pupil(year["Bram"]).left_on is None
    assert _roll(school).moved == 2


def test_not_twice(school: SchoolInfo, year: dict[str, int]) -> None:
    seen = roll_over.proposal(school.id, JUNE)
    _roll(school)
    with pytest.raises(BadInput, match="2027-2028 zijn er al"):
        roll_over.proposal(school.id, JUNE)
    with pytest.raises(BadInput, match="2027-2028 zijn er al"):
        roll_over.roll_over(school.id, Choices(seen.groups, seen.moves), JUNE)


def test_a_year_later_it_goes_on(school: SchoolInfo, year: dict[str, int], clock: Clock) -> None:
    _roll(school)
    clock(NEXT_JUNE)
    seen = roll_over.proposal(school.id, NEXT_JUNE)
    assert (seen.from_label, seen.to_label) == ("2027-2028", "2028-2029")
    assert {(move.name, move.year) for move in seen.moves} == {("Roos", "6"), ("Sam", "7")}
    _roll(school, NEXT_JUNE)
    clock(dt.date(2028, 8, 1))
    assert _where(year) == [("6/7/8", "6"), ("6/7/8", "7"), ("", "")]


def test_somebody_who_came_meanwhile_is_not_forgotten(school: SchoolInfo, year: dict[str, int]) -> None:
    seen = roll_over.proposal(school.id, JUNE)
    pupils.add_pupil(school.id, PupilDraft("Noa", group_id=year["3/4/5"], year="3"), JUNE)
    with pytest.raises(Conflict, match="bijgekomen"):
        roll_over.roll_over(school.id, Choices(seen.groups, seen.moves), JUNE)
    assert groups.groups(school.id, AUGUST)[0].id == year["3/4/5"]


def test_a_group_that_was_not_made_and_a_reason_that_is_missing_write_nothing(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    step = cycle.add_step(school.id, StepDraft(StepKind.EVALUATE, group_id=year["3/4/5"], due_on=JUNE), JUNE)
    seen = roll_over.proposal(school.id, JUNE)
    with pytest.raises(BadInput, match="er volgend jaar niet"):
        _roll(school, groups=seen.groups[:1])
    with pytest.raises(BadInput, match="waarom"):
        _roll(school, steps=((step, "over", ""),))
    assert roll_over.proposal(school.id, JUNE) == seen


def test_without_groups_there_is_nothing_to_roll(school: SchoolInfo) -> None:
    with pytest.raises(BadInput, match="nog geen groepen"):
        roll_over.proposal(school.id, JUNE)


# --- a pupil who is changed between rolling over and the summer ---


def _draft(pupil_id: int, **changed: object) -> PupilDraft:
    row = pupils.pupil(pupil_id)
    draft = PupilDraft(
        row.first_name, "", "", row.group_id, row.year, row.level, left_on=row.left_on or row.leaves_on
    )
    return replace(draft, **changed)  # type: ignore[arg-type]


def test_changing_a_name_in_june_leaves_the_next_year_alone(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    for name in ("Roos", "Bram"):
        pupils.edit_pupil(year[name], _draft(year[name], first_name=f"{name}je"), JUNE)
    assert _where(year) == [("3/4/5", "4"), ("3/4/5", "5"), ("6/7/8", "8")]
    clock(AUGUST)
    assert _where(year) == [("3/4/5", "5"), ("6/7/8", "6"), ("", "")]


def test_another_group_in_june_is_for_the_rest_of_the_year(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    pupils.edit_pupil(year["Roos"], _draft(year["Roos"], group_id=year["6/7/8"]), JUNE)
    assert pupils.pupil(year["Roos"]).group == "6/7/8"
    clock(AUGUST)
    assert pupils.pupil(year["Roos"]).group == "3/4/5"


def test_who_leaves_in_june_does_not_come_back_in_august(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    pupils.edit_pupil(year["Roos"], _draft(year["Roos"], left_on=JUNE), JUNE)
    assert (pupils.pupil(year["Roos"]).group, pupils.pupil(year["Roos"]).left_on) == ("", JUNE)
    clock(AUGUST)
    assert pupils.pupil(year["Roos"]).group == ""


def test_who_does_not_leave_after_all_keeps_the_group(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    pupils.edit_pupil(year["Bram"], _draft(year["Bram"], left_on=None), JUNE)
    clock(AUGUST)
    assert (pupils.pupil(year["Bram"]).left_on, pupils.pupil(year["Bram"]).group) == (None, "6/7/8")


def test_a_leaver_is_found_by_name_until_the_last_day(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    assert "Bram" in [named.first for named in people.named_pupils(school.id)]
    talk = conversations.ConversationDraft("leerlingbespreking", JUNE, pupil_ids=(year["Bram"],))
    assert (
        conversations.conversation(conversations.add_conversation(school.id, talk)).pupils[0].group == "6/7/8"
    )
    clock(AUGUST)
    assert "Bram" not in [named.first for named in people.named_pupils(school.id)]


def test_a_talk_about_a_group_of_next_year_knows_who_will_be_in_it(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    pupils.add_pupil(school.id, PupilDraft("Sam", "", "Vos"), JUNE)
    _roll(school)
    (_low, (high, _name)) = cycle.year_groups(school.id, AUGUST)
    draft = conversations.ConversationDraft("groepsbespreking", dt.date(2027, 9, 14), group_id=high)
    talk = conversations.add_conversation(school.id, draft)
    assert WhoIs.of(talk).pupil("Sam") == year["Sam"]


# --- made late, and what happens between ---


def _places() -> list[int]:
    """The group of each placement."""
    return [row.group_id for row in Placement.select().order_by(Placement.id)]


def test_made_in_september_nobody_stays_behind_in_an_old_group(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    august, late = dt.date(2027, 8, 25), dt.date(2027, 9, 20)
    clock(august)
    pupils.edit_pupil(year["Roos"], _draft(year["Roos"], group_id=year["6/7/8"], year="6"), august)
    new = pupils.add_pupil(school.id, PupilDraft("Lot", group_id=year["3/4/5"], year="3"), august)
    clock(late)
    assert {(move.name, move.to, move.year) for move in roll_over.proposal(school.id, late).moves} == {
        ("Roos", "6/7/8", "6"),  # moved after the summer: that year is this year's
        ("Lot", "3/4/5", "3"),
        ("Sam", "6/7/8", "6"),
        ("Bram", None, ""),
    }
    before = _places()
    _roll(school, late)
    now = {row.id for row in groups.groups(school.id, late)}
    assert {pupils.pupil(key).group_id for key in (year["Roos"], year["Sam"], new)} == now
    assert [row.from_on for row in Placement.select().where(Placement.pupil == new)] == [august]
    undo_last()
    assert _places() == before
    assert pupils.pupil(year["Roos"]).group_id == year["6/7/8"]


def test_a_group_made_by_hand_in_august_does_not_close_the_way(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    clock(AUGUST)
    made = groups.add_group(school.id, GroupDraft("6/7/8", (year["Ans"],)), AUGUST)
    seen = roll_over.proposal(school.id, AUGUST)
    assert (seen.from_label, seen.to_label, len(seen.moves)) == ("2026-2027", "2027-2028", 3)
    assert [(plan.name, plan.teachers) for plan in seen.groups] == [
        ("3/4/5", ("juf Ans",)),
        ("6/7/8", ("juf Ans",)),
    ]
    _roll(school, AUGUST)
    assert pupils.pupil(year["Sam"]).group_id == made
    assert len(groups.groups(school.id, AUGUST)) == 2


def test_who_comes_between_goes_along_in_august(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    new = pupils.add_pupil(school.id, PupilDraft("Lot", group_id=year["3/4/5"], year="3"), JUNE)
    pupils.edit_pupil(year["Bram"], _draft(year["Bram"], left_on=None), JUNE)
    assert pupils.pupil(new).group_id == year["3/4/5"]
    clock(AUGUST)
    low, high = (row.id for row in groups.groups(school.id, AUGUST))
    assert (pupils.pupil(new).group_id, pupils.pupil(new).year) == (low, "4")
    assert (pupils.pupil(year["Bram"]).group_id, pupils.pupil(year["Bram"]).year) == (high, "8")


def test_a_name_put_right_in_june_does_not_keep_anybody_in_an_old_group(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    odd = pupils.add_pupil(school.id, PupilDraft("Lot", group_id=year["3/4/5"]), JUNE)
    assert _roll(school).without_group == 1
    pupils.edit_pupil(odd, _draft(odd, first_name="Lotte"), JUNE)
    clock(AUGUST)
    assert pupils.pupil(odd).group_id is None


def test_who_is_taken_out_of_a_group_in_june_is_not_in_next_years_yet(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    pupils.edit_pupil(year["Roos"], _draft(year["Roos"], group_id=None, year=""), JUNE)
    assert pupils.pupil(year["Roos"]).group_id is None
    clock(AUGUST)
    assert pupils.pupil(year["Roos"]).group == "3/4/5"


def test_what_another_session_changed_is_not_lost(school: SchoolInfo, year: dict[str, int]) -> None:
    seen = roll_over.proposal(school.id, JUNE)
    groups.edit_group(year["3/4/5"], GroupDraft("3/4/5", (year["Wim"],)))
    with pytest.raises(Conflict, match="aan een groep of een leerling"):
        _roll(school, seen=seen)
    seen = roll_over.proposal(school.id, JUNE)
    pupils.edit_pupil(year["Roos"], _draft(year["Roos"], group_id=year["6/7/8"], year="6"), JUNE)
    with pytest.raises(Conflict, match="aan een groep of een leerling"):
        _roll(school, seen=seen)
    _roll(school, seen=roll_over.proposal(school.id, JUNE))


def test_next_years_holidays_come_along_so_that_no_step_falls_in_one(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    free_days.take_region(school.id, "noord", "2026-2027")
    year_plan.keep(school.id, "## Hele school\nteam: 18 okt\n")
    (words,) = roll_over.proposal(school.id, JUNE).to_mind
    assert "regio noord komen mee" in words
    _roll(school)
    (step,) = cycle.steps(school.id, AUGUST)
    assert step.due_on == dt.date(2027, 10, 25)  # the autumn holiday of noord is 16 - 24 oktober
    undo_last()
    assert free_days.free(school.id, dt.date(2027, 10, 1), dt.date(2028, 7, 1)) == []


def test_what_next_year_does_not_know_yet_is_said(school: SchoolInfo, year: dict[str, int]) -> None:
    year_plan.keep(school.id, "## Hele school\nteam: 18 okt 2026\n")
    assert [words[:40] for words in roll_over.proposal(school.id, JUNE).to_mind] == [
        "De vakanties van 2027-2028 zijn niet bek",
        "1 regel van het jaarplan past niet in 20",
    ]


def test_until_august_nothing_can_be_changed_in_next_years_groups_and_that_is_said(
    school: SchoolInfo, year: dict[str, int]
) -> None:
    _roll(school)
    with pytest.raises(BadInput) as error:
        roll_over.proposal(school.id, JUNE)
    assert "Vanaf 1 augustus" in str(error.value)


def test_a_concern_about_a_whole_group_goes_along_with_its_children(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    draft = ConcernDraft("gedrag", "de sfeer", group_id=year["3/4/5"])
    concerns.add_concern(school.id, draft, JUNE)
    seen = roll_over.proposal(school.id, JUNE)
    roos = roll_over.to_group(_move(seen, "Roos"), "6/7/8")  # now all of them go to the highest group
    _roll(school, moves=_with(seen, roos))
    assert [row.open_concerns for row in groups.groups(school.id, JUNE)] == [1, 0]
    assert [row.total for row in heat(school.id, JUNE)] == [1, 0]
    clock(AUGUST)
    assert [row.open_concerns for row in groups.groups(school.id, AUGUST)] == [0, 1]
    assert [row.total for row in heat(school.id, AUGUST)] == [0, 1]
    (worry,) = concerns.concerns(school.id, group="6/7/8")
    assert (worry.about, worry.group_id) == ("groep 6/7/8", groups.groups(school.id, AUGUST)[1].id)
    concerns.close_concern(worry.id, "opgelost", AUGUST)
    assert concerns.concern(worry.id).row.about == "groep 3/4/5"


def test_with_as_many_children_on_both_sides_it_stays_with_the_name(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    concerns.add_concern(school.id, ConcernDraft("gedrag", "de sfeer", group_id=year["3/4/5"]), JUNE)
    _roll(school)
    clock(AUGUST)
    assert [row.open_concerns for row in groups.groups(school.id, AUGUST)] == [1, 0]


def test_made_late_nobody_is_behind_on_the_first_day(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    late = dt.date(2027, 11, 20)
    clock(late)
    _roll(school, late)
    assert {step.skipped_because for step in cycle.steps(school.id, AUGUST)} == {year_plan.BEFORE_THE_START}
    assert cycle.behind(school.id, late) == []


def test_rolling_over_once_more_in_august_is_asked_about(
    school: SchoolInfo, year: dict[str, int], clock: Clock
) -> None:
    _roll(school)
    clock(AUGUST)
    assert "net begonnen" in roll_over.proposal(school.id, AUGUST).to_mind[0]
    assert "net begonnen" not in str(roll_over.proposal(school.id, NEXT_JUNE).to_mind)
