"""Opening the page of one child: ten years of everything should take what a child without a story takes."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import school, story
from bench.figures import Ratio, Section, Table, middle, ratio_rows
from bench.part_typing import Amounts
from bench.program import Program
from ibtui import settings
from ibtui.secret import Secret
from ibtui.store import database, glance, timeline
from ibtui.store import home as homes

TITLE = "Opening the page of a child"
GOAL = 1.5
"""Ten years against nothing: the page is full instead of empty, so there is more to draw."""
SIZE = (80, 24)
_MOST_ROUNDS = 2  # no goal of the whole bench hangs on it
_AGAIN = 5  # a round is the median of so many
_QUIET = 0.4
_PASSPHRASE = "oefenen"  # noqa: S105  (of a school that lives for one bench)
_NAMES = {"full": story.FULL, "empty": story.EMPTY}


@dataclass(frozen=True, slots=True)
class Opening:
    """Milliseconds for one child: what the store takes, and from the key until the screen looks as it stays."""

    store: float
    drawn: float


def run(amounts: Amounts) -> Section:
    """Both children in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        pair = make(folder / "school")
        school.back_up(folder / "school")
        rounds = [
            {name: opening(folder / "school", folder / "try", name, pair) for name in _NAMES}
            for _ in range(min(amounts.rounds, _MOST_ROUNDS))
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rows = ratio_rows([_ratio(what, rounds) for what in ("store", "drawn")])
    rows[0][1:3] = ["ten years", "empty"]
    return Section(TITLE, _ABOUT, [Table(f"Ten years beside nothing (goal: {GOAL:g} times)", rows)],
                   seconds=time.monotonic() - start)  # fmt: skip


_ABOUT = (
    f"The page of a child with {story.YEARS} years of talks, promises, help, papers, questions and absences beside "
    f"that of a child about whom nothing was written; one school, {SIZE[0]}x{SIZE[1]}. 'store' is the five answers "
    f"and the first page of the story, asked {_AGAIN} times in one process; 'drawn' is from the Enter in the search "
    f"until the screen looks as it stays, {_AGAIN} times. Both are medians of a round, and a figure is the median "
    "over the rounds; 'per round' is the smallest and largest ratio that one round gave."
)


def make(folder: Path) -> story.Pair:
    """A school with the two children; gives their numbers."""
    folder.mkdir(parents=True)
    homes.create_home(
        settings.home({"IBTUI_HOME": str(folder)}), Secret(_PASSPHRASE), label="bench", invented=True
    )
    try:
        pair = story.fill(database.today())
    finally:
        database.close_store()
    secret = folder / school.PASSPHRASE_FILE
    secret.touch(mode=0o600)
    secret.write_text(_PASSPHRASE)
    return pair


def opening(home: Path, to: Path, name: str, pair: story.Pair) -> Opening:
    """On a copy of the school: ask the store, and then start ibtui and open the child's page again and again."""
    copy = school.copy_of(home, to)
    stored = _asked(copy, pair.full if name == "full" else pair.empty)
    env = {
        "HOME": str(to),
        "TMPDIR": str(to),
        "IBTUI_HOME": str(copy),
        "IBTUI_PASSPHRASE_FILE": str(copy / school.PASSPHRASE_FILE),
    }
    with Program([Path(sys.executable).with_name("ibtui")], env, SIZE) as program:
        program.sees("Nog te doen", seconds=60).read_until_quiet(1.0)
        _drawn(program, _NAMES[name])  # loads the screen's code too
        return Opening(stored, middle([_drawn(program, _NAMES[name]) for _ in range(_AGAIN)]))


def _asked(home: Path, pupil: int) -> float:
    homes.open_home(settings.home({"IBTUI_HOME": str(home)}), Secret(_PASSPHRASE))
    try:
        ask(pupil)  # the first time SQLite plans the question
        taken = []
        for _ in range(_AGAIN):
            start = time.perf_counter()
            ask(pupil)
            taken.append((time.perf_counter() - start) * 1000)
    finally:
        database.close_store()
    return middle(taken)


def ask(pupil: int) -> int:
    """What the page asks of the store; gives how many lines the story has in all."""
    today = database.today()
    glance.glance(pupil, today)
    return sum(timeline.page(pupil, today).counts.values())


def _drawn(program: Program, name: str) -> float:
    """Look the child up, press Enter, wait until all is quiet, and go back to the week."""
    program.press("/").read_until_quiet(_QUIET)
    for letter in name[:4].lower():
        program.press(letter)
    program.sees(name).read_until_quiet(_QUIET)
    (answer,) = program.answers(["enter"], _QUIET)
    program.sees("Fleur Verhaal")
    program.press("1").sees("Nog te doen").read_until_quiet(_QUIET)
    return answer.seconds * 1000


def _ratio(what: str, rounds: list[dict[str, Opening]]) -> Ratio:
    taken = {name: [getattr(each[name], what) for each in rounds] for name in _NAMES}
    each = [full / empty for full, empty in zip(taken["full"], taken["empty"], strict=True)]
    return Ratio(f"{what}, ms", middle(taken["full"]), middle(taken["empty"]), GOAL, (min(each), max(each)))
