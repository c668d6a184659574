"""The text of minutes as it is typed: one TextArea that shows the marks and lets nothing unsafe in."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from ibtui.care.minutes import Mark, mark_of
from ibtui.care.text import NOTE_LIMIT, clean

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


class NotesArea(TextArea):
    """One text, soft wrapped. Tab never types anything; what can't be stored never gets in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("end", "cursor_line_end", show=False),
        Binding("ctrl+e", "screen.run('export')", show=False),  # a TextArea keeps it for the end of the line
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"notes--{look}" for look in _LOOK_OF.values()}
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
            max_checkpoints=1000,  # undo across a whole meeting
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    def get_line(self, line_index: int) -> Text:
        """One line with its mark shown. Textual asks only for the lines in sight."""
        found = super().get_line(line_index)
        mark = mark_of(found.plain)
        look = _LOOK_OF.get(mark)
        if look is not None:
            style = self.get_component_rich_style(f"notes--{look}", partial=True)
            found.stylize(style, 0, len(found) if mark in _WHOLE_LINE else len(mark.value))
        return found

    def edit(self, edit: Edit) -> EditResult:
        """Every change goes through here: typed, pasted, undone."""
        if not edit.text.isascii() or not edit.text.isprintable():
            edit.text = clean(edit.text, multiline=True, limit=len(edit.text))
        return super().edit(edit)

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Refuses what doesn't fit; a paste is refused whole, so that no half of it stays unnoticed."""
        if len(insert) > 1 and len(self.text) + len(insert) > NOTE_LIMIT + len(
            self.get_text_range(start, end)
        ):
            most = f"{NOTE_LIMIT // 1000}.000"
            self.post_message(self.Said(f"Dat past er niet bij: in een verslag passen {most} tekens."))
            insert, start = "", end
        return super().replace(insert, start, end, maintain_selection_offset=maintain_selection_offset)

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
                self.Said("Dit verslag is vastgesteld en verandert niet. Ctrl+N maakt een nieuwe versie.")
            )
