"""Action items (afspraken): who, what, when. Those in minutes are made by `minutes.save`."""

from __future__ import annotations

import datetime as dt

from ibtui.care.text import clean
from ibtui.care.words import ActionStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import own_notes
from ibtui.store.action_rows import ActionRow as ActionRow
from ibtui.store.action_rows import rows_where as rows_where
from ibtui.store.change import Change, write
from ibtui.store.models import ActionItem
from ibtui.values import dataclass

NOT_DONE = (ActionStatus.OPEN, ActionStatus.WAITING)
"""What still has to be done."""

_NOTE = 10_000
"""Characters of a note."""


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
        item = _edit(change, action_id, version)
        _fill(item, draft)
        _set_date(item, draft.due_on)
        change.save(item)


def set_done(action_id: int, done: bool, today: dt.date, version: int | None = None) -> None:
    """Mark done, or open again. `Conflict` when it no longer has this version."""
    with write("afspraak gedaan" if done else "afspraak weer open") as change:
        item = _edit(change, action_id, version)
        item.status = ActionStatus.DONE if done else ActionStatus.OPEN
        item.done_on, item.waiting_since, item.dropped_because = today if done else None, None, ""
        change.save(item)


def set_waiting(action_id: int, waiting: bool, today: dt.date, version: int | None = None) -> None:
    """Mark as waiting for somebody else since `today`, or open again. Twice waiting keeps the first day.

    `Conflict` when it no longer has this version.
    """
    with write("afspraak wacht" if waiting else "afspraak weer open") as change:
        item = _edit(change, action_id, version)
        since = item.waiting_since if item.status == ActionStatus.WAITING else today
        item.status = ActionStatus.WAITING if waiting else ActionStatus.OPEN
        item.done_on, item.waiting_since, item.dropped_because = None, since if waiting else None, ""
        change.save(item)


def move_action(action_id: int, due_on: dt.date | None, version: int | None = None) -> None:
    """Give another date (or none), and count that it moved. `Conflict` when it no longer has this version."""
    with write("afspraak verplaatst") as change:
        item = _edit(change, action_id, version)
        _set_date(item, due_on)
        change.save(item)


def drop_action(action_id: int, because: str, version: int | None = None) -> None:
    """Say that it won't be done, and why. Its note stays.

    Raises `BadInput` without a reason, `Conflict` when it no longer has this version.
    """
    because = clean(because, multiline=True, limit=_NOTE).strip()
    if not because:
        raise BadInput("Er staat nog niet waarom dit niet doorgaat", "Eén woord of één zin is genoeg.")
    with write("afspraak vervallen") as change:
        item = _edit(change, action_id, version)
        item.status, item.done_on, item.waiting_since = ActionStatus.DROPPED, None, None
        item.dropped_because = because
        change.save(item)


def confirm_action(action_id: int, today: dt.date | None) -> None:
    """Read aloud, and the table agreed; with `today` None: not agreed after all. Other words in its line undo it."""
    with write("afspraak akkoord" if today else "afspraak niet akkoord") as change:
        item = _edit(change, action_id)
        item.confirmed_on = today
        change.save(item)


def bin_action(action_id: int) -> None:
    """Put in the bin. The line in the minutes, if any, stays and doesn't bring it back."""
    with write("afspraak verwijderd") as change:
        change.bin(_edit(change, action_id))


def _edit(change: Change, action_id: int, version: int | None = None) -> ActionItem:
    item = change.edit(ActionItem, action_id, version)
    own_notes.refuse_promise(item)
    return item


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
        item.moved += not (item.due_on is None and not item.due_text)  # its first date is no move
        item.due_on = due_on


def _by_date(row: ActionRow) -> tuple[bool, dt.date, int]:
    return row.due_on is None, row.due_on or dt.date.max, row.id
