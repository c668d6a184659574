"""The lock: nothing of the school is shown until the passphrase is typed, and then all is as it was."""

import pytest

from ibtui.app import IbApp
from ibtui.screens.export_jump import tell
from ibtui.screens.help import TooSmallScreen
from ibtui.screens.lock import LockScreen
from ibtui.screens.quick import QuickScreen
from ibtui.screens.search import SearchScreen
from ibtui.screens.week import WeekScreen
from ibtui.secret import Secret
from ibtui.store import key_slots, pupils, tries
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import current
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import KeyBar
from tests.screens.conftest import PASSPHRASE, TODAY, rows, said, settled, shown, typed

ON_THE_LOCK = ["ibtui staat op slot", "Je wachtwoord", "OEFENSCHOOL: het wachtwoord is oefenen, of wat jij koos.",
               "Enter verder waar je was"]  # fmt: skip


@pytest.fixture
def school_app(empty_app: IbApp) -> IbApp:
    """A school with three pupils."""
    for first, last in (("Roos", "Dijk"), ("Sam", "Bakker"), ("Teun", "Visser")):
        pupils.add_pupil(current().id, PupilDraft(first, "", last), TODAY)
    return empty_app


def top(app: IbApp) -> object:
    return app.screen


def words(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]


async def test_the_lock_shows_nothing_of_what_was_there_and_the_passphrase_brings_it_back(
    school_app: IbApp,
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "0", "f", "down", "down")
        before, chosen = shown(pilot), rows(pilot).chosen
        await typed(pilot, "L")
        assert words(shown(pilot)) == ON_THE_LOCK
        assert school_app.title == "ibtui"
        await typed(pilot, "=oefenen")
        assert "oefenen," in shown(pilot)
        assert shown(pilot).count("oefenen") == 1  # the hint; what is typed isn't shown
        await typed(pilot, "enter")
        assert shown(pilot) == before
        assert rows(pilot).chosen == chosen


async def test_esc_and_q_and_ctrl_q_and_f12_do_not_open_it(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "f12")
        for key in ("escape", "ctrl+q", "ctrl+c", "ctrl+p", "f1", "f12", "tab", "enter", "q", "enter"):
            await typed(pilot, key)
            assert isinstance(school_app.screen, LockScreen), key
            assert "week" not in shown(pilot)
        assert len([one for one in school_app.screen_stack if isinstance(one, LockScreen)]) == 1


async def test_a_wrong_passphrase_says_so_and_after_a_moment_it_can_be_tried_again(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "L", "=verkeerd", "enter")
        assert "! Dit wachtwoord past niet." in shown(pilot)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, WeekScreen)


async def test_after_a_wrong_one_enter_does_nothing_for_a_while_and_longer_each_time(
    school_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "FIRST", 20.0)
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "L", "=verkeerd", "enter")
        assert "Wacht 20 seconden." in shown(pilot)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, LockScreen)
        assert tries.wrong(school_app.home) == 30.0  # never longer


async def test_f12_locks_from_a_form_and_what_was_typed_is_still_there(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "0", "n", "l")
        assert isinstance(school_app.screen, FormScreen)
        await typed(pilot, "=Noor", "f12")
        assert words(shown(pilot)) == ON_THE_LOCK
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, FormScreen)
        assert "Noor" in shown(pilot)
        await typed(pilot, "=a")
        assert "Noora" in shown(pilot)


@pytest.mark.parametrize(("key", "kind"), [("v", QuickScreen), ("slash", SearchScreen), ("n", AskScreen)])
async def test_f12_locks_from_what_stands_over_a_screen(school_app: IbApp, key: str, kind: type) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "0", key, "f12")
        assert words(shown(pilot)) == ON_THE_LOCK
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, kind)


async def test_what_comes_by_itself_waits_under_the_lock(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        below = school_app.screen
        await typed(pilot, "L")
        school_app.push_screen(AskScreen("Roos is in een ander venster gewijzigd.", []))
        await settled(pilot)
        assert words(shown(pilot)) == ON_THE_LOCK
        school_app.pop_screen()
        await settled(pilot)
        assert words(shown(pilot)) == ON_THE_LOCK
        await typed(pilot, "=oefenen", "enter")
        assert school_app.screen is below  # the question came, and went


async def test_a_window_that_gets_too_small_says_so_only_when_she_is_back(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "L")
        await pilot.resize_terminal(40, 10)
        await settled(pilot)
        assert isinstance(top(school_app), LockScreen)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert isinstance(top(school_app), WeekScreen)


async def test_what_is_said_meanwhile_is_said_when_she_is_back(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        below = school_app.screen
        assert isinstance(below, WeekScreen)
        await typed(pilot, "L")
        tell(below, "verslag.docx staat in ~/Documenten", "good")
        assert below.query_one(KeyBar).message == ""
        await typed(pilot, "=oefenen", "enter")
        assert said(pilot) == "verslag.docx staat in ~/Documenten"


async def test_what_was_copied_can_not_be_pasted_after_the_lock(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        school_app.copy_to_clipboard("Roos huilde")
        school_app.lock()
        assert school_app.clipboard == ""
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, WeekScreen)
        assert school_app.clipboard == ""


async def test_a_wrong_one_after_the_keys_were_changed_says_which_passphrase_holds(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "L", "=verkeerd", "enter")
        assert LockScreen.OTHER_KEYS not in " ".join(shown(pilot).split())
        key_slots.change_passphrase(school_app.home, PASSPHRASE, Secret("vier gewone woorden samen"))
        await typed(pilot, "=oefenen", "enter")
        seen = " ".join(shown(pilot).split())
        assert f"! Dit wachtwoord past niet. {LockScreen.OTHER_KEYS}" in seen
        await typed(pilot, "=vier gewone woorden samen", "enter")
        assert isinstance(top(school_app), WeekScreen)
