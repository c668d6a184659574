"""What the top line says of saving is true at every moment, and nothing of it holds up a key."""

import threading

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.app import IbApp
from ibtui.screens import editor_places
from ibtui.screens.editor_saving import Saving
from ibtui.screens.minutes_list import MinutesListScreen
from ibtui.store import minutes
from tests.screens.conftest import settled, shown
from tests.screens.test_minutes import area, blank, note, opened, other_session, stored, until, write

__all__ = ["other_session"]


def _threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "ibtui-bewaren"]


async def test_bewaard_stands_there_only_when_every_letter_is(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert note(pilot).startswith("bewaard")
        said: list[tuple[str, bool]] = []
        tell = area(pilot).on_edit

        def typed() -> None:
            tell()
            said.append((note(pilot)[:7], stored(number) == area(pilot).text))

        area(pilot).on_edit = typed
        await write(pilot, "Roos leest")
        assert {word for word, _kept in said} == {"bewaart"}
        assert not any(kept for _word, kept in said)
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        assert stored(number) == area(pilot).text


async def test_bewaard_waits_until_no_key_came_for_a_moment(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word would cost more bytes than the letters; what is typed is kept all the same."""
    monkeypatch.setattr(Saving, "CALM", 60.0)
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, number)
        await write(pilot, "Roos leest")
        await until(pilot, lambda: stored(number) == area(pilot).text)
        await settled(pilot)
        assert note(pilot).startswith("bewaart")
        assert screen.flush()  # leaving doesn't wait for it
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen)


async def test_taking_a_letter_back_is_saved_too(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        before = area(pilot).text
        await write(pilot, "x")
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        assert stored(number) == before


async def test_leaving_ends_the_thread_that_saves(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await write(pilot, "Roos leest")
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        assert _threads() == ["ibtui-bewaren"]
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen)
        assert _threads() == []


async def test_its_own_saves_are_not_taken_for_another_sessions(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, number)
        await write(pilot, "Roos leest")
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        assert screen.keeper is not None
        assert screen.keeper.at_work
        assert not screen.changed_elsewhere()
        other_session.execute_sql("UPDATE school SET name = 'OEFENSCHOOL OOST', version = version + 1")
        await until(pilot, lambda: empty_app.school.name == "OEFENSCHOOL OOST")


async def test_undo_goes_on_after_leaving_and_coming_back(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        before = area(pilot).text
        await write(pilot, "Roos")
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Roos" in area(pilot).text
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert area(pilot).text == before


async def test_undo_starts_anew_when_another_session_wrote_meanwhile(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await write(pilot, "Roos")
        await pilot.press("escape")
        await settled(pilot)
        other_session.execute_sql(
            "UPDATE minutes SET text = 'van de ander', version = version + 1 WHERE id = ?", (number,)
        )
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert area(pilot).text == "van de ander"


async def test_what_was_left_is_remembered_for_a_few_texts_only(empty_app: IbApp) -> None:
    number = blank(empty_app)
    editor_places.forget()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        for other in range(30):
            editor_places.leave((empty_app.home.database, 1000 + other), area(pilot))
        assert len(editor_places._left) == 20


async def test_esc_saves_what_was_typed_in_the_same_breath(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("R", "o", "o", "s", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen), shown(pilot)
    assert "Roos" in minutes.load(number).text
