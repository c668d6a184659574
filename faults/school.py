"""A small invented school with one conversation today, in an encrypted home of its own; and how to start on it.

`python -m faults.school FOLDER` makes one, so that it can be made under another clock than the suite's own.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from faults.text import START
from ibtui.care.words import ConversationKind
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import database, minutes, pupils, schools
from ibtui.store import home as homes

PROGRAM = Path(sys.executable).with_name("ibtui")
ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "oefenen"


@dataclass(frozen=True, slots=True)
class School:
    """A home in `folder`. `more` is added to the program's environment."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return Home(
            self.folder / "ibtui.db",
            self.folder / "sleutels.json",
            self.folder / "ibtui.toml",
            self.folder / "exports",
        )

    def environment(self) -> dict[str, str]:
        """What the program gets to see: nothing of the one who runs the suite."""
        code = os.environ.get("FAULTS_CODE")
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.folder),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "IBTUI_HOME": str(self.folder),
            "IBTUI_PASSPHRASE_FILE": str(self.folder / "wachtwoord"),
            **({"PYTHONPATH": code} if code else {}),
            **self.more,
        }


def make(folder: Path, **more: str) -> School:
    """Make a school in `folder`, by a process of its own with `more` in its environment."""
    school = School(folder, more)
    environment = {**school.environment(), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "faults.school", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    return school


def copy(school: School, folder: Path) -> School:
    """The same school in another folder."""
    shutil.copytree(school.folder, folder, dirs_exist_ok=True)
    return School(folder, school.more)


def _make_here(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "wachtwoord"
    secret.write_text(f"{PASSPHRASE}\n")
    secret.chmod(0o600)
    homes.create_home(School(folder).home, Secret(PASSPHRASE), label="oefenschool", invented=True)
    today = dt.date.today()
    school = schools.set_up("OEFENSCHOOL De Proef", "Marit Oefen", range(5), practice=True, today=today)
    child = pupils.add_pupil(school.id, pupils.PupilDraft("Roos", "van", "Oefen"), today)
    minutes.from_text(school.id, child, ConversationKind.LARGE_MEETING, today, dt.time(9), START)
    database.close_store()


if __name__ == "__main__":
    _make_here(Path(sys.argv[1]))
