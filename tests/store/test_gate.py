"""The lock on a school's folder: many sessions are in, or one that replaces its files."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ibtui.errors import Busy, StoreError
from ibtui.store import database, gate
from tests.store.conftest import KEY


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ibtui.db"
    path.touch(0o600)
    return path


def _elsewhere(does: Callable[[], object]) -> str:
    """What another process gets: "" or the name of the error."""
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        gate.leave()
        gate._alone = None
        try:
            does()
        except Exception as error:  # noqa: BLE001
            os.write(says, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(says)
    os.waitpid(child, 0)
    said = os.read(hears, 100).decode()
    os.close(hears)
    return said


def _alone(file: Path) -> None:
    with gate.alone(file):
        pass


def test_sessions_come_in_together(file: Path) -> None:
    gate.enter(file)
    assert _elsewhere(lambda: gate.enter(file)) == ""
    gate.leave()


def test_a_link_in_its_place_lets_nobody_in_unseen(file: Path) -> None:
    (file.parent / gate.NAME).symlink_to(file.parent / "niets")
    with pytest.raises(StoreError, match="kan geen slot"):
        gate.enter(file)
    assert not (file.parent / "niets").exists()


def test_who_wants_to_be_alone_waits_until_all_are_out(file: Path) -> None:
    gate.enter(file)
    assert _elsewhere(lambda: _alone(file)) == "Busy"
    gate.leave()
    assert _elsewhere(lambda: _alone(file)) == ""


def test_a_visit_counts_too(file: Path) -> None:
    gate.enter(file)
    with gate.visit(file):
        gate.leave()
        assert _elsewhere(lambda: _alone(file)) == "Busy"


def test_a_visit_makes_no_lock_in_a_folder_of_copies(file: Path) -> None:
    with gate.visit(file):
        assert not file.with_name(gate.NAME).exists()


def test_nobody_comes_in_meanwhile(file: Path) -> None:
    with gate.alone(file), gate.alone(file):
        assert _elsewhere(lambda: gate.enter(file)) == "Busy"
        gate.enter(file)  # its own work goes on
    assert _elsewhere(lambda: gate.enter(file)) == ""


def test_a_process_that_dies_lets_go(file: Path) -> None:
    assert _elsewhere(lambda: gate.alone(file).__enter__()) == ""
    _alone(file)


def test_an_open_database_is_a_session_in(empty_store: Path) -> None:
    database.close_store()
    assert _elsewhere(lambda: _alone(empty_store)) == ""
    database.open_store(empty_store, KEY)
    assert _elsewhere(lambda: _alone(empty_store)) == "Busy"
    database.close_store()
    assert _elsewhere(lambda: _alone(empty_store)) == ""


def test_a_database_that_is_being_replaced_does_not_open(empty_store: Path) -> None:
    database.close_store()
    with gate.alone(empty_store):
        assert _elsewhere(lambda: database.open_store(empty_store, KEY)) == "Busy"


def test_a_look_at_another_school_while_it_is_replaced(empty_store: Path) -> None:
    def look() -> None:
        with database.beside(empty_store, KEY):
            pass

    database.close_store()
    with gate.alone(empty_store):
        assert _elsewhere(look) == "Busy"
    assert _elsewhere(look) == ""


def test_the_lock_is_as_private_as_the_rest(file: Path) -> None:
    _alone(file)
    assert stat.S_IMODE(file.with_name(gate.NAME).stat().st_mode) == 0o600


def test_the_words(file: Path) -> None:
    gate.enter(file)
    try:
        with pytest.raises(Busy, match="Sluit ibtui in elk venster"), gate.alone(file):
            raise AssertionError("came in")
    finally:
        gate.leave()
    with pytest.raises(StoreError, match="kan geen slot"), gate.alone(file.parent / "weg" / "ibtui.db"):
        raise AssertionError("came in")
