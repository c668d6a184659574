"""What stands in an encrypted database file, page by page, as somebody with the key could read it without SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def readable(path: Path, key: bytes) -> bytes:
    """All pages of the file and of the journal beside it, decrypted: also what no table holds any more."""
    journal = path.with_name(f"{path.name}-wal")
    found = b"".join(_page(page, key, first=number == 0) for number, page in enumerate(_pages(path)))
    if journal.exists():
        found += b"".join(_page(page, key, first=False) for page in _frames(journal))
    return found


def _pages(path: Path) -> Iterator[bytes]:
    whole = path.read_bytes()
    yield from (whole[at : at + _PAGE] for at in range(0, len(whole), _PAGE))


def _frames(path: Path) -> Iterator[bytes]:
    whole = path.read_bytes()
    step = _FRAME_HEADER + _PAGE
    yield from (whole[at + _FRAME_HEADER : at + step] for at in range(_WAL_HEADER, len(whole), step))


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    """SQLCipher 4: AES-256-CBC, its IV at the start of the reserved bytes; the first page begins with the salt."""
    start, end = _SALT if first else 0, _PAGE - _RESERVED
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + _IV])).decryptor()
    return cipher.update(page[start:end]) + cipher.finalize()
