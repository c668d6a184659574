"""Finding anything by what it says. The index is kept by triggers of the database itself (migration 0001)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peewee import JOIN

from ibtui.care.dates import short_date
from ibtui.store import database, labels, own_notes
from ibtui.store.models import (
    ActionItem,
    Agency,
    Concern,
    Conversation,
    Group,
    Minutes,
    Person,
    Pupil,
)
from ibtui.store.pupils import pupils_by_id

_LONGEST = 200
_MOST_WORDS = 12
_ASK = """
SELECT rowid, snippet(search_index, 1, '', '', '…', 12) FROM search_index
WHERE search_index MATCH ? ORDER BY rowid % 16 > 2, bm25(search_index, 5.0, 1.0), rowid DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `kind`: leerling, persoon, instantie, zorg, gesprek, verslag or afspraak."""

    kind: str
    id: int
    title: str
    detail: str
    gone: bool = False  # a pupil who left school


_Found = dict[int, tuple[str, str]]
"""Title and detail by id."""


def find(school: int, text: str, limit: int = 50) -> list[Hit]:
    """What holds all these words, pupils and people first. The last word may be half typed. Any text will do.

    A fixed number of queries: one for the index and at most four for each kind of thing that was found.
    """
    wanted = _query(text)
    if not wanted:
        return []
    with database.explained():
        found = database.connection().execute_sql(_ASK, (wanted, limit)).fetchall()
    keys = [(int(rowid) % 16, int(rowid) // 16) for rowid, _snippet in found]
    said = dict(zip(keys, (str(snippet) for _rowid, snippet in found), strict=True))
    hits: dict[tuple[int, int], Hit] = {}
    for number, (kind, fetch) in _KINDS.items():
        ids = [row_id for code, row_id in keys if code == number]
        for row_id, (title, detail) in (fetch(school, ids) if ids else {}).items():
            snippet = " ".join(said[number, row_id].split()) if number == _MINUTES else ""
            told = " · ".join(part for part in (detail, snippet) if part)
            hits[number, row_id] = Hit(kind, row_id, title, told, gone=detail == _LEFT)
    words = set(_words(text))
    shown = [hits[key] for key in keys if key in hits]
    # Who is at school comes before who left; then who is called just that before whose name begins so: Roos before
    # Roosmarijn.
    return sorted(
        shown, key=lambda hit: (hit.kind not in _PEOPLE, hit.gone, not words <= set(_words(hit.title)))
    )


def _query(text: str) -> str:
    """The search as FTS5 wants it: every word quoted, so that no sign in it means anything."""
    words = _words(text)[:_MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else ""


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text[:_LONGEST].casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain)


def _pupils(_school: int, ids: Sequence[int]) -> _Found:
    """With the other names they are found by; two of one name in one group with their birthdays."""
    rows = pupils_by_id(ids)
    often = Counter((row.name, row.group) for row in rows.values())
    found = {}
    for key, row in rows.items():
        place = _LEFT if row.left_on is not None else labels.group_label(row.group)
        if often[row.name, row.group] > 1 and row.birth_date is not None and row.left_on is None:
            place = f"{place} · geboren {row.birth_date:%d-%m-%Y}"
        found[key] = (f"{row.name} ({row.also_called})" if row.also_called else row.name, place)
    return found


def _people(school: int, ids: Sequence[int]) -> _Found:
    query = Person.select(Person, Agency).join(Agency, JOIN.LEFT_OUTER)
    rows = query.where((Person.school == school) & Person.id.in_(ids))
    return {
        row.id: (
            labels.call_name(row),
            ", ".join(part for part in (row.function or row.role, labels.organisation(row)) if part),
        )
        for row in rows
    }


def _agencies(school: int, ids: Sequence[int]) -> _Found:
    rows = Agency.select().where((Agency.school == school) & Agency.id.in_(ids))
    return {row.id: (row.name, ", ".join(part for part in (row.kind, row.region) if part)) for row in rows}


def _concerns(school: int, ids: Sequence[int]) -> _Found:
    query = Concern.select(Concern, Pupil, Group).join(Pupil, JOIN.LEFT_OUTER)
    query = query.switch(Concern).join(Group, JOIN.LEFT_OUTER)
    rows = query.where((Concern.school == school) & Concern.id.in_(ids))
    return {
        row.id: (row.summary, f"{_whom(row.pupil, row.group)} · {row.category}, {row.status}") for row in rows
    }


def _conversations(school: int, ids: Sequence[int]) -> _Found:
    here = (Conversation.school == school) & own_notes.readable()
    rows = Conversation.select().where(here & Conversation.id.in_(ids))
    about = labels.about(ids)
    return {row.id: (row.purpose or row.kind, _when(row, about)) for row in rows}


def _minutes(school: int, ids: Sequence[int]) -> _Found:
    rows = (
        Minutes.select(Minutes, Conversation)
        .join(Conversation)
        .where(
            (Conversation.school == school)
            & own_notes.readable()
            & Conversation.deleted_at.is_null()
            & Minutes.id.in_(ids)
        )
    )
    found = list(rows)
    about = labels.about([row.conversation_id for row in found])
    return {row.id: (row.conversation.kind, _when(row.conversation, about)) for row in found}


def _actions(school: int, ids: Sequence[int]) -> _Found:
    query = ActionItem.select(ActionItem, Pupil, Group).join(Pupil, JOIN.LEFT_OUTER)
    query = query.switch(ActionItem).join(Group, JOIN.LEFT_OUTER)
    here = (ActionItem.school == school) & own_notes.promise_readable()
    rows = query.where(here & ActionItem.id.in_(ids))
    return {
        row.id: (row.what, " · ".join(part for part in (_whom(row.pupil, row.group), row.status) if part))
        for row in rows
    }


def _whom(pupil: Pupil | None, group: Group | None) -> str:
    if pupil is not None:
        return labels.full_name(pupil.first_name, pupil.infix, pupil.last_name)
    return labels.group_label(group.name) if group is not None else ""


def _when(row: Conversation, about: dict[int, labels.About]) -> str:
    whom = about[row.id].text if row.id in about else ""
    return " · ".join(part for part in (whom, short_date(row.day, database.today())) if part)


_LEFT = "niet meer op school"
_PEOPLE = ("leerling", "persoon")
_MINUTES = 6
_KINDS: dict[int, tuple[str, Callable[[int, Sequence[int]], _Found]]] = {
    1: ("leerling", _pupils),
    2: ("persoon", _people),
    3: ("instantie", _agencies),
    4: ("zorg", _concerns),
    5: ("gesprek", _conversations),
    _MINUTES: ("verslag", _minutes),
    7: ("afspraak", _actions),
}
"""By the number that migration 0001 gave each table."""


def catch_up(minutes_id: int | None = None) -> None:
    """Let the index take the texts that were saved without it while somebody typed; of all minutes by default."""
    behind = Minutes.in_search == False  # noqa: E712  # a condition of the query
    if minutes_id is not None:
        behind &= Minutes.id == minutes_id
    if Minutes.select().where(behind).exists():
        with database.transaction():
            Minutes.update(in_search=True).where(behind).execute()
