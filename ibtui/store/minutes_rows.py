"""How minutes are read: one edition, and lists of rows complete enough to draw, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from peewee import Expression, ModelSelect, fn

from ibtui.care import agenda
from ibtui.care.minutes import Mark, lines_of
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, MinutesStatus, match_word
from ibtui.errors import Missing
from ibtui.store import labels, own_notes
from ibtui.store.models import ActionItem, Conversation, Minutes, School
from ibtui.values import dataclass

UNTOUCHED = 0
"""The version of minutes that were begun and that nobody has saved since: template and agenda, and no more."""

_BEGINNING = 400
"""Characters of each text that are read for its first words."""

_FIRST_WORDS = 80

_FEW = 1000
"""Of a status that no more editions have than this the newest are found by sorting them."""


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One edition in a list. `first_words`: the start of the text without headings; `exports`: how often."""

    id: int
    conversation_id: int
    edition: int
    status: str
    kind: str
    day: dt.date
    about: str
    actions: int
    first_words: str
    saved_at: dt.datetime
    fixed_at: dt.datetime | None
    sent_at: dt.datetime | None
    exports: int
    audience: str
    version: int


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest editions of each status, the newest day first. `more`: the statuses that have older ones too."""

    rows: list[MinutesRow]
    more: frozenset[str]


def newest(school: int, most: Mapping[str, int]) -> Newest:
    """So many of each status ("verzonden": 60), without notes. A fixed number of queries, and the time that the rows
    take that are given: however many years there are."""
    ids, more = list[int](), set[str]()
    for status, count in most.items():
        found = _newest(school, status, count + 1)
        ids += found[:count]
        if len(found) > count:
            more.add(status)
    return Newest(some(school, ids), frozenset(more))


def some(school: int, ids: Sequence[int]) -> list[MinutesRow]:
    """These editions, as far as they may be read, the newest day first. Six queries, however many."""
    found = list(_ordered(_query(school).where(Minutes.id.in_(labels.among(ids))))) if ids else []
    about = labels.about([row.conversation_id for row in found])
    todo, exported = _todo(ids), _exported(ids)
    return [
        _row(
            row,
            about.get(row.conversation_id, labels.NOTHING).text,
            todo.get(row.id, 0),
            exported.get(row.id, 0),
        )
        for row in found
    ]


def _newest(school: int, status: str, count: int) -> list[int]:
    """The numbers of the newest editions of one status."""
    of_status = Minutes.select(Minutes.id).where(Minutes.status == status)
    many = any(labels.tuples(of_status.limit(1).offset(_FEW - 1), tuple[int]))
    here = Minutes.status == status
    if many:
        # By day, and stop: said so that SQLite takes the index of the days, and not that of the status.
        here = (fn.COALESCE(Minutes.status, "") == status) & (Conversation.day >= dt.date.min)
    query = Minutes.select(Minutes.id).join(Conversation)
    query = query.where(here & _there(school) & (Conversation.kind != ConversationKind.NOTE))
    return [number for (number,) in labels.tuples(_ordered(query).limit(count), tuple[int])]


def _ordered(query: ModelSelect[Minutes]) -> ModelSelect[Minutes]:
    return query.order_by(Conversation.day.desc(), Minutes.id.desc())


def list_minutes(school: int, status: str | None = None, text: str = "") -> list[MinutesRow]:
    """All editions (or those of one status), the newest day first. Seven queries, however many.

    With `text` only those whose kind, subject or text holds it, notes included; without it notes are left out.
    """
    query = _query(school)
    if status is not None:
        query = query.where(Minutes.status == match_word(MinutesStatus, status))
    wanted = fold(text)
    if not wanted:
        query = query.where(Conversation.kind != ConversationKind.NOTE)
    about = labels.about(query.select(Conversation.id))
    todo = _todo(query.select(Minutes.id))
    exported = _exported(query.select(Minutes.id))
    holding = {int(row.id) for row in query.where(Minutes.text.contains(text.strip()))} if wanted else set()
    rows = []
    for row in _ordered(query):
        subject = about.get(row.conversation_id, labels.NOTHING).text
        if wanted and row.id not in holding and wanted not in fold(f"{row.conversation.kind} {subject}"):
            continue
        rows.append(_row(row, subject, todo.get(row.id, 0), exported.get(row.id, 0)))
    return rows


def fetch(minutes_id: int) -> Minutes:
    """One edition with its conversation and school, in one query. `Missing` when it is gone or in the bin."""
    row = (
        Minutes.select(Minutes, Conversation, School)
        .join(Conversation)
        .join(School)
        .where(
            (Minutes.id == minutes_id)
            & own_notes.readable()
            & Minutes.deleted_at.is_null()
            & Conversation.deleted_at.is_null()
        )
        .first()
    )
    if not isinstance(row, Minutes):
        raise Missing(
            "Dit verslag is er niet meer", "Iemand heeft het verwijderd. Kijk bij Verslagen wat er nu is."
        )
    return row


def _query(school: int) -> ModelSelect[Minutes]:
    beginning = fn.SUBSTR(Minutes.text, 1, _BEGINNING).alias("text")
    return (
        Minutes.select(
            Minutes.id,
            Minutes.conversation,
            Minutes.edition,
            Minutes.status,
            beginning,
            Minutes.changed_at,
            Minutes.fixed_at,
            Minutes.sent_at,
            Minutes.version,
            Conversation.id,
            Conversation.kind,
            Conversation.day,
            Conversation.audience,
        )
        .join(Conversation)
        .where(_there(school))
    )


def _there(school: int) -> Expression:
    """Not in the bin, and to be read by whoever asks."""
    return (
        (Conversation.school == school)
        & own_notes.readable()
        & Conversation.deleted_at.is_null()
        & Minutes.deleted_at.is_null()
    )


def _todo(ids: labels.Ids) -> dict[int, int]:
    """How many action items each edition has."""
    query = (
        ActionItem.select(ActionItem.minutes, fn.COUNT(ActionItem.id))
        .where(ActionItem.minutes.in_(labels.among(ids)) & ActionItem.deleted_at.is_null())
        .group_by(ActionItem.minutes)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _exported(ids: labels.Ids) -> dict[int, int]:
    """How often each edition was exported."""
    from ibtui.store.models import ExportLog  # `ibtui week` needs this module, and no papers

    query = (
        ExportLog.select(ExportLog.minutes, fn.COUNT(ExportLog.id))
        .where(ExportLog.minutes.in_(labels.among(ids)))
        .group_by(ExportLog.minutes)
    )
    return dict(labels.tuples(query, tuple[int, int]))


def _row(row: Minutes, about: str, actions: int, exports: int) -> MinutesRow:
    return MinutesRow(
        id=int(row.id),
        conversation_id=row.conversation_id,
        edition=row.edition,
        status=row.status,
        kind=row.conversation.kind,
        day=row.conversation.day,
        about=about,
        actions=actions,
        first_words=_first_words(row.text),
        saved_at=row.changed_at,
        fixed_at=row.fixed_at,
        sent_at=row.sent_at,
        exports=exports,
        audience=row.conversation.audience,
        version=row.version,
    )


def _first_words(text: str) -> str:
    """The first line that says something, without its mark; never a private one, and none that was prepared."""
    for line in lines_of(text):  # mostly the first or second line is the one
        if line.mark is Mark.POINT and agenda.is_agenda(line.text):
            return ""  # the proposals stand last
        if line.mark not in (Mark.POINT, Mark.PRIVATE) and line.text.strip():
            return line.text.strip()[:_FIRST_WORDS]
    return ""
