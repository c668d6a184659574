"""The log of documents that were made."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ibtui.errors import Missing
from ibtui.store import change, conversations, database, exports
from ibtui.store.exports import ExportDraft, Pass, Recipient
from ibtui.store.models import Agency, Conversation, ConversationPupil, Minutes, Person
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted
from tests.store.table import Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def _minutes(school: SchoolInfo, edition: int = 1) -> int:
    talk = Conversation.create(school=school.id, kind="groot overleg", day=TODAY)
    return int(Minutes.create(conversation=talk, edition=edition).id)


def test_a_document_is_noted_for_good(school: SchoolInfo) -> None:
    minutes = _minutes(school, edition=2)
    made = exports.log(ExportDraft(minutes, "ouders", "GO_2026-11-24_RD.docx", recipients="moeder, vader"))
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
        exports.log(ExportDraft(minutes, "dossier", name, edition=1))
    assert [row.file_name for row in exports.exports(school.id)] == ["c", "b", "a"]
    assert [row.file_name for row in exports.exports(school.id, one)] == ["c", "a"]


def test_unknown_minutes(school: SchoolInfo) -> None:
    with pytest.raises(Missing):
        exports.log(ExportDraft(99, "ouders", "x.docx"))


def _draft(minutes: int, **more: Any) -> ExportDraft:
    return ExportDraft(minutes, "ouders", "2026-11-24 groot overleg 1 ouders.docx", **more)


def test_who_got_it_and_what_was_let_through_are_kept(table: Table) -> None:
    minutes = Minutes.create(conversation=table.overleg).id
    people = (
        Recipient(table.mother, "Fleur van Dijk"),
        Recipient(table.father, "Karim Bos", "wil niet", False),
    )
    passes = (Pass("O7", "asks", 12, "dit zei moeder zelf"),)
    checked = dt.datetime(2026, 11, 24, 14, 2)
    draft = _draft(minutes, folder="/ergens/ met blanks ", digest="ab", size=9, status="concept", edition=3,
                   checked_at=checked, stops=0, asks=1, people=people, passes=passes)  # fmt: skip
    number = exports.log(draft)
    row = exports.export(number)
    assert (row.people, row.passes) == (people, passes)
    assert (row.folder, row.digest, row.size) == ("/ergens/ met blanks ", "ab", 9)
    assert (row.status, row.edition, row.checked_at, row.stops, row.asks) == ("concept", 3, checked, 0, 1)
    assert (row.about, row.kind, row.day) == ("Roos van Dijk", "groot overleg", TODAY)


def test_the_documents_about_a_pupil(table: Table) -> None:
    about_roos = Minutes.create(conversation=table.overleg).id
    other = Conversation.create(school=table.school, kind="oudergesprek", day=TODAY)
    about_nobody = Minutes.create(conversation=other).id
    first, _second = exports.log(_draft(about_roos)), exports.log(_draft(about_nobody))
    assert [row.id for row in exports.exports_of_pupil(table.roos)] == [first]
    assert exports.exports_of_pupil(table.sam) == []


def test_a_document_stays_with_the_pupils_that_it_was_about(table: Table) -> None:
    number = exports.log(_draft(Minutes.create(conversation=table.overleg).id))
    of_this = ConversationPupil.conversation == table.overleg
    ConversationPupil.update(pupil=table.sam).where(of_this).execute()
    assert conversations.conversation(table.overleg).row.pupil_ids == (table.sam,)
    row = exports.export(number)
    assert (row.about, row.pupil_ids) == ("Roos van Dijk", (table.roos,))
    assert [row.id for row in exports.exports_of_pupil(table.roos)] == [number]
    assert exports.exports_of_pupil(table.sam) == []


def test_a_document_about_nobody_is_not_about_a_pupil_of_later(table: Table) -> None:
    talk = Conversation.create(school=table.school, kind="groepsbespreking", day=TODAY)
    number = exports.log(_draft(Minutes.create(conversation=talk).id))
    ConversationPupil.create(conversation=talk, pupil=table.sam)
    assert exports.export(number).about == ""


def test_who_got_it_in_words() -> None:
    def row(recipients: str = "", agency: str = "", *people: Recipient) -> str:
        return exports.ExportRow(
            1,
            1,
            1,
            "ouders",
            recipients,
            1,
            "x.docx",
            "",
            dt.datetime(2026, 11, 24),
            agency=agency,
            people=people,
        ).went_to

    both = (Recipient(1, "Fleur van Dijk"), Recipient(2, "Karim Bos"), Recipient(3, "Opa", "verhuisd", False))
    assert row("de ouders", "GGD", *both) == "Fleur van Dijk en Karim Bos"
    assert row("de GGD", "GGD") == "GGD"
    assert row("de ouders") == "de ouders"
    assert row() == ""


def test_only_the_newest_line_has_the_file(school: SchoolInfo) -> None:
    minutes = _minutes(school)
    here = ExportDraft(minutes, "ouders", "a.docx", "/map")
    old, elsewhere, new = (exports.log(one) for one in (here, replace(here, folder="/andere"), here))
    assert {row.id: row.replaced for row in exports.exports(school.id)} == {
        old: True,
        elsewhere: False,
        new: False,
    }
    exports.mark_removed(new)
    assert exports.export(elsewhere).later == ("/map",)
    assert exports.export(new).later == ()
    assert exports.export(old).replaced, "what became of the newer one changes nothing"


def test_names_that_are_too_long_are_cut_and_never_refused(table: Table) -> None:
    long = Person.create(
        school=table.school, role="ouder/verzorger", first_name="A" * 150, last_name="B" * 150
    )
    minutes = Minutes.create(conversation=table.overleg).id
    whom = ", ".join(["Fleur van Dijk"] * 200)
    people = (Recipient(long.id, f"{long.first_name} {long.last_name}"),)
    row = exports.export(exports.log(_draft(minutes, recipients=whom, people=people)))
    assert row.people == people
    assert (len(row.recipients), row.recipients[-1]) == (2000, "…")


def test_what_a_look_at_the_folders_found_is_kept(school: SchoolInfo) -> None:
    minutes = _minutes(school)
    missed, back, gone = (exports.log(_draft(minutes)) for _ in range(3))
    exports.note_look((missed, back), (), (), TODAY)
    exports.note_look((), (back,), (gone,), TODAY)
    assert [exports.export(number).missed_on for number in (missed, back)] == [TODAY, None]
    assert exports.export(gone).removed_how == "weg"
    exports.note_look((gone,), (), (), TODAY)
    assert exports.export(gone).missed_on is None, "what was noted first stays"


def test_a_document_that_left_its_folder_no_longer_lies_there(school: SchoolInfo) -> None:
    minutes = _minutes(school)
    wiped, moved, there = (exports.log(_draft(minutes)) for _ in range(3))
    exports.mark_removed(wiped)
    exports.mark_gone(moved)
    assert [row.id for row in exports.lying(school.id)] == [there]
    assert [exports.export(number).removed_how for number in (wiped, moved, there)] == ["gewist", "weg", ""]
    assert exports.export(wiped).removed_at is not None
    exports.mark_gone(wiped)
    assert exports.export(wiped).removed_how == "gewist", "what was noted first stays"
    assert not change.can_undo()


def test_an_extract_is_for_an_agency(table: Table) -> None:
    minutes = Minutes.create(conversation=table.overleg).id
    agency = Agency.get().id
    row = exports.export(exports.log(_draft(minutes, agency_id=agency, ground="leerplicht")))
    assert (row.agency_id, row.agency, row.ground) == (agency, "GGD", "leerplicht")


def test_the_number_of_queries_stays_the_same(table: Table) -> None:
    minutes = Minutes.create(conversation=table.overleg).id
    people = (Recipient(table.mother, "Fleur van Dijk"),)
    counts = []
    for _ in range(2):
        exports.log(_draft(minutes, people=people, passes=(Pass("O7", "asks", 1, "mag"),)))
        with counted() as seen:
            exports.exports(table.school)
        counts.append(len(seen))
    assert counts == [8, 8]


def test_unknown_documents(school: SchoolInfo) -> None:
    with pytest.raises(Missing):
        exports.export(99)
    with pytest.raises(Missing):
        exports.mark_removed(99)
