"""`ibtui scholen`: the schools in this home."""

from __future__ import annotations

import argparse
import os

from ibtui import places, settings
from ibtui.shell.output import Column, print_json, print_table
from ibtui.store import home
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    folder: str
    last: bool


def run_schools(arguments: argparse.Namespace) -> int:
    """List them by the name of their folder. No passphrase is needed: nothing is opened."""
    place = settings.home(os.environ)
    last = places.last_open(place)
    found = [one for one in places.schools(place) if home.exists(one)]
    rows = [_Row(places.called(one), str(one.database.parent), one == last) for one in found]
    if arguments.json:
        print_json(rows)
        return 0
    columns: list[Column[_Row]] = [
        Column("school", lambda row: row.name),
        Column("", lambda row: "laatst open" if row.last and len(rows) > 1 else ""),
        Column("map", lambda row: row.folder, least=20, wraps=True),
    ]
    print_table("Scholen", columns, rows, "Er is hier nog geen school. Start ibtui om er een te beginnen.")
    return 0
