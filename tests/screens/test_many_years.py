"""The years go by, and every view asks the store as few questions as in the first year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import views, years
from ibtui.app import IbApp
from ibtui.store import change, database, home
from tests.screens.conftest import PASSPHRASE, TODAY, AppOnTuesday, home_in, rows, settled, typed


def app_of(folder: Path, many: int) -> IbApp:
    """The app on a new school of so many years; the store is open."""
    home.create_home(home_in(folder), PASSPHRASE, label="ib'er", invented=True)
    years.fill(many, TODAY)
    return AppOnTuesday(home_in(folder))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    database.close_store()
    change.forget_steps()


async def asked_in(folder: Path, many: int) -> dict[str, int]:
    app = app_of(folder, many)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await views.queries(pilot, settled)
    database.close_store()
    return found


async def test_every_view_asks_the_same_number_of_questions_however_many_years(tmp_path: Path) -> None:
    young, old = [await asked_in(tmp_path / str(many), many) for many in (1, 4)]
    assert old == young
    assert {name: number for name, number in young.items() if number > 40} == {}


async def test_of_many_minutes_the_newest_are_read_and_the_older_ones_when_the_cursor_gets_there(
    tmp_path: Path,
) -> None:
    async with app_of(tmp_path / "school", 1).run_test(size=(80, 24)) as pilot:
        await typed(pilot, "4")
        box = rows(pilot, "#lijst")
        sent = [row for row in box.ids if row != "ouder:verzonden"]
        assert box.ids[-1] == "ouder:verzonden"
        await typed(pilot, "end")
        assert box.chosen in box.ids and box.chosen not in sent
        assert set(sent) < set(box.ids)
        assert box.chosen.startswith("verslag:")
        while "ouder:verzonden" in box.ids:
            await typed(pilot, "end")
        assert len(box.ids) == len(set(box.ids)) > len(sent)
