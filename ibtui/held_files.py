"""A file that somebody is still writing in: the system tells whether that process is there (flock)."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

HALF = ".ibtui-half-"
"""How the name begins of a file that isn't whole yet, and that is held as long as somebody writes in it."""


def hold(handle: int) -> None:
    """Show that somebody is at work on this open file: it is let go of when it is closed, or with the process."""
    with contextlib.suppress(OSError):  # a file system without such locks
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_let_go(left: Path) -> bool:
    """Whether whoever wrote in this half file is gone; False where that can't be seen. Raises `OSError`.

    An empty one may be a moment old and not held yet.
    """
    if not left.name.startswith(HALF) or not left.lstat().st_size:
        return False
    handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return os.path.samestat(os.fstat(handle), left.lstat())
    finally:
        os.close(handle)
