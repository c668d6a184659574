"""Days with and without school. Weekends never have school; the rest is what the school calls free."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from ibtui.care.school_year import monday_of
from ibtui.values import dataclass

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_SATURDAY = 5
_FAR = 370  # days: who finds nothing within a year looks in vain


@dataclass(frozen=True, slots=True)
class Free:
    """Days without school, `first` and `last` included: a holiday, a feast day, a study day."""

    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether `day` is one of these days."""
        return self.first <= day <= self.last


def is_school_day(day: date, free: Iterable[Free]) -> bool:
    """Whether there is school on `day`: no weekend, and not free."""
    return day.weekday() < _SATURDAY and free_on(day, free) is None


def free_on(day: date, free: Iterable[Free]) -> Free | None:
    """Why there is no school on `day`; None when nothing is known (a weekend is not looked at)."""
    return next((days for days in free if days.holds(day)), None)


def next_school_day(day: date, free: Collection[Free]) -> date:
    """The day itself, or the first one after it with school. The day itself too when a year has none at all."""
    return _look(day, free, _DAY)


def previous_school_day(day: date, free: Collection[Free]) -> date:
    """The day itself, or the last one before it with school. The day itself too when a year has none at all."""
    return _look(day, free, -_DAY)


def _look(day: date, free: Collection[Free], step: timedelta) -> date:
    found = day
    for _ in range(_FAR):
        if is_school_day(found, free):
            return found
        found += step
    return day


def school_days_between(first: date, last: date, free: Collection[Free]) -> tuple[date, ...]:
    """The days with school from `first` up to and including `last`, in order; none when `last` comes first."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in days if is_school_day(day, free))


def school_weeks_between(since: date, until: date, free: Collection[Free]) -> int:
    """How many weeks have gone by from `since` to `until`; a week without any school doesn't count.

    From a Tuesday to the next one is one week. 0 when `until` isn't later.
    """
    weeks = 0
    monday = monday_of(since) + _WEEK
    while monday + timedelta(days=since.weekday()) <= until:
        weeks += any(is_school_day(monday + timedelta(days=number), free) for number in range(_SATURDAY))
        monday += _WEEK
    return weeks


def next_working_day(after: date, working_days: Collection[int], free: Collection[Free]) -> date | None:
    """The first school day after `after` on one of `working_days` (0 is Monday); None when a year has none."""
    return _working_day(after, working_days, free, _DAY)


def previous_working_day(before: date, working_days: Collection[int], free: Collection[Free]) -> date | None:
    """The last school day before `before` on one of `working_days` (0 is Monday); None when a year has none."""
    return _working_day(before, working_days, free, -_DAY)


def _working_day(
    day: date, working_days: Collection[int], free: Collection[Free], step: timedelta
) -> date | None:
    for _ in range(_FAR if working_days else 0):
        day += step
        if day.weekday() in working_days and is_school_day(day, free):
            return day
    return None
