"""The next start finds an emergency copy: both texts are shown, and both stay whatever is chosen."""

import datetime as dt

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.errors import StoreError
from ibtui.screens import locking
from ibtui.screens.difference import DifferenceScreen
from ibtui.screens.editor_saving import Saving
from ibtui.screens.emergency import offer
from ibtui.screens.quick import QuickScreen
from ibtui.screens.week import WeekScreen
from ibtui.store import change, database, emergency, minutes, vault
from ibtui.store import home as homes
from tests.screens.conftest import said, settled, shown, typed
from tests.screens.test_minutes import blank, opened, other_session, stored, write

__all__ = ["other_session"]

AT = dt.datetime(2026, 11, 24, 13, 24, 7)
BASE = "## Gesprek\neen\ntwee\ndrie\n"
MINE = BASE + "uit de noodkopie\n"


def left_behind(app: IbApp, text: str = MINE, base: str = BASE) -> int:
    """Minutes with `base`, and an emergency copy with `text`; the number of the minutes."""
    number = blank(app)
    minutes.save(number, BASE, minutes.load(number).version)
    emergency.keep(app.home, homes.key_of(app.home), number, text, base, AT)
    return number


def waits(app: IbApp) -> bool:
    return emergency.there_are(app.home)


async def asked(pilot: Pilot[None]) -> None:
    """The difference stands over the week."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, DifferenceScreen)
    assert "Er ligt een noodkopie van dit verslag, van di 24 nov 13:24" in shown(pilot)
    assert "uit de noodkopie" in shown(pilot)


async def test_its_text_can_go_on_and_that_of_the_minutes_stays_as_an_earlier_one(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, WeekScreen)
        assert "staat nu in het verslag" in said(pilot)
        assert stored(number) == MINE
        assert BASE in [row.text for row in minutes.revisions(number)]
        assert not waits(empty_app)


async def test_the_minutes_can_stay_and_its_text_is_an_earlier_one(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press("h")
        await settled(pilot)
        assert stored(number) == BASE
        assert MINE in [row.text for row in minutes.revisions(number)]
        assert not waits(empty_app)


async def test_what_was_written_since_and_its_text_can_go_together(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    minutes.save(number, "vooraan\n" + BASE, minutes.load(number).version)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert stored(number) == "vooraan\n" + MINE
        assert not waits(empty_app)


async def test_of_fixed_minutes_it_becomes_a_new_edition(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    minutes.fix(number)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert stored(number) == BASE
        assert stored(minutes.correct(number)) == MINE


@pytest.mark.parametrize("key", ["escape", "l"])
async def test_put_off_it_waits_for_the_next_start(empty_app: IbApp, key: str) -> None:
    left_behind(empty_app)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, WeekScreen)
        assert waits(empty_app)


async def test_two_of_them_are_asked_about_one_after_the_other(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    key = homes.key_of(empty_app.home)
    emergency.keep(empty_app.home, key, number, MINE + "nog een\n", BASE, AT + dt.timedelta(minutes=1))
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await asked(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert "nog een" in shown(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert stored(number) == MINE + "nog een\n"
        assert not waits(empty_app)


async def test_when_its_text_is_in_the_minutes_already_nothing_is_asked(empty_app: IbApp) -> None:
    left_behind(empty_app, BASE)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, WeekScreen)
        assert "stond al in het verslag" in said(pilot)
        assert not waits(empty_app)


async def test_of_minutes_that_are_gone_it_can_be_wiped(empty_app: IbApp) -> None:
    number = left_behind(empty_app)
    minutes.bin_minutes(number)
    change.forget_steps()
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "Dat verslag is er niet meer" in shown(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert not waits(empty_app)


async def test_that_of_another_user_is_left_to_her(empty_app: IbApp, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: "collega")
        left_behind(empty_app)
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, WeekScreen)
        assert waits(empty_app)


# ── an end that nobody chose ───────────────────────────────────────────────────


async def test_a_text_that_cannot_be_saved_when_the_app_must_end_is_locked_in_a_copy(
    empty_app: IbApp, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "PATIENCE", 5)
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        other_session.execute_sql("BEGIN IMMEDIATE")
        await write(pilot, "net voor het einde")
        with pytest.raises(StoreError, match="staat op slot in een noodkopie"):
            empty_app._save_before_the_end()
        (found,) = emergency.waiting(empty_app.home, homes.key_of(empty_app.home))
        assert "net voor het einde" in found.copy.text
        other_session.execute_sql("ROLLBACK")


async def test_a_text_that_cannot_be_saved_when_the_lock_falls_is_in_a_copy_until_it_can(
    empty_app: IbApp, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "PATIENCE", 5)
    monkeypatch.setattr(locking, "_RETRY", 0.1)
    number, key = blank(empty_app), homes.key_of(empty_app.home)
    assert key is not None
    copy_of_key = vault.DatabaseKey(bytes(key.raw()))
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        other_session.execute_sql("BEGIN IMMEDIATE")
        await write(pilot, "net voor het slot")
        await typed(pilot, "f12")
        assert not database.is_open()
        assert key.wiped
        (found,) = emergency.waiting(empty_app.home, copy_of_key)
        assert "net voor het slot" in found.copy.text
        await typed(pilot, "=oefenen", "enter")
        assert "Er is een kopie van, op slot" in said(pilot)
        other_session.execute_sql("ROLLBACK")
        await pilot.press("x")
        await settled(pilot)
        assert empty_app.save_all()
        assert "net voor het slot" in stored(number)
        assert not waits(empty_app)


async def test_a_half_typed_vangregel_comes_back_at_the_next_start(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "v", "=halve [b]regel")
        with pytest.raises(StoreError, match="vangregel staat op slot"):
            empty_app._save_before_the_end()
        await typed(pilot, "escape")
        offer(empty_app)
        await settled(pilot)
        assert "halve [b]regel" in shown(pilot)
        await typed(pilot, "v")
        assert isinstance(pilot.app.screen, QuickScreen)
        await typed(pilot, "enter")
        assert "Bewaard als" in said(pilot)
        assert not waits(empty_app)


async def test_what_is_copied_in_the_editor_stays_in_ibtui(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, blank(empty_app))
        await write(pilot, "Kwibus")
        driver = empty_app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", sent.append)
        for key in ("ctrl+c", "ctrl+x"):
            await pilot.press("shift+home", key)
        assert empty_app.clipboard == "Kwibus"
        assert not [one for one in sent if "]52;" in one]
        empty_app.send_to_clipboard("wel")
        assert [one for one in sent if "]52;" in one]


async def test_when_even_that_cannot_be_it_says_so(
    empty_app: IbApp, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "PATIENCE", 5)
    for folder in (empty_app.home.database.parent / emergency.FOLDER, empty_app.home.exports):
        folder.write_text("in de weg")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, blank(empty_app))
        other_session.execute_sql("BEGIN IMMEDIATE")
        await write(pilot, "net voor het einde")
        with pytest.raises(StoreError, match="kon niet worden bewaard"):
            empty_app._save_before_the_end()
        other_session.execute_sql("ROLLBACK")
