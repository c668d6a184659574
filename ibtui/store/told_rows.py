"""How the lines of "wie weet wat" are read."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, Expression

from ibtui.care.dates import short_date
from ibtui.store import labels
from ibtui.store.models import Agency, Concern, Conversation, Told
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One line. `who`: how the one who was told is named; `told_on` None: still to be told.

    `how`: a word of `TellingWay`, "" while it wasn't told. `ground`: "toestemming", or a key of
    `care.recipients.LEGAL_GROUNDS`, or "". `about`: the concern or the conversation that it is about, "" without.
    `made_on`: since when it is in the list.
    """

    id: int
    pupil_id: int
    who: str
    person_id: int | None
    agency_id: int | None
    name: str
    what: str
    purpose: str
    how: str
    told_on: dt.date | None
    told_by: str
    ground: str
    consent_id: int | None
    concern_id: int | None
    conversation_id: int | None
    about: str
    made_on: dt.date
    version: int


@dataclass(frozen=True, slots=True)
class ToldDraft:
    """What a form gives: a person, an agency, or a `name` when it is neither. Without `told_on`: still to be told.

    `how`: a word of `TellingWay`, first letters are enough. `ground`: as in `ToldRow`.
    """

    pupil_id: int
    what: str
    person_id: int | None = None
    agency_id: int | None = None
    name: str = ""
    purpose: str = ""
    how: str = ""
    told_on: dt.date | None = None
    ground: str = ""
    consent_id: int | None = None
    concern_id: int | None = None
    conversation_id: int | None = None


def rows_where(where: Expression) -> list[ToldRow]:
    """These lines, those that are still to be told first, then the newest. Two queries."""
    query = (
        Told.select(
            Told,
            Agency.id,
            Agency.name,
            Concern.id,
            Concern.summary,
            Conversation.id,
            Conversation.kind,
            Conversation.day,
        )  # with their numbers: without, Peewee loses those of the line itself
        .join(Agency, JOIN.LEFT_OUTER)
        .switch(Told)
        .join(Concern, JOIN.LEFT_OUTER)
        .switch(Told)
        .join(Conversation, JOIN.LEFT_OUTER)
        .where(where & Told.deleted_at.is_null())
    )
    found = list(query)
    people = labels.people_named({row.person_id for row in found if row.person_id is not None})
    rows = [_row(row, people.get(row.person_id or 0, "")) for row in found]
    return sorted(rows, key=_order)


def _order(row: ToldRow) -> tuple[bool, int, int]:
    if row.told_on is None:
        return False, row.made_on.toordinal(), row.id
    return True, -row.told_on.toordinal(), -row.id


def _row(row: Told, person: str) -> ToldRow:
    agency = "" if row.agency is None else row.agency.name
    return ToldRow(
        id=int(row.id),
        pupil_id=row.pupil_id,
        who=f"{person} ({agency})" if person and agency else person or agency or row.name,
        person_id=row.person_id,
        agency_id=row.agency_id,
        name=row.name,
        what=row.what,
        purpose=row.purpose,
        how=row.how,
        told_on=row.told_on,
        told_by=row.told_by,
        ground=row.ground,
        consent_id=row.consent_id,
        concern_id=row.concern_id,
        conversation_id=row.conversation_id,
        about=_about(row),
        made_on=row.created_at.date(),
        version=row.version,
    )


def _about(row: Told) -> str:
    if row.concern is not None:
        return row.concern.summary
    talk = row.conversation
    if talk is not None:
        return f"{talk.kind} van {short_date(talk.day)}"
    return ""
