"""How the care calendar is drawn: its rows and cells, and the lines of the steps behind a cell."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rich.cells import cell_len

from ibtui.care import cycle
from ibtui.care.cycle import SIGNS, Dated, Month, StepState
from ibtui.care.dates import due_words, short_date
from ibtui.care.school_days import Free
from ibtui.screens.calendar_grid import GridRow
from ibtui.store.cycle import StepRow, YearLine, of_line
from ibtui.store.labels import group_label
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, fit, line, part, wrap

SCHOOL, POLICY = "school", "beleid"
"""The ids of the rows that are no group: steps of the whole school, and steps of a goal."""

FULL_NAMES = {
    "jan": "januari", "feb": "februari", "mrt": "maart", "apr": "april", "mei": "mei", "jun": "juni",
    "jul": "juli", "aug": "augustus", "sep": "september", "okt": "oktober", "nov": "november", "dec": "december",
}  # fmt: skip
_LOOKS: dict[StepState, Look] = {
    StepState.DONE: "good",
    StepState.SKIPPED: "muted",
    StepState.LATE: "late",
    StepState.NOW: "accent",
    StepState.LATER: "",
}
AnyStep = TypeVar("AnyStep", bound=Dated)

LEGEND = "  ".join(f"{SIGNS[state]} {state}" for state in SIGNS)
"""What the signs mean."""
_COUNTED = (StepState.LATE, StepState.NOW, StepState.LATER, StepState.DONE, StepState.SKIPPED)
_ONE_LINE = 60
"""From this width a step stands on one line."""
_WHO, _WHEN = 12, 27
"""How wide its columns are: "meester Jan", and "vr 30 okt, 3 weken te laat"."""


def line_id(found: YearLine) -> str:
    """The id of a line."""
    return _line_id(found.group_id, goals=found.goals)


def row_id(step: StepRow) -> str:
    """The id of the line that a step stands on."""
    return _line_id(step.group_id, goals=step.goal_id is not None)


def _line_id(group_id: int | None, *, goals: bool) -> str:
    if goals:
        return POLICY
    return SCHOOL if group_id is None else f"groep:{group_id}"


def label(found: YearLine) -> str:
    """What a line is called: "groep 3/4"."""
    if found.goals:
        return "beleid"
    return "hele school" if found.group_id is None else group_label(found.group)


def group_of(chosen: str) -> int | None:
    """The group of a line's id; None: it is no group."""
    return int(chosen.removeprefix("groep:")) if chosen.startswith("groep:") else None


def steps_of(school: int, first: dt.date, chosen: str) -> list[StepRow]:
    """The steps of one line of the year, whole and by day; a step without a day comes first. Three questions to
    the store."""
    return sorted(of_line(school, first, group_of(chosen), goals=chosen == POLICY), key=_order)


def _order(step: StepRow) -> tuple[dt.date, dt.date, str]:
    day = cycle.day_of(step) or dt.date.min
    return day, step.starts_on or day, step.title


def by_month(steps: Iterable[AnyStep], months: Sequence[Month]) -> tuple[tuple[AnyStep, ...], ...]:
    """The steps of each month, in the order in which they come."""
    found: list[list[AnyStep]] = [[] for _ in months]
    for step in steps:
        found[place_of(step, months)].append(step)
    return tuple(map(tuple, found))


def place_of(step: Dated, months: Sequence[Month]) -> int:
    """In which month a step stands. Without a day it stands in this one, so that it is seen."""
    day = cycle.day_of(step)
    if day is None:
        return next((number for number, month in enumerate(months) if month.current), 0)
    return min(bisect_left(months, day, key=lambda month: month.last), len(months) - 1)


def grid_row(found: YearLine, months: Sequence[Month], today: dt.date) -> GridRow:
    """A line for the grid. Its cells are worked out when it comes in sight."""

    def cells() -> tuple[Part, ...]:
        return tuple(_cell(steps, today) for steps in by_month(found.marks(), months))

    return GridRow(line_id(found), label(found), cells)


def _cell(steps: Sequence[Dated], today: dt.date) -> Part:
    """The sign of what asks for attention first, and how many of those when there are more."""
    states = Counter(cycle.state_of(step, today) for step in steps)
    found = cycle.worst(states.keys())
    if found is None:
        return part("")
    number = states[found]
    return part(f"{SIGNS[found]}{number if number > 1 else ''}", _LOOKS[found])


# ── the steps behind a cell ────────────────────────────────────────────────────
def counts(steps: Sequence[StepRow], today: dt.date) -> Part:
    """ "2 te laat · 1 nu"."""
    states = Counter(cycle.state_of(step, today) for step in steps)
    words = " · ".join(f"{states[state]} {state}" for state in _COUNTED if states[state])
    return part(words, "late" if states[StepState.LATE] else "muted")


def first_open(steps: Sequence[StepRow], today: dt.date) -> StepRow | None:
    """Where the cursor starts: what is late first, then what is to be done; else the last one."""
    for wanted in (StepState.LATE, StepState.NOW, StepState.LATER):
        for step in steps:
            if cycle.state_of(step, today) is wanted:
                return step
    return steps[-1] if steps else None


def open_steps(steps: Sequence[StepRow], today: dt.date) -> list[StepRow]:
    """Those with something still to do."""
    return [step for step in steps if cycle.is_open(cycle.state_of(step, today))]


def step_id(step: StepRow) -> str:
    """The id of its row in a list."""
    return f"stap:{step.id}"


def step_row(step: StepRow, today: dt.date, room: int, *, name: str = "") -> Row:
    """A step: sign, what, who, when; on two lines when there is little room."""
    state = cycle.state_of(step, today)
    settled = not cycle.is_open(state)
    look: Look = "muted" if settled else ""
    sign = part(f"{SIGNS[state]} ", _LOOKS[state])
    when = part(when_words(step, today), "late" if state is StepState.LATE else "muted")
    what = name or step_title(step)
    if room < _ONE_LINE:
        who = f"{step.responsible} · " if step.responsible else ""
        left = max(room - 2 - cell_len(who), 4)
        second = line("  ", part(who, "muted"), part(fit(when.text, left).rstrip(), when.look))
        return Row(step_id(step), (line(sign, column(what, room - 2, look)), second))
    days = min(max(_WHEN, cell_len(when.text)), room // 2)
    who_room = _WHO if step.responsible else 0
    what_room = room - 2 - who_room - days - 2
    shown = line(
        sign, column(what, what_room, look), " ", column(step.responsible, who_room, "muted"), " ",
        part(fit(when.text, days).rstrip(), when.look),
    )  # fmt: skip
    return Row(step_id(step), (shown,))


def step_title(step: StepRow) -> str:
    """What it is called: "ronde 1 plan maken", with the goal it belongs to."""
    goal = f" ({step.goal})" if step.goal_id is not None and step.goal else ""
    return f"{round_title(step)}{goal}"


def round_title(step: StepRow) -> str:
    """Its title with its round before it: "ronde 1 plan maken"."""
    said = step.period and step.period not in step.title
    return f"{step.period} {step.title}" if said else step.title


def when_words(step: StepRow, today: dt.date) -> str:
    """When it has to be ready, or what became of it."""
    state = cycle.state_of(step, today)
    if state is StepState.DONE and step.done_on is not None:
        return f"gedaan {short_date(step.done_on)}"
    if state is StepState.SKIPPED:
        return f"overgeslagen: {step.skipped_because}"
    words = days_words(step, today)
    if step.held:
        return f"{words} · gehouden"
    if step.planned_on is not None:
        # Of weeks only the end, as when they have begun: there must be room for this day.
        words = days_words(step, max(today, step.starts_on or today))
        return f"{words} · in de week {short_date(step.planned_on)}"
    return f"{words}, {due_words(step.due_on, today)}" if state is StepState.LATE else words


def days_words(step: StepRow, today: dt.date) -> str:
    """Its day or its weeks: "vr 6 nov", "di 15 sep – vr 9 okt", and "t/m vr 4 dec" once they have begun. Without the
    year: whoever shows a step says which school year it is."""
    if step.due_on is None:
        return "geen datum" if step.starts_on is None else f"vanaf {short_date(step.starts_on)}"
    due = short_date(step.due_on)
    if step.starts_on is None or step.starts_on == step.due_on:
        return due
    if step.starts_on <= today:
        return due if step.due_on < today else f"t/m {due}"
    return f"{short_date(step.starts_on)} – {due}"


def free_words(free: Free) -> str:
    """ "kerstvakantie: za 19 dec – zo 3 jan"."""
    days = short_date(free.first)
    if free.last != free.first:
        days = f"{days} – {short_date(free.last)}"
    return f"{free.name}: {days}"


def free_rows(free: Sequence[Free], month: Month, room: int) -> list[Row]:
    """What is free in a month, a line each, below the steps."""
    found = [days for days in free if days.first <= month.last and days.last >= month.first]
    return [heading(line("  ", part(fit(f"vrij · {free_words(days)}", room).rstrip(), "muted")))
            for days in found]  # fmt: skip


def detail_lines(step: StepRow, today: dt.date, width: int) -> list[Line]:
    """One step whole, for beside the list."""
    state = cycle.state_of(step, today)
    found: list[Line] = [line(part(item, "strong")) for item in wrap(step_title(step), width)]
    found.append(line(part(f"{SIGNS[state]} {state}", _LOOKS[state])))
    facts: list[tuple[str, str]] = [
        ("wanneer", when_words(step, today)),
        ("wie", step.responsible or "nog niemand"),
        ("soort", step.kind if step.kind != step.title else ""),
        ("jaar", step.year_label),
    ]
    found.append(())
    for label, text in facts:
        for number, item in enumerate(wrap(text, width - 9) if text else ()):
            found.append(line(column("" if number else label, 9, "muted"), item))
    if step.note:
        found += [(), *(line(item) for item in wrap(step.note, width))]
    return found


def month_groups(
    cells: Sequence[Sequence[StepRow]], draw: Callable[[StepRow], Row], months: Sequence[Month]
) -> list[Row]:
    """The steps of a whole year with the months as headings; months without a step are left out."""
    found: list[Row] = []
    for month, steps in zip(months, cells, strict=True):
        if steps:
            found += [heading()] if found else []
            look: Look = "accent" if month.current else "muted"
            said = f"{FULL_NAMES[month.label]} {month.first.year}{'  nu' if month.current else ''}"
            found += [heading(line(part(said, look))), *map(draw, steps)]
    return found
