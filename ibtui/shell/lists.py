"""The lists of the screens, printed: week, afspraken, zorgen, instanties, verslagen."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ibtui.care.dates import ago, due_words, short_date
from ibtui.care.school_year import monday_of
from ibtui.care.words import Audience, ConversationStatus
from ibtui.shell import typed
from ibtui.shell.opening import opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.store.clock import today

if TYPE_CHECKING:
    from ibtui.store.action_rows import ActionRow
    from ibtui.store.agencies import AgencyRow
    from ibtui.store.concern_rows import ConcernRow
    from ibtui.store.conversation_rows import ConversationRow
    from ibtui.store.minutes_rows import MinutesRow


def run_week(arguments: argparse.Namespace) -> int:
    """`ibtui week`: the conversations of a week, by day and time."""
    now = today()
    typed.date(arguments.datum, now)  # before the passphrase is asked for
    with opened_school(arguments.school, "conversation_rows") as (_, school):
        from ibtui.store import conversation_rows

        day = typed.date(arguments.datum, now, school.working_days)
        rows = conversation_rows.week(school.id, monday_of(day))
        if arguments.json:
            print_json(rows)
            return 0
        columns: list[Column[ConversationRow]] = [
            Column("dag", lambda row: short_date(row.day, now)),
            Column("tijd", lambda row: f"{row.start:%H:%M}" if row.start else ""),
            Column("soort", lambda row: row.kind),
            Column("over", lambda row: row.about, least=20, wraps=True),
            Column("doel", lambda row: row.purpose, least=24, extra=True),
            Column("plaats", lambda row: row.place, least=10, extra=True),
            Column("", _state),
        ]
        week = monday_of(day).isocalendar().week
        print_table(f"{school.name} · week {week}", columns, rows, "Er staan geen gesprekken in deze week.")
    return 0


def _state(row: ConversationRow) -> str:
    words = [] if row.status == ConversationStatus.PLANNED else [row.status]
    if row.audience == Audience.PRIVATE:
        words.append(row.audience)
    if row.overlaps:
        words.append("overlapt")
    return ", ".join(words)


def run_actions(arguments: argparse.Namespace) -> int:
    """`ibtui afspraken`: what still has to be done, late first."""
    now = today()
    with opened_school(arguments.school, "actions") as (_, school):
        from ibtui.store import actions

        rows = actions.open_actions(school.id, now)
        if arguments.json:
            print_json(rows)
            return 0
        columns: list[Column[ActionRow]] = [
            Column("wanneer", lambda row: due_words(row.due_on, now)),
            Column("wie", lambda row: row.owner or "niemand nog", least=14),
            Column("wat", lambda row: row.what, least=28, wraps=True),
            Column("over", lambda row: row.about, least=12),
        ]
        print_table(f"{school.name} · afspraken", columns, rows, "Er staan geen afspraken open.")
    return 0


def run_concerns(arguments: argparse.Namespace) -> int:
    """`ibtui zorgen`: the concerns, group by group."""
    now = today()
    with opened_school(arguments.school, "concerns") as (_, school):
        from ibtui.store import concerns

        rows = concerns.concerns(school.id, closed=arguments.gesloten)
        if arguments.json:
            print_json(rows)
            return 0
        columns: list[Column[ConcernRow]] = [
            Column("groep", lambda row: row.group),
            Column("over", lambda row: row.about, least=14),
            Column("niveau", lambda row: str(row.level), right=True),
            Column("zorg", lambda row: f"{row.category}: {row.summary}", least=22),
            Column("status", lambda row: row.status),
            Column(
                "laatst",
                lambda row: ago(row.last_contact, now) if row.last_contact else "nog niet",
                extra=True,
            ),
            Column(
                "evaluatie", lambda row: short_date(row.evaluate_on, now) if row.evaluate_on else "geen datum"
            ),
        ]
        print_table(f"{school.name} · zorgen", columns, rows, "Er zijn geen zorgen.")
    return 0


def run_agencies(arguments: argparse.Namespace) -> int:
    """`ibtui instanties`: the agencies, and when each was last spoken to."""
    now = today()
    with opened_school(arguments.school, "agencies") as (_, school):
        from ibtui.store import agencies

        rows = agencies.agencies(school.id)
        if arguments.json:
            print_json(rows)
            return 0
        columns: list[Column[AgencyRow]] = [
            Column("instantie", lambda row: row.name, least=33),
            Column("soort", lambda row: row.kind, least=16, extra=True),
            Column("regio", lambda row: row.region, least=12, extra=True),
            Column("telefoon", lambda row: row.phone),
            Column("mail", lambda row: row.mail, extra=True),
            Column("laatst", lambda row: ago(row.last_spoken, now) if row.last_spoken else "nog niet"),
            Column("lopend", lambda row: str(row.running) if row.running else "", right=True),
        ]
        print_table(f"{school.name} · instanties", columns, rows, "Er zijn nog geen instanties.")
    return 0


def run_minutes(arguments: argparse.Namespace) -> int:
    """`ibtui verslagen`: the minutes, newest first, with the ID that `exporteer` asks for."""
    now = today()
    with opened_school(arguments.school, "minutes_rows") as (_, school):
        from ibtui.store import minutes_rows

        rows = minutes_rows.list_minutes(school.id)
        if arguments.json:
            print_json(rows)
            return 0
        columns: list[Column[MinutesRow]] = [
            Column("ID", lambda row: str(row.id), right=True),
            Column("dag", lambda row: short_date(row.day, now)),
            Column("soort", lambda row: row.kind),
            Column("over", lambda row: row.about, least=18),
            Column("status", lambda row: row.status),
            Column("afspraken", lambda row: str(row.actions) if row.actions else "", right=True, extra=True),
            Column("begint met", lambda row: row.first_words, least=30, extra=True),
        ]
        print_table(f"{school.name} · verslagen", columns, rows, "Er zijn nog geen verslagen.")
    return 0


RUNS: dict[str, Callable[[argparse.Namespace], int]] = {
    "week": run_week,
    "afspraken": run_actions,
    "zorgen": run_concerns,
    "instanties": run_agencies,
    "verslagen": run_minutes,
}
