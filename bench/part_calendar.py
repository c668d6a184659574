"""Opening the care calendar: with sixty groups it should take what it takes with ten."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import school
from bench.figures import Ratio, Section, Table, middle, ratio_rows
from bench.part_typing import Amounts
from bench.program import Program
from ibtui import settings
from ibtui.care.school_year import first_day
from ibtui.secret import Secret
from ibtui.store import database, groups, people, schools, year_plan
from ibtui.store import home as homes
from ibtui.store.groups import GroupDraft
from ibtui.store.people import PersonDraft

TITLE = "Opening the care calendar"
GOAL = 1.3
"""Sixty groups against ten: the same, but for what differs between two runs of one program."""
FEW, MANY = 10, 60
SIZE = (80, 24)
_MOST_ROUNDS = 2  # no goal of the whole bench hangs on it
_AGAIN = 5  # a round is the median of so many
_QUIET = 0.4
_SETTLED = 1.0
_PASSPHRASE = "oefenen"  # noqa: S105  (of a school that lives for one bench)

_MONTHS = ("sep", "nov", "jan", "mrt", "mei")
_KINDS = ("observeren en signaleren", "plan maken", "groepsbespreking", "evalueren")
PLAN = "## Per groep\n" + "\n".join(
    f"ronde {number} {kind}: 15 {month}" for number, month in enumerate(_MONTHS, 1) for kind in _KINDS
)
"""Twenty steps a group."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What one run of the program took, in milliseconds from the key until the screen looks as it stays."""

    first: float
    again: float


def run(amounts: Amounts) -> Section:
    """Both schools in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        made = {count: make(folder / f"school-{count}", count) for count in (FEW, MANY)}
        for home in made.values():
            school.back_up(home)
        rounds = [
            {count: opening(home, folder / "try") for count, home in made.items()}
            for _ in range(min(amounts.rounds, _MOST_ROUNDS))
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rows = ratio_rows([_ratio(what, rounds) for what in ("first", "again")])
    rows[0][1:3] = [f"{MANY} groups", f"{FEW} groups"]
    table = Table(f"{MANY} groups beside {FEW} (goal: {GOAL:g} times)", rows)
    return Section(TITLE, _ABOUT, [table], seconds=time.monotonic() - start)


_ABOUT = (
    f"The calendar of a school with {MANY} groups beside that of a school with {FEW}, each group with "
    f"{len(_MONTHS) * len(_KINDS)} steps in the year; {SIZE[0]}x{SIZE[1]}. From writing the key `5` to the terminal "
    "until the screen looks as it stays: the questions to the store and the drawing are both in it. 'first' loads "
    f"the screen's code too; 'again' is the median of {_AGAIN} times from the week. A figure is the median over the "
    "rounds, both schools in turn; 'per round' is the smallest and largest ratio that one round gave."
)


def make(folder: Path, count: int) -> Path:
    """A school with so many groups, a teacher each, and this year's steps; gives its folder."""
    folder.mkdir(parents=True)
    homes.create_home(
        settings.home({"IBTUI_HOME": str(folder)}), Secret(_PASSPHRASE), label="bench", invented=True
    )
    try:
        fill(count)
    finally:
        database.close_store()
    secret = folder / school.PASSPHRASE_FILE
    secret.touch(mode=0o600)
    secret.write_text(_PASSPHRASE)
    return folder


def fill(count: int) -> int:
    """Make the school, its groups and their steps in the store that is open; gives how many steps there are."""
    today = database.today()
    info = schools.set_up("OEFENSCHOOL Het Meetlint", "Ilse Visser", (1,), practice=True, today=today)
    for number in range(count):
        teacher = PersonDraft("leerkracht", f"Juf {number}", last_name="de Wit", salutation="juf")
        name = f"{number % 8 + 1}{chr(ord('a') + number // 8)}"
        groups.add_group(info.id, GroupDraft(name, (people.add_person(info.id, teacher),)), today)
    return year_plan.make_year(info.id, first_day(today), PLAN).added


def opening(home: Path, to: Path) -> Opening:
    """Start ibtui on a copy, and open the calendar: once, and then again and again from the week."""
    copy = school.copy_of(home, to)
    env = {
        "HOME": str(to),
        "TMPDIR": str(to),
        "IBTUI_HOME": str(copy),
        "IBTUI_PASSPHRASE_FILE": str(copy / school.PASSPHRASE_FILE),
    }
    with Program([Path(sys.executable).with_name("ibtui")], env, SIZE) as program:
        program.sees("Nog te doen", seconds=60).read_until_quiet(_SETTLED)
        first = _drawn(program)
        again = []
        for _ in range(_AGAIN):
            program.press("1").sees("Nog te doen").read_until_quiet(_QUIET)
            again.append(_drawn(program))
    return Opening(first, middle(again))


def _drawn(program: Program) -> float:
    """Press `5`, and wait until all is quiet."""
    (answer,) = program.answers(["5"], _QUIET)
    program.sees("hele school")
    return answer.seconds * 1000


def _ratio(what: str, rounds: list[dict[int, Opening]]) -> Ratio:
    taken = {count: [getattr(each[count], what) for each in rounds] for count in (FEW, MANY)}
    each = [many / few for many, few in zip(taken[MANY], taken[FEW], strict=True)]
    return Ratio(f"{what}, ms", middle(taken[MANY]), middle(taken[FEW]), GOAL, (min(each), max(each)))
