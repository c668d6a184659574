"""`ibtui demo`: the practice school, in a folder that stays or in one that is removed afterwards."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from ibtui import practice, settings
from ibtui.errors import BadInput
from ibtui.files import explain_os_error, shown
from ibtui.secret import Secret
from ibtui.shell.start import LoadApp, start
from ibtui.store import database, home


def run_demo(arguments: argparse.Namespace, load_app: LoadApp) -> int:
    """Make the practice school (or open the one that is there) and start the app on it."""
    if arguments.alleen_maken and not arguments.map:
        raise BadInput("Met --alleen-maken hoort ook --map", "Zonder map verdwijnt de oefenschool meteen.")
    if arguments.map:
        folder = Path(arguments.map).expanduser().absolute()
        return _run_in(folder, None if arguments.alleen_maken else load_app)
    try:
        with tempfile.TemporaryDirectory(prefix="ibtui-oefenschool-") as passing:
            return _run_in(Path(passing), load_app)
    except OSError as error:
        raise explain_os_error(error, Path(tempfile.gettempdir()), "de oefenschool") from error


def _run_in(folder: Path, load_app: LoadApp | None) -> int:
    place = settings.home({**os.environ, "IBTUI_HOME": str(folder)})
    if home.exists(place):
        _refuse_real_school(place, folder)
        print(f"De OEFENSCHOOL in {shown(folder)} is er al.", file=sys.stderr)
    else:
        print("De OEFENSCHOOL wordt gemaakt…", file=sys.stderr)
        practice.make(place, database.today())
        database.close_store()
    if load_app is None:
        print(folder)
        return 0
    return start(place, Secret(practice.PRACTICE_PASSPHRASE), load_app)


def _refuse_real_school(place: settings.Home, folder: Path) -> None:
    """A folder with a school that the practice passphrase doesn't open is not ours to touch."""
    from ibtui.errors import WrongPassphrase

    try:
        home.unlock(place, Secret(practice.PRACTICE_PASSPHRASE))
    except WrongPassphrase:
        raise BadInput(
            f"In {shown(folder)} staat een echte school", "Kies voor de oefenschool een lege map."
        ) from None
