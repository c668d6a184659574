"""A new key for the whole database: everything written anew under it, and the old key opens nothing any more.

For when somebody who could get in must be kept out for good: a revoked slot may live on in an old copy, and opens the
old database key. The copy is compared with the original row by row before it takes its place (`swap`); killed at any
moment, the school opens with the old key or with the new one, and always with the same passphrases.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import OperationalError

from ibtui.errors import Busy, Corrupt, DiskFull, IbtuiError, StoreError
from ibtui.files import explain_os_error, make_empty, shown
from ibtui.settings import Home
from ibtui.store import change, database, emergency, key_file, sealing, swap
from ibtui.store.database_key import DatabaseKey

Progress = Callable[[float], None]
"""Hears how far it is, from 0 to 1."""

ACTION = "sleutel vernieuwd"
"""How it stands in the audit log."""

_ROOM = 1024 * 1024
"""Bytes that must stay free beside the copy."""
_COPIED, _COMPARED = 0.6, 0.9
_EACH = 20_000
"""Steps of SQLite between two looks at how far it is: some ten a second."""
_NEW = "nieuw"


def renew(home: Home, key: DatabaseKey, progress: Progress = lambda _part: None) -> DatabaseKey:
    """Write the school anew under a fresh key and give that key to every slot. Gives the new key; the store is closed.

    `key`: the present one. Nobody else may have the school open: `Busy`. `VaultError` when a slot can't get a new key
    (`sealing.refuse_untrusted`), `DiskFull` before anything is written when a second copy doesn't fit. After any
    fault all is as it was.
    """
    database.close_store()
    after = DatabaseKey.fresh()
    try:
        with swap.both(home, swap.Why.RENEW) as new:
            slots = sealing.resealed(key_file.read(home.keys), key, after)
            _refuse_full(home.database)
            _write_anew(home, key, after, new.database, progress)
            _look_through(new.database, after)
            emergency.also_under(home, key, after)
            key_file.write(new.keys, slots, replace=False)
    except BaseException:
        database.close_store()
        after.wipe()
        raise
    with suppress(IbtuiError, OSError):  # else at the next opening
        emergency.only_under(home, after)
    progress(1.0)
    return after


def _refuse_full(path: Path) -> None:
    beside = path.with_name(path.name + "-wal")  # comes to it
    needed = path.stat().st_size + (beside.stat().st_size if beside.exists() else 0) + _ROOM
    if shutil.disk_usage(path.parent).free < needed:
        raise DiskFull(
            f"Op de schijf van {shown(path.parent)} past geen tweede versie van de gegevens",
            f"Maak {needed // 1_000_000 + 1} MB vrij en probeer het opnieuw. Er is niets veranderd.",
        )


def _write_anew(home: Home, key: DatabaseKey, after: DatabaseKey, target: Path, progress: Progress) -> None:
    """Copy all of the database to `target`, under the key `after`, and compare the two."""
    try:
        make_empty(target)
    except OSError as error:
        fault = explain_os_error(error, target, "de nieuwe versie")
        raise StoreError(fault.title, fault.hint) from error
    database.open_store(home.database, key)
    try:
        _only_us()
        with database.explained():
            _attach(target, after)
            with _held():
                _export(home.database, target, progress)
                _compare(progress)
            database.connection().execute_sql(f"DETACH DATABASE {_NEW}")
    finally:
        database.close_store()


def _only_us() -> None:
    """Leave WAL mode: SQLite refuses that while another connection is open, an idle one too (also one of an ibtui that
    doesn't know the lock of `gate`). It also puts all of the -wal in the database."""
    store = database.connection()
    try:
        with database.patience(500):
            mode = str(store.execute_sql("PRAGMA journal_mode = DELETE").fetchone()[0])
    except OperationalError:
        mode = ""
    if mode != "delete":
        raise Busy(
            "Deze school is nog ergens open in ibtui", "Sluit ibtui in elk venster en probeer het opnieuw."
        )


def _attach(target: Path, after: DatabaseKey) -> None:
    """The key goes as bytes that are wiped, past Peewee: it would keep a text."""
    digits = bytearray(b"x'" + after.raw().hex().encode() + b"'")
    try:
        database.connection().connection().execute(
            f"ATTACH DATABASE ? AS {_NEW} KEY ?", (str(target), digits)
        )
    finally:
        digits[:] = bytes(len(digits))


@contextmanager
def _held() -> Iterator[None]:
    """Nobody else writes, or goes back to WAL mode, as long as the block lasts: a lock for reading is enough for that,
    outside WAL mode. One for writing on both files would leave SQLite's note over the two after a kill."""
    store = database.connection()
    store.execute_sql("BEGIN DEFERRED")
    store.execute_sql("SELECT count(*) FROM main.sqlite_schema").fetchone()
    try:
        yield
    except BaseException:
        store.execute_sql("ROLLBACK")
        raise
    store.execute_sql("COMMIT")


def _export(source: Path, target: Path, progress: Progress) -> None:
    """SQLCipher's own copy of schema, rows and search index; two marks in the header it leaves to us."""
    store = database.connection()
    whole = max(source.stat().st_size, 1)
    stopped: list[BaseException] = []

    def tick() -> int:
        try:
            progress(min(target.stat().st_size / whole, 1.0) * _COPIED)
        except BaseException as error:  # noqa: BLE001 - Ctrl-C lands here too: SQLite would make "interrupted" of it
            stopped.append(error)
        return len(stopped)

    store.connection().set_progress_handler(tick, _EACH)
    try:
        store.execute_sql("SELECT sqlcipher_export(?)", (_NEW,))
    except Exception:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        store.connection().set_progress_handler(None, 0)
    for mark in ("application_id", "user_version"):
        value = int(store.execute_sql(f"PRAGMA main.{mark}").fetchone()[0])
        store.execute_sql(f"PRAGMA {_NEW}.{mark} = {value:d}")
    progress(_COPIED)


def _compare(progress: Progress) -> None:
    """Every table, index and trigger is there, and every row of every table (those of the search index too)."""
    listed = "SELECT type, name, tbl_name, sql FROM {}.sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
    if _differ(listed.format("main"), listed.format(_NEW)):
        raise _unlike()
    tables = _tables()
    for number, table in enumerate(tables, 1):
        rows = 'SELECT * FROM {}."{}"'
        if _differ(rows.format("main", table), rows.format(_NEW, table)):
            raise _unlike()
        progress(_COPIED + (_COMPARED - _COPIED) * number / len(tables))


def _tables() -> list[str]:
    """Tables that hold rows themselves: a virtual one has its rows in tables beside it."""
    found = database.connection().execute_sql(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_stat%'"
    )
    return [str(name) for (name,) in found.fetchall()]


def _differ(one: str, other: str) -> bool:
    """Whether two questions have other answers: a row that the other doesn't have, or not as many."""
    count, of_other, loose = (
        database.connection()
        .execute_sql(
            f"SELECT (SELECT count(*) FROM ({one})), (SELECT count(*) FROM ({other})), "  # noqa: S608  # our own names
            f"(SELECT count(*) FROM ({one} EXCEPT {other}))"
        )
        .fetchone()
    )
    return bool(count != of_other or loose)


def _look_through(target: Path, after: DatabaseKey) -> None:
    """Open the copy as any database, see that all its pages are sound, and note in its log what was done."""
    database.open_store(target, after)  # looks at its mark and its pages
    try:
        store = database.connection()
        with database.explained():
            loose = store.execute_sql("PRAGMA foreign_key_check").fetchone()
            damaged = store.execute_sql("PRAGMA cipher_integrity_check").fetchone()
        if loose is not None or damaged is not None:
            raise _unlike()
        with change.write(ACTION, undoable=False):
            pass
        with database.explained():
            store.execute_sql("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    finally:
        database.close_store()
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unlike() -> IbtuiError:
    return Corrupt(
        "De nieuwe versie is niet gelijk aan de oude, er is niets veranderd",
        "Draai ibtui controle en probeer het opnieuw.",
    )
