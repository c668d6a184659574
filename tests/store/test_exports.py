"""The log of documents that were made."""

import pytest

from ibtui.errors import Missing
from ibtui.store import change, database, exports
from ibtui.store.models import Conversation, Minutes
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY


def _minutes(school: SchoolInfo, edition: int = 1) -> int:
    talk = Conversation.create(school=school.id, kind="groot overleg", day=TODAY)
    return int(Minutes.create(conversation=talk, edition=edition).id)


def test_a_document_is_noted_for_good(school: SchoolInfo) -> None:
    minutes = _minutes(school, edition=2)
    made = exports.log_export(minutes, "ouders", "GO_2026-11-24_RD.docx", "moeder, vader")
    (row,) = exports.exports(school.id)
    assert (row.id, row.minutes_id, row.audience, row.recipients) == (
        made,
        minutes,
        "ouders",
        "moeder, vader",
    )
    assert (row.edition, row.file_name, row.who) == (2, "GO_2026-11-24_RD.docx", database.who())
    assert row.conversation_id == Minutes.get_by_id(minutes).conversation_id
    assert row.at <= database.now()
    assert not change.can_undo()


def test_newest_first_and_by_minutes(school: SchoolInfo) -> None:
    one, two = _minutes(school), _minutes(school)
    for minutes, name in ((one, "a"), (two, "b"), (one, "c")):
        exports.log_export(minutes, "dossier", name, edition=1)
    assert [row.file_name for row in exports.exports(school.id)] == ["c", "b", "a"]
    assert [row.file_name for row in exports.exports(school.id, one)] == ["c", "a"]


def test_unknown_minutes(school: SchoolInfo) -> None:
    with pytest.raises(Missing):
        exports.log_export(99, "ouders", "x.docx")
