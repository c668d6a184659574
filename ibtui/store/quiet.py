"""Heavy concerns and when there was contact last: one answer for "sinds vorige keer" and for the map of concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from peewee import fn

from ibtui.care.catching_up import QUIET_LEVEL
from ibtui.care.words import ConversationStatus
from ibtui.store import labels, own_notes
from ibtui.store.concern_rows import ConcernRow
from ibtui.store.models import Conversation, ConversationPupil


def last_contacts(found: Sequence[ConcernRow]) -> list[tuple[ConcernRow, dt.date]]:
    """The heavy concerns of these, each with the day of the last contact. One query.

    Contact is whatever the concern knows of, and for a pupil any talk about her; without any it counts from the day
    that the concern was opened.
    """
    heavy = [row for row in found if row.level >= QUIET_LEVEL]
    spoken = _last_talks({row.pupil_id for row in heavy if row.pupil_id is not None})
    return [
        (
            row,
            max(
                row.last_contact or row.opened_on, spoken.get(row.pupil_id or 0, row.opened_on), row.opened_on
            ),
        )
        for row in heavy
    ]


def _last_talks(pupils: Collection[int]) -> Mapping[int, dt.date]:
    """The day of the last talk about each of these pupils, of whatever concern."""
    query = (
        ConversationPupil.select(ConversationPupil.pupil, fn.MAX(Conversation.day))
        .join(Conversation)
        .where(
            ConversationPupil.pupil.in_(list(pupils))
            & (Conversation.status == ConversationStatus.HELD)
            & own_notes.readable()
            & Conversation.deleted_at.is_null()
        )
        .group_by(ConversationPupil.pupil)
    )
    return dict(labels.tuples(query, tuple[int, dt.date]))
