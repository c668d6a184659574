"""The names of a school as they can stand in a text, ready to be looked up word by word.

A name is found by whole words, never by letters inside one. Capitals, accents and hyphens don't count; behind its
last word may stand 's, s, tje, pje, je or ke. Looking takes as long as the text is, however many names there are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import IntEnum
from itertools import takewhile

from ibtui.care.findings import AdultName, ChildName, Known
from ibtui.care.text import fold
from ibtui.values import dataclass


class Sort(IntEnum):
    """Who somebody is to the paper."""

    OWN = 0  # the child that it is about
    OTHER = 1  # another child
    NEAR = 2  # an adult at the table, family or teacher
    FAR = 3  # another adult
    PARENT = 4  # of another child, and not near


class Part(IntEnum):
    """Which part of a name was written."""

    FULL = 0  # "Sam de Boer"
    FIRST = 1  # "Sam"
    HALF = 2  # "Anne" of Anne Sophie
    LAST = 3  # "de Boer"
    BARE = 4  # "Boer"


class Form(IntEnum):
    """How the last word of it was written."""

    EXACT = 0
    OWNING = 1  # "Kjelds", "Noa's"
    SMALL = 2  # "Kjeldje", "Jantjes"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line. `glued`: right behind a hyphen."""

    start: int
    end: int
    raw: str
    folded: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody: the last name without infix, and the first letters of first and last name."""

    sort: Sort
    last: str
    initial: str
    last_initial: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody whose name, or a part of it, was written."""

    who: Who
    part: Part


@dataclass(frozen=True, slots=True)
class Match:
    """Words `start` up to and including `end` of a line are these names. `name` is the name that was looked up,
    folded and without an ending."""

    start: int
    end: int
    name: str
    form: Form
    hits: tuple[Hit, ...]


_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’‘`´][^\W_](?:[^\W_]|[{_MARKS}])*)*")
_JOINED = re.compile(r"[ \t\xa0]+['’‘`]?|-")
_SHORTENED = re.compile(r"\.[ \xa0]?")
_LONGEST = 8
_INFIXES = frozenset("van de den der ter ten te het t el al la le".split())  # noqa: SIM905


def tokens(text: str) -> list[Token]:
    """The words of a line; a hyphen parts them, an apostrophe inside doesn't."""
    return [
        Token(
            found.start(),
            found.end(),
            found[0],
            fold(found[0]),
            text[found.start() - 1 : found.start()] == "-",
        )
        for found in _WORD.finditer(text)
    ]


def words(text: str) -> list[str]:
    """The words of a name, folded."""
    return [fold(word) for word in _WORD.findall(text)]


def forms(word: str) -> Iterator[tuple[str, Form]]:
    """What a folded word can be a form of: itself first, then what stands before an ending."""
    yield word, Form.EXACT
    head, apostrophe, tail = word.rpartition("'")
    if apostrophe and tail in ("s", "je", "jes", "tje", "tjes", "ke", "kes"):
        yield head, Form.OWNING if tail == "s" else Form.SMALL
        return
    if len(word) < 4:
        return
    if word[-1] == "s":
        yield word[:-1], Form.OWNING
        word = word[:-1]
    for ending in ("tje", "pje", "je", "ke"):
        if word.endswith(ending) and len(word) >= 3 + len(ending):
            base = word[: -len(ending)]
            yield base, Form.SMALL
            if ending != "ke" and len(base) > 3 and base[-1] == base[-2]:  # "Evaatje"
                yield base[:-1], Form.SMALL
    if word.endswith("etje") and len(word) > 7 and word[-5] == word[-6]:  # "Sammetje"
        yield word[:-5], Form.SMALL


@dataclass(slots=True)
class Names:
    """All names of a school. `keys`: the words of other children's names, by which a line is worth a look."""

    hits: dict[str, list[Hit]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    initials: dict[str, set[Sort]] = field(default_factory=dict)
    families: set[str] = field(default_factory=set)
    nearby: set[str] = field(default_factory=set)  # first names of all adults near
    _worth: dict[str, bool] = field(default_factory=dict)
    _starts: dict[str, bool] = field(default_factory=dict)
    _parts: dict[str, list[str]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, known: Known) -> "Names":
        """The names of these children, and of the adults who share a word with another child."""
        names = cls()
        for child in known.children:
            names._add(child, Sort.OWN if child.own else Sort.OTHER)
        for adult in known.adults:
            if adult.near:
                names.nearby.update(names._words(adult.first))
            if any(
                names._is_shared(word) for word in (*names._words(adult.first), *names._words(adult.last))
            ):
                names._add(adult, Sort.NEAR if adult.near else Sort.PARENT if adult.guardian else Sort.FAR)
        return names

    def is_worth(self, text: str) -> bool:
        """Whether a word of another child's name stands in this line. Quick: most words were seen before."""
        return any(self._is_shared(word) for word in _WORD.findall(text))

    def begins(self, token: Token) -> bool:
        """Whether a name can begin with this word."""
        known = self._starts.get(token.raw)
        if known is None:
            known = self._starts[token.raw] = token.folded in self.beginnings or any(
                base in self.hits for base, _form in forms(token.folded)
            )
        return known

    def longest(self, line: Sequence[Token], start: int, text: str) -> Iterator[Match]:
        """The names that begin with this word: the longest first, and each in its exact form first."""
        found: list[Match] = []
        begun = ""
        for place in range(start, min(start + _LONGEST, len(line))):
            token = line[place]
            if place > start and not _are_joined(line[place - 1], token, text):
                break
            here = [
                Match(start, place, begun + base, form, tuple(self.hits[begun + base]))
                for base, form in forms(token.folded)
                if begun + base in self.hits
            ]
            found[:0] = here
            begun = f"{begun}{token.folded}"
            if begun not in self.beginnings:
                break
            begun += " "
        return iter(found)

    def has(self, word: str, part: Part, *sorts: Sort) -> bool:
        """Whether this folded word, or words, is this part of a name of one of these sorts."""
        return any(hit.who.sort in sorts and hit.part is part for hit in self.hits.get(word, ()))

    def has_first(self, word: str, *sorts: Sort) -> bool:
        """Whether this folded word, whatever its ending, is a first name of one of these sorts."""
        return any(self.has(base, Part.FIRST, *sorts) for base, _form in forms(word))

    def _is_shared(self, word: str) -> bool:
        """Whether this word, or what it is a form of, is a word of another child's name."""
        known = self._worth.get(word)
        if known is None:
            known = self._worth[word] = any(base in self.keys for base, _form in forms(fold(word)))
        return known

    def _words(self, part: str) -> list[str]:
        """The words of a part of a name; the same parts come again and again."""
        found = self._parts.get(part)
        if found is None:
            found = self._parts[part] = words(part)
        return found

    def _add(self, name: ChildName | AdultName, sort: Sort) -> None:
        first, infix, last = (self._words(part) for part in (name.first, name.infix, name.last))
        who = Who(sort, " ".join(last), "".join(first)[:1], "".join(last)[:1])
        self._put_all(first, infix, last, who)
        for between, half in _halves(name.last):
            self._put_all(first, between, half, replace(who, last=" ".join(half), last_initial=half[0][0]))
            if sort is Sort.OTHER:
                self.keys.update((half[0], half[-1]))
            elif sort is Sort.OWN:
                self.families.add(" ".join(half))
        if first and last:
            self.initials.setdefault(who.initial + who.last_initial, set()).add(sort)
        if sort is Sort.OWN:
            self.families.add(who.last)
        if sort is Sort.OTHER:
            self.keys.update("".join(first).split())
            self.keys.update((*first[:1], *last[:1], *last[-1:]))

    def _put_all(self, first: list[str], infix: list[str], last: list[str], who: Who) -> None:
        for part, ways in _ways(first, infix, last):
            hit = Hit(who, part)
            for way in ways:
                self._put(way, hit)

    def _put(self, way: Sequence[str], hit: Hit) -> None:
        key = " ".join(way)
        hits = self.hits.setdefault(key, [])
        if hit not in hits[-1:]:
            hits.append(hit)
        if len(way) > 1 and key not in self._begun:
            self._begun.add(key)
            self.beginnings.update(" ".join(way[:end]) for end in range(1, len(way)))


def _are_joined(one: Token, other: Token, text: str) -> bool:
    """Whether two words can be of one name: a blank or a hyphen parts them, or a full stop behind one letter."""
    if len(one.folded) == 1 and _SHORTENED.fullmatch(text, one.end, other.start):
        return True
    return _JOINED.fullmatch(text, one.end, other.start) is not None


def _halves(last: str) -> Iterator[tuple[list[str], list[str]]]:
    """The infix and the last name of each half of a double last name: "Ünal" and "de Boer" of "Ünal-de Boer"."""
    parts = last.split("-")
    for part in parts if len(parts) > 1 else ():
        found = words(part)
        infix = list(takewhile(_INFIXES.__contains__, found[:-1]))
        if found and len(found[-1]) > 1:
            yield infix, found[len(infix) :]


def _ways(
    first: list[str], infix: list[str], last: list[str]
) -> Iterator[tuple[Part, Iterable[Sequence[str]]]]:
    """In which ways a name is written: with "v.d." or "vd" for "van den" too."""
    letters = [word[0] for word in infix]
    infixes = (infix, letters, ["".join(letters)]) if infix else ([],)
    if first and last:
        ways = [[*first, *between, *last] for between in infixes]
        ways += [[*first, *last], [*first, *infix, *last[:1]], [*first[:1], *infix, *last]]
        yield Part.FULL, ways
    if first:
        yield Part.FIRST, (first, ["".join(first)])
    if len(first) > 1 and len(first[0]) > 2:
        yield Part.HALF, (first[:1],)
    if last:
        yield Part.LAST, ([*between, *last] for between in infixes)
    if last and infix:
        yield Part.BARE, (last,)
