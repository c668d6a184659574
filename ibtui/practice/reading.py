"""What the ib'er of the practice school has read: what stood there on her last day. So "sinds vorige keer" is short."""

from __future__ import annotations

import datetime as dt

from ibtui.care.catching_up import Section
from ibtui.store import schools, since, visits

_NEWS = (Section.CHANGED, Section.QUIET, Section.PRIVATE)


def read_until(today: dt.date) -> None:
    """Mark what was there at the last visit as read; the practice school has to be open.

    What changed, went quiet or expires stays new, and so does what came due since.
    """
    school = schools.current()
    found = since.gather(school.id, today, school.working_days)
    read = {
        item.key: item.stamp
        for item in found.news
        if item.section not in _NEWS and (item.day is None or item.day < found.window.since)
    }
    visits.mark_seen(school.id, read, found.window.since)
