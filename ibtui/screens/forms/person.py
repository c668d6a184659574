"""Forms for people: teachers, colleagues, and somebody of an agency. Guardians have their own file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ibtui.care.words import PersonRole
from ibtui.screens.forms.guardian import guardian_form as guardian_form
from ibtui.screens.forms.naming import contact_fields, name_fields, new_name_field, read_name
from ibtui.screens.host import Host
from ibtui.store import people
from ibtui.store.people import PersonDraft, PersonRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

__all__ = ["edit_person_form", "guardian_form", "new_person_form", "people_source"]

_NO_TITLE = "–"
_TITLES = (_NO_TITLE, "juf", "meester", "mevrouw", "meneer")
_STAFF = (PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)
_ADDABLE = (*_STAFF, PersonRole.AGENCY)
"""Who can be added by a picker of everyone. A parent is added at the pupil, so that the gezag is known."""


def people_source(
    host: Host, roles: Collection[PersonRole] | None = None, keep: Collection[int] = ()
) -> PickSource:
    """Everyone, or those with one of these roles, for a picker. A name it doesn't know can be added.

    `keep` are those who stand in the form already: they're among them also when they were removed since.
    """
    wanted = None if roles is None else list(roles)

    def options() -> list[Option]:
        found = people.people(host.school.id, wanted)
        found += [people.person(one) for one in set(keep) - {row.id for row in found}]
        return [Option(row.id, row.call_name, _detail(row)) for row in found]

    def add(name: str) -> FormScreen[int]:
        addable = [role for role in _ADDABLE if wanted is None or role in wanted]
        return _new_form(host, addable or [PersonRole.COLLEAGUE], name, None)

    return PickSource(options, add)


def new_person_form(
    host: Host, role: PersonRole, name: str = "", agency_id: int | None = None
) -> FormScreen[int]:
    """Somebody new; gives the number of the person. Staff can be given another role in the form."""
    roles = [role, *(other for other in _STAFF if other != role)] if role in _STAFF else [role]
    return _new_form(host, roles, name, agency_id)


def edit_person_form(host: Host, row: PersonRow) -> FormScreen[int]:
    """Change somebody; gives the number of the person."""
    role = PersonRole(row.role)
    roles = [role, *(other for other in _STAFF if other != role)] if role in _STAFF else [role]

    def save(values: Values) -> int:
        people.edit_person(row.id, _draft(values, roles, row.agency_id, row), row.version)
        return row.id

    fields = [*name_fields(row), *_fields(host, roles, row, row.agency_id)]
    return _form(host, f"{_called(row)} wijzigen: {row.name}", fields, save)


def _called(row: PersonRow) -> str:
    return "Contactpersoon" if row.role == PersonRole.AGENCY else row.role[:1].upper() + row.role[1:]


def _new_form(host: Host, roles: Sequence[PersonRole], name: str, agency_id: int | None) -> FormScreen[int]:
    def save(values: Values) -> int:
        return people.add_person(host.school.id, _draft(values, roles, agency_id, None))

    title = "Nieuw in het team"
    if PersonRole.AGENCY in roles:
        title = "Nieuwe contactpersoon" if len(roles) == 1 else "Nieuwe persoon"
    return _form(host, title, [new_name_field(name), *_fields(host, roles, None, agency_id)], save)


def _fields(
    host: Host, roles: Sequence[PersonRole], row: PersonRow | None, agency_id: int | None
) -> list[Field]:
    fields: list[Field] = []
    if len(roles) > 1:
        fields.append(
            Field("role", "rol", Kind.CHOICE, roles[0].value, choices=[role.value for role in roles])
        )
    if PersonRole.AGENCY in roles and agency_id is None:
        from ibtui.screens.forms.agency import agency_source  # that form adds people too

        hint = "alleen bij een contactpersoon van een instantie" if len(roles) > 1 else ""
        fields.append(Field("agency", "instantie", Kind.PICK, None, source=agency_source(host), hint=hint))
    if roles[0] != PersonRole.GUARDIAN:
        now = row.salutation if row and row.salutation else _NO_TITLE
        titles = _TITLES if now in _TITLES else (*_TITLES, now)
        fields.append(Field("salutation", "aanspreken als", Kind.CHOICE, now, choices=titles))
        function = row.function if row else ""
        fields.append(Field("function", "functie", value=function, hint="zoals logopedist of gymleraar"))
    return [*fields, *contact_fields(row)]


def _draft(
    values: Values, roles: Sequence[PersonRole], agency_id: int | None, row: PersonRow | None
) -> PersonDraft:
    role = values.text("role") if "role" in values.raw else roles[0].value
    if "agency" in values.raw and role == PersonRole.AGENCY:
        agency_id = values.id("agency")
    first, infix, last = read_name(values)
    # a form that doesn't ask these (a guardian's) keeps what is stored
    title = values.text("salutation") if "salutation" in values.raw else row.salutation if row else ""
    function = values.text("function") if "function" in values.raw else row.function if row else ""
    return PersonDraft(
        role=role,
        first_name=first,
        infix=infix,
        last_name=last,
        salutation="" if title == _NO_TITLE else title,
        function=function,
        agency_id=agency_id,
        phone=values.text("phone"),
        mail=values.text("mail"),
        language=row.language if row else "",
        interpreter=row.interpreter if row else False,
    )


def _detail(row: PersonRow) -> str:
    """What tells people with the same name apart: their function and agency, else their role."""
    said = ", ".join(part for part in (row.function, row.agency) if part) or row.role
    return said if row.name == row.call_name else f"{row.name} · {said}"


def _form(host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
