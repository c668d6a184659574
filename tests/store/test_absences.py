"""Absence: noted, counted, and the term to report it."""

import datetime as dt
from collections.abc import Callable

import pytest

from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import absences, deadlines, free_days, pupils
from ibtui.store.absences import AbsenceDraft
from ibtui.store.change import undo_last
from ibtui.store.free_days import FreeDraft
from tests.store.conftest import TODAY
from tests.store.table import Table

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 11, 2)


@pytest.fixture
def later(clock: Callable[[dt.date], None]) -> None:
    """It is some weeks on: what these tests note has happened."""
    clock(TODAY + 30 * DAY)


def terms(laid: Table, *, done: bool = False) -> list[tuple[str, dt.date]]:
    found = deadlines.deadlines(laid.school, pupil_id=laid.roos, done=done)
    return [(row.rule, row.base_on) for row in found]


def miss(laid: Table, day: dt.date, hours: float, **more: object) -> int:
    return absences.add(laid.roos, AbsenceDraft(day, round(hours * 60), **more))  # type: ignore[arg-type]


def test_noted_changed_and_binned(laid: Table) -> None:
    first = miss(laid, MONDAY, 2, note=" naar de  tandarts ", unauthorised=False)
    miss(laid, MONDAY + DAY, 1)
    newest, oldest = absences.of_pupil(laid.roos)
    assert (newest.minutes, newest.unauthorised) == (60, True)
    assert (oldest.note, oldest.pupil, oldest.reported_on) == ("naar de tandarts", "Roos van Dijk", None)
    absences.edit(first, AbsenceDraft(MONDAY, 30), oldest.version)
    assert absences.absence(first).minutes == 30
    with pytest.raises(Conflict):
        absences.edit(first, AbsenceDraft(MONDAY, 40), oldest.version)
    absences.bin_absence(first)
    with pytest.raises(Missing):
        absences.absence(first)
    assert absences.of_pupil(laid.sam) == []


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_time_that_cant_be(laid: Table, minutes: int) -> None:
    with pytest.raises(BadInput, match="tijd"):
        absences.add(laid.roos, AbsenceDraft(MONDAY, minutes))


def test_no_school_day_is_longer_than_ten_hours(laid: Table) -> None:
    with pytest.raises(BadInput, match="Zo lang duurt een schooldag niet"):
        absences.add(laid.roos, AbsenceDraft(MONDAY, 601))
    miss(laid, MONDAY, 10)


def test_a_day_to_come_is_neither_missed_nor_reported(laid: Table) -> None:
    with pytest.raises(BadInput, match="nog niet geweest"):
        miss(laid, TODAY + DAY, 2)
    number = miss(laid, TODAY, 2)
    with pytest.raises(BadInput, match="nog niet geweest"):
        absences.edit(number, AbsenceDraft(TODAY + DAY, 60))
    with pytest.raises(BadInput, match="nog niet geweest"):
        absences.report(laid.roos, TODAY + DAY)
    assert absences.absence(number).day == TODAY


def test_sixteen_hours_set_off_the_term_and_undo_takes_it_back(laid: Table) -> None:
    miss(laid, MONDAY, 8)
    assert terms(laid) == []
    miss(laid, TODAY, 8)
    assert terms(laid) == [("verzuim16", TODAY)]
    (row,) = deadlines.deadlines(laid.school)
    assert (row.due_on, row.subject) == (dt.date(2026, 12, 1), f"verzuim:{laid.roos}")
    now = absences.count_of(laid.roos, TODAY)
    assert (now.minutes, now.limit_reached_on) == (960, TODAY)
    undo_last()
    assert terms(laid) == []


def test_less_after_all_takes_the_term_away_and_an_earlier_day_moves_it(laid: Table) -> None:
    miss(laid, MONDAY, 10)
    last = miss(laid, TODAY, 8)
    miss(laid, TODAY - DAY, 8)
    assert terms(laid) == [("verzuim16", TODAY - DAY)]
    absences.bin_absence(last)
    middle = absences.of_pupil(laid.roos)[0]
    absences.edit(middle.id, AbsenceDraft(middle.day, 60))
    assert terms(laid) == []


@pytest.mark.usefixtures("later")
def test_a_report_settles_it_and_counting_begins_again(laid: Table) -> None:
    miss(laid, MONDAY, 8)
    miss(laid, TODAY, 8)
    miss(laid, TODAY, 1, unauthorised=False)
    assert absences.report(laid.roos, TODAY + DAY) == 2
    assert (terms(laid), terms(laid, done=True)) == ([], [("verzuim16", TODAY)])
    miss(laid, TODAY + 2 * DAY, 8)
    assert terms(laid) == []
    miss(laid, TODAY + 3 * DAY, 8)
    assert terms(laid) == [("verzuim16", TODAY + 3 * DAY)]
    undo_last(), undo_last(), undo_last()
    assert terms(laid) == [("verzuim16", TODAY)]


def test_nothing_to_report(laid: Table) -> None:
    miss(laid, TODAY, 2)
    with pytest.raises(BadInput, match="geen verzuim"):
        absences.report(laid.roos, MONDAY)


@pytest.mark.usefixtures("later")
def test_holidays_of_the_school_dont_count(laid: Table) -> None:
    free_days.add_free(laid.school, FreeDraft("Herfstvakantie", MONDAY + 7 * DAY, MONDAY + 11 * DAY))
    miss(laid, MONDAY, 8)
    miss(laid, MONDAY + 30 * DAY, 8)
    assert terms(laid) == [("verzuim16", MONDAY + 30 * DAY)]


@pytest.mark.usefixtures("later")
def test_holidays_that_change_are_counted_again(laid: Table) -> None:
    miss(laid, MONDAY, 8)
    miss(laid, MONDAY + 30 * DAY, 8)
    assert terms(laid) == []
    autumn = free_days.add_free(laid.school, FreeDraft("Vakantie", MONDAY + 7 * DAY, MONDAY + 11 * DAY))
    assert terms(laid) == [("verzuim16", MONDAY + 30 * DAY)]
    free_days.bin_free(autumn)
    assert terms(laid) == []


def test_who_ticks_the_term_has_reported_too(laid: Table) -> None:
    miss(laid, MONDAY - 3 * DAY, 8)
    miss(laid, MONDAY, 8)
    (row,) = deadlines.deadlines(laid.school)
    deadlines.set_done(row.id, True, MONDAY + 2 * DAY)
    miss(laid, MONDAY + 7 * DAY, 8)
    assert terms(laid) == []
    miss(laid, MONDAY + 8 * DAY, 8)
    assert terms(laid) == [("verzuim16", MONDAY + 8 * DAY)]


@pytest.mark.usefixtures("later")
def test_longer_than_four_weeks_away(laid: Table) -> None:
    for number in range(26):
        day = MONDAY + number * DAY
        if day.weekday() < 5:
            miss(laid, day, 5)
    absences.report(laid.roos, TODAY + 3 * DAY)
    assert terms(laid) == []
    miss(laid, MONDAY + 28 * DAY, 5)
    assert terms(laid) == [("verzuim_lrv", MONDAY)]
    assert absences.count_of(laid.roos, TODAY + 10 * DAY).long


def test_a_pupil_who_isnt_there(laid: Table) -> None:
    miss(laid, TODAY, 2)
    pupils.bin_pupil(laid.roos)
    assert absences.of_pupil(laid.roos) == []
    with pytest.raises(Missing):
        absences.count_of(laid.roos, TODAY)
