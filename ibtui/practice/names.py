"""The names of the practice school, from names.toml."""

from __future__ import annotations

from typing import TypedDict, cast

from ibtui.practice import texts


class _Names(TypedDict):
    girls: str
    boys: str
    women: str
    men: str
    last_names: str
    polish: list[str]
    arabic: list[str]


_NAMES = cast("_Names", texts.data("names"))

GIRLS = _NAMES["girls"].split()
BOYS = _NAMES["boys"].split()
WOMEN = _NAMES["women"].split()
MEN = _NAMES["men"].split()
POLISH = _NAMES["polish"]
ARABIC = _NAMES["arabic"]


def _parts(name: str) -> tuple[str, str]:
    infix, _, last = " ".join(name.split()).rpartition("_")
    return infix, last


LAST_NAMES = [_parts(name) for name in _NAMES["last_names"].split(",")]
"""Infix and last name."""
