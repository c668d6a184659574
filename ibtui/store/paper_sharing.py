"""The words of a paper under "Informatie delen": who gets it, and with which agency at the table it may be shared."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.care.words import PersonRole
from ibtui.store import database, labels
from ibtui.store.conversation_rows import SeatRow
from ibtui.store.models import Agency, Person
from ibtui.store.readers import permissions


def sharing_words(
    seated: Sequence[SeatRow], chosen: Sequence[tuple[int, str]], pupil_ids: Sequence[int]
) -> str:
    """Of the family those who were chosen for it now, of the others those at the table who asked for a copy.

    Somebody of an agency is named as a reader only with consent for every child; without it, that is said.
    """
    may, may_not = _agencies(seated, pupil_ids)
    now = dict(chosen)
    others = [
        seat.name
        for seat in seated
        if seat.gets_copy
        and not (now and (seat.role == PersonRole.GUARDIAN or seat.person_id in now))
        and (seat.role != PersonRole.AGENCY or seat.person_id in may)
    ]
    readers = labels.listed([*now.values(), *others])
    told = [f"Dit verslag gaat naar {readers}."] if readers else []
    told += [f"Er is nog geen toestemming om het te delen met {name}." for name in may_not]
    return " ".join(told)


def _agencies(seated: Sequence[SeatRow], pupil_ids: Sequence[int]) -> tuple[set[int], list[str]]:
    """The persons of agencies that may read about every child, and the names of the agencies that may not."""
    there = [seat.person_id for seat in seated if seat.role == PersonRole.AGENCY and seat.person_id]
    query = Person.select(Person.id, Agency.id, Agency.name).join(Agency).where(Person.id.in_(there))
    found = labels.tuples(query.order_by(Agency.name), tuple[int, int, str]) if there else []
    names = {agency: name for _person, agency, name in found}
    asked = permissions(dict.fromkeys(pupil_ids, ""), names, database.today()) if names and pupil_ids else {}
    allowed = {agency for agency, each in asked.items() if each and all(one.valid for one in each)}
    may = {person for person, agency, _name in found if agency in allowed}
    return may, [name for agency, name in names.items() if agency not in allowed and pupil_ids]
