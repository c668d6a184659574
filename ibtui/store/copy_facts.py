"""What a database holds, in numbers: to see that a copy is whole, and to set a backup beside what is there now."""

from __future__ import annotations

import datetime as dt

from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.values import dataclass

_STEPS = "schema_migration"
_LOG = "audit_log"
_INDEX = "search_index"


@dataclass(frozen=True, slots=True)
class Facts:
    """No names and no texts."""

    steps: tuple[str, ...]
    """The steps that its schema has had."""
    rows: dict[str, int]
    """How many rows each table has; the search index apart."""
    lines: int
    """How many lines the log has, and the digests of the first and the last one: "" when it has none, or is from
    before those. Two with the same first one are of one school."""
    first: str
    digest: str
    newest: dt.datetime | None
    """When the last change was made."""


def facts(of: SqlCipherDatabase, schema: str = "main") -> Facts:
    """Of an open database; `schema`: the name that it was attached by. Raises what Peewee raises."""
    rows = {name: _number(of, schema, name) for name in tables(of, schema)}
    steps: tuple[str, ...] = ()
    if _STEPS in rows:
        found = of.execute_sql(f'SELECT name FROM {schema}."{_STEPS}" ORDER BY name').fetchall()  # noqa: S608
        steps = tuple(str(name) for (name,) in found)
    first, _ = _line(of, schema, "ASC") if rows.get(_LOG) else ("", None)
    digest, newest = _line(of, schema, "DESC") if rows.get(_LOG) else ("", None)
    return Facts(steps, rows, rows.get(_LOG, 0), first, digest, newest)


def tables(of: SqlCipherDatabase, schema: str = "main") -> tuple[str, ...]:
    """The names of the tables of our own."""
    found = of.execute_sql(
        f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' ORDER BY name"  # noqa: S608
    ).fetchall()
    return tuple(str(name) for (name,) in found if not str(name).startswith(("sqlite_", _INDEX)))


def _number(of: SqlCipherDatabase, schema: str, table: str) -> int:
    return int(of.execute_sql(f'SELECT count(*) FROM {schema}."{table}"').fetchone()[0])  # noqa: S608


def _line(of: SqlCipherDatabase, schema: str, order: str) -> tuple[str, dt.datetime | None]:
    """The digest and the moment of the first line of the log ("ASC"), or of the last one ("DESC")."""
    columns = {str(row[1]) for row in of.execute_sql(f"PRAGMA {schema}.table_info({_LOG})").fetchall()}
    digest = "digest" if "digest" in columns else "''"
    row = of.execute_sql(
        f'SELECT {digest}, at FROM {schema}."{_LOG}" ORDER BY id {order} LIMIT 1'  # noqa: S608
    ).fetchone()
    try:
        return str(row[0]), dt.datetime.fromisoformat(str(row[1]))
    except ValueError:  # a log that somebody wrote in
        return str(row[0]), None
