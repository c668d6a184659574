"""Absence without permission: 16 hours in four school weeks, and longer than four weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.absence import LIMIT, Missed, count
from ibtui.care.school_days import Free, school_days_between

MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
CHRISTMAS = Free("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3))
LATER = date(2027, 6, 1)


def hours(day: date, number: float, reported_on: date | None = None) -> Missed:
    return Missed(day, round(number * 60), reported_on=reported_on)


def test_nothing_missed() -> None:
    now = count([], (), MONDAY)
    assert (now.minutes, now.first, now.last, now.weeks, now.limit_reached_on, now.long) == (
        *(0, None, None, 0, None, False),
    )


def test_sixteen_hours_on_the_minute() -> None:
    rows = [hours(MONDAY, 8), hours(MONDAY + 2 * WEEK, 8)]
    assert count(rows, (), MONDAY + 2 * WEEK).limit_reached_on == MONDAY + 2 * WEEK
    short = [Missed(MONDAY, 8 * 60 - 1), rows[1]]
    assert count(short, (), MONDAY + 2 * WEEK).limit_reached_on is None


def test_what_was_allowed_and_what_is_still_to_come_dont_count() -> None:
    rows = [hours(MONDAY, 8), Missed(MONDAY + DAY, 480, unauthorised=False), hours(MONDAY + 2 * DAY, 8)]
    assert count(rows, (), MONDAY + DAY).limit_reached_on is None
    now = count(rows, (), MONDAY + 2 * DAY)
    assert (now.minutes, now.first, now.last) == (960, MONDAY, MONDAY + 2 * DAY)
    assert count(rows[:2], (), LATER).limit_reached_on is None


@pytest.mark.parametrize(("later", "reached"), [(27 * DAY, True), (28 * DAY, False)])
def test_the_window_is_four_weeks_from_any_day(later: timedelta, reached: bool) -> None:
    rows = [hours(MONDAY, 8), hours(MONDAY + later, 8)]
    assert (count(rows, (), LATER).limit_reached_on is not None) is reached


@pytest.mark.parametrize(("free", "reached"), [((), False), ((CHRISTMAS,), True)])
def test_a_holiday_doesnt_count(free: tuple[Free, ...], reached: bool) -> None:
    rows = [hours(date(2026, 12, 10), 8), hours(date(2027, 1, 14), 8)]  # three school weeks apart
    found = count(rows, free, LATER).limit_reached_on
    assert found == (date(2027, 1, 14) if reached else None)


def test_a_window_over_the_clocks_and_the_year_end() -> None:
    rows = [hours(date(2027, 3, 26), 8), hours(date(2027, 4, 22), 8)]
    assert count(rows, (), LATER).limit_reached_on == date(2027, 4, 22)
    rows = [hours(date(2026, 12, 17), 8), hours(date(2027, 1, 5), 8)]
    assert count(rows, (CHRISTMAS,), LATER).limit_reached_on == date(2027, 1, 5)


def test_after_a_report_it_begins_again() -> None:
    told = MONDAY + 3 * DAY
    rows = [hours(MONDAY, 8, told), hours(MONDAY + DAY, 8, told), hours(MONDAY + WEEK, 8)]
    now = count(rows, (), MONDAY + WEEK)
    assert (now.limit_reached_on, now.minutes) == (None, 480)
    rows.append(hours(MONDAY + WEEK + DAY, 8))
    assert count(rows, (), LATER).limit_reached_on == MONDAY + WEEK + DAY


def test_what_was_before_a_report_and_typed_later_belongs_to_that_report() -> None:
    rows = [hours(MONDAY, 16, MONDAY + 3 * DAY), hours(MONDAY + DAY, 8), hours(MONDAY + WEEK, 8)]
    assert count(rows, (), LATER).limit_reached_on is None


def test_the_limit_stays_reached_until_it_is_reported() -> None:
    rows = [hours(MONDAY, 16)]
    now = count(rows, (), LATER)
    assert (now.minutes, now.limit_reached_on) == (0, MONDAY)


def away(first: date, last: date, free: tuple[Free, ...] = ()) -> list[Missed]:
    return [Missed(day, 330) for day in school_days_between(first, last, free)]


def test_more_than_four_weeks_away() -> None:
    until_friday = count(away(MONDAY, MONDAY + 4 * WEEK - 3 * DAY), (), LATER)
    assert (until_friday.weeks, until_friday.long, until_friday.away_since) == (4, False, MONDAY)
    assert count(away(MONDAY, MONDAY + 4 * WEEK), (), LATER).long


def test_a_holiday_makes_no_break_and_no_weeks() -> None:
    rows = away(date(2026, 12, 7), date(2027, 1, 15), (CHRISTMAS,))
    now = count(rows, (CHRISTMAS,), LATER)
    assert (now.weeks, now.long) == (4, False)
    assert count([*rows, Missed(date(2027, 1, 18), 330)], (CHRISTMAS,), LATER).long


def test_a_day_at_school_breaks_it_and_an_hour_missed_is_no_day() -> None:
    rows = away(MONDAY, MONDAY + 6 * WEEK)
    there = [row for row in rows if row.day != MONDAY + 2 * WEEK]
    assert count(there, (), LATER).away_since == MONDAY + 2 * WEEK + DAY
    hour = [Missed(row.day, 60) for row in rows]
    assert count(hour, (), LATER).away_since is None


absences = st.lists(
    st.builds(Missed, st.dates(MONDAY, MONDAY + 20 * WEEK), st.integers(1, 400), st.booleans()), max_size=25
)


@given(absences, absences)
def test_more_missed_is_never_less(some: list[Missed], more: list[Missed]) -> None:
    few, many = count(some, (CHRISTMAS,), LATER), count(some + more, (CHRISTMAS,), LATER)
    assert many.minutes >= few.minutes
    if few.limit_reached_on is not None:
        assert many.limit_reached_on is not None
        assert many.limit_reached_on <= few.limit_reached_on


@given(absences)
def test_the_limit_needs_sixteen_hours(rows: list[Missed]) -> None:
    found = count(rows, (), LATER).limit_reached_on
    total = sum(row.minutes for row in rows if row.unauthorised and (found is None or row.day <= found))
    if found is not None:
        assert total >= LIMIT
