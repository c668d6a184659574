"""Wrong passphrases are slowed down: after each one in a row the next may come twice as long after it.

The count is kept in the file `pogingen` beside the database, for each system user of its own, so that starting anew
doesn't help and a colleague isn't held up. Never longer than `LONGEST`: nobody is locked out for good. It slows who
types at her terminal; who has the key file can guess elsewhere, and there only Argon2id and a good passphrase help.
"""

from __future__ import annotations

import json
import math
import os
import time
from contextlib import suppress

from ibtui.errors import IbtuiError
from ibtui.files import write_whole
from ibtui.settings import Home

NAME = "pogingen"
FIRST = 1.0
"""Seconds after the first wrong one."""
LONGEST = 30.0
_MOST_BYTES = 16 * 1024

_Tries = dict[str, tuple[int, float]]
"""By the number of the system user: how many in a row, and when the last one was (seconds of the epoch)."""
_NONE = (0, 0.0)
_here: dict[str, tuple[int, float]] = {}
"""The same by folder, for this process: where the file can't be written."""


def left(home: Home) -> float:
    """Seconds until the next passphrase may be tried; 0 when it may be now."""
    number, at = _known(home)
    if not number:
        return 0.0
    now = time.time()
    if at > now:  # the clock was put back: the whole pause begins again, once
        _keep(home, (number, now))
        at = now
    return max(pause(number) - (now - at), 0.0)


def pause(number: int) -> float:
    """Seconds to wait after so many wrong ones in a row."""
    return min(FIRST * 2.0 ** min(number - 1, 20), LONGEST)


def wrong(home: Home) -> float:
    """One more wrong passphrase; seconds to wait now."""
    number = _known(home)[0] + 1
    _keep(home, (number, time.time()))
    return pause(number)


def count(home: Home) -> int:
    """How many wrong ones there were since the last right one."""
    return _known(home)[0]


def right(home: Home) -> None:
    """The passphrase was right: the count begins anew."""
    if _known(home)[0]:
        _keep(home, None)


def _known(home: Home) -> tuple[int, float]:
    rows = _here.get(_place(home), _NONE), _read(home).get(_user(), _NONE)
    return max(rows, key=lambda row: (row[0], -row[1]))  # the earlier one: the other may be of a wrong clock


def _keep(home: Home, tries: tuple[int, float] | None) -> None:
    known = _read(home)
    if tries is None:
        _here.pop(_place(home), None)
        known.pop(_user(), None)
    else:
        _here[_place(home)] = known[_user()] = tries
    with suppress(IbtuiError):  # a full disk, a folder that can't be written: this process counts on
        rows = {user: list(row) for user, row in known.items()}
        write_whole(home.database.with_name(NAME), json.dumps(rows).encode() + b"\n", replace=True)


def _read(home: Home) -> _Tries:
    """What the file says; a file that isn't ours says nothing."""
    found: _Tries = {}
    with suppress(OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        handle = os.open(
            home.database.with_name(NAME), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
        with os.fdopen(handle, "rb") as file:
            rows = json.loads(file.read(_MOST_BYTES))
        for user, (number, at) in rows.items():
            if math.isfinite(at):
                found[str(user)] = max(int(number), 0), float(at)
    return found


def _place(home: Home) -> str:
    return str(home.database)


def _user() -> str:
    return str(os.getuid())
