"""What forgetting one pupil comes to: which rows go along, and which texts of others change. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import field

from peewee import JOIN

from ibtui.care.forgetting import Eraser, Grown
from ibtui.care.names import Named
from ibtui.care.retention import Category
from ibtui.care.words import ConversationKind, PersonRole
from ibtui.store import erase, labels
from ibtui.store.erase import closure
from ibtui.store.forget_texts import Edited, edits, in_talk
from ibtui.store.models import (
    Absence,
    AccessRequest,
    ActionItem,
    Application,
    Attendance,
    Concern,
    Conversation,
    ConversationPupil,
    Deadline,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Guardianship,
    Minutes,
    Opp,
    ParentQuestion,
    Person,
    Placement,
    Pupil,
    Row,
    SafetyRecord,
)
from ibtui.values import dataclass

_STAYS: dict[Category, tuple[type[Row], ...]] = {
    Category.ABSENCE: (Absence, Placement),
    Category.SAFETY: (SafetyRecord,),
}
"""What stays of a pupil while the term of a category isn't over. Then the name stays too."""
_SUBJECTS: dict[str, type[Row]] = {
    "opp": Opp,
    "aanvraag": Application,
    "meldcode": SafetyRecord,
    "verzuim": Pupil,
    "vraag": ParentQuestion,
    "inzage": AccessRequest,
}
"""What the deadlines of a record are filed under: "opp:3"."""


@dataclass(slots=True)
class Scope:
    """All that happens: rows that go, texts that change, items of shared talks that let go of the pupil."""

    pupil: Pupil
    rows: dict[type[Row], set[int]]
    texts: list[Edited]
    eraser: Eraser
    loose: set[int] = field(default_factory=set)
    parents: list[Person] = field(default_factory=list)


def scope_of(pupil: Pupil, today: dt.date, keep: Collection[Category]) -> Scope:
    """All that forgetting comes to. `keep`: `ABSENCE` or `SAFETY` when its term isn't over."""
    number, spare = int(pupil.id), [table for one in keep for table in _STAYS.get(one, ())]
    seeds: dict[type[Row], set[int]] = {Pupil: {number}, Conversation: own_talks(number)}
    seeds[ExportLog] = _own_papers(number)
    rows = closure(seeds, spare)
    parents = _parents(number, rows)
    seeds[Person] = {int(one.id) for one in parents}
    eraser = _eraser(pupil, parents)
    seeds[ActionItem], loose = _items(number, eraser, rows)
    seeds[Deadline] = deadlines_of({model: ids for model, ids in rows.items() if model not in spare})
    rows = _without_others(closure(seeds, spare), number)
    hers = rows
    if spare:
        hers = _without_others(closure(seeds), number)
        del rows[Pupil]  # its name belongs to what stays; and so do the words of that
    return Scope(pupil, rows, list(edits(eraser, hers, today)), eraser, loose, parents)


def _without_others(rows: dict[type[Row], set[int]], pupil: int) -> dict[type[Row], set[int]]:
    """The same rows, without the promises about another child that were made in a talk about this one."""
    for part in erase.parts(rows.get(ActionItem, ())):
        query = ActionItem.select(ActionItem.id).where(ActionItem.id.in_(part) & (ActionItem.pupil != pupil))
        rows[ActionItem] -= {int(row.id) for row in query}
    return rows


def own_talks(pupil: int) -> set[int]:
    """The conversations that are about this pupil and nobody else."""
    mine = ConversationPupil.select(ConversationPupil.conversation).where(ConversationPupil.pupil == pupil)
    others = ConversationPupil.select(ConversationPupil.conversation).where(ConversationPupil.pupil != pupil)
    about = Concern.select(Concern.id).where(Concern.pupil == pupil)
    linked = Conversation.id.in_(mine) & (Conversation.kind != ConversationKind.GROUP_REVIEW)
    loose = Conversation.concern.in_(about) & Conversation.group.is_null()
    query = Conversation.select(Conversation.id).where((linked | loose) & Conversation.id.not_in(others))
    return {int(row.id) for row in query}


def _own_papers(pupil: int) -> set[int]:
    """The lines in the log of documents that were about this pupil and nobody else."""
    others = ExportPupil.select(ExportPupil.export).where(ExportPupil.pupil != pupil)
    query = ExportPupil.select(ExportPupil.export).where(
        (ExportPupil.pupil == pupil) & ExportPupil.export.not_in(others)
    )
    return {row.export_id for row in query}


def _parents(pupil: int, rows: erase.Rows) -> list[Person]:
    """The guardians whom nothing else needs: of no other child, and in no record of somebody else."""
    links = Guardianship.select(Guardianship.person)
    mine = links.where(Guardianship.pupil == pupil)
    others = links.where(Guardianship.pupil != pupil)
    query = Person.select().where(
        Person.id.in_(mine) & Person.id.not_in(others) & (Person.role == PersonRole.GUARDIAN)
    )
    lets_go = (Attendance, ExportRecipient, ActionItem, Guardianship)
    needed = {
        int(getattr(row, f"{key.name}_id"))
        for table, key in erase.keys(Person)
        if table not in lets_go
        for row in table.select(table.id, key).where(key.in_(mine))
        if int(row.id) not in rows.get(table, ())
    }
    needed |= _elsewhere(pupil, mine)
    return [row for row in query.order_by(Person.id) if int(row.id) not in needed]


def _elsewhere(pupil: int, parents: object) -> set[int]:
    """Who of them sat in a talk, or has a promise, in which this pupil has no part."""
    talks = ConversationPupil.select(ConversationPupil.conversation).where(ConversationPupil.pupil == pupil)
    mine = Concern.select(Concern.id).where(Concern.pupil == pupil)
    hers = Conversation.select(Conversation.id).where(
        Conversation.id.in_(talks) | Conversation.concern.in_(mine)
    )
    seats = Attendance.select(Attendance.person).where(
        Attendance.person.in_(parents) & Attendance.conversation.not_in(hers)
    )
    promises = ActionItem.select(ActionItem.owner).where(
        ActionItem.owner.in_(parents)
        & ((ActionItem.pupil != pupil) | (ActionItem.pupil.is_null() & ActionItem.conversation.not_in(hers)))
    )
    found = {row.person_id for row in seats} | {row.owner_id for row in promises}
    return {number for number in found if number is not None}


def _eraser(pupil: Pupil, parents: Collection[Person]) -> Eraser:
    pupils = list(Pupil.select().where(Pupil.school == pupil.school_id))
    going = {int(one.id) for one in parents}
    people = [
        one for one in Person.select().where(Person.school == pupil.school_id) if int(one.id) not in going
    ]
    return Eraser(
        _named(pupil),
        [_named(one) for one in pupils if one.id != pupil.id],
        [Named("persoon", int(one.id), one.first_name, one.infix, one.last_name, "") for one in people],
        [
            Grown(
                int(one.id),
                labels.full_name(one.first_name, one.infix, one.last_name),
                tuple(text for text in (one.phone, one.mail) if text),
            )
            for one in parents
        ],
    )


def _named(pupil: Pupil) -> Named:
    return Named(
        "leerling", int(pupil.id), pupil.first_name, pupil.infix, pupil.last_name, "", pupil.also_called
    )


def _items(pupil: int, eraser: Eraser, rows: erase.Rows) -> tuple[set[int], set[int]]:
    """The promises about this pupil that go, and those whose line stays in a text about others: they let go."""
    mine = Concern.select(Concern.id).where(Concern.pupil == pupil)
    query = ActionItem.select(ActionItem, Minutes).join(
        Minutes, on=ActionItem.minutes, join_type=JOIN.LEFT_OUTER
    )
    gone: set[int] = set()
    loose: set[int] = set()
    without = ActionItem.pupil.is_null() & ActionItem.concern.in_(mine)
    for item in query.where((ActionItem.pupil == pupil) | without):
        shared = item.minutes_id is not None and item.minutes_id not in rows.get(Minutes, ())
        stays = item.minutes is not None and shared and item.what in _what_stays(eraser, item.minutes)
        (loose if stays else gone).add(int(item.id))
    return gone | _unnamed(eraser, rows), loose


def _what_stays(eraser: Eraser, text: Minutes) -> str:
    """Minutes without the pupil's own part."""
    near = in_talk(text.conversation) if eraser.has_namesakes else ()
    return eraser.without_section(text.text, near=near)


def _unnamed(eraser: Eraser, rows: erase.Rows) -> set[int]:
    """The promises about nobody of which the line goes: under a heading that was nobody's while both could be meant."""
    if not eraser.has_namesakes:
        return set()
    query = ActionItem.select(ActionItem, Minutes).join(Minutes).where(ActionItem.pupil.is_null())
    found: set[int] = set()
    for item in query:
        text = item.minutes
        if text is None or item.minutes_id in rows.get(Minutes, ()) or not eraser.is_worth(text.text):
            continue
        if item.what in text.text and item.what not in _what_stays(eraser, text):
            found.add(int(item.id))
    return found


def deadlines_of(rows: erase.Rows) -> set[int]:
    """The deadlines that are filed under a record that goes."""
    subjects = [f"{word}:{number}" for word, model in _SUBJECTS.items() for number in rows.get(model, ())]
    found: set[int] = set()
    for start in range(0, len(subjects), 500):
        query = Deadline.select(Deadline.id).where(Deadline.subject.in_(subjects[start : start + 500]))
        found |= {int(row.id) for row in query}
    return found
