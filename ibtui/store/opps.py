"""The OPP (ontwikkelingsperspectief): facts, dates, the parents' answers and the evaluations (domain.md 1.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import Custody, OppReason, OppStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import database, deadlines, opp_answers
from ibtui.store.change import Change, check_version, write
from ibtui.store.models import Deadline, Guardianship, Opp, OppEvaluation, OppSignature, Pupil
from ibtui.store.opp_rows import EvaluationRow as EvaluationRow
from ibtui.store.opp_rows import OppCard as OppCard
from ibtui.store.opp_rows import OppRow as OppRow
from ibtui.store.opp_rows import SignatureRow as SignatureRow
from ibtui.store.opp_rows import missing as missing
from ibtui.store.opp_rows import of_pupil as of_pupil
from ibtui.store.opp_rows import opp as opp
from ibtui.store.record_terms import Owner, Term, Terms, follow, following
from ibtui.values import dataclass

_AGREE = opp_answers.RULE
_EVALUATE = "opp_evaluatie"


@dataclass(frozen=True, slots=True)
class OppDraft:
    """What a form gives. `base_on`: the placement or the decision, from which the six weeks count."""

    pupil_id: int
    base_on: dt.date
    reason: str = OppReason.DECISION
    status: str = OppStatus.DRAFT
    begins_on: dt.date | None = None
    fixed_on: dt.date | None = None
    closed_on: dt.date | None = None
    destination: str = ""
    hindering: str = ""
    helping: str = ""
    support: str = ""
    deviations: str = ""
    document: str = ""
    heard_on: dt.date | None = None
    heard_how: str = ""
    heard_words: str = ""
    not_heard_because: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationDraft:
    """What a form gives."""

    day: dt.date
    present: str = ""
    result: str = ""
    next_step: str = ""
    heard_on: dt.date | None = None
    heard_how: str = ""
    heard_words: str = ""
    not_heard_because: str = ""


def add_opp(draft: OppDraft, today: dt.date) -> int:
    """Add an OPP with its terms; gives the number. `today`: the day that goes with a status without its day."""
    with write("OPP toegevoegd") as change:
        return int(make(change, draft, today).id)


def make(change: Change, draft: OppDraft, today: dt.date) -> Opp:
    """The part of `add_opp` that other writes share; `change` is theirs."""
    row = Opp(pupil=draft.pupil_id)
    _fill(row, draft, today)
    change.add(row)
    follow(change, _owner(row), {}, _terms(row.id))
    return row


def edit_opp(opp_id: int, draft: OppDraft, today: dt.date, version: int | None = None) -> None:
    """Change an OPP; its terms follow. It stays this pupil's. `Conflict` when the row no longer has this version."""
    with _changing("OPP gewijzigd", opp_id, version) as (change, row):
        _fill(row, draft, today)
        change.save(row)


def fix(opp_id: int, day: dt.date, version: int | None = None) -> list[str]:
    """The OPP is settled (vastgesteld) on this day. Gives what is `missing` then: it is never refused."""
    with _changing("OPP vastgesteld", opp_id, version) as (change, row):
        row.fixed_on = day
        if row.status in (OppStatus.DRAFT, OppStatus.ASKING):
            row.status = OppStatus.FIXED
        change.save(row)
    return missing(opp(opp_id))


def close(opp_id: int, day: dt.date, version: int | None = None) -> None:
    """Close the OPP; its open terms go."""
    with _changing("OPP afgesloten", opp_id, version) as (change, row):
        row.status, row.closed_on = OppStatus.CLOSED, day
        change.save(row)


def bin_opp(opp_id: int) -> None:
    """Put an OPP in the bin; its open terms go."""
    with write("OPP verwijderd") as change:
        row = change.edit(Opp, opp_id)
        change.bin(row)
        deadlines.drop(change, _owner(row).subject)


def sign(
    opp_id: int,
    person_id: int,
    agreed: str,
    day: dt.date | None,
    reason: str = "",
    version: int | None = None,
) -> None:
    """What this parent said: "ja", "nee", or "" to take the answer back.

    `BadInput` for who is no parent here; `Conflict` when the answer (0: none yet) no longer has this version.
    """
    agreed = match_word(Custody, agreed).value if agreed.strip() else ""
    if agreed == Custody.UNKNOWN:
        raise BadInput("Dat is geen antwoord", "Kies ja of nee.")
    with _changing("antwoord op OPP genoteerd", opp_id) as (change, row):
        found = OppSignature.get_or_none((OppSignature.opp == opp_id) & (OppSignature.person == person_id))
        check_version(version, 0 if found is None else found.version)
        if found is None and not agreed:
            return
        if found is None:
            _check_guardian(row.pupil_id, person_id)
            answer = OppSignature(opp=opp_id, person=person_id)
        else:
            answer = change.edit(OppSignature, found.id)
        answer.agreed, answer.signed_on = agreed, (day or database.today()) if agreed else None
        answer.reason = clean(reason, multiline=True, limit=NOTE_LIMIT) if agreed else ""
        if found is None:
            change.add(answer)
        else:
            change.save(answer)


def add_evaluation(opp_id: int, draft: EvaluationDraft) -> int:
    """Add an evaluation; the next one counts from its day. A settled OPP is "geëvalueerd" then. Gives the number."""
    with _changing("evaluatie van OPP toegevoegd", opp_id) as (change, row):
        before = _evaluate_from(row)
        if before is not None and draft.day > before:
            deadlines.settle(change, _owner(row).subject, _EVALUATE, draft.day)
        added = OppEvaluation(opp=opp_id)
        _fill_evaluation(added, draft)
        change.add(added)
        if row.status == OppStatus.FIXED:
            row.status = OppStatus.EVALUATED
        change.save(row)
        return int(added.id)


def edit_evaluation(evaluation_id: int, draft: EvaluationDraft, version: int | None = None) -> None:
    """Change an evaluation. `Conflict` when the row no longer has this version."""
    with _changing("evaluatie van OPP gewijzigd", _opp_of(evaluation_id)) as (change, _row):
        row = change.edit(OppEvaluation, evaluation_id, version)
        _fill_evaluation(row, draft)
        change.save(row)


def bin_evaluation(evaluation_id: int) -> None:
    """Put an evaluation in the bin; the term counts from the one before it again."""
    with _changing("evaluatie van OPP verwijderd", _opp_of(evaluation_id)) as (change, row):
        gone = change.edit(OppEvaluation, evaluation_id)
        was = _evaluate_from(row)
        change.bin(gone)
        if _evaluate_from(row) != was:  # it was the newest: what it settled runs again
            deadlines.drop(change, _owner(row).subject, _EVALUATE)
            deadlines.reopen(change, _owner(row).subject, _EVALUATE)
        if row.status == OppStatus.EVALUATED and not _evaluations(row.id):
            row.status = OppStatus.FIXED
        change.save(row)


# --- terms ---


@contextmanager
def _changing(label: str, opp_id: int, version: int | None = None) -> Iterator[tuple[Change, Opp]]:
    """One write to an OPP or what hangs on it; its terms follow."""
    with write(label) as change:
        row = change.edit(Opp, opp_id, version)
        with following(change, _owner(row), lambda: _terms(opp_id)):
            yield change, row


def terms_of(school: int) -> Iterator[tuple[Owner, Terms]]:
    """The terms that each OPP of a school asks for now."""
    query = Opp.select().join(Pupil).where((Pupil.school == school) & Opp.deleted_at.is_null())
    yield from ((_owner(row), _terms(row.id)) for row in list(query))


def _terms(opp_id: int) -> Terms:
    """The terms of an OPP as it is stored. A closed one has none."""
    row = Opp.get_by_id(opp_id)
    if row.status == OppStatus.CLOSED:
        return {}
    found = {
        "opp_vaststellen": Term(row.base_on, row.fixed_on),
        "hoorrecht": Term(row.base_on, _heard_on(row)),
    }
    if opp_answers.asks(row):
        found[_AGREE] = Term(_asked_from(row), opp_answers.all_answered_on(row))
    evaluate_from = _evaluate_from(row)
    if evaluate_from is not None:
        found[_EVALUATE] = Term(evaluate_from)
    return found


def _asked_from(row: Opp) -> dt.date:
    """Since when the parents can be asked about the handelingsdeel: the day that its term counts from, once there."""
    subject = _owner(row).subject
    query = Deadline.select().where(
        (Deadline.subject == subject) & (Deadline.rule == _AGREE) & Deadline.deleted_at.is_null()
    )
    there = query.order_by(Deadline.id.desc()).first()
    return there.base_on if there is not None else row.fixed_on or database.today()


def _evaluate_from(row: Opp) -> dt.date | None:
    """From which day the next evaluation counts: the newest one, else the day that it was settled."""
    return max((one.day for one in _evaluations(row.id)), default=row.fixed_on)


def _heard_on(row: Opp) -> dt.date | None:
    """When the child was first heard, for the OPP or at an evaluation; today when it says why not."""
    told: tuple[Opp | OppEvaluation, ...] = (row, *_evaluations(row.id))
    days = [one.heard_on for one in told if one.heard_on is not None]
    if days:
        return min(days)
    return database.today() if any(one.not_heard_because.strip() for one in told) else None


def _evaluations(opp_id: int) -> list[OppEvaluation]:
    query = OppEvaluation.select().where((OppEvaluation.opp == opp_id) & OppEvaluation.deleted_at.is_null())
    return list(query)


def _owner(row: Opp) -> Owner:
    return Owner(int(Pupil.get_by_id(row.pupil_id).school_id), f"opp:{row.id}", row.pupil_id)


def _opp_of(evaluation_id: int) -> int:
    row = OppEvaluation.get_or_none((OppEvaluation.id == evaluation_id) & OppEvaluation.deleted_at.is_null())
    if row is None:
        raise Missing("Deze evaluatie is er niet meer", "Iemand heeft haar verwijderd.")
    return int(row.opp_id)


# --- filling ---


def _fill(row: Opp, draft: OppDraft, today: dt.date) -> None:
    row.reason = match_word(OppReason, draft.reason).value if draft.reason else ""
    row.base_on, row.begins_on = draft.base_on, draft.begins_on
    _fill_status(row, draft, today)
    row.destination = clean(draft.destination, multiline=True, limit=NOTE_LIMIT)
    row.hindering = clean(draft.hindering, multiline=True, limit=NOTE_LIMIT)
    row.helping = clean(draft.helping, multiline=True, limit=NOTE_LIMIT)
    row.support = clean(draft.support, multiline=True, limit=NOTE_LIMIT)
    row.deviations = clean(draft.deviations, multiline=True, limit=NOTE_LIMIT)
    row.document = clean(draft.document)
    _fill_heard(row, draft)


def _fill_status(row: Opp, draft: OppDraft, today: dt.date) -> None:
    """A day that is new says what the status is; a status without its day gets today."""
    status = match_word(OppStatus, draft.status)
    if draft.closed_on is not None and row.closed_on is None:
        status = OppStatus.CLOSED
    if status in (OppStatus.DRAFT, OppStatus.ASKING) and draft.fixed_on is not None and row.fixed_on is None:
        status = OppStatus.FIXED
    row.status = status.value
    row.closed_on = (draft.closed_on or today) if status == OppStatus.CLOSED else None
    if status in (OppStatus.FIXED, OppStatus.EVALUATED):
        row.fixed_on = draft.fixed_on or today
    else:
        row.fixed_on = draft.fixed_on if status == OppStatus.CLOSED else None


def _fill_heard(row: Opp | OppEvaluation, draft: OppDraft | EvaluationDraft) -> None:
    row.heard_on, row.heard_how = draft.heard_on, clean(draft.heard_how)
    row.heard_words = clean(draft.heard_words, multiline=True, limit=NOTE_LIMIT)
    row.not_heard_because = clean(draft.not_heard_because)


def _fill_evaluation(row: OppEvaluation, draft: EvaluationDraft) -> None:
    if draft.day > database.today():
        raise BadInput(
            "Deze evaluatie is nog niet geweest", "Plan een gesprek. Vul de evaluatie in als die geweest is."
        )
    row.day, row.present = draft.day, clean(draft.present)
    row.result = clean(draft.result, multiline=True, limit=NOTE_LIMIT)
    row.next_step = clean(draft.next_step, multiline=True, limit=NOTE_LIMIT)
    _fill_heard(row, draft)


def _check_guardian(pupil_id: int, person_id: int) -> None:
    found = (Guardianship.pupil == pupil_id) & (Guardianship.person == person_id)
    if not Guardianship.select().where(found).exists():
        raise BadInput(
            "Dit is geen ouder of verzorger van dit kind", "Kies een ouder van de kaart van het kind."
        )
