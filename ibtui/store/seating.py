"""Who sits at the table of a conversation: asked, present or not, and whom a form proposes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ibtui.care.words import ConversationKind, ConversationStatus, Presence, match_word
from ibtui.store import own_notes, people, placements
from ibtui.store.change import Change, write
from ibtui.store.models import (
    Attendance,
    Conversation,
    ConversationPupil,
    GroupTeacher,
    Guardianship,
    Placement,
)


def set_presence(attendance_id: int, presence: str) -> None:
    """Say whether somebody was there; `presence` is a word of `care.words.Presence`."""
    word = match_word(Presence, presence)
    with write("aanwezigheid gewijzigd") as change:
        seat = change.edit(Attendance, attendance_id)
        own_notes.refuse(seat.conversation)
        seat.presence = word
        change.save(seat)


def all_present(conversation_id: int) -> int:
    """Everyone who was asked is here; how many that are. Who is absent or excused stays so."""
    with write("iedereen aanwezig") as change:
        own_notes.refuse(change.edit(Conversation, conversation_id))
        asked = (Attendance.conversation == conversation_id) & (Attendance.presence == Presence.INVITED)
        found = [int(seat.id) for seat in Attendance.select(Attendance.id).where(asked)]
        for seat_id in found:
            seat = change.edit(Attendance, seat_id)
            seat.presence = Presence.PRESENT
            change.save(seat)
    return len(found)


def invite(conversation_id: int, person_id: int, *, here: bool = False) -> int:
    """Ask a person to the table; the number of the seat. Who is asked already keeps their seat.

    With `here` they sit down at once: the seat is that of somebody present.
    """
    with write("iemand aan tafel" if here else "iemand uitgenodigd") as change:
        row = change.edit(Conversation, conversation_id)
        own_notes.refuse(row)
        seat = Attendance.get_or_none((Attendance.conversation == row) & (Attendance.person == person_id))
        if seat is None:
            about = ConversationPupil.select().where(ConversationPupil.conversation == row)
            seat = seat_people(change, row, [person_id], [link.pupil_id for link in about])[0]
        if here:
            _sits_down(change, seat)
        return int(seat.id)


def invite_pupil(conversation_id: int, pupil_id: int, *, here: bool = False) -> int:
    """A pupil joins the talk, with `here` at once; the number of the seat."""
    with write("leerling schuift aan") as change:
        row = change.edit(Conversation, conversation_id)
        own_notes.refuse(row)
        seat = Attendance.get_or_none((Attendance.conversation == row) & (Attendance.pupil == pupil_id))
        if seat is None:
            seat = change.add(Attendance(conversation=row, pupil=pupil_id, presence=_first_presence(row)))
        if here:
            _sits_down(change, seat)
        return int(seat.id)


def uninvite(attendance_id: int) -> None:
    """Take a seat away."""
    with write("uitnodiging ingetrokken") as change:
        seat = change.edit(Attendance, attendance_id)
        own_notes.refuse(seat.conversation)
        change.remove(seat)


def suggested_people(school: int, pupil_ids: Sequence[int], group_id: int | None) -> list[people.PersonRow]:
    """Whom a form proposes: the pupils' guardians, then the teachers of their groups and of the group."""
    guardians = Guardianship.select(Guardianship.person).where(Guardianship.pupil.in_(list(pupil_ids)))
    now = Placement.select(Placement.group).where(Placement.pupil.in_(list(pupil_ids)) & placements.running())
    teaches = GroupTeacher.group.in_(now) | (GroupTeacher.group == group_id)
    teachers = GroupTeacher.select(GroupTeacher.person).where(teaches)
    order = [row.person_id for row in guardians.order_by(Guardianship.id)]
    order += [row.person_id for row in teachers.order_by(GroupTeacher.id)]
    known = {row.id: row for row in people.people(school)}
    return [known[person_id] for person_id in dict.fromkeys(order) if person_id in known]


# --- as part of a larger change ---


def seat_pupils(change: Change, row: Conversation, pupil_ids: Sequence[int]) -> None:
    """In a kindgesprek the child sits at the table; in other talks only who is asked."""
    if row.kind == ConversationKind.CHILD_TALK:
        for pupil_id in dict.fromkeys(pupil_ids):
            change.add(Attendance(conversation=row, pupil=pupil_id, presence=_first_presence(row)))


def reseat(
    change: Change,
    row: Conversation,
    pupil_ids: Sequence[int],
    person_ids: Sequence[int],
    gone: Collection[int],
) -> None:
    """Other people or pupils. Who stays keeps their presence; a pupil of `gone` leaves the table too."""
    seats = list(Attendance.select().where(Attendance.conversation == row))
    for seat in seats:
        leaves = seat.pupil_id in gone if seat.person_id is None else seat.person_id not in person_ids
        if leaves:
            change.remove(seat)
    seated = {seat.pupil_id for seat in seats}
    seat_pupils(change, row, [one for one in pupil_ids if one not in seated])
    asked = {seat.person_id for seat in seats}
    seat_people(change, row, [one for one in person_ids if one not in asked], pupil_ids)


def seat_people(
    change: Change, row: Conversation, person_ids: Iterable[int], pupil_ids: Sequence[int]
) -> list[Attendance]:
    """New seats. A guardian of one of the pupils who gets minutes is marked to get this one."""
    wants = (Guardianship.pupil.in_(list(pupil_ids))) & Guardianship.gets_minutes
    readers = {link.person_id for link in Guardianship.select().where(wants)}
    return [
        change.add(
            Attendance(
                conversation=row,
                person=person_id,
                presence=_first_presence(row),
                gets_copy=person_id in readers,
            )
        )
        for person_id in dict.fromkeys(person_ids)
    ]


def _sits_down(change: Change, seat: Attendance) -> None:
    seat = change.edit(Attendance, int(seat.id))
    seat.presence = Presence.PRESENT
    change.save(seat)


def _first_presence(row: Conversation) -> Presence:
    """Who is named for a talk that was held already, was there."""
    return Presence.PRESENT if row.status == ConversationStatus.HELD else Presence.INVITED
