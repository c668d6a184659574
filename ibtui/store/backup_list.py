"""Which backups a school has, by the names of the files. Loads little: every start asks whether today has one."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from ibtui.settings import DATABASE_NAME, KEYS_NAME, Home
from ibtui.store.home import BACKUPS
from ibtui.values import dataclass

# The moment, and a number when it isn't the only one of that moment.
_NAME = re.compile(r"ibtui-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d+))?\.ibtui")
_MINUTE = re.compile(r"ibtui-(\d{4}-\d\d-\d\d-\d{4})()\.ibtui")
_ASIDE = re.compile(r"voor-herstel-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d+))?(?:\.ibtui)?")
_BEFORE = re.compile(r"ibtui-voor-\d{4}\w*-(\d{8}-\d{6})(?:-(\d+))?\.(?:ibtui|db)")
_FOLDER = re.compile(r"dag-(\d{4}-\d\d-\d\d)()")


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


def _known(path: Path) -> Backup | None:
    """A backup by its name; None for anything else, and for one that is empty."""
    for pattern, kind in (
        (_NAME, Kind.DAY),
        (_MINUTE, Kind.DAY),  # of an older ibtui
        (_ASIDE, Kind.ASIDE),
        (_BEFORE, Kind.SCHEMA),
        (_FOLDER, Kind.DAY),
    ):
        match = pattern.fullmatch(path.name)
        if match:
            with suppress(ValueError, OSError):
                size, moment = _size(path), _moment(match[1])
                return Backup(moment, kind, path, size, int(match[2] or 1)) if size else None
    return None


def _moment(written: str) -> dt.datetime:
    """Of year, month, day and as much of the time as is there. `strptime` would load half a megabyte for it."""
    digits = written.replace("-", "")
    hour, minute, second = (int(digits[at : at + 2] or 0) for at in (8, 10, 12))
    return dt.datetime(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), hour, minute, second)


def _size(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size
    sizes = [(path / name).stat().st_size for name in (DATABASE_NAME, KEYS_NAME)]
    return sum(sizes) if all(sizes) else 0
