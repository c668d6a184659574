"""`ibtui demo`: the practice school, in a folder that stays or in one that is removed afterwards."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from ibtui import places, practice, settings
from ibtui.errors import BadInput, Missing, WrongPassphrase
from ibtui.files import explain_os_error, shown
from ibtui.practice.make import Which
from ibtui.secret import Secret
from ibtui.shell.passing import passing_folder
from ibtui.shell.start import LoadApp, need_terminal, start
from ibtui.shell.typed import path
from ibtui.store import database, home, schools

SECOND = "de-vlinderboom"
"""The folder of the second practice school."""


def run_demo(arguments: argparse.Namespace, load_app: LoadApp) -> int:
    """Make the practice school (or open the one that is there) and start the app on it."""
    if arguments.alleen_maken and not arguments.map:
        raise BadInput("Met --alleen-maken hoort ook --map", "Zonder map verdwijnt de oefenschool meteen.")
    if not arguments.alleen_maken:
        need_terminal()
    with _leaving_on_a_signal():
        if arguments.map:
            return _run_in(path(arguments.map), None if arguments.alleen_maken else load_app)
        try:
            with passing_folder() as passing:
                return _run_in(passing, load_app, passing=True)
        except OSError as error:
            raise explain_os_error(error, Path(tempfile.gettempdir()) / "x", "de oefenschool") from error


def _run_in(folder: Path, load_app: LoadApp | None, *, passing: bool = False) -> int:
    place = settings.home({**os.environ, "IBTUI_HOME": str(folder)})
    if _is_there(place, folder):
        _say(f"De OEFENSCHOOL in {shown(folder)} is er al.")
        second = places.further(place, SECOND)
        if second.database.parent.exists():  # whole, or broken off while it was being made
            _make_second(second, folder)
    else:
        _say("De OEFENSCHOOL wordt gemaakt…")
        _make(place)
        _make_second(places.further(place, SECOND), folder)
    if load_app is None:
        print(folder)
        return 0
    return start(places.last_open(place), Secret(practice.PRACTICE_PASSPHRASE), load_app, passing=passing)


def _is_there(place: settings.Home, folder: Path) -> bool:
    """Whether a practice school is here. A half one (the power went) is cleared; a real one is refused."""
    if not home.exists(place):
        return False
    try:
        home.open_home(place, Secret(practice.PRACTICE_PASSPHRASE))
        schools.current()
    except WrongPassphrase:
        raise BadInput(
            f"In {shown(folder)} staat een echte school", "Kies voor de oefenschool een lege map."
        ) from None
    except Missing:  # its passphrase is ours, and there is no school in it
        database.close_store()
        _remove(place)
        return False
    finally:
        database.close_store()
    return True


def _make_second(place: settings.Home, folder: Path) -> None:
    """The other school of the same ib'er, to practise switching."""
    if not _is_there(place, folder):
        _make(place, "vlinderboom")


def _make(place: settings.Home, which: Which = "wilgenhoek") -> None:
    """Make it whole, or leave nothing: also after Ctrl+C or a signal."""
    done = False
    try:
        practice.make(place, database.today(), now=database.now(), which=which)
        done = True
    finally:
        database.close_store()
        if not done:
            _remove(place)


def _remove(place: settings.Home) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        place.database.with_name(place.database.name + suffix).unlink(missing_ok=True)
    place.keys.unlink(missing_ok=True)


@contextmanager
def _leaving_on_a_signal() -> Iterator[None]:
    """A hang-up or a kill ends the command in order, so that the folder is cleared. The app has its own way."""
    kept = {number: signal.signal(number, _leave) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _say(text: str) -> None:
    """How far it is, for a person; a script gets errors only."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
