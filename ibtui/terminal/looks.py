"""How a cell looks, and the shortest sequence from one look to the next."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

ANY = "any"
"""The colour of the letter in a blank: nobody sees it."""

# Bold, dim, italic, underline, two kinds of blinking, reverse, hidden, struck; the four after them are rare.
_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
_OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29")
_BOLD_AND_DIM = 0b11
_ITALIC_AND_UNDERLINE = 0b1100
_UNDERLINE = 0b1000
_REVERSE = 0b100_0000
_BLINKING = 0b11_0000
_RARE = ~0b1_1111_1111
_SEEN_IN_A_BLANK = _UNDERLINE | 0b1_0100_0000 | _RARE  # underline, reverse, struck


class Look(NamedTuple):
    """What a terminal does with a letter. The colours are codes as in `ESC [ … m`; "" is the terminal's own."""

    attributes: int
    colour: str
    ground: str


PLAIN = Look(0, "", "")


class Looks(NamedTuple):
    """Of one style: what its letters look like, and its blanks. Equal looks are one and the same object."""

    letter: Look
    blank: Look


_one: dict[Look, Look] = {}


def _same(look: Look) -> Look:
    return _one.setdefault(look, look)


@lru_cache(maxsize=4096)
def looks_of(style: Style | None, system: ColorSystem) -> Looks:
    """The looks of a style, in the colours that the terminal has. Nothing blinks."""
    if style is None:
        return Looks(_same(PLAIN), _same(Look(0, ANY, "")))
    attributes = style._attributes & style._set_attributes & ~_BLINKING
    colour = ground = ""
    if style.color is not None:
        colour = ";".join(style.color.downgrade(system).get_ansi_codes())
    if style.bgcolor is not None:
        ground = ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
    ground = "" if ground == "49" else ground
    colour = "" if colour == "39" else colour
    letter = _same(Look(attributes, colour, ground))
    return Looks(letter, letter if attributes & _SEEN_IN_A_BLANK else _same(Look(0, ANY, ground)))


@lru_cache(maxsize=4096)
def change(before: Look | None, after: Look) -> tuple[str, Look]:
    """What to send so that a terminal at `before` (None: unknown) draws as `after`, and what it is at then.

    For a blank only what shows in it counts, so the terminal can be at a bit more than that. The letter's colour and
    the ground may be swapped, in reverse: a cursor is the text in its own colours, turned around.
    """
    ways = [change_to_erase(before, after)]
    if before is not None and (turned := _turned(before, after)):
        ways += _step(before, turned)
    return min(ways, key=_bytes)


@lru_cache(maxsize=1024)
def change_to_erase(before: Look | None, after: Look) -> tuple[str, Look]:
    """As `change`, but never in reverse: what is erased takes the ground as it was set."""
    return min([_anew(after), *(_step(before, after) if before is not None else [])], key=_bytes)


def _bytes(way: tuple[str, Look]) -> int:
    return len(way[0])


def _anew(after: Look) -> tuple[str, Look]:
    """From nothing."""
    after = (
        PLAIN if after == (0, ANY, "") else after._replace(colour="" if after.colour == ANY else after.colour)
    )
    codes = [*_names(after.attributes), *filter(None, (after.colour, after.ground))]
    return f"\x1b[{';'.join(['0', *codes])}m" if codes else "\x1b[m", after


def _step(before: Look, after: Look) -> list[tuple[str, Look]]:
    """Only what differs; no way when a rare attribute must go."""
    if after.colour == ANY:
        after = Look(before.attributes & ~_SEEN_IN_A_BLANK, before.colour, after.ground)
    off, on = before.attributes & ~after.attributes, after.attributes & ~before.attributes
    if off & _RARE or (off & _UNDERLINE and after.attributes & _RARE):
        return []
    if off & _BOLD_AND_DIM:
        on |= after.attributes & _BOLD_AND_DIM
    codes = list(dict.fromkeys(code for bit, code in enumerate(_OFF) if off & 1 << bit)) + _names(on)
    if after.colour != before.colour:
        codes.append(after.colour or "39")
    if after.ground != before.ground:
        codes.append(after.ground or "49")
    return [(f"\x1b[{';'.join(codes)}m" if codes else "", after)]


def _turned(before: Look, after: Look) -> Look | None:
    """The same look in reverse. Not for the 16 colours, nor bold or dim: there a terminal brightens one side."""
    if not after.ground.startswith("48;") or after.attributes & ~_ITALIC_AND_UNDERLINE:
        return None
    colour = f"3{after.ground[1:]}"
    if after.colour == ANY:
        plain = not before.attributes & ~(_ITALIC_AND_UNDERLINE | _REVERSE)
        return Look(before.attributes & ~_UNDERLINE | _REVERSE, colour, before.ground) if plain else None
    if not after.colour.startswith("38;"):
        return None
    return Look(after.attributes | _REVERSE, colour, f"4{after.colour[1:]}")


def _names(attributes: int) -> list[str]:
    return [code for bit, code in enumerate(_ON) if attributes & 1 << bit]
