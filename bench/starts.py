"""One start and one end of a program, on a real terminal.

What the words mean:
- *drawn*: from the spawn until the words that say so stand on the replayed screen; *quiet*: until the last byte
  before half a second without any (a program that never falls silent has none).
- *bytes until quiet*: all bytes that it wrote until then.
- *RSS*, *PSS*: of its process, when it is quiet, or a while after (`Way.stays`). PSS shares out the pages that
  other processes have too.
- *quit*: from the key until the process is gone and the shell would show its prompt.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.program import Program

SIZE = (80, 24)
_SILENCE = 0.5
_MOST = 20.0
"""Seconds after the start in which it should be drawn."""
_LOOK = 3.0
"""A program that writes all the time is looked at so often; when it is drawn, that is the end."""
_END = 20.0

FIGURES = ("drawn, ms", "quiet, ms", "bytes until quiet", "CPU, ms", "RSS, MB", "PSS, MB", "quit, ms")


@dataclass(frozen=True, slots=True)
class Way:
    """How a program is started and left."""

    argv: Sequence[str | Path]
    env: Mapping[str, str]
    seen: tuple[str, ...]
    leave: tuple[str, ...]
    stays: float = 0.0
    """Seconds that it is left alone once it is quiet: what it puts off until after the first screen is then done."""


def start_and_end(way: Way) -> dict[str, float]:
    """The figures of one start and one end; nan for what didn't come."""
    begin = time.perf_counter()
    with Starting(way.argv, way.env, SIZE) as program:
        drawn = program.watch(begin, way.seen)
        last = program.chunks[-1].moment if program.chunks else begin
        written = sum(len(chunk.raw) for chunk in program.chunks)
        cpu = program.cpu()
        program.read_until(time.perf_counter() + way.stays)
        rss, pss = memory(program.pid)
        ended = program.end(way.leave)
        quiet = last - begin if program.quiet else float("nan")
    seconds = [moment * 1000 for moment in (drawn - begin, quiet, cpu, ended)]
    figures = (*seconds[:2], float(written), seconds[2], rss, pss, seconds[3])
    return dict(zip(FIGURES, figures, strict=True))


def memory(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process, in MB (of a million bytes)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = dict(re.findall(r"^(Rss|Pss): +(\d+) kB$", text, re.MULTILINE))
    return int(found["Rss"]) * 1.024 / 1000, int(found["Pss"]) * 1.024 / 1000


class Starting(Program):
    """A program whose start and end are looked at."""

    quiet = False
    """Whether it fell silent after it was drawn."""
    _drawn = 0
    _looked = 0.0

    def watch(self, begin: float, seen: Sequence[str]) -> float:
        """Read until it is drawn and quiet; the moment at which the words of `seen` stood on the screen, or nan.

        Nothing is drawn here while bytes come: a silence is used to see how far it is.
        """
        self.start_recording()
        self._looked = begin
        drawn = float("nan")
        while (now := time.perf_counter()) < begin + _MOST:
            silent = not select.select([self._master], [], [], _SILENCE)[0]
            if not silent and not self._read():
                self._look(seen)
                self._fail("the program has ended")
            if silent or now > self._looked + _LOOK:
                drawn = self._look(seen)
            if drawn == drawn:  # not nan
                self.quiet = silent
                break
        return drawn

    def _look(self, seen: Sequence[str]) -> float:
        """Draw what came since the last look; the moment at which all of `seen` stood there."""
        self.recording = False
        drawn = float("nan")
        for chunk in self.chunks[self._drawn :]:
            self._draw(chunk.raw)
            if drawn != drawn and all(self._shows(text) for text in seen):
                drawn = chunk.moment
        self._drawn, self._looked = len(self.chunks), time.perf_counter()
        self.recording = True
        return drawn

    def end(self, keys: Sequence[str]) -> float:
        """Press the keys that end it, the next one when the last one was answered; seconds from the last key."""
        for key in keys[:-1]:
            self.hit(key)
            self.read_until_quiet(0.1)
        moment = self.hit(keys[-1]).moment
        while (left := moment + _END - time.perf_counter()) > 0:
            if select.select([self._master], [], [], left)[0] and not self._read():
                break
        if left <= 0:
            return float("nan")
        self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        took = time.perf_counter() - moment
        if self._status != 0:  # a program that breaks is quick to end
            self._fail(f"it ended with {self._status}")
        return took
