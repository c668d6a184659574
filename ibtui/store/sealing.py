"""What is in a slot: making one, opening one, and giving every slot a new database key (for `store/rekey.py`)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Sequence

from ibtui.errors import VaultError
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.store import key_file, sodium, stretching
from ibtui.store.database_key import DatabaseKey
from ibtui.store.key_file import KeySlot, SlotKind

_OPSLIMIT = 3
_MEMLIMIT = 64 * 1024 * 1024


def make(
    kind: SlotKind, label: str, owner: str, made_on: dt.date | None, secret: Secret, key: DatabaseKey
) -> KeySlot:
    """A new slot that opens with this secret. Takes a tenth of a second (Argon2id)."""
    salt = os.urandom(sodium.SALT_BYTES)
    lock = sodium.stretched(secret, salt, _OPSLIMIT, _MEMLIMIT)
    private, public = sodium.key_pair()
    try:
        locked = sodium.lock(lock, private)
    finally:
        sodium.wipe(lock, private)
    slot = KeySlot(
        kind=kind, label=label, owner=owner, made_on=made_on, opslimit=_OPSLIMIT, memlimit=_MEMLIMIT, salt=salt,
        public=public, secret=locked, sealed=sodium.seal(public, key.raw()),
    )  # fmt: skip
    return dataclasses.replace(slot, stamp=stamp(slot, key))


def open_slot(slot: KeySlot, secret: Secret) -> DatabaseKey | None:
    """The database key; None: not this secret.

    Raises `VaultError` when the secret is right but the slot is damaged, or there is too little memory.
    """
    lock = stretching.stretched(secret, slot.salt, slot.opslimit, slot.memlimit)
    found = sodium.unlock(lock, slot.wrapped or slot.secret)
    sodium.wipe(lock)
    if found is None:
        return None
    try:
        key = DatabaseKey(found) if slot.version == 1 else _key_in(found, slot.sealed)
    finally:
        sodium.wipe(found)
    if key is None:
        raise VaultError(
            "Het sleutelbestand is beschadigd",
            "Zet ibtui.db en sleutels.json samen terug uit dezelfde back-up.",
        )
    return key


def _key_in(private: bytearray, sealed: bytes) -> DatabaseKey | None:
    raw = sodium.open_seal(private, sealed)
    if raw is None:
        return None
    try:
        return DatabaseKey(raw)
    finally:
        sodium.wipe(raw)


# ---------------------------------------------------------------- trust, and a new database key


def stamp(slot: KeySlot, key: DatabaseKey) -> bytes:
    """The keyed digest over all of a slot but the sealed key: only who has the database key can make it."""
    said = {name: value for name, value in key_file.row(slot).items() if name not in {"sealed", "stamp"}}
    under = key.derived("slot")
    try:
        return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), key=under, digest_size=32).digest()
    finally:
        sodium.wipe(under)


def stamped(slot: KeySlot, key: DatabaseKey) -> bool:
    """Whether somebody who had this database key made the slot. Always False for a slot of version 1."""
    return slot.version == 2 and hmac.compare_digest(slot.stamp, stamp(slot, key))


def resealed(slots: Sequence[KeySlot], now: DatabaseKey, after: DatabaseKey) -> tuple[KeySlot, ...]:
    """Every slot with the database key `after` in place of `now`; what is typed for it stays the same.

    Raises `VaultError`, with what to do, when a slot of version 1 is among them, or one that `now` didn't stamp.
    """
    for slot in slots:
        refuse_untrusted(slot, now)
    return tuple(
        dataclasses.replace(slot, sealed=sodium.seal(slot.public, after.raw()), stamp=stamp(slot, after))
        for slot in slots
    )


def refuse_untrusted(slot: KeySlot, key: DatabaseKey) -> None:
    """`VaultError`, with what to do, for a slot that may not get a new database key."""
    name = shown(slot.label, 60)
    if slot.version == 1 and slot.kind == SlotKind.RECOVERY:
        raise VaultError(
            "De herstelsleutel is nog van een oudere ibtui",
            "Maak eerst een nieuwe: ibtui sleutel herstel.",
        )
    if slot.version == 1:
        raise VaultError(
            f"De sleutel van {name} is nog van een oudere ibtui",
            f"Laat {name} eerst een keer ibtui openen met het eigen wachtwoord, of trek de sleutel in: "
            "ibtui sleutel intrek.",
        )
    if not stamped(slot, key):
        raise VaultError(
            f"De sleutel van {name} is buiten ibtui om in het sleutelbestand gezet",
            "Ken je die niet? Trek de sleutel in (ibtui sleutel intrek) en vraag de beheerder.",
        )
