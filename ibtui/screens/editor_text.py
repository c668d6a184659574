"""The text of minutes as it is typed: one TextArea that shows the marks and lets nothing unsafe in."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widgets.text_area import Edit, EditResult, Location

from ibtui.care.minutes import Mark, mark_of
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.commands import commands_of
from ibtui.screens.editor_moves import mark_first
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_suggest import Suggesting, SuggestList
from ibtui.terminal.lean_area import LeanArea

_LOOK_OF = {
    Mark.POINT: "point",
    Mark.ACTION: "action",
    Mark.DECISION: "decision",
    Mark.QUESTION: "question",
    Mark.CHILD: "child",
    Mark.PRIVATE: "private",
}
_WHOLE_LINE = (Mark.POINT, Mark.CHILD, Mark.PRIVATE)
"""Marks that colour their line; of the others only the sign has a colour, so that text reads as text."""


class NotesArea(LeanArea):
    """One text, soft wrapped. Tab never types anything; what can't be stored never gets in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("end", "cursor_line_end", show=False),
        # A TextArea has uses of its own for some of these (Ctrl+E, Ctrl+U): here the editor's commands win.
        *(Binding(item.keys, f"screen.run('{item.id}')", show=False) for item in commands_of("verslag")),
        # Textual has no keys for the two ends of a text.
        Binding("ctrl+home", "to_end(False)", show=False),
        Binding("ctrl+end", "to_end(True)", show=False),
        Binding("tab", "take_name(1)", show=False),
        Binding("shift+tab", "take_name(-1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"notes--{look}" for look in (*_LOOK_OF.values(), "known", "doubt")
    }
    DEFAULT_CSS = """
    NotesArea {
        border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & .text-area--cursor { color: $background; background: $foreground; text-style: none; }
        &:dark .text-area--cursor { color: $background; background: $foreground; }
        &:light .text-area--cursor { color: $background; background: $foreground; }
        &:dark.-read-only .text-area--cursor { background: $text-muted; }
        &:light.-read-only .text-area--cursor { background: $text-muted; }
        & .text-area--cursor-line { background: $background; }
        & > .notes--point { color: $primary; text-style: bold; }
        & > .notes--action { color: $primary; text-style: bold; }
        & > .notes--decision { color: $success; text-style: bold; }
        & > .notes--question { color: $warning; text-style: bold; }
        & > .notes--child { text-style: italic; }
        & > .notes--private { color: $text-muted; }
        & > .notes--known { color: $primary; }
        & > .notes--doubt { color: $warning; text-style: underline; }
    }
    """

    class Said(Message):
        """Something was asked that this text can't do; `text` says why, in Dutch."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str) -> None:
        super().__init__(
            clean(text, multiline=True, limit=len(text)),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            max_checkpoints=20_000,  # undo across a whole meeting
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._names: Names | None = None
        self._typed_at: Location | None = None  # where the last edit left the cursor
        self._list = SuggestList()
        self._suggesting = Suggesting(self, self._list)

    def on_resize(self) -> None:
        """A message of two lines takes a row: the line that you are on stays in sight."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_mount(self) -> None:
        self.screen.mount(self._list)

    def know(self, names: Names) -> None:
        """Mark and propose names by these from now on; drawn again only when some line gets other marks."""
        before, self._names = self._names, names
        if not names.same_as(before):
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """One line with its mark shown. Textual asks only for the lines in sight."""
        found = super().get_line(line_index)
        mark = mark_of(found.plain)
        look = _LOOK_OF.get(mark)
        if look is not None:
            self._paint(found, look, 0, len(found) if mark in _WHOLE_LINE else len(mark.value))
        if self._names is not None:
            row, column = self.cursor_location
            at = column if row == line_index and self.typing() else -1
            for span in self._names.spans(found.plain):
                # What is being typed is no question yet: the list at the cursor shows who it can be.
                if span.look == "known" or not span.start < at <= span.end:
                    self._paint(found, span.look, span.start, span.end)
        return found

    def _paint(self, found: Text, look: str, start: int, end: int) -> None:
        found.stylize(self.get_component_rich_style(f"notes--{look}", partial=True), start, end)

    def edit(self, edit: Edit) -> EditResult:
        """Every change goes through here: typed, pasted, undone."""
        if not edit.text.isascii() or not edit.text.isprintable():
            edit.text = clean(edit.text, multiline=True, limit=len(edit.text))
        result = super().edit(edit)
        self._typed_at = self.cursor_location
        return result

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Refuses what doesn't fit; a paste is refused whole, so that no half of it stays unnoticed.

        A blank behind a mark that follows a time puts the mark first, where it counts: a step of its own, so that
        Ctrl+Z gives back what was typed.
        """
        if len(insert) > 1 and len(self.text) + len(insert) > NOTE_LIMIT + len(
            self.get_text_range(start, end)
        ):
            most = f"{NOTE_LIMIT // 1000}.000"
            self.post_message(self.Said(f"Dat past er niet bij: in een verslag passen {most} tekens."))
            insert, start = "", end
        row, column = end
        turned = mark_first(self.document.get_line(row)[:column]) if insert == " " and start == end else None
        if turned is not None:
            super().replace(insert, start, end, maintain_selection_offset=False)
            self.history.checkpoint()
            insert, start, end, maintain_selection_offset = turned, (row, 0), (row, column + 1), False
        return super().replace(insert, start, end, maintain_selection_offset=maintain_selection_offset)

    def action_to_end(self, last: bool) -> None:
        """Ctrl+End goes to the end of the text, Ctrl+Home to its beginning."""
        self.move_cursor(self.document.end if last else (0, 0))

    # ── names ──────────────────────────────────────────────────────────────────
    def action_take_name(self, step: int) -> None:
        """Tab takes the first name that is proposed, Tab again the next one."""
        if not self.read_only:
            self._suggesting.take(step)

    def on_text_area_selection_changed(self) -> None:
        """The cursor moved, by typing or otherwise."""
        if self._typed_at != self.cursor_location:
            self._typed_at = None
        self._suggesting.look(None if self.read_only else self._names)

    def cursor(self) -> Location:
        """Line and column."""
        return self.cursor_location

    def cursor_line(self) -> str:
        """The line with the cursor."""
        return self.document.get_line(self.cursor_location[0])

    def typing(self) -> bool:
        """Whether the cursor is where the last edit left it."""
        return self._typed_at == self.cursor_location

    def put_in_line(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of a part of the cursor's line; the cursor behind it."""
        row = self.cursor_location[0]
        self.replace(text, (row, start), (row, end), maintain_selection_offset=False)

    def on_screen(self, column: int) -> tuple[Offset, Region]:
        """Where on the screen a column of the cursor's line is, and where the text is."""
        row, here = self.cursor_location
        left = cell_len(self.document.get_line(row)[column:here])
        return self.cursor_screen_offset - Offset(left, 0), self.content_region

    def put(self, text: str) -> None:
        """Another text in place of this one, as one step that Ctrl+Z takes back; the cursor stays about there."""
        row, column = self.cursor_location
        super().replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))

    def action_copy(self) -> None:
        """Ctrl+C copies what is selected, and never stops the app."""
        if self.selected_text:
            self.app.copy_to_clipboard(self.selected_text)
        else:
            self.post_message(self.Said("Kies eerst tekst met Shift en de pijltjes. Met Esc ga je terug."))

    def on_key(self, event: Key) -> None:
        """Typing in a frozen text says why nothing happens."""
        if self.read_only and event.is_printable:
            self.post_message(
                self.Said("Dit verslag is vastgesteld en verandert niet. F2 maakt een nieuwe versie.")
            )
