"""The two lines that every screen has: where you are, and what you can press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from ibtui.care.dates import short_date
from ibtui.care.school_name import short_name
from ibtui.commands import SCREENS, Command, command
from ibtui.widgets.text import LOOKS, Line, Look, Part, at_most, fit, part, safe, segments, wrap

_MESSAGE_SECONDS = 8.0
_MOST_LINES = 4  # of a message
_ALWAYS, _ALWAYS_IN_TEXT = ("help",), ("keys", "back")
"""Commands that are never left out of the key bar."""
_LEAST_TITLE, _SHORTEST_TITLE = 20, 8
"""Cells for the title: with fewer the clock is left out; the name of the school is left out last."""
_MOST_SCHOOL = 20
"""Cells for the name of the school, where it has to be short."""
_BETWEEN = 2  # blanks between two names in the row of screens


class Drawn(Widget):
    """A widget that draws lines of parts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"frame--{look}" for look in LOOKS}
    DEFAULT_CSS = """
    Drawn {
        & > .frame--muted { color: $text-muted; }
        & > .frame--strong { text-style: bold; }
        & > .frame--accent { color: $primary; text-style: bold; }
        & > .frame--warn { color: $warning; }
        & > .frame--late { color: $error; text-style: bold; }
        & > .frame--good { color: $success; }
    }
    """

    _styles: tuple[dict[str, Style], Style] | None = None

    def notify_style_update(self) -> None:
        """Other colours: forget the ones that were worked out. Textual itself forgets them at each refresh."""
        self._styles = None
        super().notify_style_update()

    def draw(self, parts: Line) -> Strip:
        if self._styles is None:
            looks: dict[str, Style] = {
                look: self.get_component_rich_style(f"frame--{look}", partial=True) for look in LOOKS
            }
            self._styles = looks, self.rich_style
        known, base = self._styles
        return Strip(segments(parts, known, base)).crop_extend(0, self.size.width, base)


class Caption(Drawn):
    """One line above a list: what it is on the left, how many on the right."""

    DEFAULT_CSS = "Caption { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Line = ()
        self._right = part("")

    def show(self, left: Line, right: Part | None = None) -> None:
        """Draw other words."""
        self._left, self._right = left, right or part("")
        self.refresh()

    def render_line(self, y: int) -> Strip:
        right = cell_len(self._right.text)
        used = sum(cell_len(item.text) for item in self._left)
        gap = max(self.size.width - used - right - 1, 1)
        return self.draw((*self._left, part(" " * gap), self._right))


class TopLine(Drawn):
    """Where you are and when; on the main screens the row of screens under it; then one thin rule."""

    DEFAULT_CSS = """
    TopLine { dock: top; height: 2; width: 1fr; }
    TopLine.-main { height: 3; }
    """
    title: reactive[str] = reactive("")
    note: reactive[str] = reactive("", repaint=False)
    """What stands on the right instead of the clock, e.g. "bewaard 13:24:07"."""
    note_look: reactive[Look] = reactive[Look]("muted", repaint=False)

    def __init__(self, current: str = "") -> None:
        super().__init__(classes="-main" if current in SCREENS else "")
        self._current = current

    def on_mount(self) -> None:
        self._tick()

    def _tick(self) -> None:
        if self.app.screen is self.screen:  # a change below what is shown would draw that one again, whole
            self.show_clock()
        self.set_timer(60 - dt.datetime.now().second + 0.1, self._tick)

    def show_clock(self) -> None:
        """Draw the time as it is now, where it stands. Call it when this is shown again."""
        if not self.note:
            self.watch_note()

    def watch_note(self) -> None:
        """It and the clock change while somebody types or reads: draw their own row only."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def watch_note_look(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        main = self._current in SCREENS
        if y == 0:
            return self._where()
        if y == 1 and main:
            return self._screens()
        return self._rule(main)

    def _where(self) -> Strip:
        school, right = self._school(), self.note or self._clock()
        if school and not self.note and self._room(school, right) < _LEAST_TITLE:
            right = ""  # the school comes before the clock
        room = self._room(school, right)
        if room < (_SHORTEST_TITLE if school else _LEAST_TITLE):
            return self.draw((part(" "), part(self._marked(), "strong")))
        look: Look = self.note_look if self.note else "muted"
        between = part(" · " if school and right else "", "muted")
        return self.draw(
            (part(" "), part(fit(self._fitting(room), room), "strong"), part(" "),
             part(safe(school)), between, part(right, look))
        )  # fmt: skip

    def _room(self, school: str, right: str) -> int:
        """Cells for the title, beside what stands on the right."""
        between = 3 if school and right else 0
        return self.size.width - cell_len(school) - cell_len(right) - between - 3

    def _school(self) -> str:
        """The short name of the school, where the title doesn't say it; "" while there is only one school."""
        short, name = getattr(self.app, "short_school", ""), getattr(self.app, "school_name", "")
        return "" if not short or name in self.title else at_most(str(short), _MOST_SCHOOL)

    def _clock(self) -> str:
        """The day and the time, as the app has them."""
        now: dt.datetime = getattr(self.app, "now", dt.datetime.now)()
        return f"{short_date(now.date())} · {now:%H:%M}"

    def _marked(self) -> str:
        """The title, with the mark of the practice school: nobody may take what stands there for a real child."""
        mark: str = getattr(self.app, "mark", "")
        return self.title if mark in self.title else f"{mark} · {self.title}"

    def _fitting(self, room: int) -> str:
        """The same; where it is too long, with a short name of the school: what is shown comes after it."""
        title, name = safe(self._marked()), safe(getattr(self.app, "school_name", ""))
        short = getattr(self.app, "short_school", "") or short_name(name)
        return title.replace(name, at_most(safe(short), _MOST_SCHOOL), 1) if cell_len(title) > room else title

    def _screens(self) -> Strip:
        parts = [part(" ")]
        for name in SCREENS:
            parts.append(part(_tab(name), "accent" if name == self._current else "muted"))
            parts.append(part(" " * _BETWEEN))
        return self.draw(tuple(parts))

    def _rule(self, main: bool) -> Strip:
        """One thin rule; it is thick under the name of the screen that is shown."""
        left = here = 0
        if main:
            before = list(SCREENS)[: list(SCREENS).index(self._current)]
            left = 1 + sum(cell_len(_tab(name)) + _BETWEEN for name in before)
            here = cell_len(_tab(self._current))
        rest = max(self.size.width - left - here, 0)
        return self.draw((part("─" * left, "muted"), part("━" * here, "accent"), part("─" * rest, "muted")))


def _tab(name: str) -> str:
    """How a screen is called in the row of screens: "1 Week"."""
    return f"{command(f'go_{name}').shown} {SCREENS[name]}"


class KeyBar(Drawn):
    """What you can press here; for a while after something happened: what happened."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; width: 1fr; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = list(commands)
        self._message: tuple[str, Look] | None = None
        self._timer: Timer | None = None

    def offer(self, commands: Sequence[Command]) -> None:
        """Show these commands from now on."""
        self._commands = list(commands)
        self.refresh()

    def say(self, text: str, look: Look = "good") -> None:
        """Show a message for some seconds, or until the next one."""
        self._message = (safe(text), look)
        self._fit()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_MESSAGE_SECONDS, self.clear)
        self.refresh()

    def clear(self) -> None:
        """Back to the keys."""
        self._message = None
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """As high as its message: what to do about a fault may not fall off the end of a line."""
        self.styles.height = len(self._said())

    def _said(self) -> list[str]:
        if self._message is None:
            return [""]
        text, look = self._message
        sign = "! " if look in ("late", "warn") else "✓ "
        lines = wrap(sign + text, max(self.size.width - 2, 20))
        return (
            lines
            if len(lines) <= _MOST_LINES
            else [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
        )

    @property
    def message(self) -> str:
        """What is being said now; "" when the keys show."""
        return self._message[0] if self._message else ""

    def render_line(self, y: int) -> Strip:
        if self._message is not None:
            lines = self._said()
            text = lines[y] if y < len(lines) else ""
            return self.draw((part(" "), part(fit(text, self.size.width - 2), self._message[1])))
        return self.draw(
            key_hints([(self._key(item), item.label) for item in self._shown()], self.size.width)
        )

    @property
    def _in_text(self) -> bool:
        """Whether letters are letters here: then nearly every key is one with Ctrl, and F1 says what "^N" is."""
        return any(item.id == "keys" for item in self._commands)

    def _key(self, item: Command) -> str:
        return item.short if self._in_text else item.shown

    def _shown(self) -> list[Command]:
        """The commands that fit, in order; help always does, and in a text the way back too."""
        shown = [item for item in self._commands if item.bar]
        always = _ALWAYS_IN_TEXT if self._in_text else _ALWAYS
        for last in range(len(shown), 0, -1):
            tried = [item for item in shown[:last] if item.id not in always]
            tried += [item for item in shown if item.id in always]
            if sum(cell_len(f"{self._key(item)} {item.label}") + 2 for item in tried) <= self.size.width:
                return tried
        return shown[:1]


class KeyHints(Drawn):
    """A key bar for forms and pickers, whose keys are not commands."""

    DEFAULT_CSS = """
    KeyHints { dock: bottom; height: 1; width: 1fr; }
    """

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._hints = list(hints)

    def render_line(self, y: int) -> Strip:
        return self.draw(key_hints(self._hints, self.size.width))


def key_hints(hints: Sequence[tuple[str, str]], width: int) -> Line:
    """A line of keys with what they do, as far as they fit."""
    parts = [part(" ")]
    room = width - 1
    for key, label in hints:
        room -= cell_len(f"{key} {label}  ")
        if room < -2:
            break
        parts += [part(key, "strong"), part(f" {label}  ", "muted")]
    return tuple(parts)
