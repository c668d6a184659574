"""Groups: who teaches them and how many pupils they have. A group lives one school year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from peewee import JOIN, fn

from ibtui.care.text import clean, fold
from ibtui.care.words import ConcernStatus
from ibtui.errors import BadInput, Missing
from ibtui.store import database, labels, placements
from ibtui.store.change import Change, write
from ibtui.store.models import Agency, Concern, Group, GroupTeacher, Person, Placement, Pupil, SchoolYear
from ibtui.store.schools import year_in
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group. `teachers` as people call them; `open_concerns`: of the group and of its pupils."""

    id: int
    name: str
    teachers: tuple[str, ...]
    teacher_ids: tuple[int, ...]
    pupil_count: int
    open_concerns: int
    version: int


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What a form gives."""

    name: str
    teacher_ids: tuple[int, ...] = ()


def groups(school: int, today: dt.date) -> list[GroupRow]:
    """The groups of this school year in the order 1/2, 3, 4/5, 10.

    When none has been made for this year yet, those of the last year that has any.
    """
    year = (
        SchoolYear.select(fn.MAX(SchoolYear.starts_on))
        .join(Group, on=(Group.school_year == SchoolYear.id))
        .where((SchoolYear.school == school) & (SchoolYear.starts_on <= today) & Group.deleted_at.is_null())
    )
    found = (
        Group.select()
        .join(SchoolYear)
        .where((Group.school == school) & Group.deleted_at.is_null() & (SchoolYear.starts_on == year))
    )
    return sorted(_rows(found, today), key=lambda row: natural_key(row.name))


def group(group_id: int) -> GroupRow:
    """One group; also one in the bin or of an earlier year. `Missing` when unknown."""
    rows = _rows(Group.select().where(Group.id == group_id))
    if not rows:
        raise Missing("Deze groep is er niet meer", "Kies een andere groep.")
    return rows[0]


def add_group(school: int, draft: GroupDraft, today: dt.date) -> int:
    """Add a group to this school year; gives the number."""
    with write("groep toegevoegd") as change:
        row = add_in(change, school, draft, today)
        change.about(row)
        return int(row.id)


def add_in(change: Change, school: int, draft: GroupDraft, day: dt.date) -> Group:
    """Add a group to the school year of `day` as part of a larger change."""
    row = Group(school=school, school_year=year_in(school, day))
    _fill(row, draft)
    change.add(row)
    _set_teachers(change, row.id, draft.teacher_ids)
    return row


def ready_in(change: Change, school: int, draft: GroupDraft, day: dt.date) -> Group:
    """The group of that name in the school year of `day`, with these teachers; made when it isn't there."""
    year = year_in(school, day)
    there = Group.select().where((Group.school_year == year) & Group.deleted_at.is_null())
    same = next((row for row in there if fold(row.name) == fold(clean(draft.name))), None)
    if same is None:
        return add_in(change, school, draft, day)
    row = change.edit(Group, same.id)
    if _set_teachers(change, row.id, draft.teacher_ids):
        change.touch(row)
    return row


def edit_group(group_id: int, draft: GroupDraft, version: int | None = None) -> None:
    """Change a group's name and teachers. `Conflict` when the row no longer has this version."""
    with write("groep gewijzigd") as change:
        row = change.edit(Group, group_id, version)
        _fill(row, draft)
        if _set_teachers(change, group_id, draft.teacher_ids):
            change.touch(row)  # a form that shows other teachers is out of date too
        else:
            change.save(row)


def bin_group(group_id: int) -> None:
    """Put a group in the bin; its pupils stay, without a group."""
    with write("groep verwijderd") as change:
        change.bin(change.edit(Group, group_id))


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """For sorting group names as people do: 1/2, 3, 4/5, 10, de kleuters."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", fold(name))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _rows(found: Iterable[Group], day: dt.date | None = None) -> list[GroupRow]:
    rows = list(found)
    ids = [row.id for row in rows]
    teachers = _teachers(ids)
    pupils = _pupil_counts(ids, day)
    concerns = _concern_counts(ids, day or database.today())
    return [
        GroupRow(
            id=row.id,
            name=row.name,
            teachers=tuple(labels.call_name(person) for person in teachers.get(row.id, ())),
            teacher_ids=tuple(person.id for person in teachers.get(row.id, ())),
            pupil_count=pupils.get(row.id, 0),
            open_concerns=concerns.get(row.id, 0),
            version=row.version,
        )
        for row in rows
    ]


def _teachers(ids: list[int]) -> dict[int, list[Person]]:
    links = (
        GroupTeacher.select(GroupTeacher, Person, Agency)
        .join(Person)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(GroupTeacher.group.in_(ids) & Person.deleted_at.is_null())
        .order_by(GroupTeacher.id)
    )
    found: dict[int, list[Person]] = {}
    for link in links:
        found.setdefault(link.group_id, []).append(link.person)
    return found


def _pupil_counts(ids: list[int], day: dt.date | None) -> dict[int, int]:
    query = (
        Placement.select(Placement.group, fn.COUNT(Placement.pupil.distinct()))
        .join(Pupil)
        .where(Placement.group.in_(ids) & placements.running(day) & Pupil.deleted_at.is_null())
        .group_by(Placement.group)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _concern_counts(ids: list[int], day: dt.date) -> dict[int, int]:
    """Open concerns per group: its own, with last year's, and those of the pupils who are in it now. Three queries."""
    still_open = (Concern.status != ConcernStatus.CLOSED) & Concern.deleted_at.is_null()
    own = (
        Concern.select(Concern.group, fn.COUNT(Concern.id))
        .where(Concern.group.is_null(False) & still_open)
        .group_by(Concern.group)
    )
    of_pupils = (
        Concern.select(Placement.group, fn.COUNT(Concern.id.distinct()))
        .join(Pupil)
        .join(Placement, on=(Placement.pupil == Pupil.id))
        .where(Placement.group.in_(ids) & placements.running(day) & Pupil.deleted_at.is_null() & still_open)
        .group_by(Placement.group)
    )
    per_group = dict(labels.tuples(own, tuple[int, int]))
    now = placements.successors([group_id for group_id in per_group if group_id not in ids], day)
    found: dict[int, int] = {}
    for group_id, number in per_group.items():
        here = now[group_id][0] if group_id in now else group_id
        found[here] = found.get(here, 0) + number
    for group_id, number in labels.tuples(of_pupils, tuple[int, int]):
        found[group_id] = found.get(group_id, 0) + number
    return found


def _fill(row: Group, draft: GroupDraft) -> None:
    row.name = clean(draft.name)
    if not row.name:
        raise BadInput("De naam van de groep ontbreekt", "Vul een naam in, zoals 3/4/5.")
    others = Group.select().where((Group.school_year == row.school_year_id) & Group.deleted_at.is_null())
    if any(fold(other.name) == fold(row.name) and other.id != row.id for other in others):
        raise BadInput("Deze groep is er al", "Kies een andere naam, of open de groep die er is.")


def _set_teachers(change: Change, group_id: int, wanted: tuple[int, ...]) -> bool:
    """Make these the teachers, in this order; whether that changed anything."""
    links = list(GroupTeacher.select().where(GroupTeacher.group == group_id).order_by(GroupTeacher.id))
    wanted = tuple(dict.fromkeys(wanted))
    if tuple(link.person_id for link in links) == wanted:
        return False
    days = {link.person_id: link.days for link in links}
    for link in links:
        change.remove(change.edit(GroupTeacher, link.id))
    for person_id in wanted:
        change.add(GroupTeacher(group=group_id, person=person_id, days=days.get(person_id, "")))
    return True
