"""The plan that a school makes its years from, and making a year from it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from ibtui.care.school_year import first_day, last_day
from ibtui.care.text import clean, fold
from ibtui.care.words import PersonRole
from ibtui.care.year_plan import BUILT_IN, Plan, PlanLine, Problem, applies, parse_plan
from ibtui.store import cycle, labels
from ibtui.store.change import Change, write
from ibtui.store.free_days import free_days
from ibtui.store.models import CycleStep, GroupTeacher, Person, SchoolYear
from ibtui.store.school_texts import OwnText
from ibtui.store.schools import year_in
from ibtui.values import dataclass

WHOLE_SCHOOL = "hele school"

BEFORE_THE_START = "voorbij toen het jaar werd gemaakt"
"""Why a step is skipped that was over when the year was made: nobody is behind on the first day."""

_PLAN = OwnText("jaarplan", "het jaarplan", BUILT_IN, "jaarplan gewijzigd", "jaarplan weer het gewone")


@dataclass(frozen=True, slots=True)
class Made:
    """What making a year did, or would do.

    `added` steps in all, of which `past` were over already and are skipped; `already`: how many were there;
    `per_group`: (name, how many), the whole school is ("hele school", n); `months`: how many of the added are due
    in each of the twelve months from August; `problems`: lines of the plan that can't be read; `filled`: how many
    steps that were nobody's get who does them; `without_teacher`: the groups with open steps that stay nobody's.
    """

    added: int
    already: int
    past: int
    per_group: tuple[tuple[str, int], ...]
    months: tuple[int, ...]
    problems: tuple[Problem, ...]
    filled: int = 0
    without_teacher: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """A step that isn't there yet. `group_id` None: the whole school."""

    line: PlanLine
    group_id: int | None
    group: str
    responsible_id: int | None
    past: bool


@dataclass(frozen=True, slots=True)
class _Findings:
    plan: Plan
    groups: tuple[str, ...]
    new: tuple[_New, ...]
    already: int
    owners: tuple[tuple[int, int], ...]  # (step, person): open steps that were nobody's
    without_teacher: tuple[str, ...]


def text(school: int) -> str:
    """The school's own plan, or the built-in one."""
    return _PLAN.text(school)


def is_own(school: int) -> bool:
    """Whether the school has a plan of its own."""
    return _PLAN.is_own(school)


def keep(school: int, text: str, seen: str | None = None) -> None:
    """Keep this as the school's plan. Years that were made stay as they are.

    `Conflict` when the plan is no longer as it was `seen`; None: don't care.
    """
    _PLAN.keep(school, text, seen)


def back_to_built_in(school: int, seen: str | None = None) -> None:
    """Forget the school's own plan. Nothing happens when there is none. `Conflict` as with `keep`."""
    _PLAN.back_to_built_in(school, seen)


def preview(school: int, first: dt.date, plan: str | None = None, today: dt.date | None = None) -> Made:
    """What `make_year` would do, without doing it. `first`: 1 August. `plan` None: the school's own text."""
    return _made(_find(school, first, plan, today))


def make_year(school: int, first: dt.date, plan: str | None = None, today: dt.date | None = None) -> Made:
    """Make the steps of the school year that begins on `first` from the plan (None: the school's text).

    What was made from the same line for the same group is there already and stays as it is; only an open step that
    is nobody's gets who does it: the teacher may have come after it. With `today`, what was due before it is
    skipped at once. One transaction, one undo.
    """
    with write("schooljaar gevuld") as change:
        found = _find(school, first, plan, today)
        _add(change, school, first, found.new)
        _give(change, found.owners)
    return _made(found)


def fill_year(change: Change, school: int, first: dt.date, today: dt.date) -> int:
    """The part of `make_year` that other writes share; how many steps were added."""
    found = _find(school, first, None, today)
    _add(change, school, first, found.new)
    _give(change, found.owners)
    return len(found.new)


def _add(change: Change, school: int, first: dt.date, new: tuple[_New, ...]) -> None:
    """Add these steps to the year that begins on `first`."""
    year = year_in(school, first)
    for one in new:
        change.add(
            CycleStep(
                school=school,
                school_year=year,
                group=one.group_id,
                kind=one.line.kind,
                title="" if one.line.title == one.line.kind else clean(one.line.title),
                period=clean(one.line.period),
                starts_on=one.line.starts_on,
                due_on=one.line.due_on,
                responsible=one.responsible_id,
                plan_line=one.line.key,
                skipped_because=BEFORE_THE_START if one.past else "",
            )
        )


def _give(change: Change, owners: Iterable[tuple[int, int]]) -> None:
    """Say of these steps who does them."""
    for step_id, person_id in owners:
        row = change.edit(CycleStep, step_id)
        row.responsible_id = person_id
        change.save(row)


def _find(school: int, first: dt.date, plan: str | None, today: dt.date | None) -> _Findings:
    """What the plan says and what of it isn't there yet. Seven queries."""
    first = first_day(first)
    free = free_days(school, first, last_day(first))
    parsed = parse_plan(text(school) if plan is None else plan, first, free)
    groups = cycle.year_groups(school, first)
    there = _there(school, first)
    who = _Responsible(school, [group_id for group_id, _name in groups])
    wanted = [
        _New(line, group_id, name, who.of(line, group_id), today is not None and line.due_on < today)
        for line, group_id, name in _wanted(parsed, groups)
    ]
    new = tuple(one for one in wanted if (one.line.key, one.group_id) not in there)
    names = (WHOLE_SCHOOL, *(name for _id, name in groups))
    owners = tuple(
        (step_id, one.responsible_id)
        for one in wanted
        if one.responsible_id is not None
        for step_id in there.get((one.line.key, one.group_id), ())
    )
    return _Findings(parsed, names, new, len(wanted) - len(new), owners, _without_teacher(wanted, there))


def _without_teacher(
    wanted: Iterable[_New], there: dict[tuple[str, int | None], list[int]]
) -> tuple[str, ...]:
    """The groups with a step for their teacher that stays nobody's: a new one, or one that is there and open."""
    found = (
        one.group
        for one in wanted
        if one.line.who == "leerkracht"
        and one.group_id is not None
        and one.responsible_id is None
        and there.get((one.line.key, one.group_id), not one.past)
    )
    return tuple(dict.fromkeys(found))


def _wanted(plan: Plan, groups: list[tuple[int, str]]) -> Iterator[tuple[PlanLine, int | None, str]]:
    for line in plan.lines:
        if line.whole_school:
            yield line, None, WHOLE_SCHOOL
            continue
        for group_id, name in groups:
            if applies(line, name):
                yield line, group_id, name


def _there(school: int, first: dt.date) -> dict[tuple[str, int | None], list[int]]:
    """(line of the plan, group) of the steps of this year that came from a plan: those open and nobody's."""
    query = (
        CycleStep.select(
            CycleStep.plan_line,
            CycleStep.group,
            CycleStep.id,
            CycleStep.responsible,
            CycleStep.done_on,
            CycleStep.skipped_because,
        )
        .join(SchoolYear)
        .where(
            (CycleStep.school == school)
            & (SchoolYear.starts_on == first)
            & (CycleStep.plan_line != "")
            & CycleStep.deleted_at.is_null()
        )
    )
    found: dict[tuple[str, int | None], list[int]] = {}
    for key, group_id, step_id, responsible_id, done_on, skipped in labels.tuples(
        query, tuple[str, int | None, int, int | None, dt.date | None, str]
    ):
        nobodys = found.setdefault((key, group_id), [])
        if responsible_id is None and done_on is None and not skipped:
            nobodys.append(step_id)
    return found


class _Responsible:
    """Who does a step: a word of the plan becomes a person. Three queries, asked once."""

    def __init__(self, school: int, group_ids: list[int]) -> None:
        self._coordinator = labels.coordinator(school)
        self._head = _head(school)
        links = GroupTeacher.select(GroupTeacher.group, GroupTeacher.person).join(Person)
        links = links.where(GroupTeacher.group.in_(group_ids) & Person.deleted_at.is_null())
        self._teachers: dict[int, int] = {}
        for group_id, person_id in labels.tuples(links.order_by(GroupTeacher.id), tuple[int, int]):
            self._teachers.setdefault(group_id, person_id)

    def of(self, line: PlanLine, group_id: int | None) -> int | None:
        """The first teacher of the group, the ib'er or the head; None when there is no such person."""
        if line.who == "leerkracht":
            return None if group_id is None else self._teachers.get(group_id)
        return self._head if line.who == "directie" else self._coordinator


def _head(school: int) -> int | None:
    """The head of the school, known by the function that somebody filled in."""
    at_school = Person.role.in_((PersonRole.COLLEAGUE, PersonRole.TEACHER, PersonRole.HELPER))
    query = Person.select(Person.id, Person.function).where(
        (Person.school == school) & at_school & (Person.function != "") & Person.deleted_at.is_null()
    )
    people = list(labels.tuples(query.order_by(Person.id), tuple[int, str]))
    return next(
        (key for key, function in people if fold(function).startswith(("direct", "schoolleider"))), None
    )


def _made(found: _Findings) -> Made:
    per_group = Counter(one.group for one in found.new)
    months = Counter((one.line.due_on.month - 8) % 12 for one in found.new)
    return Made(
        added=len(found.new),
        already=found.already,
        past=sum(one.past for one in found.new),
        per_group=tuple((name, per_group[name]) for name in found.groups),
        months=tuple(months[number] for number in range(12)),
        problems=found.plan.problems,
        filled=len(found.owners),
        without_teacher=found.without_teacher,
    )
