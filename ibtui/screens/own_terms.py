"""The terms (termijnen) that one record set off, as its own screen shows them, with where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.dates import due_words
from ibtui.screens import deadline_doing
from ibtui.screens.base import IbScreen
from ibtui.store import deadlines
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import at_most, line, part


def own_terms(school: int, subject: str, pupil: int) -> list[DeadlineRow]:
    """Those that run and belong to this record ("opp:3")."""
    return [term for term in deadlines.deadlines(school, pupil_id=pupil) if term.subject == subject]


def term_rows(terms: Sequence[DeadlineRow], today: dt.date, width: int) -> list[Row]:
    """The terms that run, each with when and in which holiday; Enter says where it comes from. Nothing without."""
    if not terms:
        return []
    more = part("  Enter laat zien waar dat staat", "muted")
    rows = [heading(), heading(line(part("Termijnen", "strong"), more))]
    return rows + [_term_row(term, today, width) for term in terms]


def _term_row(term: DeadlineRow, today: dt.date, width: int) -> Row:
    late = term.due_on < today
    when = part(f"{'! ' if late else ''}{due_words(term.due_on, today)}", "late" if late else "accent")
    holiday = f" · valt in {term.holiday}" if term.holiday else ""
    room = width - cell_len(when.text + holiday) - 3
    kind = f" · {term.kind_words}" if cell_len(f"{term.name} · {term.kind_words}") <= room else ""
    name, more = at_most(term.name, max(room, 20)), f"{kind}{holiday}"
    return Row(f"termijn:{term.id}", (line(part(name), part(" · ", "muted"), when, part(more, "muted")),))


def show_source(screen: IbScreen, term: DeadlineRow) -> None:
    """Where a term comes from, in the small window that `b` gives elsewhere."""
    deadline_doing.source_of(screen, term)
