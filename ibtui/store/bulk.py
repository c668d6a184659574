"""Many rows at once, for the practice school and imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peewee import Field, Model

from ibtui.store import audit_chain, database
from ibtui.store.change import write
from ibtui.store.models import TABLES, AuditLog


def insert_rows(rows: Mapping[type[Model], Sequence[Mapping[str, object]]]) -> None:
    """Insert rows of any tables in one transaction, parents first, with one audit line. Not undoable.

    A row is a mapping from field name to value; it may bring its own `id`, so that other rows can point at
    it. What it leaves out gets the model's default. Texts are stored as they are: clean them before.
    """
    with write("gegevens ingelezen", undoable=False):
        for model in TABLES:
            if model is AuditLog:
                _log(rows.get(model, ()))
                continue
            for alike in _alike(rows.get(model, ())):
                _insert(model, alike)


def _insert(model: type[Model], rows: Sequence[Mapping[str, object]]) -> None:
    """Rows that fill the same fields, by one prepared statement: `insert_many` builds its SQL value by value."""
    meta = model._meta
    unknown = set(rows[0]) - set(meta.fields)
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    fields = [field for field in meta.sorted_fields if field.name in rows[0] or field in meta.defaults]
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    places = ", ".join("?" * len(fields))
    statement = f'INSERT INTO "{meta.table_name}" ({names}) VALUES ({places})'  # noqa: S608  # names of our own
    store = database.connection()
    for row in rows:
        values = [row[field.name] if field.name in row else _default(field) for field in fields]
        store.execute_sql(
            statement, [field.db_value(value) for field, value in zip(fields, values, strict=True)]
        )


def _log(rows: Sequence[Mapping[str, object]]) -> None:
    """Lines of the audit log are links of a chain: one by one."""
    for row in rows:
        line = AuditLog(**row)
        audit_chain.append(line.at, line.who, line.action, line.subject, line.subject_id)


def _default(field: Field) -> object:
    return field.default() if callable(field.default) else field.default


def _alike(rows: Sequence[Mapping[str, object]]) -> list[list[Mapping[str, object]]]:
    """The rows, grouped by the fields that they fill: one statement needs the same ones in every row."""
    groups: dict[frozenset[str], list[Mapping[str, object]]] = {}
    for row in rows:
        groups.setdefault(frozenset(row), []).append(row)
    return list(groups.values())
