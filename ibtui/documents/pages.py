"""A finished .docx file as text, page by page, to look at before it is printed or sent.

It is read from the file's own bytes, so what it shows is what leaves. Where a page ends is an estimate, from the
size of the paper, the margins, the letters, the spacing and what must stay together: Word may put a page break a
few lines earlier or later. Import this module late: it loads lxml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ibtui.documents import page_source
from ibtui.documents.page_lines import Look, PageLine, Window, of_paragraph, of_row
from ibtui.documents.page_model import BREAK, Grid, Para, Row, Sheet, Source
from ibtui.values import dataclass

__all__ = ["Look", "Page", "PageLine", "pages"]

WIDTH = 76
_NARROWEST = 20
_TAB = 28.35  # half an inch less a bit: 567 twips
_LINE = 0.5  # of a border, in points
_GAP_SHOWN = 4.5  # from this many points between two paragraphs there is a blank line
_SLACK = 1.0  # in points: figures are rounded


@dataclass(frozen=True, slots=True)
class Page:
    """One page, from 1: its header, its text and its footer."""

    number: int
    lines: tuple[PageLine, ...]


def pages(data: bytes, width: int = WIDTH) -> tuple[Page, ...]:
    """The pages of a document, at least one, in lines of at most `width` columns.

    ValueError when the bytes aren't a Word document.
    """
    source = page_source.read(data)
    laid = _laid_out(source)
    columns = max(width, _NARROWEST)
    points = max(source.sheet.width - source.sheet.left - source.sheet.right, 72.0) / columns
    found = []
    for number, atoms in enumerate(laid, 1):
        window = Window(columns, points, number, len(laid))
        found.append(Page(number, tuple(_shown(atoms, source.sheet, window))))
    return tuple(found)


# --- what can't be broken over two pages ---


@dataclass(frozen=True, slots=True)
class _Atom:
    """A line of a paragraph, or a row of a table. `block` numbers the paragraph or table it is of.

    `glued`: on the same page as the next one.
    """

    what: Para | Row
    block: int
    height: float
    start: int = 0
    end: int = 0
    before: float = 0.0
    after: float = 0.0
    glued: bool = False
    breaks: bool = False
    heads: tuple[_Atom, ...] = ()


def _laid_out(source: Source) -> list[list[_Atom]]:
    """The atoms of each page."""
    pages: list[list[_Atom]] = [[]]
    first_room, other_room = _room(source.sheet, 1), _room(source.sheet, 2)
    used, gap = 0.0, 0.0
    for chain in _chains(_atoms(source)):
        need = _height(chain)
        first = chain[0]
        room = other_room if len(pages) > 1 else first_room
        hopeless = need + sum(head.height for head in first.heads) > other_room  # on a fresh page too
        full = used + gap + first.before + need > room
        if pages[-1] and (first.breaks or (full and not hopeless)):
            pages.append([])
            used, gap = 0.0, 0.0
        for atom in chain:
            wanted = used + gap + (atom.before if pages[-1] else 0.0) + atom.height
            if pages[-1] and wanted > (other_room if len(pages) > 1 else first_room):
                pages.append([])
                used, gap = 0.0, 0.0
            if not pages[-1]:
                pages[-1] += atom.heads
                used = sum(head.height for head in atom.heads)
            used += (gap + atom.before if pages[-1] else 0.0) + atom.height
            gap = atom.after
            pages[-1].append(atom)
    return pages


def _height(chain: Sequence[_Atom]) -> float:
    """How high atoms are together, from the top of the first to the bottom of the last."""
    between = sum(first.after + second.before for first, second in pairwise(chain))
    return sum(atom.height for atom in chain) + between


def _room(sheet: Sheet, number: int) -> float:
    """The height that a page has for its text."""
    header, footer = _beside(sheet, number)
    inner = sheet.width - sheet.left - sheet.right
    above = max(sheet.top, sheet.header_at + _stack(header, inner) if header else 0.0)
    below = max(sheet.bottom, sheet.footer_at + _stack(footer, inner) if footer else 0.0)
    return max(sheet.height - above - below, 72.0) + _SLACK


def _beside(sheet: Sheet, number: int) -> tuple[tuple[Para, ...], tuple[Para, ...]]:
    return (sheet.first_header, sheet.first_footer) if number == 1 else (sheet.header, sheet.footer)


def _chains(atoms: Iterator[_Atom]) -> Iterator[list[_Atom]]:
    """Atoms that must stay together."""
    chain: list[_Atom] = []
    for atom in atoms:
        if chain and atom.breaks:
            yield chain
            chain = []
        chain.append(atom)
        if not atom.glued:
            yield chain
            chain = []
    if chain:
        yield chain


def _atoms(source: Source) -> Iterator[_Atom]:
    sheet = source.sheet
    above: Para | Grid | None = None
    for number, block in enumerate(source.body):
        below = next(iter(source.body[number + 1 : number + 2]), None)
        if isinstance(block, Grid):
            yield from _of_grid(block, number)
        else:
            before = 0.0 if _snug(block, above) else block.before
            after = 0.0 if _snug(block, below) else block.after
            if not source.adds_up and isinstance(above, Para):
                before = max(before - (0.0 if _snug(above, block) else above.after), 0.0)
            spaced = replace(block, before=before, after=after)
            yield from _of_para(spaced, number, sheet.width - sheet.left - sheet.right)
        above = block


def _snug(para: Para, other: Para | Grid | None) -> bool:
    return para.snug and isinstance(other, Para) and other.style == para.style


def _of_para(para: Para, block: int, width: float) -> Iterator[_Atom]:
    """The lines of a paragraph, never one alone at the foot or the head of a page."""
    lines = broken(para, width)
    last = len(lines) - 1
    breaks = para.break_before
    for number, (start, end) in enumerate(lines):
        held = para.keep_lines or (para.widows and number in (0, last - 1))
        yield _Atom(
            para,
            block,
            para.single + (para.extra if number == 0 else 0.0),
            start,
            end,
            before=para.before if number == 0 else 0.0,
            after=para.after if number == last else 0.0,
            glued=held if number < last else para.keep_next,
            breaks=breaks,
        )
        breaks = BREAK in para.text[start:end]


def _of_grid(grid: Grid, block: int) -> Iterator[_Atom]:
    """The rows of a table; the header rows come back on each page."""
    heads: tuple[_Atom, ...] = ()
    for number, row in enumerate(grid.rows):
        head = row.header and len(heads) == number
        keep = any(cell and cell[0].keep_next for cell in row.cells[:1])
        glued = (head or keep) and number < len(grid.rows) - 1
        own = () if head else heads
        atom = _Atom(row, block, _row_height(row, grid), glued=glued, heads=own)
        heads += (atom,) if head else ()
        yield atom


def _row_height(row: Row, grid: Grid) -> float:
    top, left, bottom, right = grid.margins
    cells = [
        _stack(cell, max(width - left - right, 10.0))
        for cell, width in zip(row.cells, row.widths, strict=True)
    ]
    return max([row.height, *(cell + top + bottom for cell in cells)]) + _LINE


def _stack(paras: Sequence[Para], width: float) -> float:
    """How high paragraphs are on top of each other."""
    return sum(p.before + p.single * len(broken(p, width)) + p.extra + p.after for p in paras)


def broken(para: Para, width: float) -> list[tuple[int, int]]:
    """Where the lines of a paragraph start and end on paper; one empty line for an empty paragraph."""
    lines: list[tuple[int, int]] = []
    right = max(width - para.right, 20.0)
    start, rest, x = (
        0,
        0,
        para.left + (0.0 if para.marker else para.first),
    )  # rest: where a line may be broken
    at_rest = x
    for place, (letter, wide) in enumerate(zip(para.text, para.widths, strict=True)):
        if letter in "\n\f":
            lines.append((start, place + 1))
            start, rest, x, at_rest = place + 1, place + 1, para.left, para.left
            continue
        x = _tab(x, para) if letter == "\t" else x + wide
        if x > right and not letter.isspace() and place > start:
            end = rest if rest > start else place
            lines.append((start, end))
            x = para.left + (x - at_rest if rest > start else wide)
            start, rest, at_rest = end, end, para.left
        if (letter.isspace() and letter != "\xa0") or letter in "-–":
            rest, at_rest = place + 1, x
    return [*lines, (start, len(para.text))]


def _tab(x: float, para: Para) -> float:
    stops = [at for at, kind in para.tabs if kind != "right"] + ([para.left] if para.first < 0 else [])
    return min((at for at in stops if at > x + 0.1), default=(x // _TAB + 1) * _TAB)


# --- what is shown ---


def _shown(atoms: Sequence[_Atom], sheet: Sheet, window: Window) -> Iterator[PageLine]:
    blank = PageLine("", "text")
    header, footer = (
        [line for para in paras for line in of_paragraph(para, 0, len(para.text), window, "muted")]
        for paras in _beside(sheet, window.number)
    )
    if header:
        yield from (*header, blank)
    yield from _body(atoms, window)
    if footer:
        yield from (blank, *footer)


def _body(atoms: Sequence[_Atom], window: Window) -> Iterator[PageLine]:
    """The text of a page: the lines that a paragraph has on it are one piece."""
    gap, first = 0.0, True
    for _, group in groupby(atoms, key=lambda atom: atom.block):
        pieces = list(group)
        top, last = pieces[0], pieces[-1]
        table = isinstance(top.what, Row)
        if isinstance(top.what, Para):
            lines = of_paragraph(top.what, top.start, last.end, window)
        else:
            lines = [
                line for piece in pieces if isinstance(piece.what, Row) for line in of_row(piece.what, window)
            ]
        if lines and not first and gap + top.before >= _GAP_SHOWN:
            yield PageLine("", "text")
        yield from lines
        named = bool(lines) and lines[-1].look in ("title", "heading")
        gap = _GAP_SHOWN if table else 0.0 if named else last.after if lines else gap + last.after
        first = first and not lines
