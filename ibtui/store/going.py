"""How a text has been going while somebody types: whether much of it is lost, at once or bit by bit."""

from __future__ import annotations

import datetime as dt

from ibtui.care.difference import same_start

_MUCH, _LITTLE = 200, 30
"""Characters: `_MUCH` is much of any text, fewer than `_LITTLE` of none; between them half of it is."""

Lost = tuple[str, dt.datetime]
"""A text that is about to be gone, and when it was saved."""


class Going:
    """The texts of one editor, one after the other. Backspace held down loses a text as surely as one Delete.

    Lives in memory: when the program is killed in the midst of a Backspace, at most `_MUCH` characters are missed.
    """

    def __init__(self, text: str, saved_at: dt.datetime) -> None:
        """`text`: what the store has."""
        self._text = self._top = text
        self._saved_at = self._top_at = saved_at
        self._low: int | None = None  # once the top was lost: the fewest characters since

    def lost_with(self, new: str) -> Lost | None:
        """What must be kept when `new` is saved: the longest text since it last grew, or one that is typed over."""
        if self._low is not None:
            return None  # what is thrown away now is part of a text that was kept
        if len(self._top) - len(new) >= _much_of(self._top):
            return self._top, self._top_at
        if len(self._text) - _still_there(self._text, new) >= _much_of(self._text):
            return self._text, self._saved_at
        return None

    def took(self, new: str, saved_at: dt.datetime) -> None:
        """`new` is saved, and with it was kept what `lost_with` said."""
        if self.lost_with(new) is not None:
            self._low = len(new)
        if self._low is None:
            grown = len(new) >= len(self._top)
        else:
            self._low = min(self._low, len(new))
            written = len(new) - min(_still_there(self._text, new), self._low)
            grown = written >= _much_of(new)
        if grown:  # from here it can be lost anew
            self._top, self._top_at, self._low = new, saved_at, None
        self._text, self._saved_at = new, saved_at


def _much_of(text: str) -> int:
    """How many characters are much of this text."""
    return min(_MUCH, max(_LITTLE, len(text) // 2))


def _still_there(old: str, new: str) -> int:
    """How many characters of the old text are still at its beginning and its end, around what was edited."""
    head = same_start(old, new)
    return head + same_start(old[head:][::-1], new[head:][::-1])
