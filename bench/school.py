"""The practice school of ten years, with long minutes in it. Made once; each try gets a copy of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from ibtui import practice, settings
from ibtui.care.words import ConversationKind
from ibtui.secret import Secret
from ibtui.store import backup, database, home, minutes, pupils, schools

PASSPHRASE_FILE = "wachtwoord"  # noqa: S105  (its name)


def make(folder: Path, text: str) -> None:
    """The practice school in `folder`; its newest draft is a groot overleg with `text` as its minutes."""
    folder.mkdir(parents=True)
    place = settings.home({"IBTUI_HOME": str(folder)})
    practice.make(place, database.today(), now=database.now())
    try:
        add_minutes(text)
        backup.backup_now(place, database.today())  # why: see back_up
    finally:
        database.close_store()
    secret = folder / PASSPHRASE_FILE
    secret.touch(mode=0o600)
    secret.write_text(practice.PRACTICE_PASSPHRASE)


def back_up(folder: Path) -> None:
    """Make today's backup of the school in `folder`.

    Without one ibtui looks at every page of the file in a thread, from two seconds after its first screen: once a
    day, and for some seconds in a large school. That must not run through what is timed.
    """
    place = settings.home({"IBTUI_HOME": str(folder)})
    home.open_home(place, Secret((folder / PASSPHRASE_FILE).read_text().strip()))
    try:
        backup.backup_now(place, database.today())
    finally:
        database.close_store()


def add_minutes(text: str) -> int:
    """Add minutes with this text to the school that is open, as its newest draft; gives their number."""
    school = schools.current().id
    pupil = pupils.pupils(school)[0]
    kind, day = ConversationKind.LARGE_MEETING, database.today() + dt.timedelta(days=60)
    return minutes.from_text(school, pupil.id, kind, day, dt.time(9), text)


def copy_of(folder: Path, to: Path) -> Path:
    """A fresh copy at `to`, in place of what was there."""
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(folder, to)
