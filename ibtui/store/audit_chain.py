"""The chain of the audit log: each line has a digest over itself and over the digest before it.

A line that is changed, left out or put in makes every digest after it wrong. A cut tail leaves a shorter chain that is
sound in itself: that shows by a head (how many lines, the last digest) that was written down elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from ibtui.store import database

START = ""
"""The digest before the first line."""

RUN = dt.timedelta(minutes=10)
"""How long a line stands for the saves of one run of typing that follow it."""

_BETWEEN = "\x1f"  # no text of a line has this sign: `clean` lets it in nowhere


def digest(before: str, at: dt.datetime, who: str, action: str, subject: str, subject_id: int | None) -> str:
    """The digest of a line, hexadecimal SHA-256 over UTF-8. `before`: that of the line before it. Migration 0008 counts
    in the same way, in words of its own: this may never change."""
    return link(before, (at.isoformat(" "), who, action, subject, subject_id))


def link(before: str, line: Iterable[object]) -> str:
    """The same over a line as the database gives it: at, who, action, subject, subject_id."""
    told = _BETWEEN.join((before, *("" if part is None else str(part) for part in line)))
    return hashlib.sha256(told.encode()).hexdigest()


def append(at: dt.datetime, who: str, action: str, subject: str = "", subject_id: int | None = None) -> None:
    """Put a line under the log. Only inside a transaction: between reading the last digest and writing the next nobody
    else may come."""
    store = database.connection()
    if not store.in_transaction():
        raise RuntimeError("a line of the audit log belongs to the transaction of what it tells")
    last = store.execute_sql("SELECT digest FROM audit_log ORDER BY id DESC LIMIT 1").fetchone()
    before = str(last[0]) if last else START
    store.execute_sql(
        "INSERT INTO audit_log (at, who, action, subject, subject_id, digest) VALUES (?, ?, ?, ?, ?, ?)",
        (
            at.isoformat(" "),
            who,
            action,
            subject,
            subject_id,
            digest(before, at, who, action, subject, subject_id),
        ),
    )


def goes_on(at: dt.datetime, who: str, action: str, subject: str, subject_id: int | None) -> bool:
    """Whether the last line says the same, not longer ago than `RUN`: then it stands for this save too."""
    last = (
        database.connection()
        .execute_sql("SELECT who, action, subject, subject_id, at FROM audit_log ORDER BY id DESC LIMIT 1")
        .fetchone()
    )
    if last is None or tuple(last[:4]) != (who, action, subject, subject_id):
        return False
    try:
        return dt.timedelta(0) <= at - dt.datetime.fromisoformat(str(last[4])) < RUN
    except (
        ValueError,
        TypeError,
    ):  # spoilt from outside: that shows elsewhere, and what is typed must be kept
        return False
