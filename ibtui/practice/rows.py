"""Collects the rows of the practice school: plain values per model, numbered by itself from 1."""

from __future__ import annotations

import datetime as dt
from random import Random

from peewee import Model

from ibtui.store.models import TABLES

Value = object


class Rows:
    """Every row has all fields, so that one statement a table can insert them."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.tables: dict[type[Model], list[dict[str, Value]]] = {model: [] for model in TABLES}
        self._blanks = {model: _blank(model) for model in TABLES}

    def add(self, model: type[Model], made: dt.date | dt.datetime, **values: Value) -> int:
        """Add a row that was made at that moment (a date: in the afternoon); returns its number."""
        if not isinstance(made, dt.datetime):
            made = dt.datetime.combine(made, dt.time(15, 40))
        rows = self.tables[model]
        row = dict(self._blanks[model])
        row.update(values)
        if len(row) > len(self._blanks[model]):
            raise KeyError(f"{model.__name__}: {values.keys() - self._blanks[model].keys()}")
        row["id"] = len(rows) + 1
        for moment in ("created_at", "changed_at"):
            if moment in row:
                row[moment] = made
        rows.append(row)
        return len(rows)

    def change(self, model: type[Model], number: int, **values: Value) -> None:
        """Change a row that was added before."""
        self.tables[model][number - 1].update(values)

    def none_after(self, moment: dt.datetime) -> None:
        """What was to be written later today was written at this moment."""
        for rows in self.tables.values():
            for row in rows:
                row.update(
                    (name, moment)
                    for name, value in row.items()
                    if isinstance(value, dt.datetime) and value > moment
                )

    def chance(self, *subject: object) -> Random:
        """A source of chance for one subject, so that a change elsewhere doesn't shuffle this."""
        return Random(":".join(str(part) for part in (self._seed, *subject)))


def _blank(model: type[Model]) -> dict[str, Value]:
    blank: dict[str, Value] = {}
    for field in model._meta.sorted_fields:
        default = field.default
        blank[field.name] = None if default is None or callable(default) else default
    return blank
