"""F4 in the editor: the earlier texts, what differs from now, and bringing one back."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.revisions import RevisionsScreen
from ibtui.store import minutes, schools
from ibtui.store.models import Revision
from tests.screens import overleg
from tests.screens.conftest import rows, said, settled, shown, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
WHOLE = overleg.TEXT
SHORT = "## Wat gaat er goed\n- Roos gaat graag naar school\n"


def wiped() -> int:
    """Minutes of which most was thrown away this afternoon, at 13:24."""
    number = overleg.groot_overleg(schools.current(), WHOLE)
    minutes.save(number, SHORT, minutes.load(number).version)
    Revision.update(saved_at=dt.datetime(2026, 11, 24, 13, 24), who="marit").execute()
    template = Revision.select().order_by(Revision.id).first()
    if template.text != WHOLE:
        template.delete_instance()
    return number


async def looking_back(pilot: Pilot[None], number: int) -> None:
    """The editor of these minutes, and F4."""
    await settled(pilot)
    assert isinstance(pilot.app, IbApp)
    pilot.app.show("verslag", number)
    await settled(pilot)
    await typed(pilot, "f4")
    assert isinstance(pilot.app.screen, RevisionsScreen)


@SIZES
async def test_the_list_says_when_by_whom_and_how_much_differs(
    empty_app: IbApp, size: tuple[int, int]
) -> None:
    number = wiped()
    async with empty_app.run_test(size=size) as pilot:
        await looking_back(pilot, number)
        assert "di 24 nov 13:24  door marit" in shown(pilot)
        assert "1 regel anders, 9 regels langer" in shown(pilot)
        assert "Esc terug" in shown(pilot)


@SIZES
async def test_what_was_thrown_away_is_brought_back_and_ctrl_z_takes_that_back(
    empty_app: IbApp, size: tuple[int, int]
) -> None:
    number = wiped()
    async with empty_app.run_test(size=size) as pilot:
        await looking_back(pilot, number)
        await typed(pilot, "t")
        screen = pilot.app.screen
        assert isinstance(screen, MinutesScreen)
        assert screen.area.text == WHOLE
        assert "Teruggezet" in said(pilot)
        assert SHORT in [row.text for row in minutes.revisions(number)], "kept at once, before the next save"
        assert screen.flush()
        assert minutes.load(number).text == WHOLE
        await typed(pilot, "ctrl+z")
        assert screen.area.text == SHORT
        assert screen.flush()
        assert minutes.load(number).text == SHORT


async def test_on_a_small_screen_enter_shows_the_difference_and_space_the_text(empty_app: IbApp) -> None:
    number = wiped()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        await typed(pilot, "enter")
        assert "- toen   + nu" in shown(pilot)
        assert "- toen ? is het gehoor getest" in shown(pilot)
        await typed(pilot, "space")
        assert "De tekst van di 24 nov 13:24" in shown(pilot)
        assert "toen" not in shown(pilot)
        await typed(pilot, "escape")
        assert "door marit" in shown(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, MinutesScreen)


async def test_on_a_wide_screen_the_difference_stands_beside_the_list(empty_app: IbApp) -> None:
    number = wiped()
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await looking_back(pilot, number)
        assert "door marit" in shown(pilot)
        assert "- toen ? is het gehoor getest" in shown(pilot)


async def test_a_text_that_was_kept_aside_is_called_so(empty_app: IbApp) -> None:
    number = wiped()
    minutes.keep_aside(number, "van de andere sessie")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        assert "apart bewaard" in shown(pilot)
        await typed(pilot, "t")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert pilot.app.screen.area.text == "van de andere sessie"


async def test_without_earlier_versions_the_screen_says_when_they_are_kept(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current())
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        assert "Er zijn nog geen eerdere versies." in shown(pilot)
        assert "tien minuten" in shown(pilot)
        await typed(pilot, "t")
        assert "Kies eerst een regel" in said(pilot)


async def test_a_correction_can_look_back_at_the_fixed_version(empty_app: IbApp) -> None:
    number = wiped()
    minutes.fix(number)
    second = minutes.correct(number)
    minutes.save(second, SHORT + "- nog iets\n", minutes.load(second).version)
    Revision.delete().where(Revision.minutes == second).execute()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, second)
        assert "Versie 1 van dit verslag" in shown(pilot)
        assert "vastgesteld" in shown(pilot)
        assert "1 regel korter" in shown(pilot)
        await typed(pilot, "t")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert pilot.app.screen.area.text == SHORT


async def test_fixed_minutes_can_be_looked_back_at_but_stay_as_they_are(empty_app: IbApp) -> None:
    number = wiped()
    minutes.fix(number)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        assert "door marit" in shown(pilot)
        await typed(pilot, "t")
        assert isinstance(pilot.app.screen, RevisionsScreen)
        assert "F2" in said(pilot)
    assert minutes.load(number).text == SHORT


async def test_the_text_of_now_is_not_brought_back(empty_app: IbApp) -> None:
    number = wiped()
    minutes.keep_aside(number, SHORT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        assert "gelijk aan de tekst van nu" in shown(pilot)
        await typed(pilot, "t")
        assert "precies de tekst van nu" in said(pilot)


async def test_a_version_that_went_while_somebody_looked_is_said(empty_app: IbApp) -> None:
    number = wiped()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        Revision.delete().execute()
        await typed(pilot, "t")
        assert "is er niet meer" in said(pilot)


async def test_the_cursor_goes_from_difference_to_difference(empty_app: IbApp) -> None:
    number = wiped()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await looking_back(pilot, number)
        await typed(pilot, "enter")
        pane = rows(pilot, "#tekst Rows")
        assert pane.chosen == pane.ids[0]
        await typed(pilot, "down")
        assert pane.chosen == pane.ids[1]
