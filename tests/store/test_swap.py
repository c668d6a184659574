"""Database and key file are replaced together: both new ones, or both old ones."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ibtui.errors import Busy, Corrupt
from ibtui.settings import Home
from ibtui.store import gate, key_file, swap
from tests.store.conftest import home_in

OLD, NEW = b"oude gegevens", b"nieuwe gegevens"


@pytest.fixture
def school(tmp_path: Path) -> Home:
    """Two plain files: a swap looks into neither."""
    home = home_in(tmp_path)
    home.database.write_bytes(OLD)
    home.keys.write_bytes(b"oude sleutels")
    return home


def _there(home: Home) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in home.database.parent.iterdir()}
    found.pop(gate.NAME, None)
    return found


BEFORE = {"ibtui.db": OLD, "sleutels.json": b"oude sleutels"}
AFTER = {"ibtui.db": NEW, "sleutels.json": b"nieuwe sleutels"}


def _fill(new: swap.Staged) -> None:
    new.database.write_bytes(NEW)
    new.keys.write_bytes(b"nieuwe sleutels")


def test_both_are_replaced_and_nothing_is_left(school: Home) -> None:
    with swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
        assert _there(school).items() >= BEFORE.items(), "the old ones stay until the new ones are whole"
    assert _there(school) == AFTER
    assert not swap.is_left(school)


def test_after_a_fault_the_old_ones_are_as_they_were(school: Home) -> None:
    with pytest.raises(ValueError, match="stuk"), swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
        raise ValueError("stuk")
    assert _there(school) == BEFORE


def test_a_change_of_a_slot_that_began_before_does_not_end_over_the_new_keys(
    school: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "_PATIENCE", 0.05)
    with key_file.locked(school.keys), pytest.raises(Busy), swap.both(school, swap.Why.RESTORE):
        pass
    with swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
        with pytest.raises(Busy), key_file.locked(school.keys):
            pass
    assert _there(school) == AFTER


def test_a_link_in_place_of_what_is_written_down_is_refused(school: Home) -> None:
    (school.database.parent / swap.NAME).symlink_to("elders")
    with pytest.raises(Corrupt, match="verwijzing"), swap.both(school, swap.Why.RESTORE):
        pass
    with pytest.raises(Corrupt, match="rm "):
        swap.finish_left(school)
    assert not (school.database.parent / "elders").exists()


def test_a_new_file_that_was_never_made_changes_nothing(school: Home) -> None:
    with pytest.raises(Exception, match="is er niet"), swap.both(school, swap.Why.RESTORE) as new:
        new.database.write_bytes(NEW)
    assert _there(school) == BEFORE


def test_what_lay_beside_the_old_database_goes_with_it(school: Home) -> None:
    """A -wal of the old one under the new one would be damage."""
    for rest in ("-wal", "-shm"):
        school.database.with_name(f"ibtui.db{rest}").write_bytes(b"van de oude")
    with swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
    assert _there(school) == AFTER


def test_a_new_database_that_is_still_open_is_a_mistake(school: Home) -> None:
    with pytest.raises(RuntimeError, match="close the new"), swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
        new.database.with_name(f"{new.database.name}-wal").write_bytes(b"nog niet in de database")
    assert _there(school) == BEFORE


def test_new_files_may_be_read_by_whom_the_old_ones_could(school: Home) -> None:
    school.database.chmod(0o660)
    school.keys.chmod(0o600)
    with swap.both(school, swap.Why.RESTORE) as new:
        _fill(new)
        new.database.chmod(0o644)
    assert [path.stat().st_mode & 0o777 for path in (school.database, school.keys)] == [0o660, 0o600]


def test_a_school_that_lost_its_files_can_be_restored(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    with swap.both(home, swap.Why.RESTORE) as new:
        _fill(new)
    assert _there(home) == AFTER
    assert home.database.stat().st_mode & 0o777 == 0o600


def _killed_after(steps: int, school: Home) -> bool:
    """A process that swaps, and dies at its so-manieth call that changes a name; whether it died."""
    child = os.fork()
    if child == 0:
        left = [steps]

        def dying(call: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **more: object) -> object:
                if left[0] == 0:
                    os._exit(9)
                left[0] -= 1
                return call(*arguments, **more)

            return step

        Path.replace = dying(Path.replace)  # type: ignore[assignment]
        Path.unlink = dying(Path.unlink)  # type: ignore[assignment]
        with swap.both(school, swap.Why.RENEW) as new:
            _fill(new)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_whenever_it_dies_the_next_one_finds_both_old_or_both_new(tmp_path: Path) -> None:
    ends = []
    for steps in range(60):
        folder = tmp_path / str(steps)
        folder.mkdir()
        home = home_in(folder)
        home.database.write_bytes(OLD)
        home.database.with_name("ibtui.db-wal").write_bytes(b"")
        home.keys.write_bytes(b"oude sleutels")
        died = _killed_after(steps, home)
        swap.finish_left(home)
        found = {name: data for name, data in _there(home).items() if not name.endswith((".tmp", "-wal"))}
        assert found in (BEFORE, AFTER), f"died at step {steps}"
        ends.append(found == AFTER)
        if not died:
            break
    assert ends == sorted(ends), "old until some moment, new from there"
    assert len(ends) > 12, "there were moments to die at"
    assert ends[-1]


def test_a_stranger_s_file_is_not_put_in_place(school: Home) -> None:
    assert _killed_after(_steps_to_the_first_rename(school), school)
    swap.staged(school).database.write_bytes(b"van een ander")
    with pytest.raises(Corrupt, match="niet het bestand dat ibtui daar maakte"):
        swap.finish_left(school)
    assert school.database.read_bytes() == OLD


def _steps_to_the_first_rename(school: Home) -> int:
    """How many steps until it was written down that the new ones are whole."""
    trial = school.database.parent / "proef"
    for steps in range(60):
        trial.mkdir()
        other = home_in(trial)
        other.database.write_bytes(OLD)
        other.keys.write_bytes(b"oude sleutels")
        _killed_after(steps, other)
        journal = trial / swap.NAME
        ready = journal.exists() and json.loads(journal.read_bytes())["stap"] == "wisselen"
        for path in trial.iterdir():
            os.unlink(path)  # noqa: PTH108
        trial.rmdir()
        if ready:
            return steps
    raise AssertionError("never ready")


@pytest.mark.parametrize(
    "written", [b"", b"{", b"[]", b'{"ibtui": "wissel", "versie": 1, "stap": "dansen"}', b"x" * 9000]
)
def test_a_damaged_note_is_said_and_touches_nothing(school: Home, written: bytes) -> None:
    (school.database.parent / swap.NAME).write_bytes(written)
    with pytest.raises(Corrupt, match=r"wissel\.json is beschadigd"):
        swap.finish_left(school)
    assert _there(school).items() >= BEFORE.items()


def test_without_anything_left_there_is_nothing_to_do(school: Home) -> None:
    assert swap.finish_left(school) is swap.Left.NOTHING
    assert _there(school) == BEFORE


def test_nobody_swaps_while_a_session_is_in(school: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.05)
    gate.enter(school.database)
    try:
        with pytest.raises(Busy, match="nog ergens open"), swap.both(school, swap.Why.RENEW):
            raise AssertionError("came in")
    finally:
        gate.leave()
    assert _there(school) == BEFORE


def test_nobody_comes_in_while_it_is_swapped(school: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.05)
    with swap.both(school, swap.Why.RENEW) as new:
        _fill(new)
        child = os.fork()
        if child == 0:
            gate._alone = None
            try:
                gate.enter(school.database)
            except Busy:
                os._exit(3)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    gate.enter(school.database)
    gate.leave()


def test_a_link_in_place_of_the_lock_is_not_followed(school: Home, tmp_path: Path) -> None:
    target = tmp_path / "van een ander"
    (school.database.parent / gate.NAME).symlink_to(target)
    with pytest.raises(Exception, match="kan geen slot"), gate.alone(school.database):
        raise AssertionError("came in")
    assert not target.exists()
