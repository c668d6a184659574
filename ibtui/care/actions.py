"""Which action item of the last save is which line of this one, so that a promise keeps its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ibtui.care.minutes import ActionLine
from ibtui.care.text import fold

_ALIKE = 0.6
_TYPED_ON = 0.95  # one is the beginning of the other: somebody is still typing this line
# Comparing each with each is slow; beyond this many pairs only lines near each other are compared.
_MANY_PAIRS = 400
_NEAR = 3
_ENOUGH = 200  # characters of a promise that are compared


@dataclass(frozen=True, slots=True)
class Known:
    """An action item as the last save left it.

    `binned`: its line had gone. `settled`: done or dropped, so its words must be alike to keep it.
    """

    id: int
    who: str
    what: str
    binned: bool
    settled: bool = False


def match(known: Sequence[Known], found: Sequence[ActionLine]) -> tuple[dict[int, int], list[int]]:
    """Which known item each found line is: {index in found: id}, and the ids of live items that vanished.

    The same words first, then the most alike, then the same person at the same place; each time a live item
    before a binned one. A found line that is in the answer's dict nowhere is new.
    """
    pairing = _Pairing(known, found)
    for binned in (False, True):
        pairing.same_words(binned)
    for binned in (False, True):
        pairing.alike(binned)
    pairing.same_place()
    gone = [item.id for index, item in enumerate(known) if index not in pairing.used and not item.binned]
    return {at: known[index].id for at, index in sorted(pairing.pairs.items())}, gone


class _Pairing:
    """Found lines and known items, put together step by step. All numbers are indexes."""

    def __init__(self, known: Sequence[Known], found: Sequence[ActionLine]) -> None:
        self.known = known
        self.known_words = [(fold(item.who), fold(item.what)) for item in known]
        self.found_words = [(fold(line.who), fold(line.what)) for line in found]
        self.pairs: dict[int, int] = {}
        self.used: set[int] = set()

    def same_words(self, binned: bool) -> None:
        """The same who and what, whatever the order of the lines."""
        waiting: dict[tuple[str, str], list[int]] = {}
        for index in self._open_known(binned):
            waiting.setdefault(self.known_words[index], []).append(index)
        for at in self._open_found():
            if waiting.get(self.found_words[at]):
                self._pair(at, waiting[self.found_words[at]].pop(0))

    def alike(self, binned: bool) -> None:
        """Changed wording: the most alike first."""
        knowns, founds = self._open_known(binned), self._open_found()
        many = len(knowns) * len(founds) > _MANY_PAIRS
        scores = [
            (-score, abs(index - at), at, index)
            for at in founds
            for index in knowns
            if not (many and abs(index - at) > _NEAR) and (score := self._score(at, index)) >= _ALIKE
        ]
        for _score, _distance, at, index in sorted(scores):
            if at not in self.pairs and index not in self.used:
                self._pair(at, index)

    def same_place(self) -> None:
        """Other words, but the same person at the same place: the line was rewritten."""
        left = set(self._open_known(binned=False))
        for at in self._open_found():
            same_person = at in left and self.known_words[at][0] == self.found_words[at][0]
            if same_person and not self.known[at].settled:
                self._pair(at, at)

    def _score(self, at: int, index: int) -> float:
        """How alike two promises are, 0 to 1."""
        new, old = self.found_words[at], self.known_words[index]
        if at == index and not self.known[index].settled and _begins(_sentence(*new), _sentence(*old)):
            return _TYPED_ON
        return _alikeness(new[1][:_ENOUGH], old[1][:_ENOUGH])

    def _open_known(self, binned: bool) -> list[int]:
        return [n for n, item in enumerate(self.known) if item.binned is binned and n not in self.used]

    def _open_found(self) -> list[int]:
        return [n for n in range(len(self.found_words)) if n not in self.pairs]

    def _pair(self, at: int, index: int) -> None:
        self.pairs[at] = index
        self.used.add(index)


def _sentence(who: str, what: str) -> str:
    return f"{who}: {what}" if who else what


def _begins(one: str, other: str) -> bool:
    """Whether one of the two is the beginning of the other."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _alikeness(one: str, other: str) -> float:
    """difflib's ratio, its cheap upper bounds first; 0 when it can't reach `_ALIKE`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
