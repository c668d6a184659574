"""The scenarios of an ib'er's day around the whole school: what waits, a group, another school, the end of the day."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtui import places
from ibtui.app import IbApp
from ibtui.care.words import ConversationStatus
from ibtui.settings import Home
from ibtui.store import actions, backup, conversations, cycle, database, home, minutes, pupils, schools, vault
from ibtui.store.models import ActionItem
from tests.scenarios.counts import SCENARIOS, table
from tests.scenarios.keys import Hand
from tests.scenarios.practice import MONDAY, SMALL, overleg, school
from tests.screens.conftest import PASSPHRASE, TODAY, Made, own_key

FIRST = dt.date(2026, 8, 1)


def done_promises() -> set[int]:
    return {int(row.id) for row in ActionItem.select().where(ActionItem.done_on == TODAY)}


async def test_01_tuesday_morning_shows_what_waits_and_two_things_are_ticked_off(practice_app: IbApp) -> None:
    before = done_promises()
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("s")
        assert "sinds di 17 nov" in hand.title
        assert "Nu aan de beurt" in hand.sees
        assert "nieuw, door annemiek" in hand.reads
        assert "! Roos van Dijk · termijn: het OPP evalueren met de ouders 3 dagen te laat" in hand.reads
        await hand.press("6", "x", "x")
        hand.took(1)
    assert len(done_promises() - before) == 2


async def test_09_a_group_of_27_is_spoken_of_pupil_by_pupil(practice_app: IbApp) -> None:
    review = next(
        row
        for row in conversations.week(school(), MONDAY)
        if row.kind == "groepsbespreking" and row.day > TODAY
    )
    conversations.move(review.id, TODAY, dt.time(13, 30))
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("G", "3", "enter")
        assert hand.title.endswith("0 van 27")
        for number in range(27):
            await _speak_of(hand, number)
        assert "25 leerlingen besproken" in hand.reads
        assert "2 leerlingen niet besproken" in hand.reads
        await hand.press("x", "j")
        hand.took(9)
    row = conversations.conversation(review.id).row
    assert row.status == ConversationStatus.HELD
    assert row.minutes_id is not None
    text = minutes.load(row.minutes_id).text
    assert text.count("- het gaat goed met lezen") == 24
    (promise,) = actions.of_conversation(row.id)
    assert (promise.what, promise.about) == ("belt de ouders", "Guusje Gerritsen")
    levels = {row.name: row.level for row in pupils.pupils(school(), review.group_id)}
    assert (levels["Chloé Nijland"], levels["Dex Huisman"]) == (2, 2)
    assert any(step.conversation_id == review.id and step.done_on for step in cycle.steps(school(), FIRST))


async def _speak_of(hand: Hand, number: int) -> None:
    """What is typed about one pupil; the first four have something more, the last two have nothing."""
    if number < 2:  # a level more
        await hand.press("+", "enter")
    if number == 2:
        await hand.press("!")
        await hand.text("@ans: belt de ouders > vr")
    elif number < 25:
        await hand.text("- het gaat goed met lezen")
    if number == 3:
        await hand.press("escape", "l", "enter")
    await hand.press("tab")


async def test_10_the_terms_of_opp_and_tlv_in_one_list(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("d", "o")
        assert "alleen OPP en TLV" in hand.reads
        assert "! het OPP evalueren met de ouders 3 dagen te laat Roos van Dijk" in hand.reads
        assert "Hanaë El Amrani" in hand.reads
        assert "de kopie van het dossier" not in hand.reads
        hand.took(10)


@pytest.fixture
def three_schools(practice_app: IbApp, practice_school: Made) -> Iterator[dict[str, Home]]:
    """Two small schools more in the same home, all three unlocked; the practice school is open."""
    found = {"wilgenhoek": practice_app.home}
    for name in ("Vlinderboom", "Kastanje"):
        database.close_store()
        place = places.further(practice_app.home, name.casefold())
        home.create_home(place, PASSPHRASE, label="ib'er", invented=True)
        schools.set_up(f"OEFENSCHOOL De {name}", "Ilse Visser", (4,), practice=True, today=TODAY)
        database.close_store()
        home.open_unlocked(place, vault.open(place.keys, PASSPHRASE))
        found[name.casefold()] = place
    database.close_store()
    home.open_unlocked(practice_app.home, own_key(practice_school))
    yield found
    home.forget_keys()


async def test_11_a_call_about_another_school_is_noted_there_and_she_goes_on_here(
    practice_app: IbApp, three_schools: dict[str, Home]
) -> None:
    line = "Juf Sietske belt over de observatie"
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("\\", "v")
        assert "De Vlinderboom" in hand.title
        await hand.press("v")
        await hand.text(line)
        await hand.press("enter")
        assert [row.purpose for row in conversations.week(school(), MONDAY)] == [line]
        await hand.press("\\", "\\")
        assert "De Wilgenhoek" in hand.title
        assert practice_app.home == three_schools["wilgenhoek"]
        hand.took(11)
    assert line not in [row.purpose for row in conversations.week(school(), MONDAY)]


async def test_12_closing_the_day_ends_on_nothing_left(practice_app: IbApp, practice_school: Made) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("w")
        assert "nog 5" in hand.sees
        await hand.press("enter", "enter")
        await hand.text("- rustig gesprek, iedereen is het eens")
        await hand.press("escape", "enter")
        await hand.text("vr")
        await hand.press("ctrl+s", "x", "m")
        await hand.text("+2w")
        await hand.press("ctrl+s", "enter")
        assert "nog 0" in hand.sees and "Alles is gedaan" in hand.sees
        await hand.press("L")
        assert "ibtui staat op slot" in hand.sees
        hand.took(12)
    home.open_unlocked(practice_app.home, own_key(practice_school))  # the lock has closed it
    row = overleg()
    assert row.status == ConversationStatus.HELD and row.has_text
    assert backup.made_on(practice_app.home, TODAY)


# ── the table ─────────────────────────────────────────────────────────────────


def test_each_scenario_with_a_number_of_keys_is_a_test_and_no_other_is() -> None:
    here = Path(__file__)
    texts = [(here.with_name(name)).read_text(encoding="utf-8") for name in (here.name, "test_scenarios.py")]
    for number, item in SCENARIOS.items():
        tests = sum(text.count(f"async def test_{number:02}_") for text in texts)
        assert tests == (item.keys is not None), item.title
    assert list(SCENARIOS) == list(range(1, 16))


def test_the_table_has_a_line_for_each_and_says_what_is_not_there_yet() -> None:
    lines = table().splitlines()[2:]
    assert len(lines) == 15
    assert all(line.count("|") == 6 for line in lines)
    assert [line for line in lines if "| nog niet |" in line] == lines[14:]
