"""A short question with a few answers, each on its own key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from ibtui.values import dataclass
from ibtui.widgets.text import content, keyed


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the letter to press and what it does."""

    key: str
    label: str


class AskScreen(ModalScreen[str | None]):
    """Asks; gives back the key of the answer. Esc is the last answer's key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 0%; }
    AskScreen > Vertical {
        width: 64; max-width: 96%; height: auto;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    AskScreen Static { height: auto; margin-bottom: 1; }
    AskScreen .answers { margin: 0; }
    """

    def __init__(self, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._question = question
        self._answers = list(answers)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content(self._question))
            yield Static(keyed([(answer.key, answer.label) for answer in self._answers]), classes="answers")

    def on_key(self, event: Key) -> None:
        """A letter is an answer."""
        for answer in self._answers:
            if event.key == answer.key.lower() or event.character == answer.key:
                event.stop()
                self.dismiss(answer.key)
                return

    def action_leave(self) -> None:
        self.dismiss(self._answers[-1].key)
