"""Lists of words and phrases, and where they stand in a text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from ibtui.care.prose import Word
from ibtui.care.text import fold
from ibtui.values import dataclass

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase that was found: its words from number `first` up to `last`, and what the list says of it."""

    first: int
    last: int
    value: Value


class Phrases(Generic[Value]):
    """Words and phrases with a value each; capitals, accents and what stands between the words don't count."""

    def __init__(self, entries: Mapping[str, Value]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries.items():
            first, *rest = fold(phrase).split()
            self._by_first.setdefault(first, []).append((tuple(rest), value))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))  # the longest phrase first

    def find(self, words: Sequence[Word]) -> Iterator[Hit[Value]]:
        """The phrases in these words, in order, none over another."""
        at = 0
        while at < len(words):
            hit = self._at(words, at) if words[at].plain in self._by_first else None
            if hit is not None:
                yield hit
            at = hit.last if hit is not None else at + 1

    def _at(self, words: Sequence[Word], at: int) -> Hit[Value] | None:
        for rest, value in self._by_first[words[at].plain]:
            last = at + 1 + len(rest)
            if last <= len(words) and all(
                word.plain == part for word, part in zip(words[at + 1 : last], rest, strict=True)
            ):
                return Hit(at, last, value)
        return None


def ways(rows: str) -> list[str]:
    """A list written as "way | other way", on as many lines as it takes."""
    return [way for row in rows.splitlines() for way in map(str.strip, row.split("|")) if way]


def table(rows: str) -> dict[str, str]:
    """A list written as "way, other way = value", one a line."""
    entries: dict[str, str] = {}
    for row in rows.strip().splitlines():
        written, _, value = row.partition("=")
        entries.update({way.strip(): value.strip() for way in written.split(",")})
    return entries
