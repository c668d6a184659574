"""Where a passphrase is typed. It is never one text here: each sign apart, and gone when it was taken.

Textual's own field makes a new text at every letter ("g", "ge", "geh" …); Python frees those without wiping them.
"""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from ibtui.secret import Secret
from ibtui.wiping import forget

_DOT = "•"
_LONGEST = 1024


class PassphraseField(Widget, can_focus=True):
    """One line of dots. Enter hands it over: `take` gives what was typed and empties the field."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passphrase--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", show=False),
        Binding("backspace", "rub_out", show=False),
        Binding("delete", "rub_out(False)", show=False),
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("home,ctrl+a", "move(-9999)", show=False),
        Binding("end,ctrl+e", "move(9999)", show=False),
        Binding("ctrl+u,ctrl+w", "clear", show=False),
    ]
    DEFAULT_CSS = """
    PassphraseField { height: 1; width: 100%; background: $surface; color: $foreground; }
    PassphraseField:focus { background-tint: $foreground 5%; }
    PassphraseField > .passphrase--cursor {
        background: $input-cursor-background; color: $input-cursor-foreground;
        text-style: $input-cursor-text-style;
    }
    """

    class Submitted(Message):
        """Enter was pressed with something in it."""

    class Typed(Message):
        """A sign came in."""

    def __init__(self) -> None:
        super().__init__()
        self._signs: list[str] = []
        self._at = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self._signs

    def take(self) -> Secret:
        """What was typed. The field is empty then."""
        typed = Secret(self._signs)
        self.action_clear()
        return typed

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """The signs that a passphrase can have."""
        return character is not None and character.isprintable()

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._put(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        """The first line of it."""
        event.stop()
        event.prevent_default()
        for sign in event.text:
            if sign in "\r\n":
                break
            if sign.isprintable():
                self._put(sign)
        pasted, event.text = event.text, ""
        forget(pasted, others=1)  # the terminal's reader keeps it until the next paste

    def _put(self, sign: str) -> None:
        if len(self._signs) < _LONGEST:
            self._signs.insert(self._at, sign)
            self._at += 1
            self._changed()

    def action_submit(self) -> None:
        if self._signs:
            self.post_message(self.Submitted())

    def action_rub_out(self, before: bool = True) -> None:
        place = self._at - 1 if before else self._at
        if 0 <= place < len(self._signs):
            del self._signs[place]
            self._at = place
            self._changed()

    def action_move(self, steps: int) -> None:
        self._at = min(max(self._at + steps, 0), len(self._signs))
        self.refresh()

    def action_clear(self) -> None:
        """Nothing stands in it any more, and nothing of it stays behind."""
        for place in range(len(self._signs)):
            self._signs[place] = _DOT
        self._signs, self._at = [], 0
        self.refresh()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Typed())

    def render(self) -> Text:
        """A dot for each sign, and where the next one comes."""
        width = max(self.size.width, 2)
        first = max(self._at - width + 1, 0)
        shown = (_DOT * len(self._signs) + " ")[first : first + width]
        text = Text(shown, no_wrap=True, end="")
        if self.has_focus:
            place = self._at - first
            text.stylize(self.get_component_rich_style("passphrase--cursor"), place, place + 1)
        return text
