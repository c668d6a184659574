"""Who is meant in the minutes of one conversation: the owner of a promise, the pupil of a line. Never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from peewee import JOIN

from ibtui.care import names
from ibtui.care.group_review import Headings
from ibtui.care.mentions import as_word, mentions, ways_to_write
from ibtui.care.names import Found, Named, Nobody, Register, Several, words
from ibtui.care.text import fold
from ibtui.care.words import PersonRole
from ibtui.store import labels, people, placements
from ibtui.store.models import (
    Agency,
    Attendance,
    Conversation,
    ConversationPupil,
    Guardianship,
    Person,
    Placement,
    Pupil,
)
from ibtui.values import dataclass

_HERSELF = frozenset({"ik", "jij", "je", "mij", "ib", "ib'er", "intern begeleider"})
_RELATIONS = {"mama": "moeder", "papa": "vader"}
_MOST = 5
"""Names that are proposed at once."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be meant. `text` is the shortest way to write that means just this one, with its mark."""

    id: int
    name: str
    hint: str
    text: str


class WhoIs:
    """Asks the store only when somebody is named, and each list once."""

    def __init__(self, row: Conversation) -> None:
        self._row = row
        self._asked: dict[tuple[str, str], int | Several | Nobody] = {}

    @classmethod
    def of(cls, conversation_id: int) -> WhoIs:
        """For one conversation by its number; for an editor that shows what it takes."""
        return cls(Conversation.get_by_id(conversation_id))

    @classmethod
    def of_group(cls, school: int, group_id: int, day: dt.date) -> WhoIs:
        """For a conversation about a group that isn't there yet: nobody is at the table."""
        return cls(Conversation(school=school, group=group_id, day=day))

    def load(self) -> WhoIs:
        """Ask the store for every list now, in a fixed number of queries; after this nothing is asked."""
        _ = self._seated, self._school, self._colleagues, self._called, self._roles, self._spelled
        _ = self._pupils, self._group, self._groups, self._headings, self._herself
        return self

    def owner(self, who: str) -> int | None:
        """The person behind a "wie:"; None when nobody fits or more than one does."""
        match = self.meant(who)
        return match if isinstance(match, int) else None

    def meant(self, who: str) -> int | Several | Nobody:
        """The person behind a "wie:" by number, or the names that it could be, or nobody.

        Looked for at the table first, then among the guardians by relation ("moeder"), then in the whole school.
        "@an" goes by first letters; without the @ the last word must be a whole word of the name, or
        "we: kijken mee" would become Wendy's.
        """
        typed = fold(who.replace("@", " "))
        if not typed:
            return Nobody("")
        if typed in _HERSELF:
            return self._herself or Nobody(typed)
        by_letters = "@" in who
        for among in (self._seated, self._school):
            match = names.find(typed, among)
            if not by_letters and not any(_is_whole_word(typed, one) for one in _candidates(match)):
                match = Nobody(typed)
            if isinstance(match, Found):
                return match.named.id
            if isinstance(match, Several):
                return match
            if among is self._seated and (found := self._roles.get(_role(typed))):
                return found[0] if len(found) == 1 else Nobody(typed)
        return Nobody(typed)

    def subject(self, what: str, under: str = "") -> tuple[int | None, int | None]:
        """The pupil and the group that a promise is about: the one pupil, the pupil whose name is the heading that
        it stands `under` (whoever its words name), the one "#naam" in it, or the group."""
        if len(self._pupils.entries) == 1:
            return self._pupils.entries[0].named.id, None
        pupil_id = self.under(under) if under else None
        if pupil_id is None:
            found = {self.pupil(one.typed) for one in mentions(what) if one.mark == "#"}
            pupil_id = found.pop() if len(found) == 1 else None
        return (None, self._row.group_id) if pupil_id is None else (pupil_id, None)

    def under(self, heading: str) -> int | None:
        """The pupil of this conversation or its group whose name a heading is."""
        return self._headings.pupil(heading)

    def pupil(self, name: str) -> int | None:
        """The pupil behind "#naam"; None when nobody fits or more than one does."""
        match = self.pupil_meant(name)
        return match if isinstance(match, int) else None

    def pupil_meant(self, name: str) -> int | Several | Nobody:
        """The pupil behind "#naam" by number, or those that it could be, or nobody.

        Looked for among the pupils of the conversation first, then in its group, then in the whole school.
        """
        for among in (self._pupils, self._group, self._all_pupils):
            match = names.find(name, among)
            if isinstance(match, Found):
                return match.named.id
            if isinstance(match, Several):
                return match
        return Nobody(name)

    def named(self, mark: str, name: str) -> int | Several | Nobody:
        """Who a name in the text means: "@ans" or "#roo"."""
        if (mark, name) not in self._asked:
            self._asked[mark, name] = self.pupil_meant(name) if mark == "#" else self.meant(f"@{name}")
        return self._asked[mark, name]

    @property
    def school(self) -> int:
        """The school of the conversation."""
        return self._row.school_id

    @property
    def day(self) -> dt.date:
        """The day of the conversation, from which its dates are seen."""
        return self._row.day

    def called(self, person_id: int) -> str:
        """What somebody is called: "juf Ans" at the table; in full who isn't there, so that nobody is mistaken."""
        if any(int(one.id) == person_id for one in self._seats):
            return self._called[person_id]
        full = next((entry.named.full for entry in self._school.entries if entry.named.id == person_id), "")
        return full or self._called.get(person_id, "?")

    def pupil_called(self, pupil_id: int) -> str:
        """A pupil's full name."""
        registers = (self._pupils, self._group, self._all_pupils)
        everyone = (entry.named for among in registers for entry in among.entries)
        return next((one.full for one in everyone if one.id == pupil_id), "?")

    # ── proposing names ────────────────────────────────────────────────────────
    def candidates(self, mark: str, typed: str) -> list[Candidate]:
        """Whom `typed` can be the beginning of: at the table first, then in the school; at most `_MOST`.

        Only who can be written so that nobody else is meant: of two with the very same name neither is there.
        """
        found: dict[int, Candidate] = {}
        for one, ways in self._likely(mark, typed):
            text = next((f"{mark}{way}" for way in ways if self.named(mark, way) == one.id), "")
            if one.id not in found and text:
                hint = one.hint or self._groups.get(one.id, "")
                found[one.id] = Candidate(one.id, one.full or self._called[one.id], hint, text)
            if len(found) == _MOST:
                break
        return list(found.values())

    def _likely(self, mark: str, typed: str) -> Iterator[tuple[Named, Iterable[str]]]:
        """Everyone whom `typed` fits, the likeliest first, with the ways to write them."""
        if mark == "#":
            for among in (self._pupils, self._group, self._all_pupils):
                yield from ((one, ways_to_write(one)) for one in names.suggest(typed, among))
            return
        for one in names.suggest(typed, self._seated):
            yield one, (*ways_to_write(one), *self._role_words(one))
        if typed:
            for one in (entry.named for entry in self._seated.entries):
                ways = [word for word in self._role_words(one) if _role(word).startswith(_role(typed))]
                yield from [(one, ways)] if ways else []
        for among in (self._colleagues, self._school):
            yield from ((one, ways_to_write(one)) for one in names.suggest(typed, among))

    def _role_words(self, one: Named) -> list[str]:
        """The words at the table that mean this one alone, as they can stand behind a mark."""
        alone = [self._spelled[word] for word, ids in self._roles.items() if ids == [one.id]]
        return [word for word in map(as_word, alone) if word]

    # ── the lists ──────────────────────────────────────────────────────────────
    @cached_property
    def _herself(self) -> int | None:
        return labels.coordinator(self._row.school_id)

    @cached_property
    def _seats(self) -> list[Person]:
        query = (
            Person.select(Person, Agency)
            .join(Agency, JOIN.LEFT_OUTER)
            .switch(Person)
            .join(Attendance, on=(Attendance.person == Person.id))
            .where(Attendance.conversation == self._row)
            .order_by(Attendance.id)
        )
        return list(query)

    @cached_property
    def _seated(self) -> Register:
        return Register(
            Named("persoon", int(one.id), one.first_name, one.infix, one.last_name, self._hint(one))
            for one in self._seats
        )

    def _hint(self, one: Person) -> str:
        return dict(self._relations).get(int(one.id)) or one.function or labels.organisation(one) or one.role

    @cached_property
    def _people(self) -> list[people.PersonRow]:
        return people.people(self._row.school_id)

    @cached_property
    def _called(self) -> dict[int, str]:
        """What everybody is called; also who sits at the table and is in the bin."""
        called = {int(one.id): labels.call_name(one) for one in self._seats}
        return {**called, **{row.id: row.call_name for row in self._people}}

    @cached_property
    def _school(self) -> Register:
        return Register(map(people.named, self._people))

    @cached_property
    def _colleagues(self) -> Register:
        """Everyone but the guardians, of whom there are many."""
        return Register(people.named(row) for row in self._people if row.role != PersonRole.GUARDIAN)

    @cached_property
    def _relations(self) -> list[tuple[int, str]]:
        """What the guardians of the conversation's pupils are to them: "moeder"."""
        ids = [entry.named.id for entry in self._pupils.entries]
        links = Guardianship.select().where(Guardianship.pupil.in_(ids)).order_by(Guardianship.id)
        return [(link.person_id, link.relation) for link in links]

    @cached_property
    def _roles(self) -> dict[str, list[int]]:
        """Who can be meant by a word that is no name: "moeder", "jeugdarts", "ggd", "leerkracht"."""
        found: dict[str, set[int]] = {}
        for word, person_id in self._role_pairs:
            found.setdefault(_role(word), set()).add(person_id)
        for nickname, relation in _RELATIONS.items():
            found.setdefault(nickname, set()).update(found.get(relation, ()))
        return {word: sorted(ids) for word, ids in found.items() if word and ids}

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """How the words of `_roles` are written: "GGD"."""
        return {word: word for word in _RELATIONS} | {_role(word): word for word, _id in self._role_pairs}

    @cached_property
    def _role_pairs(self) -> list[tuple[str, int]]:
        seats = [
            (word, int(person.id))
            for person in self._seats
            for word in (person.function, labels.organisation(person), person.role)
        ]
        return seats + [(relation, person_id) for person_id, relation in self._relations]

    @cached_property
    def _pupils(self) -> Register:
        query = (
            Pupil.select()
            .join(ConversationPupil)
            .where(ConversationPupil.conversation == self._row)
            .order_by(ConversationPupil.id)
        )
        return _named(list(query))

    @cached_property
    def _group(self) -> Register:
        """The pupils of the group that the conversation is about."""
        if self._row.group_id is None:
            return Register(())
        inside = (
            (Placement.group == self._row.group_id)
            & placements.running(self._row.day)
            & Pupil.deleted_at.is_null()
        )
        return _named(list(Pupil.select().join(Placement).where(inside)))

    @cached_property
    def _headings(self) -> Headings:
        """The pupils of the conversation and of its group, by the headings that their names can be."""
        registers = (self._group, self._pupils)
        return Headings(
            {entry.named.id: entry.named for among in registers for entry in among.entries}.values()
        )

    @cached_property
    def _groups(self) -> dict[int, str]:
        """The group of every pupil of the school."""
        return {entry.named.id: entry.named.hint for entry in self._all_pupils.entries}

    @cached_property
    def _all_pupils(self) -> Register:
        return Register(people.named_pupils(self._row.school_id))


def _named(pupils: Sequence[Pupil]) -> Register:
    return Register(
        Named("leerling", int(one.id), one.first_name, one.infix, one.last_name, "", one.also_called)
        for one in pupils
    )


def _role(text: str) -> str:
    """A word for somebody, for comparing: "Intern begeleider" and "intern.begeleider" are the same."""
    return " ".join(words(text))


def _candidates(match: names.Match) -> tuple[Named, ...]:
    if isinstance(match, Found):
        return (match.named,)
    return match.named if isinstance(match, Several) else ()


def _is_whole_word(typed: str, named: Named) -> bool:
    return typed.split()[-1] in fold(named.full).split()
