"""Words that stand nowhere else, and the search for them in everything that a program left behind.

Every mark begins with one stem, so a search for the stem finds each of them; the tail says by which door it came.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

STEM = "Qzjwvkbixt"
"""Ten letters that no text and no library has."""
_TAIL = re.compile(r"[a-z0-9]{0,24}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something can be read. `how`: in which writing it stands there."""

    where: str
    how: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} holds {self.what} ({self.how})"


def mark(tail: str) -> str:
    """The word for one door: the stem and its tail, one word of letters."""
    return f"{STEM}{tail}"


class Search:
    """Looks for the stem, and for what else was secret, in every usual writing of it."""

    def __init__(self, *more: str | bytes) -> None:
        """`more`: other secrets of this run, such as the recovery key or the raw database key."""
        self._needles: list[tuple[str, str, bytes]] = []
        for secret in (STEM, STEM.lower(), *more):
            raw = secret if isinstance(secret, bytes) else secret.encode()
            name = "a mark" if secret in (STEM, STEM.lower()) else "a secret of this run"
            self._needles += [(how, name, needle) for how, needle in writings(raw)]

    @staticmethod
    def planted(word: str) -> list[tuple[str, bytes]]:
        """The word in every writing that is looked for, to try the search itself."""
        raw = word.encode()
        found = [
            ("plain", raw),
            ("plain, small letters", raw.lower()),
            ("UTF-16LE", word.encode("utf-16-le")),
        ]
        found += [("UTF-16BE", word.encode("utf-16-be")), ("UTF-32", word.encode("utf-32-le"))]
        found += [("hex", raw.hex().encode()), ("HEX", raw.hex().upper().encode()), ("backwards", raw[::-1])]
        found += [("base64", base64.b64encode(b"x" * before + raw + b"yy")) for before in range(3)]
        return found

    def in_bytes(self, raw: bytes, where: str) -> list[Hit]:
        """What of it stands in these bytes, in whatever case."""
        low = raw.lower()
        hits = []
        for how, name, needle in self._needles:
            place = (raw if how == "base64" else low).find(needle if how == "base64" else needle.lower())
            if place >= 0:
                hits.append(Hit(where, how, _which(raw, place, name) if how == "plain" else name))
        return list(dict.fromkeys(hits))

    def in_files(self, paths: Iterable[Path]) -> list[Hit]:
        """What of it stands in these files, or in their names."""
        hits: list[Hit] = []
        for path in paths:
            hits += self.in_bytes(str(path).encode(errors="surrogateescape"), f"the name {path}")
            if path.is_file() and not path.is_symlink():
                hits += self.in_bytes(path.read_bytes(), str(path))
        return list(dict.fromkeys(hits))


def writings(raw: bytes) -> list[tuple[str, bytes]]:
    """The ways in which these bytes may be written: their names and how they look then."""
    found = [("plain", raw), ("hex", raw.hex().encode()), ("backwards", raw[::-1])]
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = ""
    if text:
        found += [("UTF-16LE", text.encode("utf-16-le")), ("UTF-16BE", text.encode("utf-16-be"))]
        found.append(("UTF-32", text.encode("utf-32-le")))
    for before in range(3):  # as it looks after so many other bytes
        whole = base64.b64encode(b"\0" * before + raw)
        start, rest = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        found.append(("base64", whole[start:rest]))
    return found


def below(folders: Sequence[Path], but: Sequence[Path] = ()) -> list[Path]:
    """All files and folders under these, except what lies under `but`."""
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [path for path in found if not any(path.is_relative_to(other) for other in but)]


def _which(raw: bytes, place: int, name: str) -> str:
    if name != "a mark":
        return name
    tail = _TAIL.match(raw[place + len(STEM) : place + len(STEM) + 24].decode("ascii", "replace"))
    return f"the mark {STEM}{tail.group() if tail else ''}"
