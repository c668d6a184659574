"""Minutes out of the store and into a Word document: the one way a text leaves the encrypted file.

In steps, because a connection to the store belongs to its thread: `choices`, `first_wish`, `examine` and `claim` ask
the store, on the thread that opened it; `build` knows no store and may run in a worker thread, and so may `finish`
when it is told how to reach the store. `make` does all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from ibtui import placing
from ibtui.care import privacy
from ibtui.care.copying import copy_of, left_out
from ibtui.care.findings import Finding, Known, Reader
from ibtui.care.paper import Paper, beside, build_paper, names_of
from ibtui.care.paper_facts import PaperFacts
from ibtui.care.recipients import (
    Candidate,
    Obligation,
    likely,
    obligations,
)
from ibtui.care.words import PaperAudience
from ibtui.choosing import Source
from ibtui.documents.filename import document_name
from ibtui.errors import ExportError
from ibtui.export_log import draft_of
from ibtui.files import NotRemoved
from ibtui.settings import Home
from ibtui.store import database, exports, known_names, papers
from ibtui.store.papers import PaperFor
from ibtui.wishes import PAPERS as PAPERS
from ibtui.wishes import AgencyChoice as AgencyChoice
from ibtui.wishes import Built as Built
from ibtui.wishes import Choices as Choices
from ibtui.wishes import Examined as Examined
from ibtui.wishes import PaperChoice as PaperChoice
from ibtui.wishes import PointChoice as PointChoice
from ibtui.wishes import Wish as Wish

Result = TypeVar("Result")

AGAIN = "Er is niets gemaakt. Bekijk de controle nog eens."


class NotReady(ExportError):
    """The paper may not be written yet: something stops it, or somebody must still be asked or told."""


class Changed(ExportError):
    """What was looked through isn't what the store holds now: nothing was written, look again."""


class OnStore(Protocol):
    """Has something done on the thread that opened the store, and gives what came of it."""

    def __call__(self, action: Callable[[], Result], /) -> Result: ...


def choices(minutes_id: int) -> Choices:
    """What can be chosen for these minutes: papers, people, agencies, points. Asks the store. `Missing`."""
    return Source(minutes_id).choices()


def first_wish(minutes_id: int, audience: PaperAudience, agency_id: int | None = None) -> Wish:
    """The likeliest wish: for parents everyone with gezag who gets minutes; for an agency its own points.

    `ExportError` when this paper can't be made of these minutes.
    """
    source = Source(minutes_id)
    _refuse(source, audience)
    persons = likely(audience, source.people(audience))
    points = None
    if audience == "instantie" and agency_id in source.agencies:
        points = source.suggested(agency_id)
    return Wish(minutes_id, audience, persons, agency_id, points)


def examine(wish: Wish, home: Home) -> Examined:
    """Make the paper in thought and look through it. Asks the store, on its own thread; writes nothing.

    `ExportError` when this paper can't be made of these minutes, `Missing` when they are gone.
    """
    source = Source(wish.minutes_id)
    _refuse(source, wish.audience)
    agency = None if wish.agency_id is None else source.agencies.get(wish.agency_id)
    if wish.audience == "instantie" and agency is None:
        raise ExportError("Er is nog geen instantie gekozen", "Kies voor welke instantie het uittreksel is.")
    offered = source.choices()
    chosen = tuple(one for one in offered.people.get(wish.audience, ()) if one.person_id in wish.persons)
    extract = source.extract(wish)
    wanted = PaperFor(
        wish.audience,
        tuple((one.person_id, one.name) for one in chosen),
        wish.agency_id,
        "" if agency is None else agency.name,
        extract,
    )
    facts = papers.paper_facts(wish.minutes_id, wanted, source.who_is)
    paper = build_paper(source.parsed, facts)
    known = known_names.known_names(source.text.id, facts.audience, source.who_is)
    return Examined(
        wish=wish,
        choices=offered,
        paper=paper,
        findings=_check(source, facts, chosen, known),
        obligations=_obligations(source, wish, offered, paper),
        left_out=left_out(source.parsed, wish.audience, extract),
        name=document_name(source.text.day, source.text.kind, wish.minutes_id, wish.audience),
        folder=home.exports,
        made_at=database.now(),
        home=home,
        points=() if extract is None else extract.points,
        agency=wanted.agency,
        known=known,
    )


def build(examined: Examined) -> Built:
    """Make the document, also of a paper that isn't ready (for a preview). Asks the store nothing."""
    # Late: python-docx takes more than a tenth of a second.
    from ibtui import house_style
    from ibtui.documents import inspect
    from ibtui.documents.minutes import build_minutes

    style = house_style.read(examined.home)
    data = build_minutes(examined.paper, examined.made_at, style.data)
    reader = Reader(examined.wish.audience, examined.wish.persons)
    printed = house_style.find(style.words, examined.paper.school, reader, examined.known)
    return Built(examined, data, (*printed, *inspect.find(data)), style.problem)


def finish(
    built: Built, target: Path | None = None, password: str = "", on_store: OnStore = lambda action: action()
) -> Path:
    """Note a finished document in the log and put it in place, 0600; gives its path. May run in a worker thread, with
    `on_store` to ask the store on its own.

    The log comes first: whatever breaks this off, no document lies somewhere that the log doesn't know. A file that
    is there already stays: a name of our own becomes "... -2.docx", a name of the user's is refused. Raises
    `NotReady`, `Changed`, `DiskFull`, `ReadOnly`, `ExportError` or what the log refuses; then there is no document.
    """
    if not built.ready:
        raise NotReady(*_what_is_left(built.open_findings, built.examined.open_obligations))
    data = _locked(built.data, password) if password else built.data

    @contextmanager
    def noted(path: Path) -> Iterator[None]:
        number = on_store(partial(claim, built, path, data))
        try:
            yield
        except NotRemoved:
            raise  # it lies there after all, so it stays in the log
        except BaseException:
            with suppress(Exception):  # a row too many says that its file is gone: that does no harm
                on_store(partial(exports.take_back, number))
            raise

    return placing.place(data, built.examined.name, built.examined.folder, target, noted)


def claim(built: Built, path: Path, data: bytes) -> int:
    """Note in the log what is about to be written at `path`, for whom, and what was let through; gives its number.

    Asks the store, on its own thread. `Changed` when the text, who may have it, or what is found in it is no longer
    what was looked through.
    """
    examined = built.examined
    now = examine(examined.wish, examined.home)
    words = changed(examined, now)
    if words:  # the document is of an older text, or for other people
        raise Changed(words, AGAIN)
    if not now.ready:  # the same paper, but a name or a private line came into the store
        raise Changed("De controle vindt nu iets anders", AGAIN)
    return exports.log(draft_of(built, path, data))


def changed(seen: Examined, now: Examined) -> str:
    """What became different since it was seen, in words; "" when the same paper would go to the same people."""
    if now.obligations != seen.obligations:
        return "Wie dit mag krijgen, is intussen veranderd"
    return "De tekst is intussen veranderd" if now.paper != seen.paper else ""


def make(wish: Wish, home: Home, target: Path | None = None, password: str = "") -> Path:
    """Examine, build, note and write: the whole. `NotReady` says what is left; then there is no document."""
    return finish(build(examine(wish, home)), target, password)


def _refuse(source: Source, audience: PaperAudience) -> None:
    why_not, instead = source.why_not(audience)
    if why_not:
        raise ExportError(why_not, instead)


def _check(
    source: Source, facts: PaperFacts, chosen: Sequence[Candidate], known: Known
) -> tuple[Finding, ...]:
    """What is found in all that leaves, in the text and beside it."""
    printed = beside(source.parsed, facts)
    copy = copy_of(source.parsed, facts.audience, facts.extract, facts.kind, printed, names_of(facts))
    return privacy.check(copy, Reader(facts.audience, tuple(one.person_id for one in chosen)), known)


def _obligations(source: Source, wish: Wish, offered: Choices, paper: Paper) -> tuple[Obligation, ...]:
    """What is to be settled about the readers; consent is asked for each agency that reads along."""
    people = offered.people.get(wish.audience, ())
    chosen = [one for one in people if one.person_id in wish.persons]
    ids = [wish.agency_id] if wish.audience == "instantie" else [one.agency_id for one in chosen]
    reading = {one: source.agency_name(one) for one in ids if one is not None}
    permissions = [one for agency_id in reading for one in source.permissions.get(agency_id, ())]
    return obligations(
        wish.audience,
        people,
        wish.persons,
        permissions,
        agencies=reading,
        ground=wish.ground,
        reasons=wish.reasons,
        empty=not (paper.sections or paper.actions),
    )


def _what_is_left(findings: Sequence[Finding], left: Sequence[Obligation]) -> tuple[str, str]:
    """Why a paper isn't written: the first thing that is to be done, and how many there are."""
    number = len(findings) + len(left)
    title = "Het Word-document is nog niet gemaakt: er is nog 1 ding te doen"
    if number > 1:
        title = f"Het Word-document is nog niet gemaakt: er zijn nog {number} dingen te doen"
    if findings:
        first = findings[0]
        place = f"regel {first.line}" if first.line else first.where
        return title, f"Eerst {place}: {privacy.RULES[first.rule].name}. {first.reason}"
    return title, f"{left[0].text} {left[0].hint}"


def _locked(data: bytes, password: str) -> bytes:
    from ibtui.documents.locked import lock  # late: only for who wants a password

    return lock(data, password)
