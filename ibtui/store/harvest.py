"""Action items out of the text of minutes: taken at each save, and keeping who they are.

The text is the record, but an item has a life of its own: done, moved, noted, reworded on its own screen. So a
save looks at three things: the line as it was at the last save, the line now, and the item. Only what changed
in the line changes the item.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ibtui.care.actions import Known, match
from ibtui.care.minutes import ActionLine, ParsedMinutes, parse
from ibtui.care.words import ActionStatus, MinutesStatus
from ibtui.store import database, labels
from ibtui.store.change import Change
from ibtui.store.models import ActionItem, Conversation, Minutes, School
from ibtui.store.whois import WhoIs

GONE = -1
"""The position of an item whose line is no longer in the text."""

_SETTLED = (ActionStatus.DONE, ActionStatus.DROPPED)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action item of a conversation is about, when its own line doesn't say."""

    pupil_id: int | None
    group_id: int | None
    concern_id: int | None


def subject(row: Conversation, pupil_ids: Collection[int]) -> Subject:
    """One pupil, else the group; with more pupils and no group neither."""
    only = next(iter(set(pupil_ids))) if len(set(pupil_ids)) == 1 else None
    return Subject(only, row.group_id if only is None else None, row.concern_id)


def take(change: Change, minutes: Minutes, row: Conversation, before: str, parsed: ParsedMinutes) -> None:
    """Bring the action items of `minutes` in line with its text. `before` is the text of the last save.

    An untouched item whose line is gone goes to the bin, and comes back as itself when the line does. One that
    is done, dropped, waiting, moved, noted or reworded by hand stays, with position `GONE`.
    """
    # Only the lines that can be promises: parsing a long text twice would cost as much as all the rest.
    old = parse("\n".join(line for line in before.split("\n") if line.startswith("!")), row.day).actions
    found = parsed.actions
    if [_words(line) for line in old] == [_words(line) for line in found]:
        return
    items = _items(minutes)
    lines = _lines_of(items, old)
    pairs, _gone = match([_known(item, lines.get(int(item.id))) for item in items], found)
    by_id = {int(item.id): item for item in items}
    who_is = WhoIs(row)
    shifted: list[ActionItem] = []
    for at, line in enumerate(found):
        if at not in pairs:
            change.add(_new_item(minutes, row, line, at, who_is))
            continue
        item = by_id.pop(pairs[at])
        changed = _update(item, line, lines.get(int(item.id)), who_is)
        _put(change, item, at, changed, shifted)
    for item in by_id.values():
        just_gone = item.deleted_at is None and item.position != GONE
        changed = just_gone and _untouched(item, lines.get(int(item.id)))
        if changed:
            item.deleted_at = database.now()
        _put(change, item, GONE, changed, shifted)
    for item in shifted:
        ActionItem.update(position=item.position).where(ActionItem.id == item.id).execute()


def follow(change: Change, row: Conversation, before: Subject, after: Subject) -> None:
    """A conversation is about somebody else now: the items that were about the same go along."""
    if before == after:
        return
    inside = (ActionItem.conversation == row) & ActionItem.deleted_at.is_null()
    for found in list(ActionItem.select(ActionItem.id).where(inside)):
        item = change.edit(ActionItem, found.id)
        if (item.pupil_id, item.group_id) == (before.pupil_id, before.group_id):
            item.pupil_id, item.group_id = after.pupil_id, after.group_id
        if item.concern_id == before.concern_id:
            item.concern_id = after.concern_id
        change.save(item)


def redate(change: Change, row: Conversation) -> None:
    """A conversation moved to another day: "vr" in its draft is another Friday, unless the item was moved."""
    draft = (
        (Minutes.conversation == row) & (Minutes.status == MinutesStatus.DRAFT) & Minutes.deleted_at.is_null()
    )
    minutes = Minutes.select().where(draft).order_by(Minutes.edition.desc()).first()
    if minutes is None:
        return
    school = School.get_by_id(row.school_id)
    lines = parse(minutes.text, row.day, labels.working_days(school.working_days)).actions
    for found in _items(minutes):
        if found.deleted_at is None and 0 <= found.position < len(lines) and not found.moved:
            item = change.edit(ActionItem, found.id)
            item.due_on = lines[found.position].due
            change.save(item)


def _items(minutes: Minutes) -> list[ActionItem]:
    """All items of an edition, those in the bin too; in the order of the text, those without a line last."""
    query = ActionItem.select().where(ActionItem.minutes == minutes)
    return list(query.order_by(ActionItem.position < 0, ActionItem.position, ActionItem.id))


def _lines_of(items: Sequence[ActionItem], old: Sequence[ActionLine]) -> dict[int, ActionLine]:
    """Which line of the last save each item had. Empty when the positions can't be trusted."""
    placed = [item for item in items if 0 <= item.position < len(old)]
    if len({item.position for item in placed}) != len(placed):
        return {}
    return {int(item.id): old[item.position] for item in placed}


def _known(item: ActionItem, line: ActionLine | None) -> Known:
    return Known(
        id=int(item.id),
        who=item.owner_text if line is None else line.who,
        what=item.what if line is None else line.what,
        binned=item.deleted_at is not None,
        settled=item.status in _SETTLED,
    )


def _new_item(minutes: Minutes, row: Conversation, line: ActionLine, at: int, who_is: WhoIs) -> ActionItem:
    item = ActionItem(
        school=row.school_id, minutes=minutes, conversation=row, concern=row.concern_id, position=at
    )
    item.status = ActionStatus.OPEN
    _update(item, line, None, who_is)
    return item


def _update(item: ActionItem, line: ActionLine, old: ActionLine | None, who_is: WhoIs) -> bool:
    """Take over what changed in the line since `old`; whether that changed the item."""
    if item.deleted_at is not None:
        if item.position != GONE:
            return False  # put in the bin by hand while its line stayed: it stays there
        item.deleted_at, old = None, None
    before: dict[str, object] = {} if old is None else dict(item.__data__)
    if old is None or old.what != line.what:
        item.what = line.what
        item.pupil_id, item.group_id = who_is.subject(line.what)
    if old is None or old.who != line.who:
        item.owner_text, item.owner_id = line.who, who_is.owner(line.who)
    if old is None or old.when != line.when:
        item.due_text, item.due_on = line.when[:200], line.due
    return bool(before != item.__data__)


def _put(change: Change, item: ActionItem, at: int, changed: bool, shifted: list[ActionItem]) -> None:
    """Give an item its place. A new place alone is no change that another session should hear of."""
    was, item.position = item.position, at
    if changed:
        change.save(item)
    elif was != at:
        shifted.append(item)


def _untouched(item: ActionItem, line: ActionLine | None) -> bool:
    """Whether nobody did anything with this item but type it."""
    as_typed = line is None or (item.what, item.owner_text) == (line.what, line.who)
    return item.status == ActionStatus.OPEN and not item.moved and not item.note and as_typed


def _words(line: ActionLine) -> tuple[str, str, str]:
    return line.who, line.what, line.when
