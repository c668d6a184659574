"""Fills the texts of the data files: first chance, then names. See the head of stories.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_WORD = re.compile(r"\{([\w+-]+)\}")
_MARK_ONLY = re.compile(r"(?:##|[-!=?*%])?\s*")


@cache
def data(name: str) -> dict[str, object]:
    """One of the data files beside this module."""
    return tomllib.loads(files("ibtui.practice").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def fill(text: str, chance: Random, words: Mapping[str, str]) -> str:
    """Choose between `[a|b]`, put the words in, leave out lines that come out empty."""
    text = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), text)
    text = _WORD.sub(lambda found: words[found[1]], text)
    return "\n".join(line for line in text.strip().split("\n") if not _MARK_ONLY.fullmatch(line))
