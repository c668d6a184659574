"""The route of one pupil: from a concern to extra help, each step with its date and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from peewee import fn

from ibtui.care.dates import short_date
from ibtui.care.words import (
    ActionStatus,
    ApplicationStatus,
    Audience,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    OppStatus,
    ReferralStatus,
)
from ibtui.store import applications, approaches, labels, opps, sharing
from ibtui.store.applications import ApplicationRow
from ibtui.store.approaches import ApproachRow
from ibtui.store.models import ActionItem, Concern, Conversation, ConversationPupil, Referral
from ibtui.store.opps import OppRow
from ibtui.store.sharing import ReferralRow
from ibtui.values import dataclass

State = Literal["loopt", "klaar", "wacht", "gepland", "gestopt"]
Ref = Literal["zorg", "aanpak", "gesprek", "verwijzing", "aanvraag", "opp"]

LADDER: tuple[tuple[Ref, str], ...] = (
    ("zorg", "zorg"),
    ("aanpak", "aanpak in de groep"),
    ("gesprek", "ondersteuningsteam en overleg"),
    ("verwijzing", "verwijzing"),
    ("aanvraag", "arrangement, TLV of onderzoek"),
    ("opp", "OPP"),
)
"""The steps in the usual order. Nothing is forced: a step that isn't there is no fault."""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step. `ref` and `ref_id`: what it is of; `outcome`: what came of it, "" when nothing was said."""

    ref: Ref
    ref_id: int
    day: dt.date
    until: dt.date | None
    title: str
    detail: str
    state: State
    outcome: str


_TALKS = (ConversationKind.SUPPORT_TEAM, ConversationKind.PUPIL_REVIEW, ConversationKind.LARGE_MEETING)
_REFERRAL: dict[str, State] = {
    ReferralStatus.CONSIDERED: "wacht",
    ReferralStatus.ASKED: "wacht",
    ReferralStatus.RUNNING: "loopt",
    ReferralStatus.DONE: "klaar",
    ReferralStatus.DROPPED: "gestopt",
}
_APPLICATION: dict[str, State] = {
    ApplicationStatus.PREPARING: "loopt",
    ApplicationStatus.ASKED: "wacht",
    ApplicationStatus.GRANTED: "klaar",
    ApplicationStatus.REFUSED: "klaar",
    ApplicationStatus.STOPPED: "gestopt",
}
_OPP: dict[str, State] = {OppStatus.ASKING: "wacht", OppStatus.CLOSED: "klaar"}


def route(pupil_id: int, today: dt.date) -> list[RouteStep]:
    """All steps of a pupil, the oldest first. Only the dossier. Twelve queries."""
    asked = _made_on(pupil_id)
    steps = [
        *_concerns(pupil_id),
        *(_approach(row, today) for row in approaches.of_pupil(pupil_id)),
        *_talks(pupil_id),
        *(_referral(row, asked[row.id], today) for row in sharing.referrals(pupil_id=pupil_id)),
        *(_application(row, today) for row in applications.of_pupil(pupil_id)),
        *(_opp(row, today) for row in opps.of_pupil(pupil_id)),
    ]
    order = {ref: place for place, (ref, _words) in enumerate(LADDER)}
    return sorted(steps, key=lambda step: (step.day, order[step.ref], step.ref_id))


def waiting_words(since: dt.date, today: dt.date) -> str:
    """ "wacht 12 dagen", "wacht sinds vandaag"."""
    days = (today - since).days
    if days < 1:
        return "wacht sinds vandaag"
    return f"wacht {days} {'dag' if days == 1 else 'dagen'}"


def _concerns(pupil_id: int) -> Iterator[RouteStep]:
    query = Concern.select().where((Concern.pupil == pupil_id) & Concern.deleted_at.is_null())
    for row in query:
        over = row.status == ConcernStatus.CLOSED
        yield RouteStep(
            ref="zorg",
            ref_id=row.id,
            day=row.opened_on,
            until=row.closed_on,
            title=f"{row.category}: {row.summary}",
            detail=f"niveau {row.level} · {row.status}",
            state="klaar" if over else "loopt",
            outcome=row.status if over else "",
        )


def _approach(row: ApproachRow, today: dt.date) -> RouteStep:
    minutes = f"{row.minutes} minuten per week" if row.minutes else ""
    return RouteStep(
        ref="aanpak",
        ref_id=row.id,
        day=row.since,
        until=row.until,
        title=row.what,
        detail=_joined(row.how_often, minutes, row.method, row.by),
        state="loopt" if row.runs(today) else "klaar",
        outcome=row.effect,
    )


def _talks(pupil_id: int) -> Iterator[RouteStep]:
    """The support team and its like, held or planned; private ones never. Two queries."""
    query = (
        Conversation.select(Conversation)
        .join(ConversationPupil)
        .where(
            (ConversationPupil.pupil == pupil_id)
            & Conversation.kind.in_(_TALKS)
            & Conversation.status.in_((ConversationStatus.PLANNED, ConversationStatus.HELD))
            & (Conversation.audience == Audience.DOSSIER)
            & Conversation.deleted_at.is_null()
        )
    )
    rows = list(query)
    promises = _promises(pupil_id, [row.id for row in rows])
    for row in rows:
        held = row.status == ConversationStatus.HELD
        yield RouteStep(
            ref="gesprek",
            ref_id=row.id,
            day=row.day,
            until=None,
            title=row.kind,
            detail=row.purpose,
            state="klaar" if held else "gepland",
            outcome=promises.get(row.id, ""),
        )


def _promises(pupil_id: int, talks: list[int]) -> dict[int, str]:
    """ "3 afspraken, 1 nog open" of each of these conversations, as far as they are about this pupil."""
    still = fn.SUM(ActionItem.status.in_((ActionStatus.OPEN, ActionStatus.WAITING)))
    query = (
        ActionItem.select(ActionItem.conversation, fn.COUNT(ActionItem.id), still)
        .where(
            ActionItem.conversation.in_(talks)
            & (ActionItem.pupil == pupil_id)
            & (ActionItem.status != ActionStatus.DROPPED)
            & ActionItem.deleted_at.is_null()
        )
        .group_by(ActionItem.conversation)
    )
    found = {}
    for key, number, left in labels.tuples(query, tuple[int, int, int]):
        words = "1 afspraak" if number == 1 else f"{number} afspraken"
        found[key] = f"{words}, {left} nog open" if left else f"{words}, klaar"
    return found


def _made_on(pupil_id: int) -> dict[int, dt.date]:
    """The day of each referral: when it was asked, or when somebody wrote down that they think of it."""
    query = Referral.select(Referral.id, Referral.asked_on, Referral.created_at)
    query = query.where(Referral.pupil == pupil_id)
    found = labels.tuples(query, tuple[int, dt.date | None, dt.datetime])
    return {key: asked or made.date() for key, asked, made in found}


def _referral(row: ReferralRow, day: dt.date, today: dt.date) -> RouteStep:
    waits = waiting_words(row.waiting_since, today) if row.waiting_since is not None else ""
    return RouteStep(
        ref="verwijzing",
        ref_id=row.id,
        day=day,
        until=row.answered_on,
        title=row.agency,
        detail=_joined(row.status, row.reason, row.contact, waits),
        state=_REFERRAL[row.status],
        outcome=_joined(row.answer, _told(row, today)),
    )


def _told(row: ReferralRow, today: dt.date) -> str:
    if row.parents_told_on is not None:
        return f"verteld aan de ouders op {short_date(row.parents_told_on, today)}"
    return "nog niet verteld aan de ouders" if row.answered_on is not None else ""


def _application(row: ApplicationRow, today: dt.date) -> RouteStep:
    runs = row.status == ApplicationStatus.GRANTED and (row.valid_until or dt.date.min) >= today
    decided = row.status in (ApplicationStatus.GRANTED, ApplicationStatus.REFUSED)
    papers = f"{row.ticked} van {len(row.papers)} stukken" if row.papers and not decided else ""
    end = f"tot en met {short_date(row.valid_until, today)}" if row.valid_until is not None else ""
    return RouteStep(
        ref="aanvraag",
        ref_id=row.id,
        day=row.started_on,
        until=row.valid_until or row.decided_on,
        title=row.what or row.kind,
        detail=_joined(row.kind if row.what else "", row.status, row.agency, papers, end),
        state="loopt" if runs else _APPLICATION[row.status],
        outcome=_joined(row.status if decided else "", row.outcome),
    )


def _opp(row: OppRow, today: dt.date) -> RouteStep:
    answers = f"{row.agreed} van {row.asked} ouders eens met de hulp" if row.asked else ""
    days = (("vastgesteld", row.fixed_on), ("geëvalueerd", row.evaluated_on), ("afgesloten", row.closed_on))
    return RouteStep(
        ref="opp",
        ref_id=row.id,
        day=row.base_on,
        until=row.closed_on,
        title="OPP",
        detail=_joined(row.status, row.reason, answers),
        state=_OPP.get(row.status, "loopt"),
        outcome=_joined(*(f"{word} op {short_date(day, today)}" for word, day in days if day is not None)),
    )


def _joined(*parts: str) -> str:
    return " · ".join(part.strip() for part in parts if part.strip())
