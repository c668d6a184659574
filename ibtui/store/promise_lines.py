"""An action item and its line in minutes: which line it had, and what a changed line does to it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Sequence

from ibtui.care.actions import Known, action_line, match
from ibtui.care.dates import parse_date, short_date
from ibtui.care.minutes import ActionLine, Mark, ParsedMinutes, split_action
from ibtui.care.who import can_be_somebody
from ibtui.store import labels
from ibtui.store.models import ActionItem
from ibtui.store.whois import WhoIs


def written(item: ActionItem, day: dt.date, who_is: WhoIs) -> str:
    """The item as a line of minutes, without its mark: "juf Ans: belt de logopedist > vr 27 nov".

    Read in minutes of `day` it means the same person, words and date, as far as a line can say that.
    """
    names = [item.owner_text]
    if item.owner_id is not None:
        named = labels.people_named([item.owner_id]).get(item.owner_id, "")
        herself = labels.YOU if item.owner_id == labels.coordinator(item.school_id) else ""
        names = [item.owner_text, herself, named, *reversed(named.split(", ")), f"@{named.partition(' ')[0]}"]
    able = [name for name in names if name and can_be_somebody(name)]
    who = next((name for name in able if who_is.owner(name) == item.owner_id), "")
    moments = [item.due_text]
    if item.due_on is not None:
        moments += [short_date(item.due_on, day), f"{item.due_on:%d-%m-%Y}"]
    when = next((text for text in moments if parse_date(text, day) == item.due_on), "")
    return action_line(who, item.what, when)


def lines_of(items: Sequence[ActionItem], old: Sequence[ActionLine]) -> dict[int, ActionLine]:
    """Which line of the last save each item had: by its place, or by its words when two have the same place."""
    placed = [item for item in items if 0 <= item.position < len(old)]
    if len({item.position for item in placed}) == len(placed):
        return {int(item.id): old[item.position] for item in placed}
    known = [Known(int(item.id), item.owner_text, item.what, binned=False) for item in placed]
    pairs, _gone = match(known, old)
    return {number: old[at] for at, number in pairs.items()}


def below(parsed: ParsedMinutes) -> list[str]:
    """The plain text right under each promise; "" when there is none."""
    under = [parsed.lines[line.line + 1 : line.line + 2] for line in parsed.actions]
    return [rows[0].text if rows and rows[0].mark is Mark.TEXT else "" for rows in under]


def read(line: str, day: dt.date) -> ActionLine:
    """A line as it was kept, without its mark."""
    return ActionLine(0, *split_action(line, day))


def as_it_was(item: ActionItem, line: ActionLine, day: dt.date, who_is: WhoIs) -> ActionLine | None:
    """The line that an item without one had or would have, when this is that line again: then what was done to
    the item meanwhile holds."""
    kept = [read(words, day) for words in (item.gone_line, written(item, day, who_is)) if words]
    alike = [old for old in kept if old.what == line.what]
    exact = [old for old in alike if words(old) == words(line)]
    return next(iter(exact or alike or kept[: bool(item.gone_line)]), None)


def headings_of(parsed: ParsedMinutes) -> list[str]:
    """The heading above each promise, in the order of the promises; "" above the first heading."""
    at = [point.line for point in parsed.points if point.title]
    titles = [point.title for point in parsed.points if point.title]
    places = [bisect(at, line.line) for line in parsed.actions]
    return [titles[place - 1] if place else "" for place in places]


def update(
    item: ActionItem, line: ActionLine, old: ActionLine | None, who_is: WhoIs, under: str = ""
) -> None:
    """Take over what changed in the line since `old`. None: not known, and then what was done by hand stays.

    `under`: the heading above the line, which may be a pupil's name."""
    if (old is None or old.what != line.what) and item.what != line.what:
        item.what = line.what
        item.pupil_id, item.group_id = who_is.subject(line.what, under)
    by_hand = item.owner_id is not None and item.owner_id != who_is.owner(item.owner_text)
    if (old is None and not by_hand) or (old is not None and old.who != line.who):
        item.owner_text, item.owner_id = line.who, who_is.owner(line.who)
    if (old is None and not dated_by_hand(item)) or (old is not None and old.when != line.when):
        item.due_text, item.due_on = line.when[:200], line.due
    if old is None or words(old) != words(line):
        item.confirmed_on = None  # other words than the table agreed with


def dated_by_hand(item: ActionItem) -> bool:
    """Whether its date is no longer that of its line: it was moved, or its line says no date and it has one."""
    return bool(item.moved) or (item.due_on is not None and not item.due_text)


def put_back(item: ActionItem, line: ActionLine, first: ActionLine, who_is: WhoIs, under: str = "") -> None:
    """Give an item the words of its `first` line again, where it follows those of its last `line`."""
    if item.what == line.what:
        item.what = first.what
        item.pupil_id, item.group_id = who_is.subject(first.what, under)
    if item.owner_text == line.who and item.owner_id in (None, who_is.owner(line.who)):
        item.owner_text, item.owner_id = first.who, who_is.owner(first.who)
    if item.due_text == line.when[:200] and not dated_by_hand(item):
        item.due_text, item.due_on = first.when[:200], first.due


def words(line: ActionLine) -> tuple[str, str, str]:
    return line.who, line.what, line.when
