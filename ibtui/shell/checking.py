"""`ibtui controle`: whether everything is as it should be, and if not what to do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ibtui import checking, guarding
from ibtui.checking import Checked, Verdict
from ibtui.errors import BadInput, StoreError
from ibtui.files import shown
from ibtui.shell.opening import chosen_home, opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.store import home
from ibtui.store.database import today

_LONGEST = 2000


def run_check(arguments: argparse.Namespace) -> int:
    """Look everything over. 1 when something is wrong; also when the files are so open that nothing is opened."""
    files = _files_alone(arguments.school)
    if files:
        _print(files, as_json=arguments.json)
        return 1
    with opened_school(arguments.school) as (place, school):
        key = home.key_of(place)
        if key is None:
            raise StoreError("De school is niet open", "Probeer het opnieuw.")
        rows = checking.check_all(place, key, school.id, today())
    _print(rows, as_json=arguments.json)
    return 1 if any(row.verdict is Verdict.WRONG for row in rows) else 0


def _files_alone(wanted: str | None) -> tuple[Checked, ...]:
    """What is wrong with the files, each one: then nothing is opened. Nothing when they are right."""
    try:
        place = chosen_home(wanted)
    except BadInput:
        return ()  # by its own name, behind the door: opening it says what is wrong
    shut = home.exists(place) and guarding.dangers(place)  # with backups that are open to others it does open
    return checking.each_danger(place) if shut else ()


def _print(rows: Sequence[Checked], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    columns: list[Column[Checked]] = [
        Column("wat", lambda row: row.name),
        Column("oordeel", lambda row: str(row.verdict)),
        Column("wat er is", lambda row: row.said, least=20, wraps=True),
    ]
    print_table("Controle", columns, rows, "")
    for row in rows:
        if row.mend:  # not in the table: a command has to be one piece, to be copied
            print(f"{row.name}: {shown(row.mend, _LONGEST)}")
    print(_summary(rows))


def _summary(rows: Sequence[Checked]) -> str:
    wrong = sum(row.verdict is Verdict.WRONG for row in rows)
    mind = sum(row.verdict is Verdict.MIND for row in rows)
    if wrong:
        return (
            f"{wrong} van de {len(rows)} is fout." if wrong == 1 else f"{wrong} van de {len(rows)} zijn fout."
        )
    return f"Niets is fout; {mind} keer let op." if mind else "Alles is goed."
