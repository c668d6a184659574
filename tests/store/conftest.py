"""A real SQLCipher school for every test that asks for one. No stand-ins: what is tested is what runs."""

import datetime as dt
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

TODAY = dt.date(2026, 11, 24)
"""A Tuesday in a school year that has been going for a while."""

KEY = vault.DatabaseKey(bytes(range(32)))


def home_in(folder: Path) -> Home:
    """The files of a school that lives wholly in `folder`."""
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Path]:
    """An open, migrated database without a school; gives its path. No key file: the KDF takes its time."""
    path = tmp_path / "ibtui.db"
    database.create_store(path, KEY)
    change.forget_steps()
    migrate(tmp_path / "backups")
    yield path
    database.close_store()
    change.forget_steps()


@pytest.fixture
def school(empty_store: Path) -> SchoolInfo:
    """An open database with one school: OEFENSCHOOL De Wilgenhoek, its ib'er on Monday and Thursday."""
    return set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY)


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
