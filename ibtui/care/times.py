"""Dutch times, as people type and say them."""

import re
from datetime import time

from ibtui.care.dates import NUMBER_OF
from ibtui.care.text import fold

_LONGEST = 60  # characters; more is prose
_HOUR_WORD = r"(?P<hour>[0-9]{1,2}|" + "|".join(word for word in NUMBER_OF if word != "nul") + ")"
_CLOCK = re.compile(r"^(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})$")
_DIGITS = re.compile(r"^(?P<hour>[0-9]{1,2}?)(?P<minute>[0-9]{2})?$")
_HOURS = re.compile(rf"^{_HOUR_WORD} ?(?:uur|u)(?: ?(?P<minute>[0-5][0-9]))?$")
_SPOKEN = re.compile(
    r"^(?:(?P<minutes>kwart|vijf|tien|5|10) (?P<side>voor|over) )?(?P<half>half )?"
    + _HOUR_WORD
    + "(?: uur)?$"
)


def parse_time(text: str) -> time | None:
    """The time that `text` means: 9:15, 9.15, 915, 0915, 9, 9u, 9u15, "half drie", "kwart over 9"; else None.

    Spoken hours one to six are in the afternoon: nobody sits at school at night. Figures are as they stand.
    """
    words = fold(text[:_LONGEST])
    try:
        if (match := _CLOCK.match(words) or _DIGITS.match(words)) is not None:
            return time(int(match["hour"]), int(match["minute"] or 0))
        if (match := _HOURS.match(words)) is not None:
            if match["hour"].startswith("0"):
                return time(int(match["hour"]), int(match["minute"] or 0))
            return _in_school_hours(_hour(match["hour"]) * 60 + int(match["minute"] or 0))
        if (match := _SPOKEN.match(words)) is not None and (match["minutes"] or match["half"]):
            return _spoken(match)
    except ValueError:
        pass
    return None


def _in_school_hours(minutes: int) -> time:
    """A spoken time: before seven is meant for after noon."""
    if minutes < 7 * 60:
        minutes += 12 * 60
    return time(minutes // 60, minutes % 60)


def _hour(word: str) -> int:
    return NUMBER_OF[word] if word in NUMBER_OF else int(word)


def _spoken(match: re.Match[str]) -> time:
    minutes = _hour(match["hour"]) * 60 - (30 if match["half"] else 0)
    if match["side"]:
        step = {"kwart": 15, "vijf": 5, "5": 5, "tien": 10, "10": 10}[match["minutes"]]
        minutes += step if match["side"] == "over" else -step
    return _in_school_hours(minutes)
