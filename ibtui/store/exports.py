"""Which Word documents were made, of which minutes, for whom. Never what is in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.text import clean
from ibtui.errors import Missing
from ibtui.store import database
from ibtui.store.change import write
from ibtui.store.models import Conversation, ExportLog, Minutes


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One document. `audience`: ouders or dossier; `recipients` as said at the export; `who`: the system user."""

    id: int
    conversation_id: int | None
    minutes_id: int | None
    audience: str
    recipients: str
    edition: int
    file_name: str
    who: str
    at: dt.datetime


def log_export(
    minutes_id: int, audience: str, file_name: str, recipients: str = "", edition: int | None = None
) -> int:
    """Note that a document was written. `edition` is that of the minutes unless given. Not undoable."""
    with write("document gemaakt", undoable=False) as change:
        minutes = Minutes.get_or_none(Minutes.id == minutes_id)
        if minutes is None:
            raise Missing("Dit verslag is er niet meer", "Kies een ander verslag.")
        row = ExportLog(
            conversation=minutes.conversation_id,
            minutes=minutes,
            audience=clean(audience),
            recipients=clean(recipients, limit=2000),
            edition=minutes.edition if edition is None else edition,
            file_name=clean(file_name, limit=1000),
            who=database.who(),
        )
        return int(change.add(row).id)


def exports(school: int, minutes_id: int | None = None) -> list[ExportRow]:
    """The documents that were made, of all minutes or of these, newest first. One query."""
    query = ExportLog.select().join(Conversation).where(Conversation.school == school)
    if minutes_id is not None:
        query = query.where(ExportLog.minutes == minutes_id)
    return [_row(row) for row in query.order_by(ExportLog.created_at.desc(), ExportLog.id.desc())]


def _row(row: ExportLog) -> ExportRow:
    return ExportRow(
        id=row.id,
        conversation_id=row.conversation_id,
        minutes_id=row.minutes_id,
        audience=row.audience,
        recipients=row.recipients,
        edition=row.edition,
        file_name=row.file_name,
        who=row.who,
        at=row.created_at,
    )
