"""Whom a pupil was referred to (verwijzing), and what may be shared with them (toestemming)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from peewee import JOIN, Expression, ModelSelect

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import ReferralStatus, match_word
from ibtui.errors import BadInput
from ibtui.store import labels
from ibtui.store.change import write
from ibtui.store.models import Agency, Consent, Person, Pupil, Referral

ENDED = (ReferralStatus.DONE, ReferralStatus.DROPPED)
"""A referral with one of these is over."""


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral (verwijzing) of a pupil to an agency."""

    id: int
    pupil_id: int
    pupil: str
    agency_id: int
    agency: str
    contact_id: int | None
    contact: str
    concern_id: int | None
    status: str
    reason: str
    asked_on: dt.date | None
    answer: str
    answered_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """What a form gives. `status` is a word of `care.words.ReferralStatus`."""

    pupil_id: int
    agency_id: int
    contact_id: int | None = None
    concern_id: int | None = None
    status: str = ReferralStatus.CONSIDERED
    reason: str = ""
    asked_on: dt.date | None = None
    answer: str = ""
    answered_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent (toestemming). `valid`: on the day that was asked about."""

    id: int
    pupil_id: int
    pupil: str
    agency_id: int | None
    agency: str
    given_by_id: int | None
    given_by: str
    what: str
    purpose: str
    given_on: dt.date
    valid_until: dt.date | None
    withdrawn_on: dt.date | None
    valid: bool
    version: int


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What a form gives. `what` may be shared, for which `purpose`."""

    pupil_id: int
    agency_id: int | None
    given_by_id: int | None
    what: str
    purpose: str
    given_on: dt.date
    valid_until: dt.date | None = None
    withdrawn_on: dt.date | None = None


def referrals(*, pupil_id: int | None = None, agency_id: int | None = None) -> list[ReferralRow]:
    """The referrals of a pupil or to an agency: running ones first, then by the day they were asked. One query."""
    condition = Referral.deleted_at.is_null() & Pupil.deleted_at.is_null()
    if pupil_id is not None:
        condition &= Referral.pupil == pupil_id
    if agency_id is not None:
        condition &= Referral.agency == agency_id
    rows = [_referral(row) for row in _referrals(condition)]
    return sorted(
        rows, key=lambda row: (row.status in ENDED, -(row.asked_on or dt.date.min).toordinal(), row.id)
    )


def add_referral(draft: ReferralDraft) -> int:
    """Add a referral; gives the number."""
    with write("verwijzing toegevoegd") as change:
        row = Referral()
        _fill_referral(row, draft)
        return int(change.add(row).id)


def edit_referral(referral_id: int, draft: ReferralDraft, version: int | None = None) -> None:
    """Change a referral. `Conflict` when the row no longer has this version."""
    with write("verwijzing gewijzigd") as change:
        row = change.edit(Referral, referral_id, version)
        _fill_referral(row, draft)
        change.save(row)


def bin_referral(referral_id: int) -> None:
    """Put a referral in the bin."""
    with write("verwijzing verwijderd") as change:
        change.bin(change.edit(Referral, referral_id))


def consents(
    today: dt.date, *, pupil_id: int | None = None, agency_id: int | None = None
) -> list[ConsentRow]:
    """The consents for a pupil or an agency: valid ones first, then the newest. One query."""
    condition = Consent.deleted_at.is_null() & Pupil.deleted_at.is_null()
    if pupil_id is not None:
        condition &= Consent.pupil == pupil_id
    if agency_id is not None:
        condition &= Consent.agency == agency_id
    return _in_order(condition, today)


def consents_of(pupil_ids: Collection[int], today: dt.date) -> list[ConsentRow]:
    """The consents for these pupils, in the same order. One query."""
    return _in_order(Consent.deleted_at.is_null() & Consent.pupil.in_(list(pupil_ids)), today)


def add_consent(draft: ConsentDraft) -> int:
    """Add a consent; gives the number."""
    with write("toestemming toegevoegd") as change:
        row = Consent()
        _fill_consent(row, draft)
        return int(change.add(row).id)


def edit_consent(consent_id: int, draft: ConsentDraft, version: int | None = None) -> None:
    """Change a consent, or note that it was withdrawn. `Conflict` when the row no longer has this version."""
    with write("toestemming gewijzigd") as change:
        row = change.edit(Consent, consent_id, version)
        _fill_consent(row, draft)
        change.save(row)


def bin_consent(consent_id: int) -> None:
    """Put a consent in the bin."""
    with write("toestemming verwijderd") as change:
        change.bin(change.edit(Consent, consent_id))


def _referrals(condition: Expression) -> ModelSelect[Referral]:
    return (
        Referral.select(Referral, Pupil, Agency, Person)
        .join(Pupil)
        .switch(Referral)
        .join(Agency)
        .switch(Referral)
        .join(Person, JOIN.LEFT_OUTER, on=(Referral.contact == Person.id))
        .where(condition)
    )


def _referral(row: Referral) -> ReferralRow:
    return ReferralRow(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=labels.full_name(row.pupil.first_name, row.pupil.infix, row.pupil.last_name),
        agency_id=row.agency_id,
        agency=row.agency.name,
        contact_id=row.contact_id,
        contact=_name(row.contact),
        concern_id=row.concern_id,
        status=row.status,
        reason=row.reason,
        asked_on=row.asked_on,
        answer=row.answer,
        answered_on=row.answered_on,
        version=row.version,
    )


def _in_order(condition: Expression, today: dt.date) -> list[ConsentRow]:
    rows = [_consent(row, today) for row in _consents(condition)]
    return sorted(rows, key=lambda row: (not row.valid, -row.given_on.toordinal(), row.id))


def _consents(condition: Expression) -> ModelSelect[Consent]:
    return (
        Consent.select(Consent, Pupil, Agency, Person)
        .join(Pupil)
        .switch(Consent)
        .join(Agency, JOIN.LEFT_OUTER)
        .switch(Consent)
        .join(Person, JOIN.LEFT_OUTER, on=(Consent.given_by == Person.id))
        .where(condition)
    )


def _consent(row: Consent, today: dt.date) -> ConsentRow:
    withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= today
    return ConsentRow(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=labels.full_name(row.pupil.first_name, row.pupil.infix, row.pupil.last_name),
        agency_id=row.agency_id,
        agency=row.agency.name if row.agency is not None else "",
        given_by_id=row.given_by_id,
        given_by=_name(row.given_by),
        what=row.what,
        purpose=row.purpose,
        given_on=row.given_on,
        valid_until=row.valid_until,
        withdrawn_on=row.withdrawn_on,
        valid=row.given_on <= today <= (row.valid_until or dt.date.max) and not withdrawn,
        version=row.version,
    )


def _name(person: Person | None) -> str:
    """A name without asking for the person's agency; the function when there is no name."""
    if person is None:
        return ""
    return labels.full_name(person.first_name, person.infix, person.last_name) or person.function


def _fill_referral(row: Referral, draft: ReferralDraft) -> None:
    row.pupil_id = draft.pupil_id
    row.agency_id = draft.agency_id
    row.contact_id = draft.contact_id
    row.concern_id = draft.concern_id
    row.status = match_word(ReferralStatus, draft.status).value
    row.reason = clean(draft.reason, multiline=True, limit=NOTE_LIMIT)
    row.asked_on = draft.asked_on
    row.answer = clean(draft.answer, multiline=True, limit=NOTE_LIMIT)
    row.answered_on = draft.answered_on


def _fill_consent(row: Consent, draft: ConsentDraft) -> None:
    row.pupil_id = draft.pupil_id
    row.agency_id = draft.agency_id
    row.given_by_id = draft.given_by_id
    row.what = clean(draft.what, multiline=True, limit=NOTE_LIMIT)
    row.purpose = clean(draft.purpose, multiline=True, limit=NOTE_LIMIT)
    row.given_on = draft.given_on
    row.valid_until = draft.valid_until
    row.withdrawn_on = draft.withdrawn_on
    if not row.what.strip():
        raise BadInput("Er staat niet waarvoor de toestemming is", "Vul in wat er gedeeld mag worden.")
    if draft.valid_until is not None and draft.valid_until < draft.given_on:
        raise BadInput("De toestemming loopt af voordat ze begint", "Kijk de twee datums na.")
