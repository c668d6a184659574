"""A bare app to put one widget or form in; no store, no school."""

from __future__ import annotations

from typing import TypeVar

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from ibtui.widgets.themes import DARK

Result = TypeVar("Result")

HOSTILE = (
    "[bold]Jan[/]",
    "[/]",
    "[@click=app.quit]x[/]",
    "Jan [/b] en [link=http://x]Piet",
    "\x1b]52;c;aGFsbG8=\x07titel",
    "\x9b31mrood",
    "nul\x00bel\x07tab\tregel\nnieuw",
    "\u202egnirts\u202c \u2066x\u2069 \u061c",
    "half\ud800surrogaat",
    "學生 👩‍👩‍👧 ç\u0327a\u0308\u0301",
    "x" * 100_000,
)
"""What a name or a note may hold, by accident or on purpose."""


class BareApp(App[None]):
    """Holds one widget, or shows one screen; keeps what the screen gave back in `given`."""

    def __init__(self, widget: Widget | None = None) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.widget = widget
        self.given: list[object] = []

    def compose(self) -> ComposeResult:
        if self.widget is not None:
            yield self.widget

    def show(self, screen: Screen[Result]) -> None:
        """Push a screen and note what it gives back."""
        self.push_screen(screen, self.given.append)


@pytest.fixture
def bare() -> BareApp:
    """An empty app for a screen."""
    return BareApp()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each seen to the end; "=text" is typed letter by letter."""
    for key in keys:
        await pilot.press(*(list(key[1:]) if key.startswith("=") and len(key) > 1 else [key]))
        await pilot.pause()


def drawn(pilot: Pilot[None]) -> str:
    """What stands on the screen, as lines of text."""
    lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
