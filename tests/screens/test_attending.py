"""Who is at the table, said from within the text: in the first minute of a talk, and for who comes late."""

import pytest
from textual.widgets import Static

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind, ConversationStatus
from ibtui.screens.attending import AttendingScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import change, conversations, minutes, people, schools
from ibtui.store.conversations import ConversationDraft
from ibtui.widgets.form import FormScreen
from ibtui.widgets.picker import PickScreen
from tests.screens import overleg
from tests.screens.conftest import settled, shown, typed
from tests.screens.test_editor_keys import on, press
from tests.screens.test_minutes import Run, area, opened, write


def planned() -> int:
    """The minutes of a planned groot overleg about Roos: her mother and juf Ans are asked."""
    school = schools.current()
    roos, _sam = overleg.table(school)
    seats = tuple(row.id for row in conversations.suggested_people(school.id, (roos,), None))
    draft = ConversationDraft(
        ConversationKind.LARGE_MEETING, overleg.TODAY, pupil_ids=(roos,), person_ids=seats
    )
    return minutes.start(conversations.add_conversation(school.id, draft)).id


def table(number: int) -> dict[str, str]:
    """Who sits there, and whether they are present."""
    found = conversations.conversation(minutes.load(number).conversation_id)
    return {seat.name: str(seat.presence) for seat in found.seats}


def words(pilot: Run) -> str:
    """What the list says was done."""
    return str(pilot.app.screen.query_one(".said", Static).content)


async def test_everyone_who_was_asked_is_present_with_one_key(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g")
        assert on(pilot, AttendingScreen)
        assert "Aan tafel · 0 van 2 aanwezig" in shown(pilot)
        assert "genodigd" in shown(pilot)
        await press(pilot, "a")
        assert "Aan tafel · 2 van 2 aanwezig" in shown(pilot)
        assert shown(pilot).count("✓ aanwezig") == 2
        assert "Iedereen die genodigd was, is er" in words(pilot)
        await press(pilot, "a")
        assert "niemand meer op genodigd" in words(pilot)
    assert set(table(number).values()) == {"aanwezig"}


async def test_who_called_in_sick_stays_so_when_the_others_are_present(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g", "down", "space", "space", "space")
        assert "afgemeld" in words(pilot)
        await press(pilot, "a", "escape")
    assert sorted(table(number).values()) == ["aanwezig", "afgemeld"]


async def test_everyone_present_is_one_change_that_is_taken_back_whole(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g", "a", "escape")
    assert change.undo_last() == "iedereen aanwezig"
    assert set(table(number).values()) == {"genodigd"}


async def test_esc_goes_on_in_the_same_place_in_the_text(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, planned())
        await write(pilot, "- hal")
        await press(pilot, "ctrl+g", "space", "escape")
        assert on(pilot, MinutesScreen)
        await write(pilot, "lo")
        assert "- hallo" in area(pilot).text
        await press(pilot, "ctrl+z")
        assert "- hallo" not in area(pilot).text  # the history is that of before


async def test_who_comes_in_late_is_present_after_a_few_letters(empty_app: IbApp) -> None:
    """And is known by name in the text at once, before somebody else who is called so."""
    async with empty_app.run_test(size=(120, 40)) as pilot:
        number = planned()
        await opened(pilot, number)
        await write(pilot, "! @noa: neemt een boek mee\n")
        await pilot.pause(0.3)
        await settled(pilot)
        assert "welke noa?" in shown(pilot)
        await press(pilot, "ctrl+g", "n")
        assert on(pilot, PickScreen)
        assert "Ans de Wit" not in shown(pilot)  # she sits there already
        await typed(pilot, "n", "o", "a", "space", "h", "o", "enter")
        assert on(pilot, AttendingScreen)
        assert "Noa Hof: aanwezig" in words(pilot)
        await press(pilot, "escape")
        await pilot.pause(0.3)
        await settled(pilot)
        assert "welke noa?" not in shown(pilot)
        assert "Noa Hof" in shown(pilot)
    assert table(number)["Noa Hof"] == "aanwezig"


async def test_the_pupil_joins_the_talk(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g", "plus")
        assert "Roos van Dijk  leerling" in shown(pilot)
        await typed(pilot, "r", "o", "o", "enter")
        assert "Roos van Dijk: aanwezig" in words(pilot)
        await press(pilot, "n")
        assert "Roos van Dijk  leerling" not in shown(pilot)
    assert table(number)["Roos van Dijk"] == "aanwezig"


async def test_somebody_the_school_does_not_know_yet_is_added_and_present(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g", "n")
        await typed(pilot, *"Fatima", "enter")
        assert on(pilot, FormScreen)
        await typed(pilot, "ctrl+s")
        assert on(pilot, AttendingScreen)
        assert "Fatima" in shown(pilot)
    assert any(row.first_name == "Fatima" for row in people.people(schools.current().id))
    assert table(number)["Fatima"] == "aanwezig"


async def test_who_was_put_there_by_mistake_is_taken_from_the_table(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g")
        name = conversations.conversation(minutes.load(number).conversation_id).seats[0].name
        await press(pilot, "delete")
        assert f"{name} zit niet meer aan tafel" in words(pilot)
    assert name not in table(number)


async def test_a_table_with_nobody_says_what_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        school = schools.current()
        draft = ConversationDraft(ConversationKind.TEAM, overleg.TODAY)
        await opened(pilot, minutes.start(conversations.add_conversation(school.id, draft)).id)
        await press(pilot, "ctrl+g")
        assert "Nog niemand aan tafel" in shown(pilot)
        await press(pilot, "space", "delete", "a")
        assert on(pilot, AttendingScreen)


async def test_a_talk_that_is_gone_meanwhile_is_a_sentence(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = planned()
        await opened(pilot, number)
        await press(pilot, "ctrl+g")
        conversations.bin_conversation(minutes.load(number).conversation_id)
        await press(pilot, "n")
        assert "Dit gesprek is er niet meer" in shown(pilot)


@pytest.mark.parametrize("here", [True, False])
def test_who_is_added_to_a_planned_talk_is_present_only_when_they_are_here(
    empty_app: IbApp, here: bool
) -> None:
    number = planned()
    conversation = minutes.load(number).conversation_id
    assert conversations.conversation(conversation).row.status == ConversationStatus.PLANNED
    noa = next(row.id for row in people.people(schools.current().id) if row.first_name == "Noa")
    first = conversations.invite(conversation, noa, here=here)
    seat = next(seat for seat in conversations.conversation(conversation).seats if seat.id == first)
    assert seat.presence == ("aanwezig" if here else "genodigd")
    assert conversations.invite(conversation, noa, here=True) == first
