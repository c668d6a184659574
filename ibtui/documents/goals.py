"""What the school wants to reach in its care, with the steps, as a Word document for the team: one page when it fits.

Import this module late: it loads python-docx.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from docx.document import Document as WordDocument
from docx.table import Table

from ibtui.care.cycle import StepState
from ibtui.care.dates import long_date, short_date
from ibtui.documents import landscape, word
from ibtui.values import dataclass

_COLUMNS = ("Stap", "Wie", "Klaar op", "Hoe ver")
_SHARES = (46, 22, 16, 16)
_SIZE = 9.5


@dataclass(frozen=True, slots=True)
class GoalStep:
    """One step of a goal."""

    title: str
    who: str
    due_on: date | None
    done_on: date | None
    state: StepState


@dataclass(frozen=True, slots=True)
class GoalPart:
    """One goal. `status`: a word of `GoalStatus`."""

    title: str
    why: str
    owner: str
    status: str
    due_on: date | None
    evaluate_on: date | None
    evaluated_on: date | None
    evaluation: str
    steps: tuple[GoalStep, ...]


@dataclass(frozen=True, slots=True)
class GoalsPaper:
    """All that is printed, in this order."""

    school: str
    practice: bool
    label: str
    goals: tuple[GoalPart, ...]


def build_goals(paper: GoalsPaper, at: datetime, template: bytes | None = None) -> bytes:
    """A whole .docx file. The same paper, moment and template give the same bytes."""
    document = word.new_document(template)
    number = len(paper.goals)
    landscape.begin(
        document, school=paper.school, practice=paper.practice, title=f"Doelen van de zorg {paper.label}",
        subtitle=f"{number} {'doel' if number == 1 else 'doelen'}, voor het team", at=at,
    )  # fmt: skip
    for goal in paper.goals:
        _goal(document, goal)
    if not paper.goals:
        word.add_line(document, "Er zijn nog geen doelen.", "Normal")
    return word.to_bytes(document)


def _goal(document: WordDocument, goal: GoalPart) -> None:
    word.add_line(document, goal.title, "Heading 1")
    word.add_markdown(document, goal.why)
    for name, value in _facts(goal):
        if word.line(value):
            word.add_fact(document, name, value)
    if goal.steps:
        rows = [
            (step.title, step.who, _day(step.due_on), _how_far(step.state, step.done_on))
            for step in goal.steps
        ]
        landscape.space_after_last(document, 8)
        widths = landscape.widths(document, _SHARES)
        table = word.add_table(document, _COLUMNS, rows, widths, title=f"De stappen van: {goal.title}")
        landscape.small_print(table, _SIZE, space=2)
        if word.line(goal.evaluation):
            _keep_with_next(table)
    if word.line(goal.evaluation):
        when = f" op {long_date(goal.evaluated_on)}" if goal.evaluated_on else ""
        word.add_line(document, f"Wat het heeft opgeleverd{when}", "Heading 2")
        word.add_markdown(document, goal.evaluation)


def _keep_with_next(table: Table) -> None:
    """The last steps on the page of what comes below them: it doesn't stand alone on a page."""
    for cell in table.rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _facts(goal: GoalPart) -> Sequence[tuple[str, str]]:
    done = sum(step.state is StepState.DONE for step in goal.steps)
    stand = f"{goal.status}; {done} van {len(goal.steps)} stappen gedaan" if goal.steps else goal.status
    look_back = "" if goal.evaluated_on else _in_full(goal.evaluate_on)
    return (
        ("Wie", goal.owner),
        ("Hoe ver", stand),
        ("Klaar op", _in_full(goal.due_on)),
        ("Terugkijken op", look_back),
    )


def _how_far(state: StepState, done_on: date | None) -> str:
    """What is done or skipped. The rest has its date: beside a name nobody reads "te laat"."""
    if state not in (StepState.DONE, StepState.SKIPPED):
        return landscape.BLANK
    return f"{state.value} {_day(done_on)}" if done_on else state.value


def _day(day: date | None) -> str:
    return "" if day is None else short_date(day, day).partition(" ")[2]


def _in_full(day: date | None) -> str:
    return "" if day is None else long_date(day)
