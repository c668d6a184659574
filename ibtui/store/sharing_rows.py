"""How referrals (verwijzingen) and consents (toestemmingen) are read: rows complete enough to draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from peewee import JOIN, Expression, ModelSelect

from ibtui.care.may_tell import Given, Guardian, why_not
from ibtui.care.words import ReferralStatus
from ibtui.store import labels
from ibtui.store.models import Agency, Consent, Guardianship, Person, Pupil, Referral
from ibtui.values import dataclass

ENDED = (ReferralStatus.DONE, ReferralStatus.DROPPED)
"""A referral with one of these is over."""


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral (verwijzing) of a pupil to an agency. `waiting_since`: asked, and no answer yet."""

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
    question: str = ""
    parents_told_on: dt.date | None = None

    @property
    def waiting_since(self) -> dt.date | None:
        """Since when an answer is waited for; None when nothing is."""
        return None if self.answered_on is not None or self.status in ENDED else self.asked_on


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent (toestemming). `valid`: it lets something be told on the day that was asked about, by the rule of
    `care.may_tell`; `why_not`: in a few words why it doesn't ("verlopen di 3 nov", "Karim Bos heeft geen gezag").

    From `seen` on five are OSO's: did the parents see it and when, do they agree with what it says (ja, nee,
    onbekend), why not, and with handing it over.
    """

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
    seen: bool = False
    seen_on: dt.date | None = None
    content_agreed: str = "onbekend"
    reason_not_agreed: str = ""
    transfer_agreed: str = "onbekend"
    why_not: str = ""


def referral_rows(condition: Expression) -> list[ReferralRow]:
    """Referrals: running ones first, then by the day they were asked. One query."""
    rows = [_referral(row) for row in _referrals(condition)]
    return sorted(
        rows, key=lambda row: (row.status in ENDED, -(row.asked_on or dt.date.min).toordinal(), row.id)
    )


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
        question=row.question,
        parents_told_on=row.parents_told_on,
    )


def consents_in_order(condition: Expression, today: dt.date) -> list[ConsentRow]:
    """Consents: valid ones first, then the newest. Two queries.

    `condition`: all consents of a child for an agency or none, for one may say something about another.
    """
    found = list(_consents(condition))
    family = families({row.pupil_id for row in found})
    same: dict[tuple[int, int | None], list[Given]] = {}
    for row in found:
        same.setdefault((row.pupil_id, row.agency_id), []).append(_given(row))
    rows = [
        _consent(
            row,
            why_not(_given(row), same[row.pupil_id, row.agency_id], family.get(row.pupil_id, ()), today),
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: (not row.valid, -row.given_on.toordinal(), row.id))


def families(pupil_ids: Collection[int]) -> dict[int, Sequence[Guardian]]:
    """The guardians of these pupils, as the rule for telling wants them. One query."""
    query = (
        Guardianship.select(Guardianship, Person)
        .join(Person)
        .where(Guardianship.pupil.in_(list(pupil_ids)) & Person.deleted_at.is_null())
        .order_by(Guardianship.id)
    )
    found: dict[int, list[Guardian]] = {}
    for row in query:
        one = Guardian(row.person_id, _name(row.person), row.relation, row.custody)
        found.setdefault(row.pupil_id, []).append(one)
    return {pupil: tuple(each) for pupil, each in found.items()}


def given(row: ConsentRow) -> Given:
    """The same, as the rule for telling wants it."""
    return Given(
        row.given_by_id,
        row.given_by,
        row.what,
        row.purpose,
        row.given_on,
        row.valid_until,
        row.withdrawn_on,
        row.id,
        row.transfer_agreed,
    )


def _given(row: Consent) -> Given:
    return Given(
        row.given_by_id,
        _name(row.given_by),
        row.what,
        row.purpose,
        row.given_on,
        row.valid_until,
        row.withdrawn_on,
        row.id,
        row.transfer_agreed,
    )


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


def _consent(row: Consent, matter: str) -> ConsentRow:
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
        valid=not matter,
        version=row.version,
        seen=row.seen,
        seen_on=row.seen_on,
        content_agreed=row.content_agreed,
        reason_not_agreed=row.reason_not_agreed,
        transfer_agreed=row.transfer_agreed,
        why_not=matter,
    )


def _name(person: Person | None) -> str:
    """A name without asking for the person's agency; the function when there is no name."""
    if person is None:
        return ""
    return labels.full_name(person.first_name, person.infix, person.last_name) or person.function
