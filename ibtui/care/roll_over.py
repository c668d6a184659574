"""From one school year to the next: who goes where, and on which day a step comes back. Only proposals."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from ibtui.care.dates import add_months
from ibtui.care.group_years import LAST_YEAR, letter_of, years_of
from ibtui.care.school_days import Free, next_school_day, previous_school_day
from ibtui.care.school_year import last_day
from ibtui.care.text import fold
from ibtui.values import dataclass

LEAVES = "gaat van school"

_NO_YEAR = "Het leerjaar is niet ingevuld."
_NO_GROUP = "Er is volgend jaar geen groep met leerjaar {}."
_MANY_GROUPS = "Er is volgend jaar meer dan één groep met leerjaar {}."
_NO_NUMBER = "Deze groep heeft geen nummer: kijk het na."


class OpenStep(StrEnum):
    """What happens to a step that was left open: to the next year, stays open in the old one, or is skipped."""

    TAKE = "mee"
    LEAVE = "laat"
    SKIP = "over"


@dataclass(frozen=True, slots=True)
class Moving:
    """A pupil as she is now. `year`: her year in her group (3 in "3/4/5"); None when nobody filled it in."""

    pupil_id: int
    group: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where a pupil goes. `group` is a name of next year's groups; None: she leaves (`leaves`), or see `reason`.

    `year` is the one that she will be in, also when she stays (`stays`: does her year again); None when unknown or
    leaving. `reason` says in Dutch why there is no group, or why to look at the one proposed; else "".
    """

    pupil_id: int
    old_group: str
    old_year: int | None
    group: str | None
    year: int | None
    stays: bool = False
    leaves: bool = False
    reason: str = ""


def proposed_groups(old_names: Sequence[str]) -> tuple[str, ...]:
    """The groups of next year: the same names, each once."""
    return tuple(dict.fromkeys(old_names))


def next_group(new_groups: Sequence[str], year: int, old_name: str) -> str | None:
    """The group of next year for who will be in `year` and comes from `old_name`; None when not exactly one fits.

    A combination group keeps its pupils while it has their year; with parallel groups 4a goes to 5a.
    """
    fits = [name for name in new_groups if year in years_of(name)]
    same = [name for name in fits if fold(name) == fold(old_name)]
    parallel = [name for name in fits if letter_of(old_name) and letter_of(name) == letter_of(old_name)]
    for found in (same, fits, parallel):
        if len(found) == 1:
            return found[0]
    return None


def proposed_moves(pupils: Sequence[Moving], new_groups: Sequence[str]) -> tuple[Move, ...]:
    """Where each pupil goes, in the order given."""
    return tuple(_move(pupil, new_groups) for pupil in pupils)


def staying(move: Move, new_groups: Sequence[str]) -> Move:
    """The same pupil doing her year again."""
    return _placed(replace(move, year=move.old_year, stays=True, leaves=False), new_groups)


def going_on(move: Move, new_groups: Sequence[str]) -> Move:
    """The same pupil going on to the next year after all."""
    return _move(Moving(move.pupil_id, move.old_group, move.old_year), new_groups)


def moved_date(day: date, old_first: date, new_first: date, free: Collection[Free]) -> date:
    """The day of the year that starts on `new_first` for a step that was on `day`, always within that year.

    The same weekday, as near as can be to the same date: nearly always the week with the same number. Then the next
    day with school, or the one before when that is in a year further on.
    """
    anniversary = add_months(day, 12 * (new_first.year - old_first.year))
    moved = anniversary + timedelta(days=(day.weekday() - anniversary.weekday() + 3) % 7 - 3)
    moved = min(max(moved, new_first), last_day(new_first))
    found = next_school_day(moved, free)
    return found if found <= last_day(new_first) else max(new_first, previous_school_day(moved, free))


def _move(pupil: Moving, new_groups: Sequence[str]) -> Move:
    year = pupil.year or _only_year(pupil.group)
    move = Move(pupil.pupil_id, pupil.group, year, None, None)
    if year is None:
        return _same_name(move, new_groups, _NO_YEAR)
    if year >= LAST_YEAR:
        return replace(move, leaves=True)
    return _placed(replace(move, year=year + 1), new_groups)


def _placed(move: Move, new_groups: Sequence[str]) -> Move:
    if move.year is None:
        return _same_name(move, new_groups, _NO_YEAR)
    group = next_group(new_groups, move.year, move.old_group)
    if group is not None:
        return replace(move, group=group, reason="")
    fits = [name for name in new_groups if move.year in years_of(name)]
    words = (_MANY_GROUPS if fits else _NO_GROUP).format(move.year)
    return _same_name(move, new_groups, words)


def _same_name(move: Move, new_groups: Sequence[str], words: str) -> Move:
    """A group without numbers ("Vlinders") keeps its pupils, to be looked at; else nobody knows."""
    same = [name for name in new_groups if fold(name) == fold(move.old_group) and not years_of(name)]
    if same:
        return replace(move, group=same[0], reason=_NO_NUMBER)
    return replace(move, group=None, reason=words)


def _only_year(group: str) -> int | None:
    years = years_of(group)
    return next(iter(years)) if len(years) == 1 else None
