"""From one school year to the next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.roll_over import (
    Moving,
    going_on,
    moved_date,
    next_group,
    proposed_groups,
    proposed_moves,
    staying,
)
from ibtui.care.school_days import Free, is_school_day

OLD, NEW = date(2026, 8, 1), date(2027, 8, 1)


def moved(group: str, year: int | None, *new_groups: str) -> tuple[str | None, int | None, bool, str]:
    (move,) = proposed_moves([Moving(1, group, year)], new_groups)
    return move.group, move.year, move.leaves, move.reason


def test_the_groups_come_back_with_the_same_names() -> None:
    assert proposed_groups(["1/2", "3", "3"]) == ("1/2", "3")


@pytest.mark.parametrize(
    ("old", "year", "new_groups", "to"),
    [
        ("3", 3, ("3", "4"), "4"),
        ("4a", 4, ("4a", "4b", "5a", "5b"), "5a"),
        ("4b", 4, ("5a", "5b"), "5b"),
        ("3/4/5", 3, ("1/2", "3/4/5", "6/7/8"), "3/4/5"),
        ("3/4/5", 5, ("1/2", "3/4/5", "6/7/8"), "6/7/8"),
        ("1/2a", 1, ("1/2a", "1/2b", "3"), "1/2a"),
        ("1/2a", 2, ("1/2a", "1/2b", "3"), "3"),
        ("Groep 3", 3, ("Groep 3", "Groep 4"), "Groep 4"),
    ],
)
def test_a_pupil_moves_up_with_her_group(old: str, year: int, new_groups: tuple[str, ...], to: str) -> None:
    assert moved(old, year, *new_groups) == (to, year + 1, False, "")


def test_who_is_in_year_eight_leaves() -> None:
    assert moved("8", 8, "7", "8") == (None, None, True, "")


def test_no_group_is_guessed() -> None:
    assert moved("4", 4, "5a", "5b") == (
        None,
        5,
        False,
        "Er is volgend jaar meer dan één groep met leerjaar 5.",
    )
    assert moved("4", 4, "3", "4") == (None, 5, False, "Er is volgend jaar geen groep met leerjaar 5.")
    assert moved("3/4", None, "3/4", "5") == (None, None, False, "Het leerjaar is niet ingevuld.")


def test_a_group_of_one_year_says_the_year_of_its_pupils() -> None:
    assert moved("4", None, "4", "5") == ("5", 5, False, "")


def test_a_group_without_a_number_keeps_its_pupils_to_be_looked_at() -> None:
    assert moved("Vlinders", 3, "Vlinders", "5") == (
        "Vlinders",
        4,
        False,
        "Deze groep heeft geen nummer: kijk het na.",
    )
    assert moved("Vlinders", None, "Vlinders")[0] == "Vlinders"


def test_a_pupil_can_do_her_year_again_and_still_go_on() -> None:
    groups = ("4a", "4b", "5a", "5b", "8")
    (move, last) = proposed_moves([Moving(1, "4a", 4), Moving(2, "8", 8)], groups)
    again = staying(move, groups)
    assert (again.group, again.year, again.stays) == ("4a", 4, True)
    assert going_on(again, groups) == move
    stays = staying(last, groups)
    assert (stays.group, stays.year, stays.leaves) == ("8", 8, False)
    assert going_on(stays, groups) == last


def test_next_group_needs_exactly_one() -> None:
    assert next_group(("5a", "5b"), 5, "4") is None
    assert next_group((), 5, "4") is None
    assert next_group(("5",), 5, "4a") == "5"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 6), date(2027, 11, 5)),  # Friday of week 45
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2026, 8, 17), date(2027, 8, 23)),  # still summer: the first day of school
        (date(2027, 7, 9), date(2028, 7, 7)),
    ],
)
def test_a_step_comes_back_in_the_same_week_on_the_same_day(day: date, expected: date) -> None:
    free = (Free("Zomervakantie", date(2027, 7, 10), date(2027, 8, 22)),)
    assert moved_date(day, OLD, NEW, free) == expected


def test_a_leap_day_moves_too() -> None:
    assert moved_date(date(2028, 2, 29), date(2027, 8, 1), date(2028, 8, 1), ()) == date(2029, 2, 27)


@given(st.dates(date(2020, 8, 1), date(2040, 7, 31)), st.integers(1, 3))
def test_a_moved_day_is_a_school_day_near_its_date_and_in_its_year(day: date, years: int) -> None:
    start = day.year if day.month >= 8 else day.year - 1
    old, new = date(start, 8, 1), date(start + years, 8, 1)
    found = moved_date(day, old, new, ())
    assert new <= found < date(start + years + 1, 8, 1)
    assert is_school_day(found, ())
    anniversary = new + (day - old)
    assert abs(found - anniversary) <= timedelta(days=8)
