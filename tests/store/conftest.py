"""A real SQLCipher school for every test that asks for one. No stand-ins: what is tested is what runs."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, vault
from ibtui.store.migrations import migrate
from ibtui.store.schools import SchoolInfo, set_up
from tests.store.table import Table, lay

TODAY = dt.date(2026, 11, 24)
"""A Tuesday in a school year that has been going for a while."""

KEY = vault.DatabaseKey(bytes(range(32)))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """It is `TODAY` for the store; call this for another day."""

    def it_is(day: dt.date) -> None:
        monkeypatch.setattr(database, "today", lambda: day)

    it_is(TODAY)
    return it_is


def home_in(folder: Path) -> Home:
    """The files of a school that lives wholly in `folder`."""
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without a school. Made once: that takes half a second, a copy of it none."""
    folder = tmp_path_factory.mktemp("migrated")
    database.create_store(folder / "ibtui.db", KEY)
    migrate(folder / "backups")
    database.close_store()
    return folder / "ibtui.db"


@pytest.fixture
def empty_store(_migrated: Path, tmp_path: Path) -> Iterator[Path]:
    """An open, migrated database without a school; gives its path. No key file: the KDF takes its time."""
    path = tmp_path / "ibtui.db"
    shutil.copy(_migrated, path)
    database.open_store(path, KEY)
    change.forget_steps()
    yield path
    database.close_store()
    change.forget_steps()


@pytest.fixture
def school(empty_store: Path) -> SchoolInfo:
    """An open database with one school: OEFENSCHOOL De Wilgenhoek, its ib'er on Monday and Thursday."""
    return set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY)


@pytest.fixture(scope="session")
def _laid_once(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Table]:
    """The school of `tests.store.table`, made once: each of its twenty writes waits for the disk."""
    path = tmp_path_factory.mktemp("laid") / "ibtui.db"
    shutil.copy(_migrated, path)
    database.open_store(path, KEY)
    table = lay(set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY).id)
    database.close_store()
    change.forget_steps()
    return path, table


@pytest.fixture
def laid(_laid_once: tuple[Path, Table], tmp_path: Path) -> Iterator[Table]:
    """A copy of that school, open, in `tmp_path`."""
    origin, table = _laid_once
    shutil.copy(origin, tmp_path / "ibtui.db")
    database.open_store(tmp_path / "ibtui.db", KEY)
    yield table
    database.close_store()
    change.forget_steps()


@pytest.fixture
def passphrase() -> Secret:
    """For the tests that go by the key file."""
    return Secret("vier losse woorden hier")


@pytest.fixture
def another_session(school: SchoolInfo, empty_store: Path) -> Callable[[str], None]:
    """Runs one SQL statement as another session would: over a connection of its own, committed at once."""

    def run(sql: str) -> None:
        other = SqlCipherDatabase(
            str(empty_store), passphrase=KEY.pragma_value(), pragmas=(("busy_timeout", 5000),)
        )
        other.connect()
        other.execute_sql(sql)
        other.close()

    return run


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent while the block runs."""
    seen: list[str] = []
    store = database.connection()
    original = store.execute_sql

    def execute_sql(sql: str, *args: object, **kwargs: object) -> object:
        seen.append(sql)
        return original(sql, *args, **kwargs)

    store.execute_sql = execute_sql
    try:
        yield seen
    finally:
        del store.execute_sql
