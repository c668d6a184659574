"""The conversations on a pupil's card: those about the pupil, and the groepsbesprekingen in which she was named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import ConversationKind
from ibtui.screens.lines import conversation_notes, conversation_sign, joined, minutes_words
from ibtui.screens.who_lines import plain
from ibtui.store.conversations import ConversationRow
from ibtui.store.group_review import SpokenOf
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import column, line, part

_ROOMY = 70  # room for a conversation on one line, with what it is about


def talk_rows(
    talks: Sequence[ConversationRow], spoken: Sequence[SpokenOf], today: dt.date, width: int
) -> list[Row]:
    """All of them by day, the newest first. Of a groepsbespreking only that it was, never what stands in it."""
    rows = [heading(line(part("Gesprekken", "strong")))]
    found = [(row.day, 1, _talk_row(row, today, width)) for row in talks]
    known = {row.minutes_id for row in talks}
    others = [one for one in spoken if one.minutes_id not in known]
    found += [(one.day, 0, _spoken_row(one, talks, today, width)) for one in others]
    found.sort(key=lambda item: item[:2], reverse=True)  # stable: those of one day stay in their order
    rows += [row for _day, _sort, row in found]
    if not found:
        rows += plain("  Nog geen gesprekken. Druk op n, dan g.", width)
    return rows


def _spoken_row(one: SpokenOf, talks: Sequence[ConversationRow], today: dt.date, width: int) -> Row:
    first = line(
        column(short_date(one.day, today), 16, "muted"), "  ",
        column("besproken in groepsbespreking", width - 18),
    )  # fmt: skip
    since = [row for row in talks if row.kind == ConversationKind.PUPIL_REVIEW and row.day >= one.day]
    if not one.signed_up or since:
        return Row(f"besproken:{one.minutes_id}", (first,))
    below = line(" " * 18, part("aangemeld voor leerlingbespreking, nog geen dag", "warn"))
    return Row(f"besproken:{one.minutes_id}", (first, below))


def _talk_row(row: ConversationRow, today: dt.date, width: int) -> Row:
    notes = [item for item in conversation_notes(row) if not row.overlaps or row.day >= today]
    if row.open_actions:
        words = "afspraak open" if row.open_actions == 1 else "afspraken open"
        notes.append(part(f"{row.open_actions} {words}", "warn"))
    one_line = width >= _ROOMY
    minutes = minutes_words(row).removeprefix("verslag ")
    first = line(
        column(short_date(row.day, today), 16, "muted"),
        conversation_sign(row), " ", column(row.kind, 20), " ",
        column(row.purpose if one_line else "", width - 54 if one_line else 0, "muted"), " ",
        part(minutes, "muted"),
    )  # fmt: skip
    if row.purpose and not one_line:
        notes.append(part(row.purpose, "muted"))
    below = line(" " * 18, *joined(notes))
    return Row(f"gesprek:{row.id}", (first, below) if notes else (first,))
