"""Making a backup as one file, and looking one through.

It is written under another name in the same folder, flushed, looked through, and only then takes its place. What is in
it: see `backup_format`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from ibtui import __version__
from ibtui.errors import Corrupt, DiskFull, IbtuiError, StoreError
from ibtui.files import AlreadyThere, explain_os_error, make_empty, make_folder, make_private, shown, sweep
from ibtui.settings import DATABASE_NAME, KEYS_NAME
from ibtui.store import backup_format, database, key_file, vault
from ibtui.store.backup_format import Manifest, Member
from ibtui.store.whole_copy import copy_to

SUFFIX = ".ibtui"
WHAT = "de reservekopie"
ROOM = 1 << 20
"""Bytes that must be free besides what is going to be written."""

LOOKING = ".kijk"
"""How the name ends of a folder that is there for a moment."""
_STALE = 3600
_MOST_OF_A_MOMENT = 100


class NoRoom(DiskFull):
    """Too little room on the disk, seen before anything was begun."""


def make_new(folder: Path, stem: str, keys: Path, school: str) -> Path:
    """As `make`, under a name in `folder` that nothing has yet: the second of one moment gets a number behind it."""
    for number in range(1, _MOST_OF_A_MOMENT):
        target = folder / f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}"
        if not os.path.lexists(target):
            with suppress(AlreadyThere):  # another session took this name meanwhile
                make(target, keys, school)
                return target
    raise StoreError("Er zijn te veel reservekopieën van dit moment", "Wacht even en probeer het opnieuw.")


def make(target: Path, keys: Path, school: str) -> Manifest:
    """Make a backup of the open database and its key file at `target`; whole and looked through, or not at all.

    Raises `NoRoom` before anything is written when there is no room, `AlreadyThere` when `target` is there,
    `StoreError` and its kinds. Nothing is ever replaced.
    """
    try:
        make_private(target.parent)
        sweep(target.parent)
        raw_keys = _sound_keys(keys)
        refuse_no_room(target.parent, 2 * database_size() + len(raw_keys))
        with _passing(target.parent) as copy, _passing(target.parent) as half:
            manifest = _copied(copy, raw_keys, school)
            backup_format.write(half, manifest, copy, raw_keys)
            if backup_format.read(half, whole=True) != manifest:
                raise StoreError("De reservekopie is niet goed gelukt", "Probeer het nog eens.")
            _take_place(half, target)
    except OSError as error:
        fault = explain_os_error(error, target, WHAT)
        raise (fault if isinstance(fault, AlreadyThere) else as_store(fault)) from error
    except (AlreadyThere, NoRoom):
        raise
    except IbtuiError as error:
        raise as_store(error) from error
    return manifest


def check(path: Path, key: vault.DatabaseKey) -> Manifest | None:
    """Look a backup through as for going back to it: every byte, and its database opened with `key`.

    For `ibtui controle`; None for the folder of an older ibtui, which has no manifest. A file is unpacked beside the
    backup for a moment, still encrypted. Raises as `read`; `Corrupt` when its database doesn't open with this key (it
    may have been made under an earlier one) or isn't sound.
    """
    try:
        if path.is_dir():
            _refuse_unsound(path / DATABASE_NAME, key, path.name)
            return None
        refuse_no_room(path.parent, path.stat().st_size if path.is_file() else 0)
        with looking(path.parent) as folder:
            manifest = backup_format.unpack(path, folder)
            _refuse_unsound(folder / DATABASE_NAME, key, path.name)
        return manifest
    except OSError as error:
        raise as_store(explain_os_error(error, path, WHAT)) from error


def _refuse_unsound(path: Path, key: vault.DatabaseKey, name: str) -> None:
    with database.beside(path, key) as copy, database.explained():
        if copy.execute_sql("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Corrupt(f"De reservekopie {shown(name)} is beschadigd", backup_format.OTHER)


@contextmanager
def looking(beside: Path) -> Iterator[Path]:
    """An empty folder for what is unpacked for a moment, still encrypted. A later one clears what a kill left."""
    for left in beside.glob(f".ibtui-*{LOOKING}"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _STALE:
                shutil.rmtree(left, ignore_errors=True)
    folder = beside / f".ibtui-{secrets.token_hex(8)}{LOOKING}"
    try:
        make_folder(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database_size() -> int:
    """Bytes of the open database: what a copy of it takes at most."""
    with database.explained():
        ask = database.connection().execute_sql
        pages = int(ask("PRAGMA page_count").fetchone()[0])
        return pages * int(ask("PRAGMA page_size").fetchone()[0])


def as_store(error: IbtuiError) -> StoreError:
    """The same fault, with words for a backup that wasn't made."""
    if isinstance(error, DiskFull):
        return DiskFull(
            "De schijf is vol, er is geen reservekopie gemaakt",
            "Je werk zelf is bewaard. Maak ruimte vrij en probeer het opnieuw.",
        )
    return error if isinstance(error, StoreError) else StoreError(error.title, error.hint)


# --- making ---


def _sound_keys(keys: Path) -> bytes:
    """The key file's bytes; a backup with one that opens nothing would be worth nothing."""
    try:
        raw = keys.read_bytes()
        key_file.from_bytes(raw, keys.name)
    except (OSError, IbtuiError) as error:
        said = error.title if isinstance(error, IbtuiError) else f"{shown(keys.name)} is niet te lezen"
        raise StoreError(
            f"Er is geen reservekopie gemaakt: {said}", "Zet het sleutelbestand terug."
        ) from error
    return raw


def refuse_no_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + ROOM:
        raise no_room(folder, wanted + ROOM, free)


def no_room(folder: Path, wanted: int, free: int) -> NoRoom:
    """What is said of it."""
    return NoRoom(
        f"Er is te weinig ruimte op de schijf van {shown(folder)}: nodig is {megabytes(wanted)}, "
        f"vrij is {megabytes(free)}",
        "Er is niets begonnen. Maak ruimte vrij en probeer het opnieuw.",
    )


def megabytes(size: int) -> str:
    """ "12,3 MB"."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


@contextmanager
def _passing(folder: Path) -> Iterator[Path]:
    """A name for a file that is gone after the block, unless it was moved. `files.sweep` clears it after a kill."""
    path = folder / f".ibtui-{secrets.token_hex(8)}.tmp"
    try:
        make_empty(path)
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _copied(copy: Path, raw_keys: bytes, school: str) -> Manifest:
    """Copy the open database, and look whether the copy is sound and has a row for each row."""
    found = copy_to(copy)
    if found is None:
        raise StoreError("De reservekopie is niet goed gelukt", "Probeer het nog eens.")
    with copy.open("rb") as file:
        member = Member(copy.stat().st_size, backup_format.hashed(file))
    members = {DATABASE_NAME: member, KEYS_NAME: Member(len(raw_keys), hashlib.sha256(raw_keys).hexdigest())}
    return Manifest(database.now(), school, found.steps, __version__, members, found.lines, found.digest)


def _take_place(half: Path, target: Path) -> None:
    """The finished file gets its name, which is reserved first, so that it costs no other file."""
    make_empty(target)
    try:
        half.replace(target)
    except BaseException:
        if half.exists():  # else it was broken off just after, and is there
            target.unlink(missing_ok=True)
        raise
    flush(target.parent)


def flush(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder. Some network shares can't do the latter: fine there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError) if path.is_dir() else nullcontext():
            os.fsync(handle)
    finally:
        os.close(handle)
