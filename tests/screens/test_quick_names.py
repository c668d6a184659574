"""Names in the vangregel: proposed while they are typed, taken with Tab."""

from textual.pilot import Pilot
from textual.widgets import Input

from ibtui.app import IbApp
from ibtui.screens import left_lines
from ibtui.screens.editor_suggest import SuggestList
from ibtui.screens.quick import QuickScreen
from ibtui.store import conversations, pupils, schools
from ibtui.store.pupils import PupilDraft
from tests.screens import overleg
from tests.screens.conftest import TODAY, settled, shown
from tests.screens.test_minutes import write

Run = Pilot[None]


async def catching(pilot: Run) -> Input:
    await settled(pilot)
    await pilot.press("v")
    await settled(pilot)
    assert isinstance(pilot.app.screen, QuickScreen)
    return pilot.app.screen.query_one(Input)


async def test_a_double_name_is_chosen_with_tab_and_is_kept_as_that_one(empty_app: IbApp) -> None:
    school = schools.current()
    _roos, sam = overleg.table(school)
    pupils.add_pupil(school.id, PupilDraft("Sam", "", "Bakker"), TODAY)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        box = await catching(pilot)
        await write(pilot, "#sa")
        await settled(pilot)
        assert "▸ Sam Bakker" in shown(pilot)
        assert "Sam Hof · groep 5" in shown(pilot)
        await pilot.press("tab", "tab")
        await write(pilot, " slaapt slecht @an")
        await pilot.press("tab")
        await settled(pilot)
        assert box.value == "#Sam.H slaapt slecht @Ans"
        assert "over Sam Hof · met Ans de Wit" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
    (row,) = conversations.of_pupil(sam)
    assert row.about == "Sam Hof"


async def test_tab_makes_whose_promise_it_is(empty_app: IbApp) -> None:
    overleg.table(schools.current())
    async with empty_app.run_test(size=(80, 24)) as pilot:
        box = await catching(pilot)
        await write(pilot, "! @an")
        await pilot.press("tab")
        await write(pilot, "belt")
        assert box.value == "! @Ans: belt"


async def test_enter_and_esc_do_what_they_always_do(empty_app: IbApp) -> None:
    overleg.table(schools.current())
    async with empty_app.run_test(size=(80, 24)) as pilot:
        box = await catching(pilot)
        await write(pilot, "gebeld met @n")
        await settled(pilot)
        assert pilot.app.screen.query_one(SuggestList).candidates
        await pilot.press("tab", "shift+tab", "backspace", "backspace", "backspace", "backspace", "backspace")
        await pilot.press("tab")
        assert box.value.startswith("gebeld met")
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, QuickScreen)
    left_lines.kept.clear()
