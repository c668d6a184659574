"""When a step of the year plan is: days, ranges, weeks and months within one school year."""

import re
from calendar import monthrange
from datetime import date, timedelta

from ibtui.care.dates import add_months, parse_date
from ibtui.care.school_year import last_day, monday_of
from ibtui.care.text import fold
from ibtui.values import dataclass

# A hyphen between digits is part of a day ("15-9"), unless there are blanks around it or weeks are meant.
_UNTIL = re.compile(
    r"\s+-\s+|(?<=[a-z.])-(?=[a-z\d])|(?<=week \d)-|(?<=week \d\d)-|\s*[–—]\s*|\s+(?:t/m|tot en met|tot)\s+"
)
_WEEK = re.compile(r"^(?:week|wk)\.? ?(\d{1,2})$")
_NUMBER = re.compile(r"^\d{1,2}$")
_DAY = re.compile(r"^\d{1,2}(?:[-/]\d{1,2}| ?[a-z]+\.?)(?:(?:[-/]| )\d{2,4})?$")
_PART = re.compile(r"^(?:(begin|half|midden|medio|eind|einde)(?: van)? )?([a-z]+)\.?$")
_FIRST_PART, _SECOND_PART = 10, 20  # days: "begin" is up to and including the tenth


@dataclass(frozen=True, slots=True)
class When:
    """From `first` up to and including `last`; the same day twice for one day."""

    first: date
    last: date


def read_when(text: str, first: date) -> When | None:
    """What `text` means in the school year that starts on `first` (1 August); None when it is no date in it."""
    words = re.sub(r"^(?:op|in|vanaf|van|voor) ", "", fold(text).strip().rstrip(".,;"))
    parts = [part.strip() for part in _UNTIL.split(words)]
    if len(parts) == 1:
        found = _one(parts[0], first)
    elif len(parts) == 2:
        found = _range(parts[0], parts[1], first)
    else:
        found = None
    if found is None or not first <= found.first <= found.last <= last_day(first):
        return None
    return found


def _range(begin: str, end: str, first: date) -> When | None:
    """From the first day of `begin` to the last day of `end`: "11 - 22 jan" and "week 45 - 47" share a word."""
    if _NUMBER.match(end) and _WEEK.match(begin):
        end = f"week {end}"
    if _NUMBER.match(begin):
        begin += re.sub(r"^\d{1,2}", "", end)
    start, stop = _one(begin, first), _one(end, first)
    return When(start.first, stop.last) if start and stop and start.first <= stop.last else None


def _one(words: str, first: date) -> When | None:
    if (week := _WEEK.match(words)) is not None:
        return _week(int(week[1]), first)
    if (part := _PART.match(words)) is not None:
        return _month(part[1] or "", part[2], first)
    day = parse_date(words, _seen_from(first)) if _DAY.match(words) else None
    return When(day, day) if day else None


def _seen_from(first: date) -> date:
    """A day without a year is at most two months before this one, so never before the school year."""
    return add_months(first, 2)


def _week(number: int, first: date) -> When | None:
    """Monday up to and including Friday of an ISO week; the part of it that is in the school year."""
    for year in (first.year, first.year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue  # week 53 isn't in every year
        friday = monday + timedelta(days=4)
        if friday >= first and monday >= monday_of(first):
            return When(max(first, monday), min(last_day(first), friday))
    return None


def _month(part: str, name: str, first: date) -> When | None:
    """A month, or a third of it: begin, half or eind."""
    day = parse_date(f"1 {name}", _seen_from(first))
    if day is None:
        return None
    end = monthrange(day.year, day.month)[1]
    begin, last = {
        "": (1, end),
        "begin": (1, _FIRST_PART),
        "eind": (_SECOND_PART + 1, end),
        "einde": (_SECOND_PART + 1, end),
    }.get(part, (_FIRST_PART + 1, _SECOND_PART))
    return When(day.replace(day=begin), day.replace(day=last))
