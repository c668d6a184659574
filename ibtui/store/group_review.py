"""A groepsbespreking as it goes: each thing that is said of a pupil goes in the minutes, in one transaction.

The minutes are the record. A line is put in the text as it is at that moment, so nothing that another session
typed is lost. What belongs to the line (a level, a concern, a date) changes with it, and undo takes both back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from ibtui.care import group_review as care
from ibtui.care.minutes import parse
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import (
    Audience,
    ConcernCategory,
    ConversationKind,
    ConversationStatus,
    MinutesStatus,
    PersonRole,
)
from ibtui.errors import BadInput, Frozen
from ibtui.store import concerns, conversations, cycle, harvest, labels, minutes
from ibtui.store.change import Change, write
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.group_review_before import Before, SpokenOf, spoken_of
from ibtui.store.group_review_rows import (
    Found,
    Kid,
    Review,
    begun_on,
    find,
    first_in_line,
    load,
    read_again,
)
from ibtui.store.models import (
    ActionItem,
    Concern,
    Conversation,
    ConversationPupil,
    GroupTeacher,
    Minutes,
    Person,
    School,
)
from ibtui.store.pupils import change_level
from ibtui.store.revisions import keep_earlier
from ibtui.values import dataclass

__all__ = [
    "Before",
    "Found",
    "Kid",
    "Review",
    "SpokenOf",
    "add_concern",
    "add_line",
    "at_the_table",
    "begin",
    "evaluate_on",
    "find",
    "finish",
    "first_in_line",
    "join",
    "load",
    "pupil_review_ahead",
    "read_again",
    "set_level",
    "sign_up",
    "spoken_of",
    "take_line_away",
    "with_started",
]

_LONGEST_LINE = 500

Edit = Callable[[str], str]
"""What becomes of a text."""


@dataclass(frozen=True, slots=True)
class Started:
    """A review that is written down: its conversation and its minutes."""

    conversation_id: int
    minutes_id: int


def begin(
    school: int, group_id: int, conversation_id: int | None, now: dt.datetime, template: str
) -> Started:
    """Have a conversation with minutes to write in: those of `conversation_id`, begun from `template` when there
    are none yet; without one a new conversation of today, with the teachers of the group at the table."""
    if conversation_id is not None:
        return Started(conversation_id, minutes.start(conversation_id, template).id)
    draft = ConversationDraft(
        kind=ConversationKind.GROUP_REVIEW,
        day=now.date(),
        start=now.time().replace(second=0, microsecond=0),
        group_id=group_id,
        person_ids=at_the_table(school, group_id),
        planned=False,  # and not held yet: that is said at the end, so she can go on tomorrow
    )
    with write("groepsbespreking begonnen", undoable=False) as change:
        if (first := begun_on(school, group_id, now.date())) is not None:  # another session was first
            return Started(*first)
        row = conversations.make(change, school, draft)
        text = minutes.write_first(change, row, template)
        change.about(row)
        return Started(int(row.id), int(text.id))


def at_the_table(school: int, group_id: int) -> tuple[int, ...]:
    """Who sits in a talk about a group: the ib'er and its teachers."""
    people = GroupTeacher.select(GroupTeacher.person).join(Person)
    teaching = people.where((GroupTeacher.group == group_id) & Person.deleted_at.is_null())
    seats = [int(row.person_id) for row in teaching.order_by(GroupTeacher.id)]
    herself = Person.select(Person.id).where(
        (Person.school == school) & (Person.role == PersonRole.COORDINATOR) & Person.deleted_at.is_null()
    )
    return tuple(dict.fromkeys([*(int(row.id) for row in herself), *seats]))


def add_line(review: Review, pupil: int, typed: str, today: dt.date | None = None) -> str:
    """Write one line under a pupil's name; gives it as it stands there. `BadInput` when there is nothing.

    `today`: when the words are said. "morgen" is the day after that, also in a review that began last week.
    """
    line = care.written(clean(typed, limit=_LONGEST_LINE))
    line = care.said_on(line, today or review.day, review.day, review.working_days)
    if not line:
        raise BadInput("Er staat nog niets", "Typ een zin, of druk op Tab voor de volgende leerling.")
    with write("regel in de bespreking") as change:
        _edit(change, review, lambda text: care.with_line(text, pupil, line, review.order, review.near))
    return line


def take_line_away(review: Review, pupil: int, line: str) -> None:
    """Take one line of a pupil out of the text; a promise in it goes to the bin."""
    with write("regel uit de bespreking gehaald") as change:
        _edit(change, review, lambda text: care.without_line(text, pupil, line, review.near))


def set_level(review: Review, pupil: int, level: int, today: dt.date) -> None:
    """Another level: in the pupil's history and in the text. `BadInput` when the school has no such level."""
    with write("niveau gewijzigd") as change:
        old = change_level(change, pupil, level, today)
        order, near = review.order, review.near
        _edit(change, review, lambda text: care.with_level(text, pupil, old, level, order, near))


def add_concern(review: Review, school: int, draft: ConcernDraft, today: dt.date) -> int:
    """A new concern about a pupil of this group, and its line in the text; gives the number of the concern."""
    with write("zorg toegevoegd") as change:
        row = concerns.make(change, school, draft, today)
        if row.pupil_id in review.order:
            pupil, safe = int(row.pupil_id or 0), row.category != ConcernCategory.SAFETY
            line = care.concern_line(row.category, row.summary, safe_to_tell=safe)
            order, near = review.order, review.near
            _edit(change, review, lambda text: care.with_line(text, pupil, line, order, near))
        change.about(row)
        return int(row.id)


def evaluate_on(review: Review, pupil: int, concern_id: int | None, when: dt.date) -> None:
    """The day on which a concern of this pupil (or without one: how it goes) is looked back on; and its line."""
    with write("evaluatie gepland") as change:
        what = ""
        if concern_id is not None:
            row = change.edit(Concern, concern_id)
            row.evaluate_on = when
            what = "" if row.category == ConcernCategory.SAFETY else row.category
            change.save(row)
        day, order, near = review.day, review.order, review.near
        _edit(change, review, lambda text: care.with_evaluation(text, pupil, what, when, day, order, near))


def sign_up(review: Review, pupil: int) -> bool:
    """Sign a pupil up for the leerlingbespreking, or not after all; whether she is signed up now."""
    order, near = review.order, review.near
    row = None if review.minutes_id is None else Minutes.get_or_none(Minutes.id == review.minutes_id)
    text_now = "" if row is None else row.text  # not as it was loaded: another session may have been first
    already = care.SIGNED_UP in care.sections(text_now, near).get(pupil, ())
    with write("aanmelding eraf" if already else "aangemeld voor leerlingbespreking") as change:
        if already:
            _edit(change, review, lambda text: care.without_line(text, pupil, care.SIGNED_UP, near))
        else:
            _edit(change, review, lambda text: care.with_line(text, pupil, care.SIGNED_UP, order, near))
    return not already


def pupil_review_ahead(group_id: int, today: dt.date) -> int | None:
    """The first leerlingbespreking of this group that is planned, from today on."""
    query = Conversation.select(Conversation.id).where(
        (Conversation.group == group_id)
        & (Conversation.kind == ConversationKind.PUPIL_REVIEW)
        & (Conversation.status == ConversationStatus.PLANNED)
        & (Conversation.audience == Audience.DOSSIER)
        & (Conversation.day >= today)
        & Conversation.deleted_at.is_null()
    )
    row = query.order_by(Conversation.day, Conversation.id).first()
    return None if row is None else int(row.id)


def join(conversation_id: int, pupil_ids: Sequence[int]) -> None:
    """Put pupils with a leerlingbespreking; who is with it already stays once."""
    with write("leerlingen bij leerlingbespreking gezet") as change:
        row = change.edit(Conversation, conversation_id)
        linked = ConversationPupil.select().where(ConversationPupil.conversation == row)
        there = {int(link.pupil_id) for link in linked}
        for pupil_id in dict.fromkeys(pupil_ids):
            if pupil_id not in there:
                change.add(ConversationPupil(conversation=row, pupil=pupil_id))
        change.touch(row)


def finish(review: Review, step_id: int | None, today: dt.date) -> None:
    """Everybody was spoken of who had to be: the conversation was held, and its step of the calendar is done."""
    if review.conversation_id is None:
        raise BadInput("Er is nog niets geschreven", "Schrijf eerst iets bij een leerling.")
    with write("groepsbespreking afgerond") as change:
        row = change.edit(Conversation, review.conversation_id)
        row.status = ConversationStatus.HELD
        change.save(row)
        if step_id is not None:
            cycle.mark_done(change, step_id, today, int(row.id))
        change.about(row)


# --- pieces ---


def _edit(change: Change, review: Review, edit: Edit) -> None:
    """Change the text as it is now, with its promises, so that undo puts both back."""
    if review.minutes_id is None:
        raise BadInput("Deze bespreking heeft nog geen verslag", "Open haar opnieuw met G.")
    row = change.edit(Minutes, review.minutes_id)
    if row.status != MinutesStatus.DRAFT:
        raise Frozen(
            "Het verslag van deze bespreking is vastgesteld",
            "Open het met a. Daar maakt F2 een nieuwe versie, en dan kun je hier verder.",
        )
    before = row.text
    text = clean(edit(before), multiline=True, limit=NOTE_LIMIT)
    if text == before:
        return
    keep_earlier(row, text)
    row.text, row.in_search = text, True
    change.save(row)
    change.about(row)
    if _promises(before) != _promises(text):
        talk = Conversation.get_by_id(row.conversation_id)
        days = labels.working_days(School.get_by_id(talk.school_id).working_days)
        _remember_places(change, review.minutes_id)
        harvest.take_again(change, row, talk, before, parse(text, talk.day, days))


def _promises(text: str) -> list[str]:
    """The lines that can be a promise. No other line has anything to do with them, and a new heading never comes
    between one and its own."""
    return [line for line in text.split("\n") if line.startswith("!")]


def _remember_places(change: Change, minutes_id: int) -> None:
    """Undo puts the old text back, so the promises must have their old places in it too."""
    places = [
        (int(item.id), {"position": item.position, "gone_line": item.gone_line, "cut_off": item.cut_off})
        for item in ActionItem.select().where(ActionItem.minutes == minutes_id)
    ]

    def put_back() -> None:
        for number, place in places:
            ActionItem.update(place).where(ActionItem.id == number).execute()

    change.when_undone(put_back)


def with_started(review: Review, started: Started) -> Review:
    """The same review, now that it has a conversation and minutes."""
    return replace(review, conversation_id=started.conversation_id, minutes_id=started.minutes_id)
