"""The minutes of a conversation: one text, parsed here and nowhere else.

A mark counts only at the start of a line, followed by a blank or by nothing:

    ## point    ! who: what > when    = decision    ? question    * the child's words    - item    % private

Private is the one mark that is read generously: a line that has a `%` as its first character, after blanks and
other marks, is private. So a slip of the finger never puts a private line in a copy.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from datetime import date
from enum import StrEnum

from ibtui.care.dates import parse_date
from ibtui.care.mentions import Mention, mentions, replaced
from ibtui.care.who import can_be_somebody
from ibtui.values import dataclass


class Mark(StrEnum):
    """What a line is. The value is what stands before the blank."""

    POINT = "##"
    ACTION = "!"
    DECISION = "="
    QUESTION = "?"
    CHILD = "*"
    ITEM = "-"
    PRIVATE = "%"
    TEXT = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the buffer: `number` from 0, `text` without its mark (plain text keeps its blanks).

    `start`: where `text` begins in the line as typed, from 0.
    """

    number: int
    mark: Mark
    text: str
    start: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A promise: `who` and `when` as typed ("" if none, a name keeps its @), `due` the date of `when`."""

    line: int
    who: str
    what: str
    when: str
    due: date | None


@dataclass(frozen=True, slots=True)
class ActionPlaces:
    """Where in the line of a promise its who and its when stand, as (start, end); None without one."""

    who: str
    who_at: tuple[int, int] | None
    when_at: tuple[int, int] | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A heading and the lines under it. The first may have no title: what stands above the first heading."""

    title: str
    line: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ParsedMinutes:
    """All that is in a text, each in the order of the text."""

    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    actions: tuple[ActionLine, ...]
    decisions: tuple[Line, ...]
    questions: tuple[Line, ...]
    child: tuple[Line, ...]
    private: tuple[Line, ...]


_MARKS = {mark.value: mark for mark in Mark if mark is not Mark.TEXT}
_BLANKS = " \t\xa0"
_PRIVATE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*(?:(?:#{1,6}|[!=?*+>-]|[0-9]{1,9}[.)])\s+)*%[\s%]*")


def parse(text: str, day: date, working_days: Collection[int] = ()) -> ParsedMinutes:
    """Read minutes. Any text will do. Dates are seen from `day`, the day of the conversation."""
    return _collect(list(lines_of(text)), day, working_days)


def lines_of(text: str) -> Iterator[Line]:
    """The lines alone, one by one: for who stops at the first that says enough."""
    return (_line(number, raw) for number, raw in enumerate(text.split("\n")))


def mark_of(line: str) -> Mark:
    """What one line is, by its mark; for an editor that draws only the lines in sight."""
    return _line(0, line).mark


def print_minutes(parsed: ParsedMinutes) -> str:
    """The text again, one blank after each mark. Parsing and printing this once more changes nothing."""
    return "\n".join(
        f"{line.mark.value} {line.text}" if line.mark and line.text else line.mark.value or line.text
        for line in parsed.lines
    )


def without_private(parsed: ParsedMinutes) -> ParsedMinutes:
    """The same minutes without the private lines. The other lines keep their numbers."""

    def public(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if line.mark is not Mark.PRIVATE)

    return ParsedMinutes(
        lines=public(parsed.lines),
        points=tuple(Point(point.title, point.line, public(point.lines)) for point in parsed.points),
        actions=parsed.actions,
        decisions=parsed.decisions,
        questions=parsed.questions,
        child=parsed.child,
        private=(),
    )


def _line(number: int, raw: str) -> Line:
    if "%" in raw and (private := _PRIVATE.match(raw)) is not None:
        return Line(number, Mark.PRIVATE, raw[private.end() :].strip(), private.end())
    head = "##" if raw.startswith("##") else raw[:1]
    mark = _MARKS.get(head)
    if mark is None or (len(raw) > len(head) and raw[len(head)] not in _BLANKS):
        return Line(number, Mark.TEXT, raw)
    text = raw[len(head) :].strip()
    return Line(number, mark, text, raw.find(text, len(head)))


def _collect(lines: list[Line], day: date, working_days: Collection[int]) -> ParsedMinutes:
    """Sort the lines out, in one go: an editor does this while somebody types."""
    by_mark: dict[Mark, list[Line]] = {mark: [] for mark in Mark}
    points: list[Point] = []
    heading: Line | None = None
    under: list[Line] = []
    for line in lines:
        by_mark[line.mark].append(line)
        if line.mark is Mark.POINT:
            _close(points, heading, under)
            heading, under = line, []
        else:
            under.append(line)
    _close(points, heading, under)
    actions = (_action(line, day, working_days) for line in by_mark[Mark.ACTION])
    return ParsedMinutes(
        lines=tuple(lines),
        points=tuple(points),
        actions=tuple(action for action in actions if action.what),
        decisions=tuple(line for line in by_mark[Mark.DECISION] if line.text),
        questions=tuple(line for line in by_mark[Mark.QUESTION] if line.text),
        child=tuple(line for line in by_mark[Mark.CHILD] if line.text),
        private=tuple(by_mark[Mark.PRIVATE]),
    )


def _close(points: list[Point], heading: Line | None, under: list[Line]) -> None:
    if heading is not None:
        points.append(Point(heading.text, heading.number, tuple(under)))
    elif any(line.mark or line.text.strip() for line in under):
        points.append(Point("", 0, tuple(under)))


# --- promises ---

_LONGEST_DATE = 60
_ARROW = re.compile(r"(?:^|(?<=\s))>")


def split_action(
    text: str, day: date, working_days: Collection[int] = ()
) -> tuple[str, str, str, date | None]:
    """Take "who: what > when" apart: who, what and when as typed ("" if none), and the date of when."""
    what, when, due = _split_when(text, day, working_days)
    who, what = _split_who(what)
    return who, what, when, due


def _action(line: Line, day: date, working_days: Collection[int]) -> ActionLine:
    who, what, when, due = split_action(line.text, day, working_days)
    return ActionLine(line.number, who, what, when, due)


def action_places(line: str, day: date, working_days: Collection[int] = ()) -> ActionPlaces | None:
    """Where who and when stand in one line of the text; None when the line is no promise."""
    found = _line(0, line)
    if found.mark is not Mark.ACTION:
        return None
    start = line.find(found.text, len(Mark.ACTION.value)) if found.text else len(line)
    arrow, end, due = _find_when(found.text, day, working_days)
    when = found.text[end:].strip()
    when_at = (start + found.text.rindex(when), start + len(found.text)) if when else None
    what = found.text[:arrow]
    who, _about, colon = _find_who(what)
    if colon < 0:
        return ActionPlaces("", None, when_at, due)
    said = _without_pupils(what[:colon], keep_length=True)
    first = len(said) - len(said.lstrip())
    return ActionPlaces(who, (start + first, start + len(said.rstrip())), when_at, due)


def _split_when(text: str, day: date, working_days: Collection[int]) -> tuple[str, str, date | None]:
    """What and when."""
    arrow, end, due = _find_when(text, day, working_days)
    return text[:arrow].strip(), text[end:].strip(), due


def _find_when(text: str, day: date, working_days: Collection[int]) -> tuple[int, int, date | None]:
    """Where the arrow starts and ends, and the date. `> when` counts as a moment; `>when` only when it is a
    date (">10 jaar" isn't)."""
    for arrow in reversed(list(_ARROW.finditer(text))):
        end = arrow.end()
        spaced = end == len(text) or text[end].isspace()
        if not spaced and len(text) - end > _LONGEST_DATE:
            continue
        due = parse_date(text[end:], day, working_days)
        if spaced or due is not None:
            return arrow.start(), end, due
    return len(text), len(text), None


def _split_who(text: str) -> tuple[str, str]:
    """Who and what. A pupil named before the colon is whom it is about: "#sam @ans: leest" has Ans for who
    and "#sam: leest" for what."""
    who, about, colon = _find_who(text)
    if colon < 0:
        return "", text
    what = text[colon + 1 :].strip()
    return who, f"{about}: {what}" if about and what else what


def _find_who(text: str) -> tuple[str, str, int]:
    """Who, the pupils named beside it, and where the colon is: the first one with a blank behind it, if what
    stands before it can be somebody; else -1."""
    colon = text.find(":")
    if colon < 0 or text[colon + 1 : colon + 2].strip():
        return "", "", -1
    before = text[:colon]
    who = " ".join(_without_pupils(before).split()) if "#" in before else before.strip()
    if not can_be_somebody(who):
        return "", "", -1
    about = " ".join(f"#{one.typed}" for one in mentions(before) if one.mark == "#")
    return who, about, colon


def _without_pupils(text: str, *, keep_length: bool = False) -> str:
    """The text without its "#naam"."""

    def by(one: Mention) -> str:
        if one.mark != "#":
            return f"{one.mark}{one.typed}"
        return " " * (one.end - one.start) if keep_length else ""

    return replaced(text, by)
