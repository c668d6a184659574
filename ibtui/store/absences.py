"""Time that a pupil missed, as far as the ib'er keeps it; the real registration is the school's.

Without permission and 16 hours in four school weeks: that sets off the term to report it (`verzuim16`); longer than
four weeks away sets off `verzuim_lrv`. Both hang on "verzuim:<pupil>".
"""

from __future__ import annotations

import datetime as dt

from peewee import Expression

from ibtui.care import absence as care
from ibtui.care.absence import Count, Missed
from ibtui.care.text import clean
from ibtui.errors import BadInput, Missing
from ibtui.store import deadlines, labels
from ibtui.store.been import check_been
from ibtui.store.change import Change, write
from ibtui.store.models import Absence, Deadline, Pupil
from ibtui.store.term_counting import free_of
from ibtui.values import dataclass

_REPORT, _LONG = care.REPORTS


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence. `minutes` of school missed; `unauthorised`: without permission; `reported_on`: to leerplicht."""

    id: int
    pupil_id: int
    pupil: str
    day: dt.date
    minutes: int
    unauthorised: bool
    note: str
    reported_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """What a form gives. `minutes` of that day."""

    day: dt.date
    minutes: int
    unauthorised: bool = True
    note: str = ""


def of_pupil(pupil: int) -> list[AbsenceRow]:
    """A pupil's absences, newest first. One query."""
    return _rows(Absence.pupil == pupil)


def absence(absence_id: int) -> AbsenceRow:
    """One absence. `Missing` when it is gone or in the bin."""
    found = _rows(Absence.id == absence_id)
    if not found:
        raise Missing("Dit verzuim is er niet meer", "Kijk bij de leerling wat er nu staat.")
    return found[0]


def add(pupil: int, draft: AbsenceDraft) -> int:
    """Add an absence; gives the number. One that makes it 16 hours in four school weeks sets off a term."""
    with write("verzuim toegevoegd") as change:
        row = Absence(pupil=pupil, day=draft.day, minutes=0)
        _fill(row, draft)
        added = int(change.add(row).id)
        _set_off(change, pupil)
        return added


def edit(absence_id: int, draft: AbsenceDraft, version: int | None = None) -> None:
    """Change an absence. `Conflict` when the row no longer has this version."""
    with write("verzuim gewijzigd") as change:
        row = change.edit(Absence, absence_id, version)
        _fill(row, draft)
        change.save(row)
        _set_off(change, row.pupil_id)


def bin_absence(absence_id: int) -> None:
    """Put in the bin."""
    with write("verzuim verwijderd") as change:
        row = change.edit(Absence, absence_id)
        change.bin(row)
        _set_off(change, row.pupil_id)


def report(pupil: int, day: dt.date) -> int:
    """Reported to leerplicht on `day`: what was missed up to then; gives how many. The terms are done by that.

    Raises `BadInput` when there is nothing to report, or the day is still to come.
    """
    check_been(day, hint="Schrijf het op als je het hebt gemeld.")
    found = [
        row.id for row in of_pupil(pupil) if row.unauthorised and row.reported_on is None and row.day <= day
    ]
    if not found:
        raise BadInput("Er is geen verzuim om te melden", "Schrijf eerst op wat de leerling miste.")
    with write("verzuim gemeld bij leerplicht") as change:
        for number in found:
            row = change.edit(Absence, number)
            row.reported_on = day
            change.save(row)
        for rule in (_REPORT, _LONG):
            deadlines.settle(change, _subject(pupil), rule, day)
        _set_off(change, pupil)
    return len(found)


def count_of(pupil: int, today: dt.date) -> Count:
    """How much a pupil missed without permission up to and including `today`, as the law counts. Four queries."""
    return _count(pupil, school_of(pupil), today)


def recount(change: Change, school: int) -> None:
    """Make, move or drop the terms to report of every pupil: the days without school changed."""
    query = (
        Absence.select(Absence.pupil)
        .join(Pupil)
        .where(
            (Pupil.school == school)
            & Absence.unauthorised
            & Absence.reported_on.is_null()
            & Absence.deleted_at.is_null()
            & Pupil.deleted_at.is_null()
        )
    )
    for (pupil,) in list(labels.tuples(query.distinct(), tuple[int])):
        _set_off(change, pupil)


def _set_off(change: Change, pupil: int) -> None:
    """Make, move or drop the terms to report, after what is there now."""
    school = school_of(pupil)
    known = _count(pupil, school, dt.date.max)
    for rule, base in ((_REPORT, known.limit_reached_on), (_LONG, known.away_since if known.long else None)):
        if base is None:
            deadlines.drop(change, _subject(pupil), rule)
        else:
            deadlines.put(change, school, rule, base, _subject(pupil), pupil)


def _count(pupil: int, school: int, today: dt.date) -> Count:
    rows = of_pupil(pupil)
    ticked = _ticked(pupil) if rows else None
    missed = [
        Missed(
            row.day,
            row.minutes,
            row.unauthorised,
            row.reported_on or (ticked[1] if ticked and row.day <= ticked[0] else None),
        )
        for row in rows
    ]
    return care.count(missed, free_of(school), today)


def _ticked(pupil: int) -> tuple[dt.date, dt.date] | None:
    """Who ticked the term to report has reported: what was missed until which day, and when that was."""
    query = Deadline.select(Deadline.base_on, Deadline.done_on).where(
        (Deadline.subject == _subject(pupil))
        & (Deadline.rule == _REPORT)
        & Deadline.done_on.is_null(False)
        & Deadline.deleted_at.is_null()
    )
    return max(labels.tuples(query, tuple[dt.date, dt.date]), default=None)


def _subject(pupil: int) -> str:
    return f"verzuim:{pupil}"


def school_of(pupil: int) -> int:
    """The school of a pupil. `Missing` when the pupil is gone or in the bin."""
    row = Pupil.get_or_none((Pupil.id == pupil) & Pupil.deleted_at.is_null())
    if row is None:
        raise Missing("Deze leerling is er niet meer", "Kijk in de lijst wie er nu staan.")
    return int(row.school_id)


def _fill(row: Absence, draft: AbsenceDraft) -> None:
    check_been(draft.day, hint="Schrijf verzuim pas op als het zover is.")
    if draft.minutes <= 0:
        raise BadInput("De tijd klopt niet", "Vul in hoeveel de leerling die dag miste, zoals 90 minuten.")
    if draft.minutes > care.LONGEST_DAY:
        raise BadInput(*care.TOO_LONG)
    row.day, row.minutes, row.unauthorised = draft.day, draft.minutes, draft.unauthorised
    row.note = clean(draft.note)


def _rows(condition: Expression) -> list[AbsenceRow]:
    query = Absence.select(Absence, Pupil).join(Pupil)
    query = query.where(condition & Absence.deleted_at.is_null() & Pupil.deleted_at.is_null())
    return [_row(row) for row in query.order_by(Absence.day.desc(), Absence.id.desc())]


def _row(row: Absence) -> AbsenceRow:
    pupil = row.pupil
    return AbsenceRow(
        int(row.id),
        row.pupil_id,
        labels.full_name(pupil.first_name, pupil.infix, pupil.last_name),
        row.day,
        row.minutes,
        row.unauthorised,
        row.note,
        row.reported_on,
        row.version,
    )
