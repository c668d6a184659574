"""The same minutes, open in two sessions that both write."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults import afterwards, school
from faults.afterwards import Found
from faults.kill import PER_SECOND
from faults.result import Options, Result
from faults.school import School
from faults.text import typed_text
from faults.watched import APART, SAVED, Watched, editor

RUNS = 15
_TEXTS = (typed_text(12, "een"), typed_text(12, "twee"))
_WAYS = (
    "the second keeps its own text",
    "the second takes the other's text",
    "the second is killed before it chooses",
    "the second puts the choice off, and is sent SIGTERM",
    "they write in different places, and the second puts both texts together",
)
_KILLED, _PUT_OFF, _TOGETHER = 2, 3, 4


def part(options: Options) -> list[Result]:
    """The whole part: each way to go on in turn."""
    result = Result(
        "the same minutes are written in two sessions at once: both keep their text, the second to save is asked "
        "and shown both, and whatever is chosen both texts remain"
    )
    clashes = 0
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        for number in range(options.runs or RUNS):
            here = school.copy(made, Path(folder) / f"run-{number}")
            way = number % len(_WAYS)
            result.runs += 1
            try:
                clashed, wrong = _once(here, way, options.seed + number)
            except AssertionError as error:
                clashed, wrong = True, [str(error)]
            clashes += clashed
            result.failures += [f"run {number} ({_WAYS[way]}): {what}" for what in wrong]
    result.seen.append(f"the two clashed in {clashes} of {result.runs} runs")
    if not clashes:
        result.failures.append("the two never clashed, so nothing was shown")
    return [result]


def _once(here: School, way: int, seed: int) -> tuple[bool, list[str]]:
    """Whether the two clashed, and what is wrong."""
    with editor(here) as one, editor(here) as two:
        terms = (one, two)
        typed = _both_type(terms, seed, apart=way == _TOGETHER)
        second = _who_must_choose(terms)
        wrong: list[str] = []
        if second is not None:
            wrong += _choose(terms[second], way, typed)
        for term in terms:
            term.close()
    found = afterwards.look(here)
    return second is not None, wrong + list(found.wrong) + _lost(found, typed)


def _both_type(terms: tuple[Watched, Watched], seed: int, *, apart: bool) -> list[str]:
    """Both type at the same time, at the end or `apart`: the second above the last heading. What each typed."""

    def type_one(place: int) -> str:
        chance = random.Random(seed * 2 + place)
        if apart and place == 1:
            terms[place].press("up", "up", "end", "enter")
        trace = terms[place].type_at(_TEXTS[place], PER_SECOND, 3.0, chance)
        terms[place].listen(1.0)
        terms[place].replay(_TEXTS[place], trace)
        return _TEXTS[place][: len(trace.keys)]

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(type_one, range(2)))


def _who_must_choose(terms: tuple[Watched, Watched], seconds: float = 10) -> int | None:
    """Which session says that its text is kept apart; None when both say that all is saved."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for place, term in enumerate(terms):
            term.listen(0.05)
            if term.said() == APART:
                return place
        if all(term.said() == SAVED for term in terms):
            return None
    raise AssertionError(f"the sessions stay at {[term.said() for term in terms]}")


def _choose(term: Watched, way: int, typed: list[str]) -> list[str]:
    """Go on in one of the ways; what is wrong with what is shown."""
    if way == _KILLED:
        return []
    term.press("escape").sees("Met welke ga je verder?", "Beide teksten blijven bestaan")
    wrong = _shows_both(term, typed)
    if way == _PUT_OFF:
        term.press("t").wait_gone("Met welke ga je verder?").signal(signal.SIGTERM).exit_code()
        return wrong
    term.press("ba--s"[way]).wait_gone("Met welke ga je verder?")
    term.wait_until(lambda: term.said() == SAVED, "after the choice the screen doesn't say that it is saved")
    return wrong


def _shows_both(term: Watched, typed: list[str]) -> list[str]:
    """The one who chooses sees what the other wrote beside the own text."""
    try:
        term.sees(*(text.split("\n")[0] for text in typed), seconds=5)
    except AssertionError as error:
        return [f"what one of them wrote isn't shown to choose from: {error}"]
    return []


def _lost(found: Found, typed: list[str]) -> list[str]:
    """Whole lines that are neither in the minutes nor in an earlier version."""
    everything = "\n".join((found.text, *found.earlier)).split("\n")
    lines = [line for text in typed for line in text.split("\n")]
    return [
        f"the line {line!r} is nowhere" for line in lines if line.strip() not in map(str.strip, everything)
    ]
