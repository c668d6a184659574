"""The real app on a real encrypted school, for every test of the screens. Made once, copied for each test."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from ibtui.app import IbApp
from ibtui.screens.base import IbScreen
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, home, tries, vault
from ibtui.store.schools import set_up
from ibtui.widgets.frame import KeyBar
from ibtui.widgets.rows import Rows
from tests.screens.quiet import without_sleeping  # noqa: F401  # a fixture

TODAY = dt.date(2026, 11, 24)
"""A Tuesday: the day it is in every test of the screens."""

PASSPHRASE = Secret("oefenen")


class AppOnTuesday(IbApp):
    """The app on a fixed day, so that "vandaag" and "te laat" mean the same in every run."""

    def today(self) -> dt.date:
        return TODAY

    def now(self) -> dt.datetime:
        return dt.datetime.combine(TODAY, dt.time(13, 24, 7))


Made = tuple[Path, vault.DatabaseKey]


_OWN_TIME = (
    "editor", "difference", "minutes", "revisions", "reading", "removed", "school_switch", "export",
    "agenda", "template", "copies", "attending", "overview", "quick_names",
)  # fmt: skip
"""Tests of what saves or works in a thread of its own: they wait as Textual does, by the clock."""


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest) -> None:
    """Elsewhere keys wait as long as the app is busy."""
    name = request.path.stem.removeprefix("test_")
    if not name.startswith(_OWN_TIME):
        request.getfixturevalue("without_sleeping")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same day for the store."""
    monkeypatch.setattr(database, "today", lambda: TODAY)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a wrong passphrase nobody waits, unless a test is about that."""
    monkeypatch.setattr(tries, "FIRST", 0.0)


def home_in(folder: Path) -> Home:
    """The files of a school that lives wholly in `folder`."""
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A school with nothing in it but its ib'er, who works on Tuesday and Thursday."""
    folder = tmp_path_factory.mktemp("empty")
    home.create_home(home_in(folder), PASSPHRASE, label="ib'er")
    set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (1, 3), practice=True, today=TODAY)
    database.close_store()
    return folder, vault.open(home_in(folder).keys, PASSPHRASE)


@pytest.fixture(scope="session")
def practice_school(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The practice school, with the week of `TODAY` filled."""
    from ibtui import practice

    folder = tmp_path_factory.mktemp("practice")
    practice.make(home_in(folder), TODAY)
    database.close_store()
    return folder, vault.open(home_in(folder).keys, PASSPHRASE)


def own_key(made: Made) -> vault.DatabaseKey:
    """A key of one test's own: locking and forgetting wipe it."""
    return vault.DatabaseKey(made[1].raw())


def opened(made: Made, folder: Path) -> Iterator[IbApp]:
    """The app on a copy of a school that was made."""
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    home.open_unlocked(home_in(folder), own_key(made))
    yield AppOnTuesday(home_in(folder))
    database.close_store()
    change.forget_steps()


@pytest.fixture
def empty_app(empty_school: Made, tmp_path: Path) -> Iterator[IbApp]:
    """The app on a school with nothing in it. Start it with `async with empty_app.run_test(size=(80, 24)) as pilot`."""
    yield from opened(empty_school, tmp_path / "school")


@pytest.fixture
def practice_app(practice_school: Made, tmp_path: Path) -> Iterator[IbApp]:
    """The app on the practice school."""
    yield from opened(practice_school, tmp_path / "school")


_CLOSING = 20
"""How often to look again while screens close."""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every message is dealt with, every worker is done, and the screen is drawn."""
    await pilot.pause()
    for _ in range(_CLOSING):
        try:
            await pilot.app.workers.wait_for_complete()
        except WorkerCancelled:  # a screen that closed took its worker along, which is no fault
            await pilot.pause()
        else:
            break
    await pilot.pause()


async def typed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one; a word of several letters that is no key name is typed letter by letter.

    `await typed(pilot, "n", "tab", "=roos", "ctrl+s")`: what starts with "=" is text.
    """
    for key in keys:
        await pilot.press(*(key[1:] if key.startswith("=") and len(key) > 1 else [key]))
        await settled(pilot)


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen now, as lines of text."""
    lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)


def said(pilot: Pilot[None]) -> str:
    """The message in the key bar; "" when the keys show."""
    return pilot.app.screen.query_one(KeyBar).message


def rows(pilot: Pilot[None], selector: str = "Rows") -> Rows:
    """A list on the screen."""
    return pilot.app.screen.query(selector).first(Rows)


def ib_screen(pilot: Pilot[None]) -> IbScreen:
    """The screen that is shown, which must be one of the app's own."""
    assert isinstance(pilot.app.screen, IbScreen)
    return pilot.app.screen
