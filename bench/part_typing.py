"""Typing minutes: ibtui's editor beside a bare TextArea, nano and vim, in a short text and in a very long one."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import school
from bench.figures import Ratio, Section, Table, middle, number, ratio_rows
from bench.peers import PROGRAMS, Place, here
from bench.texts import keystrokes, minutes_text
from bench.typing_tries import RATE, idle, type_at_rate, type_in_silence

TITLE = "Typing minutes"
SIZE = (80, 24)
GOAL = 1.3
"""Against the bare TextArea, and for 3,000 lines against 10."""
_OURS, _BARE = "ibtui", "bare TextArea"
_ENTER_EVERY = 60
_IDLE = ("idle CPU, ms/s", "idle bytes/s")

Case = tuple[int, str]
"""Lines of the text, and the way of typing."""
Tries = dict[tuple[str, Case], list[dict[str, float]]]
"""Per program and case the figures of each round."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is done: the whole bench, or a small try-out."""

    rounds: int = 5
    keys: int = 156
    silent_keys: int = 40
    lines: tuple[int, ...] = (10, 3000)
    only: tuple[str, ...] = ()
    """Names of programs; empty is all."""


def run(amounts: Amounts) -> Section:
    """Every program in turn, round after round, so that a busy minute of the machine hits all of them."""
    start = time.monotonic()
    names = [name for name in PROGRAMS if not amounts.only or name in amounts.only]
    missing = [name for name in names if not here(name)]
    names = [name for name in names if name not in missing]
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        tries = _all_rounds(folder, names, amounts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Section(TITLE, _about(amounts), _tables(tries, names, amounts), missing, time.monotonic() - start)


def prepare(folder: Path, names: Sequence[str], amounts: Amounts) -> list[Place]:
    """For each length of text a place to try in, with a school when ibtui is among the programs."""
    places = []
    for lines in amounts.lines:
        place = Place(folder / f"try-{lines}", minutes_text(lines), folder / f"school-{lines}")
        place.folder.mkdir()
        if _OURS in names:
            school.make(place.home, place.text)
        places.append(place)
    return places


def one_try(name: str, place: Place, seed: int, amounts: Amounts) -> dict[str, dict[str, float]]:
    """Open the program once, and type in each of the ways, each on a new line. Figures per way."""
    with PROGRAMS[name](place, SIZE) as program:
        cpu, written = idle(program)
        found = {"idle": dict(zip(_IDLE, (cpu * 1000, written), strict=True))}
        found["one line"] = type_at_rate(program, keystrokes(amounts.keys, seed), cpu)
        program.press("enter")
        text = keystrokes(amounts.keys, seed + 1000, enter_every=_ENTER_EVERY)
        found["with Enter"] = type_at_rate(program, text, cpu)
        program.press("enter")
        found["in silence"] = type_in_silence(program, keystrokes(amounts.silent_keys, seed + 2000))
        return found


def _all_rounds(folder: Path, names: Sequence[str], amounts: Amounts) -> Tries:
    places = prepare(folder, names, amounts)
    tries: Tries = defaultdict(list)
    for round_ in range(amounts.rounds):
        for lines, place in zip(amounts.lines, places, strict=True):
            for name in names:
                _say(f"round {round_ + 1} of {amounts.rounds}: {name}, {lines} lines")
                for way, figures in one_try(name, place, round_, amounts).items():
                    tries[name, (lines, way)].append(figures)
    return tries


# ── the tables ─────────────────────────────────────────────────────────────────


def _tables(tries: Tries, names: Sequence[str], amounts: Amounts) -> list[Table]:
    cases = list(dict.fromkeys(case for _, case in tries))
    tables = [Table(_title(case), _case_rows(tries, names, case)) for case in cases]
    if _OURS in names and _BARE in names:
        beside = [ratio for case in cases if case[1] != "idle" for ratio in _beside(tries, case)]
        tables.insert(0, Table(f"ibtui beside the bare TextArea (goal: {GOAL:g} times)", ratio_rows(beside)))
    if len(amounts.lines) > 1:
        growth = [
            ["program", "figure", *(f"{n:,} lines" for n in (amounts.lines[0], amounts.lines[-1])), "times"]
        ]
        for name in names:
            growth += _growth(tries, name, amounts)
        tables.insert(1, Table("Growth with the length of the text", growth))
    return tables


def _title(case: Case) -> str:
    lines, way = case
    how = {
        "idle": "nobody types",
        "one line": f"{RATE:g} keys a second on one long line",
        "with Enter": f"{RATE:g} keys a second, Enter every {_ENTER_EVERY}",
        "in silence": "one key when all is quiet",
    }
    return f"{lines:,} lines, {how[way]}"


def _case_rows(tries: Tries, names: Sequence[str], case: Case) -> list[list[str]]:
    figures = list(tries[names[0], case][0])
    rows = [[name, *(number(_middle(tries, name, case, what)) for what in figures)] for name in names]
    return [["program", *figures], *rows]


def _middle(tries: Tries, name: str, case: Case, what: str) -> float:
    """The median over the rounds of what each round gave."""
    return middle([figures[what] for figures in tries[name, case]])


def _compared(tries: Tries, case: Case) -> list[str]:
    return [what for what in tries[_OURS, case][0] if what != "keys not seen"]


def _beside(tries: Tries, case: Case) -> list[Ratio]:
    ratios = []
    for what in _compared(tries, case):
        rounds = [
            ours[what] / theirs[what]
            for ours, theirs in zip(tries[_OURS, case], tries[_BARE, case], strict=True)
            if theirs[what]
        ]
        ours, theirs = (_middle(tries, name, case, what) for name in (_OURS, _BARE))
        spread = (min(rounds), max(rounds)) if rounds else (float("nan"), float("nan"))
        ratios.append(Ratio(f"{_title(case)}: {what}", ours, theirs, GOAL, spread))
    return ratios


def _growth(tries: Tries, name: str, amounts: Amounts) -> list[list[str]]:
    rows = []
    few, many = amounts.lines[0], amounts.lines[-1]
    for way in ("one line", "with Enter", "in silence"):
        for what in tries[name, (few, way)][0]:
            if what == "keys not seen":
                continue
            at_few, at_many = (_middle(tries, name, (lines, way), what) for lines in (few, many))
            times = number(at_many / at_few if at_few else float("nan"))
            rows.append([name, f"{way}: {what}", number(at_few), number(at_many), times])
    return rows


def _about(amounts: Amounts) -> str:
    return (
        f"{SIZE[0]}x{SIZE[1]}, {amounts.rounds} rounds with every program in turn; {amounts.keys} keys a run "
        f"at {RATE:g} keys a second and {amounts.silent_keys} keys in silence, in the middle of the text. "
        "A figure is the median over the rounds; 'per round' is the smallest and largest ratio that one round "
        "gave. How each figure is taken: `bench/typing_tries.py`."
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
