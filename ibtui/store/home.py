"""A school's home on disk: its key file, its database, and the way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ibtui import guarding
from ibtui.errors import (
    BadInput,
    Corrupt,
    ExportError,
    IbtuiError,
    Missing,
    ReadOnly,
    StoreError,
    VaultError,
    WrongPassphrase,
)
from ibtui.files import make_private, shown, sweep
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import (
    audit,
    change,
    database,
    emergency,
    gate,
    key_file,
    key_slots,
    sealing,
    search,
    swap,
    vault,
)
from ibtui.store.migrations import migrate

BACKUPS = "reservekopieën"
"""The folder beside the database for the copy that is made before a new schema."""

UPGRADED = "sleutel bijgewerkt"
"""How it stands in the audit log that a slot of an older ibtui became one of today."""

_FILES = ("", "-wal", "-shm", "-journal")
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
    guarding.share(home.settings.shared_group)
    try:
        make_private(home.database.parent)
        make_private(home.keys.parent)
    except ExportError as error:
        raise StoreError(error.title, error.hint) from error
    guarding.enter(home)
    key, recovery = vault.create(home.keys, passphrase, label, owner=database.who(), made_on=database.today())
    try:
        database.create_store(home.database, key, invented=invented)
        _bring_up_to_date(home)
        gate.enter(home.database)
        _keys[home.database] = key
    except BaseException:  # Ctrl-C too: half a school would be in the way of a whole one
        database.close_store()
        for path in (home.keys, *(home.database.with_name(home.database.name + end) for end in _FILES)):
            path.unlink(missing_ok=True)
        raise
    return recovery


def open_home(home: Home, passphrase: Secret) -> None:
    """Unlock and open, in one go. Raises what `unlock` and `open_unlocked` raise."""
    open_unlocked(home, unlock(home, passphrase))


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
    if key_slots.upgrade(home, passphrase):
        _upgraded.add(home.database)
    return key


def open_unlocked(home: Home, key: vault.DatabaseKey) -> None:
    """Open the database in this thread and bring its schema up to date. Raises `StoreError` and its kinds, and
    `WrongPassphrase` when the school got another key since this one was unlocked."""
    guarding.enter(home)
    swap.finish_left(home)
    try:
        database.open_store(home.database, key)
    except Corrupt:
        if not _of_before(home, key):
            raise
        _keys.pop(home.database, None)
        raise WrongPassphrase(
            "Deze school is intussen opnieuw versleuteld of teruggezet",
            "Open haar opnieuw, met je wachtwoord.",
        ) from None
    try:
        _bring_up_to_date(home)
    except IbtuiError:
        database.close_store()
        raise
    _keys[home.database] = key
    if home.database in _upgraded and audit.note_if_open(UPGRADED):
        _upgraded.discard(home.database)
    sweep(home.exports)  # what a kill left of a document can be read
    with suppress(IbtuiError, OSError):  # a re-encryption that was broken off left them with two keys
        emergency.only_under(home, key)


def _of_before(home: Home, key: vault.DatabaseKey) -> bool:
    """Whether the key file is of another key by now. One of version 1 can't tell."""
    slots = key_file.read(home.keys)
    return all(slot.version != 1 and not sealing.stamped(slot, key) for slot in slots)


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


def _bring_up_to_date(home: Home) -> None:
    change.forget_steps()
    migrate(home.database.parent / BACKUPS, keys=home.keys)
    search.catch_up()  # a session that was killed while somebody typed left the index behind
