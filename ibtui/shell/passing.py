"""The folder of a practice school that nobody keeps: gone when the command ends, or at the next `ibtui demo`.

A kill, or a terminal that went away, can end the process before it clears up. So each folder holds a file
that its process keeps locked: the lock goes when the process does, however it went, and whoever comes by
next clears what is left. Only invented data ever lies here.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "ibtui-oefenschool-"
_IN_USE = "in-gebruik"


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A new folder (0700) under the system's temporary folder, removed at the end of the block."""
    _clear_left_ones(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = os.open(folder / f"{_IN_USE}.nieuw", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / f"{_IN_USE}.nieuw").rename(folder / _IN_USE)  # locked before anybody can find it
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _clear_left_ones(where: Path) -> None:
    for folder in where.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or another demo was first
            if folder.lstat().st_uid == os.getuid() and _is_left(folder / _IN_USE):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(in_use: Path) -> bool:
    """Whether no process holds the lock any more."""
    lock = os.open(in_use, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
