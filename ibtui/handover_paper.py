"""The hand-over sheet of a school, out of the store and into the export folder.

It names children, so it is for one reader. It isn't about one conversation or one child: the log of papers, which is,
leaves it out; the audit log tells that it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from ibtui import house_style, placing
from ibtui.documents.filename import document_name
from ibtui.settings import Home
from ibtui.store import database, handover
from ibtui.store.schools import SchoolInfo


def write(home: Home, school: SchoolInfo, today: dt.date, target: Path | None = None) -> Path:
    """Write the sheet; gives the path of the document (0600). Raises `DiskFull`, `ReadOnly` or `ExportError`."""
    return writer(home, school, today, target)()


def writer(home: Home, school: SchoolInfo, today: dt.date, target: Path | None = None) -> Callable[[], Path]:
    """The same in two parts: the store is asked now, what it gives back may run in a thread. `target`: another
    folder than that of the settings."""
    paper = handover.handover(school.id, today)
    handover.note_made(school.id)
    at = dt.datetime.combine(today, database.now().time())

    def make() -> Path:
        from ibtui.documents.handover import build_handover  # late: it loads python-docx

        data = build_handover(paper, at, house_style.read(home).data)
        return placing.place(data, document_name(today, "overdrachtsblad"), home.exports, target)

    return make
