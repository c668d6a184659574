"""Keep a sample of a schema: `python tools/make_schema_sample.py STEP`, e.g. 0008_the_locked_door, or `--all`.

Done once, when a step lands; a sample is never made anew after that, for it stands for what is on disks out there. Only
the steps up to STEP and bare columns are used: nothing of today's models gets into it.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ibtui.store import audit_chain, database, vault  # noqa: E402  (the checkout's own code, installed or not)
from ibtui.store.migrations import STEPS, migrate  # noqa: E402
from tests.schemas import kept  # noqa: E402
from tests.schemas.invented import MOMENT, ROWS  # noqa: E402


def main(arguments: list[str]) -> int:
    """Make the samples that were asked for."""
    names = sorted(step.stem for step in STEPS.glob("[0-9]*.py"))
    asked = names if arguments == ["--all"] else arguments
    if not asked or not set(asked) <= set(names):
        print(f"Which step? There are: {', '.join(names)}", file=sys.stderr)
        return 2
    for name in asked:
        keep(name)
    return 0


def keep(name: str) -> None:
    """Write the packed sample; of the first schema the encrypted file too."""
    with tempfile.TemporaryDirectory(prefix="ibtui-schema-") as aside:
        folder = Path(aside)
        key = vault.open(kept.key_file(name), kept.PASSPHRASE)
        path = make(name, folder, key)
        if name == "0001_start":
            shutil.copyfile(path, kept.AS_WRITTEN)
        kept.copy_as(path, key.pragma_value(), folder / "plain.db", "")
        packed = gzip.compress((folder / "plain.db").read_bytes(), 9, mtime=0)
    target = kept.HERE / f"{name}.sqlite.gz"
    target.write_bytes(packed)
    print(f"{target.name}: {len(packed) // 1024} kB")


def make(name: str, folder: Path, key: vault.DatabaseKey) -> Path:
    """A school of that schema in `folder`, closed, all in one file."""
    steps = folder / "steps"
    steps.mkdir()
    for step in STEPS.glob("[0-9]*.py"):
        if step.stem <= name:
            shutil.copy(step, steps)
    path = folder / "ibtui.db"
    database.create_store(path, key)
    try:
        migrate(folder / "backups", steps)
        fill()
        database.connection().execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close_store()
    return path


def fill() -> None:
    """The invented rows, as far as this schema has a place for them, and one row in every table that got none."""
    store = database.connection()
    store.pragma("foreign_keys", 0)  # rows come in the order of the tables, not of what they point at
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    tables = [str(row[0]) for row in store.execute_sql(asked)]
    with database.transaction():
        for table in tables:
            if not table.startswith("search_index") and table != "schema_migration":
                _fill_table(table)
    loose = store.execute_sql("PRAGMA foreign_key_check").fetchall()
    if loose:
        raise SystemExit(f"rows that point at nothing: {loose}")


def _fill_table(table: str) -> None:
    store = database.connection()
    columns = store.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    keys = {str(row[3]) for row in store.execute_sql(f'PRAGMA foreign_key_list("{table}")')}
    before = audit_chain.START
    for number, given in enumerate(ROWS.get(table, ({},)), 1):
        row: dict[str, Any] = {}
        for _cid, column, kind, needed, _default, _key in columns:
            row[column] = given.get(column, _plain(table, column, kind, bool(needed), keys))
        row["id"] = number
        if "digest" in row and table == "audit_log":
            row["digest"] = before = audit_chain.digest(
                before, MOMENT, row["who"], row["action"], row["subject"], row["subject_id"]
            )
        marks = ", ".join("?" for _ in row)
        names = ", ".join(f'"{column}"' for column in row)
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  # names of our own
        store.execute_sql(statement, tuple(row.values()))


def _plain(table: str, column: str, kind: str, needed: bool, keys: set[str]) -> object:
    """What a column gets when nothing was invented for it."""
    if column in keys:
        return 1 if needed else None
    if column == "version":
        return 1
    if column in ("created_at", "changed_at"):
        return MOMENT.isoformat(" ")
    if not needed:
        return None
    if kind == "INTEGER":
        return 0
    if kind == "DATE":
        return MOMENT.date().isoformat()
    if kind == "DATETIME":
        return MOMENT.isoformat(" ")
    return f"{column} in {table}, dat nergens over gaat" if kind == "TEXT" else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
