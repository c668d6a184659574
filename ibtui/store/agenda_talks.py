"""The earlier conversations of a case: which questions of theirs are open, and whether the child was heard.

What belongs to a case, and what never does, stands in `store.agenda`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from peewee import Expression

from ibtui.care import agenda
from ibtui.care.agenda import Asked, OpenQuestion
from ibtui.care.headings import Place, place_of
from ibtui.care.minutes import Mark, ParsedMinutes, Point, mark_of, parse
from ibtui.care.text import fold
from ibtui.care.words import (
    Audience,
    ConcernCategory,
    ConversationKind,
    ConversationStatus,
    Presence,
)
from ibtui.store import labels
from ibtui.store.agenda_others import Others
from ibtui.store.minutes_rows import UNTOUCHED
from ibtui.store.models import (
    Attendance,
    Concern,
    Conversation,
    ConversationPupil,
    Minutes,
    Pupil,
    Revision,
)
from ibtui.values import dataclass

_LOOK_BACK = dt.timedelta(days=366)

_ABOUT_A_CHILD = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.PUPIL_REVIEW,
    ConversationKind.PARENT_TALK,
)
"""Kinds in which people decide about a child, so that the child has to be heard first."""


class Case:
    """Whom a conversation is about."""

    def __init__(self, row: Conversation) -> None:
        self.row = row
        query = (
            ConversationPupil.select(Pupil.id, Pupil.first_name)
            .join(Pupil)
            .where((ConversationPupil.conversation == row) & Pupil.deleted_at.is_null())
            .order_by(ConversationPupil.id)
        )
        self.pupils = dict(labels.tuples(query, tuple[int, str]))
        self.group = None if self.pupils else row.group_id
        self.whom = frozenset(self.pupils)
        """The children at issue: without pupils or a group, the one of the concern."""
        if not self.pupils and self.group is None and row.concern is not None and row.concern.pupil_id:
            self.whom = frozenset({row.concern.pupil_id})

    def named(self, pupil_id: int | None, first_name: str | None) -> str:
        """A child's name where an agenda has to say it; "" when it is about that one child."""
        if pupil_id is None or (len(self.pupils) == 1 and pupil_id in self.pupils):
            return ""
        return first_name or self.pupils.get(pupil_id, "")


@dataclass(slots=True)
class Talk:
    """An earlier conversation of the case. `pupils`: the first name of everybody it is about."""

    row: Conversation
    pupils: dict[int, str]
    minutes_id: int | None = None
    parsed: ParsedMinutes | None = None
    child_was_there: frozenset[int] = frozenset()


def talks_of(case: Case) -> list[Talk]:
    """The earlier conversations of the case with the latest edition of their minutes, the newest first."""
    found = {int(row.id): Talk(row, {}) for row in Conversation.select().where(_earlier(case))}
    if not found:
        return []
    ids = list(found)
    linked = ConversationPupil.select(ConversationPupil.conversation, Pupil.id, Pupil.first_name).join(Pupil)
    for talk_id, pupil_id, first in labels.tuples(
        linked.where(ConversationPupil.conversation.in_(ids)), tuple[int, int, str]
    ):
        found[talk_id].pupils[pupil_id] = first
    there = Attendance.select(Attendance.conversation, Attendance.pupil).where(
        Attendance.conversation.in_(ids)
        & Attendance.pupil.is_null(False)
        & (Attendance.presence == Presence.PRESENT)
    )
    for talk_id, pupil_id in labels.tuples(there, tuple[int, int]):
        found[talk_id].child_was_there |= {pupil_id}
    texts = Minutes.select(Minutes.id, Minutes.conversation, Minutes.text).where(
        Minutes.conversation.in_(ids) & Minutes.deleted_at.is_null() & (Minutes.version > UNTOUCHED)
    )
    for row in texts.order_by(Minutes.edition):
        talk = found[row.conversation_id]
        talk.minutes_id, talk.parsed = int(row.id), parse(row.text, talk.row.day)
    return sorted(
        found.values(),
        key=lambda talk: (talk.row.day, talk.row.start or dt.time.max, talk.row.id),
        reverse=True,
    )


def _earlier(case: Case) -> Expression:
    row = case.row
    linked = ConversationPupil.select(ConversationPupil.conversation).where(
        ConversationPupil.pupil.in_(list(case.pupils))
    )
    about = Conversation.id.in_(linked)
    if case.group is not None:
        about |= (Conversation.group == case.group) & of_the_group()
    if not case.pupils and case.group is None and row.kind == ConversationKind.TEAM:
        about |= Conversation.kind == row.kind
    if row.concern_id is not None:
        about |= Conversation.concern == row.concern_id
    safety = Concern.select(Concern.id).where(
        (Concern.category == ConcernCategory.SAFETY) & (Concern.id != (row.concern_id or 0))
    )
    before = Conversation.day < row.day
    if row.start is not None:
        before |= (Conversation.day == row.day) & (Conversation.start < row.start)
    return (
        about
        & before
        & (Conversation.day >= row.day - _LOOK_BACK)
        & (Conversation.school == row.school_id)
        & (Conversation.audience != Audience.PRIVATE)
        & (Conversation.status != ConversationStatus.CANCELLED)
        & (Conversation.concern.is_null() | Conversation.concern.not_in(safety))
        & Conversation.deleted_at.is_null()
    )


def of_the_group() -> Expression:
    """Conversations that are about the group named in them; a talk about one of its pupils isn't."""
    with_pupils = ConversationPupil.select(ConversationPupil.conversation)
    return Conversation.id.not_in(with_pupils) | (Conversation.kind == ConversationKind.GROUP_REVIEW)


def questions(case: Case, talks: Sequence[Talk], others: Others) -> tuple[OpenQuestion, ...]:
    written = [talk for talk in talks if talk.parsed is not None and agenda.says_something(talk.parsed.lines)]
    before = _questions_before([talk.minutes_id for talk in written if talk.minutes_id is not None])
    names = {*case.pupils.values(), *(name for talk in written for name in talk.pupils.values())}
    earlier = [_asked(case, talk, before.get(talk.minutes_id or 0, ()), others) for talk in written]
    return agenda.still_open(earlier, names)


def _questions_before(minutes_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The questions in the earlier texts of minutes: what was taken out since was dealt with."""
    query = Revision.select(Revision.minutes, Revision.text).where(
        Revision.minutes.in_(list(minutes_ids)) & Revision.text.contains("? ")
    )
    found: dict[int, tuple[str, ...]] = {}
    for key, text in labels.tuples(query, tuple[int, str]):
        asked = (line[1:].strip() for line in text.split("\n") if mark_of(line) is Mark.QUESTION)
        found[key] = (*found.get(key, ()), *asked)
    return found


def _asked(case: Case, talk: Talk, before: tuple[str, ...], others: Others) -> Asked:
    kind = "" if talk.row.kind == ConversationKind.NOTE else talk.row.kind
    points = talk.parsed.points if talk.parsed is not None else ()
    lines = [(point, line) for point in points for line in point.lines if line.mark is Mark.QUESTION]
    ours = [
        _ours(case, talk, point, line.text)
        for point, line in lines
        if line.text
        and place_of(point.title)
        is not Place.DOSSIER  # the agenda lies on the table, and leaves with the minutes
        and not others.named_in(line.text)
        and not others.named_in(point.title)
    ]
    return Asked(
        kind,
        tuple(line.text for _point, line in lines),
        tuple(question for question in ours if question is not None),
        before,
        frozenset(talk.pupils).intersection(case.pupils) if case.pupils else frozenset(talk.pupils),
    )


def for_the_file(talks: Sequence[Talk]) -> set[str]:
    """What was promised under a heading for the file only, folded: it is on no agenda either."""
    return {
        fold(action.what)
        for talk in talks
        if talk.parsed is not None
        for point in talk.parsed.points
        if place_of(point.title) is Place.DOSSIER
        for action in talk.parsed.actions
        if action.line in {line.number for line in point.lines}
    }


def _ours(case: Case, talk: Talk, point: Point, text: str) -> OpenQuestion | None:
    """A question as it goes on the agenda; None when it is, or may be, about a child that isn't at issue here."""
    others = [name for key, name in talk.pupils.items() if key not in case.whom]
    mine_here = {name for key, name in talk.pupils.items() if key in case.whom}
    if talk.row.group_id is not None and not talk.pupils:
        mine_here = set(case.pupils.values())
    whom = agenda.about_whom(point.title, text, list(dict.fromkeys([*mine_here, *others])))
    if case.whom and (others or (talk.row.group_id is not None and not talk.pupils)):
        mine = mine_here - set(others)
        if not whom or not mine.issuperset(whom):
            return None
    if len(talk.pupils) == 1:
        whom = tuple(talk.pupils.values())
    alone = len(case.pupils) == 1
    return OpenQuestion(text, whom[0] if len(whom) == 1 and not alone else "")


def unheard(
    case: Case, concerns: Sequence[Concern], talks: Sequence[Talk], seats: Sequence[Attendance]
) -> list[str]:
    """The children that are decided about, and that nobody spoke with since their concern began."""
    if case.row.kind not in _ABOUT_A_CHILD:
        return []
    since = {
        row.pupil_id: max(row.opened_on, case.row.day - agenda.HEARD_SINCE)
        for row in sorted(
            concerns, key=lambda row: (row.id == case.row.concern_id, -row.opened_on.toordinal())
        )
        if row.pupil_id is not None
    }
    joining = {seat.pupil_id for seat in seats if seat.pupil_id is not None}
    return [
        name
        for key, name in case.pupils.items()
        if key in since
        and key not in joining
        and not any(_heard(talk, key) for talk in talks if talk.row.day >= since[key])
    ]


def _heard(talk: Talk, pupil_id: int) -> bool:
    """Whether a child itself was there: in a kindgesprek, or at the table. What others tell about it isn't enough."""
    if pupil_id not in talk.pupils:
        return False
    own = talk.row.kind == ConversationKind.CHILD_TALK and talk.row.status == ConversationStatus.HELD
    return own or pupil_id in talk.child_was_there
