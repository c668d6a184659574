"""kill -9 at random moments of a re-encryption, alone and with a second session that wants to write meanwhile."""

from __future__ import annotations

import os
import random
import select
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from faults import afterwards, school
from faults.result import Options, Result, spread
from faults.school import PASSPHRASE, School
from ibtui.errors import Busy, IbtuiError
from ibtui.secret import Secret
from ibtui.store import audit, database, key_file, rekey, sealing, swap
from ibtui.store import home as homes
from ibtui.store.database_key import DatabaseKey

RUNS = 80
_WAYS = ("alone", "at the end", "with a session that writes", "two re-encryptions at once")
_ALONE, _AT_THE_END, _WRITES, _TWICE = range(len(_WAYS))
_ALMOST = 0.9
_MAY_STAY = {
    "ibtui.db", "ibtui.db-wal", "ibtui.db-shm", "sleutels.json", "bezig.slot", "wachtwoord", "logboek.kop",
    "exports", "reservekopieën",
    # A journal that was begun and never held anything: SQLite leaves it, and would have used one that counts.
    "ibtui.db-journal",
}  # fmt: skip
_SAID = {"begun": b"b", "almost": b"a", "done": b"e", "refused": b"r", "fault": b"f"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: what became of the re-encryption, and what is wrong."""

    name: str
    way: int
    left: str = ""
    renewed: bool = False
    killed: bool = False
    written: int = 0
    """Lines of the second session that the store called written."""
    wrong: tuple[str, ...] = ()


def part(options: Options) -> list[Result]:
    """The whole part."""
    runs = options.runs or RUNS
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        lasts = max(_timed(made, number) for number in range(2))
        seeds = range(options.seed, options.seed + runs)
        run = partial(once, made, lasts)
        if options.workers == 1:
            outcomes = [run(seed) for seed in seeds]
        else:
            with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
                outcomes = list(pool.map(run, seeds))
    return [_judge(outcomes, lasts)]


def _timed(made: School, number: int) -> float:
    """How long a re-encryption takes here when nobody disturbs it."""
    here = school.copy(made, made.folder.parent / f"timed-{number}")
    child = _Child(partial(_renew, here))
    child.hears("begun")
    begin = time.monotonic()
    child.hears("done")
    lasts = time.monotonic() - begin
    child.wait()
    return lasts


def once(made: School, lasts: float, seed: int) -> Outcome:
    """Begin, kill, open, look. The way comes from the seed, in turn."""
    chance, way = random.Random(seed), seed % len(_WAYS)
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.folder.parent) as folder:
        here = school.copy(made, Path(folder) / "school")
        before = _inside(here)
        try:
            killed, written, wrong = _disturb(here, way, chance, lasts)
            left, renewed, found = _look(here, before, written)
        except (IbtuiError, AssertionError, TimeoutError) as error:
            database.close_store()
            return Outcome(f"run {seed} ({_WAYS[way]})", way, wrong=(f"{type(error).__name__}: {error}",))
    return Outcome(f"run {seed} ({_WAYS[way]})", way, left, renewed, killed, len(written), (*wrong, *found))


# ---------------------------------------------------------------- the processes


class _Child:
    """A process of our own that says how far it is; killed when asked, and never left behind."""

    def __init__(self, does: Callable[[Callable[[bytes], None]], None]) -> None:
        self._hears, says = os.pipe()
        self.heard = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._hears)
            try:
                does(partial(_say, says))
            finally:
                os._exit(0)
        os.close(says)

    def hears(self, word: str, seconds: float = 60.0) -> bool:
        """Wait until it says this; False when it ended without."""
        end = time.monotonic() + seconds
        while _SAID[word] not in self.heard:
            if time.monotonic() > end:
                raise TimeoutError(f"it never came to {word}")
            if select.select([self._hears], [], [], 0.05)[0]:
                some = os.read(self._hears, 4096)
                if not some:
                    return False
                self.heard += some
        return True

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> bool:
        """Whether it ended by itself; what it still said is heard."""
        while some := os.read(self._hears, 65536):
            self.heard += some
        os.close(self._hears)
        return not os.WIFSIGNALED(os.waitpid(self.pid, 0)[1])


def _say(where: int, text: bytes) -> None:
    os.write(where, text)


def _renew(here: School, says: Callable[[bytes], None]) -> None:
    almost = False

    def hear(part: float) -> None:
        nonlocal almost
        if part >= _ALMOST and not almost:
            almost = True
            says(_SAID["almost"])

    key = homes.unlock(here.home, Secret(PASSPHRASE))
    says(_SAID["begun"])
    try:
        rekey.renew(here.home, key, hear)
        says(_SAID["done"])
    except Busy:
        says(_SAID["refused"])
    except IbtuiError:
        says(_SAID["fault"])


def _write(here: School, says: Callable[[bytes], None]) -> None:
    """Come in, write a line, go out, as often as it can. A number is said when its line is written."""
    says(_SAID["begun"])
    number = 0
    while True:
        try:
            homes.open_home(here.home, Secret(PASSPHRASE))
            audit.note("proef", "run", number)
        except IbtuiError:  # `Busy`, or a key of a moment ago: try again
            time.sleep(0.01)
        else:
            says(b"%d\n" % number)
            number += 1
        finally:
            database.close_store()


def _disturb(
    here: School, way: int, chance: random.Random, lasts: float
) -> tuple[bool, list[int], list[str]]:
    """Run it and kill it. Whether it was killed in time, what a second session wrote, what is wrong."""
    other = _Child(partial(_write, here)) if way == _WRITES else None
    if other is not None:
        other.hears("begun")
        time.sleep(chance.uniform(0, 0.3))
    second = _Child(partial(_renew, here)) if way == _TWICE else None
    first = _Child(partial(_renew, here))
    begun = first.hears("almost" if way == _AT_THE_END else "begun")
    if way == _AT_THE_END:
        _wait_for_the_swap(here, chance, lasts)
    else:
        time.sleep(chance.uniform(0, lasts))
    first.kill()
    killed = not first.wait()
    if second is not None:
        second.wait()
    written: list[int] = []
    if other is not None:
        time.sleep(chance.uniform(0, 0.4))  # it may be the one that finishes what was left
        other.kill()
        other.wait()
        written = [int(word) for word in other.heard.replace(_SAID["begun"], b"").decode().split("\n")[:-1]]
    wrong = [] if begun else ["the re-encryption never began"]
    return killed, written, wrong


def _wait_for_the_swap(here: School, chance: random.Random, lasts: float) -> None:
    """Until it is written down that the files change places, and a little longer: that takes milliseconds."""
    journal = here.folder / swap.NAME
    end = time.monotonic() + 4 * lasts
    while time.monotonic() < end:
        with suppress(FileNotFoundError):
            if b"wisselen" in journal.read_bytes():
                break
    time.sleep(chance.uniform(0, 0.01))


# ---------------------------------------------------------------- looking


def _inside(here: School) -> tuple[DatabaseKey, dict[str, list[str]]]:
    """The key of a school, and every row of it but the log's."""
    key = homes.unlock(here.home, Secret(PASSPHRASE))
    homes.open_unlocked(here.home, key)
    try:
        return DatabaseKey(key.raw()), _rows()
    finally:
        database.close_store()


def _rows() -> dict[str, list[str]]:
    ask = database.connection().execute_sql
    tables = ask("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").fetchall()
    names = [str(name) for (name,) in tables if not str(name).startswith(("sqlite_", "audit_log"))]
    return {name: sorted(map(repr, ask(f'SELECT * FROM "{name}"').fetchall())) for name in names}


def _look(
    here: School, before: tuple[DatabaseKey, dict[str, list[str]]], written: list[int]
) -> tuple[str, bool, list[str]]:
    """What the next start found, whether the key is another one, and what is wrong."""
    left = swap.finish_left(here.home).value
    key, rows = _inside(here)
    wrong = list(afterwards.look(here).wrong)
    if rows != before[1]:
        wrong.append("the rows are not what they were")
    renewed = key != before[0]
    slots = key_file.read(here.home.keys)
    if not all(sealing.stamped(slot, key) for slot in slots):
        wrong.append("the key file isn't of one key")
    strange = {path.name for path in here.folder.iterdir()} - _MAY_STAY
    wrong += [f"left in the folder: {name}" for name in sorted(strange) if not name.startswith(".ibtui-")]
    if renewed and _opens(here, before[0]):
        wrong.append("the old key still opens the database")
    wrong += _log(here, key, written)
    return left, renewed, wrong


def _opens(here: School, key: DatabaseKey) -> bool:
    try:
        database.open_store(here.home.database, key)
    except IbtuiError:
        return False
    finally:
        database.close_store()
    return True


def _log(here: School, key: DatabaseKey, written: list[int]) -> list[str]:
    """The chain holds, and each line that was called written is in it."""
    database.open_store(here.home.database, key)
    try:
        broken = audit.verify()
        found = database.connection().execute_sql("SELECT subject_id FROM audit_log WHERE action = 'proef'")
        lost = set(written) - {int(number) for (number,) in found.fetchall()}
    finally:
        database.close_store()
    return ([f"the chain of the log is broken: {broken}"] if broken else []) + (
        [f"{len(lost)} written lines of the second session are lost"] if lost else []
    )


def _judge(outcomes: list[Outcome], lasts: float) -> Result:
    result = Result(
        "kill -9 at a random moment of a re-encryption, also with a session that writes and with two at once: the "
        "school opens with its passphrase, under the old key or the new one; no row and no acknowledged line is "
        "lost; after the new key is there the old one opens nothing, and no half file stays",
        len(outcomes),
        [f"{outcome.name}: {what}" for outcome in outcomes for what in outcome.wrong],
    )
    ends = Counter("the new key" if outcome.renewed else "the old key" for outcome in outcomes)
    lefts = Counter(outcome.left for outcome in outcomes if outcome.left)
    result.seen = [
        f"{sum(outcome.killed for outcome in outcomes)} of {len(outcomes)} killed in time; afterwards "
        + ", ".join(f"{count} × {end}" for end, count in sorted(ends.items())),
        "the next start: " + ", ".join(f"{count} × {left}" for left, count in sorted(lefts.items())),
        f"{sum(outcome.written for outcome in outcomes)} lines written meanwhile by a second session, 0 lost"
        if not any("lost" in what for outcome in outcomes for what in outcome.wrong)
        else "lines of a second session were lost",
        spread("an undisturbed re-encryption", [lasts]),
    ]
    return result
