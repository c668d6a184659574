"""The numbers of the heat map."""

import datetime as dt

import pytest

from ibtui.store import concern_counts, concerns
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.free_days import FreeDraft, add_free
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay

WEEK = dt.timedelta(days=7)


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def _add(table: Table, category: str = "lezen", level: int = 1, **fields: object) -> int:
    draft = ConcernDraft(category, "x", level=level, **fields)  # type: ignore[arg-type]
    return concerns.add_concern(table.school, draft, TODAY)


def test_a_row_for_each_group_also_without_concerns(table: Table) -> None:
    add_group(table.school, GroupDraft("8"), TODAY)
    _add(table, "rekenen", 3, pupil_id=table.sam)
    _add(table, "lezen", 3, pupil_id=table.roos, evaluate_on=TODAY)
    _add(table, "lezen", 2, group_id=table.group, evaluate_on=TODAY - WEEK)
    concerns.close_concern(_add(table, pupil_id=table.sam), "", TODAY)
    middle, eight = concern_counts.heat(table.school, TODAY)
    assert (middle.group_id, middle.group, middle.levels, middle.total) == (
        table.group,
        "3/4/5",
        (0, 1, 2, 0, 0),
        3,
    )
    assert middle.categories == (("lezen", 2), ("rekenen", 1))
    assert middle.without_evaluation == 2
    assert (eight.group, eight.total, eight.categories) == ("8", 0, ())


def test_who_is_in_no_group_comes_last(table: Table) -> None:
    assert [row.group for row in concern_counts.heat(table.school, TODAY)] == ["3/4/5"]
    _add(table, pupil_id=add_pupil(table.school, PupilDraft("Lot"), TODAY))
    rows = concern_counts.heat(table.school, TODAY)
    assert [(row.group_id, row.group, row.total) for row in rows] == [
        (table.group, "3/4/5", 0),
        (None, "", 1),
    ]


def test_quiet_is_level_three_and_four_school_weeks_without_contact(table: Table) -> None:
    def quiet(today: dt.date) -> int:
        return concern_counts.heat(table.school, today)[0].quiet

    _add(table, level=2, pupil_id=table.sam)
    heavy = _add(table, level=3, pupil_id=table.roos)
    assert [quiet(TODAY + number * WEEK) for number in (3, 4)] == [0, 1]
    held = ConversationDraft(
        "oudergesprek", TODAY + WEEK, pupil_ids=(table.roos,), concern_id=heavy, status="gehouden"
    )
    add_conversation(table.school, held)
    assert [quiet(TODAY + number * WEEK) for number in (4, 5)] == [0, 1]
    add_free(table.school, FreeDraft("kerst", dt.date(2026, 12, 19), dt.date(2027, 1, 3)))
    assert [quiet(TODAY + number * WEEK) for number in (5, 7)] == [0, 1]


def test_the_number_of_queries_is_fixed(table: Table) -> None:
    numbers = []
    for upto in (3, 30):
        for number in range(upto):
            group = add_group(table.school, GroupDraft(f"{upto} {number}"), TODAY)
            _add(table, group_id=group)
        with counted() as seen:
            concern_counts.heat(table.school, TODAY)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 15
