"""Keeping what is typed: the newest text wins, whoever brings it."""

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.app import IbApp
from ibtui.screens import editor_keeper
from ibtui.screens.editor_keeper import Keeper
from ibtui.store import minutes
from tests.screens.test_minutes import blank, other_session, stored

__all__ = ["other_session"]


def silent() -> None:
    """Nobody is told."""


@pytest.fixture
def keeper(empty_app: IbApp) -> Keeper:
    return Keeper(minutes.load(blank(empty_app)), silent)


@pytest.mark.parametrize("_again", range(20))
def test_an_older_text_that_waits_never_goes_over_a_newer_one_that_was_saved(
    keeper: Keeper, _again: int
) -> None:
    keeper.offer("abc", 1)
    assert keeper.save("abcd", 2, 800)
    keeper.close()
    assert stored(keeper.row.id) == "abcd"
    assert keeper.saved_edits == 2


def test_what_is_offered_last_is_saved_before_the_thread_ends(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_keeper, "SOON", 600.0)
    for number in range(1, 9):
        keeper.offer("a" * number, number)
    keeper.close()
    assert stored(keeper.row.id) == "a" * 8


def test_in_a_conflict_the_newest_text_is_the_one_kept_aside(
    keeper: Keeper, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_keeper, "SOON", 600.0)
    other_session.execute_sql(
        "UPDATE minutes SET text = 'van de ander', version = version + 1 WHERE id = ?", (keeper.row.id,)
    )
    keeper.offer("m", 1)
    assert not keeper.save("meer", 2, 800)
    keeper.close()
    assert keeper.divided
    assert "meer" in [row.text for row in minutes.revisions(keeper.row.id)]
    assert stored(keeper.row.id) == "van de ander"


def test_another_sessions_lock_holds_up_no_look(keeper: Keeper, other_session: SqlCipherDatabase) -> None:
    keeper.offer("abc", 1)
    other_session.execute_sql("BEGIN IMMEDIATE")
    keeper.rest()
    assert not keeper.is_older_than(keeper.row)
    assert keeper.read("? iets").questions
    other_session.execute_sql("ROLLBACK")
    keeper.close()


def test_letters_with_loose_accents_are_known_as_saved(keeper: Keeper) -> None:
    assert keeper.save("re\u0301union", 1, 800)
    assert keeper.is_saved("re\u0301union")
    assert keeper.is_saved("réunion")
    keeper.close()


def test_a_text_in_an_emergency_copy_is_safe_but_not_called_saved(keeper: Keeper, empty_app: IbApp) -> None:
    row = keeper.row
    path = keeper.to_file("alleen hier", empty_app.home, row.saved_at)
    assert b"alleen hier" not in path.read_bytes()
    assert keeper.is_kept("alleen hier")
    assert not keeper.is_saved("alleen hier")
    assert keeper.base == row.text


def test_the_thread_that_saves_flushes_as_the_main_connection_does(keeper: Keeper) -> None:
    import threading

    from ibtui.store import database

    found: list[object] = []

    def ask(name: str) -> object:
        return database.connection().execute_sql(f"PRAGMA {name}").fetchone()[0]

    def look() -> None:
        with database.in_thread():
            found.extend(ask(name) for name in ("synchronous", "secure_delete", "foreign_keys"))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [ask(name) for name in ("synchronous", "secure_delete", "foreign_keys")]
