"""The plan of a year and the goals of the school as Word documents, out of the store and into the export folder.

About groups and months, never about a child: no pupil is asked for, and what may hold a name (why a step was skipped,
notes) isn't printed. So the check of papers isn't asked, and the log of papers, which is about conversations, is left
alone; the audit log tells that it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from ibtui import placing
from ibtui.care.cycle import StepState, state_of
from ibtui.care.minutes import Mark, mark_of
from ibtui.care.school_year import last_day, school_year_of
from ibtui.documents.filename import document_name
from ibtui.settings import Home
from ibtui.store import audit, cycle, database, free_days, goals, labels
from ibtui.store.cycle_rows import StepRow
from ibtui.store.goals import GoalRow
from ibtui.store.schools import SchoolInfo

_COORDINATOR = "ib'er"  # what "jij" is to everyone else


def write_year_plan(home: Home, school: SchoolInfo, first: dt.date, today: dt.date) -> Path:
    """Write the plan of the school year that begins on `first`; gives the path of the document (0600).

    A file that is there already stays. Raises `DiskFull`, `ReadOnly` or `ExportError`.
    """
    return year_plan_writer(home, school, first, today)()


def year_plan_writer(home: Home, school: SchoolInfo, first: dt.date, today: dt.date) -> Callable[[], Path]:
    """The same in two parts: the store is asked now, what it gives back writes the document and may run in a thread.

    python-docx takes up to a second.
    """
    # Late: it loads python-docx.
    from ibtui.documents.year_plan import PlannedStep, YearPaper

    label = school_year_of(first)
    rows = cycle.steps(school.id, first)
    paper = YearPaper(
        school=school.name,
        practice=school.practice,
        label=label,
        first=first,
        groups=_groups(rows, [name for _, name in cycle.year_groups(school.id, first)]),
        steps=tuple(
            PlannedStep(
                row.kind, _title(row), row.group, row.starts_on, row.due_on, _who(row.responsible),
                _printed(state_of(row, today)),
            )
            for row in rows
        ),
        free=free_days.free_days(school.id, first, last_day(first)),
    )  # fmt: skip
    moment = _moment(today)
    audit.note("zorgkalender als Word gemaakt")

    def write() -> Path:
        from ibtui import house_style
        from ibtui.documents.year_plan import build_year_plan

        data = build_year_plan(paper, moment, house_style.read(home).data)
        return placing.place(data, document_name(today, "zorgkalender", None, label), home.exports)

    return write


def write_goals(home: Home, school: SchoolInfo, today: dt.date) -> Path:
    """Write the goals of the school with their steps, for the team; gives the path of the document (0600).

    A file that is there already stays. Raises `DiskFull`, `ReadOnly` or `ExportError`.
    """
    return goals_writer(home, school, today)()


def goals_writer(home: Home, school: SchoolInfo, today: dt.date) -> Callable[[], Path]:
    """The same in two parts, as `year_plan_writer`."""
    from ibtui.documents.goals import GoalPart, GoalsPaper, GoalStep

    def part(goal: GoalRow) -> GoalPart:
        steps = tuple(
            GoalStep(step.title, _who(step.responsible), step.due_on, step.done_on, state_of(step, today))
            for step in goal.steps
        )
        return GoalPart(
            goal.title, _public(goal.why), _who(goal.owner), goal.status, goal.due_on, goal.evaluate_on,
            goal.evaluated_on, _public(goal.evaluation), steps,
        )  # fmt: skip

    label = school_year_of(today)
    parts = tuple(part(goal) for goal in goals.goals(school.id))
    paper, moment = GoalsPaper(school.name, school.practice, label, parts), _moment(today)
    audit.note("doelen als Word gemaakt")

    def write() -> Path:
        from ibtui import house_style
        from ibtui.documents.goals import build_goals

        data = build_goals(paper, moment, house_style.read(home).data)
        return placing.place(data, document_name(today, "doelen van de zorg", None, label), home.exports)

    return write


def _moment(today: dt.date) -> dt.datetime:
    return dt.datetime.combine(today, database.now().time())


def _groups(rows: Iterable[StepRow], known: list[str]) -> tuple[str, ...]:
    """The groups of that year, and any that has steps and isn't one of them any more."""
    return tuple(dict.fromkeys([*known, *(row.group for row in rows if row.group)]))


def _title(row: StepRow) -> str:
    return f"{row.title}, {row.period}" if row.period and row.period not in row.title else row.title


def _public(text: str) -> str:
    """Without the lines that begin with %: everywhere else in ibtui they are for the ib'er alone."""
    return "\n".join(line for line in text.split("\n") if mark_of(line) is not Mark.PRIVATE)


def _who(name: str) -> str:
    return _COORDINATOR if name == labels.YOU else name


def _printed(state: StepState) -> StepState:
    """On paper, which hangs on a wall, nobody is late: what isn't done stands with its date only."""
    return StepState.LATER if state in (StepState.LATE, StepState.NOW) else state
