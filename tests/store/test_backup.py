"""The backups of a school: one file each that opens again, for nobody else, and never at the cost of an earlier one."""

import datetime as dt
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.errors import BadInput, Corrupt, DiskFull, StoreError
from ibtui.files import AlreadyThere
from ibtui.secret import Secret
from ibtui.store import audit, backup, backup_file, backup_format, database, vault, whole_copy
from ibtui.store.copy_facts import Facts, facts
from ibtui.store.models import AuditLog
from tests.store.backup_school import PASSPHRASE, Kept
from tests.store.backup_school import _kept_once as _kept_once
from tests.store.backup_school import kept as kept
from tests.store.conftest import KEY, TODAY

NOW = dt.datetime(2026, 11, 24, 15, 30)


@pytest.fixture(autouse=True)
def half_past_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "now", lambda: NOW)


def file_of(days_ago: int, minute: int = 0) -> str:
    return f"ibtui-{TODAY - dt.timedelta(days=days_ago)}-09{minute:02}.ibtui"


def test_a_backup_is_one_file_that_opens_with_the_passphrase(kept: Kept, tmp_path: Path) -> None:
    kept.add_pupil("Roos")
    path = backup.backup_now(kept.home, TODAY)
    assert path == kept.folder / "ibtui-2026-11-24-153000.ibtui"
    assert kept.names() == [path.name]
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["manifest.json", "ibtui.db", "sleutels.json"]
        archive.extractall(tmp_path / "uit")
    database.open_store(
        tmp_path / "uit" / "ibtui.db", vault.open(tmp_path / "uit" / "sleutels.json", Secret(PASSPHRASE))
    )
    assert kept.pupils() == {"Roos"}


def test_a_signal_to_stop_halfway_ends_it_and_leaves_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway = []

    def stopped(store: SqlCipherDatabase, schema: str = "main") -> Facts:
        if schema != "main":
            halfway.append(store.execute_sql(f"SELECT * FROM {schema}.sqlite_master"))
            halfway[0].fetchone()  # while a question is being answered nothing can be detached
            raise SystemExit(143)
        return facts(store)

    monkeypatch.setattr(whole_copy, "facts", stopped)
    with pytest.raises(SystemExit):
        backup.backup_now(kept.home, TODAY)
    halfway.clear()
    assert kept.names() == []


def test_two_of_one_moment_are_two_files_and_the_later_is_the_newest(kept: Kept) -> None:
    first = backup.backup_now(kept.home, TODAY)
    kept.add_pupil("Sam")
    second = backup.backup_now(kept.home, TODAY)
    assert second.name == "ibtui-2026-11-24-153000-2.ibtui"
    assert [one.path for one in backup.backups(kept.home)] == [second, first]
    assert backup.newest(kept.home) == (NOW, second)


def test_one_of_an_older_ibtui_with_only_the_minute_in_its_name_counts_too(kept: Kept) -> None:
    path = backup.backup_now(kept.home, TODAY)
    old = path.rename(kept.folder / "ibtui-2026-11-24-1529.ibtui")
    assert backup.newest(kept.home) == (NOW.replace(minute=29), old)
    assert backup.backup_now(kept.home, TODAY) == path
    assert kept.names() == [old.name, path.name]  # of today all stay


def test_nobody_else_may_read_it_and_nothing_in_it_is_readable(kept: Kept) -> None:
    kept.add_pupil("Merktekenroos")
    path = backup.backup_now(kept.home, TODAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    raw = path.read_bytes()
    assert b"SQLite format 3" not in raw
    assert b"Merktekenroos" not in raw and b"Wilgenhoek" not in raw


def test_it_says_what_it_is_without_a_passphrase(kept: Kept) -> None:
    head = audit.head()
    found = backup_format.read(backup.backup_now(kept.home, TODAY), whole=True)
    assert (found.made_at, found.school, found.lines, found.digest) == (NOW, "", head.count, head.digest)
    assert found.schema[0] == "0001_start" and len(found.schema) >= 8
    assert set(found.members) == {"ibtui.db", "sleutels.json"}


def test_it_leaves_a_line_in_the_log_and_is_the_backup_of_that_day(kept: Kept) -> None:
    assert backup.newest(kept.home) is None
    assert not backup.made_on(kept.home, TODAY)
    path = backup.backup_now(kept.home, TODAY)
    assert AuditLog.select().order_by(AuditLog.id.desc()).first().action == "reservekopie gemaakt"
    assert audit.verify() is None
    assert backup.made_on(kept.home, TODAY)
    assert backup.newest(kept.home) == (NOW, path)


def test_the_newest_of_a_day_stays_and_what_is_not_ours_is_not_touched(kept: Kept) -> None:
    kept.folder.mkdir()
    mine = {file_of(days) for days in range(1, 7)}
    for name in (*mine, file_of(1, 30), "brief.ibtui", "ibtui-voor-0006.db"):
        (kept.folder / name).write_bytes(b"x")
    backup.backup_now(kept.home, TODAY)
    there = {"ibtui-2026-11-24-153000.ibtui", file_of(1, 30), "brief.ibtui", "ibtui-voor-0006.db"}
    assert set(kept.names()) == there | mine - {file_of(1)}


def test_folders_of_an_older_ibtui_count_and_are_thinned_out_too(kept: Kept) -> None:
    for days in (0, 1, 400):
        folder = kept.folder / f"dag-{TODAY - dt.timedelta(days=days)}"
        folder.mkdir(parents=True)
        for name in ("ibtui.db", "sleutels.json"):
            (folder / name).write_bytes(b"x")
    assert backup.made_on(kept.home, TODAY)
    backup.backup_now(kept.home, TODAY)
    assert kept.names() == ["dag-2026-11-23", "dag-2026-11-24", "ibtui-2026-11-24-153000.ibtui"]


def test_copies_of_before_a_restore_or_a_new_schema_stay_a_year(kept: Kept) -> None:
    kept.folder.mkdir()
    young = ["voor-herstel-2026-01-10-120000.ibtui", "ibtui-voor-0008_x-20260110-120000.ibtui"]
    old = ["voor-herstel-2025-01-10-120000.ibtui", "ibtui-voor-0006_x-20250110-120000.db"]
    for name in (*young, *old):
        (kept.folder / name).write_bytes(b"x")
    assert backup.newest(kept.home) is None
    backup.backup_now(kept.home, TODAY)
    assert kept.names() == sorted([*young, "ibtui-2026-11-24-153000.ibtui"])


def test_a_folder_or_a_file_that_is_not_whole_is_no_backup(kept: Kept) -> None:
    (kept.folder / "dag-2026-11-24").mkdir(parents=True)
    (kept.folder / "dag-2026-11-24" / "ibtui.db").write_bytes(b"x")
    (kept.folder / file_of(0)).touch()
    assert backup.backups(kept.home) == ()


def test_without_a_sound_key_file_none_is_made_and_the_earlier_one_stays(kept: Kept) -> None:
    path = backup.backup_now(kept.home, TODAY)
    before = path.read_bytes()
    kept.home.keys.write_text("{}")
    with pytest.raises(StoreError, match=r"geen reservekopie gemaakt.*beschadigd"):
        backup.backup_now(kept.home, TODAY)
    kept.home.keys.unlink()
    with pytest.raises(StoreError, match="geen reservekopie gemaakt"):
        backup.backup_now(kept.home, TODAY)
    assert path.read_bytes() == before
    assert kept.names() == [path.name]


def test_too_little_room_is_said_before_anything_is_begun(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Full())
    with pytest.raises(DiskFull, match=r"nodig is \d,\d MB, vrij is 0,1 MB. Er is niets begonnen"):
        backup.backup_now(kept.home, TODAY)
    assert kept.names() == []


class _Full:
    free = 100_000


def test_elsewhere_in_a_folder_or_as_a_new_file(kept: Kept, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backup.backup_to(kept.home, stick)
    assert made == stick / "ibtui-2026-11-24-153000.ibtui"
    again = backup.backup_to(kept.home, stick / "mijn kopie")
    assert backup_format.read(again, whole=True).schema == backup_format.read(made).schema
    with pytest.raises(AlreadyThere):
        backup.backup_to(kept.home, again)
    with pytest.raises(BadInput, match=r"De map .* is er niet"):
        backup.backup_to(kept.home, tmp_path / "geen stick" / "kopie")
    assert not kept.folder.exists()


def test_what_a_kill_left_behind_is_cleared_later(kept: Kept) -> None:
    kept.folder.mkdir()
    young, old = kept.folder / ".ibtui-1111.tmp", kept.folder / ".ibtui-2222.tmp"
    for path in (young, old):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    backup.backup_now(kept.home, TODAY)
    assert kept.names() == [young.name, "ibtui-2026-11-24-153000.ibtui"]


def test_a_check_opens_it(kept: Kept) -> None:
    path = backup.backup_now(kept.home, TODAY)
    assert backup_file.check(path, kept.key) == backup_format.read(path)
    with pytest.raises(Corrupt):
        backup_file.check(path, KEY)
    assert kept.names() == [path.name]


# --- files that are no backup, or no more ---


@pytest.fixture
def made(kept: Kept) -> Path:
    return backup.backup_now(kept.home, TODAY)


def test_a_cut_file_is_refused(made: Path) -> None:
    raw = made.read_bytes()
    for share in (0.001, 0.1, 0.5, 0.9, 0.999):
        made.write_bytes(raw[: int(len(raw) * share)])
        with pytest.raises(Corrupt, match="beschadigd of niet compleet"):
            backup_format.read(made, whole=True)


def test_one_changed_byte_anywhere_is_noticed(made: Path, tmp_path: Path) -> None:
    whole, found = made.read_bytes(), backup_format.read(made)
    refused = 0
    for place in range(0, 100, 4):
        raw = bytearray(whole)
        raw[len(raw) * place // 100 + 3] ^= 0x40
        made.write_bytes(raw)
        (tmp_path / f"uit-{place}").mkdir()
        try:  # a byte that says nothing of what is in it (a time, a mode) may give what went in
            assert backup_format.unpack(made, tmp_path / f"uit-{place}") == found
        except (Corrupt, BadInput):
            refused += 1
    assert refused >= 23


@pytest.mark.parametrize(
    "raw", [b"", b"x", b"PK\x03\x04", b"SQLite format 3\0" * 100, b"PK\x05\x06" + bytes(18)]
)
def test_another_kind_of_file_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "iets.ibtui").write_bytes(raw)
    with pytest.raises((BadInput, Corrupt)):
        backup_format.read(tmp_path / "iets.ibtui")


@pytest.mark.parametrize(
    "names",
    [
        ("manifest.json",), ("brief.txt",), ("manifest.json", "ibtui.db", "sleutels.json", "meer"),
        ("manifest.json", "ibtui.db", "../sleutels.json"), ("manifest.json", "manifest.json", "ibtui.db"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_another_zip_is_refused(made: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    with zipfile.ZipFile(made) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(tmp_path / "iets.ibtui", "w") as archive:
        for name in names:
            archive.writestr(name, manifest)
    with pytest.raises((BadInput, Corrupt)):
        backup_format.read(tmp_path / "iets.ibtui")


def test_one_of_a_newer_ibtui_is_refused_with_words(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(tmp_path / "nieuw.ibtui", "w") as newer:
        for name in archive.namelist():
            raw = archive.read(name)
            newer.writestr(
                name, raw.replace(b'"format": 1', b'"format": 2') if name == "manifest.json" else raw
            )
    with pytest.raises(StoreError, match=r"van een nieuwere ibtui\. Installeer"):
        backup_format.read(tmp_path / "nieuw.ibtui")
