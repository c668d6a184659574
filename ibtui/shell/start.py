"""Starting the app: the key is derived in a thread while Textual loads."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ibtui import settings
from ibtui.errors import SettingsError
from ibtui.secret import Secret
from ibtui.shell.opening import passphrase_from_environment
from ibtui.store import database, home

LoadApp = Callable[[], Callable[[settings.Home], int]]
"""Imports the app and gives the function that runs it. The shell itself never loads Textual."""


def run_app(arguments: argparse.Namespace, load_app: LoadApp) -> int:  # noqa: ARG001  (every command takes them)
    """`ibtui`: the app on the school of this user."""
    return start(settings.home(os.environ), passphrase_from_environment(), load_app)


def start(place: settings.Home, passphrase: Secret | None, load_app: LoadApp) -> int:
    """Run the app; without a passphrase it asks for one (or starts the wizard). Returns the exit code."""
    need_terminal()
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting = pool.submit(home.unlock, place, passphrase) if passphrase and home.exists(place) else None
        run = load_app()
        if waiting is not None:
            home.open_unlocked(place, waiting.result())
    try:
        return run(place)
    finally:
        database.close_store()


def need_terminal() -> None:
    """`SettingsError` when there is no terminal for the app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError(
            "De app heeft een terminal nodig", "Start ibtui in een terminal, of typ ibtui --help."
        )
