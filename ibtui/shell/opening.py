"""Opening the school for a command: the passphrase from a file or from the terminal."""

from __future__ import annotations

import os
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
            "Gebruik bij ssh de keuze -t. In een script: zet je wachtwoord in een bestand (chmod 600) "
            "en noem dat in IBTUI_PASSPHRASE_FILE.",
        ) from None
    try:
        return Secret(getpass("Wachtwoord: "))
    except EOFError:
        raise SettingsError("Er is geen wachtwoord getypt", "Probeer het opnieuw.") from None
    except UnicodeDecodeError:
        pass  # raised below: this error holds what was typed
    raise SettingsError(
        "Je terminal stuurt tekens die ik niet kan lezen", "Zet de terminal op UTF-8 en probeer het opnieuw."
    )


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
