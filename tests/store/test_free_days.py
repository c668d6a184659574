"""Days without school."""

import datetime as dt

import pytest

from ibtui.care.school_days import Free
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import free_days
from ibtui.store.change import undo_last
from ibtui.store.free_days import FreeDraft
from ibtui.store.schools import SchoolInfo

FIRST, LAST = dt.date(2026, 8, 1), dt.date(2027, 7, 31)
MONDAY = dt.date(2026, 11, 30)
DAY = dt.timedelta(days=1)


def _names(school: SchoolInfo) -> list[str]:
    return [row.name for row in free_days.free(school.id, FIRST, LAST)]


def test_by_hand_by_day_and_only_what_touches_the_days_asked(school: SchoolInfo) -> None:
    free_days.add_free(school.id, FreeDraft("studieweek", MONDAY, MONDAY + 4 * DAY))
    free_days.add_free(school.id, FreeDraft("studiedag", MONDAY - 3 * DAY))
    free_days.add_free(school.id, FreeDraft("later", LAST + DAY))
    assert _names(school) == ["studiedag", "studieweek"]
    assert free_days.free_days(school.id, MONDAY + 4 * DAY, LAST) == (
        Free("studieweek", MONDAY, MONDAY + 4 * DAY),
    )


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (FreeDraft(" ", MONDAY), "naam ontbreekt"),
        (FreeDraft("studiedag", MONDAY, MONDAY - DAY), "voor de eerste"),
        (FreeDraft("studiedag", MONDAY, MONDAY + 365 * DAY), "vier maanden"),
    ],
)
def test_what_can_not_be_is_refused(school: SchoolInfo, draft: FreeDraft, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        free_days.add_free(school.id, draft)


def test_change_bin_and_undo(school: SchoolInfo) -> None:
    made = free_days.add_free(school.id, FreeDraft("studiedag", MONDAY))
    free_days.edit_free(made, FreeDraft("studiedag team", MONDAY + DAY), version=1)
    with pytest.raises(Conflict):
        free_days.edit_free(made, FreeDraft("x", MONDAY), version=1)
    free_days.bin_free(made)
    with pytest.raises(Missing):
        free_days.free_day(made)
    undo_last()
    assert free_days.free_day(made).first == MONDAY + DAY


def test_a_region_is_taken_once_and_replaces_another_one(school: SchoolInfo) -> None:
    free_days.add_free(school.id, FreeDraft("studiedag", MONDAY))
    added = free_days.take_region(school.id, "Noord", "2026-2027")
    north = _names(school)
    assert len(north) == added + 1
    assert {"Herfstvakantie", "Kerstvakantie", "Tweede Pinksterdag", "studiedag"} <= set(north)
    assert free_days.take_region(school.id, "zuid", "2026-2027") > 0
    assert {row.source for row in free_days.free(school.id, FIRST, LAST)} == {"regio zuid", ""}
    assert sorted(_names(school)) == sorted(north)
    undo_last()
    assert {row.source for row in free_days.free(school.id, FIRST, LAST)} == {"regio noord", ""}


def test_the_years_before_and_after_keep_theirs(school: SchoolInfo) -> None:
    for label in ("2025-2026", "2026-2027", "2027-2028"):
        free_days.take_region(school.id, "midden", label)
    names = [row.name for row in free_days.free(school.id, dt.date(2025, 8, 1), dt.date(2028, 7, 31))]
    assert names.count("Kerstvakantie") == 3
    assert names.count("Zomervakantie") == 4
    free_days.take_region(school.id, "midden", "2026-2027")
    assert len(free_days.free(school.id, dt.date(2025, 8, 1), dt.date(2028, 7, 31))) == len(names)


def test_a_feast_day_inside_a_holiday_is_not_said_twice(school: SchoolInfo) -> None:
    free_days.take_region(school.id, "noord", "2026-2027")
    found = free_days.free(school.id, FIRST, LAST)
    king = dt.date(2027, 4, 27)
    assert [row.name for row in found if row.first <= king <= row.last] == ["Meivakantie"]


def test_what_was_changed_by_hand_is_left_alone(school: SchoolInfo) -> None:
    free_days.take_region(school.id, "noord", "2026-2027")
    (may,) = [row for row in free_days.free(school.id, FIRST, LAST) if row.name == "Meivakantie"]
    free_days.edit_free(may.id, FreeDraft("Meivakantie", may.first, may.last + 7 * DAY))
    free_days.take_region(school.id, "noord", "2026-2027")
    assert free_days.free_day(may.id).last == may.last + 7 * DAY
    assert _names(school).count("Meivakantie") == 1


def test_an_unknown_region_or_year(school: SchoolInfo) -> None:
    with pytest.raises(BadInput, match="Kies uit: noord, midden, zuid"):
        free_days.take_region(school.id, "oost", "2026-2027")
    with pytest.raises(BadInput, match="nog niet bekend"):
        free_days.take_region(school.id, "noord", "2050-2051")


def test_a_newer_file_replaces_what_the_older_one_said(school: SchoolInfo) -> None:
    autumn = Free("Herfst", dt.date(2026, 10, 10), dt.date(2026, 10, 18))
    assert free_days.take_file(school.id, [autumn, Free("Studiedag", MONDAY, MONDAY)]) == 2
    free_days.add_free(school.id, FreeDraft("zelf", MONDAY + DAY))
    assert free_days.take_file(school.id, [autumn, Free("Teamdag", MONDAY, MONDAY)]) == 2
    assert _names(school) == ["Herfst", "Teamdag", "zelf"]
    with pytest.raises(BadInput, match="geen vrije dagen"):
        free_days.take_file(school.id, [])
