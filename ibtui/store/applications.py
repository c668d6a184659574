"""Extra help that was asked for (aanvraag): an arrangement, a TLV, an examination, and the papers it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from ibtui.care.text import NAME_LIMIT, NOTE_LIMIT, clean, fold
from ibtui.care.words import ApplicationKind, ApplicationStatus, OppReason, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import checklists, database, deadlines, opps
from ibtui.store.application_rows import RUNNING as RUNNING
from ibtui.store.application_rows import ApplicationRow as ApplicationRow
from ibtui.store.application_rows import PaperRow as PaperRow
from ibtui.store.application_rows import application as application
from ibtui.store.application_rows import of_pupil as of_pupil
from ibtui.store.change import Change, write
from ibtui.store.models import Application, ApplicationPaper, Pupil
from ibtui.store.opps import OppDraft
from ibtui.store.record_terms import Owner, Term, Terms, follow, following
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """What a form gives. `valid_from`: the day an arrangement starts; `category`: TLV only (laag, midden, hoog)."""

    pupil_id: int
    kind: str
    started_on: dt.date
    concern_id: int | None = None
    agency_id: int | None = None
    status: str = ApplicationStatus.PREPARING
    what: str = ""
    complete_on: dt.date | None = None
    decided_on: dt.date | None = None
    outcome: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    category: str = ""
    note: str = ""


def add_application(draft: ApplicationDraft) -> int:
    """Add an application with the papers that the school's checklist names for its kind; gives the number."""
    with write("aanvraag toegevoegd") as change:
        row = Application(pupil=draft.pupil_id)
        _fill(row, draft)
        change.add(row)
        owner = _owner(row)
        _add_papers(change, row.id, checklists.papers_for(owner.school, row.kind))
        follow(change, owner, {}, _terms(row.id))
        return int(row.id)


def edit_application(application_id: int, draft: ApplicationDraft, version: int | None = None) -> None:
    """Change an application; its terms follow, and with another kind its papers. It stays this pupil's.

    `Conflict` when the row no longer has this version.
    """
    with _changing("aanvraag gewijzigd", application_id, version) as (change, row):
        old = row.kind
        _fill(row, draft)
        change.save(row)
        if row.kind != old:
            _swap_papers(change, row, old)


def hand_in(application_id: int, day: dt.date, version: int | None = None) -> None:
    """The whole application was handed in: it is "aangevraagd"; a TLV's decision term counts from this day."""
    with _changing("aanvraag ingediend", application_id, version) as (change, row):
        row.complete_on = day
        if row.status == ApplicationStatus.PREPARING:
            row.status = ApplicationStatus.ASKED
        change.save(row)


def decide(
    application_id: int,
    day: dt.date,
    granted: bool,
    outcome: str = "",
    *,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    category: str | None = None,
    with_opp: bool = False,
    version: int | None = None,
) -> int | None:
    """Note the decision. `with_opp`: also begin an OPP that counts from this day; gives that OPP's number.

    `category` None: it stays as it is.
    """
    with _changing("besluit op aanvraag genoteerd", application_id, version) as (change, row):
        row.status = ApplicationStatus.GRANTED if granted else ApplicationStatus.REFUSED
        row.decided_on, row.outcome = day, clean(outcome, multiline=True, limit=NOTE_LIMIT)
        row.valid_from, row.valid_until = valid_from, valid_until
        row.category = row.category if category is None else clean(category)
        _check_days(row)
        change.save(row)
        if not (with_opp and granted):
            return None
        draft = OppDraft(row.pupil_id, day, OppReason.DECISION)
        return int(opps.make(change, draft, database.today()).id)


def stop_application(application_id: int, why: str, version: int | None = None) -> None:
    """Stop an application; its open terms go. `why` stands as the outcome, below what was decided before."""
    with _changing("aanvraag gestopt", application_id, version) as (change, row):
        row.status = ApplicationStatus.STOPPED
        both = "\n".join(item for item in (row.outcome.strip(), why.strip()) if item)
        row.outcome = clean(both, multiline=True, limit=NOTE_LIMIT)
        change.save(row)


def bin_application(application_id: int) -> None:
    """Put an application in the bin; its open terms go."""
    with write("aanvraag verwijderd") as change:
        row = change.edit(Application, application_id)
        change.bin(row)
        deadlines.drop(change, _owner(row).subject)


# --- papers ---


def tick(paper_id: int, day: dt.date | None) -> None:
    """This paper is there since `day`; None: it isn't there."""
    with write("stuk afgevinkt" if day else "stuk weer open") as change:
        row = change.edit(ApplicationPaper, paper_id)
        row.ticked_on = day
        change.save(row)


def add_paper(application_id: int, name: str) -> int:
    """Add a paper to this application only; gives its number. `BadInput` when it has no name or is there."""
    name = clean(name)
    if not name:
        raise BadInput("De naam van het stuk ontbreekt", "Vul in welk stuk erbij hoort.")
    with write("stuk toegevoegd") as change:
        there = _papers(application_id)
        if fold(name) in {fold(paper.name) for paper in there}:
            raise BadInput(f"“{name}” staat er al", "Vink het stuk aan dat er is.")
        position = max((paper.position for paper in there), default=-1) + 1
        return int(change.add(ApplicationPaper(application=application_id, name=name, position=position)).id)


def remove_paper(paper_id: int) -> None:
    """Take a paper off this application's list."""
    with write("stuk weggehaald") as change:
        change.remove(change.edit(ApplicationPaper, paper_id))


def _papers(application_id: int) -> list[ApplicationPaper]:
    if (
        not Application.select()
        .where(Application.id == application_id, Application.deleted_at.is_null())
        .exists()
    ):
        raise Missing("Deze aanvraag is er niet meer", "Kijk bij de leerling wat er nu is.")
    query = ApplicationPaper.select().where(ApplicationPaper.application == application_id)
    return list(query.order_by(ApplicationPaper.position, ApplicationPaper.id))


def _add_papers(change: Change, application_id: int, names: tuple[str, ...], first: int = 0) -> None:
    for position, name in enumerate(names, start=first):
        change.add(
            ApplicationPaper(application=application_id, name=clean(name[:NAME_LIMIT]), position=position)
        )


def _swap_papers(change: Change, row: Application, old_kind: str) -> None:
    """Those of the old kind that aren't there yet make room for those of the new one; the rest stays."""
    school = _owner(row).school
    wanted = checklists.papers_for(school, row.kind)
    of_old = {fold(name) for name in checklists.papers_for(school, old_kind)} - {
        fold(name) for name in wanted
    }
    kept: list[ApplicationPaper] = []
    gone: list[ApplicationPaper] = []
    for paper in _papers(row.id):
        (gone if paper.ticked_on is None and fold(paper.name) in of_old else kept).append(paper)
    there = {fold(paper.name) for paper in kept}
    new = tuple(name for name in wanted if fold(name) not in there)
    _add_papers(change, row.id, new, max((paper.position for paper in kept), default=-1) + 1)
    for paper in gone:  # last: a new paper may not get the number of one that undo has to bring back
        change.remove(change.edit(ApplicationPaper, paper.id))


# --- terms ---


@contextmanager
def _changing(
    label: str, application_id: int, version: int | None = None
) -> Iterator[tuple[Change, Application]]:
    """One write to an application; its terms follow."""
    with write(label) as change:
        row = change.edit(Application, application_id, version)
        with following(change, _owner(row), lambda: _terms(application_id)):
            yield change, row


def terms_of(school: int) -> Iterator[tuple[Owner, Terms]]:
    """The terms that each application of a school asks for now."""
    query = (
        Application.select().join(Pupil).where((Pupil.school == school) & Application.deleted_at.is_null())
    )
    yield from ((_owner(row), _terms(row.id)) for row in list(query))


def _terms(application_id: int) -> Terms:
    """The terms of an application as it is stored: of a TLV its decision and its end, of an arrangement its start."""
    row = Application.get_by_id(application_id)
    found: dict[str, Term] = {}
    if row.status == ApplicationStatus.STOPPED:
        return found
    granted = row.status == ApplicationStatus.GRANTED
    if row.kind == ApplicationKind.TLV:
        if row.complete_on is not None:
            found["tlv_besluit"] = Term(row.complete_on, row.decided_on)
        if granted and row.valid_until is not None:
            found["tlv_einde"] = Term(row.valid_until)
    if row.kind == ApplicationKind.ARRANGEMENT and granted and row.decided_on is not None:
        found["arrangement_start"] = Term(row.decided_on, row.valid_from)
    return found


def _owner(row: Application) -> Owner:
    return Owner(int(Pupil.get_by_id(row.pupil_id).school_id), f"aanvraag:{row.id}", row.pupil_id)


# --- filling ---


def _fill(row: Application, draft: ApplicationDraft) -> None:
    row.kind = match_word(ApplicationKind, draft.kind).value
    row.concern_id, row.agency_id = draft.concern_id, draft.agency_id
    row.what = clean(draft.what, multiline=True, limit=NOTE_LIMIT).strip()
    row.started_on, row.complete_on, row.decided_on = draft.started_on, draft.complete_on, draft.decided_on
    row.outcome = clean(draft.outcome, multiline=True, limit=NOTE_LIMIT)
    row.valid_from, row.valid_until = draft.valid_from, draft.valid_until
    row.category = clean(draft.category)
    row.note = clean(draft.note, multiline=True, limit=NOTE_LIMIT)
    _fill_status(row, match_word(ApplicationStatus, draft.status))
    _check_days(row)


def _fill_status(row: Application, status: ApplicationStatus) -> None:
    """Handed in says asked; a decision without its day is today's."""
    if status == ApplicationStatus.PREPARING and row.complete_on is not None:
        status = ApplicationStatus.ASKED
    if status in (ApplicationStatus.GRANTED, ApplicationStatus.REFUSED):
        row.decided_on = row.decided_on or database.today()
    elif row.decided_on is not None and status in RUNNING:
        raise BadInput(
            "Er staat een dag van het besluit, maar niet wat het besluit is",
            "Kies bij stand: toegekend of afgewezen. Of haal de dag weg.",
        )
    row.status = status.value


def _check_days(row: Application) -> None:
    if row.valid_from is not None and row.valid_until is not None and row.valid_until < row.valid_from:
        raise BadInput("De aanvraag loopt af voordat hij begint", "Kijk de twee datums na.")
