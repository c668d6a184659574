"""The processes of one school: who runs on it, whether they end, and what they take."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def of_school(folder: Path) -> list[int]:
    """The processes that were started on the school in `folder`, by their environment."""
    mark = f"IBTUI_HOME={folder}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found


def parent(pid: int) -> int:
    """The process that started this one."""
    return int(_fields(pid)[1])


def alive(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be counted (a zombie) doesn't."""
    return bool(fields := _fields(pid)) and fields[0] not in ("Z", "X")


def processor_seconds(pid: int) -> float:
    """What a process has taken so far."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def wait_until_stopped(pid: int, seconds: float = 10) -> None:
    """Wait until a process that was sent SIGSTOP stands still with all its threads."""
    end = time.monotonic() + seconds
    tasks = Path(f"/proc/{pid}/task")
    while any(_fields(int(task.name), tasks)[:1] != ["T"] for task in tasks.iterdir()):
        if time.monotonic() > end:
            raise AssertionError("the program doesn't stand still")
        time.sleep(0.001)


def end(pids: Iterable[int]) -> None:
    """End what should have ended by itself."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _fields(pid: int, where: Path = Path("/proc")) -> list[str]:
    """What /proc says of a process after its name: state, parent, ...; empty when there is none."""
    try:
        return (where / str(pid) / "stat").read_text(errors="replace").rpartition(") ")[2].split()
    except OSError:
        return []
