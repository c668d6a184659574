"""Names proposed while they are typed: a small list at the cursor, of which Tab takes one. Nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.cells import cell_len
from textual.geometry import Offset, Region
from textual.strip import Strip

from ibtui.care.mentions import mentions
from ibtui.care.minutes import Mark, mark_of
from ibtui.screens.editor_names import Place
from ibtui.store.whois import Candidate
from ibtui.widgets.frame import Drawn
from ibtui.widgets.text import Line, fit, line, part, safe

_NONE: tuple[Candidate, ...] = ()
_HINT = "  Tab"


class SuggestList(Drawn):
    """The names, right under the line of the cursor, or above it where there is no room. Never has the keys."""

    DEFAULT_CSS = """
    SuggestList {
        overlay: screen; constrain: inside inside; position: absolute; display: none;
        width: 1; height: 1; background: $panel;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Candidate, ...], int, Offset] | None = None
        self._lines: list[Line] = []

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who is proposed now; nobody when the list isn't there."""
        return self._shown[0] if self._shown is not None else _NONE

    def show(self, candidates: tuple[Candidate, ...], chosen: int, at: Offset, inside: Region) -> None:
        """Show these at a place of the screen; nothing is drawn again when they are there already."""
        if (candidates, chosen, at) == self._shown:
            return
        self._shown = (candidates, chosen, at)
        self._lines = _lines(candidates, chosen, inside.width)
        width, height = max(_width(one) for one in self._lines), len(self._lines)
        below = at.y + height < self.screen.size.height  # what stands under the text may be covered
        left = max(min(at.x, inside.right - width), inside.x)
        self.absolute_offset = Offset(left, at.y + 1 if below else max(at.y - height, inside.y))
        self.styles.width, self.styles.height = width, height
        self.display = True
        self.refresh(layout=True)

    def hide(self) -> None:
        """Away with it."""
        if self._shown is not None:
            self._shown = None
            self.display = False

    def render_line(self, y: int) -> Strip:
        return self.draw(self._lines[y] if y < len(self._lines) else ())


def _lines(candidates: Sequence[Candidate], chosen: int, room: int) -> list[Line]:
    """One line each, all of one width."""
    texts = [safe(f"{one.name} · {one.hint}" if one.hint else one.name) for one in candidates]
    width = min(max(cell_len(text) for text in texts), room - len(_HINT) - 4)
    return [
        line(
            part("│", "muted"),  # with few colours there is no other background
            part("▸ " if at == chosen else "  ", "accent"),
            part(fit(text, width), "strong" if at == chosen else ""),
            part(_HINT if at == chosen else " " * len(_HINT), "muted"),
            " ",
        )
        for at, text in enumerate(texts)
    ]


def _width(shown: Line) -> int:
    return sum(cell_len(item.text) for item in shown)


class Area(Protocol):
    """What the proposals need of a text: its line with the cursor, and one edit in that line."""

    def cursor(self) -> tuple[int, int]:
        """Line and column."""

    def cursor_line(self) -> str:
        """The line with the cursor."""

    def typing(self) -> bool:
        """Whether the cursor is where the last letter that was typed left it."""

    def put_in_line(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of a part of that line, as one step that can be taken back; cursor behind it."""

    def on_screen(self, column: int) -> tuple[Offset, Region]:
        """Where on the screen a column of that line is, and what part of the screen the text has."""


class Places(Protocol):
    """Who knows whom a name at the cursor can be."""

    def place_at(self, line: str, column: int, typing: bool) -> Place | None:
        """The name at a column of a line, and who could be meant there; None without one."""


class Suggesting:
    """Knows which names fit at the cursor, and which one Tab took last."""

    def __init__(self, area: Area, shown: SuggestList) -> None:
        self._area = area
        self._list = shown
        self._place: Place | None = None
        self._chosen = 0
        self._taken: tuple[int, int, str] | None = None  # line, column and text after Tab

    def look(self, names: Places | None) -> None:
        """The text or the cursor changed: propose what fits now."""
        if self._taken == self._here():
            return
        self._taken, self._chosen = None, 0
        line_text, (_row, column) = self._area.cursor_line(), self._area.cursor()
        self._place = names.place_at(line_text, column, self._area.typing()) if names is not None else None
        self._draw()

    def take(self, step: int) -> None:
        """Tab: put the chosen name in the text; again, right after it: the next one in its place."""
        place = self._place
        if place is None:
            return
        last = len(place.candidates) - 1
        if self._taken is not None and self._taken == self._here():
            chosen = (self._chosen + step) % (last + 1)
        else:
            chosen = 0 if step > 0 else last
        text = place.candidates[chosen].text
        text += _colon(self._area.cursor_line(), place, text)
        self._area.put_in_line(text, place.start, place.end)
        # Only now: putting the text there moves the cursor, and makes this look again.
        self._place = Place(place.start, place.start + len(text), place.candidates)
        self._taken, self._chosen = self._here(), chosen
        self._draw()

    def _here(self) -> tuple[int, int, str]:
        row, column = self._area.cursor()
        return row, column, self._area.cursor_line()

    def _draw(self) -> None:
        place = self._place
        if place is None or (self._taken is not None and len(place.candidates) == 1):
            self._list.hide()
            return
        at, inside = self._area.on_screen(place.start)
        self._list.show(place.candidates, self._chosen, at - Offset(2, 0), inside)


def _colon(line_text: str, place: Place, name: str) -> str:
    """What makes a name the who of a promise, when it stands in the place of the who and no colon follows."""
    before, after = line_text[: place.start], line_text[place.end :]
    if mark_of(line_text) is not Mark.ACTION or not name.startswith("@") or ":" in after:
        return ""
    for one in reversed(mentions(before)):
        before = before[: one.start] + before[one.end :] if one.mark == "#" else before
    if before.strip() != Mark.ACTION.value:
        return ""
    return ":" if after.startswith(" ") else ": "
