"""Days without school: holidays, feast days, study days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ibtui.care import holidays
from ibtui.care.school_days import Free
from ibtui.care.school_year import last_day, school_year_of
from ibtui.care.text import clean, fold
from ibtui.errors import BadInput, Missing
from ibtui.store import absences
from ibtui.store.change import Change, write
from ibtui.store.models import FreeDays
from ibtui.store.term_counting import recount_school_days
from ibtui.values import dataclass

_LONGEST = dt.timedelta(days=120)
"""A holiday that lasts longer has a wrong year in it."""

_REGION = "regio "
_SUMMER = dt.timedelta(days=45)
"""Of a year that only has the end of its first summer holiday nobody filled in the days without school."""


@dataclass(frozen=True, slots=True)
class FreeRow:
    """Days without school, first and last included. `source`: "regio noord", "agendabestand", "" typed by hand."""

    id: int
    name: str
    first: dt.date
    last: dt.date
    source: str
    version: int


@dataclass(frozen=True, slots=True)
class FreeDraft:
    """What a form gives. `last` None: one day."""

    name: str
    first: dt.date
    last: dt.date | None = None


def free(school: int, first: dt.date, last: dt.date) -> list[FreeRow]:
    """What is free between these days, both included, by day. One query."""
    inside = (FreeDays.from_on <= last) & (FreeDays.until_on >= first)
    query = FreeDays.select().where((FreeDays.school == school) & inside & FreeDays.deleted_at.is_null())
    return [_row(row) for row in query.order_by(FreeDays.from_on, FreeDays.until_on, FreeDays.id)]


def as_care(rows: Iterable[FreeRow]) -> tuple[Free, ...]:
    """The same, as `care.school_days` wants it."""
    return tuple(Free(row.name, row.first, row.last) for row in rows)


def free_days(school: int, first: dt.date, last: dt.date) -> tuple[Free, ...]:
    """What is free between these days, as `care.school_days` wants it. One query."""
    return as_care(free(school, first, last))


def free_day(free_id: int) -> FreeRow:
    """One row. `Missing` when it is gone or in the bin."""
    row = FreeDays.get_or_none((FreeDays.id == free_id) & FreeDays.deleted_at.is_null())
    if row is None:
        raise Missing("Deze vrije dagen zijn er niet meer", "Kijk bij Vakanties wat er nu staat.")
    return _row(row)


def add_free(school: int, draft: FreeDraft) -> int:
    """Add days without school by hand; gives the number."""
    with write("vrije dagen toegevoegd") as change:
        row = FreeDays(school=school, name="", from_on=draft.first, until_on=draft.first)
        _fill(row, draft)
        added = int(change.add(row).id)
        _follow(change, school)
        return added


def edit_free(free_id: int, draft: FreeDraft, version: int | None = None) -> None:
    """Change one; it counts as typed by hand from then on, so that taking a region again leaves it alone."""
    with write("vrije dagen gewijzigd") as change:
        row = change.edit(FreeDays, free_id, version)
        before = (row.name, row.from_on, row.until_on)
        _fill(row, draft)
        if before != (row.name, row.from_on, row.until_on):
            row.source = ""
        change.save(row)
        _follow(change, row.school_id)


def bin_free(free_id: int) -> None:
    """Put in the bin."""
    with write("vrije dagen verwijderd") as change:
        row = change.edit(FreeDays, free_id)
        change.bin(row)
        _follow(change, row.school_id)


def take_region(school: int, region: str, label: str) -> int:
    """Take the holidays and feast days of a region ("noord") for a school year ("2026-2027"); how many were added.

    They replace those of any region in that year; what was typed by hand stays, and is not doubled. Raises
    `BadInput` when that region or year isn't known.
    """
    region = clean(region).casefold()
    if region not in holidays.REGIONS:
        raise BadInput(f"De regio “{region}” is er niet", f"Kies uit: {', '.join(holidays.REGIONS)}.")
    known = holidays.holidays(region, label)
    if not known:
        raise BadInput(
            f"De vakanties van {label} zijn hier nog niet bekend",
            "Typ ze zelf, of neem een agendabestand van de school.",
        )
    with write("vakanties overgenomen") as change:
        return _take(change, school, region, label)


def follows(school: int, before: dt.date, first: dt.date) -> str | None:
    """The region of the year that begins on `before`, to be taken for the one that begins on `first` as well.

    "" when that year has days without school already; None when nobody knows them.
    """
    if free(school, first + _SUMMER, last_day(first)):
        return ""
    sources = {row.source for row in free(school, before, last_day(before))}
    known = [one for one in holidays.REGIONS if holidays.holidays(one, school_year_of(first))]
    return next((region for region in known if f"{_REGION}{region}" in sources), None)


def follow(change: Change, school: int, before: dt.date, first: dt.date) -> None:
    """Take what `follows` says, as part of a larger change."""
    region = follows(school, before, first)
    if region:
        _take(change, school, region, school_year_of(first))


def take_file(school: int, frees: Sequence[Free], source: str = "agendabestand") -> int:
    """Take these; between their first and last day they replace those of the same source. How many were added."""
    if not frees:
        raise BadInput("Er staan geen vrije dagen in dit bestand", "Kijk of het het goede agendabestand is.")
    source = clean(source)
    with write("vakanties overgenomen") as change:
        _clear(change, school, min(one.first for one in frees), max(one.last for one in frees), source)
        return _put(change, school, frees, source)


def _take(change: Change, school: int, region: str, label: str) -> int:
    known = holidays.holidays(region, label)
    first = dt.date(int(label[:4]), 8, 1)  # `known` begins with the summer before it
    found = [*known, *_besides(holidays.feast_days(label), known)]
    _clear(change, school, first, last_day(first), _REGION)
    return _put(change, school, found, f"{_REGION}{region}")


def _clear(change: Change, school: int, first: dt.date, last: dt.date, source: str) -> None:
    """Bin what touches these days and came from a source that begins with these words."""
    for row in free(school, first, last):
        if row.source.startswith(source):
            change.bin(change.edit(FreeDays, row.id))


def _put(change: Change, school: int, frees: Sequence[Free], source: str) -> int:
    """Add those that aren't there yet."""
    here = free(school, min(one.first for one in frees), max(one.last for one in frees))
    new = [one for one in frees if not any(_is_there(one, row) for row in here)]
    for one in new:
        row = FreeDays(school=school, source=source)
        _fill(row, FreeDraft(one.name, one.first, one.last))
        change.add(row)
    _follow(change, school)
    return len(new)


def _follow(change: Change, school: int) -> None:
    """What is counted in days with school: terms, and how much a pupil missed."""
    recount_school_days(change, school)
    absences.recount(change, school)


def _is_there(one: Free, row: FreeRow) -> bool:
    """Whether a row says the same days, or says the same otherwise: somebody made the May holiday longer."""
    inside = row.first <= one.first and one.last <= row.last
    touches = row.first <= one.last and one.first <= row.last
    return inside or (touches and fold(row.name) == fold(one.name))


def _besides(feasts: Sequence[Free], known: Sequence[Free]) -> list[Free]:
    """The feast days that don't fall in a holiday."""
    return [
        day for day in feasts if not any(one.first <= day.first and day.last <= one.last for one in known)
    ]


def _fill(row: FreeDays, draft: FreeDraft) -> None:
    row.name = clean(draft.name)
    row.from_on, row.until_on = draft.first, draft.last or draft.first
    if not row.name:
        raise BadInput("De naam ontbreekt", "Vul in wat het is, zoals “studiedag”.")
    if row.until_on < row.from_on:
        raise BadInput("De laatste dag is voor de eerste", "Draai de twee dagen om.")
    if row.until_on - row.from_on > _LONGEST:
        raise BadInput("Dit is langer dan vier maanden", "Kijk of het jaartal klopt.")


def _row(row: FreeDays) -> FreeRow:
    return FreeRow(int(row.id), row.name, row.from_on, row.until_on, row.source, row.version)
