"""The vangregel, kept."""

import datetime as dt

import pytest

from ibtui.care.words import Audience, ConversationKind, ConversationStatus, PersonRole, Presence
from ibtui.errors import BadInput, BadText
from ibtui.store import actions, concerns, conversations, minutes, timeline
from ibtui.store.change import undo_last
from ibtui.store.concerns import ConcernDraft
from ibtui.store.dossier import dossier
from ibtui.store.people import PersonDraft, add_person
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.quick import QuickResult, quick_note
from ibtui.store.schools import SchoolInfo
from tests.store.table import TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def text_of(result: QuickResult) -> str:
    return minutes.start(result.conversation_id).text


def test_at_the_coffee_machine(table: Table) -> None:
    result = quick_note(table.school, "#sam slaapt slecht @ans !bellen met ouders > di", TODAY)
    assert (result.kind, result.actions) == (ConversationKind.TEACHER_TALK, 1)
    assert (result.unknown, result.unclear) == ((), ())
    card = conversations.conversation(result.conversation_id)
    row = card.row
    assert (row.about, row.status, row.planned, row.day) == ("Sam Hof", ConversationStatus.HELD, False, TODAY)
    assert [(seat.name, seat.presence) for seat in card.seats] == [("Ans de Boer", Presence.PRESENT)]
    assert [(item.owner, item.what, item.due_on, item.about) for item in card.actions] == [
        ("jij", "bellen met ouders", dt.date(2026, 12, 1), "Sam Hof")
    ]
    assert text_of(result) == "#sam slaapt slecht @ans\n! ik: bellen met ouders > di"


def test_without_a_teacher_it_is_a_note(table: Table) -> None:
    assert quick_note(table.school, "#sam slaapt slecht", TODAY).kind == ConversationKind.NOTE
    assert quick_note(table.school, "@fleur belde", TODAY).kind == ConversationKind.NOTE
    assert quick_note(table.school, "@ans en @wim willen ruilen", TODAY).kind == ConversationKind.NOTE


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("#sam !@wim: oefent > vr", "meester Wim", "#sam\n! @wim: oefent > vr"),
        ("#roos !moeder: belt", "Fleur van Dijk", "#roos\n! moeder: belt"),
        ("!bellen", "jij", "! ik: bellen"),
        ("!samen met @ans kijken", "juf Ans", "! @ans: samen met ans kijken"),
    ],
)
def test_whose_promise_it_is(table: Table, line: str, owner: str, text: str) -> None:
    result = quick_note(table.school, line, TODAY)
    assert [item.owner for item in actions.of_conversation(result.conversation_id)] == [owner]
    assert text_of(result) == text


def test_a_name_that_fits_nobody_or_two_is_reported_and_kept(table: Table) -> None:
    add_pupil(table.school, PupilDraft("Samira", "", "Akkaya"), TODAY)
    result = quick_note(table.school, "#sa en #piet met @niemand !@ghost: belt", TODAY)
    assert result.unknown == ("piet", "niemand", "ghost")
    assert result.unclear == (("sa", ("Sam Hof (groep 3/4/5)", "Samira Akkaya")),)
    card = conversations.conversation(result.conversation_id)
    assert (card.pupils, card.seats) == ((), ())
    assert "#sa en #piet met @niemand" in text_of(result)
    assert card.actions[0].owner == "ghost"


def test_a_private_line_stays_private(table: Table) -> None:
    result = quick_note(table.school, "% #sam moeder leek erg moe", TODAY)
    row = conversations.conversation(result.conversation_id).row
    assert (row.audience, row.purpose) == (Audience.PRIVATE, "")
    assert text_of(result) == "% #sam moeder leek erg moe"


@pytest.mark.parametrize(
    "line", ["#Sam %GEHEIM is moe", "#sam % GEHEIM is moe", "#sam: %GEHEIM !GEHEIM > vr"]
)
def test_private_behind_the_name_is_in_no_dossier_and_no_story(table: Table, line: str) -> None:
    result = quick_note(table.school, line, TODAY)
    assert result.private
    row = conversations.conversation(result.conversation_id).row
    assert (row.audience, row.purpose, row.pupil_ids) == (Audience.PRIVATE, "", (table.sam,))
    assert row.expires_on == conversations.private_until(table.school, TODAY)
    assert text_of(result).startswith("% #")
    assert "GEHEIM" not in repr(dossier(table.sam))
    story = timeline.page(table.sam, TODAY).lines
    assert "privénotitie" in [line.title for line in story]
    assert "GEHEIM" not in repr(story)


def test_it_is_linked_to_the_one_concern(table: Table) -> None:
    concern = concerns.add_concern(table.school, ConcernDraft("thuis", "slaapt slecht", table.sam), TODAY)
    result = quick_note(table.school, "#sam sliep beter !navragen > vr", TODAY)
    assert conversations.conversation(result.conversation_id).row.concern_id == concern
    assert concerns.concern(concern).row.last_contact == TODAY
    assert concerns.concern(concern).row.open_actions == 1


def test_one_undo_takes_all_of_it_back(table: Table) -> None:
    quick_note(table.school, "#sam slaapt slecht !bellen", TODAY)
    assert undo_last() == "notitie gevangen"
    assert conversations.of_pupil(table.sam) == []
    assert actions.list_actions(table.school) == []


def test_an_empty_line_and_one_that_is_too_long(table: Table) -> None:
    for nothing in ("", " \u200b ", "%"):
        with pytest.raises(BadInput):
            quick_note(table.school, nothing, TODAY)
    with pytest.raises(BadText):
        quick_note(table.school, "x" * 2_001, TODAY)


def test_two_who_are_called_the_same(table: Table) -> None:
    add_person(table.school, PersonDraft(PersonRole.TEACHER, "Ans", "", "Vos", "juf"))
    result = quick_note(table.school, "@ans belde", TODAY)
    assert result.unclear[0][1] == ("Ans de Boer (leerkracht)", "Ans Vos (leerkracht)")
    assert result.kind == ConversationKind.NOTE
