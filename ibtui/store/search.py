"""Finding anything by what it says. The index is kept by triggers of the database itself (migration 0001)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import cast

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
from ibtui.values import dataclass

_LONGEST = 200
_MOST_WORDS = 12
_WHOLE = 3
"""From so many letters on, a last word that is half typed is looked for in texts: every text has a word with "d"."""
_SMALL = frozenset((
    "als", "bij", "dan", "dat", "de", "die", "dit", "een", "en", "er", "het", "hij", "hoe", "in", "is", "je", "maar",
    "met", "na", "naar", "niet", "nog", "of", "om", "ook", "op", "te", "uit", "van", "voor", "wat", "we", "ze", "zij",
))  # fmt: skip
"""Every text has these words: they are looked for in titles and names only."""
# Without an order, and without bm25: the index gives its rows as they lie, and that takes a hundredth of the time.
_ASK = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
_AROUND = (30, 60)
"""Characters of a text that are shown before and after where a word was found."""


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
_Key = tuple[int, int]
"""Number of the kind, and id."""


def find(school: int, text: str, limit: int = 50) -> list[Hit]:
    """What holds all these words, pupils and people first, then what is called so, then texts; the newest first.

    The last word may be half typed; in texts from three letters on. Any text will do. A fixed number of queries: at
    most five for the index and four for each kind of thing that was found.
    """
    words = _words(text)[:_MOST_WORDS]
    if not words:
        return []
    keys = _chosen(words, limit)
    hits: dict[_Key, Hit] = {}
    for number, (kind, fetch) in _KINDS.items():
        ids = [row_id for code, row_id in keys if code == number]
        said = _said(ids, words) if number == _MINUTES and ids else {}
        for row_id, (title, detail) in (fetch(school, ids) if ids else {}).items():
            told = " · ".join(part for part in (detail, said.get(row_id, "")) if part)
            hits[number, row_id] = Hit(kind, row_id, title, told, gone=detail == _LEFT)
    wanted = set(words)
    shown = [hits[key] for key in keys if key in hits]
    # Who is at school comes before who left; then who is called just that before whose name begins so (Roos before
    # Roosmarijn); then the child before its parents, who are called so too.
    return sorted(shown, key=lambda hit: _rank(hit, wanted))


def _rank(hit: Hit, wanted: set[str]) -> tuple[bool, bool, bool, bool]:
    return hit.kind not in _PEOPLE, hit.gone, not wanted <= set(_words(hit.title)), hit.kind == _PERSON_KIND


def _chosen(words: Sequence[str], limit: int) -> list[_Key]:
    """The kinds and numbers that are shown: people, agencies, what is called so, texts. Each of these may take half
    of the room that is left, and more when the others don't need it."""
    quoted = " ".join(f'"{word}"' for word in words)  # so that no sign in it means anything
    with database.explained():
        ask = database.connection().execute_sql
        named = ask(_ASK, (f"title : ({quoted}*)",)).fetchall()
        just_so = ask(_ASK, (f"title : ({quoted})",)).fetchall() if words[-1] not in _SMALL else []
        held = _held(words, named)
        last = ask(_LAST).fetchone()
    titled, whole = {rowid for (rowid,) in named}, {rowid for (rowid,) in just_so}
    with_title, with_text = _by_kind(named), _by_kind(held)
    parts: list[list[int]] = [[], [], [], []]
    for code in _KINDS:  # in the order of their numbers, so the newest are the last
        texts = with_text[code][-limit - len(with_title[code]) :]
        place = 0 if code <= _PERSON else 1 if code == _AGENCY else 2
        older = [rowid for rowid in with_title[code][:-limit] if rowid in whole] if place == 0 else []
        parts[place] += older + with_title[code][-limit:]
        parts[place if place < 2 else 3] += [rowid for rowid in texts if rowid not in titled]

    def first(rowid: int) -> tuple[bool, float]:
        """Who is called just that, then what is new: else Bo of group 8 gives way to everyone who is called Bouma."""
        # Numbers of one kind say nothing about those of another.
        return rowid in whole, rowid / ((last[rowid % 16 - 1] or 1) * 16)

    ordered = [nlargest(limit, part, key=first) for part in parts]
    return [(rowid % 16, rowid // 16) for rowid in _shared(ordered, limit)]


def _held(words: Sequence[str], named: Sequence[tuple[int]]) -> Sequence[tuple[int]]:
    """What holds the words anywhere. While a last word of one or two letters leaves nothing, what holds the others:
    "moeder b" and "moeder be", on the way to "moeder bel"."""
    ask = database.connection().execute_sql
    wanted = _in_texts(words)
    found = ask(_ASK, (wanted,)).fetchall() if wanted else []
    others = " ".join(f'"{word}"' for word in words[:-1] if word not in _SMALL)
    if not found and not named and others and len(words[-1]) < _WHOLE:
        found = ask(_ASK, (others,)).fetchall()
    return cast("list[tuple[int]]", found)


def _in_texts(words: Sequence[str]) -> str:
    """The question as it is asked of texts; "" when they would all be an answer."""
    telling = [f'"{word}"' for word in words if word not in _SMALL]
    if telling and words[-1] not in _SMALL and len(words[-1]) >= _WHOLE:
        telling[-1] += "*"
    return " ".join(telling)


def _by_kind(found: Sequence[tuple[int]]) -> list[list[int]]:
    kinds: list[list[int]] = [[] for _ in range(16)]
    for (rowid,) in found:
        kinds[rowid & 15].append(rowid)
    return kinds


def _shared(parts: Sequence[list[int]], limit: int) -> list[int]:
    sizes, left = list[int](), limit
    for part in parts:
        sizes.append(min(len(part), (left + 1) // 2))
        left -= sizes[-1]
    for number, part in enumerate(parts):
        more = min(len(part) - sizes[number], left)
        sizes[number] += more
        left -= more
    return [rowid for part, size in zip(parts, sizes, strict=True) for rowid in part[:size]]


def _said(ids: Sequence[int], words: Sequence[str]) -> dict[int, str]:
    """Of each of these minutes a few words from where the first of the words is found."""
    query = Minutes.select(Minutes.id, Minutes.text).where(Minutes.id.in_(ids))
    return {number: _around(text, words) for number, text in labels.tuples(query, tuple[int, str])}


def _around(text: str, words: Sequence[str]) -> str:
    plain = _plain(text)
    telling = [word for word in words if word not in _SMALL] or words
    ways = [rf"{word}(?![^\W_])" for word in telling]
    if len(words[-1]) >= _WHOLE:  # half typed
        ways.append(words[-1])
    found = re.search(rf"(?<![^\W_])(?:{'|'.join(ways)})", plain) if len(plain) == len(text) else None
    place = found.start() if found else 0
    first, last = max(place - _AROUND[0], 0), place + _AROUND[1]
    if first > 0:  # a whole word, the one that was found at the latest
        blank = text.find(" ", first, place)
        first = place if blank < 0 else blank + 1
    cut = text[first:last] if last >= len(text) else text[first:last].rpartition(" ")[0]
    return f"{'…' if first > 0 else ''}{' '.join(cut.split())}{'…' if last < len(text) else ''}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text[:_LONGEST]))


def _plain(text: str) -> str:
    """Small letters without accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))


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
    query = Concern.select(Concern.id, Concern.summary, Concern.category, Concern.status, *_WHOM)
    query = query.join(Pupil, JOIN.LEFT_OUTER)
    query = query.switch(Concern).join(Group, JOIN.LEFT_OUTER)
    rows = query.where((Concern.school == school) & Concern.id.in_(ids))
    return {
        row.id: (row.summary, f"{_whom(row.pupil, row.group)} · {row.category}, {row.status}") for row in rows
    }


def _conversations(school: int, ids: Sequence[int]) -> _Found:
    here = (Conversation.school == school) & own_notes.readable()
    rows = Conversation.select(*_TALK).where(here & Conversation.id.in_(ids))
    about = labels.about(ids)
    return {row.id: (row.purpose or row.kind, _when(row, about)) for row in rows}


def _minutes(school: int, ids: Sequence[int]) -> _Found:
    rows = (
        Minutes.select(Minutes.id, Minutes.conversation, *_TALK)
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
    query = ActionItem.select(ActionItem.id, ActionItem.what, ActionItem.status, *_WHOM)
    query = query.join(Pupil, JOIN.LEFT_OUTER)
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


_WHOM = (Pupil.id, Pupil.first_name, Pupil.infix, Pupil.last_name, Group.id, Group.name)
_TALK = (Conversation.id, Conversation.kind, Conversation.purpose, Conversation.day)
"""What is drawn of a row: asking for all of it costs more than finding it."""
_LEFT = "niet meer op school"
_PERSON_KIND = "persoon"
_PEOPLE = ("leerling", _PERSON_KIND)
_PERSON, _AGENCY, _MINUTES = 2, 3, 6
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
_LAST = """SELECT (SELECT max(id) FROM pupil), (SELECT max(id) FROM person), (SELECT max(id) FROM agency),
(SELECT max(id) FROM concern), (SELECT max(id) FROM conversation), (SELECT max(id) FROM minutes),
(SELECT max(id) FROM action_item)"""
"""The last number of each kind, in the same order."""
