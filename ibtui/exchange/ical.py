"""Days without school from an agenda file (.ics) of a school or of a site with holidays."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ibtui.care.school_days import Free
from ibtui.care.text import NOTE_LIMIT, clean, fold
from ibtui.errors import BadInput

if TYPE_CHECKING:
    from icalendar import Event

BIGGEST = 2_000_000
"""Bytes: an agenda of many years is smaller."""

MOST_EVENTS = 5_000
LONGEST = timedelta(days=63)
"""A holiday is shorter; what is longer is "schooljaar 2026-2027" or a slip."""

LONGEST_NAME = 80
SOURCE = "agendabestand"
"""What the store calls where these days come from."""

_LAST_MINUTE = (23, 59)
_NAMELESS = "Vrije dag"
_SAYS_FREE = re.compile(
    r"vakantie|\bvrije?\b|\b(les|rooster)vrij|\bstudie(dag|week|2daagse|tweedaagse)|\bmargedag"
    r"|paasdag|\bpasen\b|hemelvaart|pinkster|koningsdag|goede vrijdag|bevrijdingsdag|kerstdag|nieuwjaarsdag"
    r"|geen school|school (is )?(dicht|gesloten)"
)
_SAYS_SCHOOL = re.compile(
    r"middag|ochtend|\b(laatste|eerste) (school|les)?dag\b|\b(voor|na) de\b|\b(start|begin) (van )?(de )?\w*vakantie"
    r"|\bvakantie(rooster|werk|lezen)"
)


def free_days(data: bytes) -> tuple[Free, ...]:
    """The days without school in an .ics file, in order: the whole days whose name says so.

    Events with a time of day, cancelled ones and those longer than `LONGEST` are left out. Of an event that comes
    back only the first time counts. Raises `BadInput` for a file that is no agenda, or one without such days.
    """
    found = tuple(days for days in whole_days(data) if says_free(days.name))
    if not found:
        raise BadInput(
            "In dit bestand staan geen vrije dagen",
            "Ik zoek hele dagen met een naam als vakantie, studiedag of vrij. Vul ze anders zelf in.",
        )
    return found


def whole_days(data: bytes) -> tuple[Free, ...]:
    """All events of one or more whole days, in order, each once. Raises `BadInput` when it is no agenda."""
    found = {days for event in _events(data) if (days := _days(event)) is not None}
    return tuple(sorted(found, key=lambda days: (days.first, days.last, days.name)))


def says_free(name: str) -> bool:
    """Whether a name means that there is no school: "Herfstvakantie", "studiedag"; not "laatste dag voor de ..."."""
    words = fold(name)
    return bool(_SAYS_FREE.search(words)) and not _SAYS_SCHOOL.search(words)


def _events(data: bytes) -> list[Event]:
    if len(data) > BIGGEST:
        raise BadInput(
            "Dit agendabestand is te groot", "Zet er alleen de vrije dagen van één of twee jaar in."
        )
    if b"BEGIN:VCALENDAR" not in data[:4096].upper():
        raise _no_agenda()
    from icalendar import Calendar, Event  # only when a file is read: it takes a tenth of a second

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise _no_agenda() from error
    return [event for event in found if isinstance(event, Event)][:MOST_EVENTS]


def _no_agenda() -> BadInput:
    return BadInput(
        "Dit is geen agendabestand",
        "Kies een bestand dat op .ics eindigt. Je haalt het uit de agenda van school.",
    )


def _days(event: Event) -> Free | None:
    """The whole days of an event, None when it has none that can be used."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    try:
        start, end = event.decoded("DTSTART"), _end(event)
        first = _midnight(start)
        last = first if end is None else _last_day(end)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return None
    if first is None or last is None:
        return None
    last = max(first, last)
    if last - first >= LONGEST:
        return None
    name = clean(str(event.get("SUMMARY", ""))[:LONGEST_NAME], limit=NOTE_LIMIT)
    return Free(name or _NAMELESS, first, last)


def _end(event: Event) -> object | None:
    """The moment that an event is over (the first day after it), None when the file doesn't say."""
    if "DTEND" in event:
        ends: object = event.decoded("DTEND")
        return ends
    if "DURATION" in event:
        return event.decoded("DTSTART") + event.decoded("DURATION")  # type: ignore[no-any-return]
    return None


def _midnight(moment: object) -> date | None:
    """The day of a date, or of a moment at midnight; None for any other moment."""
    if isinstance(moment, datetime):
        moment = _here(moment)
        return moment.date() if moment.time() == time.min else None
    return moment if isinstance(moment, date) else None


def _last_day(end: object) -> date | None:
    """The last whole day before an end; some agendas write the last minute of that day instead of midnight."""
    if isinstance(end, datetime) and (end.hour, end.minute) == _LAST_MINUTE:
        return end.date()
    after = _midnight(end)
    return None if after is None else after - timedelta(days=1)


def _here(moment: datetime) -> datetime:
    """In the time of Dutch schools: their midnight is written as 22:00 or 23:00 UTC the day before."""
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")) if moment.tzname() == "UTC" else moment
