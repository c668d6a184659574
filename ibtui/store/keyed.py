"""A connection that gets its key from a `DatabaseKey`, and leaves no copy of it in Python's memory.

Peewee keeps a passphrase as a text as long as the program runs, and the driver keeps the statement that says it. Here
the statement is made for the moment and overwritten: an open connection has the key only inside SQLCipher, which masks
it and wipes it at the closing. After `key.wipe()` no further connection can be made.
"""

from __future__ import annotations

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as driver

from ibtui.store.database_key import DatabaseKey
from ibtui.wiping import forget


class KeyedDatabase(SqlCipherDatabase):  # type: ignore[misc, unused-ignore]
    """Peewee's database of SQLCipher, with the key in memory that can be wiped."""

    def __init__(self, name: str, key: DatabaseKey, **options: object) -> None:
        """`options` as Peewee's; no passphrase."""
        self._database_key = key
        super().__init__(name, **options)

    def _connect(self) -> driver.Connection:
        connection = driver.connect(self.database, isolation_level=None, **self.connect_params)
        try:
            unlock(connection, self._database_key)
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def unlock(connection: driver.Connection, key: DatabaseKey) -> None:
    """Give a connection its key: the first thing it hears. `VaultError` when the key was wiped."""
    digits = key.raw().hex()
    statement = f"PRAGMA key=\"x'{digits}'\""
    try:
        # A script isn't kept by the driver; a statement is, as long as the connection lasts.
        connection.executescript(statement)
    finally:
        forget(digits, statement)
