"""What the log says of the door: that the school was opened, how, and how many wrong passphrases came before."""

from __future__ import annotations

from contextlib import suppress

from ibtui.errors import IbtuiError
from ibtui.settings import Home
from ibtui.store import audit, database, tries
from ibtui.store.database_key import DatabaseKey
from ibtui.values import dataclass

OPENED = "school geopend"
UNLOCKED = "slot eraf"
BY_RECOVERY = "geopend met de herstelsleutel"


def note_opened(home: Home, how: str = OPENED) -> None:
    """The school is open now: say so in its log, and begin to count wrong passphrases anew.

    Never in the way: on a full disk, or while another session writes for long, there is no line.
    """
    note_wrong(home)
    audit.note_if_open(how)


def note_wrong(home: Home) -> None:
    """As `note_opened`, for a command that only reads: a line only when there were wrong passphrases."""
    number = tries.count(home)
    if number and audit.note_if_open(f"{number} keer een verkeerd wachtwoord"):
        tries.right(home)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the log stood at some moment: the number of its last line and that line's digest."""

    line: int
    digest: str


def mark() -> Mark:
    """Where the log stands now. A log that can't be read has no place."""
    with suppress(IbtuiError, database.StoreFault):
        row = (
            database.connection()
            .execute_sql("SELECT id, digest FROM audit_log ORDER BY id DESC LIMIT 1")
            .fetchone()
        )
        if row is not None:
            return Mark(int(row[0]), str(row[1]))
    return Mark(0, "")


def name_of(key: DatabaseKey | None) -> bytes:
    """Tells one key from another, and opens nothing; b"" for none."""
    return bytes(key.derived("naam")) if key is not None else b""


def goes_on(before: Mark) -> bool:
    """Whether the open database still has that line: nothing was put back to before it. Another key is no matter."""
    found = (
        database.connection()
        .execute_sql("SELECT digest FROM audit_log WHERE id = ?", (before.line,))
        .fetchone()
    )
    return found is not None and str(found[0]) == before.digest if before.line else True
