"""`ibtui backup`: make one now, or say which there are."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from ibtui import guarding
from ibtui.care.dates import short_date
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.settings import Home
from ibtui.shell.opening import chosen_home, opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.shell.typed import path as as_path
from ibtui.store import backup, database
from ibtui.store.backup import Backup
from ibtui.store.backup_file import megabytes
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class _Row:
    """A backup as scripts read it."""

    made_at: dt.datetime
    kind: str
    path: str
    bytes: int


def run_backup(arguments: argparse.Namespace) -> int:
    """`ibtui backup [PAD]`: make one, also while the app runs; with `--lijst` say which there are."""
    if arguments.lijst and arguments.pad:
        raise BadInput("Met --lijst hoort geen pad", "Typ ibtui backup --lijst.")
    if arguments.json and not arguments.lijst:
        raise BadInput("--json hoort bij --lijst", "Typ ibtui backup --lijst --json.")
    if arguments.lijst:
        return _list(chosen_home(arguments.school), as_json=arguments.json)
    target = _target(arguments.pad) if arguments.pad else None
    with opened_school(arguments.school) as (place, _school):
        made = backup.backup_to(place, target) if target else backup.backup_now(place, database.today())
    print(f"Reservekopie gemaakt en gecontroleerd: {shown(made)} ({megabytes(made.stat().st_size)})")
    return 0


def _target(typed: str) -> Path:
    """Where it has to come. A slash at the end means a folder: without the stick no file may get its name."""
    target = as_path(typed)
    if typed.endswith("/") and not target.is_dir():
        raise BadInput(f"De map {shown(target)} is er niet", "Kijk of het pad klopt. Is de schijf er?")
    return target


def _list(place: Home, *, as_json: bool) -> int:
    guarding.enter(place)
    now, found = database.today(), backup.backups(place)
    if as_json:
        print_json([_Row(one.made_at, str(one.kind), str(one.path), one.size) for one in found])
        return 0
    columns: list[Column[Backup]] = [
        Column("gemaakt", lambda row: f"{short_date(row.made_at.date(), now)} {_time(row)}"),
        Column("wat", lambda row: str(row.kind), extra=True),
        Column("grootte", lambda row: megabytes(row.size), right=True, extra=True),
        Column("bestand", lambda row: row.path.name),  # whole: it is what one types behind `herstel`
    ]
    print_table(
        "Reservekopieën", columns, found, "Er zijn nog geen reservekopieën. Maak er een: ibtui backup."
    )
    print(f"Ze staan in {shown(backup.folder(place))}")
    return 0


def _time(row: Backup) -> str:
    """A folder of an older ibtui doesn't tell."""
    return "" if row.path.is_dir() else f"{row.made_at:%H:%M}"
