"""Holidays per region, and feast days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.holidays import REGIONS, easter_of, feast_days, holidays, known_years
from ibtui.care.school_days import Free


def test_the_holidays_of_a_year_and_the_summer_that_it_starts_in() -> None:
    assert holidays("noord", "2026-2027") == (
        Free("Zomervakantie", date(2026, 7, 4), date(2026, 8, 16)),
        Free("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),
        Free("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
        Free("Voorjaarsvakantie", date(2027, 2, 20), date(2027, 2, 28)),
        Free("Meivakantie", date(2027, 4, 24), date(2027, 5, 2)),
        Free("Zomervakantie", date(2027, 7, 10), date(2027, 8, 22)),
    )


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("label", known_years())
def test_every_holiday_is_whole_weeks_from_saturday_to_sunday(region: str, label: str) -> None:
    found = holidays(region, label)
    assert [free.name for free in found][-5:] == [
        "Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie",
    ]  # fmt: skip
    weeks = {
        "Herfstvakantie": 1,
        "Kerstvakantie": 2,
        "Voorjaarsvakantie": 1,
        "Meivakantie": 1,
        "Zomervakantie": 6,
    }
    for free in found:
        assert free.first.weekday() == 5
        assert free.last.weekday() == 6
        assert (free.last - free.first).days + 1 == 7 * weeks[free.name] + 2
    assert list(found) == sorted(found, key=lambda free: free.first)


def test_the_summer_at_the_end_is_the_one_that_the_next_year_starts_in() -> None:
    for region in REGIONS:
        for label, following in zip(known_years(), known_years()[1:], strict=False):
            assert holidays(region, label)[-1] == holidays(region, following)[0]


@pytest.mark.parametrize(
    ("region", "label"), [("oost", "2026-2027"), ("noord", "2099-2100"), ("noord", "2026"), ("", "")]
)
def test_what_is_not_known_is_empty(region: str, label: str) -> None:
    assert holidays(region, label) == ()


def test_feast_days_go_by_easter() -> None:
    assert feast_days("2026-2027") == (
        Free("Tweede Paasdag", date(2027, 3, 29), date(2027, 3, 29)),
        Free("Koningsdag", date(2027, 4, 27), date(2027, 4, 27)),
        Free("Hemelvaart", date(2027, 5, 6), date(2027, 5, 7)),
        Free("Tweede Pinksterdag", date(2027, 5, 17), date(2027, 5, 17)),
    )
    assert feast_days("2026/27") == ()


def test_the_king_has_no_birthday_on_sunday() -> None:
    assert Free("Koningsdag", date(2025, 4, 26), date(2025, 4, 26)) in feast_days("2024-2025")


@pytest.mark.parametrize(
    "easter",
    [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2038, 4, 25),
    ],
)
def test_known_easters(easter: date) -> None:
    assert easter_of(easter.year) == easter


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    easter = easter_of(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
