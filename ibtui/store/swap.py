"""Replacing database and key file together: both new ones, or both old ones, whenever the power goes.

The new files are made beside the old ones. What has to happen is written down in `wissel.json` before it happens, so
that whoever comes next undoes what was being made, or finishes what was begun. Pure files: no key is needed for it.

    with swap.both(home, swap.Why.RESTORE) as new:
        ...                      # fill new.database and new.keys; close what you opened there
    # here both are in place, or an exception was raised and the old ones are as they were
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from enum import StrEnum
from pathlib import Path

from ibtui.errors import Busy, Corrupt, ExportError, IbtuiError, StoreError
from ibtui.files import explain_os_error, is_shared, shown, write_whole
from ibtui.settings import Home
from ibtui.store import gate, key_file
from ibtui.values import dataclass

NAME = "wissel.json"
_NEW = ".nieuw"
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may leave beside a database; it belongs to that very file."""
_WHAT = "de wisseling van de bestanden"
_VERSION = 1
_MOST_BYTES = 4096


class Why(StrEnum):
    RENEW = "vernieuwen"
    RESTORE = "terugzetten"


class Left(StrEnum):
    """What was found of an earlier swap, and what became of it."""

    NOTHING = "niets"
    UNDONE = "teruggedraaid"
    FINISHED = "afgemaakt"


@dataclass(frozen=True, slots=True)
class Staged:
    """Where the new files are made, beside the old ones."""

    database: Path
    keys: Path


@dataclass(frozen=True, slots=True)
class _Mark:
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Journal:
    going: bool
    """False: the new files are being made. True: they are whole, and take their places."""
    database: _Mark | None = None
    keys: _Mark | None = None


def staged(home: Home) -> Staged:
    """The places of the new files."""
    return Staged(
        home.database.with_name(home.database.name + _NEW), home.keys.with_name(home.keys.name + _NEW)
    )


def is_left(home: Home) -> bool:
    """Whether a swap was broken off here, or is going on now. Costs one look at the folder."""
    return os.path.lexists(_journal_path(home))


def finish_left(home: Home) -> Left:
    """Finish or undo what was broken off; at each opening, before the key file is read. Quick when there is nothing.

    `Busy` while another process is at it; `Corrupt` when the files aren't what was written down.
    """
    if not is_left(home):
        return Left.NOTHING
    with ExitStack() as stack:
        try:
            stack.enter_context(gate.alone(home.database))
        except Busy:
            raise gate.being_replaced() from None
        return settle(home)


@contextmanager
def both(home: Home, why: Why) -> Iterator[Staged]:
    """Replace both files by what the block puts at the places that it is given. The store is closed before.

    When the block raises, the old ones stay. Raises `Busy` when the school is open in another session, and `StoreError`
    and its kinds. Killed at any moment, `finish_left` makes it whole.
    """
    # The keys too: a change of a slot that began before this must not end after it, over the new key file.
    with gate.alone(home.database), key_file.locked(home.keys):
        settle(home)
        new = prepare(home, why)
        try:
            yield new
            commit(home, why)
        except BaseException as error:
            left = Left.NOTHING
            with suppress(OSError, IbtuiError):  # what is written down tells the next start
                left = settle(home)
            if left is not Left.FINISHED or not isinstance(error, Exception):
                raise


def prepare(home: Home, why: Why) -> Staged:
    """Say that new files are being made, and take away what lies in their places. Alone only: see `both`."""
    _write(home, {"stap": "maken", "waarom": why.value})
    new = staged(home)
    _clear(new)
    return new


def commit(home: Home, why: Why) -> None:
    """The new files are whole: write that down, then put them in place. Alone only."""
    new = staged(home)
    try:
        for path, old in ((new.database, home.database), (new.keys, home.keys)):
            _like(path, old)
            _flush(path)
        _flush(new.database.parent)
        _flush(new.keys.parent)
        marks = {"database": _measured(new.database), "sleutels": _measured(new.keys)}
    except OSError as error:
        raise _as_store(explain_os_error(error, new.database, _WHAT)) from error
    _refuse_open(new.database)
    files = {name: {"maat": mark.size, "sha256": mark.digest} for name, mark in marks.items()}
    _write(home, {"stap": "wisselen", "waarom": why.value, "bestanden": files})
    settle(home)


def settle(home: Home) -> Left:
    """Do what is written down, as far as it wasn't done yet. Alone only: see `finish_left`."""
    journal = _read(home)
    if journal is None:
        return Left.NOTHING
    new = staged(home)
    try:
        if not journal.going:
            _clear(new)
            _forget(home)
            return Left.UNDONE
        _refuse_others(new, journal)
        _take_places(home, new)
        _forget(home)
    except OSError as error:
        raise _as_store(explain_os_error(error, home.database, _WHAT)) from error
    return Left.FINISHED


def _take_places(home: Home, new: Staged) -> None:
    """Each step may have been done already; the order is what makes that safe."""
    if new.database.exists():
        for rest in _BESIDE:  # of the old one: under the new one they would be damage
            home.database.with_name(home.database.name + rest).unlink(missing_ok=True)
        _flush(home.database.parent)
        new.database.replace(home.database)
        _flush(home.database.parent)
    if new.keys.exists():
        new.keys.replace(home.keys)
        _flush(home.keys.parent)


def _refuse_others(new: Staged, journal: _Journal) -> None:
    """What lies in a new file's place must be what was written down: a stranger's file isn't put in place."""
    for path, mark in ((new.database, journal.database), (new.keys, journal.keys)):
        if path.exists() and _measured(path) != mark:
            raise Corrupt(
                f"Het bestand {shown(path.name)} is niet het bestand dat ibtui daar maakte",
                "Laat alles staan en vraag de beheerder om de laatste reservekopie terug te zetten.",
            )


def _refuse_open(database: Path) -> None:
    """A programming mistake: what is still in a -wal would be lost."""
    for rest in _BESIDE:
        beside = database.with_name(database.name + rest)
        if beside.exists() and beside.stat().st_size and rest != "-shm":
            raise RuntimeError(f"{beside.name}: close the new database before it takes its place")
        beside.unlink(missing_ok=True)


def _clear(new: Staged) -> None:
    for path in (new.keys, *(new.database.with_name(new.database.name + rest) for rest in ("", *_BESIDE))):
        path.unlink(missing_ok=True)


def _forget(home: Home) -> None:
    _journal_path(home).unlink(missing_ok=True)
    _flush(home.database.parent)


def _journal_path(home: Home) -> Path:
    return home.database.with_name(NAME)


def _write(home: Home, rows: dict[str, object]) -> None:
    data = json.dumps({"ibtui": "wissel", "versie": _VERSION, **rows}, indent=2).encode() + b"\n"
    try:
        write_whole(_journal_path(home), data, replace=True, what=_WHAT)
    except ExportError as error:
        raise _as_store(error) from error


def _read(home: Home) -> _Journal | None:
    path = _journal_path(home)
    if path.is_symlink():  # whoever made it would choose where we write
        raise Corrupt(
            f"Het bestand {NAME} is een verwijzing naar een ander bestand",
            f"Vraag de beheerder wie dat deed, en haal de verwijzing weg: rm {shlex.quote(shown(path, 400))}",
        )
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            f"Het bestand {NAME} kan niet worden gelezen", "Vraag de beheerder om leesrechten op die map."
        ) from error
    try:
        return _parsed(raw)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Corrupt(
            f"Het bestand {NAME} is beschadigd",
            "Laat alles staan en vraag de beheerder om de laatste reservekopie terug te zetten.",
        ) from None


def _parsed(raw: bytes) -> _Journal:
    """ValueError, TypeError or KeyError for anything that we didn't write ourselves."""
    top = json.loads(raw)
    if len(raw) > _MOST_BYTES or top["ibtui"] != "wissel" or top["versie"] != _VERSION:
        raise ValueError("not a journal")
    if top["stap"] == "maken":
        return _Journal(going=False)
    if top["stap"] != "wisselen":
        raise ValueError("step")
    marks = [_Mark(int(row["maat"]), str(row["sha256"])) for row in _rows(top)]
    return _Journal(True, *marks)


def _rows(top: dict[str, dict[str, dict[str, int | str]]]) -> list[dict[str, int | str]]:
    return [top["bestanden"][name] for name in ("database", "sleutels")]


def _measured(path: Path) -> _Mark:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return _Mark(file.tell(), digest)


def _like(path: Path, old: Path) -> None:
    """The new file may be read by whom the old one could: a group that shares the school, or its owner alone."""
    try:
        before = old.stat()
    except FileNotFoundError:
        path.chmod(0o660 if is_shared(path.parent) else 0o600)
        return
    path.chmod(before.st_mode & 0o660)
    if path.stat().st_gid != before.st_gid:
        with suppress(PermissionError):
            os.chown(path, -1, before.st_gid)


def _flush(path: Path) -> None:
    """Have the disk really hold a file, or the names in a folder (which some network shares can't)."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError) if path.is_dir() else nullcontext():
            os.fsync(handle)
    finally:
        os.close(handle)


def _as_store(error: IbtuiError) -> StoreError:
    return error if isinstance(error, StoreError) else StoreError(error.title, error.hint)
