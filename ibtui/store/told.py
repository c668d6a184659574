"""Who was told what about a pupil, when and how; and whom it still has to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import Expression

from ibtui.care.dates import short_date
from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import TellingWay, match_word
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import database, labels
from ibtui.store.change import Change, write
from ibtui.store.models import Agency, Concern, Referral, Told
from ibtui.store.to_tell import ToTell as ToTell
from ibtui.store.to_tell import answer_words, parents_of
from ibtui.store.to_tell import to_tell as to_tell
from ibtui.store.told_rows import ToldDraft as ToldDraft
from ibtui.store.told_rows import ToldRow as ToldRow
from ibtui.store.told_rows import rows_where

CONSENT = "toestemming"
"""The ground that is no law: the parents said that it may be told."""


def told_of(pupil_id: int) -> list[ToldRow]:
    """What was told about a pupil, and what still has to be: the latter first, then the newest. Two queries."""
    return rows_where(Told.pupil == pupil_id)


def told(told_id: int) -> ToldRow:
    """One line. `Missing` when it is gone."""
    found = rows_where(Told.id == told_id)
    if not found:
        raise Missing("Deze regel is er niet meer", "Het scherm laat nu zien wat er is.")
    return found[0]


def add_told(draft: ToldDraft, today: dt.date) -> int:
    """Note that somebody was told, or has to be; gives the number. `BadInput` without a who or a what."""
    with write("genoteerd wie iets weet") as change:
        row = Told(pupil=draft.pupil_id, what="")
        _fill(row, draft, today)
        return int(change.add(row).id)


def edit_told(told_id: int, draft: ToldDraft, today: dt.date, version: int | None = None) -> None:
    """Change a line. `Conflict` when the row no longer has this version."""
    with write("regel over wie iets weet gewijzigd") as change:
        row = change.edit(Told, told_id, version)
        before = row.told_on
        _fill(row, draft, today)
        change.save(row)
        _not_told_after_all(change, row, before)


def mark_told(told_id: int, day: dt.date, how: str) -> None:
    """Note that it was told: that day, in that way (a word of `TellingWay`)."""
    with write("verteld") as change:
        _mark(change, told_id, day, how)


def bin_told(told_id: int) -> None:
    """Put a line in the bin. When it was why the concern says that the parents know, that goes too."""
    with write("regel over wie iets weet verwijderd") as change:
        row = change.edit(Told, told_id)
        change.bin(row)
        _not_told_after_all(change, row, row.told_on)


def tell(pupil_id: int, one: ToTell, day: dt.date, how: str) -> int:
    """Note that something of `to_tell` was told; gives the number of the line that says so.

    When no other parent with gezag has to be told, the concern or the referral gets the day too, in the same
    transaction. `Conflict` when somebody else wrote it down in the meantime.
    """
    with write("verteld") as change:
        return _tell(change, pupil_id, one, day, how, day)


def answer_to_tell(pupil_id: int, referral_id: int, answered_on: dt.date) -> list[ToTell]:
    """Which parents with gezag weren't told of this answer, also when it is long ago."""
    waiting = to_tell(pupil_id, answered_on)
    return [one for one in waiting if (one.ref, one.ref_id) == ("verwijzing", referral_id)]


def answer_told(pupil_id: int, agency: str, answered_on: dt.date) -> bool:
    """Whether there are lines that say who was told of an answer of this agency since that day. One query."""
    row = (Told.pupil == pupil_id) & Told.deleted_at.is_null() & (Told.told_on >= answered_on)
    return bool(Told.select().where(row & Told.what.startswith(answer_words(agency))).exists())


def tell_answer(
    pupil_id: int, waiting: Sequence[ToTell], answered_on: dt.date, day: dt.date, how: str
) -> None:
    """Note that these parents (of `answer_to_tell`) were told, a line each, in one transaction. Raises as `tell`."""
    if day < answered_on:
        raise BadInput(f"Het antwoord kwam pas op {short_date(answered_on, day)}", "Kijk de dag na.")
    with write("verteld") as change:
        for one in waiting:
            _tell(change, pupil_id, one, day, how, answered_on)


def _tell(change: Change, pupil_id: int, one: ToTell, day: dt.date, how: str, known: dt.date) -> int:
    """`known`: the day on which it was in `to_tell`."""
    if one.ref == "verteld":
        row = _mark(change, one.ref_id, day, how)
        if row.concern_id is not None and _is_there(row.concern_id):
            _parents_know(change, pupil_id, row, "zorg", row.concern_id, day)
        return int(row.id)
    if one.key not in {item.key for item in to_tell(pupil_id, known)}:
        raise _told_already()
    row = Told(
        pupil=pupil_id, person=one.person_id, agency=one.agency_id, what=clean(one.what, limit=NOTE_LIMIT),
        how=match_word(TellingWay, how).value, told_on=day, told_by=database.who(),
        concern=one.ref_id if one.ref == "zorg" else None,
        conversation=one.ref_id if one.ref == "gesprek" else None,
    )  # fmt: skip
    change.add(row)
    _parents_know(change, pupil_id, row, one.ref, one.ref_id, day)
    change.about(row)
    return int(row.id)


def _mark(change: Change, told_id: int, day: dt.date, how: str) -> Told:
    row = change.edit(Told, told_id)
    if row.told_on is not None:
        raise _told_already()
    row.told_on, row.how, row.told_by = day, match_word(TellingWay, how).value, database.who()
    change.save(row)
    return row


def _parents_know(change: Change, pupil_id: int, row: Told, ref: str, ref_id: int, day: dt.date) -> None:
    """Fill in the record's own day when this was the last parent with gezag who had to be told."""
    parents = {one.id for one in parents_of(pupil_id)}
    if row.person_id not in parents:
        return
    if ref == "zorg":
        concern = change.edit(Concern, ref_id)
        if concern.parents_informed_on is None and parents <= _who_knows(Told.concern == ref_id):
            concern.parents_informed_on = day
            change.save(concern)
    elif ref == "verwijzing":
        referral = change.edit(Referral, ref_id)
        since = Told.told_on >= (referral.answered_on or day)
        knows = _who_knows((Told.pupil == pupil_id) & Told.what.startswith(row.what) & since)
        if referral.parents_told_on is None and parents <= knows:
            referral.parents_told_on = day
            change.save(referral)


def _not_told_after_all(change: Change, row: Told, before: dt.date | None) -> None:
    """A told line went, or lost its day: a concern or a referral that had its day from these lines loses that too."""
    same = row.told_on == before and row.deleted_at is None
    parents = {one.id for one in parents_of(row.pupil_id)}
    if before is None or same or row.person_id not in parents:
        return
    if row.concern_id is not None and _is_there(row.concern_id):
        concern = change.edit(Concern, row.concern_id)
        if concern.parents_informed_on == before and not parents <= _who_knows(Told.concern == concern.id):
            concern.parents_informed_on = None
            change.save(concern)
        return
    for referral in _answered_on(row.pupil_id, before):
        if row.what.startswith(answer_words(referral.agency.name)):
            again = change.edit(Referral, int(referral.id))
            again.parents_told_on = None
            change.save(again)


def _answered_on(pupil_id: int, told_on: dt.date) -> list[Referral]:
    """The referrals of which the parents were told that day."""
    query = Referral.select(Referral, Agency).join(Agency)
    mine = (Referral.pupil == pupil_id) & (Referral.parents_told_on == told_on)
    return list(query.where(mine & Referral.answered_on.is_null(False) & Referral.deleted_at.is_null()))


def _is_there(concern_id: int) -> bool:
    """Whether the concern isn't in the bin."""
    return Concern.select().where((Concern.id == concern_id) & Concern.deleted_at.is_null()).exists()


def _told_already() -> Conflict:
    return Conflict("Dit is intussen al opgeschreven", "Het scherm laat nu zien wie wat weet.")


def _who_knows(where: Expression) -> set[int]:
    query = Told.select(Told.person).where(where & Told.told_on.is_null(False) & Told.deleted_at.is_null())
    return {number for (number,) in labels.tuples(query, tuple[int | None]) if number is not None}


def _fill(row: Told, draft: ToldDraft, today: dt.date) -> None:
    row.what = clean(draft.what, multiline=True, limit=NOTE_LIMIT)
    row.name = clean(draft.name) if draft.person_id is None and draft.agency_id is None else ""
    row.person_id, row.agency_id = draft.person_id, draft.agency_id
    row.purpose = clean(draft.purpose)
    row.how = match_word(TellingWay, draft.how).value if draft.how.strip() else ""
    row.ground = _ground(draft.ground)
    row.consent_id, row.concern_id = draft.consent_id, draft.concern_id
    row.conversation_id = draft.conversation_id
    if draft.told_on != row.told_on:
        row.told_on, row.told_by = draft.told_on, database.who() if draft.told_on else ""
    if not row.what.strip():
        raise BadInput("Er staat nog niet wat je vertelt", "Eén zin is genoeg.")
    if not row.name and row.person_id is None and row.agency_id is None:
        raise BadInput("Er staat nog niet aan wie", "Kies iemand, of vul een naam in.")
    if row.told_on is not None and row.told_on > today:
        raise BadInput(
            "Deze dag is nog niet geweest", "Laat de dag leeg. Dan staat het op de lijst om te vertellen."
        )


def _ground(typed: str) -> str:
    ground = clean(typed)
    if ground and ground != CONSENT and ground not in LEGAL_GROUNDS:
        raise BadInput(
            f"De grond “{ground}” ken ik niet", f"Kies uit: {', '.join((CONSENT, *LEGAL_GROUNDS))}."
        )
    return ground
