"""`ibtui logboek`: who did what and when, and to which id. Never what was written there."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import TYPE_CHECKING

from ibtui.care.dates import short_date
from ibtui.care.log_words import which
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.shell.opening import opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.shell.typed import date, words
from ibtui.store.clock import today

if TYPE_CHECKING:
    from ibtui.store.audit import LogLine

_MOST = 1000
"""Lines that a person gets to see at once; a script gets them all."""


def run_log(arguments: argparse.Namespace) -> int:
    """The lines of the log, the newest first; 1 when the log isn't as it was written, which is said on stderr."""
    now = today()
    date(arguments.sinds, now, past=True)  # before the passphrase is asked for
    with opened_school(arguments.school, "audit") as (_place, school):
        from ibtui.store import audit

        since = date(arguments.sinds, now, school.working_days, past=True) if arguments.sinds else None
        who = _who(arguments.wie)
        broken = audit.verify_here()
        found = _lines(since, who, whole=arguments.json)
    if arguments.json:
        print_json(found)
    else:
        _print(f"{school.name} · logboek", found[:_MOST], now)
        if len(found) > _MOST:
            print(f"Dit zijn de laatste {_MOST} regels. Kies minder met --sinds of --wie.")
    if broken is not None:
        print(f"{broken.title}. {broken.hint}", file=sys.stderr)
        return 1
    return 0


def _lines(since: dt.date | None, who: str, *, whole: bool) -> list[LogLine]:
    """In pages, so that a long log holds no other session up; for a person one line more than is shown."""
    from ibtui.store import audit

    found: list[LogLine] = []
    while whole or len(found) <= _MOST:
        page = audit.lines(since=since, who=who, before=found[-1].id if found else None, limit=_MOST + 1)
        found += page
        if len(page) <= _MOST:
            break
    return found


def _who(typed: str | None) -> str:
    """The system user that is meant: the whole name, or the only one that begins so."""
    if typed is None:
        return ""
    from ibtui.store import audit

    wanted, known = words(typed), audit.people()
    fitting = [name for name in known if name == wanted] or [
        name for name in known if name.startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise BadInput(
        f"Ik weet niet wie je bedoelt met {shown(wanted, 40)}", f"In het logboek staan: {', '.join(known)}."
    )


def _print(title: str, found: list[LogLine], now: dt.date) -> None:
    columns: list[Column[LogLine]] = [
        Column("wanneer", lambda row: f"{short_date(row.at.date(), now)} {row.at:%H:%M}"),
        Column("wie", lambda row: row.who, least=8),
        Column("wat", lambda row: row.action, least=20, wraps=True),
        Column("van welke", lambda row: which(row.subject, row.subject_id), least=12),
        Column("regel", lambda row: str(row.id), extra=True, right=True),
    ]
    print_table(title, columns, found, "Er zijn geen regels.")
