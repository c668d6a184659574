"""Is a file from outside a Word document that is safe to build on? Looks at the zip and the XML, not at the text.

What could fetch, run or hide something is refused with words that say what to do in Word. Nothing is unpacked on
disk, no entity is resolved and no address is visited.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from ibtui.values import dataclass

MOST_UNPACKED = 50 * 1024 * 1024
_MOST_XML = 20 * 1024 * 1024
_MOST_PARTS = 2000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARGINS = {f"{{{_W}}}hdr", f"{{{_W}}}ftr"}
_STRICT = "http://purl.oclc.org/ooxml/"

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"

SAVE_AS = "Open het in Word en kies Opslaan als: Word-document (.docx)."
_NOT_WORD = f"Dit is geen Word-document. {SAVE_AS}"
_BROKEN = f"Het bestand is beschadigd. {SAVE_AS}"

_HARMLESS_LINKS = {"hyperlink", "attachedTemplate"}  # never loaded by themselves, and taken out of each paper
_RUNS = {"oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument", "frame"}
_FETCHING = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON|EMBED)\b",
    re.IGNORECASE,
)

PAGE_NUMBER = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b(?:\s*\\\*\s*(?:arabic|roman|alphabetic|mergeformat)\b)*",
    re.IGNORECASE,
)
"""The code of a field that counts pages: the only fields that a paper has."""

FILE_NAME = re.compile(
    r"[A-Za-z]:\\|\\\\|/home/|/Users/|file:|\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg|webp)\s*$", re.IGNORECASE
)
"""A place on a computer, or the name of a picture's file: what a program fills in by itself."""


class Refused(ValueError):
    """Why a file can't be used and what to do about it, in Dutch."""


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship of a package. `kind`: the last word of its type: "header", "hyperlink"."""

    owner: str  # the part it belongs to, "" for the package
    kind: str
    target: str
    external: bool


def parser() -> etree.XMLParser:
    """The parser for XML from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse(data: bytes) -> etree._Element:
    """XML from outside; Refused when it has a document type, which can hold a bomb."""
    root = etree.fromstring(data, parser())
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Refused(f"Er staat iets in dat niet in een Word-document hoort. {SAVE_AS}")
    return root


def refusal(data: bytes) -> str:
    """Why papers can't be made with this file, and what to do; "" when they can. Never raises."""
    try:
        _refuse_other_files(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_size(package)
            _refuse_parts(package)
    except Refused as reason:
        return str(reason)
    except Exception:  # noqa: BLE001 - a file from outside can be wrong in any way
        return _BROKEN
    return ""


def links(package: zipfile.ZipFile) -> Iterator[Link]:
    """All relationships of all parts."""
    for name in package.namelist():
        folder, file = posixpath.split(name)
        if not file.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        for item in parse(package.read(name)):
            if isinstance(item.tag, str):
                kind = (item.get("Type") or "").rsplit("/", 1)[-1]
                external = (item.get("TargetMode") or "").casefold() == "external"
                yield Link(owner, kind, item.get("Target") or "", external)


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(
                "Er zit een wachtwoord op. Haal dat er in Word af: Bestand, Info, Document beveiligen."
            )
        raise Refused(f"Dit is een oud Word-document (.doc). {SAVE_AS}")
    if not data.startswith(b"PK"):
        raise Refused(_NOT_WORD)


def _refuse_size(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(f"Er zit een wachtwoord op. {SAVE_AS}")
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    whole = sum(entry.file_size for entry in entries)
    if whole > MOST_UNPACKED or xml > _MOST_XML or len(entries) > _MOST_PARTS:
        raise Refused("Uitgepakt is het te groot. Maak de plaatjes kleiner, of begin met een leeg document.")
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise Refused(_BROKEN)


def _refuse_parts(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if "[Content_Types].xml" not in names:
        raise Refused(_NOT_WORD)
    if any("vbaproject" in name.casefold() or "vbadata" in name.casefold() for name in names):
        raise Refused(f"Er zitten macro's in. {SAVE_AS} Dan gaan de macro's eruit.")
    _refuse_type(package)
    roots = {name: parse(package.read(name)) for name in names if name.endswith(".xml")}
    margins = {name for name, root in roots.items() if root.tag in _MARGINS}
    for name in margins:
        _refuse_fields(roots[name])
    for link in links(package):
        if link.external and link.kind not in _HARMLESS_LINKS:
            raise Refused(
                "Het haalt iets op van buiten: een plaatje of tekst via een koppeling. Zet het plaatje in het "
                "document zelf (Invoegen, Afbeeldingen)."
            )
        if link.kind in _RUNS and link.owner in margins:
            raise Refused(
                "In de kop- of voettekst zit een ander bestand of een besturingselement. Zet daar een gewoon "
                "plaatje neer."
            )


def _refuse_type(package: zipfile.ZipFile) -> None:
    """Only a plain Word document or template: by what the package calls its main part."""
    types = {item.get("ContentType") or "" for item in parse(package.read("[Content_Types].xml"))}
    if any("macroEnabled" in kind for kind in types):
        raise Refused(f"Het is een document voor macro's (.docm of .dotm). {SAVE_AS}")
    if not types & {DOCUMENT, TEMPLATE}:
        raise Refused(_NOT_WORD)
    main = next(
        (link.target for link in links(package) if not link.owner and link.kind == "officeDocument"), ""
    )
    root = parse(package.read(main.lstrip("/")))
    if root.tag.startswith("{" + _STRICT):
        raise Refused(f"Het is opgeslagen als Strict Open XML. {SAVE_AS}")
    if root.tag != f"{{{_W}}}document":
        raise Refused(_NOT_WORD)


def _refuse_fields(root: etree._Element) -> None:
    codes = " ".join(item.text or "" for item in root.iter(f"{{{_W}}}instrText"))
    codes += " ".join(item.get(f"{{{_W}}}instr") or "" for item in root.iter(f"{{{_W}}}fldSimple"))
    if _FETCHING.search(codes):
        raise Refused(
            "In de kop- of voettekst staat een veld dat iets van buiten ophaalt. Haal dat veld weg in Word."
        )
