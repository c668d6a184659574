"""The papers of a pupil, in the card: who got what, when, and which version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ibtui.care.dates import short_date
from ibtui.screens.who_lines import title
from ibtui.store.exports import ExportRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, line, part, wrap

_MOST = 6
_ROOMY = 70  # cells in which a paper fits on one line
_DATE, _NAME = 16, 14
_NAMES: Mapping[str, str] = {
    "ouders": "ouderkopie",
    "dossier": "dossier",
    "instantie": "uittreksel",
    "afspraken": "afsprakenlijst",
}


def paper_rows(papers: Sequence[ExportRow], today: dt.date, width: int) -> list[Row]:
    """The section of the card: the last papers first. Nothing when there are none."""
    if not papers:
        return []
    rows = [*title("Papieren"), *(_row(paper, today, width) for paper in papers[:_MOST])]
    more = len(papers) - _MOST
    if more > 0:
        rows.append(heading(line("  ", part(f"en {more} eerder: ibtui exports --leerling", "muted"))))
    return rows


def _row(paper: ExportRow, today: dt.date, width: int) -> Row:
    whom = paper.went_to or "alleen voor school"
    version = f"v{paper.edition} {paper.status}" if paper.edition > 1 else paper.status
    moment = f"{short_date(paper.at.date(), today)} {paper.at:%H:%M}"
    name = _NAMES.get(paper.audience, paper.audience)
    if width < _ROOMY:
        below = [line(" " * (_DATE + 1), text) for text in wrap(whom, width - _DATE - 1)]
        first = line(
            column(moment, _DATE, "muted"), " ", name, part(f" · {version}" if version else "", "muted")
        )
        return Row(f"papier:{paper.id}", (first, *below, *_not(paper, width)))
    first = line(
        column(moment, _DATE, "muted"), " ", column(name, _NAME), " ",
        column(whom, max(width - _DATE - _NAME - len(version) - 4, 10)), " ", part(version, "muted"),
    )  # fmt: skip
    return Row(f"papier:{paper.id}", (first, *_not(paper, width)))


def _not(paper: ExportRow, width: int) -> list[Line]:
    """Who was left out, and why."""
    lead = " " * (_DATE + 1)
    found: list[Line] = []
    for one in paper.people:
        if not one.got:
            words = f"niet voor {one.name}: {one.reason}" if one.reason else f"niet voor {one.name}"
            found += [line(part(lead), part(text, "muted")) for text in wrap(words, width - len(lead))]
    return found
