"""The minutes of a conversation as a Word document: for parents, or for the dossier.

The order is the paper's own: who and when, who was there, why, what was said, decisions, promises, sharing,
the next meeting, room for the parents' reaction, signatures. Import this module late: it loads python-docx.
"""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date
from docx.document import Document as WordDocument

from ibtui.care.paper import (
    Block,
    ChildQuote,
    Decision,
    OpenQuestion,
    Paper,
    Paragraph,
    Seat,
    Section,
)
from ibtui.care.text import listed
from ibtui.care.words import Presence
from ibtui.documents import word

PRACTICE = "OEFENSCHOOL"
_PRACTICE_LINE = f"{PRACTICE}: alles in dit verslag is verzonnen."
_WIDTH = 9298  # of the text, in twips: house/word/document.xml
_SEATS = (2700, 2700, _WIDTH - 5400)
_PROMISES, _SHARING = "Afspraken", "Informatie delen"
_OWN_HEADINGS = {_PROMISES, _SHARING}  # what the text says under these goes where the paper has them
_ACTIONS = (624, _WIDTH - 624 - 2268 - 1871, 2268, 1871)
_SIGNATURES = (3969, _WIDTH - 3969 - 1701, 1701)
_TO_BE_FILLED_IN = "\N{NO-BREAK SPACE}"
_SIGNATURE_HEIGHT = 850  # 1.5 cm
_REACTION_LINES = 5


def build_minutes(paper: Paper, at: datetime | None = None) -> bytes:
    """A whole .docx file. `at` is when it was made (local time), noon of the conversation's day if not given.

    The same paper and `at` give the same bytes. Any text will do: what XML forbids is left out.
    """
    document = word.new_document()
    _properties(document, paper, at or datetime.combine(paper.day, time(12)))
    _first_block(document, paper)
    _attendance(document, paper)
    if word.line(paper.purpose):
        word.add_line(document, "Waarom zaten we bij elkaar", "Heading 1")
        word.add_markdown(document, paper.purpose)
    for section in paper.sections:
        if section.title not in _OWN_HEADINGS:
            _section(document, section)
    _decisions(document, paper)
    _actions(document, paper)
    _sharing(document, paper)
    if word.line(paper.next_meeting):
        word.add_line(document, "Volgend overleg", "Heading 1")
        word.add_markdown(document, paper.next_meeting)
    if paper.audience == "ouders" and paper.pupil_names:
        _reaction(document)
    if paper.signatures:
        _signatures(document, paper)
    return word.to_bytes(document)


def _properties(document: WordDocument, paper: Paper, at: datetime) -> None:
    title = f"{paper.title}, {_day(paper)}"
    author = f"Intern begeleider, {paper.school}"
    word.set_properties(document, title=title, subject="Vertrouwelijk", author=author, at=at)
    if paper.practice:
        word.set_header(document, PRACTICE)
    word.set_footer(document, f"Vertrouwelijk · {paper.title} · {_day(paper)}")


def _day(paper: Paper) -> str:
    return format_date(paper.day, "d MMMM y", locale="nl_NL")


def _in_full(day: date | None) -> str:
    """With the weekday: "dinsdag 24 november 2026"; "" for no day."""
    return format_date(day, "EEEE d MMMM y", locale="nl_NL") if day else ""


def _first_block(document: WordDocument, paper: Paper) -> None:
    if paper.practice:
        word.add_line(document, _PRACTICE_LINE, "Oefenschool")
    word.add_line(document, paper.school, "Schoolnaam")
    word.add_line(document, paper.title, "Title")
    reader = paper.confidential_for
    word.add_line(
        document, f"Vertrouwelijk – bestemd voor {reader}" if reader else "Vertrouwelijk", "Subtitle"
    )
    facts = {
        "Leerling" if len(paper.pupil_names) == 1 else "Leerlingen": listed(paper.pupil_names),
        "Groep": paper.group.removeprefix("groep "),
        "Datum": _in_full(paper.day),
        "Tijd": f"{paper.start:%H:%M} uur" if paper.start else "",
        "Plaats": paper.place,
        "Soort overleg": paper.kind.value,
        "Versie": paper.status,
        "Opgesteld door": paper.written_by,
        "Verzonden op": _in_full(paper.sent_on),
    }
    for name, value in facts.items():
        if word.line(value):
            word.add_fact(document, name, value)


def _attendance(document: WordDocument, paper: Paper) -> None:
    expected = bool(paper.seats) and all(seat.presence == Presence.INVITED for seat in paper.seats)
    if paper.seats or paper.excused:
        word.add_line(document, "Genodigd" if expected else "Aanwezig", "Heading 1")
    if paper.seats:
        rows = [(_at_the_table(seat, expected), seat.function, seat.organisation) for seat in paper.seats]
        title = "Wie er genodigd was" if expected else "Wie er aanwezig was"
        word.add_table(document, ("Naam", "Functie", "Organisatie"), rows, _SEATS, title=title)
    if paper.excused:
        word.add_line(document, "Niet aanwezig", "Heading 2")
        for seat in paper.excused:
            word.add_line(document, _absent(seat), "List Bullet")


def _at_the_table(seat: Seat, expected: bool) -> str:
    """The name; among people who came, somebody of whom that isn't known is called genodigd."""
    return seat.name if expected or seat.presence == Presence.PRESENT else f"{seat.name} (genodigd)"


def _absent(seat: Seat) -> str:
    who = ", ".join(part for part in (seat.name, seat.function, seat.organisation) if part)
    return f"{who} ({seat.presence.value})"


def _section(document: WordDocument, section: Section) -> None:
    if not section.blocks:
        return
    word.add_line(document, word.line(section.title) or "Besproken", "Heading 1")
    for block in section.blocks:
        _block(document, block)


def _block(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(markdown=text):
            word.add_markdown(document, text)
        case ChildQuote(text=text):
            word.add_labelled(document, "", text, "Quote")
        case Decision(text=text):
            word.add_labelled(document, "Besluit:", text, "Kernpunt")
        case OpenQuestion(text=text):
            word.add_labelled(document, "Nog uitzoeken:", text, "Kernpunt")


def _decisions(document: WordDocument, paper: Paper) -> None:
    """All decisions together, unless they stand together right above in the text already."""
    said = [section for section in paper.sections if section.title != _SHARING]
    holders = [section for section in said if any(isinstance(block, Decision) for block in section.blocks)]
    right_above = holders == said[-1:] and not any(section.title == _PROMISES for section in holders)
    if not paper.decisions or (holders and right_above):
        return
    word.add_line(document, "Besluiten", "Heading 1")
    for decision in paper.decisions:
        word.add_labelled(document, "", decision, "List Bullet")


def _actions(document: WordDocument, paper: Paper) -> None:
    word.add_line(document, _PROMISES, "Heading 1")
    said = _said_under(document, paper, _PROMISES)
    if not paper.actions:
        if not said:
            word.add_line(document, "Er zijn geen afspraken gemaakt.", "Normal")
        return
    rows = [(str(action.number), action.what, action.who, action.when) for action in paper.actions]
    word.add_table(document, ("Nr.", "Wat", "Wie", "Wanneer"), rows, _ACTIONS, title="De afspraken")


def _sharing(document: WordDocument, paper: Paper) -> None:
    if word.line(paper.sharing) or any(section.title == _SHARING for section in paper.sections):
        word.add_line(document, _SHARING, "Heading 1")
        word.add_markdown(document, paper.sharing)
        _said_under(document, paper, _SHARING)


def _said_under(document: WordDocument, paper: Paper, title: str) -> bool:
    """What the text itself says under a heading of the paper; whether that is anything.

    Decisions under the promises are left out: they stand in the list above.
    """
    sections = [section for section in paper.sections if section.title == title]
    blocks = [block for section in sections for block in section.blocks]
    if title == _PROMISES:
        blocks = [block for block in blocks if not isinstance(block, Decision)]
    for block in blocks:
        _block(document, block)
    return bool(blocks)


def _reaction(document: WordDocument) -> None:
    word.add_line(document, "Uw reactie", "Heading 1")
    text = "Klopt er iets niet, of wilt u iets toevoegen? Schrijf het hier op, of laat het ons weten."
    word.add_line(document, text, "Normal", keep=True)
    word.add_writing_lines(document, _REACTION_LINES)


def _signatures(document: WordDocument, paper: Paper) -> None:
    word.add_line(document, "Voor gezien", "Heading 1")
    text = (
        "Een handtekening betekent: ik heb dit verslag gelezen. U hoeft het er niet mee eens te zijn."
        if paper.audience == "ouders"
        else "Een handtekening betekent: ik heb dit verslag gelezen."
    )
    word.add_line(document, text, "Normal", keep=True)
    rows = [(name, _TO_BE_FILLED_IN, _TO_BE_FILLED_IN) for name in paper.signatures]
    header = ("Naam", "Handtekening", "Datum")
    table = word.add_table(document, header, rows, _SIGNATURES, title="Handtekeningen")
    word.keep_rows_together(table, height=_SIGNATURE_HEIGHT)
