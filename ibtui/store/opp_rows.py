"""How OPPs (ontwikkelingsperspectief) are read: the facts, the parents' answers and the evaluations."""

from __future__ import annotations

import datetime as dt

from peewee import Expression

from ibtui.care.words import Custody, OppStatus
from ibtui.errors import Missing
from ibtui.store import labels
from ibtui.store.models import Guardianship, Opp, OppEvaluation, OppSignature, Person, Pupil
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class OppRow:
    """One OPP as a list shows it. `asked`: parents with custody; `agreed` and `refused`: how many of them said so."""

    id: int
    pupil_id: int
    pupil: str
    status: str
    reason: str
    base_on: dt.date
    begins_on: dt.date | None
    fixed_on: dt.date | None
    closed_on: dt.date | None
    evaluated_on: dt.date | None  # the newest evaluation
    heard_on: dt.date | None
    document: str
    asked: int
    agreed: int
    refused: int
    version: int


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What one parent said about the handelingsdeel. `agreed`: "ja", "nee" or "" = not answered yet.

    `custody`: a word of `Custody`; everybody with "ja" is asked. Others stand here only when they answered.
    """

    person_id: int
    name: str
    relation: str
    custody: str
    agreed: str
    signed_on: dt.date | None
    reason: str
    version: int  # 0: no answer yet


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One evaluation with the parents and the pupil."""

    id: int
    opp_id: int
    day: dt.date
    present: str
    result: str
    next_step: str
    heard_on: dt.date | None
    heard_how: str
    heard_words: str
    not_heard_because: str
    version: int


@dataclass(frozen=True, slots=True)
class OppCard:
    """One OPP with all that hangs on it; the newest evaluation first."""

    row: OppRow
    destination: str
    hindering: str
    helping: str
    support: str
    deviations: str
    heard_how: str
    heard_words: str
    not_heard_because: str
    signatures: tuple[SignatureRow, ...]
    evaluations: tuple[EvaluationRow, ...]


_OVER = OppStatus.CLOSED


def of_pupil(pupil_id: int) -> list[OppRow]:
    """A pupil's OPPs: open ones first, then the newest. Four queries."""
    cards = sorted(
        _cards(Opp.pupil == pupil_id), key=lambda card: (card.row.base_on, card.row.id), reverse=True
    )
    return sorted((card.row for card in cards), key=lambda row: row.status == _OVER)


def opp(opp_id: int) -> OppCard:
    """One OPP. `Missing` when it is gone or in the bin. Four queries."""
    found = _cards(Opp.id == opp_id)
    if not found:
        raise Missing("Dit OPP is er niet meer", "Kijk bij de leerling wat er nu is.")
    return found[0]


def missing(card: OppCard) -> list[str]:
    """What isn't there yet, in calm words; nothing of it stops anybody. Empty when closed or complete."""
    row = card.row
    if row.status == _OVER:
        return []
    texts = (
        (card.destination, "Waar het kind naartoe groeit staat er nog niet (uitstroombestemming)."),
        (card.hindering, "Wat het leren lastig maakt staat er nog niet."),
        (card.helping, "Wat het kind helpt staat er nog niet."),
        (card.support, "Welke hulp het kind krijgt staat er nog niet (handelingsdeel)."),
        (row.document, "Waar het echte document ligt staat er nog niet."),
    )
    found = [words for text, words in texts if not text.strip()]
    found += _missing_answers(card.signatures)
    if not _was_heard(card):
        found.append("Het kind is nog niet gehoord, en er staat niet waarom niet.")
    newest = card.evaluations[0] if card.evaluations else None
    if newest is not None and newest.heard_on is None and not newest.not_heard_because.strip():
        found.append("Bij de laatste evaluatie staat niet of het kind gehoord is.")
    if row.fixed_on is None:
        found.append("Het OPP is nog niet vastgesteld.")
    return found


def _was_heard(card: OppCard) -> bool:
    """The child was heard, for the OPP or at an evaluation, or it says why not."""
    told = [(card.row.heard_on, card.not_heard_because)]
    told += [(one.heard_on, one.not_heard_because) for one in card.evaluations]
    return any(day is not None or why.strip() for day, why in told)


def _missing_answers(signatures: tuple[SignatureRow, ...]) -> list[str]:
    entitled = [one for one in signatures if one.custody == Custody.YES]
    found = [] if entitled else ["Van niemand is bekend dat die gezag heeft. Zoek dat eerst uit."]
    for one in entitled:
        name = f"{one.name} ({one.relation})" if one.relation else one.name
        if not one.agreed:
            found.append(f"Het antwoord van {name} is er nog niet.")
        elif one.agreed == Custody.NO:
            found.append(f"{name} is het niet eens met de hulp. Blijf in gesprek en schrijf dat op.")
    return found


def _cards(where: Expression) -> list[OppCard]:
    query = Opp.select(Opp, Pupil).join(Pupil).where(where & Opp.deleted_at.is_null())
    rows = list(query)
    ids = [row.id for row in rows]
    evaluations: dict[int, list[EvaluationRow]] = {}
    held = OppEvaluation.select().where(OppEvaluation.opp.in_(ids) & OppEvaluation.deleted_at.is_null())
    for one in held.order_by(OppEvaluation.day.desc(), OppEvaluation.id.desc()):
        evaluations.setdefault(one.opp_id, []).append(_evaluation(one))
    answers: dict[int, dict[int, OppSignature]] = {}
    given = OppSignature.select(OppSignature, Person).join(Person).where(OppSignature.opp.in_(ids))
    for answer in given.order_by(OppSignature.id):
        answers.setdefault(answer.opp_id, {})[answer.person_id] = answer
    family = _family({row.pupil_id for row in rows})
    return [
        _card(
            row,
            _signatures(family.get(row.pupil_id, []), answers.get(row.id, {})),
            tuple(evaluations.get(row.id, ())),
        )
        for row in rows
    ]


def _family(pupil_ids: set[int]) -> dict[int, list[Guardianship]]:
    """The guardians of these pupils, in the order in which they were added."""
    query = Guardianship.select(Guardianship, Person).join(Person)
    query = query.where(Guardianship.pupil.in_(pupil_ids) & Person.deleted_at.is_null())
    found: dict[int, list[Guardianship]] = {}
    for row in query.order_by(Guardianship.id):
        found.setdefault(row.pupil_id, []).append(row)
    return found


def _signatures(family: list[Guardianship], answers: dict[int, OppSignature]) -> tuple[SignatureRow, ...]:
    """Everybody with custody, and who else answered."""
    found = []
    for one in family:
        answer = answers.pop(one.person_id, None)
        if one.custody == Custody.YES or answer is not None:
            found.append(_signature(one.person, one.relation, one.custody, answer))
    found += [_signature(answer.person, "", "", answer) for answer in answers.values()]
    return tuple(found)


def _signature(person: Person, relation: str, custody: str, answer: OppSignature | None) -> SignatureRow:
    return SignatureRow(
        person_id=person.id,
        name=labels.full_name(person.first_name, person.infix, person.last_name),
        relation=relation,
        custody=custody,
        agreed="" if answer is None else answer.agreed,
        signed_on=None if answer is None else answer.signed_on,
        reason="" if answer is None else answer.reason,
        version=0 if answer is None else answer.version,
    )


def _card(row: Opp, signatures: tuple[SignatureRow, ...], evaluations: tuple[EvaluationRow, ...]) -> OppCard:
    return OppCard(
        row=_row(row, signatures, evaluations),
        destination=row.destination,
        hindering=row.hindering,
        helping=row.helping,
        support=row.support,
        deviations=row.deviations,
        heard_how=row.heard_how,
        heard_words=row.heard_words,
        not_heard_because=row.not_heard_because,
        signatures=signatures,
        evaluations=evaluations,
    )


def _row(row: Opp, signatures: tuple[SignatureRow, ...], evaluations: tuple[EvaluationRow, ...]) -> OppRow:
    entitled = [one for one in signatures if one.custody == Custody.YES]
    return OppRow(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=labels.full_name(row.pupil.first_name, row.pupil.infix, row.pupil.last_name),
        status=row.status,
        reason=row.reason,
        base_on=row.base_on,
        begins_on=row.begins_on,
        fixed_on=row.fixed_on,
        closed_on=row.closed_on,
        evaluated_on=evaluations[0].day if evaluations else None,
        heard_on=row.heard_on,
        document=row.document,
        asked=len(entitled),
        agreed=sum(one.agreed == Custody.YES for one in entitled),
        refused=sum(one.agreed == Custody.NO for one in entitled),
        version=row.version,
    )


def _evaluation(row: OppEvaluation) -> EvaluationRow:
    return EvaluationRow(
        id=row.id,
        opp_id=row.opp_id,
        day=row.day,
        present=row.present,
        result=row.result,
        next_step=row.next_step,
        heard_on=row.heard_on,
        heard_how=row.heard_how,
        heard_words=row.heard_words,
        not_heard_because=row.not_heard_because,
        version=row.version,
    )
