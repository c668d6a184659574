"""What a finished .docx file is made of, for its pages as text: paragraphs and tables with the room they take.

Distances are in points.
"""

from __future__ import annotations

from ibtui.values import dataclass

PAGE, PAGES, BREAK = "\ufdd0", "\ufdd1", "\f"
"""In a text: the number of the page, the number of pages, and a page break."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `widths` has the width of each letter of `text`; a tab and a break have none of their own.

    `tabs` are (where, kind), `single` the height of one line, `extra` what borders and pictures add.
    """

    text: str
    widths: tuple[float, ...]
    style: str
    marker: str = ""
    single: float = 0.0
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    tabs: tuple[tuple[float, str], ...] = ()
    extra: float = 0.0
    align: str = "left"
    outline: int = -1
    ruled: bool = False
    """With a border below: a line to write on, when there is no text."""
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    widows: bool = True
    snug: bool = False
    """No room between it and one of the same style."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells from left to right."""

    cells: tuple[tuple[Para, ...], ...]
    widths: tuple[float, ...]
    header: bool
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `margins` of each cell: top, left, bottom, right."""

    rows: tuple[Row, ...]
    margins: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of the paper, its margins, and what stands above and below every page."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header_at: float
    footer_at: float
    header: tuple[Para, ...]
    footer: tuple[Para, ...]
    first_header: tuple[Para, ...]
    first_footer: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document."""

    body: tuple[Para | Grid, ...]
    sheet: Sheet
    adds_up: bool = False
    """Whether the room after a paragraph and that before the next are added up; otherwise the larger counts."""
