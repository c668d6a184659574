"""The views when the years go by: switching screens, searching while typing, and the questions to the store."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import peers, school, views, years
from bench.figures import Figures, Ratio, Section, Table, beside, middle, number, p50_p95
from bench.part_typing import Amounts
from bench.program import Answer, Program
from ibtui import settings
from ibtui.app import IbApp
from ibtui.secret import Secret
from ibtui.store import database, home, schools, search

TITLE = "The years go by"
SIZE = (80, 24)
FEW, TEN, MANY = 1, 10, 100
"""Years of school: `FEW` for the questions only."""
SWITCH_GOAL, SWITCH_GROWTH = 60.0, 1.5
SEARCH_GOAL, SEARCH_GROWTH = 30.0, 3.0
"""Milliseconds at ten years, and how many times that at a hundred."""
_SCREENS = {
    "2": "Zorgen",
    "3": "Instanties",
    "4": "Verslagen",
    "5": "Kalender",
    "6": "Afspraken",
    "1": "Week",
}
_LAPS = 5
_WORDS = ("rekenen", "moeder", "spelling", "klok")
_QUIET = 0.25
_MOST = 1.5
_SWITCH, _SEARCH, _ASKED = "switching 1…6", "search as you type, key to screen", "search, the store's part"

Tries = dict[tuple[str, int], list[Figures]]
"""Per kind of try and years of school the figures of each round."""


def run(amounts: Amounts) -> Section:
    """Both schools in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        made = {count: folder / str(count) for count in (FEW, TEN, MANY)}
        for count, home_ in made.items():
            years.make(home_, count)
            school.back_up(home_)
        tries: Tries = defaultdict(list)
        for _ in range(amounts.rounds):
            for count in (TEN, MANY):
                for what, figures in one_try(made[count], _LAPS, _WORDS).items():
                    tries[what, count].append(figures)
        counts = {count: queries(made[count]) for count in (FEW, MANY)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Section(TITLE, _about(amounts), _tables(tries, counts),
                   seconds=time.monotonic() - start, goals=_goals(tries, counts))  # fmt: skip


def one_try(folder: Path, laps: int, words: Sequence[str]) -> dict[str, Figures]:
    """Start ibtui on this school, switch and search; and ask the store itself."""
    with opened(folder):
        store = list(store_times(words))
    quiet = _QUIET + _MOST * max(store)  # what is found may come a while after the letter itself
    with peers.start_ibtui(folder, SIZE) as program:
        switched = _switched(program, laps)
        searched = [answer.seconds for word in words for answer in _typed_in_search(program, word, quiet)]
    return {_SWITCH: switched, _SEARCH: _times(searched), _ASKED: _times(store)}


def _switched(program: Program, laps: int) -> Figures:
    """From screen to screen, all of them once before it counts: that loads their code."""
    first = [answer.seconds * 1000 for answer in program.answers(list(_SCREENS), _QUIET)]
    found: list[Answer] = program.answers([*_SCREENS] * laps, _QUIET)
    taken = [answer.seconds for answer in found]
    each = {
        name: middle(taken[place :: len(_SCREENS)]) * 1000 for place, name in enumerate(_SCREENS.values())
    }
    slowest = {"the slowest when each is opened first, ms": max(first)}
    return {**_times(taken), **slowest, **{f"{name}, p50": value for name, value in sorted(each.items())}}


def _typed_in_search(program: Program, word: str, quiet: float) -> list[Answer]:
    program.press("/").sees("Typ een paar letters")
    found = program.answers(list(word), quiet)
    program.press("escape").wait_gone("Esc terug")
    return found


@contextmanager
def opened(folder: Path) -> Iterator[settings.Home]:
    """The store of this school, open in this process."""
    place = settings.home({"IBTUI_HOME": str(folder)})
    home.open_home(place, Secret((folder / school.PASSPHRASE_FILE).read_text().strip()))
    try:
        yield place
    finally:
        database.close_store()


def store_times(words: Sequence[str]) -> Iterator[float]:
    """Seconds that the store takes for each letter of the words."""
    number_ = schools.current().id
    search.find(number_, "x")  # the first time SQLite reads the schema
    for word in words:
        for length in range(1, len(word) + 1):
            start = time.perf_counter()
            search.find(number_, word[:length])
            yield time.perf_counter() - start


def queries(folder: Path) -> dict[str, int]:
    """How many questions each view asks, in an app in this process."""

    async def count(app: IbApp) -> dict[str, int]:
        async with app.run_test(size=SIZE) as pilot:
            return await views.queries(pilot)

    with opened(folder) as place:
        return asyncio.run(count(IbApp(place)))


def _times(seconds: Sequence[float]) -> Figures:
    half, most = p50_p95(seconds)
    return {"p50, ms": half, "p95, ms": most}


# ── the tables ─────────────────────────────────────────────────────────────────


def _goals(tries: Tries, counts: Mapping[int, Mapping[str, int]]) -> list[Ratio]:
    rows = []
    for what, goal, growth in (
        (_SWITCH, SWITCH_GOAL, SWITCH_GROWTH),
        (_SEARCH, SEARCH_GOAL, SEARCH_GROWTH),
    ):
        ten = [each["p95, ms"] for each in tries[what, TEN]]
        rows.append(Ratio(f"{what}, p95, {TEN} years, ms", middle(ten), 1, goal, (min(ten), max(ten))))
        rows.append(beside(f"{what}, p95, {MANY} years, ms", tries[what, MANY], tries[what, TEN], "p95, ms",
                           goal=growth, against=f"{TEN} years"))  # fmt: skip
    few, many = counts[FEW], counts[MANY]
    worst = max(few, key=lambda view: many[view] / few[view] if few[view] else 0)
    words = f"queries to open a view, {MANY} years: of {len(few)} views the one that grows most"
    return [*rows, Ratio(words, many[worst], few[worst], 1, against=f"{FEW} year")]


def _tables(tries: Tries, counts: Mapping[int, Mapping[str, int]]) -> list[Table]:
    rows = [["what", *(f"{count} years, ms" for count in (TEN, MANY)), "times"]]
    for what in (_SWITCH, _SEARCH, _ASKED):
        for key in tries[what, TEN][0]:
            ten, many = (middle([each[key] for each in tries[what, count]]) for count in (TEN, MANY))
            rows.append([f"{what}: {key}", number(ten), number(many), number(many / ten if ten else ten)])
    count_rows = [["view", f"{FEW} year", f"{MANY} years"]]
    count_rows += [[view, str(count), str(counts[MANY][view])] for view, count in counts[FEW].items()]
    return [
        Table(f"{TEN} years and {MANY}", rows),
        Table("Questions to the store, to open a view", count_rows),
    ]


def _about(amounts: Amounts) -> str:
    return (
        f"{SIZE[0]}x{SIZE[1]}; schools of {FEW}, {TEN} and {MANY} years that are alike in each year. Each key when all "
        "is quiet; its time ends when the screen, with its colours, looks as it stays. Switching: "
        f"{_LAPS} times all six, after each was opened once (which loads its code, and stands apart). The day's backup "
        "is there, so no look at the whole file runs meanwhile. Searching: the letters of "
        f"{', '.join(_WORDS)}, one by one. {amounts.rounds} rounds, the schools in turn; a figure is the median over "
        "the rounds. Questions: "
        "those with which a view is opened; `bench/views.py` counts them."
    )
