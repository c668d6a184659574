"""The days without school that are the same for many schools: holidays per region, and feast days.

The holidays were published by the government (rijksoverheid.nl, schoolvakanties; open data "schoolholidays"). The
Christmas and summer holidays, and one week of the May holiday, are fixed by the "Regeling vaststelling
schoolvakanties"; the autumn and spring holidays are its advice, and many schools add a week in May. So a school
always looks through the list, and changes it. From Saturday up to and including Sunday. The dates of 2024-2025
and of 2027-2028 were seen in one copy of that open data only; those of the years between in two.
"""

import re
from datetime import date, timedelta

from ibtui.care.school_days import Free

REGIONS = ("noord", "midden", "zuid")
"""The regions that the holidays are spread over."""

_LABEL = re.compile(r"^(\d{4})-(\d{4})$")
_NAMES = ("Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie")

# Per year the first and last days of the five, month and day, in the order of _NAMES.
_TABLE: dict[str, dict[int, tuple[str, ...]]] = {
    "noord": {
        2024: ("10-26 11-03", "12-21 01-05", "02-15 02-23", "04-26 05-04", "07-12 08-24"),
        2025: ("10-18 10-26", "12-20 01-04", "02-21 03-01", "04-25 05-03", "07-04 08-16"),
        2026: ("10-10 10-18", "12-19 01-03", "02-20 02-28", "04-24 05-02", "07-10 08-22"),
        2027: ("10-16 10-24", "12-25 01-09", "02-19 02-27", "04-29 05-07", "07-15 08-27"),
    },
    "midden": {
        2024: ("10-26 11-03", "12-21 01-05", "02-22 03-02", "04-26 05-04", "07-19 08-31"),
        2025: ("10-18 10-26", "12-20 01-04", "02-14 02-22", "04-25 05-03", "07-18 08-30"),
        2026: ("10-17 10-25", "12-19 01-03", "02-20 02-28", "04-24 05-02", "07-17 08-29"),
        2027: ("10-16 10-24", "12-25 01-09", "02-26 03-05", "04-29 05-07", "07-08 08-20"),
    },
    "zuid": {
        2024: ("10-19 10-27", "12-21 01-05", "02-22 03-02", "04-26 05-04", "07-05 08-17"),
        2025: ("10-11 10-19", "12-20 01-04", "02-14 02-22", "04-25 05-03", "07-11 08-23"),
        2026: ("10-17 10-25", "12-19 01-03", "02-13 02-21", "04-24 05-02", "07-24 09-05"),
        2027: ("10-23 10-31", "12-25 01-09", "02-26 03-05", "04-29 05-07", "07-22 09-03"),
    },
}  # fmt: skip


def holidays(region: str, label: str) -> tuple[Free, ...]:
    """The holidays of a region that touch the school year "2026-2027", in order; none when they aren't known here.

    The summer holiday that the year starts in is there too, so the first and the last one are also those of the year
    before and after.
    """
    start = _start(label)
    years = _TABLE.get(region, {})
    if start is None or start not in years:
        return ()
    before = _dated(start - 1, years[start - 1])[-1:] if start - 1 in years else ()
    return before + _dated(start, years[start])


def known_years() -> tuple[str, ...]:
    """The school years that `holidays` knows, oldest first."""
    years = sorted({year for region in _TABLE.values() for year in region})
    return tuple(f"{year}-{year + 1}" for year in years)


def feast_days(label: str) -> tuple[Free, ...]:
    """The feast days of a school year "2026-2027" on which schools are closed, in order; none for a strange label.

    Koningsdag is on the 26th when the 27th is a Sunday. With Hemelvaart goes the Friday after it.
    """
    start = _start(label)
    if start is None:
        return ()
    easter = easter_of(start + 1)
    king = date(start + 1, 4, 27)
    king -= timedelta(days=king.weekday() == 6)
    found = (
        Free("Tweede Paasdag", easter + timedelta(days=1), easter + timedelta(days=1)),
        Free("Koningsdag", king, king),
        Free("Hemelvaart", easter + timedelta(days=39), easter + timedelta(days=40)),
        Free("Tweede Pinksterdag", easter + timedelta(days=50), easter + timedelta(days=50)),
    )
    return tuple(sorted(found, key=lambda free: free.first))


def easter_of(year: int) -> date:
    """Easter Sunday, after the Gregorian computus (Meeus)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _start(label: str) -> int | None:
    found = _LABEL.match(label.strip())
    return int(found[1]) if found and int(found[2]) == int(found[1]) + 1 else None


def _dated(start: int, spans: tuple[str, ...]) -> tuple[Free, ...]:
    found = []
    for name, span in zip(_NAMES, spans, strict=True):
        first, last = (_in_year(start, day) for day in span.split())
        if name == _NAMES[-1]:
            last = last.replace(year=start + 1)  # the summer holiday ends in the next school year
        found.append(Free(name, first, last))
    return tuple(found)


def _in_year(start: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(start if month >= 8 else start + 1, month, day)
