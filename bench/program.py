"""A program on a pty whose output is kept with the moment it came, to be looked at after the run."""

from __future__ import annotations

import contextlib
import os
import re
import select
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import pyte

from tests.terminal.driver import Terminal, encode

_OF_A_PROCESS = 2
"""What `clock_getcpuclockid` puts in the low bits of a clock: all threads of a process, those that ended too."""
_ANSWERS_WITHIN = 1.0
"""Seconds until a key that is pressed alone has surely done something, on a busy machine too."""
_NOT_TYPED = re.compile(r"[^a-z]")


class Chunk(NamedTuple):
    """What one read gave."""

    moment: float
    raw: bytes


class Key(NamedTuple):
    """One key that was pressed."""

    moment: float
    key: str


class Answer(NamedTuple):
    """What came of one key that was pressed when all was quiet."""

    seconds: float
    """Until the screen looked as it stayed; nan when the key changed nothing that can be seen."""
    written: int
    """Bytes to the terminal."""


Picture = tuple[tuple[pyte.screens.Char, ...], ...]
"""Every cell of the screen, with its colours."""


class Program(Terminal):
    """A terminal that can record. While it does nothing is drawn: that costs more than what is measured."""

    recording = False

    def _draw(self, raw: bytes) -> None:
        if self.recording:
            self.chunks.append(Chunk(time.perf_counter(), raw))
        else:
            super()._draw(raw)

    def start_recording(self) -> None:
        """From here on keep the output instead of drawing it."""
        self.chunks: list[Chunk] = []
        self.recording = True

    def replay(self) -> Iterator[tuple[Chunk, str]]:
        """Draw what was recorded; after each chunk the small letters on the screen, in reading order."""
        self.recording = False
        for chunk in self.chunks:
            self._draw(chunk.raw)
            yield chunk, _NOT_TYPED.sub("", "".join(self._lines()))

    def picture(self) -> Picture:
        """What stands on the screen now."""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return tuple(tuple(row[x] for x in range(self._screen.columns)) for row in rows)

    def answers(self, keys: Sequence[str], quiet: float) -> list[Answer]:
        """Press each key when it was quiet for `quiet` seconds after what the one before it did; what came of each.

        A key's time ends when the screen, colours included, looks as it does when all is quiet: bytes after that
        change nothing. They are counted all the same.
        """
        self.read_until_quiet(quiet)
        self.start_recording()
        pressed = []
        for key in keys:
            pressed.append(self.hit(key))
            select.select([self._master], [], [], _ANSWERS_WITHIN)
            self.read_until_quiet(quiet)
        self.recording = False
        return [
            self._answer(key.moment, [chunk for chunk in self.chunks if key.moment <= chunk.moment < end])
            for key, end in zip(pressed, [*(key.moment for key in pressed[1:]), float("inf")], strict=True)
        ]

    def _answer(self, moment: float, chunks: Sequence[Chunk]) -> Answer:
        """Draw what came after a key, and see when it was done."""
        pictures = [self.picture()]
        for chunk in chunks:
            self._draw(chunk.raw)
            pictures.append(self.picture())
        done = next(place for place, picture in enumerate(pictures) if picture == pictures[-1])
        seconds = chunks[done - 1].moment - moment if done else float("nan")
        return Answer(seconds, sum(len(chunk.raw) for chunk in chunks))

    def hit(self, key: str) -> Key:
        """Press one key, at once."""
        moment = time.perf_counter()
        os.write(self._master, encode("enter" if key == "\n" else key).encode())
        return Key(moment, key)

    def read_until(self, moment: float) -> None:
        """Read what comes until then."""
        while (left := moment - time.perf_counter()) > 0:
            if select.select([self._master], [], [], left)[0] and not self._read():
                self._fail("the program has ended")

    def read_until_quiet(self, silence: float, most: float = 10.0) -> Self:
        """Read until nothing came for `silence` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self._master], [], [], silence)[0]:
            if not self._read():
                self._fail("the program has ended")
        return self

    def turn(self, key: str) -> None:
        """Press a key, and wait until the screen has become another and is quiet."""
        before = self.screen()
        self.press(key).wait_until(lambda: self.screen() != before, f"nothing happens at {key}")
        self.read_until_quiet(0.03)

    def cpu(self) -> float:
        """Seconds of processor that the program and all its threads have used, to the microsecond."""
        return time.clock_gettime(~self.pid << 3 | _OF_A_PROCESS)

    def wakes(self) -> int:
        """How often the threads that live now have woken up by themselves or by what they waited for."""
        found = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):  # it ended just now
                words = (thread / "status").read_text().split()
                found += int(words[words.index("voluntary_ctxt_switches:") + 1])
        return found
