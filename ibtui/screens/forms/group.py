"""Forms for groups."""

from __future__ import annotations

from collections.abc import Collection

from ibtui.care.words import PersonRole
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import groups, labels
from ibtui.store.groups import GroupDraft, GroupRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_TEACHERS = (PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.COORDINATOR)


def group_source(host: Host, keep: Collection[int] = ()) -> PickSource:
    """The groups of this school year, for a picker. A name it doesn't know can be added.

    `keep` are those that stand in the form already: they're among them also when their year is over.
    """

    def options() -> list[Option]:
        found = groups.groups(host.school.id, host.today())
        earlier = [groups.group(one) for one in set(keep) - {row.id for row in found}]
        return [
            Option(row.id, labels.group_label(row.name), labels.listed(row.teachers))
            for row in (*found, *earlier)
        ]

    return PickSource(options, lambda name: new_group_form(host, name))


def new_group_form(host: Host, name: str = "") -> FormScreen[int]:
    """A new group in this school year; gives its number."""

    def save(values: Values) -> int:
        return groups.add_group(host.school.id, _draft(values), host.today())

    return FormScreen("Nieuwe groep", _fields(host, name, ()), save, today=host.today())


def edit_group_form(host: Host, row: GroupRow) -> FormScreen[int]:
    """Change a group's name and teachers; gives its number."""

    def save(values: Values) -> int:
        groups.edit_group(row.id, _draft(values), row.version)
        return row.id

    fields = _fields(host, row.name, row.teacher_ids)
    title = f"Groep wijzigen: {labels.group_label(row.name).removeprefix('groep ')}"
    return FormScreen(title, fields, save, today=host.today())


def _fields(host: Host, name: str, teachers: tuple[int, ...]) -> list[Field]:
    hint = "typ een naam; ken ik die niet, dan kun je haar of hem meteen toevoegen"
    return [
        Field("name", "naam", value=name, required=True, hint="zoals 3/4/5"),
        Field(
            "teachers", "leerkrachten", Kind.PICK_MANY, teachers, source=people_source(host, _TEACHERS, teachers),
            hint=hint
        ),
    ]  # fmt: skip


def _draft(values: Values) -> GroupDraft:
    name = values.text("name").strip()
    if name.lower().startswith("groep ") and name[6:7].isdigit():
        name = name[6:]  # shown as "groep 3/4/5" anyway
    return GroupDraft(name, values.ids("teachers"))
