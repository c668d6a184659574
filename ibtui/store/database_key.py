"""The 32 bytes that open a database, in memory that can be wiped."""

from __future__ import annotations

import hashlib
import hmac
from typing import NoReturn

from ibtui.errors import VaultError
from ibtui.store import sodium


class DatabaseKey:
    """The key of one database. Shows itself to nobody; can't be pickled or copied; gone after `wipe`."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != sodium.KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._raw = bytearray(raw)  # its own copy: who gives a bytearray wipes that one

    @classmethod
    def fresh(cls) -> DatabaseKey:
        """A new random key."""
        raw = sodium.random_key()
        try:
            return cls(raw)
        finally:
            sodium.wipe(raw)

    def pragma_value(self) -> str:
        """The raw key as SQLCipher wants it: x'64 hex digits'. For `store/database.py` only."""
        return f"x'{self.raw().hex()}'"

    def raw(self) -> bytearray:
        """The bytes themselves, not a copy: for the modules that lock things with them. `VaultError` after `wipe`."""
        if not self._raw:
            raise VaultError("De school zit op slot", "Typ je wachtwoord.")
        return self._raw

    def derived(self, purpose: str) -> bytearray:
        """A key for another use than the database: 32 bytes from which this key can't be found."""
        return bytearray(
            hashlib.blake2b(purpose.encode(), key=self.raw(), digest_size=sodium.KEY_BYTES).digest()
        )

    def wipe(self) -> None:
        """Zeros over the key. It opens nothing any more. Safe to call twice."""
        sodium.wipe(self._raw)
        self._raw = bytearray()

    def __del__(self) -> None:
        """One that nobody holds any more doesn't stay in memory."""
        try:  # noqa: SIM105  # `suppress` too may be gone when the program ends
            self.wipe()
        except Exception:  # noqa: BLE001, S110
            pass

    @property
    def wiped(self) -> bool:
        """Whether it is gone."""
        return not self._raw

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DatabaseKey) or self.wiped or other.wiped:
            return self is other
        return hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]  # a key has no business in a set

    def __repr__(self) -> str:
        return "DatabaseKey(***)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a database key can't be pickled or copied")
