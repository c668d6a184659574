"""Hostile names and texts in every field: every screen, form and picker shows them as text and stays up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.editor_suggest import SuggestList
from ibtui.screens.host import Host
from ibtui.store import change, database, home, minutes
from ibtui.store.models import Minutes
from tests import hostile
from tests.screens import states
from tests.screens.conftest import AppOnTuesday, Made, home_in, own_key, settled, shown, typed
from tests.screens.states import State, after, keys, one, talk

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])

AT_THE_TABLE = "\n".join(
    line
    for text in (*hostile.MARKUP, "\x1b[31mrood", "\u202eom\u202c")
    for line in (
        f"! {text}: {text} > {text}",
        f"! @{text} #{text}",
        f"? {text}",
        f"= {text}",
        f"* {text}",
        f"% {text}",
    )
)
"""What is typed in a groot overleg, at its worst."""


def table(host: Host) -> int:
    """The minutes of the groot overleg with hostile lines, past the door that would have cleaned them."""
    number = minutes.start(talk(host).id).id
    row = minutes.load(number)
    minutes.save(number, f"{AT_THE_TABLE}\n! nog een", row.version)
    Minutes.update(text=AT_THE_TABLE).where(Minutes.id == number).execute()
    return number


async def names_proposed(pilot: Pilot[None]) -> None:
    """The list of names in the editor, with hostile names in it."""
    await states.written("\n! @")(pilot)
    assert pilot.app.screen.query_one(SuggestList).candidates


EDITOR: dict[str, State] = {
    "agenda": one("verslag", lambda host: minutes.start(talk(host).id).id),
    "overzicht": one("verslag", table, "ctrl+o"),
    "voorlezen": one("verslag", table, "ctrl+r"),
    "voorlezen-verbeteren": one("verslag", table, "ctrl+r", "e"),
    "aanwezig": one("verslag", table, "ctrl+g"),
    "aanwezig-erbij": one("verslag", table, "ctrl+g", "n"),
    "eerder": one("verslag", table, "f4"),
    "eerder-lezen": one("verslag", table, "f4", "enter"),
    "eerder-tekst": one("verslag", table, "f4", "space"),
    "kaart": one("verslag", table, "ctrl+l"),
    "hulp-verslag": one("verslag", table, "f1"),
    "namen": after(one("verslag", table), names_proposed),
    "regel-weg": after(one("verslag", table), states.without_a_line),
    "verschil": after(
        one("verslag", table), states.divided(f"[/b]anders\n{AT_THE_TABLE}", "[@click=app.quit]van mij[/]")
    ),
}
"""The editor and what comes over it."""

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
    origin, key = practice_school[0], own_key(practice_school)
    folder = tmp_path_factory.mktemp("hostile") / "school"
    shutil.copytree(origin, folder)
    home.open_unlocked(home_in(folder), own_key(practice_school))
    hostile.fill()
    database.close_store()
    return folder, key


@pytest.fixture
def hostile_app(hostile_school: Made, tmp_path: Path) -> Iterator[IbApp]:
    shutil.copytree(hostile_school[0], tmp_path / "school")
    home.open_unlocked(home_in(tmp_path / "school"), own_key(hostile_school))
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


def checked(pilot: Pilot[None], name: str) -> str:
    """The picture of a state, in which nothing acts."""
    picture = shown(pilot)
    assert pilot.app.is_running, name
    assert hostile.acts_on_a_terminal(picture.replace("\n", "")) == [], name
    assert links(pilot) == [], name
    return picture


@pytest.mark.slow
@pytest.mark.timeout(300)
@SIZES
@pytest.mark.parametrize("some", [STATES, EDITOR], ids=["screens", "editor"])
async def test_every_screen_and_form_shows_it_as_text(
    hostile_app: IbApp, some: dict[str, State], size: tuple[int, int]
) -> None:
    seen = ""
    async with hostile_app.run_test(size=size) as pilot:
        await settled(pilot)
        for name, state in some.items():
            await state(pilot)
            await settled(pilot)
            seen += checked(pilot, name)
            await back_to_the_week(pilot)
    assert hostile_app.return_code in (None, 0)
    for text in hostile.MARKUP:
        assert text in seen
    assert hostile.PLANT in seen


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_form_with_hostile_texts_saves_or_says_why_not(hostile_app: IbApp) -> None:
    async with hostile_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name, state in states.FORMS.items():
            await state(pilot)
            await typed(pilot, "ctrl+s")
            checked(pilot, name)
            await back_to_the_week(pilot)


async def test_clicking_on_a_name_does_not_do_what_the_name_says(hostile_app: IbApp) -> None:
    async with hostile_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await states.SCREENS["school-leerlingen"](pilot)
        places = [
            (row.index("[@click") + 8, y)
            for y, row in enumerate(shown(pilot).splitlines())
            if "[@click=app.quit]" in row
        ]
        assert places
        for place in places:
            await pilot.click(offset=place)
            await settled(pilot)
            checked(pilot, f"klik op {place}")
            await back_to_the_week(pilot)
            await pilot.press("0")
            await settled(pilot)
