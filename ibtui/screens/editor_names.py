"""Whom the names in a text mean, asked once each; forgotten when another session may have changed them."""

from __future__ import annotations

from ibtui.care.names import Nobody, Several
from ibtui.store import labels, people
from ibtui.store.schools import SchoolInfo
from ibtui.store.whois import WhoIs


class Names:
    """The names of one conversation, in the store's own reading."""

    def __init__(self, school: SchoolInfo, conversation_id: int) -> None:
        self._school = school
        self._who = WhoIs.of(conversation_id)
        self._meant: dict[str, int | Several | Nobody] = {}
        self._called: dict[int, str] | None = None

    def meant(self, typed: str) -> int | Several | Nobody:
        """The person that `typed` stands for, the names that it could be, or nobody."""
        if typed not in self._meant:
            self._meant[typed] = self._who.meant(typed)
        return self._meant[typed]

    def called(self, person_id: int) -> str:
        """What somebody is called on screen; "jij" for the ib'er."""
        if person_id == self._school.coordinator_id:
            return labels.YOU
        if self._called is None:
            self._called = {row.id: row.call_name for row in people.people(self._school.id)}
        return self._called.get(person_id, "?")
