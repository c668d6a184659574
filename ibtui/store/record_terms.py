"""The terms (termijnen) of a record: as it changes they are made, counted again, done or dropped with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from ibtui.store import deadlines
from ibtui.store.change import Change
from ibtui.store.models import Deadline
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One term as the record says it is. `done_on` None: it runs; `due_on`: a last day that was agreed instead."""

    base: dt.date
    done_on: dt.date | None = None
    due_on: dt.date | None = None


Terms = Mapping[str, Term]
"""A key of `care.deadlines.RULES` and its term. A rule that isn't in it has none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose terms they are. `subject`: "opp:3"; `pupil_id` None: the term may not say whose it is."""

    school: int
    subject: str
    pupil_id: int | None


@contextmanager
def following(change: Change, owner: Owner, terms: Callable[[], Terms]) -> Iterator[None]:
    """What the block writes to a record, its terms follow. `terms` reads them from the record as it is stored.

    A term that the record doesn't change stays as it is: somebody may have moved it, or said that it is done.
    """
    before = terms()
    yield
    follow(change, owner, before, terms())


def follow(change: Change, owner: Owner, before: Terms, after: Terms) -> None:
    """Make of the terms `before` those `after`. A new record has none before."""
    for rule in dict.fromkeys((*before, *after)):
        was, now = before.get(rule), after.get(rule)
        if was == now:
            continue
        if now is None:
            deadlines.drop(change, owner.subject, rule)
        elif now.done_on is not None:
            deadlines.settle(change, owner.subject, rule, now.done_on)
        else:
            if was is not None and was.done_on is not None and was.base == now.base:
                deadlines.reopen(change, owner.subject, rule)
            if was is not None and was.due_on is not None and now.due_on is None:
                _agree(change, owner, rule, None)
            deadlines.put(change, owner.school, rule, now.base, owner.subject, owner.pupil_id)
            if now.due_on is not None:
                _agree(change, owner, rule, now.due_on)


def _agree(change: Change, owner: Owner, rule: str, due: dt.date | None) -> None:
    """The open term gets the last day that was agreed; None: it no longer has one, and may be counted again."""
    open_one = Deadline.get_or_none(
        (Deadline.subject == owner.subject)
        & (Deadline.rule == rule)
        & Deadline.done_on.is_null()
        & Deadline.deleted_at.is_null()
    )
    if open_one is not None:
        row = change.edit(Deadline, open_one.id)
        row.due_on, row.moved = due or row.due_on, due is not None
        change.save(row)
