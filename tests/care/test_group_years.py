"""What a group's name says."""

import pytest

from ibtui.care.group_years import letter_of, years_of


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("3/4/5", {3, 4, 5}),
        ("groep 4a", {4}),
        ("3-5", {3, 4, 5}),
        ("Groep 3 t/m 8", {3, 4, 5, 6, 7, 8}),
        ("1, 2", {1, 2}),
        ("1 en 2", {1, 2}),
        ("12", {1, 2}),
        ("345b", {3, 4, 5}),
        ("8-3", {3, 8}),
        ("Vlinders", set()),
        ("2026", set()),
        ("9", set()),
        ("", set()),
    ],
)
def test_the_years_in_a_name(name: str, years: set[int]) -> None:
    assert years_of(name) == years


@pytest.mark.parametrize(
    ("name", "letter"),
    [("4a", "a"), ("Groep 4 B", "b"), ("1/2c", "c"), ("3 en 4", ""), ("4", ""), ("Vlinders", "")],
)
def test_the_letter_of_parallel_groups(name: str, letter: str) -> None:
    assert letter_of(name) == letter
