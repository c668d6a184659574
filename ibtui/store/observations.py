"""Lessons that the ib'er looked at. Staff data: a lane of its own.

Nothing else reads this table: no search, no paper, no agenda. Every question says who asks (`database.who()`): a row
of another writer that isn't shared doesn't come out, also not by its number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import Expression

from ibtui.care.text import clean
from ibtui.care.words import ConversationKind, ConversationStatus
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import Change, write
from ibtui.store.conversations import ConversationDraft, make
from ibtui.store.models import Conversation, Observation
from ibtui.values import dataclass

VISIT = "lesbezoek"
"""The purpose of a planned look: the week is in sight of others, so it says no more than this."""

_LONG = 20_000
"""Characters of a text in several lines."""


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """A lesson that was looked at. `mine`: written by who asks. `seen` are facts, `meaning` is what the writer
    makes of them. `planned_on`: the day that the next look is in the week; None when it isn't, or is over."""

    id: int
    teacher_id: int
    teacher: str
    group_id: int | None
    group: str
    mine: bool
    writer: str
    shared: bool
    day: dt.date
    question: str
    seen: str
    meaning: str
    talk: str
    agreed: str
    look_again_on: dt.date | None
    looked_again_on: dt.date | None
    conversation_id: int | None
    planned_on: dt.date | None
    version: int


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """What a form gives."""

    teacher_id: int
    day: dt.date
    group_id: int | None = None
    question: str = ""
    seen: str = ""
    meaning: str = ""
    talk: str = ""
    agreed: str = ""
    look_again_on: dt.date | None = None
    shared: bool = False


def observations(school: int, who: str) -> list[ObservationRow]:
    """What `who` wrote and what others shared: by teacher, the last first. Four queries."""
    found = _rows(Observation.school == school, who)
    return sorted(
        found, key=lambda row: (row.teacher.casefold(), row.teacher_id, -row.day.toordinal(), -row.id)
    )


def observation(observation_id: int, who: str) -> ObservationRow:
    """One. `Missing` when it is gone, in the bin, or of another writer who didn't share it."""
    found = _rows(Observation.id == observation_id, who)
    if not found:
        raise _missing()
    return found[0]


def look_again(school: int, who: str, until: dt.date) -> list[ObservationRow]:
    """Where `who` said to look again until this day and hasn't yet: by day. Not what is in the week for later."""
    where = (Observation.school == school) & (Observation.writer == who)
    due = (Observation.look_again_on <= until) & Observation.looked_again_on.is_null()
    rows = [row for row in _rows(where & due, who) if (row.planned_on or until) <= until]
    return sorted(rows, key=lambda row: (row.look_again_on or until, row.id))


def visits(conversation_ids: Sequence[int]) -> set[int]:
    """Which of these talks are a planned look, of any writer; nothing else comes out."""
    query = Observation.select(Observation.conversation).where(
        Observation.conversation.in_(list(conversation_ids)) & Observation.deleted_at.is_null()
    )
    return {key for (key,) in labels.tuples(query, tuple[int])}


def add_observation(school: int, draft: ObservationDraft, who: str) -> int:
    """Add one, written by `who`."""
    with write("lesbezoek toegevoegd") as change:
        row = Observation(school=school, writer=who, day=draft.day)
        _fill(row, draft)
        return int(change.add(row).id)


def edit_observation(
    observation_id: int, draft: ObservationDraft, who: str, version: int | None = None
) -> None:
    """Change one; only its writer may."""
    with write("lesbezoek gewijzigd") as change:
        row = _own(change, observation_id, who, version)
        if row.look_again_on != draft.look_again_on:
            row.looked_again_on = None
        _fill(row, draft)
        change.save(row)


def set_looked_again(observation_id: int, done: bool, who: str, today: dt.date) -> None:
    """Say that somebody looked again, or not after all. Raises `BadInput` when there is no day for it."""
    with write("weer gekeken" if done else "nog niet weer gekeken") as change:
        row = _own(change, observation_id, who)
        if row.look_again_on is None:
            raise BadInput("Er is geen dag om weer te kijken", "Die vul je in met e.")
        row.looked_again_on = today if done else None
        change.save(row)


def plan_in(
    observation_id: int, day: dt.date, start: dt.time | None, who: str, version: int | None = None
) -> int:
    """Put the next look in the week, the teacher asked; gives the number of the conversation.

    The week gets no word of the observation. The day becomes that of looking again. `Conflict` when the row no
    longer has this version: another session may have put it in the week already.
    """
    with write("lesbezoek ingepland") as change:
        row = _own(change, observation_id, who, version)
        draft = ConversationDraft(
            kind=ConversationKind.OBSERVATION,
            day=day,
            start=start,
            purpose=VISIT,
            group_id=row.group_id,
            person_ids=(row.teacher_id,),
        )
        talk = make(change, row.school_id, draft)
        row.conversation_id, row.look_again_on, row.looked_again_on = int(talk.id), day, None
        change.save(row)
        change.about(row)
        return int(talk.id)


def bin_observation(observation_id: int, who: str) -> None:
    """Put one in the bin; only its writer may."""
    with write("lesbezoek verwijderd") as change:
        change.bin(_own(change, observation_id, who))


def _own(change: Change, observation_id: int, who: str, version: int | None = None) -> Observation:
    row = change.edit(Observation, observation_id, version)
    if row.writer == who:
        return row
    if not row.shared:
        raise _missing()
    raise BadInput(
        "Dit lesbezoek is van een collega", "Je kunt het lezen. Wijzigen kan alleen wie het schreef."
    )


def _missing() -> Missing:
    return Missing("Dit lesbezoek is er niet", "Kijk bij Coaching wat er nu staat.")


def _fill(row: Observation, draft: ObservationDraft) -> None:
    row.teacher_id, row.group_id, row.day = draft.teacher_id, draft.group_id, draft.day
    row.question, row.seen, row.meaning, row.talk, row.agreed = (
        clean(text, multiline=True, limit=_LONG)
        for text in (draft.question, draft.seen, draft.meaning, draft.talk, draft.agreed)
    )
    if not any(text.strip() for text in (row.question, row.seen, row.meaning, row.talk, row.agreed)):
        raise BadInput("Er staat nog niets", "Vul in elk geval de kijkvraag in.")
    if draft.look_again_on is not None and draft.look_again_on < draft.day:
        raise BadInput("Weer kijken ligt vóór dit bezoek", "Kies een latere dag.")
    row.look_again_on, row.shared = draft.look_again_on, draft.shared


def _rows(where: Expression, who: str) -> list[ObservationRow]:
    visible = (Observation.writer == who) | (Observation.shared == True)  # noqa: E712  # a column, not a truth
    found = list(Observation.select().where(where & visible & Observation.deleted_at.is_null()))
    return _named(found, who) if found else []


def _named(found: Sequence[Observation], who: str) -> list[ObservationRow]:
    people = labels.people_named({row.teacher_id for row in found})
    groups = labels.groups_named({row.group_id for row in found if row.group_id is not None})
    talks = _planned({row.conversation_id for row in found if row.conversation_id is not None})
    return [
        ObservationRow(
            id=int(row.id),
            teacher_id=row.teacher_id,
            teacher=people.get(row.teacher_id, "onbekend"),
            group_id=row.group_id,
            group=groups.get(row.group_id or 0, ""),
            mine=row.writer == who,
            writer=row.writer,
            shared=row.shared,
            day=row.day,
            question=row.question,
            seen=row.seen,
            meaning=row.meaning,
            talk=row.talk,
            agreed=row.agreed,
            look_again_on=row.look_again_on,
            looked_again_on=row.looked_again_on,
            conversation_id=row.conversation_id if row.conversation_id in talks else None,
            planned_on=talks.get(row.conversation_id or 0),
            version=row.version,
        )
        for row in found
    ]


def _planned(ids: set[int]) -> dict[int, dt.date]:
    query = Conversation.select(Conversation.id, Conversation.day)
    query = query.where(
        Conversation.id.in_(list(ids))
        & (Conversation.status == ConversationStatus.PLANNED)
        & Conversation.deleted_at.is_null()
    )
    return dict(labels.tuples(query, tuple[int, dt.date]))
