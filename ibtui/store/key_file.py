"""The format of the key file `sleutels.json`, and reading and writing it whole.

Version 2: a slot has a pair of keys. The private one is locked by what is typed (Argon2id, SecretBox), the database key
is sealed to the public one. So every slot can be given a new database key without anybody's passphrase. `stamp` is a
keyed digest over the slot under the database key: who can write the file but not open it can't put a slot in that a
re-encryption would trust. Version 1: the database key itself is locked by what is typed (`wrapped`).
"""

from __future__ import annotations

import base64
import datetime as dt
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from ibtui.errors import Busy, ExportError, VaultError
from ibtui.files import shown, wipe, write_whole
from ibtui.store import sodium
from ibtui.values import dataclass

VERSION = 2
_NAME = "sleutels"
_START = b'{\n  "ibtui": "sleutels"'
"""How each file of ours begins."""
# Bounds on what is read back: a file made by somebody else must not eat the memory or the afternoon.
_MOST_OPS = 12
_LEAST_MEMORY, _MOST_MEMORY = 8 * 1024, 256 * 1024 * 1024
MOST_SLOTS = 16
_MOST_BYTES = 64 * 1024
_LONGEST_WORD = 200
_PATIENCE, _STEP = 2.0, 0.02
"""Seconds to wait for another session: a change takes a few tenths."""

_RESTORE = "Zet ibtui.db en sleutels.json samen terug uit dezelfde back-up."


class SlotKind(StrEnum):
    PASSPHRASE = "passphrase"  # noqa: S105  # the kind, not one
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way in. Holds nothing secret: it is worth nothing without what is typed."""

    kind: SlotKind
    label: str
    opslimit: int
    memlimit: int
    """Bytes that Argon2id takes."""
    salt: bytes
    wrapped: bytes = b""
    """Version 1: the database key, locked."""
    owner: str = ""
    made_on: dt.date | None = None
    public: bytes = b""
    secret: bytes = b""
    """Version 2: the private key of `public`, locked."""
    sealed: bytes = b""
    """The database key, for the private key."""
    stamp: bytes = b""

    @property
    def version(self) -> int:
        return 1 if self.wrapped else 2


def read(path: Path) -> tuple[KeySlot, ...]:
    """The slots in the key file, checked and bounded. VaultError when it is missing or damaged."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise VaultError(f"Het sleutelbestand {name} is er niet", _RESTORE) from None
    except OSError as error:
        raise VaultError(
            f"Het sleutelbestand {name} kan niet worden gelezen", "Kijk of je het bestand mag lezen."
        ) from error
    return from_bytes(raw, name)


def digest(path: Path) -> bytes:
    """Tells one content of the key file from another; b"" when it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(_MOST_BYTES + 1)).digest()
    except OSError:
        return b""


def from_bytes(raw: bytes, name: str = "sleutels.json") -> tuple[KeySlot, ...]:
    """The same of a file's content (a backup's); `name` for the words of the error."""
    try:
        return _from_json(raw)
    except _Newer:
        raise VaultError(
            f"Het sleutelbestand {name} is van een nieuwere ibtui", "Installeer de nieuwste ibtui."
        ) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise VaultError(f"Het sleutelbestand {name} is beschadigd", _RESTORE) from None


def write(path: Path, slots: Sequence[KeySlot], *, replace: bool) -> None:
    """Put the slots in the file, whole or not at all. Raises `ExportError`, `DiskFull` or `ReadOnly`."""
    write_whole(path, to_bytes(slots), replace=replace, what="het sleutelbestand")


def sweep(path: Path) -> None:
    """Wipe what a killed session left half written of this file: a slot that was revoked since may be in it. Only under
    `locked`, for then nobody is writing one. What can't be wiped stays; it opens only with what was typed for it."""
    for left in path.parent.glob(".ibtui-*.tmp"):
        with suppress(OSError, ExportError):
            with left.open("rb") as file:
                ours = file.read(len(_START)) == _START
            if ours:
                wipe(left, "het oude sleutelbestand")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else changes the key file as long as the block lasts. `Busy` when somebody is at it.

    It is a lock (flock) on the folder of the file: the file itself is replaced at each change.
    """
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise VaultError(
            f"Je mag niet bij de map {shown(path.parent)}", "Vraag de beheerder om rechten op die map."
        ) from error
    try:
        _take(folder)
        yield
    finally:
        os.close(folder)  # lets the lock go too


def _take(folder: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                break
            time.sleep(_STEP)
        except OSError:
            return  # a file system without locks: the file is written whole all the same
        else:
            return
    raise Busy("Een andere sessie is bezig met de sleutels", "Wacht even en probeer het opnieuw.")


class _Newer(Exception):
    """The key file has a higher version than this program knows."""


_BYTES = ("salt", "wrapped", "public", "secret", "sealed", "stamp")
_SIZES = {
    "salt": sodium.SALT_BYTES,
    "wrapped": sodium.BOX_OVERHEAD + sodium.KEY_BYTES,
    "public": sodium.KEY_BYTES,
    "secret": sodium.BOX_OVERHEAD + sodium.KEY_BYTES,
    "sealed": sodium.SEAL_OVERHEAD + sodium.KEY_BYTES,
    "stamp": sodium.KEY_BYTES,
}


def to_bytes(slots: Sequence[KeySlot]) -> bytes:
    """The content of the file."""
    rows = [row(slot) for slot in slots]
    return json.dumps({"ibtui": _NAME, "version": VERSION, "slots": rows}, indent=2).encode() + b"\n"


def row(slot: KeySlot) -> dict[str, str | int]:
    """One slot as it stands in the file; what is empty isn't there."""
    found: dict[str, str | int] = {
        "kind": slot.kind.value,
        "label": slot.label,
        "owner": slot.owner,
        "made_on": slot.made_on.isoformat() if slot.made_on else "",
        "kdf": "argon2id",
        "opslimit": slot.opslimit,
        "memlimit": slot.memlimit,
    }
    for name in _BYTES:
        value: bytes = getattr(slot, name)
        if value:
            found[name] = base64.b64encode(value).decode()
    return found


def _from_json(raw: bytes) -> tuple[KeySlot, ...]:
    """ValueError, TypeError or KeyError for anything that we didn't write ourselves."""
    if len(raw) > _MOST_BYTES:
        raise ValueError("too large")
    top = json.loads(raw)
    if not isinstance(top, dict) or top.get("ibtui") != _NAME:
        raise ValueError("not a key file")
    if _number(top, "version", 1, 1_000_000) > VERSION:
        raise _Newer
    rows = top["slots"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_SLOTS:
        raise ValueError("slots")
    return tuple(_slot(each) for each in rows)


def _slot(row: object) -> KeySlot:
    if not isinstance(row, dict) or row["kdf"] != "argon2id":
        raise ValueError("slot")
    made_on = _word(row, "made_on", needed=False)
    found = {name: base64.b64decode(row[name], validate=True) for name in _BYTES if name in row}
    if any(len(value) != _SIZES[name] for name, value in found.items()):
        raise ValueError("slot sizes")
    if set(found) not in ({"salt", "wrapped"}, {"salt", "public", "secret", "sealed", "stamp"}):
        raise ValueError("slot parts")
    return KeySlot(
        kind=SlotKind(row["kind"]),
        label=_word(row, "label", needed=True),
        opslimit=_number(row, "opslimit", 1, _MOST_OPS),
        memlimit=_number(row, "memlimit", _LEAST_MEMORY, _MOST_MEMORY),
        owner=_word(row, "owner", needed=False),
        made_on=dt.date.fromisoformat(made_on) if made_on else None,
        **found,
    )


def _word(row: dict[str, object], name: str, *, needed: bool) -> str:
    value = row[name] if needed else row.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST_WORD:
        raise ValueError(name)
    return value


def _number(row: dict[str, object], name: str, least: int, most: int) -> int:
    value = row[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(name)
    return value
