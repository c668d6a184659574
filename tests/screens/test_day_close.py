"""`w` at a quarter to four: a day is closed line by line, until the counter stands on zero."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import (
    Audience,
    ConversationKind,
    ConversationStatus,
    Custody,
    MinutesStatus,
    PersonRole,
)
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.store import (
    actions,
    backup,
    backup_file,
    concerns,
    conversations,
    database,
    minutes,
    people,
    pupils,
    schools,
    whole_copy,
)
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.copy_facts import Facts
from ibtui.store.guardians import GuardianDraft, add_guardian
from ibtui.store.models import ActionItem
from tests.screens.conftest import TODAY, ib_screen, said, settled, shown, typed

SIZE, WIDE = (80, 24), (120, 40)


def school() -> int:
    return schools.current().id


def a_talk(start: dt.time, pupil: int, kind: str = ConversationKind.TEACHER_TALK) -> int:
    return conversations.add_conversation(school(), ConversationDraft(kind, TODAY, start, pupil_ids=(pupil,)))


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A normal day: two talks in the morning, one of them written; a promise without a date; a new concern."""
    ans = people.add_person(
        school(), people.PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf")
    )
    roos = pupils.add_pupil(school(), pupils.PupilDraft("Roos", "van", "Dijk"), TODAY)
    mother = people.PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk")
    add_guardian(roos, GuardianDraft(mother, "moeder", Custody.YES))
    written = a_talk(dt.time(9), roos)
    text = minutes.start(written, "")
    minutes.save(text.id, "- leest vlotter\n", text.version)
    a_talk(dt.time(10), roos, ConversationKind.PARENT_TALK)
    a_talk(dt.time(15), roos)  # later than the clock of the tests
    actions.add_action(school(), ActionDraft("boekje meegeven", ans, pupil_id=roos))
    ActionItem.update(created_at=dt.datetime.combine(TODAY, dt.time(9))).execute()
    concerns.add_concern(school(), ConcernDraft("lezen", "leest spellend", roos), TODAY)
    return empty_app


def left(pilot: Pilot[None]) -> str:
    """The counter."""
    return next(row.strip() for row in shown(pilot).splitlines() if row.strip().startswith("nog "))


async def test_a_normal_day_is_closed_within_twelve_keys(app: IbApp) -> None:
    keys = [
        "w", "enter", "enter", "minus", "=kort", "ctrl+s", "enter", "=vr", "ctrl+s", "x", "enter"
    ]  # fmt: skip
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, keys[0])
        assert left(pilot) == "nog 5"
        assert "Enter gehouden · - afgezegd · m andere dag · a verslag" in shown(pilot)
        await typed(pilot, *keys[1:3])
        assert "Nog geen verslag  1" in shown(pilot)  # of the talk with the parents; the other one has it
        await typed(pilot, *keys[3:6])
        assert said(pilot) == "Dat staat nu in het verslag"
        await typed(pilot, *keys[6:9])
        assert left(pilot).startswith("nog 2")
        assert "Wie moet dit weten?" in shown(pilot)
        assert "aan Fleur van Dijk" in shown(pilot)
        await typed(pilot, *keys[9:])
        assert left(pilot).startswith("nog 0")
        assert "Tot nu toe is alles gedaan." in shown(pilot)
        assert "Vandaag nog 1 gesprek." in shown(pilot)
        assert backup.made_on(app.home, TODAY)
    assert sum(not key.startswith("=") for key in keys) <= 12


async def test_an_empty_day_ends_with_the_backup(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w")
        assert left(pilot) == "nog 1"
        await typed(pilot, "minus")
        assert said(pilot) == "Dit kun je niet overslaan."
        await typed(pilot, "enter")
        assert said(pilot) == "De reservekopie van vandaag is gemaakt"
        assert "✓ Alles is gedaan. Fijne avond." in shown(pilot)
        assert left(pilot).startswith("nog 0")
        await typed(pilot, "enter")
        assert said(pilot) == "Er is niets meer te doen."
        await typed(pilot, "escape")
        assert ib_screen(pilot).SCREEN == "week"


async def test_the_parents_get_a_text_to_copy(app: IbApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "w", "end", "up", "y")
        assert isinstance(pilot.app.screen, CopyTextScreen)
        assert "Dag Fleur van Dijk," in shown(pilot)
        assert "leest spellend" in shown(pilot)
        await typed(pilot, "escape")
        assert "aan Fleur van Dijk" in shown(pilot)
        await typed(pilot, "x", "u")
        assert concerns.concerns(school())[0].informed_on is None


async def test_a_talk_is_cancelled_moved_or_written_from_here(app: IbApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w", "minus")
        assert said(pilot).startswith("Gesprek afgezegd")
        await typed(pilot, "m", "=vr", "ctrl+s")
        assert "verplaatst naar vr 27 nov" in said(pilot)
        await typed(pilot, "u", "home", "a")
        assert ib_screen(pilot).SCREEN == "verslag"


async def test_a_private_note_opens_is_kept_longer_or_thrown_away(empty_app: IbApp) -> None:
    note = ConversationDraft(
        ConversationKind.NOTE, TODAY - dt.timedelta(days=41), audience=Audience.PRIVATE,
        status=ConversationStatus.HELD,
    )  # fmt: skip
    conversations.add_conversation(school(), note)
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w")
        assert "privé notitie wo 14 okt" in shown(pilot)
        assert "D naar dossier" in " ".join(shown(pilot).split())
        await typed(pilot, "m", "=+2w", "ctrl+s")
        assert left(pilot).startswith("nog 1")
        await typed(pilot, "u", "home", "enter")
        assert ib_screen(pilot).SCREEN == "gesprek"
        await typed(pilot, "escape")
        assert left(pilot).startswith("nog 2")


async def test_telling_later_asks_why(app: IbApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w", "end", "up", "minus", "=eerst met juf Ans", "ctrl+s")
        assert said(pilot) == "Dat staat nu bij de zorg"
        assert "Wie moet dit weten?" not in shown(pilot)
        assert concerns.concerns(school())[0].informed_on is None


async def test_a_backup_that_fails_is_told_on_whatever_screen_she_is(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    real = whole_copy.copy_to

    def slow(target: Path) -> None:
        go_on.wait(10)
        real(target)

    monkeypatch.setattr(backup_file, "copy_to", slow)
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w")
        await pilot.press("enter", "enter", "escape")
        await pilot.pause()
        go_on.set()
        await settled(pilot)
        assert said(pilot).startswith("De reservekopie is niet goed gelukt")
        assert not backup.made_on(empty_app.home, TODAY)
        assert ib_screen(pilot).SCREEN == "week"


async def test_a_lock_that_falls_meanwhile_waits_for_the_backup_and_says_so_afterwards(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = threading.Event(), whole_copy.copy_to

    def slow(target: Path) -> Facts | None:
        go_on.wait(10)
        return real(target)

    monkeypatch.setattr(backup_file, "copy_to", slow)
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w")
        await pilot.press("enter", "L")
        await pilot.pause()
        assert empty_app.locked and database.is_open()
        go_on.set()
        await settled(pilot)
        assert not database.is_open() and backup.made_on(empty_app.home, TODAY)
        await typed(pilot, "=oefenen", "enter")
        assert said(pilot) == "De reservekopie van vandaag is gemaakt"


async def test_minutes_that_are_sent_another_day_are_not_called_sent(app: IbApp) -> None:
    talk = next(
        row for row in conversations.week(school(), TODAY) if row.kind == ConversationKind.PARENT_TALK
    )
    conversations.set_held(talk.id, True)
    text = minutes.start(talk.id, "")
    minutes.save(text.id, "- goed gesprek\n", text.version)
    minutes.fix(text.id)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "w", "down", "down")
        assert "Enter verslag openen · x verzonden · - een andere dag" in shown(pilot)
        await typed(pilot, "minus")
        assert "Verslagen die nog weg moeten" not in shown(pilot)
    assert minutes.load(text.id).status == MinutesStatus.FIXED


async def test_a_promise_is_shown_without_the_marks_of_its_line(app: IbApp) -> None:
    talk = conversations.add_conversation(school(), ConversationDraft(ConversationKind.PHONE, TODAY))
    draft = ActionDraft("belt met #roos", owner_text="@piet", conversation_id=talk)
    actions.add_action(school(), draft)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "w")
        screen = shown(pilot)
        assert "piet · belt met roos" in screen
        assert "#roos" not in screen and "@piet" not in screen
