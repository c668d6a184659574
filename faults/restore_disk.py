"""A disk with too little room for a backup, or for going back to one."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from faults import disks, school
from faults.result import Result
from faults.school import PASSPHRASE, PROGRAM, School
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.store import backup, backup_format, database, pupils, schools
from ibtui.store import home as homes

_DISK = 24
_WORDS = ("ruimte", "schijf is", "schijf is vol")


def too_full(base: School, path: Path, seed: int, runs: int) -> Result:
    """A small disk with a random number of bytes left; half of the tries makes a backup, half goes back to one."""
    result = Result(
        "too little room on the disk for a backup or for going back to one: that is said, nothing half is left, and "
        "the school opens as it was"
    )
    seen: Counter[str] = Counter()
    try:
        for number in range(seed, seed + runs):
            with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
                what, wrong = _once(base, path, number, Path(folder))
            seen[what] += 1
            result.runs += 1
            result.failures += [f"try {number}: {one}" for one in wrong]
    except disks.CannotBeMade as error:
        result.impossible = str(error)
    result.seen = ["; ".join(f"{what}: {count}" for what, count in sorted(seen.items()))]
    return result


def _once(base: School, path: Path, number: int, folder: Path) -> tuple[str, list[str]]:
    chance = random.Random(number)
    with disks.in_memory(folder / "disk", _DISK) as disk:
        here = school.copy(base, disk / "school")
        need = 12 * here.home.database.stat().st_size
        filler = disks.fill(disk)
        with filler.open("r+b") as file:
            file.truncate(max(filler.stat().st_size - chance.randint(0, need), 0))
        before = _names(here)
        words = ("backup",) if number % 2 else ("herstel", path.name, "--zeker", "terugzetten")
        done = subprocess.run(
            [PROGRAM, *words], env=here.environment(), cwd=here.folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        wrong = _judged(here, done, before)
        what = f"{words[0]} {'was done' if done.returncode == 0 else 'was refused'}"
        filler.unlink()
        return what, wrong + _opens(here)


def _judged(here: School, done: subprocess.CompletedProcess[str], before: set[str]) -> list[str]:
    wrong = []
    if done.returncode == 0:
        return []
    if not any(word in done.stderr for word in _WORDS) or done.stderr.count("\n") != 1:
        wrong.append(f"exit code {done.returncode}, and it says {done.stderr!r}")
    more = {name for name in _names(here) - before if not name.endswith(("-wal", "-shm"))}
    if more:
        wrong.append(f"left behind: {sorted(more)}")
    return wrong


def _names(here: School) -> set[str]:
    """Its files; the empty lock may come, and the head of the log."""
    names = {str(path.relative_to(here.folder)) for path in here.folder.rglob("*")}
    return names - {"bezig.slot", "logboek.kop"}


def _opens(here: School) -> list[str]:
    try:
        homes.open_home(here.home, Secret(PASSPHRASE))
        count = len(pupils.pupils(schools.current().id))
        for one in backup.backups(here.home):
            backup_format.read(one.path, whole=True)
    except IbtuiError as error:
        return [f"afterwards: {error}"]
    finally:
        database.close_store()
    return [] if count in (2, 3) else [f"{count} pupils are in it"]
