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
from bench.figures import Figures, Ratio, Section, Table, beside, by_program, middle, number
from bench.peers import PROGRAMS, Place, here
from bench.texts import keystrokes, minutes_text
from bench.typing_tries import RATE, type_at_rate

TITLE = "Typing minutes"
SMALL, LARGE = (80, 24), (120, 40)
GOALS = {"key to screen p50, ms": 1.2, "key to screen p95, ms": 1.2, "bytes per key": 1 / 10}
"""Against the bare TextArea. CPU per key is shown, without a goal."""
BYTES_OF_VIM = 3.0
_OURS, _BARE, _VIM = "ibtui", "bare TextArea", "vim"
_ENTER_EVERY = 60

Size = tuple[int, int]
Case = tuple[int, Size]
"""Lines of the text, and the size of the terminal."""
Tries = dict[tuple[str, Case], list[Figures]]
"""Per program and case the figures of each round."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is done: the whole bench, or a small try-out."""

    rounds: int = 3
    keys: int = 84
    """Typed at a fixed rate."""
    silent_keys: int = 40
    """Pressed one by one, each when all is quiet."""
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
    goals = [goal for case in cases(amounts) for goal in _goals(tries, case)]
    return Section(TITLE, _about(amounts), _tables(tries, names, amounts), missing,
                   time.monotonic() - start, goals)  # fmt: skip


def cases(amounts: Amounts) -> list[Case]:
    """Each length of text in a small terminal, and the shortest in a large one."""
    return [*((lines, SMALL) for lines in amounts.lines), (amounts.lines[0], LARGE)]


def prepare(folder: Path, names: Sequence[str], amounts: Amounts) -> dict[int, Place]:
    """For each length of text a place to try in, with a school when ibtui is among the programs."""
    places = {}
    for lines in amounts.lines:
        place = Place(folder / f"try-{lines}", minutes_text(lines), folder / f"school-{lines}")
        place.folder.mkdir()
        if _OURS in names:
            school.make(place.home, place.text)
        places[lines] = place
    return places


def one_try(name: str, place: Place, size: Size, seed: int, keys: int) -> Figures:
    """Open the program, and type on a new line in the middle."""
    with PROGRAMS[name](place, size) as program:
        return type_at_rate(program, keystrokes(keys, seed, enter_every=_ENTER_EVERY))


def _typed_in(case: Case, names: Sequence[str], amounts: Amounts) -> list[str]:
    """The programs that are tried in this text. The long one is there to see whether ibtui grows slow, as Textual does:
    the others have no goal in it."""
    return [name for name in names if case[0] == amounts.lines[0] or name in (_OURS, _BARE)]


def _all_rounds(folder: Path, names: Sequence[str], amounts: Amounts) -> Tries:
    places = prepare(folder, names, amounts)
    tries: Tries = defaultdict(list)
    for round_ in range(amounts.rounds):
        for case in cases(amounts):
            for name in _typed_in(case, names, amounts):
                _say(f"round {round_ + 1} of {amounts.rounds}: {name}, {_title(case)}")
                lines, size = case
                tries[name, case].append(one_try(name, places[lines], size, round_, amounts.keys))
    return tries


# ── the tables ─────────────────────────────────────────────────────────────────


def _goals(tries: Tries, case: Case) -> list[Ratio]:
    """The rows of a case for which both programs were run."""
    ours = tries[_OURS, case]
    found = []
    if ours and tries[_BARE, case]:
        found += [
            beside(
                f"typing, {_title(case)}: {what}", ours, tries[_BARE, case], what, goal=goal, against=_BARE
            )
            for what, goal in GOALS.items()
        ]
    if ours and tries[_VIM, case]:
        what = "bytes per key"
        found.append(beside(f"typing, {_title(case)}: {what}", ours, tries[_VIM, case], what,
                            goal=BYTES_OF_VIM, against=_VIM))  # fmt: skip
    return found


def _tables(tries: Tries, names: Sequence[str], amounts: Amounts) -> list[Table]:
    tables = [
        by_program(
            f"Typing, {_title(case)}", {name: tries[name, case] for name in names if tries[name, case]}
        )
        for case in cases(amounts)
    ]
    return [*tables, _growth(tries, names, amounts)] if len(amounts.lines) > 1 else tables


def _growth(tries: Tries, names: Sequence[str], amounts: Amounts) -> Table:
    few, many = amounts.lines[0], amounts.lines[-1]
    rows = [["program", "figure", f"{few:,} lines", f"{many:,} lines", "times"]]
    for name in (name for name in names if tries[name, (many, SMALL)]):
        for what in (*GOALS, "CPU per key, ms"):
            at = [middle([each[what] for each in tries[name, (lines, SMALL)]]) for lines in (few, many)]
            times = at[1] / at[0] if at[0] else float("nan")
            rows.append([name, what, number(at[0]), number(at[1]), number(times)])
    return Table("Growth with the length of the text", rows)


def _title(case: Case) -> str:
    lines, (columns, rows) = case
    return f"{lines:,} lines, {columns}x{rows}"


def _about(amounts: Amounts) -> str:
    return (
        f"{amounts.keys} keys a run at {RATE:g} keys a second, Enter every {_ENTER_EVERY}, on a new line in the "
        f"middle of the text; {amounts.rounds} rounds with every program in turn. A figure is the median over the "
        "rounds. How each figure is taken: `bench/typing_tries.py`."
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
