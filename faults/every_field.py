"""Every text field of every table of the practice school is given a word of its own; then the files are searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from peewee import PeeweeException

from faults.marks import Search, below, mark
from faults.result import Result
from ibtui import practice
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import backup, database, emergency, rekey
from ibtui.store import home as homes

_OWN = ("audit_log", "sqlite_", "search_index", "schema_migration")
"""Tables that can't be changed (the log), or that are SQLite's own."""


def part(folder: Path) -> list[Result]:
    """Fill, and search: while it is open, after closing, the backup, an emergency copy, and after a new key."""
    result = Result(
        "a word in every text field of every table can be read in no file: database, -wal and -shm, backup, emergency "
        "copy, and what a re-encryption leaves"
    )
    home = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    practice.make(home, database.today(), now=database.now())
    homes.open_home(home, Secret(practice.PRACTICE_PASSPHRASE))
    filled = fill()
    result.runs = len(filled)
    result.seen.append(
        f"{len(filled)} fields in {len({table for table, _column in filled})} tables hold the word"
    )
    try:
        _walk(home, folder, result)
    finally:
        database.close_store()
        homes.forget_keys()
    return [result]


def _walk(home: Home, folder: Path, result: Result) -> None:
    key = homes.key_of(home)
    if key is None:
        raise AssertionError("the school has no key")
    _look(folder, result, "while it is open", bytes(key.raw()))
    backup.backup_now(home, database.today())
    emergency.keep(home, key, 1, mark("noodkopie"), mark("basis"), dt.datetime.now())
    _look(folder, result, "with a backup and an emergency copy", bytes(key.raw()))
    after = rekey.renew(home, key)
    _look(folder, result, "after a new key", bytes(key.raw()), bytes(after.raw()))
    homes.open_unlocked(home, after)
    if [one.copy.text for one in emergency.waiting(home, after)] != [mark("noodkopie")]:
        result.failures.append("the emergency copy doesn't open with the new key")
    database.close_store()
    _look(folder, result, "after closing", bytes(after.raw()))


def _look(folder: Path, result: Result, when: str, *keys: bytes) -> None:
    search, paths = Search(*keys), below([folder], [folder / "exports"])
    result.failures += [f"{when}: {hit}" for hit in search.in_files(paths)]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    result.seen.append(f"{when}: {len(paths)} files and folders, {size / 1e6:.1f} MB")


def fill() -> list[tuple[str, str]]:
    """Give some rows of each text field a word; the fields that took it (an enumeration doesn't)."""
    store, filled = database.connection(), []
    store.execute_sql("PRAGMA foreign_keys = OFF")
    for table, column in fields():
        with suppress(PeeweeException):
            word = mark(f"{table}{column}".replace("_", ""))
            done = store.execute_sql(
                f'UPDATE "{table}" SET "{column}" = ? || rowid WHERE rowid IN (SELECT rowid FROM "{table}" LIMIT 9)',
                (word,),
            )  # fmt: skip
            if done.rowcount:
                filled.append((table, column))
    store.execute_sql("PRAGMA foreign_keys = ON")
    return filled


def fields() -> Iterator[tuple[str, str]]:
    """Every column of text of every table of our own."""
    ask = database.connection().execute_sql
    tables = [str(row[0]) for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for table in sorted(tables):
        if not table.startswith(_OWN):
            for row in ask(f'PRAGMA table_info("{table}")').fetchall():
                if str(row[2]).upper().startswith(("TEXT", "VARCHAR", "CHAR")):
                    yield table, str(row[1])
