"""The backup of the day: an encrypted copy of the database with its key file, so that both can be put back together."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import suppress
from pathlib import Path

from ibtui.errors import DiskFull, IbtuiError, StoreError
from ibtui.files import explain_os_error, make_private, write_whole
from ibtui.settings import Home
from ibtui.store import database
from ibtui.store.home import BACKUPS
from ibtui.store.whole_copy import copy_to

KEPT = 14
"""How many days with a backup are kept; the oldest go first."""

_DAY = "dag-"
_HALF = "bezig-"
_WHAT = "de reservekopie"


def backup_now(home: Home, today: dt.date) -> Path:
    """Copy the open database and its key file to the folder of today; gives that folder.

    The copy has the same key, and is opened to see that it is sound before it takes its place. A second one on
    a day replaces the first; when it fails, the first is still there. Raises `StoreError` and its kinds.
    """
    folder = _folder(home)
    target = folder / f"{_DAY}{today}"
    half = folder / f"{_HALF}{database.now():%Y%m%d-%H%M%S}-{os.getpid()}"  # another session may be at it too
    try:
        make_private(half)
        _copy(half / home.database.name)
        write_whole(half / home.keys.name, home.keys.read_bytes(), replace=False, what=_WHAT)
        _flush(half)
        _take_place(half, target)
        _flush(folder)
    except OSError as error:
        raise _as_store(explain_os_error(error, half / "x", _WHAT)) from error
    except IbtuiError as error:
        raise _as_store(error) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    _forget_oldest(folder)
    return target


def made_on(home: Home, day: dt.date) -> bool:
    """Whether there is a backup of that day, whole."""
    folder = _folder(home) / f"{_DAY}{day}"
    try:
        return all((folder / name).stat().st_size for name in (home.database.name, home.keys.name))
    except OSError:
        return False


def _folder(home: Home) -> Path:
    return home.database.parent / BACKUPS


def _copy(target: Path) -> None:
    if not copy_to(target):
        raise StoreError("De reservekopie is niet goed gelukt", "Probeer het nog eens.")
    target.chmod(0o600)
    _flush(target)


def _flush(path: Path) -> None:
    """Have the disk really hold a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _take_place(half: Path, target: Path) -> None:
    """A folder can't replace a filled one in one step: the earlier copy of today steps aside for a moment."""
    aside = half.with_name(f"{half.name}-oud")
    if target.exists():
        target.rename(aside)
    try:
        half.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _forget_oldest(folder: Path) -> None:
    """Only folders of our own, by their name; what can't go now goes tomorrow."""
    with suppress(OSError):
        days = sorted(one for one in folder.glob(f"{_DAY}*") if one.is_dir())
        today = f"{_HALF}{database.now():%Y%m%d}"  # one of today may be another session's, at work
        halves = [one for one in folder.glob(f"{_HALF}*") if not one.name.startswith(today)]
        for old in (*days[:-KEPT], *halves):
            shutil.rmtree(old, ignore_errors=True)


def _as_store(error: IbtuiError) -> StoreError:
    if isinstance(error, DiskFull):
        return DiskFull(
            "De schijf is vol, er is geen reservekopie gemaakt",
            "Je werk zelf is bewaard. Maak ruimte vrij en probeer het opnieuw.",
        )
    return error if isinstance(error, StoreError) else StoreError(error.title, error.hint)
