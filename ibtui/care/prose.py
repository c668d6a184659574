"""What the check reads: the texts that leave, their words and their sentences, each with its place."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ibtui.care.findings import AdultName, ChildName, Copy, Finding, Level
from ibtui.care.minutes import Mark
from ibtui.care.text import fold
from ibtui.values import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")
_BEFORE_STOP = re.compile(r"[^\s(\"“‘']+$")
_NEAR = 40  # characters around a full stop that tell whether the sentence ends there
_NO_END = """
    bijv bv evt etc enz ca nr tel dhr mevr mw drs dr mr ir ing gr ma di wo do vr jan feb mrt apr jun jul aug sep
    sept okt nov dec blz pag resp incl excl max min vgl jl tw nl st
"""
_NO_END_WORDS = frozenset(_NO_END.split())
"""Short words that end in a full stop while the sentence goes on."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text: from `start` up to `end`, and folded."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that leaves: a line of the minutes, or (line 0) something beside it, said by `where`."""

    line: int
    column: int
    mark: Mark
    text: str
    where: str = ""

    def finding(
        self, rule: str, level: Level, start: int, end: int, reason: str, *, fixed: bool = False
    ) -> Finding:
        """What was found in this text from `start` up to `end`."""
        column = self.column + start if self.line else 0
        return Finding(
            rule, level, self.line, column, self.text[start:end], reason, self.where, self.text, fixed
        )


def passages(copy: Copy) -> Iterator[Passage]:
    """All that leaves, in the order of the text; what stands beside it comes last."""
    for line in copy.lines:
        if line.text.strip():
            yield Passage(line.line, line.column, line.mark, line.text)
    for where, text in copy.beside:
        for part in text.split("\n"):
            if part.strip():
                yield Passage(0, 0, Mark.TEXT, part, where)


def words(text: str) -> list[Word]:
    """The words of a text, in order. A hyphen or an apostrophe inside belongs to the word."""
    if text.isascii():  # as nearly always: one go over the text instead of one a word
        text = text.lower()
        return [Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    return [Word(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]


def name_words(people: Iterable[ChildName | AdultName]) -> set[str]:
    """All that is part of these people's names, folded."""
    parts = (part for one in people for part in (one.first, one.infix, one.last))
    return {word.plain for part in parts for word in words(part)}


@lru_cache(maxsize=8)  # the rules ask this of the same line again for each word that they know
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text start and end. A full stop behind an abbreviation or initial is no end."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end[0] == "." and _goes_on(text, end.start(), end.end()):
            continue
        found.append((start, end.end()))
        start = end.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(
        (at + len(text[at:to]) - len(text[at:to].lstrip()), to) for at, to in found if text[at:to].strip()
    )


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Where the sentence starts and ends that this place is in."""
    return next((one for one in sentences(text) if one[0] <= at < one[1]), (0, len(text)))


def _goes_on(text: str, stop: int, after: int) -> bool:
    """Whether the full stop at this place doesn't end its sentence."""
    before = _BEFORE_STOP.search(text[max(0, stop - _NEAR) : stop])
    behind = text[after : after + _NEAR].lstrip()
    if before is None or not behind:
        return False
    word = before[0]
    return (
        len(word) == 1
        or "." in word
        or (word.isdigit() and behind[:1].islower())
        or fold(word) in _NO_END_WORDS
    )
