"""The power fails while somebody types, on a disk that keeps only what was flushed to it.

The school is on an ext4 image in memory. At a random moment the program is stopped and the image is copied: that
copy holds what had reached the disk, and not what the machine still had in memory. Then the copy is repaired and
mounted, as a machine does when it starts again. The disk writes its own journal only each 300 s, so that nothing
reaches it by itself.
"""

from __future__ import annotations

import random
import shutil
import signal
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from faults import afterwards, disks, processes, school
from faults.kill import PER_SECOND, TEXT, Outcome, compare, judge
from faults.result import Options, Result
from faults.school import School
from faults.watched import editor

RUNS = 50
_LONGEST = 4.0
_MEGABYTES = 24


def part(options: Options) -> list[Result]:
    """The whole part."""
    runs = options.runs or RUNS
    how = "the power fails at a random moment while typing (only what was flushed to the disk stays)"
    try:
        with (
            tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder,
            disks.in_memory(Path(folder) / "memory", 64 + 128 * options.workers) as memory,
        ):
            made = school.make(memory / "school")
            disks.make_image(memory / "image", _MEGABYTES)
            with disks.mounted(memory / "image", memory / "first") as first:
                school.copy(made, first / "school")
            outcomes = _all(options, runs, memory)
    except disks.CannotBeMade as error:
        return [Result(how, impossible=str(error))]
    return judge(how, outcomes)


def _all(options: Options, runs: int, memory: Path) -> list[Outcome]:
    seeds = range(options.seed, options.seed + runs)
    if options.workers == 1:
        return [once(memory, seed, options.slack) for seed in seeds]
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(once, [memory] * runs, seeds, [options.slack] * runs))


def once(memory: Path, seed: int, slack: float) -> Outcome:
    """Start, type, cut the power, start the machine again, look."""
    chance = random.Random(seed)
    folder = memory / f"run-{seed}"
    folder.mkdir()
    name = f"run {seed}"
    try:
        shutil.copyfile(memory / "image", folder / "image")
        with (
            disks.mounted(folder / "image", folder / "disk", "commit=300") as disk,
            editor(School(disk / "school")) as term,
        ):
            trace = term.type_at(TEXT, PER_SECOND, chance.uniform(0.2, _LONGEST), chance)
            term.signal(signal.SIGSTOP)
            moment = time.monotonic()
            processes.wait_until_stopped(term.pid)
            shutil.copyfile(folder / "image", folder / "after")
            term.replay(TEXT, trace)
        broken = disks.check(folder / "after")
        if broken:
            return Outcome(name, wrong=(broken,))
        with disks.mounted(folder / "after", folder / "again") as disk:
            return compare(name, trace, afterwards.look(School(disk / "school")), moment, slack)
    except AssertionError as error:
        return Outcome(name, wrong=(f"the app couldn't be used: {error}",))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
