"""Writing a copy of five pages in Word, beside plain python-docx that writes the same paragraphs."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Callable
from dataclasses import replace

import docx
from docx.table import Table as WordTable

from bench.figures import Ratio, Section, Table, middle, number, ratio_rows
from bench.part_typing import Amounts
from ibtui.care.minutes import parse
from ibtui.care.paper import Paper, PaperFacts, Seat, build_paper
from ibtui.care.words import ConversationKind, Presence
from ibtui.documents import word
from ibtui.documents.minutes import build_minutes
from ibtui.documents.pages import pages

TITLE = "Writing a copy in Word"
GOAL = 1.5
_GOAL_SAYS = "export of a copy of five pages, ms"
_PAGES = 5
_TRIES = 7  # a round is the median of so many
_AT = dt.datetime(2026, 11, 25, 9, 30)
_NAMES = ("Linda van Dijk", "Erik van Dijk", "Ans de Wit", "Marijke Kuipers")

Content = list[tuple[str, str] | list[list[str]]]
"""Paragraphs as (style, text), and tables as rows of cells, in the order of the document."""


def run(amounts: Amounts) -> Section:
    """Both in turn, round after round."""
    start = time.monotonic()
    paper = five_pages()
    data = build_minutes(paper, _AT)
    content = content_of(data)
    house = word.to_bytes(word.new_document())
    ways: dict[str, Callable[[], bytes]] = {
        "ours": lambda: build_minutes(paper, _AT),
        "its own template": lambda: plain(content),
        "our house style as its template": lambda: plain(content, house),
    }
    rounds: list[dict[str, float]] = []
    for number_ in range(amounts.rounds + 1):
        taken = {name: _milliseconds(way) for name, way in ways.items()}
        rounds += [taken] if number_ else []  # the first one warms up
    ratios = [_ratio(name, rounds) for name in list(ways)[1:]]
    looks = middle([_milliseconds(lambda: pages(data)) for _ in range(3)])
    tables = [
        Table(f"ibtui beside plain python-docx (goal: {GOAL:g} times)", ratio_rows(ratios)),
        Table("Beside it", [["what", "figure"], *_beside(data, content, looks)]),
    ]
    return Section(
        TITLE,
        _ABOUT,
        tables,
        seconds=time.monotonic() - start,
        goals=[
            replace(ratio, what=_GOAL_SAYS, against=f"plain python-docx, on {name}")
            for name, ratio in zip(list(ways)[1:], ratios, strict=True)
        ],
    )


_ABOUT = (
    f"A parents' copy of {_PAGES} pages, from the finished paper to the bytes of the file. The other writes the same "
    "paragraphs and tables, read from our file, with `add_paragraph`, `add_heading` and `add_table`, and saves: on "
    "its own default template, as its manual shows it, and, stricter than the goal asks, on our house style, which "
    "has fewer styles to look through. Loading python-docx isn't counted for either. A figure is the median over "
    "the rounds; 'per round' is the smallest and largest ratio that one round gave."
)


def _ratio(other: str, rounds: list[dict[str, float]]) -> Ratio:
    each = [taken["ours"] / taken[other] for taken in rounds]
    ours, theirs = (middle([taken[name] for taken in rounds]) for name in ("ours", other))
    return Ratio(f"one copy, ms; the other on {other}", ours, theirs, GOAL, (min(each), max(each)))


def five_pages() -> Paper:
    """A paper with as many sections as five pages take."""
    for count in range(4, 60):
        paper = _paper(count)
        if len(pages(build_minutes(paper, _AT))) == _PAGES:
            return paper
    raise RuntimeError("no paper of five pages")


def content_of(data: bytes) -> Content:
    """What stands in a document, in order."""
    document = docx.Document(io.BytesIO(data))
    found: Content = []
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            found.append([[cell.text for cell in row.cells] for row in block.rows])
        else:
            style = block.style.name if block.style is not None else ""
            found.append((style or "Normal", block.text))
    return found


def plain(content: Content, template: bytes | None = None) -> bytes:
    """The same with python-docx as its manual shows it."""
    document = docx.Document(io.BytesIO(template) if template else None)
    known = {style.name for style in document.styles}
    grid = "Table Grid" if template is None else "Rooster"
    for block in content:
        if isinstance(block, list):
            table = document.add_table(rows=len(block), cols=len(block[0]), style=grid)
            for row, values in zip(table.rows, block, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value
        elif block[0].startswith("Heading ") and block[0][-1].isdigit():
            document.add_heading(block[1], int(block[0][-1]))
        else:
            document.add_paragraph(block[1], style=block[0] if block[0] in known else None)
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


_SUBJECT = """## Onderwerp {number}
Roos vertelt dat ze graag voorleest aan de kleuters. De leerkracht ziet dat **rekenen** met sprongen van tien nu lukt.

Thuis oefenen ze vijf minuten per dag met de kaartjes. Moeder zegt dat het slapen beter gaat sinds de vakantie.
- een rustige plek voor in de klas
- korte taken met een pauze
- lezen met een maatje op vrijdag
= we gaan hier zes weken mee door
! juf Ans: belt de ouders over onderwerp {number} > vr 18 dec
"""


def _paper(count: int) -> Paper:
    """A paper as it comes out of minutes, with `count` subjects and as many promises."""
    text = "".join(_SUBJECT.format(number=number) for number in range(1, count + 1))
    day = dt.date(2026, 11, 24)
    facts = PaperFacts(
        school="De Wilgenhoek",
        practice=False,
        title="Verslag groot overleg",
        confidential_for="de ouders van Roos van Dijk",
        pupil_names=("Roos van Dijk",),
        child_name="Roos",
        group="3/4/5",
        day=day,
        start=dt.time(13),
        place="kamer van de ib'er",
        kind=ConversationKind.LARGE_MEETING,
        status="vastgesteld",
        written_by="Marijke Kuipers, intern begeleider",
        own_name="Marijke",
        purpose="Roos leest minder snel dan in september. We kijken samen wat haar helpt.",
        seats=tuple(Seat(name, "aan tafel", "De Wilgenhoek", Presence.PRESENT) for name in _NAMES),
        next_meeting="Dinsdag 19 januari 2027 om 13:00 uur.",
        signatures=_NAMES[:2],
    )
    return build_paper(parse(text, day), facts)


def _milliseconds(do: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        do()
        taken.append((time.perf_counter() - start) * 1000)
    return middle(taken)


def _beside(data: bytes, content: Content, looks: float) -> list[list[str]]:
    paragraphs = sum(not isinstance(block, list) for block in content)
    cells = sum(len(row) for block in content if isinstance(block, list) for row in block)
    return [
        ["paragraphs, cells of tables", f"{paragraphs}, {cells}"],
        ["size of our file, kB", number(len(data) / 1000)],
        ["size of the other file, kB", number(len(plain(content)) / 1000)],
        ["the pages of our file as text, to look at, ms", number(looks)],
    ]
