"""What was tried for a pupil (aanpak): what, how often, by whom, since when, with what effect."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, Expression

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.errors import BadInput, Missing
from ibtui.store import database, labels
from ibtui.store.been import check_been
from ibtui.store.change import write
from ibtui.store.models import Agency, Approach, Concern, Person
from ibtui.values import dataclass

_MINUTES_A_WEEK = 7 * 24 * 60
_RUNS_ON = "Loopt de aanpak nog? Vul de dag in als hij gestopt is."


@dataclass(frozen=True, slots=True)
class ApproachRow:
    """One approach. `by`: the name to show, of `by_id` or as typed; `minutes` a week, 0 = not said."""

    id: int
    pupil_id: int
    concern_id: int | None
    concern: str  # "lezen: leest traag", "" when it hangs on none
    what: str
    how_often: str
    minutes: int
    method: str
    by: str
    by_id: int | None
    by_text: str
    since: dt.date
    until: dt.date | None
    effect: str
    evaluate_on: dt.date | None
    evaluated_on: dt.date | None
    version: int

    def runs(self, today: dt.date) -> bool:
        """Whether it goes on: no last day yet, or one that is still to come."""
        return self.until is None or self.until > today


@dataclass(frozen=True, slots=True)
class ApproachDraft:
    """What a form gives."""

    pupil_id: int
    what: str
    since: dt.date
    concern_id: int | None = None
    how_often: str = ""
    minutes: int = 0
    method: str = ""
    by_id: int | None = None
    by_text: str = ""
    until: dt.date | None = None
    effect: str = ""
    evaluate_on: dt.date | None = None
    evaluated_on: dt.date | None = None


def of_pupil(pupil_id: int) -> list[ApproachRow]:
    """A pupil's approaches: running ones first, then the newest. One query."""
    rows = sorted(_rows(Approach.pupil == pupil_id), key=lambda row: (row.since, row.id), reverse=True)
    today = database.today()
    return sorted(rows, key=lambda row: not row.runs(today))


def approach(approach_id: int) -> ApproachRow:
    """One approach. `Missing` when it is gone or in the bin."""
    found = _rows(Approach.id == approach_id)
    if not found:
        raise Missing("Deze aanpak is er niet meer", "Kijk bij de leerling wat er nu is.")
    return found[0]


def add_approach(draft: ApproachDraft) -> int:
    """Add an approach; gives the number. The status of its concern stays as it is."""
    with write("aanpak toegevoegd") as change:
        row = Approach()
        _fill(row, draft)
        return int(change.add(row).id)


def edit_approach(approach_id: int, draft: ApproachDraft, version: int | None = None) -> None:
    """Change an approach. `Conflict` when the row no longer has this version."""
    with write("aanpak gewijzigd") as change:
        row = change.edit(Approach, approach_id, version)
        _fill(row, draft)
        change.save(row)


def end_approach(approach_id: int, until: dt.date, effect: str, version: int | None = None) -> None:
    """End an approach and say what it did. An empty effect is allowed: it can be filled in later.

    Raises `BadInput` when it ends before it began or later than today, `Conflict` when the row no longer has this
    version.
    """
    with write("aanpak beëindigd") as change:
        row = change.edit(Approach, approach_id, version)
        check_been(until, hint=_RUNS_ON)
        row.until = until
        row.effect = clean(effect, multiline=True, limit=NOTE_LIMIT).strip()
        _check_days(row.since, until)
        change.save(row)


def bin_approach(approach_id: int) -> None:
    """Put an approach in the bin."""
    with write("aanpak verwijderd") as change:
        change.bin(change.edit(Approach, approach_id))


def concern_words(concern: Concern | None) -> str:
    """ "lezen: leest traag"; "" when there is none, or it is in the bin."""
    if concern is None or concern.deleted_at is not None:
        return ""
    return f"{concern.category}: {concern.summary}"


def _rows(where: Expression) -> list[ApproachRow]:
    query = (
        Approach.select(Approach, Concern, Person, Agency)
        .join(Concern, JOIN.LEFT_OUTER)
        .switch(Approach)
        .join(Person, JOIN.LEFT_OUTER, on=(Approach.by == Person.id))
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where & Approach.deleted_at.is_null())
    )
    return [_row(row) for row in query]


def _row(row: Approach) -> ApproachRow:
    return ApproachRow(
        id=row.id,
        pupil_id=row.pupil_id,
        concern_id=row.concern_id,
        concern=concern_words(row.concern),
        what=row.what,
        how_often=row.how_often,
        minutes=row.minutes,
        method=row.method,
        by=labels.call_name(row.by) if row.by is not None else row.by_text,
        by_id=row.by_id,
        by_text=row.by_text,
        since=row.since,
        until=row.until,
        effect=row.effect,
        evaluate_on=row.evaluate_on,
        evaluated_on=row.evaluated_on,
        version=row.version,
    )


def _fill(row: Approach, draft: ApproachDraft) -> None:
    row.pupil_id, row.concern_id = draft.pupil_id, draft.concern_id
    row.what = clean(draft.what, multiline=True, limit=NOTE_LIMIT).strip()
    if not row.what:
        raise BadInput("De aanpak zelf ontbreekt", "Vul in wat jullie doen of deden.")
    if not 0 <= draft.minutes <= _MINUTES_A_WEEK:
        raise BadInput("Het aantal minuten klopt niet", "Vul in hoeveel minuten per week het is.")
    _check_days(draft.since, draft.until)
    check_been(draft.until, hint=_RUNS_ON)
    check_been(draft.evaluated_on)
    row.how_often, row.minutes, row.method = clean(draft.how_often), draft.minutes, clean(draft.method)
    row.by_id, row.by_text = draft.by_id, clean(draft.by_text)
    row.since, row.until = draft.since, draft.until
    row.effect = clean(draft.effect, multiline=True, limit=NOTE_LIMIT).strip()
    row.evaluate_on, row.evaluated_on = draft.evaluate_on, draft.evaluated_on


def _check_days(since: dt.date, until: dt.date | None) -> None:
    if until is not None and until < since:
        raise BadInput("De aanpak stopt voordat hij begint", "Kijk de twee datums na.")
