"""Whom the names in a text mean: loaded once, answered from memory while somebody types.

The marks in the text, the names that are proposed and the lines beside the text all ask here, and here it is the
store's own reading that answers: what is shown is what will be kept.
"""

from __future__ import annotations

from typing import Literal

from ibtui.care.mentions import mention_at, mentions
from ibtui.care.minutes import Mark, action_places, mark_of
from ibtui.care.names import Nobody, Several, is_unclear
from ibtui.store import labels
from ibtui.store.schools import SchoolInfo
from ibtui.store.whois import Candidate, WhoIs
from ibtui.values import dataclass

_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Span:
    """A name or a moment in a line: known, or a question to the writer."""

    start: int
    end: int
    look: Literal["known", "doubt"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name can be put: from `start` up to `end` of a line, and who could be meant there."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


class Names:
    """The names of one conversation as they are now. Make it anew when they may have changed."""

    def __init__(self, school: SchoolInfo, conversation: int | WhoIs) -> None:
        self._school = school
        self._who = (conversation if isinstance(conversation, WhoIs) else WhoIs.of(conversation)).load()
        self._meant: dict[str, int | Several | Nobody] = {}
        self._spans: dict[str, tuple[Span, ...]] = {}

    def meant(self, typed: str) -> int | Several | Nobody:
        """The person that a "wie:" stands for, the names that it could be, or nobody."""
        if typed not in self._meant:
            self._meant[typed] = self._who.meant(typed)
        return self._meant[typed]

    def named(self, mark: str, typed: str) -> int | Several | Nobody:
        """Who a name in the text means: `mark` is "#" for a pupil, "@" for somebody else."""
        return self._who.named(mark, typed)

    def called(self, person_id: int) -> str:
        """What somebody is called on screen; "jij" for the ib'er. Who isn't at the table has the full name."""
        return labels.YOU if person_id == self._school.coordinator_id else self._who.called(person_id)

    def about(self, what: str) -> tuple[tuple[str, bool], ...]:
        """Whom the names in the words of a promise mean: ("over Sam Hof", True), or ("welke sam?", False)."""
        found: dict[tuple[str, bool], None] = {}
        for one in mentions(what):
            meant = self.named(one.mark, one.typed)
            if isinstance(meant, int):
                pupil = one.mark == "#"
                known = f"over {self._who.pupil_called(meant)}" if pupil else f"met {self.called(meant)}"
                found[known, True] = None
            else:
                several = isinstance(meant, Several)
                found[f"welke {one.typed}?" if several else f"wie is {one.typed}?", False] = None
        return tuple(found)

    def spans(self, line: str) -> tuple[Span, ...]:
        """What to mark in one line of the text. Remembered by its words: the screen asks at every key."""
        found = self._spans.get(line)
        if found is None:
            if len(self._spans) >= _MOST_LINES:
                self._spans.clear()
            found = self._spans[line] = tuple(self._look(line))
        return found

    def same_as(self, other: Names | None) -> bool:
        """Whether every line that `other` was asked about is marked the same here."""
        return other is not None and all(self.spans(line) == seen for line, seen in other._spans.items())

    def place_at(self, line: str, column: int, typing: bool) -> Place | None:
        """The name at the cursor: one that is being typed, or one that could be more than one person."""
        one = mention_at(line, column)
        if one is not None:
            if not typing and not isinstance(self.named(one.mark, one.typed), Several):
                return None
            return self._place(one.start, one.end, one.mark, one.typed)
        places = action_places(line, self._who.day) if line.startswith(Mark.ACTION.value) else None
        if places is None or places.who_at is None or not places.who_at[0] < column <= places.who_at[1]:
            return None
        if not isinstance(self.meant(places.who), Several):
            return None
        return self._place(*places.who_at, "@", places.who)

    def _place(self, start: int, end: int, mark: str, typed: str) -> Place | None:
        candidates = tuple(self._who.candidates(mark, typed))
        return Place(start, end, candidates) if candidates else None

    def _look(self, line: str) -> list[Span]:
        mark = mark_of(line)
        if mark is Mark.PRIVATE or not line:
            return []
        found = []
        places = (
            action_places(line, self._who.day, self._school.working_days) if mark is Mark.ACTION else None
        )
        who_at = places.who_at if places is not None else None
        if places is not None and who_at is not None:
            found += _span(*who_at, places.who, self.meant(places.who))
        for one in mentions(line):
            if who_at is None or not who_at[0] <= one.start < who_at[1]:
                found += _span(one.start, one.end, f"@{one.typed}", self.named(one.mark, one.typed))
        if places is not None and places.when_at is not None and places.due is None:
            found.append(Span(*places.when_at, "doubt"))
        return found


def _span(start: int, end: int, typed: str, meant: int | Several | Nobody) -> list[Span]:
    """A role or a name without an @ that nobody has stays as it is: that is no question."""
    if isinstance(meant, int):
        return [Span(start, end, "known")]
    return [Span(start, end, "doubt")] if is_unclear(typed, meant) else []
