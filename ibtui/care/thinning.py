"""Which backups stay: all of today, the newest of each of 7 days, 4 weeks and 12 months, and nothing older than a year.

Somebody makes one before something risky and one after it: the one before may be the one she needs that day.
Days, weeks and months without a backup don't count: who works one day a week has seven weeks by day. The year is an end
to it: what was forgotten here is then in no backup either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable

DAYS, WEEKS, MONTHS = 7, 4, 12
LONGEST = dt.timedelta(days=366)


def to_go(made: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Those that may be thrown away. The newest always stays, and what lies in the future (a clock that was wrong)."""
    moments = sorted(set(made), reverse=True)
    stay = set(moments[:1]) | {moment for moment in moments if moment > now or moment.date() == now.date()}
    young = [moment for moment in moments if not too_old(moment, now)]
    stay |= _newest_of_each(young, DAYS, lambda moment: moment.date())
    stay |= _newest_of_each(young, WEEKS, lambda moment: moment.isocalendar()[:2])
    stay |= _newest_of_each(young, MONTHS, lambda moment: (moment.year, moment.month))
    return set(moments) - stay


def too_old(made: dt.datetime, now: dt.datetime) -> bool:
    """Whether a copy is older than any may become; also for the copies that are not thinned out."""
    return now - made > LONGEST


def last_day(today: dt.date) -> dt.date:
    """The last day that a backup made today can be there."""
    return today + LONGEST


def _newest_of_each(
    moments: list[dt.datetime], count: int, part: Callable[[dt.datetime], Hashable]
) -> set[dt.datetime]:
    """`moments`: the newest first."""
    found: dict[Hashable, dt.datetime] = {}
    for moment in moments:
        found.setdefault(part(moment), moment)
    return set(list(found.values())[:count])
