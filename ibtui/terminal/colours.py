"""The colours that a terminal has: all of them, 256, sixteen, or none.

Textual takes for each colour the nearest one that there is. With sixteen that makes grey words on a grey row, and with
256 a chosen row in green on which the grey words can't be read. So here a colour of the theme has a name (what it
means), and each kind of terminal a small table of what that name becomes; tests/terminal measures the contrast.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color as Shade
from textual.filter import LineFilter
from textual.theme import Theme

from ibtui.values import dataclass

ALL, MANY, SIXTEEN, NONE = "alle", "256", "16", "geen"

_COLOURLESS = ("dumb", "unknown", "vt1", "vt2", "vt3", "vt4")
"""The start of `TERM` for terminals without colours."""


_BRIGHT = 8
"""The first of the bright colours. PuTTY and others draw a bold word in the bright colour in place of its own, so
red words become pink: below this one no word is bold."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Numbers of the terminal's own colours."""

    inks: Mapping[str, int]
    """For words on the grounds that don't say which ink they need."""
    grounds: Mapping[str, tuple[int, int | None]]
    """The background, and the ink of all that stands on it; None: its own ink."""


def _plain_grounds(ground: int, surface: int, panel: int) -> dict[str, tuple[int, int | None]]:
    return {"ground": (ground, None), "surface": (surface, None), "panel": (panel, None)}


SCHEMES: Mapping[tuple[str, bool], Scheme] = {
    (SIXTEEN, True): Scheme(
        {"text": 15, "muted": 7, "accent": 14, "warn": 11, "late": 9, "good": 10, "line": 8},
        {**_plain_grounds(0, 0, 0), "chosen": (7, 0), "field": (7, 0), "selection": (11, 0), "cursor": (14, 0)},
    ),
    (SIXTEEN, False): Scheme(
        {"text": 0, "muted": 0, "accent": 4, "warn": 5, "late": 1, "good": 0, "line": 8},
        {**_plain_grounds(15, 15, 15), "chosen": (0, 15), "field": (0, 15), "selection": (4, 15), "cursor": (5, 15)},
    ),
    (MANY, True): Scheme(
        {"text": 253, "muted": 248, "accent": 111, "warn": 179, "late": 210, "good": 150, "line": 60},
        {**_plain_grounds(233, 235, 235), "chosen": (17, None), "field": (17, None), "selection": (24, 231),
         "cursor": (253, 233)},
    ),
    (MANY, False): Scheme(
        {"text": 234, "muted": 239, "accent": 25, "warn": 58, "late": 124, "good": 22, "line": 146},
        {**_plain_grounds(231, 255, 255), "chosen": (189, None), "field": (189, None), "selection": (153, 16),
         "cursor": (234, 231)},
    ),
}  # fmt: skip
"""By how many colours there are, and whether the theme is dark."""

_MARKED: Mapping[str, Style] = {
    "chosen": Style(reverse=True),
    "field": Style(underline=True),
    "selection": Style(reverse=True, bold=True),
    "cursor": Style(reverse=True),
}
"""What says it where there are no colours."""


def depth(env: Mapping[str, str], detected: str | None) -> str:
    """How many colours: ALL, MANY, SIXTEEN or NONE. `detected` is what rich made of the terminal."""
    kind = env.get("TERM", "")
    if env.get("NO_COLOR") or kind.startswith(_COLOURLESS) or detected is None:
        return NONE
    if detected == "truecolor" and kind.startswith("screen"):
        return MANY  # COLORTERM is of the terminal around it; screen itself takes the numbers for other looks
    return {"truecolor": ALL, "256": MANY}.get(detected, SIXTEEN)


class Names:
    """What each colour of a theme means: the one that it is, or is nearest to."""

    def __init__(self, theme: Theme) -> None:
        more = theme.variables
        self._inks = _shades(
            text=theme.foreground, muted=more["text-muted"], accent=theme.primary, warn=theme.warning,
            late=theme.error, good=theme.success, line=more["chosen"], line_2=theme.panel,
        )  # fmt: skip
        self._grounds = _shades(
            ground=theme.background, surface=theme.surface, panel=theme.panel, chosen=more["chosen"],
            field=more["field"], selection=more["input-selection-background"], cursor=theme.foreground,
            cursor_2=more["text-muted"],
        )  # fmt: skip

    def ink(self, colour: Color | None) -> str:
        """The name of a colour of words; without one they are plain text."""
        return "text" if colour is None else _nearest(self._inks, colour)

    def ground(self, colour: Color | None) -> str:
        """The name of a background."""
        return "ground" if colour is None else _nearest(self._grounds, colour)


def _shades(**colours: str | None) -> dict[str, tuple[int, int, int]]:
    return {name: Shade.parse(colour or "black").rgb for name, colour in colours.items()}


def _nearest(among: Mapping[str, tuple[int, int, int]], colour: Color) -> str:
    here = colour.get_truecolor()

    def far(name: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(among[name], here, strict=True))

    return min(among, key=far).removesuffix("_2")


class _ByStyle(LineFilter):
    """Changes styles, each once."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._known: dict[Style, Style] = {}

    def apply(self, segments: list[Segment], background: Shade) -> list[Segment]:
        return [Segment(text, self._changed(style), control) for text, style, control in segments]

    def _changed(self, style: Style | None) -> Style | None:
        if style is None:
            return None
        found = self._known.get(style)
        if found is None:
            if len(self._known) > 2000:
                self._known.clear()
            found = self._known[style] = self.change(style)
        return found

    def change(self, style: Style) -> Style:
        """The style that this terminal can show."""
        raise NotImplementedError


class FewColours(_ByStyle):
    """The terminal's own colours, from a table."""

    def __init__(self, names: Names, scheme: Scheme) -> None:
        super().__init__(names)
        self._scheme = scheme

    def change(self, style: Style) -> Style:
        if style.bgcolor is not None and style.bgcolor.triplet is None:
            return style  # it's the terminal's own: what lies under a window comes by twice
        ground, ink = self._scheme.grounds[self._names.ground(style.bgcolor)]
        if ink is None:
            ink = self._scheme.inks[self._names.ink(style.color)]
        return style + Style(
            color=Color.from_ansi(ink),
            bgcolor=Color.from_ansi(ground),
            bold=style.bold if ink >= _BRIGHT else False,
        )


class NoColours(_ByStyle):
    """No colour at all: what is chosen is turned round, and the field where she types is underlined."""

    def change(self, style: Style) -> Style:
        bare = style.without_color + _MARKED.get(self._names.ground(style.bgcolor), Style.null())
        return bare + Style.from_meta(style.meta) if style.meta else bare


class ColouredApp(App[None]):
    """An app that draws with the colours the terminal has."""

    _look: tuple[str, Sequence[LineFilter]] = ("", ())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes each line that is drawn. A theme of ours has colours of its own only, so with all colours
        there is nothing to change: Textual's filters look at each style for the colours of a terminal."""
        if self._look[0] != self.theme:
            self._look = (self.theme, self._filters_now())
        return self._look[1]

    def _filters_now(self) -> Sequence[LineFilter]:
        theme = self.current_theme
        if "field" not in theme.variables:  # a theme of Textual itself
            return super().get_line_filters()
        colours = depth(os.environ, self.console.color_system)
        if colours == ALL:
            return ()
        if colours == NONE:
            return (NoColours(Names(theme)),)
        return (FewColours(Names(theme), SCHEMES[colours, theme.dark]),)
