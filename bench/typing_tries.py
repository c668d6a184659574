"""One try of typing in one program, and the figures of it.

What the words mean:
- *key to screen*: from writing the key to the terminal until its letter stands on the replayed screen. Only
  letters count (a blank and Enter show nothing of their own).
- *bytes per key*: all bytes that the program wrote, from the first key until it is quiet, by the number of keys.
- *CPU per key*: of the whole process with its threads, saving included.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from bench.figures import Figures, p50_p95
from bench.program import Key, Program

RATE = 12.0
"""Keys a second: somebody who types along with a talk."""
_TAIL = 8
"""So many letters typed last are looked for on the screen."""
_QUIET = 0.3


def type_at_rate(program: Program, text: str) -> Figures:
    """Type at a fixed rate, whether the program keeps up or not."""
    program.read_until_quiet(_QUIET)
    program.start_recording()
    before, start = program.cpu(), time.perf_counter()
    keys = []
    for place, letter in enumerate(text):
        program.read_until(start + place / RATE)
        keys.append(program.hit(letter))
    program.read_until_quiet(_QUIET)
    used = program.cpu() - before
    seen, unseen = seen_after(program, keys)
    half, most = p50_p95([*seen, *[float("nan")] * unseen])
    return {
        "key to screen p50, ms": half,
        "key to screen p95, ms": most,
        "bytes per key": sum(len(chunk.raw) for chunk in program.chunks) / len(keys),
        "CPU per key, ms": used / len(keys) * 1000,
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
    """For each letter that has enough before it on its line: when it was typed, and the letters that end with it."""
    letters, tails = "", []
    for key in keys:
        if key.key == "\n":  # on a wide screen something may stand beside the text
            letters = ""
        if re.fullmatch("[a-z]", key.key):
            letters += key.key
            if len(letters) >= _TAIL:
                tails.append((key.moment, letters[-_TAIL:]))
    return tails
