"""What stays of the backups: all of today, 7 days, 4 weeks, 12 months, nothing older than a year, never none."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.thinning import LONGEST, last_day, to_go

NOW = dt.datetime(2026, 11, 24, 16, 30)


def kept(made: list[dt.datetime], now: dt.datetime = NOW) -> list[str]:
    return [f"{moment:%Y-%m-%d}" for moment in sorted(set(made) - to_go(made, now), reverse=True)]


def test_every_day_of_a_year_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    assert kept([NOW - dt.timedelta(days=number) for number in range(366)]) == [
        "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18",
        "2026-11-15", "2026-11-08",  # with the weeks of the 24th and the 22nd: four
        "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30",
        "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31",
    ]  # fmt: skip


def test_the_newest_of_a_day_stays() -> None:
    morning, noon = dt.datetime(2026, 11, 23, 9), dt.datetime(2026, 11, 23, 12)
    assert to_go([morning, noon, NOW], NOW) == {morning}


def test_of_today_all_stay_the_one_before_something_risky_and_the_one_after_it() -> None:
    before, after = dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 11, 24, 9, 5)
    assert to_go([before, after, NOW], NOW) == set()
    tomorrow = NOW + dt.timedelta(days=1)
    assert to_go([before, after, NOW, tomorrow], tomorrow) == {before, after}


def test_one_day_a_week_leaves_seven_weeks() -> None:
    made = [NOW - dt.timedelta(weeks=number) for number in range(20)]
    assert kept(made)[:7] == [f"{moment:%Y-%m-%d}" for moment in made[:7]]


def test_after_a_long_holiday_the_days_of_before_are_still_there() -> None:
    made = [NOW - dt.timedelta(days=70 + number) for number in range(7)]
    assert to_go(made, NOW) == set()


def test_what_is_older_than_a_year_goes_but_never_the_last_one() -> None:
    old = [NOW - LONGEST - dt.timedelta(days=number) for number in range(1, 4)]
    assert to_go([NOW, *old], NOW) == set(old)
    assert to_go(old, NOW) == set(old[1:])


def test_a_clock_that_was_wrong_costs_nothing() -> None:
    ahead = NOW + dt.timedelta(days=400)
    assert to_go([ahead, NOW], NOW) == set()


_YEARS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 1, 1))


@given(st.lists(_YEARS), _YEARS)
def test_the_newest_always_stays_and_no_more_than_the_numbers(
    made: list[dt.datetime], now: dt.datetime
) -> None:
    stay = set(made) - to_go(made, now)
    assert not made or max(made) in stay
    past = [moment for moment in stay if moment <= now]
    assert len([moment for moment in past if moment.date() != now.date()]) <= 7 + 4 + 12 + 1
    assert all(now - moment <= LONGEST for moment in past if moment != max(made))


@given(st.lists(st.integers(0, 800), min_size=1, max_size=60))
def test_thinning_out_twice_is_once(days: list[int]) -> None:
    made = {NOW - dt.timedelta(days=number) for number in days}
    stay = made - to_go(made, NOW)
    assert to_go(stay, NOW) == set()


def test_until_when_a_backup_can_be_there() -> None:
    assert last_day(NOW.date()) == dt.date(2027, 11, 25)
