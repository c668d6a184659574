"""How applications (aanvragen) are read: each with its papers."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, Expression

from ibtui.care.words import ApplicationStatus
from ibtui.errors import Missing
from ibtui.store import labels
from ibtui.store.approaches import concern_words
from ibtui.store.models import Agency, Application, ApplicationPaper, Concern, Pupil
from ibtui.values import dataclass

RUNNING = (ApplicationStatus.PREPARING, ApplicationStatus.ASKED)
"""An application with one of these waits for its papers or a decision."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of an application. `ticked_on`: the day it was there."""

    id: int
    name: str
    ticked_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application with its papers."""

    id: int
    pupil_id: int
    pupil: str
    concern_id: int | None
    concern: str
    agency_id: int | None
    agency: str
    kind: str
    status: str
    what: str
    started_on: dt.date
    complete_on: dt.date | None
    decided_on: dt.date | None
    outcome: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    category: str
    note: str
    papers: tuple[PaperRow, ...]
    version: int

    @property
    def ticked(self) -> int:
        """How many papers are there."""
        return sum(paper.ticked_on is not None for paper in self.papers)


def of_pupil(pupil_id: int) -> list[ApplicationRow]:
    """A pupil's applications with their papers: running ones first, then the newest. Two queries."""
    rows = sorted(
        _rows(Application.pupil == pupil_id), key=lambda row: (row.started_on, row.id), reverse=True
    )
    return sorted(rows, key=lambda row: row.status not in RUNNING)


def application(application_id: int) -> ApplicationRow:
    """One application. `Missing` when it is gone or in the bin."""
    found = _rows(Application.id == application_id)
    if not found:
        raise Missing("Deze aanvraag is er niet meer", "Kijk bij de leerling wat er nu is.")
    return found[0]


def _rows(where: Expression) -> list[ApplicationRow]:
    query = (
        Application.select(Application, Pupil, Concern, Agency)
        .join(Pupil)
        .switch(Application)
        .join(Concern, JOIN.LEFT_OUTER)
        .switch(Application)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where & Application.deleted_at.is_null())
    )
    found = list(query)
    papers: dict[int, list[PaperRow]] = {}
    needed = ApplicationPaper.select().where(ApplicationPaper.application.in_([row.id for row in found]))
    for paper in needed.order_by(ApplicationPaper.position, ApplicationPaper.id):
        papers.setdefault(paper.application_id, []).append(PaperRow(paper.id, paper.name, paper.ticked_on))
    return [_row(row, tuple(papers.get(row.id, ()))) for row in found]


def _row(row: Application, papers: tuple[PaperRow, ...]) -> ApplicationRow:
    return ApplicationRow(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=labels.full_name(row.pupil.first_name, row.pupil.infix, row.pupil.last_name),
        concern_id=row.concern_id,
        concern=concern_words(row.concern),
        agency_id=row.agency_id,
        agency="" if row.agency is None else row.agency.name,
        kind=row.kind,
        status=row.status,
        what=row.what,
        started_on=row.started_on,
        complete_on=row.complete_on,
        decided_on=row.decided_on,
        outcome=row.outcome,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        category=row.category,
        note=row.note,
        papers=papers,
        version=row.version,
    )
