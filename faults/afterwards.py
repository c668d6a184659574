"""Looking at a school after a fault: what it holds, and whether it is sound."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from faults.school import PASSPHRASE, PROGRAM, School
from ibtui.care.minutes import parse
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.store import actions, database, minutes
from ibtui.store import home as homes
from ibtui.store.models import AuditLog, Minutes
from tests.terminal.driver import Terminal


@dataclass(frozen=True, slots=True)
class Found:
    """The minutes after a fault. `wrong`: what isn't as it should be, in plain words; empty when all is sound."""

    text: str = ""
    earlier: tuple[str, ...] = ()
    moments: tuple[dt.datetime, ...] = ()
    """When the minutes, their revisions and the audit lines say they were written."""
    wrong: tuple[str, ...] = ()


def look(school: School) -> Found:
    """Open the school with the real store, check all of it, and read the minutes."""
    try:
        homes.open_home(school.home, Secret(PASSPHRASE))  # this asks quick_check too
    except IbtuiError as error:
        return Found(wrong=(f"the database doesn't open: {error}",))
    try:
        return _read()
    except Exception as error:  # noqa: BLE001  # whatever is wrong with a database belongs in the report
        return Found(wrong=(f"the database can't be read: {error!r}",))
    finally:
        database.close_store()


def see_again(school: School, words: str) -> str:
    """Start the app once more and look for `words` in the minutes; what went wrong, or nothing."""
    try:
        with Terminal([PROGRAM], school.environment()) as term:
            term.sees("Nog te doen", seconds=30).press("a").sees(words, "bewaard", seconds=20)
            term.press("ctrl+q")
            return "" if term.exit_code() == 0 else "the app doesn't end well when it is started again"
    except AssertionError as error:
        return f"the text isn't on the screen when the app is started again: {error}"


def _read() -> Found:
    wrong = _unsound()
    number = int(Minutes.select(Minutes.id).order_by(Minutes.edition.desc()).get().id)
    row = minutes.load(number)
    parsed = parse(row.text, row.day, row.working_days)
    meant = sorted((item.what, item.due or dt.date.min) for item in parsed.actions)
    kept = sorted((item.what, item.due_on or dt.date.min) for item in actions.of_minutes(number))
    if meant != kept:
        wrong.append(f"the action items don't agree with the text: {meant} in the text, {kept} kept")
    revisions = minutes.revisions(number)
    lines = [line.at for line in AuditLog.select(AuditLog.at)]
    moments = (row.saved_at, *(item.saved_at for item in revisions), *lines)
    return Found(row.text, tuple(item.text for item in revisions), moments, tuple(wrong))


def _unsound() -> list[str]:
    """What SQLite, SQLCipher and the search index say is wrong."""
    ask = database.connection().execute_sql
    wrong = []
    whole = [str(line[0]) for line in ask("PRAGMA integrity_check").fetchall()]
    if whole != ["ok"]:
        wrong.append(f"integrity_check: {whole[0]}")
    wrong += [
        f"cipher_integrity_check: {line[0]}" for line in ask("PRAGMA cipher_integrity_check").fetchall()
    ]
    wrong += [f"foreign_key_check: {line[0]}" for line in ask("PRAGMA foreign_key_check").fetchall()]
    # It raises when the index doesn't hold what its own tables say.
    with database.transaction():
        ask("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    return wrong
