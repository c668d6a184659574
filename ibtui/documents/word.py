"""What python-docx leaves open: a house style, real lists, tables that are read aloud well, page numbers.

`house/` is an unpacked, empty .docx: styles, numbering and page size are changed there. python-docx's own
default template is not used: it carries a picture, American English and 160 table styles. Import this module
late: python-docx takes more than a tenth of a second.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import resources

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from ibtui.documents import docx_safe, markdown, numbering, styles
from ibtui.documents.margins import set_footer as set_footer
from ibtui.documents.margins import set_header as set_header
from ibtui.documents.margins import text_width as text_width
from ibtui.documents.numbering import Level, element
from ibtui.documents.plain_text import legal as legal
from ibtui.documents.plain_text import line as line
from ibtui.documents.template_open import open_template

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
_MOST_PROPERTY = 255  # what Word allows in a core property
_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_document(template: bytes | None = None) -> WordDocument:
    """An empty document in the house style, or in the style of a template; `docx_safe.Refused` for one that
    can't be used (`template.check` says why beforehand)."""
    if template is None:
        return Document(io.BytesIO(_house()))
    refused = docx_safe.refusal(template)
    if refused:
        raise docx_safe.Refused(refused)
    return open_template(template).document


@cache
def _house() -> bytes:
    folder = resources.files("ibtui.documents") / "house"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for part in PARTS:
            package.writestr(part, folder.joinpath(*part.split("/")).read_bytes())
    return memory.getvalue()


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
    """An empty paragraph at the end, in a style that is called by its name in the house style."""
    paragraph = document.add_paragraph()
    _dress(paragraph, styles.look(document).ids, style)
    return paragraph


def _dress(paragraph: Paragraph, ids: Mapping[str, str], style: str) -> None:
    """Give a style by its id: python-docx looks through all styles, each time."""
    if style != "Normal":
        paragraph._p.style = ids[style]


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
    levels = styles.look(document).numbers
    lists: dict[int, str] = {}
    for block in markdown.paragraphs(legal(text)):
        paragraph = add_paragraph(document, _style(block, style))
        add_runs(paragraph, block.runs)
        if block.kind is markdown.Kind.HEADING:
            paragraph.paragraph_format.keep_with_next = True
        if block.kind is markdown.Kind.NUMBER:
            level = levels[block.depth]
            if block.list_id not in lists:
                lists[block.list_id] = _new_list(document, level, block.start)
            _number(paragraph, lists[block.list_id], level.depth)


def add_runs(paragraph: Paragraph, runs: Iterable[markdown.Run]) -> None:
    """Put runs in a paragraph; "\\n" becomes a line break, a tab a tab."""
    for run in runs:
        piece = paragraph.add_run(legal(run.text))
        if run.bold:
            piece.bold = True
        if run.italic:
            piece.italic = True


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
    ids = styles.look(document).ids
    table._tbl.tblStyle_val = ids["Rooster"]
    table.autofit = False
    properties = table._tbl.tblPr
    _width(properties, sum(widths))
    properties.append(element("w:tblCaption", val=line(title)))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)
    for number, (row, values) in enumerate(zip(table.rows, [header, *rows], strict=True)):
        flags = row._tr.get_or_add_trPr()
        flags.append(element("w:cantSplit"))
        if number == 0:
            flags.append(element("w:tblHeader"))
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Twips(width)
            _fill(cell, value, ids, "Tabelkop" if number == 0 else "Tabeltekst")
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


def _style(block: markdown.Paragraph, plain: str) -> str:
    names = {
        markdown.Kind.BULLET: "List Bullet",
        markdown.Kind.NUMBER: "List Number",
        markdown.Kind.CONTINUE: "List Continue",
    }
    if block.kind in names:
        return names[block.kind] + (f" {block.depth + 1}" if block.depth else "")
    return "Quote" if block.kind is markdown.Kind.QUOTE else plain


def _fill(cell: _Cell, value: str, ids: Mapping[str, str], style: str) -> None:
    paragraph = cell.paragraphs[0]
    _dress(paragraph, ids, style)
    text = (
        value if value == "\N{NO-BREAK SPACE}" else line(value) or "–"
    )  # a blank that doesn't collapse: to write in
    add_runs(paragraph, markdown.inline(text))


def _width(properties: _Element, width: int) -> None:
    found = properties.find(qn("w:tblW"))
    if found is not None:
        found.set(qn("w:type"), "dxa")
        found.set(qn("w:w"), str(width))


def _new_list(document: WordDocument, level: Level, start: int) -> str:
    """A numbering of its own for one list, so that it starts at `start` and not where the last one ended."""
    own = numbering.add_num(numbering.root(document), level.abstract)
    override = element("w:lvlOverride", ilvl=str(level.depth))
    override.append(element("w:startOverride", val=str(start)))
    own.append(override)
    return own.get(qn("w:numId")) or ""


def _number(paragraph: Paragraph, number: str, depth: int) -> None:
    # Behind the style, the only thing that stands before it in a new paragraph.
    own = element("w:numPr")
    own.extend([element("w:ilvl", val=str(depth)), element("w:numId", val=number)])
    paragraph._p.get_or_add_pPr().append(own)
