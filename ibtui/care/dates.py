"""Dutch dates, in and out. "Today" is always an argument; weekday 0 is Monday."""

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from datetime import date, timedelta

from ibtui.care.school_year import monday_of
from ibtui.care.text import fold

_LONGEST = 60  # characters; more is prose
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes",
    "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip

_WEEKDAY_OF = {name[:size]: number for number, name in enumerate(_WEEKDAYS) for size in (2, 3, len(name))}
_MONTH_OF = {name[:size]: number for number, name in enumerate(_MONTHS, 1) for size in (3, 4, len(name))}
_MONTH_OF |= {name: number for number, name in enumerate(_SHORT_MONTHS, 1)}
del _MONTH_OF["maa"]  # a Monday, not a month
NUMBER_OF = {name: number for number, name in enumerate(_NUMBERS)}
"""Numbers as words, nul to twaalf."""
_WEEKS = {"vorige": -1, "deze": 0, "volgende": 1}
_NEAR = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "nu": 0, "morgen": 1, "overmorgen": 2}

_WD = "(?P<weekday>" + "|".join(sorted(_WEEKDAY_OF, key=len, reverse=True)) + r")\.?"
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_AMOUNT = r"(?P<amount>[0-9]{1,3}|" + "|".join(_NUMBERS[1:]) + ")"
_UNIT = r"(?P<unit>dagen|dag|d|weken|week|wk|w|maanden|maand|mnd|m|jaar|j)"

# Texts, not yet patterns: `re` makes one at its first use, and keeps it. Only who types a date needs them.
# Said before a due date without changing it; the date itself is what counts.
_LEAD_IN = r"^(?:op|voor|uiterlijk|tot|vanaf|per)\s+"
_WORKING_DAY = r"^(?:(?:de )?(?:volgende|eerstvolgende) )?ib(?:[- ]?dag)?$"
_SOON = r"a\.?s\.?|aanstaande|aanstaand|komende|komend|eerstvolgende"
_COMING = rf"^(?:(?P<coming>{_SOON}) )?{_WD}(?P<later> a\.?s\.?)?$"
_WEEK_DAY = rf"^(?P<week>volgende|vorige|deze) week(?: (?:op )?{_WD})?$"
_NEXT_DAY = rf"^(?P<week>volgende|vorige|afgelopen|deze) {_WD}$"
_DAY_MONTH = rf"^(?:{_WD},? )?(?P<day>[0-9]{{1,2}})(?:e|ste|de)? ?{_MONTH}(?:,? {_YEAR})?$"
_NUMERIC = rf"^(?:{_WD},? )?(?P<day>[0-9]{{1,2}})(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})(?:(?P=sep){_YEAR})?$"
_ISO = r"^(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})$"
_SPAN = rf"^(?:\+ ?|over |binnen )(?:{_AMOUNT} ?{_UNIT}|een (?P<half>half jaar))$"
_PART = rf"^(?P<part>begin|half|midden|medio|eind|einde)(?: van)? (?:{_MONTH}(?: {_YEAR})?|(?P<this>.+))$"
_WEEK_NUMBER = r"^(?:week|wk) ?(?P<number>[0-9]{1,2})$"

Reader = Callable[[re.Match[str], date, bool], date | None]
"""From the match, today, and whether it is about the past."""


def parse_date(
    text: str, today: date, working_days: Collection[int] = (), *, past: bool = False
) -> date | None:
    """The date that `text` means, seen from `today`; None when it isn't a date.

    Understands weekdays, "a.s. vrijdag", "volgende week [dinsdag]", vandaag/morgen/..., 13-1, 13/1/27,
    13 jan [2027], 2027-01-13, +2w, "over een maand", "eind november", "week 48", and `ib`: the first of
    `working_days` (0 is Monday) after today, None when there are none.
    A bare weekday is the next one after today. A date without a year is the nearest one that isn't more
    than two months back. "Volgende week" is its first working day, or its Monday.
    With `past` (what is asked has happened already) a bare weekday and a date without a year are the last one that
    isn't after today; "morgen" and "a.s. vrijdag" still mean what they say.
    """
    if len(text) > _LONGEST:
        return None
    words = re.sub(_LEAD_IN, "", fold(text)).rstrip(".,;!")
    if not words:
        return None
    try:
        return _read(words, today, working_days, past)
    except (ValueError, OverflowError):
        return None  # 31-2, or beyond the calendar


def _read(words: str, today: date, working_days: Collection[int], past: bool) -> date | None:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if re.match(_WORKING_DAY, words):
        return next_working_day(today, working_days)
    if (match := re.match(_WEEK_DAY, words)) is not None:
        return _day_in_week(match, today, working_days)
    for pattern, reader in _READERS:
        if (match := re.match(pattern, words)) is not None:
            return reader(match, today, past)
    return None


def next_working_day(today: date, working_days: Collection[int]) -> date | None:
    """The first day after `today` that is one of `working_days`; None when there are none."""
    for ahead in range(1, 8):
        day = today + timedelta(days=ahead)
        if day.weekday() in working_days:
            return day
    return None


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month when that day doesn't exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day_in_week(match: re.Match[str], today: date, working_days: Collection[int]) -> date:
    weekday = _WEEKDAY_OF[match["weekday"]] if match["weekday"] else min(working_days, default=0)
    return monday_of(today) + timedelta(weeks=_WEEKS[match["week"]], days=weekday)


def _coming(match: re.Match[str], today: date, past: bool) -> date:
    if past and match["coming"] is None and match["later"] is None:
        return today - timedelta(days=(today.weekday() - _WEEKDAY_OF[match["weekday"]]) % 7)
    ahead = (_WEEKDAY_OF[match["weekday"]] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _next_day(match: re.Match[str], today: date, _past: bool) -> date:
    weekday = _WEEKDAY_OF[match["weekday"]]
    if match["week"] == "afgelopen":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return monday_of(today) + timedelta(weeks=_WEEKS[match["week"]], days=weekday)


def _day_month(match: re.Match[str], today: date, past: bool) -> date | None:
    return _dated(match, today, past, _MONTH_OF[match["month"]])


def _numeric(match: re.Match[str], today: date, past: bool) -> date | None:
    if match["sep"] == "." and match["year"] is None:
        return None  # 9.15 is a time
    return _dated(match, today, past, int(match["month"]))


def _dated(match: re.Match[str], today: date, past: bool, month: int) -> date | None:
    """A day and a month with or without a year; None when a weekday that was typed doesn't fit."""
    number = int(match["day"])
    if match["year"]:
        day: date | None = date(_year(match["year"]), month, number)
    else:
        day = _nearest(today, past, lambda year: date(year, month, number))
    if day and match["weekday"] and day.weekday() != _WEEKDAY_OF[match["weekday"]]:
        return None
    return day


def _year(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _nearest(today: date, past: bool, in_year: Callable[[int], date]) -> date | None:
    """The first day of its kind, one a year, that isn't more than two months back; `past`: the last one up to today."""
    if past:
        return _latest(today, in_year)
    earliest = add_months(today, -2)
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            day = in_year(year)
        except ValueError:
            continue  # 29 February
        if earliest <= day < add_months(earliest, 12):
            return day
    return None


def _latest(today: date, in_year: Callable[[int], date]) -> date | None:
    for back in range(9):  # 29 February may be eight years ago
        try:
            day = in_year(today.year - back)
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def _iso(match: re.Match[str], _today: date, _past: bool) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _span(match: re.Match[str], today: date, _past: bool) -> date:
    if match["half"]:
        return add_months(today, 6)
    word = match["amount"]
    amount = NUMBER_OF[word] if word in NUMBER_OF else int(word)
    match match["unit"][0]:
        case "d":
            return today + timedelta(days=amount)
        case "w":
            return today + timedelta(weeks=amount)
        case "m":
            return add_months(today, amount)
        case _:
            return add_months(today, 12 * amount)


def _part(match: re.Match[str], today: date, past: bool) -> date | None:
    """Begin, half or eind of a month; eind of this or next week is its Friday."""
    part = "eind" if match["part"].startswith("eind") else match["part"]

    def in_month(year: int, month: int) -> date:
        last = monthrange(year, month)[1]
        return date(year, month, {"begin": 1, "eind": last}.get(part, 15))

    if match["month"]:
        month = _MONTH_OF[match["month"]]
        if match["year"]:
            return in_month(_year(match["year"]), month)
        return _nearest(today, past, lambda year: in_month(year, month))
    this = match["this"]
    if this in ("de maand", "deze maand", "maand"):
        return in_month(today.year, today.month)
    if this == "volgende maand":
        following = add_months(today.replace(day=1), 1)
        return in_month(following.year, following.month)
    weeks = {"de week": 0, "deze week": 0, "week": 0, "volgende week": 1}.get(this)
    if weeks is None:
        return None
    days = {"begin": 0, "eind": 4}.get(part, 2)
    return monday_of(today) + timedelta(weeks=weeks, days=days)


def _week_number(match: re.Match[str], today: date, past: bool) -> date | None:
    return _nearest(today, past, lambda year: date.fromisocalendar(year, int(match["number"]), 1))


_READERS: tuple[tuple[str, Reader], ...] = (
    (_COMING, _coming),
    (_NUMERIC, _numeric),
    (_SPAN, _span),
    (_DAY_MONTH, _day_month),
    (_ISO, _iso),
    (_NEXT_DAY, _next_day),
    (_PART, _part),
    (_WEEK_NUMBER, _week_number),
)


def short_date(day: date, today: date | None = None) -> str:
    """The way lists show a day: "di 24 nov", with the year when that differs from today's."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{_WEEKDAYS[day.weekday()][:2]} {day.day} {_SHORT_MONTHS[day.month - 1]}{year}"


def long_date(day: date) -> str:
    """The way papers show a day: "dinsdag 24 november 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def ago(day: date, today: date) -> str:
    """How long ago: "vandaag", "gisteren", "4 dagen geleden", "3 weken geleden"; or "over 3 dagen"."""
    days = (today - day).days
    near = {0: "vandaag", 1: "gisteren", -1: "morgen"}
    if days in near:
        return near[days]
    return f"{_length(days)} geleden" if days > 0 else f"over {_length(-days)}"


def due_words(due: date | None, today: date) -> str:
    """What a due date says today: "4 dagen te laat", "vandaag", "morgen", "do 3 dec", "geen datum"."""
    if due is None:
        return "geen datum"
    days = (due - today).days
    if days < 0:
        return f"{_length(-days, full=True)} te laat"
    return {0: "vandaag", 1: "morgen"}.get(days) or short_date(due, today)


def _length(days: int, *, full: bool = False) -> str:
    """A number of days in the unit that people would use: days under two weeks, then weeks, months, years. The
    nearest number; with `full` only weeks and years that are over: nobody is called later than they are."""
    if days < 14:
        return "1 dag" if days == 1 else f"{days} dagen"
    if days < 61:
        return f"{days // 7 if full else round(days / 7)} weken"
    if days < 730:
        return f"{round(days / 30.44)} maanden"
    return f"{days // 365 if full else round(days / 365.25)} jaar"
