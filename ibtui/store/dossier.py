"""The whole file of one child, for a parent who asks to read it (inzage). What it holds is told in `care/dossier.py`.

Private notes are counted and never read further; the meldcode and lessons that were looked at aren't asked for at
all. What other children's names are, the check of papers knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from peewee import JOIN

from ibtui.care.dossier import CLOSES, OPENS, Dossier, Entry, Guardian, Part, PartKind, is_apart
from ibtui.care.findings import AdultName, ChildName, Known
from ibtui.care.mentions import Mention, mentions, replaced
from ibtui.care.minutes import Mark, mark_of
from ibtui.care.names import Found, Register, find, other_names
from ibtui.care.words import Audience, ConcernCategory, PersonRole
from ibtui.errors import Missing
from ibtui.store import labels
from ibtui.store.dossier_help import help_entries
from ibtui.store.dossier_names import Lists
from ibtui.store.dossier_records import GROUND, Sources, records
from ibtui.store.dossier_talks import talks
from ibtui.store.dossier_which import private_talks
from ibtui.store.known_names import contacts
from ibtui.store.models import Agency, Concern, ConcernEvent, Guardianship, Person, Pupil
from ibtui.store.pupils import pupil as pupil_row


def dossier(pupil_id: int) -> Dossier:
    """All of it, the oldest first. `Missing` when the pupil is gone or in the bin."""
    own = Pupil.get_or_none((Pupil.id == pupil_id) & Pupil.deleted_at.is_null())
    if own is None:
        raise Missing("Deze leerling is er niet meer", "Kies een andere leerling.")
    everyone = list(
        Person.select(Person, Agency).join(Agency, JOIN.LEFT_OUTER).where(Person.school == own.school_id)
    )
    sources = Sources(
        own.school_id,
        pupil_id,
        {int(one.id): _called(one) for one in everyone},
        {int(one.id): one.name for one in Agency.select().where(Agency.school == own.school_id)},
        _others(everyone, pupil_id),
        own.first_name,
    )
    children = list(Pupil.select().where(Pupil.school == own.school_id))
    lists = Lists.of(children, everyone)
    found = talks(sources, own, lists)
    entries, apart = _without_apart([*found.entries, *records(sources), *help_entries(sources)])
    entries, hidden = _public(entries)
    entries.sort(key=lambda entry: (entry.day, entry.kind in _LAST_OF_A_DAY))
    group = pupil_row(pupil_id).group
    return Dossier(
        pupil_id=pupil_id,
        name=labels.full_name(own.first_name, own.infix, own.last_name),
        group=labels.group_label(group) if group else "",
        guardians=tuple(_guardians(pupil_id)),
        entries=tuple(_unmarked(entries, lists, own)),
        private_notes=private_talks(pupil_id) + _private_events(pupil_id),
        private_lines=found.private_lines + hidden,
        look_at=(*found.look_at, *apart, *_safety(entries)),
        known=_known(children, everyone, own),
        born=own.birth_date,
        left_on=own.left_on,
    )


def _guardians(pupil_id: int) -> Iterator[Guardian]:
    links = Guardianship.select(Guardianship, Person).join(Person).where(Guardianship.pupil == pupil_id)
    for link in links.where(Person.deleted_at.is_null()).order_by(Guardianship.id):
        yield Guardian(labels.person_name(link.person), link.relation, link.custody)


def _private_events(pupil_id: int) -> int:
    query = ConcernEvent.select().join(Concern).where(Concern.pupil == pupil_id)
    private = (ConcernEvent.audience == Audience.PRIVATE) & ConcernEvent.deleted_at.is_null()
    return int(query.where(private & Concern.deleted_at.is_null()).count())


_LAST_OF_A_DAY = ("termijn", "papier", "verzoek om inzage")
"""What follows from something else is read after it."""

_LOOSE = "afspraak"
_APART_KINDS = ("verteld", "papier", "verwijzing", "toestemming", "gesprek", _LOOSE)
_APART_LABELS = ("Aan wie", GROUND, "Voor wie", "Aan tafel", "Contact", "Doel")


def _called(person: Person) -> str:
    """A name; of Veilig Thuis with its agency, so that it is known for what it is."""
    name, agency = labels.person_name(person), labels.organisation(person)
    return f"{name}, {agency}" if is_apart(agency) else name


def _without_apart(entries: Sequence[Entry]) -> tuple[list[Entry], list[str]]:
    """The entries without what went to or came from Veilig Thuis; and what to tell the ib'er about that."""
    kept, told = list[Entry](), list[str]()
    for entry in entries:
        texts = [part.text for part in entry.parts if part.label in _APART_LABELS or entry.kind == _LOOSE]
        where = f"{entry.day.day}-{entry.day.month}-{entry.day.year}, {entry.kind}"
        if entry.kind in _APART_KINDS and any(map(is_apart, (entry.title, *texts))):
            told.append(f"{where}: gaat over Veilig Thuis of de meldcode, en staat er niet in.")
            continue
        kept.append(entry)
        if any(is_apart(part.text) for part in entry.parts if part.kind is not PartKind.VIEW):
            told.append(f"{where}: noemt Veilig Thuis of de meldcode. Mag dit mee? Vraag het eerst na.")
    return kept, told


def _safety(entries: list[Entry]) -> Iterator[str]:
    """A concern about safety is in the file; whether it may be read now, school must think about itself."""
    for entry in entries:
        if entry.kind == "zorg" and entry.title.endswith(ConcernCategory.SAFETY):
            day = f"{entry.day.day}-{entry.day.month}-{entry.day.year}"
            yield f"{day}, zorg over veiligheid: kan het kwaad voor het kind als dit nu meegaat? Vraag het eerst na."


# --- names ---


def _others(everyone: list[Person], pupil_id: int) -> frozenset[int]:
    """The persons who are a parent of other children only. A teacher with a child at school is a teacher here."""
    family = _relations(pupil_id)
    parents = {int(one.id) for one in everyone if one.role == PersonRole.GUARDIAN}
    linked = {link.person_id for link in Guardianship.select().where(Guardianship.person.in_(list(parents)))}
    return frozenset(linked - family.keys())


def _relations(pupil_id: int) -> dict[int, str]:
    """What the guardians of this pupil are to her."""
    return {
        link.person_id: link.relation for link in Guardianship.select().where(Guardianship.pupil == pupil_id)
    }


def _known(children: list[Pupil], everyone: list[Person], own: Pupil) -> Known:
    """Who may be named, and the contact data of families. The staff and the child's own family aren't others; parents
    of other children are."""
    family = _relations(int(own.id))
    names = []
    for one in children:
        mine = int(one.id) == int(own.id)
        firsts = (one.first_name, *other_names(one.also_called))
        names += [ChildName(int(one.id), first, one.infix, one.last_name, mine) for first in firsts]
    adults = []
    for person in everyone:
        guardian = person.role == PersonRole.GUARDIAN
        parts = (person.first_name, person.infix, person.last_name)
        near = int(person.id) in family or not guardian
        adults.append(AdultName(int(person.id), *parts, near, guardian))
    agencies = Agency.select().where((Agency.school == own.school_id) & Agency.deleted_at.is_null())
    return Known(
        children=tuple(names),
        adults=tuple(adults),
        contacts=tuple(contacts(everyone, family, list(agencies))),
    )


def _unmarked(entries: list[Entry], lists: Lists, own: Pupil) -> Iterator[Entry]:
    """Names with a # or an @ without their mark; that of another child is marked as such."""
    named = Register(lists.pupils.values())

    def by(one: Mention) -> str:
        if one.mark == "@":
            return one.typed
        meant = find(one.typed, named)
        if isinstance(meant, Found) and meant.named.id == int(own.id):
            return own.first_name
        return f"{OPENS}{one.typed}{CLOSES}"

    for entry in entries:
        yield replace(entry, parts=tuple(_written(part, by) for part in entry.parts))


def _written(part: Part, by: Callable[[Mention], str]) -> Part:
    lines = part.text.split("\n")
    if not any(mentions(line) for line in lines):
        return part
    return replace(part, text="\n".join(replaced(line, by) for line in lines))


def _public(entries: Sequence[Entry]) -> tuple[list[Entry], int]:
    """The entries without lines that begin with %: everywhere in ibtui those are for the ib'er alone. And how many
    there were. A parent's own words stay as they are."""
    found, gone = list[Entry](), 0
    for entry in entries:
        parts = list[Part]()
        for part in entry.parts:
            lines = part.text.split("\n")
            kept = [line for line in lines if part.kind is PartKind.VIEW or mark_of(line) is not Mark.PRIVATE]
            gone += len(lines) - len(kept)
            if len(kept) == len(lines):
                parts.append(part)
            elif any(line.strip() for line in kept):
                parts.append(replace(part, text="\n".join(kept)))
        found.append(replace(entry, parts=tuple(parts)))
    return found, gone
