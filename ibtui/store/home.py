"""A school's home on disk: its key file, its database, and the way in."""

from __future__ import annotations

from contextlib import suppress

from ibtui import guarding
from ibtui.errors import Corrupt, ExportError, IbtuiError, StoreError, WrongPassphrase
from ibtui.files import make_private, shown, sweep
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import audit, change, database, emergency, gate, key_file, sealing, swap, unlocking, vault
from ibtui.store.migrations import migrate
from ibtui.store.search_index import catch_up
from ibtui.store.unlocking import exists as exists
from ibtui.store.unlocking import forget_keys as forget_keys
from ibtui.store.unlocking import key_of as key_of
from ibtui.store.unlocking import unlock as unlock
from ibtui.store.unlocking import unlock_one_of as unlock_one_of
from ibtui.store.unlocking import unlock_too as unlock_too

BACKUPS = "reservekopieën"
"""The folder beside the database for the copy that is made before a new schema."""

UPGRADED = "sleutel bijgewerkt"
"""How it stands in the audit log that a slot of an older ibtui became one of today."""

_FILES = ("", "-wal", "-shm", "-journal")


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
        unlocking.remember(home, key)
    except BaseException:  # Ctrl-C too: half a school would be in the way of a whole one
        database.close_store()
        for path in (home.keys, *(home.database.with_name(home.database.name + end) for end in _FILES)):
            path.unlink(missing_ok=True)
        raise
    return recovery


def open_home(home: Home, passphrase: Secret) -> None:
    """Unlock and open, in one go. Raises what `unlock` and `open_unlocked` raise."""
    open_unlocked(home, unlock(home, passphrase))


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
        unlocking.forget_key(home)
        raise WrongPassphrase(
            "Deze school is intussen opnieuw versleuteld of teruggezet",
            "Open haar opnieuw, met je wachtwoord.",
        ) from None
    try:
        _bring_up_to_date(home)
    except IbtuiError:
        database.close_store()
        raise
    unlocking.remember(home, key)
    if unlocking.is_upgraded(home) and audit.note_if_open(UPGRADED):
        unlocking.upgrade_noted(home)
    sweep(home.exports)  # what a kill left of a document can be read
    with suppress(IbtuiError, OSError):  # a re-encryption that was broken off left them with two keys
        emergency.only_under(home, key)


def _of_before(home: Home, key: vault.DatabaseKey) -> bool:
    """Whether the key file is of another key by now. One of version 1 can't tell."""
    slots = key_file.read(home.keys)
    return all(slot.version != 1 and not sealing.stamped(slot, key) for slot in slots)


def _bring_up_to_date(home: Home) -> None:
    change.forget_steps()
    migrate(home.database.parent / BACKUPS, keys=home.keys)
    catch_up()  # a session that was killed while somebody typed left the index behind
