"""The whole file of one child as a Word document, for a parent who asked to read it.

By year, and in a year by day. Names of others stand bold and underlined in [square brackets], so that they are seen
on a black and white print and are read aloud too. Import this module late: it loads python-docx.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from docx.document import Document as WordDocument
from docx.shared import Pt

from ibtui.care.abbreviations import glossary
from ibtui.care.dates import long_date
from ibtui.care.dossier import CLOSES, OPENS, Dossier, Entry, Guardian, Part, PartKind
from ibtui.care.text import listed
from ibtui.care.words import Custody
from ibtui.documents import word
from ibtui.documents.dossier_names import HIDDEN, dress_names
from ibtui.documents.landscape import PRACTICE
from ibtui.values import dataclass

_CUSTODY = {
    Custody.YES: "heeft gezag",
    Custody.NO: "heeft geen gezag",
    Custody.UNKNOWN: "gezag is niet bekend",
}
_PLURAL = {
    "gesprek": "gesprekken",
    "zorg": "zorgen",
    "zorg, vervolg": "regels bij een zorg",
    "aanpak": "keer aanpak",
    "afspraak": "losse afspraken",
    "vraag van ouders": "vragen van ouders",
    "eigen kijk van ouders": "keer een eigen kijk van ouders",
    "OPP": "OPP's",
    "evaluatie van een OPP": "evaluaties van een OPP",
    "aanvraag": "aanvragen",
    "verwijzing": "verwijzingen",
    "toestemming": "toestemmingen",
    "verteld": "keer aan iemand verteld",
    "verzuim": "keer verzuim",
    "groep": "groepen",
    "niveau": "keer een niveau",
    "termijn": "termijnen",
    "papier": "papieren",
    "verzoek om inzage": "verzoeken om inzage",
}
"""What there is in a file, what says most first: so it is told on the first page."""
_NOT_IN_IT = (
    "Wat over andere kinderen gaat, of over een hele groep.",
    "Aantekeningen over het werk van leerkrachten.",
    "Wat apart moet blijven om een kind te beschermen.",
    "Toetsen en rapporten. Die staan in het systeem van de school: vraag ernaar.",
    "Brieven en onderzoeken van anderen. Die liggen in de map van de school: vraag ernaar.",
)
_WRONG = (
    "Klopt er iets niet? Zeg het ons. Wat fout is, maken we goed. Bent u het ergens niet mee eens? "
    "Dan leggen we uw eigen tekst erbij. U mag ook vragen om iets weg te halen, en hoe lang we dit bewaren."
)
_COMPLAINT = (
    "Komen we er samen niet uit? U kunt een klacht indienen bij de school, "
    "of bij de Autoriteit Persoonsgegevens."
)


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """All that is printed. `asked_by`: "moeder Bianca Gerritsen", "" when nobody was named; `hide`: leave the names
    of others out instead of marking them."""

    school: str
    practice: bool
    dossier: Dossier
    asked_by: str
    asked_on: date
    due_on: date
    hide: bool = False


def build_dossier(paper: DossierPaper, at: datetime, template: bytes | None = None) -> bytes:
    """A whole .docx file. The same paper, moment and template give the same bytes."""
    document = word.new_document(template)
    begin(document, paper, "Kopie van het leerlingdossier", at)
    _first_page(document, paper, at)
    entries = sorted(paper.dossier.entries, key=lambda entry: entry.day)
    for number, (year, found) in enumerate(groupby(entries, key=lambda entry: entry.day.year)):
        heading = word.add_line(document, str(year), "Heading 1")
        heading.paragraph_format.page_break_before = number == 0
        for entry in found:
            _entry(document, entry)
    _glossary(document, entries)
    dress_names(document, hide=paper.hide)
    return word.to_bytes(document)


# --- the first page ---


def begin(document: WordDocument, paper: DossierPaper, title: str, at: datetime) -> None:
    """How both papers of a request begin: for whom they are, and what."""
    word.set_properties(
        document, title=title, subject="Vertrouwelijk", author=f"Intern begeleider, {paper.school}", at=at
    )
    if paper.practice:
        word.set_header(document, PRACTICE)
        word.add_line(document, f"{PRACTICE}: alles in dit stuk is verzonnen.", "Oefenschool")
    word.set_footer(document, f"Vertrouwelijk · {title} · gemaakt op {at.day}-{at.month}-{at.year}")
    if word.line(paper.school):
        word.add_line(document, paper.school, "Schoolnaam")
    word.add_line(document, title, "Title")


def _first_page(document: WordDocument, paper: DossierPaper, at: datetime) -> None:
    found = paper.dossier
    word.add_line(document, f"Vertrouwelijk – voor {paper.asked_by or 'de ouders'}", "Subtitle")
    for name, value in (
        ("Leerling", found.name),
        ("Geboren op", _day(found.born)),
        ("Van school op", _day(found.left_on)),
        ("Groep", found.group.removeprefix("groep ")),
        ("Ouders", "; ".join(_guardian(one) for one in found.guardians)),
        ("Gevraagd door", paper.asked_by),
        ("Gevraagd op", long_date(paper.asked_on)),
        ("Geven uiterlijk", long_date(paper.due_on)),
        ("Gemaakt op", long_date(at.date())),
    ):
        if word.line(value):
            word.add_fact(document, name, value)
    word.add_line(document, "Wat staat hierin", "Heading 1")
    word.add_line(document, _what_it_is(found, at.date()), "Normal")
    if found.entries:
        word.add_line(document, f"Er staan in: {listed(counted(found.entries))}.", "Normal")
    word.add_line(document, "Wat staat er niet in", "Heading 1")
    for text in (*_private(found), *_NOT_IN_IT):
        word.add_line(document, text, "List Bullet")
    word.add_line(document, "Goed om te weten", "Heading 1")
    word.add_line(document, _how_to_read(hide=paper.hide), "Normal")
    word.add_line(document, _WRONG, "Normal")
    word.add_line(document, _COMPLAINT, "Normal")


def counted(entries: Sequence[Entry]) -> list[str]:
    """How many there are of each: "3 gesprekken", what says most first."""
    counts = Counter(entry.kind for entry in entries)
    order = {kind: place for place, kind in enumerate(_PLURAL)}
    return [
        f"{number} {kind if number == 1 else _PLURAL.get(kind, kind)}"
        for kind, number in sorted(counts.items(), key=lambda one: order.get(one[0], len(order)))
    ]


def _what_it_is(found: Dossier, made: date) -> str:
    if not found.entries:
        return "School heeft in dit dossier nog niets opgeschreven."
    # A talk that is planned is in it too; nothing was written on a day that has to come.
    first, last = (min(one.day, made) for one in (found.entries[0], found.entries[-1]))
    since = (
        f"van {long_date(first)} tot en met {long_date(last)}" if first != last else f"op {long_date(first)}"
    )
    return f"Dit schreef school op over {found.name}, {since}. Het oudste staat vooraan."


def _date(day: date) -> str:
    return long_date(day).partition(" ")[2]


def _day(day: date | None) -> str:
    return "" if day is None else _date(day)


def _private(found: Dossier) -> Iterator[str]:
    """How many notes stay; what is in them nobody reads here."""
    counts = [
        _number(found.private_notes, "aantekening", "aantekeningen"),
        _number(found.private_lines, "losse regel in een verslag", "losse regels in verslagen"),
    ]
    told = " en ".join(text for text in counts if text)
    if told:
        yield f"Geheugensteuntjes van de schrijver zelf: {told}. Die gaan na een tijd weg."
    else:
        yield "Geheugensteuntjes van de schrijver zelf: die zijn er nu niet."


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}" if number else ""


def _how_to_read(*, hide: bool) -> str:
    if hide:
        return f"Namen van anderen lieten we weg. Er staat dan {OPENS}{HIDDEN}{CLOSES}."
    return f"Een naam die {OPENS}zo{CLOSES} staat, is van iemand anders. Ga daar zorgvuldig mee om."


def _guardian(one: Guardian) -> str:
    custody = next((text for word_, text in _CUSTODY.items() if word_ == one.custody), "")
    inside = ", ".join(text for text in (one.relation, custody) if text)
    return f"{one.name} ({inside})" if inside else one.name


# --- the story ---


def _entry(document: WordDocument, entry: Entry) -> None:
    day = _date(entry.day).rpartition(" ")[0]  # the year stands above it
    word.add_line(document, f"{day} · {entry.title}", "Heading 2")
    for part in entry.parts:
        _part(document, part)


def _part(document: WordDocument, part: Part) -> None:
    match part.kind:
        case PartKind.FACT:
            word.add_fact(document, part.label, part.text)
        case PartKind.TEXT:
            word.add_markdown(document, part.text)
        case PartKind.HEAD:
            paragraph = word.add_line(document, part.text, "Normal", keep=True)
            paragraph.paragraph_format.space_before = Pt(4)
            for run in paragraph.runs:
                run.bold = True
        case PartKind.POINT:
            word.add_labelled(document, part.label, part.text, "List Bullet")
        case PartKind.QUOTE:
            word.add_labelled(document, "", part.text, "Quote")
        case PartKind.VIEW:
            word.add_line(document, part.label, "Kernpunt", keep=True)
            word.add_markdown(document, part.text, "Quote")


def _glossary(document: WordDocument, entries: Sequence[Entry]) -> None:
    """What the words of the trade in this copy mean."""
    texts = [text for entry in entries for part in entry.parts for text in (entry.title, part.text)]
    found = glossary(texts)
    if found:
        word.add_line(document, "Woordenlijst", "Heading 1")
    for term, meaning in found:
        word.add_fact(document, term, meaning)
