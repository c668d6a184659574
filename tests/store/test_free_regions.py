"""Taking the holidays of a region, year after year."""

import datetime as dt

from ibtui.store.free_days import FreeDraft, FreeRow, add_free, free, take_region
from ibtui.store.schools import SchoolInfo

EARLY, LATE = dt.date(2025, 8, 1), dt.date(2028, 7, 31)


def all_rows(school: SchoolInfo) -> list[FreeRow]:
    return free(school.id, EARLY, LATE)


def spans(school: SchoolInfo) -> list[tuple[str, dt.date]]:
    return [(row.name, row.first) for row in all_rows(school)]


def test_the_year_begins_with_the_end_of_the_summer(school: SchoolInfo) -> None:
    take_region(school.id, "noord", "2026-2027")
    assert spans(school)[0] == ("Zomervakantie", dt.date(2026, 7, 4))
    assert spans(school)[-1] == ("Zomervakantie", dt.date(2027, 7, 10))


def test_two_years_after_each_other_double_nothing(school: SchoolInfo) -> None:
    for label in ("2026-2027", "2025-2026", "2027-2028", "2026-2027"):
        take_region(school.id, "noord", label)
    found = spans(school)
    assert len(set(found)) == len(found)
    assert [name for name, _first in found].count("Kerstvakantie") == 3
    assert [name for name, _first in found].count("Zomervakantie") == 4


def test_another_region_replaces_the_first_one_and_leaves_other_years_alone(school: SchoolInfo) -> None:
    take_region(school.id, "noord", "2025-2026")
    before = [row for row in all_rows(school) if row.last < dt.date(2026, 7, 1)]
    take_region(school.id, "noord", "2026-2027")
    study = add_free(school.id, FreeDraft("studiedag", dt.date(2026, 12, 4)))
    take_region(school.id, "zuid", "2026-2027")
    later = [row for row in all_rows(school) if row.last >= dt.date(2026, 7, 1)]
    assert {row.source for row in later} == {"regio zuid", ""}
    assert study in [row.id for row in later]
    assert [row for row in all_rows(school) if row.last < dt.date(2026, 7, 1)] == before
