"""Whose answer an OPP waits for: everybody with custody (gezag). Its term follows when that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from ibtui.care.words import Custody, OppStatus
from ibtui.store import database, deadlines
from ibtui.store.change import Change
from ibtui.store.models import Deadline, Guardianship, Opp, OppSignature, Person, Pupil

RULE = "opp_instemming"


def asks(row: Opp) -> bool:
    """Whether the parents are asked yet: the help is written down, or it is no longer a draft."""
    return row.status != OppStatus.CLOSED and bool(row.support.strip() or row.status != OppStatus.DRAFT)


def all_answered_on(row: Opp) -> dt.date | None:
    """The day of the last answer, when everybody with custody answered; None while somebody didn't."""
    entitled, days = _entitled(row.pupil_id), _days(row)
    return max(days[one] for one in entitled) if entitled and entitled <= days.keys() else None


@contextmanager
def following_custody(change: Change, pupil_ids: Collection[int]) -> Iterator[None]:
    """The block changes who has custody of these pupils: their OPPs wait for who is new, and no more for who was.

    What somebody new has to answer counts from today: the others' term was theirs.
    """
    found = Opp.select().where(Opp.pupil.in_(list(pupil_ids)) & Opp.deleted_at.is_null())
    rows = [row for row in found.order_by(Opp.id) if asks(row)]
    before = [_waits_for(row) for row in rows]
    yield
    for row, was in zip(rows, before, strict=True):
        now, subject = _waits_for(row), f"opp:{row.id}"
        if now - was and not _runs(subject):
            school = int(Pupil.get_by_id(row.pupil_id).school_id)
            deadlines.put(change, school, RULE, database.today(), subject, row.pupil_id)
            deadlines.reopen(change, subject, RULE)  # there was one of today already
        elif was and not now and _entitled(row.pupil_id):
            deadlines.settle(change, subject, RULE, database.today())


def _waits_for(row: Opp) -> set[int]:
    return _entitled(row.pupil_id) - _days(row).keys()


def _entitled(pupil_id: int) -> set[int]:
    query = Guardianship.select(Guardianship.person).join(Person)
    query = query.where(
        (Guardianship.pupil == pupil_id) & (Guardianship.custody == Custody.YES) & Person.deleted_at.is_null()
    )
    return {one.person_id for one in query}


def _days(row: Opp) -> dict[int, dt.date]:
    """When each of them answered."""
    answers = OppSignature.select().where((OppSignature.opp == row.id) & (OppSignature.agreed != ""))
    return {one.person_id: one.signed_on or row.base_on for one in answers}


def _runs(subject: str) -> bool:
    query = Deadline.select().where((Deadline.subject == subject) & (Deadline.rule == RULE))
    return query.where(Deadline.done_on.is_null() & Deadline.deleted_at.is_null()).exists()
