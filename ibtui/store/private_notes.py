"""Private notes (werkaantekeningen) of which the time is over: what isn't thrown away in time becomes part of the file.

Nothing is deleted by itself: she looks at each, and decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.dates import short_date
from ibtui.care.words import Audience
from ibtui.errors import BadInput
from ibtui.store import labels
from ibtui.store.change import write
from ibtui.store.models import Conversation


@dataclass(frozen=True, slots=True)
class Expiring:
    """One note. `about`: whom; `day`: of the conversation."""

    id: int
    about: str
    kind: str
    day: dt.date
    expires_on: dt.date


def expiring(school: int, until: dt.date) -> list[Expiring]:
    """The private notes that expire before `until`, or did already: the oldest first. At most four queries."""
    query = Conversation.select(
        Conversation.id, Conversation.kind, Conversation.day, Conversation.expires_on
    ).where(
        (Conversation.school == school)
        & (Conversation.audience == Audience.PRIVATE)
        & (Conversation.expires_on < until)
        & Conversation.deleted_at.is_null()
    )
    query = query.order_by(Conversation.expires_on, Conversation.id)
    found = list(labels.tuples(query, tuple[int, str, dt.date, dt.date]))
    about = labels.about([number for number, *_more in found]) if found else {}
    return [
        Expiring(number, about.get(number, labels.NOTHING).text, kind, day, ends)
        for number, kind, day, ends in found
    ]


def expiry_words(ends: dt.date, today: dt.date) -> str:
    """ "verloopt do 26 nov", "verlopen sinds ma 2 nov"."""
    if ends == today:
        return "verloopt vandaag"
    return f"{'verloopt' if ends > today else 'verlopen sinds'} {short_date(ends, today)}"


def keep_until(conversation_id: int, day: dt.date | None, today: dt.date) -> None:
    """Keep a private note until another day. Raises `BadInput` when that day isn't after today."""
    if day is None or day <= today:
        raise BadInput("Deze dag kan niet", "Kies een dag na vandaag.")
    with write("privénotitie langer bewaard") as change:
        row = change.edit(Conversation, conversation_id)
        row.expires_on = day
        change.save(row)
