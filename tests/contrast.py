"""How well words can be read: the contrast of two colours, as WCAG 2 counts it."""

from collections.abc import Iterable

from rich.segment import Segment

LEAST = 4.5
"""What words need."""

DRAWN = "─━═│┃┌┐└┘├┤┬┴┼▁▂▃▄▅▆▇█░▒▓▎▊▌▐▔"
"""Lines, blocks and scroll bars are no words: what they say stands in words too."""

Rgb = tuple[int, int, int]


def _light(rgb: Rgb) -> float:
    parts = [value / 255 for value in rgb]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def rgb(colour: str) -> Rgb:
    """From "#1e2128" or "1e2128"."""
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def too_faint(strips: Iterable[Iterable[Segment]]) -> list[str]:
    """The words on a screen that can't be read well, with their colours."""
    found = []
    for strip in strips:
        for segment in strip:
            words = segment.text.strip().strip(DRAWN).strip()
            if not words:
                continue
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                found.append(f"{words!r}: no colour of ours")
            elif contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor()) < LEAST:
                found.append(f"{words!r}: {style.color.name} on {style.bgcolor.name}")
            elif style.blink or style.dim:
                found.append(f"{words!r}: blinks or is dimmed")
    return found
