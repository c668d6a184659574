"""Whom a pupil was referred to (verwijzing), and what may be shared with them (toestemming)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import Custody, ReferralStatus, match_word
from ibtui.errors import BadInput
from ibtui.store.been import check_been
from ibtui.store.change import write
from ibtui.store.models import Consent, Pupil, Referral
from ibtui.store.sharing_rows import ENDED as ENDED
from ibtui.store.sharing_rows import ConsentRow as ConsentRow
from ibtui.store.sharing_rows import ReferralRow as ReferralRow
from ibtui.store.sharing_rows import consents_in_order, referral_rows
from ibtui.values import dataclass


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
    question: str = ""
    parents_told_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What a form gives. `what` may be shared, for which `purpose`; the last five as in `ConsentRow`."""

    pupil_id: int
    agency_id: int | None
    given_by_id: int | None
    what: str
    purpose: str
    given_on: dt.date
    valid_until: dt.date | None = None
    withdrawn_on: dt.date | None = None
    seen: bool = False
    seen_on: dt.date | None = None
    content_agreed: str = "onbekend"
    reason_not_agreed: str = ""
    transfer_agreed: str = "onbekend"


def referrals(*, pupil_id: int | None = None, agency_id: int | None = None) -> list[ReferralRow]:
    """The referrals of a pupil or to an agency: running ones first, then by the day they were asked. One query."""
    condition = Referral.deleted_at.is_null() & Pupil.deleted_at.is_null()
    if pupil_id is not None:
        condition &= Referral.pupil == pupil_id
    if agency_id is not None:
        condition &= Referral.agency == agency_id
    return referral_rows(condition)


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


def told_parents(referral_id: int, day: dt.date | None) -> None:
    """The answer was told to the parents on this day; None: it wasn't."""
    with write("antwoord aan ouders verteld") as change:
        row = change.edit(Referral, referral_id)
        check_been(day)
        row.parents_told_on = day
        change.save(row)


def bin_referral(referral_id: int) -> None:
    """Put a referral in the bin."""
    with write("verwijzing verwijderd") as change:
        change.bin(change.edit(Referral, referral_id))


def consents(
    today: dt.date, *, pupil_id: int | None = None, agency_id: int | None = None
) -> list[ConsentRow]:
    """The consents for a pupil or an agency: valid ones first, then the newest. Two queries."""
    condition = Consent.deleted_at.is_null() & Pupil.deleted_at.is_null()
    if pupil_id is not None:
        condition &= Consent.pupil == pupil_id
    if agency_id is not None:
        condition &= Consent.agency == agency_id
    return consents_in_order(condition, today)


def consents_of(pupil_ids: Collection[int], today: dt.date) -> list[ConsentRow]:
    """The consents for these pupils, in the same order. Two queries."""
    return consents_in_order(Consent.deleted_at.is_null() & Consent.pupil.in_(list(pupil_ids)), today)


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


def _fill_referral(row: Referral, draft: ReferralDraft) -> None:
    check_been(draft.answered_on, draft.parents_told_on)
    row.pupil_id = draft.pupil_id
    row.agency_id = draft.agency_id
    row.contact_id = draft.contact_id
    row.concern_id = draft.concern_id
    row.status = match_word(ReferralStatus, draft.status).value
    row.reason = clean(draft.reason, multiline=True, limit=NOTE_LIMIT)
    row.asked_on = draft.asked_on
    row.answer = clean(draft.answer, multiline=True, limit=NOTE_LIMIT)
    row.answered_on = draft.answered_on
    row.question = clean(draft.question, multiline=True, limit=NOTE_LIMIT)
    row.parents_told_on = draft.parents_told_on


def _fill_consent(row: Consent, draft: ConsentDraft) -> None:
    check_been(draft.given_on, draft.seen_on)
    row.pupil_id = draft.pupil_id
    row.agency_id = draft.agency_id
    row.given_by_id = draft.given_by_id
    row.what = clean(draft.what, multiline=True, limit=NOTE_LIMIT)
    row.purpose = clean(draft.purpose, multiline=True, limit=NOTE_LIMIT)
    row.given_on = draft.given_on
    row.valid_until = draft.valid_until
    row.withdrawn_on = draft.withdrawn_on
    _fill_transfer(row, draft)
    if not row.what.strip():
        raise BadInput("Er staat niet waarvoor de toestemming is", "Vul in wat er gedeeld mag worden.")
    if draft.valid_until is not None and draft.valid_until < draft.given_on:
        raise BadInput("De toestemming loopt af voordat ze begint", "Kijk de twee datums na.")


def _fill_transfer(row: Consent, draft: ConsentDraft) -> None:
    """OSO's five fields. A day that they saw it says that they saw it."""
    row.seen = draft.seen or draft.seen_on is not None
    row.seen_on = draft.seen_on
    row.content_agreed = match_word(Custody, draft.content_agreed).value
    row.reason_not_agreed = clean(draft.reason_not_agreed, multiline=True, limit=NOTE_LIMIT)
    row.transfer_agreed = match_word(Custody, draft.transfer_agreed).value
