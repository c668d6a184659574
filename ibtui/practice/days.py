"""The days of the practice school: school days, holidays, and a diary in which no two talks overlap."""

from __future__ import annotations

import datetime as dt

from ibtui.care.school_days import Free
from ibtui.care.words import ConversationKind as Kind

DAY = dt.timedelta(days=1)
TUESDAY = 1
PLANNED_AHEAD = dt.timedelta(weeks=10)
"""How far ahead the diary is filled."""

# First and last day of holidays, month and day. Roughly: real ones differ per region and year.
_HOLIDAYS = (
    ((7, 13), (8, 23)), ((10, 17), (10, 25)), ((12, 19), (12, 31)), ((1, 1), (1, 4)),
    ((2, 20), (3, 1)), ((4, 25), (5, 5)),
)  # fmt: skip

_ROUGH = (
    ("Herfstvakantie", (10, 17), (10, 25)), ("Kerstvakantie", (12, 19), (1, 4)),
    ("Voorjaarsvakantie", (2, 20), (3, 1)), ("Meivakantie", (4, 25), (5, 5)), ("Zomervakantie", (7, 13), (7, 31)),
)  # fmt: skip

_SLOTS = tuple(
    dt.time(hour, minute)
    for hour, minute in ((8, 30), (9, 15), (10, 15), (11, 0), (13, 0), (14, 15), (15, 0), (15, 45))
)
_LONG = (dt.time(13, 0), dt.time(11, 0), dt.time(9, 15), dt.time(15, 45))
_AFTER_SCHOOL = (dt.time(15, 0), dt.time(14, 15), dt.time(15, 45), dt.time(8, 30))
_LESSON = (dt.time(8, 30), dt.time(9, 15), dt.time(10, 15), dt.time(11, 0), dt.time(13, 0))
_PREFERRED: dict[str, tuple[dt.time, ...]] = {
    Kind.LARGE_MEETING: _LONG,
    Kind.SUPPORT_TEAM: _LONG,
    Kind.PARENT_TALK: _AFTER_SCHOOL,
    Kind.MEDIATION: _AFTER_SCHOOL,
    Kind.TEACHER_TALK: _AFTER_SCHOOL,
    Kind.TEAM: _AFTER_SCHOOL[2:],
    Kind.OBSERVATION: _LESSON,
    Kind.CHILD_TALK: _LESSON,
}
_DURATION: dict[str, int] = {
    Kind.LARGE_MEETING: 60,
    Kind.SUPPORT_TEAM: 60,
    Kind.GROUP_REVIEW: 45,
    Kind.PUPIL_REVIEW: 45,
    Kind.PARENT_TALK: 45,
    Kind.MEDIATION: 45,
    Kind.TEACHER_TALK: 30,
    Kind.OBSERVATION: 30,
    Kind.CHILD_TALK: 30,
    Kind.AGENCY_TALK: 45,
    Kind.PHONE: 15,
    Kind.TEAM: 60,
}


def duration(kind: str) -> int:
    """How many minutes a conversation of this kind takes."""
    return _DURATION.get(kind, 0)


def is_school_day(day: dt.date) -> bool:
    """Whether there is school."""
    place = (day.month, day.day)
    return day.weekday() < 5 and not any(first <= place <= last for first, last in _HOLIDAYS)


def school_day(day: dt.date) -> dt.date:
    """`day`, or the last school day before it."""
    while not is_school_day(day):
        day -= DAY
    return day


def ib_day(day: dt.date, weekday: int = TUESDAY) -> dt.date:
    """The day of the ib'er in the week of `day` when there is school, else a school day near it."""
    found = day + DAY * (weekday - day.weekday())
    return found if is_school_day(found) else school_day(day)


def rough_holidays(first: dt.date) -> tuple[Free, ...]:
    """The holidays of the school year that begins on `first`, when the real ones aren't known."""
    found = []
    for name, start, end in _ROUGH:
        start_year, end_year = (first.year + (month < first.month) for month in (start[0], end[0]))
        found.append(Free(name, dt.date(start_year, *start), dt.date(end_year, *end)))
    return tuple(found)


class Diary:
    """Which times are taken. `end`: the first day that isn't history."""

    def __init__(self, end: dt.date) -> None:
        self._end = end
        self._taken: set[tuple[dt.date, dt.time]] = set()

    def past(self, day: dt.date, kind: str) -> tuple[dt.date, dt.time]:
        """A free time on a school day, as near to `day` as can be, before `end`."""
        later = school_day(min(day, self._end - DAY))
        earlier = later
        for _ in range(60):
            for one in (later, earlier):
                start = self._free(one, kind) if one < self._end else None
                if start is not None:
                    self._taken.add((one, start))
                    return one, start
            earlier = school_day(earlier - DAY)
            later += DAY
            while not is_school_day(later):
                later += DAY
        return school_day(day), _SLOTS[0]  # a very large school: then they overlap

    def future(self, day: dt.date, kind: str) -> tuple[dt.date, dt.time]:
        """A free time on `day` or a school day after it."""
        for _ in range(400):
            start = self._free(day, kind) if is_school_day(day) else None
            if start is not None:
                self._taken.add((day, start))
                return day, start
            day += DAY
        return day, _SLOTS[0]

    def _free(self, day: dt.date, kind: str) -> dt.time | None:
        preferred = _PREFERRED.get(kind, ())
        slots = (*preferred, *(slot for slot in _SLOTS if slot not in preferred))
        return next((slot for slot in slots if (day, slot) not in self._taken), None)
