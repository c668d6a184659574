"""Terms (termijnen) as a list shows them. Those of the meldcode are in none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import JOIN, Expression

from ibtui.care import deadlines as care
from ibtui.care.deadlines import SAFETY
from ibtui.store import labels, placements
from ibtui.store.models import Deadline, Group, Placement, Pupil
from ibtui.store.term_counting import Counting
from ibtui.values import dataclass

_RENEWAL = "tlv_einde"
"""The term that counts back from the day on which something runs out."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One term. `name`: what has to happen. `source`: where the term comes from, in sentences.

    `group`: the pupil's, as a sentence has it. `subject`: the record that set it off ("opp:3"), "" when typed by
    hand. `reason`: why it was done otherwise. `holiday`: what the last day falls in, "" when there is school.
    `moved`: the last day was chosen by hand. `kind_words`: its kind, and whether the number is only a proposal.
    `ends_on`: when what has to be renewed runs out itself, None for other terms.
    """

    id: int
    rule: str
    name: str
    pupil_id: int | None
    pupil: str
    group: str
    base_on: dt.date
    due_on: dt.date
    done_on: dt.date | None
    reason: str
    subject: str
    note: str
    kind: str
    source: str
    holiday: str
    version: int
    moved: bool = False
    kind_words: str = ""
    ends_on: dt.date | None = None


def rows(condition: Expression, now: Counting) -> list[DeadlineRow]:
    """What this holds for, first due first; nothing of the meldcode, nothing in the bin. Two queries."""
    query = (
        Deadline.select(Deadline, Pupil.id, Pupil.first_name, Pupil.infix, Pupil.last_name)
        .join(Pupil, JOIN.LEFT_OUTER)
        .where(
            condition
            & Deadline.rule.not_in(sorted(SAFETY))
            & Deadline.deleted_at.is_null()
            & Pupil.deleted_at.is_null()
        )
    )
    found = list(query.order_by(Deadline.due_on, Deadline.id))
    groups = _groups([row.pupil_id for row in found if row.pupil_id is not None])
    return [_row(row, now, groups.get(row.pupil_id or 0, "")) for row in found]


def _groups(pupil_ids: Sequence[int]) -> dict[int, str]:
    """The group that each of these pupils is in now. One query."""
    query = Placement.select(Placement.pupil, Group.name).join(Group)
    query = query.where(
        Placement.pupil.in_(labels.among(pupil_ids)) & placements.running() & Group.deleted_at.is_null()
    )
    rows = labels.tuples(query.order_by(Placement.from_on, Placement.id), tuple[int, str])
    return {pupil: labels.group_label(name) for pupil, name in rows}


def _row(row: Deadline, now: Counting, group: str) -> DeadlineRow:
    rule = now.rules.get(row.rule)
    pupil = row.pupil
    return DeadlineRow(
        int(row.id),
        row.rule,
        rule.name if rule else care.rule_words(row.rule),
        row.pupil_id,
        labels.full_name(pupil.first_name, pupil.infix, pupil.last_name) if pupil is not None else "",
        group,
        row.base_on,
        row.due_on,
        row.done_on,
        row.reason,
        row.subject,
        row.note,
        rule.kind.value if rule else "",
        care.source_words(rule) if rule else "",
        now.holiday(row.due_on),
        row.version,
        row.moved,
        care.kind_words(rule) if rule else "",
        row.base_on if row.rule == _RENEWAL else None,
    )
