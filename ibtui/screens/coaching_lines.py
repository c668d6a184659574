"""How a lesson that was looked at looks: a row of the list, and all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import due_words, long_date, short_date
from ibtui.store.observations import ObservationRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, column, line, part, wrap

_DAY = 15
_MOST = 100
"""Cells of a line of the whole text."""


def next_look(row: ObservationRow, today: dt.date) -> dt.date | None:
    """The day to look again: when it is in the week, else as agreed. None: not needed, or done."""
    if row.looked_again_on is not None:
        return None
    return row.planned_on if row.planned_on is not None and row.planned_on >= today else row.look_again_on


def is_late(row: ObservationRow, today: dt.date) -> bool:
    """Whether somebody should have looked again by now."""
    day = next_look(row, today)
    return day is not None and day < today


def observation_row(row: ObservationRow, today: dt.date, room: int) -> Row:
    """Two lines: day, kijkvraag and when to look again; then group, what was agreed, and who may read it."""
    again = again_part(row, today)
    words = room - _DAY - len(again.text) - 4
    sign = (
        part("! ", "late")
        if is_late(row, today)
        else part("✓ ", "good")
        if row.looked_again_on
        else part("  ")
    )
    first = line(
        sign,
        column(short_date(row.day, today), _DAY - 2, "strong"),
        "  ",
        column(_plain(row.question) or "zonder kijkvraag", words, "" if row.question.strip() else "muted"),
        "  ",
        again,
    )
    said = [row.group, _shared(row), f"afgesproken: {_plain(row.agreed)}" if row.agreed.strip() else ""]
    below = " · ".join(item for item in said if item)
    return Row(f"lesbezoek:{row.id}", (first, line("  ", column(below, room - 2, "muted"))))


def again_part(row: ObservationRow, today: dt.date) -> Part:
    """When to look again, in words; "" when that isn't needed."""
    if row.look_again_on is None:
        return part("")
    if row.looked_again_on is not None:
        return part(f"weer gekeken {short_date(row.looked_again_on, today)}", "muted")
    if row.planned_on is not None and row.planned_on >= today:
        return part(f"in de week {short_date(row.planned_on, today)}", "accent")
    words = f"weer kijken {due_words(row.look_again_on, today)}"
    return part(words, "late" if is_late(row, today) else "muted")


def _shared(row: ObservationRow) -> str:
    if not row.mine:
        return f"van {row.writer}"
    return "gedeeld" if row.shared else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def teacher_heading(name: str, rows: Sequence[ObservationRow]) -> Row:
    """The line above what was seen with one teacher."""
    count = f"  {len(rows)} {'lesbezoek' if len(rows) == 1 else 'lesbezoeken'}"
    return heading(line(part(name, "strong"), part(count, "muted")))


def whole_rows(row: ObservationRow, today: dt.date, width: int) -> list[Row]:
    """All of it, facts and meaning apart, to read."""
    width = min(width, _MOST)
    kept = (
        f"van {row.writer}, gedeeld met jou" if not row.mine else "gedeeld met andere ib'ers van deze school"
    )
    top = " · ".join(
        item for item in (long_date(row.day), row.group, kept if row.shared else "alleen voor jou") if item
    )
    rows = [heading(line(part(words, "muted"))) for words in wrap(top, width)]
    again = again_part(row, today)
    rows += [heading(line(again))] if again.text else []
    for title, text in (
        ("Kijkvraag", row.question),
        ("Wat zag ik (feiten)", row.seen),
        ("Wat denk ik ervan", row.meaning),
        ("Het nagesprek", row.talk),
        ("Afgesproken", row.agreed),
    ):
        if text.strip():
            body: list[Line] = [line(words) for words in wrap(text.strip("\n"), width)]
            rows += [heading(), heading(line(part(title, "strong"))), *(heading(item) for item in body)]
    return rows
