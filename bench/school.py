"""The practice school of ten years, with long minutes in it. Made once; each try gets a copy of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from ibtui import practice, settings
from ibtui.care.words import ConversationKind
from ibtui.store import database, minutes, pupils, schools

PASSPHRASE_FILE = "wachtwoord"  # noqa: S105  (its name)


def make(folder: Path, text: str) -> None:
    """The practice school in `folder`; its newest draft is a groot overleg with `text` as its minutes."""
    folder.mkdir(parents=True)
    practice.make(settings.home({"IBTUI_HOME": str(folder)}), database.today())
    try:
        add_minutes(text)
    finally:
        database.close_store()
    secret = folder / PASSPHRASE_FILE
    secret.touch(mode=0o600)
    secret.write_text(practice.PRACTICE_PASSPHRASE)


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
