"""The names of a practice school, from its data file."""

from __future__ import annotations

from functools import cache
from typing import TypedDict, cast

from ibtui.practice import texts
from ibtui.values import dataclass


class _Names(TypedDict):
    girls: str
    boys: str
    women: str
    men: str
    last_names: str
    polish: list[str]
    arabic: list[str]


@dataclass(frozen=True, slots=True)
class Names:
    """First names of children and of grown-ups, and last names as (infix, last name)."""

    girls: list[str]
    boys: list[str]
    women: list[str]
    men: list[str]
    last: list[tuple[str, str]]
    polish: list[str]
    arabic: list[str]


@cache
def of(name: str) -> Names:
    """The names in one data file."""
    found = cast("_Names", texts.data(name))
    return Names(
        found["girls"].split(),
        found["boys"].split(),
        found["women"].split(),
        found["men"].split(),
        [_parts(last) for last in found["last_names"].split(",")],
        found["polish"],
        found["arabic"],
    )


def _parts(name: str) -> tuple[str, str]:
    infix, _, last = " ".join(name.split()).rpartition("_")
    return infix, last
