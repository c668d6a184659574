"""How much a pupil missed without permission (ongeoorloofd verzuim), as the law counts it.

16 hours in four school weeks after each other is reported to leerplicht; holidays don't count. After a report the
counting starts again. Being away for more than four school weeks without a break is reported too (langdurig
relatief verzuim).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ibtui.care.deadlines import RULES, due
from ibtui.care.school_days import Free, next_school_day, school_weeks_between
from ibtui.care.words import TermUnit
from ibtui.values import dataclass

LIMIT = 16 * 60
"""Minutes without permission in four school weeks that are reported."""

WINDOW_WEEKS = 4
"""School weeks after each other that are counted together, wherever in the week they begin."""

LONGEST_DAY = 10 * 60
"""Minutes that one day can have at most: no school day is longer."""

TOO_LONG = (
    "Zo lang duurt een schooldag niet",
    f"Vul per dag in wat er is gemist: hooguit {LONGEST_DAY // 60} uur.",
)
"""What is said about more than `LONGEST_DAY`: what is wrong, and what to do."""

WHOLE_DAY = 180
"""Minutes from which a day counts as missed wholly: a morning is about as long, a Wednesday a little longer."""

REPORTS = ("verzuim16", "verzuim_lrv")
"""The terms to report: 16 hours, and long."""

_BACK = replace(RULES["verzuim_lrv"], amount=WINDOW_WEEKS, unit=TermUnit.SCHOOL_WEEKS, before=True)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Missed:
    """One absence. `minutes` of school; `reported_on`: when it was reported to leerplicht."""

    day: date
    minutes: int
    unauthorised: bool = True
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What counts now.

    `minutes` without permission in the last four school weeks, since the last report; `first` and `last`: the days
    of it, None when there are none. `limit_reached_on`: the day on which it became 16 hours, not reported yet.
    `weeks`: whole school weeks away without a break, up to the last absence; `away_since`: its first day.
    `long`: that is more than four weeks.
    """

    minutes: int
    first: date | None
    last: date | None
    weeks: int
    limit_reached_on: date | None
    away_since: date | None = None
    long: bool = False


def time_words(minutes: int) -> str:
    """ "2 uur", "1 uur 30 minuten", "45 minuten"."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} uur"] if hours else []
    if rest or not hours:
        said.append("1 minuut" if rest == 1 else f"{rest} minuten")
    return " ".join(said)


def count(rows: Iterable[Missed], free: Collection[Free], today: date) -> Count:
    """What a pupil missed without permission up to and including `today`."""
    known = sorted((row for row in rows if row.unauthorised and row.day <= today), key=lambda row: row.day)
    since = max((row.reported_on for row in known if row.reported_on), default=date.min)
    new = [row for row in known if row.reported_on is None and row.day >= since]
    now = _window(new, free, today)
    since_when, until = _last_run(known, free)
    weeks = school_weeks_between(since_when, next_school_day(until + _DAY, free), free) if since_when else 0
    return Count(
        minutes=sum(row.minutes for row in now),
        first=now[0].day if now else None,
        last=now[-1].day if now else None,
        weeks=weeks,
        limit_reached_on=_limit_reached(new, free),
        away_since=since_when,
        long=since_when is not None and until >= due(RULES["verzuim_lrv"], since_when, free),
    )


def _window(rows: Sequence[Missed], free: Collection[Free], last: date) -> list[Missed]:
    """What falls in the four school weeks that end on `last`."""
    before = due(_BACK, last, free)
    return [row for row in rows if before < row.day <= last]


def _limit_reached(rows: Sequence[Missed], free: Collection[Free]) -> date | None:
    for number, row in enumerate(rows):
        so_far = _window(rows[: number + 1], free, row.day)
        if sum(one.minutes for one in so_far) >= LIMIT:
            return row.day
    return None


def _last_run(rows: Sequence[Missed], free: Collection[Free]) -> tuple[date | None, date]:
    """First and last day of the newest stretch of school days that were all missed wholly; (None, ...) when none."""
    minutes: dict[date, int] = {}
    for row in rows:
        minutes[row.day] = minutes.get(row.day, 0) + row.minutes
    first: date | None = None
    last = date.min
    for day in sorted(minutes):
        if minutes[day] < WHOLE_DAY:
            first = None
        elif first is None or next_school_day(last + _DAY, free) < day:
            first = day
        last = day
    return first, last
