"""Start and quit: from the spawn to the week on the screen, the bytes and memory that takes, and the way back to the
prompt. Beside a bare Textual app of the same look, the best Textual programs, and those that ibtui's users know."""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import apps, bare_look, school, years
from bench.figures import Ratio, Section, Table, middle, number
from bench.part_typing import Amounts
from bench.starts import FIGURES, SIZE, Way, start_and_end

TITLE = "Start and quit"
YEARS = 10
OURS, BARE = "ibtui", "a bare Textual app"
FIRST_QUIT, WITH_WIDGETS = "ibtui, first quit of the day", "a bare Textual app with Header and Footer"
_PAIRS = 3
"""Tries of ibtui and the bare app in each round: the goals rest on these two."""
_AGAINST = {
    "start until the week is drawn, ms": (FIGURES[0], 1.25),
    "quit to prompt, ms": (FIGURES[6], 1 / 4),
    "bytes until quiet at start": (FIGURES[2], 1 / 3),
    "memory (RSS), ten years open, MB": (FIGURES[4], 1.4),
}
"""The goals against the bare app: figure, and how many times it may be."""
_STAYS = 1.5
"""ibtui loads more a second after its first screen: its memory, and that of the bare app, is taken after that."""
_SLOWER = 1.5
"""Each of the other Textual programs takes at least so many times as long."""

_FIRST_OF_DAY = {
    "quit, ms": "quit to prompt, the first of a day, with the day's backup, ms",
    "RSS, MB": "memory (RSS), ten years open, the first start of a day, MB",
}
"""The goals that are dearer when there is no backup of the day yet: told apart."""
_FIRST_SCREEN = "start until the first screen is drawn, ms"

Round = dict[str, list[dict[str, float]]]
"""Per program the figures of each try."""
Tries = dict[str, list[list[dict[str, float]]]]
"""Per program and round the figures of each try."""


def run(amounts: Amounts) -> Section:
    """Every program in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        wanted = [app for app in apps.APPS if not amounts.only or app.name in amounts.only]
        had, missing = apps.get(folder, wanted)
        room = _Room(folder)
        had, broken = room.that_start(had)
        tries = _all_rounds(room, had, amounts.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    versions = {one.app.name: one.version for one in had}
    goals = _goals(tries, [app.name for app in wanted if app.textual])
    tables = [Table("Each program", _rows(tries, versions))]
    return Section(TITLE, _about(amounts), tables, missing + broken, time.monotonic() - start, goals)


def ours(home: Path, folder: Path) -> Way:
    """The installed command, on this school."""
    env = {"IBTUI_HOME": str(home), "IBTUI_PASSPHRASE_FILE": str(home / school.PASSPHRASE_FILE)}
    seen = ("week ", "vandaag", "Nog te doen", " laat", "? hulp")
    return Way([Path(sys.executable).with_name("ibtui")], env | _alone(folder), seen, ("q",), _STAYS)


def bare(folder: Path, *, widgets: bool = False) -> Way:
    """The app of the same look, on the same Python."""
    words = [sys.executable, "-P", bare_look.__file__, *(["--widgets"] if widgets else [])]
    seen = (
        "leerling 11",
        "Nog te doen",
        "palette" if widgets else bare_look.FOOTER[-6:],
        *([] if widgets else [bare_look.HEADER[:20]]),
    )
    return Way(words, _alone(folder), seen, ("q",), _STAYS)


def _alone(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "TMPDIR": str(folder)}


class _Room:
    """The folder of the bench: a school and for each program a home of its own, alike in every round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        years.make(folder / "school", YEARS)
        school.copy_of(folder / "school", folder / "used")

    def home(self, name: str) -> Path:
        """Where this program keeps what it keeps."""
        home = self.folder / "homes" / name
        home.mkdir(parents=True, exist_ok=True)
        return home

    def one_round(self, had: Sequence[apps.Had]) -> Round:
        """Each program in turn."""
        found: Round = defaultdict(list)
        fresh = school.copy_of(self.folder / "school", self.folder / "fresh")
        found[FIRST_QUIT].append(start_and_end(ours(fresh, self.home("ibtui"))))
        for _ in range(_PAIRS):
            found[OURS].append(start_and_end(ours(self.folder / "used", self.home("ibtui"))))
            found[BARE].append(start_and_end(bare(self.home("bare"))))
        found[WITH_WIDGETS].append(start_and_end(bare(self.home("bare"), widgets=True)))
        for one in had:
            found[one.app.name].append(start_and_end(one.way(self.home(one.app.name))))
        return found

    def that_start(self, had: Sequence[apps.Had]) -> tuple[list[apps.Had], list[str]]:
        """The programs that start and end here, tried once, and what is the matter with the others."""
        good, missing = [], []
        for one in had:
            try:
                start_and_end(one.way(self.home(one.app.name)))
                good.append(one)
            except AssertionError as failed:
                print(failed, file=sys.stderr)
                missing.append(f"{one.app.name} {one.version} (it doesn't start: the program has ended)")
        return good, missing


def _all_rounds(room: _Room, had: Sequence[apps.Had], rounds: int) -> Tries:
    """The first round isn't counted: it fills the caches (those of the other programs are full), and makes the backup
    of the day."""
    tries: Tries = defaultdict(list)
    for round_ in range(rounds + 1):
        print(f"round {round_} of {rounds}", file=sys.stderr, flush=True)
        for name, each in room.one_round(had if round_ else []).items():
            tries[name] += [each] if round_ else []
    return tries


# ── the tables ─────────────────────────────────────────────────────────────────


def _goals(tries: Tries, others: Sequence[str]) -> list[Ratio]:
    """The goals of this part; a program that is missing has a row of what isn't known."""
    goals = []
    for what, (figure, goal) in _AGAINST.items():
        goals.append(_beside(tries, what, figure, BARE, goal))
        if figure == FIGURES[0]:
            goals.append(_beside(tries, what, figure, WITH_WIDGETS, goal))
            goals += [_beside(tries, _FIRST_SCREEN, figure, name, 1 / _SLOWER) for name in others]
        if figure in _FIRST_OF_DAY:
            goals.append(_beside(tries, _FIRST_OF_DAY[figure], figure, BARE, goal, mine=FIRST_QUIT))
    return goals


def _beside(tries: Tries, what: str, figure: str, other: str, goal: float, mine: str = OURS) -> Ratio:
    """The medians of all tries; and the ratio of each round, of the medians within it."""
    pairs = zip(tries[mine], tries[other], strict=False)
    each = [_of_round(one, figure, ours_=True) / _of_round(theirs, figure) for one, theirs in pairs] or [
        float("nan")
    ]
    ours_, theirs_ = (_middle(tries, name, figure) for name in (mine, other))
    return Ratio(what, ours_, theirs_, goal, (min(each), max(each)), other)


def _of_round(each: Sequence[Mapping[str, float]], figure: str, *, ours_: bool = False) -> float:
    """The median of what came. nan when one of ours did not: a start or a quit that hangs isn't left out."""
    came = [one[figure] for one in each if not math.isnan(one[figure])]
    return float("nan") if ours_ and len(came) < len(each) else middle(came)


def _middle(tries: Tries, name: str, figure: str) -> float:
    every = [one for each in tries[name] for one in each]
    return _of_round(every, figure, ours_=name in (OURS, FIRST_QUIT))


def _rows(tries: Tries, versions: Mapping[str, str]) -> list[list[str]]:
    rows = [["program", *FIGURES]]
    for name in tries:
        figures = [number(_middle(tries, name, figure)) for figure in FIGURES]
        rows.append([f"{name} {versions.get(name, '')}".strip(), *figures])
    return rows


def _about(amounts: Amounts) -> str:
    return (
        f"{SIZE[0]}x{SIZE[1]}, {amounts.rounds} rounds with every program in turn, ibtui and the bare app {_PAIRS} "
        f"times in each. ibtui opens a school of {YEARS} years with the key in `IBTUI_PASSPHRASE_FILE`; the others "
        "open what they open on a new machine: nothing of anybody's. The bare app (`bench/bare_look.py`) has a header "
        "line, a list of twelve rows, a text and a footer line, and neither data nor keys; it draws them as plain "
        "lines, the least that Textual can do, or with Textual's own Header and Footer. The first quit of a day makes "
        "the day's backup, and stands apart. Memory of ibtui and the bare app is taken "
        f"{_STAYS:g} seconds later, when ibtui has loaded what it puts off. A program that doesn't end in order isn't "
        "measured. A figure is the median over all tries. How each figure is taken: `bench/starts.py`."
    )
