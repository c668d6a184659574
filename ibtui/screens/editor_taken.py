"""Under or beside the text: what was taken from it so far, following the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibtui.care.minutes import ParsedMinutes
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_preview import Preview, Promise, nearest, preview_lines, promises, side_rows
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import line, part

if TYPE_CHECKING:
    from ibtui.screens.minutes import MinutesScreen

SIDE = 40
"""Columns beside the text on a wide screen."""
EMPTY_SIDE = (
    line(part("Nog niets gevonden in de tekst.", "muted")),
    (),
    line(part("! wie: wat > wanneer", "muted")),
    line(part("= besluit", "muted")),
    line(part("? vraag", "muted")),
    line(part("* wat het kind zegt", "muted")),
    line(part("% privé", "muted")),
)


class Taken:
    """Keeps the two views of what the parser took in line with the text."""

    def __init__(self, editor: MinutesScreen) -> None:
        self._editor = editor
        self._names: Names | None = None
        self._beside: list[Row] | None = None
        self._near = -2  # the line of the cursor that the preview was drawn for
        self.parsed: ParsedMinutes | None = None
        self.promises: list[Promise] = []

    def know(self, names: Names) -> None:
        """From now on these are the names."""
        self._names = names
        self._editor.area.know(names)

    def show(self, parsed: ParsedMinutes | None = None) -> None:
        """Show what the text holds; `parsed` when that was read already."""
        editor, names = self._editor, self._names
        if editor.keeper is None or names is None:
            return
        self.parsed = parsed or editor.keeper.read(editor.area.text)
        self.promises = promises(self.parsed, editor.keeper.row.day, names.meant, names.called, names.about)
        rows = side_rows(self.parsed, self.promises, SIDE - 6)
        if rows != self._beside:
            self._beside = rows
            editor.query_one(Rows).fill(rows)
        self.follow(again=True)

    def follow(self, *, again: bool = False) -> None:
        """Show what is nearest to the cursor; `again` also when the cursor is still on the same line."""
        editor = self._editor
        at = editor.area.cursor_location[0]
        if self.parsed is None or (at == self._near and not again) or not editor.is_whole():
            return
        self._near = at
        place = nearest(self.promises, at)
        if place >= 0:
            editor.query_one(Rows).choose(f"regel:{self.promises[place].line}")
        editor.query_one(Preview).show(preview_lines(self.parsed, self.promises, at, editor.size.width))
