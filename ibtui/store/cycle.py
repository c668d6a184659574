"""The steps of the care calendar: of a group, of the whole school, or of a goal of the care policy.

A step of a group lives in the school year of its group; any other step in the school year of its day.
"""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, fn

from ibtui.care.text import clean
from ibtui.care.words import StepKind, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import Change, write
from ibtui.store.cycle_lines import StepMark, YearLine, of_line, year_groups, year_lines
from ibtui.store.cycle_rows import StepDraft, StepRow, rows, step
from ibtui.store.cycle_talks import TalkProposal, plan_as, plan_in, proposed_talk
from ibtui.store.models import CycleStep, Group, SchoolYear
from ibtui.store.schools import year_in
from ibtui.values import dataclass

__all__ = [
    "StepDraft",
    "StepMark",
    "StepRow",
    "TalkProposal",
    "YearLine",
    "YearRow",
    "add_step",
    "behind",
    "bin_step",
    "due",
    "edit_step",
    "link",
    "mark_done",
    "move_step",
    "of_goal",
    "of_group",
    "of_line",
    "plan_as",
    "plan_in",
    "proposed_talk",
    "reason",
    "set_done",
    "skip",
    "step",
    "steps",
    "year_groups",
    "year_lines",
    "years",
]

_NOTE = 10_000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A school year: "2026-2027", its first day (1 August) and how many steps it has."""

    id: int
    label: str
    first: dt.date
    steps: int


def years(school: int) -> list[YearRow]:
    """The school years there are, the oldest first. One query."""
    live = (CycleStep.school_year == SchoolYear.id) & CycleStep.deleted_at.is_null()
    query = (
        SchoolYear.select(SchoolYear.id, SchoolYear.label, SchoolYear.starts_on, fn.COUNT(CycleStep.id))
        .join(CycleStep, JOIN.LEFT_OUTER, on=live)
        .where(SchoolYear.school == school)
        .group_by(SchoolYear.id)
        .order_by(SchoolYear.starts_on)
    )
    return [YearRow(*values) for values in labels.tuples(query, tuple[int, str, dt.date, int])]


def steps(school: int, first: dt.date) -> list[StepRow]:
    """The steps of the school year that begins on `first` (1 August), by day. Three queries."""
    return rows((CycleStep.school == school) & (SchoolYear.starts_on == first))


def of_group(group_id: int) -> list[StepRow]:
    """The steps of one group, by day. Three queries."""
    return rows(CycleStep.group == group_id)


def of_goal(goal_id: int) -> list[StepRow]:
    """The steps of one goal, of every year, by day. Three queries."""
    return rows(CycleStep.goal == goal_id)


def due(school: int, until: dt.date) -> list[StepRow]:
    """Every step not done nor skipped that is due on or before `until`, of any year, by day. Three queries.

    Of a group in the bin nobody waits for anything any more.
    """
    waits = CycleStep.done_on.is_null() & (CycleStep.skipped_because == "") & Group.deleted_at.is_null()
    return rows((CycleStep.school == school) & waits & (CycleStep.due_on <= until))


def behind(school: int, today: dt.date) -> list[StepRow]:
    """Every step that should have been done before today and isn't, of any year: for `care.cycle.behind`."""
    return due(school, today - dt.timedelta(days=1))


def add_step(school: int, draft: StepDraft, today: dt.date) -> int:
    """Add a step by hand; without a day it stands in today's school year. Gives the number."""
    with write("stap toegevoegd") as change:
        row = CycleStep(school=school, kind="", school_year=0)
        _fill(row, draft, today)
        return int(change.add(row).id)


def edit_step(step_id: int, draft: StepDraft, version: int | None = None) -> None:
    """Change a step. `Conflict` when the row no longer has this version."""
    with write("stap gewijzigd") as change:
        row = change.edit(CycleStep, step_id, version)
        _fill(row, draft, row.school_year.starts_on)
        change.save(row)


def set_done(step_id: int, done: bool, today: dt.date) -> None:
    """Mark as done today, or as not done after all. A skipped step that is done isn't skipped any more."""
    with write("stap gedaan" if done else "stap weer open") as change:
        if done:
            mark_done(change, step_id, today)
        else:
            row = change.edit(CycleStep, step_id)
            row.done_on = None
            change.save(row)


def mark_done(change: Change, step_id: int, today: dt.date, conversation_id: int | None = None) -> None:
    """The part of `set_done` that other writes share; `conversation_id`: in which conversation it was done."""
    row = change.edit(CycleStep, step_id)
    row.done_on, row.skipped_because = today, ""
    if conversation_id is not None:
        row.conversation_id = conversation_id
    change.save(row)


def skip(step_id: int, because: str | None, version: int | None = None) -> None:
    """Skip a step with a word why; None: not skipped after all.

    Raises `BadInput` when the reason is empty, `Conflict` when the row no longer has this version.
    """
    because = None if because is None else reason(because)
    with write("stap weer open" if because is None else "stap overgeslagen") as change:
        row = change.edit(CycleStep, step_id, version)
        row.skipped_because = because or ""
        row.done_on = row.done_on if because is None else None
        change.save(row)


def reason(because: str) -> str:
    """The reason why a step is skipped, clean. Raises `BadInput` when it is empty."""
    because = clean(because)
    if not because:
        raise BadInput("Er staat nog niet waarom", "Een paar woorden is genoeg, zoals “leerkracht was ziek”.")
    return because


def move_step(step_id: int, starts_on: dt.date | None, due_on: dt.date, version: int | None = None) -> None:
    """Move to other days. `starts_on` None: it is on one day.

    Raises `BadInput` when a group's step would leave the school year of its group, `Conflict` when the row no
    longer has this version.
    """
    with write("stap verplaatst") as change:
        row = change.edit(CycleStep, step_id, version)
        row.starts_on, row.due_on = starts_on, due_on
        _settle(row, due_on)
        change.save(row)


def bin_step(step_id: int) -> None:
    """Put in the bin. Its conversation stays."""
    with write("stap verwijderd") as change:
        change.bin(change.edit(CycleStep, step_id))


def link(step_id: int, conversation_id: int | None) -> None:
    """Say which conversation this step is; None: none."""
    with write("stap bij gesprek" if conversation_id is not None else "stap los van gesprek") as change:
        row = change.edit(CycleStep, step_id)
        row.conversation_id = conversation_id
        change.save(row)


# --- writing ---


def _fill(row: CycleStep, draft: StepDraft, today: dt.date) -> None:
    row.kind = match_word(StepKind, draft.kind)
    row.title, row.period = clean(draft.title), clean(draft.period)
    row.note = clean(draft.note, multiline=True, limit=_NOTE)
    if draft.group_id is not None and draft.goal_id is not None:
        raise BadInput("Een stap hoort bij een groep of bij een doel", "Haal een van de twee weg.")
    row.group_id, row.goal_id, row.responsible_id = draft.group_id, draft.goal_id, draft.responsible_id
    row.starts_on, row.due_on = draft.starts_on, draft.due_on
    if row.title == row.kind:
        row.title = ""
    _settle(row, row.due_on or row.starts_on or today)


def _settle(row: CycleStep, day: dt.date) -> None:
    """Days that can be, and the school year that goes with them. A day before there was a year makes that year."""
    if row.due_on is None:
        row.starts_on, row.due_on = None, row.starts_on
    if row.starts_on == row.due_on:
        row.starts_on = None
    if row.starts_on is not None and row.due_on is not None and row.starts_on > row.due_on:
        raise BadInput("De stap is klaar voordat hij begint", "Draai de twee dagen om.")
    if row.group_id is None:
        row.school_year_id = year_in(row.school_id, day)
        return
    year = SchoolYear.select().join(Group).where(Group.id == row.group_id).get_or_none()
    if year is None:
        raise Missing("Deze groep is er niet meer", "Kies een andere groep.")
    row.school_year_id = int(year.id)
    if row.due_on is not None and not year.starts_on <= row.due_on <= year.ends_on:
        raise BadInput(
            f"Deze dag valt buiten het schooljaar {year.label}",
            "Een stap van een groep blijft in het schooljaar van die groep. Kies een andere dag.",
        )
