"""A template opened to write a paper in: its page, header, footer and styles, and nothing else of it.

What a school's file carries along stays behind: the text, comments, hidden text, links, names of makers, the
place where it was saved. Only what is named here gets into a paper.
"""

from __future__ import annotations

import io
import zipfile
from importlib import resources

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from lxml.etree import _Element

from ibtui.documents import docx_safe, styles
from ibtui.documents.numbering import cut, element
from ibtui.documents.template_margins import drop, forget_sessions, kind, margins, references, tidy_margins
from ibtui.documents.template_names import tidy_names
from ibtui.values import dataclass

SMALLEST_WIDTH = 5670
"""Of the text, in twips: 10 cm. Below that the tables of a paper can't be read."""

_KEPT_PARTS = {"styles", "numbering", "settings", "fontTable", "theme"}  # nothing in the text refers to these
_KEPT_SETTINGS = {qn(f"w:{name}") for name in (
    "zoom", "displayBackgroundShape", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit",
    "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl",
    "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
)}  # fmt: skip
_AFTER_RULES = {
    qn(f"w:{name}") for name in ("themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator")
}


@dataclass(frozen=True, slots=True)
class Opened:
    """`document`: empty, ready to write in. `left_behind`: what of the template doesn't come along, in Dutch."""

    document: WordDocument
    left_behind: tuple[str, ...]


def open_template(data: bytes, *, fit: bool = True) -> Opened:
    """Open a template that `docx_safe.refusal` let pass; anything may be raised when it is odd.

    `fit`: add the styles that it lacks, so that a paper can be written in it.
    """
    document = Document(io.BytesIO(_as_document(data)))
    said: list[str] = []
    _empty(document, said)
    _one_column(document, said)
    _drop_parts(document, said)
    _tidy_settings(document, said)
    tidy_margins(document, said)
    _speak_dutch(document, said)
    _own_parts(document)
    tidy_names(document, margins(document))
    for root in (document.element, document.styles.element):
        forget_sessions(root)
    for item in list(document.styles.element.iter(qn("w:rsid"))):
        cut(item)
    if fit:
        styles.fit(document)
    return Opened(document, tuple(dict.fromkeys(said)))


def _as_document(data: bytes) -> bytes:
    """A .dotx says that it is a template in one place; a paper is a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read("[Content_Types].xml")
        if docx_safe.TEMPLATE.encode() not in types:
            return data
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w") as copied:
            for name in package.namelist():
                part = package.read(name)
                if name == "[Content_Types].xml":
                    part = types.replace(docx_safe.TEMPLATE.encode(), docx_safe.DOCUMENT.encode())
                copied.writestr(name, part)
    return memory.getvalue()


def _empty(document: WordDocument, said: list[str]) -> None:
    """Take the text out; keep the page of the first section, which has a header and a footer of its own."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    if len(sections) > 1:
        said.append("Het sjabloon heeft meer secties. ibtui gebruikt de bladspiegel van de eerste.")
    if any(True for _ in body.iter(qn("w:drawing"), qn("w:pict"))):
        said.append(
            "In de tekst staat een plaatje. Alleen wat in de kop- en voettekst staat, komt op elk verslag."
        )
    page = sections[0] if sections else element("w:sectPr")
    for child in list(body):
        body.remove(child)
    for item in page.findall(qn("w:type")):
        page.remove(item)
    for notes in ("w:footnotePr", "w:endnotePr", "w:sectPrChange", "w:formProt", "w:printerSettings"):
        for item in page.findall(qn(notes)):
            page.remove(item)
    body.append(page)
    _give_page(page)


def _give_page(page: _Element) -> None:
    """A size and margins where the template says none; they stand right behind the headers and footers."""
    place = sum(1 for item in page if item.tag in (qn("w:headerReference"), qn("w:footerReference")))
    for item in reversed(_house_page()):
        found = page.find(item.tag)
        if found is not None:
            page.remove(found)
        page.insert(place, item if found is None else found)


def _house_page() -> list[_Element]:
    sides = dict.fromkeys(("top", "right", "bottom", "left"), "1304")
    margins = element("w:pgMar", **sides, header="624", footer="624", gutter="0")
    return [element("w:pgSz", w="11906", h="16838"), margins]


def _one_column(document: WordDocument, said: list[str]) -> None:
    columns = document.sections[0]._sectPr.find(qn("w:cols"))
    if columns is not None and (columns.get(qn("w:num")) or "1") != "1":
        columns.set(qn("w:num"), "1")
        for item in list(columns):
            columns.remove(item)
        said.append("De tekst staat in kolommen. ibtui maakt er één van.")


def _drop_parts(document: WordDocument, said: list[str]) -> None:
    """Keep only the parts that the empty document needs; python-docx writes what is referred to."""
    part = document.part
    used = references(document.element)
    kinds = {kind(rel.reltype) for rel in part.rels.values()}
    if "comments" in kinds:
        said.append("Er staan opmerkingen in. Die komen niet in een verslag.")
    for number, rel in list(part.rels.items()):
        if number not in used and (rel.is_external or kind(rel.reltype) not in _KEPT_PARTS):
            drop(part, number)


def _package(document: WordDocument) -> Package:
    package = document.part.package
    if not isinstance(package, Package):
        raise ValueError("a part that belongs to no file")
    return package


def _tidy_settings(document: WordDocument, said: list[str]) -> None:
    part = document.part._settings_part
    root = part.element
    if any(item.tag in (qn("w:documentProtection"), qn("w:writeProtection")) for item in root):
        said.append("Het sjabloon is beveiligd tegen bewerken. Een verslag is dat niet.")
    for item in list(root):
        if item.tag not in _KEPT_SETTINGS:
            root.remove(item)
    # As a Word of now sets its pages: older rules put tables outside the margins.
    place = sum(1 for item in root if item.tag not in _AFTER_RULES)
    rules = parse_xml(_house_part("/word/settings.xml")).find(qn("w:compat"))
    root.insert(place, rules)
    for number in list(part.rels):
        drop(part, number)


def _speak_dutch(document: WordDocument, said: list[str]) -> None:
    """Dutch for the whole document: Word reads aloud and checks spelling by it."""
    root = document.styles.element
    language = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    if language is None or language.get(qn("w:val")) != "nl-NL":
        said.append("De taal staat niet op Nederlands. ibtui zet dat in elk verslag goed.")
    defaults = _in_order(root, "w:docDefaults", first=True)
    properties = _in_order(_in_order(defaults, "w:rPrDefault", first=True), "w:rPr", first=True)
    if language is None:
        language = element("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "nl-NL")
    for style in root.findall(qn("w:style")):
        for item in style.findall(f"{qn('w:rPr')}/{qn('w:lang')}"):
            if item.get(qn("w:val")):
                item.set(qn("w:val"), "nl-NL")


def _in_order(parent: _Element, name: str, *, first: bool) -> _Element:
    found = parent.find(qn(name))
    if found is None:
        found = element(name)
        parent.insert(0 if first else len(parent), found)
    return found


def _own_parts(document: WordDocument) -> None:
    """Parts of our own: properties without the names and folders of the template's makers, and what it lacks."""
    package = _package(document)
    for number, rel in list(package.rels.items()):
        if rel.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[number]
    name, content = "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES
    core = CorePropertiesPart.load(PackURI(name), content, _house_part(name), package)
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    name, content = "/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    package.relate_to(
        Part(PackURI(name), content, _house_part(name), package), RELATIONSHIP_TYPE.EXTENDED_PROPERTIES
    )
    there = {kind(rel.reltype) for rel in document.part.rels.values()}
    for name, content, relation in (
        ("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
        ("/word/theme/theme1.xml", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
    ):
        if kind(relation) not in there:
            document.part.relate_to(Part(PackURI(name), content, _house_part(name), package), relation)


def _house_part(name: str) -> bytes:
    folder = resources.files("ibtui.documents") / "house"
    return folder.joinpath(*name.strip("/").split("/")).read_bytes()
