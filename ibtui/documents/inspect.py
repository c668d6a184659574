"""Rule O10: what a finished document tells beside its text.

A paper that ibtui makes has none of this; the check reads the file itself, so that a template, a library or a
mistake of our own can't bring it in unseen.
"""

from __future__ import annotations

import os
import pwd
import re
from collections.abc import Iterator

from lxml.etree import Comment, ProcessingInstruction, _Element

from ibtui.care.findings import Finding, Level
from ibtui.care.text import fold
from ibtui.documents import docx_safe, finished
from ibtui.documents.accessibility import accessible as accessible
from ibtui.documents.finished import UNSEEN, Finished, contrast_with_white, is_on, text_of, value, w

WHERE = "het bestand"
_EDITING = {
    w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")
}
_LIBRARIES = {"python-docx"}
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/home/|/Users/|file:)")
_SMALLEST = 8  # half points: smaller letters are there to be overlooked
_NARROWEST = 20  # of a hundred: the width of letters
_PICTURES = {"docPr", "cNvPr"}
_WHITE_THEME = {"background1", "light1"}


def find(data: bytes) -> tuple[Finding, ...]:
    """What stands in a finished .docx that must not leave. Any bytes will do; what can't be read, is a finding."""
    try:
        document = finished.read(data)
        return tuple(dict.fromkeys(_all(document)))
    except Exception:  # noqa: BLE001 - the file may have been made elsewhere, in any way
        return (_finding("", "Het document is niet na te kijken. Maak het opnieuw.", fixed=True),)


def _all(document: Finished) -> Iterator[Finding]:
    yield from _makers(document)
    yield from _extra_parts(document)
    yield from _editing(document)
    yield from _links(document)
    yield from _unseen(document)
    yield from _inside(document)


def _finding(text: str, reason: str, *, fixed: bool = False, level: Level = Level.STOPS) -> Finding:
    return Finding("O10", level, 0, 0, text, reason, WHERE, around=text, fixed=fixed)


def _makers(document: Finished) -> Iterator[Finding]:
    """Names and folders in what Word shows under Information."""
    login = fold(_login())
    core = document.part_by_root("coreProperties")
    for item in core if core is not None else ():
        name, text = str(item.tag).rsplit("}", 1)[-1], (item.text or "").strip()
        if name in ("creator", "lastModifiedBy") and (text in _LIBRARIES or (login and fold(text) == login)):
            yield _finding(
                text, "Als maker staat er een inlognaam. Een verslag noemt alleen de functie.", fixed=True
            )
        if _PATH.search(text):
            yield _finding(text, "In de eigenschappen staat een map van je computer.", fixed=True)
    app = document.part_by_root("Properties")
    for item in app if app is not None else ():
        name, text = str(item.tag).rsplit("}", 1)[-1], (item.text or "").strip()
        if text and name in ("Company", "Manager", "HyperlinkBase"):
            yield _finding(
                text, "In de eigenschappen staat een organisatie, een naam of een adres.", fixed=True
            )


def _login() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name  # not a variable that one can set
    except (OSError, KeyError):
        return ""


def _extra_parts(document: Finished) -> Iterator[Finding]:
    for name in document.names:
        low = name.casefold()
        if "vbaproject" in low or "activex" in low:
            yield _finding(name, "Er zitten macro's in het document.", fixed=True)
        elif "/embeddings/" in low:
            yield _finding(name, "Er zit een ander bestand in het document.", fixed=True)
        elif low.endswith("docprops/custom.xml") or low.startswith("customxml/"):
            yield _finding(name, "Er zitten eigen gegevens in het bestand die je niet ziet.", fixed=True)
        elif re.search(r"word/(comments|people|footnotes|endnotes)\w*\.xml$", low):
            yield _finding(name, "Er staan opmerkingen of voetnoten in die je niet meer ziet.", fixed=True)


def _editing(document: Finished) -> Iterator[Finding]:
    """Tracked changes, and the settings that tell how the file came about."""
    for root in (document.body, *document.margins):
        for item in root.iter():
            if item.tag in _EDITING:
                yield _finding(text_of(item), "Er staan wijzigingen in die nog te zien zijn.", fixed=True)
                break
    settings = document.part_by_root("settings")
    tags = {str(item.tag).rsplit("}", 1)[-1] for item in settings} if settings is not None else set()
    told = {
        "rsids": "Het bestand vertelt wie eraan werkte.",
        "attachedTemplate": "Het bestand noemt de plaats van een sjabloon op een computer.",
        "docVars": "Er zitten eigen gegevens in het bestand die je niet ziet.",
        "mailMerge": "Het bestand haalt gegevens op uit een adresbestand.",
    }
    for name in sorted(tags & told.keys()):
        yield _finding(name, told[name], fixed=True)


def _links(document: Finished) -> Iterator[Finding]:
    for link in document.links:
        if link.external:
            yield _finding(link.target, "Het document wijst naar iets buiten het bestand.", fixed=True)


def _unseen(document: Finished) -> Iterator[Finding]:
    """Text that is there and isn't seen."""
    for root in (document.body, *document.margins):
        for paragraph in root.iter(w("p")):
            for run in paragraph.iter(w("r")):
                text = text_of(run).strip()
                if text:
                    yield from _unseen_run(document, root, paragraph, run, text)


def _unseen_run(
    document: Finished, root: _Element, paragraph: _Element, run: _Element, text: str
) -> Iterator[Finding]:
    if is_on(document.setting(paragraph, run, "vanish")):
        yield _finding(text, "Deze tekst is verborgen. Wie hem zichtbaar maakt, kan hem lezen.", fixed=True)
    size = value(document.setting(paragraph, run, "sz"))
    if size and float(size) < _SMALLEST:
        yield _finding(text, "Deze letters zijn zo klein dat je ze niet ziet.", fixed=True)
    if _number(value(document.setting(paragraph, run, "w"))) < _NARROWEST:
        yield _finding(text, "Deze letters zijn zo smal dat je ze niet ziet.", fixed=True)
    if _is_white(document.setting(paragraph, run, "color")) and not document.has_ground(paragraph, run):
        # White on a coloured bar is a design; in the margins that bar may be a picture.
        in_text = root is document.body
        yield _finding(
            text,
            "Deze tekst is wit. Staat hij op een gekleurd vlak?",
            fixed=in_text,
            level=Level.STOPS if in_text else Level.ASKS,
        )


def _number(text: str) -> float:
    """A width in hundredths: "66" or "66%"; 100 for none."""
    return float(text.rstrip("%") or 100)


def _is_white(colour: _Element | None) -> bool:
    themed = value(colour, "themeColor") in _WHITE_THEME and not value(colour, "themeShade")
    return themed or contrast_with_white(value(colour)) < UNSEEN


def _inside(document: Finished) -> Iterator[Finding]:
    """What Word never prints: names of pictures and of boxes to fill in, codes of fields, notes in the XML."""
    for root in document.parts.values():
        if next(root.iter(Comment, ProcessingInstruction), None) is not None:
            yield _finding("", "In het bestand staan aantekeningen die Word niet laat zien.", fixed=True)
    for root in (document.body, *document.margins):
        for item in root.iter():
            tag = str(item.tag).rsplit("}", 1)[-1]
            named = (item.get(key) or "" for key in ("name", "descr", "title")) if tag in _PICTURES else ()
            for text in named:
                if _PATH.search(text):
                    yield _finding(text, "De naam van een plaatje noemt een map van je computer.", fixed=True)
            if item.tag in (w("alias"), w("tag")) and value(item):
                yield _finding(value(item), "Een invulvak heeft een naam die je niet ziet.", fixed=True)
            code = (item.text if item.tag == w("instrText") else item.get(w("instr"))) or ""
            if code.strip() and docx_safe.PAGE_NUMBER.fullmatch(code.strip()) is None:
                yield _finding(code.strip(), "Er staat een veld in dat Word zelf invult.", fixed=True)
