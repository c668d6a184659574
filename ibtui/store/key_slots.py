"""Who gets in: adding, revoking and changing the slots of a key file. The database stays as it is.

Each change takes the lock of the key file, writes that file whole, and leaves a line in the audit log when the store of
this school is open: both, or neither (a kill just after the file was written leaves the line out). While a
re-encryption is under way nothing changes here (`Busy`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ibtui.care.text import clean
from ibtui.errors import BadInput, Busy, Conflict, IbtuiError, Missing, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, key_file, recovery_key, sealing, swap, vault
from ibtui.store.database_key import DatabaseKey
from ibtui.store.key_file import KeySlot, SlotKind
from ibtui.values import dataclass

_LONGEST_LABEL = 60
_ADDED, _REVOKED = "sleutel toegevoegd", "sleutel ingetrokken"
_CHANGED, _RECOVERY = "wachtwoord veranderd", "herstelsleutel vernieuwd"
ACTIONS = (_ADDED, _REVOKED, _CHANGED, _RECOVERY)
"""How they stand in the audit log."""
_Change = Callable[[tuple[KeySlot, ...]], tuple[KeySlot, ...]]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One way in, for lists. `number`: its place in the file, from 1. `made_on` None and `owner` "": of before."""

    number: int
    kind: SlotKind
    label: str
    owner: str
    """The system user who typed it."""
    made_on: dt.date | None
    version: int
    """1: of before, can't get a new database key; the first use of its passphrase makes it 2."""


def slots(home: Home) -> tuple[SlotRow, ...]:
    """Everyone who gets in, in the order of the file. No passphrase is needed. Raises `VaultError`."""
    return tuple(_row(place, slot) for place, slot in enumerate(key_file.read(home.keys)))


def add(home: Home, key: DatabaseKey, label: str, owner: str, passphrase: Secret) -> SlotRow:
    """A slot for somebody else, who types a passphrase of her own. `label`: whose it is; `owner`: the system user.

    `BadInput` for a label that is taken or a passphrase that can't be one (a real school asks `check_strength` too),
    `Conflict` when `key` isn't this school's key any more.
    """
    vault.refuse_unusable(passphrase)
    name = _label(label)
    fresh = sealing.make(SlotKind.PASSPHRASE, name, owner, database.today(), passphrase, key)

    def change_slots(found: tuple[KeySlot, ...]) -> tuple[KeySlot, ...]:
        _refuse_other_key(found, key)
        if any(slot.label.casefold() == name.casefold() for slot in found):
            raise BadInput(f"Er is al een sleutel van {name}", "Kies een andere naam.")
        if len(found) >= key_file.MOST_SLOTS:
            raise BadInput("Er zijn te veel sleutels", "Trek er eerst een in: ibtui sleutel intrek.")
        return (*found, fresh)

    after = _changed(home, _ADDED, change_slots)
    return _row(len(after) - 1, after[-1])


def revoke(home: Home, number: int, label: str | None = None) -> SlotRow:
    """Take a slot away; what was in it opens nothing in this file any more. `label`: what it should be called there.

    `BadInput` for the last passphrase or the last recovery key, `Conflict` when another slot has that number by now.
    Who had it may still have an older copy of the files: only a re-encryption shuts that out for what comes after.
    """
    gone: list[SlotRow] = []

    def change_slots(found: tuple[KeySlot, ...]) -> tuple[KeySlot, ...]:
        slot = _at(found, number, label)
        refuse_last([each.kind for each in found], slot.kind)
        gone.append(_row(number - 1, slot))
        return found[: number - 1] + found[number:]

    _changed(home, _REVOKED, change_slots)
    return gone[-1]


def refuse_last(kinds: Sequence[SlotKind], kind: SlotKind) -> None:
    """`BadInput` when only one of `kinds` is of this kind: that slot can't be revoked. To know it before asking."""
    if kinds.count(kind) == 1:
        raise _last_of(kind)


def change_passphrase(home: Home, old: Secret, new: Secret) -> SlotRow:
    """Another passphrase for the slot that `old` opens. The old one opens nothing any more.

    Raises `WrongPassphrase`, and `BadInput` for a passphrase that can't be one.
    """
    vault.refuse_unusable(old)
    vault.refuse_unusable(new)
    where: list[int] = []

    def change_slots(found: tuple[KeySlot, ...]) -> tuple[KeySlot, ...]:
        place, key = _opened(found, old)
        try:
            fresh = _made_again(found[place], new, key, database.today())
        finally:
            key.wipe()
        where.append(place)
        return (*found[:place], fresh, *found[place + 1 :])

    after = _changed(home, _CHANGED, change_slots)
    return _row(where[-1], after[where[-1]])


def new_recovery(home: Home, key: DatabaseKey) -> str:
    """A new recovery key, in place of every one before. Show it once, keep it nowhere. `Conflict` as with `add`."""
    shown = recovery_key.make()
    fresh = sealing.make(
        SlotKind.RECOVERY,
        vault.RECOVERY_LABEL,
        database.who(),
        database.today(),
        recovery_key.compact(shown),
        key,
    )

    def change_slots(found: tuple[KeySlot, ...]) -> tuple[KeySlot, ...]:
        _refuse_other_key(found, key)
        return (*(slot for slot in found if slot.kind != SlotKind.RECOVERY), fresh)

    _changed(home, _RECOVERY, change_slots)
    return shown.reveal()


def upgrade(home: Home, typed: Secret) -> bool:
    """Make a slot of version 1 that this passphrase opens one of version 2. Whether it was done.

    Called after each unlocking: then a new database key can be given to it later. It waits for nobody and never
    raises an `IbtuiError`: a file that can't be written opens as it did.
    """
    done: list[bool] = []

    def change_slots(found: tuple[KeySlot, ...]) -> tuple[KeySlot, ...]:
        place, key = _opened(found, typed)
        try:
            if found[place].version == 1:
                done.append(True)
                fresh = _made_again(found[place], typed, key, found[place].made_on)
                return (*found[:place], fresh, *found[place + 1 :])
        finally:
            key.wipe()
        return found

    with suppress(IbtuiError, OSError):
        if any(row.version == 1 and row.kind == SlotKind.PASSPHRASE for row in slots(home)):
            _changed(home, "", change_slots)
            return bool(done)
    return False


# ---------------------------------------------------------------- the change itself


def _changed(home: Home, label: str, change_slots: _Change) -> tuple[KeySlot, ...]:
    """Do a change of the slots under the lock; what they are then. `label` "" leaves no line in the audit log."""
    with key_file.locked(home.keys):
        key_file.sweep(home.keys)
        before = key_file.read(home.keys)
        if swap.is_left(home):
            raise Busy("Deze school wordt net opnieuw versleuteld", "Start ibtui opnieuw als dat klaar is.")
        after = change_slots(before)
        if after == before:
            return after
        if label and database.is_open() and database.opened_file() == home.database:
            _write_with_line(home.keys, label, before, after)
        else:
            key_file.write(home.keys, after, replace=True)
    return after


def _write_with_line(path: Path, label: str, before: Sequence[KeySlot], after: Sequence[KeySlot]) -> None:
    """The file and its line in the log. When the line can't be kept, the file is put back as it was."""
    written = False
    try:
        with change.write(label, undoable=False):
            key_file.write(path, after, replace=True)
            written = True
    except BaseException:
        if written:
            key_file.write(path, before, replace=True)
        raise


def _made_again(slot: KeySlot, secret: Secret, key: DatabaseKey, made_on: dt.date | None) -> KeySlot:
    owner = database.who()
    return sealing.make(slot.kind, slot.label, owner, made_on, secret, key)


def _opened(found: tuple[KeySlot, ...], typed: Secret) -> tuple[int, DatabaseKey]:
    opened = vault.find(found, SlotKind.PASSPHRASE, typed)
    if opened is None:
        raise WrongPassphrase("Dit wachtwoord klopt niet")
    return opened


def _refuse_other_key(found: Sequence[KeySlot], key: DatabaseKey) -> None:
    """A slot with another key than the other slots have would open nothing."""
    newer = [slot for slot in found if slot.version == 2]
    if newer and not any(sealing.stamped(slot, key) for slot in newer):
        raise Conflict(
            "Deze school heeft intussen een nieuwe sleutel",
            "Sluit ibtui, open het opnieuw en probeer het dan.",
        )


def _at(found: Sequence[KeySlot], number: int, label: str | None) -> KeySlot:
    if not 1 <= number <= len(found):
        raise Missing("Deze sleutel is er niet meer", "Kijk wie erin kan met: ibtui sleutel lijst.")
    slot = found[number - 1]
    if label is not None and slot.label != label:
        raise Conflict("De sleutels zijn intussen veranderd", "Kijk wie erin kan met: ibtui sleutel lijst.")
    return slot


def _last_of(kind: SlotKind) -> BadInput:
    if kind == SlotKind.PASSPHRASE:
        return BadInput(
            "Dit is het laatste wachtwoord: zonder dat kan niemand er meer in",
            "Maak eerst een sleutel voor iemand anders: ibtui sleutel nieuw.",
        )
    return BadInput(
        "Zonder herstelsleutel komt niemand er meer in die een wachtwoord vergeet",
        "Maak een nieuwe; dan vervalt deze: ibtui sleutel herstel.",
    )


def _label(label: str) -> str:
    name = clean(label, limit=_LONGEST_LABEL)
    if not name:
        raise BadInput("De sleutel heeft geen naam", "Typ van wie hij is.")
    return name


def _row(place: int, slot: KeySlot) -> SlotRow:
    return SlotRow(place + 1, slot.kind, slot.label, slot.owner, slot.made_on, slot.version)
