"""Why it may be too early to forget a pupil: still at school, or the term for keeping isn't over. No refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from ibtui.care.retention import Category, must_go
from ibtui.care.words import ConcernStatus, OppStatus
from ibtui.store import database, term_rules
from ibtui.store.models import Absence, Concern, Opp, Pupil, Row, SafetyRecord
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Early:
    """Why somebody should look twice; false when there is nothing of it.

    `at_school`: didn't leave. `until`: the day on which the term of the file is over, None when that was.
    `others`: another term runs. It isn't said which: there may be a shielded record. `opps` and `concerns`: how many
    are open, whether or not it is early.
    """

    at_school: bool = False
    until: dt.date | None = None
    others: bool = False
    opps: int = 0
    concerns: int = 0

    def __bool__(self) -> bool:
        return self.at_school or self.until is not None or self.others


def early(pupil: Pupil, rows: Mapping[type[Row], Collection[int]], today: dt.date) -> Early:
    """Whether it is early for this pupil, of whom these rows would go. At most four queries."""
    opps = Opp.id.in_(list(rows.get(Opp, ()))) & (Opp.status != OppStatus.CLOSED) & Opp.deleted_at.is_null()
    open_ = Concern.id.in_(list(rows.get(Concern, ()))) & (Concern.status != ConcernStatus.CLOSED)
    counts = (
        Opp.select().where(opps).count(),
        Concern.select().where(open_ & Concern.deleted_at.is_null()).count(),
    )
    binned = pupil.deleted_at is not None
    if not binned and (pupil.left_on is None or pupil.left_on > today):
        return Early(True, None, False, *counts)
    left_on = pupil.left_on or (pupil.deleted_at or database.now()).date()
    rules = term_rules.rules(pupil.school_id)
    kinds = [Category.FILE]
    kinds += [kind for kind, model in _OTHERS if rows.get(model)]
    running = {
        kind: day for kind in kinds if (day := must_go(kind, left_on, pupil.left_to, rules)) and day > today
    }
    return Early(False, running.pop(Category.FILE, None), bool(running), *counts)


_OTHERS: tuple[tuple[Category, type[Row]], ...] = (
    (Category.ABSENCE, Absence),
    (Category.SAFETY, SafetyRecord),
)
