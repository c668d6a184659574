"""kill -9 at random moments while somebody changes who gets in; then the re-encryption (`faults.rekey`)."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from faults import rekey, school
from faults.keychange import COLLEAGUE, KINDS, NAME, OTHER
from faults.result import Options, Result, spread
from faults.school import PASSPHRASE, ROOT, School
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.store import audit, database, home, key_file, key_slots, sealing, vault
from ibtui.store.key_file import KeySlot

RUNS = {"passphrase": 50, "colleague": 16}
LABEL = "oefenschool"
STAYING = "het wachtwoord dat blijft"
SLOWEST = 1.0
"""Seconds that a change of a passphrase may take."""
_MEASURED = 12
_WINDOWS = ((0.0, 1.3), (0.7, 1.3))
"""When the kill comes, as a part of how long the change before it took: anywhere, or about when the file is written."""

_ALLOWED = {
    "passphrase": [["first"], ["other"]],
    "colleague": [["first"], ["first", "colleague"]],
}
"""What may open afterwards, besides who stays."""
_PROMISES = {
    "passphrase": "kill -9 while a passphrase changes: the old one or the new one opens, everybody else still gets in",
    "colleague": "kill -9 while a colleague's key is added or revoked: it is there whole or not at all, everybody else "
    "still gets in",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One try."""

    name: str
    changes: int = 0
    """So many came to their end."""
    made: bool = False
    """Whether the one that was killed was made all the same."""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """The school that each try gets a copy of; somebody with a passphrase of her own, and the recovery key."""

    school: School
    recovery: Secret

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.school, self.recovery.reveal())  # an invented school's, to a worker of the suite


def _made(made: School, recovery: str) -> _Made:
    return _Made(made, Secret(recovery))


def part(options: Options) -> list[Result]:
    """The whole part."""
    return [*_changes(options), *rekey.part(options)]


def _changes(options: Options) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = _prepare(Path(folder) / "school")
        took = measure(made)
        killed = [_judge(kind, _all(options, kind, made)) for kind in KINDS]
        return [judge_time(took, options.slack), *killed]


def measure(made: _Made) -> list[float]:
    """The seconds that each of some changes of a passphrase takes, undisturbed."""
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.school.folder.parent) as folder:
        here = school.copy(made.school, Path(folder) / "school")
        with _start(here, "passphrase") as running:
            assert running.stdout is not None
            lines = [running.stdout.readline() for _ in range(_MEASURED + 1)]
            running.kill()
    return [float(line) for line in lines[1:]]


def judge_time(took: list[float], slack: float) -> Result:
    """By the median: something else may be busy on this machine for a moment."""
    middle = statistics.median(took)
    result = Result(f"a passphrase is changed in less than {SLOWEST:.0f} s", len(took))
    if middle > SLOWEST * slack:
        result.failures.append(f"half of the changes took more than {middle:.3f} s")
    result.seen = [f"a change took: half of them under {middle:.3f} s", spread("all of them", took)]
    return result


def _start(here: School, kind: str) -> subprocess.Popen[str]:
    code = os.environ.get("FAULTS_CODE", str(ROOT))
    command = [sys.executable, "-m", "faults.keychange", str(here.folder), kind]
    return subprocess.Popen(command, cwd=code, stdout=subprocess.PIPE, text=True)


def _prepare(folder: Path) -> _Made:
    made = school.make(folder)
    key = vault.open(made.home.keys, Secret(PASSPHRASE))
    key_slots.add(made.home, key, "Cor", "cor", Secret(STAYING))
    return _Made(made, Secret(key_slots.new_recovery(made.home, key)))


def _all(options: Options, kind: str, made: _Made) -> list[Outcome]:
    runs = options.runs or RUNS[kind]
    seeds = range(options.seed, options.seed + runs)
    if options.workers == 1:
        return [once(made, kind, seed) for seed in seeds]
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(once, [made] * runs, [kind] * runs, seeds))


def once(made: _Made, kind: str, seed: int) -> Outcome:
    """Change, kill, look."""
    chance = random.Random(f"{kind}{seed}")
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.school.folder.parent) as folder:
        here = school.copy(made.school, Path(folder) / "school")
        with _start(here, kind) as running:
            assert running.stdout is not None
            said = [running.stdout.readline() for _ in range(2)]  # ready, and the first change
            if all(said):
                time.sleep(float(said[1]) * chance.uniform(*_WINDOWS[seed % 2]))
            early = running.poll() is not None
            running.kill()
            changes = len([*said, *running.stdout]) - 1
        if early or not all(said):
            return Outcome(f"{kind} {seed}", wrong=("it ended by itself",))
        opens: list[str] = []
        wrong: list[str] = []
        try:
            opens, wrong = _look(here, made, kind, changes)
        except IbtuiError as error:
            wrong.append(f"what is left doesn't open: {error}")
        finally:
            database.close_store()
    # changes go to and fro: after an even number of them all is as at the start
    return Outcome(f"{kind} {seed}", changes, opens != _ALLOWED[kind][changes % 2], tuple(wrong))


def _look(here: School, made: _Made, kind: str, changes: int) -> tuple[list[str], list[str]]:
    """What opens in the state that was left, and what is wrong with it."""
    place = here.home
    wrong: list[str] = []
    slots = {slot.label: slot for slot in key_file.read(place.keys)}
    key = sealing.open_slot(slots["Cor"], Secret(STAYING))
    if key is None:
        return [], ["who stays doesn't get in any more"]
    if vault.open_with_recovery(place.keys, made.recovery) != key:
        wrong.append("the recovery key gives another database key")
    now = [name for name, slot, typed in _ways(slots) if sealing.open_slot(slot, Secret(typed)) == key]
    if now not in _ALLOWED[kind]:
        wrong.append(f"after {changes} changes this opens: {', '.join(now) or 'nothing'}")
    if not all(sealing.stamped(slot, key) for slot in slots.values()):
        wrong.append("a slot isn't as it was made")
    home.open_unlocked(place, key)
    broken = audit.verify()
    lines = audit.head().count
    if broken is not None:
        wrong.append(f"the log is broken: {broken.title}")
    key_slots.new_recovery(place, key)
    if left := list(place.keys.parent.glob(".ibtui-*.tmp")):
        wrong.append(f"after the next change {len(left)} half-written files lie there still")
    if lines < changes:
        wrong.append(f"{changes} changes, but {lines} lines in the log")
    return now, wrong


def _ways(slots: dict[str, KeySlot]) -> Iterator[tuple[str, KeySlot, str]]:
    """What may open, and which slot it would be in."""
    if LABEL in slots:
        yield "first", slots[LABEL], PASSPHRASE
        yield "other", slots[LABEL], OTHER
    if NAME in slots:
        yield "colleague", slots[NAME], COLLEAGUE


def _judge(kind: str, outcomes: list[Outcome]) -> Result:
    result = Result(
        _PROMISES[kind],
        len(outcomes),
        [f"{outcome.name}: {what}" for outcome in outcomes for what in outcome.wrong],
    )
    made = sum(outcome.made for outcome in outcomes)
    result.seen = [
        f"{sum(outcome.changes for outcome in outcomes)} changes came to their end before the kill",
        f"the change that was killed: {made} × made, {len(outcomes) - made} × not",
    ]
    return result
