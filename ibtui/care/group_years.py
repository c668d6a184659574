"""What a group's name says: "3/4/5" has years 3, 4 and 5, and "groep 4a" has year 4 and is the one with letter a."""

import re
from itertools import pairwise

from ibtui.care.text import fold

FIRST_YEAR, LAST_YEAR = 1, 8
"""The years of a primary school; who is in the last one leaves."""

_RANGE = re.compile(r"\b([1-8])\s*(?:-|–|t/m|tot en met)\s*([1-8])\b")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[1-8]\s?([a-z])\b")


def years_of(name: str) -> frozenset[int]:
    """The years in a group's name: "3/4/5", "3-5" and "345" have 3, 4 and 5; "Vlinders" has none."""
    text = fold(name)
    found: set[int] = set()
    for first, last in _RANGE.findall(text):
        found.update(range(int(first), int(last) + 1))
    for digits in _DIGITS.findall(text):
        years = [int(digit) for digit in digits]
        follow = all(after == year + 1 for year, after in pairwise(years))
        if follow and years[0] >= FIRST_YEAR and years[-1] <= LAST_YEAR:
            found.update(years)
    return frozenset(found)


def letter_of(name: str) -> str:
    """What tells parallel groups apart: "a" for "4a"; "" when there is none."""
    found = _LETTER.findall(fold(name))
    return found[-1] if found else ""
