"""The header and footer of a template without what may not leave, and the words that they print on every paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsmap, qn
from lxml.etree import _Element, iterwalk

from ibtui.documents import docx_safe
from ibtui.documents.numbering import cut
from ibtui.documents.template_fields import tidy_fields

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TAKEN_BACK = {qn("w:del"), qn("w:moveFrom")}
_ACCEPTED = {qn("w:ins"), qn("w:moveTo")}
_UNWRAPPED = {
    *_ACCEPTED,
    *(qn(f"w:{name}") for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent")),
}
_ABOUT = {qn(f"w:{name}") for name in ("smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr")}
"""What stands in those and says what they are for: names that somebody gave, the place of data."""
_MARKS = {qn(f"w:{name}") for name in (
    "commentRangeStart", "commentRangeEnd", "commentReference", "bookmarkStart", "bookmarkEnd", "proofErr",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "permStart", "permEnd",
    "footnoteReference", "endnoteReference", "tblCaption", "tblDescription",
)}  # fmt: skip
_SPACES = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_APART = {"Choice", "Fallback", "rt", "rubyBase"}
"""What stands in those are words of their own, also when nothing is between them in the file."""
_DESCRIBED = {"docPr": ("descr", "title"), **dict.fromkeys(("shape", "rect", "oval", "image"), ("alt",)),
              "textpath": ("string",)}  # fmt: skip
_SESSION = re.compile(r"}(rsid\w*|paraId|textId)$")
_OFF = ("0", "false", "off")


def margins(document: WordDocument) -> list[XmlPart]:
    """The headers and footers."""
    found = [
        rel.target_part for rel in document.part.rels.values() if kind(rel.reltype) in ("header", "footer")
    ]
    return [part for part in found if isinstance(part, XmlPart)]


def tidy_margins(document: WordDocument, said: list[str]) -> None:
    """Tidy every header and footer; `said` gets what was taken out, in Dutch."""
    for part in margins(document):
        _tidy_margin(part, document, said)
    _number_pictures(document)


def words(document: WordDocument) -> tuple[str, ...]:
    """All that the headers and footers say, a paragraph each, and what is said of their pictures."""
    found = dict[str, None]()
    for part in margins(document):
        for root in (part.element, *_drawn(part)):
            found |= dict.fromkeys(_words(root))
    return tuple(text for text in found if text)


def _drawn(part: Part) -> Iterator[_Element]:
    """The parts that hold a drawing with words."""
    for rel in part.rels.values():
        if not rel.is_external and rel.target_part.partname.endswith(".xml"):
            yield docx_safe.parse(rel.target_part.blob)


def _words(root: _Element) -> Iterator[str]:
    lines: dict[_Element | None, list[str]] = {}
    for event, item in iterwalk(root, events=("start", "end")):
        tag = str(item.tag).rsplit("}", 1)[-1]
        if tag in _APART or (event == "start" and (tag in _SPACES or (tag == "t" and item.text))):
            line = next(item.iterancestors(qn("w:p"), qn("a:p")), None)
            lines.setdefault(line, []).append(" " if tag in _APART else _SPACES.get(tag) or item.text or "")
        elif event == "start" and tag in _DESCRIBED:
            yield from (" ".join((item.get(key) or "").split()) for key in _DESCRIBED[tag])
    yield from (" ".join("".join(pieces).split()) for pieces in lines.values())


def _tidy_margin(part: XmlPart, document: WordDocument, said: list[str]) -> None:
    """Take out of a header or footer what may not leave: changes, hidden text, links, marks of editing."""
    root = part.element
    tags = {item.tag for item in root.iter() if isinstance(item.tag, str)}
    if tags & (_TAKEN_BACK | _ACCEPTED):
        said.append("In de kop- of voettekst staan nog wijzigingen. ibtui neemt ze over.")
    hidden = _hidden_styles(document.styles.element)
    for item in list(root.iter()):
        if item.tag in _TAKEN_BACK or item.tag in _MARKS or str(item.tag).endswith("Change"):
            cut(item)
        elif item.tag == qn("w:r") and _is_hidden(item, hidden):
            said.append("In de kop- of voettekst staat verborgen tekst. Die komt niet in een verslag.")
            cut(item)
    for item in [found for found in root.iter() if found.tag in _UNWRAPPED]:
        _unwrap(item)
    tidy_fields(root, said)
    for item in list(root.iter(qn("a:hlinkClick"), f"{{{nsmap['a']}}}hlinkHover")):
        cut(item)
    forget_sessions(root)
    used = references(root)
    for number, rel in list(part.rels.items()):
        if rel.is_external:
            said.append("Koppelingen in de kop- of voettekst worden gewone tekst.")
        if rel.is_external or number not in used:
            drop(part, number)


def _number_pictures(document: WordDocument) -> None:
    """A number of its own for each picture: copied headers bring the same ones along."""
    drawings = [item for part in margins(document) for item in part.element.iter(qn("wp:docPr"))]
    for number, item in enumerate(drawings, 1):
        item.set("id", str(number))


def forget_sessions(root: _Element) -> None:
    """The numbers by which Word knows who edited what, and when."""
    for item in root.iter():
        for key in [str(name) for name in item.attrib if _SESSION.search(str(name))]:
            del item.attrib[key]


def _hidden_styles(styles_root: _Element) -> set[str]:
    return {
        style.get(qn("w:styleId")) or ""
        for style in styles_root.findall(qn("w:style"))
        if _says_hidden(style.find(qn("w:rPr")))
    }


def _is_hidden(run: _Element, hidden: set[str]) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    style = properties.find(qn("w:rStyle"))
    return _says_hidden(properties) or (style is not None and style.get(qn("w:val")) in hidden)


def _says_hidden(properties: _Element | None) -> bool:
    mark = properties.find(qn("w:vanish")) if properties is not None else None
    return mark is not None and mark.get(qn("w:val")) not in _OFF


def _unwrap(item: _Element) -> None:
    """Put what is inside in the place of the element itself."""
    parent = item.getparent()
    if parent is None:
        return
    for child in list(item):
        if child.tag not in _ABOUT:
            item.addprevious(child)
    parent.remove(item)


def drop(part: Part, number: str) -> None:
    del part.rels[number]
    part.rels._target_parts_by_rId.pop(number, None)


def kind(reltype: str) -> str:
    return reltype.rsplit("/", 1)[-1]


def references(root: _Element) -> set[str]:
    return {
        str(value) for item in root.iter() for key, value in item.attrib.items() if str(key).startswith(_R)
    }
