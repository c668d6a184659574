"""The practice school on its Tuesday, as the scenarios meet it."""

import datetime as dt
from pathlib import Path

from docx import Document

from ibtui.store import conversations, exports, pupils, schools
from ibtui.store.conversations import ConversationRow
from ibtui.store.exports import ExportRow
from tests.screens.conftest import TODAY

SMALL = (80, 24)
MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())
NEXT_IB_DAY = TODAY + dt.timedelta(days=7)
FRIDAY = TODAY + dt.timedelta(days=3)


def school() -> int:
    return schools.current().id


def pupil(name: str) -> int:
    """The pupil of today's school with this name."""
    return next(row.id for row in pupils.pupils(school()) if row.name == name)


def overleg() -> ConversationRow:
    """The groot overleg about Roos, today at one o'clock: where the cursor stands when ibtui opens."""
    return next(
        row
        for row in conversations.week(school(), MONDAY)
        if row.kind == "groot overleg" and row.day == TODAY
    )


def words_of(file: Path) -> str:
    """What a Word document says, tables too."""
    document = Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def logged(minutes_id: int) -> list[ExportRow]:
    return exports.exports(school(), minutes_id)
