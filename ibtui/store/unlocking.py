"""The way into a school: from a passphrase to the database key, and the keys of this run.

Apart from `home`, because it needs neither Peewee nor SQLCipher: deriving a key takes a tenth of a second on purpose,
and whoever does that in a thread loads the rest meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ibtui import guarding
from ibtui.errors import BadInput, IbtuiError, Missing, ReadOnly, VaultError, WrongPassphrase
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import key_file, swap, vault

_upgraded: set[Path] = set()
"""Databases of which a slot was brought up to date, and whose log doesn't say so yet: it was still closed."""

_keys: dict[Path, vault.DatabaseKey] = {}
"""The keys of the schools that were unlocked in this run, by database: to go back to one without its passphrase.
In memory only; a passphrase is never kept."""


def exists(home: Home) -> bool:
    """Whether a school was set up here: its database or its key file is there. `ReadOnly` when we may not look."""
    try:
        return home.database.exists() or home.keys.exists() or swap.is_left(home)
    except OSError as error:
        raise ReadOnly(
            f"In de map {shown(home.database.parent)} kan ik niet kijken",
            "Kijk of de map klopt en of je er rechten op hebt, of vraag de beheerder.",
        ) from error


def unlock(home: Home, passphrase: Secret) -> vault.DatabaseKey:
    """The database key. Takes a tenth of a second on purpose, so a screen does this part in a thread.

    Raises `Missing` when there is no school here yet, `VaultError` when the key file is gone or damaged,
    `WrongPassphrase`. A swap of the files that was broken off is finished or undone first; `Busy` while it goes on.
    """
    if not exists(home):
        raise Missing("Er is hier nog geen school", "Start ibtui om er een te beginnen.")
    guarding.enter(home)
    swap.finish_left(home)
    if not home.keys.exists():
        raise VaultError(
            f"Het sleutelbestand {shown(home.keys.name)} is er niet",
            f"Zonder dat bestand gaat niets open. Zet het terug in {shown(home.keys.parent)}.",
        )
    key = vault.open(home.keys, passphrase)
    if _has_old_slot(home):
        from ibtui.store import key_slots  # needs the rest of the store

        if key_slots.upgrade(home, passphrase):
            _upgraded.add(home.database)
    return key


def _has_old_slot(home: Home) -> bool:
    with suppress(IbtuiError, OSError):
        return any(slot.version == 1 for slot in key_file.read(home.keys))
    return False


def unlock_one_of(
    wanted: Home, others: Sequence[Home], way_in: Callable[[Home], vault.DatabaseKey]
) -> tuple[Home, vault.DatabaseKey]:
    """Unlock a school, and every other one that opens in the same way, so that nobody has to type it again.

    Gives `wanted`; when the way in isn't that one's, the first of the others that opens. When none does, or `wanted`
    has something the matter: what `way_in` raises for `wanted`. Takes a tenth of a second for each school.
    """
    fault: IbtuiError | None = None
    found: list[tuple[Home, vault.DatabaseKey]] = []
    try:
        found.append((wanted, way_in(wanted)))
    except (WrongPassphrase, BadInput) as error:  # raised below, unless another school opens
        fault = error
    for home in others:
        with suppress(IbtuiError, OSError):
            found.append((home, way_in(home)))
    if not found and fault is not None:
        raise fault
    for home, key in found:
        _keys[home.database] = key
    return found[0]


def unlock_too(others: Sequence[Home], way_in: Callable[[Home], vault.DatabaseKey]) -> None:
    """Unlock the other schools that open in the same way; one that doesn't stays as it is."""
    for home in others:
        with suppress(IbtuiError, OSError):
            _keys[home.database] = way_in(home)


def key_of(home: Home) -> vault.DatabaseKey | None:
    """The key of a school that was unlocked in this run; None when it still asks for a passphrase."""
    return _keys.get(home.database)


def forget_keys() -> None:
    """Every school asks for its passphrase again: the keys are wiped, also for who still holds one."""
    for key in _keys.values():
        key.wipe()
    _keys.clear()


def remember(home: Home, key: vault.DatabaseKey) -> None:
    """This school can be opened again without its passphrase, until `forget_keys`."""
    _keys[home.database] = key


def forget_key(home: Home) -> None:
    """The school has another key by now."""
    _keys.pop(home.database, None)


def is_upgraded(home: Home) -> bool:
    """Whether a slot was brought up to date of which the log doesn't say so yet."""
    return home.database in _upgraded


def upgrade_noted(home: Home) -> None:
    """The log says so now."""
    _upgraded.discard(home.database)
