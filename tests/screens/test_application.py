"""One application (aanvraag): its papers are ticked off, and then it is handed in and decided."""

import datetime as dt

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import ApplicationKind
from ibtui.screens.application import ApplicationScreen
from ibtui.store import applications, opps
from ibtui.store.applications import ApplicationDraft
from tests.screens.conftest import TODAY, rows, said, settled, shown
from tests.screens.help_school import ROOS, keyed, roos

NARROW = (80, 24)


async def opened(pilot: Pilot[None], kind: ApplicationKind = ApplicationKind.ARRANGEMENT) -> None:
    """An application for Roos, with the papers of its kind."""
    number = applications.add_application(ApplicationDraft(ROOS, kind, TODAY))
    await settled(pilot)
    pilot.app.push_screen(ApplicationScreen(number))
    await settled(pilot)


async def test_papers_are_ticked_with_the_space_bar(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "space")
        assert said(pilot) == "Kies met de pijltjes een stuk van de lijst."
        await keyed(pilot, "down", "space")
        assert "☑ groeidocument of OPP" in shown(pilot)
        assert "er sinds di 24 nov" in shown(pilot)
        assert "1 van 5 zijn er" in shown(pilot)
        await keyed(pilot, "space")
        assert "☑" not in shown(pilot)
        await keyed(pilot, "n", "=verslag logopedie", "ctrl+s")
        assert "☐ verslag logopedie" in shown(pilot)
        await keyed(pilot, "delete")
        assert "verslag logopedie" not in shown(pilot)
        await keyed(pilot, "u")
        assert rows(pilot).chosen.startswith("stuk:")


async def test_handed_in_a_term_runs_and_the_decision_ends_it(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, ApplicationKind.TLV)
        await keyed(pilot, "x")
        assert "6 van 6 stukken zijn er nog niet." in shown(pilot)
        await keyed(pilot, "i", "ctrl+s")
        assert applications.application(1).status == "aangevraagd"
        terms = [row for row in rows(pilot).ids if row.startswith("termijn:")]
        assert terms
        await keyed(
            pilot, "x", "j", "tab", "=twee jaar", "tab", "tab", "=31-7-2027", "tab", "l", "tab", "j", "ctrl+s"
        )
        row = applications.application(1)
        assert (row.status, row.outcome, row.category) == ("toegekend", "twee jaar", "laag")
        assert row.valid_until == dt.date(2027, 7, 31)
        assert "✓ toegekend" in shown(pilot)
        assert opps.of_pupil(ROOS)[0].base_on == TODAY, "an OPP that counts from the decision"


async def test_refused_or_stopped_it_says_why(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "x", "n", "tab", "=eerst zelf meer doen", "ctrl+s")
        assert "× afgewezen" in shown(pilot)
        assert "eerst zelf meer doen" in shown(pilot)
        await keyed(pilot, "u", "x", "s", "=verhuisd", "ctrl+s")
        assert applications.application(1).status == "gestopt"
        await keyed(pilot, "e", "tab", "=samen rekenen", "ctrl+s")
        row = applications.application(1)
        assert (row.what, row.status, row.outcome) == ("samen rekenen", "gestopt", "verhuisd")
