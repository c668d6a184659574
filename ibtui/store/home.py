"""A school's home on disk: its key file, its database, and the way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ibtui.errors import (
    BadInput,
    ExportError,
    IbtuiError,
    Missing,
    ReadOnly,
    StoreError,
    VaultError,
    WrongPassphrase,
)
from ibtui.files import make_private, shown
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, search, vault
from ibtui.store.migrations import migrate

BACKUPS = "reservekopieën"
"""The folder beside the database for the copy that is made before a new schema."""

_keys: dict[Path, vault.DatabaseKey] = {}
"""The keys of the schools that were unlocked in this run, by database: to go back to one without its passphrase.
In memory only; a passphrase is never kept."""


def exists(home: Home) -> bool:
    """Whether a school was set up here: its database or its key file is there. `ReadOnly` when we may not look."""
    try:
        return home.database.exists() or home.keys.exists()
    except OSError as error:
        raise ReadOnly(
            f"In de map {shown(home.database.parent)} kan ik niet kijken",
            "Kijk of de map klopt en of je er rechten op hebt, of vraag de beheerder.",
        ) from error


def create_home(home: Home, passphrase: Secret, *, label: str, invented: bool = False) -> str:
    """Make the folder (0700), the key file and an empty database, and open it. Returns the recovery key.

    Show the recovery key once and keep it nowhere. `label` says whose passphrase it is. Nothing is ever
    overwritten; after a fault nothing is left, so that the same can be tried again. `invented`: see
    `database.create_store`.
    """
    if exists(home):
        raise StoreError(
            f"In {shown(home.database.parent)} staat al een school",
            "Open die met je wachtwoord, of kies een andere map.",
        )
    try:
        make_private(home.database.parent)
        make_private(home.keys.parent)
    except ExportError as error:
        raise StoreError(error.title, error.hint) from error
    key, recovery = vault.create(home.keys, passphrase, label)
    try:
        database.create_store(home.database, key, invented=invented)
        _bring_up_to_date(home)
        _keys[home.database] = key
    except IbtuiError:
        database.close_store()
        for path in (home.database, home.keys):
            path.unlink(missing_ok=True)
        raise
    return recovery


def open_home(home: Home, passphrase: Secret) -> None:
    """Unlock and open, in one go. Raises what `unlock` and `open_unlocked` raise."""
    open_unlocked(home, unlock(home, passphrase))


def unlock(home: Home, passphrase: Secret) -> vault.DatabaseKey:
    """The database key. Takes a tenth of a second on purpose, so a screen does this part in a thread.

    Raises `Missing` when there is no school here yet, `VaultError` when the key file is gone or damaged,
    `WrongPassphrase`.
    """
    if not exists(home):
        raise Missing("Er is hier nog geen school", "Start ibtui om er een te beginnen.")
    if not home.keys.exists():
        raise VaultError(
            f"Het sleutelbestand {shown(home.keys.name)} is er niet",
            f"Zonder dat bestand gaat niets open. Zet het terug in {shown(home.keys.parent)}.",
        )
    return vault.open(home.keys, passphrase)


def open_unlocked(home: Home, key: vault.DatabaseKey) -> None:
    """Open the database in this thread and bring its schema up to date. Raises `StoreError` and its kinds."""
    database.open_store(home.database, key)
    try:
        _bring_up_to_date(home)
    except IbtuiError:
        database.close_store()
        raise
    _keys[home.database] = key


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


def key_of(home: Home) -> vault.DatabaseKey | None:
    """The key of a school that was unlocked in this run; None when it still asks for a passphrase."""
    return _keys.get(home.database)


def forget_keys() -> None:
    """Every school asks for its passphrase again."""
    _keys.clear()


def _bring_up_to_date(home: Home) -> None:
    change.forget_steps()
    migrate(home.database.parent / BACKUPS)
    search.catch_up()  # a session that was killed while somebody typed left the index behind
