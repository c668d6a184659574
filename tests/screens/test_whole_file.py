"""Each school that opens is looked at whole, and damage that is found while she works costs her nothing she typed."""

from __future__ import annotations

from ibtui.app import IbApp
from ibtui.errors import Corrupt
from ibtui.store import database, emergency
from tests.screens.conftest import PASSPHRASE, settled, typed


class Looked(IbApp):
    """Counts how often it begins to look."""

    looked = 0

    def look_at_every_page(self) -> None:
        self.looked += 1


async def test_it_is_looked_at_when_it_opens_and_after_the_lock(practice_app: IbApp) -> None:
    app = Looked(practice_app.home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.looked == 1
        app.lock()
        await settled(pilot)
        assert not database.is_open()
        await typed(pilot, f"={PASSPHRASE.reveal()}", "enter")
        await settled(pilot)
        assert app.looked == 2


async def test_a_half_line_is_locked_in_a_copy_before_the_app_stops(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        practice_app.open_quick()
        await settled(pilot)
        await typed(pilot, "=een halve zin")
        practice_app._damaged(Corrupt("Het bestand is beschadigd", "Zet de reservekopie terug."))
        await settled(pilot)
    said = str(practice_app.problem)
    assert "beschadigd" in said
    assert "noodkopie" in said
    assert emergency.there_are(practice_app.home)
