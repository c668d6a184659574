"""The plan of a school year as a Word document that lies on its side: groups by months, and below it all dates.

To hang on the wall of the team room and to print in black and white: what is done or late has a sign and a word, never
a colour alone. Import this module late: it loads python-docx.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from docx.document import Document as WordDocument
from docx.shared import Pt

from ibtui.care.cycle import SIGNS, Month, StepState, months
from ibtui.care.dates import long_date, short_date
from ibtui.care.school_days import Free
from ibtui.care.text import listed
from ibtui.care.words import StepKind
from ibtui.documents import landscape, word
from ibtui.values import dataclass

SHORT: dict[str, str] = {
    StepKind.OBSERVE: "signaleren",
    StepKind.PLAN: "plan",
    StepKind.GROUP_REVIEW: "groepsb.",
    StepKind.CARRY_OUT: "uitvoeren",
    StepKind.EVALUATE: "evalueren",
    StepKind.VISIT: "bezoek",
    StepKind.PUPIL_REVIEW: "leerlingb.",
    StepKind.TESTS: "toetsen",
    StepKind.SUPPORT_TEAM: "team OT",
    StepKind.PARENT_TALKS: "ouders",
    StepKind.HANDOVER: "overdracht",
    StepKind.GOAL: "doel",
}
"""What a step is called in a narrow cell; any other has its own title there."""

WHOLE_SCHOOL = "hele school"
_FIRST_COLUMN, _MONTH_COLUMN = 12, 10
_COLUMNS = ("Wanneer", "Wat", "Groep", "Wie", "Hoe ver")
_SHARES = (20, 34, 16, 20, 18)
_LAST_DAY = "duurt een stap langer, dan staat de laatste dag er"
_MOST_NAMES = 3
_TITLE = 22  # signs of a title in a cell
_LONG_WORD = "ondersteu\N{SOFT HYPHEN}nings\N{SOFT HYPHEN}"  # wider than a month: where it may be broken
_SMALL = 7.5  # points, in the table of months
_LIST = 9.5


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step. `group`: the name of its group, "" for the whole school. `title`: with what its round is called."""

    kind: str
    title: str
    group: str
    starts_on: date | None
    due_on: date | None
    who: str
    state: StepState


@dataclass(frozen=True, slots=True)
class YearPaper:
    """All that is printed. `groups`: their names, in the order of the calendar; `first`: 1 August."""

    school: str
    practice: bool
    label: str
    first: date
    groups: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    free: tuple[Free, ...] = ()


def build_year_plan(paper: YearPaper, at: datetime, template: bytes | None = None) -> bytes:
    """A whole .docx file. The same paper, moment and template give the same bytes."""
    document = word.new_document(template)
    landscape.turn(document)
    landscape.begin(
        document, school=paper.school, practice=paper.practice, title=f"Zorgkalender {paper.label}",
        subtitle=_how_far(paper.steps), at=at,
    )  # fmt: skip
    year = months(paper.first)
    if paper.steps:
        _table(document, paper, year)
        _legend(document, paper.steps)
        word.add_line(document, "De stappen per maand", "Heading 1")
        for month in year:
            _month(document, paper, month)
    else:
        word.add_line(document, "In dit schooljaar staan nog geen stappen.", "Normal")
    return word.to_bytes(document)


def _how_far(steps: Sequence[PlannedStep]) -> str:
    """One line for who has no time: "132 stappen: 40 gedaan, 3 te laat"."""
    if not steps:
        return "Nog geen stappen"
    parts = [_counted(steps, state) for state in (StepState.DONE, StepState.LATE, StepState.SKIPPED)]
    told = ", ".join(part for part in parts if part)
    number = f"{len(steps)} {'stap' if len(steps) == 1 else 'stappen'}"
    return f"{number}: {told}" if told else number


def _counted(steps: Sequence[PlannedStep], state: StepState) -> str:
    count = sum(step.state is state for step in steps)
    return f"{count} {state.value}" if count else ""


# ── the table of the year ──────────────────────────────────────────────────────────


def _table(document: WordDocument, paper: YearPaper, year: Sequence[Month]) -> None:
    rows = [(WHOLE_SCHOOL, "")]
    rows += [(f"groep {name}" if name[:1].isdigit() else name, name) for name in paper.groups]
    header = ("Groep", *(month.label for month in year))
    widths = landscape.widths(document, (_FIRST_COLUMN, *[_MONTH_COLUMN] * len(year)))
    blank = [[label, *[landscape.BLANK] * len(year)] for label, _ in rows]
    table = word.add_table(document, header, blank, widths, title=f"De zorgkalender van {paper.label}")
    cells = table._cells  # python-docx reads the whole grid for each `row.cells`
    for number, (_, group) in enumerate(rows, 1):
        own = [step for step in paper.steps if step.group == group]
        for column, month in enumerate(year, 1):
            lines = _cell(own, month)
            if lines:
                landscape.write_in(cells[number * len(header) + column], lines)
    landscape.small_print(table, _SMALL)
    landscape.rule_columns(table)


def _cell(steps: Iterable[PlannedStep], month: Month) -> list[str]:
    """What a group does in a month, in the order of the days; a step over weeks stands where it has to be ready."""
    here = sorted((step for step in steps if month.holds(_day(step))), key=_order)
    lines: list[str] = []
    for step in here:
        day = _day(step)
        number = "" if day is None else f"{day.day} "
        lines.append(f"{SIGNS[step.state]} {number}{_short_name(step)}")
    return lines


def _short_name(step: PlannedStep) -> str:
    """A word for it; of a step that is like no other the first words of its own title."""
    if step.kind in SHORT:
        return SHORT[step.kind]
    title = word.line(step.title)
    name = title if len(title) <= _TITLE else f"{title[:_TITLE].rpartition(' ')[0] or title[:_TITLE]}…"
    return name.replace("ondersteunings", _LONG_WORD).replace("schoolonder", "school\N{SOFT HYPHEN}onder")


def _legend(document: WordDocument, steps: Sequence[PlannedStep]) -> None:
    """What the signs mean, and the short words that don't speak for themselves."""
    seen = {step.state for step in steps}
    signs = [f"{sign} {state.value}" for state, sign in SIGNS.items() if state in seen]
    kinds = {step.kind for step in steps}
    dotted = [f"{SHORT[kind]} = {kind}" for kind in SHORT if kind in kinds and SHORT[kind].endswith(".")]
    if StepKind.SUPPORT_TEAM in kinds:
        dotted.append(f"{SHORT[StepKind.SUPPORT_TEAM]} = {StepKind.SUPPORT_TEAM.value}")
    told = [", ".join(signs), *dotted, _LAST_DAY]
    paragraph = word.add_line(document, "; ".join(told), "Normal")
    paragraph.paragraph_format.space_before = Pt(6)


# ── the list of dates ──────────────────────────────────────────────────────────────


def _month(document: WordDocument, paper: YearPaper, month: Month) -> None:
    """One month: the days without school, and a row for each thing that one person does for several groups at once."""
    here = sorted((step for step in paper.steps if month.holds(_day(step))), key=_order)
    free = [one for one in paper.free if one.first <= month.last and one.last >= month.first]
    if not here:
        return
    name = long_date(month.first).split(" ", 2)[2]  # "november 2026"
    word.add_line(document, name.capitalize(), "Heading 2")
    if free:
        word.add_line(document, f"Vrij: {'; '.join(_free(one) for one in free)}", "Normal", keep=True)
    together: dict[tuple[object, ...], list[PlannedStep]] = {}
    for step in here:
        same = (step.title, step.starts_on, step.due_on, step.group == "", step.who)
        together.setdefault(same, []).append(step)
    rows = [_row(steps, paper.groups) for steps in together.values()]
    widths = landscape.widths(document, _SHARES)
    table = word.add_table(document, _COLUMNS, rows, widths, title=f"De stappen van {name}")
    landscape.small_print(table, _LIST)


def _row(steps: Sequence[PlannedStep], groups: Sequence[str]) -> tuple[str, ...]:
    first = steps[0]
    if not first.group:
        about = WHOLE_SCHOOL
    elif {step.group for step in steps} == set(groups) and len(groups) > _MOST_NAMES:
        about = "alle groepen"
    else:
        about = listed(list(dict.fromkeys(step.group for step in steps)))
    return (_when(first), first.title, about, first.who, _stand(steps))


def _stand(steps: Sequence[PlannedStep]) -> str:
    """How far the groups are with it: "gedaan", "2 van 3 gedaan, 1 te laat", "" when it is for later."""
    counts = {state: sum(step.state is state for step in steps) for state in StepState}
    told = (StepState.DONE, StepState.LATE, StepState.SKIPPED)
    parts: list[str] = []
    for state in told:
        if counts[state] == len(steps):
            return state.value
        if counts[state]:
            among = f" van {len(steps)}" if not parts else ""
            parts.append(f"{counts[state]}{among} {state.value}")
    return ", ".join(parts) or "\N{NO-BREAK SPACE}"


def _when(step: PlannedStep) -> str:
    if step.starts_on and step.due_on and step.starts_on != step.due_on:
        return f"{_short(step.starts_on)} t/m {_short(step.due_on)}"
    day = _day(step)
    return "" if day is None else short_date(day, day)


def _free(free: Free) -> str:
    if free.first == free.last:
        return f"{free.name} {_short(free.first)}"
    return f"{free.name} {_short(free.first)} t/m {_short(free.last)}"


def _short(day: date) -> str:
    return short_date(day, day).partition(" ")[2]


def _day(step: PlannedStep) -> date | None:
    return step.due_on or step.starts_on


def _order(step: PlannedStep) -> tuple[date, str]:
    return _day(step) or date.max, step.title
