"""The days somebody works, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.weekdays import parse_weekdays, short_weekdays, weekday_words


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("di", (1,)),
        ("Dinsdag", (1,)),
        ("ma, do", (0, 3)),
        ("ma do", (0, 3)),
        ("do en ma", (0, 3)),
        ("maandag, woensdag en vrijdag", (0, 2, 4)),
        ("ma t/m do", (0, 1, 2, 3)),
        ("ma-vr", (0, 1, 2, 3, 4)),
        ("ma tot en met wo", (0, 1, 2)),
        ("di di", (1,)),
        ("", ()),
    ],
)
def test_days(typed: str, days: tuple[int, ...]) -> None:
    assert parse_weekdays(typed) == days


@pytest.mark.parametrize("typed", ["elke dag", "1", "d", "z", "13-1", "dinsdagochtend"])
def test_what_is_no_weekday_is_not_guessed(typed: str) -> None:
    assert parse_weekdays(typed) is None


@given(st.sets(st.integers(0, 6)))
def test_days_that_are_shown_can_be_typed(days: set[int]) -> None:
    assert parse_weekdays(short_weekdays(days)) == parse_weekdays(weekday_words(days)) == tuple(sorted(days))


@given(st.text(max_size=30))
def test_any_text_can_be_tried(typed: str) -> None:
    parse_weekdays(typed)


def test_days_in_words() -> None:
    assert weekday_words((3, 0)) == "maandag en donderdag"
    assert weekday_words(()) == ""
