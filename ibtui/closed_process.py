"""What the system keeps of a process, closed: no core file with notes in it, no note in the list of processes.

For every command and for the app, first of all. Linux; elsewhere only the limit on core files holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import resource

_PR_SET_DUMPABLE = 4
_NAME = b"ibtui"
_ARG_START, _ARG_END = 45, 46
"""Where the places of the arguments stand in /proc/self/stat, counted after the name of the program."""


def no_core() -> None:
    """No core file, whatever signal ends us; and no other process of the same user may look in our memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        # A core that is piped to a crash collector pays no heed to the limit.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def hide_arguments() -> None:
    """Take what was typed behind `ibtui` out of the list of processes, that every user may read.

    It can be read there until this is called, and the shell of whoever typed it may keep it in its history: for a note
    `ibtui notitie` without a text asks for it. Python has its own copy of the arguments, which stays.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        told = _read("/proc/self/stat").rpartition(b")")[2].split()
        start, end = int(told[_ARG_START]), int(told[_ARG_END])
        there = _read("/proc/self/cmdline")
        if start <= 0 or len(there) != end - start or len(there) < len(_NAME):
            return
        # The kernel reads the arguments from our own memory: written over there, they are gone.
        ctypes.memmove(start, _NAME.ljust(len(there), b"\0"), len(there))


def _read(name: str) -> bytes:
    with open(name, "rb") as file:  # noqa: PTH123  (pathlib takes longer to come than all of this)
        return file.read()
