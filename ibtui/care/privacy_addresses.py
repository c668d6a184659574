"""Rule O4: streets and postcodes, and whether a sentence tells that they are of an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ibtui.care.privacy_name_words import ORGANISATION

_POSTCODE = re.compile(r"(?<![\w])[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)")
_POSTBOX = re.compile(r"\bpostbus\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d ")
_STREET = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Þ][\w'’-]*[ ]){0,3}[A-ZÀ-Þ][\w'’-]*(?:straat|laan|weg|plein|dijk|kade|gracht|singel|steeg|dreef|"
    r"plantsoen|hof|pad|burgwal)[ ]\d{1,3}(?:[ -]?[a-zA-Z])?(?!\w)"
)
_NO_STREET = re.compile(
    r"(?:kleuter|school|leer|speel|taal|reken|lees|leef|markt|werk|gym)plein|(?:leer|om|snel|onder|uit|half)weg|"
    r"(?:leer|stappen|groei|ontwikkel|zebra)pad|werkhof|\bgroep\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(ORGANISATION)
_SOMEBODY = re.compile(
    r"(?<!\bvoor )(?<!\bvoor de )(?<!\bmet )(?<!\bmet de )(?<!\baan )(?<!\baan de )(?<!\bvan het )"
    r"(?<!\bbelt )(?<!\bbellen )"
    r"\b(?:(?:stief|pleeg)?(?:moeder|vader|ouders?)|mama|papa|opa|oma|oom|tante|gezin|buren|woonadres|thuisadres|"
    r"verhuis\w*)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(r"\b(?:woont|wonen|woonde|woonden)\b", re.IGNORECASE)
_ONE_ADDRESS = 60  # characters of a street with its postcode
_AND = 12  # characters between two addresses of the same: "op Dorpsstraat 3 en op Kerklaan 5"
_NEAR = 200  # characters in which an organisation is looked for
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ])")


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Postcodes, and streets with a number, of people; one place for an address of both."""
    streets = [one.span() for one in _STREET.finditer(text) if not _NO_STREET.search(one[0])]
    codes = [one.span() for one in _POSTCODE.finditer(text) if not _YEAR.match(one[0]) or streets]
    places = _together(streets, codes)
    office = False
    for number, (start, end) in enumerate(places):
        before = places[number - 1][1] if number else 0
        behind = places[number + 1][0] if number + 1 < len(places) else len(text)
        if not _POSTBOX.search(text, before, start):
            said = _whose(text, (before, start, end, behind))
            office = said if said is not None else office and start - before < _AND
            if not office:
                yield start, end


def _together(streets: Iterable[tuple[int, int]], codes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of streets and postcodes, in order, those that are one address made one."""
    found: list[tuple[int, int]] = []
    last = ""
    for start, end, kind in sorted([(*one, "street") for one in streets] + [(*one, "code") for one in codes]):
        if last and kind != last and end - found[-1][0] < _ONE_ADDRESS:
            found[-1] = (found[-1][0], end)
            last = ""
        else:
            found.append((start, end))
            last = kind
    return found


def of_office(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence says that it is of an organisation."""
    return _whose(text, (0, *found.span(), len(text))) is True


def _whose(text: str, at: tuple[int, int, int, int]) -> bool | None:
    """Whether the sentence says that this is of an organisation, or of somebody; None when it says neither.

    What stands nearest before it tells, else what comes first behind it. `at`: from where to look, where it starts
    and ends, and how far to look.
    """
    first, start, end, last = at
    first, last = max(first, start - _NEAR), min(last, end + _NEAR)
    ends = [one.end() for one in _SENTENCE_END.finditer(text, first, last)]
    first = max((one for one in ends if one <= start), default=first)
    last = min((one for one in ends if one >= end), default=last)
    if _LIVES.search(text, first, start):
        return False
    before = [*_ORGANISATION.finditer(text, first, start), *_SOMEBODY.finditer(text, first, start)]
    behind = [*_ORGANISATION.finditer(text, end, last), *_SOMEBODY.finditer(text, end, last)]
    if not before and not behind:
        return None
    said = max(before, key=re.Match.start) if before else min(behind, key=re.Match.start)
    return said.re is _ORGANISATION
