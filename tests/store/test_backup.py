"""The backup of the day: it opens with the same key, stands beside its key file, and never costs an earlier one."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.errors import StoreError
from ibtui.settings import Home
from ibtui.store import backup
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import KEY, TODAY, home_in


@pytest.fixture
def home(school: SchoolInfo, tmp_path: Path) -> Home:
    """An open school with a key file; what stands in that doesn't matter here."""
    place = home_in(tmp_path)
    place.keys.write_text("{}")
    return place


def opened(path: Path) -> str:
    """The name of the school in a copy, read with the key of the original."""
    copy = SqlCipherDatabase(str(path), passphrase=KEY.pragma_value())
    copy.connect()
    try:
        return str(copy.execute_sql("SELECT name FROM school").fetchone()[0])
    finally:
        copy.close()


def days_in(home: Home) -> list[str]:
    return sorted(one.name for one in (home.database.parent / "reservekopieën").iterdir())


def test_a_backup_opens_with_the_same_key_and_has_its_key_file(home: Home) -> None:
    assert not backup.made_on(home, TODAY)
    folder = backup.backup_now(home, TODAY)
    assert folder == home.database.parent / "reservekopieën" / "dag-2026-11-24"
    assert opened(folder / "ibtui.db") == "OEFENSCHOOL De Wilgenhoek"
    assert (folder / "sleutels.json").read_text() == "{}"
    assert backup.made_on(home, TODAY)


def test_nobody_else_may_read_it_and_it_is_encrypted(home: Home) -> None:
    folder = backup.backup_now(home, TODAY)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    raw = (folder / "ibtui.db").read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    assert b"Wilgenhoek" not in raw


def test_a_second_one_on_a_day_replaces_the_first(home: Home) -> None:
    backup.backup_now(home, TODAY)
    home.keys.write_text('{"new": 1}')
    folder = backup.backup_now(home, TODAY)
    assert (folder / "sleutels.json").read_text() == '{"new": 1}'
    assert days_in(home) == ["dag-2026-11-24"]


def test_fourteen_days_are_kept_and_nothing_of_somebody_else_is_touched(home: Home) -> None:
    folder = home.database.parent / "reservekopieën"
    folder.mkdir()
    (folder / "ibtui-voor-0006.db").write_bytes(b"x")
    for number in range(1, 16):
        (folder / f"dag-{TODAY - dt.timedelta(days=number)}").mkdir()
    backup.backup_now(home, TODAY)
    names = days_in(home)
    assert (names[0], names[-2]) == ("dag-2026-11-11", "dag-2026-11-24")
    assert len(names) == backup.KEPT + 1
    assert names[-1] == "ibtui-voor-0006.db"


def test_a_backup_that_fails_leaves_the_earlier_one(home: Home) -> None:
    folder = backup.backup_now(home, TODAY)
    home.keys.unlink()
    with pytest.raises(StoreError) as fault:
        backup.backup_now(home, TODAY)
    assert "reservekopie" in str(fault.value)
    assert opened(folder / "ibtui.db") == "OEFENSCHOOL De Wilgenhoek"
    assert days_in(home) == ["dag-2026-11-24"]


def test_a_folder_that_is_not_whole_is_no_backup(home: Home) -> None:
    folder = backup.backup_now(home, TODAY)
    (folder / "sleutels.json").unlink()
    assert not backup.made_on(home, TODAY)
