"""Questions of parents, and their answers. An open question has a term: the rule "vraag_ouders"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from peewee import Expression

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import Change, write
from ibtui.store.models import Deadline, ParentQuestion, Pupil
from ibtui.store.record_terms import Owner, Term, Terms, follow, following
from ibtui.values import dataclass

RULE = "vraag_ouders"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question. `answered_on` None: it waits, until `due_on` (None without a term)."""

    id: int
    pupil_id: int
    asked_by_id: int | None
    asked_by: str
    asked_on: dt.date
    question: str
    answered_on: dt.date | None
    answered_by_id: int | None
    answered_by: str
    answer: str
    due_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What a form gives. An `answer` needs a day; a day may come without words: then it was answered aloud."""

    pupil_id: int
    asked_on: dt.date
    question: str
    asked_by_id: int | None = None
    answered_on: dt.date | None = None
    answered_by_id: int | None = None
    answer: str = ""


def of_pupil(pupil_id: int) -> list[QuestionRow]:
    """Open ones first, the oldest on top; then answered ones, the newest first. Three queries."""
    return sorted(_rows(ParentQuestion.pupil == pupil_id), key=_order)


def question(question_id: int) -> QuestionRow:
    """One question. `Missing` when it is gone."""
    found = _rows(ParentQuestion.id == question_id)
    if not found:
        raise Missing("Deze vraag is er niet meer", "Het scherm laat nu zien wat er is.")
    return found[0]


def add_question(draft: QuestionDraft) -> int:
    """Note a question; its term begins, unless it is answered already. Gives the number."""
    with write("vraag van ouders genoteerd") as change:
        row = ParentQuestion(pupil=draft.pupil_id, question="", asked_on=draft.asked_on)
        _fill(row, draft)
        change.add(row)
        follow(change, _owner(row), {}, _terms(row))
        change.about(row)
        return int(row.id)


def edit_question(question_id: int, draft: QuestionDraft, version: int | None = None) -> None:
    """Change a question; another day asked counts its term again. `Conflict` when it no longer has this version."""
    with write("vraag van ouders gewijzigd") as change:
        row = change.edit(ParentQuestion, question_id, version)
        with following(change, _owner(row), lambda: _terms(row)):
            _fill(row, draft)
            change.save(row)


def answer(
    question_id: int, day: dt.date, answer: str = "", by_id: int | None = None, version: int | None = None
) -> None:
    """Note the answer: its term is done. `by_id` None: the ib'er herself. Without words: answered aloud.

    `Conflict` when the question no longer has this version.
    """
    with write("vraag van ouders beantwoord") as change:
        row = change.edit(ParentQuestion, question_id, version)
        with following(change, _owner(row), lambda: _terms(row)):
            row.answered_on, row.answer = day, clean(answer, multiline=True, limit=NOTE_LIMIT)
            row.answered_by_id = by_id if by_id is not None else labels.coordinator(_school(row))
            _check(row)
            change.save(row)


def bin_question(question_id: int) -> None:
    """Put a question in the bin, its open term with it."""
    with write("vraag van ouders verwijderd") as change:
        row = change.edit(ParentQuestion, question_id)
        _drop_term(change, row)
        change.bin(row)
        change.about(row)


def _drop_term(change: Change, row: ParentQuestion) -> None:
    if row.answered_on is None:
        follow(change, _owner(row), _terms(row), {})


def terms_of(school: int) -> Iterator[tuple[Owner, Terms]]:
    """The term of each question of a school."""
    query = ParentQuestion.select().join(Pupil)
    query = query.where((Pupil.school == school) & ParentQuestion.deleted_at.is_null())
    yield from ((_owner(row), _terms(row)) for row in list(query))


def _terms(row: ParentQuestion) -> Terms:
    return {RULE: Term(row.asked_on, row.answered_on)}


def _owner(row: ParentQuestion) -> Owner:
    return Owner(_school(row), f"vraag:{row.id}", row.pupil_id)


def _school(row: ParentQuestion) -> int:
    return int(Pupil.get_by_id(row.pupil_id).school_id)


def _rows(where: Expression) -> list[QuestionRow]:
    found = list(ParentQuestion.select().where(where & ParentQuestion.deleted_at.is_null()))
    ids = {row.asked_by_id for row in found} | {row.answered_by_id for row in found}
    people = labels.people_named({number for number in ids if number is not None})
    terms = Deadline.select(Deadline.subject, Deadline.due_on).where(
        Deadline.subject.in_([f"vraag:{row.id}" for row in found])
        & (Deadline.rule == RULE)
        & Deadline.done_on.is_null()
        & Deadline.deleted_at.is_null()
    )
    due = dict(labels.tuples(terms, tuple[str, dt.date]))
    return [
        QuestionRow(
            id=int(row.id),
            pupil_id=row.pupil_id,
            asked_by_id=row.asked_by_id,
            asked_by=people.get(row.asked_by_id or 0, ""),
            asked_on=row.asked_on,
            question=row.question,
            answered_on=row.answered_on,
            answered_by_id=row.answered_by_id,
            answered_by=people.get(row.answered_by_id or 0, ""),
            answer=row.answer,
            due_on=due.get(f"vraag:{row.id}"),
            version=row.version,
        )
        for row in found
    ]


def _order(row: QuestionRow) -> tuple[bool, int, int]:
    if row.answered_on is None:
        return False, row.asked_on.toordinal(), row.id
    return True, -row.answered_on.toordinal(), -row.id


def _fill(row: ParentQuestion, draft: QuestionDraft) -> None:
    row.question = clean(draft.question, multiline=True, limit=NOTE_LIMIT)
    row.asked_on, row.asked_by_id = draft.asked_on, draft.asked_by_id
    row.answered_on, row.answered_by_id = draft.answered_on, draft.answered_by_id
    row.answer = clean(draft.answer, multiline=True, limit=NOTE_LIMIT)
    _check(row)


def _check(row: ParentQuestion) -> None:
    if not row.question.strip():
        raise BadInput("Er staat nog geen vraag", "Schrijf op wat de ouder vraagt.")
    if row.answer.strip() and row.answered_on is None:
        raise BadInput("De dag van het antwoord ontbreekt", "Vul de dag in, of haal het antwoord weg.")
    if row.answered_on is not None and row.answered_on < row.asked_on:
        raise BadInput("Het antwoord is er eerder dan de vraag", "Kijk de twee datums na.")
