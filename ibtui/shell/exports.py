"""`ibtui exports`: who got which document, when and which version; and taking away a copy that still lies there."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from ibtui import lying
from ibtui.care.dates import short_date
from ibtui.errors import BadInput
from ibtui.lying import State
from ibtui.settings import Home
from ibtui.shell.opening import opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.shell.typed import words
from ibtui.shell.writing import one_pupil
from ibtui.store import exports
from ibtui.store.database import today
from ibtui.store.exports import ExportRow


def run_exports(arguments: argparse.Namespace) -> int:
    """The list, or with `--wis` one copy overwritten and removed."""
    if arguments.wis is not None and (arguments.leerling or arguments.json):
        raise BadInput("--wis staat alleen", "Typ bijvoorbeeld ibtui exports --wis 12.")
    if arguments.ook_gewijzigd and arguments.wis is None:
        raise BadInput(
            "--ook-gewijzigd hoort bij --wis", "Typ bijvoorbeeld ibtui exports --wis 12 --ook-gewijzigd."
        )
    with opened_school(arguments.school) as (place, school):
        if arguments.wis is not None:
            return _remove(arguments.wis, place, arguments.ook_gewijzigd)
        if arguments.leerling:
            rows = exports.exports_of_pupil(one_pupil(school.id, words(arguments.leerling)))
        else:
            rows = exports.exports(school.id)
    if arguments.json:
        print_json(rows)
        return 0
    _print(f"{school.name} · documenten", rows, place)
    return 0


def _remove(export_id: int, place: Home, even_changed: bool) -> int:
    print(lying.remove(lying.find(export_id, place, today()), even_changed=even_changed))
    return 0


def _print(title: str, rows: list[ExportRow], place: Home) -> None:
    now = today()
    there = [row for row in rows if row.removed_at is None]
    states = {file.row.id: file.state for file in lying.look(there, place.exports, now)}
    columns: list[Column[ExportRow]] = [
        Column("ID", lambda row: str(row.id), right=True),
        Column("gemaakt", lambda row: short_date(row.at.date(), now)),
        Column("over", lambda row: row.about, least=14),
        Column("gesprek", lambda row: "" if row.day is None else short_date(row.day, now), extra=True),
        Column("soort", lambda row: row.kind, least=12, extra=True),
        Column("voor", lambda row: row.audience),
        Column("naar", lambda row: row.went_to, least=18, wraps=True),
        Column("versie", lambda row: version(row)),
        Column("bestand", lambda row: row.file_name, least=20, extra=True),
        Column("ligt er", lambda row: _lies(row, states), extra=True),
    ]
    print_table(title, columns, rows, "Er zijn nog geen documenten gemaakt.")


def version(row: ExportRow) -> str:
    """Which version it was: "1, concept"."""
    return ", ".join(word for word in (str(row.edition), row.status) if word)


def _lies(row: ExportRow, states: Mapping[int, State]) -> str:
    """Whether it was seen in its folder just now: "ja", "ja, gewijzigd", "weg"; or what was noted before."""
    state = states.get(row.id)
    if state in (State.NEW, State.LYING):
        return "ja"
    if state in (State.OPEN, State.CHANGED):
        return f"ja, {state}"
    if state is not None or row.removed_at is None:
        return str(state or "")
    return f"{row.removed_how} {short_date(row.removed_at.date())}"
