"""The clock jumps, summer time ends or begins, or the machine sleeps, while somebody types."""

from __future__ import annotations

import datetime as dt
import random
import re
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from faults import afterwards, processes, school
from faults.fake_time import Clock, NoFakeTime, between
from faults.kill import PER_SECOND
from faults.result import Options, Result
from faults.school import School
from faults.text import START, shown, typed_text
from faults.watched import SAVED, Trace, Watched, editor

RUNS = 3
TEXT = typed_text(20)
_HOUR, _DAY = 3600.0, 86400.0
_SLEEP = 5.0
_SLACK = 10.0
_MOST_REVISIONS = 2
_SHOWN_TIME = re.compile(r"bewaard (\d\d:\d\d:\d\d)")

Happens = Callable[[Watched, Clock], None]


@dataclass(frozen=True, slots=True)
class Event:
    """What happens while somebody types. `start`: when that is, in UTC; None: today."""

    what: str
    happens: Happens
    start: dt.datetime | None = None


def _jump(seconds: float) -> Happens:
    return lambda _term, clock: clock.jump(seconds)


def _time_passes(term: Watched, _clock: Clock) -> None:
    term.listen(4.0)


def _sleep(jump: float) -> Happens:
    """The machine stands still, as a laptop that is closed; its clock may have gone on."""

    def happens(term: Watched, clock: Clock) -> None:
        term.signal(signal.SIGSTOP)
        processes.wait_until_stopped(term.pid)
        time.sleep(_SLEEP)
        clock.jump(jump)
        term.signal(signal.SIGCONT)

    return happens


def _utc(*numbers: int) -> dt.datetime:
    year, month, day, hour, minute, second = numbers
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


EVENTS = (
    Event("the clock jumps back an hour", _jump(-_HOUR)),
    Event("the clock jumps back a day", _jump(-_DAY)),
    Event("the clock jumps a day forward", _jump(_DAY)),
    Event(
        "summer time ends (25 October 2026, from 03:00 to 02:00)", _time_passes, _utc(2026, 10, 25, 0, 59, 54)
    ),
    Event(
        "summer time begins (28 March 2027, from 02:00 to 03:00)", _time_passes, _utc(2027, 3, 28, 0, 59, 54)
    ),
    Event("the machine sleeps for five seconds", _sleep(0)),
    Event("the machine sleeps and wakes up eight hours later", _sleep(8 * _HOUR)),
    Event("the machine sleeps and wakes up with its clock eight hours back", _sleep(-8 * _HOUR)),
)


def part(options: Options, events: tuple[Event, ...] = EVENTS) -> list[Result]:
    """The whole part."""
    return [_several(event, options) for event in events]


def _several(event: Event, options: Options) -> Result:
    result = Result(
        f"{event.what}: typing goes on, all of it is saved within a second, and the moments that are kept make sense"
    )
    for number in range(options.runs or RUNS):
        with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
            try:
                clock = Clock(Path(folder), event.start)
            except NoFakeTime as error:
                result.impossible = str(error)
                return result
            try:
                here = school.make(Path(folder) / "school", **clock.environment())
                if event.start is not None:  # making the school took time
                    clock.set(event.start)
                wrong = _once(event, clock, here, options.seed + number, options.slack)
            except AssertionError as error:
                wrong = [str(error)]
            result.runs += 1
            result.failures += [f"run {number}: {what}" for what in wrong]
    return result


def _once(event: Event, clock: Clock, here: School, seed: int, slack: float) -> list[str]:
    """One run; what is wrong."""
    chance = random.Random(seed)
    readings = [clock.reads()]
    with editor(here) as term:
        trace = term.type_at(TEXT, PER_SECOND, chance.uniform(1.0, 2.0), chance)
        readings.append(clock.reads())
        event.happens(term, clock)
        readings.append(clock.reads())
        term.type_at(TEXT, PER_SECOND, 2.0, chance, trace)
        term.listen(1.0)
        term.replay(TEXT, trace, slack - 1.0)
        readings.append(clock.reads())
        wrong = _on_the_screen(term, trace, readings)
        if term.signal(signal.SIGTERM).exit_code() != 128 + signal.SIGTERM:
            wrong.append("it doesn't end well")
    return wrong + _kept(here, trace, readings)


def _on_the_screen(term: Watched, trace: Trace, readings: list[dt.datetime]) -> list[str]:
    typed = TEXT[: len(trace.keys)].rstrip()
    wrong = []
    if shown(term.screen(), TEXT) < len(typed):
        wrong.append(f"{len(typed) - shown(term.screen(), TEXT)} typed characters are not on the screen")
    if term.said() != SAVED:
        wrong.append(f"a second after the last key the screen says {term.top()!r}")
    found = _SHOWN_TIME.search(term.top())
    if found:
        moment = dt.datetime.combine(readings[-1].date(), dt.time.fromisoformat(found[1]))
        if abs(moment - readings[-1]) > dt.timedelta(seconds=_SLACK):
            wrong.append(f"the screen says saved at {found[1]}, and it is {readings[-1]:%H:%M:%S}")
    return wrong


def _kept(here: School, trace: Trace, readings: list[dt.datetime]) -> list[str]:
    """What is in the school at the end."""
    found = afterwards.look(here)
    wrong = list(found.wrong)
    if found.text != START + TEXT[: len(trace.keys)]:
        wrong.append(f"the saved text isn't what was typed: …{found.text[-60:]!r}")
    if len(found.earlier) > _MOST_REVISIONS:
        wrong.append(f"{len(found.earlier)} earlier versions were kept of a few seconds of typing")
    if found.moments and not between(readings[-1:], found.moments[0], _SLACK):
        wrong.append(
            f"the minutes say they were saved at {found.moments[0]}; it was {readings[-1]:%d-%m %H:%M:%S}"
        )
    absurd = [moment for moment in found.moments if not between(readings, moment, _SLACK)]
    wrong += [f"{moment} is kept as a moment at which something was written" for moment in absurd[:1]]
    return wrong
