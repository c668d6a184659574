"""Agencies (instanties) and the people who work there; with whom a pupil's case runs, and what may be shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from peewee import fn

from ibtui.care.text import NOTE_LIMIT, clean, fold
from ibtui.care.words import ConversationStatus, Presence
from ibtui.errors import BadInput, Missing
from ibtui.store import labels, own_notes
from ibtui.store.change import write
from ibtui.store.models import Agency, Attendance, Conversation, Person, Pupil, Referral
from ibtui.store.sharing import ENDED
from ibtui.store.sharing import ConsentDraft as ConsentDraft
from ibtui.store.sharing import ConsentRow as ConsentRow
from ibtui.store.sharing import ReferralDraft as ReferralDraft
from ibtui.store.sharing import ReferralRow as ReferralRow
from ibtui.store.sharing import add_consent as add_consent
from ibtui.store.sharing import add_referral as add_referral
from ibtui.store.sharing import bin_consent as bin_consent
from ibtui.store.sharing import bin_referral as bin_referral
from ibtui.store.sharing import consents as consents
from ibtui.store.sharing import edit_consent as edit_consent
from ibtui.store.sharing import edit_referral as edit_referral
from ibtui.store.sharing import referrals as referrals
from ibtui.store.sharing import told_parents as told_parents
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency. `last_spoken`: the newest held conversation with its people; `running`: referrals not ended."""

    id: int
    name: str
    kind: str
    region: str
    phone: str
    mail: str
    note: str
    last_spoken: dt.date | None
    running: int
    people: int
    version: int


@dataclass(frozen=True, slots=True)
class AgencyDraft:
    """What a form gives."""

    name: str
    kind: str = ""
    region: str = ""
    phone: str = ""
    mail: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person of an agency."""

    id: int
    name: str
    function: str
    phone: str
    mail: str
    last_spoken: dt.date | None


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """One agency with all that hangs on it."""

    agency: AgencyRow
    people: tuple[ContactRow, ...]
    referrals: tuple[ReferralRow, ...]
    consents: tuple[ConsentRow, ...]


def agencies(school: int, text: str = "") -> list[AgencyRow]:
    """All agencies by name, or those whose name, kind or region holds `text`."""
    wanted = fold(text)
    rows = _rows(Agency.select().where((Agency.school == school) & Agency.deleted_at.is_null()))
    found = [row for row in rows if wanted in fold(f"{row.name} {row.kind} {row.region}")]
    return sorted(found, key=lambda row: (fold(row.name), row.id))


def agency_card(agency_id: int, today: dt.date) -> AgencyCard:
    """One agency with its people, referrals and consents. `Missing` when unknown."""
    rows = _rows(Agency.select().where(Agency.id == agency_id))
    if not rows:
        raise Missing("Deze instantie is er niet meer", "Kies een andere instantie.")
    return AgencyCard(
        agency=rows[0],
        people=tuple(_contacts(agency_id)),
        referrals=tuple(referrals(agency_id=agency_id)),
        consents=tuple(consents(today, agency_id=agency_id)),
    )


def add_agency(school: int, draft: AgencyDraft) -> int:
    """Add an agency; gives the number."""
    with write("instantie toegevoegd") as change:
        row = Agency(school=school)
        _fill(row, draft)
        return int(change.add(row).id)


def edit_agency(agency_id: int, draft: AgencyDraft, version: int | None = None) -> None:
    """Change an agency. `Conflict` when the row no longer has this version."""
    with write("instantie gewijzigd") as change:
        row = change.edit(Agency, agency_id, version)
        _fill(row, draft)
        change.save(row)


def bin_agency(agency_id: int) -> None:
    """Put an agency in the bin; its people and what was written about them stay."""
    with write("instantie verwijderd") as change:
        change.bin(change.edit(Agency, agency_id))


def _rows(found: Iterable[Agency]) -> list[AgencyRow]:
    rows = list(found)
    ids = [row.id for row in rows]
    spoken = _last_spoken(ids)
    running = _running(ids)
    people = _people(ids)
    return [
        AgencyRow(
            id=row.id,
            name=row.name,
            kind=row.kind,
            region=row.region,
            phone=row.phone,
            mail=row.mail,
            note=row.note,
            last_spoken=max((day for day in spoken.get(row.id, {}).values()), default=None),
            running=running.get(row.id, 0),
            people=people.get(row.id, 0),
            version=row.version,
        )
        for row in rows
    ]


def _last_spoken(ids: list[int]) -> dict[int, dict[int, dt.date]]:
    """Per agency and person the day of the newest held conversation."""
    theirs = Person.select(Person.id).where(Person.agency.in_(ids))
    query = (
        Attendance.select(Person.agency, Person.id, fn.MAX(Conversation.day))
        .join(Person)
        .switch(Attendance)
        .join(Conversation)
        .where(
            Attendance.person.in_(theirs)  # from the few people: else every talk of all years is read
            & own_notes.readable()
            & Conversation.deleted_at.is_null()
            & (Conversation.status == ConversationStatus.HELD)
            & Attendance.presence.not_in((Presence.ABSENT, Presence.EXCUSED))
        )
        .group_by(Person.agency, Person.id)
    )
    found: dict[int, dict[int, dt.date]] = {}
    for agency, person, day in labels.tuples(query, tuple[int, int, dt.date]):
        found.setdefault(agency, {})[person] = day
    return found


def _running(ids: list[int]) -> dict[int, int]:
    query = (
        Referral.select(Referral.agency, fn.COUNT(Referral.id))
        .join(Pupil)
        .where(
            Referral.agency.in_(ids)
            & Referral.deleted_at.is_null()
            & Pupil.deleted_at.is_null()
            & Referral.status.not_in(ENDED)
        )
        .group_by(Referral.agency)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _people(ids: list[int]) -> dict[int, int]:
    query = (
        Person.select(Person.agency, fn.COUNT(Person.id))
        .where(Person.agency.in_(ids) & Person.deleted_at.is_null())
        .group_by(Person.agency)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _contacts(agency_id: int) -> list[ContactRow]:
    spoken = _last_spoken([agency_id]).get(agency_id, {})
    query = (
        Person.select(Person, Agency)
        .join(Agency)
        .where((Person.agency == agency_id) & Person.deleted_at.is_null())
    )
    rows = [
        ContactRow(row.id, labels.person_name(row), row.function, row.phone, row.mail, spoken.get(row.id))
        for row in query
    ]
    return sorted(rows, key=lambda row: (fold(row.name), row.id))


def _fill(row: Agency, draft: AgencyDraft) -> None:
    row.name = clean(draft.name)
    row.kind = clean(draft.kind)
    row.region = clean(draft.region)
    row.phone = clean(draft.phone)
    row.mail = clean(draft.mail)
    row.note = clean(draft.note, multiline=True, limit=NOTE_LIMIT)
    if not row.name:
        raise BadInput("De naam van de instantie ontbreekt", "Vul in hoe de instantie heet.")
