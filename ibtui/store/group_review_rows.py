"""How a groepsbespreking is read: its group pupil by pupil, with what was said and agreed before.

One fixed number of queries, however many pupils: a step to the next pupil asks nothing more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ibtui.care.group_review import Headings, sections, titles
from ibtui.care.names import Named
from ibtui.care.words import (
    Audience,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    StepKind,
)
from ibtui.store import actions, concern_rows, cycle, groups
from ibtui.store import pupils as pupil_rows
from ibtui.store.actions import ActionRow
from ibtui.store.concern_rows import ConcernRow
from ibtui.store.cycle import StepRow
from ibtui.store.group_review_before import Before, earlier
from ibtui.store.minutes_rows import UNTOUCHED
from ibtui.store.models import ActionItem, Concern, Conversation, Minutes
from ibtui.store.pupils import PupilRow
from ibtui.values import dataclass

_ANOTHER_DAY = (dt.timedelta(days=14), dt.timedelta(days=7))
"""How long ago and how far ahead a review that isn't held yet can be this one, done on another day."""

_SAME_ROUND = dt.timedelta(days=60)
"""How far the day of a step in the calendar can be from its review."""


@dataclass(frozen=True, slots=True)
class Kid:
    """One pupil in the walk. `title`: her heading in the text; `lines`: what is written now; `before`: last time."""

    row: PupilRow
    title: str
    concerns: tuple[ConcernRow, ...]
    promises: tuple[ActionRow, ...]
    lines: tuple[str, ...]
    before: Before | None


@dataclass(frozen=True, slots=True)
class Review:
    """A groepsbespreking as it is now. `conversation_id` None: nothing was written yet, and nothing is kept.

    `near`: whose headings are known in its text. `step`: of the calendar, to be done when the review is.
    """

    group_id: int
    group: str
    teachers: tuple[str, ...]
    conversation_id: int | None
    minutes_id: int | None
    day: dt.date
    held: bool
    frozen: bool
    text: str
    kids: tuple[Kid, ...]
    near: Headings
    step: StepRow | None
    working_days: tuple[int, ...]

    @property
    def order(self) -> dict[int, str]:
        """The heading of each pupil, in the order of the walk."""
        return {kid.row.id: kid.title for kid in self.kids}


@dataclass(frozen=True, slots=True)
class Found:
    """A review of a group that can be gone on with. `begun`: something was written in it."""

    id: int
    day: dt.date
    status: str
    begun: bool


def find(school: int, group_id: int, today: dt.date) -> Found | None:
    """The review of this group that today can be: the one of today, else one near today that isn't held yet.
    Two queries."""
    back, ahead = _ANOTHER_DAY
    near = Conversation.day.between(today - back, today + ahead)
    query = Conversation.select().where(
        (Conversation.school == school)
        & (Conversation.kind == ConversationKind.GROUP_REVIEW)
        & (Conversation.group == group_id)
        & (Conversation.status != ConversationStatus.CANCELLED)
        & (Conversation.audience == Audience.DOSSIER)
        & Conversation.deleted_at.is_null()
        & near
    )
    rows = list(query)
    written = Minutes.select(Minutes.conversation).where(
        Minutes.conversation.in_(rows) & (Minutes.version > UNTOUCHED) & Minutes.deleted_at.is_null()
    )
    begun = {row.conversation_id for row in written}
    found = [Found(int(row.id), row.day, row.status, row.id in begun) for row in rows]
    of_today = [row for row in found if row.day == today]
    waiting = [row for row in found if row.status == ConversationStatus.PLANNED]
    waiting.sort(key=lambda row: (not row.begun, abs(row.day - today)))
    return max(of_today, key=lambda row: row.id) if of_today else next(iter(waiting), None)


def begun_on(school: int, group_id: int, day: dt.date) -> tuple[int, int] | None:
    """The conversation and the minutes of a review of this group that was begun on that day, if there is one."""
    found = find(school, group_id, day)
    if found is None or found.day != day:
        return None
    talk, minutes = _talk(found.id)
    return None if talk is None or minutes is None else (int(talk.id), int(minutes.id))


def load(
    school: int, group_id: int, conversation_id: int | None, today: dt.date, working_days: Collection[int]
) -> Review:
    """One group in its review. `Missing` when the group or the conversation is gone."""
    group = groups.group(group_id)
    everyone = pupil_rows.pupils(school)
    mine = sorted((row for row in everyone if row.group_id == group_id and row.left_on is None), key=_walk)
    ids = [row.id for row in mine]
    named = {row.id: _named(row) for row in everyone}
    near = Headings(named[number] for number in ids)
    talk, minutes = _talk(conversation_id)
    day = today if talk is None else talk.day
    text = "" if minutes is None else minutes.text
    now = sections(text, near)
    before = earlier(ids, day, conversation_id)
    concerns, promises = _concerns(ids), _promises(ids, conversation_id)
    title = titles(named.values())
    return Review(
        group_id=group_id,
        group=group.name,
        teachers=group.teachers,
        conversation_id=conversation_id,
        minutes_id=None if minutes is None else int(minutes.id),
        day=day,
        held=talk is not None and talk.status == ConversationStatus.HELD,
        frozen=minutes is not None and minutes.fixed_at is not None,
        text=text,
        kids=tuple(
            Kid(
                row=row,
                title=title[row.id],
                concerns=tuple(concerns.get(row.id, ())),
                promises=tuple(promises.get(row.id, ())),
                lines=now.get(row.id, ()),
                before=before.get(row.id),
            )
            for row in mine
        ),
        near=near,
        step=_step(group_id, conversation_id, day),
        working_days=tuple(working_days),
    )


def read_again(review: Review) -> Review:
    """The same review with its text as it is now: after a line, which changes nothing else that is shown. One
    query."""
    row = Minutes.get_or_none(Minutes.id == review.minutes_id)
    if row is None:
        return review
    now = sections(row.text, review.near)
    kids = tuple(replace(kid, lines=now.get(kid.row.id, ())) for kid in review.kids)
    return replace(review, text=row.text, kids=kids)


def _walk(row: PupilRow) -> tuple[object, ...]:
    """By year, and then by name, as a teacher has them on paper."""
    return groups.natural_key(row.year), row.first_name.casefold(), row.last_name.casefold(), row.id


def _named(row: PupilRow) -> Named:
    return Named("leerling", row.id, row.first_name, row.infix, row.last_name, "", row.also_called)


def _talk(conversation_id: int | None) -> tuple[Conversation | None, Minutes | None]:
    if conversation_id is None:
        return None, None
    row = Conversation.get_or_none((Conversation.id == conversation_id) & Conversation.deleted_at.is_null())
    if row is None:
        return None, None
    latest = Minutes.select().where((Minutes.conversation == row) & Minutes.deleted_at.is_null())
    return row, latest.order_by(Minutes.edition.desc()).first()


def _concerns(ids: Sequence[int]) -> dict[int, list[ConcernRow]]:
    """The open concerns of these pupils, the highest level first."""
    rows = concern_rows.rows(Concern.pupil.in_(list(ids)) & (Concern.status != ConcernStatus.CLOSED))
    found: dict[int, list[ConcernRow]] = {}
    for row in sorted(rows, key=lambda row: (-row.level, row.opened_on, row.id)):
        if row.pupil_id is not None:
            found.setdefault(row.pupil_id, []).append(row)
    return found


def _promises(ids: Sequence[int], this: int | None) -> dict[int, list[ActionRow]]:
    """What still has to be done for these pupils, what is due first; not what is promised in this review."""
    waiting = ActionItem.status.in_(actions.NOT_DONE)
    rows = actions.rows_where(ActionItem.pupil.in_(list(ids)) & waiting)
    found: dict[int, list[ActionRow]] = {}
    for row in sorted(rows, key=lambda row: (row.due_on is None, row.due_on or dt.date.max, row.id)):
        if row.pupil_id is not None and (this is None or row.conversation_id != this):
            found.setdefault(row.pupil_id, []).append(row)
    return found


def _step(group_id: int, conversation_id: int | None, day: dt.date) -> StepRow | None:
    """The step of the calendar that this review is: the one it was planned from, else the nearest open one."""
    rows = [row for row in cycle.of_group(group_id) if row.kind == StepKind.GROUP_REVIEW]
    own = [row for row in rows if conversation_id is not None and row.conversation_id == conversation_id]
    if own:
        return own[0]
    near = {
        row.id: abs(row.due_on - day)
        for row in rows
        if row.due_on is not None
        and row.done_on is None
        and not row.skipped_because
        and row.conversation_id is None
    }
    close = [row for row in rows if near.get(row.id, _SAME_ROUND) < _SAME_ROUND]
    return min(close, key=lambda row: near[row.id]) if close else None


def first_in_line(kids: Sequence[Kid], left_at: Mapping[int, int], group_id: int) -> int:
    """Where the walk goes on: where she left, else behind the last who was spoken of, else at the first. 0: nobody."""
    ids = [kid.row.id for kid in kids]
    if left_at.get(group_id) in ids:
        return left_at[group_id]
    spoken = [number for number, kid in enumerate(kids) if kid.lines]
    if not ids:
        return 0
    return ids[min(spoken[-1] + 1, len(ids) - 1)] if spoken and len(spoken) < len(ids) else ids[0]
