"""The key file `sleutels.json`: a random database key, wrapped once per slot.

Each slot (a passphrase, the recovery key, later a colleague's passphrase) turns what is typed into a
wrapping key with Argon2id and locks the database key with SecretBox (XSalsa20-Poly1305). Changing a
passphrase rewrites one slot; the database stays as it is. Without a slot that opens, nobody reads it.

Passphrases travel as `Secret`, the database key as `DatabaseKey`; neither shows itself. No frame that
raises to a caller holds a secret in a local name, so a traceback with locals has nothing to tell.
"""

import base64
import hmac
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import nacl.exceptions
import nacl.pwhash.argon2id
import nacl.secret

from ibtui.errors import BadInput, ExportError, VaultError, WrongPassphrase
from ibtui.files import AlreadyThere, shown, write_whole
from ibtui.secret import Secret as Secret

VERSION = 1
MIN_LENGTH = 12
"""Shortest passphrase for a real school, in characters."""
_FEWEST_DIFFERENT = 5
_LONGEST = 1024

_KEY_BYTES = 32
_OPSLIMIT = 3
_MEMLIMIT = 64 * 1024 * 1024
# Bounds on what is read back: a file made by somebody else must not eat the memory or the afternoon.
_MOST_OPS = 12
_LEAST_MEMORY, _MOST_MEMORY = 8 * 1024, 256 * 1024 * 1024
_MOST_SLOTS = 16
_MOST_BYTES = 64 * 1024

# Crockford's base32: no I, L, O or U, so nothing looks like a 1 or a 0.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_RECOVERY_BYTES = 20
_RECOVERY_LETTERS = _RECOVERY_BYTES * 8 // 5

_RESTORE = "Zet ibtui.db en sleutels.json samen terug uit dezelfde back-up."


class SlotKind(StrEnum):
    PASSPHRASE = "passphrase"  # noqa: S105  # the kind, not one
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way in. Holds nothing secret: the wrapped key is worth nothing without what is typed."""

    kind: SlotKind
    label: str
    opslimit: int
    memlimit: int
    """Bytes that Argon2id takes."""
    salt: bytes
    wrapped: bytes


class DatabaseKey:
    """The 32 bytes that open the database. Shows itself to nobody; can't be pickled or copied."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != _KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._raw = raw

    def pragma_value(self) -> str:
        """The raw key as SQLCipher wants it: x'64 hex digits'. For `store/database.py` only."""
        return f"x'{self._raw.hex()}'"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]  # a key has no business in a set

    def __repr__(self) -> str:
        return "DatabaseKey(***)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a database key can't be pickled or copied")


def create(path: Path, passphrase: Secret, label: str) -> tuple[DatabaseKey, str]:
    """Make a new key file with a passphrase slot and a recovery slot.

    Returns the database key and the recovery key, to be shown once and kept nowhere. `label` names whose
    passphrase it is. Never overwrites a key file: that would lock the database for good. Refuses an empty
    passphrase only; a real school asks `check_strength` first.
    """
    refuse_unusable(passphrase)
    key = DatabaseKey(os.urandom(_KEY_BYTES))
    recovery = Secret(_recovery_text(os.urandom(_RECOVERY_BYTES)))
    slots = [
        _seal(SlotKind.PASSPHRASE, label, passphrase, key),
        _seal(SlotKind.RECOVERY, "herstelsleutel", Secret(_compact(recovery.reveal())), key),
    ]
    try:
        write_whole(path, _to_json(slots), replace=False, what="het sleutelbestand")
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
    key = _try_slots(read_slots(path), SlotKind.PASSPHRASE, passphrase)
    if key is None:
        raise WrongPassphrase("Dit wachtwoord klopt niet")
    return key


def open_with_recovery(path: Path, typed: Secret) -> DatabaseKey:
    """The database key, by recovery key, in any spacing and case. BadInput when it holds a typing error."""
    wrong = _typing_error(typed)
    if wrong:
        raise BadInput(wrong, "Kijk de tekens nog eens na.")
    key = _try_slots(read_slots(path), SlotKind.RECOVERY, Secret(_compact(typed.reveal())))
    if key is None:
        raise WrongPassphrase("Deze herstelsleutel hoort niet bij deze school")
    return key


def read_slots(path: Path) -> tuple[KeySlot, ...]:
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
    try:
        return _from_json(raw)
    except _Newer:
        raise VaultError(
            f"Het sleutelbestand {name} is van een nieuwere ibtui", "Installeer de nieuwste ibtui."
        ) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise VaultError(f"Het sleutelbestand {name} is beschadigd", _RESTORE) from None


def refuse_unusable(passphrase: Secret) -> None:
    """BadInput for a passphrase that can't be one: empty, endless, or with signs that no keyboard sends."""
    if not passphrase:
        raise BadInput("Je wachtwoord is leeg", "Typ je wachtwoord.")
    if len(passphrase.reveal()) > _LONGEST:
        raise BadInput("Je wachtwoord is te lang", f"Meer dan {_LONGEST} tekens kan niet.")
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in passphrase.reveal()):
        raise BadInput("Er staat een teken in je wachtwoord dat niet kan", "Typ het opnieuw.")


def check_strength(passphrase: Secret) -> None:
    """BadInput when a new passphrase is too weak for a real school. The wizard asks; `create` doesn't."""
    refuse_unusable(passphrase)
    if len(passphrase.reveal()) < MIN_LENGTH:
        raise BadInput(
            f"Je wachtwoord is te kort: neem er minstens {MIN_LENGTH} tekens voor",
            "Vier losse woorden achter elkaar zijn sterk en goed te onthouden.",
        )
    if len(set(passphrase.reveal())) < _FEWEST_DIFFERENT:
        raise BadInput(
            "Je wachtwoord is te makkelijk te raden: er staan bijna alleen dezelfde tekens in",
            "Neem vier losse woorden achter elkaar.",
        )


def _try_slots(slots: Sequence[KeySlot], kind: SlotKind, secret: Secret) -> DatabaseKey | None:
    for slot in slots:
        key = _unseal(slot, secret) if slot.kind == kind else None
        if key is not None:
            return key
    return None


def _seal(kind: SlotKind, label: str, secret: Secret, key: DatabaseKey) -> KeySlot:
    salt = os.urandom(nacl.pwhash.argon2id.SALTBYTES)
    box = _box(secret, salt, _OPSLIMIT, _MEMLIMIT)
    return KeySlot(kind, label, _OPSLIMIT, _MEMLIMIT, salt, bytes(box.encrypt(key._raw)))


def _unseal(slot: KeySlot, secret: Secret) -> DatabaseKey | None:
    try:
        return DatabaseKey(_box(secret, slot.salt, slot.opslimit, slot.memlimit).decrypt(slot.wrapped))
    except nacl.exceptions.CryptoError:
        return None


def _box(secret: Secret, salt: bytes, opslimit: int, memlimit: int) -> nacl.secret.SecretBox:
    """The lock that belongs to this secret. The work is Argon2id: about 0.1 s and 64 MiB."""
    try:
        return nacl.secret.SecretBox(
            nacl.pwhash.argon2id.kdf(
                nacl.secret.SecretBox.KEY_SIZE,
                # NFKC: the same "é" whether the keyboard sends it as one sign or as two.
                unicodedata.normalize("NFKC", secret.reveal()).encode(),
                salt,
                opslimit=opslimit,
                memlimit=memlimit,
            )
        )
    except (nacl.exceptions.RuntimeError, MemoryError):
        pass  # raised below, so that the library's frames (they hold the passphrase) don't come along
    raise VaultError(
        "Er is te weinig geheugen vrij om de sleutel te openen",
        "Sluit andere programma's en probeer opnieuw.",
    )


class _Newer(Exception):
    """The key file has a higher version than this program knows."""


def _to_json(slots: Sequence[KeySlot]) -> bytes:
    rows = [
        {
            "kind": slot.kind.value,
            "label": slot.label,
            "kdf": "argon2id",
            "opslimit": slot.opslimit,
            "memlimit": slot.memlimit,
            "salt": base64.b64encode(slot.salt).decode(),
            "wrapped": base64.b64encode(slot.wrapped).decode(),
        }
        for slot in slots
    ]
    return json.dumps({"ibtui": "sleutels", "version": VERSION, "slots": rows}, indent=2).encode() + b"\n"


def _from_json(raw: bytes) -> tuple[KeySlot, ...]:
    """ValueError, TypeError or KeyError for anything that we didn't write ourselves."""
    if len(raw) > _MOST_BYTES:
        raise ValueError("too large")
    top = json.loads(raw)
    if not isinstance(top, dict) or top.get("ibtui") != "sleutels":
        raise ValueError("not a key file")
    if _number(top, "version", 1, 1_000_000) > VERSION:
        raise _Newer
    rows = top["slots"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= _MOST_SLOTS:
        raise ValueError("slots")
    return tuple(_slot(row) for row in rows)


def _slot(row: object) -> KeySlot:
    if not isinstance(row, dict) or row["kdf"] != "argon2id" or not isinstance(row["label"], str):
        raise ValueError("slot")
    salt, wrapped = (base64.b64decode(row[name], validate=True) for name in ("salt", "wrapped"))
    overhead = nacl.secret.SecretBox.NONCE_SIZE + nacl.secret.SecretBox.MACBYTES
    if len(salt) != nacl.pwhash.argon2id.SALTBYTES or len(wrapped) != overhead + _KEY_BYTES:
        raise ValueError("slot sizes")
    return KeySlot(
        kind=SlotKind(row["kind"]),
        label=row["label"],
        opslimit=_number(row, "opslimit", 1, _MOST_OPS),
        memlimit=_number(row, "memlimit", _LEAST_MEMORY, _MOST_MEMORY),
        salt=salt,
        wrapped=wrapped,
    )


def _number(row: dict[str, object], name: str, least: int, most: int) -> int:
    value = row[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(name)
    return value


def _recovery_text(raw: bytes) -> str:
    """160 bits as 32 letters and a check letter: XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-X."""
    number = int.from_bytes(raw)
    values = [number >> shift & 31 for shift in range(5 * (_RECOVERY_LETTERS - 1), -1, -5)]
    letters = "".join(_LETTERS[value] for value in [*values, _check_value(values)])
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _compact(recovery: str) -> str:
    """What was typed, as the letters alone: no blanks or dashes, capitals, look-alikes mended."""
    normal = unicodedata.normalize("NFKC", recovery).upper().translate(_LOOKALIKES)
    return "".join(sign for sign in normal if not sign.isspace() and sign not in "-–—_.")


def _typing_error(typed: Secret) -> str:
    """What is wrong with a typed recovery key, in Dutch; empty when it can be one."""
    if len(typed.reveal()) > _LONGEST:
        return "Deze herstelsleutel is veel te lang"
    letters = _compact(typed.reveal())
    if any(sign not in _LETTERS for sign in letters):
        return "Er staat een teken in dat niet in een herstelsleutel kan"
    if len(letters) != _RECOVERY_LETTERS + 1:
        return f"Een herstelsleutel heeft {_RECOVERY_LETTERS + 1} tekens; je typte er {len(letters)}"
    values = [_LETTERS.index(sign) for sign in letters]
    return (
        "" if _check_value(values[:-1]) == values[-1] else "Er is een teken verkeerd in deze herstelsleutel"
    )


def _check_value(values: Sequence[int]) -> int:
    """A check in the field of 32 elements (x⁵ + x² + 1): one wrong sign, or two neighbours swapped, shows."""
    check = 0
    for value in [*values, 0]:
        check = check << 1 ^ value if check < 16 else check << 1 ^ 0b100101 ^ value
    return check
