"""One school per schema that landed, kept as that schema's own steps wrote it, with a few rows of every kind.

A sample is the plain database, packed, beside the key file that its version wrote. `lay` locks it again under that key:
an encrypted file can't be packed (0.4 to 0.8 MB each), and everything in it is invented. Of the first schema the
encrypted file itself is kept too, so that the file's own form is held as well. Made by `tools/make_schema_sample.py`.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import vault
from ibtui.store.database import APPLICATION_ID

HERE = Path(__file__).parent
PASSPHRASE = Secret("oefenen")
RECOVERY = Secret("7C8G-VX0V-B2JF-WEJT-PZEG-MQAN-HVFP-RPKZ-H")
RECOVERY_2 = Secret("TGCH-WSWF-GPRJ-5XSN-SM0C-094D-K31F-56VG-9")
"""What opens every sample; the second one those with a key file of version 2. Nobody is in that school."""

NAMES = tuple(sorted(path.name.removesuffix(".sqlite.gz") for path in HERE.glob("[0-9]*.sqlite.gz")))
"""The samples, oldest first, by the name of the last step that each has had."""

AS_WRITTEN = HERE / "0001_start.ibtui-db"
"""The encrypted file of the first schema, byte for byte."""

_SECOND_KEY_FILE = "0008"  # from this step on a school has a key file of version 2
WORD = "zilverpopulier"
"""A word that stands in the minutes of every sample, to find again."""

Rows = dict[str, dict[int, dict[str, Any]]]
"""Every row of a database: table, id, column."""


def home_in(folder: Path) -> Home:
    """The files of a school that lives wholly in `folder`."""
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


def key_file(name: str) -> Path:
    """The key file of a sample: of the version that was written when its schema was the newest."""
    second = HERE / "sleutels-2.json"
    return second if name >= _SECOND_KEY_FILE and second.exists() else HERE / "sleutels-1.json"


@cache
def key(name: str) -> str:
    """What a sample's database opens with, as SQLCipher wants it."""
    return vault.open(key_file(name), PASSPHRASE).pragma_value()


def unpack(name: str, folder: Path) -> Path:
    """The plain database of a sample, to look at."""
    plain = folder / f"{name}.db"
    plain.write_bytes(gzip.decompress((HERE / f"{name}.sqlite.gz").read_bytes()))
    return plain


def lay(name: str, folder: Path) -> Home:
    """A sample as a school on disk: locked database and key file, both 0600, in `folder` (made 0700)."""
    home = home_in(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(key_file(name), home.keys)
    home.keys.chmod(0o600)
    with tempfile.TemporaryDirectory(prefix="ibtui-schema-") as aside:
        copy_as(unpack(name, Path(aside)), "", home.database, key(name))
    home.database.chmod(0o600)
    return home


def lay_as_written(folder: Path) -> Home:
    """The first sample, as the first version wrote its file."""
    home = home_in(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(key_file("0001"), home.keys)
    shutil.copyfile(AS_WRITTEN, home.database)
    for path in (home.keys, home.database):
        path.chmod(0o600)
    return home


def copy_as(origin: Path, old_key: str, target: Path, new_key: str) -> None:
    """A database written anew under another key; "" is no key. Keys as SQLCipher wants them."""
    store = _open(origin, old_key)
    try:
        store.execute("ATTACH DATABASE ? AS copied KEY ?", (str(target), new_key))
        store.execute("PRAGMA copied.synchronous = OFF")  # made for a moment: the disk needn't keep it
        store.execute("PRAGMA copied.journal_mode = OFF")
        store.execute("SELECT sqlcipher_export('copied')")
        store.execute(f"PRAGMA copied.application_id = {APPLICATION_ID}")
        store.execute("DETACH DATABASE copied")
    finally:
        store.close()


def rows(path: Path, its_key: str) -> Rows:
    """Every row of every table that isn't SQLite's or the search index's own. The database may not be open."""
    store = _open(path, its_key)
    store.row_factory = dbapi2.Row
    try:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [str(row[0]) for row in store.execute(asked)]
        return {
            table: {row["id"]: dict(row) for row in store.execute(f'SELECT * FROM "{table}"')}
            for table in tables
            if not table.startswith("search_index") and table != "schema_migration"
        }
    finally:
        store.close()


def schema(path: Path, its_key: str) -> dict[str, str]:
    """The statements that made each table, index and trigger."""
    store = _open(path, its_key)
    try:
        found = store.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        return {str(name): str(sql) for name, sql in found}
    finally:
        store.close()


def _open(path: Path, its_key: str) -> dbapi2.Connection:
    store = dbapi2.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    if its_key:
        store.execute(f'PRAGMA key = "{its_key}"')
    return store
