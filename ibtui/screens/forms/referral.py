"""Small forms for what happens to a referral (verwijzing) on the way: the answer, and that the parents know it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import ReferralStatus, TellingWay
from ibtui.screens.host import Host
from ibtui.store import sharing, told
from ibtui.store.sharing import ReferralDraft, ReferralRow
from ibtui.store.told import ToTell
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen


def answer_form(host: Host, row: ReferralRow) -> FormScreen[int]:
    """An answer came: what it says, and how the referral stands now; gives back its id."""

    def save(values: Values) -> int:
        draft = draft_of(row, values.text("stand"), values.text("antwoord"), _day(values, "dag"))
        sharing.edit_referral(row.id, draft, row.version)
        return row.id

    status = row.status if row.answered_on else ReferralStatus.RUNNING.value
    fields = [
        Field("antwoord", "wat zeggen ze", Kind.NOTE, row.answer, required=True),
        Field(
            "dag", "antwoord kwam op", Kind.DATE, row.answered_on or host.today(), required=True, past=True
        ),
        Field(
            "stand",
            "hoe nu verder",
            Kind.CHOICE,
            status,
            choices=list(ReferralStatus),
            hint="← → of een letter",
        ),
    ]
    return _form(host, f"Antwoord van {row.agency}", fields, save)


def parents_told_form(host: Host, row: ReferralRow) -> FormScreen[int]:
    """The parents know the answer, of a child without a parent with gezag, or told before that was kept a parent at
    a time: since which day; gives back the referral's id. An empty day: they don't."""

    def save(values: Values) -> int:
        sharing.told_parents(row.id, values.date("dag"))
        return row.id

    day = Field(
        "dag",
        "verteld op",
        Kind.DATE,
        row.parents_told_on or host.today(),
        hint="leeg: toch nog niet",
        past=True,
    )
    return _form(host, f"Aan de ouders van {row.pupil} verteld", [day], save)


def tell_form(
    host: Host, row: ReferralRow, waiting: Sequence[ToTell], answered_on: dt.date
) -> FormScreen[int]:
    """Which parents with gezag were told the answer, when and how; gives back the referral's id."""
    people = {one.person_id: one for one in waiting if one.person_id is not None}

    def save(values: Values) -> int:
        day, chosen = _day(values, "dag"), [people[number] for number in values.ids("wie")]
        if not chosen:
            raise FieldError("Kies aan wie je het vertelde.")
        if day > values.today:
            raise FieldError(
                f"{short_date(day, values.today).capitalize()} is nog niet geweest. Kijk de dag na."
            )
        told.tell_answer(row.pupil_id, chosen, answered_on, day, values.text("hoe"))
        return row.id

    fields = [
        Field("wie", "aan wie", Kind.PICK_MANY, tuple(people), required=True,
              source=PickSource(lambda: [Option(number, one.who) for number, one in people.items()]),
              hint="wie het nog niet weet, blijft onder l staan"),
        Field("dag", "verteld op", Kind.DATE, host.today(), required=True, past=True),
        Field("hoe", "hoe", Kind.CHOICE, TellingWay.TALK, choices=list(TellingWay), hint="← → of een letter"),
    ]  # fmt: skip
    return _form(host, f"Antwoord van {row.agency} verteld", fields, save)


def draft_of(
    row: ReferralRow, status: str, answer: str | None = None, answered_on: dt.date | None = None
) -> ReferralDraft:
    """A referral as it is now, with another status, and with an answer when there is one."""
    return ReferralDraft(
        pupil_id=row.pupil_id,
        agency_id=row.agency_id,
        contact_id=row.contact_id,
        concern_id=row.concern_id,
        status=status,
        reason=row.reason,
        asked_on=row.asked_on,
        answer=row.answer if answer is None else answer,
        answered_on=row.answered_on if answered_on is None else answered_on,
        question=row.question,
        parents_told_on=row.parents_told_on,
    )


def _day(values: Values, name: str) -> dt.date:
    day = values.date(name)
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _form(host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
