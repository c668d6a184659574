"""A step of the care calendar becomes a conversation in the week."""

from __future__ import annotations

import datetime as dt

from ibtui.care.words import ConversationKind, StepKind
from ibtui.errors import BadInput
from ibtui.store import conversations, labels
from ibtui.store.change import write
from ibtui.store.cycle_rows import StepRow, step
from ibtui.store.models import CycleStep, GroupTeacher, Person
from ibtui.values import dataclass

_TALKS: dict[str, ConversationKind] = {
    StepKind.GROUP_REVIEW: ConversationKind.GROUP_REVIEW,
    StepKind.PUPIL_REVIEW: ConversationKind.PUPIL_REVIEW,
    StepKind.VISIT: ConversationKind.OBSERVATION,
    StepKind.SUPPORT_TEAM: ConversationKind.SUPPORT_TEAM,
    StepKind.PARENT_TALKS: ConversationKind.PARENT_TALK,
    StepKind.YEARLY: ConversationKind.TEAM,
    StepKind.GOAL: ConversationKind.TEAM,
}
"""What sort of conversation a step is; other steps are a talk with the teacher, or of the team."""


@dataclass(frozen=True, slots=True)
class TalkProposal:
    """What a form for the conversation of a step begins with. `group_id` None: the whole school."""

    kind: str
    purpose: str
    group_id: int | None
    person_ids: tuple[int, ...]


def proposed_talk(step_id: int) -> TalkProposal:
    """What the conversation of this step would be: its kind, purpose, group, and who is asked."""
    row = step(step_id)
    usual = ConversationKind.TEACHER_TALK if row.group_id is not None else ConversationKind.TEAM
    kind = _TALKS.get(row.kind, usual)
    words = (row.title if row.title != kind else "", row.period)
    purpose = "lesbezoek" if row.kind == StepKind.VISIT else ", ".join(word for word in words if word)
    return TalkProposal(kind, purpose, row.group_id, _asked(row))


def plan_in(step_id: int, day: dt.date, start: dt.time | None, duration: int = 0) -> int:
    """Put the step in the week: a planned conversation of the fitting kind with the group and its teachers.

    Gives the conversation's number. Raises `BadInput` when the step is in the week already.
    """
    proposed = proposed_talk(step_id)
    draft = conversations.ConversationDraft(
        kind=proposed.kind,
        day=day,
        start=start,
        duration=duration,
        purpose=proposed.purpose,
        group_id=proposed.group_id,
        person_ids=proposed.person_ids,
    )
    return plan_as(step_id, draft)


def plan_as(step_id: int, draft: conversations.ConversationDraft) -> int:
    """As `plan_in`, with the conversation as a form has it."""
    seen = step(step_id)
    if seen.conversation_id is not None:
        raise BadInput("Deze stap staat al in de week", "Open het gesprek en kies m voor een andere dag.")
    with write("stap in de week gezet") as change:
        row = change.edit(CycleStep, step_id, seen.version)
        talk = conversations.make(change, row.school_id, draft)
        row.conversation_id = int(talk.id)
        change.save(row)
        return int(talk.id)


def _asked(row: StepRow) -> tuple[int, ...]:
    """The teachers of the group; of another step who does it, but for the ib'er herself."""
    if row.group_id is None:
        other = row.responsible_id is not None and row.responsible != labels.YOU
        return (row.responsible_id,) if other and row.responsible_id is not None else ()
    query = (
        GroupTeacher.select(GroupTeacher.person)
        .join(Person)
        .where((GroupTeacher.group == row.group_id) & Person.deleted_at.is_null())
        .order_by(GroupTeacher.id)
    )
    return tuple(link.person_id for link in query)
