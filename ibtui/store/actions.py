"""Action items (afspraken): who, what, when. Those in minutes are made by `minutes.save`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import Expression

from ibtui.care.text import clean
from ibtui.care.words import ActionStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import write
from ibtui.store.models import ActionItem

NOT_DONE = (ActionStatus.OPEN, ActionStatus.WAITING)
"""What still has to be done."""

_NOTE = 10_000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise, ready to draw. `owner` is "jij" for the ib'er; `moved` is how often its date was moved.

    `confirmed_on`: when it was read to the table and agreed. `position`: which promise of its minutes' text it
    is, from 0; negative when its line is gone.
    """

    id: int
    what: str
    owner: str
    owner_id: int | None
    about: str
    pupil_id: int | None
    group_id: int | None
    due_on: dt.date | None
    due_text: str
    status: str
    done_on: dt.date | None
    moved: int
    conversation_id: int | None
    minutes_id: int | None
    concern_id: int | None
    note: str
    version: int
    confirmed_on: dt.date | None
    position: int


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a form gives. `owner_text` counts only when `owner_id` is None.

    `conversation_id` counts for a new one only: an action item stays with the conversation it came from.
    """

    what: str
    owner_id: int | None = None
    owner_text: str = ""
    pupil_id: int | None = None
    group_id: int | None = None
    concern_id: int | None = None
    due_on: dt.date | None = None
    due_text: str = ""
    note: str = ""
    conversation_id: int | None = None


def open_actions(school: int, today: dt.date, until: dt.date | None = None) -> list[ActionRow]:  # noqa: ARG001
    """What still has to be done: late first, then by date, without a date last.

    `until` leaves out what is due later; what has no date stays, or nobody would ever see it.
    """
    where = (ActionItem.school == school) & ActionItem.status.in_(NOT_DONE)
    if until is not None:
        where &= ActionItem.due_on.is_null() | (ActionItem.due_on <= until)
    return sorted(rows_where(where), key=_by_date)


def list_actions(
    school: int, status: str | None = None, owner_id: int | None = None, pupil_id: int | None = None
) -> list[ActionRow]:
    """Action items of any status (or of one, of one owner, of one pupil): by date, without a date last."""
    where = ActionItem.school == school
    if status is not None:
        where &= ActionItem.status == match_word(ActionStatus, status)
    if owner_id is not None:
        where &= ActionItem.owner == owner_id
    if pupil_id is not None:
        where &= ActionItem.pupil == pupil_id
    return sorted(rows_where(where), key=_by_date)


def of_conversation(conversation_id: int) -> list[ActionRow]:
    """The action items of one conversation in the order of its text; those whose line is gone last."""
    return rows_where(ActionItem.conversation == conversation_id)


def of_minutes(minutes_id: int) -> list[ActionRow]:
    """The action items of one edition in the order of its text; those whose line is gone last."""
    return rows_where(ActionItem.minutes == minutes_id)


def of_concern(concern_id: int) -> list[ActionRow]:
    """The action items of one concern."""
    return rows_where(ActionItem.concern == concern_id)


def action(action_id: int) -> ActionRow:
    """One action item. `Missing` when it is gone or in the bin."""
    found = rows_where(ActionItem.id == action_id)
    if not found:
        raise Missing("Deze afspraak is er niet meer", "Kijk in de week wat er nu staat.")
    return found[0]


def add_action(school: int, draft: ActionDraft) -> int:
    """Add an action item that stands by itself. Raises `BadInput` when it says nothing."""
    item = ActionItem(school=school, what="", status=ActionStatus.OPEN)
    _fill(item, draft)
    item.due_on, item.conversation_id = draft.due_on, draft.conversation_id
    with write("afspraak toegevoegd") as change:
        return int(change.add(item).id)


def edit_action(action_id: int, draft: ActionDraft, version: int | None = None) -> None:
    """Change an action item. From minutes: what is changed here holds until its line changes."""
    with write("afspraak gewijzigd") as change:
        item = change.edit(ActionItem, action_id, version)
        _fill(item, draft)
        _set_date(item, draft.due_on)
        change.save(item)


def set_done(action_id: int, done: bool, today: dt.date) -> None:
    """Mark done, or open again."""
    with write("afspraak gedaan" if done else "afspraak weer open") as change:
        item = change.edit(ActionItem, action_id)
        item.status = ActionStatus.DONE if done else ActionStatus.OPEN
        item.done_on = today if done else None
        change.save(item)


def set_waiting(action_id: int, waiting: bool) -> None:
    """Mark as waiting for somebody else, or open again."""
    with write("afspraak wacht" if waiting else "afspraak weer open") as change:
        item = change.edit(ActionItem, action_id)
        item.status = ActionStatus.WAITING if waiting else ActionStatus.OPEN
        item.done_on = None
        change.save(item)


def move_action(action_id: int, due_on: dt.date | None) -> None:
    """Give another date (or none), and count that it moved."""
    with write("afspraak verplaatst") as change:
        item = change.edit(ActionItem, action_id)
        _set_date(item, due_on)
        change.save(item)


def drop_action(action_id: int, note: str) -> None:
    """Say that it won't be done; `note` says why."""
    note = clean(note, multiline=True, limit=_NOTE)
    with write("afspraak vervallen") as change:
        item = change.edit(ActionItem, action_id)
        item.status, item.done_on, item.note = ActionStatus.DROPPED, None, note or item.note
        change.save(item)


def confirm_action(action_id: int, today: dt.date | None) -> None:
    """Read aloud, and the table agreed; with `today` None: not agreed after all. Other words in its line undo it."""
    with write("afspraak akkoord" if today else "afspraak niet akkoord") as change:
        item = change.edit(ActionItem, action_id)
        item.confirmed_on = today
        change.save(item)


def bin_action(action_id: int) -> None:
    """Put in the bin. The line in the minutes, if any, stays and doesn't bring it back."""
    with write("afspraak verwijderd") as change:
        change.bin(change.edit(ActionItem, action_id))


def _fill(item: ActionItem, draft: ActionDraft) -> None:
    what = clean(draft.what)
    if not what:
        raise BadInput("Er staat nog niet wat de afspraak is", "Vul in wat er gaat gebeuren.")
    item.what = what
    item.owner_id = draft.owner_id
    if draft.owner_id is None:
        item.owner_text = clean(draft.owner_text)
    item.pupil_id, item.group_id, item.concern_id = draft.pupil_id, draft.group_id, draft.concern_id
    item.due_text = clean(draft.due_text)
    item.note = clean(draft.note, multiline=True, limit=_NOTE)


def _set_date(item: ActionItem, due_on: dt.date | None) -> None:
    if due_on != item.due_on:
        item.due_on = due_on
        item.moved += 1


def _by_date(row: ActionRow) -> tuple[bool, dt.date, int]:
    return row.due_on is None, row.due_on or dt.date.max, row.id


_COLUMNS = (
    ActionItem.id,
    ActionItem.school,
    ActionItem.what,
    ActionItem.owner,
    ActionItem.owner_text,
    ActionItem.pupil,
    ActionItem.group,
    ActionItem.due_on,
    ActionItem.due_text,
    ActionItem.status,
    ActionItem.done_on,
    ActionItem.moved,
    ActionItem.conversation,
    ActionItem.minutes,
    ActionItem.concern,
    ActionItem.note,
    ActionItem.version,
    ActionItem.confirmed_on,
    ActionItem.position,
)


def rows_where(where: Expression) -> list[ActionRow]:
    """The rows that fit and aren't in the bin, in the order of their text. At most eight queries.

    Without joins: there are few names and many items, and an editor asks for them at each save.
    """
    query = (
        ActionItem.select(*_COLUMNS)
        .where(where & ActionItem.deleted_at.is_null())
        .order_by(ActionItem.position < 0, ActionItem.position, ActionItem.id)
    )
    items = list(query)
    if not items:
        return []
    names = _Names(items)
    return [
        ActionRow(
            id=int(item.id),
            what=item.what,
            owner=names.owner(item),
            owner_id=item.owner_id,
            about=names.about(item),
            pupil_id=item.pupil_id,
            group_id=item.group_id,
            due_on=item.due_on,
            due_text=item.due_text,
            status=item.status,
            done_on=item.done_on,
            moved=item.moved,
            conversation_id=item.conversation_id,
            minutes_id=item.minutes_id,
            concern_id=item.concern_id,
            note=item.note,
            version=item.version,
            confirmed_on=item.confirmed_on,
            position=item.position,
        )
        for item in items
    ]


class _Names:
    """What a number of action items call people and things."""

    def __init__(self, items: Sequence[ActionItem]) -> None:
        self._you = labels.coordinator(items[0].school_id)
        self._people = labels.people_named({item.owner_id for item in items if item.owner_id is not None})
        self._pupils = labels.pupils_named({item.pupil_id for item in items if item.pupil_id is not None})
        self._groups = labels.groups_named({item.group_id for item in items if item.group_id is not None})
        loose = {
            item.conversation_id
            for item in items
            if item.conversation_id is not None and item.pupil_id is None and item.group_id is None
        }
        self._talks = labels.about(sorted(loose)) if loose else {}

    def owner(self, item: ActionItem) -> str:
        if item.owner_id is None:
            return item.owner_text.lstrip("@")
        return labels.YOU if item.owner_id == self._you else self._people.get(item.owner_id, "onbekend")

    def about(self, item: ActionItem) -> str:
        if item.pupil_id is not None:
            return self._pupils.get(item.pupil_id, "")
        if item.group_id is not None:
            return self._groups.get(item.group_id, "")
        return self._talks.get(item.conversation_id or 0, labels.NOTHING).text
