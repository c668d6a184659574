"""What was said of pupils in groepsbesprekingen that were: last time in the walk, and the lines of a pupil's card.

Pupils aren't linked to a groepsbespreking: that would put the lines of a whole group with each of its children.
Who was spoken of is read in the text, under the headings, each time. A fixed number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from ibtui.care.group_review import SIGNED_UP, Headings, line_of, sections
from ibtui.care.names import Named
from ibtui.care.words import Audience, ConversationKind, ConversationStatus
from ibtui.store import labels
from ibtui.store.models import Conversation, Minutes, Placement, Pupil
from ibtui.values import dataclass

_LONG_AGO = dt.timedelta(days=500)
"""How far back an earlier review is looked for: a round of last school year counts, older ones don't."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood under a pupil's name in an earlier review; dates in it are seen from `day`."""

    day: dt.date
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A review in which a pupil was spoken of. `line`: of the heading in those minutes, from 0."""

    minutes_id: int
    day: dt.date
    line: int
    signed_up: bool


def earlier(ids: Sequence[int], day: dt.date, this: int | None) -> dict[int, Before]:
    """The last review in which each pupil was spoken of, in this group or an earlier one of hers; not `this` one."""
    was_in = _was_in(ids)
    headings = _headings({group for _pupil, group in was_in})
    found: dict[int, Before] = {}
    for row in _reviews(headings, day - _LONG_AGO, day):
        group = row.conversation.group_id
        if group is None or row.conversation.id == this:
            continue
        for pupil, lines in sections(row.text, headings[group]).items():
            if (pupil, group) in was_in and lines:
                found.setdefault(pupil, Before(row.conversation.day, lines))
    return found


def spoken_of(pupil_id: int) -> tuple[SpokenOf, ...]:
    """Every groepsbespreking with lines under this pupil's own heading, the newest first."""
    headings = _headings({group for _pupil, group in _was_in([pupil_id])})
    found = []
    for row in _reviews(headings, dt.date.min, dt.date.max):
        own = headings.get(row.conversation.group_id or 0, Headings(()))
        if lines := sections(row.text, own).get(pupil_id, ()):
            at = line_of(row.text, pupil_id, own)
            found.append(SpokenOf(int(row.id), row.conversation.day, at, SIGNED_UP in lines))
    return tuple(found)


# --- pieces ---


def _was_in(ids: Collection[int]) -> set[tuple[int, int]]:
    """(pupil, group) for every group that these pupils are or were in."""
    places = Placement.select(Placement.pupil, Placement.group).where(Placement.pupil.in_(list(ids)))
    return set(labels.tuples(places, tuple[int, int]))


def _headings(group_ids: Collection[int]) -> Mapping[int, Headings]:
    """Whose a heading is in the reviews of each group: only of who is or was in it."""
    query = Placement.select(Placement, Pupil).join(Pupil).where(Placement.group.in_(list(group_ids)))
    inside: dict[int, dict[int, Named]] = {number: {} for number in group_ids}
    for place in query:
        row = place.pupil
        inside[place.group_id][row.id] = Named(
            "leerling", row.id, row.first_name, row.infix, row.last_name, "", row.also_called
        )
    return {number: Headings(named.values()) for number, named in inside.items()}


def _reviews(group_ids: Collection[int], first: dt.date, last: dt.date) -> Iterator[Minutes]:
    """The latest edition of the minutes of each review of these groups, with its conversation, the newest first."""
    query = (
        Minutes.select(Minutes.id, Minutes.text, Conversation.id, Conversation.day, Conversation.group)
        .join(Conversation)
        .where(
            (Conversation.kind == ConversationKind.GROUP_REVIEW)
            & (Conversation.status != ConversationStatus.CANCELLED)
            & (Conversation.audience == Audience.DOSSIER)
            & Conversation.group.in_(list(group_ids))
            & Conversation.day.between(first, last)
            & Conversation.deleted_at.is_null()
            & Minutes.deleted_at.is_null()
        )
        .order_by(Conversation.day.desc(), Conversation.id.desc(), Minutes.edition.desc())
    )
    seen: set[int] = set()
    for row in query:
        if row.conversation.id not in seen:
            seen.add(row.conversation.id)
            yield row
