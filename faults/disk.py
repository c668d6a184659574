"""The disk is full, or can't be written, while somebody types."""

from __future__ import annotations

import random
import signal
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from faults import afterwards, disks, school
from faults.kill import PER_SECOND
from faults.result import Options, Result, spread
from faults.school import PASSPHRASE, School
from faults.text import START, arrived, shown, typed_text
from faults.watched import FAILED, SAVED, Trace, Watched, editor
from ibtui.secret import Secret
from ibtui.store import emergency, vault

RUNS = 5
AT_ONCE = 1.0
"""Seconds from a key that can't be saved to the words on the screen."""
BY_ITSELF = 6.0
"""Seconds from room on the disk to a save; the editor tries each two."""
TEXT = typed_text(6)

Mend = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way in which a disk fails. `strike` gives what makes it well again, or None when nothing does."""

    what: str
    strike: Callable[[Path], Mend | None]
    on_image: bool = False


def _fill(disk: Path) -> Mend:
    return disks.fill(disk).unlink


def _freeze(disk: Path) -> Mend:
    disks.freeze_files(disk / "school", True)
    return lambda: disks.freeze_files(disk / "school", False)


TROUBLES = (
    Trouble("the disk is full", _fill),
    Trouble("the folder and its files can't be written any more", _freeze, on_image=True),
    Trouble("the kernel finds an error on the disk and makes it read-only", disks.fail_now, on_image=True),
)


def part(options: Options, troubles: tuple[Trouble, ...] = TROUBLES) -> list[Result]:
    """The whole part: each trouble, ended by room on the disk and by a file elsewhere."""
    results = []
    for trouble in troubles:
        result = Result(
            f"{trouble.what} while typing: the screen says so within {AT_ONCE:g} s, the text stays, can be "
            "locked in an emergency copy elsewhere, and is saved by itself when the disk is well again"
        )
        results.append(result)
        try:
            _several(trouble, result, options)
        except disks.CannotBeMade as error:
            result.impossible = str(error)
    return results


def _several(trouble: Trouble, result: Result, options: Options) -> None:
    told: list[float] = []
    for number in range(options.runs or RUNS):
        with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder, ExitStack() as stack:
            disk = _disk(trouble, Path(folder), stack)
            elsewhere = Path(folder) / "elders"
            here = school.make(disk / "school", IBTUI_EXPORTS=str(elsewhere))
            try:
                seconds, wrong = _once(trouble, disk, here, elsewhere, options.seed + number, options.slack)
                told.append(seconds)
            except AssertionError as error:
                wrong = [str(error)]
            result.runs += 1
            result.failures += [f"run {number}: {what}" for what in wrong]
    result.seen.append(spread("from the key that couldn't be saved to the words on the screen", told))


def _disk(trouble: Trouble, folder: Path, stack: ExitStack) -> Path:
    memory = stack.enter_context(disks.in_memory(folder / "memory", 12 if not trouble.on_image else 48))
    if not trouble.on_image:
        return memory
    disks.make_image(memory / "image", 24)
    return stack.enter_context(disks.mounted(memory / "image", folder / "disk"))


def _once(
    trouble: Trouble, disk: Path, here: School, elsewhere: Path, seed: int, slack: float
) -> tuple[float, list[str]]:
    """One run. Seconds until the screen said it, and what is wrong."""
    chance = random.Random(seed)
    with editor(here) as term:
        trace = term.type_at(TEXT, PER_SECOND, chance.uniform(0.5, 2.0), chance)
        term.listen(1.0)
        term.replay(TEXT, trace, slack - 1.0).said.clear()
        before = len(trace.keys)
        good = trace.most_kept
        if good == len(
            TEXT[:before].rstrip()
        ):  # a blank at the end can't be seen, and was kept with the rest
            good = before
        mend = trouble.strike(disk)
        term.type_at(TEXT, PER_SECOND, 1.5, chance, trace)
        term.listen(0.5)
        term.replay(TEXT, trace, slack - 1.0, FAILED)
        typed = TEXT[: len(trace.keys)]
        seconds, wrong = _told(trace, good, AT_ONCE * slack)
        wrong += _still_there(term, typed)
        if mend is None or seed % 2:
            wrong += _kept_elsewhere(term, here, elsewhere, typed)
        if mend is not None:
            mend()
            if not seed % 2:
                term.wait_until(lambda: term.said() == SAVED, "it isn't saved by itself", BY_ITSELF * slack)
                wrong += _still_there(term, typed)
        term.signal(signal.SIGKILL).exit_code()
    return seconds, wrong + _afterwards(here, trace, typed if not seed % 2 and mend else "")


def _told(trace: Trace, good: int, limit: float) -> tuple[float, list[str]]:
    """Seconds from the first key that wasn't saved to the words; `good` keys were saved before the trouble."""
    moments = [at for at, said in trace.said if said == FAILED]
    if not moments:
        return 0.0, [f"the screen never says {FAILED}; it says {[said for _, said in trace.said]}"]
    kept = max([good, *(count for at, count in trace.kept if at <= moments[0])])
    seconds = moments[0] - trace.keys[min(kept, len(trace.keys) - 1)]
    return seconds, [f"the screen says it after {seconds:.2f} s"] if seconds > limit else []


def _still_there(term: Watched, typed: str) -> list[str]:
    whole = len(typed.rstrip())
    try:
        term.wait_until(lambda: shown(term.screen(), typed) == whole, "typed characters are not there", 3)
    except AssertionError as error:
        return [str(error)]
    return []


def _kept_elsewhere(term: Watched, here: School, elsewhere: Path, typed: str) -> list[str]:
    """Esc, and the answer that makes an emergency copy."""
    term.press("escape").sees("nog niet bewaard").press("m")
    home = replace(here.home, exports=elsewhere)
    term.wait_until(lambda: emergency.there_are(home), "there is no emergency copy")
    term.wait_gone("nog niet bewaard")
    key = vault.open(here.home.keys, Secret(PASSPHRASE))
    texts = [found.copy.text for found in emergency.waiting(home, key)]
    return [] if texts == [START + typed] else [f"the emergency copy doesn't hold the text but {texts!r}"]


def _afterwards(here: School, trace: Trace, typed: str) -> list[str]:
    """What is in the school at the end: at least what was acknowledged; all of it when `typed` is given."""
    if not here.home.database.exists():
        return ["the database is gone"]
    found = afterwards.look(here)
    saved = arrived(found.text, TEXT)
    if any("alleen" in wrong or "geschreven" in wrong for wrong in found.wrong):
        return []  # a disk that stays read-only: the program can't open it, and says so
    wrong = list(found.wrong)
    if saved is None:
        wrong.append(f"the saved text isn't what was typed: …{found.text[-60:]!r}")
    elif saved < max(trace.most_kept, len(typed)):
        wrong.append(f"{max(trace.most_kept, len(typed)) - saved} acknowledged characters are missing")
    return wrong
