"""The form for a parent or another guardian of a pupil."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.care.words import Custody, PersonRole
from ibtui.screens.forms.naming import contact_fields, name_fields, new_name_field, read_name
from ibtui.screens.host import Host
from ibtui.store import people, pupils
from ibtui.store.guardians import GuardianDraft, GuardianRow
from ibtui.store.people import PersonDraft, PersonRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_NO_YES = ("nee", "ja")
_YES_NO = ("ja", "nee")


def guardian_form(host: Host, pupil_id: int, row: GuardianRow | None = None) -> FormScreen[int]:
    """A parent or other guardian of one pupil, new or changed; gives the number of the guardianship.

    A parent of a brother or sister can be chosen, so that one person stays one person.
    """
    if row is not None:
        return _edit_form(host, row)
    here = {item.person_id for item in pupils.guardians(pupil_id)}
    known = {
        item.id: item for item in people.people(host.school.id, [PersonRole.GUARDIAN]) if item.id not in here
    }

    def save(values: Values) -> int:
        person_id = values.id("known") if known else None
        draft = _draft(values, known.get(person_id) if person_id else None, person_id)
        return pupils.add_guardian(pupil_id, draft)

    def changed(form: FormScreen[int], name: str) -> None:
        person_id = form.values().id("known") if name == "known" else None
        if person_id in known:
            _fill_in(form, known[person_id])

    fields = [new_name_field(), *_fields(None, None)]
    if known:
        fields.append(_known_field(list(known.values())))
    title = f"Nieuwe ouder of verzorger van {pupils.pupil(pupil_id).name}"
    return FormScreen(title, fields, save, today=host.today(), changed=changed)


def _edit_form(host: Host, row: GuardianRow) -> FormScreen[int]:
    person = people.person(row.person_id)

    def save(values: Values) -> int:
        pupils.edit_guardian(row.id, _draft(values, person, None), row.version)
        return row.id

    title = f"Ouder of verzorger wijzigen: {row.name}"
    return FormScreen(title, [*name_fields(person), *_fields(row, person)], save, today=host.today())


def _fields(row: GuardianRow | None, person: PersonRow | None) -> list[Field]:
    custody = row.custody if row else Custody.UNKNOWN.value
    return [
        Field(
            "relation", "wie is dit", value=row.relation if row else "", hint="moeder, vader, oma, voogd",
            required=True,
        ),
        Field("custody", "gezag", Kind.CHOICE, custody, choices=[word.value for word in Custody]),
        *contact_fields(person),
        Field("language", "taal", value=person.language if person else "", hint="als dat niet Nederlands is"),
        Field("interpreter", "tolk nodig", Kind.CHOICE, _word(person and person.interpreter), choices=_NO_YES),
        Field(
            "gets_minutes", "krijgt verslagen", Kind.CHOICE, _word(row is None or row.gets_minutes), choices=_YES_NO,
            hint="of deze ouder een kopie wil van de verslagen",
        ),
        Field("note", "let op", value=row.note if row else "", hint="zoals: alleen mailen, niet bellen"),
    ]  # fmt: skip


def _known_field(known: Sequence[PersonRow]) -> Field:
    options = [Option(item.id, item.name, item.phone or item.mail) for item in known]
    return Field(
        "known", "of kies een bekende", Kind.PICK, None, source=PickSource(lambda: options),
        hint="een ouder van een broer of zus die er al is",
    )  # fmt: skip


def _fill_in(form: FormScreen[int], person: PersonRow) -> None:
    form.put("name", person.name)
    form.put("phone", person.phone)
    form.put("mail", person.mail)
    form.put("language", person.language)
    form.put("interpreter", _word(person.interpreter))


def _draft(values: Values, person: PersonRow | None, person_id: int | None) -> GuardianDraft:
    first, infix, last = read_name(values)
    if person is not None and values.raw.get("name") == person.name:  # chosen, not typed: keep its own parts
        first, infix, last = person.first_name, person.infix, person.last_name
    return GuardianDraft(
        person=PersonDraft(
            role=person.role if person else PersonRole.GUARDIAN.value,
            first_name=first,
            infix=infix,
            last_name=last,
            salutation=person.salutation if person else "",
            function=person.function if person else "",
            agency_id=person.agency_id if person else None,
            phone=values.text("phone"),
            mail=values.text("mail"),
            language=values.text("language"),
            interpreter=values.yes("interpreter"),
        ),
        relation=values.text("relation"),
        custody=values.text("custody"),
        gets_minutes=values.yes("gets_minutes"),
        person_id=person_id,
        note=values.text("note"),
    )


def _word(yes: object) -> str:
    return "ja" if yes else "nee"
