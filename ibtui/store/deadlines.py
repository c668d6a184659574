"""Terms (termijnen) that run: typed by hand, or set off by a record (an OPP, an application, ...).

What a record sets off is made, changed and closed by `put`, `settle`, `reopen` and `drop`, inside the write of that
record. Terms of the meldcode are in no list here: they are only counted (`discreet`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from peewee import Cast, ModelSelect, Value

from ibtui.care import deadlines as care
from ibtui.care.deadlines import SAFETY, WHILE_HERE
from ibtui.care.text import clean
from ibtui.errors import BadInput, Missing
from ibtui.store import database, deadline_rows, labels, term_counting
from ibtui.store.change import Change, write
from ibtui.store.deadline_rows import DeadlineRow as DeadlineRow
from ibtui.store.models import Deadline, Pupil, SafetyRecord
from ibtui.store.term_counting import Counting, counting
from ibtui.store.term_counting import recount as recount
from ibtui.values import dataclass

HIDDEN = "meldcode:"
"""How the subject of a term of the meldcode begins."""


@dataclass(frozen=True, slots=True)
class DeadlineDraft:
    """What a form gives. `due_on` None: the rule says when."""

    rule: str
    base_on: dt.date
    pupil_id: int | None = None
    note: str = ""
    due_on: dt.date | None = None


# --- reading ---


def deadlines(
    school: int,
    *,
    pupil_id: int | None = None,
    until: dt.date | None = None,
    done: bool = False,
    rules: Collection[str] | None = None,
) -> list[DeadlineRow]:
    """The terms that run, first due first; `done`: those that are done instead, last done first. Four queries.

    Never those of the meldcode, nor those that ended because the pupil left.
    """
    condition = (Deadline.school == school) & Deadline.done_on.is_null(not done)
    if pupil_id is not None:
        condition &= Deadline.pupil == pupil_id
    if until is not None:
        condition &= Deadline.due_on <= until
    if rules is not None:
        condition &= Deadline.rule.in_(list(rules))
    if not done:
        left = Pupil.left_on.is_null(False) & (Pupil.left_on <= database.today())
        condition &= Deadline.rule.not_in(sorted(WHILE_HERE)) | Deadline.pupil.is_null() | ~left
    rows = deadline_rows.rows(condition, counting(school))
    return sorted(rows, key=lambda row: row.done_on or row.due_on, reverse=True) if done else rows


def deadline(deadline_id: int) -> DeadlineRow:
    """One term. `Missing` when it is gone, in the bin, or one of the meldcode."""
    found = deadline_rows.rows(Deadline.id == deadline_id, counting(_school_of(deadline_id)))
    if not found:
        raise _missing()
    return found[0]


def discreet(school: int, until: dt.date) -> int:
    """How many terms of the meldcode run out up to and including `until`. One query."""
    return hidden_terms(school, until).count()


def when(school: int, rule: str, base: dt.date) -> tuple[dt.date, str]:
    """When a term would run out, and the holiday that falls in ("" when none): what a form shows. Two queries."""
    now = counting(school)
    day = now.due(rule, base)
    return day, now.holiday(day)


def source_words(school: int, rule: str) -> str:
    """Where a term comes from, in sentences; "" when it isn't known any more. One query."""
    known = term_counting.rules(school).get(rule)
    return care.source_words(known) if known else ""


def hidden_terms(school: int, until: dt.date) -> ModelSelect[Deadline]:
    """The terms that `discreet` counts, first due first: of the records of pupils who are there still."""
    there = (
        SafetyRecord.select(Value(HIDDEN).concat(Cast(SafetyRecord.id, "TEXT")))
        .join(Pupil)
        .where(SafetyRecord.deleted_at.is_null() & Pupil.deleted_at.is_null())
    )
    query = Deadline.select().where(
        (Deadline.school == school)
        & Deadline.rule.in_(sorted(SAFETY))
        & Deadline.subject.in_(there)
        & (Deadline.due_on <= until)
        & Deadline.done_on.is_null()
        & Deadline.deleted_at.is_null()
    )
    return query.order_by(Deadline.due_on, Deadline.id)


# --- by hand ---


def add(school: int, draft: DeadlineDraft) -> int:
    """Add a term by hand; gives the number. Raises `BadInput` for a term that isn't known, is off, or is hidden."""
    now = counting(school)
    rule = now.rules.get(draft.rule)
    if rule is not None and not rule.active:
        raise BadInput("Deze termijn staat uit", "Zet hem aan bij de regels voor termijnen van de school.")
    with write("termijn toegevoegd") as change:
        row = Deadline(school=school, rule="", base_on=draft.base_on, due_on=draft.base_on)
        _fill(row, draft, now)
        return int(change.add(row).id)


def edit(deadline_id: int, draft: DeadlineDraft, version: int | None = None) -> None:
    """Change a term. `Conflict` when the row no longer has this version.

    What a record set off keeps its rule and its pupil; an earlier choice of the last day goes when `due_on` is None.
    """
    now = counting(_school_of(deadline_id))
    with write("termijn gewijzigd") as change:
        row = _listed(change, deadline_id, version)
        if row.subject and (draft.rule, draft.pupil_id) != (row.rule, row.pupil_id):
            raise BadInput(
                "Deze termijn hoort bij iets anders in ibtui",
                "Je kunt hier de dag en de opmerking veranderen. De soort en de leerling blijven.",
            )
        _fill(row, draft, now)
        change.save(row)


def set_done(deadline_id: int, done: bool, today: dt.date) -> None:
    """Done today, or not done after all."""
    with write("termijn afgevinkt" if done else "termijn weer open") as change:
        row = _listed(change, deadline_id)
        row.done_on = today if done else None
        change.save(row)


def give_reason(deadline_id: int, reason: str, version: int | None = None) -> None:
    """Why the term was or will be missed (reden van afwijking); "" takes it away. The term stays as it is."""
    with write("reden bij termijn bewaard") as change:
        row = _listed(change, deadline_id, version)
        row.reason = clean(reason)
        change.save(row)


def move(deadline_id: int, due: dt.date, version: int | None = None) -> None:
    """Another last day, chosen by hand: it isn't counted again when the rule or the holidays change."""
    with write("termijn verzet") as change:
        row = _listed(change, deadline_id, version)
        row.due_on, row.moved = due, True
        change.save(row)


def bin_deadline(deadline_id: int) -> None:
    """Put in the bin."""
    with write("termijn verwijderd") as change:
        change.bin(_listed(change, deadline_id))


# --- by a record, inside its write ---


def put(
    change: Change,
    school: int,
    rule: str,
    base: dt.date,
    subject: str,
    pupil_id: int | None,
    note: str = "",
) -> None:
    """Make the term that a record sets off, or count its open one again from `base`.

    Nothing happens when the rule is off, when it was done already with this same base (see `reopen`), or when the
    base is the same and the last day was chosen by hand.
    """
    now = counting(school)
    known = now.rules[rule]
    mine = _of(subject, rule)
    running = next((row for row in mine if row.done_on is None), None)
    if running is None:
        if known.active and not any(row.base_on == base for row in mine):
            row = Deadline(school=school, pupil=pupil_id, rule=rule, base_on=base, subject=subject)
            row.due_on, row.note = now.due(rule, base), clean(note)
            change.add(row)
        return
    row = change.edit(Deadline, int(running.id))
    if row.base_on != base or not row.moved:
        row.due_on, row.moved = now.due(rule, base), False
    row.base_on, row.note = base, clean(note) or row.note
    row.pupil_id = pupil_id
    change.save(row)


def settle(change: Change, subject: str, rule: str, day: dt.date) -> None:
    """Done on `day`: the record says so. Nothing when none is open."""
    for found in _of(subject, rule):
        if found.done_on is None:
            row = change.edit(Deadline, int(found.id))
            row.done_on = day
            change.save(row)


def reopen(change: Change, subject: str, rule: str) -> None:
    """Open again what was done last: the record took it back. Nothing when one is open or none was done."""
    mine = _of(subject, rule)
    if mine and all(row.done_on is not None for row in mine):
        last = max(mine, key=lambda row: (row.done_on or dt.date.min, row.id))
        row = change.edit(Deadline, int(last.id))
        row.done_on = None
        change.save(row)


def drop(change: Change, subject: str, rule: str | None = None) -> None:
    """Bin the open terms of a record: it is closed or gone. `rule`: only of this one. What was done stays."""
    for found in _of(subject, rule):
        if found.done_on is None:
            change.bin(change.edit(Deadline, int(found.id)))


# --- helpers ---


def _of(subject: str, rule: str | None) -> list[Deadline]:
    """The terms that a record set off, not those in the bin."""
    condition = (Deadline.subject == subject) & Deadline.deleted_at.is_null()
    if rule is not None:
        condition &= Deadline.rule == rule
    return list(Deadline.select().where(condition).order_by(Deadline.id))


def _fill(row: Deadline, draft: DeadlineDraft, now: Counting) -> None:
    rule = now.rules.get(draft.rule)
    if rule is None:
        raise BadInput("Deze termijn is er niet", "Kies er een uit de lijst.")
    if draft.rule in SAFETY:
        raise BadInput("Deze termijn maak je niet hier", "Leg de stap vast in het afgeschermde dossier.")
    row.rule, row.base_on, row.note = draft.rule, draft.base_on, clean(draft.note)
    row.pupil_id = draft.pupil_id
    counted = now.due(draft.rule, draft.base_on)
    row.due_on = draft.due_on or counted
    row.moved = row.due_on != counted


def _listed(change: Change, deadline_id: int, version: int | None = None) -> Deadline:
    """Fetch to change; those of the meldcode are only changed by their record."""
    row = change.edit(Deadline, deadline_id, version)
    if row.rule in SAFETY:
        raise _missing()
    return row


def _school_of(deadline_id: int) -> int:
    query = Deadline.select(Deadline.school_id).where(Deadline.id == deadline_id)
    found = next(iter(labels.tuples(query, tuple[int])), None)
    if found is None:
        raise _missing()
    return found[0]


def _missing() -> Missing:
    return Missing(
        "Deze termijn is er niet meer", "Iemand heeft hem verwijderd. De lijst laat zien wat er is."
    )
