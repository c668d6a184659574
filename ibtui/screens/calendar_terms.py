"""The line "termijnen" of the care calendar: which terms run out in each month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from ibtui.care import cycle
from ibtui.care.cycle import SIGNS, Month, StepState
from ibtui.screens import deadline_doing
from ibtui.screens.base import IbScreen
from ibtui.screens.calendar_grid import GridRow
from ibtui.screens.deadline_lines import is_late, term_row
from ibtui.store import deadlines
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.rows import Row
from ibtui.widgets.text import Look, Part, part

TERMS = "termijnen"
"""The id of the line, and what it is called."""
KEYS: Mapping[str, Callable[[IbScreen, DeadlineRow], None]] = {
    "done": deadline_doing.toggle_term,
    "edit": deadline_doing.edit_term,
    "move": deadline_doing.move_term,
    "delete": deadline_doing.bin_term,
    "skip": deadline_doing.give_reason,
    "goals": deadline_doing.source_of,  # `b`: bron
    "plan_in": lambda screen, _row: screen.say("In de week staat een termijn al, bij “Nog te doen”.", "warn"),
}
"""What the keys of a step do to a term."""
_LOOKS: dict[StepState, Look] = {StepState.LATE: "late", StepState.NOW: "accent"}


def of_year(school: int, months: Sequence[Month]) -> tuple[tuple[DeadlineRow, ...], ...]:
    """The open terms of each month. A fixed number of questions to the store."""
    found = deadlines.deadlines(school, until=months[-1].last)
    return tuple(tuple(row for row in found if month.holds(row.due_on)) for month in months)


def grid_row(by_month: Sequence[Sequence[DeadlineRow]], today: dt.date) -> GridRow:
    """The line for the grid."""
    return GridRow(TERMS, TERMS, lambda: tuple(_cell(rows, today) for rows in by_month))


def _cell(rows: Sequence[DeadlineRow], today: dt.date) -> Part:
    """The sign of what asks for attention first, and how many of those when there are more."""
    states = [cycle.state(None, row.due_on, None, False, today) for row in rows]
    found = cycle.worst(states)
    if found is None:
        return part("")
    number = states.count(found)
    return part(f"{SIGNS[found]}{number if number > 1 else ''}", _LOOKS.get(found, ""))


def list_rows(rows: Sequence[DeadlineRow], today: dt.date, room: int) -> list[Row]:
    """The terms of one month."""
    return [term_row(row, today, room) for row in rows]


def count_words(rows: Sequence[DeadlineRow], today: dt.date) -> Part:
    """ "1 te laat · 2 open"."""
    late = sum(is_late(row, today) for row in rows)
    said = [f"{late} te laat"] if late else []
    said += [f"{len(rows) - late} open"] if len(rows) > late else []
    return part(" · ".join(said), "late" if late else "muted")
