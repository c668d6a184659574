"""Nothing readable: words that stand nowhere else go in by every door, and everything that was touched is searched."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from faults import cores, doors, every_field, traced
from faults.doors import PASSPHRASE, Place
from faults.marks import Search, below, mark
from faults.result import Options, Result, spread
from ibtui.secret import Secret
from ibtui.store import vault

KILLS = 4
_LONGEST = 1.5
_TOO_LONG = 3.0
"""Seconds that Python may take to start, on a machine that does other things too."""


def part(options: Options) -> list[Result]:
    """The whole part."""
    results = [finds()]
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        results += every_field.part(Path(folder) / "velden")
        results += by_every_door(Path(folder), options)
        results += cores.part(Path(folder) / "kern", options)
    return results


def finds() -> Result:
    """The search itself: what is planted in each writing is found, so that silence means something."""
    result = Result(
        "the search finds a word in every writing that is looked for: plain, UTF-16, hex, base64 …"
    )
    secret = "ABCD-EFGH-JKMN"
    search = Search(secret)
    for word in (mark("ergens"), secret):
        for writing, raw in search.planted(word):
            for before in range(4):
                result.runs += 1
                if not search.in_bytes(os.urandom(before * 7) + raw + os.urandom(9), "here"):
                    result.failures.append(f"{word} in {writing} isn't found")
    return result


# ── by every door ──────────────────────────────────────────────────────────────
def by_every_door(folder: Path, options: Options) -> list[Result]:
    """A first start, forms, the editor, the shell, keys and copies; then kills; then the search."""
    reason = traced.why_not()
    root, elsewhere = folder / "plek", folder / "elders"
    root.mkdir(mode=0o700)
    elsewhere.mkdir()
    trace = folder / "spoor"
    place = Place(root, trace=None if reason else trace).make()
    files = Result(
        "what is typed by every door (first start, forms, editor, vangregel, search, lock, shell, keys, backup, "
        "restore, a new key) can be read in no file that was written, also when it was killed half-way"
    )
    listed = Result(
        "no passphrase, recovery key or text of a form stands in the list of processes or an environment"
    )
    walk: list[tuple[str, Callable[[], None]]] = [
        ("the first start", lambda: doors.first_start(place)),
        ("forms", lambda: doors.forms(place)),
        ("writing", lambda: doors.writing(place)),
        ("a hang-up", lambda: doors.hung_up(place)),
        ("the shell", lambda: doors.shell(place, elsewhere)),
        ("keys", lambda: doors.keys(place)),
        ("copies", lambda: doors.copies(place)),
    ]  # fmt: skip
    walk += [(f"kill {n}", partial(_killed, place, options.seed + n)) for n in range(options.runs or KILLS)]
    for name, door in walk:
        files.runs += 1
        try:
            door()
        except AssertionError as error:
            files.failures.append(f"{name}: couldn't be tried: {error}")
        _search_all(place, files, name)
    files.seen.append(
        reason or "every write of the program itself was read too (strace), of files that are gone as well"
    )
    _search_list(place, listed)
    return [files, listed, hidden(place, options)]


def _secrets(place: Place) -> Search:
    """All that may stand nowhere: the marks, the recovery keys, and the database key itself."""
    found: list[str | bytes] = []
    for key in place.recovery.split():
        found += [key, key.replace("-", ""), key.replace("-", " - ")]
    if (place.school / "sleutels.json").exists():
        database_key = vault.open(
            place.school / "sleutels.json", Secret(PASSPHRASE)
        )  # wiped when nobody has it
        found.append(bytes(database_key.raw()))
    return Search(*found)


def _search_all(place: Place, result: Result, name: str) -> None:
    """Every file there is now, and all that was written on the way here."""
    search, exports = _secrets(place), place.school / "exports"
    paths = below([place.root], [exports])
    result.failures += [f"{name}: {hit}" for hit in search.in_files(paths)]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    result.seen = [f"{len(paths)} files and folders at the end, {size / 1e6:.1f} MB"]
    for trace in place.traces():
        for path, raw in traced.read(trace).items():
            if path.startswith(("/dev/", f"{exports}/")):  # the terminal; and documents, the one exception
                continue
            result.failures += [
                f"{name}: {hit}" for hit in search.in_bytes(raw, f"what was written to {path}")
            ]
        trace.unlink()


def _killed(place: Place, seed: int) -> None:
    """The app, killed while somebody types; or a command that writes everything out again."""
    chance = random.Random(seed)
    if seed % 2:
        doors.killed_command(
            place, chance.uniform(0.0, 0.6), *(("backup",) if seed % 4 == 1 else ("sleutel", "vernieuw"))
        )
        return
    with doors.unlocked(place) as term:
        term.press("a").sees("bewaard", seconds=20).press("ctrl+end")
        end = time.monotonic() + chance.uniform(0.1, _LONGEST)
        while time.monotonic() < end:
            term.type(f"{mark(f'half{seed}')} ")
        place.look(term.pid)
        place.kill(term.pid)
        term.exit_code()


# ── the list of processes ──────────────────────────────────────────────────────
def _search_list(place: Place, result: Result) -> None:
    result.runs = place.looks
    search = _secrets(place)
    result.failures += [str(hit) for hit in search.in_bytes(place.seen, "the list of processes")]
    result.seen.append(f"{len(place.seen)} bytes of command lines and environments")


def hidden(place: Place, options: Options) -> Result:
    """A note behind `ibtui notitie` is the user's own command line: it goes from the list as soon as that can be."""
    result = Result("a text behind a command is out of the list of processes as soon as the program runs")
    moments = []
    for _ in range(options.runs or 5):
        with place.start("notitie", mark("inlijst"), traced=False) as term:
            seconds = _in_the_list(term.pid, mark("inlijst").encode())
            moments.append(seconds)
            if seconds > _TOO_LONG:
                result.failures.append(f"it stays in the list for {seconds:.1f} s")
            term.sees("Wachtwoord", seconds=20)
            if _in_the_list(term.pid, mark("inlijst").encode(), 0):
                result.failures.append("it is in the list while the passphrase is asked")
            term.signal(signal.SIGKILL).exit_code()
        result.runs += 1
    result.seen.append(spread("it could be read there, while Python starts, for", moments))
    return result


def _in_the_list(pid: int, word: bytes, patience: float = 10.0) -> float:
    """How long everybody could read this word: from when it is there until it is gone, or patience is."""
    first, end = 0.0, time.monotonic() + patience
    while True:
        there, now = word in Path(f"/proc/{pid}/cmdline").read_bytes(), time.monotonic()
        if there and not first:
            first = now
        if (first and not there) or now > end:
            return now - first if first else 0.0
