"""A whole copy of the open database as one file: encrypted with the same key, and looked through afterwards."""

from __future__ import annotations

from pathlib import Path

from ibtui.store import database


def copy_to(target: Path) -> bool:
    """Write the copy at `target` (an empty file or none) and open it again; False when it isn't sound.

    Raises `StoreError` and its kinds. What was written stays: whoever asked for it takes it away.
    """
    store = database.connection()
    with database.explained():
        store.execute_sql("VACUUM INTO ?", (str(target),))
        store.execute_sql("ATTACH DATABASE ? AS reserve", (str(target),))
        try:
            return bool(store.execute_sql("PRAGMA reserve.quick_check(1)").fetchone()[0] == "ok")
        finally:
            store.execute_sql("DETACH DATABASE reserve")
