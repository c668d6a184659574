"""Every record that sets off terms (termijnen), for a rule that is kept again after it was off."""

from __future__ import annotations

from collections.abc import Iterator

from ibtui.care.absence import REPORTS
from ibtui.store import absences, access_requests, applications, opps, parent_questions, safety
from ibtui.store.change import Change
from ibtui.store.models import AccessRequest, Pupil
from ibtui.store.record_terms import Owner, Term, Terms, follow


def make_again(change: Change, school: int, rule: str) -> None:
    """Make the open terms of this rule that the records of a school ask for; those that are there stay."""
    if rule in REPORTS:
        absences.recount(change, school)
    for owner, terms in _asked(school):
        term = terms.get(rule)
        if term is not None and term.done_on is None:
            follow(change, owner, {}, {rule: term})


def _asked(school: int) -> Iterator[tuple[Owner, Terms]]:
    yield from opps.terms_of(school)
    yield from applications.terms_of(school)
    yield from safety.terms_of(school)
    yield from parent_questions.terms_of(school)
    query = AccessRequest.select().join(Pupil)
    for row in query.where((Pupil.school == school) & AccessRequest.deleted_at.is_null()):
        owner = Owner(school, access_requests.subject(int(row.id)), row.pupil_id)
        yield owner, {access_requests.RULE: Term(row.asked_on, row.given_on)}
