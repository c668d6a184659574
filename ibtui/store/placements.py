"""Which group a pupil is in on a day. After rolling over, next year's places are there already and wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import cast

from peewee import Expression, fn

from ibtui.care.text import fold
from ibtui.store import database
from ibtui.store.change import Change
from ibtui.store.models import Group, Placement, SchoolYear

_Other, _Before = Placement.alias(), Placement.alias()
_Old, _New = Group.alias(), Group.alias()


def running(day: dt.date | None = None) -> Expression:
    """The placements that count on `day` (None: today), of every pupil.

    `until_on` is the first day that the place no longer counts. A place that begins later counts only when
    there was never one before it: who was taken out of a group in June has none until August.
    """
    day = day or database.today()
    lasts = Placement.until_on.is_null() | (Placement.until_on > day)
    earlier = _Other.select(_Other.id).where(
        (_Other.pupil == Placement.pupil) & (_Other.from_on < Placement.from_on)
    )
    counts: Expression = lasts & ((Placement.from_on <= day) | ~fn.EXISTS(earlier))
    return counts


def successors(group_ids: Collection[int], day: dt.date) -> dict[int, tuple[int, str]]:
    """Per group of an earlier year the one (number, name) that most of its pupils are in on `day`.

    With as many it is the one of the same name.

    So that a concern about a whole group goes along with its children. Groups of now, and those whose pupils are all
    gone, are not in it. At most one query.
    """
    if not group_ids:
        return {}
    query = (
        Placement.select(_Old.id, _New.id, fn.COUNT(Placement.pupil.distinct()), _Old.name, _New.name)
        .join(_Before, on=(_Before.pupil == Placement.pupil))
        .join(_Old, on=(_Before.group == _Old.id))
        .join(_New, on=(Placement.group == _New.id))
        .where(
            _Old.id.in_(list(group_ids))
            & running(day)
            & (_Old.school_year != _New.school_year)
            & (_Before.from_on < Placement.from_on)
        )
        .group_by(_Old.id, _New.id)
    )
    counts = cast("list[tuple[int, int, int, str, str]]", list(query.tuples()))
    order = sorted(
        (pupils, fold(name) == fold(new_name), -new, new_name, old)
        for old, new, pupils, name, new_name in counts
    )
    return {old: (-new, new_name) for _pupils, _same, new, new_name, old in order}


def coming(pupil_id: int, day: dt.date) -> list[Placement]:
    """Where a pupil will be after `day`, in order."""
    later = (Placement.pupil == pupil_id) & (Placement.from_on > day) & ~running(day)
    return list(Placement.select().where(later).order_by(Placement.from_on))


def go_along(change: Change, pupil_id: int, group_id: int, year: str, day: dt.date) -> dt.date | None:
    """Give a pupil who comes after rolling over a place in next year's groups too, where that can be known.

    The first day of that year, on which the place of now ends; None when next year's groups aren't there yet.
    """
    group = Group.get_by_id(group_id)
    first = group.school_year.ends_on + dt.timedelta(days=1)
    query = (
        Group.select()
        .join(SchoolYear)
        .where(
            (Group.school == group.school_id) & (SchoolYear.starts_on == first) & Group.deleted_at.is_null()
        )
    )
    names = {row.name: row.id for row in query}
    if not names or day >= first:
        return None
    from ibtui.care.roll_over import Moving, proposed_moves, staying

    (move,) = proposed_moves([Moving(pupil_id, group.name, number(year))], list(names))
    if move.leaves:  # she has just come, or doesn't leave after all
        move = staying(move, list(names))
    if move.group is not None:
        then = "" if move.year is None else str(move.year)
        change.add(Placement(pupil=pupil_id, group=names[move.group], year=then, from_on=first))
    return first


def number(year: str) -> int | None:
    """A year (leerjaar) as it was typed, as a number."""
    return int(year) if year.isascii() and year.isdigit() else None
