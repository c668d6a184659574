"""The lock on a school's folder: many sessions may be in, or one that replaces the files. Held by the system.

Each session holds `bezig.slot` shared for as long as it has the database open. Whoever replaces database and key file
holds it alone, so that no session goes on in a file that has left the folder. The system lets go of it when a process
ends, however it ends; the empty file stays.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ibtui.errors import Busy, StoreError
from ibtui.files import give, make_empty, shown

NAME = "bezig.slot"

_PATIENCE = 1.0
"""Seconds to wait for another session: finishing a swap takes less."""
_STEP = 0.02

_inside: int | None = None
"""The open lock file of this session, held shared."""
_alone: Path | None = None
"""The folder that this process has to itself now."""


def enter(database: Path) -> None:
    """Come in as a session with this database; `leave` first. `Busy` when somebody replaces the files just now.

    In a folder where no lock can be made the session comes in without one: whoever wants to be alone can't either.
    `StoreError` when there is a lock file that isn't for us.
    """
    global _inside
    leave()
    _inside = _handle_inside(database, _PATIENCE)


def leave() -> None:
    """The session's database is closed; safe to call twice."""
    global _inside
    if _inside is not None:
        os.close(_inside)
    _inside = None


@contextmanager
def visit(database: Path) -> Iterator[None]:
    """As `enter`, beside the session's own database, as long as the block lasts. Makes no lock file: a folder that
    has none (of a copy) is no school where anybody works. Waits for nobody."""
    handle = _handle_inside(database, 0.0) if database.with_name(NAME).exists() else None
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def being_replaced() -> Busy:
    """What is said to who wants to come in meanwhile."""
    return Busy(
        "Deze school wordt net opnieuw versleuteld of teruggezet",
        "Wacht tot dat klaar is en probeer het opnieuw.",
    )


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Nobody else has this database open, and nobody can open it, as long as the block lasts. Close your own first.

    `Busy` when it is open in another session; `StoreError` where no lock can be made. Within such a block of the same
    folder: nothing more.
    """
    global _alone
    if _alone == database.parent:
        yield
        return
    handle = _handle_alone(database)
    before, _alone = _alone, database.parent
    try:
        yield
    finally:
        _alone = before
        os.close(handle)


def refuse_open(database: Path) -> None:
    """Look whether `alone` would work now, before anybody is asked anything. Raises what that raises."""
    with alone(database):
        pass


def _handle_inside(database: Path, patience: float) -> int | None:
    """The lock, shared; None where none can be made, and for who has the folder alone."""
    if _alone == database.parent:
        return None
    try:
        handle = _open(database, os.O_RDONLY)
    except PermissionError as error:
        if database.with_name(NAME).exists():  # without it a swap wouldn't know that we are in
            raise _no_lock(database) from error
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link in its place: whoever made it would let us in unseen
            raise _no_lock(database) from error
        return None
    try:
        free = _take(handle, fcntl.LOCK_SH, patience)
    except OSError:  # a file system without locks
        os.close(handle)
        return None
    if not free:
        os.close(handle)
        raise being_replaced()
    return handle


def _handle_alone(database: Path) -> int:
    try:
        handle = _open(database, os.O_RDWR)
    except OSError as error:
        raise _no_lock(database) from error
    try:
        free = _take(handle, fcntl.LOCK_EX, _PATIENCE)
    except OSError as error:
        os.close(handle)
        raise _no_lock(database) from error
    if not free:
        os.close(handle)
        raise Busy(
            "Deze school is nog ergens open in ibtui", "Sluit ibtui in elk venster en probeer het opnieuw."
        )
    return handle


def _open(database: Path, how: int) -> int:
    """The lock file, made as any file of the school when it isn't there yet."""
    path = database.with_name(NAME)
    with suppress(FileExistsError):
        make_empty(path)
    handle = os.open(path, how | os.O_NOFOLLOW)
    with suppress(OSError):  # made before the school was shared: its owner gives it to the group
        give(handle, database.parent)
    return handle


def _take(handle: int, how: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_STEP)
        else:
            return True


def _no_lock(database: Path) -> StoreError:
    return StoreError(
        f"In {shown(database.parent)} kan geen slot op de school worden gezet",
        f"Kijk of je mag schrijven in die map en in {NAME}, of vraag de beheerder.",
    )
