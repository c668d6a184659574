"""What a successor of the ib'er has to know about a school, for one page. Nothing private, nothing of the meldcode."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ibtui.care.dossier import is_apart
from ibtui.care.weekdays import weekday_words
from ibtui.care.words import (
    ApplicationStatus,
    Audience,
    ConcernStatus,
    ConversationStatus,
    OppStatus,
    PersonRole,
)
from ibtui.store import agencies, conversation_rows, deadlines, groups, labels, people, promises, schools
from ibtui.store.change import write
from ibtui.store.models import Agency, Application, Concern, Conversation, Opp, Person, Referral, School
from ibtui.store.pupils import PupilRow
from ibtui.store.pupils import pupils as all_pupils
from ibtui.store.sharing import ENDED
from ibtui.values import dataclass

HEAVY = 3
"""From this level a pupil is named."""

AHEAD = dt.timedelta(weeks=8)
"""How far ahead talks are told."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group: who teaches it, how many open concerns, and who of its pupils have one of level 3 or more."""

    name: str
    teachers: str
    pupils: int
    concerns: int
    heavy: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """Help that runs for a pupil. `due_on`: the next term of this pupil, None without one; `due`: what it is."""

    pupil: str
    group: str
    what: str
    stand: str
    due_on: dt.date | None
    due: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that is planned."""

    day: dt.date
    start: dt.time | None
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Something that the ib'er promised."""

    due_on: dt.date | None
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An agency and how to reach it."""

    name: str
    kind: str
    people: str
    phone: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All that is told, each in the order in which it matters."""

    school: str
    practice: bool
    coordinator: str
    days: str
    team: tuple[tuple[str, str], ...]
    groups: tuple[GroupLine, ...]
    running: tuple[Running, ...]
    talks: tuple[Talk, ...]
    promises: tuple[Promised, ...]
    agencies: tuple[Contact, ...]


def handover(school: int, today: dt.date) -> Handover:
    """What is there now. A fixed number of queries."""
    info = schools.current()
    known = {row.id: row for row in all_pupils(school)}
    return Handover(
        school=info.name,
        practice=info.practice,
        coordinator=info.coordinator_name,
        days=weekday_words(info.working_days),
        team=_team(school),
        groups=_groups(school, today, known),
        running=_running(school, known),
        talks=_talks(school, today),
        promises=_promises(school),
        agencies=_agencies(school),
    )


def note_made(school: int) -> None:
    """One line in the audit log: the sheet was made. Not undoable."""
    with write("overdrachtsblad gemaakt", undoable=False) as change:
        change.about(School.get_by_id(school))


def _team(school: int) -> tuple[tuple[str, str], ...]:
    """Who does what besides teaching: their function, or what they are."""
    rows = people.people(school, [PersonRole.COLLEAGUE, PersonRole.HELPER])
    return tuple((row.name, row.function or row.role) for row in rows)


def _groups(school: int, today: dt.date, known: Mapping[int, PupilRow]) -> tuple[GroupLine, ...]:
    heavy: dict[int, list[str]] = {}
    query = Concern.select(Concern.pupil).where(
        (Concern.school == school)
        & Concern.pupil.is_null(False)
        & (Concern.status != ConcernStatus.CLOSED)
        & (Concern.level >= HEAVY)
        & Concern.deleted_at.is_null()
    )
    for number in dict.fromkeys(row.pupil_id for row in query):
        pupil = known.get(number or 0)
        if pupil is not None and pupil.left_on is None and pupil.group_id is not None:
            heavy.setdefault(pupil.group_id, []).append(pupil.name)
    return tuple(
        GroupLine(
            labels.group_label(row.name),
            ", ".join(row.teachers),
            row.pupil_count,
            row.open_concerns,
            tuple(sorted(heavy.get(row.id, ()))),
        )
        for row in groups.groups(school, today)
    )


def _cases() -> Iterator[tuple[int, str, str, str]]:
    """Referrals, applications and OPPs that aren't over: whose, what, how far, and the subject of its terms.

    What goes to Veilig Thuis stays apart: a paper can lie anywhere.
    """
    referrals = Referral.select(Referral, Agency).join(Agency)
    for row in referrals.where(Referral.status.not_in(ENDED) & Referral.deleted_at.is_null()):
        if is_apart(row.agency.name):
            continue
        yield row.pupil_id, f"verwijzing {row.agency.name}", row.status, f"verwijzing:{row.id}"
    waiting = Application.status.in_((ApplicationStatus.PREPARING, ApplicationStatus.ASKED))
    for asked in Application.select().where(waiting & Application.deleted_at.is_null()):
        yield asked.pupil_id, f"aanvraag {asked.kind}", asked.status, f"aanvraag:{asked.id}"
    for opp in Opp.select().where((Opp.status != OppStatus.CLOSED) & Opp.deleted_at.is_null()):
        yield opp.pupil_id, "OPP", opp.status, f"opp:{opp.id}"


def _running(school: int, known: Mapping[int, PupilRow]) -> tuple[Running, ...]:
    """What runs, what is due first in front. Three queries and those of the terms."""
    terms = deadlines.deadlines(school)
    by_subject: dict[str, tuple[dt.date, str]] = {}
    by_pupil: dict[int, tuple[dt.date, str]] = {}
    for term in terms:
        told = (term.due_on, term.name)
        by_subject.setdefault(term.subject, told)
        if term.pupil_id is not None and not term.subject:
            by_pupil.setdefault(term.pupil_id, told)
    rows = []
    for pupil_id, what, stand, subject in _cases():
        pupil = known.get(pupil_id)
        if pupil is not None and pupil.left_on is None:
            due_on, due = by_subject.get(subject) or by_pupil.get(pupil_id) or (None, "")
            rows.append(Running(pupil.name, pupil.group, what, stand, due_on, due))
    rows.sort(key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.pupil))
    return tuple(rows)


def _talks(school: int, today: dt.date) -> tuple[Talk, ...]:
    rows = conversation_rows.rows(
        (Conversation.school == school)
        & (Conversation.status == ConversationStatus.PLANNED)
        & (Conversation.audience == Audience.DOSSIER)
        & Conversation.day.between(today, today + AHEAD)
    )
    rows.sort(key=lambda row: (row.day, row.start or dt.time.max))
    return tuple(Talk(row.day, row.start, row.kind, row.about) for row in rows)


def _promises(school: int) -> tuple[Promised, ...]:
    """Those of the ib'er herself. Nothing from a private note or about safety, nor about Veilig Thuis."""
    mine = [
        one
        for one in promises.open_promises(school)
        if one.row.owner == labels.YOU and not one.private and not is_apart(one.row.what)
    ]
    mine.sort(key=lambda one: (one.row.due_on is None, one.row.due_on or dt.date.max, one.row.id))
    return tuple(Promised(one.row.due_on, one.row.what, one.row.about) for one in mine)


def _agencies(school: int) -> tuple[Contact, ...]:
    """Those with cases first, then the last spoken. Two queries beside those of the list."""
    rows = agencies.agencies(school)
    names: dict[int, list[str]] = {}
    phones: dict[int, str] = {}
    query = Person.select().where((Person.school == school) & Person.agency.is_null(False))
    for one in query.where(Person.deleted_at.is_null()).order_by(Person.id):
        words = ", ".join(word for word in (labels.person_name(one), one.function) if word)
        names.setdefault(one.agency_id or 0, []).append(words)
        phones.setdefault(one.agency_id or 0, one.phone)
    rows.sort(key=lambda row: (-row.running, -(row.last_spoken or dt.date.min).toordinal(), row.name))
    return tuple(
        Contact(row.name, row.kind, "; ".join(names.get(row.id, ())), row.phone or phones.get(row.id, ""))
        for row in rows
    )
