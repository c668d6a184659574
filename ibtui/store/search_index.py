"""The index of `search`, where it is behind: what was saved without it while somebody typed."""

from __future__ import annotations

from contextlib import suppress

from peewee import Expression

from ibtui.care.words import MinutesStatus
from ibtui.errors import IbtuiError
from ibtui.store import database
from ibtui.store.models import Minutes


def catch_up(minutes_id: int | None = None) -> None:
    """Let the index take the texts that were saved without it while somebody typed; of all minutes by default.

    Only a draft can be behind, and there are few: looking at all would read the whole table, at every start.
    """
    _catch_up((Minutes.status == MinutesStatus.DRAFT) if minutes_id is None else (Minutes.id == minutes_id))


def catch_up_with_all() -> None:
    """Also with what isn't a draft: an older ibtui could fix a text that was behind. Once a day, as it reads the whole
    table. Never fails: tomorrow is another day."""
    with suppress(IbtuiError, database.StoreFault):
        _catch_up(Minutes.id > 0)


def _catch_up(which: Expression) -> None:
    behind = which & (Minutes.in_search == False)  # noqa: E712  # a condition of the query
    if Minutes.select().where(behind).exists():
        with database.transaction():
            Minutes.update(in_search=True).where(behind).execute()
