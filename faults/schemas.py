"""kill -9 while a school of an older schema is opened for the first time: it has the old schema or today's, whole."""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from faults import school
from faults.result import Options, Result, spread
from faults.school import PROGRAM, School
from tests.schemas import kept

RUNS = 56
"""Eight for each older schema."""
_OLDER = kept.NAMES[:-1]
_COMMAND = ("afspraken", "--json")
_LONGEST = 60.0
_UNDER_WAY = "-wal"
"""This file beside the database: the program has opened it, and is about to look whether it is of today."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run. `steps`: how many steps the database knew when the program was killed."""

    name: str
    steps: int = 0
    after: float = 0.0
    wrong: tuple[str, ...] = ()


def part(options: Options) -> list[Result]:
    """The whole part."""
    runs = options.runs or RUNS
    seeds = range(options.seed, options.seed + runs)
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        lengths = {name: _length(name, Path(folder) / f"length-{name}") for name in _OLDER[: max(runs, 1)]}
        with ThreadPoolExecutor(options.workers) as pool:
            outcomes = list(pool.map(lambda seed: once(seed, lengths, Path(folder) / f"run-{seed}"), seeds))
    return [_judge(outcomes)]


def once(seed: int, lengths: dict[str, float], folder: Path) -> Outcome:
    """Lay a sample, start, kill, look; then start again and look whether everything is there."""
    name = list(lengths)[seed % len(lengths)]
    here = _lay(name, folder)
    before = kept.rows(here.home.database, kept.key(name))
    moment = random.Random(seed).uniform(0, lengths[name])
    process = _start(here)
    _wait_until_open(here, process)
    time.sleep(moment)
    process.kill()
    process.wait()
    steps, wrong = _half_way(here, name)
    wrong += _missing(here, name, before)
    again = subprocess.run(
        [PROGRAM, *_COMMAND], env=here.environment(), capture_output=True, timeout=_LONGEST, check=False
    )
    if again.returncode:
        wrong.append(f"it doesn't open any more: {again.stderr.decode()[-200:]!r}")
    wrong += _missing(here, name, before)
    if _steps_of(here, name) != list(kept.NAMES):
        wrong.append("it isn't of today after opening it again")
    return Outcome(f"run {seed}, {name}", steps, moment, tuple(wrong))


def _lay(name: str, folder: Path) -> School:
    kept.lay(name, folder)
    secret = folder / "wachtwoord"
    secret.write_text(f"{school.PASSPHRASE}\n")
    secret.chmod(0o600)
    return School(folder)


def _start(here: School) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [PROGRAM, *_COMMAND], env=here.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _length(name: str, folder: Path) -> float:
    """How long it takes, undisturbed, from opening the file to the end."""
    here = _lay(name, folder)
    process = _start(here)
    _wait_until_open(here, process)
    start = time.monotonic()
    if process.wait(_LONGEST):
        raise AssertionError(f"the sample {name} doesn't open, undisturbed")
    return time.monotonic() - start


def _wait_until_open(here: School, process: subprocess.Popen[bytes]) -> None:
    mark = here.home.database.with_name(here.home.database.name + _UNDER_WAY)
    end = time.monotonic() + _LONGEST
    while not mark.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.0005)


def _steps_of(here: School, name: str) -> list[str]:
    store = dbapi2.connect(str(here.home.database))
    try:
        store.execute(f'PRAGMA key = "{kept.key(name)}"')
        return [str(row[0]) for row in store.execute("SELECT name FROM schema_migration ORDER BY name")]
    finally:
        store.close()


def _half_way(here: School, name: str) -> tuple[int, list[str]]:
    """The old steps or all of them; and what the file itself says of its pages and its rows."""
    wrong = []
    steps = _steps_of(here, name)
    old = list(kept.NAMES[: kept.NAMES.index(name) + 1])
    if steps not in (old, list(kept.NAMES)):
        wrong.append(f"half of the steps: {steps}")
    store = dbapi2.connect(str(here.home.database))
    try:
        store.execute(f'PRAGMA key = "{kept.key(name)}"')
        for check in ("cipher_integrity_check", "foreign_key_check"):
            if found := store.execute(f"PRAGMA {check}").fetchall():
                wrong.append(f"{check}: {found[:3]}")
        if (said := store.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            wrong.append(f"integrity_check: {said}")
    finally:
        store.close()
    return len(steps), wrong


def _missing(here: School, name: str, before: kept.Rows) -> list[str]:
    """Rows, or what was in them, that aren't there any more."""
    after = kept.rows(here.home.database, kept.key(name))
    return [
        f"row {number} of {table} isn't what it was"
        for table, rows in before.items()
        for number, row in rows.items()
        if not row.items() <= after.get(table, {}).get(number, {}).items()
    ]


def _judge(outcomes: list[Outcome]) -> Result:
    result = Result(
        "kill -9 at a random moment while a school of an older schema is opened: it has the old schema or today's, "
        "no row is lost, and the next start brings it up to date",
        len(outcomes),
        [f"{outcome.name}: {what}" for outcome in outcomes for what in outcome.wrong],
    )
    tried = Counter(outcome.name.split(", ")[1] for outcome in outcomes)
    newest = sum(outcome.steps == len(kept.NAMES) for outcome in outcomes)
    result.seen = [
        f"{len(tried)} older schemas, each killed {min(tried.values())} times or more",
        f"the old schema was found {len(outcomes) - newest} times, today's {newest} times",
        spread("killed after opening the file", [outcome.after for outcome in outcomes]),
    ]
    return result
