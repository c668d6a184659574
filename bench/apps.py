"""The other programs that are started beside ibtui: how each is got, started, known to be drawn, and left.

Programs written in Python are installed with pip, each into an environment of its own, in the folder that
`IBTUI_BENCH_PEERS` names (kept for a next time) or in one that goes away. Others are there or they aren't. What
can't be had is named with the reason, never guessed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.starts import Way

FOLDER = "IBTUI_BENCH_PEERS"
_MOST = 600.0
"""Seconds that an install may take."""
_NO_NETWORK = "state:\n  check_for_updates: false\n"
"""bagels asks a network for a newer version before it draws: that isn't what is measured."""
_CALENDAR = "[calendars]\n[[school]]\npath = {folder}/calendar\n[locale]\ndefault_calendar = school\n"


@dataclass(frozen=True, slots=True)
class App:
    """One program. `{bin}` in `command` is where it was installed, `{folder}` the folder of this try."""

    name: str
    command: tuple[str, ...]
    seen: tuple[str, ...]
    """All of these on the screen: it is drawn."""
    leave: tuple[str, ...]
    """Keys that end it, one after another."""
    packages: tuple[str, ...] = ()
    """What pip installs; nothing for a program that the system has or hasn't."""
    oldest: tuple[int, int] = (3, 11)
    """The oldest Python that it runs on."""
    files: tuple[tuple[str, str], ...] = ()
    """Settings that it doesn't start without: a path in the folder, and the text."""
    env: tuple[tuple[str, str], ...] = ()
    textual: bool = False
    """Whether it is one of the Textual programs that the goal names."""


APPS = (
    # tree-sitter and urwid are held where these two ask for any version, and end on the newest.
    App("posting", ("{bin}/posting",), ("Collection", "No headers", "Search requests"), ("ctrl+c",),
        ("posting", "tree-sitter==0.25.2"), textual=True),
    App("harlequin", ("{bin}/harlequin", "--adapter", "sqlite", ":memory:"),
        ("main", "Query Results", "Run Query"), ("ctrl+q",), ("harlequin",), textual=True),
    App("dooit", ("{bin}/dooit",), ("Workspaces", "Welcome to Dooit", "NORMAL"), ("ctrl+q",), ("dooit",), textual=True),
    App("bagels", ("{bin}/bagels",), ("Jump Mode", "Insights", "Quit"), ("ctrl+q",), ("bagels",), oldest=(3, 13),
        files=((".config/bagels/config.yaml", _NO_NETWORK),), textual=True),
    App("khal", ("{bin}/khal", "-c", "{folder}/khal.conf", "interactive"), ("Mo Tu",), ("q",), ("khal", "urwid==3.0.5"),
        files=(("khal.conf", _CALENDAR), ("calendar/.keep", "")),
        env=(("LANG", "C"),)),  # it makes a locale's name of its own out of C.UTF-8, and ends
    App("calcurse", ("calcurse", "-D", "{folder}/calcurse"), ("Appointments", "Calendar", "Help"), ("q", "y")),
    App("nano", ("nano", "--ignorercfiles"), ("Help", "Exit"), ("ctrl+x",)),
    App("vim", ("vim", "-u", "NONE"), ("VIM - Vi IMproved",), (":", "q", "enter")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Had:
    """A program that is there."""

    app: App
    bin: Path
    version: str

    def way(self, folder: Path) -> Way:
        """How it is started in this folder and left; writes the settings that it needs."""
        for name, text in self.app.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(text.format(folder=folder), encoding="utf-8")
        words = [word.format(bin=self.bin, folder=folder) for word in self.app.command]
        env = {"HOME": str(folder), "TMPDIR": str(folder), **dict(self.app.env)}
        return Way(words, env, self.app.seen, self.app.leave)


def get(folder: Path, apps: Sequence[App] = APPS) -> tuple[list[Had], list[str]]:
    """Each program that can be had, installed; and what is missing, as "name (reason)"."""
    place = Path(os.environ.get(FOLDER) or folder / "peers")
    had, missing = [], []
    for app in apps:
        try:
            had.append(_installed(app, place / app.name) if app.packages else _of_the_system(app))
        except _Missing as reason:
            missing.append(f"{app.name} ({reason})")
    return had, missing


class _Missing(Exception):
    """Why a program can't be had."""


def _of_the_system(app: App) -> Had:
    found = shutil.which(app.command[0])
    if found is None:
        raise _Missing("not installed")
    said = subprocess.run(
        [found, "--version"], capture_output=True, text=True, check=False, timeout=30
    ).stdout
    number = re.search(r"\d+\.\d+[\d.]*", said)
    return Had(app, Path(found).parent, number.group() if number else "?")


def _installed(app: App, place: Path) -> Had:
    """In an environment of its own; what is there from a former time is taken as it is."""
    program = place / "bin" / app.name
    if not program.exists():
        shutil.rmtree(place, ignore_errors=True)
        print(f"installing {app.name}", file=sys.stderr, flush=True)
        try:
            _do([python(app.oldest), "-m", "venv", place], "no environment can be made")
            pip: list[str | Path] = [
                place / "bin" / "python",
                "-m",
                "pip",
                "--disable-pip-version-check",
                "-q",
                "install",
            ]
            _do([*pip, *app.packages], "pip can't install it")
        except _Missing:
            shutil.rmtree(place, ignore_errors=True)
            raise
    ask = f"from importlib.metadata import version; print(version({app.name!r}))"
    return Had(app, program.parent, _do([place / "bin" / "python", "-c", ask], "it says no version").strip())


def python(oldest: tuple[int, int]) -> str:
    """A Python that is new enough: this one, or another on the PATH or among pyenv's."""
    if sys.version_info[:2] >= oldest:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(oldest[1], oldest[1] + 3)]
    known = [shutil.which(name) for name in names]
    built = [
        str(path)
        for name in names
        for path in _pyenv().glob(f"versions/{name.removeprefix('python')}.*/bin/{name}")
    ]
    for found in [*known, *built]:
        if found and _runs(found):
            return found
    raise _Missing(f"it needs Python {oldest[0]}.{oldest[1]}, which isn't here")


def _pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")


def _runs(program: str) -> bool:
    return subprocess.run([program, "-c", "import venv"], capture_output=True, check=False).returncode == 0


def _do(words: Sequence[str | Path], otherwise: str) -> str:
    """What the command prints; `_Missing` with its last line when it fails."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=_MOST)
    except subprocess.TimeoutExpired as late:
        raise _Missing(f"{otherwise} within {_MOST:g} seconds") from late
    except subprocess.CalledProcessError as failed:
        lines = str(failed.stderr).strip().splitlines()
        said = re.sub(r"\S+://\S+", "…", lines[-1])[:120] if lines else ""  # addresses are this machine's own
        raise _Missing(f"{otherwise}: {said}" if said else otherwise) from failed
    return done.stdout
