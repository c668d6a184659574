"""Sends the terminal the cells that changed, and nothing else.

Textual sends all of a widget again when a letter of it changes: five thousand bytes a key in a text. Here what the
terminal shows is kept, and compared with what it must show. The setting `alles_tekenen` gives Textual's way back.
Of the library's private names this uses `_display`, `_compositor`, `_color_system` and those that Textual's own
`_display` uses; tests/terminal holds them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen
from textual.strip import Strip

from ibtui.terminal.cells import Shown, lay
from ibtui.terminal.looks import Looks, looks_of
from ibtui.terminal.scrolling import Row

_ONE_GO = 600
"""Characters that a terminal draws in one go anyway; more are bracketed, so that no half frame is seen."""
_ERASE_IN_COLOUR = ("xterm", "putty", "linux", "rxvt", "alacritty")
"""What TERM starts with where erasing takes the colour of the moment. Not in screen and tmux."""


class LeanDisplay(App[None]):
    """An App that sends changed cells only."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "redraw", show=False, priority=True),
        Binding("ctrl+l", "redraw", show=False),
    ]

    draw_all = False
    """Draw as Textual does (the setting `alles_tekenen`)."""

    _shown: Shown | None = None
    _drawn: Screen[object] | None = None
    """The screen that was drawn last."""
    _missed = False
    """Whether a frame was left out: what it would have changed isn't in the next one."""

    def forget_screen(self) -> None:
        """Nobody knows what the terminal shows: the next frame is sent whole."""
        self._shown = None

    def redraw(self) -> None:
        """Draw all of the screen again."""
        self.forget_screen()
        self.refresh()

    def action_redraw(self) -> None:
        """As `redraw`, by a key."""
        self.redraw()

    def on_resize(self, event: Resize) -> None:
        """A terminal that got another size, and perhaps the old one again, may have lost what it showed.

        Textual does nothing when the size is the same in the end.
        """
        if self._drawn is not None:
            self.redraw()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send what a frame changes."""
        driver = self._driver
        if (
            self.draw_all
            or driver is None
            or self.is_headless
            or driver.is_inline
            or not (renderable is None or isinstance(renderable, ChopsUpdate | LayoutUpdate))
        ):
            self.forget_screen()
            super()._display(screen, renderable)
            self._drawn = screen
            return
        try:
            if self._batch_count or not self._running or self._closed:
                self._missed = True
                return
            sequence = self._sequence(screen, renderable)
            if sequence:
                long = self._sync_available and len(sequence) > _ONE_GO
                driver.write(f"{SYNC_START}{sequence}{SYNC_END}" if long else sequence)
                driver.flush()
        except Exception as error:  # noqa: BLE001  # as Textual does: it ends the app with one line
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _sequence(self, screen: Screen[object], update: ChopsUpdate | LayoutUpdate | None) -> str:
        width, height = screen._compositor.size
        if not width or not height:
            return ""
        shown = self._shown
        if shown is None or (shown.width, shown.height) != (width, height):
            self._shown = shown = Shown(width, height, erases=_erases_in_colour())
            self._missed = True
        update = self._due(screen, update)
        self._drawn, self._missed = screen, False
        if update is None:
            return ""
        rows = self._rows(screen, shown, update)
        self._previous_cursor_position = place = screen.outer_size.clamp_offset(self.cursor_position)
        return shown.update(rows, (place.x, place.y))

    def _due(
        self, screen: Screen[object], update: ChopsUpdate | LayoutUpdate | None
    ) -> ChopsUpdate | LayoutUpdate | None:
        """The update, or the whole screen when a part of it won't do.

        When a screen behind changes Textual (8.2.8) asks the one in front to draw that part, and forgets the widgets
        that were to be drawn.
        """
        forgotten = screen in screen._dirty_widgets
        if isinstance(update, LayoutUpdate) or not (self._missed or forgotten or self._drawn is not screen):
            return update
        whole = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        return whole if isinstance(whole, LayoutUpdate) else None

    def _rows(
        self, screen: Screen[object], shown: Shown, update: ChopsUpdate | LayoutUpdate
    ) -> dict[int, Row]:
        """The rows as they must be, of the rows that the update is about."""
        rows: dict[int, Row] = {}
        for y, x, strip, end in _pieces(screen, update):
            if y < shown.height and x < shown.width:
                row = rows.get(y)
                if row is None:
                    row = rows[y] = shown.row(y)
                lay(row, x, self._parts(strip), min(end, shown.width))
        return rows

    def _parts(self, strip: Strip) -> list[tuple[str, Looks]]:
        system = self._colours()
        return [(text, looks_of(style, system)) for text, style, control in strip if not control]

    def _colours(self) -> ColorSystem:
        return self.console._color_system or ColorSystem.TRUECOLOR


def _pieces(
    screen: Screen[object], update: ChopsUpdate | LayoutUpdate
) -> Iterable[tuple[int, int, Strip, int]]:
    """The row, the column, what to show there, and the column where that ends."""
    if isinstance(update, LayoutUpdate):
        cuts = screen._compositor.cuts
        for y, strips in enumerate(update.strips):
            for x, strip, end in zip(cuts[y], strips, cuts[y][1:], strict=False):
                yield y, x, strip, end
        return
    for y, first, end_of_span in update.spans:
        chops: Mapping[int, Strip | None] = update.chops[y]
        for end, (x, chop) in zip(update.chop_ends[y], chops.items(), strict=True):
            if chop is not None and x < end_of_span and end > first:
                yield y, x, chop, end


def _erases_in_colour() -> bool:
    return os.environ.get("TERM", "").startswith(_ERASE_IN_COLOUR)
