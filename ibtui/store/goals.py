"""Goals of the care policy (beleid) and their steps, which stand in the calendar."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, Expression

from ibtui.care.text import clean
from ibtui.care.words import GoalStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import cycle_rows, labels
from ibtui.store.change import write
from ibtui.store.cycle_rows import StepRow
from ibtui.store.models import Agency, CycleStep, Goal, Person
from ibtui.values import dataclass

_LONG = 20_000
"""Characters of a text in several lines."""

_ORDER = (GoalStatus.RUNNING, GoalStatus.PLANNED, GoalStatus.REACHED, GoalStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal, ready to draw. `owner` is "jij" for the ib'er. `status`: a word of `care.words.GoalStatus`."""

    id: int
    title: str
    why: str
    owner_id: int | None
    owner: str
    status: str
    due_on: dt.date | None
    evaluate_on: dt.date | None
    evaluated_on: dt.date | None
    evaluation: str
    steps: tuple[StepRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What a form gives."""

    title: str
    why: str = ""
    owner_id: int | None = None
    status: str = GoalStatus.PLANNED
    due_on: dt.date | None = None
    evaluate_on: dt.date | None = None


def goals(school: int) -> list[GoalRow]:
    """All goals: those that run first, then planned, reached and stopped; by date. Five queries."""
    found = _rows(Goal.school == school, CycleStep.school == school)
    return sorted(found, key=lambda row: (_place(row.status), row.due_on or dt.date.max, row.id))


def goal(goal_id: int) -> GoalRow:
    """One goal. `Missing` when it is gone or in the bin."""
    found = _rows(Goal.id == goal_id, CycleStep.goal == goal_id)
    if not found:
        raise Missing(
            "Dit doel is er niet meer", "Iemand heeft het verwijderd. Kijk welke doelen er nu zijn."
        )
    return found[0]


def add_goal(school: int, draft: GoalDraft) -> int:
    """Add a goal; gives the number. Its steps: `cycle.add_step` with `goal_id`."""
    with write("doel toegevoegd") as change:
        row = Goal(school=school, title="")
        _fill(row, draft)
        return int(change.add(row).id)


def edit_goal(goal_id: int, draft: GoalDraft, version: int | None = None) -> None:
    """Change a goal. `Conflict` when the row no longer has this version."""
    with write("doel gewijzigd") as change:
        row = change.edit(Goal, goal_id, version)
        _fill(row, draft)
        change.save(row)


def bin_goal(goal_id: int) -> None:
    """Put in the bin, with its steps; undo brings all of them back."""
    with write("doel verwijderd") as change:
        change.bin(change.edit(Goal, goal_id))
        inside = (CycleStep.goal == goal_id) & CycleStep.deleted_at.is_null()
        for part in list(CycleStep.select(CycleStep.id).where(inside)):
            change.bin(change.edit(CycleStep, part.id))


def evaluate(goal_id: int, text: str, today: dt.date, status: str, version: int | None = None) -> None:
    """Write down how it went, today. `status`: where the goal is now.

    Raises `BadInput` without a text, `Conflict` when the row no longer has this version.
    """
    text = clean(text, multiline=True, limit=_LONG).strip()
    if not text:
        raise BadInput("Er staat nog niets", "Vul in hoe het ging met dit doel.")
    with write("doel geëvalueerd") as change:
        row = change.edit(Goal, goal_id, version)
        row.evaluation, row.evaluated_on = text, today
        row.status = match_word(GoalStatus, status)
        change.save(row)


def _rows(where: Expression, of_steps: Expression) -> list[GoalRow]:
    query = (
        Goal.select(Goal, Person, Agency)
        .join(Person, JOIN.LEFT_OUTER)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where & Goal.deleted_at.is_null())
    )
    found = list(query)
    if not found:
        return []
    you = labels.coordinator(found[0].school_id)
    inside: dict[int, list[StepRow]] = {}
    for step in cycle_rows.rows(of_steps & CycleStep.goal.is_null(False)):
        inside.setdefault(step.goal_id or 0, []).append(step)
    return [_row(row, you, tuple(inside.get(row.id, ()))) for row in found]


def _row(row: Goal, you: int | None, steps: tuple[StepRow, ...]) -> GoalRow:
    owner = "" if row.owner is None else labels.call_name(row.owner)
    return GoalRow(
        id=int(row.id),
        title=row.title,
        why=row.why,
        owner_id=row.owner_id,
        owner=labels.YOU if row.owner_id is not None and row.owner_id == you else owner,
        status=row.status,
        due_on=row.due_on,
        evaluate_on=row.evaluate_on,
        evaluated_on=row.evaluated_on,
        evaluation=row.evaluation,
        steps=steps,
        version=row.version,
    )


def _place(status: str) -> int:
    return next((at for at, one in enumerate(_ORDER) if one == status), len(_ORDER))


def _fill(row: Goal, draft: GoalDraft) -> None:
    row.title = clean(draft.title)
    if not row.title:
        raise BadInput("Het doel zelf ontbreekt", "Vul in één zin in wat jullie willen bereiken.")
    row.why = clean(draft.why, multiline=True, limit=_LONG)
    row.status = match_word(GoalStatus, draft.status)
    row.owner_id, row.due_on, row.evaluate_on = draft.owner_id, draft.due_on, draft.evaluate_on
