"""The four papers of one text: what each says first, what is in it, and how it reads outside Word."""

import re
from collections import Counter

import pytest

from ibtui.care.words import PaperAudience
from ibtui.documents.accessibility import accessible
from ibtui.documents.inspect import find
from ibtui.documents.minutes import build_minutes
from ibtui.documents.template_sample import make
from tests.documents.conftest import ToText
from tests.documents.four_papers import AT, GGD, PAPERS, PROMISES, document, faults, paper
from tests.documents.papers import headings, reopen

FIRST: dict[PaperAudience, list[str]] = {
    "ouders": [
        "Verslag groot overleg",
        "Ouderkopie · Vertrouwelijk – bestemd voor de ouders of verzorgers van Roos van Dijk",
        "Leerling\tRoos van Dijk",
        "Groep\t3/4/5",
        "Datum gesprek\tdinsdag 24 november 2026",
        "Tijd\t13:00 uur",
        "Plaats\tkamer van de ib'er",
        "Soort overleg\tgroot overleg",
        "Versie\tconcept, er kan nog iets veranderen",
        "Opgesteld door\tMarit van der Veen, intern begeleider",
        "Gemaakt op\tdonderdag 26 november 2026",
    ],
    "dossier": [
        "Verslag groot overleg",
        "Versie voor het dossier · Vertrouwelijk – bestemd voor het dossier van Roos van Dijk",
        "Leerling\tRoos van Dijk",
        "Groep\t3/4/5",
        "Datum gesprek\tdinsdag 24 november 2026",
        "Tijd\t13:00 uur",
        "Plaats\tkamer van de ib'er",
        "Soort overleg\tgroot overleg",
        "Versie\t2, concept, er kan nog iets veranderen",
        "Opgesteld door\tMarit van der Veen, intern begeleider",
        "Gemaakt op\tdonderdag 26 november 2026",
    ],
    "instantie": [
        "Verslag groot overleg",
        f"Uittreksel voor {GGD} · Vertrouwelijk",
        "Leerling\tRoos van Dijk",
        "Groep\t3/4/5",
        "Datum gesprek\tdinsdag 24 november 2026",
        "Soort overleg\tgroot overleg",
        "Versie\tconcept, er kan nog iets veranderen",
        "Opgesteld door\tMarit van der Veen, intern begeleider",
        "Gemaakt op\tdonderdag 26 november 2026",
        f"Dit is een deel van het verslag. Er staat alleen in wat {GGD} nodig heeft.",
    ],
    "afspraken": [
        "Afsprakenlijst",
        "Vertrouwelijk – bestemd voor de ouders of verzorgers van Roos van Dijk",
        "Leerling\tRoos van Dijk",
        "Gesprek\tgroot overleg, dinsdag 24 november 2026",
        "Versie\tvastgesteld; gemaakt op 26 november 2026",
        "Opgesteld door\tMarit van der Veen, intern begeleider",
    ],
}

TOLD = ["Roos gaat graag naar school", "rekenen vind ik het fijnst", "In september las Roos 32 woorden",
        "we starten met kortdurende hulp", "is het gehoor van Roos getest"]  # fmt: skip
OF_THE_GGD = ["De GGD heeft het gehoor nog niet onderzocht", "plant een gehoortest"]
FOR_THE_FILE = ["We denken aan een ernstig probleem met lezen", "legt de toetsgegevens klaar"]
NEXT = ["dinsdag 19 januari 2027, 13:00 uur: groot overleg"]
WORDS = ["ontwikkelingsperspectief"]
PRIVATE = ["moeder leek erg moe", "#sam", "@fleur"]
HOME = ["Thuis leest Fleur van Dijk elke avond voor. Een ander kind komt vaak spelen"]

INSIDE: dict[PaperAudience, list[str]] = {
    "ouders": [*TOLD, *HOME, *OF_THE_GGD, *NEXT, *WORDS, "We kijken dan of het plan werkt", "Uw reactie"],
    "dossier": [*TOLD, *OF_THE_GGD, *FOR_THE_FILE, *NEXT, "We kijken dan of het plan werkt"],
    "instantie": [*OF_THE_GGD, *NEXT, "We zoeken hulp bij het lezen"],
    "afspraken": ["plant een gehoortest", *NEXT, "We kijken dan of het plan werkt"],
}
OUTSIDE: dict[PaperAudience, list[str]] = {
    "ouders": [*PRIVATE, *FOR_THE_FILE, "sam"],
    # A version with more in it than parents read isn't signed as read.
    "dossier": [*PRIVATE, "Uw reactie", "Voor gezien", *WORDS],
    "instantie": [
        *PRIVATE,
        *FOR_THE_FILE,
        *TOLD,
        *HOME,
        "belt de logopedist",
        "Voor gezien",
        "13:00 uur kamer",
    ],
    "afspraken": [*PRIVATE, *FOR_THE_FILE, *TOLD, *HOME, *OF_THE_GGD[:1], "Aanwezig", "Voor gezien"],
}
HEADINGS: dict[PaperAudience, list[str]] = {
    "dossier": [
        "Aanwezig", "Niet aanwezig", "Waarom zitten we bij elkaar", "Wat gaat er goed", "Wat vindt Roos zelf",
        "Wat vertellen de ouders", "Wat ziet de school", "Wat zeggen anderen", "Voor het dossier", "Besluiten",
        "Afspraken", "Informatie delen", "Volgend overleg",
    ],
    "instantie": ["Aanwezig", "Niet aanwezig", "Waarom zaten we bij elkaar", "Wat zeggen anderen", "Afspraken",
                  "Volgend overleg"],
    "afspraken": ["Afspraken", "Volgend overleg", "Woordenlijst"],
}  # fmt: skip


def text_of(data: bytes) -> str:
    """All text in the order of the document, without where lines and cells end."""
    made = reopen(data)
    texts = [
        *(p.text for p in made.paragraphs),
        *(c.text for t in made.tables for r in t.rows for c in r.cells),
    ]
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("audience", PAPERS)
class TestEachPaper:
    def test_says_first_what_it_is_for_whom_and_of_which_day(self, audience: PaperAudience) -> None:
        lines = [one.text for one in reopen(document(audience)).paragraphs]
        assert lines[0] == "OEFENSCHOOL: alles in dit verslag is verzonnen."
        assert lines[2 : 2 + len(FIRST[audience])] == FIRST[audience]

    def test_holds_what_it_is_for_and_nothing_else(self, audience: PaperAudience) -> None:
        text = text_of(document(audience))
        assert [said for said in INSIDE[audience] if said not in text] == []
        assert [said for said in OUTSIDE[audience] if re.search(rf"(?<!\w){said}(?!\w)", text)] == []

    def test_is_valid_clean_and_can_be_read_aloud(self, audience: PaperAudience) -> None:
        data = document(audience)
        assert faults(data) == []
        assert find(data) == ()
        assert accessible(data) == ()

    def test_is_the_same_file_each_time(self, audience: PaperAudience) -> None:
        assert build_minutes(paper(audience), AT) == document(audience)


@pytest.mark.parametrize("audience", HEADINGS)
def test_the_headings_of_each_paper(audience: PaperAudience) -> None:
    assert [title for level, title in headings(reopen(document(audience))) if level] == HEADINGS[audience]


def rows(audience: PaperAudience) -> list[list[str]]:
    table = next(t for t in reopen(document(audience)).tables if t.rows[0].cells[0].text == "Nr.")
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def test_the_promises_of_each_paper_are_numbered_from_one() -> None:
    assert len(rows("dossier")) == len(PROMISES) + 2
    assert rows("ouders") == rows("afspraken")
    assert [row[0] for row in rows("ouders")] == [str(number) for number in range(1, len(PROMISES) + 2)]
    assert rows("instantie") == [
        ["1", "plant een gehoortest", "Karin Postma", "di 15 dec"],
        ["2", "stuurt de uitnodiging voor de gehoortest naar beide ouders", "Karin Postma", "di 15 dec"],
    ]


def test_papers_without_promises() -> None:
    nothing = "Er zijn geen afspraken gemaakt."
    for audience in PAPERS:
        text = text_of(build_minutes(paper(audience, "## Wat gaat er goed\nveel"), AT))
        assert (nothing in text) is (audience != "instantie")
        assert ("Afspraken" in text.split()) is (audience != "instantie")


@pytest.mark.word
@pytest.mark.slow
@pytest.mark.parametrize("audience", PAPERS)
def test_libreoffice_shows_every_word_of_the_text_that_leaves(
    audience: PaperAudience, to_text: ToText
) -> None:
    pages = to_text(document(audience)).rstrip("\f").split("\f")
    shown = Counter(word for page in pages for word in _words(page))
    promised = Counter(word for row in rows(audience) for cell in row for word in _words(cell))
    assert promised - shown == Counter()
    flat = " ".join(" ".join(pages).split())
    assert [said for said in INSIDE[audience] if said not in flat] == []
    assert [said for said in OUTSIDE[audience] if re.search(rf"(?<!\w){said}(?!\w)", flat)] == []
    for number, page in enumerate(pages, 1):
        assert f"Pagina {number} van {len(pages)}" in " ".join(page.split())
    assert len(pages) == {"afspraken": 1, "instantie": 1}.get(audience, 3)


@pytest.mark.word
@pytest.mark.slow
def test_twelve_promises_fit_one_page_in_the_style_of_a_school(to_text: ToText) -> None:
    data = build_minutes(paper("afspraken", practice=False), AT, make())
    text = to_text(data).rstrip("\f")
    assert "\f" not in text
    assert "Woordenlijst" in text and "Pagina 1 van 1" in text


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
