"""What Word's own accessibility checker would say of a finished document, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from ibtui.documents import finished
from ibtui.documents.finished import Finished, is_on, text_of, value, w
from ibtui.documents.finished import contrast_with_white as contrast_with_white

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_FAINT = 4.5
"""The least contrast between letters and white paper (WCAG 2, level AA)."""
_DUTCH = {
    "normal": "Standaard",
    "title": "Titel",
    "subtitle": "Ondertitel",
    **{f"heading {level}": f"Kop {level}" for level in range(1, 7)},
    "list bullet": "Lijst opsom.teken",
    "list number": "Lijstnummering",
    "quote": "Citaat",
    "header": "Koptekst",
    "footer": "Voettekst",
}
_PLAIN = {"", "auto"}


def accessible(data: bytes) -> tuple[str, ...]:
    """What is hard to read for somebody with a screen reader or bad eyes; nothing when all is well."""
    document = finished.read(data)
    said = [
        *_language(document),
        *_headings(document),
        *_tables(document),
        *_pictures(document),
        *_spacing(document),
        *_colours(document),
    ]
    return tuple(dict.fromkeys(said))


def _language(document: Finished) -> Iterator[str]:
    core = document.part_by_root("coreProperties")
    told = {str(item.tag).rsplit("}", 1)[-1]: (item.text or "") for item in core} if core is not None else {}
    if not told.get("title", "").strip():
        yield "Het document heeft geen titel."
    default = document.styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    if value(default) != "nl-NL" or told.get("language") != "nl-NL":
        yield "De taal van het document staat niet op Nederlands."


def _headings(document: Finished) -> Iterator[str]:
    before = 0
    for paragraph in document.body.iter(w("p")):
        level = document.outline(paragraph)
        if level is None:
            continue
        if level > before + 1:
            yield f"Voor de kop “{text_of(paragraph)}” is een niveau overgeslagen."
        if not text_of(paragraph).strip():
            yield "Er is een kop zonder tekst."
        before = level


def _tables(document: Finished) -> Iterator[str]:
    for table in document.body.iter(w("tbl")):
        rows = table.findall(w("tr"))
        if not rows or not is_on(rows[0].find(f"{w('trPr')}/{w('tblHeader')}")):
            yield "Een tabel heeft geen kopregel die als kopregel gemerkt is."
        if any(True for _ in table.iter(w("gridSpan"), w("vMerge"), w("hMerge"))):
            yield "In een tabel zijn cellen samengevoegd."
        if any(not text_of(cell) for cell in table.iter(w("tc"))):
            yield "In een tabel staan lege cellen."
        if table.find(f"{w('tblPr')}/{w('tblCaption')}") is None:
            yield "Een tabel heeft geen titel."


def _pictures(document: Finished) -> Iterator[str]:
    for root, where in [(document.body, "de tekst"), *((item, _margin(item)) for item in document.margins)]:
        for described in root.iter(f"{_DRAWING}docPr"):
            decorative = next(described.iter(_DECORATIVE), None)
            if not (described.get("descr") or "").strip() and (
                decorative is None or decorative.get("val") != "1"
            ):
                yield f"Een plaatje in {where} heeft geen beschrijving (alternatieve tekst)."
        for shape in root.iter(f"{_VML}shape"):
            if shape.find(f"{_VML}imagedata") is not None and not (shape.get("alt") or "").strip():
                yield f"Een plaatje in {where} heeft geen beschrijving (alternatieve tekst)."
        if any(True for _ in root.iter(w("txbxContent"))):
            yield f"In {where} staat een tekstvak. Een voorleesprogramma slaat dat over."
    if any(True for _ in document.body.iter(f"{_DRAWING}anchor")):
        yield "Een plaatje staat los van de tekst."


def _margin(root: _Element) -> str:
    return "de koptekst" if root.tag == w("hdr") else "de voettekst"


def _spacing(document: Finished) -> Iterator[str]:
    """Empty paragraphs are read aloud as "blank". The last one behind a table is Word's own."""
    blocks = [item for item in document.body if item.tag in (w("p"), w("tbl"))]
    for place, block in enumerate(blocks):
        is_last = place == len(blocks) - 1 and place > 0 and blocks[place - 1].tag == w("tbl")
        filled = block.tag == w("tbl") or text_of(block) or block.find(f".//{w('drawing')}") is not None
        if not filled and not is_last:
            yield "Er staan lege regels in de tekst. Witruimte hoort in de stijl."


def _colours(document: Finished) -> Iterator[str]:
    """Letters that are only told apart by colour, or are too light for white paper (not on a ground of their own)."""
    seen: set[str] = set()
    for paragraph in document.body.iter(w("p")):
        for run in paragraph.iter(w("r")):
            if not text_of(run).strip():
                continue
            own = run.find(w("rPr"))
            marked = own is not None and (
                value(own.find(w("color"))) not in _PLAIN or own.find(w("highlight")) is not None
            )
            if marked and own is not None and not any(is_on(own.find(w(name))) for name in ("b", "i", "u")):
                yield "Een stuk tekst is alleen door zijn kleur anders."
            colour = value(document.setting(paragraph, run, "color"))
            name = document.style_name(paragraph)
            if colour in _PLAIN or name in seen or document.has_ground(paragraph, run):
                continue
            if contrast_with_white(colour) < _FAINT:
                seen.add(name)
                yield f"De kleur van de stijl {dutch(name)} is te licht om goed te lezen."


def dutch(name: str) -> str:
    """What Dutch Word calls one of its own styles; other names as they are."""
    return _DUTCH.get(name.casefold(), name)
