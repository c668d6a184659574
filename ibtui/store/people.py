"""People: everyone who can sit at the table, but for pupils."""

from __future__ import annotations

from collections.abc import Collection

from peewee import JOIN, ModelSelect

from ibtui.care.names import Named, sort_key
from ibtui.care.text import clean
from ibtui.care.words import PersonRole, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import Change, write
from ibtui.store.models import Agency, Guardianship, Person
from ibtui.store.opp_answers import following_custody
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `name` in full, `call_name` as people say it ("juf Ans"); `agency` is "" without one."""

    id: int
    role: str
    name: str
    call_name: str
    first_name: str
    infix: str
    last_name: str
    salutation: str
    function: str
    agency_id: int | None
    agency: str
    phone: str
    mail: str
    language: str
    interpreter: bool
    version: int


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What a form gives. `role` is a word of `care.words.PersonRole`."""

    role: str
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    salutation: str = ""
    function: str = ""
    agency_id: int | None = None
    phone: str = ""
    mail: str = ""
    language: str = ""
    interpreter: bool = False


def people(school: int, roles: Collection[PersonRole] | None = None) -> list[PersonRow]:
    """Everyone, or those with one of these roles, by first name."""
    query = _select().where((Person.school == school) & Person.deleted_at.is_null())
    if roles is not None:
        query = query.where(Person.role.in_(list(roles)))
    return sorted((_row(person) for person in query), key=lambda row: sort_key(named(row)))


def person(person_id: int) -> PersonRow:
    """One person; also one in the bin, who may still be named in old minutes. `Missing` when unknown."""
    found = _select().where(Person.id == person_id).first()
    if found is None:
        raise Missing("Deze persoon is er niet meer", "Kies iemand anders.")
    return _row(found)


def add_person(school: int, draft: PersonDraft) -> int:
    """Add a person; gives the number."""
    with write("persoon toegevoegd") as change:
        return add_in(change, school, draft)


def edit_person(person_id: int, draft: PersonDraft, version: int | None = None) -> None:
    """Change a person. `Conflict` when the row no longer has this version."""
    with write("persoon gewijzigd") as change:
        edit_in(change, person_id, draft, version)


def bin_person(person_id: int) -> None:
    """Put a person in the bin; old minutes keep the name."""
    with write("persoon verwijderd") as change:
        row = change.edit(Person, person_id)
        if row.role == PersonRole.COORDINATOR:
            raise BadInput("De ib'er zelf kan niet weg", "Je naam wijzig je bij de gegevens van de school.")
        links = Guardianship.select().where(Guardianship.person == person_id)
        with following_custody(change, {link.pupil_id for link in links}):
            change.bin(row)


def add_in(change: Change, school: int, draft: PersonDraft) -> int:
    """Add a person as part of a larger change."""
    return int(change.add(_fill(Person(school=school), draft)).id)


def edit_in(change: Change, person_id: int, draft: PersonDraft, version: int | None = None) -> None:
    """Change a person as part of a larger change."""
    row = change.edit(Person, person_id, version)
    if (row.role == PersonRole.COORDINATOR) != (match_word(PersonRole, draft.role) == PersonRole.COORDINATOR):
        raise BadInput("Er is één ib'er in een school", "Kies een andere rol.")
    change.save(_fill(row, draft))


def named_people(school: int) -> list[Named]:
    """Everyone, for finding by first letters. One query."""
    return [named(row) for row in people(school)]


def named_pupils(school: int) -> list[Named]:
    """The pupils who are at school now, for finding by first letters. Two queries."""
    from ibtui.store.pupils import at_school  # pupils know their guardians, who are people

    return [
        Named(
            "leerling", row.id, row.first_name, row.infix, row.last_name, labels.group_label(row.group),
            row.also_called,
        )
        for row in at_school(school)
    ]  # fmt: skip


def _select() -> ModelSelect[Person]:
    return Person.select(*_SHOWN, Agency.id, Agency.name).join(Agency, JOIN.LEFT_OUTER)


_SHOWN = (
    Person.id, Person.version, Person.role, Person.first_name, Person.infix, Person.last_name, Person.salutation,
    Person.function, Person.agency, Person.phone, Person.mail, Person.language, Person.interpreter,
)  # fmt: skip
"""What a row is drawn of: with the years there are thousands, and the minutes want to know them all."""


def _row(row: Person) -> PersonRow:
    call = labels.call_name(row)
    return PersonRow(
        id=row.id,
        role=row.role,
        name=labels.full_name(row.first_name, row.infix, row.last_name) or call,
        call_name=call,
        first_name=row.first_name,
        infix=row.infix,
        last_name=row.last_name,
        salutation=row.salutation,
        function=row.function,
        agency_id=row.agency_id,
        agency=row.agency.name if row.agency is not None else "",
        phone=row.phone,
        mail=row.mail,
        language=row.language,
        interpreter=row.interpreter,
        version=row.version,
    )


def named(row: PersonRow) -> Named:
    """Somebody, for finding by first letters."""
    hint = row.function or row.agency or row.role
    return Named("persoon", row.id, row.first_name, row.infix, row.last_name, hint)


def _fill(row: Person, draft: PersonDraft) -> Person:
    row.role = match_word(PersonRole, draft.role).value
    row.first_name = clean(draft.first_name)
    row.infix = clean(draft.infix)
    row.last_name = clean(draft.last_name)
    row.salutation = clean(draft.salutation)
    row.function = clean(draft.function)
    row.agency_id = draft.agency_id
    row.phone = clean(draft.phone)
    row.mail = clean(draft.mail)
    row.language = clean(draft.language)
    row.interpreter = draft.interpreter
    if not (row.first_name or row.last_name or (row.agency_id is not None and row.function)):
        raise BadInput("Een naam ontbreekt", "Vul een voornaam of een achternaam in.")
    return row
