"""Opening the school for a command: the passphrase from a file or from the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from getpass import getpass
from pathlib import Path

from ibtui import places, settings
from ibtui.care.text import fold
from ibtui.errors import BadInput, Missing, SettingsError, VaultError, WrongPassphrase
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.store import database, home, other_schools, schools


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


def chosen_home(wanted: str | None) -> settings.Home:
    """The school that `--school` or else IBTUI_SCHOOL names, by its folder; without them the only one there is.

    With more than one a command never guesses: a note could end up behind the wrong wall. Raises `BadInput`.
    """
    among = places.schools(settings.home(os.environ))
    wanted = wanted or os.environ.get("IBTUI_SCHOOL") or None
    if wanted is None and len(among) == 1:
        return among[0]
    if wanted is None:
        raise BadInput("Je hebt hier meer scholen", f"Zeg welke, met --school: {_names(among)}.")
    found = places.find(among[0], wanted)
    if found is None:
        raise BadInput(f"Ik ken hier geen school {shown(wanted, 60)}", f"Deze zijn er: {_names(among)}.")
    return found


def _names(among: Sequence[settings.Home]) -> str:
    return ", ".join(shown(places.called(one), 60) for one in among)


def _by_own_name(wanted: str, passphrase: Secret) -> settings.Home | None:
    """The school with this in its own name, among those that the passphrase opens."""
    found: list[settings.Home] = []
    for place in places.schools(settings.home(os.environ)):
        with suppress(WrongPassphrase, VaultError, Missing):
            if fold(wanted) in fold(other_schools.name(place, home.unlock(place, passphrase))):
                found.append(place)
    return found[0] if len(found) == 1 else None


@contextmanager
def opened_school(wanted: str | None) -> Iterator[tuple[settings.Home, schools.SchoolInfo]]:
    """The home and its school, open for one command; closed afterwards. `wanted`: what `--school` says."""
    if not home.exists(places.schools(settings.home(os.environ))[0]):
        raise Missing(
            "Er is hier nog geen school",
            "Start ibtui om er een te beginnen, of kies met IBTUI_HOME een andere map.",
        )
    wanted = wanted or os.environ.get("IBTUI_SCHOOL")
    try:
        place = chosen_home(wanted)
        passphrase = ask_passphrase()
    except BadInput:
        if not wanted:
            raise
        passphrase = ask_passphrase()  # the first school has no folder by its name: look behind the doors
        by_name = _by_own_name(wanted, passphrase)
        if by_name is None:
            raise
        place = by_name
    home.open_home(place, passphrase)
    try:
        yield place, schools.current()
    finally:
        database.close_store()
