"""The header and footer of a paper: what ibtui adds to those of the template, on every kind of page it has."""

from __future__ import annotations

import re
from typing import TypeAlias

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from ibtui.documents import styles
from ibtui.documents.numbering import element
from ibtui.documents.plain_text import line

Margin: TypeAlias = _Header | _Footer
_PAGE = re.compile(r"\bPAGE\b", re.IGNORECASE)


def text_width(document: WordDocument) -> int:
    """The width between the margins, in twips: what a table may take."""
    section = document.sections[-1]
    lengths = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (length.twips if length is not None else 0 for length in lengths)
    gutter = section.gutter
    return int(page - left - right - (gutter.twips if gutter is not None else 0))


def pages(document: WordDocument) -> list[tuple[_Header, _Footer]]:
    """The header and footer of each kind of page that the document has: all pages, the first, the even ones."""
    section = document.sections[0]
    found = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        found.append((section.first_page_header, section.first_page_footer))
    if document.settings.odd_and_even_pages_header_footer:
        found.append((section.even_page_header, section.even_page_footer))
    return found


def has_page_number(margin: Margin) -> bool:
    """Whether a page number stands in it."""
    if margin.is_linked_to_previous:  # there is none; asking for what is in it would make one
        return False
    root: _Element = margin._element
    codes = [item.text or "" for item in root.iter(qn("w:instrText"))]
    codes += [item.get(qn("w:instr")) or "" for item in root.iter(qn("w:fldSimple"))]
    return any(_PAGE.search(code) for code in codes) or any(True for _ in root.iter(qn("w:pgNum")))


def set_header(document: WordDocument, text: str) -> None:
    """One line on top of every page, above what the template has there."""
    for header, _ in pages(document):
        _own_line(document, header, "Header").add_run(line(text)).bold = True


def set_footer(document: WordDocument, text: str) -> None:
    """The text at the left of every footer; at the right "Pagina x van y" unless the template numbers its pages."""
    for header, footer in pages(document):
        numbered = has_page_number(footer) or has_page_number(header)
        paragraph = _own_line(document, footer, "Footer")
        paragraph.add_run(line(text))
        if not numbered:
            _right_tab(document, paragraph)
            paragraph.add_run("\tPagina ")
            add_field(paragraph, "PAGE")
            paragraph.add_run(" van ")
            add_field(paragraph, "NUMPAGES")


def _own_line(document: WordDocument, margin: Margin, style: str) -> Paragraph:
    """A paragraph to write in: the only one when it is empty, else a new one above the rest."""
    root: _Element = margin._element
    blocks = list(root)
    first = blocks[0] if blocks else None
    if first is None or len(blocks) > 1 or first.tag != qn("w:p") or len(first.findall(qn("w:r"))):
        made = element("w:p")
        root.insert(0, made)
        paragraph = Paragraph(made, margin)  # type: ignore[arg-type]
    else:
        paragraph = margin.paragraphs[0]
    paragraph._p.style = styles.look(document).ids[style]
    return paragraph


def _right_tab(document: WordDocument, paragraph: Paragraph) -> None:
    """One tab stop, at the right margin; those of the template's style are taken away."""
    look, width = styles.look(document), text_width(document)
    stops: set[int] = set()
    for style in styles.chain(document.styles.element, look.ids["Footer"]):
        for tab in style.findall(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}"):
            stops.add(int(float(tab.get(qn("w:pos")) or 0)))
    if stops == {width}:
        return
    tabs = element("w:tabs")
    for stop in sorted(stops | {width}):
        tabs.append(element("w:tab", val="right" if stop == width else "clear", pos=str(stop)))
    properties = paragraph._p.get_or_add_pPr()
    # Behind the style: the paragraph is ours, so nothing else stands between.
    properties.insert(1, tabs)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in. It holds a 1 until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "":
            instruction = element("w:instrText")
            instruction.text = f" {text} "
            instruction.set(qn("xml:space"), "preserve")
            run._r.append(instruction)
        elif kind != "text":
            run._r.append(element("w:fldChar", fldCharType=kind))
