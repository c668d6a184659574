"""A finished document read back from its bytes, for those who check it. Knows no python-docx: what it sees is
what stands in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field

from lxml.etree import _Element

from ibtui.documents import docx_safe
from ibtui.documents.docx_safe import Link
from ibtui.values import dataclass

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNSEEN = 1.2
"""The contrast with white below which nobody sees that there is something."""
_OFF = {"0", "false", "off"}


def w(name: str) -> str:
    """A name of Word's own, as lxml writes it: "p" -> "{…}p"."""
    return _W + name


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of Word's own; "" when there is none."""
    return (element.get(_W + name) or "") if element is not None else ""


def is_on(element: _Element | None) -> bool:
    """Whether a setting that is on or off is there and on."""
    return element is not None and value(element) not in _OFF


@dataclass(frozen=True, slots=True)
class Finished:
    """`parts`: the XML parts by name; `links`: all relationships; `names`: every part, XML or not."""

    names: tuple[str, ...]
    parts: Mapping[str, _Element]
    links: tuple[Link, ...]
    _styles: dict[str, _Element] = field(default_factory=dict)
    _found: dict[tuple[str, str], _Element | None] = field(default_factory=dict)

    @property
    def body(self) -> _Element:
        """The text itself."""
        found = self.parts[self._main()].find(w("body"))
        if found is None:
            raise KeyError("body")
        return found

    @property
    def margins(self) -> list[_Element]:
        """The headers and footers."""
        return [root for root in self.parts.values() if root.tag in (w("hdr"), w("ftr"))]

    @property
    def styles(self) -> _Element:
        """The part with styles."""
        return next(root for root in self.parts.values() if root.tag == w("styles"))

    def part_by_root(self, name: str) -> _Element | None:
        """The first part with this root, by its name without namespace ("coreProperties")."""
        return next((root for root in self.parts.values() if root.tag.rsplit("}", 1)[-1] == name), None)

    def _main(self) -> str:
        return next(
            link.target.lstrip("/") for link in self.links if link.kind == "officeDocument" and not link.owner
        )

    def style_chain(self, style_id: str) -> Iterator[_Element]:
        """A style and what it is based on, itself first."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = value(style.find(w("basedOn")))

    def style_name(self, paragraph: _Element) -> str:
        """The name of a paragraph's style as the file has it: "heading 1"."""
        style = self._styles.get(self._style_of(paragraph))
        return value(style.find(w("name"))) if style is not None else ""

    def setting(self, paragraph: _Element, run: _Element | None, name: str) -> _Element | None:
        """What holds for a run: its own, that of its character style, of the paragraph's style, or the default."""
        own = run.find(f"{w('rPr')}/{w(name)}") if run is not None else None
        if own is not None:
            return own
        styled = value(run.find(f"{w('rPr')}/{w('rStyle')}")) if run is not None else ""
        for style_id in (styled, self._style_of(paragraph)):
            found = self._of_style(style_id, name) if style_id else None
            if found is not None:
                return found
        return self.styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w(name)}")

    def outline(self, paragraph: _Element) -> int | None:
        """The level of a heading, from 1; None for other paragraphs."""
        for style in self.style_chain(self._style_of(paragraph)):
            level = value(style.find(f"{w('pPr')}/{w('outlineLvl')}"))
            if level:
                return int(level) + 1 if int(level) < 9 else None
        return None

    def has_ground(self, paragraph: _Element, run: _Element) -> bool:
        """Whether a colour is set behind the text: of the letters, the paragraph, the cell or the table."""
        shades = run.findall(f"{w('rPr')}/{w('shd')}") + paragraph.findall(f"{w('pPr')}/{w('shd')}")
        for style in self.style_chain(self._style_of(paragraph)):
            shades += style.findall(f"{w('pPr')}/{w('shd')}")
        for cell in paragraph.iterancestors(w("tc")):
            shades += cell.findall(f"{w('tcPr')}/{w('shd')}")
        for table in paragraph.iterancestors(w("tbl")):
            for style in self.style_chain(value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))):
                shades += style.iter(w("shd"))
        return any(
            contrast_with_white(value(shade, "fill") or "FFFFFF") >= UNSEEN
            for shade in shades
            if value(shade, "fill").casefold() != "auto"
        )

    def _of_style(self, style_id: str, name: str) -> _Element | None:
        key = (style_id, name)
        if key not in self._found:
            items = (style.find(f"{w('rPr')}/{w(name)}") for style in self.style_chain(style_id))
            self._found[key] = next((item for item in items if item is not None), None)
        return self._found[key]

    def _style_of(self, paragraph: _Element) -> str:
        return value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self._styles[""].get(w("styleId"), "")


def read(data: bytes) -> Finished:
    """Read a .docx. Raises for what isn't one: `docx_safe.refusal` says so beforehand."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = tuple(package.namelist())
        parts = {name: docx_safe.parse(package.read(name)) for name in names if name.endswith(".xml")}
        links = tuple(docx_safe.links(package))
    done = Finished(names, parts, links)
    for style in done.styles.findall(w("style")):
        done._styles[value(style, "styleId")] = style
        if value(style, "type") == "paragraph" and value(style, "default") not in ("", *_OFF):
            done._styles[""] = style
    if "" not in done._styles:
        raise KeyError("default style")
    return done


def text_of(element: _Element) -> str:
    """All text within an element."""
    return "".join(item.text or "" for item in element.iter(w("t")))


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour ("1B4B5A") with white paper, from 1 to 21; 21 for what isn't a colour."""
    try:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    except ValueError:
        return 21.0
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)
