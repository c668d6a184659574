"""Conversations: the week, one conversation with its people, and every change to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.deadlines import due
from ibtui.care.text import clean
from ibtui.care.words import (
    Audience,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    MinutesStatus,
    match_word,
)
from ibtui.errors import BadInput, Missing
from ibtui.store import actions, database, harvest, own_notes, pupils, term_counting
from ibtui.store.change import Change, write
from ibtui.store.conversation_rows import ConversationRow, SeatRow, rows, seats
from ibtui.store.conversation_rows import week as week
from ibtui.store.models import ActionItem, Concern, Conversation, ConversationPupil, Minutes
from ibtui.store.seating import (
    all_present,
    invite,
    invite_pupil,
    reseat,
    seat_people,
    seat_pupils,
    set_presence,
    suggested_people,
    uninvite,
)
from ibtui.values import dataclass

__all__ = [
    "ConversationCard",
    "ConversationDraft",
    "ConversationRow",
    "SeatRow",
    "add_conversation",
    "all_present",
    "bin_conversation",
    "cancel",
    "conversation",
    "edit_conversation",
    "invite",
    "invite_pupil",
    "move",
    "of_pupil",
    "seats",
    "set_held",
    "set_presence",
    "suggested_people",
    "uninvite",
    "week",
]

_PRIVATE = "privenotitie"
"""The term that says how long a private note is kept (docs: werkaantekening)."""


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """What a form gives. `kind`, `status` and `audience` are words of `care.words`."""

    kind: str
    day: dt.date
    start: dt.time | None = None
    duration: int = 0
    place: str = ""
    purpose: str = ""
    pupil_ids: tuple[int, ...] = ()
    group_id: int | None = None
    person_ids: tuple[int, ...] = ()
    concern_id: int | None = None
    planned: bool = True
    status: str = ConversationStatus.PLANNED
    audience: str = Audience.DOSSIER


@dataclass(frozen=True, slots=True)
class ConversationCard:
    """All that one conversation's screen shows."""

    row: ConversationRow
    seats: tuple[SeatRow, ...]
    pupils: tuple[pupils.PupilRow, ...]
    actions: tuple[actions.ActionRow, ...]


def of_pupil(pupil_id: int) -> list[ConversationRow]:
    """Every conversation about a pupil, the newest first."""
    linked = ConversationPupil.select(ConversationPupil.conversation).where(
        ConversationPupil.pupil == pupil_id
    )
    found = rows(Conversation.id.in_(linked))
    return sorted(found, key=lambda row: (row.day, row.start or dt.time.min, row.id), reverse=True)


def conversation(conversation_id: int) -> ConversationCard:
    """One conversation with its seats, pupils and action items. `Missing` when it is gone or in the bin."""
    found = rows(Conversation.id == conversation_id)
    if not found:
        raise Missing(
            "Dit gesprek is er niet meer", "Iemand heeft het verwijderd. Kijk in de week wat er nu staat."
        )
    row = found[0]
    about = pupils.pupils_by_id(row.pupil_ids)
    return ConversationCard(
        row=row,
        seats=seats(conversation_id),
        pupils=tuple(about[pupil_id] for pupil_id in row.pupil_ids),
        actions=tuple(actions.of_conversation(conversation_id)),
    )


def add_conversation(school: int, draft: ConversationDraft) -> int:
    """Plan or record a conversation. Only who is in `person_ids` is asked; in a kindgesprek the child sits too.

    One pupil with exactly one open concern is linked to that concern. Raises `BadInput` on words or numbers
    that can't be.
    """
    with write("gesprek toegevoegd") as change:
        return int(make(change, school, draft).id)


def make(change: Change, school: int, draft: ConversationDraft) -> Conversation:
    """The part of `add_conversation` that other writes share; `change` is theirs."""
    row = Conversation(school=school, day=draft.day, kind="", writer=database.who())
    _fill(row, draft)
    if row.concern_id is None:
        row.concern_id = _only_concern(draft.pupil_ids)
    change.add(row)
    for pupil_id in dict.fromkeys(draft.pupil_ids):
        change.add(ConversationPupil(conversation=row, pupil=pupil_id))
    seat_pupils(change, row, draft.pupil_ids)
    seat_people(change, row, draft.person_ids, draft.pupil_ids)
    return row


def edit_conversation(conversation_id: int, draft: ConversationDraft, version: int | None = None) -> None:
    """Change a conversation, its pupils and who is asked. Who stays keeps their presence.

    Its action items follow it to another pupil, group or concern, and dates like "vr" to another day.
    """
    with write("gesprek gewijzigd") as change:
        row = _own(change, conversation_id, version)
        _refuse_unwritten(row, draft)
        if (
            row.status == ConversationStatus.HELD
            and match_word(ConversationStatus, draft.status) != row.status
        ):
            _refuse_settled(row)
        linked = list(ConversationPupil.select().where(ConversationPupil.conversation == row))
        before = harvest.subject(row, [link.pupil_id for link in linked])
        day = row.day
        _fill(row, draft)
        change.save(row)
        for link in linked:
            if link.pupil_id not in draft.pupil_ids:
                change.remove(link)
        for pupil_id in dict.fromkeys(draft.pupil_ids):
            if pupil_id not in {link.pupil_id for link in linked}:
                change.add(ConversationPupil(conversation=row, pupil=pupil_id))
        gone = {link.pupil_id for link in linked} - set(draft.pupil_ids)
        reseat(change, row, draft.pupil_ids, draft.person_ids, gone)
        harvest.follow(change, row, before, harvest.subject(row, draft.pupil_ids))
        if day != row.day:
            harvest.redate(change, row)


def move(conversation_id: int, day: dt.date, start: dt.time | None) -> None:
    """Move to another day and time. Dates like "vr" in its draft minutes follow."""
    with write("gesprek verplaatst") as change:
        row = _own(change, conversation_id)
        moved = row.day != day
        row.day, row.start = day, start
        change.save(row)
        if moved:
            harvest.redate(change, row)


def set_held(conversation_id: int, held: bool) -> None:
    """Mark as held, or as planned again. Says nothing of who was there: that is `set_presence`.

    Raises `BadInput` when it should be planned again and its minutes are fixed or sent.
    """
    with write("gesprek gehouden" if held else "gesprek weer gepland") as change:
        row = _own(change, conversation_id)
        if not held:
            _refuse_settled(row)
        row.status = ConversationStatus.HELD if held else ConversationStatus.PLANNED
        change.save(row)


def cancel(conversation_id: int) -> None:
    """Mark as cancelled; it stays in the week."""
    with write("gesprek afgezegd") as change:
        row = _own(change, conversation_id)
        row.status = ConversationStatus.CANCELLED
        change.save(row)


def _refuse_settled(row: Conversation) -> None:
    """What has minutes that don't change any more, was held."""
    settled = Minutes.status.in_((MinutesStatus.FIXED, MinutesStatus.SENT)) & Minutes.deleted_at.is_null()
    if Minutes.select().where((Minutes.conversation == row) & settled).exists():
        raise BadInput("Het verslag is vastgesteld, dus het gesprek is gehouden.")


def _refuse_unwritten(row: Conversation, draft: ConversationDraft) -> None:
    """Private words come in the dossier by `promoting` only, which has them written anew."""
    if row.audience != Audience.PRIVATE or match_word(Audience, draft.audience) != Audience.DOSSIER:
        return
    if Minutes.select().where((Minutes.conversation == row) & (Minutes.text != "")).exists():
        raise BadInput(
            "Een privénotitie komt niet zomaar in het dossier",
            "Open de notitie, druk op D en schrijf hem daar opnieuw.",
        )


def bin_conversation(conversation_id: int) -> None:
    """Put in the bin, with its minutes and its action items; undo brings all of them back."""
    with write("gesprek verwijderd") as change:
        change.bin(_own(change, conversation_id))
        for model in (Minutes, ActionItem):
            inside = (model.conversation == conversation_id) & model.deleted_at.is_null()
            for part in list(model.select().where(inside)):
                change.bin(change.edit(model, part.id))


# --- writing ---


def _own(change: Change, conversation_id: int, version: int | None = None) -> Conversation:
    """A conversation to change; `Missing` when it is a private note of somebody else."""
    row = change.edit(Conversation, conversation_id, version)
    own_notes.refuse(row)
    return row


def _fill(row: Conversation, draft: ConversationDraft) -> None:
    row.kind = match_word(ConversationKind, draft.kind)
    row.status = match_word(ConversationStatus, draft.status)
    was, row.audience = row.audience, match_word(Audience, draft.audience)
    if row.audience == Audience.PRIVATE and was != Audience.PRIVATE:
        own_notes.take(row)
    if not 0 <= draft.duration <= 24 * 60:
        raise BadInput("Deze duur kan niet", "Vul het aantal minuten in, bijvoorbeeld 45.")
    row.planned, row.day, row.start, row.duration = draft.planned, draft.day, draft.start, draft.duration
    row.place, row.purpose = clean(draft.place), clean(draft.purpose)
    row.group_id, row.concern_id = draft.group_id, draft.concern_id
    row.expires_on = _expires_on(row, draft.day) if row.audience == Audience.PRIVATE else None


def _expires_on(row: Conversation, day: dt.date) -> dt.date | None:
    """When a private note expires: never sooner than she chose."""
    ends = private_until(row.school_id, day)
    return row.expires_on if ends is None else max(ends, row.expires_on or dt.date.min)


def private_until(school: int, day: dt.date) -> dt.date | None:
    """Until when a private note of this day is kept; None when the school switched that term off."""
    rule = term_counting.rules(school)[_PRIVATE]
    return due(rule, day) if rule.active else None


def _only_concern(pupil_ids: Sequence[int]) -> int | None:
    """The concern of a talk about one pupil, when there is exactly one open."""
    if len(set(pupil_ids)) != 1:
        return None
    is_open = (Concern.status != ConcernStatus.CLOSED) & Concern.deleted_at.is_null()
    found = [
        int(row.id) for row in Concern.select(Concern.id).where((Concern.pupil == pupil_ids[0]) & is_open)
    ]
    return found[0] if len(found) == 1 else None
