"""A terminal of pyte's for an app in the test's own process, and beside it one that is fed as Textual would feed it."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pyte
from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.driver import Driver
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.strip import Strip

from ibtui.terminal.cells import _SURE, Shown
from ibtui.terminal.lean_display import LeanDisplay, _pieces
from ibtui.terminal.scrolling import Row
from tests.terminal.driver import _UNKNOWN_TO_PYTE, _Screen

Cell = tuple[str, str, str, bool, bool, bool, bool, bool]
"""Letter, colour, ground, bold, italic, underlined, struck, reversed."""


class Sheet(_Screen):
    """Erases as terminals do: in the ground as it was set. pyte leaves reversed and underlined blanks."""

    def erase_in_display(self, how: int = 0, *args: int, **kwargs: bool) -> None:
        with self._ground_only():
            super().erase_in_display(how, *args, **kwargs)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        with self._ground_only():
            super().erase_in_line(how, private)

    def erase_characters(self, count: int | None = None) -> None:
        with self._ground_only():
            super().erase_characters(count)

    @contextmanager
    def _ground_only(self) -> Iterator[None]:
        attributes = self.cursor.attrs
        self.cursor.attrs = self.default_char._replace(bg=attributes.bg)
        yield
        self.cursor.attrs = attributes


class Glass(Driver):
    """A terminal that pyte draws: `screen` from what is sent, `textual` from what Textual would have sent."""

    def __init__(
        self, app: App[None], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.screen, self.textual = Sheet(80, 24), Sheet(80, 24)
        self.stream, self.textual_stream = pyte.Stream(self.screen), pyte.Stream(self.textual)
        self.last = self.output = ""
        """What was written last, and all."""

    def write(self, data: str) -> None:
        self.last = data
        self.output += data
        self.stream.feed(_UNKNOWN_TO_PYTE.sub("", data))

    def start_application_mode(self) -> None:
        self.stream.feed("\x1b[?7l\x1b[?25l")
        self.textual_stream.feed("\x1b[?7l\x1b[?25l")
        self.tell_size()

    def tell_size(self) -> None:
        size = Size(self.screen.columns, self.screen.lines)
        self.send_message(events.Resize(size, size))

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(height, width)
        self.textual.resize(height, width)
        self.tell_size()

    def disable_input(self) -> None: ...
    def stop_application_mode(self) -> None: ...


class Watched(LeanDisplay):
    """Compares the two terminals after every frame, in every cell: letter, colours, attributes; and the cursor.

    Only rows with a character whose width isn't sure are left out, from when one is drawn there until the row is
    drawn whole without one: what Textual sends after such a character lands elsewhere in pyte than it means.
    """

    frames = 0
    compared = 0
    """Rows that were."""
    left_out = 0
    """Rows that weren't."""
    lost = False
    """The terminal lost what it showed, and the app didn't hear of it yet."""
    wrong: str = ""
    """The first difference."""
    _odd: frozenset[int] | set[int] = frozenset()
    _misfits: frozenset[tuple[int, int]] = frozenset()

    @property
    def glass(self) -> Glass:
        assert isinstance(self._driver, Glass)
        return self._driver

    @property
    def misfits(self) -> frozenset[tuple[int, int]]:
        """The (row, column) of the cells where Textual last drew a strip that is too long or too short for its place.

        It cut a character there that joins others, lost a half, and puts it right only when it draws there again.
        """
        return self._misfits

    @property
    def odd_rows(self) -> set[int]:
        """Rows in which Textual's own way goes wrong in pyte."""
        return set(self._odd)

    def _due(
        self, screen: Screen[object], update: ChopsUpdate | LayoutUpdate | None
    ) -> ChopsUpdate | LayoutUpdate | None:
        update = super()._due(screen, update)
        if self._shown is not None and self._shown._fresh:
            self.lost = False
        if update is not None:
            self.frames += 1
            place = screen.outer_size.clamp_offset(self.cursor_position)
            forget_colours(update)
            drawn = update.render_segments(self.console)
            self.glass.textual_stream.feed(f"{drawn}\x1b[{place.y + 1};{place.x + 1}H")
            self._note_odd_rows(update)
        return update

    def _rows(
        self, screen: Screen[object], shown: Shown, update: ChopsUpdate | LayoutUpdate
    ) -> dict[int, Row]:
        for y, x, strip, end in _pieces(screen, update):
            cells = {(y, column) for column in range(x, end)}
            self._misfits = self._misfits - cells if fits(strip, end - x) else self._misfits | cells
        return super()._rows(screen, shown, update)

    def _note_odd_rows(self, update: ChopsUpdate | LayoutUpdate) -> None:
        if isinstance(update, LayoutUpdate):
            self._odd = {y for y, strips in enumerate(update.strips) if any(map(is_odd, strips))}
        else:
            drawn = {y: [strip for strip in update.chops[y].values() if strip] for y, _, _ in update.spans}
            self._odd = self._odd | {y for y, strips in drawn.items() if any(map(is_odd, strips))}

    def post_display_hook(self) -> None:
        """After a frame; one that was drawn before the app heard of another size is followed by a whole one."""
        if isinstance(self._driver, Glass) and not self.wrong and not self.lost:
            size = self.glass.screen.columns, self.glass.screen.lines
            if size == tuple(self.screen._compositor.size):
                self.wrong = self._difference()

    def _difference(self) -> str:
        ours, textual = self.glass.screen, self.glass.textual
        self.left_out += len(ours.dirty & self.odd_rows)
        for y in sorted((ours.dirty | textual.dirty) - self._odd):
            if y < ours.lines:
                self.compared += 1
                for x in range(ours.columns):
                    there, meant = seen(ours.buffer[y][x]), seen(textual.buffer[y][x])
                    if there != meant:
                        return f"frame {self.frames}, row {y}, column {x}: {there} for {meant}"
        ours.dirty.clear()
        textual.dirty.clear()
        if (ours.cursor.x, ours.cursor.y) != (textual.cursor.x, textual.cursor.y):
            return f"frame {self.frames}: the cursor is at {ours.cursor.x}, {ours.cursor.y}"
        return "" if ours.margins is None else f"frame {self.frames}: part of the screen scrolls"


def forget_colours(update: ChopsUpdate | LayoutUpdate) -> None:
    """Textual keeps what it made of a strip and a style, also when the next app has other colours."""
    rows = update.strips if isinstance(update, LayoutUpdate) else [row.values() for row in update.chops]
    for strip in (strip for row in rows for strip in row if strip is not None):
        strip._render_cache = None
        strip._crop_cache.clear()
        for _text, style, _control in strip:
            if style is not None:
                style._ansi = None


def fits(strip: Strip, room: int) -> bool:
    """Whether its characters take the cells that it must fill."""
    return sum(width for text, *_ in strip for *_, width in split_graphemes(text)[0]) == room


def is_odd(strip: Strip) -> bool:
    """Whether it has a character that terminals don't agree about."""
    return not _SURE.issuperset(strip.text)


def look_in_pyte(style: Style | None, system: ColorSystem, letter: str) -> Cell:
    """What a letter in this style looks like, in the sequence that Textual makes of it."""
    return _look(style, system, letter == " ")


@cache
def _look(style: Style | None, system: ColorSystem, blank: bool) -> Cell:
    screen = pyte.Screen(2, 1)
    codes = Strip.render_ansi(style, system) if style is not None else ""
    pyte.Stream(screen).feed(f"\x1b[{codes}m{' ' if blank else 'x'}")
    return seen(screen.buffer[0][0])


def seen(cell: pyte.screens.Char) -> Cell:
    """What can be seen of it: red on blue in reverse is blue on red, and a blank has no colour of its own."""
    colour, ground, reverse = cell.fg, cell.bg, cell.reverse
    if reverse and "default" not in (colour, ground):
        colour, ground, reverse = ground, colour, False
    if cell.data == " " and not (cell.underscore or cell.strikethrough):
        return (" ", "", _ground_of_blank(colour, ground, reverse=reverse), False, False, False, False, False)
    return (
        cell.data, colour, ground, cell.bold, cell.italics, cell.underscore, cell.strikethrough, reverse,
    )  # fmt: skip


def _ground_of_blank(colour: str, ground: str, *, reverse: bool) -> str:
    if not reverse:
        return ground
    return "the letters' own" if colour == "default" else colour


def check_at_rest(app: Watched, why: str) -> None:
    """Every cell is what the compositor means, when it's asked for all of the screen.

    Where it isn't, Textual's own way must show the very same: it forgot to draw something.
    """
    assert not app.wrong, f"{why}: {app.wrong}"
    shown, compositor = app.glass.screen, app.screen._compositor
    assert (shown.columns, shown.lines) == tuple(compositor.size), why
    visible_screen_stack.set(app._background_screens)  # what a dialog shows behind it
    chops = compositor._render_chops(compositor.size.region, lambda y: True)
    for y, (row, cuts) in enumerate(zip(chops, compositor.cuts, strict=True)):
        for end, (x, strip) in zip(cuts[1:], row.items(), strict=True):
            _check_strip(app, y, x, end, strip, why)
    assert Offset(shown.cursor.x, shown.cursor.y) == app._previous_cursor_position, why


def _check_strip(app: Watched, y: int, x: int, stop: int, strip: Strip, why: str) -> None:
    if not fits(strip, stop - x):
        return  # Textual lost the second half of a character somewhere, and doesn't know itself what it means
    shown, textual = app.glass.screen.buffer[y], app.glass.textual.buffer[y]
    system = app.console._color_system or ColorSystem.TRUECOLOR
    for text, style, _control in strip:
        for start, end, width in split_graphemes(text)[0]:
            meant = text[start:end] if x + width <= stop else " "  # there is no room for the second half
            there = seen(shown[x])
            if x + width >= app.glass.screen.columns and len(meant) > 1:
                break  # there is no room beside it: pyte draws what joins it over it
            if x + width == stop and there[0] == " " and not meant.isascii():
                meant = " "  # Textual cuts such a character now so, now so
            if meant.startswith(" \u200d"):
                meant = " "  # Textual cut a joined character between the joiners: what is left is a blank
            if x + width == stop and y in app.odd_rows and is_accented(there[0], meant):
                # When asked now Textual cuts the accent off, but it didn't draw that cell since.
                meant = there[0]
            asked = width and x < stop and (y, x) not in app.misfits
            if asked and not alike(there, meant, look_in_pyte(style, system, meant)):
                forgotten = y not in app.odd_rows and there == seen(textual[x])
                assert forgotten, f"{why}, row {y}, column {x}: {there} for {meant!r}: {strip.text!r}"
            x += width


def is_accented(there: str, meant: str) -> bool:
    """Whether it's the very same letter, or blank, with a loose accent more."""
    letters = unicodedata.normalize("NFD", there)
    return letters[:1] == meant != letters and all(map(unicodedata.combining, letters[1:]))


def alike(there: Cell, meant: str, look: Cell) -> bool:
    """Whether it's the first character of the cell, in its look. (pyte draws only some of what joins it.)"""
    first, drawn = meant[0], there[0][:1]
    same = drawn == first or (
        unicodedata.normalize("NFC", there[0])[:1] == unicodedata.normalize("NFC", meant)[0]
    )
    return same and there[1:] == look[1:]
