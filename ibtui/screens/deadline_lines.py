"""How terms (termijnen) look: two lines each in a list, and all that is known of one beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.dates import due_words, short_date
from ibtui.store.deadline_rows import DeadlineRow
from ibtui.store.labels import group_label
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, fit, line, part, wrap

SOON = dt.timedelta(weeks=6)
"""What is due within this time stands above the rest."""
_WHEN = 20
"""Cells for when it is due: "10 maanden te laat"."""
_NARROW = 50
"""With less room the day stands on the second line."""
_LABEL = 12


def term_id(row: DeadlineRow) -> str:
    """The id of its row in a list."""
    return f"termijn:{row.id}"


def is_late(row: DeadlineRow, today: dt.date) -> bool:
    """Whether it should have been done by now."""
    return row.done_on is None and row.due_on < today


def by_time(rows: Sequence[DeadlineRow], today: dt.date) -> list[tuple[str, list[DeadlineRow]]]:
    """The terms under their headings; a heading without terms is left out."""
    heads = ("Te laat", "Binnen zes weken", "Later", "Gedaan")
    found: dict[str, list[DeadlineRow]] = {head: [] for head in heads}
    for row in sorted(rows, key=lambda one: (one.due_on, one.id)):
        if row.done_on is not None:
            found["Gedaan"].append(row)
        elif row.due_on < today:
            found["Te laat"].append(row)
        else:
            found["Binnen zes weken" if row.due_on <= today + SOON else "Later"].append(row)
    found["Gedaan"].sort(key=lambda one: one.done_on or today, reverse=True)
    return [(head, items) for head, items in found.items() if items]


def list_rows(
    rows: Sequence[DeadlineRow], today: dt.date, room: int, *, one_child: bool = False, chosen: str = ""
) -> list[Row]:
    """The whole list, with its headings. `one_child`: the heading of the screen says whose they are."""
    found: list[Row] = []
    for head, items in by_time(rows, today):
        found += [heading()] if found else []
        look: Look = "late" if head == "Te laat" else "strong"
        sign = "! " if head == "Te laat" else ""
        found.append(heading(line(part(f"{sign}{head}", look), part(f"  {len(items)}", "muted"))))
        found += [
            term_row(row, today, room, one_child=one_child, whole=term_id(row) == chosen) for row in items
        ]
    return found


def term_row(
    row: DeadlineRow, today: dt.date, room: int, *, one_child: bool = False, whole: bool = False
) -> Row:
    """A term: what and when; below it who, what set it and what has to be said, in one line or `whole`."""
    when = part(when_words(row, today), "late" if is_late(row, today) else "muted")
    if room < _NARROW:
        who = "" if one_child else f" · {about(row)}"
        second = (when, part(fit(who, room - 2 - cell_len(when.text)).rstrip(), "muted"))
        return Row(term_id(row), (line(sign(row, today), column(row.name, room - 2)), line("  ", *second)))
    names = [row.name]
    if whole:
        names = wrap(row.name, room - 2 - _WHEN - 2)
    first = line(
        sign(row, today), column(names[0], room - 2 - _WHEN - 2, "muted" if row.done_on else ""), "  ", when
    )
    below = [] if one_child else [about(row)]
    below += [_ends(row, today), row.kind_words]
    below += [f"valt in {row.holiday}" if row.holiday and row.done_on is None else ""]
    below += [f"reden: {row.reason}" if row.reason else "", row.note]
    said = " · ".join(" ".join(words.split()) for words in below if words)
    more = wrap(said, room - 2) if whole else [fit(said, room - 2).rstrip()]
    lines = [
        first,
        *(line("  ", text) for text in names[1:]),
        *(line("  ", part(text, "muted")) for text in more),
    ]
    return Row(term_id(row), tuple(lines))


def sign(row: DeadlineRow, today: dt.date) -> Part:
    """ "!" for what is late, "✓" for what is done."""
    if row.done_on is not None:
        return part("✓ ", "good")
    return part("! ", "late") if is_late(row, today) else part("  ")


def when_words(row: DeadlineRow, today: dt.date) -> str:
    """When it is due, or when it was done."""
    if row.done_on is not None:
        return f"gedaan {short_date(row.done_on, today)}"
    return due_words(row.due_on, today)


def _ends(row: DeadlineRow, today: dt.date) -> str:
    """When what has to be renewed runs out: "loopt af za 31 jul 2027"; "" for other terms."""
    return f"loopt af {short_date(row.ends_on, today)}" if row.ends_on else ""


def about(row: DeadlineRow) -> str:
    """Whom it is about: "Roos van Dijk · groep 3/4"."""
    group = group_label(row.group) if row.group else ""
    return " · ".join(item for item in (row.pupil, group) if item) or "hele school"


def summary_words(rows: Sequence[DeadlineRow], today: dt.date) -> Line:
    """ "7 termijnen · ! 2 te laat"."""
    late = sum(is_late(row, today) for row in rows)
    count = part(f"{len(rows)} {'termijn' if len(rows) == 1 else 'termijnen'}", "strong")
    return (part("  "), count, *((part(f" · ! {late} te laat", "late"),) if late else ()))


def detail_rows(row: DeadlineRow | None, source: str, today: dt.date, width: int) -> list[Row]:
    """All that is known of one term, with where it comes from."""
    if row is None:
        return []
    facts = (
        ("over", about(row)),
        ("wanneer", when_words(row, today)),
        ("dat is", short_date(row.due_on, today)),
        ("loopt af", short_date(row.ends_on, today) if row.ends_on else ""),
        ("telt vanaf", "" if row.ends_on else short_date(row.base_on, today)),
        ("let op", f"deze dag valt in {row.holiday}" if row.holiday else ""),
        ("reden", row.reason),
        ("notitie", row.note),
        ("soort", row.kind_words),
        ("bron", source),
    )
    rows = [heading(line(part(words, "strong"))) for words in wrap(row.name, width)]
    rows.append(heading())
    for label, text in facts:
        for number, words in enumerate(wrap(text.strip(), width - _LABEL) if text.strip() else []):
            rows.append(heading(line(column("" if number else label, _LABEL, "muted"), part(words))))
    return rows


# ── in the week ────────────────────────────────────────────────────────────────
def todo_row(row: DeadlineRow, today: dt.date, room: int) -> Row:
    """A term among what still has to be done: what; whose and when."""
    late = is_late(row, today)
    when = due_words(row.due_on, today)
    child = row.pupil.split(" ")[0] if row.pupil else ""
    below = (part(f"{child} · " if child else "", "muted"), part(when, "late" if late else "muted"))
    return Row(term_id(row), (line(sign(row, today), column(row.name, room - 2)), line("  ", *below)))
