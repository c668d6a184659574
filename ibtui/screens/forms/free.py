"""Forms for days without school: by hand, the region of the school, and a file of a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from ibtui.care.holidays import REGIONS
from ibtui.errors import BadInput
from ibtui.screens.host import Host
from ibtui.store import free_days
from ibtui.store.free_days import FreeDraft, FreeRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_LARGEST = 5_000_000
"""Bytes: a school's calendar is much smaller."""


def new_free_form(host: Host, day: dt.date) -> FormScreen[int]:
    """Days by hand; gives back the id."""

    def save(values: Values) -> int:
        return free_days.add_free(host.school.id, _draft(values))

    return _form(host, "Vrije dagen", None, day, save)


def edit_free_form(host: Host, row: FreeRow) -> FormScreen[int]:
    """Change them; gives back the id."""

    def save(values: Values) -> int:
        free_days.edit_free(row.id, _draft(values), row.version)
        return row.id

    return _form(host, "Vrije dagen wijzigen", row, row.first, save)


def region_form(host: Host, label: str) -> FormScreen[int]:
    """The holidays and feast days of a region in the school year `label`; gives back how many."""

    def save(values: Values) -> int:
        return free_days.take_region(host.school.id, values.text("regio"), label)

    field = Field("regio", "regio", Kind.CHOICE, REGIONS[0], choices=REGIONS, hint="← → of een letter")
    intro = "De vakanties en feestdagen van je regio komen in de lijst. Wat je zelf typte, blijft staan."
    return FormScreen(f"Vakanties {label}", [field], save, today=host.today(), intro=intro)


def file_form(host: Host) -> FormScreen[int]:
    """The free days in an .ics file; gives back how many."""

    def save(values: Values) -> int:
        from ibtui.exchange import ical  # late: the library takes a while to load

        return free_days.take_file(host.school.id, ical.free_days(_read(values.text("bestand"))))

    field = Field("bestand", "bestand", required=True, hint="het hele pad, zoals ~/Downloads/vakanties.ics")
    intro = (
        "Haal de vakanties uit een agendabestand (.ics). Ze komen in de plaats van die uit een eerder bestand. "
        "Wat je zelf typte, blijft staan."
    )
    return FormScreen("Vakanties uit een bestand", [field], save, today=host.today(), intro=intro)


def _read(typed: str) -> bytes:
    path = Path(typed.strip().strip("'\"")).expanduser()
    try:
        if path.exists() and not path.is_file():  # a folder, or something that never comes to an end
            raise BadInput("Dit is geen bestand", "Kies het .ics-bestand zelf.")
        if path.stat().st_size > _LARGEST:
            raise BadInput("Dit bestand is te groot", "Kies het .ics-bestand met de vakanties.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput("Dit bestand is er niet", "Kijk of de map en de naam kloppen.") from error
    except (OSError, ValueError) as error:
        raise BadInput("Dit bestand kan niet worden gelezen", "Kies een ander bestand.") from error


def _form(
    host: Host, title: str, row: FreeRow | None, day: dt.date, save: Callable[[Values], int]
) -> FormScreen[int]:
    last = None if row is None or row.last == row.first else row.last
    fields = [
        Field("naam", "naam", value=row.name if row else "", required=True, hint="zoals: studiedag"),
        Field("eerste", "eerste dag", Kind.DATE, day, required=True, hint="13-1 of vr"),
        Field("laatste", "laatste dag", Kind.DATE, last, hint="leeg: het is één dag"),
    ]
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)


def _draft(values: Values) -> FreeDraft:
    first, last = values.date("eerste"), values.date("laatste")
    if first is None:
        raise FieldError("Vul de eerste dag in.")
    if last is not None and last < first:
        raise FieldError("De laatste dag ligt voor de eerste. Verander een van de twee.")
    return FreeDraft(values.text("naam"), first, last)
