"""`?`: the keys of a screen, made from the commands themselves; and the notice for a window that is too small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ibtui.commands import EVERYWHERE, Command
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import column, content, line, part, wrap

_MARKS = (
    (("## ", "agendapunt"), ("! ", "afspraak: wie: wat > wanneer")),
    (("= ", "besluit"), ("? ", "open vraag")),
    (("* ", "stem van het kind"), ("- ", "punt in een lijstje")),
    (("% ", "privé: in geen document; wie meewerkt ziet het wel"), ("", "")),
)
"""Two on a row: then the keys that the bar has no room for are in sight at once."""


class HelpScreen(ModalScreen[None]):
    """All keys of one screen, with what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss(None)", show=False)
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 0%; }
    HelpScreen > Vertical {
        width: 76; max-width: 96%; height: 90%; max-height: 36;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    HelpScreen .title { text-style: bold; }
    HelpScreen Rows { background: $panel; scrollbar-background: $panel; }
    HelpScreen .hint { height: 1; color: $text-muted; }
    """

    def __init__(self, title: str, commands: Sequence[Command], *, marks: bool = False) -> None:
        super().__init__()
        self._title = title
        self._commands = list(commands)
        self._marks = marks

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content(f"Toetsen · {self._title}\n"), classes="title")
            yield Rows()
            hint = (
                "Esc terug · ^N in de balk onderaan betekent: Ctrl en N tegelijk"
                if self._marks
                else "Esc terug"
            )
            yield Static(content(hint), classes="hint")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        here = [item for item in self._commands if EVERYWHERE not in item.where]
        rows = self._mark_rows() if self._marks else []
        rows += [self._row(item) for item in here]
        rows += [heading((), line(part("Overal", "strong")))]
        rows += [self._row(item) for item in self._commands if EVERYWHERE in item.where]
        self.query_one(Rows).fill(rows)

    @staticmethod
    def _mark_rows() -> list[Row]:
        rows = [heading(line(part("Aan het begin van een regel", "strong")))]
        for (mark, text), (other, more) in _MARKS:
            left = column(text, 22) if other else part(text)
            shown = line(column(mark, 4, "accent"), left, column(other, 4, "accent"), more)
            rows.append(Row(f"teken:{mark}", (shown,)))
        return [*rows, heading((), line(part("Toetsen", "strong")))]

    def _row(self, item: Command) -> Row:
        lines = wrap(item.help, (self.query_one(Rows).room or 68) - 9)
        first = line(column(item.shown, 9, "accent"), lines[0])
        return Row(item.id, (first, *[line(" " * 9, rest) for rest in lines[1:]]))


class TooSmallScreen(ModalScreen[None]):
    """Covers everything while the window is too small to work in. What was typed stays as it is."""

    DEFAULT_CSS = """
    TooSmallScreen { align: center middle; background: $background; }
    TooSmallScreen Static { text-align: center; width: 100%; }
    """

    def compose(self) -> ComposeResult:
        yield Static()

    def on_mount(self) -> None:
        self.on_resize()

    def on_resize(self) -> None:
        size = self.app.size
        self.query_one(Static).update(
            content(
                f"Dit venster is te klein ({size.width} × {size.height}).\n"
                "Maak het groter: 80 × 24 is genoeg.\nJe tekst blijft staan."
            )
        )
