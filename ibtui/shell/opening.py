"""Opening the school for a command: the passphrase from a file or from the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from ibtui import settings
from ibtui.errors import Missing, SettingsError
from ibtui.secret import Secret
from ibtui.store import database, home, schools


def passphrase_from_environment() -> Secret | None:
    """The passphrase in the file that IBTUI_PASSPHRASE_FILE names; None when it isn't set."""
    name = os.environ.get("IBTUI_PASSPHRASE_FILE")
    return settings.passphrase_from_file(Path(name)) if name else None


def ask_passphrase() -> Secret:
    """From the file, else from the terminal. `SettingsError` when there is neither."""
    found = passphrase_from_environment()
    if found is not None:
        return found
    try:
        with open("/dev/tty"):  # noqa: PTH123  (only to know whether there is one)
            pass
    except OSError:
        raise SettingsError(
            "Er is geen terminal om je wachtwoord te vragen",
            "Zet je wachtwoord in een bestand (chmod 600) en noem dat in IBTUI_PASSPHRASE_FILE.",
        ) from None
    try:
        return Secret(getpass("Wachtwoord: "))
    except EOFError:
        raise SettingsError("Er is geen wachtwoord getypt", "Probeer het opnieuw.") from None


@contextmanager
def opened_school() -> Iterator[tuple[settings.Home, schools.SchoolInfo]]:
    """The home and its school, open for one command; closed afterwards."""
    place = settings.home(os.environ)
    if not home.exists(place):
        raise Missing(
            "Er is hier nog geen school",
            "Start ibtui om er een te beginnen, of kies met IBTUI_HOME een andere map.",
        )
    home.open_home(place, ask_passphrase())
    try:
        yield place, schools.current()
    finally:
        database.close_store()


def read_input(name: str) -> str:
    """The text of a file, or of stdin for "-". Bytes that aren't UTF-8 are read as Windows text."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        from ibtui.files import explain_os_error

        raise explain_os_error(error, Path(name), "het bestand") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
