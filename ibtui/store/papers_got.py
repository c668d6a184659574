"""Who got a document about a pupil, as the log of documents says: for "wie weet wat"."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, ModelSelect

from ibtui.store import labels
from ibtui.store.models import Agency, Conversation, ExportLog, ExportPupil, ExportRecipient
from ibtui.values import dataclass

_WHAT = {
    "instantie": "het uittreksel",
    "afspraken": "de afsprakenlijst",
    "inzage": "het dossier, voor inzage",
}
"""What a document is, by its audience; else it is the minutes."""
_COPIES = {"ouders": "ouderkopie", "dossier": "versie voor het dossier"}


@dataclass(frozen=True, slots=True)
class Got:
    """Somebody got a document. `key`: "kreeg:5:2" (the document, and the line that names them or 0). `what`: "het
    verslag"; `on`: the day it was made; `which`: "ouderkopie, versie 2"; `kind` and `day` of its conversation, "" and
    None when it is of none."""

    key: str
    who: str
    what: str
    on: dt.date
    which: str
    kind: str
    day: dt.date | None
    conversation_id: int | None


def papers_got(pupil_id: int) -> list[Got]:
    """Who got what about a pupil, the newest first; not who was left out, nor what is for the school. One query."""
    raw = labels.tuples(
        _query(pupil_id),
        tuple[
            int, dt.datetime, str, int, int | None, str | None, dt.date | None, int | None, str | None,
            str | None, str,
        ],
    )  # fmt: skip
    return [
        _got(paper, line, at, audience, edition, (talk, kind, day), name or agency or recipients)
        for paper, at, audience, edition, talk, kind, day, line, name, agency, recipients in raw
        if name or agency or recipients
    ]


def _query(pupil_id: int) -> ModelSelect[ExportLog]:
    """A line for each who got a document, or one when nobody is named in it."""
    about = ExportPupil.select(ExportPupil.export).where(ExportPupil.pupil == pupil_id)
    return (
        ExportLog.select(
            ExportLog.id, ExportLog.created_at, ExportLog.audience, ExportLog.edition, ExportLog.conversation,
            Conversation.kind, Conversation.day, ExportRecipient.id, ExportRecipient.name, Agency.name,
            ExportLog.recipients,
        )
        .join(Conversation, JOIN.LEFT_OUTER)
        .switch(ExportLog)
        .join(Agency, JOIN.LEFT_OUTER)
        .switch(ExportLog)
        .join(
            ExportRecipient,
            JOIN.LEFT_OUTER,
            on=(ExportRecipient.export == ExportLog.id) & ExportRecipient.got,
        )
        .where(ExportLog.id.in_(about))
        .order_by(ExportLog.created_at.desc(), ExportLog.id.desc(), ExportRecipient.id)
    )  # fmt: skip


def _got(
    paper: int,
    line: int | None,
    at: dt.datetime,
    audience: str,
    edition: int,
    of: tuple[int | None, str | None, dt.date | None],
    who: str,
) -> Got:
    talk, kind, day = of
    version = f"versie {edition}" if edition > 1 else ""
    return Got(
        key=f"kreeg:{paper}:{line or 0}",
        who=who,
        what=_WHAT.get(audience, "het verslag" if talk is not None else audience),
        on=at.date(),
        which=", ".join(item for item in (_COPIES.get(audience, ""), version) if item),
        kind=kind or "",
        day=day,
        conversation_id=talk,
    )
