"""A finished .docx file read back, from its bytes: paragraphs and tables with the room they take on paper.

Distances are in points. What doesn't print (removed text, hidden text, comments) isn't read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from ibtui.documents.letter_widths import letter_width, line_height
from ibtui.documents.page_model import BREAK, PAGE, PAGES, Grid, Para, Row, Sheet, Source
from ibtui.documents.page_styles import Lists, Props, Styles, W, attribute, child, margins, props
from ibtui.documents.page_values import borders, letter_size, points, spaced, tab_stops, twips

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_HIDDEN = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 50_000_000  # of one part, in bytes


def read(data: bytes) -> Source:
    """Read the bytes of a .docx file. ValueError when they aren't one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Reader(package).source()
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, etree.XMLSyntaxError) as problem:
        raise ValueError("not a Word document") from problem


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._styles = Styles(self._part("word/styles.xml"), self._part("word/theme/theme1.xml"))
        self._lists = Lists(self._part("word/numbering.xml"))
        relations = self._part("word/_rels/document.xml.rels")
        self._targets = (
            {} if relations is None else {str(e.get("Id")): str(e.get("Target")) for e in relations}
        )

    def _part(self, name: str) -> _Element | None:
        try:
            info = self._package.getinfo(name)
        except KeyError:
            return None
        if info.file_size > _LARGEST:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self._package.read(info), parser)

    def source(self) -> Source:
        root = self._part("word/document.xml")
        body = child(root, "body")
        if body is None:
            raise KeyError("word/document.xml")
        old = child(self._part("word/settings.xml"), "compat", "doNotUseHTMLParagraphAutoSpacing")
        return Source(tuple(self._blocks(body)), self._sheet(child(body, "sectPr")), old is not None)

    def _blocks(self, parent: _Element) -> Iterator[Para | Grid]:
        for element in parent:
            if element.tag == f"{W}p":
                yield self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield self._table(element)
            elif element.tag == f"{W}sdt" and (content := child(element, "sdtContent")) is not None:
                yield from self._blocks(content)

    def _paragraphs(self, parent: _Element | None) -> tuple[Para, ...]:
        """The paragraphs under an element, those of tables in it too."""
        found: list[Para] = []
        for block in () if parent is None else self._blocks(parent):
            if isinstance(block, Para):
                found.append(block)
            else:
                found += [para for row in block.rows for cell in row.cells for para in cell]
        return tuple(found)

    # --- paragraphs ---

    def _paragraph(self, element: _Element) -> Para:
        own = props(child(element, "pPr"))
        style = self._styles.paragraph(own.get("pStyle", ""))
        merged: Props = {**style.paragraph, **own}
        marker = self._listed(merged, own, style.paragraph)
        letters = list(self._letters(element, style.run))
        text = "".join(letter for letter, _, _ in letters)
        base = line_height(letter_size(style.run), self._styles.font(style.run))
        tallest = max((height for letter, _, height in letters if letter.strip()), default=base)
        single = spaced(tallest, merged)
        lines = borders(merged)
        return Para(
            text=text,
            widths=tuple(width for _, width, _ in letters),
            style=style.name,
            marker=marker,
            single=single,
            before=points(merged, "spacing.before"),
            after=points(merged, "spacing.after"),
            left=points(merged, "ind.left", "ind.start"),
            right=points(merged, "ind.right", "ind.end"),
            first=points(merged, "ind.firstLine") - points(merged, "ind.hanging"),
            tabs=tab_stops(merged),
            extra=max(_picture_height(element) - single, 0.0)
            + lines.get("top", 0.0)
            + lines.get("bottom", 0.0),
            align=merged.get("jc", "left"),
            outline=int(merged["outlineLvl"]) if merged.get("outlineLvl", "").isdigit() else -1,
            ruled="bottom" in lines,
            keep_next=merged.get("keepNext") == "1",
            keep_lines=merged.get("keepLines") == "1",
            break_before=merged.get("pageBreakBefore") == "1",
            widows=merged.get("widowControl", "1") == "1",
            snug=merged.get("contextualSpacing") == "1",
        )

    def _listed(self, merged: Props, own: Props, style: Mapping[str, str]) -> str:
        """The marker of an item; its indent is put among the properties, under what the item itself says."""
        number, level = merged.get("numId", ""), merged.get("ilvl", "")
        depth = int(level) if level.isdigit() else 0
        if number in ("", "0"):
            return ""
        said = own if "numId" in own else {**style, **own}
        merged.update(
            {key: value for key, value in self._lists.indent(number, depth).items() if key not in said}
        )
        return self._lists.marker(number, depth)

    def _letters(self, paragraph: _Element, base: Mapping[str, str]) -> Iterator[tuple[str, float, float]]:
        """Each letter with its width and the height of a line of it."""
        for text, run in self._pieces(paragraph):
            said = props(child(run, "rPr")) if run is not None else {}
            merged = {**base, **self._styles.named(said.get("rStyle", "")).run, **said}
            if merged.get("vanish") == "1":
                continue
            size, font, bold = letter_size(merged), self._styles.font(merged), merged.get("b") == "1"
            height = line_height(size, font)
            for letter in text:
                plain = letter not in "\t\n\f"
                shown = "1" if letter in (PAGE, PAGES) else letter
                yield letter, letter_width(shown, size, font, bold=bold) if plain else 0.0, height

    def _pieces(self, paragraph: _Element) -> Iterator[tuple[str, _Element | None]]:
        """The text of a paragraph, run by run, with the fields for page numbers as one letter each."""
        field: list[str] = []  # the instruction of the field that is being read
        state = ""
        for run in _runs(paragraph):
            if run.tag == f"{W}fldSimple":
                yield _field_letter(attribute(run, "instr")), None
                continue
            for piece in run:
                name = str(piece.tag).removeprefix(W)
                if name == "fldChar":
                    state = attribute(piece, "fldCharType")
                    if state == "begin":
                        field = []
                    elif state == "separate" and (letter := _field_letter("".join(field))):
                        yield letter, run
                elif name == "instrText":
                    field.append(piece.text or "")
                elif not (state == "separate" and _field_letter("".join(field))):
                    yield _text_of(name, piece), run

    # --- tables ---

    def _table(self, element: _Element) -> Grid:
        properties = child(element, "tblPr")
        style = self._styles.named(attribute(child(properties, "tblStyle"), "val"))
        said = {"left": "108", "right": "108", **style.cell_margins}
        said |= margins(child(properties, "tblCellMar"))
        sides = [twips(said.get(side, "")) for side in ("top", "left", "bottom", "right")]
        grid = [twips(attribute(e, "w")) for e in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows = tuple(self._row(row, grid) for row in element.iterfind(f"{W}tr"))
        return Grid(rows, (sides[0], sides[1], sides[2], sides[3]))

    def _row(self, element: _Element, grid: list[float]) -> Row:
        flags = child(element, "trPr")
        cells, widths, column = [], [], 0
        for cell in element.iterfind(f"{W}tc"):
            span = attribute(child(cell, "tcPr", "gridSpan"), "val", "1")
            count = int(span) if span.isdigit() else 1
            width = sum(grid[column : column + count])
            widths.append(width or twips(attribute(child(cell, "tcPr", "tcW"), "w")) or 72.0)
            cells.append(self._paragraphs(cell))
            column += count
        height = twips(attribute(child(flags, "trHeight"), "val"))
        return Row(tuple(cells), tuple(widths), child(flags, "tblHeader") is not None, height)

    # --- the sheet ---

    def _sheet(self, section: _Element | None) -> Sheet:
        size, edge = child(section, "pgSz"), child(section, "pgMar")

        def margin(name: str, default: str = "1417") -> float:
            return abs(twips(attribute(edge, name, default)))

        own = child(section, "titlePg") is not None
        header, footer = (
            self._beside(section, "header", "default"),
            self._beside(section, "footer", "default"),
        )
        return Sheet(
            width=twips(attribute(size, "w", "11906")),
            height=twips(attribute(size, "h", "16838")),
            top=margin("top"),
            right=margin("right"),
            bottom=margin("bottom"),
            left=margin("left"),
            header_at=margin("header", "708"),
            footer_at=margin("footer", "708"),
            header=header,
            footer=footer,
            first_header=self._beside(section, "header", "first") if own else header,
            first_footer=self._beside(section, "footer", "first") if own else footer,
        )

    def _beside(self, section: _Element | None, what: str, kind: str) -> tuple[Para, ...]:
        """The header or footer of a kind of page."""
        for reference in () if section is None else section.iterfind(f"{W}{what}Reference"):
            if attribute(reference, "type", "default") == kind:
                target = self._targets.get(str(reference.get(f"{_R}id")), "")
                return self._paragraphs(self._part(f"word/{target}" if target[:1] != "/" else target[1:]))
        return ()


def _runs(parent: _Element) -> Iterator[_Element]:
    """The runs of a paragraph, those in links and fields too, without what was removed."""
    for element in parent:
        if element.tag in (f"{W}r", f"{W}fldSimple"):
            yield element
        elif element.tag not in _HIDDEN and element.tag != _FALLBACK:
            yield from _runs(element)


def _text_of(name: str, piece: _Element) -> str:
    match name:
        case "t":
            return piece.text or ""
        case "tab":
            return "\t"
        case "br":
            return BREAK if attribute(piece, "type") == "page" else "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "drawing":
            named = piece.find(f".//{_DRAWING}docPr")
            said = "" if named is None else str(named.get("descr", ""))
            return f"[{said or 'plaatje'}]"
    return ""


def _field_letter(instruction: str) -> str:
    words = instruction.split()
    return {"PAGE": PAGE, "NUMPAGES": PAGES}.get(words[0].upper(), "") if words else ""


def _picture_height(paragraph: _Element) -> float:
    """The height of the tallest picture in the line, in points."""
    heights = [str(e.get("cy", "0")) for e in paragraph.iterfind(f".//{_DRAWING}inline/{_DRAWING}extent")]
    return max((int(height) / 12700 for height in heights if height.isdigit()), default=0.0)
