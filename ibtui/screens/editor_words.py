"""What the editor says about the minutes it holds: which, since when, and where to begin."""

from __future__ import annotations

import datetime as dt

from ibtui.care.agenda import says_something
from ibtui.care.dates import short_date
from ibtui.care.minutes import parse
from ibtui.care.words import Audience, MinutesStatus
from ibtui.store import conversations
from ibtui.store.minutes import UNTOUCHED, MinutesText


def title(row: MinutesText) -> str:
    """ "Groot overleg · Roos van Dijk · groep 5"; "Groot overleg v2" when it isn't the first edition."""
    card = conversations.conversation(row.conversation_id)
    kind = row.kind.capitalize()
    if row.edition > 1:
        kind += f" v{row.edition}"
    if row.audience == Audience.PRIVATE:
        kind += " (privé)"
    groups = {pupil.group for pupil in card.pupils if pupil.group}
    group = f"groep {groups.pop()}" if len(groups) == 1 else ""
    return " · ".join(text for text in (kind, row.about, group) if text)


def frozen_words(row: MinutesText, today: dt.date) -> str:
    if row.status == MinutesStatus.DRAFT:
        return ""
    moment = row.sent_at if row.status == MinutesStatus.SENT else row.fixed_at
    on = f" op {short_date(moment.date(), today)}" if moment else ""
    return f"{row.status.capitalize()}{on}: verandert niet meer. F2 maakt een nieuwe versie."


def moment(saved_at: dt.datetime, today: dt.date) -> str:
    """ "13:24:07", or the day when that is another."""
    return f"{saved_at:%H:%M:%S}" if saved_at.date() == today else short_date(saved_at.date(), today)


def first_place(row: MinutesText) -> tuple[int, int]:
    """Under the first heading of a text that only has its template and agenda; at the top of a frozen one; else
    at the end."""
    if row.status != MinutesStatus.DRAFT:
        return 0, 0
    parsed = parse(row.text, row.day)
    if row.version == UNTOUCHED or not says_something(parsed.lines):
        under = [point.line + 1 for point in parsed.points if point.title]
        return (min(under[0], len(parsed.lines) - 1) if under else 0), 0
    last = row.text.rpartition("\n")[2]
    return len(parsed.lines) - 1, len(last)
