"""What must go: pupils who left and of whom the term for keeping is over, a category at a time.

Nothing goes by itself: a person chooses, and may hold a file with a reason (a complaint that runs).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ibtui.care.retention import Category, must_go, rule_of
from ibtui.care.term_rules import Rule
from ibtui.care.text import clean
from ibtui.errors import BadInput, Conflict, IbtuiError
from ibtui.settings import Home
from ibtui.store import database, erase, forget, labels, term_rules
from ibtui.store.change import write
from ibtui.store.forget import Forgot
from ibtui.store.models import Absence, Placement, Pupil, SafetyRecord
from ibtui.values import dataclass

_KINDS = (Category.FILE, Category.ABSENCE, Category.SAFETY)
_AUGUST = 8


@dataclass(frozen=True, slots=True)
class MustGo:
    """One pupil of whom something must go.

    `categories`: what; `keep`: what stays, for its term isn't over. `must_go_on`: since when. `items`: how many rows.
    `hold`: why nothing goes, or "", and since when. `rules`: the keys of the terms that say so.

    The categories are to act by. A person reads `what`, `stays` and `rules`, which never tell that there is a
    shielded record.
    """

    pupil_id: int
    pupil: str
    first_name: str
    categories: tuple[Category, ...]
    keep: tuple[Category, ...]
    left_on: dt.date
    left_to: str
    must_go_on: dt.date
    items: int
    hold: str
    hold_since: dt.date | None
    rules: tuple[str, ...]

    @property
    def what(self) -> str:
        """In words: "alles", "dossier", or "overige gegevens" for whatever else has a term of its own."""
        if Category.FILE not in self.categories:
            return "overige gegevens"
        return "dossier" if self.keep else "alles"

    @property
    def stays(self) -> str:
        """What doesn't go yet, in a sentence; "" when nothing stays."""
        return "De overige gegevens en de naam blijven: die termijn loopt nog." if self.keep else ""


def due_list(school: int, today: dt.date) -> list[MustGo]:
    """Of whom something must go now, the longest ago first; who is held too. At most three queries."""
    found = [one for one in (_must_go(left, today) for left in _who_left(school)) if one is not None]
    return sorted(found, key=lambda one: (one.must_go_on, one.pupil, one.pupil_id))


def next_due(school: int, today: dt.date) -> dt.date | None:
    """The first day after today on which something must go; None when nobody who left has a file here."""
    days = [day for left in _who_left(school) for day in left.days.values() if not left.over(today)]
    return min((day for day in days if day is not None and day > today), default=None)


def waiting(school: int, today: dt.date) -> int:
    """How many pupils the list of the last August names who are still there and aren't held. At most three queries."""
    year = today.year if today.month >= _AUGUST else today.year - 1
    until = min(today, dt.date(year, _AUGUST, 31))
    everyone = _who_left(school, _any)
    return sum(not left.pupil.hold_because and bool(left.over(until)) for left in everyone)


def hold(pupil_id: int, because: str, today: dt.date) -> None:
    """Keep everything of a pupil until `release`. Raises `BadInput` without a reason."""
    because = clean(because)
    if not because:
        raise BadInput("Zet erbij waarom", "Bijvoorbeeld: er loopt een klacht.")
    with write("dossier vastgehouden") as change:
        row = change.edit(Pupil, pupil_id, binned=True)
        row.hold_because, row.hold_since = because, today
        change.save(row)


def release(pupil_id: int) -> None:
    """Hold no more."""
    with write("dossier niet meer vastgehouden") as change:
        row = change.edit(Pupil, pupil_id, binned=True)
        row.hold_because, row.hold_since = "", None
        change.save(row)


@dataclass(frozen=True, slots=True)
class Removed:
    """What went. `stopped`: why not all of it did, or ""."""

    done: list[Forgot]
    stopped: str = ""


def remove(
    chosen: Sequence[MustGo],
    today: dt.date,
    first: Callable[[MustGo], object] = lambda _one: None,
    home: Home | None = None,
) -> Removed:
    """Let what must go of these pupils go, for good; the file is written anew once. `first` runs before each.
    `home`: as for `forget.forget`.

    Raises `Conflict`, before anything goes, when one of them isn't in the list as it was: held meanwhile, or back at
    school. A fault after that stops it: who went before is gone, and `stopped` says so.
    """
    _refuse_changed(chosen, today)
    done: list[Forgot] = []
    stopped = ""
    try:
        for number, one in enumerate(chosen):
            try:
                first(one)
                done += _remove(one, today, home)
            except (IbtuiError, database.StoreFault) as error:
                if not done:
                    raise
                stopped = f"Bij {len(chosen) - number} van de {len(chosen)} lukte het niet: {database.explain(error)}"
                break
    finally:
        tidied = erase.clean_file() if done else True
    return Removed([Forgot(one.rows, one.looks, one.backups_until, tidied) for one in done], stopped)


def _remove(one: MustGo, today: dt.date, home: Home | None) -> list[Forgot]:
    if Category.FILE in one.categories:
        return [forget.forget(one.pupil_id, today, one.keep, home=home, tidy=False)]
    return [forget.forget_category(one.pupil_id, each, today, tidy=False) for each in one.categories]


def _refuse_changed(chosen: Sequence[MustGo], today: dt.date) -> None:
    if not chosen:
        return
    school = Pupil.select(Pupil.school).where(Pupil.id.in_([one.pupil_id for one in chosen])).limit(1)
    now = {one.pupil_id: one for left in school for one in due_list(left.school_id, today)}
    for one in chosen:
        fresh = now.get(one.pupil_id)
        if fresh is None or fresh.hold or (fresh.categories, fresh.keep) != (one.categories, one.keep):
            raise Conflict(
                f"Van {one.pupil} is intussen iets veranderd",
                "Er is niets weggehaald. Kijk eerst wat er nu staat.",
            )


# --- pieces ---

_Counting = Callable[[Sequence[int]], Mapping[int, Mapping[Category, int]]]
_OWN: Mapping[object, Category] = {Absence: Category.ABSENCE, SafetyRecord: Category.SAFETY}
"""The tables that aren't part of the file: they have a term of their own."""


@dataclass(frozen=True, slots=True)
class _Left:
    """A pupil who left: how many rows there are, and when they must go (None: never), by category."""

    pupil: Pupil
    left_on: dt.date
    counts: Mapping[Category, int]
    days: Mapping[Category, dt.date | None]

    def over(self, day: dt.date) -> tuple[Category, ...]:
        """Of which categories the term is over on this day. The bare name goes with the last of what keeps it."""
        found = [kind for kind, ends in self.days.items() if ends is not None and ends <= day]
        if not self.counts.get(Category.FILE) and len(found) < len(self.days):
            found = [kind for kind in found if kind is not Category.FILE]
        return tuple(found)

    def since(self, over: Collection[Category]) -> dt.date:
        """The first day on which something that is there still had to go."""
        there = [kind for kind in over if self.counts.get(kind)] or over
        return min(day for kind in there if (day := self.days[kind]) is not None)


def _who_left(school: int, count: _Counting | None = None) -> list[_Left]:
    """Every pupil who left, or who lies in the bin. `count`: how the rows are counted; `_counts` by default."""
    gone = Pupil.left_on.is_null(False) | Pupil.deleted_at.is_null(False)
    pupils = list(Pupil.select().where((Pupil.school == school) & gone))
    if not pupils:
        return []
    rules, counts = term_rules.rules(school), (count or _counts)([int(one.id) for one in pupils])
    return [_left(one, rules, counts[int(one.id)]) for one in pupils]


def _left(pupil: Pupil, rules: Mapping[str, Rule], counts: Mapping[Category, int]) -> _Left:
    binned = pupil.deleted_at or database.now()
    left_on = pupil.left_on or binned.date()
    days = {
        kind: must_go(kind, left_on, pupil.left_to, rules)
        for kind in _KINDS
        if kind is Category.FILE or counts.get(kind)
    }
    return _Left(pupil, left_on, counts, days)


def _must_go(left: _Left, today: dt.date) -> MustGo | None:
    over, pupil = left.over(today), left.pupil
    if not over:
        return None
    return MustGo(
        pupil_id=int(pupil.id),
        pupil=labels.full_name(pupil.first_name, pupil.infix, pupil.last_name),
        first_name=pupil.first_name,
        categories=over,
        keep=tuple(kind for kind in left.days if kind not in over and kind is not Category.FILE),
        left_on=left.left_on,
        left_to=pupil.left_to,
        must_go_on=left.since(over),
        items=sum(left.counts.get(kind, 0) for kind in over),
        hold=pupil.hold_because,
        hold_since=pupil.hold_since,
        rules=tuple(rule_of(kind, pupil.left_to) for kind in over if kind is not Category.SAFETY),
    )


def _counts(pupils: Iterable[int]) -> dict[int, dict[Category, int]]:
    """How many rows there are of each of these pupils, by category. One query over every table that has a pupil."""
    wanted = ", ".join(str(number) for number in pupils)
    selects = [
        f"SELECT '{category.name}', \"{column}\", count(*) "  # noqa: S608  # names of our own, and numbers
        f'FROM "{table}" WHERE "{column}" IN ({wanted}) GROUP BY 2'
        for category, table, column in _columns()
    ]
    found: dict[int, dict[Category, int]] = defaultdict(lambda: defaultdict(int))
    for kind, pupil, number in database.connection().execute_sql(" UNION ALL ".join(selects)).fetchall():
        found[int(pupil)][Category[kind]] += int(number)
    return found


def _any(pupils: Iterable[int]) -> dict[int, dict[Category, int]]:
    """As `_counts`, but 1 for any number: the first row is enough, and not all rows of all years are read."""
    there = {
        kind: " OR ".join(
            f'EXISTS(SELECT 1 FROM "{table}" WHERE "{column}" = pupil.id)'  # noqa: S608  # names of our own
            for category, table, column in _columns()
            if category is kind
        )
        for kind in _KINDS
    }
    # CASE, as that looks no further than the first table that has a row.
    columns = ", ".join(f"CASE WHEN {one} THEN 1 ELSE 0 END" for one in there.values())
    wanted = ", ".join(str(number) for number in pupils)
    query = f"SELECT id, {columns} FROM pupil WHERE id IN ({wanted})"  # noqa: S608  # numbers
    rows = database.connection().execute_sql(query).fetchall()
    return {pupil: dict(zip(there, numbers, strict=True)) for pupil, *numbers in rows}


def _columns() -> Iterable[tuple[Category, str, str]]:
    """Every column that names a pupil: of what it is part, its table, and what it is called."""
    for table, key in erase.keys(Pupil):
        if table is not Placement:
            yield _OWN.get(table, Category.FILE), table._meta.table_name, key.column_name
