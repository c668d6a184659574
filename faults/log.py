"""What somebody with the key and SQL does to the log: each cut, edit, swap and line that is put in must show.

The triggers are dropped first: they stop who writes by accident, the chain and its head show who does it on purpose.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import PeeweeException

from faults import school
from faults.log_spoiling import BY_CHAIN, BY_HEAD, Trial, drop_triggers, sql
from faults.result import Options, Result, spread
from faults.school import PASSPHRASE, ROOT, School
from ibtui.secret import Secret
from ibtui.store import audit, audit_chain, database
from ibtui.store import home as homes
from ibtui.store.audit import Head

RUNS = 300
_LINES = 240
_LONG = 100_000
_KILLS = 12
_EACH = 300
"""Lines that each of two sessions writes."""
_WRITE = """
import sys
from pathlib import Path
from faults.school import PASSPHRASE, School
from ibtui.secret import Secret
from ibtui.store import audit
from ibtui.store import home as homes
homes.open_home(School(Path(sys.argv[1])).home, Secret(PASSPHRASE))
print("open", flush=True)
for number in range(int(sys.argv[2])):
    audit.note("gesprek gewijzigd", "conversation", number)
"""
"""A session that writes lines as fast as it can."""


class _TakenBack(Exception):
    """Ends a trial without leaving anything."""


def part(options: Options) -> list[Result]:
    """The whole part."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        return [
            *_spoilt(made, options),
            _told(school.copy(made, Path(folder) / "told"), options),
            _killed(school.copy(made, Path(folder) / "killed"), options),
            _together(school.copy(made, Path(folder) / "together"), options),
            _long(school.copy(made, Path(folder) / "long"), options),
        ]


@contextmanager
def _opened(here: School) -> Iterator[None]:
    homes.open_home(here.home, Secret(PASSPHRASE))
    try:
        yield
    finally:
        database.close_store()


def _spoilt(made: School, options: Options) -> list[Result]:
    runs = options.runs or RUNS
    with _opened(made):
        refused = _refused()
        while audit.head().count < _LINES:
            audit.note("verslag bewaard", "minutes", 1)
        drop_triggers()
        head = audit.head()
        chain = Result(
            "a log that is edited, cut, swapped or added to by raw SQL, with its triggers dropped, shows by its chain"
        )
        beside = Result(
            "a log of which the tail is cut off, or that is written anew with good digests, shows by the head that "
            "was kept outside the database"
        )
        for number in range(runs):
            chance = random.Random(options.seed * 100_003 + number)
            _try(chain, BY_CHAIN, chance, number, head, by_head=False)
            _try(beside, BY_HEAD, chance, number, head, by_head=True)
        if audit.verify([head]) is not None:
            chain.failures.append("the log doesn't fit after everything was taken back")
    return [refused, chain, beside]


def _try(
    result: Result, ways: dict[str, Trial], chance: random.Random, number: int, head: Head, *, by_head: bool
) -> None:
    name = list(ways)[number % len(ways)]
    result.runs += 1
    try:
        with database.transaction():
            ways[name](chance, head.count)
            if audit.verify([head] if by_head else []) is None:
                result.failures.append(f"run {number}: {name}, and nobody sees it")
            raise _TakenBack
    except _TakenBack:
        pass


def _refused() -> Result:
    """With the triggers in place nothing of the sort can be done at all."""
    result = Result("the database itself refuses to change, replace or remove a line of the log")
    statements = (
        "UPDATE audit_log SET who = 'ander'",
        "UPDATE audit_log SET id = id + 1000",
        "UPDATE OR REPLACE audit_log SET id = 1 WHERE id = 2",
        "DELETE FROM audit_log",
        "DELETE FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)",
        "REPLACE INTO audit_log (id, at, who, action, subject, digest) VALUES (1, '', '', '', '', '')",
        "INSERT OR REPLACE INTO audit_log SELECT id, at, 'ander', action, subject, subject_id, digest FROM audit_log",
        "INSERT INTO audit_log SELECT id, at, who, action, subject, subject_id, digest FROM audit_log WHERE true "
        "ON CONFLICT (id) DO UPDATE SET who = 'ander'",
    )
    before = sql("SELECT * FROM audit_log")
    for statement in statements:
        result.runs += 1
        try:
            sql(statement)
        except PeeweeException:
            continue
        result.failures.append(f"done: {statement}")
    if sql("SELECT * FROM audit_log") != before:
        result.failures.append("the log is another one now")
    return result


# --- by the program itself ---


def _told(here: School, options: Options) -> Result:
    """What a person sees of it: `ibtui logboek` says so and ends with 1."""
    result = Result("`ibtui logboek` says that the log was changed, and goes on saying so")
    spoils = ("UPDATE audit_log SET who = 'ander' WHERE id = 2", "DELETE FROM audit_log WHERE id > 3")
    for number, statement in enumerate(spoils[: options.runs or None]):
        copy = school.copy(here, here.folder.with_name(f"told-{number}"))
        if _logbook(copy).returncode != 0:
            result.failures.append("a sound log is called changed")
        with _opened(copy):
            drop_triggers()
            sql(statement)
        for _time in range(2):
            result.runs += 1
            done = _logbook(copy)
            if done.returncode != 1 or "het logboek" not in done.stderr.lower():
                result.failures.append(f"{statement}: exit {done.returncode}, {done.stderr[:200]!r}")
    return result


def _logbook(here: School) -> subprocess.CompletedProcess[str]:
    command = [str(school.PROGRAM), "logboek"]
    return subprocess.run(command, env=here.environment(), capture_output=True, text=True, timeout=60)


def _session(here: School, lines: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(here.folder), str(lines)],
        cwd=ROOT, env={**here.environment(), "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _killed(here: School, options: Options) -> Result:
    result = Result("the chain is whole after a kill at any moment, and what was written stays")
    chance, added = random.Random(options.seed), 0
    for number in range(min(options.runs, _KILLS) or _KILLS):
        with _opened(here):
            audit.keep_head(here.home)
            before = audit.head().count
        with _session(here, _LONG) as session:
            assert session.stdout is not None
            session.stdout.readline()
            time.sleep(chance.uniform(0, 0.4))
            session.kill()
        with _opened(here):
            result.runs += 1
            added += audit.head().count - before
            if (broken := audit.verify_here()) is not None:
                result.failures.append(f"run {number}: {broken.title}")
    result.seen.append(f"{added} lines were written by sessions that were killed")
    return result


def _together(here: School, options: Options) -> Result:
    result = Result("two sessions that write at the same time make one chain")
    with _opened(here):
        before = audit.head().count
    each = options.runs or _EACH
    sessions = [_session(here, each) for _number in range(2)]
    for session in sessions:
        session.communicate(timeout=120)
        if session.returncode:
            result.failures.append(f"a session ended with {session.returncode}")
    with _opened(here):
        result.runs = audit.head().count - before
        if result.runs != 2 * each:
            result.failures.append(f"{result.runs} of {2 * each} lines are there")
        if (broken := audit.verify()) is not None:
            result.failures.append(broken.title)
    return result


def _long(here: School, options: Options) -> Result:
    """How long it takes on a log of ten years."""
    many = min(options.runs * 100, _LONG) or _LONG
    result = Result("a long log is held to its chain, read by page and closed without waiting")
    with _opened(here):
        with database.transaction():
            for number in range(many):
                audit_chain.append(
                    database.now(), f"ib{number % 2}", "gesprek gewijzigd", "conversation", number
                )
        for what, action in (
            ("verify", audit.verify),
            ("a page", audit.lines),
            ("a page of one user", lambda: audit.lines(who="niemand")),
            ("the head", audit.head),
        ):
            times = []
            for _time in range(3):
                start = time.monotonic()
                action()
                times.append(time.monotonic() - start)
            result.runs += 1
            result.seen.append(spread(f"{what}, of {audit.head().count} lines", times))
        if audit.verify() is not None:
            result.failures.append("the chain is broken")
    return result
