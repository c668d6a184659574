"""The backups of a school: made, and thinned out. Each is one file; see `backup_file`."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import suppress
from pathlib import Path

from ibtui.care import thinning
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.settings import Home
from ibtui.store import audit, backup_file, database
from ibtui.store.backup_list import Backup as Backup
from ibtui.store.backup_list import Kind as Kind
from ibtui.store.backup_list import backups as backups
from ibtui.store.backup_list import folder as folder
from ibtui.store.backup_list import made_on as made_on
from ibtui.store.backup_list import newest as newest

_HALF = "bezig-"
_TIDY = dt.timedelta(days=1)


def backup_now(home: Home, today: dt.date, *, thin: bool = True) -> Path:
    """Make a backup of the open school in its own folder, thin out the older ones, and say so in the log.

    Not `thin`: every earlier one stays. Raises `StoreError` and its kinds; then no earlier backup is gone.
    """
    moment = dt.datetime.combine(today, database.now().time())
    target = backup_file.make_new(folder(home), f"ibtui-{moment:%Y-%m-%d-%H%M%S}", home.keys, home.school)
    if thin:
        thin_out(home, moment)
    _tell()
    return target


def backup_to(home: Home, target: Path) -> Path:
    """Make a backup elsewhere: in a folder, or as this new file. Nothing is replaced and nothing thinned out.

    Raises `BadInput` when the folder isn't there, `AlreadyThere`, `StoreError` and its kinds.
    """
    if not target.is_dir() and not target.parent.is_dir():
        raise BadInput(f"De map {shown(target.parent)} is er niet", "Kijk of het pad klopt. Is de schijf er?")
    if target.is_dir():
        name = f"ibtui-{database.now():%Y-%m-%d-%H%M%S}"
        target = backup_file.make_new(target, name, home.keys, home.school)
    else:
        backup_file.make(target, home.keys, home.school)
    _tell()
    return target


def thin_out(home: Home, now: dt.datetime) -> None:
    """Throw away what needn't stay: only files of our own, by their names. What can't go now goes tomorrow."""
    found = backups(home)
    days = thinning.to_go((one.made_at for one in found if one.kind is Kind.DAY), now)
    for one in found:
        if one.made_at in days if one.kind is Kind.DAY else thinning.too_old(one.made_at, now):
            _throw_away(one.path)
    with suppress(OSError):
        for half in folder(home).glob(f"{_HALF}*"):  # an older ibtui that was killed left these
            if dt.datetime.fromtimestamp(half.stat().st_mtime) < now - _TIDY:
                shutil.rmtree(half, ignore_errors=True)


def _throw_away(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _tell() -> None:
    audit.note_if_open("reservekopie gemaakt")  # it is made, also when this line can't be
