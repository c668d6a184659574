"""The school's own Word template: is it one that papers can be made with, and what does it lack?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from docx.document import Document as WordDocument

from ibtui.care.text import listed
from ibtui.documents import docx_safe, finished, inspect, styles, word
from ibtui.documents.accessibility import dutch
from ibtui.documents.finished import Finished, text_of, value, w
from ibtui.documents.margins import has_page_number, pages
from ibtui.documents.template_margins import words
from ibtui.documents.template_open import SMALLEST_WIDTH, open_template
from ibtui.documents.template_sample import LOGO_TEXT
from ibtui.documents.template_sample import make as make
from ibtui.values import dataclass

_LEANED_ON = ("Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Quote")
"""Word's own styles that a paper can't do without."""

_OWN = ("Schoolnaam", "Gegeven", "Kernpunt", "Tabelkop", "Tabeltekst", "Rooster", "Schrijflijn")
"""Styles of ibtui: a school may have them, to say itself what these look like."""

_LEAST_SIZE = 22  # half points
_MADE = datetime(2026, 9, 1)
_TRIAL = "- Een punt\n  - Nog een\n\n1. Eerst\n2. Dan\n\n> Aangehaald"


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """`refused`: why it can't be used and what to do, in Dutch; "" when it can. `lacks`: what isn't right in it
    and what ibtui does about that, one sentence each. `own`: the styles of ibtui that it doesn't have. `words`: what
    its header and footer print on every paper."""

    refused: str = ""
    lacks: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def check(data: bytes) -> TemplateReport:
    """Look at a template before it is used, and make a trial paper with it. Never raises, whatever the bytes are."""
    refused = docx_safe.refusal(data)
    if refused:
        return TemplateReport(refused)
    try:
        return _checked(data)
    except docx_safe.Refused as reason:
        return TemplateReport(str(reason))
    except Exception:  # noqa: BLE001 - a file from outside can be wrong in any way
        return TemplateReport(f"Er is geen verslag mee te maken. {docx_safe.SAVE_AS}")


def opened(data: bytes) -> WordDocument:
    """An empty document with the template's page, header, footer and styles; `docx_safe.Refused` if it can't be."""
    return word.new_document(data)


def emptied(data: bytes) -> bytes:
    """The template without its text, comments and names of makers: what is kept of it. Many a school makes its
    template from the last report, and that was about a child."""
    return word.to_bytes(open_template(data, fit=False).document)


def _checked(data: bytes) -> TemplateReport:
    found = open_template(data)
    document, look = found.document, styles.look(found.document)
    if word.text_width(document) < SMALLEST_WIDTH:
        raise docx_safe.Refused("De tekst krijgt minder dan 10 cm breedte. Maak de marges kleiner.")
    numbered = all(has_page_number(footer) or has_page_number(header) for header, footer in pages(document))
    printed = words(document)
    trial = _trial(document)
    made = finished.read(trial)
    findings = inspect.find(trial)
    refused = next((finding for finding in findings if finding.fixed), None)
    if refused is not None:
        what = f" Het gaat om: {refused.text[:60]}." if refused.text else ""
        raise docx_safe.Refused(refused.reason + what)
    lacks = [
        *_missing(look),
        *_logo(made),
        *_letters(made),
        *([] if numbered else ["Er staan geen paginanummers. ibtui zet ze onderaan."]),
        *found.left_behind,
        *inspect.accessible(trial),
        *(f"{item.reason} (“{item.text[:40]}”)" for item in findings),
    ]
    own = tuple(name for name in _OWN if name in look.added)
    return TemplateReport("", tuple(dict.fromkeys(lacks)), own, printed)


def _missing(look: styles.Look) -> Iterator[str]:
    missing = [dutch(name) for name in _LEANED_ON if name in look.added]
    if len(missing) == 1:
        yield f"De stijl {missing[0]} ontbreekt. ibtui voegt hem toe."
    elif missing:
        yield f"Deze stijlen ontbreken: {listed(missing)}. ibtui voegt ze toe."
    if "List Bullet" in look.mended:
        yield "De stijl Lijst opsom.teken heeft geen teken. ibtui zet er een bij."


def _logo(made: Finished) -> Iterator[str]:
    pictures = [item for root in made.margins for item in (*root.iter(w("drawing")), *root.iter(w("pict")))]
    if not pictures:
        yield "Er is geen logo. Zet het in de koptekst, dan staat het op elke bladzijde."
    descriptions = {item.get("descr") for picture in pictures for item in picture.iter() if item.get("descr")}
    if LOGO_TEXT in descriptions:
        yield "Het voorbeeldlogo staat er nog. Zet er het logo van je school neer, met een eigen beschrijving."
    if any("[" in text and "]" in text.split("[", 1)[1] for text in map(text_of, made.margins)):
        yield "In de kop- of voettekst staat nog iets tussen haken dat je moet invullen."


def _letters(made: Finished) -> Iterator[str]:
    """The size of plain text, from the paragraph that `_trial` begins with."""
    first = next(paragraph for paragraph in made.body.iter(w("p")) if made.outline(paragraph) is None)
    size = float(value(made.setting(first, None, "sz")) or 20)  # Word's own default is 10 points
    if size < _LEAST_SIZE:
        yield f"De gewone tekst is {size / 2:g} punt. Maak de stijl Standaard 11 of 12 punt: dat leest beter."


def _trial(document: WordDocument) -> bytes:
    """A paper with everything that a paper can have."""
    word.set_properties(document, title="Proef", subject="", author="Intern begeleider", at=_MADE)
    word.add_line(document, "Gewone tekst", "Normal")
    word.add_line(document, "De school", "Schoolnaam")
    word.add_line(document, "Proef", "Title")
    word.add_line(document, "Vertrouwelijk", "Subtitle")
    word.add_fact(document, "Datum", "dinsdag")
    word.add_line(document, "Kop", "Heading 1")
    word.add_line(document, "Kop daaronder", "Heading 2")
    word.add_markdown(document, _TRIAL)
    word.add_labelled(document, "Besluit:", "we gaan door", "Kernpunt")
    width = word.text_width(document)
    word.add_table(document, ("Wat", "Wie"), [("a", "b")], (width // 2, width - width // 2), title="Proef")
    word.add_writing_lines(document, 1)
    word.set_header(document, "Proef")
    word.set_footer(document, "Proef")
    return word.to_bytes(document)
