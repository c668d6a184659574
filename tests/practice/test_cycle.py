"""The care calendar, the goals and the observations of the practice schools."""

import datetime as dt
from collections import Counter
from functools import cache
from typing import cast

import pytest

from ibtui.care.cycle import StepState, state
from ibtui.care.minutes import parse
from ibtui.care.words import ActionStatus, GoalStatus, StepKind
from ibtui.practice import invent
from ibtui.practice.make import Table, Which
from ibtui.store import database
from ibtui.store.models import (
    ActionItem,
    Conversation,
    CycleStep,
    FreeDays,
    Goal,
    Minutes,
    Observation,
    Placement,
    Pupil,
    SchoolYear,
)

TUESDAY = dt.date(2026, 11, 24)
SCHOOLS: tuple[Which, ...] = ("wilgenhoek", "vlinderboom")


@cache
def _school(which: Which) -> Table:
    return invent(TUESDAY, which=which)


def _state(row: object, today: dt.date = TUESDAY) -> StepState:
    step = cast("dict[str, dt.date | None]", row)
    return state(step["starts_on"], step["due_on"], step["done_on"], bool(step["skipped_because"]), today)


@pytest.mark.parametrize(("which", "years"), [("wilgenhoek", 3), ("vlinderboom", 2)])
def test_years_are_filled_and_the_past_is_nearly_all_done(which: Which, years: int) -> None:
    tables = _school(which)
    found = {row["id"]: Counter[StepState]() for row in tables[SchoolYear]}
    for row in tables[CycleStep]:
        found[row["school_year"]][_state(row)] += 1
    filled = [states for states in found.values() if states]
    assert len(filled) == years
    for states in filled[:-1]:
        assert set(states) == {StepState.DONE, StepState.SKIPPED}
        assert states[StepState.SKIPPED] < states[StepState.DONE] / 5
    assert set(filled[-1]) == set(StepState)
    assert 3 <= filled[-1][StepState.LATE] <= 12


@pytest.mark.parametrize("which", SCHOOLS)
def test_every_kind_of_step_and_several_people_who_are_behind(which: Which) -> None:
    steps = _school(which)[CycleStep]
    assert {row["kind"] for row in steps} >= set(StepKind) - {StepKind.OTHER}
    assert len({row["responsible"] for row in steps if _state(row) is StepState.LATE}) >= 2
    assert all(row["skipped_because"] for row in steps if _state(row) is StepState.SKIPPED)


@pytest.mark.parametrize("which", SCHOOLS)
def test_a_step_and_its_conversation_are_of_one_group_and_one_day(which: Which) -> None:
    tables = _school(which)
    talks = {row["id"]: row for row in tables[Conversation]}
    linked = [row for row in tables[CycleStep] if row["conversation"] is not None]
    assert len(linked) > 20
    assert len({row["conversation"] for row in linked}) == len(linked)
    for row in linked:
        talk = talks[row["conversation"]]
        assert row["group"] == talk["group"]
        assert row["done_on"] == (talk["day"] if talk["status"] == "gehouden" else None)


@pytest.mark.parametrize("which", SCHOOLS)
def test_the_same_line_of_the_plan_is_there_once_for_each_group_and_year(which: Which) -> None:
    found = Counter(
        (row["school_year"], row["group"], row["plan_line"])
        for row in _school(which)[CycleStep]
        if row["plan_line"]
    )
    assert max(found.values()) == 1


def test_days_without_school_of_the_north_and_study_days() -> None:
    rows = _school("wilgenhoek")[FreeDays]
    this_year = {
        (row["name"], row["from_on"])
        for row in rows
        if cast("dt.date", row["from_on"]) >= dt.date(2026, 8, 1)
    }
    assert ("Herfstvakantie", dt.date(2026, 10, 10)) in this_year
    assert {row["source"] for row in rows} == {"regio noord", ""}
    assert len({(row["name"], row["from_on"]) for row in rows}) == len(rows)
    near = [row for row in rows if abs((cast("dt.date", row["from_on"]) - TUESDAY).days) <= 21]
    assert near == [], "the three weeks around today have a script"


def test_a_year_that_no_table_knows_has_holidays_too() -> None:
    rows = invent(dt.date(2031, 3, 4))[FreeDays]
    assert {"Herfstvakantie", "Koningsdag"} <= {row["name"] for row in rows}


def test_two_goals_with_steps_of_which_one_runs() -> None:
    tables = _school("wilgenhoek")
    assert [row["status"] for row in tables[Goal]] == [GoalStatus.RUNNING, GoalStatus.PLANNED]
    steps = [row for row in tables[CycleStep] if row["goal"] is not None]
    assert {row["goal"] for row in steps} == {1, 2}
    assert {_state(row) for row in steps} >= {StepState.DONE, StepState.LATE, StepState.LATER}


def test_three_observations_of_this_user_and_one_is_shared() -> None:
    rows = _school("wilgenhoek")[Observation]
    assert len(rows) == 3
    assert {row["writer"] for row in rows} == {database.who()}
    assert sum(bool(row["shared"]) for row in rows) == 1
    again = [cast("dt.date", row["look_again_on"]) for row in rows if row["looked_again_on"] is None]
    assert min(again) < TUESDAY < max(again)


def test_promises_that_wait_that_were_moved_and_that_were_dropped() -> None:
    items = _school("wilgenhoek")[ActionItem]
    waiting = [row for row in items if row["status"] == ActionStatus.WAITING]
    assert waiting
    assert all(row["waiting_since"] is not None for row in waiting)
    dropped = [row for row in items if row["status"] == ActionStatus.DROPPED]
    assert len({row["dropped_because"] for row in dropped}) > 1
    assert all(row["dropped_because"] for row in dropped)
    assert [row for row in items if row["status"] == ActionStatus.OPEN and cast("int", row["moved"]) > 1]


@pytest.mark.parametrize("which", SCHOOLS)
def test_group_reviews_have_a_heading_for_pupils_of_that_group(which: Which) -> None:
    tables = _school(which)
    names = {
        f"{row['first_name']} {row['infix']} {row['last_name']}".replace("  ", " "): row["id"]
        for row in tables[Pupil]
    }
    texts = {row["conversation"]: str(row["text"]) for row in tables[Minutes]}
    inside = {(row["pupil"], row["group"]) for row in tables[Placement]}
    spoken = 0
    for talk in tables[Conversation]:
        if talk["kind"] != "groepsbespreking" or talk["id"] not in texts:
            continue
        points = parse(texts[talk["id"]], cast("dt.date", talk["day"])).points
        found = [names[point.title] for point in points if point.title in names]
        assert all((pupil, talk["group"]) in inside for pupil in found)
        spoken += bool(found)
    assert spoken >= 6


def test_a_group_review_is_planned_this_week() -> None:
    (talk,) = [
        row
        for row in _school("wilgenhoek")[Conversation]
        if row["kind"] == "groepsbespreking" and 0 <= (cast("dt.date", row["day"]) - TUESDAY).days < 6
    ]
    assert (talk["day"], talk["status"]) == (dt.date(2026, 11, 27), "gepland")
    (step,) = [row for row in _school("wilgenhoek")[CycleStep] if row["conversation"] == talk["id"]]
    assert (step["kind"], step["period"]) == (StepKind.GROUP_REVIEW, "tussenronde")
