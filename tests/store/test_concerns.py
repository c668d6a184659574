"""Concerns and their timelines."""

import datetime as dt
from dataclasses import replace

import pytest

from ibtui.care.words import ConcernStatus, ConversationKind
from ibtui.errors import BadInput, Conflict, Missing, StoreError
from ibtui.store import actions, concerns, conversations, minutes, pupils
from ibtui.store.actions import ActionDraft
from ibtui.store.change import undo_last, write
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.models import Concern
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def reading(table: Table) -> int:
    draft = ConcernDraft(
        "lezen", "leest traag", table.roos, level=2, raised_by_id=table.ans, evaluate_on=FRIDAY
    )
    return concerns.add_concern(table.school, draft, TODAY)


def test_a_row_says_all_that_a_list_shows(table: Table, reading: int) -> None:
    (row,) = concerns.concerns(table.school)
    assert (row.id, row.about, row.group, row.category, row.summary) == (
        reading, "Roos van Dijk", "3/4/5", "lezen", "leest traag",
    )  # fmt: skip
    assert (row.level, row.status, row.raised_by, row.opened_on, row.evaluate_on) == (
        2, ConcernStatus.SIGNAL, "juf Ans", TODAY, FRIDAY,
    )  # fmt: skip
    assert (row.last_contact, row.informed_on, row.open_actions) == (None, None, 0)


def test_by_group_then_the_highest_level_then_evaluation(table: Table) -> None:
    tenth = add_group(table.school, GroupDraft("10"), TODAY)
    noa = pupils.add_pupil(table.school, PupilDraft("Noa", group_id=tenth), TODAY)
    loose = pupils.add_pupil(table.school, PupilDraft("Lot"), TODAY)

    def add(summary: str, **fields: object) -> None:
        draft = replace(ConcernDraft("anders", summary), **fields)  # type: ignore[arg-type]
        concerns.add_concern(table.school, draft, TODAY)

    add("f", pupil_id=loose, level=5)
    add("e", pupil_id=noa, level=5)
    add("d", pupil_id=table.sam, level=1)
    add("c", group_id=table.group, level=3)
    add("b", pupil_id=table.sam, level=3, evaluate_on=FRIDAY)
    add("a", pupil_id=table.roos, level=3, evaluate_on=TODAY)
    assert [row.summary for row in concerns.concerns(table.school)] == ["a", "b", "c", "d", "e", "f"]
    assert [row.summary for row in concerns.concerns(table.school, group="10")] == ["e"]


def test_found_by_name_category_or_summary(table: Table, reading: int) -> None:
    for text in ("roos", "LEZEN", "tráág", ""):
        assert [row.id for row in concerns.concerns(table.school, text=text)] == [reading]
    assert concerns.concerns(table.school, text="rekenen") == []


def test_last_contact_is_the_newest_held_talk_or_event(table: Table, reading: int) -> None:
    def last() -> dt.date | None:
        return concerns.concerns(table.school)[0].last_contact

    talk = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(table.roos,))
    made = conversations.add_conversation(table.school, talk)
    assert last() is None, "planned is not spoken"
    conversations.set_held(made, True)
    assert last() == TODAY
    event = concerns.add_event(reading, FRIDAY, "gebeld")
    assert last() == FRIDAY
    concerns.bin_event(event)
    concerns.add_event(reading, TODAY - dt.timedelta(days=30), "eerder gebeld")
    assert last() == TODAY


def test_the_timeline_has_talks_promises_and_events_the_newest_first(table: Table, reading: int) -> None:
    talk = ConversationDraft(
        ConversationKind.PARENT_TALK,
        TODAY - dt.timedelta(days=7),
        pupil_ids=(table.roos,),
        purpose="hoe gaat het",
    )
    text = minutes.start(conversations.add_conversation(table.school, talk))
    minutes.save(text.id, "! @ans: oefent > vr", text.version)
    concerns.add_event(reading, TODAY, "ouders gebeld", "ouders")
    card = concerns.concern(reading)
    assert [(line.day, line.ref, line.kind, line.text) for line in card.timeline] == [
        (TODAY, "gebeurtenis", "ouders", "ouders gebeld"),
        (talk.day, "gesprek", "oudergesprek", "hoe gaat het (gepland)"),
        (talk.day, "afspraak", "open", "juf Ans: oefent (vr 20 nov)"),
    ]
    assert card.row.open_actions == 1


def test_another_status_or_level_leaves_a_line(table: Table, reading: int) -> None:
    version = concerns.concern(reading).row.version
    draft = ConcernDraft(
        "lezen", "leest traag", table.roos, level=3, status="in beeld", question="wat helpt?"
    )
    concerns.edit_concern(reading, draft, TODAY, version)
    card = concerns.concern(reading)
    assert {(line.kind, line.text) for line in card.timeline} == {
        ("status", "signaal → in beeld"), ("niveau", "niveau 2 → 3"),
    }  # fmt: skip
    assert (card.question, card.row.opened_on) == ("wat helpt?", TODAY)
    with pytest.raises(Conflict):
        concerns.edit_concern(reading, draft, TODAY, version)
    undo_last()
    assert (concerns.concern(reading).row.level, concerns.concern(reading).timeline) == (2, ())


def test_closed_and_open_again(table: Table, reading: int) -> None:
    concerns.close_concern(reading, "leest nu op niveau", TODAY)
    assert concerns.concerns(table.school) == []
    assert [row.status for row in concerns.concerns(table.school, closed=True)] == [ConcernStatus.CLOSED]
    assert concerns.concern(reading).timeline[0].text == "gesloten: leest nu op niveau"
    concerns.reopen_concern(reading, FRIDAY)
    assert [row.status for row in concerns.concerns(table.school)] == [ConcernStatus.IN_VIEW]
    undo_last()
    undo_last()
    assert [row.status for row in concerns.concerns(table.school)] == [ConcernStatus.SIGNAL]


def test_the_bin(table: Table, reading: int) -> None:
    concerns.bin_concern(reading)
    assert concerns.concerns(table.school, closed=True) == []
    with pytest.raises(Missing):
        concerns.concern(reading)
    undo_last()
    assert concerns.concern(reading).row.summary == "leest traag"


def test_of_a_pupil_the_open_ones_come_first(table: Table, reading: int) -> None:
    other = concerns.add_concern(
        table.school, ConcernDraft("gedrag", "druk", table.roos), TODAY + dt.timedelta(days=9)
    )
    concerns.close_concern(other, "", TODAY)
    assert [row.id for row in concerns.of_pupil(table.roos)] == [reading, other]


@pytest.mark.parametrize(
    "wrong",
    [
        {"pupil_id": None},
        {"group_id": 1},
        {"summary": "  "},
        {"level": 6},
        {"category": "voetbal"},
        {"status": "weg"},
    ],
)
def test_what_cannot_be_is_refused(table: Table, wrong: dict[str, object]) -> None:
    good = ConcernDraft("lezen", "leest traag", table.roos)
    with pytest.raises(BadInput):
        concerns.add_concern(table.school, replace(good, **wrong), TODAY)  # type: ignore[arg-type]
    assert concerns.concerns(table.school, closed=True) == []


def test_an_event_must_say_something(reading: int) -> None:
    with pytest.raises(BadInput):
        concerns.add_event(reading, TODAY, " \n ")


def test_a_list_asks_a_fixed_number_of_queries(table: Table, reading: int) -> None:
    def asked() -> int:
        with counted() as seen:
            concerns.concerns(table.school)
        return len(seen)

    few = asked()
    for number in range(20):
        made = concerns.add_concern(table.school, ConcernDraft("gedrag", f"{number}", table.sam), TODAY)
        actions.add_action(table.school, ActionDraft("iets", concern_id=made))
        concerns.add_event(made, TODAY, "iets")
    assert asked() == few <= 6


def test_an_event_can_be_changed_and_taken_back(reading: int) -> None:
    made = concerns.add_event(reading, TODAY, "gebeld")
    concerns.edit_event(made, FRIDAY, " met moeder gebeld ", "ouders")
    (line,) = concerns.concern(reading).timeline
    assert (line.day, line.kind, line.text, line.ref_id) == (FRIDAY, "ouders", "met moeder gebeld", made)
    with pytest.raises(BadInput):
        concerns.edit_event(made, FRIDAY, "  ")
    undo_last()
    assert concerns.concern(reading).timeline[0].text == "gebeld"
    concerns.bin_event(made)
    with pytest.raises(Missing):
        concerns.edit_event(made, FRIDAY, "nog eens")


def test_what_is_private_on_the_timeline_is_marked(table: Table, reading: int) -> None:
    for audience in ("dossier", "privé"):
        talk = ConversationDraft(
            "telefoon", TODAY, pupil_ids=(table.roos,), concern_id=reading, audience=audience
        )
        text = minutes.start(conversations.add_conversation(table.school, talk))
        minutes.save(text.id, "! ik: bel terug", text.version)
    actions.add_action(table.school, ActionDraft("los", concern_id=reading))
    concerns.add_event(reading, TODAY, "gezien")
    marked = [(line.ref, line.private) for line in concerns.concern(reading).timeline]
    assert marked.count(("gesprek", True)) == marked.count(("gesprek", False)) == 1
    assert marked.count(("afspraak", True)) == 1
    assert marked.count(("afspraak", False)) == 2
    assert marked.count(("gebeurtenis", False)) == 1


def test_the_database_itself_wants_a_pupil_or_a_group(table: Table, reading: int) -> None:
    with pytest.raises(StoreError), write("iets") as change:
        row = change.edit(Concern, reading)
        row.group_id = table.group
        change.save(row)
