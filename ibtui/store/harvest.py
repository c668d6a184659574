"""Action items out of the text of minutes: taken at each save, and keeping who they are.

The text is the record, but an item has a life of its own: done, moved, noted, reworded on its own screen. So a
save looks at three things: the line as it was at the last save, the line now, and the item. Only what changed
in the line changes the item.
"""

from __future__ import annotations

from collections.abc import Collection

from ibtui.care.actions import Known, begun, cut_off, joins, match, splits
from ibtui.care.minutes import ActionLine, ParsedMinutes, parse
from ibtui.care.text import NOTE_LIMIT, fold
from ibtui.care.words import ActionStatus, MinutesStatus
from ibtui.store import database, labels
from ibtui.store.change import Change
from ibtui.store.models import ActionItem, Conversation, Minutes, School
from ibtui.store.promise_lines import (
    as_it_was,
    below,
    dated_by_hand,
    headings_of,
    lines_of,
    put_back,
    read,
    update,
    words,
)
from ibtui.store.whois import WhoIs
from ibtui.values import dataclass

GONE = -1
"""The position of an item whose line is no longer in the text."""

SPLIT_OFF = "Afgesplitst van: "
_JOINED = "Samengevoegd met: "
"""How a note begins that tells where an item comes from."""

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
    somebody did something with stays, with position `GONE`: the user is asked about it (store/removed.py).
    Of a line that is cut in two, the part most alike stays the item and the other is a new one with its history;
    of two lines made one, one item stays and takes over the history of the other.
    """
    # Only the lines that matter: parsing a long text twice would cost as much as all the rest.
    old = parse("\n".join(line for line in before.split("\n") if line.startswith(("!", "##"))), row.day)
    found = parsed.actions
    same = [words(line) for line in old.actions] == [words(line) for line in found]
    if same and headings_of(old) == headings_of(parsed):
        return
    _Taking(change, minutes, row, old, parsed).take()


def take_again(
    change: Change, minutes: Minutes, row: Conversation, before: str, parsed: ParsedMinutes
) -> None:
    """`take`, in a change that can be undone: that must know what each item was."""
    for item in _items(minutes):
        change.edit(ActionItem, int(item.id), binned=True)
    take(change, minutes, row, before, parsed)


class _Taking:
    """One save: the lines before, the lines now, and the items."""

    def __init__(
        self, change: Change, minutes: Minutes, row: Conversation, old: ParsedMinutes, parsed: ParsedMinutes
    ) -> None:
        self.change, self.minutes, self.row = change, minutes, row
        self.found = parsed.actions
        self.below, self.under = below(parsed), headings_of(parsed)
        self.items = {int(item.id): item for item in _items(minutes)}
        self.lines = lines_of(list(self.items.values()), old.actions)
        self.raw = {number: old.lines[line.line].text for number, line in self.lines.items()}
        headings = dict(zip((line.line for line in old.actions), headings_of(old), strict=True))
        self.was_under = {number: headings[line.line] for number, line in self.lines.items()}
        self.history = {number: dict(item.__data__) for number, item in self.items.items()}
        self.who_is = WhoIs(row)
        self.cut: set[int] = set()
        self.shifted: list[ActionItem] = []

    def take(self) -> None:
        """Pair items and lines, and write what that changes."""
        known = [self._known(item) for item in self.items.values()]
        pairs, _gone = match(known, self.found, self.below)
        parts, joined = splits(known, self.found, pairs), joins(known, self.found, pairs)
        self.cut = set(parts.values())
        for at, line in enumerate(self.found):
            if at in pairs:
                self._keep(self.items[pairs[at]], line, at)
            else:
                self.change.add(self._new(line, at, parts.get(at)))
        for number in joined:
            self._join(self.items[number], self.items[joined[number]])
        kept = {*pairs.values(), *joined}
        for number, item in self.items.items():
            if number not in kept:
                self._let_go(item)
        for item in self.shifted:
            places = {"position": item.position, "gone_line": item.gone_line, "cut_off": item.cut_off}
            ActionItem.update(places).where(ActionItem.id == item.id).execute()

    def _known(self, item: ActionItem) -> Known:
        line = self.lines.get(int(item.id))
        settled = item.status in _SETTLED
        was = first = None
        if item.gone_line and (line is None or settled):
            gone = read(item.gone_line, self.row.day)
            was, first = ((gone.who, gone.what), None) if line is None else (None, (gone.who, gone.what))
        return Known(
            id=int(item.id),
            who=item.owner_text if line is None else line.who,
            what=item.what if line is None else line.what,
            binned=item.deleted_at is not None or item.minutes_id is None,
            settled=settled,
            was=was,
            cut=item.cut_off,
            first=first,
        )

    def _keep(self, item: ActionItem, line: ActionLine, at: int) -> None:
        """An item has its line, perhaps with other words, perhaps back again."""
        if item.deleted_at is not None and item.position != GONE:
            self._put(item, at, changed=False)  # put in the bin by hand while its line stayed: it stays there
            return
        old, back = self.lines.get(int(item.id)), item.position == GONE
        moved = old is not None and self.was_under[int(item.id)] != self.under[at]
        if old is not None and item.position == at and words(old) == words(line) and not moved:
            return  # nearly always: one line is being typed, the others stay as they are
        if old is None and back:
            old = as_it_was(item, line, self.row.day, self.who_is)
        before = dict(item.__data__)
        item.deleted_at, item.minutes = None, self.minutes
        if old is not None and (rest := cut_off(old.what, line.what, self.below[at])):
            item.cut_off = rest
        elif item.cut_off and item.cut_off in fold(line.what):
            item.cut_off = ""
        if not self._stays_as_settled(item, line):
            if moved or back:
                self._follow_heading(item, at)
            update(item, line, old, self.who_is, self.under[at])
            if back and not dated_by_hand(item):  # the conversation may have moved meanwhile
                item.due_text, item.due_on = line.when[:200], line.due
        self._put(item, at, _matter(before) != _matter(item.__data__))

    def _follow_heading(self, item: ActionItem, at: int) -> None:
        """Its line came under another heading: it is about that pupil now, unless somebody said otherwise."""
        before = self.was_under.get(int(item.id))
        now = self.who_is.subject(item.what, self.under[at])
        by_itself = before is not None and (item.pupil_id, item.group_id) in (
            self.who_is.subject(item.what, before),
            self.who_is.subject(item.what),
        )
        if by_itself or (before is None and now[0] is not None):
            item.pupil_id, item.group_id = now

    def _stays_as_settled(self, item: ActionItem, line: ActionLine) -> bool:
        """Remember what the line of a done or dropped item was; whether only the beginning of that is left."""
        first = item.gone_line or self.raw.get(int(item.id), "")
        if item.status not in _SETTLED or not first:
            item.gone_line = ""
            return False
        whole = read(first, self.row.day)
        item.gone_line = "" if words(whole) == words(line) else first
        return begun(line, whole) and not item.cut_off and int(item.id) not in self.cut

    def _new(self, line: ActionLine, at: int, origin_id: int | None) -> ActionItem:
        item = ActionItem(
            school=self.row.school_id,
            minutes=self.minutes,
            conversation=self.row,
            concern=self.row.concern_id,
            position=at,
            status=ActionStatus.OPEN,
        )
        update(item, line, None, self.who_is, self.under[at])
        if origin_id is not None:
            was, old = self.history[origin_id], self.lines.get(origin_id)
            _inherit(item, was, line.when if old is None else old.when, line)
            origin = self.items[origin_id]
            if origin.cut_off:
                origin.cut_off = ""
                self._put(origin, origin.position, changed=False)
        return item

    def _join(self, item: ActionItem, other: ActionItem) -> None:
        """The words of `item` are in the line of `other` now, and its history goes there too."""
        if item.status in _SETTLED or other.deleted_at is not None:
            self._let_go(item)
            return
        if not self._untouched(item) and not item.note.startswith(SPLIT_OFF):
            other.note = _noted(f"{_JOINED}{item.what}", item.note, other.note)
        if item.status == ActionStatus.WAITING and other.status == ActionStatus.OPEN:
            other.status, other.waiting_since = ActionStatus.WAITING, item.waiting_since
        other.moved = max(other.moved, item.moved)
        other.created_at = min(other.created_at, item.created_at)
        if _matter(other.__data__) != _matter(self.history[int(other.id)]):
            self.change.save(other)
        item.deleted_at, item.gone_line = database.now(), self.raw.get(int(item.id), "")
        self._put(item, GONE, changed=True)

    def _let_go(self, item: ActionItem) -> None:
        """An item has no line."""
        before = dict(item.__data__)
        just_gone = item.deleted_at is None and item.position != GONE
        line = self.lines.get(int(item.id))
        if line is not None and item.gone_line and item.status in _SETTLED:
            first, under = read(item.gone_line, self.row.day), self.was_under[int(item.id)]
            put_back(item, line, first, self.who_is, under)
        elif item.position != GONE:
            item.gone_line = self.raw.get(int(item.id), item.gone_line)
        if just_gone and self._untouched(item):
            item.deleted_at = database.now()
        self._put(item, GONE, _matter(before) != _matter(item.__data__))

    def _untouched(self, item: ActionItem) -> bool:
        """Whether nobody did anything with this item but type it."""
        if item.status != ActionStatus.OPEN or dated_by_hand(item) or item.note:
            return False
        line = self.lines.get(int(item.id))
        if line is not None and (item.what, item.owner_text) != (line.what, line.who):
            return False
        who = item.owner_text if line is None else line.who
        under = self.was_under.get(int(item.id), "")
        subjects = ((None, None), self.who_is.subject(item.what), self.who_is.subject(item.what, under))
        by_hand = (item.pupil_id, item.group_id) not in subjects
        return not by_hand and item.owner_id in (None, self.who_is.owner(who))

    def _put(self, item: ActionItem, at: int, changed: bool) -> None:
        """Give an item its place. A new place alone is no change that another session should hear of."""
        item.position = at
        if changed:
            self.change.save(item)
        elif dict(item.__data__) != self.history[int(item.id)]:
            self.shifted.append(item)


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
        if found.deleted_at is None and 0 <= found.position < len(lines) and not dated_by_hand(found):
            item = change.edit(ActionItem, found.id)
            item.due_on = lines[found.position].due
            change.save(item)


def _items(minutes: Minutes) -> list[ActionItem]:
    """All items of an edition, those in the bin and those kept without a line too; in the order of the text,
    those without a line last."""
    loose = (ActionItem.conversation == minutes.conversation_id) & ActionItem.minutes.is_null()
    query = ActionItem.select().where(
        (ActionItem.minutes == minutes) | (loose & (ActionItem.position == GONE))
    )
    return list(query.order_by(ActionItem.position < 0, ActionItem.position, ActionItem.id))


def _inherit(item: ActionItem, was: dict[str, object], when: str, line: ActionLine) -> None:
    """A part of a line that was cut up: as old, as often moved, and it says where it comes from."""
    origin = ActionItem(**was)
    item.created_at, item.moved, item.concern_id = origin.created_at, origin.moved, origin.concern_id
    if dated_by_hand(origin) and line.when == when:
        item.due_on = origin.due_on
    if dated_by_hand(origin) or origin.note or origin.status != ActionStatus.OPEN:
        state = "" if origin.status == ActionStatus.OPEN else f" ({origin.status})"
        note = "" if origin.note.startswith(SPLIT_OFF) else origin.note
        item.note = _noted(f"{SPLIT_OFF}{origin.what}{state}", note)


def _noted(*notes: str) -> str:
    return "\n".join(note for note in notes if note)[:NOTE_LIMIT]


def _matter(data: dict[str, object]) -> dict[str, object]:
    """What another session should hear of: all but an item's place."""
    return {name: value for name, value in data.items() if name not in ("position", "gone_line", "cut_off")}
