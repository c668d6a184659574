"""The facts that a paper needs beside its text: who, where, when, and who signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peewee import Expression, fn

from ibtui.care.copying import Extract
from ibtui.care.dates import long_date
from ibtui.care.mentions import mentions
from ibtui.care.minutes import parse
from ibtui.care.paper import PaperFacts, Seat
from ibtui.care.words import (
    Audience,
    ConversationKind,
    ConversationStatus,
    Custody,
    MinutesStatus,
    PaperAudience,
    PersonRole,
    Presence,
)
from ibtui.store import labels
from ibtui.store.conversation_rows import SeatRow, seats
from ibtui.store.guardians import GuardianRow, guardians
from ibtui.store.minutes_rows import fetch
from ibtui.store.models import (
    Agency,
    Attendance,
    Conversation,
    ConversationPupil,
    Group,
    Guardianship,
    Minutes,
    Person,
    Placement,
    School,
)
from ibtui.store.paper_sharing import sharing_words
from ibtui.store.pupils import PupilRow, pupils_by_id
from ibtui.store.whois import WhoIs
from ibtui.values import dataclass

_ROLE = "intern begeleider"
# What a family may expect to read about when the next meeting is named.
_WITH_PARENTS = (ConversationKind.LARGE_MEETING, ConversationKind.PARENT_TALK, ConversationKind.MEDIATION)
# Where the word for a kind, behind "Verslag", would be no Dutch.
_TITLES = {
    ConversationKind.TEACHER_TALK: "Verslag gesprek met de leerkracht",
    ConversationKind.PHONE: "Verslag telefoongesprek",
    ConversationKind.AGENCY_TALK: "Verslag gesprek met een instantie",
    ConversationKind.TEAM: "Verslag overleg met team en directie",
    ConversationKind.NOTE: "Notitie",
    ConversationKind.OTHER: "Verslag gesprek",
}
_SIGNED = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.MEDIATION,
    ConversationKind.SUPPORT_TEAM,
)
_OF_THE_SCHOOL = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE)


@dataclass(frozen=True, slots=True)
class PaperFor:
    """For whom a paper is. `people`: who gets it, by number and name; `agency` and `extract`: of an extract."""

    audience: PaperAudience
    people: tuple[tuple[int, str], ...] = ()
    agency_id: int | None = None
    agency: str = ""
    extract: Extract | None = None


def paper_facts(minutes_id: int, wanted: PaperFor | PaperAudience, who_is: WhoIs | None = None) -> PaperFacts:
    """All that `care.paper.build_paper` wants to know beside the text. `Missing` when the minutes are gone."""
    if isinstance(wanted, str):
        wanted = PaperFor(wanted)
    row = fetch(minutes_id)
    talk: Conversation = row.conversation
    kind = ConversationKind(talk.kind)
    school: School = talk.school
    about = _about(talk)
    ids = [pupil.id for pupil in about]
    family = guardians(about[0].id) if len(about) == 1 else []
    seated = seats(int(talk.id))
    links = _links(ids)
    who_is = who_is or WhoIs(talk)
    return PaperFacts(
        school=school.name,
        practice=school.practice,
        title=_TITLES.get(kind, f"Verslag {kind}"),
        confidential_for=_confidential_for(wanted, about, talk),
        pupil_names=tuple(pupil.name for pupil in about),
        child_name=about[0].first_name if len(about) == 1 else "",
        group=_group(talk, about),
        day=talk.day,
        start=talk.start,
        place=talk.place,
        kind=kind,
        status="concept" if row.status == MinutesStatus.DRAFT else "vastgesteld",
        written_by=f"{school.coordinator_name}, {_ROLE}",
        own_name=school.coordinator_name,
        sent_on=None if row.sent_at is None else row.sent_at.date(),
        purpose=talk.purpose,
        seats=_seats(seated, links, school),
        next_meeting=_next_meeting(talk, ids, wanted, _may_know(wanted, links, seated)),
        sharing=sharing_words(seated, wanted.people, ids),
        audience=wanted.audience,
        signatures=_signatures(family, school) if kind in _SIGNED and about else (),
        names=_names(row, who_is, about),
        agency=wanted.agency,
        edition=row.edition,
        extract=wanted.extract,
        pupil_headings=() if len(about) == 1 else _pupil_headings(row, who_is),
    )


def _pupil_headings(row: Minutes, who_is: WhoIs) -> tuple[str, ...]:
    titles = {point.title for point in parse(row.text, who_is.day).points if point.title}
    return tuple(title for title in titles if who_is.under(title) is not None)


def is_for_one_family(pupil_ids: Collection[int], group_id: int | None) -> bool:
    """Whether parents may read a paper about these pupils: one child, or children with a guardian in common."""
    if len(pupil_ids) < 2:
        return bool(pupil_ids) or group_id is None
    families: dict[int, set[int]] = {pupil_id: set() for pupil_id in pupil_ids}
    for link in Guardianship.select().where(Guardianship.pupil.in_(list(pupil_ids))):
        families[link.pupil_id].add(link.person_id)
    return bool(set.intersection(*families.values()))


def _about(talk: Conversation) -> list[PupilRow]:
    """The pupils that the talk was about, in the order in which they were added."""
    linked = ConversationPupil.select().where(ConversationPupil.conversation == talk)
    ids = [link.pupil_id for link in linked.order_by(ConversationPupil.id)]
    known = pupils_by_id(ids)
    return [known[pupil_id] for pupil_id in ids]


def _links(pupil_ids: Collection[int]) -> list[Guardianship]:
    """Who are the guardians of these pupils, with their persons; the first that was added last."""
    query = Guardianship.select(Guardianship, Person).join(Person)
    return list(query.where(Guardianship.pupil.in_(list(pupil_ids))).order_by(Guardianship.id.desc()))


def _confidential_for(wanted: PaperFor, about: Sequence[PupilRow], talk: Conversation) -> str:
    names = labels.listed([pupil.name for pupil in about])
    readers = labels.listed([name for _person_id, name in wanted.people])
    if not names and talk.group is not None:
        names = labels.group_label(talk.group.name)
    if wanted.audience == "dossier":
        return f"het dossier van {names}" if names else "het dossier van de school"
    if wanted.audience == "instantie":
        return wanted.agency
    if wanted.audience == "afspraken":
        return readers or "wie aan tafel zat"
    if not names:
        return readers or "wie aan tafel zat"
    if not readers:
        return f"de ouders of verzorgers van {names}"
    return f"{readers}, {'ouder of verzorger' if len(wanted.people) == 1 else 'ouders of verzorgers'} van {names}"


def _group(talk: Conversation, about: Sequence[PupilRow]) -> str:
    """The group that the talk was about, or those that its pupils were in on that day."""
    if talk.group is not None:
        return talk.group.name
    there = (Placement.from_on <= talk.day) & (
        Placement.until_on.is_null() | (Placement.until_on >= talk.day)
    )
    places = Placement.select(Placement.pupil, Group.name).join(Group)
    query = places.where(Placement.pupil.in_([pupil.id for pupil in about]) & there)
    then = dict(labels.tuples(query.order_by(Placement.from_on, Placement.id), tuple[int, str]))
    names = [then.get(pupil.id, pupil.group) for pupil in about]
    return labels.listed(list(dict.fromkeys(name for name in names if name)))


def _seats(seated: Sequence[SeatRow], links: Sequence[Guardianship], school: School) -> tuple[Seat, ...]:
    """The table as a paper shows it: parents by what they are to the child, the staff with their school."""
    relations = {link.person_id: link.relation for link in links}
    found = []
    for seat in seated:
        function, organisation = seat.function, seat.organisation
        if seat.role == PersonRole.GUARDIAN:
            function = relations.get(seat.person_id or 0, "") or PersonRole.GUARDIAN
        elif seat.role == PersonRole.COORDINATOR:
            function = _ROLE
        if seat.role in _OF_THE_SCHOOL:
            organisation = organisation or school.name
        found.append(Seat(seat.name, function, organisation, Presence(seat.presence)))
    return tuple(found)


def _signatures(family: Sequence[GuardianRow], school: School) -> tuple[str, ...]:
    """Guardians with gezag, and the school. When gezag is known of nobody: room for one, without a name."""
    named = [
        f"{one.name} ({one.relation})" if one.relation else one.name
        for one in family
        if one.custody == Custody.YES
    ]
    return (
        *(named or ["Ouder of verzorger"]),
        f"{school.coordinator_name} ({_ROLE}), namens {school.name}",
    )


def _next_meeting(
    talk: Conversation, pupil_ids: Sequence[int], wanted: PaperFor, may_know: Expression
) -> str:
    """When the same child or group is talked about next; outside the school people read only of talks that they
    are part of. `may_know`: those that a family reads of."""
    where = (
        (Conversation.school == talk.school)
        & (Conversation.day > talk.day)
        & (Conversation.status == ConversationStatus.PLANNED)
        & (Conversation.audience == Audience.DOSSIER)
        & Conversation.deleted_at.is_null()
    )
    if pupil_ids:
        same = ConversationPupil.select(ConversationPupil.conversation)
        where &= Conversation.id.in_(same.where(ConversationPupil.pupil.in_(list(pupil_ids))))
    elif talk.group_id is not None:
        where &= Conversation.group == talk.group_id
    else:
        return ""
    if wanted.audience == "instantie":
        theirs = Attendance.select(Attendance.conversation).join(Person)
        where &= Conversation.id.in_(theirs.where(Person.agency == wanted.agency_id))
    elif wanted.audience != "dossier":
        where &= Conversation.kind.in_((*_WITH_PARENTS, talk.kind)) & may_know
    following = Conversation.select().where(where).order_by(Conversation.day, Conversation.start).first()
    if following is None:
        return ""
    time = f", {following.start:%H:%M} uur" if following.start is not None else ""
    place = f", {following.place}" if following.place else ""
    return f"{long_date(following.day)}{time}: {following.kind}{place}"


def _may_know(wanted: PaperFor, links: Sequence[Guardianship], seated: Sequence[SeatRow]) -> Expression:
    """Talks of which the readers may read: every guardian among them is invited. When no guardian was chosen, so that
    any of the family may read it: talks with all of them or with none, never one with only some."""
    family = {link.person_id for link in links if link.person.deleted_at is None}
    seated_guardians = {seat.person_id for seat in seated if seat.role == PersonRole.GUARDIAN}
    readers = (family | seated_guardians) & {person_id for person_id, _name in wanted.people}
    asked = readers or family
    invited = Attendance.select(Attendance.conversation).where(Attendance.person.in_(list(asked)))
    by_talk = invited.group_by(Attendance.conversation)
    if readers:
        return Conversation.id.in_(by_talk.having(fn.COUNT(Attendance.id) == len(asked)))
    return Conversation.id.not_in(by_talk.having(fn.COUNT(Attendance.id) < len(asked)))


def _names(row: Minutes, who_is: WhoIs, about: Sequence[PupilRow]) -> dict[str, str]:
    """Who is meant by each name in the text. Another pupil than this paper's own is never written out."""
    parsed = parse(row.text, who_is.day)
    owners = {typed: who_is.owner(typed) for typed in {line.who for line in parsed.actions if line.who}}
    found: dict[str, str] = {}
    for mark, name in {(one.mark, one.typed) for one in mentions(row.text)}:
        if mark == "@":
            owners.setdefault(f"@{name}", who_is.owner(f"@{name}"))
        elif (pupil_id := who_is.pupil(name)) is not None:
            found |= {f"#{name}": one.name for one in about if one.id == pupil_id}
    wanted = [person_id for person_id in owners.values() if person_id is not None]
    people = {
        int(one.id): one
        for one in Person.select(Person, Agency).left_outer_join(Agency).where(Person.id.in_(wanted))
    }
    found |= {
        typed: labels.person_name(people[person_id])
        for typed, person_id in owners.items()
        if person_id is not None and person_id in people
    }
    return found
