"""What our packages load by themselves and ibtui has no use for: it isn't loaded, which saves time and memory.

Two ways, both only in a process that is the command `ibtui` (`__main__.run`):
- *Not there.* None in `sys.modules` makes Python say that a module isn't installed. Who asks for one of these does so
  with a `try`, and goes on without: asyncio without TLS (ibtui speaks to no network), Peewee without the drivers of
  other databases (Python's own SQLite, which doesn't encrypt, is one of them), hashlib with Python's own sums.
- *A stand-in.* Textual's command palette is off (ibtui has its own), and nothing is saved in the folder of downloads:
  the names are there, and nothing behind them.

When the app is loaded all of them are taken away again: who needs one later gets the real one. But Peewee goes on
believing that SQLite has no version: what it does by version (upsert, RETURNING, JSON) isn't to be used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NOT_THERE = ("ssl", "sqlite3", "pysqlite3", "psycopg2cffi", "psycopg2", "psycopg", "pymysql", "MySQLdb")
_SUMS = (
    "_md5",
    "_sha1",
    "_sha3",
    "_blake2",
    *(("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")),
)
"""Python's own. One that was built without them has its sums from OpenSSL, by `_hashlib`."""
_STAND_INS = {
    "textual.command": (
        "CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider",
    ),
    "platformdirs": ("user_downloads_path",),
}  # fmt: skip
"""Per module the names that Textual takes from it while it loads."""

_hidden: list[str] = []


def begin() -> None:
    """Call before anything else is loaded. What is loaded already stays as it is."""
    for name in (*_NOT_THERE, *(("_hashlib",) if _has_own_sums() else ())):
        if name not in sys.modules:
            sys.modules[name] = None  # type: ignore[assignment] # Python's way to say: not there
            _hidden.append(name)


@contextmanager
def while_textual_loads() -> Iterator[None]:
    """The stand-ins are there in the block; after it nothing is left out any more. Without `begin` nothing happens."""
    if _hidden:
        for name, inside in _STAND_INS.items():
            if name not in sys.modules:
                sys.modules[name] = _stand_in(name, inside)
                _hidden.append(name)
    try:
        yield
    finally:
        while _hidden:
            del sys.modules[_hidden.pop()]


def _stand_in(name: str, inside: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name)
    for each in inside:
        setattr(module, each, type(each, (), {}))
    return module


def _has_own_sums() -> bool:
    try:
        for name in _SUMS:
            __import__(name)
    except ImportError:
        return False
    return True
