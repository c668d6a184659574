"""The key file `sleutels.json`: making it, opening it, and what a passphrase may be.

A random database key is kept once per slot: a passphrase, the recovery key, a colleague's passphrase. Argon2id makes a
key of what is typed, and that one opens the slot. Without a slot that opens, nobody reads the database. The format is
in `key_file`, what is in a slot in `sealing`; changing who gets in is in `key_slots`.

Passphrases travel as `Secret`, the database key as `DatabaseKey`; neither shows itself. No frame that
raises to a caller holds a secret in a local name, so a traceback with locals has nothing to tell.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ibtui.errors import BadInput, ExportError, VaultError, WrongPassphrase
from ibtui.files import AlreadyThere, shown
from ibtui.secret import Secret as Secret
from ibtui.store import key_file, recovery_key, sealing
from ibtui.store.database_key import DatabaseKey as DatabaseKey
from ibtui.store.key_file import KeySlot as KeySlot
from ibtui.store.key_file import SlotKind as SlotKind

MIN_LENGTH = 12
"""Shortest passphrase for a real school, in characters."""
RECOVERY_LABEL = "herstelsleutel"
_FEWEST_DIFFERENT = 5
_LONGEST = 1024


def create(
    path: Path, passphrase: Secret, label: str, *, owner: str = "", made_on: dt.date | None = None
) -> tuple[DatabaseKey, str]:
    """Make a new key file with a passphrase slot and a recovery slot.

    Returns the database key and the recovery key, to be shown once and kept nowhere. `label` names whose
    passphrase it is, `owner` is the system user. Never overwrites a key file: that would lock the database for good.
    Refuses an empty passphrase only; a real school asks `check_strength` first.
    """
    refuse_unusable(passphrase)
    key = DatabaseKey.fresh()
    recovery = recovery_key.make()
    slots = [
        sealing.make(SlotKind.PASSPHRASE, label, owner, made_on, passphrase, key),
        sealing.make(SlotKind.RECOVERY, RECOVERY_LABEL, owner, made_on, recovery_key.compact(recovery), key),
    ]
    try:
        key_file.write(path, slots, replace=False)
    except AlreadyThere:
        raise VaultError(
            f"Er is al een sleutelbestand: {shown(path)}",
            "Begin in een lege map, of open deze school met je wachtwoord.",
        ) from None
    except ExportError as error:
        raise VaultError(error.title, error.hint) from error
    return key, recovery.reveal()


def open(path: Path, passphrase: Secret) -> DatabaseKey:
    """The database key, by passphrase. Raises WrongPassphrase, VaultError (file bad or gone) or BadInput."""
    refuse_unusable(passphrase)
    found = find(read_slots(path), SlotKind.PASSPHRASE, passphrase)
    if found is None:
        raise WrongPassphrase("Dit wachtwoord klopt niet")
    return found[1]


def open_with_recovery(path: Path, typed: Secret) -> DatabaseKey:
    """The database key, by recovery key, in any spacing and case. BadInput when it holds a typing error."""
    recovery_key.refuse_wrong(typed)
    found = find(read_slots(path), SlotKind.RECOVERY, recovery_key.compact(typed))
    if found is None:
        raise WrongPassphrase("Deze herstelsleutel hoort niet bij deze school")
    return found[1]


def read_slots(path: Path) -> tuple[KeySlot, ...]:
    """The slots in the key file, checked and bounded. VaultError when it is missing or damaged."""
    return key_file.read(path)


def find(slots: tuple[KeySlot, ...], kind: SlotKind, secret: Secret) -> tuple[int, DatabaseKey] | None:
    """The place (from 0) of the slot that opens with this secret, and the database key in it."""
    for place, slot in enumerate(slots):
        key = sealing.open_slot(slot, secret) if slot.kind == kind else None
        if key is not None:
            return place, key
    return None


def refuse_unusable(passphrase: Secret) -> None:
    """BadInput for a passphrase that can't be one: empty, endless, or with signs that no keyboard sends."""
    if not passphrase:
        raise BadInput("Je wachtwoord is leeg", "Typ je wachtwoord.")
    if len(passphrase) > _LONGEST:
        raise BadInput("Je wachtwoord is te lang", f"Meer dan {_LONGEST} tekens kan niet.")
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in passphrase.signs()):
        raise BadInput("Er staat een teken in je wachtwoord dat niet kan", "Typ het opnieuw.")


def check_strength(passphrase: Secret) -> None:
    """BadInput when a new passphrase is too weak for a real school. The wizard asks; `create` doesn't."""
    refuse_unusable(passphrase)
    if len(passphrase) < MIN_LENGTH:
        raise BadInput(
            f"Je wachtwoord is te kort: neem er minstens {MIN_LENGTH} tekens voor",
            "Vier losse woorden achter elkaar zijn sterk en goed te onthouden.",
        )
    if len(set(passphrase.signs())) < _FEWEST_DIFFERENT:
        raise BadInput(
            "Je wachtwoord is te makkelijk te raden: er staan bijna alleen dezelfde tekens in",
            "Neem vier losse woorden achter elkaar.",
        )
