"""Markdown as people type it in minutes, taken apart into plain paragraphs. Knows nothing of Word.

What people type is never lost: HTML stays literal, link addresses are printed behind their text, and a text
of which the Markdown reading would drop a letter is given line by line, as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from ibtui.values import dataclass

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 2
"""Lists are set at most this many levels below the first."""

_LONGEST = 20_000  # longer texts aren't minutes but a paste; nested brackets take quadratic time
_OFF = ("html_block", "html_inline", "entity", "code", "fence", "lheading", "reference")


_OPENS = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)]|>)(?:\s|$)")


class Kind(Enum):
    """What a paragraph is."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBER = "number"
    CONTINUE = "continue"  # a further paragraph of the same list item
    QUOTE = "quote"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress; "\\n" in it is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. In lists `depth` counts from 0; a numbered list has one `list_id` and `start`."""

    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0
    list_id: int = 0
    start: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text; none for a text with nothing in it. A typed line end stays a line end."""
    found: list[Paragraph] = []
    if len(text) <= _LONGEST:
        found = list(_Reader().read(_parser().parse(_own_lines(text))))
    if _letters(text) == "".join(_letters(paragraph.text) for paragraph in found):
        return found
    return [Paragraph(Kind.TEXT, (Run(line.strip()),)) for line in text.splitlines() if line.strip()]


def inline(text: str) -> tuple[Run, ...]:
    """Bold, italic and links within one line, for table cells and the like; "- " in front stays text."""
    runs = tuple(_runs(_parser().parseInline(text)[0].children or [])) if len(text) <= _LONGEST else ()
    return runs if _letters(text) == "".join(_letters(run.text) for run in runs) else (Run(text),)


def _own_lines(text: str) -> str:
    """For Markdown a plain line under a list item or quote belongs to it; for who types line by line not."""
    lines: list[str] = []
    for line in text.splitlines():
        before = lines[-1] if lines else ""
        if _OPENS.match(before) and line[:1].strip() and not _OPENS.match(line):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(_OFF)
    # Addresses are printed, not followed: as typed.
    parser.normalizeLink = _as_typed  # type: ignore[method-assign]
    return parser


def _as_typed(url: str) -> str:
    return url


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


@dataclass(slots=True)
class _List:
    kind: Kind
    list_id: int
    start: int
    fresh: bool = True  # the item's bullet or number hasn't been given yet


@dataclass(slots=True)
class _Reader:
    """Walks over markdown-it's tokens."""

    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    made: int = 0
    heading: bool = False

    def read(self, tokens: list[Token]) -> Iterator[Paragraph]:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self.lists.append(_List(Kind.BULLET, 0, 1))
                case "ordered_list_open":
                    self.made += 1
                    self.lists.append(_List(Kind.NUMBER, self.made, int(token.attrs.get("start", 1))))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.lists[-1].fresh = True
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "heading_open" | "heading_close":
                    self.heading = token.type == "heading_open"
                case "inline":
                    yield from self._paragraph(tuple(_runs(token.children or [], bold=self.heading)))

    def _paragraph(self, runs: tuple[Run, ...]) -> Iterator[Paragraph]:
        if not any(run.text.strip() for run in runs):
            return
        if self.lists:
            yield self._item(runs)
        elif self.heading:
            yield Paragraph(Kind.HEADING, runs)
        else:
            yield Paragraph(Kind.QUOTE if self.quotes else Kind.TEXT, runs)

    def _item(self, runs: tuple[Run, ...]) -> Paragraph:
        depth = min(len(self.lists) - 1, DEEPEST)
        own = self.lists[-1]
        if not own.fresh:
            return Paragraph(Kind.CONTINUE, runs, depth)
        own.fresh = False
        return Paragraph(own.kind, runs, depth, own.list_id, own.start)


def _runs(tokens: list[Token], *, bold: bool = False) -> Iterator[Run]:
    """Runs of one inline token; neighbours in the same dress are joined."""
    text, dress = "", (bold, False)
    for piece, piece_dress in _pieces(tokens, bold):
        if piece_dress != dress and text:
            yield Run(text, *dress)
            text = ""
        text, dress = text + piece, piece_dress
    if text:
        yield Run(text, *dress)


def _pieces(tokens: list[Token], bold: bool) -> Iterator[tuple[str, tuple[bool, bool]]]:
    strong, emphasis = int(bold), 0
    links: list[tuple[str, str]] = []  # address, text so far
    for token in tokens:
        piece = ""
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "softbreak" | "hardbreak":
                piece = "\n"
            case "link_open":
                links.append((_address(token), ""))
            case "link_close":
                address, shown = links.pop()
                piece = f" ({address})" if address not in {"", shown, f"mailto:{shown}"} else ""
            case "image":
                piece = f"{token.content} ({_address(token)})"
            case _:
                piece = token.content
        links = [(address, shown + piece) for address, shown in links]
        if piece:
            yield piece, (strong > 0, emphasis > 0)


def _address(token: Token) -> str:
    """Where a link or picture points to, with its title when it has one."""
    parts = (token.attrs.get("href") or token.attrs.get("src"), token.attrs.get("title"))
    return " ".join(str(part) for part in parts if part)
