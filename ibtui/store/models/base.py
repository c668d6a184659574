"""What every table has: a number, the moments it was made and changed, a version, and for most a bin."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from peewee import AutoField, DatabaseProxy, DateTimeField, IntegerField, Model

from ibtui.errors import StoreError


class _Store(DatabaseProxy):  # type: ignore[misc, unused-ignore]
    """Stands for the open database. A question to a closed one (ibtui is locked) is a fault with words."""

    def __getattr__(self, name: str) -> object:
        if self.obj is None and not name.startswith("_"):
            raise StoreError("De gegevens zijn niet geopend", "Start ibtui opnieuw.")
        return super().__getattr__(name)


database_proxy = _Store()
"""Stands in for the open database until `database.open_store` binds it."""


def now() -> dt.datetime:
    """The moment, whole seconds: what a new row is stamped with."""
    return dt.datetime.now().replace(microsecond=0)


class Row(Model):
    """What every table has."""

    id = AutoField()
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    version = IntegerField(default=1)

    undo_leaves: ClassVar[frozenset[str]] = frozenset()
    """Columns that undo never puts back: they are written without a new version."""

    class Meta:
        database = database_proxy
        legacy_table_names = False


class Binnable(Row):
    """A row that is put in the bin instead of deleted; `None` means it isn't in the bin."""

    deleted_at = DateTimeField(null=True)
