"""Finding a pupil or a person by a few typed letters. Two that fit are shown, never guessed."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from ibtui.care.text import fold
from ibtui.values import dataclass

_MARKS = "#@ \t"
_BETWEEN = re.compile(r"[^\w']+|_+")
_TITLES = ("juf", "juffrouw", "meester", "mevrouw", "mevr", "mw", "meneer", "mijnheer", "dhr", "heer")


def full_name(first: str, infix: str, last: str) -> str:
    """First name, infix and last name: "Roos van Dijk"; "Van Dijk" when there is no first name."""
    name = " ".join(part for part in (first, infix, last) if part)
    return name if first else name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who can be named: `kind` is "leerling" or "persoon", `hint` a group or a function.

    `also`: other names that people use for a pupil, as they were typed: "Roosje, Roosie".
    """

    kind: str
    id: int
    first: str
    infix: str
    last: str
    hint: str
    also: str = ""

    @property
    def full(self) -> str:
        """The whole name, as `full_name` has it."""
        return full_name(self.first, self.infix, self.last)


@dataclass(frozen=True, slots=True)
class Found:
    """Exactly one fits."""

    named: Named


@dataclass(frozen=True, slots=True)
class Several:
    """More than one fits, in the order of their names."""

    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """None fits; `text` is what was asked for, without its mark."""

    text: str


Match = Found | Several | Nobody


def is_unclear(typed: str, meant: int | Several | Nobody) -> bool:
    """Whether the "wie:" of a promise is a question to the writer: it fits two, or it is an @name of nobody.

    Words without an @ that fit nobody ("de tandarts") are left as they are.
    """
    return isinstance(meant, Several) or (isinstance(meant, Nobody) and "@" in typed)


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody with the words of their names; `all` is every word behind a blank, to see at a glance who can't fit.

    `also` holds the words of each other name."""

    named: Named
    first: tuple[str, ...]
    infix: tuple[str, ...]
    last: tuple[str, ...]
    all: str
    also: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, named: Named) -> "Entry":
        """With the words taken from the name."""
        first, infix, last = (tuple(words(part)) for part in (named.first, named.infix, named.last))
        also = tuple(tuple(words(name)) for name in other_names(named.also)) if named.also else ()
        every = (*first, *infix, *last, *(word for name in also for word in name))
        return cls(named, first, infix, last, "".join(f" {word}" for word in every), also)


class Register:
    """Names among which is looked often: their words are taken apart once."""

    def __init__(self, among: Iterable[Named]) -> None:
        self.entries = [Entry.of(one) for one in among]

    @cached_property
    def in_order(self) -> list[Entry]:
        """The same by first name, who has no name at all last."""
        return sorted(self.entries, key=lambda entry: (not entry.named.full, sort_key(entry.named)))


def find(typed: str, among: Sequence[Named] | Register) -> Match:
    """Who is meant by `typed`: "#roo", "@ans", "juf ans", "noa h", "noa.h", "van dijk", "hof noa".

    Capitals, accents and the order of words don't count. The best sort of fit wins: a whole name, a first
    name, another name that people use ("roosje"), a last name, first letters of a first name, first letters of any
    name. Two of the same sort: both.
    """
    bare = typed.strip(_MARKS)
    wanted = _wanted(bare)
    if not wanted:
        return Nobody(bare)
    register = among if isinstance(among, Register) else Register(among)
    best: list[Named] = []
    lowest = _NO_FIT
    for entry in register.entries:
        rank = _rank(wanted, entry)
        if rank < lowest:
            best, lowest = [entry.named], rank
        elif rank == lowest < _NO_FIT:
            best.append(entry.named)
    if len(best) == 1:
        return Found(best[0])
    return Several(tuple(sorted(best, key=sort_key))) if best else Nobody(bare)


def suggest(typed: str, among: Register) -> list[Named]:
    """Everyone whose name `typed` can be the beginning of, the likeliest first; everyone when it is empty.

    First letters of a first or last name count. Those of an infix ("van") come last: they fit half a class.
    """
    wanted = _wanted(typed)
    found = []
    for entry in among.in_order:
        rank = _rank(wanted, entry) if wanted else 0
        if rank < _NO_FIT:
            own = (*entry.first, *entry.last, *(word for name in entry.also for word in name))
            only_infix = len(wanted) == 1 and not _all_fit(wanted, own)
            found.append((only_infix, rank, entry.named))
    return [named for *_order, named in sorted(found, key=lambda item: item[:2])]


def sort_key(named: Named) -> tuple[str, str, str, int]:
    """The order of lists of names: by first name, as a class does, then by last name."""
    return (fold(named.first or named.last), fold(named.last), fold(named.infix), named.id)


def other_names(text: str) -> list[str]:
    """The other names that stand in one field: "Roosje, Roosie" are two; "Roos Anna" is one of two words."""
    return [name for part in re.split(r"[,;/]", text) if (name := part.strip())]


def words(text: str) -> list[str]:
    """The words of a name, for comparing: "Jan-Peter van 't Hof" has jan, peter, van, t, hof."""
    bare = (word.strip("'") for word in _BETWEEN.split(fold(text)))
    return [word for word in bare if word]


_OTHER_NAME, _SOME_NAME, _NO_FIT = 3, 6, 7


def _wanted(typed: str) -> tuple[str, ...]:
    """The words that are looked for, without a title in front."""
    found = tuple(words(typed))
    return found[1:] if len(found) > 1 and found[0] in _TITLES else found


def _rank(wanted: tuple[str, ...], entry: Entry) -> int:
    """How well somebody fits by the best of their names: 0 is best, `_NO_FIT` is not at all."""
    if f" {wanted[0]}" not in entry.all:
        return _NO_FIT
    rank = _rank_of(wanted, entry.first, entry.infix + entry.last)
    for name in entry.also:
        if _all_fit(wanted, (*name, *entry.infix, *entry.last)):
            rank = min(rank, _OTHER_NAME if wanted[: len(name)] == name else _SOME_NAME)
    return rank


def _rank_of(wanted: tuple[str, ...], first: tuple[str, ...], last: tuple[str, ...]) -> int:
    if not _all_fit(wanted, first + last):
        return _NO_FIT
    if wanted in (first + last, last + first):
        return 0
    if wanted == first:
        return 1
    if first and wanted[: len(first)] == first:
        return 2
    if all(word in last for word in wanted):
        return 4
    return 5 if first and first[0].startswith(wanted[0]) else _SOME_NAME


def _all_fit(wanted: Sequence[str], name: Sequence[str]) -> bool:
    """Whether each wanted word starts a word of the name, no word of the name being used twice."""
    if len(wanted) == 1:
        return any(part.startswith(wanted[0]) for part in name)
    if len(wanted) > len(name):
        return False
    left = list(name)
    # The longest first, so that "ja jan" doesn't spend "jan" on "ja".
    for word in sorted(wanted, key=len, reverse=True):
        fit = next((part for part in left if part.startswith(word)), None)
        if fit is None:
            return False
        left.remove(fit)
    return True


_INFIXES = frozenset(
    """aan af al av ben bij bin bint d d' da das de del della den der des di do dos du e el en het ibn in la las
    le les los onder op over 's 't te ten ter thoe tot uijt uit van vom von voor zu zum zur""".split()  # noqa: SIM905
)
_DUTCH_START = frozenset(("van", "de", "den", "der", "het", "'t", "ter", "ten", "te", "op", "in", "aan"))


def split_name(text: str) -> tuple[str, str, str]:
    """First name, infix and last name of a name as typed: "Roos van Dijk" is Roos, van, Dijk.

    Words are kept as they were typed. "Anne Marie van Dijk" has two first names; without an infix the first
    word is the first name ("Noa Hof Bakker" is Noa, Hof Bakker); "Van Dijk" has no first name.
    """
    words = text.replace("’", "'").split()
    if len(words) < 2:
        return "".join(words), "", ""
    if words[0].lower() in _DUTCH_START:
        start = _after_infix(words, 0)
        return "", " ".join(words[:start]).lower(), " ".join(words[start:])
    for place in range(1, len(words) - 1):
        end = _after_infix(words, place)
        if end > place:
            return " ".join(words[:place]), " ".join(words[place:end]), " ".join(words[end:])
    return words[0], "", " ".join(words[1:])


def _after_infix(words: Sequence[str], place: int) -> int:
    """Where the infix that starts at `place` ends. A capital is part of the last name, but at the start."""
    end = place
    while end < len(words) - 1 and (words[end] in _INFIXES or (end == 0 and words[0].lower() in _INFIXES)):
        end += 1
    return end
