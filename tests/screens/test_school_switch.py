"""From one school to another with the backslash, and one school more."""

import asyncio
import datetime as dt
import gc
import shutil
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from ibtui import places
from ibtui.app import IbApp
from ibtui.screens import left_lines
from ibtui.screens.year_plan_screen import YearPlanScreen
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, conversations, database, home, minutes, schools, vault, year_plan
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import Conversation
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import (
    PASSPHRASE,
    TODAY,
    AppOnTuesday,
    Made,
    home_in,
    ib_screen,
    own_key,
    said,
    settled,
    shown,
    typed,
)

OTHER = Secret("anders")
SECRET_PURPOSE = "Zebra"


@pytest.fixture(scope="module")
def vlinderboom(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A second school, with one conversation on TODAY at a quarter past nine."""
    return _second(tmp_path_factory.mktemp("vlinderboom"), "OEFENSCHOOL De Vlinderboom", PASSPHRASE)


def _second(folder: Path, name: str, passphrase: Secret) -> Made:
    place = home_in(folder)
    home.create_home(place, passphrase, label="ib'er", invented=True)
    info = schools.set_up(name, "Marit van der Veen", (0,), practice=True, today=TODAY)
    draft = ConversationDraft("oudergesprek", TODAY, dt.time(9, 15), 45, purpose=SECRET_PURPOSE)
    conversations.add_conversation(info.id, draft)
    database.close_store()
    return folder, vault.open(place.keys, passphrase)


@pytest.fixture
def root(empty_school: Made, tmp_path: Path) -> Iterator[Home]:
    """The home, with its first school open."""
    folder = tmp_path / "school"
    shutil.copytree(empty_school[0], folder)
    home.open_unlocked(home_in(folder), own_key(empty_school))
    yield home_in(folder)
    database.close_store()
    change.forget_steps()
    home.forget_keys()
    left_lines.kept = {}


@pytest.fixture
def second(root: Home, vlinderboom: Made, empty_school: Made) -> Home:
    """A second school in the same home, unlocked too; the first one is open."""
    place = places.further(root, "de-vlinderboom")
    shutil.copytree(vlinderboom[0], place.database.parent)
    home.open_unlocked(place, own_key(vlinderboom))
    home.open_unlocked(root, own_key(empty_school))
    return place


@pytest.fixture
def app(root: Home, second: Home) -> IbApp:
    return AppOnTuesday(root)


def talk_here() -> int:
    """A conversation at the school that is open, at the same time as the one at De Vlinderboom."""
    draft = ConversationDraft("observatie", TODAY, dt.time(9, 30), 30, purpose="de kring")
    return conversations.add_conversation(schools.current().id, draft)


def title(pilot: Pilot[None]) -> str:
    return shown(pilot).splitlines()[0]


async def test_with_one_school_it_says_how_to_make_another(root: Home) -> None:
    async with AppOnTuesday(root).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        assert said(pilot) == "Je hebt hier maar één school. Nog een maken: 0, dan n en s."
        assert not (root.database.parent / "laatst").exists()


async def test_with_two_it_goes_at_once_and_back(app: IbApp, root: Home, second: Home) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "De Wilgenhoek · week 48" in title(pilot)
        await typed(pilot, "backslash")
        assert "De Vlinderboom · week 48" in title(pilot)
        assert said(pilot) == "Je bent nu op OEFENSCHOOL De Vlinderboom."
        assert (app.home, app.school.working_days) == (second, (0,))
        assert places.last_open(root) == second
        assert SECRET_PURPOSE in shown(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week 48" in title(pilot)
        assert places.last_open(root) == root


async def test_it_works_from_any_screen_and_leaves_nothing_of_it(app: IbApp) -> None:
    number = talk_here()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name in ("2", "3", "4", "0"):
            await typed(pilot, name)
        app.show("gesprek", number)
        await settled(pilot)
        assert change.can_undo()
        await typed(pilot, "backslash")
        assert "De Vlinderboom · week 48" in title(pilot)
        assert len(app.screen_stack) == 2
        assert not change.can_undo()
        for name in ("2", "3", "4", "0"):
            await typed(pilot, name)
            assert "Wilgenhoek" not in shown(pilot)


async def test_the_screens_of_a_school_that_was_left_are_gone_from_memory(app: IbApp) -> None:
    """Also where the garbage collector was told to leave alone what was there."""
    gc.freeze()  # as the start does
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await typed(pilot, "2", "3", "1")
            screens = [weakref.ref(app.get_screen(name)) for name in ("week", "zorgen", "instanties")]
            await typed(pilot, "backslash", "2", "backslash", "2")
            assert gc.get_freeze_count()
            assert [screen() for screen in screens] == [None, None, None]
    finally:
        gc.unfreeze()


async def test_what_is_on_at_the_other_school_is_one_muted_line(app: IbApp) -> None:
    talk_here()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "09:15  ! tegelijk Vlinderboom: oude" in shown(pilot)
        assert "Zebra" not in shown(pilot)
        days = shown(pilot).splitlines()
        assert "09:15" in days[days.index(next(row for row in days if "09:30" in row)) - 1]
        await typed(pilot, "right")
        assert "Vlinderboom" not in shown(pilot)


async def test_a_form_warns_when_the_time_is_taken_elsewhere(app: IbApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "n", "tab", "tab", "tab", "tab", "=9:30")
        assert "! dan ben je op Vlinderboom: oudergesprek" in shown(pilot)
        await typed(pilot, "backspace", "backspace", "backspace", "backspace", "=10:30")
        assert "= 10:30 uur" in shown(pilot)
        assert "dan ben je" not in shown(pilot)


async def test_the_school_is_in_sight_on_details_and_forms(app: IbApp) -> None:
    number = talk_here()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.show("gesprek", number)
        for keys in ((), ("e",), ("escape", "a")):
            await typed(pilot, *keys)
            for width in (50, 140, 80):
                await pilot.resize_terminal(width, 24)
                await settled(pilot)
                assert "Wilgenhoek" in title(pilot)


async def test_with_one_school_it_stays_out_of_the_way(root: Home) -> None:
    number = talk_here()
    async with AppOnTuesday(root).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        ib_screen(pilot).ib.show("gesprek", number)
        await settled(pilot)
        assert "Wilgenhoek" not in title(pilot)


async def test_another_passphrase_is_asked_for_by_name(
    root: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = _second(tmp_path_factory.mktemp("dicht"), "OEFENSCHOOL Het Slot", OTHER)
    shutil.copytree(made[0], places.further(root, "het-slot").database.parent)
    home.open_unlocked(root, vault.open(root.keys, PASSPHRASE))
    async with AppOnTuesday(root).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Slot" not in shown(pilot)  # nothing of a school that is locked, not even that she is taken
        await typed(pilot, "backslash")
        assert "Je wachtwoord voor het-slot" in shown(pilot)
        await typed(pilot, "=oefenen", "enter")
        assert "Dit wachtwoord past niet" in shown(pilot)
        await typed(pilot, "escape")
        assert "De Wilgenhoek · week 48" in title(pilot)
        await typed(pilot, "backslash", f"={OTHER.reveal()}", "enter")
        await until(pilot, lambda: "Het Slot · week 48" in title(pilot))  # the key first, then the switch
        await typed(pilot, "backslash", "backslash")  # both keys are known now
        assert "Het Slot · week 48" in title(pilot)


async def test_with_three_a_letter_chooses_and_backslash_is_the_one_before(
    app: IbApp, root: Home, vlinderboom: Made
) -> None:
    third = places.further(root, "aap")
    shutil.copytree(vlinderboom[0], third.database.parent)
    home.open_unlocked(third, own_key(vlinderboom))
    info = schools.current()
    schools.edit_school(info.id, "OEFENSCHOOL De Aap", "Marit", (1,), 4)
    home.open_unlocked(root, home.key_of(root) or own_key(vlinderboom))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        assert "Naar welke school?" in shown(pilot)
        assert "v  OEFENSCHOOL De Vlinderboom" in shown(pilot)
        await typed(pilot, "escape")
        assert "De Wilgenhoek · week" in title(pilot)
        await typed(pilot, "backslash", "a")
        assert "De Aap · week" in title(pilot)
        await typed(pilot, "backslash")
        assert "de vorige: OEFENSCHOOL De Wilgenhoek" in shown(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week" in title(pilot)


async def test_what_was_being_typed_is_saved_where_it_was_typed(app: IbApp, root: Home) -> None:
    number = talk_here()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.show("gesprek", number)
        await settled(pilot)
        await typed(pilot, "a", "ctrl+end", "=\\ is hier een letter", "f4")
        await typed(pilot, "backslash")
        assert "De Vlinderboom · week 48" in title(pilot)
        assert minutes.list_minutes(app.school.id) == []
        await typed(pilot, "backslash")
        (row,) = minutes.list_minutes(app.school.id)
        assert "\\ is hier een letter" in minutes.load(row.id).text


async def test_a_year_plan_that_is_being_typed_is_kept_when_the_line_drops(app: IbApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(YearPlanScreen(dt.date(2026, 8, 1)))
        await typed(pilot, "=% kijken of dit blijft")
        app._save_before_the_end()  # what a dropped line does
        assert "% kijken of dit blijft" in year_plan.text(app.school.id)


async def test_keys_that_follow_fast_are_for_the_other_school(app: IbApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("backslash", "n")
        await settled(pilot)
        assert "Nieuw gesprek" in title(pilot)
        assert "Vlinderboom" in title(pilot)


async def test_what_is_typed_at_once_waits_for_the_other_school(app: IbApp) -> None:
    go_on = asyncio.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.run_worker(go_on.wait(), group="copies")  # a slow folder: leaving takes a while
        in_one_go(app, "\\", *"vhier", "enter")
        await pilot.pause(0.2)
        assert app._leaving
        go_on.set()
        await until(pilot, lambda: bool(notes()))
        assert "De Vlinderboom" in title(pilot)
        await typed(pilot, "backslash")
        assert (title(pilot)[:26], notes()) == (" OEFENSCHOOL De Wilgenhoek", [])


async def test_what_was_meant_for_a_school_that_does_not_open_is_dropped(app: IbApp, second: Home) -> None:
    second.database.write_bytes(b"kapot" * 1000)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        in_one_go(app, "\\", *"vdaar", "enter")
        await until(pilot, lambda: "beschadigd" in said(pilot))
        assert said(pilot).startswith("De-vlinderboom gaat niet open.")
        await settled(pilot)
        assert notes() == []


def in_one_go(app: IbApp, *keys: str) -> None:
    """As a terminal sends what is typed or pasted fast: no key waits for what the one before does."""
    for key in keys:
        name = "backslash" if key == "\\" else key
        app.post_message(events.Key(name, key if len(key) == 1 else None))


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    for _turn in range(200):
        await settled(pilot)
        if pilot.app.screen.query("KeyBar") and done():
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot))


def notes() -> list[str]:
    """The notes of the school that is open."""
    return [row.purpose or row.kind for row in Conversation.select().where(Conversation.kind == "notitie")]


async def test_the_vangregel_that_was_left_stays_at_its_school(app: IbApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=halve zin", "escape", "backslash", "v")
        assert "halve zin" not in shown(pilot)
        await typed(pilot, "escape", "backslash", "v")
        assert "halve zin" in shown(pilot)


async def test_not_while_word_is_being_written(app: IbApp) -> None:
    go_on = asyncio.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.run_worker(go_on.wait(), group="word")
        await pilot.press("backslash")
        await pilot.pause()
        assert said(pilot).startswith("Het Word-document wordt nog gemaakt")
        assert "De Wilgenhoek" in title(pilot)
        go_on.set()
        await settled(pilot)


async def test_a_thread_that_still_runs_is_waited_for(app: IbApp) -> None:
    go_on, seen = asyncio.Event(), []

    async def look() -> None:
        await go_on.wait()
        seen.append(database.is_open() and schools.current().name)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.run_worker(look(), group="copies")
        await pilot.press("backslash")
        go_on.set()
        await settled(pilot)
        assert seen == ["OEFENSCHOOL De Wilgenhoek"]
        assert "De Vlinderboom" in title(pilot)


async def test_a_school_that_does_not_open_leaves_her_where_she_was(app: IbApp, second: Home) -> None:
    second.database.write_bytes(b"kapot" * 1000)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week 48" in title(pilot)
        assert "beschadigd" in said(pilot)
        await typed(pilot, "v", "=gewoon verder", "enter")
        assert "Bewaard" in said(pilot)


async def test_a_school_that_was_never_set_up_leaves_her_where_she_was(app: IbApp, second: Home) -> None:
    key = home.key_of(app.home)
    shutil.rmtree(second.database.parent)
    home.create_home(second, PASSPHRASE, label="ib'er", invented=True)  # and then the power went
    assert key is not None
    home.open_unlocked(app.home, key)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week 48" in title(pilot)
        assert said(pilot).startswith("De-vlinderboom gaat niet open. Er is nog geen school.")
        assert app.problem is None


async def test_names_that_are_alike_are_told_apart(app: IbApp, root: Home, second: Home) -> None:
    number = talk_here()
    for place, name in ((second, "CBS De Brug"), (root, "OBS De Brug")):
        home.open_unlocked(place, home.key_of(place) or home.unlock(place, PASSPHRASE))
        schools.edit_school(schools.current().id, name, "Marit", (1,), 4)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.show("gesprek", number)
        await settled(pilot)
        assert "OBS De Brug" in title(pilot)


async def test_a_long_name_leaves_room_for_what_is_shown(app: IbApp) -> None:
    name = "Katholieke Basisschool Onze Lieve Vrouwe van Altijddurende Bijstand te Roermond"
    schools.edit_school(schools.current().id, name, "Marit", (1,), 4)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys, words in (("c", "coaching"), ("escape", "week 48"), ("w", "dag afsluiten")):
            await typed(pilot, keys)
            assert f"Onze Lieve Vr… · {words}" in title(pilot)


async def test_two_of_the_same_name_are_asked_for_by_folder(app: IbApp, root: Home, second: Home) -> None:
    third = places.further(root, "aap")
    shutil.copytree(second.database.parent, third.database.parent)
    home.open_unlocked(third, home.key_of(second) or home.unlock(third, PASSPHRASE))
    home.open_unlocked(root, home.key_of(root) or home.unlock(root, PASSPHRASE))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        assert "OEFENSCHOOL De Vlinderboom (aap)" in shown(pilot)
        await typed(pilot, "1")
        assert app.home == third
        app.show("gesprek", talk_here())
        await settled(pilot)
        assert " aap " in title(pilot)


async def test_the_template_that_is_watched_is_the_schools_own(app: IbApp, second: Home) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.watch_template()
        await typed(pilot, "backslash")
        assert app._template is not None
        assert app._template._home == second
        app._template.stop()


# ── one school more ────────────────────────────────────────────────────────────
FORM = (
    "=Obs De Nieuwe",
    "tab",
    "=Marit",
    "tab",
    "=vr",
    "tab",
    "=appel12noot3",
    "tab",
    "=appel12noot3",
)


async def test_a_practice_home_gets_no_real_school(app: IbApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "n", "s")
        assert said(pilot).startswith("Dit is een oefenmap")


@pytest.fixture
def real_app(tmp_path: Path) -> Iterator[IbApp]:
    """A home with one real school, open."""
    place = home_in(tmp_path / "echt")
    home.create_home(place, OTHER, label="Marit", invented=True)
    schools.set_up("De Linde", "Marit", (1,), today=TODAY)
    yield AppOnTuesday(place)
    database.close_store()
    home.forget_keys()


async def test_one_more_gets_its_own_folder_key_and_week(real_app: IbApp) -> None:
    root = real_app.home
    async with real_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "n", "s")
        assert "haar eigen sleutel" in shown(pilot)
        await typed(pilot, *FORM, "ctrl+s")
        assert "Dit is je herstelsleutel" in shown(pilot)
        await typed(pilot, "escape", "v")
        assert "Obs De Nieuwe · week 48" in title(pilot)
        place = places.further(root, "obs-de-nieuwe")
        assert (real_app.home, places.schools(root)) == (place, (root, place))
        with pytest.raises(Exception, match="klopt niet"):
            vault.open(place.keys, OTHER)
        await typed(pilot, "backslash")
        assert "De Linde · week 48" in title(pilot)


async def test_locked_over_the_recovery_key_of_the_new_school_it_opens_with_its_own_passphrase(
    real_app: IbApp,
) -> None:
    async with real_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "n", "s")
        form, phrase = real_app.screen, "appel12noot3"
        assert isinstance(form, FormScreen)
        answers = {"name": "Obs De Nieuwe", "coordinator": "Marit", "days": "di", "passphrase": phrase}
        for name, answer in {**answers, "again": phrase}.items():
            form.put(name, answer)
        await typed(pilot, "ctrl+s", "f12")
        real_app.screen.post_message(events.Paste(phrase))
        await typed(pilot, "enter")
        assert "Dit is je herstelsleutel" in shown(pilot)
        await typed(pilot, "escape", "v")
        assert "Obs De Nieuwe · week 48" in title(pilot)


async def test_leaving_the_wizard_goes_back_to_the_school(real_app: IbApp) -> None:
    async with real_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "n", "s", "escape")
        assert "De Linde · week 48" in title(pilot)
        assert not (real_app.home.database.parent / "scholen").exists()
        await typed(pilot, "v", "=gewoon verder", "enter")
        assert "Bewaard" in said(pilot)


# ── the door ───────────────────────────────────────────────────────────────────
async def test_the_door_opens_the_school_that_was_open_last(root: Home, second: Home) -> None:
    places.remember(second)
    database.close_store()
    home.forget_keys()
    async with AppOnTuesday(places.last_open(root)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "laatst open: de-vlinderboom" in shown(pilot)
        await typed(pilot, "=oefenen", "enter")
        assert "De Vlinderboom · week 48" in title(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week 48" in title(pilot)


async def test_the_passphrase_of_another_school_opens_that_one_and_says_so(
    root: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = _second(tmp_path_factory.mktemp("dicht"), "OEFENSCHOOL Het Slot", OTHER)
    shutil.copytree(made[0], places.further(root, "het-slot").database.parent)
    home.forget_keys()
    async with AppOnTuesday(root).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, f"={OTHER.reveal()}", "enter")
        assert "Het Slot · week 48" in title(pilot)
        assert said(pilot) == "Dit wachtwoord is van OEFENSCHOOL Het Slot, niet van je eerste school."


async def test_the_door_says_how_another_school_opens_when_this_one_is_damaged(
    root: Home, second: Home
) -> None:
    second.keys.unlink()
    database.close_store()
    home.forget_keys()
    async with AppOnTuesday(second).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "=oefenen", "enter")
        words = " ".join(shown(pilot).split())
        assert "Het sleutelbestand sleutels.json is er niet" in words
        assert "Een andere school openen: typ ibtui --school eerste." in words
