"""Opening a planned conversation: its minutes are ready to talk from."""

import datetime as dt

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import conversations, minutes
from ibtui.store.conversations import ConversationDraft
from ibtui.store.schools import current
from tests.screens import overleg
from tests.screens.conftest import TODAY, ib_screen, said, settled, shown, typed
from tests.screens.states import talk


def planned(pupil: int) -> int:
    draft = ConversationDraft(ConversationKind.LARGE_MEETING, TODAY, dt.time(13), pupil_ids=(pupil,))
    return conversations.add_conversation(current().id, draft)


def editor(app: IbApp) -> MinutesScreen:
    assert isinstance(app.screen, MinutesScreen)
    return app.screen


async def test_opening_a_planned_meeting_fills_in_what_is_left(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        meeting = talk(ib_screen(pilot).ib)
        assert meeting.minutes_id is None
        ib_screen(pilot).ib.show("gesprek", meeting.id)
        await settled(pilot)
        await typed(pilot, "a")
        screen = editor(practice_app)
        text = screen.area.text
        assert text.startswith("## Waarom zitten we bij elkaar\n")
        proposals = text.partition("## Wat ligt er nog\n")[2].splitlines()
        for sort in ("toestemming", "termijn: ", "evaluatie: ", "kindgesprek", "afgesproken"):
            assert [line for line in proposals if sort in line], sort
        assert [line for line in proposals if line.startswith("? ")]
        assert len(proposals) <= 12
        assert screen.area.cursor_location == (1, 0), "she begins at the first heading"
        assert said(pilot) == "Onderaan staat wat er nog ligt."

        await typed(pilot, "=- welkom", "escape")
        row = conversations.conversation(meeting.id).row
        assert row.has_text
        assert row.minutes_id is not None
        assert minutes.load(row.minutes_id).text == text.replace("\n\n", "\n- welkom\n", 1)


async def test_the_week_says_that_the_agenda_is_ready(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        ib_screen(pilot).ib.show("gesprek", talk(ib_screen(pilot).ib).id)
        await settled(pilot)
        await typed(pilot, "a", "escape", "escape")
        assert "agenda klaar" in shown(pilot)


async def test_a_school_s_own_headings_are_used(empty_app: IbApp) -> None:
    roos, _sam = overleg.table(current())
    folder = empty_app.home.agenda
    folder.mkdir()
    (folder / "groot-overleg.md").write_text("Fijn dat jullie er zijn.\n## Wie is er\n\n")
    meeting = planned(roos)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        ib_screen(pilot).ib.show("gesprek", meeting)
        await settled(pilot)
        await typed(pilot, "a")
        assert editor(empty_app).area.text == "Fijn dat jullie er zijn.\n## Wie is er\n\n"
        assert editor(empty_app).area.cursor_location == (2, 0)
        assert said(pilot) == ""


async def test_a_file_that_is_no_use_is_said_and_stops_nobody(empty_app: IbApp) -> None:
    roos, _sam = overleg.table(current())
    folder = empty_app.home.agenda
    folder.mkdir()
    (folder / "groot-overleg.md").write_bytes(b"PK\x03\x04\x00")
    meeting = planned(roos)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        ib_screen(pilot).ib.show("gesprek", meeting)
        await settled(pilot)
        await typed(pilot, "a")
        assert editor(empty_app).area.text.startswith("## Waarom zitten we bij elkaar\n")
        assert (
            said(pilot) == "Je bestand groot-overleg.md is geen gewone tekst. Nu staan de gewone kopjes er."
        )
