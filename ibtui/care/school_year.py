"""The school's calendar: school years start on 1 August, weeks are ISO weeks."""

from datetime import date, timedelta

_FIRST_MONTH = 8


def school_year_of(day: date) -> str:
    """The label of the school year that holds `day`: "2026-2027"."""
    start = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return f"{start}-{start + 1}"


def first_day(day: date) -> date:
    """1 August of the school year that holds `day`."""
    return date(day.year if day.month >= _FIRST_MONTH else day.year - 1, _FIRST_MONTH, 1)


def last_day(day: date) -> date:
    """31 July of the school year that holds `day`."""
    return date(first_day(day).year + 1, _FIRST_MONTH, 1) - timedelta(days=1)


def week_of(day: date) -> int:
    """The ISO week number, 1 to 53."""
    return day.isocalendar().week


def monday_of(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def week_days(day: date) -> tuple[date, ...]:
    """Monday up to and including Sunday of the week that holds `day`."""
    monday = monday_of(day)
    return tuple(monday + timedelta(days=number) for number in range(7))
