"""A piece of a page as lines of text for a terminal: the same words, indents and columns as near as letters allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ibtui.documents.letter_widths import cells
from ibtui.documents.page_model import BREAK, PAGE, PAGES, Para, Row
from ibtui.values import dataclass

Look = Literal["title", "heading", "table", "text", "muted"]

_FILL = "\ufdd2"  # a blank that stays where it is
_GAP = 2  # between columns
_NARROWEST = 3
_WORD = re.compile(r"(?:[^\s\ufdd2]|\xa0)+|(?:(?!\xa0)[\s\ufdd2])+")
_BLANK = re.compile(r"[\s\ufdd2]")
_MOST_INDENT = 0.5  # of the width


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: its text without marks or colour, and what it is. "" is a blank line."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Window:
    """How wide the lines may be (in columns), how many points of paper one column stands for, and which page it
    is of how many."""

    width: int
    points: float
    number: int
    count: int


def of_paragraph(
    para: Para, start: int, end: int, window: Window, look: Look | None = None
) -> list[PageLine]:
    """The lines of a part of a paragraph. Its marker stands only before its first letter."""
    text = para.text[start:end].replace(BREAK, "").strip("\n")
    text = text.replace(PAGE, str(window.number)).replace(PAGES, str(window.count))
    seen = look or _look(para)
    if not text.strip():
        return [PageLine("_" * window.width, "muted")] if para.ruled else []
    hanging = _columns(para.left, window)
    first = _columns(para.left + para.first, window) if start == 0 else hanging
    if para.marker and start == 0:
        text = para.marker + _FILL * max(hanging - first - cells(para.marker), 1) + text
        hanging = max(hanging, first + cells(para.marker) + 1)
    lines: list[PageLine] = []
    for number, piece in enumerate(text.split("\n")):
        indent = first if number == 0 else hanging
        tabbed = _tabbed(piece, para, indent, window)
        found = wrapped(tabbed, window.width, indent, hanging)
        lines += [PageLine(_aligned(line, para.align, window.width), seen) for line in found]
    return lines


def of_row(row: Row, window: Window) -> list[PageLine]:
    """The lines of a row, its cells beside each other; under a header row a line is drawn."""
    widths = _column_widths(row.widths, window.width)
    texts = [list(_cell(cell, width, window)) for cell, width in zip(row.cells, widths, strict=True)]
    height = max((len(text) for text in texts), default=0)
    lines = []
    for number in range(height):
        pieces = [text[number] if number < len(text) else "" for text in texts]
        padded = (
            piece + " " * (width + _GAP - cells(piece)) for piece, width in zip(pieces, widths, strict=True)
        )
        lines.append(PageLine("".join(padded).rstrip(), "table"))
    if row.header:
        lines.append(PageLine("─" * window.width, "table"))
    return lines


def wrapped(text: str, width: int, first: int, hanging: int) -> Iterator[str]:
    """A text broken into lines of at most `width` columns, the first standing in `first`, the others `hanging`.

    At least one line, that may be empty. A letter that takes two columns needs a width of two.
    """
    first, hanging = (max(min(indent, width - 2), 0) for indent in (first, hanging))
    line, used, empty, told = " " * first, first, True, False
    for word in _WORD.findall(text):
        blank = not word.replace(_FILL, " ").strip() and "\xa0" not in word
        taken = cells(word)
        if used + taken <= width:
            line, used, empty = line + word, used + taken, empty and blank
            continue
        if blank:
            continue  # at the end of a line
        if not empty:
            yield _closed(line)
            line, used, told = " " * hanging, hanging, True
        for head in _pieces(word, width - used, width - hanging):
            if used + cells(head) > width or (not empty and line.strip()):
                yield _closed(line)
                line, used, told = " " * hanging, hanging, True
            line, used, empty = line + head, used + cells(head), False
    if not empty or not told:
        yield _closed(line)


def _pieces(word: str, first: int, later: int) -> Iterator[str]:
    """A word that is too long for a line, in pieces: the first of at most so many columns, then the others."""
    start, taken, room = 0, 0, first
    for place, letter in enumerate(word):
        wide = cells(letter)
        if taken + wide > room and place > start:
            yield word[start:place]
            start, taken, room = place, 0, later
        taken += wide
    yield word[start:]


def _closed(line: str) -> str:
    return _BLANK.sub(" ", line).rstrip()


def _look(para: Para) -> Look:
    if para.style == "title":
        return "title"
    if para.style.startswith("heading ") or para.outline >= 0:
        return "heading"
    return "text"


def _columns(points: float, window: Window) -> int:
    most = int(window.width * _MOST_INDENT)
    return min(max(round(points / window.points), 0), most)


def _tabbed(text: str, para: Para, indent: int, window: Window) -> str:
    """The text with blanks for its tabs, up to where they stop."""
    while "\t" in text:
        before, _, rest = text.partition("\t")
        used = indent + cells(before)
        stop, kind = _stop(used, para, window)
        if kind == "right":
            stop -= cells(rest.partition("\t")[0])
        text = before + _FILL * max(stop - used, 1) + rest
    return text


def _stop(used: int, para: Para, window: Window) -> tuple[int, str]:
    for at, kind in para.tabs:
        column = min(round(at / window.points), window.width)
        if column > used:
            return column, kind
    hanging = _columns(para.left, window)
    return (hanging if para.first < 0 and hanging > used else used + 4 - used % 4), "left"


def _aligned(line: str, align: str, width: int) -> str:
    room = width - cells(line)
    if align in ("right", "end") and room > 0:
        return " " * room + line
    return " " * (room // 2) + line if align == "center" and room > 0 else line


def _column_widths(widths: Sequence[float], width: int) -> list[int]:
    """Columns in the same proportion as on paper, that fit beside each other with a gap between."""
    room = max(width - _GAP * (len(widths) - 1), len(widths))
    total = sum(widths) or 1.0
    found = [max(int(room * each / total), min(_NARROWEST, room // len(widths)), 1) for each in widths]
    while sum(found) > room and max(found) > 1:
        found[found.index(max(found))] -= 1
    if found and sum(found) < room:
        found[found.index(max(found))] += room - sum(found)
    return found


def _cell(cell: Sequence[Para], width: int, window: Window) -> Iterator[str]:
    inner = Window(width, window.points, window.number, window.count)
    for para in cell:
        for line in of_paragraph(para, 0, len(para.text), inner):
            yield line.text
