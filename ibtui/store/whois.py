"""Who is meant in the minutes of one conversation: the owner of a promise, the pupil of a line. Never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from peewee import JOIN

from ibtui.care import names
from ibtui.care.names import Found, Named, Nobody, Several
from ibtui.care.text import fold
from ibtui.store import labels, people
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

_HERSELF = frozenset({"ik", "jij", "je", "mij", "ib", "ib'er", "intern begeleider"})
_RELATIONS = {"mama": "moeder", "papa": "vader"}
_MENTION = re.compile(r"(?<!\S)#([^\W_][\w'’.-]*(?<![.'’-]))")


class WhoIs:
    """Asks the store only when somebody is named, and each list once."""

    def __init__(self, row: Conversation) -> None:
        self._row = row

    @classmethod
    def of(cls, conversation_id: int) -> WhoIs:
        """For one conversation by its number; for an editor that shows what it takes."""
        return cls(Conversation.get_by_id(conversation_id))

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
        typed = fold(who.strip().lstrip("@"))
        if not typed:
            return Nobody("")
        if typed in _HERSELF:
            return labels.coordinator(self._row.school_id) or Nobody(typed)
        by_letters = who.strip().startswith("@")
        for among in (self._seated, self._school):
            match = names.find(typed, among)
            if not by_letters and not any(_is_whole_word(typed, one) for one in _candidates(match)):
                match = Nobody(typed)
            if isinstance(match, Found):
                return match.named.id
            if isinstance(match, Several):
                return match
            if among is self._seated and typed in self._roles:
                found = self._roles[typed]
                return found[0] if len(found) == 1 else Nobody(typed)
        return Nobody(typed)

    def subject(self, what: str) -> tuple[int | None, int | None]:
        """The pupil and the group that a promise is about: the one pupil, the one "#naam" in it, or the group."""
        if len(self._pupils) == 1:
            return self._pupils[0].id, None
        mentioned = _MENTION.findall(what)
        pupil_id = self.pupil(mentioned[0]) if len(mentioned) == 1 else None
        return (None, self._row.group_id) if pupil_id is None else (pupil_id, None)

    def pupil(self, name: str) -> int | None:
        """The pupil behind "#naam": among those of the conversation, else those of its group."""
        match = names.find(name, self._pupils or self._group)
        return match.named.id if isinstance(match, Found) else None

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
    def _seated(self) -> list[Named]:
        return [
            Named("persoon", int(one.id), one.first_name, one.infix, one.last_name, "") for one in self._seats
        ]

    @cached_property
    def _school(self) -> list[Named]:
        return people.named_people(self._row.school_id)

    @cached_property
    def _roles(self) -> dict[str, list[int]]:
        """Who can be meant by a word that is no name: "moeder", "jeugdarts", "ggd", "leerkracht"."""
        found: dict[str, set[int]] = {}
        for person in self._seats:
            for word in (person.function, labels.organisation(person), person.role):
                found.setdefault(fold(word), set()).add(int(person.id))
        ids = [pupil.id for pupil in self._pupils]
        for link in Guardianship.select().where(Guardianship.pupil.in_(ids)):
            found.setdefault(fold(link.relation), set()).add(link.person_id)
        for nickname, relation in _RELATIONS.items():
            found.setdefault(nickname, set()).update(found.get(relation, ()))
        return {word: sorted(ids) for word, ids in found.items() if word and ids}

    @cached_property
    def _pupils(self) -> list[Named]:
        query = (
            Pupil.select()
            .join(ConversationPupil)
            .where(ConversationPupil.conversation == self._row)
            .order_by(ConversationPupil.id)
        )
        return _named(list(query))

    @cached_property
    def _group(self) -> list[Named]:
        """The pupils of the group that the conversation is about."""
        if self._row.group_id is None:
            return []
        inside = (
            (Placement.group == self._row.group_id)
            & Placement.until_on.is_null()
            & Pupil.deleted_at.is_null()
        )
        return _named(list(Pupil.select().join(Placement).where(inside)))


def _named(pupils: Sequence[Pupil]) -> list[Named]:
    return [Named("leerling", int(one.id), one.first_name, one.infix, one.last_name, "") for one in pupils]


def _candidates(match: names.Match) -> tuple[Named, ...]:
    if isinstance(match, Found):
        return (match.named,)
    return match.named if isinstance(match, Several) else ()


def _is_whole_word(typed: str, named: Named) -> bool:
    return typed.split()[-1] in fold(named.full).split()
