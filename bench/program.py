"""A program on a pty whose output is kept with the moment it came, to be looked at after the run."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.terminal.driver import Terminal, encode

_TICK = os.sysconf("SC_CLK_TCK")
_NOT_TYPED = re.compile(r"[^a-z]")
_ASKED = re.compile(rb"\x1b\[\?[0-9;]*m")
"""vim asks the terminal how keys are sent; pyte takes it for a colour, and fails."""


class Chunk(NamedTuple):
    """What one read gave."""

    moment: float
    raw: bytes


class Key(NamedTuple):
    """One key that was pressed."""

    moment: float
    key: str


class Program(Terminal):
    """A terminal that can record. While it does nothing is drawn: that costs more than what is measured."""

    recording = False

    def _draw(self, raw: bytes) -> None:
        if self.recording:
            self.chunks.append(Chunk(time.perf_counter(), raw))
        else:
            super()._draw(_ASKED.sub(b"", raw))

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

    def read_until_quiet(self, silence: float, most: float = 10.0) -> None:
        """Read until nothing came for `silence` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self._master], [], [], silence)[0]:
            if not self._read():
                self._fail("the program has ended")

    def turn(self, key: str) -> None:
        """Press a key, and wait until the screen has become another and is quiet."""
        before = self.screen()
        self.press(key).wait_until(lambda: self.screen() != before, f"nothing happens at {key}")
        self.read_until_quiet(0.03)

    def cpu(self) -> float:
        """Seconds of processor that the program and all its threads have used."""
        words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / _TICK
