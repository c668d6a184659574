"""Where she was in each text: the cursor, and the steps that Ctrl+Z can take back, for when it is opened again."""

from __future__ import annotations

from pathlib import Path

from textual.document._document import Location
from textual.document._history import EditHistory

from ibtui.screens.editor_text import NotesArea
from ibtui.values import dataclass

_MOST = 20
Edition = tuple[Path, int]
"""The database, and the number of the edition in it."""


@dataclass(slots=True)
class _Left:
    cursor: Location
    text: str
    history: EditHistory


_left: dict[Edition, _Left] = {}
"""The editions that were left last, the last one at the end. In memory only."""


def leave(edition: Edition, area: NotesArea) -> None:
    """Remember how this text is left."""
    _left.pop(edition, None)
    _left[edition] = _Left(area.cursor_location, area.text, area.history)
    for oldest in list(_left)[:-_MOST]:
        del _left[oldest]


def come_back(edition: Edition, area: NotesArea, first: Location) -> None:
    """Put the cursor where it was, or at `first`; undo goes on when the text is still the one that was left."""
    left = _left.get(edition)
    if left is not None and left.text == area.text:
        area.history = left.history
    area.move_cursor(first if left is None else left.cursor)


def forget() -> None:
    """Nothing of what was typed stays in memory."""
    _left.clear()
