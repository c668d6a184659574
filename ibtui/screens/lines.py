"""How the same things look on every screen: a promise, a conversation, a seat at the table."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from ibtui.care.dates import due_words
from ibtui.care.mentions import unmarked
from ibtui.care.words import ActionStatus, Audience, ConversationStatus, Presence
from ibtui.store.action_rows import ActionRow
from ibtui.store.conversation_rows import ConversationRow, SeatRow
from ibtui.widgets.rows import Row
from ibtui.widgets.text import Line, Part, column, fit, line, part

SETTLED = (ActionStatus.DONE, ActionStatus.DROPPED)

NEXT_PRESENCE = {
    Presence.INVITED: Presence.PRESENT,
    Presence.PRESENT: Presence.ABSENT,
    Presence.ABSENT: Presence.EXCUSED,
    Presence.EXCUSED: Presence.INVITED,
}
"""What the space bar makes of somebody's presence."""


def is_late(row: ActionRow, today: dt.date) -> bool:
    """Whether a promise should have been kept by now."""
    return row.due_on is not None and row.due_on < today and row.status not in SETTLED


def action_row(row: ActionRow, today: dt.date, room: int) -> Row:
    """A promise in two lines: what; about whom, who does it, and when. `room` is that of the list."""
    late, done = is_late(row, today), row.status in SETTLED
    sign = part("! ", "late") if late else part("✓ ", "good") if done else part("  ")
    names, when = _who_and_when(row, action_when(row, today), room - 2)
    return Row(
        f"afspraak:{row.id}",
        (
            line(sign, column(unmarked(row.what), room - 2, "muted" if done else "")),
            line("  ", part(names, "muted"), part(when, "late" if late else "muted")),
        ),
    )


def _who_and_when(row: ActionRow, when: str, room: int) -> tuple[str, str]:
    """The second line of a promise. Short of room: first names, then a shorter word, then the name is cut."""
    about, owner = row.about, unmarked(row.owner)
    child = about.split(" ")[0] if row.pupil_id is not None else about
    doer = _first_name(owner) if row.owner_id is not None else fit(owner, min(cell_len(owner), 8)).rstrip()
    short = when.replace(" te laat", " laat")
    for one, other, words in (
        (about, owner, when),
        (child, owner, when),
        (child, doer, when),
        (child, doer, short),
    ):
        names = "".join(f"{item} · " for item in (one, other) if item)
        if cell_len(names + words) <= room:
            return names, words
    left = max(room - cell_len(f"{doer} · {short}") - 3, 4)
    return "".join(f"{item} · " for item in (fit(child, left).rstrip(), doer) if item), short


def _first_name(name: str) -> str:
    """ "Ans" of "juf Ans", "Sanne" of "Sanne de Boer"."""
    return next((word for word in name.split(" ") if word[:1].isupper()), name)


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


def conversation_notes(row: ConversationRow, until: str = "") -> list[Part]:
    """What must be said of a conversation wherever it stands: overlapping, cancelled, private (and `until` when)."""
    notes = []
    if row.overlaps:
        notes.append(part("! overlapt", "warn"))
    if row.status == ConversationStatus.CANCELLED:
        notes.append(part("afgezegd", "muted"))
    if row.audience == Audience.PRIVATE:
        notes.append(part(f"privé, {until}" if until else "privé", "accent"))
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


def seat_line(seat: SeatRow, room: int) -> Line:
    """Somebody at the table: whether they were there, name, and what they are; the word too where it fits."""
    there = seat.presence == Presence.PRESENT
    sign = part("✓ " if there else "  ", "good")
    what = " · ".join(item for item in (seat.function, seat.organisation) if item)
    if room < 46:
        names = max(min(20, room - 14), 8)
        return line(sign, column(seat.name, names), "  ", column(what, room - names - 4, "muted"))
    names = min(24, room // 2 - 4)
    word = part(seat.presence, "" if there else "muted")
    return line(column(seat.name, names), "  ", column(what, room - names - 15, "muted"), "  ", sign, word)


def times(row: ConversationRow) -> str:
    """ "13:00", or "13:00 – 14:00" when it's known how long; "" without a time."""
    if row.start is None:
        return ""
    if not row.duration:
        return f"{row.start:%H:%M}"
    end = dt.datetime.combine(row.day, row.start) + dt.timedelta(minutes=row.duration)
    return f"{row.start:%H:%M} – {end:%H:%M}"
