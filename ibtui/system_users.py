"""The users and groups of this system, by name and by number."""

from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path

from ibtui.errors import SettingsError
from ibtui.files import shown

_ALL_USERS = 2**32 - 1


def group_number(name: str) -> int:
    """The number of the group that the setting `gedeeld` names. `SettingsError` when it isn't there, or isn't yours."""
    try:
        number = grp.getgrnam(name).gr_gid
    except (KeyError, OSError):
        raise SettingsError(
            f"De groep {shown(name, 60)} van de instelling gedeeld is er niet op dit systeem",
            "Vraag de beheerder om die groep te maken, of haal de regel gedeeld weg.",
        ) from None
    if os.geteuid() != 0 and number not in {os.getegid(), *os.getgroups()}:
        raise SettingsError(
            f"Je zit niet in de groep {shown(name, 60)}, die deze school deelt",
            "Vraag de beheerder om je erbij te zetten, en log daarna opnieuw in.",
        )
    return number


def group_name(number: int) -> str:
    """The name of a group; its number when it has none here."""
    try:
        return grp.getgrgid(number).gr_name
    except (KeyError, OSError):
        return str(number)


def user_name(number: int) -> str:
    """The name of a user; the number when there is none here."""
    try:
        return pwd.getpwuid(number).pw_name
    except (KeyError, OSError):
        return str(number)


def is_nobody_here(owner: int) -> bool:
    """Whether this number only says that the owner isn't known inside this container: it may well be root."""
    try:
        nobody = int(Path("/proc/sys/kernel/overflowuid").read_text())
        known = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except (OSError, ValueError):
        return False
    whole = any(int(start) == 0 and int(count) == _ALL_USERS for start, _outside, count in known)
    return owner == nobody and not whole
