"""Requests to read the file of a child (inzage), each with its term; and the copies that were made for them."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN

from ibtui.care.text import clean
from ibtui.store import database, deadlines, exports, labels
from ibtui.store.change import write
from ibtui.store.models import (
    AccessRequest,
    Deadline,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Guardianship,
    Person,
    Pupil,
)
from ibtui.values import dataclass

RULE = "inzage_kopie"
"""The term that a request starts: a key of `care.deadlines.RULES`."""

COPY, CHECK = "inzage", "controle"
"""What the log of papers calls the copy of a file, and the list that school checks it with."""

_WEEKS = 4  # when the school switched the term off: there still has to be a day on the paper


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request. `asked_by`: a name, "" when it wasn't said; `relation`: "moeder"; `custody`: a word of `Custody`,
    "" for who is no guardian. `due_on`: when the copy must be given; `file_name`: of the last copy."""

    id: int
    pupil_id: int
    asked_by_id: int | None
    asked_by: str
    relation: str
    custody: str
    asked_on: dt.date
    due_on: dt.date
    given_on: dt.date | None
    file_name: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A document that was just written for a request. `audience`: COPY or CHECK; `digest`: SHA-256 of the file."""

    audience: str
    file_name: str
    folder: str
    digest: str
    size: int


def subject(request_id: int) -> str:
    """What the term of a request is about, as `Deadline.subject` has it."""
    return f"inzage:{request_id}"


def requests(pupil_id: int) -> list[RequestRow]:
    """The requests about this pupil, the newest first. Three queries."""
    query = AccessRequest.select(AccessRequest, Person).join(Person, JOIN.LEFT_OUTER)
    mine = (AccessRequest.pupil == pupil_id) & AccessRequest.deleted_at.is_null()
    rows = list(query.where(mine).order_by(AccessRequest.asked_on.desc(), AccessRequest.id.desc()))
    links = {link.person_id: link for link in Guardianship.select().where(Guardianship.pupil == pupil_id)}
    terms = Deadline.select().where(
        (Deadline.pupil == pupil_id) & (Deadline.rule == RULE) & Deadline.deleted_at.is_null()
    )
    due = {term.subject: term.due_on for term in terms}
    return [_row(row, links.get(row.asked_by_id or 0), due.get(subject(int(row.id)))) for row in rows]


def open_requests(pupil_id: int) -> list[RequestRow]:
    """Those of which the copy wasn't given yet, the newest first."""
    return [row for row in requests(pupil_id) if row.given_on is None]


def open_request(pupil_id: int) -> RequestRow | None:
    """The newest of them."""
    return next(iter(open_requests(pupil_id)), None)


def ask(pupil_id: int, asked_by: int | None, asked_on: dt.date, note: str = "") -> RequestRow:
    """Note that somebody asked, and start the term; a request of the same person that is still open stays the one."""
    with write("inzage gevraagd") as change:
        school = int(change.edit(Pupil, pupil_id).school_id)
        # Seen inside the change: another session may ask at the same moment.
        for row in open_requests(pupil_id):
            if row.asked_by_id == asked_by:
                return row
        made = change.add(
            AccessRequest(pupil=pupil_id, asked_by=asked_by, asked_on=asked_on, note=clean(note))
        )
        change.about(made)
        deadlines.put(change, school, RULE, asked_on, subject(int(made.id)), pupil_id)
    return next(row for row in requests(pupil_id) if row.id == made.id)


def say_who(request_id: int, asked_by: int) -> None:
    """Add who asked to a request of which that wasn't said; its term stays."""
    with write("erbij gezet wie om inzage vroeg") as change:
        row = change.edit(AccessRequest, request_id)
        row.asked_by_id = asked_by
        change.save(row)


def give(request_id: int, day: dt.date, version: int | None = None) -> None:
    """The copy was given, or read together, on that day: the term is done. `Conflict` when it changed since."""
    with write("inzage gegeven") as change:
        row = change.edit(AccessRequest, request_id, version)
        row.given_on = day
        change.save(row)
        deadlines.settle(change, subject(request_id), RULE, day)


def withdraw(request_id: int, version: int | None = None) -> None:
    """The request is off: it goes in the bin, and so does its term."""
    with write("verzoek om inzage weggehaald") as change:
        change.bin(change.edit(AccessRequest, request_id, version))
        deadlines.drop(change, subject(request_id))


def log(request: RequestRow, paper: WrittenPaper) -> int:
    """Note that a document was written, so that it is found back and reminded of; gives its number. Not undoable."""
    with write("dossier in Word gezet", undoable=False) as change:
        pupil = change.edit(Pupil, request.pupil_id)
        who = request.asked_by if paper.audience == COPY else ""
        row = change.add(
            ExportLog(
                audience=paper.audience,
                recipients=who or ("alleen voor jou" if paper.audience == CHECK else "wie het vroeg"),
                file_name=paper.file_name,
                folder=paper.folder,
                digest=paper.digest,
                size=paper.size,
                who=database.who(),
            )
        )
        change.about(row)
        name = labels.full_name(pupil.first_name, pupil.infix, pupil.last_name)
        change.add(ExportPupil(export=row, pupil=pupil, name=name))
        if who:
            change.add(ExportRecipient(export=row, person=request.asked_by_id, name=who))
        if paper.audience == COPY:
            asked = change.edit(AccessRequest, request.id)
            asked.file_name = paper.file_name
            change.save(asked)
        return int(row.id)


def take_back(export_id: int, request: RequestRow, paper: WrittenPaper) -> None:
    """Undo `log`: the document never came, so the request tells of no copy but the one before. Not undoable."""
    if paper.audience == COPY:
        with write("document toch niet gemaakt", undoable=False) as change:
            asked = change.edit(AccessRequest, request.id)
            if asked.file_name == paper.file_name:
                asked.file_name = request.file_name
                change.save(asked)
    exports.take_back(export_id)


def _row(row: AccessRequest, link: Guardianship | None, due: dt.date | None) -> RequestRow:
    return RequestRow(
        id=int(row.id),
        pupil_id=row.pupil_id,
        asked_by_id=row.asked_by_id,
        asked_by="" if row.asked_by is None else labels.person_name(row.asked_by),
        relation="" if link is None else link.relation,
        custody="" if link is None else link.custody,
        asked_on=row.asked_on,
        due_on=due or row.asked_on + dt.timedelta(weeks=_WEEKS),
        given_on=row.given_on,
        file_name=row.file_name,
        note=row.note,
        version=row.version,
    )
