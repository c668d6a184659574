"""The measure that ibtui's start is held against: a bare Textual app of the same look, and nothing else.

    python bench/bare_look.py [--widgets]

A header line, a list of twelve rows, a text beside it, a footer line; no data, no settings, no styles but for the
places. It draws the lines at top and bottom as plain text, which is the least that Textual can do; with `--widgets`
it takes Textual's own `Header` and `Footer`, which is what most of its apps have.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, Static

HEADER = "OEFENSCHOOL De Jaarring · week 47 · 16 - 22 nov"
FOOTER = "n nieuw  Enter open  e bewerk  x klaar  a verslag  m verplaats  ? hulp"
_KINDS = ("groot overleg", "oudergesprek", "groepsbespreking", "telefoon", "observatie", "kindgesprek")
ROWS = [
    f"{8 + place // 2:02}:{place % 2 * 30:02}  {_KINDS[place % 6]:18} leerling {place}" for place in range(12)
]
TEXT = "Nog te doen\n\n" + "\n".join(f"! belt terug over punt {place}\n  Hidde, {place} weken laat"
                                     for place in range(1, 9))  # fmt: skip


class BareLook(App[None]):
    """Header, list, text, footer."""

    CSS = """
    .line { height: 1; }
    #list { width: 60%; }
    #text { width: 40%; }
    """
    BINDINGS = [
        Binding("q", "quit", "stop"),
        *(Binding(key, "bell", word) for key, word in (("n", "nieuw"), ("e", "bewerk"), ("x", "klaar"))),
    ]

    def __init__(self, *, widgets: bool) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield self._top()
        with Horizontal():
            yield OptionList(*ROWS, id="list", markup=False)
            yield Static(TEXT, id="text", markup=False)
        yield self._bottom()

    def _top(self) -> Widget:
        if self.widgets:
            from textual.widgets import Header  # the other app doesn't load it

            return Header()
        return Static(HEADER, classes="line", markup=False)

    def _bottom(self) -> Widget:
        if self.widgets:
            from textual.widgets import Footer  # the other app doesn't load it

            return Footer()
        return Static(FOOTER, classes="line", markup=False)


if __name__ == "__main__":
    BareLook(widgets="--widgets" in sys.argv).run()
