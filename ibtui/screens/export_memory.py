"""What the app still knows of exports while it runs: the choices of each paper, where Ctrl+E goes back to, and the
last reasons. In memory only, and gone when the app stops."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

from ibtui.care.words import PaperAudience
from ibtui.export import Wish

_REASONS = 4

_Paper = tuple[Path, int, PaperAudience, int | None]
"""The database, the minutes, the kind of paper, the agency."""

_wishes: dict[_Paper, Wish] = {}
_under_way: WeakKeyDictionary[object, Wish] = WeakKeyDictionary()
_reasons: list[str] = []


def keep(database: Path, wish: Wish) -> None:
    """Remember what was chosen for this paper."""
    _wishes[database, wish.minutes_id, wish.audience, wish.agency_id] = wish


def kept(database: Path, minutes_id: int, audience: PaperAudience, agency_id: int | None) -> Wish | None:
    """What was chosen for this paper before; None the first time."""
    return _wishes.get((database, minutes_id, audience, agency_id))


def go_to_text(editor: object, wish: Wish) -> None:
    """The text is about to be mended for this paper in this editor: its next export goes on with it."""
    _under_way[editor] = wish


def came_from(editor: object) -> Wish | None:
    """The paper that the text is being mended for in this editor, once; None when it isn't. What was under way in an
    editor that was closed is forgotten with it."""
    return _under_way.pop(editor, None)


def gave(reason: str) -> None:
    """Offer this reason first, the next time."""
    if reason in _reasons:
        _reasons.remove(reason)
    _reasons.insert(0, reason)
    del _reasons[_REASONS:]


def reasons() -> tuple[str, ...]:
    """The last reasons, the last one first."""
    return tuple(_reasons)


def forget() -> None:
    """Nothing of it stays."""
    _wishes.clear()
    _under_way.clear()
    _reasons.clear()
