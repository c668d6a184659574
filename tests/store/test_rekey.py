"""A new key for the whole database: the same school, the same passphrases, and the old key opens nothing."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ibtui.errors import Busy, Corrupt, DiskFull, VaultError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import (
    audit,
    database,
    emergency,
    gate,
    key_file,
    key_slots,
    rekey,
    schools,
    search,
    swap,
    vault,
)
from ibtui.store import home as homes
from ibtui.store.database_key import DatabaseKey
from tests.store.conftest import TODAY, home_in
from tests.store.table import lay


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Secret]:
    """A school with rows of every kind, made once, and its recovery key."""
    folder = tmp_path_factory.mktemp("school")
    recovery = homes.create_home(home_in(folder), Secret("vier losse woorden hier"), label="Marit")
    lay(schools.set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY).id)
    database.close_store()
    return folder, Secret(recovery)


@pytest.fixture
def school(_made: tuple[Path, Secret], tmp_path: Path) -> Home:
    """A copy of it, closed."""
    for name in ("ibtui.db", "sleutels.json"):
        shutil.copy(_made[0] / name, tmp_path / name)
    return home_in(tmp_path)


@pytest.fixture
def key(school: Home, passphrase: Secret) -> DatabaseKey:
    return homes.unlock(school, passphrase)


def _rows(home: Home, key: DatabaseKey) -> dict[str, list[tuple[object, ...]]]:
    """All there is in it but the log, by table."""
    with database.beside(home.database, key) as other:
        tables = other.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
        names = [str(name) for (name,) in tables.fetchall()]
        skipped = {"audit_log", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
        return {
            name: sorted(map(tuple, other.execute_sql(f'SELECT * FROM "{name}"').fetchall()), key=repr)
            for name in names
            if name not in skipped
        }


@pytest.mark.parametrize("left", [b"", bytes(512) + b"\0\0\0\1" + bytes(range(256)) * 16])
def test_a_journal_that_a_kill_left_unused_harms_nothing(
    school: Home, passphrase: Secret, key: DatabaseKey, left: bytes
) -> None:
    """SQLite leaves one that was begun and never counted: it is put back nowhere, and goes with the next new key."""
    before, journal = _rows(school, key), school.database.with_name("ibtui.db-journal")
    journal.write_bytes(left)
    journal.chmod(0o600)
    homes.open_home(school, passphrase)
    database.close_store()
    assert _rows(school, key) == before
    after = rekey.renew(school, key)
    assert _rows(school, after) == before
    assert not journal.exists()


def _names(home: Home) -> set[str]:
    return {path.name for path in home.database.parent.iterdir()} - {
        gate.NAME,
        "ibtui.db-wal",
        "ibtui.db-shm",
    }


def test_the_same_rows_under_another_key(school: Home, key: DatabaseKey, passphrase: Secret) -> None:
    before, file = _rows(school, key), school.database.read_bytes()
    after = rekey.renew(school, key)
    assert after != key
    assert _rows(school, after) == before
    assert school.database.read_bytes() != file
    assert homes.unlock(school, passphrase) == after, "the passphrase stayed as it was"
    assert _names(school) == {"ibtui.db", "sleutels.json"}


def test_everything_works_as_before(school: Home, key: DatabaseKey, passphrase: Secret) -> None:
    homes.open_home(school, passphrase)
    found = search.find(schools.current().id, "sam")
    assert found
    version = database.connection().execute_sql("PRAGMA user_version").fetchone()
    rekey.renew(school, key)
    homes.open_home(school, passphrase)
    assert schools.current().name == "OEFENSCHOOL De Wilgenhoek"
    assert search.find(schools.current().id, "sam") == found
    assert database.connection().execute_sql("PRAGMA user_version").fetchone() == version
    with database.transaction():  # raises when the index doesn't hold what its own tables say
        database.connection().execute_sql("INSERT INTO search_index(search_index) VALUES ('integrity-check')")


def test_it_stands_in_the_log_and_the_chain_holds(school: Home, key: DatabaseKey, passphrase: Secret) -> None:
    rekey.renew(school, key)
    homes.open_home(school, passphrase)
    last = database.connection().execute_sql("SELECT who, action FROM audit_log ORDER BY id DESC LIMIT 1")
    assert last.fetchone() == (database.who(), rekey.ACTION)
    assert audit.verify() is None
    with pytest.raises(Exception, match="only grows"):
        database.connection().execute_sql("DELETE FROM audit_log")


def test_the_old_key_opens_nothing(school: Home, key: DatabaseKey) -> None:
    rekey.renew(school, key)
    with pytest.raises(Corrupt):
        database.open_store(school.database, key)
    with pytest.raises(WrongPassphrase, match="opnieuw versleuteld"):
        homes.open_unlocked(school, key)


def test_a_revoked_slot_of_an_old_copy_opens_nothing_new(
    school: Home, key: DatabaseKey, passphrase: Secret
) -> None:
    theirs = Secret("andere losse woorden daar")
    key_slots.add(school, key, "Bea", "bea", theirs)
    old_file = school.keys.read_bytes()
    key_slots.revoke(school, 3)
    rekey.renew(school, key)
    school.keys.write_bytes(old_file)
    with pytest.raises(Corrupt):
        database.open_store(school.database, vault.open(school.keys, theirs))


def test_every_slot_gets_the_new_key(school: Home, key: DatabaseKey, _made: tuple[Path, Secret]) -> None:
    key_slots.add(school, key, "Bea", "bea", Secret("andere losse woorden daar"))
    after = rekey.renew(school, key)
    assert vault.open(school.keys, Secret("andere losse woorden daar")) == after
    assert vault.open_with_recovery(school.keys, _made[1]) == after


@pytest.mark.parametrize("dies_at", ["ibtui.db", "sleutels.json", "never"])
def test_the_next_opening_finishes_what_a_kill_left(
    school: Home, key: DatabaseKey, passphrase: Secret, dies_at: str
) -> None:
    rows = _rows(school, key)
    child = os.fork()
    if child == 0:
        replace = Path.replace

        def dying(path: Path, target: Path) -> Path:
            if path.name == f"{dies_at}.nieuw":
                os._exit(9)
            return replace(path, target)

        Path.replace = dying  # type: ignore[assignment, method-assign]
        rekey.renew(school, key)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (0 if dies_at == "never" else 9)
    assert swap.is_left(school) == (dies_at != "never")
    homes.open_home(school, passphrase)
    after = homes.key_of(school)
    database.close_store()
    assert after is not None
    assert after != key
    assert _rows(school, after) == rows
    assert _names(school) == {"ibtui.db", "sleutels.json"}


def test_a_slot_of_before_is_refused_with_what_to_do(school: Home, key: DatabaseKey) -> None:
    slots = list(key_file.read(school.keys))
    old = key_file.KeySlot(
        slots[0].kind, "Oude Bea", 3, 64 * 1024 * 1024, os.urandom(16), wrapped=os.urandom(72)
    )
    key_file.write(school.keys, [*slots, old], replace=True)
    before = (school.database.read_bytes(), school.keys.read_bytes())
    with pytest.raises(VaultError, match="Oude Bea is nog van een oudere ibtui"):
        rekey.renew(school, key)
    assert (school.database.read_bytes(), school.keys.read_bytes()) == before
    assert _names(school) == {"ibtui.db", "sleutels.json"}


def test_a_slot_that_was_slipped_in_gets_no_key(school: Home, key: DatabaseKey, tmp_path: Path) -> None:
    other = home_in(tmp_path / "van een ander")
    other.database.parent.mkdir()
    vault.create(other.keys, Secret("woorden van een ander"), "vreemd")
    stranger = key_file.read(other.keys)[0]
    key_file.write(school.keys, [*key_file.read(school.keys), stranger], replace=True)
    with pytest.raises(VaultError, match="buiten ibtui om"):
        rekey.renew(school, key)
    assert not swap.is_left(school)


def test_it_tells_how_far_it_is(school: Home, key: DatabaseKey) -> None:
    heard: list[float] = []
    rekey.renew(school, key, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 10


@pytest.mark.parametrize("when", [0.0, 0.5, 0.85])
def test_broken_off_half_way_all_is_as_it_was(school: Home, key: DatabaseKey, when: float) -> None:
    before, keys = _rows(school, key), school.keys.read_bytes()

    def stop(part: float) -> None:
        if part >= when:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rekey.renew(school, key, stop)
    assert _names(school) == {"ibtui.db", "sleutels.json"}
    assert school.keys.read_bytes() == keys
    assert _rows(school, key) == before


def test_another_session_that_has_it_open(
    school: Home, key: DatabaseKey, passphrase: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.05)
    assert _in_another_process(lambda: _refused(school, key), school, passphrase)
    rekey.renew(school, key)  # it has left by now


def test_another_connection_that_knows_no_lock(school: Home, key: DatabaseKey) -> None:
    """An ibtui of before, idle: SQLite itself knows of it."""
    with database.beside(school.database, key) as other:
        other.execute_sql("SELECT count(*) FROM audit_log").fetchone()
        gate.leave()
        assert _refused(school, key)
    assert _names(school) == {"ibtui.db", "sleutels.json"}


def test_a_full_disk_is_said_before_anything_is_written(
    school: Home, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekey, "_ROOM", 1 << 60)
    with pytest.raises(DiskFull, match="past geen tweede versie"):
        rekey.renew(school, key)
    assert _names(school) == {"ibtui.db", "sleutels.json"}


def test_an_emergency_copy_goes_along(school: Home, key: DatabaseKey, passphrase: Secret) -> None:
    emergency.keep(school, key, 1, "een tekst die nergens anders staat", "", dt.datetime(2026, 11, 24, 9, 0))
    after = rekey.renew(school, key)
    assert [one.copy.text for one in emergency.waiting(school, after)] == [
        "een tekst die nergens anders staat"
    ]
    assert emergency.waiting(school, key) == []


def _refused(school: Home, key: DatabaseKey) -> bool:
    before = school.keys.read_bytes()
    with pytest.raises(Busy, match="nog ergens open"):
        rekey.renew(school, key)
    return school.keys.read_bytes() == before


def _in_another_process(then: Callable[[], bool], school: Home, passphrase: Secret) -> bool:
    """What `then` says while another process has the school open."""
    (hear, say), (wait, go) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        homes.open_home(school, passphrase)
        os.write(say, b"x")
        os.read(wait, 1)
        os._exit(0)
    os.close(wait)
    os.read(hear, 1)
    try:
        return then()
    finally:
        os.close(go)
        os.waitpid(child, 0)
