"""When a term runs out. Dates only, never moments, so that summer time can't shift one.

The table of terms is `term_rules`. A legal term isn't moved when its last day is a holiday: it is only said
(`in_holiday`).
"""

import calendar
from collections.abc import Callable, Collection
from datetime import date, timedelta

from ibtui.care import term_rules
from ibtui.care.holidays import easter_of
from ibtui.care.school_days import Free, free_on, is_school_day, next_school_day, previous_school_day
from ibtui.care.school_year import monday_of
from ibtui.care.term_rules import Rule as Rule
from ibtui.care.words import TermUnit

RULES = term_rules.RULES
NOT_AT_THE_TABLE = term_rules.NOT_AT_THE_TABLE
SAFETY = term_rules.SAFETY
WHILE_HERE = term_rules.WHILE_HERE
rule_words = term_rules.rule_words
source_words = term_rules.source_words
kind_words = term_rules.kind_words
length_words = term_rules.length_words

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_SATURDAY = 5
_DAY_HOURS = 24
_FAR = 370  # days: a school that is closed longer than a year has wrong dates


def due(rule: Rule, base: date, free: Collection[Free] = ()) -> date:
    """The last day of the term that counts from `base` (or up to it, when the rule counts back).

    Months and years go by the calendar: a month after 31 January is the last of February. Hours count as whole
    days, begun ones too. School days and school weeks skip what is `free` and always end on a school day; a term
    in school weeks that begins on a day without school begins on the next one.
    """
    step = -1 if rule.before else 1
    match rule.unit:
        case TermUnit.DAYS:
            return base + step * rule.amount * _DAY
        case TermUnit.HOURS:
            return base + step * -(-rule.amount // _DAY_HOURS) * _DAY
        case TermUnit.WEEKS:
            return base + step * rule.amount * _WEEK
        case TermUnit.MONTHS:
            return _months(base, step * rule.amount)
        case TermUnit.YEARS:
            return _months(base, step * rule.amount * 12)
        case TermUnit.WORKING_DAYS:
            return _count(base, rule.amount, step, is_working_day)
        case TermUnit.SCHOOL_DAYS:
            return _count(base, rule.amount, step, lambda day: is_school_day(day, free))
        case TermUnit.SCHOOL_WEEKS:
            return _school_weeks(base, rule.amount, step, free)


def in_holiday(day: date, free: Collection[Free]) -> Free | None:
    """The holiday or free day that `day` falls in; None when there is school, or it is an ordinary weekend."""
    return free_on(day, free)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday.

    Good Friday and 5 May count as working days: not everybody is free then, and a term that ends a day early does
    no harm.
    """
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def public_holidays(year: int) -> frozenset[date]:
    """The days of a calendar year on which the Netherlands are closed."""
    easter = easter_of(year)
    king = date(year, 4, 27)
    return frozenset(
        {
            date(year, 1, 1),
            *(easter + number * _DAY for number in (0, 1, 39, 49, 50)),  # Easter, Ascension Day, Whitsun
            king - _DAY if king.weekday() == 6 else king,
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def _months(base: date, number: int) -> date:
    year, month = divmod(base.year * 12 + base.month - 1 + number, 12)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def _count(base: date, amount: int, step: int, counts: Callable[[date], bool]) -> date:
    """The day that is so many days that count further; of 0 the first one that counts, the day itself included."""
    day = base if amount else base - step * _DAY
    for _ in range(max(amount, 1)):
        day = _next(day, step, counts)
    return day


def _next(day: date, step: int, counts: Callable[[date], bool]) -> date:
    found = day
    for _ in range(_FAR):
        found += step * _DAY
        if counts(found):
            return found
    return day + step * _DAY


def _school_weeks(base: date, amount: int, step: int, free: Collection[Free]) -> date:
    to_school_day = next_school_day if step > 0 else previous_school_day
    day = to_school_day(base, free)
    for _ in range(amount):
        day = _next_school_week(day, step, free)
    return to_school_day(day, free)


def _next_school_week(day: date, step: int, free: Collection[Free]) -> date:
    """The same weekday in the next week that has school."""
    found = day
    for _ in range(_FAR // 7):
        found += step * _WEEK
        monday = monday_of(found)
        if any(is_school_day(monday + number * _DAY, free) for number in range(_SATURDAY)):
            return found
    return day + step * _WEEK
