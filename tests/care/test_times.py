"""Dutch times, typed as people type and say them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.times import parse_time


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("9:15", 9, 15), ("9.15", 9, 15), ("915", 9, 15), ("0915", 9, 15), ("1315", 13, 15), ("9", 9, 0), ("9u", 9, 0),
     ("9u15", 9, 15), ("9 uur", 9, 0), ("half drie", 14, 30), ("half 9", 8, 30), ("kwart over 9", 9, 15),
     ("kwart voor 1", 12, 45), ("drie uur", 15, 0), ("half zeven", 18, 30), ("3:15", 3, 15), ("0:00", 0, 0),
     ("tien voor half negen", 8, 20), (" 23:59 ", 23, 59)],
)  # fmt: skip
def test_a_time(typed: str, hour: int, minute: int) -> None:
    assert parse_time(typed) == time(hour, minute)


@pytest.mark.parametrize(
    "typed", ["", "25:00", "9:60", "960", "24:00", "half", "kwart voor", "99u", "vr", "9:1", "half 40"]
)
def test_what_is_no_time(typed: str) -> None:
    assert parse_time(typed) is None


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_none(text: str) -> None:
    parse_time(text)
