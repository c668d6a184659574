"""Hostile names and texts in every field: every screen, form and picker shows them as text and stays up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.store import change, database, home, minutes
from tests import hostile
from tests.screens import states
from tests.screens.conftest import AppOnTuesday, Made, home_in, settled, shown
from tests.screens.states import State, keys, one, talk

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])

STATES: dict[str, State] = {
    **states.FORMS,
    **states.OVER_A_SCREEN,
    **states.SCREENS,  # last, as "school-leerlingen" leaves its filter on
    "verslag": one("verslag", lambda host: minutes.start(talk(host).id).id),
    "verslag-vaststellen": one("verslag", lambda host: minutes.start(talk(host).id).id, "ctrl+f"),
    "vangregel": keys("v", f"=#{hostile.PLANT} @bold !x"),
    "zoek": keys("slash", f"={hostile.PLANT}"),
    "zoek-haken": keys("slash", "=bold"),
    "hulp-gesprek": one("gesprek", lambda host: talk(host).id, "question_mark"),
    "opdrachten-leerling": one("leerling", states.pupil, "ctrl+p"),
    "kiezer-onbekend": keys("n", "tab", "=[@click=app.quit]x[/]"),
}


@pytest.fixture(scope="session")
def hostile_school(practice_school: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The practice school with hostile texts everywhere."""
    origin, key = practice_school
    folder = tmp_path_factory.mktemp("hostile") / "school"
    shutil.copytree(origin, folder)
    home.open_unlocked(home_in(folder), key)
    hostile.fill()
    database.close_store()
    return folder, key


@pytest.fixture
def hostile_app(hostile_school: Made, tmp_path: Path) -> Iterator[IbApp]:
    origin, key = hostile_school
    shutil.copytree(origin, tmp_path / "school")
    home.open_unlocked(home_in(tmp_path / "school"), key)
    yield AppOnTuesday(home_in(tmp_path / "school"))
    database.close_store()
    change.forget_steps()


async def back_to_the_week(pilot: Pilot[None]) -> None:
    """Close whatever is open, without answering it."""
    while len(pilot.app.screen_stack) > 2:
        pilot.app.pop_screen()
        await settled(pilot)
    await pilot.press("1")
    await settled(pilot)


def links(pilot: Pilot[None]) -> list[object]:
    """What on the screen would do something when it's clicked."""
    lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
    styles = [segment.style for strip in lines for segment in strip if segment.style is not None]
    return [style.meta or style.link for style in styles if "@click" in style.meta or style.link]


@SIZES
async def test_every_screen_and_form_shows_it_as_text(hostile_app: IbApp, size: tuple[int, int]) -> None:
    seen = ""
    async with hostile_app.run_test(size=size) as pilot:
        await settled(pilot)
        for name, state in STATES.items():
            import time; t=time.perf_counter()
            await state(pilot)
            await settled(pilot)
            picture = shown(pilot)
            assert hostile_app.is_running, name
            assert hostile.acts_on_a_terminal(picture.replace("\n", "")) == [], name
            assert links(pilot) == [], name
            seen += picture
            print(name, round(time.perf_counter()-t,2))
            await back_to_the_week(pilot)
    assert hostile_app.return_code in (None, 0)
    for text in hostile.MARKUP:
        assert text in seen
    assert hostile.PLANT in seen
