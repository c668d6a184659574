"""Finding anything by what it says. The index is kept by triggers of the database itself (migration 0001)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from heapq import nlargest

from ibtui.store import database, search_rows
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
# As one value: a letter is in 48,000 titles of a hundred years, and so many rows take as long as finding them.
_ASK = "SELECT group_concat(rowid) FROM search_index WHERE search_index MATCH ?"
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


_Key = tuple[int, int]
"""Number of the kind, and id."""


def find(school: int, text: str, limit: int = 50) -> list[Hit]:
    """What holds all these words, pupils and people first, then what is called so, then texts; the newest first.

    The last word may be half typed; in texts from three letters on. Any text will do. A fixed number of queries: at
    most five for the index and nine for what was found.
    """
    words = _words(text)[:_MOST_WORDS]
    if not words:
        return []
    keys = _chosen(words, limit)
    ids: dict[int, list[int]] = {number: [] for number in _KINDS}
    for number, row_id in keys:
        ids[number].append(row_id)
    found = {number: fetch(school, ids[number]) for number, fetch in _FETCH.items() if ids[number]}
    found[_TALK], found[_MINUTES], texts = search_rows.talks(school, ids[_TALK], ids[_MINUTES])
    hits: dict[_Key, Hit] = {}
    for number, rows in found.items():
        for row_id, (title, detail) in rows.items():
            said = _around(texts[row_id], words) if number == _MINUTES else ""
            told = " · ".join(part for part in (detail, said) if part)
            hits[number, row_id] = Hit(_KINDS[number], row_id, title, told, gone=detail == search_rows.LEFT)
    wanted = set(words)
    shown = [hits[key] for key in keys if key in hits]
    # Who is at school comes before who left; then who is called just that before whose name begins so (Roos before
    # Roosmarijn); then the child before its parents, who are called so too.
    return sorted(shown, key=lambda hit: _rank(hit, wanted))


def get_ready(school: int) -> None:
    """Ask every question about nothing, while nobody waits: else the first letter pays for putting them together, and
    for what SQLite reads before it can answer any. As many questions as there are."""
    with database.explained():
        _asked('title : ("")')
        database.connection().execute_sql(_LAST).fetchone()
    search_rows.get_ready(school)


def _rank(hit: Hit, wanted: set[str]) -> tuple[bool, bool, bool, bool]:
    return hit.kind not in _PEOPLE, hit.gone, not wanted <= set(_words(hit.title)), hit.kind == _PERSON_KIND


def _chosen(words: Sequence[str], limit: int) -> list[_Key]:
    """The kinds and numbers that are shown: people, agencies, what is called so, texts. Each of these may take half
    of the room that is left, and more when the others don't need it."""
    quoted = " ".join(f'"{word}"' for word in words)  # so that no sign in it means anything
    with database.explained():
        named = _asked(f"title : ({quoted}*)")
        whole = set(_asked(f"title : ({quoted})") if words[-1] not in _SMALL else [])
        held = _held(words, named)
        last = database.connection().execute_sql(_LAST).fetchone()
    with_title, with_text = _by_kind(named), _by_kind(held)
    parts: list[list[int]] = [[], [], [], []]
    for code in _KINDS:  # in the order of their numbers, so the newest are the last
        titled, texts = with_title[code], with_text[code]
        place = 0 if code <= _PERSON else 1 if code == _AGENCY else 2
        older = [rowid for rowid in titled[:-limit] if rowid in whole] if place == 0 else []
        parts[place] += older + titled[-limit:]
        parts[place if place < 2 else 3] += _newest_besides(texts, titled, limit)

    def first(rowid: int) -> tuple[bool, float]:
        """Who is called just that, then what is new: else Bo of group 8 gives way to everyone who is called Bouma."""
        # Numbers of one kind say nothing about those of another.
        return rowid in whole, rowid / ((last[rowid % 16 - 1] or 1) * 16)

    ordered = [nlargest(limit, part, key=first) for part in parts]
    return [(rowid % 16, rowid // 16) for rowid in _shared(ordered, limit)]


def _asked(question: str) -> list[int]:
    """The numbers of the rows that the index has for it, in their order."""
    (found,) = database.connection().execute_sql(_ASK, (question,)).fetchone()
    numbers: list[int] = json.loads(f"[{found or ''}]")
    return numbers


def _newest_besides(texts: Sequence[int], titled: Sequence[int], limit: int) -> list[int]:
    """The last of the texts that aren't found by their title already."""
    if not texts:
        return []
    known = set(titled)
    return [rowid for rowid in texts[-limit - len(titled) :] if rowid not in known][-limit:]


def _held(words: Sequence[str], named: Sequence[int]) -> list[int]:
    """What holds the words anywhere. While a last word of one or two letters leaves nothing, what holds the others:
    "moeder b" and "moeder be", on the way to "moeder bel"."""
    wanted = _in_texts(words)
    found = _asked(wanted) if wanted else []
    others = " ".join(f'"{word}"' for word in words[:-1] if word not in _SMALL)
    if not found and not named and others and len(words[-1]) < _WHOLE:
        found = _asked(others)
    return found


def _in_texts(words: Sequence[str]) -> str:
    """The question as it is asked of texts; "" when they would all be an answer."""
    telling = [f'"{word}"' for word in words if word not in _SMALL]
    if telling and words[-1] not in _SMALL and len(words[-1]) >= _WHOLE:
        telling[-1] += "*"
    return " ".join(telling)


def _by_kind(found: Sequence[int]) -> list[list[int]]:
    kinds: list[list[int]] = [[] for _ in range(16)]
    for rowid in found:
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


_PERSON_KIND = "persoon"
_PEOPLE = ("leerling", _PERSON_KIND)
_PERSON, _AGENCY, _TALK, _MINUTES = 2, 3, 5, 6
_KINDS = {
    1: "leerling",
    _PERSON: _PERSON_KIND,
    _AGENCY: "instantie",
    4: "zorg",
    _TALK: "gesprek",
    _MINUTES: "verslag",
    7: "afspraak",
}
"""By the number that migration 0001 gave each table."""
_FETCH: dict[int, search_rows.Fetch] = {
    1: search_rows.pupils,
    _PERSON: search_rows.people,
    _AGENCY: search_rows.agencies,
    4: search_rows.concerns,
    7: search_rows.actions,
}
"""What tells of each; talks and their minutes are told of together."""
_LAST = """SELECT (SELECT max(id) FROM pupil), (SELECT max(id) FROM person), (SELECT max(id) FROM agency),
(SELECT max(id) FROM concern), (SELECT max(id) FROM conversation), (SELECT max(id) FROM minutes),
(SELECT max(id) FROM action_item)"""
"""The last number of each kind, in the same order."""
