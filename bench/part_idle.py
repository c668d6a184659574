"""Nobody types: what ibtui uses on its week, in the editor and when it is locked, beside a bare TextArea and vim."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from bench import peers, school
from bench.figures import Figures, Ratio, Section, Table, by_program, middle
from bench.part_typing import Amounts
from bench.peers import PROGRAMS, Place, here
from bench.program import Program
from bench.texts import minutes_text

TITLE = "When nobody types"
SIZE = (80, 24)
CPU_GOAL, BYTES_GOAL = 1.0, 0.0
"""Milliseconds of processor, and bytes to the terminal, in a second."""
_SECONDS = 12.0
_SETTLED = 3.0
_MINUTE = 60.0
_SPARE = 1.0
_SLICE = 0.05
_LINES = 10


def run(amounts: Amounts) -> Section:
    """All programs run side by side, and are watched at the same time: they do next to nothing."""
    start = time.monotonic()
    missing = [name for name in ("vim",) if not here(name)]
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        with ExitStack() as stack:
            opened = {name: stack.enter_context(start_it(folder / str(number)))
                      for number, (name, start_it) in enumerate(STARTS.items())
                      if name not in missing}  # fmt: skip
            found = watched(opened, amounts.rounds)
            clock = _read(opened, _left() + _SPARE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tables = [by_program("In a second in which nobody types", found), _clock_table(clock)]
    return Section(TITLE, _about(amounts), tables, missing, time.monotonic() - start, _goals(found))


def watched(
    programs: Mapping[str, Program], rounds: int, seconds: float = _SECONDS, settled: float = _SETTLED
) -> dict[str, list[Figures]]:
    """Per program the figures of each round; in none of them a minute goes by."""
    _read(programs, settled)
    found: dict[str, list[Figures]] = defaultdict(list)
    for _ in range(rounds):
        if (left := _left()) < seconds + _SPARE:
            _read(programs, left + _SPARE)
        before = {name: _used(program) for name, program in programs.items()}
        written = _read(programs, seconds)
        for name, program in programs.items():
            cpu, wakes = (now - then for now, then in zip(_used(program), before[name], strict=True))
            found[name].append({
                "bytes": written[name] / seconds,
                "CPU, ms": cpu / seconds * 1000,
                "wake-ups": wakes / seconds,
            })  # fmt: skip
    return dict(found)


def _left() -> float:
    """Seconds until the clock shows another minute."""
    return _MINUTE - time.time() % _MINUTE


def _used(program: Program) -> tuple[float, float]:
    return program.cpu(), float(program.wakes())


def _read(programs: Mapping[str, Program], seconds: float) -> dict[str, int]:
    """Read what all of them write for a while; how many bytes of each."""
    end = time.perf_counter() + seconds
    before = {name: len(program.output) for name, program in programs.items()}
    while time.perf_counter() < end:
        for program in programs.values():
            program.read_until(time.perf_counter() + _SLICE)
    return {name: len(program.output) - before[name] for name, program in programs.items()}


# ── what is watched ────────────────────────────────────────────────────────────


def _place(folder: Path) -> Place:
    place = Place(folder / "try", minutes_text(_LINES), folder / "school")
    place.folder.mkdir(parents=True)
    return place


def _week(folder: Path) -> Program:
    place = _place(folder)
    school.make(place.home, place.text)
    return peers.start_ibtui(place.home, SIZE)


def _locked(folder: Path) -> Program:
    return _week(folder).press("L").sees("ibtui staat op slot")


def _editor(folder: Path) -> Program:
    place = _place(folder)
    school.make(place.home, place.text)
    return PROGRAMS["ibtui"](place, SIZE).press("a").sees("bewaard")


def _bare(folder: Path) -> Program:
    return PROGRAMS["bare TextArea"](_place(folder), SIZE)


def _vim(folder: Path) -> Program:
    return PROGRAMS["vim"](_place(folder), SIZE)


STARTS: Mapping[str, Callable[[Path], Program]] = {
    "ibtui, week": _week,
    "ibtui, minutes open and saved": _editor,
    "ibtui, locked": _locked,
    "bare TextArea": _bare,
    "vim": _vim,
}


# ── the tables ─────────────────────────────────────────────────────────────────


def _goals(found: Mapping[str, list[Figures]]) -> list[Ratio]:
    """Figures by themselves, of each state of ibtui."""
    goals = (("bytes", "bytes a second", BYTES_GOAL), ("CPU, ms", "CPU in a second, ms", CPU_GOAL))
    rows = []
    for name, rounds in found.items():
        for key, words, goal in goals:
            each = [figures[key] for figures in rounds]
            if name.startswith("ibtui"):
                rows.append(Ratio(f"{name}, idle: {words}", middle(each), 1, goal, (min(each), max(each))))
    return rows


def _clock_table(clock: Mapping[str, int]) -> Table:
    rows = [["program", "bytes"], *([name, str(written)] for name, written in clock.items())]
    return Table("The turn of a minute, for which ibtui shows the time anew", rows)


def _about(amounts: Amounts) -> str:
    return (
        f"{SIZE[0]}x{SIZE[1]}; all of them at the same time, {amounts.rounds} times {_SECONDS:g} seconds, none of "
        "which crosses the turn of a minute: that is told apart. CPU is that of the process, by its own clock; "
        "wake-ups are the `voluntary_ctxt_switches` of its threads. The day's backup is there, so ibtui doesn't look "
        "at the whole file, as it does once a day, from two seconds after its first screen. A figure is the median "
        "over the rounds."
    )
