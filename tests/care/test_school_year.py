"""The school's calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.school_year import first_day, last_day, monday_of, school_year_of, week_days, week_of


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 7, 31), "2025-2026"),
        (date(2026, 8, 1), "2026-2027"),
        (date(2026, 12, 31), "2026-2027"),
        (date(2027, 1, 1), "2026-2027"),
    ],
)
def test_a_school_year_starts_on_the_first_of_august(day: date, label: str) -> None:
    assert school_year_of(day) == label


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_school_year_and_in_its_week(day: date) -> None:
    assert first_day(day) <= day <= last_day(day)
    assert school_year_of(first_day(day)) == school_year_of(last_day(day)) == school_year_of(day)
    assert day in week_days(day)
    assert monday_of(day) == week_days(day)[0]
    assert monday_of(day).weekday() == 0


def test_weeks_are_iso_weeks() -> None:
    assert week_of(date(2026, 11, 24)) == 48
    assert week_of(date(2027, 1, 1)) == 53
    assert monday_of(date(2027, 1, 1)) == date(2026, 12, 28)
