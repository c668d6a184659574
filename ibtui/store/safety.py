"""The meldcode for one pupil: a lane of its own. Nothing else may read these tables: no list, search or paper.

All ib'ers of this school's database see it: it is a school record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from ibtui.care.meldcode import FIVE
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.errors import BadInput, Missing
from ibtui.store import database, deadlines, labels
from ibtui.store.change import Change, write
from ibtui.store.models import Pupil, SafetyRecord, SafetyStep
from ibtui.store.record_terms import Owner, Term, Terms, follow, following
from ibtui.values import dataclass

_NEXT_STEP = "meldcode_stap"
_ANSWER = "vt_besluit"
_SUBJECT = deadlines.HIDDEN
_STEP_ADDED = "afgeschermde stap toegevoegd"


@dataclass(frozen=True, slots=True)
class SafetyStepRow:
    """One of the five steps, taken on a day. `facts`: seen oneself; `heard`: from whom; `meaning`: one's own view."""

    id: int
    step: int  # 1 to 5, see care.meldcode.FIVE
    day: dt.date
    who: str
    facts: str
    heard: str
    meaning: str
    decision: str
    next_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class SafetyCard:
    """One record with its steps, the oldest first."""

    id: int
    pupil_id: int
    first_name: str
    writer: str
    opened_on: dt.date
    closed_on: dt.date | None
    reported_on: dt.date | None
    steps: tuple[SafetyStepRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What a form gives. `next_on` None: five working days after `day` (the rule meldcode_stap)."""

    step: int
    day: dt.date
    who: str = ""
    facts: str = ""
    heard: str = ""
    meaning: str = ""
    decision: str = ""
    next_on: dt.date | None = None


def record(pupil_id: int) -> SafetyCard | None:
    """The open record of a pupil, else the newest closed one, else None. Three queries."""
    return next(iter(records(pupil_id)), None)


def records(pupil_id: int) -> list[SafetyCard]:
    """Every record of a pupil: the open one first, then the newest. Three queries."""
    pupil = Pupil.get_or_none(Pupil.id == pupil_id)
    query = SafetyRecord.select().where((SafetyRecord.pupil == pupil_id) & SafetyRecord.deleted_at.is_null())
    rows = sorted(query, key=lambda row: (row.opened_on, row.id), reverse=True)
    steps: dict[int, list[SafetyStepRow]] = {}
    taken = SafetyStep.select().where(
        SafetyStep.record.in_([row.id for row in rows]) & SafetyStep.deleted_at.is_null()
    )
    for row in taken.order_by(SafetyStep.day, SafetyStep.step, SafetyStep.id):
        steps.setdefault(row.record_id, []).append(_step(row))
    found = [_card(row, "" if pupil is None else pupil.first_name, steps.get(row.id, [])) for row in rows]
    return sorted(found, key=lambda card: card.closed_on is not None)


def waiting(school: int, until: dt.date) -> list[int]:
    """The pupils with a hidden term that runs out up to and including `until`: the first due first. Two queries.

    Only to open their record from "een afgeschermde termijn"; it belongs in no list and no paper.
    """
    numbers = [int(row.subject.removeprefix(_SUBJECT)) for row in deadlines.hidden_terms(school, until)]
    query = SafetyRecord.select(SafetyRecord.id, SafetyRecord.pupil)
    query = query.where(SafetyRecord.id.in_(numbers) & SafetyRecord.deleted_at.is_null())
    pupils = dict(labels.tuples(query, tuple[int, int]))
    return list(dict.fromkeys(pupils[number] for number in numbers if number in pupils))


def open_record(pupil_id: int, day: dt.date) -> int:
    """Begin a record; gives the number. The open one when there is one already."""
    with write("afgeschermd dossier geopend") as change:
        mine = (SafetyRecord.pupil == pupil_id) & SafetyRecord.deleted_at.is_null()
        there = SafetyRecord.get_or_none(mine & SafetyRecord.closed_on.is_null())
        if there is not None:
            return int(change.edit(SafetyRecord, there.id).id)
        row = change.add(_new(pupil_id, day))
        follow(change, _owner(row), {}, _terms(row.id))
        return int(row.id)


def add_step(record_id: int, draft: StepDraft) -> int:
    """Add a step that was taken; the reminder of the next one counts from it. Gives the number."""
    with _changing(_STEP_ADDED, record_id) as (change, _record):
        return _put_step(change, record_id, draft)


def begin(pupil_id: int, day: dt.date, draft: StepDraft) -> int:
    """A step in the open record of this pupil, or in a new one of `day`: both or neither. Gives the step's number."""
    with write(_STEP_ADDED) as change:
        there = record(pupil_id)
        if there is not None and there.closed_on is None:
            row, before = change.edit(SafetyRecord, there.id), _terms(there.id)
        else:
            row, before = change.add(_new(pupil_id, day)), {}
        number = _put_step(change, row.id, draft)
        follow(change, _owner(row), before, _terms(row.id))
        return number


def edit_step(step_id: int, draft: StepDraft, version: int | None = None) -> None:
    """Change a step. `Conflict` when the row no longer has this version."""
    with _changing("afgeschermde stap gewijzigd", _record_of(step_id)) as (change, _record):
        row = change.edit(SafetyStep, step_id, version)
        _fill(row, draft)
        change.save(row)


def bin_step(step_id: int) -> None:
    """Put a step in the bin."""
    with _changing("afgeschermde stap verwijderd", _record_of(step_id)) as (change, _record):
        change.bin(change.edit(SafetyStep, step_id))


def report(record_id: int, day: dt.date | None) -> None:
    """It was reported to Veilig Thuis on this day: their answer is due in five working days. None: not reported."""
    with _changing("afgeschermde melding genoteerd", record_id) as (change, row):
        row.reported_on = day
        change.save(row)


def answered(record_id: int, day: dt.date) -> None:
    """Veilig Thuis answered: that term is done. `BadInput` when nothing was reported."""
    with write("antwoord op afgeschermde melding genoteerd") as change:
        row = change.edit(SafetyRecord, record_id)
        if row.reported_on is None:
            raise BadInput("Er is nog niets gemeld", "Vul eerst in wanneer je het meldde.")
        deadlines.settle(change, _owner(row).subject, _ANSWER, day)


def close(record_id: int, day: dt.date) -> None:
    """Close the record; its open terms go."""
    with _changing("afgeschermd dossier gesloten", record_id) as (change, row):
        row.closed_on = day
        change.save(row)


def reopen(record_id: int) -> None:
    """Open a closed record again."""
    with _changing("afgeschermd dossier heropend", record_id) as (change, row):
        row.closed_on = None
        change.save(row)


def bin_record(record_id: int) -> None:
    """Put a whole record, opened by mistake, in the bin; its terms go."""
    with write("afgeschermd dossier verwijderd") as change:
        row = change.edit(SafetyRecord, record_id)
        change.bin(row)
        deadlines.drop(change, _owner(row).subject)


def _new(pupil_id: int, day: dt.date) -> SafetyRecord:
    return SafetyRecord(pupil=pupil_id, writer=database.who(), opened_on=day)


def _put_step(change: Change, record_id: int, draft: StepDraft) -> int:
    row = SafetyStep(record=record_id)
    _fill(row, draft)
    change.add(row)
    change.about(row)
    return int(row.id)


@contextmanager
def _changing(label: str, record_id: int) -> Iterator[tuple[Change, SafetyRecord]]:
    """One write to a record or its steps; the terms follow."""
    with write(label) as change:
        row = change.edit(SafetyRecord, record_id)
        with following(change, _owner(row), lambda: _terms(record_id)):
            yield change, row


def terms_of(school: int) -> Iterator[tuple[Owner, Terms]]:
    """The terms that each record of a school asks for now."""
    query = SafetyRecord.select().join(Pupil)
    query = query.where((Pupil.school == school) & SafetyRecord.deleted_at.is_null())
    yield from ((_owner(row), _terms(row.id)) for row in list(query))


def _terms(record_id: int) -> Terms:
    """The reminder of the next step, from the last one taken, and the answer of Veilig Thuis.

    After the fifth step there is a reminder only when a day was agreed. A closed record has no terms.
    """
    record = SafetyRecord.get_by_id(record_id)
    if record.closed_on is not None:
        return {}
    query = SafetyStep.select().where((SafetyStep.record == record_id) & SafetyStep.deleted_at.is_null())
    last = max(query, key=lambda one: (one.day, one.step, one.id), default=None)
    found: dict[str, Term] = {}
    if last is None:
        found[_NEXT_STEP] = Term(record.opened_on)
    elif last.step < len(FIVE) or last.next_on is not None:
        found[_NEXT_STEP] = Term(last.day, due_on=last.next_on)
    if record.reported_on is not None:
        found[_ANSWER] = Term(record.reported_on)
    return found


def _owner(row: SafetyRecord) -> Owner:
    """Its terms don't say whose they are: who reads terms by pupil doesn't find them."""
    return Owner(int(row.pupil.school_id), f"{_SUBJECT}{row.id}", None)


def _record_of(step_id: int) -> int:
    row = SafetyStep.get_or_none((SafetyStep.id == step_id) & SafetyStep.deleted_at.is_null())
    if row is None:
        raise Missing("Deze stap is er niet meer", "Iemand heeft hem verwijderd.")
    return int(row.record_id)


def _fill(row: SafetyStep, draft: StepDraft) -> None:
    if draft.step not in {one.number for one in FIVE}:
        raise BadInput(f"Stap {draft.step} is er niet", f"Kies een stap van 1 tot en met {len(FIVE)}.")
    row.step, row.day, row.who, row.next_on = draft.step, draft.day, clean(draft.who), draft.next_on
    row.facts = clean(draft.facts, multiline=True, limit=NOTE_LIMIT)
    row.heard = clean(draft.heard, multiline=True, limit=NOTE_LIMIT)
    row.meaning = clean(draft.meaning, multiline=True, limit=NOTE_LIMIT)
    row.decision = clean(draft.decision, multiline=True, limit=NOTE_LIMIT)


def _step(row: SafetyStep) -> SafetyStepRow:
    return SafetyStepRow(
        id=row.id,
        step=row.step,
        day=row.day,
        who=row.who,
        facts=row.facts,
        heard=row.heard,
        meaning=row.meaning,
        decision=row.decision,
        next_on=row.next_on,
        version=row.version,
    )


def _card(row: SafetyRecord, first_name: str, steps: list[SafetyStepRow]) -> SafetyCard:
    return SafetyCard(
        id=row.id,
        pupil_id=row.pupil_id,
        first_name=first_name,
        writer=row.writer,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        reported_on=row.reported_on,
        steps=tuple(steps),
        version=row.version,
    )
