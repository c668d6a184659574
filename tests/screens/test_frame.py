"""What every screen has: the keys, help, the palette, the vangregel, search, undo, and a window too small."""

import pytest
from textual.widgets import Input

from ibtui.app import IbApp
from ibtui.care.names import Named
from ibtui.commands import SCREENS
from ibtui.errors import IbtuiError, StoreError
from ibtui.screens.help import HelpScreen, TooSmallScreen
from ibtui.screens.quick import QuickScreen
from ibtui.screens.search import SearchScreen
from ibtui.store import people, pupils, schools, search, search_rows
from ibtui.store.pupils import PupilDraft
from ibtui.widgets.rows import Rows
from tests.screens.conftest import TODAY, ib_screen, said, settled, shown, typed

SIZE = (80, 24)


def add_roos() -> int:
    return pupils.add_pupil(schools.current().id, PupilDraft("Roos", "van", "Dijk"), TODAY)


async def test_the_digits_go_to_the_main_screens_and_back(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for key, name in (
            ("2", "zorgen"),
            ("3", "instanties"),
            ("4", "verslagen"),
            ("0", "school"),
            ("1", "week"),
        ):
            await typed(pilot, key)
            assert name == ib_screen(pilot).SCREEN
            _title, tabs, rule = shown(pilot).splitlines()[:3]
            assert tabs[rule.index("━") : rule.rindex("━") + 1] == f"{key} {SCREENS[name]}"
            assert "OEFENSCHOOL" in shown(pilot)
            assert "? hulp" in shown(pilot)


async def test_a_form_of_the_practice_school_says_so_too(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "n")
        assert shown(pilot).startswith(" OEFENSCHOOL · Nieuw gesprek")


async def test_the_question_mark_lists_the_keys_of_this_screen(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Een week verder" in shown(pilot)
        await typed(pilot, "end")
        assert "Stoppen met ibtui" in shown(pilot)
        await typed(pilot, "escape")
        assert ib_screen(pilot).SCREEN == "week"


async def test_the_palette_does_a_command_by_its_name(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "ctrl+p", "escape")
        assert ib_screen(pilot).SCREEN == "week"
        await typed(pilot, "ctrl+p", "=verder", "enter")
        assert "week 49" in shown(pilot)


async def test_the_vangregel_keeps_a_line_and_says_what_it_became(empty_app: IbApp) -> None:
    add_roos()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=#roos", "space", "=slaapt", "space", "=!bellen")
        assert "over Roos van Dijk" in shown(pilot)
        assert "afspraak voor jou: bellen, nog zonder datum" in shown(pilot)
        await typed(pilot, "enter")
        assert said(pilot) == "Bewaard als notitie · 1 afspraak"
        assert "bellen" in shown(pilot)
        await typed(pilot, "u")
        assert "Ongedaan gemaakt" in said(pilot)


async def test_a_name_the_vangregel_does_not_know_is_said_not_guessed(empty_app: IbApp) -> None:
    add_roos()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=#zzz")
        assert "zzz: die naam ken ik niet" in shown(pilot)


async def test_a_vangregel_left_with_esc_is_there_the_next_time(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=halve", "escape", "v")
        assert isinstance(pilot.app.screen, QuickScreen)
        assert "halve" in shown(pilot)
        await typed(pilot, *["backspace"] * 5, "escape")


async def test_search_finds_a_pupil_by_a_few_letters_and_opens_it(empty_app: IbApp) -> None:
    add_roos()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", "=dij")
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "▸ leerling" in shown(pilot)
        await typed(pilot, "enter")
        assert ib_screen(pilot).SCREEN == "leerling"
        assert "Roos van Dijk" in shown(pilot)


async def test_search_shows_what_it_found_together_with_the_letter(empty_app: IbApp) -> None:
    """Not a frame later: that is what a letter would have to wait for."""
    add_roos()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "slash")
        typing, rows = pilot.app.screen.query_one(Input), pilot.app.screen.query_one(Rows)
        typing.value = "dij"
        assert rows.ids
        typing.value = ""
        assert not rows.ids


async def test_search_puts_its_questions_together_before_the_first_letter(empty_app: IbApp) -> None:
    add_roos()
    search_rows._put_together.cache_clear()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "slash")
        known = search_rows._put_together.cache_info().misses
        pilot.app.screen.query_one(Input).value = "dij"
        assert pilot.app.screen.query_one(Rows).ids
        assert search_rows._put_together.cache_info().misses == known > 0


@pytest.mark.parametrize("text", ['"', "NEAR(", "a*b", "[/]", "--", "%", "AND OR", "(((", "ë"])
async def test_search_takes_any_text(empty_app: IbApp, text: str) -> None:
    add_roos()
    try:
        search.find(schools.current().id, text)
    except IbtuiError as error:
        raise AssertionError(str(error)) from error
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", *[f"{char}" for char in text if char.isalpha()])
        assert isinstance(pilot.app.screen, SearchScreen)


async def test_ctrl_c_does_not_stop_the_app_but_says_how(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "ctrl+c")
        assert said(pilot) == "Druk op q om te stoppen."


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_q_stops(empty_app: IbApp, key: str) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(key)
    assert empty_app.return_code == 0


async def test_a_window_too_small_is_one_clear_sentence_and_nothing_is_lost(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "n", "tab", "tab", "tab", "tab", "=9")
        await pilot.resize_terminal(40, 10)
        await settled(pilot)
        assert isinstance(pilot.app.screen, TooSmallScreen)
        assert "te klein (40 × 10)" in shown(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "= 09:00 uur" in shown(pilot)


async def test_the_vangregel_can_be_typed_when_the_names_cannot_be_read(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(people, "named_pupils", _no_disk)
            await typed(pilot, "v", "=bellen")
        assert "! De schijf geeft een fout." in shown(pilot)
        await typed(pilot, "enter")
        assert said(pilot).startswith("Bewaard als")


def _no_disk(_school: int) -> list[Named]:
    raise StoreError("De schijf geeft een fout")


async def test_a_new_remark_takes_the_place_of_the_one_that_was_left(empty_app: IbApp) -> None:
    """Else a private line would be glued behind an old one, and not be private any more."""
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=oude regel", "escape", "v", "=%privé gedachte")
        assert "oude regel" not in shown(pilot)
        assert "privé: komt in geen enkel document" in shown(pilot)


async def test_ctrl_q_in_a_form_that_was_filled_asks_first(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "n", "tab", "tab", "tab", "tab", "tab", "tab", "=plein", "ctrl+q")
        assert "nog niet bewaard" in shown(pilot)
        await typed(pilot, "t")
        assert "plein" in shown(pilot)


async def test_search_stands_on_the_child_that_is_called_just_that(empty_app: IbApp) -> None:
    pupils.add_pupil(schools.current().id, PupilDraft("Roosmarijn", "", "Vliet"), TODAY)
    roos = add_roos()
    async with empty_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", "=roos", "enter")
        assert pupils.pupil(roos).name in shown(pilot).splitlines()[0]
