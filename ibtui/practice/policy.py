"""Goals of the care policy with their steps, and lessons that the ib'er looked at, told from policy.toml."""

from __future__ import annotations

import datetime as dt
from typing import NotRequired, TypedDict, cast

from ibtui.care.words import StepKind
from ibtui.practice import texts
from ibtui.practice.days import DAY, is_school_day, school_day
from ibtui.practice.people import SCHOOL, Adult, World
from ibtui.store import database
from ibtui.store.models import CycleStep, Goal, Observation


class _Step(TypedDict):
    title: str
    who: str
    due: int
    done: NotRequired[bool]


class _Goal(TypedDict):
    school: str
    title: str
    why: str
    who: str
    status: str
    due: int
    evaluate: int
    evaluation: NotRequired[str]
    step: list[_Step]


class _Observation(TypedDict):
    school: str
    slot: int
    day: int
    question: str
    seen: str
    meaning: str
    talk: str
    agreed: str
    again: NotRequired[int]
    again_done: NotRequired[int]
    shared: NotRequired[bool]


def write(world: World) -> None:
    """The goals and observations of this school. What happened, happened before today."""
    data = texts.data("policy")
    for goal in cast("list[_Goal]", data["goal"]):
        if goal["school"] == world.setting.key:
            _goal(world, goal)
    for seen in cast("list[_Observation]", data["observation"]):
        if seen["school"] == world.setting.key:
            _observation(world, seen)


def _goal(world: World, goal: _Goal) -> None:
    evaluated = _past(world, goal["evaluate"]) if "evaluation" in goal else None
    number = world.rows.add(
        Goal,
        world.years[-1],
        school=SCHOOL,
        title=goal["title"],
        why=goal["why"],
        owner=_who(world, goal["who"]).id,
        status=goal["status"],
        due_on=_day(world, goal["due"]),
        evaluate_on=_day(world, goal["evaluate"]),
        evaluated_on=evaluated,
        evaluation=goal.get("evaluation", ""),
    )
    for step in goal["step"]:
        day = _past(world, step["due"]) if step.get("done") else _day(world, step["due"])
        world.rows.add(
            CycleStep,
            world.years[-1],
            school=SCHOOL,
            school_year=len(world.years),
            kind=StepKind.GOAL.value,
            title=step["title"],
            due_on=day,
            done_on=day if step.get("done") else None,
            responsible=_who(world, step["who"]).id,
            goal=number,
        )


def _observation(world: World, seen: _Observation) -> None:
    day = _past(world, seen["day"])
    key = (world.year_number(day), seen["slot"], 0)
    world.rows.add(
        Observation,
        day,
        school=SCHOOL,
        teacher=world.teachers[key].id,
        group=world.groups[key],
        writer=database.who(),
        shared=seen.get("shared", False),
        day=day,
        question=seen["question"],
        seen=seen["seen"].strip(),
        meaning=seen["meaning"].strip(),
        talk=seen["talk"].strip(),
        agreed=seen["agreed"].strip(),
        look_again_on=_day(world, seen["again"]) if "again" in seen else None,
        looked_again_on=_past(world, seen["again_done"]) if "again_done" in seen else None,
    )


def _who(world: World, name: str) -> Adult:
    """ "ib", "dir", or the number of a group of now: its teacher."""
    if name == "ib":
        return world.ib
    return world.director if name == "dir" else world.teachers[len(world.years) - 1, int(name), 0]


def _past(world: World, days: int) -> dt.date:
    """So many days from today, on a school day that is over."""
    return school_day(min(world.today + DAY * days, world.today - DAY))


def _day(world: World, days: int) -> dt.date:
    """So many days from today, or the first school day after it."""
    day = world.today + DAY * days
    while not is_school_day(day):
        day += DAY
    return day
