"""Looking for secrets in the memory of a running process. Needs root: the program makes itself unreadable."""

from __future__ import annotations

import os
import re
from pathlib import Path

_ADDRESSES = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+\s*(.*)")
_CHUNK = 1 << 22


def copies(pid: int, secrets: dict[str, bytes]) -> dict[str, list[str]]:
    """For each secret, by its name, the places where it lies: "[heap] 0x55…". Of all memory that can be read."""
    found: dict[str, list[str]] = {name: [] for name in secrets}
    overlap = max(len(secret) for secret in secrets.values()) - 1
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            part = _ADDRESSES.match(line)
            if part is None or part[4].startswith(("[vvar", "[vsyscall")):
                continue
            start, end = int(part[1], 16), int(part[2], 16)
            tail = b""
            while start < end:
                try:
                    raw = os.pread(memory.fileno(), min(_CHUNK, end - start), start)
                except OSError:  # a guard page
                    break
                if not raw:
                    break
                whole, at = tail + raw, start - len(tail)
                for name, secret in secrets.items():
                    found[name] += [
                        f"{part[4] or 'anoniem'} {at + hit.start():#x}"
                        for hit in re.finditer(re.escape(secret), whole)
                    ]
                start += len(raw)
                tail = whole[-overlap:] if overlap else b""
    return {name: sorted(set(places)) for name, places in found.items()}


def forms(passphrase: str, raw: bytes) -> dict[str, bytes]:
    """A key and a passphrase as they can lie in memory."""
    return {
        "key": raw,
        "key in hex": raw.hex().encode(),
        "key in capital hex": raw.hex().upper().encode(),
        "passphrase": passphrase.encode(),
        "passphrase in UTF-16": passphrase.encode("utf-16-le"),
        "passphrase in UTF-32": passphrase.encode("utf-32-le"),
    }
