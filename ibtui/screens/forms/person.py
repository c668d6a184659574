"""Forms for people: teachers, colleagues, somebody of an agency, and the guardians of a pupil."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ibtui.care.words import Custody, PersonRole
from ibtui.screens.forms.naming import name_fields, new_name_field, read_name
from ibtui.screens.host import Host
from ibtui.store import people, pupils
from ibtui.store.guardians import GuardianDraft, GuardianRow
from ibtui.store.people import PersonDraft, PersonRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_NO_YES = ("nee", "ja")
_YES_NO = ("ja", "nee")
_TITLES = ("–", "juf", "meester", "mevrouw", "meneer")
_STAFF = (PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)
_NEW = {
    PersonRole.TEACHER: "Nieuwe leerkracht",
    PersonRole.COLLEAGUE: "Nieuwe collega",
    PersonRole.HELPER: "Nieuwe begeleider",
    PersonRole.AGENCY: "Nieuwe contactpersoon",
}


def people_source(host: Host, roles: Collection[PersonRole] | None = None) -> PickSource:
    """Everyone, or those with one of these roles, for a picker; a new name is added with the first of them."""
    wanted = None if roles is None else list(roles)

    def options() -> list[Option]:
        return [Option(row.id, _label(row), _detail(row)) for row in people.people(host.school.id, wanted)]

    def add(name: str) -> FormScreen[int]:
        allowed = wanted or [PersonRole.COLLEAGUE, PersonRole.TEACHER, PersonRole.HELPER, PersonRole.AGENCY]
        return _new_form(host, allowed, name, None)

    return PickSource(options, add)


def new_person_form(
    host: Host, role: PersonRole, name: str = "", agency_id: int | None = None
) -> FormScreen[int]:
    """Somebody new; gives the number of the person. Staff can still be given another role in the form."""
    roles = [role, *(other for other in _STAFF if other != role)] if role in _STAFF else [role]
    return _new_form(host, roles, name, agency_id)


def edit_person_form(host: Host, row: PersonRow) -> FormScreen[int]:
    """Change somebody; the ib'er's own name is changed with the school."""

    def save(values: Values) -> int:
        people.edit_person(row.id, _draft(values, row.role, row.agency_id, row), row.version)
        return row.id

    roles = [PersonRole(row.role)]
    if roles[0] in _STAFF:
        roles += [role for role in _STAFF if role != roles[0]]
    fields = [*name_fields(row), *_fields(host, roles, row)]
    return _form(host, row.name, fields, save)


def guardian_form(host: Host, pupil_id: int, row: GuardianRow | None = None) -> FormScreen[int]:
    """A parent or other guardian of one pupil, new or changed; gives the number of the guardianship."""
    pupil = pupils.pupil(pupil_id)
    person = None if row is None else people.person(row.person_id)
    known = {item.id: item for item in people.people(host.school.id, [PersonRole.GUARDIAN])}

    def save(values: Values) -> int:
        known_id = values.id("known") if "known" in values.raw else None
        draft = GuardianDraft(
            person=_draft(values, PersonRole.GUARDIAN, None, known.get(known_id or 0, person)),
            relation=values.text("relation"),
            custody=values.text("custody"),
            gets_minutes=values.yes("gets_minutes"),
            person_id=known_id,
        )
        if row is None:
            return pupils.add_guardian(pupil_id, draft)
        pupils.edit_guardian(row.id, draft, row.version)
        return row.id

    def changed(form: FormScreen[int], name: str) -> None:
        chosen = known.get(form.values().id("known") or 0) if name == "known" else None
        if chosen is not None:
            form.put("name", chosen.name)
            for part in ("phone", "mail", "language"):
                form.put(part, getattr(chosen, part))
            form.put("interpreter", "ja" if chosen.interpreter else "nee")

    names = name_fields(person) if person else [new_name_field()]
    fields = [*names, *_guardian_fields(row), *_contact_fields(person), *_talk_fields(person)]
    if row is None and known:
        here = {item.person_id for item in pupils.guardians(pupil_id)}
        fields.append(_known_field([item for item in known.values() if item.id not in here]))
    title = f"Ouder of verzorger van {pupil.name}"
    return _form(host, title if row is None else f"{row.name} · {title.lower()}", fields, save, changed)


def _new_form(
    host: Host, roles: Sequence[PersonRole], name: str, agency_id: int | None
) -> FormScreen[int]:
    def save(values: Values) -> int:
        return people.add_person(host.school.id, _draft(values, roles[0], agency_id, None))

    fields = [new_name_field(name), *_fields(host, roles, None, agency_id)]
    title = _NEW.get(roles[0], "Nieuwe persoon") if len(roles) == 1 or roles[0] in _STAFF[:1] else "Nieuwe persoon"
    return _form(host, title, fields, save)


def _form(host: Host, title: str, fields: Sequence[Field], save: object, changed: object = None) -> FormScreen[int]:
    raise NotImplementedError
