"""To the next school year: new groups, everybody to the next group, what isn't done along or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ibtui.care import roll_over as care
from ibtui.care.roll_over import OpenStep
from ibtui.care.school_days import Free
from ibtui.care.school_year import last_day
from ibtui.errors import BadInput, Conflict
from ibtui.store import cycle, free_days, groups, labels, year_plan
from ibtui.store.change import Change, write
from ibtui.store.cycle_rows import StepRow
from ibtui.store.models import CycleStep, Placement, Pupil, SchoolYear
from ibtui.store.roll_over_proposal import GroupPlan as GroupPlan
from ibtui.store.roll_over_proposal import Proposal as Proposal
from ibtui.store.roll_over_proposal import PupilMove as PupilMove
from ibtui.store.roll_over_proposal import proposal as proposal
from ibtui.store.roll_over_proposal import stay_down as stay_down
from ibtui.store.roll_over_proposal import to_group as to_group
from ibtui.store.schools import year_in
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """A proposal as it was agreed. `steps`: (number of the step, "mee" | "laat" | "over", a word why for "over").

    `seen`: the proposal that it began with, so that what another session changed since isn't lost.
    """

    groups: tuple[GroupPlan, ...]
    moves: tuple[PupilMove, ...]
    steps: tuple[tuple[int, str, str], ...] = ()
    make_year: bool = True
    seen: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Rolled:
    """What was done, in numbers."""

    groups: int
    moved: int
    left: int
    without_group: int
    steps_along: int
    steps_skipped: int
    steps_made: int


def roll_over(school: int, choices: Choices, today: dt.date) -> Rolled:
    """Do it: one transaction, one line in the audit log, one undo.

    Next year's groups with their teachers, everybody's place in them from 1 August on (until then the present
    ones count), leavers' last day, open steps by choice, next year's steps from the plan. Goals stay. Raises
    `BadInput` when next year's groups are there already, `Conflict` when pupils came or went since the proposal.
    """
    with write("naar het volgende schooljaar") as change:
        seen = proposal(school, today)
        _refuse_changed(seen, choices)
        year = year_in(school, seen.first)
        change.about(SchoolYear.get_by_id(year))
        made = {
            plan.name: int(
                groups.ready_in(change, school, groups.GroupDraft(plan.name, plan.teacher_ids), seen.first).id
            )
            for plan in choices.groups
        }
        _move_all(change, choices.moves, made, seen.first)
        free_days.follow(change, school, _year_before(seen.first), seen.first)
        along, skipped = _settle(change, choices, seen, made, year)
        added = year_plan.fill_year(change, school, seen.first, today) if choices.make_year else 0
    moves = choices.moves
    return Rolled(
        groups=len(made),
        moved=sum(move.to is not None for move in moves),
        left=sum(move.leaves for move in moves),
        without_group=sum(move.to is None and not move.leaves for move in moves),
        steps_along=along,
        steps_skipped=skipped,
        steps_made=added,
    )


def _refuse_changed(seen: Proposal, choices: Choices) -> None:
    """Nobody's work is lost: not the pupil who came meanwhile, not another group, year or teacher."""
    if {move.pupil_id for move in seen.moves} != {move.pupil_id for move in choices.moves}:
        title = "Er zijn intussen leerlingen bijgekomen of weggegaan"
    elif choices.seen is not None and _now(choices.seen) != _now(seen):
        title = "Er is intussen iets veranderd aan een groep of een leerling"
    else:
        return
    raise Conflict(title, "Er is niets overgezet. Open de overgang opnieuw.")


def _now(proposal: Proposal) -> tuple[object, ...]:
    """What the proposal was made from: who is where, and who teaches."""
    return proposal.groups, [(move.pupil_id, move.group, move.old_year) for move in proposal.moves]


def _move_all(change: Change, moves: Iterable[PupilMove], made: dict[str, int], first: dt.date) -> None:
    """The present place until the summer, and the next one after it."""
    last = first - dt.timedelta(days=1)
    lasts = Placement.until_on.is_null() | (Placement.until_on > last)
    query = Placement.select(Placement.pupil, Placement.id).where(lasts).order_by(Placement.from_on)
    now: dict[int, list[int]] = {}
    for pupil_id, place_id in labels.tuples(query, tuple[int, int]):
        now.setdefault(pupil_id, []).append(place_id)
    for move in moves:
        if move.to is not None and move.to not in made:
            raise BadInput(f"De groep {move.to} is er volgend jaar niet", f"Kies een groep voor {move.name}.")
        since = _end_places(change, now.get(move.pupil_id, ()), first, last if move.leaves else first)
        if move.leaves:
            pupil = change.edit(Pupil, move.pupil_id)
            pupil.left_on = last
            change.save(pupil)
        elif move.to is not None:
            change.add(Placement(pupil=move.pupil_id, group=made[move.to], year=move.year, from_on=since))


def _end_places(change: Change, places: Iterable[int], first: dt.date, until: dt.date) -> dt.date:
    """End a pupil's places of before the summer, and take away those in an old group of after it.

    Gives the day on which the new place begins: `first`, or the day on which she came after it.
    """
    came: dt.date | None = None
    for place_id in places:
        row = change.edit(Placement, place_id)
        if row.from_on < first:
            row.until_on = until
            change.save(row)
            came = first
        else:
            came = came or row.from_on
            change.remove(row)
    return came or first


# --- steps that were left open ---


def _settle(
    change: Change, choices: Choices, seen: Proposal, made: dict[str, int], year: int
) -> tuple[int, int]:
    """Take along or skip what was chosen so; how many of each. What was done meanwhile is left alone."""
    still_open = {step.id: step for step in seen.open_steps}
    free = free_days.free_days(int(SchoolYear.get_by_id(year).school_id), seen.first, last_day(seen.first))
    follows = {plan.from_id: plan for plan in choices.groups if plan.from_id is not None}
    along = skipped = 0
    for step_id, choice, because in choices.steps:
        step = still_open.get(step_id)
        if step is None or choice == OpenStep.LEAVE:
            continue
        row = change.edit(CycleStep, step_id)
        if choice == OpenStep.SKIP:
            row.skipped_because = cycle.reason(because)
            skipped += 1
        else:
            _take_along(row, step, follows.get(step.group_id or 0), made)
            row.school_year_id = year
            row.starts_on, row.due_on = (
                _next(day, seen.first, free) for day in (step.starts_on, step.due_on)
            )
            along += 1
        change.save(row)
    return along, skipped


def _take_along(row: CycleStep, step: StepRow, plan: GroupPlan | None, made: dict[str, int]) -> None:
    """To the group that follows; of a group that won't be there it becomes a step of the school that names it."""
    row.conversation_id = None
    if plan is not None:
        row.group_id = made[plan.name]
        row.responsible_id = plan.teacher_ids[0] if plan.teacher_ids else step.responsible_id
    elif step.group_id is not None:
        row.group_id = None
        row.title = f"{step.title}, {labels.group_label(step.group)}"


def _next(day: dt.date | None, first: dt.date, free: tuple[Free, ...]) -> dt.date | None:
    return None if day is None else care.moved_date(day, _year_before(first), first, free)


def _year_before(first: dt.date) -> dt.date:
    return dt.date(first.year - 1, first.month, first.day)
