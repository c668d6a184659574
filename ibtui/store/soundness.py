"""Whether the open database is whole: its pages, what points to what, and the search index beside the rows."""

from __future__ import annotations

from ibtui.errors import Corrupt
from ibtui.store import database
from ibtui.store.change import write
from ibtui.values import dataclass

_FIELDS: dict[int, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    1: ("pupil", ("first_name", "infix", "last_name"), ("also_called",)),
    2: ("person", ("first_name", "infix", "last_name"), ("function", "role", "phone", "mail")),
    3: ("agency", ("name",), ("kind", "region", "phone", "mail", "note")),
    4: ("concern", ("summary",), ("category", "question", "tried", "parents_response")),
    5: ("conversation", ("purpose",), ("place",)),
    6: ("minutes", (), ("text",)),
    7: ("action_item", ("what",), ("owner_text", "note")),
}
"""What the index holds of each kind of row, by the number in its rowid (id * 16 + number), as its triggers make it."""


@dataclass(frozen=True, slots=True)
class Differs:
    """How the search index differs from the rows, in numbers of texts."""

    missing: int
    """Not in the index: not found."""
    other: int
    """Another text in the index than in the row."""
    extra: int
    """In the index, while there is no such row any more."""
    broken: bool
    """The index itself is damaged."""

    @property
    def any(self) -> bool:
        return self.broken or self.missing + self.other + self.extra > 0


def cipher_faults() -> int:
    """How many pages of the file were changed outside ibtui, or damaged by the disk: their seal doesn't fit."""
    with database.explained():
        return len(database.connection().execute_sql("PRAGMA cipher_integrity_check").fetchall())


def page_faults() -> int:
    """How many faults SQLite finds in its own pages and indexes, at most a hundred."""
    with database.explained():
        found = database.connection().execute_sql("PRAGMA integrity_check").fetchall()
    return 0 if [str(row[0]) for row in found] == ["ok"] else len(found)


def loose_rows() -> int:
    """How many rows point to a row that isn't there."""
    with database.explained():
        return len(database.connection().execute_sql("PRAGMA foreign_key_check").fetchall())


def search_differs() -> Differs:
    """The search index beside the rows, every one. Texts that are being typed come later, and don't count."""
    missing = sum(_count(_missing(number)) for number in _FIELDS)
    other = sum(_count(_other(number)) for number in _FIELDS)
    known = " AND ".join(_not_of(number) for number in _FIELDS)
    extra = _count(f"SELECT count(*) FROM search_index AS s WHERE {known}")  # noqa: S608  # names of our own
    return Differs(missing, other, extra, _index_is_broken())


def make_search_anew() -> None:
    """Fill the search index from the rows again. Loses nothing: every word of it is in a row."""
    with write("zoekregister opnieuw gemaakt", undoable=False):
        ask = database.connection().execute_sql
        ask(
            "INSERT INTO search_index(search_index) VALUES('rebuild')"
        )  # else a damaged one can't even be emptied
        ask("DELETE FROM search_index")
        for number, (table, title, body) in _FIELDS.items():
            ask(
                "INSERT INTO search_index (rowid, title, body) "  # noqa: S608  # names of our own
                f"SELECT id * 16 + {number}, {_joined(title)}, {_joined(body)} FROM {table} AS r "
                "WHERE deleted_at IS NULL"
            )
        ask("UPDATE minutes SET in_search = 1 WHERE NOT in_search")


def steps() -> tuple[str, ...]:
    """The names of the steps that this database's schema has had."""
    with database.explained():
        found = (
            database.connection().execute_sql("SELECT name FROM schema_migration ORDER BY name").fetchall()
        )
    return tuple(str(name) for (name,) in found)


def _missing(number: int) -> str:
    table = _FIELDS[number][0]
    return (
        f"SELECT count(*) FROM {table} AS r WHERE {_indexed(number)} AND NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM search_index WHERE rowid = r.id * 16 + {number})"
    )


def _other(number: int) -> str:
    table, title, body = _FIELDS[number]
    return (
        f"SELECT count(*) FROM {table} AS r JOIN search_index AS s ON s.rowid = r.id * 16 + {number} "  # noqa: S608
        f"WHERE {_indexed(number)} AND (s.title IS NOT {_joined(title)} OR s.body IS NOT {_joined(body)})"
    )


def _not_of(number: int) -> str:
    table = _FIELDS[number][0]
    there = f"SELECT 1 FROM {table} AS r WHERE r.id = s.rowid / 16 AND r.deleted_at IS NULL"  # noqa: S608
    return f"NOT (s.rowid % 16 = {number} AND EXISTS ({there}))"


def _indexed(number: int) -> str:
    """Which rows the index should have by now."""
    return "r.deleted_at IS NULL" + (" AND r.in_search" if _FIELDS[number][0] == "minutes" else "")


def _joined(columns: tuple[str, ...]) -> str:
    return "(" + (" || ' ' || ".join(f"r.{name}" for name in columns) or "''") + ")"


def _count(question: str) -> int:
    with database.explained():
        return int(database.connection().execute_sql(question).fetchone()[0])


def _index_is_broken() -> bool:
    """FTS5's own check. It is asked by an INSERT, which changes nothing."""
    try:
        with database.transaction():
            database.connection().execute_sql(
                "INSERT INTO search_index(search_index) VALUES('integrity-check')"
            )
    except Corrupt:
        return True
    return False
