"""How the same things look on every screen: a promise, a conversation, a seat at the table."""

from __future__ import annotations

import datetime as dt

from ibtui.care.dates import due_words
from ibtui.care.words import ActionStatus, Audience, ConversationStatus, Presence
from ibtui.store.actions import ActionRow
from ibtui.store.conversations import ConversationRow, SeatRow
from ibtui.widgets.rows import Row
from ibtui.widgets.text import Line, Part, column, line, part

SETTLED = (ActionStatus.DONE, ActionStatus.DROPPED)


def is_late(row: ActionRow, today: dt.date) -> bool:
    """Whether a promise should have been kept by now."""
    return row.due_on is not None and row.due_on < today and row.status not in SETTLED


def action_row(row: ActionRow, today: dt.date, width: int) -> Row:
    """A promise in two lines: what; about whom, who does it, and when. `width` is that of the list."""
    late, done = is_late(row, today), row.status in SETTLED
    sign = part("! ", "late") if late else part("✓ ", "good") if done else part("  ")
    who = [item for item in (row.about, row.owner) if item]
    when = part(action_when(row, today), "late" if late else "muted")
    return Row(
        f"afspraak:{row.id}",
        (
            line(sign, column(row.what, width - 4, "muted" if done else "")),
            line(*_squeezed(who, when, width - 6)),
        ),
    )


def _squeezed(who: list[str], when: Part, room: int) -> list[Part]:
    """`who`, then `when`. When there is no room the names are cut: the date says what needs doing."""
    names = " · ".join(who)
    indent = part("  ")
    if not names:
        return [indent, when]
    left = room - len(when.text) - 3
    shown = names if len(names) <= left else column(names, max(left, 4)).text.rstrip()
    return [indent, part(f"{shown} · ", "muted"), when]


def action_when(row: ActionRow, today: dt.date) -> str:
    """When a promise is due, or what became of it, in words."""
    if row.status in SETTLED:
        return row.status
    words = due_words(row.due_on, today) if row.due_on or not row.due_text else row.due_text
    return f"{words}, wacht" if row.status == ActionStatus.WAITING else words


def conversation_sign(row: ConversationRow) -> Part:
    """✓ for what was held; a cancelled one says so in words elsewhere."""
    if row.status == ConversationStatus.HELD:
        return part("✓", "good")
    return part("×" if row.status == ConversationStatus.CANCELLED else " ", "muted")


def conversation_notes(row: ConversationRow) -> list[Part]:
    """What must be said of a conversation wherever it stands: overlapping, cancelled, private."""
    notes = []
    if row.overlaps:
        notes.append(part("! overlapt", "warn"))
    if row.status == ConversationStatus.CANCELLED:
        notes.append(part("afgezegd", "muted"))
    if row.audience == Audience.PRIVATE:
        notes.append(part("privé", "accent"))
    return notes


def minutes_words(row: ConversationRow) -> str:
    """Where the minutes of a conversation are, in a word or two; "" when there are none."""
    if row.minutes_status is None:
        return ""
    if row.minutes_status == "concept":
        return "verslag begonnen" if row.has_text else "agenda klaar"
    return f"verslag {row.minutes_status}"


def joined(parts: list[Part], between: str = " · ") -> Line:
    """Parts with a muted sign between them."""
    found: list[Part] = []
    for item in parts:
        found += [part(between, "muted"), item] if found else [item]
    return tuple(found)


def seat_line(seat: SeatRow, width: int) -> Line:
    """Somebody at the table: name, what they are, and whether they were there."""
    what = " · ".join(item for item in (seat.function, seat.organisation) if item)
    names = max(min(24, width // 2 - 4), 10)
    sign = part("✓ ", "good") if seat.presence == Presence.PRESENT else part("  ")
    return line(
        column(seat.name, names),
        "  ",
        column(what, max(width - names - 14, 4), "muted"),
        "  ",
        sign,
        part(seat.presence, "" if seat.presence == Presence.PRESENT else "muted"),
    )


def times(row: ConversationRow) -> str:
    """ "13:00", or "13:00 – 14:00" when it's known how long; "" without a time."""
    if row.start is None:
        return ""
    if not row.duration:
        return f"{row.start:%H:%M}"
    end = dt.datetime.combine(row.day, row.start) + dt.timedelta(minutes=row.duration)
    return f"{row.start:%H:%M} – {end:%H:%M}"
