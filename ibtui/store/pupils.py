"""Pupils: who they are, where they are, and their guardians. A pupil's story is in `timeline`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from peewee import Expression

from ibtui.care.names import Named, sort_key
from ibtui.care.text import clean, fold
from ibtui.care.words import LeftTo, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import database, labels, placements
from ibtui.store.change import Change, write
from ibtui.store.groups import natural_key
from ibtui.store.guardians import GuardianDraft as GuardianDraft
from ibtui.store.guardians import GuardianRow as GuardianRow
from ibtui.store.guardians import add_guardian as add_guardian
from ibtui.store.guardians import edit_guardian as edit_guardian
from ibtui.store.guardians import guardians as guardians
from ibtui.store.guardians import remove_guardian as remove_guardian
from ibtui.store.models import Group, Placement, Pupil, PupilLevel, School
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil. `group` and `year` (leerjaar) are those of now, "" without a group.

    `left_on` once she has left; `leaves_on` is a last day that is still to come. `also_called`: other names that
    people use, as they were typed. `left_to`: a word of `care.words.LeftTo`, or "". `binned`: lies in the bin.
    """

    id: int
    name: str
    first_name: str
    infix: str
    last_name: str
    group_id: int | None
    group: str
    year: str
    level: int
    birth_date: dt.date | None
    left_on: dt.date | None
    version: int
    leaves_on: dt.date | None = None
    also_called: str = ""
    left_to: str = ""
    binned: bool = False


@dataclass(frozen=True, slots=True)
class PupilDraft:
    """What a form gives. `year` needs a group. `left_to`: a word of `care.words.LeftTo`; "" isn't known (yet)."""

    first_name: str
    infix: str = ""
    last_name: str = ""
    group_id: int | None = None
    year: str = ""
    level: int = 1
    birth_date: dt.date | None = None
    left_on: dt.date | None = None
    also_called: str = ""
    left_to: str = ""


_NOWHERE = None, "", ""


def pupils(school: int, group_id: int | None = None, text: str = "") -> list[PupilRow]:
    """All pupils, those of one group, or those whose name holds `text`; by group and first name.

    Pupils who left come last.
    """
    wanted = fold(text)
    asked = (Pupil.school == school) & Pupil.deleted_at.is_null()
    if group_id is not None:
        asked &= Pupil.id.in_(Placement.select(Placement.pupil).where(Placement.group == group_id))
    rows = [row for row in _rows(asked) if group_id in (None, row.group_id) and wanted in fold(row.name)]
    return sorted(rows, key=_order)


def at_school(school: int) -> list[PupilRow]:
    """The pupils who are at school now, in the same order: not those of all the years before."""
    here = Pupil.left_on.is_null() | (Pupil.left_on > database.today())
    return sorted(_rows((Pupil.school == school) & Pupil.deleted_at.is_null() & here), key=_order)


def pupil(pupil_id: int) -> PupilRow:
    """One pupil; also one in the bin, who may still be named in old minutes. `Missing` when unknown."""
    rows = _rows(Pupil.id == pupil_id)
    if not rows:
        raise Missing("Deze leerling is er niet meer", "Kies een andere leerling.")
    return rows[0]


def level_since(pupil_id: int) -> dt.date | None:
    """Since when a pupil has the level of now; None when that was never written down. One query."""
    last = PupilLevel.select(PupilLevel.since).where(PupilLevel.pupil == pupil_id)
    found = last.order_by(PupilLevel.since.desc(), PupilLevel.id.desc()).first()
    return None if found is None else found.since


def pupils_by_id(ids: Collection[int]) -> dict[int, PupilRow]:
    """These pupils, also those in the bin. Two queries."""
    return {row.id: row for row in _rows(Pupil.id.in_(list(ids)))}


def add_pupil(school: int, draft: PupilDraft, today: dt.date) -> int:
    """Add a pupil; the history of level and group begins today. Gives the number."""
    with write("leerling toegevoegd") as change:
        row = Pupil(school=school)
        _fill(row, draft, today)
        change.add(row)
        change.add(PupilLevel(pupil=row, level=row.level, since=today))
        if draft.group_id is not None and draft.left_on is None:
            year = _year(draft)
            until = placements.go_along(change, row.id, draft.group_id, year, today)
            change.add(Placement(pupil=row, group=draft.group_id, year=year, from_on=today, until_on=until))
        return int(row.id)


def edit_pupil(pupil_id: int, draft: PupilDraft, today: dt.date, version: int | None = None) -> None:
    """Change a pupil. Another level or group is a new line in its history, from today on."""
    with write("leerling gewijzigd") as change:
        row = change.edit(Pupil, pupil_id, version)
        level = row.level
        _fill(row, draft, today)
        moved = _place(change, pupil_id, draft, today)
        if row.level != level:
            _note_level(change, row, today)
        if moved:
            change.touch(row)
        else:
            change.save(row)


def change_level(change: Change, pupil_id: int, level: int, today: dt.date) -> int:
    """Give a pupil another level, as part of a larger change; gives the one before. `BadInput` when there is no
    such level."""
    row = change.edit(Pupil, pupil_id)
    levels, before = School.get_by_id(row.school_id).levels, int(row.level)
    if not 1 <= level <= levels:
        raise BadInput(f"Niveau {level} is er niet", f"Dit is al niveau {before}. Er zijn er {levels}.")
    if level != before:
        row.level = level
        _note_level(change, row, today)
        change.save(row)
    return before


def bin_pupil(pupil_id: int) -> None:
    """Put a pupil in the bin; what was written about it stays."""
    with write("leerling verwijderd") as change:
        change.bin(change.edit(Pupil, pupil_id))


def _rows(condition: Expression) -> list[PupilRow]:
    today = database.today()
    found = list(Pupil.select().where(condition))
    # Who left is in no group, and there are more of them every year.
    here = [row.id for row in found if row.left_on is None or row.left_on > today]
    query = (
        Placement.select(Placement.pupil, Placement.year, Group.id, Group.name)
        .join(Group)
        .where(Placement.pupil.in_(here) & placements.running(today) & Group.deleted_at.is_null())
        .order_by(Placement.from_on, Placement.id)
    )
    now = {
        pupil: (group, name, year)
        for pupil, year, group, name in labels.tuples(query, tuple[int, str, int, str])
    }
    return [_row(row, now.get(row.id, _NOWHERE), today) for row in found]


def _row(row: Pupil, place: tuple[int | None, str, str], today: dt.date) -> PupilRow:
    group_id, group, year = place
    left = row.left_on is not None and row.left_on <= today
    return PupilRow(
        id=row.id,
        name=labels.full_name(row.first_name, row.infix, row.last_name),
        first_name=row.first_name,
        infix=row.infix,
        last_name=row.last_name,
        group_id=group_id,
        group=group,
        year=year,
        level=row.level,
        birth_date=row.birth_date,
        left_on=row.left_on if left else None,
        version=row.version,
        leaves_on=None if left else row.left_on,
        also_called=row.also_called,
        left_to=row.left_to,
        binned=row.deleted_at is not None,
    )


def _order(row: PupilRow) -> tuple[bool, bool, object, object]:
    name = Named("leerling", row.id, row.first_name, row.infix, row.last_name, "")
    return row.left_on is not None, not row.group, natural_key(row.group), sort_key(name)


def _fill(row: Pupil, draft: PupilDraft, today: dt.date) -> None:
    row.first_name = clean(draft.first_name)
    row.infix = clean(draft.infix)
    row.last_name = clean(draft.last_name)
    row.also_called = clean(draft.also_called)
    row.left_to = match_word(LeftTo, draft.left_to).value if clean(draft.left_to) else ""
    row.level = draft.level
    row.birth_date = draft.birth_date
    known = row.left_on  # a last day that rolling over has set may stay
    row.left_on = draft.left_on
    levels = School.get_by_id(row.school_id).levels
    if not row.first_name:
        raise BadInput("De voornaam ontbreekt", "Vul de voornaam van de leerling in.")
    if not 1 <= draft.level <= levels:
        raise BadInput(f"Niveau {draft.level} is er niet", f"Kies een niveau van 1 tot en met {levels}.")
    if clean(draft.year) and draft.group_id is None:
        raise BadInput("Er is een leerjaar, maar geen groep", "Kies ook de groep waar de leerling in zit.")
    if draft.left_on is not None and draft.left_on > today and draft.left_on != known:
        raise BadInput("De leerling is nog op school", "Vul de dag pas in als de leerling weg is.")


def _year(draft: PupilDraft) -> str:
    return clean(draft.year, limit=20)


def _place(change: Change, pupil_id: int, draft: PupilDraft, today: dt.date) -> bool:
    """Put the pupil in the group of the draft; whether that changed anything. What comes later stays."""
    gone = draft.left_on is not None and draft.left_on <= today
    wanted = None if gone else draft.group_id
    here = list(Placement.select().where((Placement.pupil == pupil_id) & placements.running(today)))
    later = placements.coming(pupil_id, today)
    until = draft.left_on or (later[0].from_on if later else None)
    if gone:
        for place in later:
            change.remove(change.edit(Placement, place.id))
    if until is None and wanted is not None:
        until = placements.go_along(change, pupil_id, wanted, _year(draft), today)
    if [(place.group_id, place.year) for place in here] == [(wanted, _year(draft))]:
        return _lasts(change, here[0], until)
    for place in here:
        row = change.edit(Placement, place.id)
        if row.from_on >= today and wanted is not None:  # made today: a mistake put right, not a move
            change.remove(row)
        else:
            row.until_on = max(row.from_on, draft.left_on if gone and draft.left_on else today)
            change.save(row)
    if wanted is not None:
        year = _year(draft)
        change.add(Placement(pupil=pupil_id, group=wanted, year=year, from_on=today, until_on=until))
    return bool(here) or (gone and bool(later)) or wanted is not None


def _lasts(change: Change, place: Placement, until: dt.date | None) -> bool:
    """Let a place last until then (None: on); whether it didn't already."""
    if place.until_on == until:
        return False
    row = change.edit(Placement, place.id)
    row.until_on = until
    change.save(row)
    return True


def _note_level(change: Change, row: Pupil, today: dt.date) -> None:
    same_day = PupilLevel.get_or_none((PupilLevel.pupil == row.id) & (PupilLevel.since == today))
    if same_day is None:
        change.add(PupilLevel(pupil=row, level=row.level, since=today))
        return
    line = change.edit(PupilLevel, same_day.id)
    line.level = row.level
    change.save(line)
