"""Opening the encrypted file, and what the errors of SQLite mean for a person.

Nothing else in the project opens a connection. Writing goes through `change.write`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from peewee import IntegrityError, PeeweeException
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3.dbapi2 import Error as DriverError

from ibtui.errors import Busy, Corrupt, DiskFull, ExportError, IbtuiError, Missing, ReadOnly, StoreError
from ibtui.files import explain_os_error, make_empty, shown
from ibtui.store import gate
from ibtui.store.clock import now as now
from ibtui.store.clock import today as today
from ibtui.store.clock import who as who
from ibtui.store.keyed import KeyedDatabase
from ibtui.store.models import database_proxy
from ibtui.store.vault import DatabaseKey

APPLICATION_ID = 0x1B7D1B7D
"""Marks the file as ours (`PRAGMA application_id`)."""

StoreFault = PeeweeException
"""What a question to the store may raise when the disk or the file fails; `explain` makes words of it."""

DriverFault = DriverError
"""The same, from the driver itself: Peewee makes a `StoreFault` of what a question raises, not of what its rows do."""

_PATIENCE = 5000
"""Milliseconds to wait for another session's lock."""

_MEMORY_SECURITY: tuple[str, int | str] = ("cipher_memory_security", "ON")
"""What SQLCipher frees is wiped, and what it holds is never swapped out. Said when the schema is known, before anything
that a person wrote is read: locking each piece of memory while it reads 200 definitions takes 13 ms of a start."""

_PRAGMAS: tuple[tuple[str, int | str], ...] = (
    ("busy_timeout", _PATIENCE),
    ("foreign_keys", 1),
    ("secure_delete", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", "MEMORY"),
    ("recursive_triggers", 1),
    ("mmap_size", 0),
)
# WAL+FULL lost nothing at a power cut, and lets one session read while another writes.
_ON_A_DISK: tuple[tuple[str, int | str], ...] = (
    ("journal_mode", "wal"),
    ("synchronous", "FULL"),
    ("journal_size_limit", 4 * 1024 * 1024),
)
# WAL needs shared memory, which machines on a network don't have. EXTRA also flushes the folder.
_ON_A_NETWORK: tuple[tuple[str, int | str], ...] = (("journal_mode", "delete"), ("synchronous", "EXTRA"))

_NETWORK_TYPES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "fuse.rclone",
    "9p",
    "afs",
    "ceph",
    "davfs",
}
_MOUNTS = Path("/proc/self/mounts")

_BACKUP_HINT = "Laat het bestand staan en vraag de beheerder om de laatste reservekopie terug te zetten."

_data_version = 0
_place: tuple[Path, tuple[int, int]] | None = None
"""The open file: where it was, and what tells it from another one by that name."""
_FEW = 512
"""A file of so few pages (2 MB) is looked at whole when it's opened; a larger one by `whole_check`, in a thread."""
_closing: list[Callable[[], object]] = []
"""What has to end before the store is closed."""
_NO_ROOM = 64 * 1024
"""A disk with fewer free bytes is full, whatever error it gives."""


def open_store(path: Path, key: DatabaseKey) -> None:
    """Open an existing database and bind the models to it. The connection belongs to this thread.

    Raises `Missing` when there is no file, `Corrupt` when it is empty, damaged or not ours (or the key
    belongs to another database), `ReadOnly` when it can't be written, `Busy` when its files are being replaced.
    """
    close_store()
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise Missing(
            f"Het bestand {shown(path.name)} is er niet",
            f"Het hoort in {shown(path.parent)}. Is de map verplaatst? Zet het bestand daar terug.",
        ) from None
    except OSError as error:
        raise _no_entry(path) from error
    if size == 0:
        raise Corrupt(f"Het bestand {shown(path.name)} is leeg", _BACKUP_HINT)
    gate.enter(path)
    try:
        _connect(path, key)
        with explained():
            _check(path)
    except IbtuiError:
        close_store()
        raise


def create_store(path: Path, key: DatabaseKey, *, invented: bool = False) -> None:
    """Make a new database at `path` (mode 0600) and bind the models to it. Never overwrites a file.

    `invented`: a practice school is about to be filled; there is nobody to protect, so SQLCipher needn't
    lock each piece of memory (that is 200,000 system calls for one). Opening it later has all settings.
    Raises `StoreError` or one of its kinds; then no file is left behind.
    """
    close_store()
    try:
        make_empty(path)
    except FileExistsError:
        raise StoreError(
            f"Er staat al een bestand {shown(path.name)} in {shown(path.parent)}", "Kies een andere map."
        ) from None
    except OSError as error:
        fault = explain_os_error(error, path, "het gegevensbestand")
        raise (StoreError(fault.title, fault.hint) if isinstance(fault, ExportError) else fault) from error
    try:
        _connect(path, key, invented=invented)
        with explained():
            connection().execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    except IbtuiError:
        close_store()
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def close_store() -> None:
    """Close the database; safe to call twice."""
    global _place
    while _closing:
        _closing.pop()()
    _place = None
    database = database_proxy.obj
    if isinstance(database, SqlCipherDatabase) and not database.is_closed():
        with suppress(PeeweeException):  # a hint for SQLite's planner: a full disk may not stop the closing
            database.execute_sql("PRAGMA optimize")
        database.close()
    database_proxy.initialize(None)
    gate.leave()


def at_closing(end: Callable[[], object]) -> None:
    """Call this, once, before the store is closed: what works in a thread ends first."""
    _closing.append(end)


def is_open() -> bool:
    """Whether the models are bound to an open database."""
    return isinstance(database_proxy.obj, SqlCipherDatabase) and not database_proxy.obj.is_closed()


def opened_file() -> Path | None:
    """The file that is open now, as it was named; None when there is none."""
    return _place[0] if _place else None


def connection() -> SqlCipherDatabase:
    """The open database; `StoreError` when there is none."""
    database = database_proxy.obj
    if not isinstance(database, SqlCipherDatabase):
        raise StoreError("De gegevens zijn niet geopend", "Start ibtui opnieuw.")
    return database


@contextmanager
def in_thread() -> Iterator[None]:
    """A connection of its own for a worker thread, as long as the block lasts. Costs about a millisecond.

    Raises `Missing` when the file isn't in its place any more, `StoreError` or one of its kinds.
    """
    store = connection()
    if not store.is_closed():
        yield
        return
    _refuse_when_gone()  # the reason, where SQLite only says that it can't open the file
    with ExitStack() as held:
        if _place is not None:  # the session may end before this thread: nobody replaces the files meanwhile
            held.enter_context(gate.visit(_place[0]))
        with explained():
            store.connect()
        held.callback(store.close)
        _flush_the_folder_too(store)
        yield


@contextmanager
def beside(path: Path, key: DatabaseKey) -> Iterator[SqlCipherDatabase]:
    """A second connection, for reading only, to the database of another school: `query.execute(it)`.

    The models stay bound to the open store. Raises `Missing` or `StoreError` and its kinds (`Busy` while its files are
    being replaced); waits for nobody.
    """
    if not path.is_file():
        raise Missing(f"Het bestand {shown(path.name)} is er niet", f"Het hoort in {shown(path.parent)}.")
    with gate.visit(path), _read_only(path, key) as other, explained():
        yield other


@contextmanager
def _read_only(path: Path, key: DatabaseKey) -> Iterator[SqlCipherDatabase]:
    other = KeyedDatabase(
        f"{path.absolute().as_uri()}?mode=rw",  # reading a WAL file takes writing beside it; `query_only` guards it
        key,
        uri=True,
        pragmas=(("query_only", 1), ("busy_timeout", 50), ("trusted_schema", 0), ("temp_store", "MEMORY")),
        autoconnect=False,
    )
    fault: IbtuiError | None = None
    try:
        other.connect()
    except PeeweeException as error:
        fault = explain(error)
    if fault is not None:
        raise fault  # outside `except`: the frames of the library hold the key, and must not travel along
    try:
        yield other
    finally:
        other.close()


@contextmanager
def patience(milliseconds: int) -> Iterator[None]:
    """Wait no longer than this for another session, as long as the block lasts: somebody is typing."""
    store = connection()
    store.execute_sql(f"PRAGMA busy_timeout = {milliseconds:d}")
    try:
        yield
    finally:
        with suppress(PeeweeException):
            store.execute_sql(f"PRAGMA busy_timeout = {_PATIENCE:d}")


@contextmanager
def little_cache() -> Iterator[None]:
    """For a block that reads much, and all of it once: keeping those pages takes 8 MB and brings nothing."""
    store = connection()
    usual = int(store.execute_sql("PRAGMA cache_size").fetchone()[0])
    store.execute_sql("PRAGMA cache_size = -256")  # KiB
    try:
        yield
    finally:
        with suppress(PeeweeException):
            store.execute_sql(f"PRAGMA cache_size = {usual:d}")
            store.execute_sql("PRAGMA shrink_memory")  # what is left of it is of no use to what comes


@contextmanager
def transaction() -> Iterator[None]:
    """One IMMEDIATE transaction with explained errors. For `change.write`, `migrate` and `bulk` only.

    IMMEDIATE takes the lock at once: a deferred transaction that has read can't always become a writing one.
    """
    _refuse_when_gone()
    with explained(), connection().atomic("IMMEDIATE"):
        yield


def _refuse_when_gone() -> None:
    """What is written to a file that was removed is lost when the app ends, so it may not be called kept."""
    if _place is None:
        return
    path, mark = _place
    try:
        now: tuple[int, int] | None = _mark(path)
    except OSError:
        now = None
    if now is None:
        raise Missing(
            f"Het bestand {shown(path.name)} is weg uit {shown(path.parent)}",
            "Er wordt niets bewaard tot het daar weer staat. Zet het terug.",
        )
    if now != mark:
        raise Missing(
            f"Er staat een ander bestand {shown(path.name)} in {shown(path.parent)}",
            "Er wordt niets bewaard. Sluit ibtui en start het opnieuw.",
        )


def _mark(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def data_version() -> int:
    """Another number when another connection than this thread's committed. Costs microseconds."""
    return int(connection().execute_sql("PRAGMA data_version").fetchone()[0])


def changed_elsewhere() -> bool:
    """Whether another session committed since the last time this was asked. Costs microseconds."""
    global _data_version
    version = data_version()
    changed = _data_version not in (0, version)
    _data_version = version
    return changed


@contextmanager
def explained() -> Iterator[None]:
    """Turn a fault of the database into an `IbtuiError` with Dutch words."""
    try:
        yield
    except (PeeweeException, DriverError) as error:
        raise explain(error) from error


def explain(error: BaseException) -> IbtuiError:
    """The `IbtuiError` for a fault; one that is given comes back as it is.

    Inside a transaction the real cause is down the chain, so walk it.
    """
    if isinstance(error, IbtuiError):
        return error
    step: BaseException | None = error
    while step is not None:
        name = str(getattr(step, "sqlite_errorname", "") or "")
        text = str(step).lower()
        if name.startswith("SQLITE_FULL") or "disk is full" in text:
            return DiskFull(
                "De schijf is vol, dit is niet bewaard", "Maak ruimte vrij en probeer het opnieuw."
            )
        if name.startswith("SQLITE_READONLY") or "readonly" in text:
            return ReadOnly(
                "De gegevens kunnen alleen worden gelezen, dit is niet bewaard",
                "Vraag de beheerder om schrijfrechten op de map.",
            )
        if name.startswith(("SQLITE_PERM", "SQLITE_CANTOPEN")):
            return ReadOnly(
                "De gegevens kunnen niet worden gelezen of geschreven",
                "Kijk of je rechten hebt op de map, of vraag de beheerder.",
            )
        if isinstance(step, IntegrityError) and "foreign key" in text:
            return Missing("Iets waar dit bij hoort is er niet meer", "Kijk eerst wat er nu staat.")
        if name.startswith("SQLITE_BUSY") or "database is locked" in text:
            return Busy("Een andere sessie is bezig met bewaren", "Wacht even en probeer het opnieuw.")
        if (
            name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            or "not a database" in text
            or "malformed" in text
        ):
            return Corrupt("Het gegevensbestand is beschadigd of hoort niet bij deze sleutel", _BACKUP_HINT)
        if name.startswith("SQLITE_IOERR") or "disk i/o" in text:
            return StoreError(
                "De schijf geeft een fout, dit is niet bewaard",
                "Kijk of de schijf vol is of vraag de beheerder.",
            )
        step = step.__cause__ or step.__context__
    return StoreError(
        "De gegevens konden niet worden gelezen of bewaard", "Sluit ibtui en start het opnieuw."
    )


def file_system(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, by the text of /proc/self/mounts; "" when unknown."""
    found, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if folder.is_relative_to(point) and len(point) >= longest:
            found, longest = fields[2], len(point)
    return found


def _journal(path: Path) -> tuple[tuple[str, int | str], ...]:
    try:
        mounts = _MOUNTS.read_text(errors="replace")
    except OSError:  # not Linux
        return _ON_A_DISK
    return _ON_A_NETWORK if file_system(path.resolve().parent, mounts) in _NETWORK_TYPES else _ON_A_DISK


def _silence_cipher() -> None:
    """SQLCipher writes to stderr on a wrong key, which would land on the screen. Process-wide setting."""
    quiet = SqlCipherDatabase(":memory:", autoconnect=False)
    quiet.connect()
    quiet.execute_sql("PRAGMA cipher_log_level = NONE")
    quiet.close()


def _connect(path: Path, key: DatabaseKey, *, invented: bool = False) -> None:
    global _data_version, _place
    secure = () if invented else (_MEMORY_SECURITY,)
    _silence_cipher()
    database = KeyedDatabase(
        f"{path.absolute().as_uri()}?mode=rw",  # rw: a file that was moved away must not be made anew, empty
        key,
        uri=True,
        pragmas=_PRAGMAS + _journal(path) + secure,
        lock_type="IMMEDIATE",
        autoconnect=False,
    )
    fault: IbtuiError | None = None
    try:
        database.connect()
    except PeeweeException as error:
        fault = _explain_opening(error, path)
    if fault is not None:
        raise fault  # outside `except`: the frames of the library hold the key, and must not travel along
    _flush_the_folder_too(database)
    database.execute_sql("PRAGMA shrink_memory")  # pages of before it was told to lock them
    _data_version = 0
    _place = path, _mark(path)
    database_proxy.initialize(database)


def _explain_opening(error: PeeweeException, path: Path) -> IbtuiError:
    """As `explain`, with what can be seen of the file's folder: a full disk gives SQLite a mere I/O error here."""
    from shutil import disk_usage

    fault = explain(error)
    with suppress(OSError):
        if type(fault) is StoreError and disk_usage(path.parent).free < _NO_ROOM:
            return DiskFull(
                f"De schijf van {shown(path.parent)} is vol", "Maak ruimte vrij en probeer het opnieuw."
            )
    if isinstance(fault, ReadOnly) and not (path.is_file() and os.access(path, os.R_OK)):
        return _no_entry(path)
    if isinstance(fault, ReadOnly):
        return ReadOnly(
            f"In {shown(path.parent)} kan niet worden geschreven",
            "ibtui heeft dat nodig. Vraag de beheerder om schrijfrechten op die map.",
        )
    return fault


def _flush_the_folder_too(database: SqlCipherDatabase) -> None:
    """Each connection says it for itself: without WAL a commit is safe only when the folder is on the disk too."""
    if database.execute_sql("PRAGMA journal_mode").fetchone()[0] != "wal":
        database.execute_sql("PRAGMA synchronous = EXTRA")


def _check(path: Path) -> None:
    marked = int(connection().execute_sql("PRAGMA application_id").fetchone()[0])
    if marked != APPLICATION_ID:
        raise Corrupt(f"Het bestand {shown(path.name)} is niet van ibtui", _BACKUP_HINT)
    pages, each = (int(_ask(f"PRAGMA {name}")) for name in ("page_count", "page_size"))
    shorter = path.stat().st_size < pages * each  # than it says, unless the rest is in the WAL
    if pages <= _FEW or shorter:
        refuse_damaged(path)


def refuse_damaged(path: Path | None = None) -> None:
    """Look at every page of the open file: 15 ms a MB. `Corrupt` when it isn't whole."""
    name = (path or opened_file() or Path("ibtui.db")).name
    with explained():
        if _ask("PRAGMA quick_check(1)") != "ok":
            raise Corrupt(f"Het bestand {shown(name)} is beschadigd", _BACKUP_HINT)


def _ask(question: str) -> str:
    return str(connection().execute_sql(question).fetchone()[0])


def _no_entry(path: Path) -> ReadOnly:
    return ReadOnly(
        f"Je mag niet bij het bestand {shown(path.name)} in {shown(path.parent)}",
        "Vraag de beheerder om lees- en schrijfrechten op die map.",
    )
