"""How the steps of the care calendar are read: rows complete enough to draw, in three queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias, cast

from peewee import JOIN, Expression

from ibtui.care.words import ConversationStatus
from ibtui.errors import Missing
from ibtui.store import labels
from ibtui.store.models import Conversation, CycleStep, Goal, Group, SchoolYear
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step, ready to draw.

    `group` is its bare name ("3/4/5"), "" for the whole school or a goal. `title` is never empty: its own or
    the kind. `starts_on` None: it is on one day, `due_on`. `responsible` is "jij" for the ib'er. `planned_on`: the
    day of its conversation. `held`: that has been held, so the step can be marked as done.
    """

    id: int
    group_id: int | None
    group: str
    goal_id: int | None
    goal: str
    kind: str
    title: str
    period: str
    starts_on: dt.date | None
    due_on: dt.date | None
    done_on: dt.date | None
    skipped_because: str
    responsible_id: int | None
    responsible: str
    conversation_id: int | None
    planned_on: dt.date | None
    held: bool
    note: str
    year_label: str
    version: int


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What a form gives. `kind` is a word of `care.words.StepKind`; a group or a goal, or neither: the whole school."""

    kind: str
    title: str = ""
    group_id: int | None = None
    goal_id: int | None = None
    period: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    responsible_id: int | None = None
    note: str = ""


_Columns: TypeAlias = tuple[
    int, int, int | None, str | None, int | None, str | None, str, str, str, dt.date | None, dt.date | None,
    dt.date | None, str, int | None, int | None, dt.date | None, str | None, str, str, int,
]  # fmt: skip
"""The columns that `rows` asks for, in their order."""


_COLUMNS = (
    CycleStep.id,
    CycleStep.school,
    CycleStep.group,
    Group.name,
    CycleStep.goal,
    Goal.title,
    CycleStep.kind,
    CycleStep.title,
    CycleStep.period,
    CycleStep.starts_on,
    CycleStep.due_on,
    CycleStep.done_on,
    CycleStep.skipped_because,
    CycleStep.responsible,
    Conversation.id,
    Conversation.day,
    Conversation.status,
    CycleStep.note,
    SchoolYear.label,
    CycleStep.version,
)


def rows(where: Expression) -> list[StepRow]:
    """Steps that aren't in the bin: by day, then as they were made. Three queries, however many.

    As tuples: a year of sixty groups has more than a thousand steps.
    """
    query = (
        CycleStep.select(*_COLUMNS)
        .join(SchoolYear)
        .switch(CycleStep)
        .join(Group, JOIN.LEFT_OUTER)
        .switch(CycleStep)
        .join(Goal, JOIN.LEFT_OUTER)
        .switch(CycleStep)
        .join(
            Conversation,
            JOIN.LEFT_OUTER,
            on=((CycleStep.conversation == Conversation.id) & Conversation.deleted_at.is_null()),
        )
        .where(where & CycleStep.deleted_at.is_null())
    )
    found = cast("list[_Columns]", list(query.tuples()))
    if not found:
        return []
    named = labels.people_named({step[13] for step in found if step[13] is not None})
    you = labels.coordinator(found[0][1])
    if you is not None:
        named[you] = labels.YOU
    return sorted((_row(step, named) for step in found), key=_order)


def step(step_id: int) -> StepRow:
    """One step. `Missing` when it is gone or in the bin."""
    found = rows(CycleStep.id == step_id)
    if not found:
        raise Missing(
            "Deze stap is er niet meer", "Iemand heeft hem verwijderd. Kijk in de kalender wat er nu staat."
        )
    return found[0]


def _row(step: _Columns, named: Mapping[int, str]) -> StepRow:
    (key, _school, group_id, group, goal_id, goal, kind, title, period, starts_on, due_on, done_on, because,
     responsible_id, talk_id, talk_day, talk_status, note, year_label, version) = step  # fmt: skip
    return StepRow(
        id=key,
        group_id=group_id,
        group=group or "",
        goal_id=goal_id,
        goal=goal or "",
        kind=kind,
        title=title or kind,
        period=period,
        starts_on=starts_on,
        due_on=due_on,
        done_on=done_on,
        skipped_because=because,
        responsible_id=responsible_id,
        responsible="" if responsible_id is None else named.get(responsible_id, ""),
        conversation_id=talk_id,
        planned_on=talk_day,
        held=talk_status == ConversationStatus.HELD,
        note=note,
        year_label=year_label,
        version=version,
    )


def _order(row: StepRow) -> tuple[object, ...]:
    return row.due_on or dt.date.max, row.starts_on or row.due_on or dt.date.max, row.id
