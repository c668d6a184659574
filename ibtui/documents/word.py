"""What python-docx leaves open: a house style, real lists, tables that are read aloud well, page numbers.

`house/` is an unpacked, empty .docx: styles, numbering and page size are changed there. python-docx's own
default template is not used: it carries a picture, American English and 160 table styles. Import this module
late: python-docx takes more than a tenth of a second.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import resources

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from ibtui.documents import markdown

PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme/theme1.xml",
)
_NUMBERS = "2"  # w:abstractNumId of numbered lists in house/word/numbering.xml
_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_MOST_PROPERTY = 255  # what Word allows in a core property
_EPOCH = (1980, 1, 1, 0, 0, 0)


def legal(text: str) -> str:
    """The text without what XML forbids. The store has cleaned it already; this is the last door."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Legal text on one line."""
    return " ".join(legal(text).split())


def new_document() -> WordDocument:
    """An empty document in the house style."""
    folder = resources.files("ibtui.documents") / "house"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for part in PARTS:
            package.writestr(part, folder.joinpath(*part.split("/")).read_bytes())
    memory.seek(0)
    return Document(memory)


def to_bytes(document: WordDocument) -> bytes:
    """The finished file. The same document gives the same bytes: no moment of writing in the zip."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # says nothing of the machine
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def set_properties(document: WordDocument, *, title: str, subject: str, author: str, at: datetime) -> None:
    """What Word shows under Information. The author is a function at a school, never a login name."""
    core = document.core_properties
    core.title = line(title)[:_MOST_PROPERTY]
    core.subject = line(subject)[:_MOST_PROPERTY]
    core.author = core.last_modified_by = line(author)[:_MOST_PROPERTY]
    core.language = "nl-NL"
    core.created = core.modified = at
    core.revision = 1
    core.comments = core.keywords = core.category = ""


def add_paragraph(document: WordDocument, style: str) -> Paragraph:
    """An empty paragraph at the end, in a style of the house."""
    paragraph = document.add_paragraph()
    _dress(paragraph, style)
    return paragraph


def _dress(paragraph: Paragraph, style: str) -> None:
    """Give a style by its id, its name without blanks: python-docx looks through all styles, each time."""
    if style != "Normal":
        paragraph._p.style = style.replace(" ", "")


def add_line(document: WordDocument, text: str, style: str, *, keep: bool = False) -> Paragraph:
    """One plain paragraph on one line; `keep`: on the same page as the next one."""
    paragraph = add_paragraph(document, style)
    paragraph.add_run(line(text))
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_fact(document: WordDocument, name: str, value: str) -> None:
    """A name, a tab and a value. A paragraph: a table without a header row is read aloud badly."""
    paragraph = add_paragraph(document, "Gegeven")
    paragraph.add_run(line(name)).bold = True
    paragraph.add_run(f"\t{line(value)}")


def add_markdown(document: WordDocument, text: str, style: str = "Normal") -> None:
    """The paragraphs of a text with Markdown; plain ones in `style`."""
    numbering: dict[int, int] = {}
    for block in markdown.paragraphs(legal(text)):
        paragraph = add_paragraph(document, _style(block, style))
        add_runs(paragraph, block.runs)
        if block.kind is markdown.Kind.HEADING:
            paragraph.paragraph_format.keep_with_next = True
        if block.kind is markdown.Kind.NUMBER:
            if block.list_id not in numbering:
                numbering[block.list_id] = _new_list(document, block.depth, block.start)
            _number(paragraph, numbering[block.list_id], block.depth)


def add_runs(paragraph: Paragraph, runs: Iterable[markdown.Run]) -> None:
    """Put runs in a paragraph; "\\n" becomes a line break, a tab a tab."""
    for run in runs:
        piece = paragraph.add_run(legal(run.text))
        piece.bold = run.bold or None
        piece.italic = run.italic or None


def add_labelled(document: WordDocument, label: str, text: str, style: str = "Normal") -> None:
    """One line of text, its label in bold before it."""
    paragraph = add_paragraph(document, style)
    if label:
        paragraph.add_run(f"{label} ").bold = True
    add_runs(paragraph, markdown.inline(line(text)))


def add_table(
    document: WordDocument,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    title: str,
) -> Table:
    """A table with a header row that comes back on each page, rows that stay whole and no empty cells.

    `widths` are in twips (twentieths of a point) and make up the width of the text; `title` is what a screen
    reader says first. An empty value is set as a dash.
    """
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(header))
    table.style = "Rooster"
    table.autofit = False
    properties = table._tbl.tblPr
    _width(properties, sum(widths))
    properties.append(_element("w:tblCaption", val=line(title)))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)
    for number, (row, values) in enumerate(zip(table.rows, [header, *rows], strict=True)):
        flags = row._tr.get_or_add_trPr()
        flags.append(OxmlElement("w:cantSplit"))
        if number == 0:
            flags.append(OxmlElement("w:tblHeader"))
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Twips(width)
            _fill(cell, value, "Tabelkop" if number == 0 else "Tabeltekst")
    return table


def keep_rows_together(table: Table, *, height: int = 0) -> None:
    """All rows on one page, each but the header at least `height` twips high: room for a signature."""
    for number, row in enumerate(table.rows):
        if number and height:
            row.height = Twips(height)
        if number < len(table.rows) - 1:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True


def add_writing_lines(document: WordDocument, count: int) -> None:
    """Room to write by hand: lines that are paragraph borders, so that nothing is read aloud."""
    for number in range(count):
        paragraph = add_paragraph(document, "Schrijflijn")
        paragraph.add_run("\N{NO-BREAK SPACE}")
        if number == count - 1:
            paragraph.paragraph_format.keep_with_next = False


def set_header(document: WordDocument, text: str) -> None:
    """One line on top of every page."""
    document.sections[0].header.paragraphs[0].text = line(text)


def set_footer(document: WordDocument, text: str) -> None:
    """The text at the left, "Pagina x van y" at the right of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{line(text)}\tPagina ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    _field(paragraph, "NUMPAGES")


def _style(block: markdown.Paragraph, plain: str) -> str:
    names = {
        markdown.Kind.BULLET: "List Bullet",
        markdown.Kind.NUMBER: "List Number",
        markdown.Kind.CONTINUE: "List Continue",
    }
    if block.kind in names:
        return names[block.kind] + (f" {block.depth + 1}" if block.depth else "")
    return "Quote" if block.kind is markdown.Kind.QUOTE else plain


def _fill(cell: _Cell, value: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    _dress(paragraph, style)
    text = (
        value if value == "\N{NO-BREAK SPACE}" else line(value) or "–"
    )  # a blank that doesn't collapse: to write in
    add_runs(paragraph, markdown.inline(text))


def _element(name: str, **attributes: str) -> _Element:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _width(properties: _Element, width: int) -> None:
    found = properties.find(qn("w:tblW"))
    if found is not None:
        found.set(qn("w:type"), "dxa")
        found.set(qn("w:w"), str(width))


def _new_list(document: WordDocument, depth: int, start: int) -> int:
    """A numbering of its own for one list, so that it starts at `start` and not where the last one ended."""
    numbering = document.part.numbering_part.element
    number = max((int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num"))), default=0) + 1
    own = _element("w:num", numId=str(number))
    own.append(_element("w:abstractNumId", val=_NUMBERS))
    override = _element("w:lvlOverride", ilvl=str(depth))
    override.append(_element("w:startOverride", val=str(start)))
    own.append(override)
    numbering.append(own)
    return number


def _number(paragraph: Paragraph, number: int, depth: int) -> None:
    # Behind the style, the only thing that stands before it in a new paragraph.
    own = _element("w:numPr")
    own.extend([_element("w:ilvl", val=str(depth)), _element("w:numId", val=str(number))])
    paragraph._p.get_or_add_pPr().append(own)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in. It holds a 1 until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "":
            instruction = _element("w:instrText")
            instruction.text = f" {text} "
            instruction.set(qn("xml:space"), "preserve")
            run._r.append(instruction)
        elif kind != "text":
            run._r.append(_element("w:fldChar", fldCharType=kind))
