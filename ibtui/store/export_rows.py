"""Lines of the export log, complete enough to draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from peewee import JOIN, Expression

from ibtui.care.text import listed
from ibtui.store import labels
from ibtui.store.models import Agency, Conversation, ExportLog, ExportPass, ExportPupil, ExportRecipient
from ibtui.values import dataclass

_KINDS = {"inzage": "dossier, inzage", "controle": "na te kijken bij inzage"}
"""What a document is that is of no conversation, by its audience."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who was to get it. `got` False: left out, and `reason` says why. `person_id` None: nobody in the file."""

    person_id: int | None
    name: str
    reason: str = ""
    got: bool = True


@dataclass(frozen=True, slots=True)
class Pass:
    """A finding that was let through: rule, level and line (0: beside the text), with the word why."""

    rule: str
    level: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One document. `audience`: a word of `PaperAudience`; `recipients` as said at the export; `who`: the system
    user. `about` and `pupil_ids`: as they were then. `removed_at` None: it still lies in `folder`, as far as we know;
    `missed_on`: since when it isn't found there. `replaced`: a later document got its name in the same folder;
    `later`: the folders, as spelled, of all later documents of that name (the store asks no file system)."""

    id: int
    conversation_id: int | None
    minutes_id: int | None
    audience: str
    recipients: str
    edition: int
    file_name: str
    who: str
    at: dt.datetime
    day: dt.date | None = None
    kind: str = ""
    about: str = ""
    status: str = ""
    agency_id: int | None = None
    agency: str = ""
    ground: str = ""
    folder: str = ""
    digest: str = ""
    size: int = 0
    checked_at: dt.datetime | None = None
    stops: int = 0
    asks: int = 0
    removed_at: dt.datetime | None = None
    removed_how: str = ""
    people: tuple[Recipient, ...] = ()
    passes: tuple[Pass, ...] = ()
    pupil_ids: tuple[int, ...] = ()
    missed_on: dt.date | None = None
    replaced: bool = False
    later: tuple[str, ...] = ()

    @property
    def went_to(self) -> str:
        """Who got it: the names that were chosen, else what was said at the export; "" for the school itself."""
        return listed([one.name for one in self.people if one.got]) or self.agency or self.recipients


def export_rows(where: Expression) -> list[ExportRow]:
    """Complete rows, newest first. Eight queries, however many."""
    query = (
        ExportLog.select(ExportLog, Conversation, Agency)
        .join(Conversation, JOIN.LEFT_OUTER)
        .switch(ExportLog)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(where)
        .order_by(ExportLog.created_at.desc(), ExportLog.id.desc())
    )
    found = list(query)
    if not found:
        return []
    talks = [row.conversation_id for row in found if row.conversation_id is not None]
    about = labels.about(sorted(set(talks)))
    ids = [int(row.id) for row in found]
    pupils, people, passes = _pupils(ids), _people(ids), _passes(ids)
    later = _later({row.file_name for row in found})
    return [
        _row(
            row,
            _about(pupils.get(row.id, ()), about.get(row.conversation_id or 0, labels.NOTHING)),
            pupils.get(row.id, ()),
            people.get(row.id, ()),
            passes.get(row.id, ()),
            later.get(row.id, ()),
        )
        for row in found
    ]


def _pupils(ids: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """The pupils of each document, with their names of then."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    query = ExportPupil.select().where(ExportPupil.export.in_(ids)).order_by(ExportPupil.id)
    for row in query:
        found[row.export_id] = (*found.get(row.export_id, ()), (row.pupil_id, row.name))
    return found


def _about(pupils: Sequence[tuple[int, str]], talk: labels.About) -> str:
    """Whom a document is about: its own pupils, and never one that its conversation got later."""
    if pupils:
        return listed([name for _id, name in pupils])
    return labels.group_label(talk.group) if talk.pupil_ids else talk.text


def _people(ids: Sequence[int]) -> dict[int, tuple[Recipient, ...]]:
    found: dict[int, tuple[Recipient, ...]] = {}
    query = ExportRecipient.select().where(ExportRecipient.export.in_(ids)).order_by(ExportRecipient.id)
    for row in query:
        one = Recipient(row.person_id, row.name, row.reason, row.got)
        found[row.export_id] = (*found.get(row.export_id, ()), one)
    return found


def _passes(ids: Sequence[int]) -> dict[int, tuple[Pass, ...]]:
    found: dict[int, tuple[Pass, ...]] = {}
    query = ExportPass.select().where(ExportPass.export.in_(ids)).order_by(ExportPass.id)
    for row in query:
        found[row.export_id] = (
            *found.get(row.export_id, ()),
            Pass(row.rule, row.level, row.line, row.why),
        )
    return found


def _later(names: Collection[str]) -> dict[int, tuple[str, ...]]:
    """By number: the folders of the documents that got the same one of these names later."""
    query = (
        ExportLog.select(ExportLog.id, ExportLog.file_name, ExportLog.folder)
        .where(ExportLog.file_name.in_(names))
        .order_by(ExportLog.id.desc())
    )
    found: dict[int, tuple[str, ...]] = {}
    folders: dict[str, tuple[str, ...]] = {}
    for row in query:
        before = folders.get(row.file_name, ())
        found[int(row.id)] = before
        folders[row.file_name] = before if row.folder in before else (*before, row.folder)
    return found


def _row(
    row: ExportLog,
    about: str,
    pupils: Sequence[tuple[int, str]],
    people: tuple[Recipient, ...],
    passes: tuple[Pass, ...],
    later: tuple[str, ...],
) -> ExportRow:
    talk = row.conversation
    return ExportRow(
        id=int(row.id),
        conversation_id=row.conversation_id,
        minutes_id=row.minutes_id,
        audience=row.audience,
        recipients=row.recipients,
        edition=row.edition,
        file_name=row.file_name,
        who=row.who,
        at=row.created_at,
        day=None if talk is None else talk.day,
        kind=_KINDS.get(row.audience, "") if talk is None else talk.kind,
        about=about,
        status=row.status,
        agency_id=row.agency_id,
        agency="" if row.agency is None else row.agency.name,
        ground=row.ground,
        folder=row.folder,
        digest=row.digest,
        size=row.size,
        checked_at=row.checked_at,
        stops=row.stops,
        asks=row.asks,
        removed_at=row.removed_at,
        removed_how=row.removed_how,
        people=people,
        passes=passes,
        pupil_ids=tuple(pupil_id for pupil_id, _name in pupils),
        missed_on=row.missed_on,
        replaced=row.folder in later,
        later=later,
    )
