"""The styles and lists of a .docx file, so far as they say how much room a text takes.

Properties are kept flat: "spacing.before" is the attribute w:before of w:spacing; of a switch such as w:keepNext
the key is "keepNext" and the value "1" or "0". Distances stay in the units of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from lxml.etree import _Element

from ibtui.values import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Props = dict[str, str]

_SWITCHES = {"keepNext", "keepLines", "pageBreakBefore", "widowControl", "contextualSpacing", "b", "vanish"}
_VALUES = {"sz", "jc", "outlineLvl", "pStyle", "rStyle"}
_ATTRIBUTES = {
    "spacing": ("before", "after", "line", "lineRule"),
    "ind": ("left", "start", "right", "end", "firstLine", "hanging"),
    "rFonts": ("ascii", "asciiTheme"),
}


def attribute(element: _Element | None, name: str, default: str = "") -> str:
    """An attribute of the w: family, or the default."""
    return default if element is None else str(element.get(f"{W}{name}", default))


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first element under these names, one in the other."""
    for name in path:
        element = None if element is None else element.find(f"{W}{name}")
    return element


def props(element: _Element | None) -> Props:
    """What a w:pPr or w:rPr says."""
    found: Props = {}
    for each in () if element is None else element:
        name = str(each.tag).removeprefix(W)
        if name in _SWITCHES:
            found[name] = "0" if attribute(each, "val", "1") in ("0", "false", "off") else "1"
        elif name in _VALUES:
            found[name] = attribute(each, "val")
        elif name in _ATTRIBUTES:
            found |= {
                f"{name}.{key}": attribute(each, key) for key in _ATTRIBUTES[name] if attribute(each, key)
            }
        elif name == "numPr":
            found["numId"] = attribute(child(each, "numId"), "val", found.get("numId", ""))
            found["ilvl"] = attribute(child(each, "ilvl"), "val", "0")
        elif name == "tabs":
            found["tabs"] = " ".join(f"{attribute(tab, 'pos')}:{attribute(tab, 'val')}" for tab in each)
        elif name == "pBdr":
            found["border"] = " ".join(f"{str(side.tag).removeprefix(W)}:{_thickness(side)}" for side in each)
    return found


def _thickness(side: _Element) -> float:
    """What a border takes, with the room between it and the text, in points."""
    return _number(attribute(side, "sz"), 0) / 8 + _number(attribute(side, "space"), 0)


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it has from those it is based on."""

    name: str
    paragraph: Mapping[str, str]
    run: Mapping[str, str]
    cell_margins: Mapping[str, str] = field(default_factory=dict)


class Styles:
    """All styles of a document. An id that isn't there is the default paragraph style."""

    def __init__(self, root: _Element | None, theme: _Element | None) -> None:
        self._elements = {attribute(each, "styleId"): each for each in _styles(root)}
        self._known: dict[str, Style] = {}
        defaults = child(root, "docDefaults")
        self._base = Style(
            "",
            props(child(defaults, "pPrDefault", "pPr")),
            props(child(defaults, "rPrDefault", "rPr")),
        )
        marked = [each for each in _styles(root) if attribute(each, "default") in ("1", "true", "on")]
        self._default = next(
            (attribute(each, "styleId") for each in marked if attribute(each, "type") == "paragraph"), ""
        )
        self._theme = _theme_fonts(theme)

    def paragraph(self, style_id: str) -> Style:
        """A paragraph style, on top of the document's defaults."""
        own = self.named(style_id if style_id in self._elements else self._default)
        return Style(own.name, {**self._base.paragraph, **own.paragraph}, {**self._base.run, **own.run})

    def named(self, style_id: str, seen: tuple[str, ...] = ()) -> Style:
        """What a style and those under it say, without the document's defaults."""
        if style_id in self._known:
            return self._known[style_id]
        element = self._elements.get(style_id)
        if element is None or style_id in seen:
            return Style("", {}, {})
        under = self.named(attribute(child(element, "basedOn"), "val"), (*seen, style_id))
        style = Style(
            attribute(child(element, "name"), "val").lower(),
            {**under.paragraph, **props(child(element, "pPr"))},
            {**under.run, **props(child(element, "rPr"))},
            {**under.cell_margins, **margins(child(element, "tblPr", "tblCellMar"))},
        )
        self._known[style_id] = style
        return style

    def font(self, run: Mapping[str, str]) -> str:
        """The name of the font of a text."""
        theme = run.get("rFonts.asciiTheme", "")
        if theme and (found := self._theme["major" if theme.startswith("major") else "minor"]):
            return found
        return run.get("rFonts.ascii", "times new roman")


def margins(element: _Element | None) -> Props:
    """The margins of the cells of a table: "top", "left", "bottom", "right", in twips."""
    names = {"start": "left", "end": "right"}
    found: Props = {}
    for each in () if element is None else element:
        name = str(each.tag).removeprefix(W)
        found[names.get(name, name)] = attribute(each, "w", "0")
    return found


def _styles(root: _Element | None) -> Iterator[_Element]:
    return iter(()) if root is None else root.iterfind(f"{W}style")


def _theme_fonts(theme: _Element | None) -> dict[str, str]:
    found = {"major": "", "minor": ""}
    for kind in found:
        latin = None if theme is None else theme.find(f".//{A}{kind}Font/{A}latin")
        if latin is not None:
            found[kind] = str(latin.get("typeface", ""))
    return found


class Lists:
    """The numbering of a document: what stands before each item, counted as it is read."""

    def __init__(self, root: _Element | None) -> None:
        kinds = (
            {}
            if root is None
            else {attribute(e, "abstractNumId"): e for e in root.iterfind(f"{W}abstractNum")}
        )
        self._levels: dict[tuple[str, int], _Element] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for number in () if root is None else root.iterfind(f"{W}num"):
            self._add(attribute(number, "numId"), number, kinds)

    def _add(self, number_id: str, number: _Element, kinds: Mapping[str, _Element]) -> None:
        kind = kinds.get(attribute(child(number, "abstractNumId"), "val"))
        for level in () if kind is None else kind.iterfind(f"{W}lvl"):
            self._levels[number_id, _number(attribute(level, "ilvl"), 0)] = level
        for over in number.iterfind(f"{W}lvlOverride"):
            at = (number_id, _number(attribute(over, "ilvl"), 0))
            if (own := child(over, "lvl")) is not None:
                self._levels[at] = own
            if (start := child(over, "startOverride")) is not None:
                self._starts[at] = _number(attribute(start, "val"), 1)

    def indent(self, number_id: str, depth: int) -> Props:
        """How far an item stands in."""
        return props(child(self._levels.get((number_id, depth)), "pPr"))

    def marker(self, number_id: str, depth: int) -> str:
        """What stands before the next item: "•", "2.", "b."; "" when this is no list."""
        level = self._levels.get((number_id, depth))
        if level is None:
            return ""
        kind, text = attribute(child(level, "numFmt"), "val"), attribute(child(level, "lvlText"), "val")
        if kind == "bullet":
            return text if (text.isprintable() and text.isascii()) or text in ("•", "–", "·") else "•"
        self._counts[number_id, depth] = self._count(number_id, depth) + 1
        for deeper in [at for at in self._counts if at[0] == number_id and at[1] > depth]:
            del self._counts[deeper]
        for under in range(depth + 1):
            text = text.replace(f"%{under + 1}", self._written(number_id, under))
        return text

    def _count(self, number_id: str, depth: int) -> int:
        level = self._levels.get((number_id, depth))
        first = self._starts.get((number_id, depth), _number(attribute(child(level, "start"), "val"), 1))
        return self._counts.get((number_id, depth), first - 1)

    def _written(self, number_id: str, depth: int) -> str:
        count = max(self._count(number_id, depth), 1)
        kind = attribute(child(self._levels.get((number_id, depth)), "numFmt"), "val")
        if kind in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if kind == "upperLetter" else letter
        return str(count)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else default
