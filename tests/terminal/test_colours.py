"""Words can be read in both themes, with all colours, 256, sixteen, and none."""

from __future__ import annotations

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Shade
from textual.theme import Theme

from ibtui.terminal import colours
from ibtui.terminal.colours import ALL, MANY, NONE, SCHEMES, SIXTEEN, FewColours, Names, NoColours, Scheme
from ibtui.widgets.themes import DARK, LIGHT, THEMES
from tests.contrast import LEAST, Rgb, contrast, rgb

PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "old Windows": "000000 800000 008000 808000 000080 800080 008080 c0c0c0 "
    "808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff",
}  # fmt: skip
"""The sixteen colours, as terminals come. The console of Linux has those of PuTTY, nearly."""

BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
INKS, GROUNDS = (
    ("text", "muted", "accent", "warn", "late", "good"),
    ("ground", "surface", "panel", "chosen", "field"),
)


def inks(theme: Theme) -> dict[str, str | None]:
    return {
        "text": theme.foreground, "muted": theme.variables["text-muted"], "accent": theme.primary,
        "warn": theme.warning, "late": theme.error, "good": theme.success, "hint": theme.variables["text-disabled"],
    }  # fmt: skip


def grounds(theme: Theme) -> dict[str, str | None]:
    return {
        "ground": theme.background, "surface": theme.surface, "panel": theme.panel,
        "chosen": theme.variables["chosen"], "field": theme.variables["field"],
    }  # fmt: skip


def scheme_pairs(scheme: Scheme) -> list[tuple[str, str, int, int]]:
    return [
        (ink, ground, number if forced is None else forced, back)
        for ground, (back, forced) in scheme.grounds.items()
        for ink, number in scheme.inks.items()
        if ink != "line"
    ]


def as_drawn(number: int, bold: bool) -> int:
    """A bold word has the bright colour where the terminal makes it so, as PuTTY does."""
    return number + 8 if bold and number < 8 else number


def of_256(number: int) -> Rgb:
    """The colour of a number from 16 on; these are the same everywhere."""
    assert number >= 16
    return Color.from_ansi(number).get_truecolor()


@BOTH
def test_every_ink_of_a_theme_stands_out_on_every_ground(theme: Theme) -> None:
    faint = [
        (ink, ground)
        for ink, colour in inks(theme).items()
        for ground, back in grounds(theme).items()
        if contrast(rgb(colour or ""), rgb(back or "")) < LEAST
    ]
    assert faint == []
    chosen = theme.variables["input-selection-background"]
    assert contrast(rgb(theme.foreground or ""), rgb(chosen)) >= LEAST


@BOTH
@pytest.mark.parametrize("terminal", PALETTES)
def test_with_sixteen_colours_too(theme: Theme, terminal: str) -> None:
    palette = [rgb(colour) for colour in PALETTES[terminal].split()]
    faint = [
        (ink, ground)
        for ink, ground, front, back in scheme_pairs(SCHEMES[SIXTEEN, theme.dark])
        if contrast(palette[front], palette[back]) < LEAST
    ]
    assert faint == []


@BOTH
@pytest.mark.parametrize("terminal", PALETTES)
def test_bold_words_too_where_bold_means_bright(theme: Theme, terminal: str) -> None:
    palette = [rgb(colour) for colour in PALETTES[terminal].split()]
    few = FewColours(Names(theme), SCHEMES[SIXTEEN, theme.dark])
    faint = []
    for ink, colour in inks(theme).items():
        for ground, back in grounds(theme).items():
            drawn = few.change(Style(color=colour, bgcolor=back, bold=True))
            assert drawn.color is not None and drawn.color.number is not None
            assert drawn.bgcolor is not None and drawn.bgcolor.number is not None
            front = as_drawn(drawn.color.number, bool(drawn.bold))
            if contrast(palette[front], palette[drawn.bgcolor.number]) < LEAST:
                faint.append((ink, ground))
    assert faint == []


@BOTH
def test_with_256_colours_too(theme: Theme) -> None:
    faint = [
        (ink, ground)
        for ink, ground, front, back in scheme_pairs(SCHEMES[MANY, theme.dark])
        if contrast(of_256(front), of_256(back)) < LEAST
    ]
    assert faint == []


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=[f"{name}-{dark}" for name, dark in SCHEMES])
def test_what_is_chosen_differs_from_what_is_not(scheme: Scheme) -> None:
    plain = {scheme.grounds[name][0] for name in ("ground", "surface", "panel")}
    marked = [scheme.grounds[name][0] for name in ("chosen", "selection", "cursor")]
    assert plain.isdisjoint(marked)
    assert len(set(marked)) == 3
    assert scheme.grounds["field"][0] not in {scheme.grounds[name][0] for name in ("selection", "cursor")}


@BOTH
def test_each_colour_of_a_theme_has_its_own_name(theme: Theme) -> None:
    names = Names(theme)
    assert [names.ink(Color.parse(colour or "")) for name, colour in inks(theme).items() if name in INKS] == [
        *INKS
    ]
    assert [names.ground(Color.parse(colour or "")) for colour in grounds(theme).values()] == [*GROUNDS]
    assert names.ground(Color.parse(theme.foreground or "")) == "cursor"


def test_sixteen_colours_are_those_of_the_terminal() -> None:
    few = FewColours(Names(DARK), SCHEMES[SIXTEEN, True])
    late = Style(color=DARK.error, bgcolor=DARK.background, bold=True, meta={"row": 1})
    (found,) = few.apply([Segment("te laat", late)], Shade(0, 0, 0))
    assert found.style is not None and found.style.color is not None and found.style.bgcolor is not None
    assert (found.style.color.number, found.style.bgcolor.number, found.style.bold) == (9, 0, True)
    assert found.style.meta == {"row": 1}  # what the mouse acts on


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=[f"{name}-{dark}" for name, dark in SCHEMES])
def test_what_lies_under_a_window_comes_by_twice_and_stays_the_same(scheme: Scheme) -> None:
    few, none = FewColours(Names(DARK), scheme), NoColours(Names(DARK))
    styles = [Style(color=DARK.foreground, bgcolor=back) for back in grounds(DARK).values()]
    segments = [Segment("x", style) for style in styles]
    for look in (few, none):
        once = look.apply(segments, Shade(0, 0, 0))
        assert look.apply(once, Shade(0, 0, 0)) == once


def test_without_colours_what_is_chosen_is_turned_round() -> None:
    none = NoColours(Names(DARK))
    styles = [
        Style(color=DARK.foreground, bgcolor=back)
        for back in (DARK.background, DARK.variables["chosen"], DARK.variables["field"], DARK.foreground)
    ]
    drawn = [
        segment.style for segment in none.apply([Segment("x", style) for style in styles], Shade(0, 0, 0))
    ]
    assert all(style is not None and style.color is None and style.bgcolor is None for style in drawn)
    assert [bool(style and style.reverse) for style in drawn] == [False, True, False, True]
    assert [bool(style and style.underline) for style in drawn] == [False, False, True, False]


@pytest.mark.parametrize(
    ("env", "detected", "found"),
    [
        ({"TERM": "xterm-256color"}, "256", MANY),
        ({"TERM": "xterm-256color"}, "truecolor", ALL),
        ({"TERM": "screen.xterm-256color"}, "truecolor", MANY),
        ({"TERM": "tmux-256color"}, "truecolor", ALL),
        ({"TERM": "xterm"}, "standard", SIXTEEN),
        ({"TERM": "linux"}, "standard", SIXTEEN),
        ({"TERM": "putty"}, "standard", SIXTEEN),
        ({"TERM": "vt100"}, "standard", NONE),
        ({"TERM": "vte-256color"}, "256", MANY),
        ({"TERM": "dumb"}, None, NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "256", NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256", MANY),
    ],
)
def test_how_many_colours_a_terminal_has(env: dict[str, str], detected: str | None, found: str) -> None:
    assert colours.depth(env, detected) == found


def test_each_word_in_the_settings_has_a_theme() -> None:
    assert {word: theme.dark for word, theme in THEMES.items()} == {"donker": True, "licht": False}
