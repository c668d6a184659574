"""The backup of the day, when the app ends."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import suppress

from ibtui import places
from ibtui.errors import IbtuiError
from ibtui.files import shown
from ibtui.settings import Home
from ibtui.shell import streams
from ibtui.store import audit, backup_list, database
from ibtui.store import home as homes

_LONG = 1.0
"""Seconds of waiting that need a word."""


def at_the_end(place: Home) -> None:
    """The backup of the day of each school that was worked on in this run; once a day, with words only when it takes
    long or fails. Nothing when the screen was locked: then there is no key. Never raises `IbtuiError`.

    `place`: any school of the home. Closes the store when there is more than one to do.
    """
    start = time.monotonic()
    made = 0
    opened = database.opened_file()
    schools = sorted(places.schools(place), key=lambda school: school.database != opened)
    for school in schools:
        try:
            made += _of_today(school, is_open=school.database == opened)
        except (IbtuiError, OSError) as error:
            said = shown(error, 1000) if isinstance(error, IbtuiError) else "De reservekopie is niet gemaakt."
            streams.complain(f"ibtui: {said}")
    seconds = time.monotonic() - start
    if made and seconds > _LONG:
        print(f"Reservekopie gemaakt ({seconds:.1f} s).".replace(".", ",", 1))


def _of_today(school: Home, *, is_open: bool) -> bool:
    """Make one when there is none of today, and this run has the key."""
    today, key = database.today(), homes.key_of(school)
    if backup_list.made_on(school, today):
        return False
    if not is_open:
        if key is None or not _touched(school, today):
            return False
        audit.close()
        homes.open_unlocked(school, key)
    from ibtui.store import backup  # most endings have none to make

    backup.backup_now(school, today)
    return True


def _touched(school: Home, today: dt.date) -> bool:
    """Whether something was written in this school today, by whomever."""
    for path in (school.database, school.database.with_name(f"{school.database.name}-wal")):
        with suppress(OSError):
            if dt.date.fromtimestamp(path.stat().st_mtime) == today:
                return True
    return False
