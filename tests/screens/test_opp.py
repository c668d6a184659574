"""One OPP: what is missing, the parents' answers, the child heard, its terms, and its evaluations."""

import datetime as dt

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.opp import OppScreen
from ibtui.store import opps
from ibtui.store.opps import OppDraft
from tests.screens.conftest import TODAY, rows, said, settled, shown
from tests.screens.help_school import ROOS, keyed, roos

NARROW = (80, 24)


async def opened(pilot: Pilot[None]) -> None:
    """An OPP of Roos with nothing in it but its start."""
    opp = opps.add_opp(OppDraft(ROOS, TODAY - dt.timedelta(days=60)), TODAY)
    await settled(pilot)
    pilot.app.push_screen(OppScreen(opp))
    await settled(pilot)


async def test_what_is_missing_is_said_calmly_and_never_stops_anybody(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        assert "Nog te doen" in shown(pilot)
        assert "Femke van Dijk (moeder) is er nog niet" in shown(pilot)
        await keyed(pilot, "x", "v")
        assert "Je kunt het OPP toch vaststellen." in shown(pilot)
        await keyed(pilot, "ctrl+s")
        assert said(pilot) == "OPP vastgesteld. Met u draai je het terug."
        row = opps.of_pupil(ROOS)[0]
        assert (row.status, row.fixed_on) == ("vastgesteld", TODAY)


async def test_each_parent_says_yes_or_no_with_the_reason(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "space")
        assert said(pilot) == "Kies met de pijltjes een ouder."
        await keyed(pilot, "down", "space", "ctrl+s")
        await keyed(pilot, "down", "x", "n", "tab", "tab", "=wil eerst meer oefenen", "ctrl+s")
        mother, father = opps.opp(1).signatures
        assert (mother.agreed, mother.signed_on) == ("ja", TODAY)
        assert (father.agreed, father.reason) == ("nee", "wil eerst meer oefenen")
        screen = shown(pilot)
        assert "1 van 2 zijn het eens" in screen
        assert "✓ ja di 24 nov" in screen
        assert "× nee di 24 nov" in screen
        assert "wil eerst meer oefenen" in screen
        await keyed(pilot, "delete")
        assert opps.opp(1).signatures[1].agreed == ""
        await keyed(pilot, "u")
        assert opps.opp(1).signatures[1].agreed == "nee"


async def test_the_child_is_heard_or_why_not(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "h", "tab", "=tekening", "tab", "=ik wil rust", "tab", "=wilde niet", "ctrl+s")
        assert "Kies één van de twee" in shown(pilot)
        for _ in "wilde niet":
            await keyed(pilot, "backspace")
        await keyed(pilot, "ctrl+s")
        assert "✓ di 24 nov, tekening: “ik wil rust”" in shown(pilot)
        await keyed(pilot, "h", *["backspace"] * 10, "=25-11-2026", "ctrl+s")
        assert "nog niet geweest" in shown(pilot)
        await keyed(pilot, *["backspace"] * 10, "ctrl+s")
        assert "Vul ook de dag in" in shown(pilot), "her words don't disappear from the screen"
        await keyed(pilot, "escape", "w")
        assert opps.opp(1).row.heard_on == TODAY
        await keyed(pilot, "e", "tab", "tab", "tab", "=havo", "ctrl+s")
        card = opps.opp(1)
        assert (card.destination, card.heard_words) == ("havo", "ik wil rust"), (
            "what another form asks, stays"
        )


async def test_evaluations_and_the_term_of_the_next(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        opps.fix(1, TODAY - dt.timedelta(days=30))
        await keyed(
            pilot, "n", "tab", "=moeder en Roos", "tab", "=leest vlotter", "tab", "=door tot juni", "ctrl+s"
        )
        assert rows(pilot).chosen == "evaluatie:1"
        screen = shown(pilot)
        assert "moeder en Roos" in screen
        assert "→ door tot juni" in screen
        assert "✓ geëvalueerd" in screen
        term = next(row for row in rows(pilot).ids if row.startswith("termijn:"))
        rows(pilot).choose(term)
        await keyed(pilot, "enter")
        assert "Wet" in shown(pilot), "Enter on a term says where it comes from"
        await keyed(pilot, "escape")
        rows(pilot).choose("evaluatie:1")
        await keyed(pilot, "delete", "u", "x", "a", "ctrl+s")
        assert opps.of_pupil(ROOS)[0].status == "afgesloten"
        assert not [row for row in rows(pilot).ids if row.startswith("termijn:")]
