"""A TextArea whose keystroke costs the same in ten lines as in three thousand, and sends only the lines it changed.

Textual's own draws its whole widget again at each key and each move of the cursor, and asks for the whole
text, and its height, once for every line it draws. Here a key draws the lines it touched. Of the library's
private names this uses `_render_line`, `_theme` and those of `WrappedDocument`; tests/terminal holds them.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.document._document import Location, Selection
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, TextAreaTheme


class LeanArea(TextArea):
    """For soft wrapped text without line numbers, bracket matching, placeholder or blinking cursor."""

    selection: reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)

    edits = 0
    """How often the text was changed in all; another text that is loaded counts on."""
    on_edit: Callable[[], None] = staticmethod(lambda: None)
    """Called at each change, before it is drawn."""

    _styled: TextAreaTheme | None = None

    @property
    def wrapped_document(self) -> _Wrapped:
        """The text in rows. Textual makes one for each new text; here it becomes one that knows its height."""
        return self._rows

    @wrapped_document.setter
    def wrapped_document(self, made: WrappedDocument) -> None:
        self._rows = _Wrapped.taking(made)

    def load_text(self, text: str) -> None:
        """As Textual's, and draws all."""
        super().load_text(text)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Only what changed is asked for, so there is nothing to keep: the cache and the placeholder go."""
        return self._render_line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual works out all colours at each frame; they change only when the style does."""
        if self._theme is not self._styled:
            self._theme.apply_css(self)
            self._styled = self._theme
        return super(TextArea, self).render_lines(crop)

    def notify_style_update(self) -> None:
        self._styled = None
        super().notify_style_update()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: the search goes letter by letter, to the end of the text when there is no partner."""
        return None

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit, and draw from its first row: to its last one when the rest stays where it is."""
        height, first = self.wrapped_document.height, self.wrapped_document.rows(edit.top[0])[0]
        result = super().edit(edit)
        self._edited()
        if self.wrapped_document.height == height:
            last = self.wrapped_document.rows(result.end_location[0])[1]
        else:
            last = self.scroll_offset.y + self.size.height
        self._draw_rows(first, last)
        return result

    def undo(self) -> None:
        """As Textual's, and draws all: a step back can be anywhere."""
        super().undo()
        self._edited()
        self.refresh()

    def redo(self) -> None:
        """As Textual's, and draws all."""
        super().redo()
        self._edited()
        self.refresh()

    def _edited(self) -> None:
        self.edits += 1
        self.on_edit()

    def watch_selection(self, previous: Selection, selection: Selection) -> None:
        """The cursor moved: draw the lines it left and the lines it came to, and what is chosen between them."""
        for chosen in {previous, selection}:
            first, last = sorted((chosen.start[0], chosen.end[0]))
            self._draw_rows(self.wrapped_document.rows(first)[0], self.wrapped_document.rows(last)[1])

    def _draw_rows(self, first: int, last: int) -> None:
        """Rows of the wrapped text, the last one too; those out of sight cost nothing."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height - 1
        first, last = max(first, top), min(last, bottom)
        if first <= last:
            self.refresh_lines(first, last - first + 1)


class _Wrapped(WrappedDocument):
    """Knows its height without counting."""

    @classmethod
    def taking(cls, plain: WrappedDocument) -> _Wrapped:
        """The same document, wrapped as it is."""
        taken = cls.__new__(cls)
        taken.__dict__.update(plain.__dict__)
        return taken

    @property
    def height(self) -> int:
        return len(self._offset_to_line_info)

    def rows(self, line: int) -> tuple[int, int]:
        """The first and the last row of a line; of the last line when there are fewer."""
        found = self._line_index_to_offsets[min(line, len(self._line_index_to_offsets) - 1)]
        return found[0], found[-1]
