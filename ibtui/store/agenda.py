"""What the story of a conversation's pupils, group and concern asks for: the facts of `care.agenda`.

The case of a conversation is what is about the same pupils; without pupils, what is about the same group; and
always what belongs to the same concern. Of a year, up to the day of the conversation. Never part of it:

* private conversations, and lines that are private (`%`);
* a concern about safety with all that belongs to it, unless this conversation is about that concern;
* what was said about other children in a conversation about more than one.

Everything is seen from the day of the conversation, as all dates in its minutes are. Ten questions to the
database at most, however long the story.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from peewee import JOIN, Expression

from ibtui.care import agenda
from ibtui.care.agenda import Asked, Evaluation, Facts, NoConsent, OpenAction, OpenQuestion, Term
from ibtui.care.deadlines import NOT_AT_THE_TABLE
from ibtui.care.minutes import Mark, ParsedMinutes, Point, mark_of, parse
from ibtui.care.text import fold
from ibtui.care.words import (
    ActionStatus,
    Audience,
    ConcernCategory,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    PersonRole,
    Presence,
)
from ibtui.store import actions, labels
from ibtui.store.minutes_rows import UNTOUCHED
from ibtui.store.models import (
    ActionItem,
    Agency,
    Attendance,
    Concern,
    Consent,
    Conversation,
    ConversationPupil,
    Deadline,
    Minutes,
    Person,
    Pupil,
    Revision,
)

_LOOK_BACK = dt.timedelta(days=366)

_ABOUT_A_CHILD = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.PUPIL_REVIEW,
    ConversationKind.PARENT_TALK,
)
"""Kinds in which people decide about a child, so that the child has to be heard first."""

_NO_CONSENT_NEEDED = ("samenwerkingsverband", "veilig thuis", "leerplicht")
"""Agencies that the law lets a school speak with, by what their kind or name begins with."""


def text_for(row: Conversation) -> str:
    """The agenda of a planned conversation, heading and all; "" when there is nothing to propose.

    A note has none, and a talk that was held or cancelled doesn't either: there is nothing left to prepare.
    """
    if row.status != ConversationStatus.PLANNED or row.kind == ConversationKind.NOTE:
        return ""
    return agenda.agenda(facts(row))


def facts(row: Conversation) -> Facts:
    """What is known about the case of a conversation."""
    case = _Case(row)
    concerns = _concerns(case)
    talks = _talks(case)
    seats = _seats(row)
    return Facts(
        day=row.day,
        actions=tuple(_actions(case)),
        questions=_questions(case, talks),
        evaluations=tuple(_evaluations(case, concerns)),
        consents=tuple(_consents(case, seats)),
        terms=tuple(_terms(case)),
        unheard=tuple(_unheard(case, concerns, talks, seats)),
    )


class _Case:
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

    def named(self, pupil_id: int | None, first_name: str | None) -> str:
        """A child's name where an agenda has to say it; "" when it is about that one child."""
        if pupil_id is None or (len(self.pupils) == 1 and pupil_id in self.pupils):
            return ""
        return first_name or self.pupils.get(pupil_id, "")


# --- what runs ---


def _concerns(case: _Case) -> list[Concern]:
    """The open concerns of the case."""
    mine = Concern.pupil.in_(list(case.pupils))
    if case.group is not None:
        mine |= Concern.group == case.group
    about = mine & (Concern.category != ConcernCategory.SAFETY)
    if case.row.concern_id is not None:
        about |= Concern.id == case.row.concern_id
    return list(
        Concern.select().where(
            about & (Concern.status != ConcernStatus.CLOSED) & Concern.deleted_at.is_null()
        )
    )


def _evaluations(case: _Case, concerns: Sequence[Concern]) -> list[Evaluation]:
    until = case.row.day + agenda.EVALUATION_AHEAD
    return [
        Evaluation(row.category, row.summary, row.evaluate_on, case.named(row.pupil_id, None))
        for row in concerns
        if row.evaluate_on is not None and row.evaluate_on <= until
    ]


def _actions(case: _Case) -> list[OpenAction]:
    """What was promised about the case and isn't done. The conversation's own items aren't old."""
    row = case.row
    about = ActionItem.pupil.in_(list(case.pupils))
    if case.group is not None:
        about |= (ActionItem.group == case.group) | (Conversation.group == case.group)
    safe = Concern.category.is_null() | (Concern.category != ConcernCategory.SAFETY)
    if row.concern_id is not None:
        about |= ActionItem.concern == row.concern_id
        safe |= ActionItem.concern == row.concern_id
    query = (
        ActionItem.select(ActionItem, Conversation, Pupil)
        .join(Conversation, JOIN.LEFT_OUTER)
        .switch(ActionItem)
        .join(Pupil, JOIN.LEFT_OUTER)
        .switch(ActionItem)
        .join(Concern, JOIN.LEFT_OUTER)
        .where(
            about
            & safe
            & (ActionItem.school == row.school_id)
            & ActionItem.status.in_(actions.NOT_DONE)
            & ActionItem.deleted_at.is_null()
            & (ActionItem.conversation.is_null() | (ActionItem.conversation != row))
            & (Conversation.audience.is_null() | (Conversation.audience != Audience.PRIVATE))
        )
        .order_by(ActionItem.id)
    )
    items = list(query)
    names = labels.people_named({item.owner_id for item in items if item.owner_id is not None})
    you = labels.coordinator(row.school_id)
    return [_action(case, item, names, you) for item in items]


def _action(case: _Case, item: ActionItem, names: dict[int, str], you: int | None) -> OpenAction:
    who = item.owner_text.lstrip("@")
    if item.owner_id is not None:
        who = "ik" if item.owner_id == you else names.get(item.owner_id, who)
    made = item.created_at.date() if item.conversation is None else item.conversation.day
    pupil = case.named(item.pupil_id, None if item.pupil is None else item.pupil.first_name)
    return OpenAction(who, item.what, made, item.due_on, item.status == ActionStatus.WAITING, pupil)


def _terms(case: _Case) -> list[Term]:
    if not case.pupils:
        return []
    query = Deadline.select().where(
        Deadline.pupil.in_(list(case.pupils))
        & Deadline.done_on.is_null()
        & (Deadline.due_on <= case.row.day + agenda.DEADLINE_AHEAD)
        & Deadline.rule.not_in(sorted(NOT_AT_THE_TABLE))
        & Deadline.deleted_at.is_null()
    )
    return [Term(row.rule, row.due_on, case.named(row.pupil_id, None)) for row in query]


# --- who is at the table ---


def _seats(row: Conversation) -> list[Attendance]:
    """Who is asked, with the agency they come from; without who said no."""
    away = (Presence.ABSENT, Presence.EXCUSED)
    query = (
        Attendance.select(Attendance, Person, Agency)
        .join(Person, JOIN.LEFT_OUTER)
        .join(Agency, JOIN.LEFT_OUTER)
        .where((Attendance.conversation == row) & Attendance.presence.not_in(away))
        .order_by(Attendance.id)
    )
    return list(query)


def _consents(case: _Case, seats: Sequence[Attendance]) -> list[NoConsent]:
    """The agencies at the table for which a child has no consent that holds on the day."""
    asked = [seat.person.agency for seat in seats if seat.person and seat.person.role == PersonRole.AGENCY]
    agencies = {int(agency.id): agency for agency in asked if agency is not None and _needs_consent(agency)}
    if not agencies or not case.pupils:
        return []
    query = Consent.select().where(
        Consent.pupil.in_(list(case.pupils))
        & Consent.agency.in_(list(agencies))
        & Consent.deleted_at.is_null()
        & (Consent.given_on <= case.row.day)
    )
    given: dict[tuple[int, int], list[Consent]] = {}
    for row in query:
        given.setdefault((row.pupil_id, row.agency_id or 0), []).append(row)
    missing = []
    for pupil_id in case.pupils:
        for agency_id, agency in agencies.items():
            ends = [_ended(row) for row in given.get((pupil_id, agency_id), ())]
            if not any(end > case.row.day for end, _withdrawn in ends):
                ended, withdrawn = max(ends, default=(None, False))
                missing.append(NoConsent(agency.name, ended, withdrawn, case.named(pupil_id, None)))
    return missing


def _ended(row: Consent) -> tuple[dt.date, bool]:
    """The first day on which a consent no longer holds, and whether it was withdrawn."""
    runs_out = dt.date.max if row.valid_until is None else row.valid_until + dt.timedelta(days=1)
    if row.withdrawn_on is not None and row.withdrawn_on <= runs_out:
        return row.withdrawn_on, True
    return runs_out, False


def _needs_consent(agency: Agency) -> bool:
    return not fold(agency.kind).startswith(_NO_CONSENT_NEEDED) and not fold(agency.name).startswith(
        _NO_CONSENT_NEEDED
    )


# --- what was said before ---


@dataclass(slots=True)
class _Talk:
    """An earlier conversation of the case. `pupils`: the first name of everybody it is about."""

    row: Conversation
    pupils: dict[int, str]
    minutes_id: int | None = None
    parsed: ParsedMinutes | None = None
    child_was_there: frozenset[int] = frozenset()


def _talks(case: _Case) -> list[_Talk]:
    """The earlier conversations of the case with the latest edition of their minutes, the newest first."""
    found = {int(row.id): _Talk(row, {}) for row in Conversation.select().where(_earlier(case))}
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


def _earlier(case: _Case) -> Expression:
    row = case.row
    linked = ConversationPupil.select(ConversationPupil.conversation).where(
        ConversationPupil.pupil.in_(list(case.pupils))
    )
    about = Conversation.id.in_(linked)
    if case.group is not None:
        about |= Conversation.group == case.group
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


def _questions(case: _Case, talks: Sequence[_Talk]) -> tuple[OpenQuestion, ...]:
    written = [talk for talk in talks if talk.parsed is not None and agenda.says_something(talk.parsed)]
    before = _questions_before([talk.minutes_id for talk in written if talk.minutes_id is not None])
    names = {*case.pupils.values(), *(name for talk in written for name in talk.pupils.values())}
    earlier = [_asked(case, talk, before.get(talk.minutes_id or 0, ())) for talk in written]
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


def _asked(case: _Case, talk: _Talk, before: tuple[str, ...]) -> Asked:
    kind = "" if talk.row.kind == ConversationKind.NOTE else talk.row.kind
    points = talk.parsed.points if talk.parsed is not None else ()
    lines = [(point, line) for point in points for line in point.lines if line.mark is Mark.QUESTION]
    ours = [_ours(case, talk, point, line.text) for point, line in lines if line.text]
    return Asked(
        kind,
        tuple(line.text for _point, line in lines),
        tuple(question for question in ours if question is not None),
        before,
    )


def _ours(case: _Case, talk: _Talk, point: Point, text: str) -> OpenQuestion | None:
    """A question as it goes on the agenda; None when it is, or may be, about a child that isn't at issue here."""
    others = [name for key, name in talk.pupils.items() if key not in case.pupils]
    whom = agenda.about_whom(point.title, text, list(dict.fromkeys(talk.pupils.values())))
    if case.pupils and others:
        mine = {case.pupils[key] for key in talk.pupils if key in case.pupils} - set(others)
        if not whom or not mine.issuperset(whom):
            return None
    if len(talk.pupils) == 1:
        whom = tuple(talk.pupils.values())
    alone = len(case.pupils) == 1
    return OpenQuestion(text, whom[0] if len(whom) == 1 and not alone else "")


def _unheard(
    case: _Case, concerns: Sequence[Concern], talks: Sequence[_Talk], seats: Sequence[Attendance]
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


def _heard(talk: _Talk, pupil_id: int) -> bool:
    """Whether a child itself was there: in a kindgesprek, or at the table. What others tell about it isn't enough."""
    if pupil_id not in talk.pupils:
        return False
    own = talk.row.kind == ConversationKind.CHILD_TALK and talk.row.status == ConversationStatus.HELD
    return own or pupil_id in talk.child_was_there
