"""The one door from data to the screen.

Whatever a person typed is shown as text: never as markup, never as a terminal's control sequence. Screens
build lines from `part(...)`; the widgets draw those lines cell by cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from ibtui.values import dataclass

Look = Literal["", "muted", "strong", "accent", "warn", "late", "good"]
"""How a part of a line looks. Each look also differs in words or signs: colour never says it alone."""

LOOKS: tuple[Look, ...] = ("muted", "strong", "accent", "warn", "late", "good")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one line with one look."""

    text: str
    look: Look = ""


Line = tuple[Part, ...]


def safe(text: str) -> str:
    """`text` on one line, without anything a terminal would act on."""
    if text.isprintable():  # nearly every text; says no to all that is dropped below
        return text
    kept = []
    for char in text:
        if char in "\n\t":
            kept.append(" ")
        elif char not in _BIDI and unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"):
            kept.append(char)
    return "".join(kept)


def part(text: object, look: Look = "") -> Part:
    """One part of a line, safe to draw."""
    return Part(safe(str(text)), look)


def line(*parts: Part | str) -> Line:
    """A line from parts; a plain string has no look."""
    return tuple(part(item) if isinstance(item, str) else item for item in parts)


def column(text: object, width: int, look: Look = "") -> Part:
    """A part of exactly `width` cells: cut with "…" or filled with blanks."""
    return Part(fit(safe(str(text)), width), look)


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` terminal cells."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    return text + " " * (width - cell_len(text))


def at_most(text: str, width: int) -> str:
    """`text` in no more than `width` terminal cells."""
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def wrap(text: str, width: int) -> list[str]:
    """`text`, cut into lines of at most `width` cells at blanks where that can be. Keeps line breaks and the blanks
    before the first word."""
    if width < 4:
        width = 4
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = ""
        for number, word in enumerate(safe(paragraph).split(" ")):
            candidate = f"{rest} {word}" if number else word
            if cell_len(candidate) <= width:
                rest = candidate
                continue
            if rest.strip():
                lines.append(rest)
            while cell_len(word) > width:
                head = set_cell_size(word, width).rstrip()
                lines.append(head)
                word = word[len(head) :]
            rest = word
        lines.append(rest)
    return lines


def content(text: str) -> Content:
    """Plain text for a Static, a title or a notice. Keeps line breaks; nothing in it is markup."""
    return Content("\n".join(safe(row) for row in text.split("\n")))


def keyed(lines: Sequence[tuple[str, str]]) -> Content:
    """Keys with what they do, one a line, the key in the look of a key."""
    pieces = [Content.assemble((safe(key), "bold $primary"), f"  {safe(label)}") for key, label in lines]
    return Content("\n").join(pieces)


def segments(parts: Line, styles: dict[str, Style], base: Style) -> list[Segment]:
    """The drawn form of a line: one segment a part. Blanks go with what stands before them, so that a stretch
    begins with a letter: pictures of the screen lose blanks at the start of a stretch."""
    found: list[Segment] = []
    for item in parts:
        text = item.text
        if found and text.startswith(" "):
            rest = text.lstrip(" ")
            before = found.pop()
            found.append(Segment(before.text + text[: len(text) - len(rest)], before.style))
            text = rest
        if text:
            found.append(Segment(text, base + styles[item.look] if item.look else base))
    return found
