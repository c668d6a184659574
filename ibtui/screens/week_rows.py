"""How the week is drawn: the rows of a day, and the chosen conversation beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import ConversationStatus
from ibtui.screens.lines import (
    action_row,
    conversation_notes,
    conversation_sign,
    joined,
    minutes_words,
    seat_line,
)
from ibtui.store.conversations import ConversationCard, ConversationRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, line, part, wrap


def day_rows(
    day: dt.date, today: dt.date, found: Sequence[ConversationRow], chosen: str, width: int
) -> list[Row]:
    """The heading of a day and its conversations; a day of the weekend only when there is something on it."""
    if not found and day.weekday() > 4 and day != today:
        return []
    name = part(weekday_day(day), "strong" if day == today else "muted")
    rows = [heading(line(name, part("  vandaag" if day == today else "", "accent")))]
    if not found:
        return [*rows, Row(f"dag:{day}", (line(part("niets gepland", "muted")),))]
    return rows + [_talk(row, chosen == f"gesprek:{row.id}", width) for row in found]


def _talk(row: ConversationRow, chosen: bool, width: int) -> Row:
    """One conversation; what needs saying, and more when it is chosen, on a second line."""
    first = line(
        column(f"{row.start:%H:%M}" if row.start else "–", 7, "" if row.start else "muted"),
        column(row.kind, 19),
        column(row.about or row.purpose, width - 28, "strong" if chosen else ""),
        " ",
        conversation_sign(row),
    )
    notes = conversation_notes(row)
    if chosen:
        notes += [part(item, "muted") for item in _more(row)]
    lines = (first, line(" " * 7, *joined(notes))) if notes else (first,)
    return Row(f"gesprek:{row.id}", lines)


def _more(row: ConversationRow) -> list[str]:
    """What the chosen conversation tells about itself in half a line."""
    people = "genodigd" if row.status == ConversationStatus.PLANNED else "aan tafel"
    said = [
        f"{row.invited} {people}" if row.invited else "",
        minutes_words(row),
        row.purpose if row.about else "",
    ]
    return [item for item in said if item] or ["Enter opent, a schrijft het verslag"]


def detail_lines(card: ConversationCard, today: dt.date, width: int) -> list[Line]:
    """The chosen conversation whole, for a wide screen."""
    row = card.row
    found: list[Line] = [line(part(" · ".join(filter(None, (row.kind, row.place, row.status))), "muted"))]
    found += [joined(notes) for notes in (conversation_notes(row),) if notes]
    found += [line(part(text)) for text in wrap(row.purpose, width) if row.purpose]
    if card.seats:
        found += [(), line(part("Aan tafel", "strong"))]
        found += [seat_line(seat, width) for seat in card.seats]
    if minutes_words(row):
        found += [(), line(part(minutes_words(row).capitalize(), "strong"))]
    if card.actions:
        found += [(), line(part("Afspraken", "strong"))]
        for item in card.actions:
            found += action_row(item, today, width).lines
    return found


def weekday_day(day: dt.date) -> str:
    """ "ma 23": the days of the week need no month, the heading says it."""
    return " ".join(short_date(day, day).split()[:2])
