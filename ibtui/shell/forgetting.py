"""`ibtui vergeet` and `ibtui bewaarlijst`: what must go, and letting it go for good."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from ibtui import lying
from ibtui.care.dates import short_date
from ibtui.care.names import Found, Named, Several, find
from ibtui.errors import BadInput, StoreError
from ibtui.files import shown
from ibtui.shell.opening import opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.shell.typed import words
from ibtui.store import forget, pupils, retention
from ibtui.store.database import today
from ibtui.store.forget import ForgetPlan
from ibtui.store.forget_words import done_words, look_words, plan_words
from ibtui.store.retention import MustGo
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list as scripts read it: without the categories, which tell that there is a shielded record."""

    pupil_id: int
    pupil: str
    first_name: str
    what: str
    left_on: dt.date
    left_to: str
    must_go_on: dt.date
    items: int
    hold: str
    hold_since: dt.date | None


def _line(one: MustGo) -> _Line:
    return _Line(
        one.pupil_id, one.pupil, one.first_name, one.what, one.left_on, one.left_to, one.must_go_on, one.items,
        one.hold, one.hold_since,
    )  # fmt: skip


def run_retention(arguments: argparse.Namespace) -> int:
    """`ibtui bewaarlijst`: of whom something must go, since when, and what is held."""
    now = today()
    with opened_school(arguments.school) as (_, school):
        rows = retention.due_list(school.id, now)
        if arguments.json:
            print_json([_line(row) for row in rows])
            return 0
        columns: list[Column[MustGo]] = [
            Column("ID", lambda row: str(row.pupil_id), right=True),
            Column("leerling", lambda row: row.pupil, least=14),
            Column("wat weg moet", lambda row: row.what, least=12),
            Column("moet weg sinds", lambda row: short_date(row.must_go_on, now)),
            Column("regels", lambda row: str(row.items), right=True, extra=True),
            Column("vastgehouden", lambda row: row.hold, least=14, extra=True),
        ]
        print_table(f"{school.name} · bewaarlijst", columns, rows, "Er hoeft nu niets weg.")
    return 0


def run_forget(arguments: argparse.Namespace) -> int:
    """`ibtui vergeet`: everything about one pupil, after the name was typed once more."""
    now = today()
    typed = words(" ".join(arguments.leerling))
    with opened_school(arguments.school) as (place, school):
        plan = forget.plan(_one(school.id, typed), now)
        until = forget.backups_until(now)
        print("\n\n".join(shown(text, 2000) for text in plan_words(plan, until)))
        _refuse_held(plan)
        if arguments.alleen_kijken:
            return 0
        _refuse_unsure(plan, arguments.zeker)
        _refuse_held(forget.plan(plan.pupil_id, now))  # typing takes a while, and the documents go first
        said = "" if arguments.laat_documenten else lying.remove_numbered(plan.files, place, now)
        done = forget.forget(plan.pupil_id, now, home=place)
    print()
    print(". ".join(text for text in (done_words([done]), said) if text))
    if done.looks:
        print()
        print("\n".join(shown(line, 2000) for line in look_words(done.looks).split("\n")))
    return 0


def _one(school: int, typed: str) -> int:
    """The pupil that is meant, also one who left: by name, or by the number in the list."""
    rows = pupils.pupils(school)
    if typed.isdecimal():
        return int(typed)
    among = [Named("leerling", row.id, row.first_name, row.infix, row.last_name, row.group) for row in rows]
    found = find(typed, among) if typed.strip() else None
    if isinstance(found, Found):
        return found.named.id
    if isinstance(found, Several):
        names = ", ".join(f"{one.full} (ID {one.id})" for one in found.named)
        raise BadInput(
            f"{shown(typed, 60)} past bij meer leerlingen: {shown(names, 600)}",
            "Typ de achternaam, of het ID.",
        )
    raise BadInput(f"Er is geen leerling die past bij {shown(typed, 60)}", "Kijk of de naam klopt.")


def _refuse_held(plan: ForgetPlan) -> None:
    if plan.hold:
        raise StoreError(f"Dit dossier wordt vastgehouden: {plan.hold}", "Er is niets weggehaald.")


def _refuse_unsure(plan: ForgetPlan, sure: str | None) -> None:
    """The name, typed behind `--zeker` or now. Anything else: nothing goes."""
    if sure is None:
        print(f"\nTyp {shown(plan.to_type, 80)} om dit voorgoed weg te halen: ", end="", flush=True)
        sure = sys.stdin.readline()
    if not plan.is_typed(words(sure)):
        raise BadInput("Er is niets weggehaald", f"Typ {shown(plan.to_type, 80)} om het wel te doen.")
