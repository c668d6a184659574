"""How the week is drawn: the rows of a day, and the chosen conversation beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ibtui.care.dates import short_date
from ibtui.care.school_name import short_name
from ibtui.care.words import ConversationStatus, Presence
from ibtui.screens.deadline_lines import todo_row
from ibtui.screens.lines import (
    action_row,
    conversation_notes,
    conversation_sign,
    is_late,
    joined,
    minutes_words,
)
from ibtui.store.action_rows import ActionRow
from ibtui.store.conversation_rows import ConversationRow, SeatRow
from ibtui.store.deadline_rows import DeadlineRow
from ibtui.store.other_schools import Busy
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, column, fit, line, part, wrap

if TYPE_CHECKING:
    from ibtui.store.conversations import ConversationCard

OLD_COPIES, TERMS = "kopieën", "termijnen"
"""The ids of the rows that tell of old copies, and of terms that don't stand here one by one."""
_MOST_TERMS = 4
"""Terms among what still has to be done; the others are counted."""


def old_copies_row(count: int) -> Row:
    """Copies of minutes that lie in a folder for more than a week: something to do, as a promise is."""
    what = f"{count} Word-kopieën wissen" if count > 1 else "1 Word-kopie wissen"
    return Row(
        OLD_COPIES,
        (
            line(part("! ", "warn"), what),
            line(
                "  ",
                part(
                    "ligt er langer dan een week" if count == 1 else "liggen er langer dan een week", "muted"
                ),
            ),
        ),
    )


def todo_rows(
    promises: Sequence[ActionRow], terms: Sequence[DeadlineRow], today: dt.date, room: int
) -> list[Row]:
    """What still has to be done, by day: the promises, and the terms that come first."""
    shown = terms[:_MOST_TERMS]
    dated = [(row.due_on or dt.date.max, action_row(row, today, room)) for row in promises]
    dated += [(row.due_on, todo_row(row, today, room)) for row in shown]
    rows = [row for _day, row in sorted(dated, key=lambda item: item[0])]
    rest = len(terms) - len(shown)
    if rest:
        words = "nog 1 termijn" if rest == 1 else f"nog {rest} termijnen"
        rows.append(Row(TERMS, (line("  ", part(words), part(" · Enter toont alle", "muted")),)))
    return rows


def late_count(promises: Sequence[ActionRow], terms: Sequence[DeadlineRow], today: dt.date) -> int:
    """How many of these should have been done by now."""
    return sum(is_late(row, today) for row in promises) + sum(row.due_on < today for row in terms)


def day_rows(
    day: dt.date,
    today: dt.date,
    found: Sequence[ConversationRow],
    chosen: str,
    width: int,
    elsewhere: Sequence[Busy] = (),
) -> list[Row]:
    """The heading of a day and its conversations; a day of the weekend only when there is something on it.

    `elsewhere`: what is on at other schools that day, between them by time; it can't be chosen.
    """
    if not found and not elsewhere and day.weekday() > 4 and day != today:
        return []
    name = part(weekday_day(day), "strong" if day == today else "muted")
    rows = [heading(line(name, part("  vandaag" if day == today else "", "accent")))]
    timed = [(item.start or dt.time.max, _elsewhere(item, found, width)) for item in elsewhere]
    if not found:
        nothing = "hier niets gepland" if elsewhere else "niets gepland"
        rows.append(Row(f"dag:{day}", (line(part(nothing, "muted")),)))
    else:
        timed += [
            (row.start or dt.time.max, _talk(row, chosen == f"gesprek:{row.id}", width)) for row in found
        ]
    return rows + [row for _start, row in sorted(timed, key=lambda item: item[0])]


def _elsewhere(item: Busy, found: Sequence[ConversationRow], width: int) -> Row:
    """One muted line: when, where and what kind; it warns when a conversation here is at the same time."""
    double = any(
        item.overlaps(row.day, row.start, row.duration) for row in found
        if row.status != ConversationStatus.CANCELLED
    )  # fmt: skip
    what = f"{short_name(item.school)}: {item.kind}"
    sign = part("! tegelijk " if double else "", "warn")
    room = width - 7 - cell_len(sign.text)
    when = column(f"{item.start:%H:%M}" if item.start else "–", 7, "muted")
    return heading(line("  ", when, sign, part(fit(what, room).rstrip(), "muted")))


def _talk(row: ConversationRow, chosen: bool, width: int) -> Row:
    """One conversation; what needs saying, and more when it is chosen, on a second line."""
    first = line(
        column(f"{row.start:%H:%M}" if row.start else "–", 7, "" if row.start else "muted"),
        column(row.kind, 19),
        column(_whom(row, width - 28), width - 28, "strong" if chosen else ""),
        " ",
        conversation_sign(row),
    )
    notes = conversation_notes(row)
    if chosen:
        notes += _that_fit([part(item, "muted") for item in _more(row)], notes, width - 7)
    lines = (first, line(" " * 7, *joined(notes))) if notes else (first,)
    return Row(f"gesprek:{row.id}", lines)


def _whom(row: ConversationRow, width: int) -> str:
    """Whom it is about; of several pupils who don't fit, the first one "e.a."."""
    text = row.about or row.purpose
    if len(row.pupil_ids) > 1 and cell_len(text) > width:
        return f"{text.split(' ')[0]} e.a."
    return text


def _that_fit(more: Sequence[Part], notes: Sequence[Part], room: int) -> list[Part]:
    """As much of `more` as there is room for behind `notes`; the first of all is cut rather than left out."""
    found: list[Part] = []
    for item in more:
        if (notes or found) and _width(joined([*notes, *found, item])) > room:
            break
        found.append(item)
    return found


def _width(parts: Line) -> int:
    return sum(cell_len(item.text) for item in parts)


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
    what = " · ".join(filter(None, (row.kind, row.place, row.status)))
    found: list[Line] = [line(part(text, "muted")) for text in wrap(what, width)]
    found += [joined(notes) for notes in (conversation_notes(row),) if notes]
    found += [line(part(text)) for text in wrap(row.purpose, width) if row.purpose]
    if card.seats:
        found += [(), line(part("Aan tafel", "strong"))]
        found += [item for seat in card.seats for item in _seat_lines(seat, width)]
    if minutes_words(row):
        found += [(), line(part(minutes_words(row).capitalize(), "strong"))]
    if card.actions:
        found += [(), line(part("Afspraken", "strong"))]
        for item in card.actions:
            found += action_row(item, today, width).lines
    return found


def _seat_lines(seat: SeatRow, width: int) -> list[Line]:
    """Somebody at the table: on one line when that fits, else below each other."""
    sign = part("✓ " if seat.presence == Presence.PRESENT else "  ", "good")
    what = " · ".join(filter(None, (seat.function, seat.organisation)))
    if cell_len(f"{seat.name}  {what}") <= width - 2:
        return [line(sign, seat.name, "  ", part(what, "muted"))]
    return [line(sign, seat.name), *(line("  ", part(text, "muted")) for text in wrap(what, width - 2))]


def weekday_day(day: dt.date) -> str:
    """ "ma 23": the days of the week need no month, the heading says it."""
    return " ".join(short_date(day, day).split()[:2])
