"""The texts of everybody else, when one pupil is forgotten: which change, and what a person should still look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from functools import cache

from peewee import CharField, TextField

from ibtui.care.dates import short_date
from ibtui.care.forgetting import Cleaned, Eraser
from ibtui.store import labels, own_notes, placements
from ibtui.store.erase import Rows
from ibtui.store.models import (
    TABLES,
    ActionItem,
    Agency,
    Concern,
    ConcernEvent,
    Conversation,
    ConversationPupil,
    ExportLog,
    FreeDays,
    Group,
    Minutes,
    Observation,
    Person,
    Placement,
    Pupil,
    Revision,
    Row,
    SafetyRecord,
    SafetyStep,
    School,
    SchoolYear,
    SeenLine,
    TermRule,
    Visit,
)
from ibtui.store.whois import WhoIs
from ibtui.values import dataclass

_NO_TEXTS: tuple[type[Row], ...] = (School, SchoolYear, Group, FreeDays, Visit, SeenLine, TermRule)
"""Tables in which nobody writes about a child."""
_NAMES = {
    Agency: {"name", "kind", "region", "phone", "mail"},
    Person: {"role", "salutation", "first_name", "infix", "last_name", "phone", "mail", "language"},
    Pupil: {"first_name", "infix", "last_name", "roster_key", "also_called", "left_to"},
    ExportLog: {"file_name", "folder", "digest", "who"},  # file names hold no names of children
}
_WORDS = {
    Minutes: "verslag",
    Revision: "eerdere tekst van een verslag",
    ActionItem: "afspraak",
    Concern: "zorg",
    ConcernEvent: "zorg",
    Conversation: "gesprek",
    Observation: "lesbezoek",
    SafetyRecord: "een afgeschermd dossier",
    SafetyStep: "een afgeschermd dossier",
}
_APART = (Observation, SafetyRecord, SafetyStep)
"""Lanes of their own: what stands there is told to nobody, only that something does."""


@dataclass(frozen=True, slots=True)
class Look:
    """A word that stays and may be the pupil's name. `where`: "verslag di 24 nov 2026"; `around`: the line,
    or "" when that isn't for everybody to read."""

    where: str
    word: str
    around: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A row of which texts change: the new ones by field. `looks`: what stays and may be the name."""

    model: type[Row]
    row_id: int
    values: dict[str, str]
    looks: tuple[Look, ...]


def edits(eraser: Eraser, going: Rows, today: dt.date) -> Iterator[Edited]:
    """Every row that stays and has a text that changes, or in which something must be looked at."""
    meant = _meant_by_talk()
    for table in TABLES:
        if not issubclass(table, Row) or table in _NO_TEXTS:
            continue
        names = _fields(table)
        if not names:
            continue
        gone = going.get(table, ())
        query = table.select(table.id, *(getattr(table, name) for name in names))
        for row in labels.tuples(query, tuple[object, ...]):
            row_id, texts = int(str(row[0])), [str(text or "") for text in row[1:]]
            if row_id not in gone and any(texts):
                found = _of_row(eraser, table, row_id, dict(zip(names, texts, strict=True)), meant, today)
                if found.values or found.looks:
                    yield found


def _of_row(
    eraser: Eraser,
    table: type[Row],
    row_id: int,
    texts: dict[str, str],
    meant: Callable[[type[Row], int], Callable[[str, str], object]],
    today: dt.date,
) -> Edited:
    values: dict[str, str] = {}
    looks: list[Look] = []
    whole = table in (Minutes, Revision)
    for name, text in texts.items():
        if not eraser.is_worth(text):
            continue
        done = _of_minutes(eraser, table, row_id, text, meant(table, row_id)) if whole else eraser.clean(text)
        if done.text != text:
            values[name] = done.text
        if done.left:
            where = _where(table, row_id, today)
            apart = table in _APART or _is_of_somebody_else(table, row_id)
            looks += [Look(where, word, "" if apart else around) for word, around in dict.fromkeys(done.left)]
    return Edited(table, row_id, values, tuple(looks))


def of_minutes(eraser: Eraser, minutes_id: int, text: str) -> str:
    """A text of these minutes that stands elsewhere, cleaned as theirs is."""
    if not eraser.is_worth(text):
        return text
    meant = _meant_by_talk()(Minutes, minutes_id)
    return _of_minutes(eraser, Minutes, minutes_id, text, meant).text


def _of_minutes(
    eraser: Eraser, table: type[Row], row_id: int, text: str, meant: Callable[[str, str], object]
) -> Cleaned:
    near = in_talk(_talk_of(table, row_id)) if eraser.has_namesakes else ()
    lines = _is_of_several(table, row_id)
    return eraser.clean(text, minutes=True, lines=lines, near=near, meant=meant)


def in_talk(talk: Conversation) -> tuple[set[int], ...]:
    """The pupils whom a talk can be about, the surest first: linked to it; in its group on that day; in that group as
    far as is known, for a school that began with ibtui after that day."""
    linked = ConversationPupil.select().where(ConversationPupil.conversation == talk)
    found = [{int(row.pupil_id) for row in linked}]
    if talk.group_id is not None:
        there = (Placement.group == talk.group_id) & placements.running(talk.day)
        for when in (there & (Placement.from_on <= talk.day), there):
            rows = Placement.select().where(when)
            found += [{int(row.pupil_id) for row in rows}]
    return tuple(found)


def write(found: Edited) -> None:
    """Put the new texts in the row, as part of a larger write. Another session that has it open sees a conflict."""
    values: dict[str, object] = dict(found.values)
    if found.model is Minutes:
        values["in_search"] = True  # or the search index would keep the old words until somebody types
    row = found.model.update(values)
    row.where(found.model.id == found.row_id).execute()
    found.model.update(version=found.model.version + 1).where(found.model.id == found.row_id).execute()


def _fields(table: type[Row]) -> list[str]:
    skipped: Collection[str] = _NAMES.get(table, ())
    return [
        field.name
        for field in table._meta.sorted_fields
        if isinstance(field, CharField | TextField) and field.name not in skipped
    ]


def _meant_by_talk() -> Callable[[type[Row], int], Callable[[str, str], object]]:
    """Who is meant by a marked name in minutes, or an earlier text of them: asked once a conversation."""

    @cache
    def of_talk(conversation_id: int) -> WhoIs:
        return WhoIs.of(conversation_id)

    def meant(table: type[Row], row_id: int) -> Callable[[str, str], object]:
        def of(mark: str, name: str) -> object:
            return of_talk(_talk_of(table, row_id).id).named(mark, name)

        return of

    return meant


def _talk_of(table: type[Row], row_id: int) -> Conversation:
    query = Conversation.select().join(Minutes)
    if table is Minutes:
        return query.where(Minutes.id == row_id).get()
    return query.join(Revision).where(Revision.id == row_id).get()


def _is_of_somebody_else(table: type[Row], row_id: int) -> bool:
    """Whether the words stand in a private note that this user may not read."""
    if table in (Minutes, Revision):
        return not own_notes.is_readable(_talk_of(table, row_id))
    row = table.get_by_id(row_id)
    talk = row.conversation if isinstance(row, ActionItem) else row
    return isinstance(talk, Conversation) and not own_notes.is_readable(talk)


def _is_of_several(table: type[Row], row_id: int) -> bool:
    """Whether the talk isn't about one pupil: then a line that begins with a name is about that child."""
    links = ConversationPupil.select().where(ConversationPupil.conversation == _talk_of(table, row_id))
    return int(links.count()) != 1


def _where(table: type[Row], row_id: int, today: dt.date) -> str:
    word = _WORDS.get(table, "notitie")
    if table in (Minutes, Revision):
        talk = _talk_of(table, row_id)
        about = labels.about([int(talk.id)]).get(int(talk.id), labels.NOTHING).text
        return " ".join(part for part in (word, short_date(talk.day, today), about) if part)
    if table in (Conversation, Observation):
        return f"{word} {short_date(table.get_by_id(row_id).day, today)}"
    return word
