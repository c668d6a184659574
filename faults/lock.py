"""The lock: what is left in memory of key and passphrase, what was typed before it fell, guessing, and idle time."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from faults import afterwards, memory, school
from faults.kill import PER_SECOND
from faults.result import Options, Result, spread
from faults.school import PROGRAM, School
from faults.text import arrived, typed_text
from faults.watched import Trace, Watched, editor
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.store import database, minutes, pupils, rekey, schools, tries, vault
from ibtui.store import home as homes
from ibtui.store.models import Minutes

LOOKS, TYPING = 6, 14
WAYS = ("by hand", "in one go", "pasted")
_F12 = b"\x1b[24~"
_LOCKED = "staat op slot"
_AWAY = 6.0
"""Seconds that the store may take to be closed after the lock fell."""
_IDLE = 60.0
_WRONG = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TEXT = typed_text(40)


def part(options: Options) -> list[Result]:
    """The whole part. The minute of idle time goes on beside the rest."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder, ThreadPoolExecutor(3) as pool:
        made = school.make(Path(folder) / "school")
        results = [Result(_PROMISES[name]) for name in ("guess", "idle")]
        waiting: list[Future[None]] = [
            pool.submit(_guess, results[0], made, Path(folder) / "raden", options.seed)
        ]
        if options.runs != 1:  # not in the small run of the tests: it takes its minute
            waiting.append(pool.submit(_idle, results[1], made, Path(folder) / "stil"))
        remembered = _look_in_memory(Path(folder), options)
        typed = _type_and_lock(made, Path(folder), options)
        together = _two_sessions(made, Path(folder) / "twee")
        for one in waiting:
            one.result()
    return [remembered, typed, *(result for result in results if result.runs), together]


_PROMISES = {
    "memory": "once locked, the memory of the program holds no copy of the database key (raw or hex) and none of the "
    "passphrase (UTF-8, UTF-16, UTF-32), however it was typed",
    "typing": "locked at a random moment while typing, then kill -9: all that was typed is saved, and the locked "
    "screen shows nothing of the school",
    "guess": "wrong passphrases are slowed down (1, 2, 4 ... at most 30 s), also when the program is killed and "
    "started anew, the right one doesn't open before its turn, and the log counts them",
    "idle": "without a key the lock falls by itself after the minutes of `slot_na`, and not before",
    "two": "a locked session holds nothing up: another one writes, and re-encrypts; unlocking shows what it wrote",
}


# ── memory ─────────────────────────────────────────────────────────────────────
def _look_in_memory(folder: Path, options: Options) -> Result:
    result = Result(_PROMISES["memory"])
    if os.geteuid() != 0:
        result.impossible = "only root may read the memory of a program that makes itself unreadable"
        return result
    open_copies: list[int] = []
    locked_copies: list[int] = []
    for number in range(options.runs or LOOKS):
        chance = random.Random(options.seed + number)
        how = WAYS[number % len(WAYS)]
        result.runs += 1
        try:
            wrong, counts = _remembered(folder / f"geheugen-{number}", how, chance)
        except (AssertionError, IbtuiError) as error:
            wrong, counts = [str(error)], []
        result.failures += [f"run {number} ({how}): {what}" for what in wrong]
        if 0 in counts[0::2]:
            result.failures.append(
                f"run {number}: the key wasn't found while it was open, so nothing was shown"
            )
        open_copies += counts[0::2]
        locked_copies += counts[1::2]
    result.seen = [
        f"copies while it is open: {sorted(set(open_copies))} (looked {len(open_copies)} times)",
        f"copies while it is locked: {sum(locked_copies)} in all (looked {len(locked_copies)} times)",
        "typed " + ", ".join(WAYS) + " in turn; locked with F12, unlocked and locked again in each run",
    ]
    return result


def _remembered(folder: Path, how: str, chance: random.Random) -> tuple[list[str], list[int]]:
    """What is wrong, and how many copies there were: open, locked, open, locked."""
    phrase = "kwartel-" + "".join(chance.choices(_LETTERS, k=16))
    here, forms = _own_school(folder, phrase)
    environment = here.environment()
    del environment["IBTUI_PASSPHRASE_FILE"]
    wrong: list[str] = []
    counts: list[int] = []
    with Watched([str(PROGRAM)], environment) as term:
        term.sees("Je wachtwoord", seconds=30)
        for _turn in range(2):
            _enter(term, phrase, how, chance)
            term.wait_until(lambda: "week" in term.top(), "the week isn't shown", seconds=30)
            counts.append(_count(term.pid, forms))
            term.send_bytes(_F12).sees(_LOCKED)
            left = _until_away(term.pid, forms)
            counts.append(sum(map(len, left.values())))
            wrong += [f"{len(places)} × {name}: {places[0]}" for name, places in left.items() if places]
    return wrong, counts


def _own_school(folder: Path, phrase: str) -> tuple[School, dict[str, bytes]]:
    """A school with this passphrase, and what to look for."""
    folder.mkdir(mode=0o700)
    here = School(folder)
    today = dt.date.today()
    homes.create_home(here.home, Secret(phrase), label="ib'er", invented=True)
    try:
        made = schools.set_up("OEFENSCHOOL De Proef", "Marit Oefen", range(5), today=today)
        pupils.add_pupil(made.id, pupils.PupilDraft("Roos", "van", "Oefen"), today)
    finally:
        database.close_store()
    key = vault.open(here.home.keys, Secret(phrase))  # named: it wipes itself when nobody holds it
    return here, memory.forms(phrase, bytes(key.raw()))


def _enter(term: Watched, phrase: str, how: str, chance: random.Random) -> None:
    if how == "by hand":
        for sign in phrase:
            term.type(sign)
            time.sleep(chance.uniform(0.01, 0.05))
    elif how == "pasted":
        term.paste(phrase)
    else:
        term.type(phrase)
    term.press("enter")


def _count(pid: int, forms: dict[str, bytes]) -> int:
    return sum(map(len, memory.copies(pid, forms).values()))


def _until_away(pid: int, forms: dict[str, bytes]) -> dict[str, list[str]]:
    """What is found, as soon as nothing is; after `_AWAY` seconds what is left."""
    until = time.monotonic() + _AWAY
    while True:
        found = memory.copies(pid, forms)
        if not any(found.values()) or time.monotonic() > until:
            return found
        time.sleep(0.1)


# ── typing ─────────────────────────────────────────────────────────────────────
def _type_and_lock(made: School, folder: Path, options: Options) -> Result:
    result = Result(_PROMISES["typing"])
    keys, took = 0, []
    for number in range(options.runs or TYPING):
        chance = random.Random(options.seed + number)
        here = school.copy(made, folder / f"typen-{number}")
        result.runs += 1
        try:
            trace, seconds, wrong = _typed(here, chance)
            keys += len(trace.keys)
            took.append(seconds)
        except AssertionError as error:
            wrong = [str(error)]
        result.failures += [f"run {number}: {what}" for what in wrong]
    result.seen = [f"{keys} keys typed, all saved", spread("from F12 to a blank screen", took)]
    if result.failures:
        result.seen[0] = f"{keys} keys typed"
    return result


def _typed(here: School, chance: random.Random) -> tuple[Trace, float, list[str]]:
    with editor(here) as term:
        trace = term.type_at(_TEXT, PER_SECOND, chance.uniform(0.1, 1.5), chance)
        start = time.monotonic()
        term.send_bytes(_F12)
        term.replay(_TEXT, trace)
        term.sees(_LOCKED)
        seconds = time.monotonic() - start
        screen = "\n".join(term.screen())
        time.sleep(chance.uniform(0, 0.6))  # killed while it puts the store away, or after
        term.signal(signal.SIGKILL).exit_code()
    found = afterwards.look(here)
    wrong = list(found.wrong)
    saved = arrived(found.text, _TEXT)
    if saved != len(trace.keys):
        wrong.append(f"{len(trace.keys)} characters were typed and {saved} are saved")
    wrong += [
        f"the locked screen shows {word}" for word in ("Roos", "Proef", "Marit", "gesprek") if word in screen
    ]
    return trace, seconds, wrong


# ── guessing ───────────────────────────────────────────────────────────────────
def _guess(result: Result, made: School, folder: Path, seed: int) -> None:
    """Four wrong ones, each in a program that is killed after it, then the right one too early and in time."""
    here = school.copy(made, folder)
    environment = here.environment()
    del environment["IBTUI_PASSPHRASE_FILE"]
    chance = random.Random(seed)
    result.runs += 1
    try:
        for count in range(1, _WRONG + 1):
            with Watched([str(PROGRAM)], environment) as term:
                term.sees("Je wachtwoord", seconds=30)
                _wait(lambda: tries.left(here.home) == 0)
                term.type("".join(chance.choices(_LETTERS, k=9))).press("enter").sees("Wacht", seconds=20)
                term.signal(signal.SIGKILL).exit_code()
            if tries.count(here.home) != count:
                result.failures.append(f"{count} wrong ones are counted as {tries.count(here.home)}")
        with Watched([str(PROGRAM)], environment) as term:
            term.sees("Je wachtwoord", seconds=30)
            early = tries.left(here.home)
            term.type(school.PASSPHRASE).press("enter").sees("Wacht", seconds=5)
            if early < 1:
                result.failures.append("the machine was too slow to type the right one too early")
            _wait(lambda: tries.left(here.home) == 0)
            term.wait_until(lambda: "Probeer" in "".join(term.screen()), "it can't be tried again", seconds=9)
            term.press("enter")
            term.wait_until(lambda: "week" in term.top(), "the right one doesn't open", seconds=20)
        result.failures += _not_in_the_log(here)
    except AssertionError as error:
        result.failures.append(str(error))
    result.seen.append(
        f"the pauses after 1 to 8 wrong ones: {[tries.pause(number) for number in range(1, 9)]} s"
    )


def _not_in_the_log(here: School) -> list[str]:
    # By a connection of its own: the other parts have their own store open in this process.
    with database.beside(here.home.database, vault.open(here.home.keys, Secret(school.PASSPHRASE))) as store:
        rows = [str(row[0]) for row in store.execute_sql("SELECT action FROM audit_log").fetchall()]
    return (
        []
        if f"{_WRONG} keer een verkeerd wachtwoord" in rows
        else [f"the log doesn't count them: {rows[-3:]}"]
    )


def _wait(holds: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise AssertionError("it takes too long")
        time.sleep(0.05)


# ── idle time ──────────────────────────────────────────────────────────────────
def _idle(result: Result, made: School, folder: Path) -> None:
    here = school.copy(made, folder)
    config = folder / "ibtui.toml"
    config.write_text("slot_na = 1\n")
    config.chmod(0o600)
    result.runs += 1
    try:
        with Watched([str(PROGRAM)], here.environment()) as term:
            term.sees("Nog te doen", seconds=30)
            term.press("down")
            start = time.monotonic()
            term.sees(_LOCKED, seconds=_IDLE + 15)
            took = time.monotonic() - start
    except AssertionError as error:
        result.failures.append(str(error))
        return
    result.seen.append(f"slot_na = 1: the lock fell after {took:.1f} s")
    if took < _IDLE - 1:
        result.failures.append(f"it fell after {took:.1f} s already")


# ── two sessions ───────────────────────────────────────────────────────────────
def _two_sessions(made: School, folder: Path) -> Result:
    result = Result(_PROMISES["two"], 1)
    here = school.copy(made, folder)
    try:
        with editor(here) as term:
            term.send_bytes(_F12).sees(_LOCKED)
            time.sleep(1)
            _write_and_renew(here)
            term.type(school.PASSPHRASE).press("enter")
            term.sees("uit een andere sessie", seconds=20)
    except (AssertionError, IbtuiError) as error:
        result.failures.append(str(error))
    finally:
        database.close_store()
    return result


def _write_and_renew(here: School) -> None:
    homes.open_home(here.home, Secret(school.PASSPHRASE))
    row = minutes.load(int(Minutes.get().id))
    minutes.save(row.id, f"{row.text}uit een andere sessie", row.version)
    key = homes.key_of(here.home)
    assert key is not None
    rekey.renew(here.home, key)
    homes.forget_keys()
