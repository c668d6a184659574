"""Promises in the file of one child, in words; and those that no conversation tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from peewee import JOIN, Expression

from ibtui.care.dossier import Entry, Part, PartKind, bare
from ibtui.care.mentions import Mention, replaced
from ibtui.care.text import fold
from ibtui.care.words import ActionStatus, Audience
from ibtui.store.dossier_records import Sources, day_words, fact
from ibtui.store.models import ActionItem, Concern, Conversation


def loose_promises(sources: Sources, shown: Collection[int]) -> Iterator[Entry]:
    """Promises about her that aren't told with a conversation above."""
    query = ActionItem.select(ActionItem, Conversation).join(Conversation, JOIN.LEFT_OUTER)
    about = ActionItem.pupil == sources.pupil
    concerns = Concern.select(Concern.id).where(Concern.pupil == sources.pupil)
    of_concern = ActionItem.pupil.is_null() & ActionItem.concern.in_(concerns)
    for row in query.where((about | of_concern) & ActionItem.deleted_at.is_null() & _public()):
        if row.conversation_id in shown:
            continue
        day: dt.date = row.created_at.date() if row.conversation is None else row.conversation.day
        parts = (Part(PartKind.POINT, promise_words(row, sources)), *fact("Toelichting", row.note))
        yield Entry(day, "afspraak", "Afspraak", parts)


def _public() -> Expression:
    dossier: Expression = ActionItem.conversation.is_null() | (
        (Conversation.audience == Audience.DOSSIER) & Conversation.deleted_at.is_null()
    )
    return dossier


def promise_words(row: ActionItem, sources: Sources) -> str:
    """Who does what, for when, and how far it is."""
    who = sources.person(row.owner_id) or bare(row.owner_text).lstrip("@")
    due = f", voor {day_words(row.due_on)}" if row.due_on else ""
    done = f" op {day_words(row.done_on)}" if row.done_on else ""
    why = (
        f" ({bare(row.dropped_because)})"
        if row.status == ActionStatus.DROPPED and row.dropped_because
        else ""
    )
    what = _hers(bare(row.what), sources) if row.pupil_id == sources.pupil else bare(row.what)
    return (
        f"{who}: {what}{due} – {row.status}{done}{why}" if who else f"{what}{due} – {row.status}{done}{why}"
    )


def _hers(what: str, sources: Sources) -> str:
    """What was promised, with her own name without its mark. The promise is about her, so "#noa" is she, also when
    another child has that name."""

    def by(one: Mention) -> str:
        hers = one.mark == "#" and fold(sources.first).startswith(fold(one.typed))
        return sources.first if hers else f"{one.mark}{one.typed}"

    return replaced(what, by)
