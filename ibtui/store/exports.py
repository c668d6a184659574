"""Which Word documents were made, of which minutes, for whom, and where they lie. Never what is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Literal

from peewee import Expression

from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.errors import Missing
from ibtui.store import database, labels
from ibtui.store.change import write
from ibtui.store.export_rows import ExportRow as ExportRow
from ibtui.store.export_rows import Pass as Pass
from ibtui.store.export_rows import Recipient as Recipient
from ibtui.store.export_rows import export_rows
from ibtui.store.models import (
    Conversation,
    ConversationPupil,
    ExportLog,
    ExportPass,
    ExportPupil,
    ExportRecipient,
    Minutes,
    Pupil,
)
from ibtui.values import dataclass

RemovedHow = Literal["gewist", "weg", "weg: alleen de verwijzing"]
"""How a document left its folder: overwritten and removed by ibtui, found gone, or only a link to it taken away."""

_MOST_SIGNS = 2000

_DONE: dict[RemovedHow, str] = {
    "gewist": "document gewist",
    "weg": "document niet meer gevonden",
    "weg: alleen de verwijzing": "verwijzing naar document weggehaald",
}


@dataclass(frozen=True, slots=True)
class ExportDraft:
    """What is known of a document that was just written. `digest`: SHA-256 of the file, `size` in bytes.

    `stops` and `asks`: how many findings there were, all let through. `ground`: a key of
    `care.recipients.LEGAL_GROUNDS`.
    """

    minutes_id: int
    audience: str
    file_name: str
    folder: str = ""
    digest: str = ""
    size: int = 0
    edition: int | None = None
    status: str = ""
    agency_id: int | None = None
    ground: str = ""
    recipients: str = ""
    checked_at: dt.datetime | None = None
    stops: int = 0
    asks: int = 0
    people: tuple[Recipient, ...] = ()
    passes: tuple[Pass, ...] = ()


def log(draft: ExportDraft) -> int:
    """Note that a document was written, for whom, and what was let through; gives its number. Not undoable."""
    with write("document gemaakt", undoable=False) as change:
        minutes = Minutes.get_or_none(Minutes.id == draft.minutes_id)
        if minutes is None:
            raise Missing("Dit verslag is er niet meer", "Kies een ander verslag.")
        row = change.add(
            ExportLog(
                conversation=minutes.conversation_id,
                minutes=minutes,
                audience=clean(draft.audience),
                recipients=_cut(draft.recipients),
                edition=minutes.edition if draft.edition is None else draft.edition,
                file_name=draft.file_name,  # the very name, as the folder: another one would be another file
                who=database.who(),
                agency=draft.agency_id,
                folder=draft.folder,  # as it is: a path that was cleaned would be another path
                digest=draft.digest,
                size=draft.size,
                status=clean(draft.status),
                ground=clean(draft.ground),
                checked_at=draft.checked_at,
                stops=draft.stops,
                asks=draft.asks,
            )
        )
        for pupil in _pupils_of(minutes.conversation_id):
            name = labels.full_name(pupil.first_name, pupil.infix, pupil.last_name)
            change.add(ExportPupil(export=row, pupil=pupil, name=name))
        for one in draft.people:
            reason = clean(one.reason, multiline=True, limit=NOTE_LIMIT)
            person = {"person": one.person_id, "name": _cut(one.name), "reason": reason, "got": one.got}
            change.add(ExportRecipient(export=row, **person))
        for let in draft.passes:
            why = clean(let.why, multiline=True, limit=NOTE_LIMIT)
            change.add(ExportPass(export=row, rule=let.rule, level=let.level, line=let.line, why=why))
        return int(row.id)


def take_back(export_id: int) -> None:
    """Undo `log`: the document that was announced never came. Does nothing when there is no such row. Not undoable."""
    row = ExportLog.get_or_none(ExportLog.id == export_id)
    if row is None:
        return
    with write("document toch niet gemaakt", undoable=False) as change:
        for field, model in ExportLog._meta.backrefs.items():
            for part in model.select().where(field == row):
                change.remove(part)
        change.remove(row)


def exports(school: int, minutes_id: int | None = None) -> list[ExportRow]:
    """The documents that were made, of all minutes or of these, newest first. Eight queries, however many."""
    where = _of_school(school)
    if minutes_id is not None:
        where &= ExportLog.minutes == minutes_id
    return export_rows(where)


def exports_of_pupil(pupil_id: int) -> list[ExportRow]:
    """The documents that were about this pupil, newest first: who got what, when, which version. Eight queries."""
    same = ExportPupil.select(ExportPupil.export).where(ExportPupil.pupil == pupil_id)
    return export_rows(ExportLog.id.in_(same))


def lying(school: int) -> list[ExportRow]:
    """The documents that aren't known to have left their folder, newest first. Eight queries.

    Of a document from before this was kept `folder` and `digest` are "".
    """
    return export_rows(_of_school(school) & ExportLog.removed_at.is_null())


def export(export_id: int) -> ExportRow:
    """One document. `Missing` when there is none with this number."""
    rows = export_rows(ExportLog.id == export_id)
    if not rows:
        raise Missing(
            f"Er is geen document met nummer {export_id}", "Typ ibtui exports: het ID staat vooraan."
        )
    return rows[0]


def mark_removed(export_id: int, how: RemovedHow = "gewist") -> None:
    """Note that a document left its folder. What was noted first stays. Not undoable."""
    with write(_DONE[how], undoable=False) as change:
        row = change.edit(ExportLog, export_id)
        if row.removed_at is None:
            row.removed_at, row.removed_how = database.now(), how
        change.save(row)


def mark_gone(export_id: int) -> None:
    """Note that a document was no longer found where it lay: moved or removed by somebody."""
    mark_removed(export_id, "weg")


def note_look(missed: Collection[int], back: Collection[int], gone: Collection[int], today: dt.date) -> None:
    """Note what a look at the folders found: documents that aren't found since today, that are found again, and
    that are gone for good. Not undoable."""
    with write("gekeken welke documenten er nog liggen", undoable=False) as change:
        for export_id in sorted({*missed, *back, *gone}):
            row = change.edit(ExportLog, export_id)
            if row.removed_at is None and export_id in gone:
                row.removed_at, row.removed_how = database.now(), "weg"
            elif row.removed_at is None:
                row.missed_on = today if export_id in missed else None
            change.save(row)


def _of_school(school: int) -> Expression:
    """The documents of a school: of its conversations, and of the whole file of its pupils (inzage)."""
    files = ExportPupil.select(ExportPupil.export).join(Pupil).where(Pupil.school == school)
    found: Expression = (Conversation.school == school) | (
        ExportLog.conversation.is_null() & ExportLog.id.in_(files)
    )
    return found


def _cut(names: str) -> str:
    """Names as the log keeps them: so many or so long that they don't fit, they are cut; nothing is refused."""
    text = clean(names, limit=max(len(names), _MOST_SIGNS))
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 1]}…"


def _pupils_of(conversation_id: int) -> list[Pupil]:
    """The pupils whom a conversation is about, in their own order."""
    query = Pupil.select().join(ConversationPupil).where(ConversationPupil.conversation == conversation_id)
    return list(query.order_by(ConversationPupil.id))
