"""Rows that go for good: which rows go along with them, what only lets go of them, and no trace in the file.

Not to be undone. Used to forget a pupil, and for private notes of which the time is over. For each foreign key holds:
what can't be without its row goes along; what can be without it lets go, but for `_ALONG`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from peewee import ForeignKeyField, Model, PeeweeException

from ibtui.store import database
from ibtui.store.models import (
    TABLES,
    ActionItem,
    Attendance,
    Concern,
    Deadline,
    ExportLog,
    Row,
)

Rows = Mapping[type[Row], Collection[int]]
"""Ids of rows, by their table."""

_ALONG = frozenset(
    {
        (Concern, "pupil"), (Deadline, "pupil"), (Attendance, "pupil"), (Attendance, "person"),
        (ActionItem, "conversation"), (ActionItem, "minutes"),
        (ExportLog, "conversation"), (ExportLog, "minutes"),
    }
)  # fmt: skip
"""What could be without its row, and yet is nothing without it."""
_AT_ONCE = 500


def keys(model: type[Model]) -> Iterator[tuple[type[Row], ForeignKeyField]]:
    """Every foreign key to this table: the table that has it, and the field."""
    for table in TABLES:
        if not issubclass(table, Row):  # the audit log points to nothing
            continue
        for field in table._meta.sorted_fields:
            if isinstance(field, ForeignKeyField) and field.rel_model is model:
                yield table, field


def closure(seeds: Rows, spare: Collection[type[Row]] = ()) -> dict[type[Row], set[int]]:
    """The seeds, and every row that goes along with them. `spare`: tables of which no row goes."""
    found: dict[type[Row], set[int]] = defaultdict(set)
    queue = [(model, set(ids)) for model, ids in seeds.items()]
    while queue:
        model, ids = queue.pop()
        fresh = ids - found[model]
        found[model] |= fresh
        if not fresh:
            continue
        for table, field in keys(model):
            if table not in spare and (not field.null or (table, field.name) in _ALONG):
                queue.append((table, _pointing(table, field, fresh)))
    return {model: ids for model, ids in found.items() if ids}


def _pointing(table: type[Row], field: ForeignKeyField, ids: Collection[int]) -> set[int]:
    return {int(row.id) for part in parts(ids) for row in table.select(table.id).where(field.in_(part))}


def erase(rows: Rows) -> int:
    """Delete these rows, as part of a larger write; what points to them lets go. How many went."""
    store = database.connection()
    store.execute_sql("PRAGMA defer_foreign_keys = 1")  # then their order doesn't matter
    gone = 0
    for model, ids in rows.items():
        for table, field in keys(model):
            if field.null:
                _let_go(table, field, ids, rows.get(table, ()))
    for model, ids in rows.items():
        for part in parts(ids):
            gone += int(model.delete().where(model.id.in_(part)).execute())
    return gone


def _let_go(table: type[Row], field: ForeignKeyField, ids: Collection[int], going: Collection[int]) -> None:
    left = sorted(_pointing(table, field, ids) - set(going))
    for part in parts(left):
        table.update({field: None, table.version: table.version + 1}).where(table.id.in_(part)).execute()


def merge_index() -> None:
    """Have the search index hold the words that are there, and none that were: it keeps them until it merges."""
    database.connection().execute_sql("INSERT INTO search_index(search_index) VALUES('optimize')")


def clean_file() -> bool:
    """Write the file anew without what was deleted, and empty the journal beside it. Not in a transaction.

    False when another session was reading: then the rest of it goes when the last session is closed.
    """
    store = database.connection()
    try:
        store.execute_sql("DELETE FROM sqlite_stat4") if _has_samples() else None
        store.execute_sql("VACUUM")
        busy = store.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except PeeweeException:
        return False
    return busy is None or not busy[0]


def _has_samples() -> bool:
    """Whether SQLite's planner keeps values of rows, to plan by."""
    found = database.connection().execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'")
    return found.fetchone() is not None


def parts(ids: Collection[int]) -> Iterator[list[int]]:
    """The ids in pieces that fit in one statement."""
    whole = iter(sorted(ids))
    while part := list(islice(whole, _AT_ONCE)):
        yield part
