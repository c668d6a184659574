"""The slow step from a passphrase to a key; beside a program that is loading in a process of its own.

Argon2id takes 64 MB from the system at once. While the system hands those out (and takes them back) no thread of the
same process gets any memory, so a thread for it made a start wait for 30 to 50 ms. A process that has just been split
off holds nobody up, and what it knew is gone with it.

While a process is split off nothing else may go on in this one: Python tells the modules that asked for it, and one
that is just being loaded has asked for half. So who wants to go on waits until it is told (`APART`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from mmap import PAGESIZE, mmap
from signal import alarm
from typing import NoReturn

from ibtui.secret import Secret
from ibtui.store import sodium

APART: ContextVar[Callable[[], None] | None] = ContextVar("APART", default=None)
"""Set in a thread: the first thing that it stretches is stretched in a process of its own. Not in a program that is at
work. Called when that process is there."""
_LONGEST = 30
"""Seconds after which the system ends the other process; then it's done here after all."""
_DONE = sodium.KEY_BYTES
"""The place behind the key where the other process says that it's there."""


def stretched(secret: Secret, salt: bytes, opslimit: int, memlimit: int) -> bytearray:
    """As `sodium.stretched`. When the other process can't be had, or doesn't do it, it's done here."""
    begun = APART.get()
    if begun is not None:
        APART.set(None)  # the next one finds this process at work
        key = _apart(begun, secret, salt, opslimit, memlimit)
        if key is not None:
            return key
    return sodium.stretched(secret, salt, opslimit, memlimit)


def _apart(
    begun: Callable[[], None], secret: Secret, salt: bytes, opslimit: int, memlimit: int
) -> bytearray | None:
    # Shared memory and no pipe: of what went through a pipe the system keeps a copy for a while.
    with suppress(OSError), mmap(-1, PAGESIZE) as shared:
        other = os.fork()
        if other == 0:
            _work_and_end(shared, secret, salt, opslimit, memlimit)
        begun()
        with suppress(ChildProcessError):  # nobody keeps the ended ones for us: it has ended all the same
            os.waitpid(other, 0)
        with memoryview(shared) as view:
            if view[_DONE] == 1:
                key = bytearray(view[: sodium.KEY_BYTES])
                view[:] = bytes(PAGESIZE)
                return key
    return None


def _work_and_end(shared: mmap, secret: Secret, salt: bytes, opslimit: int, memlimit: int) -> NoReturn:
    try:
        alarm(_LONGEST)
        key = sodium.stretched(secret, salt, opslimit, memlimit)
        with memoryview(shared) as view:
            view[: sodium.KEY_BYTES] = key
        sodium.wipe(key)
        secret.wipe()
        shared[_DONE] = 1
    finally:
        os._exit(0)
