"""Action items as rows, ready to draw: what, whose, about whom. Fetched without joins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import Expression

from ibtui.store import labels, own_notes
from ibtui.store.models import ActionItem
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise, ready to draw. `owner` is "jij" for the ib'er; `moved` is how often its date was moved.

    `confirmed_on`: when it was read to the table and agreed. `position`: which promise of its minutes' text it
    is, from 0; negative when its line is gone. `waiting_since`: since when it is somebody else's turn.
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
    waiting_since: dt.date | None
    dropped_because: str


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
    ActionItem.waiting_since,
    ActionItem.dropped_because,
)


def rows_where(where: Expression) -> list[ActionRow]:
    """The rows that fit and aren't in the bin, in the order of their text. At most eight queries.

    Without joins: there are few names and many items, and an editor asks for them at each save.
    """
    query = (
        ActionItem.select(*_COLUMNS)
        .where(where & own_notes.promise_readable() & ActionItem.deleted_at.is_null())
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
            waiting_since=item.waiting_since,
            dropped_because=item.dropped_because,
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
