"""Guardians: who is responsible for a pupil, with or without gezag."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ibtui.care.text import clean
from ibtui.care.words import Custody, match_word
from ibtui.errors import BadInput
from ibtui.store import labels, people
from ibtui.store.change import check_version, write
from ibtui.store.models import Guardianship, Person, Pupil
from ibtui.store.opp_answers import following_custody
from ibtui.store.people import PersonDraft
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """One guardian of one pupil; `id` is the guardianship. `custody` (gezag): ja, nee or onbekend. `note`: what to
    think of ("alleen via de mail")."""

    id: int
    person_id: int
    name: str
    relation: str
    custody: str
    phone: str
    mail: str
    language: str
    interpreter: bool
    gets_minutes: bool
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class GuardianDraft:
    """What a form gives. With `person_id` a known person (a brother's mother) is the guardian, as they are."""

    person: PersonDraft
    relation: str
    custody: str
    gets_minutes: bool = True
    person_id: int | None = None
    note: str = ""


def guardians(pupil: int) -> list[GuardianRow]:
    """The guardians of a pupil, in the order in which they were added. One query."""
    query = (
        Guardianship.select(Guardianship, Person)
        .join(Person)
        .where((Guardianship.pupil == pupil) & Person.deleted_at.is_null())
        .order_by(Guardianship.id)
    )
    return [_row(row) for row in query]


def with_custody(pupils: Collection[int]) -> Mapping[int, Sequence[str]]:
    """What the guardians with gezag of each of these pupils are called, in full. One query."""
    query = (
        Guardianship.select(Guardianship, Person)
        .join(Person)
        .where(
            Guardianship.pupil.in_(list(pupils))
            & (Guardianship.custody == Custody.YES)
            & Person.deleted_at.is_null()
        )
        .order_by(Guardianship.id)
    )
    found: dict[int, list[str]] = {}
    for row in query if pupils else ():
        found.setdefault(row.pupil_id, []).append(labels.person_name(row.person))
    return found


def add_guardian(pupil: int, draft: GuardianDraft) -> int:
    """Add a guardian; gives the number of the guardianship. Who has custody is asked about the OPP that runs."""
    with write("ouder of verzorger toegevoegd") as change, following_custody(change, [pupil]):
        school = int(change.edit(Pupil, pupil).school_id)
        person = draft.person_id
        if person is None:
            person = people.add_in(change, school, draft.person)
        if Guardianship.select().where(Guardianship.pupil == pupil, Guardianship.person == person).exists():
            raise BadInput("Deze ouder of verzorger staat er al", "Wijzig de regel die er is.")
        row = Guardianship(pupil=pupil, person=person)
        _fill(row, draft)
        change.add(row)
        change.about(row)
        return int(row.id)


def edit_guardian(guardian_id: int, draft: GuardianDraft, version: int | None = None) -> None:
    """Change the person and what they are to the pupil. `Conflict` when either changed since."""
    with write("ouder of verzorger gewijzigd") as change:
        row = change.edit(Guardianship, guardian_id)
        check_version(version, row.version + row.person.version)
        people.edit_in(change, row.person_id, draft.person)
        with following_custody(change, [row.pupil_id]):
            _fill(row, draft)
            change.save(row)


def remove_guardian(guardian_id: int) -> None:
    """Take a guardian off a pupil. The person goes in the bin when no other pupil is left."""
    with write("ouder of verzorger verwijderd") as change:
        row = change.edit(Guardianship, guardian_id)
        person = row.person_id
        with following_custody(change, [row.pupil_id]):
            change.remove(row)
        if not Guardianship.select().where(Guardianship.person == person).exists():
            change.bin(change.edit(Person, person))


def _row(row: Guardianship) -> GuardianRow:
    person = row.person
    return GuardianRow(
        id=row.id,
        person_id=person.id,
        name=labels.full_name(person.first_name, person.infix, person.last_name),
        relation=row.relation,
        custody=row.custody,
        phone=person.phone,
        mail=person.mail,
        language=person.language,
        interpreter=person.interpreter,
        gets_minutes=row.gets_minutes,
        note=row.note,
        version=row.version + person.version,  # both only grow, so a change of either shows
    )


def _fill(row: Guardianship, draft: GuardianDraft) -> None:
    row.relation = clean(draft.relation)
    row.custody = match_word(Custody, draft.custody).value
    row.gets_minutes = draft.gets_minutes
    row.note = clean(draft.note)
