"""Going back to a backup: what is seen first, what is put aside, and that it's all or nothing."""

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import pytest

from ibtui.errors import BadInput, Busy, Corrupt, DiskFull, Missing, StoreError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.store import (
    audit,
    backup,
    backup_file,
    backup_format,
    database,
    gate,
    home,
    key_slots,
    restore,
    vault,
)
from ibtui.store.models import AuditLog
from tests.store.backup_school import PASSPHRASE, Kept
from tests.store.backup_school import _kept_once as _kept_once
from tests.store.backup_school import kept as kept
from tests.store.conftest import TODAY, home_in

TYPED = Secret(PASSPHRASE)


@pytest.fixture
def old(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup with Roos in it; after it came Sam. The school is closed."""
    monkeypatch.setattr(database, "now", lambda: dt.datetime(2026, 11, 24, 9))
    kept.add_pupil("Roos")
    path = backup.backup_now(kept.home, TODAY)
    monkeypatch.setattr(database, "now", lambda: dt.datetime(2026, 11, 24, 15, 30))
    kept.add_pupil("Sam")
    database.close_store()
    return path


def go_back(kept: Kept, path: Path, typed: Secret = TYPED) -> Path | None:
    with restore.unpacked(kept.home, path, typed) as back:
        return restore.restore(kept.home, back, restore.present(kept.home, typed, back))


def now_in(kept: Kept) -> set[str]:
    home.open_home(kept.home, TYPED)
    try:
        return kept.pupils()
    finally:
        database.close_store()


def test_it_says_what_is_in_it_and_what_would_be_lost(kept: Kept, old: Path) -> None:
    with restore.unpacked(kept.home, old, TYPED) as back:
        now = restore.present(kept.home, TYPED, back)
    assert now is not None
    assert back.made_at == dt.datetime(2026, 11, 24, 9)
    assert (back.facts.rows["pupil"], now.facts.rows["pupil"]) == (1, 2)
    assert now.same
    assert [(one.action, one.times) for one in now.gone] == [("leerling toegevoegd", 1)]
    assert back.ways_in == ()
    assert now_in(kept) == {"Roos", "Sam"}
    assert not list(kept.home.database.parent.glob(".ibtui-*"))


def test_going_back_puts_the_present_aside_and_that_opens_too(kept: Kept, old: Path) -> None:
    aside = go_back(kept, old)
    assert aside == kept.folder / "voor-herstel-2026-11-24-153000.ibtui"
    assert now_in(kept) == {"Roos"}
    go_back(kept, aside)
    assert now_in(kept) == {"Roos", "Sam"}


def test_the_log_says_that_it_was_done_and_its_chain_goes_on(kept: Kept, old: Path) -> None:
    before = old.read_bytes()
    go_back(kept, old)
    restore.settle_in(kept.home, kept.key)
    assert old.read_bytes() == before  # of the same day, and yet it stays
    home.open_home(kept.home, TYPED)
    actions = [line.action for line in AuditLog.select().order_by(AuditLog.id.desc()).limit(2)]
    assert actions == ["reservekopie gemaakt", "reservekopie teruggezet"]
    newest = backup.newest(kept.home)
    assert newest is not None
    written_down = backup_format.read(newest[1])
    heads = [audit.kept_head(kept.home), audit.Head(written_down.lines, written_down.digest)]
    assert audit.verify([head for head in heads if head]) is None


def test_killed_just_after_it_the_log_does_not_look_cut(kept: Kept, old: Path) -> None:
    home.open_home(kept.home, TYPED)
    audit.close()
    assert audit.kept_head(kept.home) is not None
    go_back(kept, old)  # and then the power goes
    home.open_home(kept.home, TYPED)
    assert audit.verify_here() is None


def test_going_back_to_the_same_moment_twice_puts_two_aside(kept: Kept, old: Path) -> None:
    asides = [go_back(kept, old), go_back(kept, old)]
    names = ["voor-herstel-2026-11-24-153000.ibtui", "voor-herstel-2026-11-24-153000-2.ibtui"]
    assert [aside.name for aside in asides if aside] == names
    found = [one for one in backup.backups(kept.home) if one.kind is backup.Kind.ASIDE]
    assert [one.path.name for one in found] == names[::-1]


def test_by_the_recovery_key_of_then(kept: Kept, old: Path) -> None:
    with restore.unpacked(kept.home, old, Secret(kept.recovery.lower())) as back:
        assert back.key == kept.key


def test_a_wrong_passphrase_says_which_one_is_meant(kept: Kept, old: Path) -> None:
    with pytest.raises(WrongPassphrase, match="toen hij gemaakt werd"):
        go_back(kept, old, Secret("een heel ander wachtwoord"))


def test_whose_keys_come_back_is_known_before(kept: Kept, old: Path) -> None:
    key_slots.change_passphrase(kept.home, TYPED, Secret("een ander lang wachtwoord"))
    with restore.unpacked(kept.home, old, TYPED) as back:
        assert back.ways_in == ("Marit",)
        with pytest.raises(WrongPassphrase):
            restore.present(kept.home, TYPED, back)


def test_on_a_new_computer(kept: Kept, old: Path, tmp_path: Path) -> None:
    there = home_in(tmp_path / "nieuw")
    with restore.unpacked(there, old, TYPED) as back:
        assert restore.present(there, TYPED, back) is None
        assert restore.restore(there, back, None) is None
    home.open_home(there, TYPED)
    assert kept.pupils() == {"Roos"}


def test_a_present_state_that_does_not_open_is_put_aside_as_it_is(kept: Kept, old: Path) -> None:
    damaged = bytearray(kept.home.database.read_bytes())
    damaged[5000:6000] = bytes(1000)
    kept.home.database.write_bytes(damaged)
    with restore.unpacked(kept.home, old, TYPED) as back:
        aside = restore.restore(kept.home, back, None)
    assert aside == kept.folder / "voor-herstel-2026-11-24-153000"
    assert (aside / "ibtui.db").read_bytes() == damaged
    assert now_in(kept) == {"Roos"}
    assert aside in [one.path for one in backup.backups(kept.home)]


def test_a_key_file_without_its_database_is_put_aside_too(kept: Kept, old: Path) -> None:
    kept.home.database.unlink()
    keys = kept.home.keys.read_bytes()
    with restore.unpacked(kept.home, old, TYPED) as back:
        assert restore.present(kept.home, TYPED, back) is None
        aside = restore.restore(kept.home, back, None)
    assert aside is not None
    assert [(one.name, one.read_bytes()) for one in aside.iterdir()] == [("sleutels.json", keys)]
    assert now_in(kept) == {"Roos"}


def test_not_while_another_session_is_in(kept: Kept, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_PATIENCE", 0.1)
    with restore.unpacked(kept.home, old, TYPED) as back:
        now = restore.present(kept.home, TYPED, back)
        database.open_store(kept.home.database, kept.key)
        with pytest.raises(Busy, match="nog ergens open"):
            restore.restore(kept.home, back, now)
    assert now_in(kept) == {"Roos", "Sam"}


def test_too_little_room_is_said_before_anything_is_done(
    kept: Kept, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.names()
    with restore.unpacked(kept.home, old, TYPED) as back:
        now = restore.present(kept.home, TYPED, back)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: _Full())
        with pytest.raises(DiskFull, match="Er is niets begonnen"):
            restore.restore(kept.home, back, now)
    assert kept.names() == before
    assert now_in(kept) == {"Roos", "Sam"}


class _Full:
    free = 100_000


def test_a_folder_of_an_older_ibtui_can_be_put_back(kept: Kept, old: Path) -> None:
    folder = kept.folder / "dag-2026-11-20"
    folder.mkdir()
    backup_format.unpack(old, folder)
    go_back(kept, folder)
    assert now_in(kept) == {"Roos"}


def test_a_newer_schema_is_refused_and_an_unsound_one_too(kept: Kept, old: Path) -> None:
    database.open_store(kept.home.database, kept.key)
    database.connection().execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')"
    )
    newer = kept.folder / "nieuwer.ibtui"
    backup_file.make(newer, kept.home.keys, "")
    database.close_store()
    with pytest.raises(StoreError, match="van een nieuwere ibtui"):
        go_back(kept, newer)


def test_a_plain_database_in_a_backup_is_refused(kept: Kept, old: Path) -> None:
    folder = kept.folder / "dag-2026-11-19"
    folder.mkdir()
    shutil.copy(kept.home.keys, folder)
    plain = sqlite3.connect(folder / "ibtui.db")
    plain.execute("CREATE TABLE pupil (id INTEGER)")
    plain.close()
    with pytest.raises(Corrupt):
        go_back(kept, folder)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.98])
def test_a_cut_backup_changes_nothing(kept: Kept, old: Path, tmp_path: Path, share: float) -> None:
    raw = old.read_bytes()
    (tmp_path / "half.ibtui").write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises((Corrupt, BadInput)):
        go_back(kept, tmp_path / "half.ibtui")
    with pytest.raises(Missing):
        go_back(kept, tmp_path / "weg.ibtui")
    assert now_in(kept) == {"Roos", "Sam"}


def test_a_step_that_fails_on_the_way_leaves_the_present(
    kept: Kept, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("De gegevens konden niet worden bijgewerkt")

    monkeypatch.setattr(restore, "migrate", refuse)
    with pytest.raises(StoreError, match="niet worden bijgewerkt"):
        go_back(kept, old)
    assert now_in(kept) == {"Roos", "Sam"}
    assert vault.open(kept.home.keys, TYPED) == kept.key
