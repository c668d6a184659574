"""Backups and going back to them: kill -9 at random moments, spoilt files, a disk without room, thinning out."""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from faults import restore_disk, restore_files, school
from faults.result import Options, Result, spread
from faults.school import PASSPHRASE, PROGRAM, School
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.store import audit, backup, backup_file, database, pupils, rekey, restore, schools, swap, vault
from ibtui.store import home as homes

BACKUPS, RESTORES, SPOILT, ROOMS, THINNED = 20, 40, 100, 12, 6
THEN, NOW = "Toen", "Nu"
"""The pupil that came in before the backup, and the one that came after it."""
_OLD = "oud.ibtui"
_LONGEST = 60.0
_FEW = 4
"""So few runs aren't worth finding out how long it takes."""

_store = Lock()
"""A process has one open store."""


@dataclass(frozen=True, slots=True)
class Base:
    """A school of today, with a backup of an earlier day that was made under another database key."""

    school: School
    backup: Path

    def copy(self, folder: Path) -> Base:
        """The same one elsewhere."""
        here = school.copy(self.school, folder)
        return Base(here, backup.folder(here.home) / self.backup.name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run. `where`: what was there after the kill."""

    name: str
    where: str = ""
    after: float = 0.0
    wrong: tuple[str, ...] = ()


def part(options: Options) -> list[Result]:
    """The whole part; `runs` for each promise."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        base = make_base(Path(folder) / "school")
        return [
            _killed("in `ibtui backup`", options, base, options.runs or BACKUPS, once_backup, ("backup",)),
            _killed(
                "in `ibtui herstel`",
                options,
                base,
                options.runs or RESTORES,
                once_restore,
                restore_words(base),
            ),
            restore_files.spoilt(base.school, base.backup, options.seed, options.runs or SPOILT),
            restore_disk.too_full(base.school, base.backup, options.seed, options.runs or ROOMS),
            restore_files.thinned(options.seed, options.runs or THINNED),
        ]


def make_base(folder: Path) -> Base:
    """Make it. The database has another key since the backup, so that a mix of old and new files can't open."""
    here = school.make(folder)
    secret = Secret(PASSPHRASE)
    with _store:
        homes.open_home(here.home, secret)
        number = schools.current().id
        pupils.add_pupil(number, pupils.PupilDraft(THEN, "", "Oefen"), database.today())
        path = backup.folder(here.home) / _OLD
        backup_file.make(path, here.home.keys, "")
        database.close_store()
        rekey.renew(here.home, vault.open(here.home.keys, secret))
        homes.open_home(here.home, secret)
        pupils.add_pupil(number, pupils.PupilDraft(NOW, "", "Oefen"), database.today())
        database.close_store()
    return Base(here, path)


def restore_words(base: Base) -> tuple[str, ...]:
    """The command that goes back."""
    return ("herstel", base.backup.name, "--zeker", "terugzetten")


Once = Callable[[int, Base, tuple[str, ...], tuple[float, float], Path], Outcome]


def _killed(what: str, options: Options, base: Base, runs: int, once: Once, words: tuple[str, ...]) -> Result:
    room = _length(base, words) if runs > _FEW else (0.0, 1.0)
    with (
        tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder,
        ThreadPoolExecutor(options.workers) as pool,
    ):
        seeds = range(options.seed, options.seed + runs)
        outcomes = list(
            pool.map(lambda seed: once(seed, base, words, room, Path(folder) / f"run-{seed}"), seeds)
        )
    return judge(what, outcomes)


def judge(what: str, outcomes: list[Outcome]) -> Result:
    """The outcomes of all runs as one result."""
    result = Result(
        f"kill -9 {what} at a random moment: the school opens, with all of what it had or all of the backup; every "
        "backup that has its name is whole; what was put aside opens too; nothing of the swap is left",
        len(outcomes),
        [f"{one.name}: {wrong}" for one in outcomes for wrong in one.wrong],
    )
    seen = {
        where: sum(one.where == where for one in outcomes)
        for where in sorted({one.where for one in outcomes})
    }
    result.seen = [
        "; ".join(f"{where}: {count}" for where, count in seen.items()),
        spread("killed after", [one.after for one in outcomes]),
    ]
    return result


def start(here: School, *words: str) -> subprocess.Popen[bytes]:
    """The real command."""
    return subprocess.Popen(
        [PROGRAM, *words], env=here.environment(), cwd=here.folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _begun(here: School) -> bool:
    """The command has read its modules and begins to write."""
    return any(here.folder.glob(".ibtui-*")) or any(backup.folder(here.home).glob(".ibtui-*"))


def _swapping(here: School) -> bool:
    """It is at the replacing itself."""
    return swap.is_left(here.home)


def _wait(process: subprocess.Popen[bytes], here: School, seen: Callable[[School], bool]) -> float:
    """Wait until that is seen; when it was."""
    end = time.monotonic() + _LONGEST
    while not seen(here) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.001)
    return time.monotonic()


def _length(base: Base, words: tuple[str, ...]) -> tuple[float, float]:
    """How long the command writes when nobody ends it; and a little more, to be killed after the end too."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        here = base.copy(Path(folder) / "school").school
        process = start(here, *words)
        first = _wait(process, here, _begun)
        process.wait(_LONGEST)
        return 0.0, (time.monotonic() - first) * 1.2


def _kill(seed: int, here: School, words: tuple[str, ...], room: tuple[float, float]) -> float:
    """Half of the times counted from its first file, half from where it replaces files (when it does)."""
    process = start(here, *words)
    first = _wait(process, here, _swapping if seed % 2 and words[0] == "herstel" else _begun)
    time.sleep(random.Random(seed).uniform(*room))
    process.kill()
    process.wait()
    return time.monotonic() - first


def once_backup(
    seed: int, base: Base, words: tuple[str, ...], room: tuple[float, float], folder: Path
) -> Outcome:
    """Kill a backup; what has its name must be whole, the school as it was, and the next backup must be made."""
    mine = base.copy(folder)
    here = mine.school
    after = _kill(seed, here, words, room)
    names = [one.path.name for one in backup.backups(here.home)]
    with _store:
        there, wrong = _look(here, {frozenset({THEN, NOW})})
    if not mine.backup.exists():
        wrong.append("the earlier backup is gone")
    again = start(here, *words)
    if again.wait(_LONGEST) != 0 or not backup.backups(here.home):
        wrong.append("no backup can be made afterwards")
    shutil.rmtree(folder)
    return Outcome(f"run {seed}", "made" if names else "not made", after, (*there, *wrong))


def once_restore(
    seed: int, base: Base, words: tuple[str, ...], room: tuple[float, float], folder: Path
) -> Outcome:
    """Kill going back; then both files are of now, or both of then, and what was there is put aside."""
    mine = base.copy(folder)
    here = mine.school
    after = _kill(seed, here, words, room)
    half = swap.is_left(here.home)
    now, then = frozenset({THEN, NOW}), frozenset({THEN})
    with _store:
        there, wrong = _look(here, {now, then})
        wrong += there
        inside = _pupils(here)
        aside = [one for one in backup.backups(here.home) if one.kind is backup.Kind.ASIDE]
        if inside == then:
            wrong += _aside(here, aside)
    if not mine.backup.exists():
        wrong.append("the backup that was gone back to is gone")
    shutil.rmtree(folder)
    what = "the backup" if inside == then else "as it was"
    return Outcome(
        f"run {seed}", f"{what}{' after finishing or undoing a swap' if half else ''}", after, tuple(wrong)
    )


def _look(here: School, allowed: set[frozenset[str]]) -> tuple[list[str], list[str]]:
    """Open the school as any start does. What is wrong with it, and with its backups."""
    wrong: list[str] = []
    try:
        homes.open_home(here.home, Secret(PASSPHRASE))
        found = frozenset(row.first_name for row in pupils.pupils(schools.current().id)) & {THEN, NOW}
        if found not in allowed:
            wrong.append(f"these pupils are in it: {sorted(found)}")
        if audit.verify() is not None:
            wrong.append("the chain of the log is broken")
        if database.connection().execute_sql("PRAGMA cipher_integrity_check").fetchall():
            wrong.append("a page is damaged")
    except IbtuiError as error:
        return [f"the school doesn't open: {error}"], []
    finally:
        database.close_store()
    left = [path.name for path in here.folder.iterdir() if path.name == swap.NAME or ".nieuw" in path.name]
    if left:
        wrong.append(f"left of a swap: {left}")
    return wrong, _backups(here)


def _backups(here: School) -> list[str]:
    key = vault.open(here.home.keys, Secret(PASSPHRASE))
    wrong = []
    for one in backup.backups(here.home):
        try:
            if one.kind is backup.Kind.DAY:
                backup_file.check(one.path, key)
        except IbtuiError as error:
            wrong.append(f"{one.path.name}: {error}")
    return wrong


def _pupils(here: School) -> frozenset[str]:
    try:
        homes.open_home(here.home, Secret(PASSPHRASE))
        return frozenset(row.first_name for row in pupils.pupils(schools.current().id)) & {THEN, NOW}
    except IbtuiError:
        return frozenset()
    finally:
        database.close_store()


def _aside(here: School, found: list[backup.Backup]) -> list[str]:
    """What was put aside must open and hold what was there."""
    if len(found) != 1:
        return [f"{len(found)} copies were put aside"]
    try:
        with restore.unpacked(here.home, found[0].path, Secret(PASSPHRASE)) as back:
            rows = back.facts.rows["pupil"]
    except IbtuiError as error:
        return [f"what was put aside doesn't open: {error}"]
    return [] if rows == 3 else [f"what was put aside has {rows} pupils, and not 3"]
