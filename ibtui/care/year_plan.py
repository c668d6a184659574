"""The plan of a school year: one text that a school edits, a line a step.

`## Per groep`, `## Groep 3, 4`, `## Groep 3 t/m 8` or `## Hele school` says for whom the lines below it are. A line is
`wat: wanneer`, and may end on ` · wie`, or on `; wie`: that one is on every keyboard. `wat` may start with its round:
"ronde 2 plan maken". `wanneer` is a day ("15 sep"), a range ("15 sep - 10 okt", "11 - 22 jan"), a week ("week 45",
"week 45 - 47"), a month ("november") or a part of one ("eind november"). Empty lines and lines that start with `%` are
remarks.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from ibtui.care.group_years import years_of
from ibtui.care.plan_dates import When, read_when
from ibtui.care.plan_text import BUILT_IN as BUILT_IN  # what a school starts from
from ibtui.care.school_days import Free, next_school_day, previous_school_day
from ibtui.care.school_year import last_day
from ibtui.care.text import fold
from ibtui.care.words import StepKind
from ibtui.values import dataclass

Who = Literal["leerkracht", "ib'er", "directie"]

LONGEST_TITLE = 80

_HEADING = re.compile(r"^#+\s*(.*?)\s*$")
_ROUND = re.compile(r"^(ronde \d{1,2})\b[\s:,-]*(?=\S)", re.IGNORECASE)
_WHO: tuple[tuple[Who, re.Pattern[str]], ...] = (
    ("leerkracht", re.compile(r"leerkracht(en)?|leraar|leraren|juf|meester")),
    ("ib'er", re.compile(r"ib|ib'?ers?|ib-ers?|intern begeleider")),
    ("directie", re.compile(r"directie|directeur|schoolleid(er|ing)")),
)
_KINDS: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
    (StepKind.OBSERVE, re.compile(r"\bobserveren|\bsignaleren")),
    (StepKind.PLAN, re.compile(r"\bplan(nen)?\b|\bgroepsplan|\bhandelingsplan|\bgroepsoverzicht")),
    (StepKind.GROUP_REVIEW, re.compile(r"\bgroepsbespreking")),
    (StepKind.CARRY_OUT, re.compile(r"\buitvoer")),
    (StepKind.EVALUATE, re.compile(r"evalu")),
    (StepKind.VISIT, re.compile(r"\b(groeps|les|klassen)(bezoek|observatie)")),
    (StepKind.PUPIL_REVIEW, re.compile(r"\bleerlingbespreking")),
    (StepKind.TESTS, re.compile(r"toets|\bcito\b|dictee|herfstsignalering|\bafname")),
    (StepKind.SUPPORT_TEAM, re.compile(r"\bondersteuningsteam|\b(ot|sot|zat|bot)\b")),
    (
        StepKind.PARENT_TALKS,
        re.compile(r"gesprek(ken)?\b.*\bouders|oudergesprek|(start|voortgangs|eind)gesprek"),
    ),
    (StepKind.HANDOVER, re.compile(r"\boverdracht")),
)

_NO_HEADING = "Zet hier eerst een kopje boven: ## Per groep, ## Groep 3 of ## Hele school."
_STRANGE_HEADING = "Dit kopje ken ik niet. Kies ## Per groep, ## Groep 3 of ## Hele school."
_NO_WHEN = "Zet achter de stap een dubbele punt en een datum: “plan maken: 15 sep - 10 okt”."
_STRANGE_WHEN = (
    "“{}” is geen datum in dit schooljaar. Schrijf bijvoorbeeld 15 sep, 15 sep - 10 okt, week 45 of november."
)
_NO_TITLE = "Schrijf voor de dubbele punt wat de stap is."
_STRANGE_WHO = "“{}” ken ik niet. Kies leerkracht, ib'er of directie."
_LONG = f"Deze stap heeft een te lange naam. Er passen {LONGEST_TITLE} tekens."


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One step of the plan. With no `years` and not of the `whole_school` it is of every group.

    `key` stays the same when only the date or the person changes, so that making the year again doubles nothing.
    `title` is never empty and has no round; `period` is the round ("ronde 1") or "". `starts_on` None: it is on one
    day. `line`: its number in the text, 0 is the first.
    """

    key: str
    kind: StepKind
    title: str
    period: str
    starts_on: date | None
    due_on: date
    who: Who
    years: frozenset[int]
    whole_school: bool
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that can't be used: its number (0 is the first), and what to do about it in Dutch."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the text says, and what it says that can't be used."""

    lines: tuple[PlanLine, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """For whom the lines below a heading are."""

    years: frozenset[int] = frozenset()
    whole_school: bool = False

    @property
    def key(self) -> str:
        if self.whole_school:
            return "school"
        return f"groep {' '.join(map(str, sorted(self.years)))}" if self.years else "groep"


class _Unusable(Exception):
    """Why a line can't be used, in Dutch."""


def parse_plan(text: str, first: date, free: Collection[Free]) -> Plan:
    """Read the plan for the school year that starts on `first` (1 August).

    A day without school moves: a single day and the start of a range to the next school day, the end of a range to
    the one before. Lines that can't be used are `problems`; the others count all the same.
    """
    found: list[PlanLine] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    scope: _Scope | None = None
    strange = False
    for number, line in _used(text):
        if (heading := _HEADING.match(line)) is not None:
            scope = _scope(heading[1])
            strange = scope is None
            problems += [Problem(number, _STRANGE_HEADING)] if strange else []
        elif scope is None:
            problems += [] if strange else [Problem(number, _NO_HEADING)]
        else:
            try:
                found.append(_step(line, scope, number, first, free, seen))
            except _Unusable as why:
                problems.append(Problem(number, str(why)))
    return Plan(tuple(found), tuple(problems))


def applies(line: PlanLine, group_name: str) -> bool:
    """Whether a group with this name gets the step; a name without years gets only those of every group."""
    if line.whole_school:
        return False
    return not line.years or bool(line.years & years_of(group_name))


def kind_of(title: str, *, whole_school: bool) -> StepKind:
    """Which kind of step the words mean: that of the word that comes first."""
    words = fold(title)
    found = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(words))]
    if found:
        return min(found, key=lambda one: one[0])[1]
    return StepKind.YEARLY if whole_school else StepKind.OTHER


def _used(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if line.startswith("- "):
            line = line[2:].strip()
        if line and not line.startswith("%"):
            yield number, line


def _scope(heading: str) -> _Scope | None:
    words = fold(heading)
    if words in ("per groep", "elke groep", "alle groepen", "groepen"):
        return _Scope()
    if words in ("hele school", "de hele school", "school"):
        return _Scope(whole_school=True)
    years = years_of(words) if words.startswith(("groep", "jaar", "leerjaar")) else frozenset()
    return _Scope(years) if years else None


def _step(
    line: str, scope: _Scope, number: int, first: date, free: Collection[Free], seen: Counter[str]
) -> PlanLine:
    what, dots, rest = line.rpartition(":")
    if not dots:
        raise _Unusable(_NO_WHEN)
    typed, _, who = rest.replace(";", "·").partition("·")
    period, title = _round(" ".join(what.split()))
    if not title:
        raise _Unusable(_NO_TITLE)
    if len(title) > LONGEST_TITLE:
        raise _Unusable(_LONG)
    when = read_when(typed, first)
    if when is None:
        raise _Unusable(_STRANGE_WHEN.format(typed.strip()[:LONGEST_TITLE]) if typed.strip() else _NO_WHEN)
    starts_on, due_on = _on_school_days(when, first, free)
    key = f"{scope.key}/{fold(period)}/{fold(title)}"
    seen[key] += 1
    return PlanLine(
        key=key if seen[key] == 1 else f"{key}/{seen[key]}",
        kind=kind_of(title, whole_school=scope.whole_school),
        title=title,
        period=period,
        starts_on=starts_on,
        due_on=due_on,
        who=_who(who.strip(), scope),
        years=scope.years,
        whole_school=scope.whole_school,
        line=number,
    )


def _round(what: str) -> tuple[str, str]:
    found = _ROUND.match(what)
    return (found[1].lower(), what[found.end() :]) if found else ("", what)


def _who(typed: str, scope: _Scope) -> Who:
    if not typed:
        return "ib'er" if scope.whole_school else "leerkracht"
    words = fold(typed)
    for who, pattern in _WHO:
        if pattern.fullmatch(words):
            return who
    raise _Unusable(_STRANGE_WHO.format(typed[:LONGEST_TITLE]))


def _on_school_days(when: When, first: date, free: Collection[Free]) -> tuple[date | None, date]:
    """The range on days with school; None and the day when it is, or becomes, one day."""
    start = _school_day(when.first, first, free)
    if when.first == when.last:
        return None, start
    end = previous_school_day(when.last, free)
    return (start, end) if start < end else (None, start)


def _school_day(day: date, first: date, free: Collection[Free]) -> date:
    """The next day with school; the one before when that is in the next year."""
    found = next_school_day(day, free)
    return found if found <= last_day(first) else max(first, previous_school_day(day, free))
