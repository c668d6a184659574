"""Dutch dates, typed as people type them. Today is Tuesday 24 November 2026, unless a test says otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.dates import ago, due_words, long_date, next_working_day, parse_date, short_date

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("typed", "month_day"),
    [
        ("vandaag", (11, 24)),
        ("Morgen", (11, 25)),
        ("overmorgen", (11, 26)),
        ("gisteren", (11, 23)),
        ("vr", (11, 27)),
        ("vrijdag", (11, 27)),
        ("vr.", (11, 27)),
        ("a.s. vrijdag", (11, 27)),
        ("aanstaande vrijdag", (11, 27)),
        ("komende vr", (11, 27)),
        ("voor vrijdag", (11, 27)),
        ("ma", (11, 30)),
        ("di", (12, 1)),  # a bare weekday is never today
        ("volgende week", (11, 30)),
        ("volgende week dinsdag", (12, 1)),
        ("volgende week vr", (12, 4)),
        ("deze week vr", (11, 27)),
        ("afgelopen vrijdag", (11, 20)),
        ("+3d", (11, 27)),
        ("+2w", (12, 8)),
        ("+1m", (12, 24)),
        ("over 3 weken", (12, 15)),
        ("over een maand", (12, 24)),
        ("over twee weken", (12, 8)),
        ("binnen 10 dagen", (12, 4)),
        ("eind november", (11, 30)),
        ("eind van de week", (11, 27)),
        ("week 49", (11, 30)),
        ("di 24 nov", (11, 24)),
        ("1 december", (12, 1)),
        ("24-9", (9, 24)),  # two months back is still this year
    ],
)
def test_a_day_this_year(typed: str, month_day: tuple[int, int]) -> None:
    assert parse_date(typed, TODAY) == date(2026, *month_day)


@pytest.mark.parametrize(
    "typed",
    ["13-1", "13/1", "13-01", "13-1-2027", "13-01-27", "13.1.2027", "13 jan", "13 jan.", "13 januari 2027",
     "2027-01-13", "wo 13 jan", "woensdag 13 januari 2027", "13 jan '27", "op 13-1"],
)  # fmt: skip
def test_a_day_in_january_is_next_year(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2027, 1, 13)


def test_more_than_two_months_back_is_next_year() -> None:
    assert parse_date("23-9", TODAY) == date(2027, 9, 23)
    assert parse_date("20 dec", date(2027, 1, 12)) == date(2026, 12, 20)
    assert parse_date("eind december", date(2027, 1, 12)) == date(2026, 12, 31)


def test_weeks_and_months_across_the_year() -> None:
    assert parse_date("+2w", date(2026, 12, 29)) == date(2027, 1, 12)
    assert parse_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_date("vr", date(2026, 12, 31)) == date(2027, 1, 1)
    assert parse_date("week 2", TODAY) == date(2027, 1, 11)
    assert parse_date("volgende week", date(2026, 12, 29)) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "31-2", "29-2", "32-1", "13-13", "ma 13 jan", "9.15", "13:00", "5", "jaar", "maar", "als het kan",
     "0-0", "+w", "eind", "week 60", "9999999999-1", "+999999w", "> vr", "vr-ish", "1-1-0000", "x" * 100_000],
)  # fmt: skip
def test_what_is_no_date(typed: str) -> None:
    assert parse_date(typed, TODAY) is None


def test_the_next_working_day_of_the_ib_er() -> None:
    assert parse_date("ib", TODAY, [1]) == date(2026, 12, 1)
    assert parse_date("ib", TODAY, [1, 3]) == date(2026, 11, 26)
    assert parse_date("volgende ib-dag", TODAY, {0}) == date(2026, 11, 30)
    assert parse_date("volgende week", TODAY, [1, 3]) == date(2026, 12, 1)


def test_without_working_days_there_is_no_next_one() -> None:
    assert parse_date("ib", TODAY) is None
    assert next_working_day(TODAY, []) is None


@given(st.text(max_size=40), st.dates(), st.sets(st.integers(0, 6)))
def test_any_text_is_a_date_or_none(text: str, today: date, working_days: set[int]) -> None:
    parse_date(text, today, working_days)


@given(DAYS, DAYS)
def test_what_is_shown_can_be_typed(day: date, today: date) -> None:
    assert parse_date(long_date(day), today) == day
    assert parse_date(day.isoformat(), today) == day
    if day.year != today.year:
        assert parse_date(short_date(day, today), today) == day


@given(DAYS, st.integers(-55, 300))
def test_a_short_date_nearby_can_be_typed(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    if (day.month, day.day) != (2, 29):
        assert parse_date(short_date(day), today) == day


def test_days_as_lists_and_papers_show_them() -> None:
    assert short_date(TODAY) == "di 24 nov"
    assert short_date(TODAY, TODAY) == "di 24 nov"
    assert short_date(date(2027, 1, 13), TODAY) == "wo 13 jan 2027"
    assert long_date(TODAY) == "dinsdag 24 november 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "vandaag"), (1, "gisteren"), (4, "4 dagen geleden"), (14, "2 weken geleden"), (17, "2 weken geleden"),
     (18, "3 weken geleden"), (20, "3 weken geleden"), (21, "3 weken geleden"), (150, "5 maanden geleden"),
     (800, "2 jaar geleden"), (-1, "morgen"), (-3, "over 3 dagen"), (-20, "over 3 weken"), (1000, "3 jaar geleden")],
)  # fmt: skip
def test_how_long_ago(days: int, words: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-4, "4 dagen te laat"), (-1, "1 dag te laat"), (-30, "4 weken te laat"), (-20, "2 weken te laat"),
     (0, "vandaag"), (1, "morgen"),
     (9, "do 3 dec"), (50, "wo 13 jan 2027")],
)  # fmt: skip
def test_what_a_due_date_says(days: int, words: str) -> None:
    assert due_words(TODAY + timedelta(days=days), TODAY) == words


def test_no_due_date() -> None:
    assert due_words(None, TODAY) == "geen datum"


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("vr", TODAY, date(2026, 11, 20)),
        ("op vrijdag", TODAY, date(2026, 11, 20)),
        ("di", TODAY, TODAY),  # today has begun
        ("wo", TODAY, date(2026, 11, 18)),
        ("za", date(2027, 1, 1), date(2026, 12, 26)),
        ("do", date(2027, 1, 1), date(2026, 12, 31)),
        ("24-11", TODAY, TODAY),
        ("25-11", TODAY, date(2025, 11, 25)),
        ("13 jan", TODAY, date(2026, 1, 13)),
        ("ma 21 sep", TODAY, date(2026, 9, 21)),
        ("31-12", date(2027, 1, 2), date(2026, 12, 31)),
        ("29-2", TODAY, date(2024, 2, 29)),
        ("29-2", date(2028, 2, 28), date(2024, 2, 29)),
        ("29-2", date(2028, 2, 29), date(2028, 2, 29)),
        ("29 feb", date(1904, 2, 28), date(1896, 2, 29)),
        ("eind oktober", TODAY, date(2026, 10, 31)),
        ("eind december", TODAY, date(2025, 12, 31)),
        ("week 47", TODAY, date(2026, 11, 16)),
        ("week 50", TODAY, date(2025, 12, 8)),
        ("gisteren", TODAY, date(2026, 11, 23)),
        ("afgelopen vrijdag", TODAY, date(2026, 11, 20)),
        # who names a day to come, means it: the store says that it hasn't been
        ("morgen", TODAY, date(2026, 11, 25)),
        ("a.s. vrijdag", TODAY, date(2026, 11, 27)),
        ("vrijdag a.s.", TODAY, date(2026, 11, 27)),
        ("27-11-2026", TODAY, date(2026, 11, 27)),
    ],
)
def test_about_the_past_a_day_is_the_last_one(typed: str, today: date, day: date) -> None:
    assert parse_date(typed, today, past=True) == day


@given(DAYS, DAYS)
def test_about_the_past_a_day_without_year_is_never_to_come(day: date, today: date) -> None:
    seen = parse_date(f"{day.day}-{day.month}", today, past=True)
    assert seen is not None and seen <= today and (seen.day, seen.month) == (day.day, day.month)
