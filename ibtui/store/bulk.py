"""Many rows at once, for the practice school and imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peewee import Model

from ibtui.store.change import write
from ibtui.store.models import TABLES

_VALUES_A_STATEMENT = 5000  # far below the 32766 that SQLite takes


def insert_rows(rows: Mapping[type[Model], Sequence[Mapping[str, object]]]) -> None:
    """Insert rows of any tables in one transaction, parents first, with one audit line. Not undoable.

    A row is a mapping from field name to value; it may bring its own `id`, so that other rows can point at
    it. What it leaves out gets the model's default. Texts are stored as they are: clean them before.
    """
    with write("gegevens ingelezen", undoable=False):
        for model in TABLES:
            for alike in _alike(rows.get(model, ())):
                step = max(1, _VALUES_A_STATEMENT // len(model._meta.fields))
                for start in range(0, len(alike), step):
                    model.insert_many(alike[start : start + step]).execute()


def _alike(rows: Sequence[Mapping[str, object]]) -> list[list[Mapping[str, object]]]:
    """The rows, grouped by the fields that they fill: one statement needs the same ones in every row."""
    groups: dict[frozenset[str], list[Mapping[str, object]]] = {}
    for row in rows:
        groups.setdefault(frozenset(row), []).append(row)
    return list(groups.values())
