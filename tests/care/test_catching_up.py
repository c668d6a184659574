"""What moved while the ib'er was elsewhere: which days count, what is quiet, and what reading does to a line."""

import datetime as dt

import pytest

from ibtui.care.catching_up import (
    QUIET_WEEKS,
    News,
    Section,
    arrange,
    due_section,
    quiet_stamp,
    quiet_words,
    what_stayed,
    window,
)
from ibtui.care.school_days import Free

TODAY = dt.date(2026, 11, 24)
"""A Tuesday."""
TUESDAY_THURSDAY = (1, 3)
AUTUMN = Free("herfstvakantie", dt.date(2026, 10, 10), dt.date(2026, 10, 18))


def item(section: Section, number: int = 1, stamp: str = "a", kind: str = "afspraak") -> News:
    return News(section, kind, number, "Roos", "bellen", "", (kind, number), stamp)


# ── the days ───────────────────────────────────────────────────────────────────


def test_it_counts_from_the_day_that_she_was_here_last() -> None:
    assert window(TODAY, dt.date(2026, 11, 12), TUESDAY_THURSDAY, ()).since == dt.date(2026, 11, 12)


def test_without_such_a_day_it_counts_from_her_last_working_day() -> None:
    found = window(TODAY, None, TUESDAY_THURSDAY, ())
    assert (found.since, found.until) == (dt.date(2026, 11, 19), dt.date(2026, 11, 26))


def test_a_holiday_is_no_working_day() -> None:
    monday_after = dt.date(2026, 10, 20)
    assert window(monday_after, None, (1,), (AUTUMN,)).since == dt.date(2026, 10, 6)


def test_without_working_days_every_school_day_is_one() -> None:
    found = window(dt.date(2026, 11, 27), None, (), ())
    assert (found.since, found.until) == (dt.date(2026, 11, 26), dt.date(2026, 11, 30))


def test_a_year_without_school_still_has_days_to_look_at() -> None:
    closed = Free("dicht", dt.date(2024, 1, 1), dt.date(2030, 1, 1))
    found = window(TODAY, None, TUESDAY_THURSDAY, (closed,))
    assert found.since < TODAY < found.until


def test_what_is_due_today_is_due_and_what_is_due_tomorrow_comes_up() -> None:
    assert due_section(TODAY, TODAY) is Section.DUE
    assert due_section(TODAY + dt.timedelta(days=1), TODAY) is Section.AHEAD


# ── what others did ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("done", "stayed"),
    [
        ([], []),
        (["zorg toegevoegd", "zorg gesloten"], ["zorg toegevoegd", "zorg gesloten"]),
        (["zorg toegevoegd", "ongedaan: zorg toegevoegd"], []),
        (["zorg gesloten", "zorg heropend", "ongedaan: zorg heropend"], ["zorg gesloten"]),
        (["ongedaan: zorg gesloten"], []),
    ],
)
def test_what_was_taken_back_never_happened(done: list[str], stayed: list[str]) -> None:
    assert [done[place] for place in what_stayed(done)] == stayed


# ── quiet ──────────────────────────────────────────────────────────────────────


def test_a_concern_is_quiet_after_so_many_school_weeks() -> None:
    assert quiet_words(QUIET_WEEKS - 1, True) == ""
    assert quiet_words(QUIET_WEEKS, True) == "4 schoolweken geen contact"


def test_a_heavy_concern_without_a_day_to_evaluate_says_so() -> None:
    assert quiet_words(0, False) == "geen evaluatiedatum"
    assert quiet_words(6, False) == "6 schoolweken geen contact, geen evaluatiedatum"


def test_a_quiet_pupil_that_was_read_comes_back_after_as_many_weeks_again() -> None:
    assert quiet_stamp(TODAY, 4, True) == quiet_stamp(TODAY, 7, True)
    assert quiet_stamp(TODAY, 8, True) != quiet_stamp(TODAY, 7, True)


# ── reading ────────────────────────────────────────────────────────────────────


def test_what_was_read_is_gone_the_next_time() -> None:
    for section in (Section.CHANGED, Section.QUIET, Section.UNSENT, Section.CONSENT):
        one = item(section)
        assert arrange([one], {}) == {section: [one]}
        assert arrange([one], {one.key: one.stamp}) == {}


def test_what_changed_after_it_was_read_is_new_again() -> None:
    one = item(Section.CHANGED, stamp="b")
    assert arrange([one], {one.key: "a"}) == {Section.CHANGED: [one]}


def test_what_has_a_date_stays_until_it_is_done() -> None:
    due, ahead = item(Section.DUE), item(Section.AHEAD, 2)
    seen = {due.key: due.stamp, ahead.key: ahead.stamp}
    assert arrange([due, ahead], seen) == {Section.AHEAD: [ahead], Section.STILL: [due]}


def test_a_promise_that_was_coming_up_is_new_when_it_is_due() -> None:
    ahead, due = item(Section.AHEAD, stamp="26:AHEAD"), item(Section.DUE, stamp="26:DUE")
    assert ahead.key == due.key
    assert arrange([due], {ahead.key: ahead.stamp}) == {Section.DUE: [due]}


def test_everything_shows_what_was_read_in_its_own_place() -> None:
    items = [item(Section.CHANGED), item(Section.DUE, 2)]
    seen = {one.key: one.stamp for one in items}
    assert arrange(items, seen, everything=True) == {Section.CHANGED: [items[0]], Section.DUE: [items[1]]}
