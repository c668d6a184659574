"""One conversation: who was there, what was written, what was agreed, and the document for parents."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from docx import Document
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import PersonRole
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.forms.conversation import draft_of
from ibtui.store import actions, conversations, exports, minutes, people, pupils, quick, schools
from ibtui.store.conversations import ConversationCard, ConversationDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 40)
FOR_WHOM = ("enter", "=moeder", "enter")
"""Nobody is known to take care of Roos, so it is typed who gets the paper."""
TEXT = "## Wat gaat er goed\n- Roos leest graag voor\n! moeder: belt de logopedist > +2w\n% moeder leek moe\n"


@pytest.fixture
def talk(empty_app: IbApp) -> int:
    """A groot overleg about Roos, at ten, with juf Ans at the table."""
    school = schools.current().id
    roos = pupils.add_pupil(school, PupilDraft("Roos", "van", "Dijk"), TODAY)
    ans = people.add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "", "Bakker", "juf", "leerkracht"))
    draft = ConversationDraft(
        "groot overleg", TODAY, dt.time(10), 60, "ib-kamer", "samen kijken", (roos,), person_ids=(ans,)
    )
    return conversations.add_conversation(school, draft)


def card(talk: int) -> ConversationCard:
    return conversations.conversation(talk)


def written(talk: int) -> int:
    """The minutes of the talk, with a few lines."""
    started = minutes.start(talk)
    minutes.save(started.id, TEXT, started.version)
    return started.id


async def opened(pilot: Pilot[None], talk: int, at: str = "") -> ConversationScreen:
    """The conversation's screen, with the cursor on a row."""
    await settled(pilot)
    pilot.app.show("gesprek", talk)  # type: ignore[attr-defined]
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ConversationScreen)
    if at:
        rows(pilot).choose(next(row for row in rows(pilot).ids if row.startswith(at)))
    await settled(pilot)
    return screen


async def test_it_says_when_why_about_whom_and_with_whom(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        picture = shown(pilot)
        assert "OEFENSCHOOL · Groot overleg · Roos van Dijk" in picture
        assert "dinsdag 24 november 2026 · 10:00 – 11:00 · ib-kamer" in picture
        assert "samen kijken" in picture
        assert "Ans Bakker" in picture and "genodigd" in picture
        assert "Druk op a om te beginnen." in picture
        assert "Druk op k voor een afspraak." in picture


async def test_an_overlap_is_said_in_words(empty_app: IbApp, talk: int) -> None:
    conversations.add_conversation(
        schools.current().id, ConversationDraft("telefoon", TODAY, dt.time(10, 30))
    )
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        assert "! Er is op dit moment nog een gesprek." in shown(pilot)


async def test_the_space_bar_says_who_was_there(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk, "stoel:")
        for word in ("aanwezig", "afwezig", "afgemeld", "genodigd", "aanwezig"):
            await typed(pilot, "space")
            assert card(talk).seats[0].presence == word
        assert "✓ aanwezig" in shown(pilot)
        assert "1 van 1 aanwezig" in shown(pilot)


async def test_the_space_bar_on_something_else_says_why_not(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk, "leerling:")
        await typed(pilot, "space")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_p_asks_people_and_takes_them_away_in_one_step(empty_app: IbApp, talk: int) -> None:
    school = schools.current().id
    people.add_person(school, PersonDraft(PersonRole.COLLEAGUE, "Wim", "", "Smit"))
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "p", "=wim", "enter", "=ans", "enter", "escape")
        assert [seat.name for seat in card(talk).seats] == ["Wim Smit"]
        await typed(pilot, "u")
        assert [seat.name for seat in card(talk).seats] == ["Ans Bakker"]


async def test_p_adds_somebody_the_school_does_not_know_yet(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "p", "=Fatima", "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        await typed(pilot, "ctrl+s", "escape")
        assert "Fatima" in shown(pilot)
        assert len(card(talk).seats) == 2


async def test_del_takes_a_seat_away_and_u_gives_it_back(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk, "stoel:")
        await typed(pilot, "delete")
        assert card(talk).seats == ()
        assert said(pilot) == "Ans Bakker zit niet meer aan tafel"
        await typed(pilot, "u")
        assert len(card(talk).seats) == 1


async def test_del_never_throws_the_whole_conversation_away(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk, "leerling:")
        await typed(pilot, "delete")
        assert card(talk).row.id == talk
        assert said(pilot)


async def test_the_minutes_show_their_first_lines_and_their_state(empty_app: IbApp, talk: int) -> None:
    written(talk)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        picture = shown(pilot)
        assert "begonnen" in picture
        assert "Roos leest graag voor" in picture


async def test_a_wide_screen_shows_the_whole_text(empty_app: IbApp, talk: int) -> None:
    written(talk)
    async with empty_app.run_test(size=WIDE) as pilot:
        await opened(pilot, talk)
        right = "\n".join(line[60:] for line in shown(pilot).split("\n"))
        assert "## Wat gaat er goed" in right
        assert "! moeder: belt de logopedist" in right


async def test_promises_from_the_minutes_are_done_moved_and_binned_here(empty_app: IbApp, talk: int) -> None:
    written(talk)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk, "afspraak:")
        item = card(talk).actions[0]
        await typed(pilot, "x")
        assert actions.action(item.id).status == "gedaan"
        assert "✓ belt de logopedist" in shown(pilot)
        await typed(pilot, "x", "m", *["backspace"] * 10, "=vr", "ctrl+s")
        assert actions.action(item.id).due_on == dt.date(2026, 11, 27)
        await typed(pilot, "delete")
        assert card(talk).actions == ()


async def test_k_adds_a_promise_that_belongs_to_this_conversation(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "k")
        assert "Nieuwe afspraak: groot overleg Roos van Dijk" in shown(pilot)
        await typed(pilot, "=boekjes", "ctrl+s")
        row = card(talk).actions[0]
        assert (row.what, row.about, row.owner) == ("boekjes", "Roos van Dijk", "jij")
        assert "boekjes" in shown(pilot)


async def test_x_says_why_a_talk_with_fixed_minutes_stays_held(empty_app: IbApp, talk: int) -> None:
    conversations.set_held(talk, True)
    minutes.fix(minutes.start(talk, "- leest graag").id)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "x")
        assert said(pilot) == "Het verslag is vastgesteld, dus het gesprek is gehouden."
        assert card(talk).row.status == "gehouden"


async def test_x_and_m_without_a_promise_are_about_the_conversation(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "x")
        assert card(talk).row.status == "gehouden"
        await typed(pilot, "m", *["backspace"] * 10, "=+1w", "ctrl+s")
        assert card(talk).row.day == TODAY + dt.timedelta(days=7)


async def test_n_plans_the_next_one_about_the_same_pupil(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "n")
        assert "Roos van Dijk" in shown(pilot)
        await typed(pilot, "ctrl+s")
        screen = pilot.app.screen
        assert isinstance(screen, ConversationScreen) and screen.row.id != talk
        assert screen.row.pupil_ids == card(talk).row.pupil_ids


async def _until_said(pilot: Pilot[None], word: str) -> None:
    for _try in range(200):
        await settled(pilot)
        if word in said(pilot):
            return
        await asyncio.sleep(0)
    raise AssertionError(said(pilot))


async def test_ctrl_e_makes_the_document_for_parents_and_says_where_it_is(
    empty_app: IbApp, talk: int
) -> None:
    written(talk)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "ctrl+e")
        assert "Voor wie is het Word-document?" in shown(pilot)
        await typed(pilot, "o", *FOR_WHOM, "w")
        await _until_said(pilot, ".docx")
        found = list(empty_app.home.exports.glob("*.docx"))
        assert len(found) == 1
        assert found[0].name in said(pilot)
        text = "\n".join(paragraph.text for paragraph in Document(str(found[0])).paragraphs)
        assert "Roos leest graag voor" in text
        assert "moe" not in text.replace("moeder", "")
        assert [row.audience for row in exports.exports(schools.current().id)] == ["ouders"]


async def test_esc_at_the_question_makes_no_document(empty_app: IbApp, talk: int) -> None:
    written(talk)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "ctrl+e", "escape")
        assert not empty_app.home.exports.exists()


async def test_without_minutes_there_is_nothing_to_put_in_word(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "ctrl+e")
        assert said(pilot) == "Er is nog geen verslag om in Word te zetten."


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_logged(
    empty_app: IbApp, talk: int
) -> None:
    written(talk)
    empty_app.home.exports.write_text("een bestand op de plek van de map")
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "ctrl+e", "o", *FOR_WHOM, "w")
        await _until_said(pilot, "exports")
        assert exports.exports(schools.current().id) == []


async def test_a_conversation_that_is_gone_says_so(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        conversations.bin_conversation(talk)
        await typed(pilot, "x")
        assert "er niet meer" in said(pilot)
        await typed(pilot, "escape")
        assert "Nog te doen" in shown(pilot)


async def test_esc_goes_back(empty_app: IbApp, talk: int) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, talk)
        await typed(pilot, "escape")
        assert "Nog te doen" in shown(pilot)


async def test_the_table_is_not_changed_over_what_another_session_changed(
    empty_app: IbApp, talk: int
) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot, talk)
        screen.do_people()
        await settled(pilot)
        now = draft_of(card(talk))
        conversations.edit_conversation(talk, replace(now, purpose="iets anders"))
        await typed(pilot, "enter", "escape")
        assert card(talk).row.purpose == "iets anders"
        assert len(card(talk).seats) == 1
        assert said(pilot).startswith("Dit is intussen in een andere sessie veranderd.")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_private_note_says_until_when_and_how_it_gets_in_the_dossier(
    empty_app: IbApp, talk: int, size: tuple[int, int]
) -> None:
    note = quick.quick_note(schools.current().id, "#roos % moeder leek moe", TODAY).conversation_id
    async with empty_app.run_test(size=size) as pilot:
        await opened(pilot, note)
        assert "privé, verloopt di 5 jan 2027" in shown(pilot)
        assert "D naar dossier" in shown(pilot).splitlines()[-1]
        await opened(pilot, talk)
        assert "verloopt" not in shown(pilot)
        assert "D naar dossier" not in shown(pilot)
