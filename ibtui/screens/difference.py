"""The difference between two texts of the same minutes, and the choice which one goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from ibtui.care.difference import difference
from ibtui.screens.difference_lines import Names, caption, changes, drawn
from ibtui.widgets.dialog import Answer
from ibtui.widgets.frame import Caption, TopLine
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import content, keyed, part

_NAMES = Names("andere", "jij")


class DifferenceScreen(ModalScreen[str | None]):
    """Shows the two texts and asks; gives back the key of the answer. Esc is the last answer's key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    DifferenceScreen { background: $background; }
    DifferenceScreen .question { height: auto; padding: 0 1; margin-bottom: 1; }
    DifferenceScreen Rows { margin: 0 0 0 1; }
    DifferenceScreen Caption { color: $text-muted; margin: 0 0 0 1; }
    DifferenceScreen .answers { dock: bottom; height: auto; padding: 0 1; border-top: solid $panel; }
    """

    def __init__(
        self,
        question: str,
        theirs: str,
        mine: str,
        answers: Sequence[Answer],
        *,
        title: str = "Twee teksten",
        names: Names = _NAMES,
    ) -> None:
        """`theirs`: the text of the other session; `mine`: that of this one. The last answer is that of Esc.

        `names`: what to call them, when it isn't two sessions.
        """
        super().__init__()
        self._question = question
        self._answers = list(answers)
        self._title = title
        self._names = names
        self._rows = difference(theirs, mine)

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static(content(self._question), classes="question")
        yield Caption()
        yield Rows()
        yield Static(keyed([(answer.key, answer.label) for answer in self._answers]), classes="answers")

    def on_mount(self) -> None:
        self.query_one(TopLine).title = self._title
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        """Another width: one column or two."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        box = self.query_one(Rows)
        width = box.room
        if width:
            places = changes(self._rows)
            said = "1 verschil" if places == 1 else f"{places} verschillen"
            self.query_one(Caption).show(caption(self._names, width), part(said, "muted"))
            box.fill(drawn(self._rows, self._names, width))

    def on_key(self, event: Key) -> None:
        """A letter is an answer."""
        for answer in self._answers:
            if event.key == answer.key.lower() or event.character == answer.key:
                event.stop()
                self.dismiss(answer.key)
                return

    def action_leave(self) -> None:
        self.dismiss(self._answers[-1].key)
