"""The papers of applications, as one text of the school."""

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.checklists import ChecklistsScreen
from ibtui.store import checklists, schools
from tests.screens.conftest import said, settled, shown
from tests.screens.help_school import keyed

NARROW = (80, 24)


async def opened(pilot: Pilot[None]) -> ChecklistsScreen:
    screen = ChecklistsScreen()
    await settled(pilot)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def test_what_is_typed_is_kept_and_counts_for_a_new_application(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        assert "arrangement                 5 stukken" in shown(pilot)
        await keyed(pilot, "end", "enter", "=foto van het werk", "ctrl+s")
        assert said(pilot) == "Bewaard. Een nieuwe aanvraag krijgt deze stukken."
        assert checklists.papers_for(schools.current().id, "arrangement")[0] == "foto van het werk"
        assert "6 stukken" in shown(pilot)
        await keyed(pilot, "ctrl+r", "escape")
        assert not checklists.is_own(schools.current().id), (
            "left with the example, the school has no list of its own"
        )


async def test_a_heading_that_it_does_not_know_is_said(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot)
        await keyed(pilot, "end", "=en", "ctrl+s")
        assert said(pilot) == "Bewaard. 1 regel telt nog niet mee."
        assert "regel 1: “arrangementen” is geen soort aanvraag" in " ".join(shown(pilot).split())
        assert screen.flush()


async def test_another_session_was_first(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "end", "enter", "=mijn stuk")
        checklists.keep_checklist(schools.current().id, "## arrangement\nander stuk\n")
        await keyed(pilot, "ctrl+s")
        assert "De lijst is intussen in een andere sessie veranderd" in shown(pilot)
        await keyed(pilot, "a")
        assert "ander stuk" in shown(pilot)
        await keyed(pilot, "ctrl+z", "escape", "m")
        assert "mijn stuk" in checklists.checklist(schools.current().id)
