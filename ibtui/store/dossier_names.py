"""Who is meant by a name in a text of the file: from lists that were fetched once, so that no text asks the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ibtui.care.dossier import CLOSES, OPENS, names_in
from ibtui.care.minutes import parse
from ibtui.care.names import Found, Named, Nobody, Register, find, other_names
from ibtui.care.text import fold
from ibtui.store.dossier_records import Sources
from ibtui.store.models import Conversation, Person, Pupil
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Lists:
    """Everybody of the school, in the bin too: their names still stand in old texts."""

    pupils: Mapping[int, Named]
    people: Mapping[int, Named]
    everybody: Register

    @classmethod
    def of(cls, pupils: Collection[Pupil], people: Collection[Person]) -> Lists:
        """From rows."""
        children = {
            int(one.id): Named(
                "leerling", int(one.id), one.first_name, one.infix, one.last_name, "", one.also_called
            )
            for one in pupils
        }
        grown = {
            int(one.id): Named("persoon", int(one.id), one.first_name, one.infix, one.last_name, "")
            for one in people
        }
        there = {int(one.id) for one in people if one.deleted_at is None}
        return cls(children, grown, Register(named for number, named in grown.items() if number in there))

    def called(self, numbers: Collection[int]) -> frozenset[str]:
        """The folded first names and other names of these pupils."""
        return frozenset(fold(one.first) for one in self.under_each_name(numbers))

    def in_full(self, numbers: Collection[int]) -> frozenset[str]:
        """The same, and their whole names."""
        rows = self.under_each_name(numbers)
        return frozenset(fold(name) for one in rows for name in (one.full, one.first))

    def under_each_name(self, numbers: Collection[int]) -> list[Named]:
        """These pupils, also once for each other name that people use for them."""
        there = [self.pupils[one] for one in numbers if one in self.pupils]
        return [
            replace(one, first=first)
            for one in there
            for first in dict.fromkeys((one.first, *other_names(one.also)))
        ]


def names_of(
    text: str,
    row: Conversation,
    lists: Lists,
    seats: Collection[int],
    near: Collection[int],
    sources: Sources,
) -> tuple[dict[str, str], set[str]]:
    """How each name in a text is written, and the folded words that mean this pupil. Another child keeps the letters
    that were typed, marked. `seats`: who sat there; `near`: the pupils of the talk and of its group."""
    table = Register(lists.people[one] for one in seats if one in lists.people)
    children = (
        Register(lists.pupils[one] for one in near if one in lists.pupils),
        Register(lists.pupils.values()),
    )
    found: dict[str, str] = {}
    hers: set[str] = set()
    typed, pupil = names_in(text), sources.pupil
    for mark, name in typed:
        if mark == "#" and _found(name, *children) == pupil:
            hers.add(fold(name))
    for mark, name in typed:
        if mark == "#":
            own = fold(name) in hers
            found[f"#{name}"] = lists.pupils[pupil].first if own else f"{OPENS}{name}{CLOSES}"
    owners = {line.who for line in parse(text, row.day).actions if line.who}
    for who in {*owners, *(f"@{name}" for mark, name in typed if mark == "@")}:
        person = _found(who, table, lists.everybody)
        if person is not None and ("@" in who or _is_whole(who, lists.people[person])):
            found[who] = sources.named(person, lists.people[person].full)
    return found, hers


def _found(typed: str, *among: Register) -> int | None:
    """The one that is meant, in the first list where anybody fits; None for nobody or more than one."""
    for register in among:
        match = find(typed, register)
        if isinstance(match, Found):
            return match.named.id
        if not isinstance(match, Nobody):
            return None
    return None


def _is_whole(who: str, named: Named) -> bool:
    """Whether words without an @ are somebody's name and not only its first letters."""
    return fold(who) in (fold(named.first), fold(named.full))
