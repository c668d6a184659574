"""The backups of a school: made, listed, and thinned out. Each is one file; see `backup_file`."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from ibtui.care import thinning
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.settings import DATABASE_NAME, KEYS_NAME, Home
from ibtui.store import audit, backup_file, database
from ibtui.store.home import BACKUPS
from ibtui.values import dataclass

# The moment, and a number when it isn't the only one of that moment.
_NAME = re.compile(r"ibtui-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d+))?\.ibtui")
_MINUTE = re.compile(r"ibtui-(\d{4}-\d\d-\d\d-\d{4})()\.ibtui")
_ASIDE = re.compile(r"voor-herstel-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d+))?(?:\.ibtui)?")
_BEFORE = re.compile(r"ibtui-voor-\d{4}\w*-(\d{8}-\d{6})(?:-(\d+))?\.(?:ibtui|db)")
_FOLDER = re.compile(r"dag-(\d{4}-\d\d-\d\d)()")
_HALF = "bezig-"
_TIDY = dt.timedelta(days=1)


class Kind(StrEnum):
    DAY = "reservekopie"
    ASIDE = "van voor een herstel"
    SCHEMA = "van voor een nieuwe versie"


@dataclass(frozen=True, slots=True)
class Backup:
    """One of them, by its name."""

    made_at: dt.datetime
    kind: Kind
    path: Path
    """A file, or the folder of an older ibtui."""
    size: int
    """Bytes."""
    number: int
    """Which one of that moment, from 1."""


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


def backups(home: Home) -> tuple[Backup, ...]:
    """What lies in the school's folder, the newest first. By name: none of them is opened."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in folder(home).iterdir():
            one = _known(path)
            if one is not None:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.made_at, one.number, one.path.name), reverse=True))


def newest(home: Home) -> tuple[dt.datetime, Path] | None:
    """The last backup of a day, or None."""
    days = [one for one in backups(home) if one.kind is Kind.DAY]
    return (days[0].made_at, days[0].path) if days else None


def made_on(home: Home, day: dt.date) -> bool:
    """Whether there is a backup of that day."""
    return any(one.kind is Kind.DAY and one.made_at.date() == day for one in backups(home))


def folder(home: Home) -> Path:
    """Where the backups of a school are."""
    return home.database.parent / BACKUPS


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


def _known(path: Path) -> Backup | None:
    """A backup by its name; None for anything else, and for one that is empty."""
    for pattern, form, kind in (
        (_NAME, "%Y-%m-%d-%H%M%S", Kind.DAY),
        (_MINUTE, "%Y-%m-%d-%H%M", Kind.DAY),  # of an older ibtui
        (_ASIDE, "%Y-%m-%d-%H%M%S", Kind.ASIDE),
        (_BEFORE, "%Y%m%d-%H%M%S", Kind.SCHEMA),
        (_FOLDER, "%Y-%m-%d", Kind.DAY),
    ):
        match = pattern.fullmatch(path.name)
        if match:
            with suppress(ValueError, OSError):
                size, moment = _size(path), dt.datetime.strptime(match[1], form)
                return Backup(moment, kind, path, size, int(match[2] or 1)) if size else None
    return None


def _size(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size
    sizes = [(path / name).stat().st_size for name in (DATABASE_NAME, KEYS_NAME)]
    return sum(sizes) if all(sizes) else 0


def _throw_away(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _tell() -> None:
    audit.note_if_open("reservekopie gemaakt")  # it is made, also when this line can't be
