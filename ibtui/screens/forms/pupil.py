"""Forms for pupils."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from ibtui.care.words import LeftTo
from ibtui.screens.forms.group import group_source
from ibtui.screens.forms.naming import name_fields, new_name_field, picked, read_name
from ibtui.screens.host import Host
from ibtui.store import groups, labels, pupils
from ibtui.store.pupils import PupilDraft, PupilRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_UNKNOWN = "nog niet bekend"


def pupil_source(host: Host, keep: Collection[int] = ()) -> PickSource:
    """The pupils who are at school now, for a picker. A name it doesn't know can be added.

    `keep` are those who stand in the form already: they're among them also when they left since.
    """

    def options() -> list[Option]:
        found = [row for row in pupils.pupils(host.school.id) if row.left_on is None]
        left = set(keep) - {row.id for row in found}
        return [_option(row) for row in (*found, *pupils.pupils_by_id(left).values())]

    return PickSource(options, lambda name: new_pupil_form(host, name))


def _option(row: PupilRow) -> Option:
    if row.left_on is not None:
        return Option(row.id, row.name, "van school")
    place = labels.group_label(row.group) if row.group else "zonder groep"
    return Option(row.id, row.name, f"{place} · {row.also_called}" if row.also_called else place)


def new_pupil_form(host: Host, name: str = "", group_id: int | None = None) -> FormScreen[int]:
    """A new pupil; gives its number. Only the name has to be known."""

    def save(values: Values) -> int:
        first, infix, last = read_name(values)
        draft = PupilDraft(
            first, infix, last, values.id("group"), values.text("year"), values.number("level") or 1,
            also_called=values.text("also_called"),
        )  # fmt: skip
        return pupils.add_pupil(host.school.id, draft, host.today())

    year = _only_year(groups.group(group_id).name) if group_id else ""
    fields = [
        new_name_field(name, hint="roepnaam en achternaam"),
        *_place_fields(host, group_id, year),
        _level_field(host, 1),
        _also_field(""),
    ]
    return _form(host, "Nieuwe leerling", fields, save)


def edit_pupil_form(host: Host, row: PupilRow) -> FormScreen[int]:
    """Change a pupil; gives its number."""

    def save(values: Values) -> int:
        draft = PupilDraft(
            *read_name(values),
            group_id=values.id("group"),
            year=values.text("year"),
            level=values.number("level"),
            birth_date=values.date("birth_date"),
            left_on=values.date("left_on"),
            also_called=values.text("also_called"),
            left_to=values.text("left_to") if values.text("left_to") != _UNKNOWN else "",
        )
        pupils.edit_pupil(row.id, draft, host.today(), row.version)
        return row.id

    fields = [
        *name_fields(row),
        *_place_fields(host, row.group_id, row.year),
        _level_field(host, row.level),
        Field("birth_date", "geboortedatum", Kind.DATE, row.birth_date, hint="mag leeg blijven"),
        Field("left_on", "van school op", Kind.DATE, row.left_on or row.leaves_on,
              hint="alleen als de leerling weg is of weggaat"),
        Field("left_to", "ging naar", Kind.CHOICE, row.left_to or _UNKNOWN, choices=(_UNKNOWN, *LeftTo),
              hint="bepaalt hoe lang je het dossier bewaart"),
        _also_field(row.also_called),
    ]  # fmt: skip
    return _form(host, f"Leerling wijzigen: {row.name}", fields, save)


def _also_field(also: str) -> Field:
    return Field(
        "also_called",
        "ook wel",
        value=also,
        hint="andere roepnamen, met een komma ertussen",
    )


def _place_fields(host: Host, group_id: int | None, year: str) -> list[Field]:
    return [
        Field("group", "groep", Kind.PICK, group_id, source=group_source(host, picked(group_id))),
        Field("year", "leerjaar", value=year, hint="zoals 3, in groep 3/4/5"),
    ]


def _level_field(host: Host, level: int) -> Field:
    most = max(host.school.levels, level)
    return Field(
        "level", "ondersteuning", Kind.CHOICE, str(level), choices=[str(number) for number in range(1, most + 1)],
        hint=f"niveau 1 (in de groep) tot {host.school.levels}",
    )  # fmt: skip


def _only_year(group: str) -> str:
    """The year of a group with one year ("groep 5" is 5); "" for a combination."""
    found = re.findall(r"[1-8]", group)
    return found[0] if len(found) == 1 else ""


def _form(host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    def changed(form: FormScreen[int], name: str) -> None:
        group = form.values().id("group") if name == "group" else None
        if group is not None and _only_year(groups.group(group).name):
            form.put("year", _only_year(groups.group(group).name))

    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, changed=changed
    )
