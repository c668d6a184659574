"""A wrapper that keeps a passphrase out of reprs, logs, pickles and tracebacks that show locals."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NoReturn

from ibtui.wiping import forget


class Secret:
    """A text that shows itself only when asked: `Secret("...").reveal()`.

    Wrap what a person typed at once, and pass the wrapper around. It can't be pickled, copied or compared. The text
    lies in one place in memory, and is gone from it after `wipe`.
    """

    __slots__ = ("_raw",)

    def __init__(self, text: Iterable[str]) -> None:
        """`text`: a text, or its signs one by one (then there has never been a whole one)."""
        signs = list(text)
        self._raw = bytearray(sum(len(_bytes(sign)) for sign in signs))
        place = 0
        for sign in signs:
            self._raw[place : place + len(_bytes(sign))] = _bytes(sign)
            place += len(_bytes(sign))

    def reveal(self) -> str:
        """The text itself. Use it in the expression that needs it; give it no name."""
        return self._raw.decode("utf-8", "surrogatepass")

    def signs(self) -> Iterator[str]:
        """The text sign by sign, for who needn't have it whole."""
        place = 0
        while place < len(self._raw):
            first = self._raw[place]
            width = 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
            yield self._raw[place : place + width].decode("utf-8", "surrogatepass")
            place += width

    def utf8(self) -> bytearray:
        """What a key is made of: NFKC (the same "é" whether the keyboard sends it as one sign or as two), UTF-8.

        The caller wipes it. UnicodeEncodeError for half a sign (`vault.refuse_unusable` comes first).
        """
        if self._raw.isascii():
            return bytearray(self._raw)
        text = self.reveal()
        normal = unicodedata.normalize("NFKC", text)
        encoded = normal.encode()
        try:
            return bytearray(encoded)
        finally:
            if normal is not text:
                forget(normal)
            del normal
            forget(text, encoded)

    def wipe(self) -> None:
        """Zeros over the text; then it is empty. Safe to call twice."""
        self._raw[:] = bytes(len(self._raw))
        self._raw = bytearray()

    def __len__(self) -> int:
        """In signs."""
        return sum(1 for _ in self.signs())

    def __bool__(self) -> bool:
        return bool(self._raw)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret can't be pickled or copied")


def _bytes(sign: str) -> bytes:
    return sign.encode("utf-8", "surrogatepass")
