"""The emergency copies, of whomever, when one pupil is forgotten: what waits in a file is a text like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ibtui.care.forgetting import Eraser
from ibtui.settings import Home
from ibtui.store import emergency
from ibtui.store import home as homes
from ibtui.store.erase import Rows
from ibtui.store.forget_texts import of_minutes
from ibtui.store.models import Minutes
from ibtui.store.vault import DatabaseKey


def plan(home: Home | None, eraser: Eraser, going: Rows) -> list[Callable[[], None]]:
    """What must be done to them, seen while the rows are still there: the copy of minutes that go is wiped, and the
    pupil goes from the others as from the minutes themselves. Without a home nothing is looked at."""
    key = None if home is None else homes.key_of(home)
    return [] if home is None or key is None else list(_steps(home, key, eraser, going))


def _steps(home: Home, key: DatabaseKey, eraser: Eraser, going: Rows) -> Iterator[Callable[[], None]]:
    for found in emergency.waiting(home, key):
        copy = found.copy
        if copy.minutes_id in going.get(Minutes, ()):
            yield partial(emergency.take_out, found)
            continue
        text, base = (_without(eraser, copy.minutes_id, one) for one in (copy.text, copy.base))
        if (text, base) != (copy.text, copy.base):
            yield partial(emergency.put_instead, found, key, text, base)


def _without(eraser: Eraser, minutes_id: int, text: str) -> str:
    if Minutes.get_or_none(Minutes.id == minutes_id) is None:  # gone for good already
        return eraser.clean(text, minutes=True).text
    return of_minutes(eraser, minutes_id, text)
