"""Which conversations may belong to the file of one child; what of each is hers, tells `store/dossier_talks.py`."""

from __future__ import annotations

from functools import reduce
from operator import or_

from ibtui.care.names import other_names
from ibtui.care.text import fold
from ibtui.care.words import Audience
from ibtui.store.dossier_records import Sources
from ibtui.store.models import Conversation, ConversationPupil, Minutes, Observation, Placement, Pupil


def private_talks(pupil: int) -> int:
    """How many notes about this child are for the ib'er alone. One query."""
    query = ConversationPupil.select().join(Conversation)
    mine = (ConversationPupil.pupil == pupil) & Conversation.deleted_at.is_null()
    return int(query.where(mine & (Conversation.audience == Audience.PRIVATE)).count())


def conversations(sources: Sources, own: Pupil) -> list[Conversation]:
    """Those that may hold something about her: linked to her, about her group, or with her name in the text."""
    linked = ConversationPupil.select(ConversationPupil.conversation)
    mine = linked.where(ConversationPupil.pupil == sources.pupil)
    groups = Placement.select(Placement.group).where(Placement.pupil == sources.pupil)
    holds = reduce(or_, (Minutes.text.contains(words) for words in _begins(own)))
    named = Minutes.select(Minutes.conversation).where(holds & Minutes.deleted_at.is_null())
    staff = Observation.select(Observation.conversation).where(Observation.conversation.is_null(False))
    query = Conversation.select().where(
        (Conversation.school == sources.school)
        & (Conversation.audience == Audience.DOSSIER)
        & Conversation.deleted_at.is_null()
        & Conversation.id.not_in(staff)
        & (Conversation.id.in_(mine) | Conversation.id.in_(named) | Conversation.group.in_(groups))
    )
    return list(query.order_by(Conversation.day, Conversation.start, Conversation.id))


def _begins(own: Pupil) -> set[str]:
    """How a heading or a mark of hers begins, under each of her names, with and without its accents."""
    names = (own.first_name, *other_names(own.also_called))
    written = {way for name in names for way in (name, fold(name), fold(name).capitalize())}
    return {f"## {name}" for name in written} | {f"#{name[:2]}" for name in written if name}
