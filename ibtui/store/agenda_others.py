"""Children that a conversation isn't about: words with the name of one stay off its agenda.

Parents look along at the table. Rather a promise too few in words (it is counted) than one about another child.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from ibtui.care import names
from ibtui.care.mentions import Mention, mentions, replaced
from ibtui.care.names import Found, Named, Register, Several
from ibtui.care.text import fold
from ibtui.care.words import PersonRole
from ibtui.store import labels, people
from ibtui.store.models import Guardianship, Person, Pupil

_TEACHER = re.compile(r"(?i)(?<!\w)(?:juf|juffrouw|meester)\s+\w+")
"""A teacher is often called like a child: "juf Roos"."""


class Others:
    """All children of a school but these, with their families. Asks the store once, and only when it has to.

    Without children (`whom` empty) nobody is another child: then a group or a team is at issue.
    """

    def __init__(self, school: int, whom: Collection[int]) -> None:
        self._school, self._whom = school, frozenset(whom)

    def named_in(self, text: str) -> bool:
        """Whether a text has the name of another child, as "#noa", "Noa" or "familie Hof"; in doubt it has.

        A "#naam" of nobody counts, and so does one that fits two when neither is at issue.
        """
        if not self._whom or not text:
            return False
        if any(self._is_other(one) for one in mentions(text)):
            return True
        plain = _TEACHER.sub(" ", replaced(text, lambda _one: " "))
        return self._first.search(fold(plain)) is not None or self._last.search(plain) is not None

    def is_family(self, person_id: int) -> bool:
        """Whether somebody is the parent of other children only."""
        return bool(self._whom) and person_id in self._families

    def _is_other(self, one: Mention) -> bool:
        if one.mark == "@":
            match = names.find(one.typed, self._people)
            return isinstance(match, Found) and match.named.id in self._families
        match = names.find(one.typed, self._pupils)
        if isinstance(match, Found):
            return match.named.id not in self._whom
        fits = match.named if isinstance(match, Several) else ()
        return not any(named.id in self._whom for named in fits)

    # ── the lists ──
    @cached_property
    def _pupils(self) -> Register:
        """Every child: also who left, or is in the bin."""
        query = Pupil.select(Pupil.id, Pupil.first_name, Pupil.infix, Pupil.last_name)
        rows = labels.tuples(query.where(Pupil.school == self._school), tuple[int, str, str, str])
        return Register(Named("leerling", *parts, "") for parts in rows)

    @cached_property
    def _people(self) -> Register:
        return Register(map(people.named, people.people(self._school)))

    @cached_property
    def _guardians(self) -> list[tuple[int, int, str]]:
        """The guardians: their number, their child's, and their last name."""
        query = Guardianship.select(Person.id, Guardianship.pupil, Person.last_name).join(Person)
        return list(labels.tuples(query.where(Person.role == PersonRole.GUARDIAN), tuple[int, int, str]))

    @cached_property
    def _families(self) -> frozenset[int]:
        ours = {person for person, pupil, _last in self._guardians if pupil in self._whom}
        return frozenset(person for person, _pupil, _last in self._guardians) - ours

    @cached_property
    def _first(self) -> re.Pattern[str]:
        """The first names of the others, folded: of "Anne Marie" also "Anne", and "Noas" is Noa's."""
        ours, theirs = set[str](), set[str]()
        for one in (entry.named for entry in self._pupils.entries):
            into = ours if one.id in self._whom else theirs
            into |= {fold(one.first), *fold(one.first).split()[:1]}
        return _any_of(theirs - ours)

    @cached_property
    def _last(self) -> re.Pattern[str]:
        """The last names of the others, with their capital: "hof" is a word."""
        ours = {last for _person, pupil, last in self._guardians if pupil in self._whom}
        theirs = set[str]()
        for one in (entry.named for entry in self._pupils.entries):
            (ours if one.id in self._whom else theirs).add(one.last)
        capital = {name[:1].upper() + name[1:] for name in theirs - ours}
        return _any_of(capital - ours)


def _any_of(found: Collection[str]) -> re.Pattern[str]:
    """Any of these as a whole word, with or without an s behind it."""
    longest_first = sorted(filter(None, found), key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)")
