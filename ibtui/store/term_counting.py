"""When the terms of a school run out: its rules, its days without school, and counting again when those change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from ibtui.care.deadlines import RULES, Rule, due, in_holiday
from ibtui.care.school_days import Free
from ibtui.care.words import TermKind, TermUnit
from ibtui.errors import BadInput
from ibtui.store import labels
from ibtui.store.change import Change
from ibtui.store.models import Deadline, FreeDays, TermRule
from ibtui.values import dataclass

OWN = "eigen-"
"""How the key of an own term begins."""

SCHOOL_UNITS = (TermUnit.SCHOOL_DAYS, TermUnit.SCHOOL_WEEKS)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a school counts its terms with."""

    rules: dict[str, Rule]
    free: tuple[Free, ...]

    def due(self, rule: str, base: dt.date) -> dt.date:
        """When the term runs out; of a rule that isn't known any more the day it counts from."""
        known = self.rules.get(rule)
        try:
            return due(known, base, self.free) if known else base
        except (OverflowError, ValueError) as error:
            raise BadInput("De dag klopt niet", "Kijk naar het jaartal.") from error

    def holiday(self, day: dt.date) -> str:
        """The holiday or free day that `day` falls in, "" when none."""
        found = in_holiday(day, self.free)
        return found.name if found else ""


def counting(school: int) -> Counting:
    """The rules and the free days of a school. Two queries."""
    return Counting(rules(school), free_of(school))


def rules(school: int) -> dict[str, Rule]:
    """Every term by its key, also those that are off (`active` False) and the school's own. One query."""
    found = dict(RULES)
    for row in TermRule.select().where(TermRule.school == school).order_by(TermRule.name, TermRule.id):
        found[row.key] = _rule(row)
    return found


def recount(change: Change, school: int, keys: Collection[str] | None = None) -> int:
    """Count the open terms of these rules again (None: all), but not what was moved by hand; how many changed."""
    condition = (Deadline.school == school) & Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    if keys is not None:
        condition &= Deadline.rule.in_(list(keys))
    query = Deadline.select(Deadline.id, Deadline.rule, Deadline.base_on, Deadline.due_on)
    found = list(labels.tuples(query.where(condition & ~Deadline.moved), tuple[int, str, dt.date, dt.date]))
    now = counting(school) if found else Counting({}, ())
    changed = 0
    for number, rule, base, was in found:
        day = now.due(rule, base) if rule in now.rules else was
        if day != was:
            row = change.edit(Deadline, number)
            row.due_on = day
            change.save(row)
            changed += 1
    return changed


def recount_school_days(change: Change, school: int) -> int:
    """Count again what is counted in school days and school weeks: the days without school changed."""
    open_rules = Deadline.select(Deadline.rule).where(
        (Deadline.school == school) & Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    )
    running = {key for (key,) in labels.tuples(open_rules.distinct(), tuple[str])}
    if not running:
        return 0
    keys = {key for key, rule in rules(school).items() if rule.unit in SCHOOL_UNITS}
    return recount(change, school, keys & running)


def free_of(school: int) -> tuple[Free, ...]:
    """Every day without school that is known, by day. One query."""
    query = FreeDays.select(FreeDays.name, FreeDays.from_on, FreeDays.until_on).where(
        (FreeDays.school == school) & FreeDays.deleted_at.is_null()
    )
    rows = labels.tuples(query.order_by(FreeDays.from_on, FreeDays.id), tuple[str, dt.date, dt.date])
    return tuple(Free(*row) for row in rows)


def _rule(row: TermRule) -> Rule:
    built_in = RULES.get(row.key)
    if built_in is not None:
        return replace(
            built_in,
            amount=row.amount,
            unit=TermUnit(row.unit),
            active=row.active,
            source=row.source or built_in.source,
        )
    return Rule(
        row.key,
        row.name,
        row.counts_from,
        abs(row.amount),
        TermUnit(row.unit),
        row.amount < 0,  # counted back
        TermKind(row.kind),
        row.source,
        active=row.active,
        own=True,
    )
