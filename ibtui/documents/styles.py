"""The styles of a document, by the names that Word itself gives them.

Dutch Word calls "heading 1" Kop 1 and gives it the id Kop1; the name inside the file is the same everywhere. What
a template lacks is added from the house style, in the template's own letter and colour.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from importlib import resources
from weakref import WeakKeyDictionary

from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element

from ibtui.documents import numbering
from ibtui.documents.numbering import Level, element
from ibtui.values import dataclass

ACCENT = "1B4B5A"  # the colour of headings in house/word/styles.xml
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
_NUMBERED = ("List Number", "List Number 2", "List Number 3")
_LEFT_OUT = {"Default Paragraph Font", "No List"}  # nothing of ours refers to these


@dataclass(frozen=True, slots=True)
class Look:
    """Where each style of ours is found in one document.

    `ids`: our name ("Heading 1") to the style's id there. `numbers`: what numbered lists refer to, for each
    depth. `added`: our styles that the template didn't have; `mended`: list styles of it that showed no sign.
    """

    ids: Mapping[str, str]
    numbers: tuple[Level, ...]
    added: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


_LOOKS: WeakKeyDictionary[Part, Look] = WeakKeyDictionary()


@cache
def _house_root() -> _Element:
    found: _Element = parse_xml(
        (resources.files("ibtui.documents") / "house" / "word" / "styles.xml").read_bytes()
    )
    return found


@cache
def house_look() -> Look:
    """The look of the house style itself: every id is the name without blanks."""
    ids = {_our_name(style): style.get(qn("w:styleId")) or "" for style in _house_styles()}
    return Look(ids, tuple(Level(numbering.NUMBERS, depth) for depth in range(3)))


@cache
def house_names() -> frozenset[str]:
    """The names of all styles of the house, folded: a template may have them to say what these look like."""
    return frozenset(_our_name(style).casefold() for style in _styles(_house_root()))


def look(document: WordDocument) -> Look:
    """The look of a document that `fit` has seen, else that of the house."""
    return _LOOKS.get(document.part) or house_look()


def fit(document: WordDocument) -> Look:
    """Find our styles in a document made from a template, and add what it lacks."""
    styles = document.styles.element
    found, taken = _by_name(styles), {style.get(qn("w:styleId")) or "" for style in _styles(styles)}
    ids: dict[str, str] = {}
    house_ids: dict[str, str] = {}
    added: dict[str, _Element] = {}
    for style in _house_styles():
        name, house_id = _our_name(style), style.get(qn("w:styleId")) or ""
        theirs = found.get((style.get(qn("w:type")) or "", name.casefold()))
        if theirs is None:
            theirs = _free(house_id, taken)
            added[name] = _copied(style, theirs)
        ids[name] = house_ids[house_id] = theirs
    accent = _accent(styles, found)
    for made in added.values():
        _refer(made, house_ids)
        _recolour(made, accent)
        styles.append(made)
    _mark_default(styles, ids["Normal"])
    numbers, mended = _fit_lists(document, styles, ids, set(added))
    result = Look(ids, numbers, tuple(added), mended)
    _LOOKS[document.part] = result
    return result


def chain(styles: _Element, style_id: str) -> list[_Element]:
    """A style and what it is based on, itself first."""
    known = {style.get(qn("w:styleId")): style for style in _styles(styles)}
    found: list[_Element] = []
    current = known.get(style_id)
    while current is not None and current not in found:
        found.append(current)
        base = current.find(qn("w:basedOn"))
        current = known.get(base.get(qn("w:val"))) if base is not None else None
    return found


def _styles(styles: _Element) -> list[_Element]:
    return styles.findall(qn("w:style"))


def _house_styles() -> list[_Element]:
    return [style for style in _styles(_house_root()) if _our_name(style) not in _LEFT_OUT]


def _our_name(style: _Element) -> str:
    """The name as this program says it: "Heading 1" where the file has "heading 1"."""
    name = style.find(qn("w:name"))
    text = name.get(qn("w:val")) or "" if name is not None else ""
    return text[:1].upper() + text[1:]


def _by_name(styles: _Element) -> dict[tuple[str, str], str]:
    """(type, name) to id. The default paragraph style is "normal", whatever it is called."""
    found: dict[tuple[str, str], str] = {}
    for style in _styles(styles):
        kind, style_id = style.get(qn("w:type")) or "paragraph", style.get(qn("w:styleId")) or ""
        if not style_id:
            continue
        found.setdefault((kind, _our_name(style).casefold()), style_id)
        if style.get(qn("w:default")) in ("1", "true", "on"):
            found[kind, {"paragraph": "normal", "table": "normal table"}.get(kind, "")] = style_id
    return found


def _free(style_id: str, taken: set[str]) -> str:
    while style_id in taken:
        style_id += "Ib"
    taken.add(style_id)
    return style_id


def _mark_default(styles: _Element, normal: str) -> None:
    """Plain paragraphs name no style: they take the default one, which LibreOffice may leave unmarked."""
    plain = [style for style in _styles(styles) if style.get(qn("w:type")) == "paragraph"]
    if not any(style.get(qn("w:default")) in ("1", "true", "on") for style in plain):
        chain(styles, normal)[0].set(qn("w:default"), "1")


def _copied(style: _Element, style_id: str) -> _Element:
    made = copy.deepcopy(style)
    made.set(qn("w:styleId"), style_id)
    made.attrib.pop(qn("w:default"), "")  # the template has its own default
    return made


def _refer(style: _Element, ids: Mapping[str, str]) -> None:
    """Have a copied style refer to the styles of this document."""
    for name in ("w:basedOn", "w:next", "w:link"):
        pointer = style.find(qn(name))
        if pointer is not None:
            pointer.set(qn("w:val"), ids.get(pointer.get(qn("w:val")) or "", ids["Normal"]))


def _accent(styles: _Element, found: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The colour of the template's own headings, as attributes; automatic when they have none."""
    for name in ("heading 1", "title"):
        for style in chain(styles, found.get(("paragraph", name), "")):
            colour = style.find(f"{qn('w:rPr')}/{qn('w:color')}")
            if colour is not None:
                return {str(key): str(value) for key, value in colour.attrib.items()}
    return {qn("w:val"): "auto"}


def _recolour(style: _Element, accent: Mapping[str, str]) -> None:
    for item in style.iter(qn("w:color")):
        if item.get(qn("w:val")) == ACCENT:
            item.attrib.clear()
            for key, value in accent.items():
                item.set(key, value)
    for item in style.iter():
        if item.get(qn("w:color")) == ACCENT:  # a border
            item.set(qn("w:color"), accent[qn("w:val")])


def _fit_lists(
    document: WordDocument, styles: _Element, ids: Mapping[str, str], added: set[str]
) -> tuple[tuple[Level, ...], tuple[str, ...]]:
    """Give list styles that show no sign the house's; and say what numbered lists refer to."""
    root = numbering.root(document)
    bare: dict[int, str] = {}
    for depth, name in enumerate(_BULLETS):
        theirs = None if name in added else numbering.level_of(root, ids[name], chain(styles, ids[name]))
        if theirs is None:
            bare[depth] = name
    if bare:
        abstract = numbering.add_house(
            root, numbering.BULLETS, {depth: ids[name] for depth, name in bare.items()}
        )
        number = numbering.add_num(root, abstract).get(qn("w:numId")) or ""
        for depth, name in bare.items():
            _set_number(chain(styles, ids[name])[0], number, depth)
    own = numbering.add_house(root, numbering.NUMBERS, {})
    own_number = numbering.add_num(root, own).get(qn("w:numId")) or ""
    levels = []
    for depth, name in enumerate(_NUMBERED):
        theirs = None if name in added else numbering.level_of(root, ids[name], chain(styles, ids[name]))
        if theirs is None or numbering.is_bullet(root, theirs):
            _set_number(chain(styles, ids[name])[0], own_number, depth)
            theirs = Level(own, depth)
        levels.append(theirs)
    return tuple(levels), tuple(name for name in bare.values() if name not in added)


def _set_number(style: _Element, number: str, depth: int) -> None:
    """Number by a style; in its place among the other settings of the paragraph."""
    properties = style.find(qn("w:pPr"))
    if properties is None:
        properties = element("w:pPr")
        after = style.find(qn("w:rPr"))
        if after is not None:
            after.addprevious(properties)
        else:
            style.append(properties)
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    made = element("w:numPr")
    made.extend([element("w:ilvl", val=str(depth)), element("w:numId", val=number)])
    before = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr",
                                           "widowControl")}  # fmt: skip
    place = sum(1 for item in properties if item.tag in before)
    properties.insert(place, made)
