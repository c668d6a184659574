"""Papers about the school itself: how they begin, a page that lies on its side, and small print in a table.

Import this module late: it loads python-docx.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ibtui.documents import word
from ibtui.documents.numbering import cut, element

PRACTICE = "OEFENSCHOOL"
_LINE = "8795A1"
_BEFORE_BORDERS = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd",
)  # fmt: skip
BLANK = "\N{NO-BREAK SPACE}"
"""In a cell with nothing in it: a dash in each would be a picture of dashes."""


def turn(document: WordDocument) -> None:
    """Lay every page on its side; the margins stay where they are on the paper as one holds it."""
    for section in document.sections:
        width, height = section.page_width, section.page_height
        if width is not None and height is not None and width < height:
            section.page_width, section.page_height = height, width
        section.orientation = WD_ORIENT.LANDSCAPE


def begin(
    document: WordDocument, *, school: str, practice: bool, title: str, subtitle: str, at: datetime
) -> None:
    """What Word shows under Information, the header and footer, and the first lines of the paper."""
    word.set_properties(document, title=title, subject=school, author=f"Intern begeleider, {school}", at=at)
    if practice:
        word.set_header(document, PRACTICE)
    word.set_footer(document, f"{title} · gemaakt op {at.day}-{at.month}-{at.year}")
    if practice:
        word.add_line(document, f"{PRACTICE}: alles in dit stuk is verzonnen.", "Oefenschool")
    if word.line(school):
        word.add_line(document, school, "Schoolnaam")
    word.add_line(document, title, "Title")
    word.add_line(document, subtitle, "Subtitle")


def widths(document: WordDocument, shares: Sequence[int]) -> list[int]:
    """Columns that make up the width of the text, in twips."""
    width = word.text_width(document)
    found = [width * share // sum(shares) for share in shares[:-1]]
    return [*found, width - sum(found)]


def write_in(cell: _Cell, lines: Sequence[str]) -> None:
    """Put lines in a cell that `word.add_table` left blank."""
    style = cell.paragraphs[0].style
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        for run in list(paragraph.runs):
            cut(run._r)
        if number:
            paragraph.style = style
        paragraph.add_run(word.line(text) or BLANK)


def small_print(table: Table, size: float, *, space: int = 1) -> None:
    """A table in smaller letters (points), with as little as `space` points between its lines, and narrow cells."""
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(f"w:{side}", w=str(40 if side in ("left", "right") else 20), type="dxa"))
    after = [item for item in properties if item.tag in (qn("w:tblLook"), qn("w:tblCaption"))]
    properties.insert(properties.index(after[0]) if after else len(properties), margins)  # the schema's order
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_before = Pt(space)
                paragraph.paragraph_format.space_after = Pt(space)
                paragraph.paragraph_format.line_spacing = 1.0
                for run in paragraph.runs:
                    run.font.size = Pt(size)


def rule_columns(table: Table) -> None:
    """Thin lines between the columns too, so that the eye keeps to its month."""
    borders = element("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "4"), ("insideH", "4"), ("insideV", "4")):
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color=_LINE))
    properties = table._tbl.tblPr
    before = {qn(f"w:{name}") for name in _BEFORE_BORDERS}
    properties.insert(sum(1 for item in properties if item.tag in before), borders)


def space_after_last(document: WordDocument, points: float) -> None:
    """Some air below the last paragraph, when a table comes."""
    found = document.element.body.xpath("./w:p[last()]")
    if found:
        Paragraph(found[0], document._body).paragraph_format.space_after = Pt(points)
