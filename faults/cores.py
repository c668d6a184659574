"""No core file: the program dies of every signal that makes one, with notes in its memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from faults import doors
from faults.doors import PASSPHRASE, Place
from faults.marks import STEM, Search, below, mark
from faults.result import Options, Result
from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.store import database, schools
from ibtui.store import home as homes
from tests.terminal.driver import Terminal

_PATTERN = Path("/proc/sys/kernel/core_pattern")
SIGNALS = (signal.SIGSEGV, signal.SIGABRT, signal.SIGQUIT, signal.SIGBUS, signal.SIGILL)
_ALLOW = ["sh", "-c", 'ulimit -c unlimited && exec "$@"', "sh"]


def part(folder: Path, options: Options) -> list[Result]:
    """Each signal, for the app and for a command."""
    result = Result(
        "no core file, and nothing readable on the terminal, when a signal ends it that makes one"
    )
    result.impossible = why_not(folder)
    if result.impossible:
        return [result]
    place = make(folder)
    for number in SIGNALS[: options.runs or len(SIGNALS)]:
        for name, start in (("the app", in_the_editor), ("a command", at_the_question)):
            result.runs += 1
            result.failures += [f"{name}, {number.name}: {what}" for what in die(place, start(place), number)]
    return [result]


def why_not(folder: Path) -> str:
    """Why a core can't be had here even from a program that lets it; "" when it can: this shows that we can fail."""
    pattern = _PATTERN.read_text().strip()
    if pattern.startswith(("|", "/")):
        return f"core files don't go to the folder of the program here ({pattern.split()[0]})"
    folder.mkdir(parents=True, exist_ok=True)
    script = f"import os; text = '{STEM}' * 9; os.abort()"
    subprocess.run([*_ALLOW, sys.executable, "-c", script], cwd=folder, capture_output=True, check=False)
    left = [path for path in folder.iterdir() if path.name.startswith("core")]
    found = Search().in_files(left)
    for path in left:
        path.unlink()
    return "" if found else "this machine makes no core file"


def make(folder: Path) -> Place:
    """A school with something to tell."""
    place = Place(folder / "plek")
    place.root.mkdir(parents=True, mode=0o700)
    place.make()
    homes.create_home(
        home({"IBTUI_HOME": str(place.school)}), Secret(PASSPHRASE), label="ib'er", invented=True
    )
    schools.set_up("OEFENSCHOOL", "Marit Oefen", range(7), practice=True, today=database.today())
    database.close_store()
    homes.forget_keys()
    place.through = _ALLOW
    return place


def in_the_editor(place: Place) -> Terminal:
    """The app, unlocked, with a note in its memory."""
    term = doors.unlocked(place)
    return term.press("v").type(mark("inhetgeheugen")).sees(mark("inhetgeheugen"))


def at_the_question(place: Place) -> Terminal:
    """A command that has the text and waits for the passphrase."""
    return place.start("notitie", mark("opderegel")).sees("Wachtwoord", seconds=20)


def die(place: Place, term: Terminal, number: signal.Signals) -> list[str]:
    """End it, and look what is left: no core, no mark in a file, no mark after the app."""
    with term:
        term.signal(number).exit_code(20)
        said = term.after_the_app()
    wrong = [
        f"a core file of {path.stat().st_size} bytes" for path in place.root.rglob("core*") if path.is_file()
    ]
    wrong += [str(hit) for hit in Search().in_files(below([place.root]))]
    wrong += [str(hit) for hit in Search().in_bytes(said.encode(), "the terminal afterwards")]
    for path in place.root.rglob("core*"):
        path.unlink()
    return wrong
