"""`ibtui agenda`: which text each kind of minutes starts from, and how a school gets its own."""

from __future__ import annotations

import argparse
import sys

from ibtui import settings
from ibtui.errors import Missing
from ibtui.files import shown
from ibtui.shell.opening import chosen_home
from ibtui.shell.output import Column, print_json, print_table
from ibtui.store import home
from ibtui.templates import KINDS, Template, file_name, template, write_built_in
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    file: str
    own: bool
    trouble: str


def run_agenda(arguments: argparse.Namespace) -> int:
    """List the texts, or with `maken` put the built-in ones in the school's folder. No passphrase is needed."""
    place = chosen_home(arguments.school)
    if arguments.doe == "maken":
        return _make(place)
    rows = [_row(template(kind, place.agenda)) for kind in KINDS]
    if arguments.json:
        print_json(rows)
        return 0
    columns: list[Column[_Row]] = [
        Column("soort", lambda row: row.kind),
        Column("bestand", lambda row: row.file),
        Column("van wie", lambda row: "van je school" if row.own else "van ibtui"),
    ]
    print_table(f"Eigen kopjes staan in {place.agenda}", columns, rows, "")
    for row in rows:
        if row.trouble:
            print(row.trouble, file=sys.stderr)
    return 0


def _make(place: settings.Home) -> int:
    if not home.exists(place):
        raise Missing("Er is hier nog geen school", "Start ibtui om er een te beginnen.")
    written = write_built_in(place.agenda)
    count = "1 bestand" if len(written) == 1 else f"{len(written)} bestanden"
    if written:
        print(f"{count} gemaakt in {shown(place.agenda)}. Verander wat je wilt.")
    else:
        print(f"Alle bestanden zijn er al, in {shown(place.agenda)}.")
    return 0


def _row(found: Template) -> _Row:
    return _Row(found.kind.value, file_name(found.kind), found.own is not None, found.trouble)
