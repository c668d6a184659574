"""What somebody has to be told yet about a pupil: lines that were put down for later, and what follows from the file.

Only what is sure is in it: parents with gezag, what is open now, and what was fixed or answered in the last year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from peewee import fn

from ibtui.care.dates import short_date
from ibtui.care.words import Audience, ConcernStatus, ConversationKind, Custody, MinutesStatus
from ibtui.store import labels
from ibtui.store.models import (
    Agency,
    Concern,
    Conversation,
    ConversationPupil,
    ExportLog,
    ExportRecipient,
    Guardianship,
    Minutes,
    Person,
    Referral,
    Told,
)
from ibtui.store.told_rows import rows_where
from ibtui.values import dataclass

LOOK_BACK = dt.timedelta(days=365)
"""Minutes and answers from before that are no longer news."""

FOR_PARENTS = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.MEDIATION,
)
"""Conversations whose minutes parents with gezag get."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """Something that somebody doesn't know yet. `key`: "verteld:3" (a line without a day), and computed ones with
    the record and the person: "zorg:3:8", "verslag:5:8" (5: of the conversation), "verwijzing:2:8".

    `what`: what there is to tell; `since`: since when; `why`: why it is in the list, one short sentence. `ref` and
    `ref_id`: what it is about ("verteld", "zorg", "gesprek", "verwijzing").
    """

    key: str
    who: str
    person_id: int | None
    agency_id: int | None
    what: str
    since: dt.date
    why: str
    ref: str
    ref_id: int


@dataclass(frozen=True, slots=True)
class _Parent:
    """A parent with gezag. `gets_minutes`: is down for minutes."""

    id: int
    name: str
    gets_minutes: bool


def to_tell(pupil_id: int, today: dt.date) -> list[ToTell]:
    """What somebody has to be told yet, the oldest first. Nine queries.

    Lines without a day; and what follows from the file: an open concern that a parent with gezag doesn't know of,
    fixed minutes that such a parent didn't get, and an answer to a referral that wasn't told to them.
    """
    rows = rows_where((Told.pupil == pupil_id) & Told.told_on.is_null())
    found = [
        ToTell(
            f"verteld:{row.id}", row.who, row.person_id, row.agency_id, row.what, row.made_on,
            "Dit staat op de lijst om te vertellen.", "verteld", row.id,
        )
        for row in rows
    ]  # fmt: skip
    parents = parents_of(pupil_id)
    knows = _told(pupil_id)
    found += [one for one in _concerns(pupil_id, parents) if one.key not in knows]
    found += _minutes(pupil_id, parents, today, knows)
    found += _answers(pupil_id, parents, today)
    return sorted(found, key=lambda one: (one.since, one.key))


def parents_of(pupil_id: int) -> list[_Parent]:
    """The parents with gezag. One query."""
    query = (
        Guardianship.select(Guardianship, Person)
        .join(Person)
        .where(
            (Guardianship.pupil == pupil_id)
            & (Guardianship.custody == Custody.YES)
            & Person.deleted_at.is_null()
        )
        .order_by(Guardianship.id)
    )
    return [_Parent(int(row.person_id), labels.person_name(row.person), row.gets_minutes) for row in query]


def _told(pupil_id: int) -> dict[str, dt.date]:
    """The keys of what is in a line of its own already, with the day it was told last; no end when it waits there."""
    query = Told.select(Told.person, Told.concern, Told.conversation, Told.told_on).where(
        (Told.pupil == pupil_id) & Told.person.is_null(False) & Told.deleted_at.is_null()
    )
    keys = dict[str, dt.date]()
    for person, concern, talk, day in labels.tuples(
        query, tuple[int, int | None, int | None, dt.date | None]
    ):
        for key in (f"zorg:{concern}:{person}", f"verslag:{talk}:{person}"):
            keys[key] = max(keys.get(key, dt.date.min), day or dt.date.max)
    return keys


def _concerns(pupil_id: int, parents: Iterable[_Parent]) -> list[ToTell]:
    query = Concern.select(Concern.id, Concern.category, Concern.summary, Concern.opened_on).where(
        (Concern.pupil == pupil_id)
        & (Concern.status != ConcernStatus.CLOSED)
        & Concern.parents_informed_on.is_null()
        & Concern.deleted_at.is_null()
    )
    return [
        ToTell(
            f"zorg:{number}:{one.id}", one.name, one.id, None, f"zorg over {category}: {summary}", since,
            "Er is een zorg. Bij de zorg staat nog niet dat de ouders het weten.", "zorg", number,
        )
        for number, category, summary, since in labels.tuples(query, tuple[int, str, str, dt.date])
        for one in parents
    ]  # fmt: skip


def _answers(pupil_id: int, parents: Iterable[_Parent], today: dt.date) -> list[ToTell]:
    query = (
        Referral.select(Referral.id, Agency.name, Referral.answered_on)
        .join(Agency)
        .where(
            (Referral.pupil == pupil_id)
            & (Referral.answered_on >= today - LOOK_BACK)
            & Referral.parents_told_on.is_null()
            & Referral.deleted_at.is_null()
        )
    )
    knows = _told_answers(pupil_id)
    return [
        ToTell(
            f"verwijzing:{number}:{one.id}", one.name, one.id, None, answer_words(agency), since,
            "Er is een antwoord op de verwijzing.", "verwijzing", number,
        )
        for number, agency, since in labels.tuples(query, tuple[int, str, dt.date])
        for one in parents
        if _heard(knows, one.id, answer_words(agency)) < since
    ]  # fmt: skip


def _heard(knows: Mapping[tuple[int, str], dt.date], person: int, words: str) -> dt.date:
    """When this person heard of the answer last; she may have written more behind the words."""
    days = [day for (who, what), day in knows.items() if who == person and what.startswith(words)]
    return max(days, default=dt.date.min)


def answer_words(agency: str) -> str:
    """What is told of an answer: only that it came; its words stay with the referral."""
    return f"het antwoord van {agency}"


def _told_answers(pupil_id: int) -> dict[tuple[int, str], dt.date]:
    """By person and words: when an answer was told. A line doesn't know its referral, its words do."""
    query = (
        Told.select(Told.person, Told.what, fn.MAX(Told.told_on))
        .where((Told.pupil == pupil_id) & Told.person.is_null(False) & Told.deleted_at.is_null())
        .group_by(Told.person, Told.what)
    )
    rows = labels.tuples(query, tuple[int, str, dt.date | None])
    return {(person, what): day or dt.date.max for person, what, day in rows}


def _minutes(
    pupil_id: int, parents: Iterable[_Parent], today: dt.date, knows: Mapping[str, dt.date]
) -> list[ToTell]:
    """The last edition of minutes for parents: whoever it was given to, or was left out with a reason, is settled.

    So is who was told since it was fixed (`knows`); of an earlier edition doesn't count.
    """
    talks = _fixed(pupil_id, today)
    given = _given([number for number, *_more in talks])
    return [
        ToTell(
            f"verslag:{talk}:{one.id}", one.name, one.id, None, f"het verslag van het {kind} van {short_date(day)}",
            day, "Het verslag is vastgesteld. Deze ouder heeft het nog niet.", "gesprek", talk,
        )
        for number, talk, kind, day, sent, fixed in talks
        for one in parents
        if one.gets_minutes and one.id not in given.get(number, set()) and (number in given or not sent)
        and knows.get(f"verslag:{talk}:{one.id}", dt.date.min) < fixed
    ]  # fmt: skip


def _fixed(pupil_id: int, today: dt.date) -> list[tuple[int, int, str, dt.date, bool, dt.date]]:
    """(minutes, conversation, kind, day, whether they are down as sent, when they were fixed) of the last year."""
    newer = Minutes.alias()
    later = newer.select(newer.id).where(
        (newer.conversation == Minutes.conversation)
        & (newer.edition > Minutes.edition)
        & newer.deleted_at.is_null()
        & (newer.status != MinutesStatus.DRAFT)
    )
    query = (
        Minutes.select(
            Minutes.id,
            Conversation.id,
            Conversation.kind,
            Conversation.day,
            Minutes.sent_at,
            Minutes.fixed_at,
        )
        .join(Conversation)
        .join(ConversationPupil)
        .where(
            (ConversationPupil.pupil == pupil_id)
            & Conversation.kind.in_(FOR_PARENTS)
            & (Conversation.audience == Audience.DOSSIER)
            & (Conversation.day >= today - LOOK_BACK)
            & Conversation.deleted_at.is_null()
            & Minutes.deleted_at.is_null()
            & (Minutes.status != MinutesStatus.DRAFT)
            & ~fn.EXISTS(later)
        )
    )
    rows = labels.tuples(query, tuple[int, int, str, dt.date, dt.datetime | None, dt.datetime | None])
    return [
        (number, talk, kind, day, sent is not None, fixed.date() if fixed else day)
        for number, talk, kind, day, sent, fixed in rows
    ]


def _given(minutes_ids: list[int]) -> dict[int, set[int]]:
    """By minutes: who got them, or was left out with a reason."""
    query = (
        ExportRecipient.select(ExportLog.minutes, ExportRecipient.person)
        .join(ExportLog)
        .where(
            ExportLog.minutes.in_(minutes_ids)
            & ExportRecipient.person.is_null(False)
            & (ExportRecipient.got | (ExportRecipient.reason != ""))
        )
    )
    found: dict[int, set[int]] = {}
    for number, person in labels.tuples(query, tuple[int, int]):
        found.setdefault(number, set()).add(person)
    return found
