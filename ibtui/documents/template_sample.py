"""The template that a school can start from: ibtui's house style with room for a logo and an address.

Its text explains itself and shows each style once, so that it can be changed there in Word. None of it comes into
a paper.
"""

from __future__ import annotations

import io
from datetime import datetime
from importlib import resources

from docx.document import Document as WordDocument
from docx.shared import Cm

from ibtui.documents import word
from ibtui.documents.margins import add_field
from ibtui.documents.numbering import element

LOGO_TEXT = "Logo van de school: zet hier je eigen plaatje neer"
TO_FILL_IN = "[Naam van de school]  ·  [straat en plaats]  ·  [telefoon]"
_LOGO_WIDTH = Cm(4.4)
_MADE = datetime(2026, 9, 1)

_EXPLAINED = (
    "Dit is een sjabloon. Wat hier op de bladzijde staat, komt niet in een verslag. Dit komt er wel in: de "
    "koptekst, de voettekst, de marges, en hoe elke stijl eruitziet.",
)
_STEPS = (
    "1. Dubbelklik bovenaan op het logo en zet er je eigen logo neer. Klik er met rechts op en kies Alternatieve "
    "tekst: schrijf daar wat erop staat.\n"
    "2. Vul onderaan de naam en het adres van de school in. Wat tussen haken staat, is nog niet ingevuld.\n"
    "3. Wil je een andere letter of kleur? Klik bij Stijlen met rechts op een stijl en kies Wijzigen.\n"
    "4. Sla het bestand op en laat ibtui het gebruiken: ibtui sjabloon gebruik BESTAND"
)
_LISTS = (
    "- Een opsomming.\n- Nog een regel.\n  - Een regel daaronder.\n\n"
    "1. Een lijst met nummers.\n2. Nog een regel."
)


def make() -> bytes:
    """The sample as a .docx file; always the same bytes."""
    document = word.new_document()
    word.set_properties(
        document, title="Sjabloon voor verslagen", subject="", author="Intern begeleider", at=_MADE
    )
    _header(document)
    _footer(document)
    word.add_line(document, "Naam van de school", "Schoolnaam")
    word.add_line(document, "Zo ziet een verslag eruit", "Title")
    word.add_line(document, "Vertrouwelijk – bestemd voor wie het leest", "Subtitle")
    for text in _EXPLAINED:
        word.add_line(document, text, "Normal")
    word.add_line(document, "Zo maak je het van jouw school", "Heading 1")
    word.add_markdown(document, _STEPS)
    _styles(document)
    return word.to_bytes(document)


def _styles(document: WordDocument) -> None:
    """Every style once, under a heading that says what it is for."""
    word.add_line(document, "De stijlen van een verslag", "Heading 1")
    word.add_fact(document, "Gegeven", "zo staan de datum en de plaats vooraan")
    word.add_line(document, "Een kop van de tweede soort (Kop 2)", "Heading 2")
    word.add_line(document, "Gewone tekst. Maak de letter niet kleiner dan 11 punt.", "Normal")
    word.add_markdown(document, _LISTS)
    word.add_labelled(document, "", "“Wat een kind zelf zegt, staat zo in het verslag.”", "Quote")
    word.add_labelled(document, "Besluit:", "zo staat een besluit tussen de tekst.", "Kernpunt")
    word.add_line(document, "De tabel", "Heading 2")
    width = word.text_width(document)
    columns = (width // 2, width - width // 2)
    rows = (("Tabeltekst", "zo staan de afspraken in een verslag"), ("Rooster", "de lijnen en de kleur"))
    word.add_table(document, ("Stijl", "Waarvoor"), rows, columns, title="Voorbeeld van een tabel")
    word.add_line(document, "Ruimte om te schrijven", "Heading 2")
    word.add_writing_lines(document, 2)


def _header(document: WordDocument) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    logo = resources.files("ibtui.documents") / "house" / "logo.png"
    picture = paragraph.add_run().add_picture(io.BytesIO(logo.read_bytes()), width=_LOGO_WIDTH)
    for side in ("distT", "distB", "distL", "distR"):  # LibreOffice makes up a distance when none is given
        picture._inline.set(side, "0")
    described = picture._inline.docPr
    described.set("name", "Logo")
    described.set("descr", LOGO_TEXT)
    settings = paragraph._p.get_or_add_pPr()
    settings.extend([element("w:spacing", after="240"), element("w:jc", val="left")])


def _footer(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{TO_FILL_IN}\tPagina ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    add_field(paragraph, "NUMPAGES")
