"""A whole copy of the open database as one file: encrypted with the same key, and looked through afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ibtui.store import database
from ibtui.store.copy_facts import Facts, facts


def copy_to(target: Path) -> Facts | None:
    """Write the copy at `target` (an empty file or none), open it again and count; None when it isn't sound.

    Raises `StoreError` and its kinds. What was written stays: whoever asked for it takes it away.
    """
    store = database.connection()
    with database.explained():
        version = database.data_version()
        store.execute_sql("VACUUM INTO ?", (str(target),))
        here = facts(store)
        alone = database.data_version() == version  # else another session wrote in between, and may have more
        store.execute_sql("ATTACH DATABASE ? AS reserve", (str(target),))
        try:
            sound = store.execute_sql("PRAGMA reserve.quick_check(1)").fetchone()[0] == "ok"
            there = facts(store, "reserve") if sound else None
        except BaseException:
            with suppress(
                database.StoreFault
            ):  # not in the middle of a question; it may not hide a signal to stop
                store.execute_sql("DETACH DATABASE reserve")
            raise
        store.execute_sql("DETACH DATABASE reserve")
    return None if alone and there is not None and there.rows != here.rows else there
