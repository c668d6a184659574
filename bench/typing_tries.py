"""One try of typing in one program, and the figures of it.

What the words mean:
- *key to screen*: from writing the key to the terminal until its letter stands on the replayed screen. Only
  letters count (a blank and Enter show nothing of their own).
- *first byte*, *burst*: after a key in silence: the first byte that comes back, and the last one before 30 ms
  without any. What comes later (the line that says "bewaard") isn't part of the burst.
- *bytes per key*: all bytes that the program wrote, from the first key until it is quiet, by the number of keys.
- *CPU per key*: of the whole process with its threads, saving included, without what it uses when idle.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from bench.figures import percentile
from bench.program import Chunk, Key, Program

RATE = 12.0
"""Keys a second: somebody who types along with a talk."""
_TAIL = 8
"""So many letters typed last are looked for on the screen."""
_BURST = 0.03
_QUIET = 0.3
_IDLE = 3.0


def idle(program: Program) -> tuple[float, float]:
    """CPU (seconds) and bytes that the program uses in a second when nobody types."""
    program.read_until_quiet(1.0)
    program.start_recording()
    before, start = program.cpu(), time.perf_counter()
    program.read_until(start + _IDLE)
    took = time.perf_counter() - start
    used = (program.cpu() - before) / took
    return used, sum(len(chunk.raw) for chunk, _ in program.replay()) / took


def type_at_rate(program: Program, text: str, idle_cpu: float) -> dict[str, float]:
    """Type at a fixed rate, whether the program keeps up or not."""
    program.read_until_quiet(_QUIET)
    program.start_recording()
    before, start = program.cpu(), time.perf_counter()
    keys = []
    for place, letter in enumerate(text):
        program.read_until(start + place / RATE)
        keys.append(program.hit(letter))
    program.read_until_quiet(_QUIET)
    used = program.cpu() - before - idle_cpu * (time.perf_counter() - start)
    seen, unseen = seen_after(program, keys)
    return {
        "key to screen p50, ms": percentile(seen, 0.5) * 1000,
        "key to screen p95, ms": percentile(seen, 0.95) * 1000,
        "bytes per key": sum(len(chunk.raw) for chunk in program.chunks) / len(keys),
        "CPU per key, ms": used / len(keys) * 1000,
        "keys not seen": unseen,
    }


def type_in_silence(program: Program, text: str) -> dict[str, float]:
    """Type each key only when nothing has come for a while."""
    program.read_until_quiet(_QUIET)
    program.start_recording()
    keys = []
    for letter in text:
        keys.append(program.hit(letter))
        program.read_until_quiet(_QUIET)
    seen, unseen = seen_after(program, keys)
    bursts = [found for key in keys if (found := _burst(key, program.chunks))]
    return {
        "first byte p50, ms": percentile([first for first, _ in bursts], 0.5) * 1000,
        "key to screen p50, ms": percentile(seen, 0.5) * 1000,
        "key to screen p95, ms": percentile(seen, 0.95) * 1000,
        "end of burst p50, ms": percentile([last for _, last in bursts], 0.5) * 1000,
        "end of burst p95, ms": percentile([last for _, last in bursts], 0.95) * 1000,
        "bytes per key": sum(len(chunk.raw) for chunk in program.chunks) / len(keys),
        "keys not seen": unseen,
    }


def seen_after(program: Program, keys: Sequence[Key]) -> tuple[list[float], int]:
    """Seconds from each letter to its place on the screen; and how many never came there."""
    waiting = _tails(keys)
    found: list[float] = []
    for chunk, letters in program.replay():
        there = [item for item in waiting if item[0] < chunk.moment and item[1] in letters]
        found += [chunk.moment - moment for moment, _ in there]
        waiting = [item for item in waiting if item not in there]
    return found, len(waiting)


def _tails(keys: Sequence[Key]) -> list[tuple[float, str]]:
    """For each letter: when it was typed, and the letters that end with it."""
    letters, tails = "", []
    for key in keys:
        if re.fullmatch("[a-z]", key.key):
            letters += key.key
            if len(letters) >= _TAIL:
                tails.append((key.moment, letters[-_TAIL:]))
    return tails


def _burst(key: Key, chunks: Sequence[Chunk]) -> tuple[float, float] | None:
    """Seconds to the first byte after a key and to the last one of that burst."""
    moments = [chunk.moment for chunk in chunks if chunk.moment > key.moment]
    if not moments:
        return None
    last = moments[0]
    for moment in moments[1:]:
        if moment - last > _BURST:
            break
        last = moment
    return moments[0] - key.moment, last - key.moment
