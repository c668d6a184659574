"""What the file of one child holds besides conversations, as entries for the paper of an inzageverzoek.

Only what is meant to be read by her parents: never a private event, never the meldcode. Every question is asked once
for the whole file, however long it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ibtui.care.absence import time_words
from ibtui.care.dossier import CLOSES, OPENS, Entry, Part, PartKind, bare
from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.care.words import Audience, Custody, ReferralStatus
from ibtui.store import labels, term_counting
from ibtui.store.models import (
    Absence,
    AccessRequest,
    Approach,
    Concern,
    ConcernEvent,
    Consent,
    Deadline,
    Group,
    ParentQuestion,
    ParentView,
    Placement,
    PupilLevel,
    Referral,
    Told,
)
from ibtui.values import dataclass

SAFETY_RULES = ("meldcode_stap", "vt_besluit")
"""Terms that belong to the meldcode: they are in no list and in no paper."""


STAND = "Hoe ver"
GROUND = "Waarom het mag"
"""Labels in words that a parent knows."""

_REFERRAL = {ReferralStatus.CONSIDERED.value: "we denken hierover na"}


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose file it is, and what everybody is called, by number. `others`: the parents of other children only."""

    school: int
    pupil: int
    people: Mapping[int, str]
    agencies: Mapping[int, str]
    others: frozenset[int] = frozenset()
    first: str = ""  # what the child is called

    def person(self, number: int | None) -> str:
        """Somebody's name; "" for nobody. That of another child's parent is marked."""
        return self.named(number, self.people.get(number or 0, ""))

    def named(self, number: int | None, name: str) -> str:
        """A name that stands somewhere, marked when it is that of another child's parent."""
        return f"{OPENS}{bare(name)}{CLOSES}" if number in self.others and name else bare(name)

    def agency(self, number: int | None) -> str:
        """An agency's name; "" for none."""
        return self.agencies.get(number or 0, "")


def fact(label: str, value: object) -> list[Part]:
    """One line with a label, or nothing without a value. A day is written out, a yes is "ja"."""
    if isinstance(value, bool):
        text = "ja" if value else ""
    elif isinstance(value, dt.date):
        text = day_words(value)
    else:
        text = str(value or "").strip()
    if "\n" in text:
        return [Part(PartKind.HEAD, label), Part(PartKind.TEXT, text)]
    return [Part(PartKind.FACT, text, label)] if text else []


def facts(*pairs: tuple[str, object]) -> tuple[Part, ...]:
    """Several of them."""
    return tuple(part for label, value in pairs for part in fact(label, value))


def day_words(day: dt.date) -> str:
    """A day as a form writes it: "24-11-2026"."""
    return f"{day.day}-{day.month}-{day.year}"


def records(sources: Sources) -> Iterator[Entry]:
    """Everything but conversations, promises, help with papers, and what was sent. In no order."""
    yield from _places(sources)
    yield from _concerns(sources)
    yield from _approaches(sources)
    yield from _referrals(sources)
    yield from _consents(sources)
    yield from _told(sources)
    yield from _questions(sources)
    yield from _views(sources)
    yield from _absences(sources)
    yield from _deadlines(sources)
    yield from _requests(sources)


def view_part(row: ParentView, sources: Sources) -> Part:
    """A parent's own words, to stand beside what school wrote."""
    who = sources.person(row.person_id) or "een ouder"
    return Part(PartKind.VIEW, bare(row.text), f"{row.kind.capitalize()} van {who}, {day_words(row.day)}")


def _places(sources: Sources) -> Iterator[Entry]:
    places = Placement.select(Placement, Group).join(Group).where(Placement.pupil == sources.pupil)
    for row in places:
        year = f", leerjaar {row.year}" if row.year else ""
        yield Entry(row.from_on, "groep", f"In {labels.group_label(row.group.name)}{year}")
    for level in PupilLevel.select().where(PupilLevel.pupil == sources.pupil):
        yield Entry(level.since, "niveau", f"Ondersteuningsniveau {level.level}")


def _concerns(sources: Sources) -> Iterator[Entry]:
    rows = list(
        Concern.select().where((Concern.pupil == sources.pupil) & Concern.deleted_at.is_null())
    )  # fmt: skip
    for row in rows:
        parts = facts(
            ("Waar het om gaat", row.summary),
            ("Hulpvraag", row.question),
            ("Al geprobeerd", row.tried),
            ("Niveau", row.level),
            (STAND, row.status),
            ("Wie het zag", sources.person(row.raised_by_id)),
            ("Ouders ingelicht", row.parents_informed_on),
            ("Wat ouders zeiden", row.parents_response),
            ("Evaluatie", row.evaluate_on),
            ("Gesloten", row.closed_on),
        )
        yield Entry(row.opened_on, "zorg", f"Zorg: {row.category}", parts)
    named = {int(row.id): row.category for row in rows}
    events = ConcernEvent.select().where(
        ConcernEvent.concern.in_(list(named))
        & (ConcernEvent.audience == Audience.DOSSIER)
        & ConcernEvent.deleted_at.is_null()
    )
    for event in events:
        title = f"Zorg {named[event.concern_id]}: {event.kind}"
        yield Entry(event.day, "zorg, vervolg", title, (Part(PartKind.TEXT, bare(event.text)),))


def _approaches(sources: Sources) -> Iterator[Entry]:
    for row in Approach.select().where((Approach.pupil == sources.pupil) & Approach.deleted_at.is_null()):
        parts = facts(
            ("Wat", row.what),
            ("Hoe vaak", row.how_often),
            ("Minuten per week", row.minutes),
            ("Methode", row.method),
            ("Door wie", sources.person(row.by_id) or row.by_text),
            ("Tot", row.until),
            ("Wat het deed", row.effect),
            ("Evaluatie", row.evaluate_on),
            ("Geëvalueerd", row.evaluated_on),
        )
        yield Entry(row.since, "aanpak", "Aanpak", parts)


def _referrals(sources: Sources) -> Iterator[Entry]:
    for row in Referral.select().where((Referral.pupil == sources.pupil) & Referral.deleted_at.is_null()):
        parts = facts(
            ("Waarom", row.reason),
            ("Wat is gevraagd", row.question),
            ("Contact", sources.person(row.contact_id)),
            (STAND, _REFERRAL.get(row.status, row.status)),
            ("Aangevraagd", row.asked_on),
            ("Antwoord", row.answer),
            ("Antwoord op", row.answered_on),
            ("Ouders verteld", row.parents_told_on),
        )
        title = f"Verwijzing naar {sources.agency(row.agency_id)}"
        yield Entry(row.asked_on or row.created_at.date(), "verwijzing", title, parts)


def _consents(sources: Sources) -> Iterator[Entry]:
    for row in Consent.select().where((Consent.pupil == sources.pupil) & Consent.deleted_at.is_null()):
        parts = facts(
            ("Gegeven door", sources.person(row.given_by_id)),
            ("Mag gedeeld", row.what),
            ("Waarvoor", row.purpose),
            ("Tot", row.valid_until),
            ("Ingetrokken", row.withdrawn_on),
            ("Ouder zag het stuk", row.seen_on or row.seen),
            ("Eens met de inhoud", _known(row.content_agreed)),
            ("Waarom niet eens", row.reason_not_agreed),
            ("Mag naar andere school", _known(row.transfer_agreed)),
        )
        agency = sources.agency(row.agency_id)
        yield Entry(row.given_on, "toestemming", f"Toestemming: {agency}" if agency else "Toestemming", parts)


def _known(said: str) -> str:
    """A yes or a no; what isn't known is left out."""
    return "" if said == Custody.UNKNOWN else said


def _told(sources: Sources) -> Iterator[Entry]:
    """What was told. What still has to be told is a plan of the ib'er, and in no copy."""
    query = Told.select().where(
        (Told.pupil == sources.pupil) & Told.told_on.is_null(False) & Told.deleted_at.is_null()
    )
    for row in query:
        who = sources.person(row.person_id) or sources.agency(row.agency_id) or row.name
        parts = facts(
            ("Aan wie", who),
            ("Wat", row.what),
            ("Waarvoor", row.purpose),
            ("Hoe", row.how),
            (GROUND, LEGAL_GROUNDS.get(row.ground, row.ground)),
        )
        yield Entry(row.told_on or row.created_at.date(), "verteld", "Verteld", parts)


def _questions(sources: Sources) -> Iterator[Entry]:
    query = ParentQuestion.select().where(
        (ParentQuestion.pupil == sources.pupil) & ParentQuestion.deleted_at.is_null()
    )
    for row in query:
        parts = facts(
            ("Van wie", sources.person(row.asked_by_id)),
            ("Vraag", row.question),
            ("Antwoord", row.answer),
            ("Antwoord op", row.answered_on),
            ("Antwoord van", sources.person(row.answered_by_id)),
        )
        yield Entry(row.asked_on, "vraag van ouders", "Vraag van ouders", parts)


def _views(sources: Sources) -> Iterator[Entry]:
    """Those that lie beside no conversation."""
    query = ParentView.select().where(
        (ParentView.pupil == sources.pupil)
        & ParentView.conversation.is_null()
        & ParentView.deleted_at.is_null()
    )
    for row in query:
        yield Entry(row.day, "eigen kijk van ouders", "Van de ouders", (view_part(row, sources),))


def _absences(sources: Sources) -> Iterator[Entry]:
    for row in Absence.select().where((Absence.pupil == sources.pupil) & Absence.deleted_at.is_null()):
        parts = facts(
            ("Hoe lang", time_words(row.minutes)),
            ("Ongeoorloofd", "ja" if row.unauthorised else "nee"),
            ("Toelichting", row.note),
            ("Gemeld", row.reported_on),
        )
        yield Entry(row.day, "verzuim", "Niet op school", parts)


def _deadlines(sources: Sources) -> Iterator[Entry]:
    known = term_counting.rules(sources.school)
    query = Deadline.select().where(
        (Deadline.pupil == sources.pupil)
        & Deadline.rule.not_in(SAFETY_RULES)
        & ~Deadline.subject.startswith("meldcode")
        & Deadline.deleted_at.is_null()
    )
    for row in query:
        parts = facts(
            ("Uiterlijk", row.due_on),
            ("Klaar", row.done_on),
            ("Waarom anders", row.reason),
            ("Toelichting", row.note),
        )
        name = known[row.rule].name if row.rule in known else row.rule
        yield Entry(row.base_on, "termijn", f"Termijn: {name}", parts)


def _requests(sources: Sources) -> Iterator[Entry]:
    query = AccessRequest.select().where(
        (AccessRequest.pupil == sources.pupil) & AccessRequest.deleted_at.is_null()
    )
    for row in query:
        parts = facts(
            ("Wie vroeg het", sources.person(row.asked_by_id)),
            ("Gegeven", row.given_on),
        )  # the note is about who asked, and another parent may read this
        yield Entry(row.asked_on, "verzoek om inzage", "Verzoek om het dossier te lezen", parts)
