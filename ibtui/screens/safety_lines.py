"""How the meldcode of one pupil looks: five steps, and of each what was seen, heard and thought apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import due_words, short_date
from ibtui.care.meldcode import FIVE, Step
from ibtui.screens.concern_lines import fact
from ibtui.screens.lines import joined
from ibtui.store.safety import SafetyCard, SafetyStepRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, line, part, wrap

_NOWHERE = (
    "Wat je hier schrijft, staat nergens anders: niet in zoeken, niet in lijsten, niet in documenten. "
    "Andere ib'ers van je school kunnen het hier lezen."
)


def empty_lines(name: str, width: int) -> list[Line]:
    """Nothing was written yet."""
    more = (f"Druk op n voor stap 1: {FIVE[0].name}.", _NOWHERE)
    return [
        line(part(f"Voor {name} is hier nog niets opgeschreven.", "strong")),
        *(line(part(piece, "muted")) for words in more for piece in wrap(words, width)),
    ]


def record_rows(
    cards: Sequence[SafetyCard], next_on: dt.date | None, today: dt.date, width: int
) -> list[Row]:
    """The newest record first. `next_on`: when the next step of that one is due."""
    rows: list[Row] = []
    for number, card in enumerate(cards):
        rows += [heading()] if number else []
        rows += _record(card, next_on if not number else None, today, width)
        if card.closed_on is None:
            for step in FIVE:
                rows += _step_rows(step, card, today, width)
        else:
            rows += [_taken(row, today, width, named=True) for row in card.steps]
    rows += [heading(), *(heading(line("  ", part(piece, "muted"))) for piece in wrap(_NOWHERE, width - 2))]
    return rows


def _record(card: SafetyCard, next_on: dt.date | None, today: dt.date, width: int) -> list[Row]:
    """Since when, by whom, and how it stands."""
    state: list[Part] = [part("loopt", "accent") if card.closed_on is None else part("× afgesloten", "muted")]
    state.append(part(f"begonnen {short_date(card.opened_on, today)} door {card.writer}", "muted"))
    lines: list[Line] = [joined(state)]
    if card.reported_on is not None:
        lines += fact("gemeld", f"bij Veilig Thuis, {short_date(card.reported_on, today)}", width)
    if card.closed_on is not None:
        lines += fact("afgesloten", short_date(card.closed_on, today), width)
    elif next_on is not None:
        late = next_on < today
        words = f"{'! ' if late else ''}{short_date(next_on, today)}, {due_words(next_on, today)}"
        words = words if next_on - today <= dt.timedelta(1) or late else short_date(next_on, today)
        lines += fact("volgende stap", words, width, "late" if late else "")
    first, *more = lines
    return [Row(f"dossier:{card.id}", (first, *more))]


def _step_rows(step: Step, card: SafetyCard, today: dt.date, width: int) -> list[Row]:
    """One of the five: what was done, or what it asks."""
    taken = [row for row in card.steps if row.step == step.number]
    sign = part("✓ ", "good") if taken else part("  ")
    rows = [heading(), heading(line(sign, part(f"Stap {step.number} · {step.name}", "strong")))]
    if not taken:
        rows += [heading(line("    ", part(piece, "muted"))) for piece in wrap(step.help, width - 4)]
    return rows + [_taken(row, today, width) for row in taken]


def _taken(row: SafetyStepRow, today: dt.date, width: int, *, named: bool = False) -> Row:
    """A step that was taken. Facts, what was heard and what one makes of it never stand in one line."""
    name = f" · stap {row.step}" if named else ""
    first = line(
        "  ",
        part(f"{short_date(row.day, today)}{name}", "strong"),
        part(f"  {row.who}" if row.who else "", "muted"),
    )
    lines: list[Line] = []
    for label, text in (("feiten", row.facts), ("gehoord", row.heard), ("wat ik denk", row.meaning),
                        ("besluit", row.decision)):  # fmt: skip
        lines += fact(label, text, width - 4)
    if row.next_on is not None:
        lines += fact("volgende stap", short_date(row.next_on, today), width - 4)
    return Row(f"stap:{row.id}", (first, *(line("    ", *one) for one in lines)))
