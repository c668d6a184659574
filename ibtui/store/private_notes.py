"""Private notes (werkaantekeningen): what isn't thrown away in time becomes part of the file.

A note expires, and so do private lines (`%`) in minutes of the dossier. At the start of a day `warn` marks what expires
within two weeks, which the screens then show; `expire` deletes for good what is over and was shown on an earlier day.
She can keep one longer, or write it anew for the dossier (`promoting`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from peewee import Expression, ModelSelect, fn

from ibtui.care.dates import short_date
from ibtui.care.minutes import Mark, mark_of
from ibtui.care.words import Audience
from ibtui.errors import BadInput, IbtuiError
from ibtui.store import conversations, database, erase, labels, own_notes
from ibtui.store.actions import NOT_DONE
from ibtui.store.change import forget_steps, write
from ibtui.store.models import ActionItem, Attendance, Conversation, Minutes, Revision, Visit
from ibtui.values import dataclass

_WARNED_BEFORE = dt.timedelta(days=14)
_AWAY = dt.timedelta(days=120)
"""Longer than any holiday: after it, or when the clock is wrong, nothing goes before there was time to look."""
_NEAR = 21
"""Days within which an end is told in days."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """One note. `about`: whom; `day`: of the conversation; `lines`: not the whole of it, only its private lines."""

    id: int
    about: str
    kind: str
    day: dt.date
    expires_on: dt.date
    lines: bool = False


def expiring(school: int, until: dt.date, *, warned: bool = False) -> list[Expiring]:
    """Own notes that expire before `until`, or did already: the oldest first. At most four queries.

    With `warned` also what the ib'er was warned of: notes, and private lines of minutes, that expire within two weeks.
    """
    soon = (Conversation.expires_on < until) & (Conversation.audience == Audience.PRIVATE)
    if warned:
        soon |= Conversation.warned_on.is_null(False) & Conversation.expires_on.is_null(False)
    query = Conversation.select(
        Conversation.id, Conversation.kind, Conversation.audience, Conversation.day, Conversation.expires_on
    ).where((Conversation.school == school) & soon & ~_is_emptied() & own_notes.readable())
    query = query.where(Conversation.deleted_at.is_null())
    query = query.order_by(Conversation.expires_on, Conversation.id)
    found = list(labels.tuples(query, tuple[int, str, str, dt.date, dt.date]))
    about = labels.about([number for number, *_more in found]) if found else {}
    return [
        Expiring(
            number,
            about.get(number, labels.NOTHING).text,
            kind if audience == Audience.PRIVATE else f"regels {kind}",
            day,
            ends,
            audience != Audience.PRIVATE,
        )
        for number, kind, audience, day, ends in found
    ]


def expiry_words(ends: dt.date, today: dt.date) -> str:
    """ "verloopt over 9 dagen", "verloopt di 5 jan 2027", "verlopen sinds ma 2 nov"."""
    left = (ends - today).days
    if left < 0:
        return f"verlopen sinds {short_date(ends, today)}"
    if left <= _NEAR:
        return f"verloopt {({0: 'vandaag', 1: 'morgen'}).get(left) or f'over {left} dagen'}"
    return f"verloopt {short_date(ends, today)}"


def keep_until(conversation_id: int, day: dt.date | None, today: dt.date) -> None:
    """Keep a private note until another day. Raises `BadInput` when that day isn't after today."""
    if day is None or day <= today:
        raise BadInput("Deze dag kan niet", "Kies een dag na vandaag.")
    with write("privénotitie langer bewaard") as change:
        row = change.edit(Conversation, conversation_id)
        own_notes.refuse(row)
        row.expires_on, row.warned_on = day, None
        change.save(row)


# --- at the start of a day ---


def begin_day(school: int, today: dt.date, *, first: bool = True) -> int:
    """`expire` and then `warn`; how many notes and texts expired. Never fails: tomorrow is another day.

    `first`: for the first time today. Only then texts are looked through for private lines: that reads them all.
    Nothing expires in the first two weeks after nobody was here for long: the clock may be wrong.
    """
    gone = 0
    with suppress(IbtuiError, database.StoreFault):
        if not _was_away(school, today):
            gone = expire(school, today)
        warn(school, today, in_texts=first)
    return gone


def _was_away(school: int, today: dt.date) -> bool:
    """Whether of the days with a visit the last one of before two weeks ago is very long ago."""
    before = Visit.select(fn.MAX(Visit.day)).where(
        (Visit.school == school) & (Visit.day < today - _WARNED_BEFORE)
    )
    found = before.scalar()
    return found is not None and found < today - _WARNED_BEFORE - _AWAY


def warn(school: int, today: dt.date, *, in_texts: bool = True) -> int:
    """Mark what expires within two weeks, or has: from now on the screens show it. How many there are anew.
    `in_texts`: also private lines of minutes, for which each text must be read."""
    term = term_of(school, today) if in_texts else None
    soon = _soon(school, today)
    with_lines = [] if term is None else _with_private_lines(school, today + _WARNED_BEFORE - term)
    if not soon and not with_lines:
        return 0
    with write("gewaarschuwd dat privénotities verlopen", undoable=False) as change:
        for number in soon:
            row = change.edit(Conversation, number)
            _warn_of(row, today)
            change.save(row)
        for number in with_lines:
            row = change.edit(Conversation, number)
            ends = row.day + (term or _WARNED_BEFORE)
            row.expires_on, row.warned_on = max(ends, today + _WARNED_BEFORE), today  # nobody was told before
            change.save(row)
    return len(soon) + len(with_lines)


def expire(school: int, today: dt.date) -> int:
    """Delete for good what is over and was shown on an earlier day; of a note in the bin no warning is needed.

    A note with open promises is only emptied: so those stay with its writer, and go to nobody else and into no paper.
    It goes when they are done. Minutes of the dossier only lose their private lines. In what somebody
    wrote after the warning nothing goes for two weeks. How many notes and texts it were.
    """
    if not _over(school, today).exists():
        return 0
    with write("privénotities verlopen", undoable=False) as change:
        rows = list(_over(school, today))
        later = _written_after_warning(rows, today)
        going = [row for row in rows if int(row.id) not in later]
        notes = {int(row.id) for row in going if row.audience == Audience.PRIVATE}
        _erase(notes)
        for row in rows:
            if int(row.id) in notes:
                continue
            fresh = change.edit(Conversation, int(row.id), binned=True)
            fresh.expires_on = later.get(int(row.id))
            if fresh.expires_on is None:
                _without_private_lines(row)
                fresh.warned_on = None
            change.save(fresh)
        for row in rows[:1]:
            change.about(row)
        erase.merge_index()
    forget_steps()
    return len(going)


def _over(school: int, today: dt.date) -> ModelSelect[Conversation]:
    return Conversation.select().where(
        (Conversation.school == school)
        & (Conversation.expires_on < today)
        & ((Conversation.warned_on < today) | Conversation.deleted_at.is_null(False))
        & ~_is_emptied()
    )


def _is_emptied() -> Expression:
    """A note of which nothing is left but promises that must be done yet."""
    texts = Minutes.select(Minutes.id).where(Minutes.conversation == Conversation.id)
    promises = ActionItem.select(ActionItem.id).where(
        (ActionItem.conversation == Conversation.id) & _is_open()
    )
    bare = (Conversation.audience == Audience.PRIVATE) & (Conversation.purpose == "")
    only_promises: Expression = bare & ~fn.EXISTS(texts) & fn.EXISTS(promises)
    return only_promises


def _is_open() -> Expression:
    left: Expression = ActionItem.status.in_(NOT_DONE) & ActionItem.deleted_at.is_null()
    return left


def term_of(school: int, day: dt.date) -> dt.timedelta | None:
    """How long a private note of this day is kept; None when the school switched that off."""
    ends = conversations.private_until(school, day)
    return None if ends is None else ends - day


def _soon(school: int, today: dt.date) -> list[int]:
    """What must be warned of; and what was warned of on a day that is still to come, when the clock was wrong."""
    fresh = (Conversation.expires_on <= today + _WARNED_BEFORE) & Conversation.warned_on.is_null()
    query = Conversation.select(Conversation.id).where(
        (Conversation.school == school)
        & (fresh | (Conversation.warned_on > today))
        & Conversation.deleted_at.is_null()
    )
    return [int(row.id) for row in query]


def _warn_of(row: Conversation, today: dt.date) -> None:
    near = row.expires_on is not None and row.expires_on <= today + _WARNED_BEFORE
    row.warned_on = today if near else None
    if not near and row.audience != Audience.PRIVATE:
        row.expires_on = None  # counted from a wrong day


def _with_private_lines(school: int, until: dt.date) -> list[int]:
    """Conversations of the dossier up to this day with a private line in a text of theirs, that have no end yet."""
    whose = (
        (Conversation.school == school)
        & (Conversation.audience == Audience.DOSSIER)
        & Conversation.expires_on.is_null()
        & (Conversation.day <= until)
        & Conversation.deleted_at.is_null()
    )
    now = Minutes.select(Minutes.conversation, Minutes.text).join(Conversation)
    earlier = Revision.select(Minutes.conversation, Revision.text).join(Minutes).join(Conversation)
    found = [
        *labels.tuples(now.where(whose & Minutes.text.contains("%")), tuple[int, str]),
        *labels.tuples(earlier.where(whose & Revision.text.contains("%")), tuple[int, str]),
    ]
    return sorted({number for number, text in found if public(text) != text})


def public(text: str) -> str:
    """Minutes without their private lines; all other lines as they are."""
    return "\n".join(line for line in text.split("\n") if mark_of(line) is not Mark.PRIVATE)


def _written_after_warning(rows: Iterable[Conversation], today: dt.date) -> dict[int, dt.date]:
    """Until when what was written in after its warning stays: two weeks from then. What is in the bin doesn't."""
    warned = {int(row.id): row.warned_on for row in rows if row.deleted_at is None and row.warned_on}
    query = Minutes.select(Minutes.conversation, Minutes.changed_at)
    found: dict[int, dt.date] = {}
    for part in erase.parts(warned):
        for row in query.where(Minutes.conversation.in_(part)):
            day = row.changed_at.date()
            until = max(day + _WARNED_BEFORE, found.get(row.conversation_id, dt.date.min))
            if warned[row.conversation_id] <= day <= today <= until:
                found[row.conversation_id] = until
    return found


def _without_private_lines(talk: Conversation) -> None:
    """Every edition and every earlier text of it."""
    for row in Minutes.select().where(Minutes.conversation == talk):
        for part in Revision.select().where(Revision.minutes == row):
            Revision.update(text=public(part.text)).where(Revision.id == part.id).execute()
        if (text := public(row.text)) != row.text:
            fresh = {"text": text, "in_search": True, "version": row.version + 1}
            Minutes.update(fresh).where(Minutes.id == row.id).execute()


def _erase(notes: set[int]) -> None:
    """The notes with all that is theirs; of those with open promises only the words."""
    kept: set[int] = set()
    for part in erase.parts(notes):
        promises = ActionItem.select(ActionItem.conversation).where(ActionItem.conversation.in_(part))
        found = labels.tuples(promises.where(_is_open()), tuple[int])
        kept |= {number for (number,) in found}
    for part in erase.parts(kept):
        _empty(part)
    erase.erase(erase.closure({Conversation: notes - kept}))


def _empty(part: list[int]) -> None:
    """What stays: that there was a note, its day, about whom, and what must be done yet."""
    of_note = ActionItem.conversation.in_(part)
    loose = {
        ActionItem.minutes: None,
        ActionItem.gone_line: "",
        ActionItem.cut_off: "",
        ActionItem.version: ActionItem.version + 1,
    }
    ActionItem.update(loose).where(of_note & _is_open()).execute()
    bare = {"purpose": "", "place": "", "version": Conversation.version + 1}
    Conversation.update(bare).where(Conversation.id.in_(part)).execute()
    settled = ActionItem.select(ActionItem.id).where(of_note & ~_is_open())
    texts = Minutes.select(Minutes.id).where(Minutes.conversation.in_(part))
    seats = Attendance.select(Attendance.id).where(Attendance.conversation.in_(part))
    going = {
        ActionItem: {int(row.id) for row in settled},
        Minutes: {int(row.id) for row in texts},
        Attendance: {int(row.id) for row in seats},
    }
    erase.erase(erase.closure(going))
