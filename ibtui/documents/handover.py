"""The hand-over sheet: one page about a school, for who comes after the ib'er or takes her place for a while.

Import this module late: it loads python-docx.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from docx.document import Document as WordDocument
from docx.shared import Pt

from ibtui.care.dates import long_date, short_date
from ibtui.care.mentions import unmarked
from ibtui.documents import word
from ibtui.documents.landscape import PRACTICE, small_print, widths
from ibtui.documents.pages import pages
from ibtui.store.handover import Contact, GroupLine, Handover, Promised, Running, Talk
from ibtui.values import dataclass

_SIZE = 8.0  # points
_SMALL = 7.0
_SPARE = 4  # lines: how long a page is, is an estimate
_WHERE = (
    "In ibtui staat alles per leerling: / en een paar letters. Het dossier zelf staat in het systeem van de school. "
    "Op dit blad staat niets wat privé is, en niets over de meldcode of Veilig Thuis. "
    "Het wachtwoord van ibtui staat niet op dit blad: vraag het de ib'er of de directeur."
)


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows of each there is room for, and how large the letters are."""

    heavy: int
    running: int
    talks: int
    promises: int
    agencies: int
    size: float = _SIZE


_ROOMS = (
    _Room(6, 16, 8, 8, 10),
    _Room(5, 12, 7, 7, 8),
    _Room(4, 10, 6, 6, 7),
    _Room(4, 9, 5, 5, 6),
    _Room(3, 8, 4, 4, 5),
    _Room(2, 6, 4, 4, 4),
    _Room(2, 5, 3, 3, 3),
    _Room(1, 4, 3, 3, 3, _SMALL),
    _Room(0, 2, 2, 2, 2, _SMALL),
)


def build_handover(paper: Handover, at: datetime, template: bytes | None = None) -> bytes:
    """A whole .docx file, of one page unless the school is very large. What there is no room for is counted."""
    for room in _ROOMS:
        tried = _build(paper, room, at, template, spare=_SPARE)
        if len(pages(tried)) == 1:
            break
    return _build(paper, room, at, template)


def _build(paper: Handover, room: _Room, at: datetime, template: bytes | None, *, spare: int = 0) -> bytes:
    """`spare`: so many lines more than there are, to see whether they would fit too."""
    document = word.new_document(template)
    _margins(document)
    title = "Overdrachtsblad"
    word.set_properties(
        document, title=title, subject="Vertrouwelijk", author=f"Intern begeleider, {paper.school}", at=at
    )
    if paper.practice:
        word.set_header(document, PRACTICE)
    word.set_footer(document, f"Vertrouwelijk · {title} · gemaakt op {at.day}-{at.month}-{at.year}")
    begins = [f"Vertrouwelijk – alleen voor wie de zorg overneemt. Gemaakt op {long_date(at.date())}."]
    begins += [f"{PRACTICE}: alles is verzonnen."] if paper.practice else []
    _snug(word.add_line(document, f"{title} {paper.school}", "Title"), 16)
    _snug(word.add_line(document, " ".join(begins), "Subtitle"), room.size + 1)
    _people(document, paper, room)
    _groups(document, paper.groups, room)
    _running(document, paper.running, room)
    _talks(document, paper.talks, room)
    _promises(document, paper.promises, room)
    _agencies(document, paper.agencies, room)
    _heading(document, "Waar staat wat")
    _text(document, _WHERE, room)
    for _ in range(spare):
        word.add_line(document, "Ruimte", "Normal")
    return word.to_bytes(document)


def _margins(document: WordDocument) -> None:
    """A sheet that has to hold much: narrow margins, in any style."""
    for section in document.sections:
        section.left_margin = section.right_margin = Pt(43)
        section.top_margin = section.bottom_margin = Pt(48)


def _people(document: WordDocument, paper: Handover, room: _Room) -> None:
    days = f", werkt op {paper.days}" if paper.days else ""
    team = "; ".join(f"{name} ({function})" for name, function in paper.team)
    _heading(document, "Wie is wie")
    _text(document, f"Ib'er: {paper.coordinator}{days}." + (f" Verder: {team}." if team else ""), room)


def _groups(document: WordDocument, found: Sequence[GroupLine], room: _Room) -> None:
    rows = [
        (one.name, one.teachers, str(one.pupils), str(one.concerns), _heavy(one.heavy, room.heavy))
        for one in found
    ]
    _table(
        document, "Groepen en open zorgen", ("Groep", "Leerkracht", "Leerlingen", "Zorgen", "Niveau 3 of hoger"),
        rows, (12, 26, 10, 9, 43), room, "Er zijn nog geen groepen.",
    )  # fmt: skip


def _heavy(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    if more <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:most])} en nog {more}" if most else str(len(names))


def _running(document: WordDocument, found: Sequence[Running], room: _Room) -> None:
    rows = [
        (one.pupil, one.group, one.what, one.stand, f"{_day(one.due_on)} {one.due}".strip())
        for one in found[: room.running]
    ]
    _table(
        document, "Hulp die loopt", ("Leerling", "Groep", "Wat", "Stand", "Eerstvolgende termijn"), rows,
        (20, 8, 26, 13, 33), room, "Er loopt nu geen verwijzing, aanvraag of OPP.", len(found) - room.running,
    )  # fmt: skip


def _talks(document: WordDocument, found: Sequence[Talk], room: _Room) -> None:
    rows = [
        (f"{_day(one.day)}{one.start.strftime(' %H:%M') if one.start else ''}", one.kind, one.about)
        for one in found[: room.talks]
    ]
    _table(
        document, "Gesprekken die komen", ("Wanneer", "Wat", "Over wie"), rows, (18, 30, 52), room,
        "Er staan nog geen gesprekken klaar.", len(found) - room.talks,
    )  # fmt: skip


def _promises(document: WordDocument, found: Sequence[Promised], room: _Room) -> None:
    rows = [(_day(one.due_on), unmarked(one.what), one.about) for one in found[: room.promises]]
    _table(
        document, "Wat de ib'er nog zou doen", ("Voor", "Wat", "Over wie"), rows, (12, 58, 30), room,
        "De ib'er heeft geen open afspraken.", len(found) - room.promises,
    )  # fmt: skip


def _agencies(document: WordDocument, found: Sequence[Contact], room: _Room) -> None:
    rows = [(one.name, one.people or one.kind, one.phone) for one in found[: room.agencies]]
    _table(
        document, "Instanties", ("Instantie", "Contact", "Telefoon"), rows, (30, 52, 18), room,
        "Er zijn nog geen instanties.", len(found) - room.agencies,
    )  # fmt: skip


# --- pieces ---


def _heading(document: WordDocument, text: str) -> None:
    paragraph = word.add_line(document, text, "Heading 1")
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(5), Pt(1)
    for run in paragraph.runs:
        run.font.size = Pt(10)


def _text(document: WordDocument, text: str, room: _Room) -> None:
    _snug(word.add_line(document, text, "Normal"), room.size)


def _snug(paragraph: object, size: float) -> None:
    from docx.text.paragraph import Paragraph

    if isinstance(paragraph, Paragraph):
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _table(
    document: WordDocument,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    room: _Room,
    empty: str,
    more: int = 0,
) -> None:
    """A heading and its table, or a sentence when there is nothing; `more`: what there was no room for."""
    _heading(document, title)
    if not rows:
        _text(document, empty, room)
        return
    table = word.add_table(document, header, rows, widths(document, shares), title=title)
    small_print(table, room.size, space=0)
    if more > 0:
        _text(document, f"En nog {more}: zie ibtui.", room)


def _day(day: date | None) -> str:
    return "" if day is None else short_date(day, day).partition(" ")[2]
