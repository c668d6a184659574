"""What the story of a conversation's pupils, group and concern asks for: the facts of `care.agenda`.

The case of a conversation is what is about the same pupils; without pupils, what is about the same group; and
always what belongs to the same concern. Of a year, up to the day of the conversation. Never part of it:

* private conversations, and lines that are private (`%`);
* a concern about safety with all that belongs to it, unless this conversation is about that concern;
* what was said about other children in a conversation about more than one;
* when it is about children: words with the name of another child, or a promise of its parents (`agenda_others`).
  Such promises are only counted.

Everything is seen from the day of the conversation, as all dates in its minutes are. The number of questions to
the database doesn't grow with the story.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import JOIN, Expression

from ibtui.care import agenda
from ibtui.care.agenda import Evaluation, Facts, NoConsent, OpenAction, Term
from ibtui.care.deadlines import NOT_AT_THE_TABLE, RULES
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
from ibtui.store.agenda_others import Others
from ibtui.store.agenda_talks import Case, for_the_file, of_the_group, questions, talks_of, unheard
from ibtui.store.models import (
    ActionItem,
    Agency,
    Attendance,
    Concern,
    Conversation,
    ConversationPupil,
    Deadline,
    Person,
    Pupil,
)
from ibtui.store.sharing import ConsentRow, consents_of

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
    case = Case(row)
    concerns = _concerns(case)
    talks = talks_of(case)
    seats = _seats(row)
    others = Others(row.school_id, case.whom)
    items = _items(case)
    kept = for_the_file(talks)
    told = [item for item in items if not _about_others(item, others) and fold(item.what) not in kept]
    return Facts(
        day=row.day,
        actions=tuple(_actions(case, told)),
        questions=questions(case, talks, others),
        evaluations=tuple(_evaluations(case, concerns, others)),
        consents=tuple(_consents(case, seats)),
        terms=tuple(_terms(case)),
        unheard=tuple(unheard(case, concerns, talks, seats)),
        untold=len({item.id for item in items if item.pupil_id in case.whom} - {item.id for item in told}),
    )


# --- what runs ---


def _concerns(case: Case) -> list[Concern]:
    """The open concerns of the case."""
    mine = Concern.pupil.in_(list(case.pupils))
    if case.group is not None:
        mine |= Concern.group == case.group
    about = mine & (Concern.category != ConcernCategory.SAFETY)
    if case.row.concern_id is not None:
        linked = Concern.id == case.row.concern_id
        if case.pupils:
            linked &= Concern.pupil.is_null() | Concern.pupil.in_(list(case.pupils))
        about |= linked
    return list(
        Concern.select().where(
            about & (Concern.status != ConcernStatus.CLOSED) & Concern.deleted_at.is_null()
        )
    )


def _evaluations(case: Case, concerns: Sequence[Concern], others: Others) -> list[Evaluation]:
    until = case.row.day + agenda.EVALUATION_AHEAD
    return [
        Evaluation(
            row.category,
            "" if others.named_in(row.summary) else row.summary,
            row.evaluate_on,
            case.named(row.pupil_id, None),
        )
        for row in concerns
        if row.evaluate_on is not None and row.evaluate_on <= until
    ]


def _items(case: Case) -> list[ActionItem]:
    """What was promised about the case and isn't done. The conversation's own items aren't old."""
    row = case.row
    about = ActionItem.pupil.in_(list(case.pupils))
    if case.group is not None:
        about |= (ActionItem.group == case.group) | ((Conversation.group == case.group) & of_the_group())
    safe = Concern.category.is_null() | (Concern.category != ConcernCategory.SAFETY)
    if row.concern_id is not None:
        about |= (ActionItem.concern == row.concern_id) & _about_nobody_else(case)
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
    return list(query)


def _about_nobody_else(case: Case) -> Expression:
    """An item that is about these children; or about no child, out of a talk about no other child."""
    elsewhere = ConversationPupil.select(ConversationPupil.conversation).where(
        ConversationPupil.pupil.not_in(list(case.whom))
    )
    loose = (
        ActionItem.pupil.is_null()
        & (ActionItem.group.is_null() | (ActionItem.group == case.group))
        & (ActionItem.conversation.is_null() | ActionItem.conversation.not_in(elsewhere))
    )
    return ActionItem.pupil.in_(list(case.whom)) | loose


def _about_others(item: ActionItem, others: Others) -> bool:
    """Whether an item, or who keeps it, brings in a child that isn't at issue."""
    by = others.named_in(item.owner_text) if item.owner_id is None else others.is_family(item.owner_id)
    return by or others.named_in(item.what)


def _actions(case: Case, items: Sequence[ActionItem]) -> list[OpenAction]:
    names = labels.people_named({item.owner_id for item in items if item.owner_id is not None})
    you = labels.coordinator(case.row.school_id)
    return [_action(case, item, names, you) for item in items]


def _action(case: Case, item: ActionItem, names: dict[int, str], you: int | None) -> OpenAction:
    who = item.owner_text.lstrip("@")
    if item.owner_id is not None:
        who = "ik" if item.owner_id == you else names.get(item.owner_id, who)
    made = item.created_at.date() if item.conversation is None else item.conversation.day
    pupil = case.named(item.pupil_id, None if item.pupil is None else item.pupil.first_name)
    return OpenAction(who, item.what, made, item.due_on, item.status == ActionStatus.WAITING, pupil)


def _terms(case: Case) -> list[Term]:
    if not case.pupils:
        return []
    query = Deadline.select().where(
        Deadline.pupil.in_(list(case.pupils))
        & Deadline.done_on.is_null()
        & (Deadline.due_on <= case.row.day + agenda.DEADLINE_AHEAD)
        & Deadline.rule.in_(sorted(RULES.keys() - NOT_AT_THE_TABLE))
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


def _consents(case: Case, seats: Sequence[Attendance]) -> list[NoConsent]:
    """The agencies at the table for which a child has no consent that holds on the day."""
    asked = [seat.person.agency for seat in seats if seat.person and seat.person.role == PersonRole.AGENCY]
    agencies = {int(agency.id): agency for agency in asked if agency is not None and _needs_consent(agency)}
    if not agencies or not case.pupils:
        return []
    given: dict[tuple[int, int], list[ConsentRow]] = {}
    for row in consents_of(case.pupils, case.row.day):
        given.setdefault((row.pupil_id, row.agency_id or 0), []).append(row)
    missing = []
    for pupil_id in case.pupils:
        for agency_id, agency in agencies.items():
            rows = given.get((pupil_id, agency_id), [])
            if not any(row.valid for row in rows):
                ends = filter(None, (_ended(row, case.row.day) for row in rows))
                ended, withdrawn = max(ends, default=(None, False))
                missing.append(NoConsent(agency.name, ended, withdrawn, case.named(pupil_id, None)))
    return missing


def _ended(row: ConsentRow, day: dt.date) -> tuple[dt.date, bool] | None:
    """When a consent ended, and whether it was withdrawn; None when it didn't by that day."""
    runs_out = row.valid_until or dt.date.max
    if row.withdrawn_on is not None and row.withdrawn_on <= min(runs_out, day):
        return row.withdrawn_on, True
    return (runs_out, False) if runs_out < day else None


def _needs_consent(agency: Agency) -> bool:
    return not fold(agency.kind).startswith(_NO_CONSENT_NEEDED) and not fold(agency.name).startswith(
        _NO_CONSENT_NEEDED
    )
