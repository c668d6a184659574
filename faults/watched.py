"""A terminal that keeps what was drawn when, and what the screen said of it: the trace of a fault."""

from __future__ import annotations

import os
import random
import re
import select
import time
from dataclasses import dataclass, field

from faults.school import PROGRAM, School
from faults.text import shown
from tests.terminal.driver import Terminal

SAVED = "bewaard"
NOT_YET = "bewaart"
FAILED = "! NIET BEWAARD"
APART = "! APART BEWAARD"
_STATES = (FAILED, APART, NOT_YET, SAVED)
_THINKS, _THOUGHT = 0.05, 0.8
"""How often hands rest while typing, and how long in seconds: only then the screen can say that all is kept."""
_TOP_LINE = re.compile(rb"(?=\x1b\[(?:1;\d+)?H)")


@dataclass(slots=True)
class Trace:
    """What was typed and what the screen said about it. Moments are of `time.monotonic`."""

    keys: list[float] = field(default_factory=list)
    """When each character was sent."""
    shown: list[tuple[float, int]] = field(default_factory=list)
    """From when how many characters were on the screen; only what grew."""
    kept: list[tuple[float, int]] = field(default_factory=list)
    """The same for acknowledged characters: on the screen while it said `bewaard`."""
    said: list[tuple[float, str]] = field(default_factory=list)
    """Each time that the top line said something else about saving: one of the four words above."""

    @property
    def most_shown(self) -> int:
        return self.shown[-1][1] if self.shown else 0

    @property
    def most_kept(self) -> int:
        return self.kept[-1][1] if self.kept else 0

    def age(self, count: int, now: float) -> float:
        """How long ago the first character after `count` was sent; 0 when there is none."""
        return now - self.keys[count] if count < len(self.keys) else 0.0

    def delays(self, text: str) -> list[float]:
        """For each acknowledged character the seconds from its key to its acknowledgement.

        Without the blanks: one at the end of a line can't be seen until something follows it.
        """
        found: list[float] = []
        done = 0
        for at, count in self.kept:
            found += [at - self.keys[place] for place in range(done, count) if text[place] not in " \n"]
            done = count
        return found

    def late(self, text: str, limit: float) -> float:
        """Seconds during which some typing had been unacknowledged for longer than `limit`."""
        seconds, done = 0.0, 0
        for at, count in self.kept:
            first = next((place for place in range(done, count) if text[place] not in " \n"), None)
            seconds += 0.0 if first is None else max(0.0, at - self.keys[first] - limit)
            done = count
        return seconds


class Watched(Terminal):
    """The program on a pty. While it types it only keeps the output with its moments; `replay` draws it."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self._recording = False
        self._chunks: list[tuple[float, bytes]] = []
        super().__init__(argv, env)

    def record(self) -> Watched:
        """From now on output is kept with its moments, and drawn by `replay`."""
        self._recording = True
        return self

    def type_at(
        self, text: str, per_second: float, seconds: float, chance: random.Random, trace: Trace | None = None
    ) -> Trace:
        """Type `text` at this pace, unevenly as hands do, for so many seconds; goes on with `trace` when given."""
        trace = trace or Trace()
        self.record()
        end = time.monotonic() + seconds
        due = time.monotonic() + chance.random() / per_second
        while time.monotonic() < end and len(trace.keys) < len(text):
            wait = min(due, end) - time.monotonic()
            if wait > 0:
                if select.select([self._master], [], [], wait)[0] and not self._read():
                    break
                continue
            if due <= end:
                trace.keys.append(time.monotonic())
                os.write(self._master, text[len(trace.keys) - 1].replace("\n", "\r").encode())
            due += chance.uniform(0.5, 1.5) / per_second
            if chance.random() < _THINKS:
                due += _THOUGHT
        return trace

    def one_more(self, text: str, trace: Trace) -> None:
        """Type one character more and read until the program has answered: it is drawn, and hardly saved yet."""
        if len(trace.keys) < len(text):
            trace.keys.append(time.monotonic())
            os.write(self._master, text[len(trace.keys) - 1].replace("\n", "\r").encode())
            if select.select([self._master], [], [], 0.5)[0]:
                self._read()

    def listen(self, seconds: float) -> bool:
        """Only read, for so long. False when there is nothing to read any more."""
        end = time.monotonic() + seconds
        while self._master >= 0 and (wait := end - time.monotonic()) > 0:
            if select.select([self._master], [], [], wait)[0] and not self._read():
                return False
        return self._master >= 0

    def replay(self, text: str, trace: Trace, patience: float = 0.0, ends: str = SAVED) -> Trace:
        """Draw what was kept, in order and in steps: a state that showed for a moment counts too.

        `patience`: on a busy machine, how many seconds to read on at most, until all that was typed is on the screen
        and the top line says `ends`.
        """
        self._drain()
        self._draw_kept(text, trace)
        end, typed, runs = time.monotonic() + patience, len(text[: len(trace.keys)].rstrip()), True
        while runs and time.monotonic() < end and (self.said() != ends or shown(self.screen(), text) < typed):
            runs = self.listen(0.05)
            self._draw_kept(text, trace)
        self._recording = False
        return trace

    def _draw_kept(self, text: str, trace: Trace) -> None:
        chunks, self._chunks = self._chunks, []
        for at, raw in chunks:
            for piece in _TOP_LINE.split(raw):
                super()._draw(piece)
                self._note(at, text, trace)

    def top(self) -> str:
        """The top line of the screen."""
        return self.screen()[0]

    def said(self) -> str:
        """What the top line says about saving now."""
        return state(self.top())

    def _note(self, at: float, text: str, trace: Trace) -> None:
        rows = self.screen()
        count = shown(rows, text)
        if count > trace.most_shown:
            trace.shown.append((at, count))
        said = state(rows[0])
        if said and (not trace.said or trace.said[-1][1] != said):
            trace.said.append((at, said))
        if said == SAVED and count > trace.most_kept:
            trace.kept.append((at, count))

    def _draw(self, raw: bytes) -> None:
        if self._recording:
            self._chunks.append((time.monotonic(), raw))
        else:
            super()._draw(raw)


def state(top_line: str) -> str:
    """Which of the four words about saving stands in a top line; "" when none does."""
    return next((word for word in _STATES if word in top_line), "")


def editor(school: School, through: list[str] | None = None) -> Watched:
    """The program, started on a school, with today's minutes open and the cursor at the end of their text.

    `through`: a command that starts it by another road, and takes care of its environment.
    """
    term = Watched(through or [str(PROGRAM)], {} if through else school.environment())
    try:
        term.sees("Nog te doen", "Roos", seconds=30).press("a").sees("## Gesprek", SAVED, seconds=20)
    except BaseException:
        term.close()
        raise
    return term
