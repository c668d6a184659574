"""Lists in any template: which numbering its list styles have, and the house's own where there is none."""

from __future__ import annotations

import copy
from functools import cache
from importlib import resources

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml.etree import _Element

from ibtui.values import dataclass

BULLETS, NUMBERS = "1", "2"  # w:abstractNumId in house/word/numbering.xml
_NO_FORM = {"none", ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: what a numbered list refers to."""

    abstract: str  # w:abstractNumId
    depth: int  # w:ilvl


def element(name: str, **attributes: str) -> _Element:
    """A new element with attributes of Word's own namespace."""
    made: _Element = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def cut(item: _Element) -> None:
    """Take an element out of what it stands in."""
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


@cache
def house_numbering() -> bytes:
    """The numbering part of the house style."""
    return (resources.files("ibtui.documents") / "house" / "word" / "numbering.xml").read_bytes()


def root(document: WordDocument) -> _Element:
    """The numbering of a document; made when the document has none."""
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        package = document.part.package
        empty = parse_xml(house_numbering())
        for child in list(empty):
            empty.remove(child)
        part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    if not isinstance(part, NumberingPart):
        raise ValueError("the numbering part has a wrong content type")
    found: _Element = part.element
    return found


def add_house(numbering: _Element, abstract: str, links: dict[int, str]) -> str:
    """Add one of the house's numberings; gives its new w:abstractNumId. `links`: the style of each level."""
    source = parse_xml(house_numbering())
    chosen = next(item for item in source.findall(qn("w:abstractNum")) if _id(item) == abstract)
    made = copy.deepcopy(chosen)
    taken = [int(_id(item)) for item in numbering.findall(qn("w:abstractNum"))]
    number = str(max(taken, default=0) + 1)
    made.set(qn("w:abstractNumId"), number)
    for depth, level in enumerate(made.findall(qn("w:lvl"))):
        linked = level.find(qn("w:pStyle"))
        if linked is not None:
            level.remove(linked)
        if depth in links:
            # Its place: behind w:start and w:numFmt.
            level.insert(2, element("w:pStyle", val=links[depth]))
    # All w:abstractNum stand before the first w:num; picture bullets before them.
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(made)
    else:
        first.addprevious(made)
    return number


def add_num(numbering: _Element, abstract: str) -> _Element:
    """A new w:num for an abstract numbering, in its place."""
    taken = [int(item.get(qn("w:numId")) or 0) for item in numbering.findall(qn("w:num"))]
    made = element("w:num", numId=str(max(taken, default=0) + 1))
    made.append(element("w:abstractNumId", val=abstract))
    last = numbering.findall(qn("w:num")) or numbering.findall(qn("w:abstractNum"))
    last[-1].addnext(made)
    return made


def level_of(numbering: _Element, style_id: str, chain: list[_Element]) -> Level | None:
    """The level that a paragraph style numbers by; None when it doesn't, or shows no sign.

    `chain`: the style and what it is based on, the style itself first.
    """
    for style in chain:
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is None:
            continue
        typed = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        depth = int(typed.get(qn("w:val")) or 0) if typed is not None else 0
        return _level(numbering, number.get(qn("w:val")) or "", style_id, depth)
    return None


def _level(numbering: _Element, number: str, style_id: str, depth: int) -> Level | None:
    num = next((item for item in numbering.findall(qn("w:num")) if item.get(qn("w:numId")) == number), None)
    pointer = num.find(qn("w:abstractNumId")) if num is not None else None
    if pointer is None:
        return None
    wanted = pointer.get(qn("w:val"))
    abstract = next((item for item in numbering.findall(qn("w:abstractNum")) if _id(item) == wanted), None)
    if abstract is None:
        return None
    for level in abstract.findall(qn("w:lvl")):
        linked = level.find(qn("w:pStyle"))
        if linked is not None and linked.get(qn("w:val")) == style_id:
            depth = int(level.get(qn("w:ilvl")) or 0)
    chosen = next(
        (item for item in abstract.findall(qn("w:lvl")) if item.get(qn("w:ilvl")) == str(depth)), None
    )
    form = chosen.find(qn("w:numFmt")) if chosen is not None else None
    if form is None or (form.get(qn("w:val")) or "") in _NO_FORM:
        return None
    return Level(_id(abstract), depth)


def is_bullet(numbering: _Element, level: Level) -> bool:
    """Whether a level shows a sign that doesn't count."""
    for abstract in numbering.findall(qn("w:abstractNum")):
        if _id(abstract) != level.abstract:
            continue
        for item in abstract.findall(qn("w:lvl")):
            form = item.find(qn("w:numFmt"))
            if item.get(qn("w:ilvl")) == str(level.depth) and form is not None:
                return form.get(qn("w:val")) == "bullet"
    return False


def _id(abstract: _Element) -> str:
    return abstract.get(qn("w:abstractNumId")) or "0"
