"""Days with and without school."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.school_days import (
    Free,
    free_on,
    is_school_day,
    next_school_day,
    next_working_day,
    previous_school_day,
    previous_working_day,
    school_days_between,
    school_weeks_between,
)

AUTUMN = Free("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18))
CHRISTMAS = Free("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3))
STUDY = Free("Studiedag", date(2026, 11, 24), date(2026, 11, 24))
FREE = (AUTUMN, CHRISTMAS, STUDY)
TUESDAY, THURSDAY = 1, 3

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
frees = st.lists(
    st.tuples(days, st.integers(0, 60)).map(
        lambda one: Free("vrij", one[0], one[0] + timedelta(days=one[1]))
    ),
    max_size=6,
).map(tuple)


@pytest.mark.parametrize(
    ("day", "school"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),  # study day
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 10, 9), True),
        (date(2026, 10, 12), False),
        (date(2026, 10, 19), True),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
    ],
)
def test_there_is_school_on_weekdays_that_are_not_free(day: date, school: bool) -> None:
    assert is_school_day(day, FREE) is school


def test_it_can_say_why_a_day_is_free() -> None:
    assert free_on(date(2026, 12, 25), FREE) == CHRISTMAS
    assert free_on(date(2026, 11, 25), FREE) is None


@pytest.mark.parametrize(
    ("day", "following", "before"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 23)),
        (date(2026, 12, 24), date(2027, 1, 4), date(2026, 12, 18)),  # over the year's end
        (date(2028, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),  # a leap day is a day
    ],
)
def test_the_nearest_school_day(day: date, following: date, before: date) -> None:
    assert next_school_day(day, FREE) == following
    assert previous_school_day(day, FREE) == before


def test_the_school_days_of_a_week_with_a_study_day() -> None:
    found = school_days_between(date(2026, 11, 21), date(2026, 11, 29), FREE)
    assert [day.day for day in found] == [23, 25, 26, 27]
    assert school_days_between(date(2026, 11, 25), date(2026, 11, 24), FREE) == ()


@pytest.mark.parametrize(
    ("since", "until", "weeks"),
    [
        (date(2026, 11, 17), date(2026, 11, 23), 0),
        (date(2026, 11, 17), date(2026, 11, 24), 1),  # a week with a study day is a week
        (date(2026, 10, 6), date(2026, 10, 13), 0),  # the autumn holiday
        (date(2026, 10, 6), date(2026, 10, 20), 1),
        (date(2026, 10, 7), date(2026, 10, 21), 1),  # on any day of the week
        (date(2026, 12, 15), date(2027, 1, 12), 2),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
        (date(2026, 11, 24), date(2026, 11, 17), 0),
    ],
)
def test_weeks_without_school_do_not_count(since: date, until: date, weeks: int) -> None:
    assert school_weeks_between(since, until, FREE) == weeks


def test_the_working_day_before_and_after() -> None:
    tuesdays = (TUESDAY,)
    assert next_working_day(date(2026, 11, 17), tuesdays, FREE) == date(2026, 12, 1)  # 24 Nov is a study day
    assert previous_working_day(date(2026, 12, 1), tuesdays, FREE) == date(2026, 11, 17)
    assert next_working_day(date(2026, 12, 15), tuesdays, FREE) == date(2027, 1, 5)
    assert previous_working_day(date(2027, 1, 5), (TUESDAY, THURSDAY), FREE) == date(2026, 12, 17)
    assert next_working_day(date(2026, 11, 17), (), FREE) is None
    assert next_working_day(date(2026, 11, 17), (6,), FREE) is None  # there is no school on Sundays


def test_a_school_that_is_always_free_leaves_a_day_where_it_is() -> None:
    always = (Free("dicht", date(2020, 1, 1), date(2040, 1, 1)),)
    assert next_school_day(date(2026, 11, 24), always) == date(2026, 11, 24)
    assert next_working_day(date(2026, 11, 24), (TUESDAY,), always) is None


@given(days, frees)
def test_the_next_school_day_has_school_and_skips_none(day: date, free: tuple[Free, ...]) -> None:
    found = next_school_day(day, free)
    assert is_school_day(found, free)
    assert found >= day
    assert not any(is_school_day(day + timedelta(days=n), free) for n in range((found - day).days))
    assert previous_school_day(found, free) == found


@given(days, st.sets(st.integers(0, 4), min_size=1), frees)
def test_there_and_back_over_working_days(day: date, working: set[int], free: tuple[Free, ...]) -> None:
    found = next_working_day(day, working, free)
    assert found is not None
    assert found > day
    assert found.weekday() in working
    back = previous_working_day(found, working, free)
    assert back is not None
    assert back <= day


@given(days, st.integers(0, 500), st.integers(0, 60), frees)
def test_weeks_only_grow_and_never_past_the_calendar(
    since: date, ahead: int, more: int, free: tuple[Free, ...]
) -> None:
    weeks = school_weeks_between(since, since + timedelta(days=ahead), free)
    assert 0 <= weeks <= ahead // 7
    assert weeks <= school_weeks_between(since, since + timedelta(days=ahead + more), free)
    assert school_weeks_between(since, since + timedelta(days=ahead), ()) == ahead // 7
