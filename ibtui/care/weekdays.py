"""The days somebody works, typed and shown: "ma, do" is Monday and Thursday. Monday is 0."""

import re
from collections.abc import Collection

from ibtui.care.text import fold, listed

_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_BETWEEN = re.compile(r"[\s,;+&/.]+|\ben\b")


def parse_weekdays(text: str) -> tuple[int, ...] | None:
    """The days meant by "di", "ma, do", "ma t/m do" or "ma-vr", in order; None when a word is no weekday."""
    words = re.sub(r"t/m|t\.?e?m\.?\b|tot en met|[-–]", " - ", fold(text))
    days: list[int] = []
    until = False
    for word in filter(None, _BETWEEN.split(words)):
        if word == "-":
            until = bool(days)
            continue
        day = _day(word)
        if day is None:
            return None
        days.extend(range(days[-1] + 1, day + 1) if until else [day])
        until = False
    return tuple(sorted(set(days)))


def weekday_words(days: Collection[int]) -> str:
    """The days in words: "maandag en donderdag"; "" for none."""
    return listed([_NAMES[day] for day in sorted(days)])


def short_weekdays(days: Collection[int]) -> str:
    """The days as `parse_weekdays` reads them: "ma, do"."""
    return ", ".join(_NAMES[day][:2] for day in sorted(days))


def _day(word: str) -> int | None:
    found = [number for number, name in enumerate(_NAMES) if len(word) > 1 and name.startswith(word)]
    return found[0] if len(found) == 1 else None
