"""Moving through a list with the arrows: the minutes of ten years beside Textual's own lists."""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import bare_list, peers, school, years
from bench.figures import Figures, Ratio, Section, Table, beside, by_program, p50_p95
from bench.part_typing import Amounts
from bench.program import Answer, Program

TITLE = "Moving through a list"
SIZE = (80, 24)
YEARS = 10
_OURS = "ibtui"
_BESIDE = ("bare OptionList", "bare DataTable")
_WITHIN, _SCROLLING = "within the page", "scrolling"
_GOALS = {"bytes per key": {_WITHIN: 1 / 10, _SCROLLING: 1 / 4}}
_KEY_GOAL = 1.2
_LAP = 8  # rows down, and up again: within the page
_PAGE = 24
_QUIET = 0.12
_SETTLED = 0.5

Tries = dict[tuple[str, str], list[Figures]]
"""Per program and way of moving the figures of each round."""


def run(amounts: Amounts) -> Section:
    """Every program in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        years.make(folder / "school", YEARS)
        school.back_up(folder / "school")
        tries: Tries = defaultdict(list)
        for _ in range(amounts.rounds):
            for name, opened in PROGRAMS.items():
                for way, found in one_try(opened, folder / "school", amounts.silent_keys).items():
                    tries[name, way].append(_figures(found))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Section(TITLE, _about(amounts), _tables(tries),
                   seconds=time.monotonic() - start, goals=_goals(tries))  # fmt: skip


def one_try(opened: Callable[[Path], Program], home: Path, keys: int) -> dict[str, list[Answer]]:
    """Start the program, and move in both ways; what came of each key."""
    with opened(home) as program:
        program.press("down").read_until_quiet(_SETTLED)
        lap = ["down"] * _LAP + ["up"] * _LAP
        within = program.answers((lap * keys)[:keys], _QUIET)
        program.press(*["down"] * _PAGE).read_until_quiet(_SETTLED)  # past the last row in sight
        return {_WITHIN: within, _SCROLLING: program.answers(["down"] * keys, _QUIET)}


def _open_ibtui(home: Path) -> Program:
    program = peers.start_ibtui(home, SIZE)
    program.press("4").sees("Concepten", seconds=30).read_until_quiet(1.0)  # copies of Word are looked for
    return program


def _open_options(home: Path) -> Program:
    return _open_bare(home, "options")


def _open_table(home: Path) -> Program:
    return _open_bare(home, "table")


def _open_bare(home: Path, kind: str) -> Program:
    env = {"HOME": str(home), "PYTHONPATH": str(peers.ROOT)}
    return Program([sys.executable, "-m", "bench.bare_list", kind], env, SIZE).sees("afspr", seconds=60)


PROGRAMS: Mapping[str, Callable[[Path], Program]] = {
    _OURS: _open_ibtui,
    _BESIDE[0]: _open_options,
    _BESIDE[1]: _open_table,
}


def _figures(found: list[Answer]) -> Figures:
    half, most = p50_p95([answer.seconds for answer in found])
    return {
        "key to screen p50, ms": half,
        "key to screen p95, ms": most,
        "bytes per key": sum(answer.written for answer in found) / len(found),
        "keys not seen": sum(math.isnan(answer.seconds) for answer in found),
    }


# ── the tables ─────────────────────────────────────────────────────────────────


def _goals(tries: Tries) -> list[Ratio]:
    return [
        beside(f"arrow {way}: {what}", tries[_OURS, way], tries[name, way], what,
               goal=_GOALS.get(what, {}).get(way, _KEY_GOAL), against=name)
        for way in (_WITHIN, _SCROLLING)
        for name in _BESIDE
        for what in tries[_OURS, way][0] if what != "keys not seen"
    ]  # fmt: skip


def _tables(tries: Tries) -> list[Table]:
    ways = (_WITHIN, _SCROLLING)
    return [by_program(f"An arrow, {way}", {name: tries[name, way] for name in PROGRAMS}) for way in ways]


def _about(amounts: Amounts) -> str:
    return (
        f"{SIZE[0]}x{SIZE[1]}; ibtui: the list of minutes in a school of {YEARS} years, the newest of each kind; the "
        "day's backup is there, so no look at the whole file runs meanwhile. The others: a list of "
        f"{bare_list.ROWS:,} rows that look alike, with as many lines around it. {amounts.silent_keys} keys in each "
        "way, each when all is quiet: within the page (nothing but the chosen row changes), and scrolling (each key "
        "moves the list by a row). A key's time ends when the screen, with its colours, looks as it stays. "
        f"{amounts.rounds} rounds with every program in turn; a figure is the median over the rounds."
    )
