"""How many open concerns there are where: the numbers of the heat map."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from ibtui.care.catching_up import QUIET_WEEKS, weeks_since
from ibtui.care.school_days import Free
from ibtui.care.words import ConcernStatus
from ibtui.store.concern_rows import ConcernRow, rows
from ibtui.store.free_days import free_days
from ibtui.store.groups import groups
from ibtui.store.models import Concern, School
from ibtui.store.quiet import last_contacts
from ibtui.values import dataclass

_LOOK_BACK = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """The open concerns of one group: its own and those of its pupils.

    `group_id` None and `group` "": pupils without a group. `levels[0]` is how many on level 1, and so on up to
    the school's levels. `categories`: (word, how many), the most first. `without_evaluation`: how many have no
    evaluation date, or one that is past. `quiet`: how many on level 3 or higher without contact for four
    school weeks.
    """

    group_id: int | None
    group: str
    levels: tuple[int, ...]
    categories: tuple[tuple[str, int], ...]
    without_evaluation: int
    quiet: int

    @property
    def total(self) -> int:
        """All open concerns of this group."""
        return sum(self.levels)


def heat(school: int, today: dt.date) -> list[HeatRow]:
    """One row for each group of this year, also without concerns, and one for those in none of them, if any.

    A fixed number of queries, however many groups and concerns.
    """
    levels = int(School.get_by_id(school).levels)
    free = free_days(school, today - _LOOK_BACK, today)
    known = groups(school, today)
    ids = {None, *(group.id for group in known)}
    inside: dict[str, list[ConcernRow]] = {}
    everything = rows((Concern.school == school) & (Concern.status != ConcernStatus.CLOSED))
    quiet = _quiet(everything, today, free)
    for one in everything:
        inside.setdefault(one.group if one.group_id in ids else "", []).append(one)
    found = [_row(group.id, group.name, inside.pop(group.name, []), levels, today, quiet) for group in known]
    others = [concern for members in inside.values() for concern in members]
    return [*found, _row(None, "", others, levels, today, quiet)] if others else found


def _quiet(found: Sequence[ConcernRow], today: dt.date, free: Sequence[Free]) -> frozenset[int]:
    """The heavy concerns without contact for four school weeks, as "sinds vorige keer" counts them."""
    return frozenset(
        row.id for row, contact in last_contacts(found) if weeks_since(contact, today, free) >= QUIET_WEEKS
    )


def _row(
    group_id: int | None,
    group: str,
    concerns: Sequence[ConcernRow],
    levels: int,
    today: dt.date,
    quiet: frozenset[int],
) -> HeatRow:
    per_level = Counter(min(max(one.level, 1), levels) for one in concerns)
    per_category = Counter(one.category for one in concerns)
    return HeatRow(
        group_id=group_id,
        group=group,
        levels=tuple(per_level[level] for level in range(1, levels + 1)),
        categories=tuple(sorted(per_category.items(), key=lambda one: (-one[1], one[0]))),
        without_evaluation=sum(one.evaluate_on is None or one.evaluate_on < today for one in concerns),
        quiet=sum(one.id in quiet for one in concerns),
    )
