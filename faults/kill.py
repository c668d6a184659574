"""kill -9 at random moments while somebody types."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from faults import afterwards, school
from faults.afterwards import Found
from faults.result import Options, Result, spread
from faults.school import School
from faults.text import arrived, typed_text
from faults.watched import Trace, editor
from ibtui.screens.editor_saving import Saving

RUNS = 300
PER_SECOND = 12.0
LATEST = 0.3
"""Seconds of typing that may be lost, and that may be unacknowledged once no key has come for `_CALM`."""
_CALM = Saving.CALM
_LONGEST = 5.0
_AGAIN_EACH = 20
TEXT = typed_text(60)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: counts of characters and seconds of typing."""

    name: str
    sent: int = 0
    kept: int = 0
    """Acknowledged."""
    saved: int = 0
    unacknowledged: float = 0.0
    lost: float = 0.0
    delays: tuple[float, ...] = ()
    typing: float = 0.0
    """How long was typed, and for how much of it something had been unacknowledged for more than `LATEST`."""
    late: float = 0.0
    wrong: tuple[str, ...] = ()


def part(options: Options) -> list[Result]:
    """The whole part."""
    runs = options.runs or RUNS
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        outcomes = in_parallel(options, runs, made)
    return judge("kill -9 at a random moment while typing at 12 keys a second", outcomes)


def in_parallel(options: Options, runs: int, made: School) -> list[Outcome]:
    """All runs, each with a school of its own. Processes, because a process has one open store."""
    seeds = range(options.seed, options.seed + runs)
    if options.workers == 1:
        return [once(made, seed, options.slack) for seed in seeds]
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(once, [made] * runs, seeds, [options.slack] * runs))


def once(made: School, seed: int, slack: float) -> Outcome:
    """Start, type, kill, look."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.folder.parent) as folder:
        here = school.copy(made, Path(folder) / "school")
        try:
            with editor(here) as term:
                trace = term.type_at(TEXT, PER_SECOND, chance.uniform(0.2, _LONGEST), chance)
                moment = time.monotonic()
                term.signal(signal.SIGKILL).exit_code()
                term.replay(TEXT, trace)
        except AssertionError as error:
            return Outcome(f"run {seed}", wrong=(f"the app couldn't be used: {error}",))
        found = afterwards.look(here)
        outcome = compare(f"run {seed}", trace, found, moment, slack)
        if seed % _AGAIN_EACH == 0 and outcome.saved and not outcome.wrong:
            again = afterwards.see_again(here, TEXT[: outcome.saved].split("\n")[-1].strip() or "## Gesprek")
            outcome = Outcome(outcome.name, wrong=(again,)) if again else outcome
    return outcome


def compare(name: str, trace: Trace, found: Found, moment: float, slack: float = 1.0) -> Outcome:
    """What was typed, what the screen said of it, and what is there now."""
    saved = arrived(found.text, TEXT)
    if saved is None:
        tail = found.text[-60:]
        return Outcome(
            name, len(trace.keys), wrong=(*found.wrong, f"the saved text isn't what was typed: …{tail!r}")
        )
    wrong = list(found.wrong)
    kept = trace.most_kept
    lost, unacknowledged = trace.age(saved, moment), trace.age(_with_blank(kept), moment)
    if saved < kept:
        wrong.append(
            f"{kept - saved} acknowledged characters are missing ({kept} acknowledged, {saved} saved)"
        )
    if lost > LATEST * slack:
        wrong.append(f"{lost:.3f} s of typing is lost ({len(trace.keys) - saved} characters)")
    still = (
        bool(trace.keys) and moment - trace.keys[-1] <= _CALM + LATEST * slack
    )  # then the word may be late
    if unacknowledged > LATEST * slack and not still:
        wrong.append(f"{unacknowledged:.3f} s of typing was not acknowledged when it was killed")
    delays = tuple(trace.delays(TEXT))
    typing = moment - trace.keys[0] if trace.keys else 0.0
    late = trace.late(TEXT, LATEST)
    return Outcome(
        name, len(trace.keys), kept, saved, unacknowledged, lost, delays, typing, late, tuple(wrong)
    )


def _with_blank(count: int) -> int:
    """A blank, or a new line, after the last character on the screen can't be seen; it counts as seen with it."""
    while count < len(TEXT) and TEXT[count] in " \n":
        count += 1
    return count


def judge(how: str, outcomes: list[Outcome]) -> list[Result]:
    """The outcomes of all runs as one result."""
    result = Result(
        f"{how}: nothing acknowledged is missing, at most {LATEST} s of typing is lost, or unacknowledged "
        f"{_CALM} s after the last key, and the database is sound",
        len(outcomes),
        [f"{outcome.name}: {what}" for outcome in outcomes for what in outcome.wrong],
    )
    good = [outcome for outcome in outcomes if outcome.sent]
    result.seen = [
        f"{sum(outcome.sent for outcome in good)} keys sent, {sum(outcome.kept for outcome in good)} acknowledged, "
        f"{sum(outcome.saved for outcome in good)} saved",
        spread("typing that was not acknowledged at the end", [item.unacknowledged for item in good]),
        spread("the same in characters", [float(item.sent - item.kept) for item in good], "", 0),
        spread("typing that was lost", [item.lost for item in good]),
        spread("the same in characters", [float(item.sent - item.saved) for item in good], "", 0),
        f"more than {LATEST} s of typing was unacknowledged for "
        f"{sum(item.late for item in good) / max(sum(item.typing for item in good), 0.001):.1%} of the time",
        spread("from a key to its acknowledgement", [delay for item in good for delay in item.delays]),
    ]
    return [result]
