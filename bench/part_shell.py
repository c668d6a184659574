"""The commands of the shell: how long the prompt stays away, beside Python alone and with the database loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import school, years
from bench.figures import Ratio, Section, Table, middle, number, ratio_rows
from bench.part_typing import Amounts
from ibtui import settings
from ibtui.secret import Secret
from ibtui.store import home as homes

TITLE = "Commands of the shell"
YEARS = 10
_TRIES = 5  # a round is the median of so many
_ALONE = "python -c pass"
_DATABASE = 'python -c "import peewee, sqlcipher3"'
_KEY = "the key alone (Argon2id), in a process that has loaded all"
_GOALS = (("ibtui --version", _ALONE, 2.0), ("ibtui week", _DATABASE, 1.5))
_IBTUI = str(Path(sys.executable).with_name("ibtui"))
COMMANDS: Mapping[str, Sequence[str]] = {
    _ALONE: (sys.executable, "-c", "pass"),
    _DATABASE: (sys.executable, "-c", "import peewee, sqlcipher3"),
    "ibtui --version": (_IBTUI, "--version"),
    "ibtui --help": (_IBTUI, "--help"),
    "ibtui week": (_IBTUI, "week"),
    "ibtui afspraken": (_IBTUI, "afspraken"),
    "ibtui notitie": (_IBTUI, "notitie", "de kring liep vandaag goed"),
}

Round = dict[str, tuple[float, float]]
"""Per command its median of one round: milliseconds by the clock, and of the processor."""


def run(amounts: Amounts) -> Section:
    """Every command in turn, round after round."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="ibtui-bench-"))
    try:
        years.make(folder / "school", YEARS)
        rounds = [one_round(folder / "school") for _ in range(amounts.rounds + 1)][
            1:
        ]  # the first one warms up
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    goals = [_ratio(rounds, *goal) for goal in _GOALS]
    tables = [Table("Beside Python", ratio_rows(goals)), Table("Each command", _rows(rounds))]
    return Section(TITLE, _about(amounts), tables, seconds=time.monotonic() - start, goals=goals)


def one_round(home: Path) -> Round:
    """Each command `_TRIES` times, in turn."""
    env = environment(home)
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(_TRIES):
        for name, words in COMMANDS.items():
            taken[name].append(once(words, env))
        taken[_KEY].append(_key(home))
    return {
        name: (middle([a for a, _ in each]), middle([b for _, b in each])) for name, each in taken.items()
    }


def environment(home: Path) -> dict[str, str]:
    """What the commands find around them: this school, and the file with its passphrase."""
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"}
    return env | {"IBTUI_HOME": str(home), "IBTUI_PASSPHRASE_FILE": str(home / school.PASSPHRASE_FILE)}


def once(words: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds from the spawn to the end, by the clock and of the processor; what it prints goes nowhere."""
    start = time.perf_counter()
    process = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return took * 1000, (used.ru_utime + used.ru_stime) * 1000


def _key(home: Path) -> tuple[float, float]:
    """Deriving the key from the passphrase: what makes guessing dear makes opening slow, and is not to be made less."""
    place = settings.home({"IBTUI_HOME": str(home)})
    passphrase = Secret((home / school.PASSPHRASE_FILE).read_text().strip())
    start, used = time.perf_counter(), time.process_time()
    homes.unlock(place, passphrase)
    return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000


def _ratio(rounds: Sequence[Round], ours: str, other: str, goal: float) -> Ratio:
    each = [one[ours][0] / one[other][0] for one in rounds]
    mine, theirs = (middle([one[name][0] for one in rounds]) for name in (ours, other))
    return Ratio(f"{ours}, ms", mine, theirs, goal, (min(each), max(each)), other)


def _rows(rounds: Sequence[Round]) -> list[list[str]]:
    names = [
        [name, *(number(middle([one[name][which] for one in rounds])) for which in (0, 1))]
        for name in rounds[0]
    ]
    return [["command", "ms", "CPU, ms"], *names]


def _about(amounts: Amounts) -> str:
    return (
        f"From the spawn to the end, its output thrown away; a school of {YEARS} years, the key from "
        f"`IBTUI_PASSPHRASE_FILE`. {amounts.rounds} rounds, in each the median of {_TRIES} tries with every command "
        "in turn. A figure is the median over the rounds; 'per round' is the smallest and largest ratio that one round "
        "gave. ibtui is the installed command. That no command loads Textual is held by `tests/shell/test_quick.py`."
    )
