"""The line drops while somebody types: SSH is cut, the window is closed, a signal ends the program."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from faults import afterwards, processes, school, sshd
from faults.kill import PER_SECOND, TEXT
from faults.result import Options, Result, spread
from faults.school import PROGRAM, School
from faults.text import arrived
from faults.watched import Trace, Watched, editor

RUNS = 10
PATIENCE = 2.0
"""Seconds in which the program must have ended."""
_LONGER = 6.0
"""Seconds that it is watched after that, to say how long it did take."""
_UNDER_WAY = 0.3
"""A key this fresh may not have reached the program when the line drops; whatever it showed must be there."""
_LONGEST = 3.0
_FROZEN = 20.0
"""Seconds in which the server must have seen that a client is frozen; it is set to ask each second."""

Cut = Callable[[Watched, int], None]
"""Cuts the line of a terminal in which the program has this number."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a line drops. `noticed`: seconds that others take to notice it first."""

    what: str
    cut: Cut
    over_ssh: bool = False
    noticed: float = 0.0


def _signal(number: int) -> Cut:
    def cut(_term: Watched, pid: int) -> None:
        os.kill(pid, number)

    return cut


def _close_window(term: Watched, _pid: int) -> None:
    term.hang_up()


def _kill_client(term: Watched, _pid: int) -> None:
    term.signal(signal.SIGKILL)


def _kill_session(_term: Watched, pid: int) -> None:
    """End the server's process that serves this session."""
    os.kill(_server_of(pid), signal.SIGKILL)


def _server_of(pid: int) -> int:
    """The server's process that serves the session in which a program runs."""
    above = processes.parent(pid)
    while b"sshd" not in Path(f"/proc/{above}/cmdline").read_bytes():
        above = processes.parent(above)
    return above


def _freeze_client(term: Watched, _pid: int) -> None:
    term.signal(signal.SIGSTOP)


WAYS = (
    Way("the ssh client is killed (kill -9)", _kill_client, over_ssh=True),
    Way("the server's end of the ssh session is killed (kill -9)", _kill_session, over_ssh=True),
    Way("the ssh client freezes, and the server hangs up", _freeze_client, over_ssh=True, noticed=_FROZEN),
    Way("the program gets SIGHUP", _signal(signal.SIGHUP)),
    Way("the program gets SIGTERM", _signal(signal.SIGTERM)),
    Way("the window of the terminal is closed", _close_window),
)


def part(options: Options, ways: tuple[Way, ...] = WAYS) -> list[Result]:
    """The whole part: each way so many runs."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        local = [_several(way, made, None, options) for way in ways if not way.over_ssh]
        over_ssh = [way for way in ways if way.over_ssh]
        try:
            with sshd.server(Path(folder) / "sshd") as server:
                return [*(_several(way, made, server, options) for way in over_ssh), *local]
        except sshd.NoServer as error:
            return [*(Result(way.what, impossible=str(error)) for way in over_ssh), *local]


def _several(way: Way, made: School, server: sshd.Server | None, options: Options) -> Result:
    result = Result(
        f"{way.what}: everything typed is there, and the program ends within {PATIENCE:g} s and leaves no process"
        + (" (from when the server hung up)" if way.noticed else "")
    )
    seconds: list[float] = []
    lost: list[float] = []
    for number in range(options.runs or RUNS):
        result.runs += 1
        try:
            ended, missing, wrong = _once(way, made, server, options.seed + number, options.slack)
        except AssertionError as error:
            ended, missing, wrong = None, 0, [f"the app couldn't be used: {error}"]
        result.failures += [f"run {number}: {what}" for what in wrong]
        seconds += [] if ended is None else [ended]
        lost.append(float(missing))
    result.seen = [
        spread("until the process was gone", seconds),
        spread("keys that are not there", lost, "", 0),
    ]
    return result


def _once(
    way: Way, made: School, server: sshd.Server | None, seed: int, slack: float
) -> tuple[float | None, int, list[str]]:
    """Seconds until the program had ended (None: it hadn't), keys that aren't in the minutes, what is wrong."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.folder.parent) as folder:
        here = school.copy(made, Path(folder) / "school")
        argv = server.client([str(PROGRAM)], here.environment()) if server else None
        with editor(here, argv) as term:
            running = processes.of_school(here.folder)
            (pid,) = [item for item in running if processes.parent(item) not in running]
            trace = term.type_at(TEXT, PER_SECOND, chance.uniform(0.5, _LONGEST), chance)
            server_pid = _server_of(pid) if server else 0
            term.one_more(TEXT, trace)
            moment = time.monotonic()
            way.cut(term, pid)
            if way.noticed and _until_gone(term, [server_pid], way.noticed) is None:
                raise AssertionError("the server doesn't hang up")
            ended = _until_gone(term, running, PATIENCE * slack + _LONGER)
            term.replay(TEXT, trace)
        wrong = _left_over(here)
        found = afterwards.look(here)
    saved = arrived(found.text, TEXT)
    wrong += found.wrong
    if ended is None or ended > PATIENCE * slack:
        how = f"only {ended:.1f} s" if ended else f"not in {PATIENCE * slack + _LONGER:g} s"
        wrong.append(f"it ends {how} after the line was gone")
    if saved is None:
        return ended, 0, [*wrong, f"the saved text isn't what was typed: …{found.text[-60:]!r}"]
    return ended, len(trace.keys) - saved, wrong + _missing(trace, saved, moment, slack)


def _until_gone(term: Watched, pids: list[int], seconds: float) -> float | None:
    """Seconds until none of these was left, reading what the program still writes; None: some still are."""
    start = time.monotonic()
    while any(processes.alive(pid) for pid in pids):
        if time.monotonic() - start > seconds:
            return None
        term.listen(0.005)
        time.sleep(0.005)
    return time.monotonic() - start


def _missing(trace: Trace, saved: int, moment: float, slack: float) -> list[str]:
    wrong = []
    if saved < trace.most_shown:
        wrong.append(f"{trace.most_shown - saved} characters that were on the screen are missing")
    if trace.age(saved, moment) > _UNDER_WAY * slack:
        wrong.append(
            f"{trace.age(saved, moment):.3f} s of typing is missing ({len(trace.keys) - saved} characters)"
        )
    return wrong


def _left_over(here: School) -> list[str]:
    """What still runs, and how much of a processor it takes; it is ended here."""
    left = processes.of_school(here.folder)
    if not left:
        return []
    before = sum(processes.processor_seconds(pid) for pid in left)
    time.sleep(1)
    load = sum(processes.processor_seconds(pid) for pid in left) - before
    processes.end(left)
    return [f"{len(left)} processes stay behind and take {load:.0%} of a processor"]
