"""Another clock for the program only (libfaketime): it can jump while the program runs. Its timers stay real."""

from __future__ import annotations

import datetime as dt
import time
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

_PLACES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


class NoFakeTime(Exception):
    """libfaketime isn't here."""


class Clock:
    """A clock that starts at `start` (aware; None: now) and runs on; `jump` moves it, for who runs under it."""

    def __init__(
        self, folder: Path, start: dt.datetime | None = None, zone: str = "Europe/Amsterdam"
    ) -> None:
        self._library = _library()
        self._file = folder / "clock"
        self._zone = zoneinfo.ZoneInfo(zone)
        self._offset = 0.0 if start is None else start.timestamp() - time.time()
        self._write()

    def environment(self) -> dict[str, str]:
        """What puts a program under this clock."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": str(self._zone),
        }

    def jump(self, seconds: float) -> None:
        """Move it; back when negative."""
        self._offset += seconds
        self._write()

    def reads(self) -> dt.datetime:
        """What it says now: local time, as the program stores it."""
        return dt.datetime.fromtimestamp(time.time() + self._offset, self._zone).replace(tzinfo=None)

    def set(self, moment: dt.datetime) -> None:
        """Have it say this moment (aware) now."""
        self._offset = moment.timestamp() - time.time()
        self._write()

    def _write(self) -> None:
        # Another file in its place: the program may never read a half one.
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self._offset:+.3f}\n")
        fresh.replace(self._file)


def _library() -> Path:
    found = [path for pattern in _PLACES for path in Path("/").glob(pattern[1:])]
    if not found:
        raise NoFakeTime("libfaketime is not installed")
    return found[0]


def between(readings: Sequence[dt.datetime], moment: dt.datetime, slack: float) -> bool:
    """Whether a moment lies between what the clock said at any time, give or take `slack` seconds."""
    room = dt.timedelta(seconds=slack)
    return min(readings) - room <= moment <= max(readings) + room
