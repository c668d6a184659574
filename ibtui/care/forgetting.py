"""What becomes of a text about others when one child is forgotten: its own part goes, its name becomes a word.

Only what is sure is changed. A name that another child has too, or that may be a common word, stays and is handed
back to be looked at by a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from ibtui.care import names, privacy_names
from ibtui.care.findings import AdultName, ChildName, Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.group_review import Headings, without_section
from ibtui.care.mentions import mentions
from ibtui.care.minutes import Mark
from ibtui.care.names import Found, Named, Several
from ibtui.care.privacy_name_index import Names, words
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind
from ibtui.values import dataclass

ANOTHER_CHILD = "een ander kind"
A_PARENT = "een ouder"
_READER = Reader("dossier")
_SHORT = 5
"""Characters: a shorter telephone number or address would be found in other words."""
_BEGINS = re.compile(r"(?:^(?!\s*[!%])|[.!?]\s)[^\w.!?]*\Z")
_OWNING = re.compile(r"(?:['’`´]s?|s)\Z")


@dataclass(frozen=True, slots=True)
class Grown:
    """A parent who is forgotten too: the whole name, and telephone numbers and addresses as they are kept."""

    id: int
    full: str
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text after it. `left`: what stays and may still be this child, as it stands there, with its line."""

    text: str
    left: tuple[tuple[str, str], ...] = ()


class Eraser:
    """Takes one child out of the texts of a school. Made once: it looks every name up."""

    def __init__(
        self, child: Named, others: Iterable[Named], adults: Iterable[Named], grown: Sequence[Grown] = ()
    ) -> None:
        """`others`: all other pupils of the school; `adults`: everybody else but `grown`, the parents who go too."""
        pupils = list(others)
        self._child = child
        self._pupils = [child, *pupils]
        self._grown = list(grown)
        mine = list(_names_of(child, own=False))
        # As if a paper is about all the others: only this child's name is found. An adult by that name makes it unsure.
        self._known = Known(
            (*mine, *(name for one in pupils for name in _names_of(one, own=True))),
            tuple(AdultName(one.id, one.first, one.infix, one.last, near=True) for one in adults),
        )
        nicknames = [one for one in names.other_names(child.also) if fold(one) != fold(child.first)]
        named = [*self._pupils, *(replace(child, first=one) for one in nicknames)]
        self._headings = Headings(named)
        called = {fold(one.first) for one in named if one.id == child.id}
        self._alike = [one for one in named if fold(one.first) in called]
        self._firsts = {fold(one.first) for one in mine}
        self._keys = {word for one in mine for part in (one.first, one.last) for word in words(part)}
        self._own = Names.of(Known(tuple(mine)))
        theirs = {word for one in self._known.children if one.own for word in words(one.first)}
        self._shared = theirs & self._firsts
        self._own_line = self._label(mine)
        self._literal = [(_literally(text), by) for text, by in self._whole_texts(mine) if text.strip()]

    @property
    def has_namesakes(self) -> bool:
        """Whether another child has a first name of this one: then it matters who was in a talk."""
        return any(one.id != self._child.id for one in self._alike)

    def without_section(self, text: str, *, lines: bool = True, near: Sequence[Collection[int]] = ()) -> str:
        """Minutes without this child's own part: its headings with what stands under them, and the `lines` that begin
        with its name ("- Roos: leest nu vlot"). In a talk about one other child such a line is that child's.

        `near`: the numbers of the pupils whom this talk can be about, the surest first. A first name that more children
        have is hers when she is the only one of that name in the first of these that has it.
        """
        text = without_section(text, self._child.id, self._headings)
        text = without_section(text, self._child.id, self._headings_in(near))
        if not lines:
            return text
        return "\n".join(line for line in text.split("\n") if self._own_line.match(line) is None)

    def _headings_in(self, near: Sequence[Collection[int]]) -> Headings:
        """Her names, and those of who has one of them, as far as they were in this talk."""
        found: list[Named] = []
        for name in dict.fromkeys(fold(one.first) for one in self._alike):
            alike = [one for one in self._alike if fold(one.first) == name]
            inside = ([one for one in alike if one.id in numbers] for numbers in near)
            found += next((there for there in inside if there), [])
        return Headings(found)

    def _label(self, mine: Sequence[ChildName]) -> re.Pattern[str]:
        """A line that begins with one of these names and a colon; not a first name that another child has too."""
        taken = {fold(one.full) for one in self._pupils if one.id != self._child.id}
        wholes = [names.full_name(one.first, one.infix, one.last) for one in mine]
        labels = [one for one, name in zip(wholes, mine, strict=True) if name.last and fold(one) not in taken]
        adults = {fold(one.first) for one in self._known.adults}
        labels += [one.first for one in mine if fold(one.first) not in self._shared | adults]
        among = "|".join(re.escape(one) for one in labels) or r"(?!)"
        return re.compile(rf"\s*[-*?=]?\s*#?(?:{among})\s*:", re.IGNORECASE)

    def _whole_texts(self, mine: Sequence[ChildName]) -> Iterable[tuple[str, str]]:
        """What may go wherever it stands, whatever its capitals: whole names that nobody else has, and contacts."""
        taken = {fold(one.full) for one in self._pupils if one.id != self._child.id}
        for name in mine:
            whole = names.full_name(name.first, name.infix, name.last)
            if name.last and fold(whole) not in taken:
                yield whole, ANOTHER_CHILD
        for one in self._grown:
            yield one.full, A_PARENT
            yield from ((contact, "(weggehaald)") for contact in one.contacts if len(contact) > _SHORT)

    def clean(
        self,
        text: str,
        *,
        minutes: bool = False,
        lines: bool = False,
        near: Sequence[Collection[int]] = (),
        meant: Callable[[str, str], object] | None = None,
    ) -> Cleaned:
        """The text without this child. `minutes`: a text with headings, of which its own go, and with `lines` the
        lines that begin with its name too; `near` as in `without_section`. `meant(mark, name)`: the number of who is
        meant by a marked name in this text, when that can be known."""
        if not self.is_worth(text):
            return Cleaned(text)
        if minutes:
            text = self.without_section(text, lines=lines, near=near)
        for pattern, by in self._literal:
            for found in reversed(list(pattern.finditer(text))):
                text = _put(text, found.start(), found.end(), by)
        left: list[tuple[str, str]] = []
        rows = text.split("\n")
        worth = [number for number, row in enumerate(rows) if self.is_worth(row)]
        for number in worth:
            rows[number] = self._without_marks(rows[number], meant, left)
        copy = Copy(
            ConversationKind.OTHER,
            tuple(CopyLine(number + 1, 1, Mark.TEXT, rows[number]) for number in worth),
        )
        spots = [one for one in privacy_names.find(copy, _READER, self._known) if one.line] if worth else []
        for number in worth:
            here = [one for one in spots if one.line == number + 1]
            rows[number] = self._line(rows[number], here, left)
        return Cleaned("\n".join(rows), tuple(left))

    def is_worth(self, text: str) -> bool:
        """Whether any word of these names stands in it, in whatever form. Quick, for most texts don't."""
        return bool(text) and (
            self._own.is_worth(text)
            or any(pattern.search(text) is not None for pattern, _by in self._literal)
        )

    def _line(self, line: str, spots: Sequence[Finding], left: list[tuple[str, str]]) -> str:
        for one in sorted(spots, key=lambda spot: -spot.column):
            start = one.column - 1
            if line[start : start + 1] in "#@":
                continue  # a mark has been dealt with
            if one.level is Level.STOPS and not self._is_shared(one.text):
                line = _put(line, start, start + len(one.text), self._owning(one.text))
            else:
                left.append((one.text, line.strip()))
        left += [(word, line.strip()) for word in self._shared_words(line)]
        return line

    def _without_marks(
        self, line: str, meant: Callable[[str, str], object] | None, left: list[tuple[str, str]]
    ) -> str:
        for one in reversed(mentions(line)):
            who = self._meant(one.mark, one.typed, meant)
            if who == self._child.id:
                line = _put(line, one.start, one.end, ANOTHER_CHILD)
            elif who == "maybe":
                left.append((line[one.start : one.end], line.strip()))
            elif who == "grown":
                line = _put(line, one.start, one.end, A_PARENT)
        return line

    def _meant(self, mark: str, typed: str, meant: Callable[[str, str], object] | None) -> object:
        """Who is meant by a marked name: the child's number, "maybe", "grown" (a parent who goes), or another thing."""
        if mark == "@":
            who = None if meant is None else meant(mark, typed)
            return "grown" if who in {one.id for one in self._grown} else None
        if fold(typed) in self._firsts and not self._shared:
            return self._child.id
        found = names.find(typed, self._pupils) if meant is None else meant(mark, typed)
        if isinstance(found, Found):
            found = found.named.id
        if isinstance(found, Several):
            return "maybe" if any(one.id == self._child.id for one in found.named) else None
        return found if found == self._child.id else None

    def _owning(self, text: str) -> str:
        """What comes in the place of a find: "Sams" is of this child."""
        said = words(text)
        owns = bool(said) and _OWNING.search(text) is not None and said[-1] not in self._keys
        return f"{ANOTHER_CHILD} z'n" if owns else ANOTHER_CHILD

    def _is_shared(self, text: str) -> bool:
        """Whether a find is no more than a first name that another child has too."""
        said = words(text)
        return len(said) == 1 and said[0] in self._shared

    def _shared_words(self, line: str) -> list[str]:
        """First names in this line that another child has too: hers to keep, unless it was about this one."""
        return sorted(self._shared & set(words(line))) if self._shared else []


def _names_of(one: Named, *, own: bool) -> Iterable[ChildName]:
    """The name, and the same with each other first name that people use."""
    for first in (one.first, *names.other_names(one.also)):
        yield ChildName(one.id, first, one.infix, one.last, own)


def _put(text: str, start: int, end: int, by: str) -> str:
    """Another word in the place of a name, with a capital where a sentence begins."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    begins = _BEGINS.search(line) is not None and text[start].isupper()
    return text[:start] + (by[0].upper() + by[1:] if begins else by) + text[end:]


def _literally(text: str) -> re.Pattern[str]:
    """This very text, whatever its capitals and blanks, as whole words."""
    parts = r"\s+".join(re.escape(part) for part in text.split())
    return re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
