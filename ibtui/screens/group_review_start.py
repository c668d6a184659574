"""Which group is spoken of, and in which conversation: `G` and mostly one key more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.screens.base import IbScreen
from ibtui.screens.group_review import GroupReviewScreen
from ibtui.store import conversations, group_review, groups, labels
from ibtui.store.group_review import Found
from ibtui.store.groups import GroupRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen

_MOST_KEYS = 9
_BACK = "Esc"


def choose_group(screen: IbScreen) -> None:
    """Ask which group, by one key when there are few; then open its groepsbespreking."""
    found = groups.groups(screen.ib.school.id, screen.ib.today())
    if not found:
        screen.say("Er zijn nog geen groepen. Maak er een bij School: druk op 0 en dan op n.", "warn")
    elif len(found) == 1:
        open_review(screen, found[0].id)
    elif keys := group_keys(found):
        _ask(screen, keys)
    else:
        options = [Option(row.id, labels.group_label(row.name), labels.listed(row.teachers)) for row in found]
        picker = PickScreen("Welke groep bespreek je?", PickSource(lambda: options))
        screen.ib.open_screen(picker, lambda ids: open_review(screen, ids[0]) if ids else None)


def group_keys(found: Sequence[GroupRow]) -> dict[str, GroupRow]:
    """The key of each group: its first year ("3" for 3/4/5) or first letter. {} when that isn't one key each."""
    keys = {_key(row.name): row for row in found}
    count = Counter(_key(row.name) for row in found)
    fits = len(found) <= _MOST_KEYS and all(number == 1 and len(key) == 1 for key, number in count.items())
    return keys if fits else {}


def _key(name: str) -> str:
    year = re.search(r"[0-9]+", name)
    return year[0] if year else name.strip()[:1].casefold()


def _ask(screen: IbScreen, keys: dict[str, GroupRow]) -> None:
    answers = [
        Answer(key, f"{labels.group_label(row.name)}, {labels.listed(row.teachers) or 'nog geen leerkracht'}")
        for key, row in keys.items()
    ]
    ask = AskScreen("Welke groep bespreek je?", [*answers, Answer(_BACK, "terug")])
    screen.ib.open_screen(ask, lambda key: open_review(screen, keys[key].id) if key in keys else None)


def open_review(screen: IbScreen, group_id: int) -> None:
    """Go on with the review of today or the one that was begun; ask about one that is planned for another day."""
    today = screen.ib.today()
    found = group_review.find(screen.ib.school.id, group_id, today)
    if found is None or found.day == today or found.begun:
        _show(screen, group_id, None if found is None else found.id)
        return
    name = labels.group_label(groups.group(group_id).name)
    ask = AskScreen(
        f"De bespreking van {name} staat op {short_date(found.day, today)}.\nDoe je die nu?",
        [
            Answer("j", "ja, zet hem op vandaag"),
            Answer("n", "nee, dit is een andere"),
            Answer(_BACK, "terug"),
        ],
    )
    screen.ib.open_screen(ask, lambda key: _answered(screen, group_id, found, key or _BACK))


def _answered(screen: IbScreen, group_id: int, found: Found, key: str) -> None:
    if key == "j":
        start = screen.ib.now().time().replace(second=0, microsecond=0)
        conversations.move(found.id, screen.ib.today(), start)
    if key != _BACK:
        _show(screen, group_id, found.id if key == "j" else None)


def _show(screen: IbScreen, group_id: int, conversation_id: int | None) -> None:
    screen.app.push_screen(GroupReviewScreen(group_id, conversation_id))
