"""Which action item of the last save is which line of this one, so that a promise keeps its history."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ibtui.care.minutes import ActionLine
from ibtui.care.text import fold
from ibtui.values import dataclass

_ARROW = re.compile(r"(?:^|\s)>")
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
    `first`: who and what of its line when it was settled, when the line says something else by now: else many
    small steps would make another promise of it. `was`: who and what of the line it had, when the item itself
    was reworded since. `cut`: what a line break cut off its line (`cut_off`), when that wasn't a promise yet.
    """

    id: int
    who: str
    what: str
    binned: bool
    settled: bool = False
    was: tuple[str, str] | None = None
    cut: str = ""
    first: tuple[str, str] | None = None


def match(
    known: Sequence[Known], found: Sequence[ActionLine], below: Sequence[str] = ()
) -> tuple[dict[int, int], list[int]]:
    """Which known item each found line is: {index in found: id}, and the ids of live items that vanished.

    The same words first, then the most alike, then the largest part of a line that was cut up, then the same
    person at the same place; each time a live item before a binned one. A found line that is in the answer's
    dict nowhere is new. `below`: the plain text right under each found line ("" when there is none).
    """
    pairing = _Pairing(known, found, below)
    for binned in (False, True):
        pairing.same_words(binned)
    for binned in (False, True):
        pairing.alike(binned)
    pairing.parts()
    pairing.same_place()
    pairing.open_before_settled()
    gone = [item.id for index, item in enumerate(known) if index not in pairing.used and not item.binned]
    return {at: known[index].id for at, index in sorted(pairing.pairs.items())}, gone


def splits(known: Sequence[Known], found: Sequence[ActionLine], pairs: Mapping[int, int]) -> dict[int, int]:
    """Which new lines are a part of a known item's line that was cut up: {index in found: id}.

    `pairs` is `match`'s answer. A part holds words that the known item's line had and has no more.
    """
    new = [at for at in range(len(found)) if at not in pairs]
    if not new:
        return {}
    items = {item.id: item for item in known}
    losers = []
    for at, number in pairs.items():
        whole = _words(items[number].what)
        lost = whole - _words(found[at].what)
        if lost or items[number].cut:
            losers.append((at, items[number], whole, lost))
    answer: dict[int, int] = {}
    for at in new:
        part = _words(found[at].what)
        for other, item, whole, lost in losers:
            if len(new) * len(losers) > _MANY_PAIRS and abs(at - other) > _NEAR:
                continue
            just_cut = part & lost and _share(part, whole) >= _IN_IT
            if just_cut or (_under(found[at], found[other]) and _share(part, _words(item.cut)) >= _HALF):
                answer[at] = item.id
                break
    return answer


def joins(known: Sequence[Known], found: Sequence[ActionLine], pairs: Mapping[int, int]) -> dict[int, int]:
    """Which vanished live items are now in another one's line: {id of the vanished: id of the other}."""
    kept = set(pairs.values())
    vanished = [item for item in known if item.id not in kept and not item.binned]
    if not vanished:
        return {}
    items = {item.id: item for item in known}
    gainers = [at for at, number in pairs.items() if _words(found[at].what) - _words(items[number].what)]
    many = len(vanished) * len(gainers) > _MANY_PAIRS
    answer: dict[int, int] = {}
    for place, item in enumerate(vanished):
        for at in gainers:
            if not (many and abs(at - place) > _NEAR) and _joined(item, items[pairs[at]], found[at]):
                answer[item.id] = pairs[at]
                break
    return answer


def cut_off(before: str, after: str, below: str) -> str:
    """The end of the promise `before` that a line break put on the line `below` it; "" when that isn't so."""
    old, new, under = fold(before), fold(after), fold(below)
    rest = old[len(new) :].strip() if new and old.startswith(new) else ""
    return rest if rest and under.startswith(rest) and _words(rest) else ""


def begun(line: ActionLine, whole: ActionLine) -> bool:
    """Whether `line` is only the beginning of the promise `whole`: taken away, or being typed again."""
    one, other = fold(_sentence(line.who, line.what)), fold(_sentence(whole.who, whole.what))
    return one != other and other.startswith(one)


def action_line(who: str, what: str, when: str) -> str:
    """A promise as it is typed, without its mark: "moeder: belt de logopedist > vr". Reads back as the same three."""
    line = f"{who}: {what}" if who else what
    if when:
        return f"{line} > {when}"
    return f"{line} >" if _ARROW.search(what) else line  # or what stands behind that arrow would be its date


class _Pairing:
    """Found lines and known items, put together step by step. All numbers are indexes."""

    def __init__(self, known: Sequence[Known], found: Sequence[ActionLine], below: Sequence[str]) -> None:
        self.known = known
        self.found = found
        self.below = below
        self.known_words = [(fold(item.who), fold(item.what)) for item in known]
        self.line_words = [item.was and (fold(item.was[0]), fold(item.was[1])) for item in known]
        self.first_words = [item.first and (fold(item.first[0]), fold(item.first[1])) for item in known]
        self.found_words = [(fold(line.who), fold(line.what)) for line in found]
        self.pairs: dict[int, int] = {}
        self.used: set[int] = set()

    def same_words(self, binned: bool) -> None:
        """The same who and what, whatever the order of the lines."""
        waiting: dict[tuple[str, str], list[int]] = {}
        for index in self._open_known(binned):
            own = self.known_words[index]
            for words in {own, self.line_words[index] or own, self.first_words[index] or own}:
                waiting.setdefault(words, []).append(index)
        for at in self._open_found():
            free = [index for index in waiting.get(self.found_words[at], ()) if index not in self.used]
            if free:
                self._pair(at, free[0])

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

    def parts(self) -> None:
        """A line cut into parts of which none is alike enough: the largest part keeps the item."""
        founds = self._open_found()
        for index in self._open_known(binned=False) if len(founds) > 1 else ():
            whole = _words(self.known[index].what)
            inside = [
                (at, part)
                for at in founds
                if at not in self.pairs
                and (abs(at - index) <= _NEAR or len(founds) <= _NEAR)
                and (part := _words(self.found[at].what))
                and _share(part, whole) >= _MOST
            ]
            together = sum((part for _at, part in inside), Counter[str]())
            if len(inside) > 1 and _share(whole, together) >= _IN_IT:
                self._pair(max(inside, key=lambda one: (_letters(one[1]), -one[0]))[0], index)

    def open_before_settled(self) -> None:
        """Two lines joined: what is still open keeps the line, or it would look done."""
        for at, index in list(self.pairs.items()):
            line, item = self.found[at], self.known[index]
            if not (item.settled and _words(line.what) - _words(item.what)):
                continue
            for other in self._open_known(binned=False):
                candidate = self.known[other]
                if not candidate.settled and _joined(candidate, item, line):
                    self.used.discard(index)
                    self._pair(at, other)
                    break

    def same_place(self) -> None:
        """Other words, but the same person at the same place: the line was rewritten."""
        left = set(self._open_known(binned=False))
        for at in self._open_found():
            same_person = at in left and self.known_words[at][0] == self.found_words[at][0]
            if same_person and not self.known[at].settled:
                self._pair(at, at)

    def _score(self, at: int, index: int) -> float:
        """How alike two promises are, 0 to 1."""
        new, last = self.found_words[at], self.known_words[index]
        old = self.first_words[index] or last
        if at == index and _begins(_sentence(*new), _sentence(*old)):
            return _TYPED_ON
        if at == index and at < len(self.below) and cut_off(last[1], new[1], self.below[at]):
            return _TYPED_ON
        settled = self.known[index].settled
        texts = [words[1] for words in (old, self.line_words[index]) if words]
        return max(
            0.0 if settled and _another(new[1], text) else _alikeness(new[1][:_ENOUGH], text[:_ENOUGH])
            for text in texts
        )

    def _open_known(self, binned: bool) -> list[int]:
        return [n for n, item in enumerate(self.known) if item.binned is binned and n not in self.used]

    def _open_found(self) -> list[int]:
        return [n for n in range(len(self.found_words)) if n not in self.pairs]

    def _pair(self, at: int, index: int) -> None:
        self.pairs[at] = index
        self.used.add(index)


_SMALL_WORDS = (
    "de het een en of van voor met aan op in bij te om naar over uit tot als die dat dit er ook dan"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_MOST, _IN_IT, _HALF = 0.8, 0.6, 0.5  # shares of the letters of a promise
_STILL = 0.65  # the share of a settled promise that stays when it is only reworded
_TYPO = 0.75


@lru_cache(maxsize=2_000)
def _words(text: str) -> Counter[str]:
    """The words that say something, with how often each is there. Never to be changed: the answer is kept."""
    return Counter(word for word in re.findall(r"[^\W_]+", fold(text)) if word not in _SMALL)


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())


def _share(part: Counter[str], whole: Counter[str]) -> float:
    """Which share of `part` is in `whole`, 0 to 1, by letters."""
    letters = _letters(part)
    return _letters(part & whole) / letters if letters else 0.0


def _another(new: str, old: str) -> bool:
    """Whether words were put in the place of a good part of `old`: "belt ouders" isn't "belt logopedist"."""
    before, after = _words(old), _words(new)
    lost, added = before - after, after - before
    kept = sum(len(word) * times for word, times in lost.items() if any(_same(word, one) for one in added))
    extra = any(not any(_same(word, one) for one in lost) for word in added)
    return extra and kept + _letters(before & after) < _STILL * _letters(before)


def _same(one: str, other: str) -> bool:
    """Whether two words are one word with a typo, or half typed."""
    return _begins(one, other) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TYPO


def _joined(gone: Known, kept: Known, line: ActionLine) -> bool:
    """Whether the words that `gone` had and `kept` hadn't are now in the line of `kept`."""
    own = _words(gone.what) - _words(kept.what)
    if not own:
        return False
    now = _words(line.what)
    return _share(own, now - _words(kept.what)) >= _MOST and _share(_words(gone.what), now) >= _MOST


def _under(line: ActionLine, other: ActionLine) -> bool:
    return 0 < line.line - other.line <= 2  # a blank line may stand between


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
