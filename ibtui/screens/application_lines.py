"""How one application (aanvraag) looks: what it is, the papers that it needs, and its terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.dates import short_date
from ibtui.care.words import ApplicationStatus
from ibtui.screens.concern_lines import fact
from ibtui.screens.lines import joined
from ibtui.screens.own_terms import term_rows
from ibtui.store.applications import ApplicationRow, PaperRow
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, line, part, wrap

_LOOKS: dict[str, Look] = {ApplicationStatus.GRANTED: "good", ApplicationStatus.REFUSED: "warn"}
_SIGNS = {ApplicationStatus.GRANTED: "✓ ", ApplicationStatus.REFUSED: "× ", ApplicationStatus.STOPPED: "× "}


def application_rows(
    row: ApplicationRow, terms: Sequence[DeadlineRow], today: dt.date, width: int
) -> list[Row]:
    """All of it. `terms`: those that run and belong to it."""
    first, *more = _facts(row, today, width - 2)
    rows = [Row(f"aanvraag:{row.id}", (first,)), *(heading(line("  ", *one)) for one in more)]
    count = f"  {row.ticked} van {len(row.papers)} zijn er" if row.papers else "  nog geen: n zet er een bij"
    rows += [heading(), heading(line(part("Stukken", "strong"), part(count, "muted")))]
    rows += [paper_row(paper, today, width) for paper in row.papers]
    return [*rows, *term_rows(terms, today, width)]


def _facts(row: ApplicationRow, today: dt.date, width: int) -> list[Line]:
    sign = _SIGNS.get(ApplicationStatus(row.status), "")
    state = [part(f"{sign}{row.status}", _LOOKS.get(row.status, "accent"))]
    state.append(part(f"begonnen {short_date(row.started_on, today)}", "muted"))
    if row.complete_on is not None:
        state.append(part(f"ingeleverd {short_date(row.complete_on, today)}", "muted"))
    lines: list[Line] = [line(part(row.kind, "strong")), joined(state)]
    lines += fact("voor welke hulp", row.what, width) + fact("bij", row.agency, width)
    lines += fact("zorg", row.concern, width)
    lines += fact("besluit", _decision(row, today), width) + fact("geldig", _valid(row, today), width)
    lines += fact("categorie", row.category, width)
    return lines + fact("notitie", row.note, width)


def _decision(row: ApplicationRow, today: dt.date) -> str:
    day = short_date(row.decided_on, today) if row.decided_on else ""
    return ": ".join(item for item in (day, row.outcome) if item)


def _valid(row: ApplicationRow, today: dt.date) -> str:
    first = f"vanaf {short_date(row.valid_from, today)}" if row.valid_from else ""
    last = f"tot en met {short_date(row.valid_until, today)}" if row.valid_until else ""
    return " ".join(item for item in (first, last) if item)


def paper_row(paper: PaperRow, today: dt.date, width: int) -> Row:
    """A paper with its tick; behind it, or below it when there is no room, since when it is there."""
    there = paper.ticked_on is not None
    since = f"er sinds {short_date(paper.ticked_on, today)}" if paper.ticked_on else ""
    pieces = wrap(paper.name, width - 2)
    fits = len(pieces) == 1 and cell_len(pieces[0]) + len(since) + 4 <= width
    first = line(part("☑ " if there else "☐ ", "good" if there else ""), part(pieces[0]))
    if fits and since:
        return Row(f"stuk:{paper.id}", ((*first, part(f"  {since}", "muted")),))
    below = [
        *(line("  ", piece) for piece in pieces[1:]),
        *([line("  ", part(since, "muted"))] if since else []),
    ]
    return Row(f"stuk:{paper.id}", (first, *below))
