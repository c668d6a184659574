"""The parts that the papers are built from. Import this module late: it loads python-docx."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

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
)
from ibtui.care.text import listed
from ibtui.care.words import Presence
from ibtui.documents import word

PRACTICE = "OEFENSCHOOL"
_PRACTICE_LINE = f"{PRACTICE}: alles in dit verslag is verzonnen."
_PROMISES, _SHARING = "Afspraken", "Informatie delen"
_OWN_HEADINGS = {_PROMISES, _SHARING}  # what the text says under these goes where the paper has them
# How wide columns are, in parts of the text's width.
_SEATS = (2700, 2700, 3898)
_ACTIONS = (624, 4535, 2268, 1871)
_COMPACT = (567, 5046, 2211, 1474)
_SIGNATURES = (3969, 3628, 1701)
_TO_BE_FILLED_IN = "\N{NO-BREAK SPACE}"
_SIGNATURE_HEIGHT = 850  # 1.5 cm
_REACTION_LINES = 5


def what_it_is(paper: Paper) -> str:
    """Which of the four papers this is, in words for its readers."""
    match paper.audience:
        case "ouders":
            return "Ouderkopie"
        case "dossier":
            return "Versie voor het dossier"
        case "instantie":
            return f"Uittreksel voor {paper.agency}" if word.line(paper.agency) else "Uittreksel"
        case "afspraken":
            return "Afsprakenlijst"


def properties(document: WordDocument, paper: Paper, title: str, at: datetime) -> None:
    """What Word shows under Information, and the line under each page. `title`: of the paper, without its day."""
    author = f"Intern begeleider, {paper.school}"
    whole = f"{title}, {_day(paper.day)}"
    word.set_properties(document, title=whole, subject="Vertrouwelijk", author=author, at=at)
    if paper.practice:
        word.set_header(document, PRACTICE)
    word.set_footer(document, f"Vertrouwelijk · {title} · {_day(paper.day)}")


def first_block(document: WordDocument, paper: Paper, title: str, facts: Mapping[str, str]) -> None:
    """What the paper is, for whom, and the facts that have a value, each on its own line.

    Not only in the header: who has a page read aloud doesn't hear that.
    """
    if paper.practice:
        word.add_line(document, _PRACTICE_LINE, "Oefenschool")
    if word.line(paper.school):
        word.add_line(document, paper.school, "Schoolnaam")
    word.add_line(document, word.line(title) or what_it_is(paper), "Title")
    word.add_line(document, _for_whom(paper, title), "Subtitle")
    for name, value in facts.items():
        if word.line(value):
            word.add_fact(document, name, value)


def _for_whom(paper: Paper, title: str) -> str:
    """Which paper it is and for whom, each told once."""
    what, reader = what_it_is(paper), paper.confidential_for
    begin = "Vertrouwelijk" if what == title else f"{what} · Vertrouwelijk"
    return f"{begin} – bestemd voor {reader}" if reader and reader not in what else begin


def pupils(paper: Paper) -> dict[str, str]:
    """Which children it is about, and their group."""
    return {
        "Leerling" if len(paper.pupil_names) == 1 else "Leerlingen": listed(paper.pupil_names),
        "Groep": paper.group.removeprefix("groep "),
    }


def version(paper: Paper, at: datetime) -> dict[str, str]:
    """Concept or fixed, by whom, and when this document was made."""
    return {
        "Versie": _stand(paper),
        "Opgesteld door": paper.written_by,
        "Gemaakt op": in_full(at.date()),
    }


def in_short(paper: Paper, at: datetime) -> dict[str, str]:
    """The same facts and those of the conversation in as few lines as can be."""
    return {
        "Leerling" if len(paper.pupil_names) == 1 else "Leerlingen": listed(paper.pupil_names),
        "Groep": "" if paper.pupil_names else paper.group.removeprefix("groep "),
        "Gesprek": f"{paper.kind.value}, {in_full(paper.day)}",
        "Versie": f"{_stand(paper)}; gemaakt op {_day(at.date())}",
        "Opgesteld door": paper.written_by,
    }


def _stand(paper: Paper) -> str:
    """Concept or fixed, and which edition when there is more than one."""
    stand = "concept, er kan nog iets veranderen" if paper.status == "concept" else "vastgesteld"
    return f"{paper.edition}, {stand}" if paper.edition > 1 else stand


def in_full(day: date | None) -> str:
    """With the weekday: "dinsdag 24 november 2026"; "" for no day."""
    return format_date(day, "EEEE d MMMM y", locale="nl_NL") if day else ""


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="nl_NL")


def attendance(document: WordDocument, paper: Paper) -> None:
    """Who was at the table, or is expected there, and who wasn't."""
    expected = bool(paper.seats) and all(seat.presence == Presence.INVITED for seat in paper.seats)
    if paper.seats or paper.excused:
        word.add_line(document, "Genodigd" if expected else "Aanwezig", "Heading 1")
    if paper.seats:
        rows = [(_at_the_table(seat, expected), seat.function, seat.organisation) for seat in paper.seats]
        title = "Wie er genodigd was" if expected else "Wie er aanwezig was"
        header = ("Naam", "Functie", "Organisatie")
        word.add_table(document, header, rows, _widths(document, _SEATS), title=title)
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


def said(document: WordDocument, paper: Paper) -> None:
    """Why people met, and what was said, heading by heading."""
    if word.line(paper.purpose):
        word.add_line(document, "Waarom zaten we bij elkaar", "Heading 1")
        word.add_markdown(document, paper.purpose)
    for section in paper.sections:
        if section.title not in _OWN_HEADINGS and section.blocks:
            word.add_line(document, word.line(section.title) or "Besproken", "Heading 1")
            for block in section.blocks:
                _block(document, block)


def _block(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(markdown=text):
            word.add_markdown(document, text)
        case ChildQuote(text=text) if word.line(text):
            word.add_labelled(document, "", text, "Quote")
        case Decision(text=text) if word.line(text):
            word.add_labelled(document, "Besluit:", text, "Kernpunt")
        case OpenQuestion(text=text) if word.line(text):
            word.add_labelled(document, "Nog uitzoeken:", text, "Kernpunt")


def decisions(document: WordDocument, paper: Paper) -> None:
    """All decisions together, unless they stand together right above in the text already."""
    told = [section for section in paper.sections if section.title != _SHARING]
    holders = [section for section in told if any(isinstance(block, Decision) for block in section.blocks)]
    right_above = holders == told[-1:] and not any(section.title == _PROMISES for section in holders)
    if not paper.decisions or (holders and right_above):
        return
    word.add_line(document, "Besluiten", "Heading 1")
    for decision in paper.decisions:
        if word.line(decision):
            word.add_labelled(document, "", decision, "List Bullet")


def promises(document: WordDocument, paper: Paper, none: str = "", *, compact: bool = False) -> None:
    """The promises in a table. `none`: what to say when there aren't any; "" for no heading then. `compact`: with
    as much room for what was promised as can be."""
    told = [block for block in _said_under(paper, _PROMISES) if not isinstance(block, Decision)]
    if not (paper.actions or told or none):
        return
    word.add_line(document, _PROMISES, "Heading 1")
    for block in told:  # decisions stand in the list above
        _block(document, block)
    if paper.actions:
        rows = [(str(action.number), action.what, action.who, action.when) for action in paper.actions]
        header = ("Nr.", "Wat", "Wie", "Wanneer")
        widths = _widths(document, _COMPACT if compact else _ACTIONS)
        word.add_table(document, header, rows, widths, title="De afspraken")
    elif not told:
        word.add_line(document, none, "Normal")


def sharing(document: WordDocument, paper: Paper) -> None:
    """Who gets this paper, and what the text says of that."""
    told = _said_under(paper, _SHARING)
    if word.line(paper.sharing) or told:
        word.add_line(document, _SHARING, "Heading 1")
        word.add_markdown(document, paper.sharing)
        for block in told:
            _block(document, block)


def _said_under(paper: Paper, title: str) -> list[Block]:
    """What the text itself says under a heading of the paper."""
    return [block for section in paper.sections if section.title == title for block in section.blocks]


def next_meeting(document: WordDocument, paper: Paper, heading: str = "Heading 1") -> None:
    """When people meet again."""
    if word.line(paper.next_meeting):
        word.add_line(document, "Volgend overleg", heading)
        word.add_markdown(document, paper.next_meeting)


def reaction(document: WordDocument) -> None:
    """Room for parents to write in."""
    word.add_line(document, "Uw reactie", "Heading 1")
    text = "Klopt er iets niet, of wilt u iets toevoegen? Schrijf het hier op, of laat het ons weten."
    word.add_line(document, text, "Normal", keep=True)
    word.add_writing_lines(document, _REACTION_LINES)


def signatures(document: WordDocument, paper: Paper, text: str) -> None:
    """Room for the names of the paper to sign; `text` says what a signature means."""
    if not paper.signatures:
        return
    word.add_line(document, "Voor gezien", "Heading 1")
    word.add_line(document, text, "Normal", keep=True)
    rows = [(name, _TO_BE_FILLED_IN, _TO_BE_FILLED_IN) for name in paper.signatures]
    header = ("Naam", "Handtekening", "Datum")
    table = word.add_table(document, header, rows, _widths(document, _SIGNATURES), title="Handtekeningen")
    word.keep_rows_together(table, height=_SIGNATURE_HEIGHT)


def glossary(document: WordDocument, paper: Paper, heading: str = "Heading 1") -> None:
    """What the words of the trade in this paper mean."""
    if paper.glossary:
        word.add_line(document, "Woordenlijst", heading)
        for term, meaning in paper.glossary:
            word.add_fact(document, term, meaning)


def _widths(document: WordDocument, shares: tuple[int, ...]) -> list[int]:
    """Columns that make up the width of the text, in twips."""
    width = word.text_width(document)
    widths = [width * share // sum(shares) for share in shares[:-1]]
    return [*widths, width - sum(widths)]
