"""Papers to build documents from, all invented, and what it takes to read a document back."""

import dataclasses
import io
import zipfile
from datetime import date, time

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from ibtui.care.paper import (
    ActionRow,
    ChildQuote,
    Decision,
    OpenQuestion,
    Paper,
    Paragraph,
    Seat,
    Section,
)
from ibtui.care.words import ConversationKind, Presence

_AT_TABLE = (
    Seat("Linda van Dijk", "moeder", "", Presence.PRESENT),
    Seat("Erik van Dijk", "vader", "", Presence.PRESENT),
    Seat("juf Ans", "leerkracht groep 3/4/5", "De Wilgenhoek", Presence.PRESENT),
    Seat("Karin Postma", "consulent", "samenwerkingsverband De Meander", Presence.PRESENT),
)

LARGE_MEETING = Paper(
    school="De Wilgenhoek",
    practice=True,
    title="Verslag groot overleg",
    confidential_for="de ouders van Roos van Dijk",
    pupil_names=("Roos van Dijk",),
    group="3/4/5",
    day=date(2026, 11, 24),
    start=time(13, 0),
    place="kamer van de ib'er",
    kind=ConversationKind.LARGE_MEETING,
    status="vastgesteld",
    written_by="Marijke de Boer, intern begeleider",
    sent_on=date(2026, 11, 27),
    purpose="Roos leest minder snel dan in september. We kijken samen wat haar helpt.",
    seats=_AT_TABLE,
    excused=(Seat("Fatima El Amrani", "jeugdverpleegkundige", "GGD", Presence.EXCUSED),),
    sections=(
        Section(
            "Wat gaat er goed",
            (Paragraph("- Roos gaat graag naar school\n- Zij heeft twee vriendinnen:\n  - Sam\n  - Noa"),),
        ),
        Section("Wat vindt Roos zelf", (ChildQuote("“Rekenen vind ik het fijnst.”"),)),
        Section(
            "Wat ziet de school",
            (
                Paragraph("1. In september las Roos **32 woorden**.\n2. Nu 34."),
                Decision("we starten met kortdurende hulp"),
            ),
        ),
        Section(
            "Wat willen we bereiken",
            (Paragraph("1. Roos leest met plezier."), OpenQuestion("is het gehoor van Roos getest")),
        ),
    ),
    child_voice=("“Rekenen vind ik het fijnst.”",),
    decisions=("we starten met kortdurende hulp",),
    open_questions=("is het gehoor van Roos getest",),
    actions=(
        ActionRow(1, "oefent elke dag 10 minuten met Roos", "juf Ans", "vr 27 nov"),
        ActionRow(2, "belt de logopedist", "moeder", "di 8 dec"),
        ActionRow(3, "kiest drie boeken voor thuis", "vader", "geen datum"),
    ),
    next_meeting="Dinsdag 19 januari 2027 om 13:00 uur. Marijke de Boer nodigt uit.",
    sharing="Dit verslag gaat alleen naar de ouders.",
    audience="ouders",
    signatures=("Linda van Dijk", "Erik van Dijk", "Marijke de Boer"),
)

EMPTY = dataclasses.replace(
    LARGE_MEETING,
    practice=False,
    confidential_for="",
    pupil_names=(),
    group="",
    start=None,
    place="",
    kind=ConversationKind.TEAM,
    sent_on=None,
    purpose="",
    seats=(),
    excused=(),
    sections=(),
    child_voice=(),
    decisions=(),
    open_questions=(),
    actions=(),
    next_meeting="",
    sharing="",
    signatures=(),
)


def with_texts(text: str) -> Paper:
    """A paper that has the same text everywhere a person can type one."""
    seat = Seat(text, text, text, Presence.PRESENT)
    return dataclasses.replace(
        LARGE_MEETING,
        school=text,
        title=text,
        confidential_for=text,
        pupil_names=(text,),
        group=text,
        place=text,
        written_by=text,
        purpose=text,
        seats=(seat,),
        excused=(seat,),
        sections=(
            Section(text, (Paragraph(text), ChildQuote(text), Decision(text), OpenQuestion(text))),
            Section("", (Paragraph(text),)),
        ),
        decisions=(text,),
        actions=(ActionRow(1, text, text, text),),
        next_meeting=text,
        sharing=text,
        signatures=(text,),
    )


def reopen(data: bytes) -> Document:
    """What a reader sees."""
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, str]:
    """Every part of the file but the pictures, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = [name for name in package.namelist() if not name.startswith("word/media/")]
        return {name: package.read(name).decode("utf-8") for name in names}


def part(data: bytes, name: str) -> etree._Element:
    """One part, parsed."""
    return etree.fromstring(parts(data)[name].encode())


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of the title (0) and the headings, in order."""
    found = []
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style == "Title":
            found.append((0, paragraph.text))
        elif style is not None and style.startswith("Heading "):
            found.append((int(style[-1]), paragraph.text))
    return found


def body(data: bytes) -> list[etree._Element]:
    """The paragraphs and tables of the document, in order."""
    return list(part(data, "word/document.xml")[0])


def text_of(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))
