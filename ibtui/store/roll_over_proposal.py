"""What rolling over to the next school year would do: a proposal, of which nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from ibtui.care import roll_over as care
from ibtui.care.roll_over import Move, Moving
from ibtui.care.school_year import last_day, school_year_of
from ibtui.care.text import fold
from ibtui.errors import BadInput
from ibtui.store import cycle, free_days, groups, placements, pupils, year_plan
from ibtui.store.cycle_rows import StepRow
from ibtui.store.models import Group, Placement
from ibtui.values import dataclass

_JUST_BEGUN = dt.timedelta(days=92)
"""Who rolls over so soon after the summer probably forgot that it was done in June."""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group of next year. `from_id`: the present group of that name, None for a new one."""

    name: str
    teacher_ids: tuple[int, ...] = ()
    teachers: tuple[str, ...] = ()
    from_id: int | None = None


@dataclass(frozen=True, slots=True)
class PupilMove:
    """Where one pupil goes. `to` None with `leaves`: goes from school; None without: no group yet, `why` says why.

    `year` is the year (leerjaar) of next year: the same one for who stays down (`stays`).
    """

    pupil_id: int
    name: str
    group: str
    old_year: str
    year: str
    to: str | None
    leaves: bool = False
    stays: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would happen. `open_steps`: not done nor skipped in the present year.

    `to_mind`: what to know about next year's days, in Dutch.
    """

    from_label: str
    to_label: str
    first: dt.date
    groups: tuple[GroupPlan, ...]
    moves: tuple[PupilMove, ...]
    open_steps: tuple[StepRow, ...]
    to_mind: tuple[str, ...] = ()


def proposal(school: int, today: dt.date) -> Proposal:
    """What rolling over would do. Raises `BadInput` when there are no groups, or next year's are there already."""
    now = groups.groups(school, today)
    if not now:
        raise BadInput("Er zijn nog geen groepen", "Maak eerst de groepen van dit schooljaar.")
    everybody = pupils.pupils(school)
    behind = _left_behind(now, everybody)
    from_first = behind or Group.get_by_id(now[0].id).school_year.starts_on
    first = last_day(from_first) + dt.timedelta(days=1)
    plans = tuple(GroupPlan(row.name, row.teacher_ids, row.teachers, row.id) for row in now)
    if behind is None:
        _refuse_twice(school, first, today)
    else:
        plans = _with_those_there(groups.groups(school, last_day(behind)), now)
    here = _here(everybody, {plan.from_id for plan in plans})
    open_steps = (
        step for step in cycle.steps(school, from_first) if step.done_on is None and not step.skipped_because
    )
    return Proposal(
        from_label=school_year_of(from_first),
        to_label=school_year_of(first),
        first=first,
        groups=plans,
        moves=tuple(_proposed(here, plans, first)),
        open_steps=tuple(open_steps),
        to_mind=_to_mind(school, from_first, first, today),
    )


def _left_behind(now: list[groups.GroupRow], everybody: list[pupils.PupilRow]) -> dt.date | None:
    """The first day of last year, when somebody made groups for this year and most pupils are still in the old ones."""
    ids = {row.id for row in now}
    behind = [row.group_id for row in everybody if row.group_id is not None and row.group_id not in ids]
    if len(behind) <= sum(row.group_id in ids for row in everybody):
        return None
    old: dt.date = Group.get_by_id(behind[0]).school_year.starts_on
    return old


def _with_those_there(old: list[groups.GroupRow], made: list[groups.GroupRow]) -> tuple[GroupPlan, ...]:
    """Last year's groups, and those that were made for this year, which keep their teachers."""
    there = {fold(row.name): row for row in made}
    found = []
    for row in old:
        same = there.pop(fold(row.name), row)
        same = same if same.teacher_ids else row
        found.append(GroupPlan(row.name, same.teacher_ids, same.teachers, row.id))
    return (*found, *(GroupPlan(row.name, row.teacher_ids, row.teachers) for row in there.values()))


def _to_mind(school: int, before: dt.date, first: dt.date, today: dt.date) -> tuple[str, ...]:
    label = school_year_of(first)
    found = []
    if before <= today < before + _JUST_BEGUN:
        found.append(
            f"Het jaar {school_year_of(before)} is nog maar net begonnen. Wil je nu al naar {label}?"
        )
    region = free_days.follows(school, before, first)
    if region:
        found.append(f"De vakanties van regio {region} komen mee. Kijk ze daarna na met j en v.")
    elif region is None:
        found.append(f"De vakanties van {label} zijn niet bekend: een stap kan in een vakantie vallen.")
    unread = len(year_plan.preview(school, first).problems)
    if unread:
        lines = "1 regel van het jaarplan past" if unread == 1 else f"{unread} regels van het jaarplan passen"
        found.append(f"{lines} niet in {label}: daar komt geen stap van.")
    return tuple(found)


def stay_down(move: PupilMove, groups: tuple[GroupPlan, ...]) -> PupilMove:
    """The same pupil once more in the same year (blijft zitten), or on after all."""
    names = [plan.name for plan in groups]
    change = care.going_on if move.stays else care.staying
    return _as_move(change(_as_care(move), names), move.name, move.old_year)


def to_group(move: PupilMove, group: str | None) -> PupilMove:
    """The same pupil to another group of next year; None: goes from school."""
    return replace(move, to=group, leaves=group is None, stays=move.stays and group is not None, why="")


def _refuse_twice(school: int, first: dt.date, today: dt.date) -> None:
    if cycle.year_groups(school, first):
        since = f"Vanaf {first.day} augustus verander" if today < first else "Verander"
        raise BadInput(
            f"De groepen van {school_year_of(first)} zijn er al",
            f"{since} je bij de groepen en leerlingen zelf wat nog anders moet.",
        )


def _here(everybody: list[pupils.PupilRow], group_ids: Collection[int | None]) -> list[pupils.PupilRow]:
    """Who is in one of these groups and hasn't a last day yet."""
    return [
        row
        for row in everybody
        if row.group_id is not None
        and row.group_id in group_ids
        and row.left_on is None
        and row.leaves_on is None
    ]


def _proposed(here: list[pupils.PupilRow], plans: Iterable[GroupPlan], first: dt.date) -> list[PupilMove]:
    """Whoever got her place after the summer is in the year that was filled in then."""
    names = [plan.name for plan in plans]
    moves = care.proposed_moves(
        [Moving(row.id, row.group, placements.number(row.year)) for row in here], names
    )
    came = Placement.select(Placement.pupil).where((Placement.from_on >= first) & placements.running())
    new = {row.pupil_id for row in came}
    moves = tuple(
        replace(care.staying(move, names), stays=False) if move.pupil_id in new else move for move in moves
    )
    return [_as_move(move, row.name, row.year) for move, row in zip(moves, here, strict=True)]


def _as_move(move: Move, name: str, old_year: str) -> PupilMove:
    return PupilMove(
        pupil_id=move.pupil_id,
        name=name,
        group=move.old_group,
        old_year=old_year,
        year="" if move.year is None or move.leaves else str(move.year),
        to=move.group,
        leaves=move.leaves,
        stays=move.stays,
        why=move.reason,
    )


def _as_care(move: PupilMove) -> Move:
    old_year = placements.number(move.old_year)
    return Move(
        move.pupil_id, move.group, old_year, move.to, placements.number(move.year), move.stays, move.leaves
    )
