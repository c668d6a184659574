"""Reading the audit log, and holding it to its chain: see `audit_chain` for how that is made.

Two things show what was done to the log from outside. The chain: a line that was changed, left out or put in. A head
that was written down elsewhere (in each backup, and in `logboek.kop`): a log of which the tail was cut off, or that
was written anew from some line on.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from ibtui.errors import IbtuiError
from ibtui.files import write_whole
from ibtui.settings import Home
from ibtui.store import audit_chain, database
from ibtui.values import dataclass

HEAD_NAME = "logboek.kop"
"""The file beside the database with the head of the log when it was last closed."""

PAGE = 200
"""Lines on a page."""

_COLUMNS = "id, at, who, action, subject, subject_id"
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last line that the log had at some moment: its number and its digest (0 and "" when there was none).

    Lines are numbered from 1 without gaps (a write that fails gives its number back), so it says how many there were.
    """

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the log isn't as it was written. `line`: the first wrong id; None: lines are missing at the end."""

    line: int | None
    title: str
    hint: str = (
        "Iemand veranderde het logboek buiten ibtui om. Laat alles staan en vraag de beheerder om het te "
        "vergelijken met een reservekopie."
    )


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: who did what, when, to which id. `subject`: the name of a table or "" (words: `care.log_words`)."""

    id: int
    at: dt.datetime
    who: str
    action: str
    subject: str
    subject_id: int | None


def note(action: str, subject: str = "", subject_id: int | None = None) -> None:
    """A line of its own, for what changes no row: a backup, a slot, wrong passphrases. In a transaction of its own.

    `action`: Dutch, in the past tense, never content ("reservekopie gemaakt"). Raises `StoreError` and its kinds.
    """
    with database.transaction():
        audit_chain.append(database.now(), database.who(), action, subject, subject_id)


def note_if_open(action: str, subject: str = "", subject_id: int | None = None) -> bool:
    """As `note`; False when the store is closed or can't be written now: what was done stays done."""
    if not database.is_open():
        return False
    try:
        note(action, subject, subject_id)
    except IbtuiError:
        return False
    return True


def head() -> Head:
    """The head of the log as it is now."""
    store = database.connection()
    with database.explained():
        found = store.execute_sql("SELECT id, digest FROM audit_log ORDER BY id DESC LIMIT 1").fetchone()
    return Head(int(found[0]), str(found[1])) if found else Head(0, audit_chain.START)


def verify(heads: Sequence[Head] = ()) -> Broken | None:
    """Every line against its digest, and the log against heads of earlier moments; None when all is well.

    Streaming: no more than a page in memory. Sees one moment, whatever other sessions write meanwhile.
    """
    wanted = sorted(((one.count, one.digest) for one in heads if one.count), reverse=True)
    before, last = audit_chain.START, 0
    for number, *told, kept in _raw():
        before, last = audit_chain.link(before, told), number
        if before != kept:
            return Broken(number, f"Het logboek is veranderd, bij regel {number}")
        while wanted and wanted[-1][0] <= number:
            if wanted.pop() != (number, before):
                return Broken(number, f"Het logboek is opnieuw geschreven, bij regel {number}")
    if wanted:
        return Broken(None, f"Aan het eind van het logboek {_are_missing(wanted[0][0] - last)}")
    return None


def verify_here() -> Broken | None:
    """`verify` of the open store, with the head that lies beside its file."""
    folder = _folder()
    earlier = _read(folder / HEAD_NAME) if folder else None
    return verify([earlier] if earlier else [])


def _are_missing(count: int) -> str:
    return "ontbreekt 1 regel" if count == 1 else f"ontbreken {count} regels"


def _raw() -> Iterator[tuple[int, object, object, object, object, object, object]]:
    with database.explained():
        found = database.connection().execute_sql(f"SELECT {_COLUMNS}, digest FROM audit_log ORDER BY id")  # noqa: S608
        while part := found.fetchmany(_AT_ONCE):
            yield from part


def fits(earlier: Head) -> bool:
    """Whether the log still goes on from this head: it has that many lines, and that digest there. Quick."""
    if earlier.count == 0:
        return True
    ask = "SELECT digest FROM audit_log WHERE id = ?"
    with database.explained():
        found = database.connection().execute_sql(ask, (earlier.count,)).fetchone()
    return found is not None and str(found[0]) == earlier.digest


# --- reading ---


def lines(
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    who: str = "",
    subjects: Sequence[str] | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[LogLine]:
    """A page of the log, the newest first. `before`: the id of the last line of the page before this one.

    `since` and `until`: days, both inclusive. `who`: exactly that system user. `subjects`: only about these tables.
    """
    asked: list[tuple[str, object]] = []
    if since is not None:
        asked.append(("at >= ?", since.isoformat()))
    if until is not None:
        asked.append(("at < ?", (until + dt.timedelta(days=1)).isoformat()))
    if who:
        asked.append(("who = ?", who))
    if before is not None:
        asked.append(("id < ?", before))
    where = [words for words, _value in asked]
    values = [value for _words, value in asked]
    if subjects is not None:
        where.append(f"subject IN ({', '.join('?' * len(subjects))})")
        values.extend(subjects)
    told = f"WHERE {' AND '.join(where)} " if where else ""
    with database.explained():
        found = database.connection().execute_sql(
            f"SELECT {_COLUMNS} FROM audit_log {told}ORDER BY id DESC LIMIT ?",  # noqa: S608  # words of our own
            (*values, limit),
        )
        return [_line(*row) for row in found.fetchall()]


def _line(number: int, at: str, who: str, action: str, subject: str, subject_id: int | None) -> LogLine:
    return LogLine(number, _moment(at), who, action, subject, subject_id)


def _moment(text: object) -> dt.datetime:
    """A line that was spoilt from outside must still be shown."""
    try:
        return dt.datetime.fromisoformat(str(text))
    except ValueError:
        return dt.datetime.min


def people() -> list[str]:
    """The system users in the log, by name."""
    with database.explained():
        found = database.connection().execute_sql("SELECT DISTINCT who FROM audit_log ORDER BY who")
        return [str(row[0]) for row in found.fetchall()]


# --- the head, kept beside the database ---


def kept_head(home: Home) -> Head | None:
    """The head that was written down when the log was last closed; None when there is none that can be read."""
    return _read(home.database.parent / HEAD_NAME)


def keep_head(home: Home, *, anew: bool = False) -> bool:
    """Write down the head of the log; True when it is written down, or was already.

    Not over one that the log no longer goes on from, for that one is what shows it: then False. `anew`: also over
    that; for a restore, where an older log comes back in the open. Raises `IbtuiError` when the disk refuses.
    """
    return _keep(home.database.parent / HEAD_NAME, anew)


def close() -> None:
    """Close the store, and write down the head of its log beside it. Never raises: the head waits for another time."""
    if database.is_open():
        with suppress(IbtuiError, OSError, database.StoreFault):
            if folder := _folder():
                _keep(folder / HEAD_NAME, anew=False)
    database.close_store()


def _folder() -> Path | None:
    """Where the open database lies."""
    for _number, name, file in database.connection().execute_sql("PRAGMA database_list").fetchall():
        if name == "main" and file:
            return Path(file).parent
    return None


def _read(path: Path) -> Head | None:
    try:
        told = json.loads(path.read_bytes())
        count, digest = told["count"], told["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if type(count) is not int or not isinstance(digest, str):
        return None
    return Head(count, digest)


def _keep(path: Path, anew: bool) -> bool:
    now, earlier = head(), _read(path)
    if earlier == now:
        return True
    if earlier is not None and not anew and not fits(earlier):
        return False
    text = json.dumps({"count": now.count, "digest": now.digest, "at": database.now().isoformat(" ")})
    write_whole(path, text.encode(), replace=True, what="de kop van het logboek")
    return True
