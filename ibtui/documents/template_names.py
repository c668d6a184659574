"""Names in a template that nobody sees: of pictures, of styles, of the files inside the file, and notes in its XML.

A picture is called after the file it came from, with the folder and often a name. All get a name that says nothing;
what a screen reader says of a picture stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from ibtui.documents import docx_safe, styles
from ibtui.documents.numbering import cut

_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NAMED = {f"{_THEME}{name}" for name in ("theme", "clrScheme", "fontScheme", "fmtScheme")}
_WORDS_OWN = re.compile(
    r"(?:heading|toc|index) [1-9]|toc heading|index heading|table of (?:figures|authorities)|"
    r"list(?: (?:bullet|number|continue|paragraph))?(?: [2-5])?|body text(?: (?:first )?indent)?(?: [23])?|"
    r"(?:normal|plain)(?: (?:\(web\)|indent|table|text))?|title|subtitle|header|footer|caption|quote|intense quote|"
    r"strong|emphasis|(?:subtle|intense) (?:emphasis|reference)|book title|no spacing|no list|hyperlink|"
    r"followedhyperlink|page number|line number|(?:footnote|endnote|annotation) (?:text|reference|subject)|"
    r"balloon text|placeholder text|block text|salutation|closing|signature|date|default paragraph font|"
    r"table (?:grid(?: light| [1-8])?|normal|theme|(?:simple|classic|list|columns) [1-8])|"
    r"(?:light|medium|dark|colorful) (?:shading|list|grid)(?: [1-3])?(?: accent [1-6])?|"
    r"(?:plain|grid|list) table (?:light|[1-7](?: (?:light|dark|colorful))?)(?: - accent [1-6])?",
    re.IGNORECASE,
)  # fmt: skip
_USES = {qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle")}
_LEADS = {qn(f"w:{name}") for name in ("basedOn", "next", "link")}
_POINTS = _USES | _LEADS | {qn("w:styleLink"), qn("w:numStyleLink")}


def tidy_names(document: WordDocument, margins: Iterable[XmlPart]) -> None:
    """Give everything that carries a name of its own one that says nothing. After the margins were tidied."""
    roots = [part.element for part in margins]
    for number, item in enumerate((item for root in roots for item in root.iter() if _is_picture(item)), 1):
        _tidy_picture(item, number)
    for root in (document.element, *roots):
        _tidy_vml(root)
    _tidy_styles(document, roots)
    _tidy_parts(document, margins)


def _is_picture(item: _Element) -> bool:
    return str(item.tag).rsplit("}", 1)[-1] in ("docPr", "cNvPr")


def _tidy_picture(item: _Element, number: int) -> None:
    item.set("name", f"Afbeelding {number}")
    is_inner = item.tag.endswith("}cNvPr")  # older Words put the file's name where nobody describes anything
    for key in ("descr", "title"):
        if key in item.attrib and (is_inner or docx_safe.FILE_NAME.search(item.get(key) or "")):
            del item.attrib[key]


def _tidy_vml(root: _Element) -> None:
    """Pictures and shapes of before 2010."""
    shapes = [item for item in root.iter() if str(item.tag).startswith(_VML)]
    for number, item in enumerate(shapes, 1):
        for key in (f"{_OFFICE}title", f"{_OFFICE}href", "title", "href"):
            item.attrib.pop(key, "")
        if docx_safe.FILE_NAME.search(item.get("alt") or ""):
            del item.attrib["alt"]
        if item.get("id") and item.tag != f"{_VML}shapetype":
            item.set("id", f"vorm{number}")


def _tidy_styles(document: WordDocument, margins: Iterable[_Element]) -> None:
    """Keep the styles of Word and of ibtui, and under another name those that the margins lean on."""
    root = document.styles.element
    known = {style.get(qn("w:styleId")) or "": style for style in root.findall(qn("w:style"))}
    own = {key for key, style in known.items() if not _is_common(style)}
    kept = {item.get(qn("w:val")) or "" for part in margins for item in part.iter(*_USES)}
    kept |= {key for key, style in known.items() if key not in own or _is_default(style)}
    todo = list(kept & known.keys())
    while todo:
        leads = {item.get(qn("w:val")) or "" for item in known[todo.pop()] if item.tag in _LEADS}
        todo += leads & known.keys() - kept
        kept |= leads
    for key in own - kept:
        cut(known[key])
    called = {
        key: f"Sjabloonstijl {number}"
        for number, key in enumerate((key for key in known if key in own & kept), 1)
    }
    for key, name in called.items():
        known[key].set(qn("w:styleId"), name.replace(" ", ""))
        for item in known[key].findall(qn("w:name")):
            item.set(qn("w:val"), name)
    for item in list(root.iter(qn("w:aliases"))):
        cut(item)
    _point_anew((root, *_numbering(document), *margins), called, own - kept)


def _point_anew(roots: Iterable[_Element], called: dict[str, str], gone: set[str]) -> None:
    for item in [item for root in roots for item in root.iter(*_POINTS)]:
        key = item.get(qn("w:val")) or ""
        if key in called:
            item.set(qn("w:val"), called[key].replace(" ", ""))
        elif key in gone:
            cut(item)


def _is_common(style: _Element) -> bool:
    """Whether it is a style of Word or of ibtui, or numbering that a list may lean on."""
    name = style.find(qn("w:name"))
    text = name.get(qn("w:val")) or "" if name is not None else ""
    return text.casefold() in styles.house_names() or _WORDS_OWN.fullmatch(text) is not None


def _is_default(style: _Element) -> bool:
    return style.get(qn("w:default")) in ("1", "true", "on") or style.get(qn("w:type")) == "numbering"


def _numbering(document: WordDocument) -> list[_Element]:
    found = [
        rel.target_part.element
        for rel in document.part.rels.values()
        if rel.reltype.endswith("/numbering") and isinstance(rel.target_part, XmlPart)
    ]
    for root in found:
        for item in list(root.iter(qn("w:name"))):
            cut(item)
    return found


def _tidy_parts(document: WordDocument, margins: Iterable[XmlPart]) -> None:
    """Names of files inside the file, and what only somebody who unpacks it sees."""
    numbers = dict.fromkeys(("header", "footer", "image"), 0)
    for part in margins:
        _rename(
            part,
            part.element.tag.rsplit("}", 1)[-1].replace("hdr", "header").replace("ftr", "footer"),
            numbers,
        )
    for part in document.part.package.iter_parts() if document.part.package is not None else ():
        if part.partname.startswith("/word/media/"):
            _rename(part, "image", numbers)
        elif isinstance(part, XmlPart):
            _drop_notes(part.element)
        elif part.partname.endswith(".xml"):
            root = docx_safe.parse(part.blob)
            _drop_notes(root)
            _unname(root)
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rename(part: Part, what: str, numbers: dict[str, int]) -> None:
    numbers[what] += 1
    suffix = PurePosixPath(part.partname).suffix.lower()
    folder = "/word/media/" if what == "image" else "/word/"
    part.partname = PackURI(f"{folder}{what}{numbers[what]}{suffix}")


def _drop_notes(root: _Element) -> None:
    """Comments and instructions in the XML itself."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)


def _unname(root: _Element) -> None:
    """A theme is called after who made it."""
    for item in [item for item in root.iter() if item.tag in _NAMED]:
        item.set("name", "Thema")
    if root.tag == f"{_THEME}theme":
        for item in root.findall(f"{_THEME}extLst"):
            root.remove(item)
