"""What is gathered for "sinds vorige keer": what came due, went quiet, still has to be sent, and comes up.

What others changed is in `store.since_changes`; the rules are in `care.catching_up`. The number of questions to
the database doesn't grow with the school.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from peewee import JOIN, ModelSelect, fn

from ibtui.care.catching_up import (
    CONSENT_AHEAD,
    SENT_KINDS,
    UNSENT_FOR,
    News,
    Section,
    Window,
    due_section,
    quiet_stamp,
    quiet_words,
    weeks_since,
    window,
)
from ibtui.care.dates import due_words, short_date
from ibtui.care.school_days import Free
from ibtui.care.words import Audience, ConversationKind, ConversationStatus, Custody, MinutesStatus
from ibtui.store import actions, concerns, cycle, database, deadlines, labels, observations, since_private
from ibtui.store.concerns import ConcernRow
from ibtui.store.free_days import free_days
from ibtui.store.minutes_rows import UNTOUCHED
from ibtui.store.models import (
    Agency,
    Consent,
    Conversation,
    Guardianship,
    Minutes,
    Pupil,
)
from ibtui.store.quiet import last_contacts
from ibtui.store.since_changes import changes
from ibtui.store.visits import last_visit, unread_since
from ibtui.values import dataclass

_YEAR = dt.timedelta(days=366)
_WEEK = 7
_ORDER = tuple(Section)
_FIRST = ("termijn", "zorg", "afspraak", "lesbezoek", "stap", since_private.MUST_GO)


@dataclass(frozen=True, slots=True)
class Since:
    """All lines, read or not, and the days that they are about."""

    window: Window
    news: tuple[News, ...]


def gather(school: int, today: dt.date, working_days: Collection[int]) -> Since:
    """Every line for this user: by section, what is due first on top."""
    free = free_days(school, today - _YEAR, today + _YEAR)
    visited = last_visit(school, today)
    days = window(today, unread_since(school, today), working_days, free)
    open_concerns = concerns.concerns(school)
    news = [
        *changes(school, days.since, today, away_since=visited or days.since),
        *_promises(school, today, days.until),
        *_evaluations(open_concerns, today, days.until),
        *_steps(school, today, days.until),
        *_terms(school, today, days.until),
        *_look_again(school, today, days.until),
        *_consents(school, today, days.since),
        *_quiet(open_concerns, today, free),
        *_unsent(school, today),
        *since_private.private(school, today, days.until),
        *since_private.must_go(school, today),
    ]
    return Since(days, tuple(sorted(news, key=_weight)))


def _weight(item: News) -> tuple[int, int, dt.date]:
    """What is due now about a child stands above what the school has to do, however late that is."""
    sort = _FIRST.index(item.kind) if item.section is Section.DUE else 0
    return _ORDER.index(item.section), sort, item.day or dt.date.min


# --- what has a date ---


def _due(
    kind: str, number: int, about: str, what: str, due: dt.date, opens: tuple[str, int], today: dt.date
) -> News:
    section = due_section(due, today)
    return News(
        section, kind, number, about, what, due_words(due, today), opens,
        stamp=f"{due}:{section.name}", day=due, sign="!" if due < today else "",
    )  # fmt: skip


def _promises(school: int, today: dt.date, until: dt.date) -> Iterable[News]:
    for row in actions.open_actions(school, today, until):
        if row.due_on is not None:
            about = " · ".join(item for item in (row.owner, row.about) if item)
            yield _due("afspraak", row.id, about, row.what, row.due_on, ("afspraak", row.id), today)


def _evaluations(found: Sequence[ConcernRow], today: dt.date, until: dt.date) -> Iterable[News]:
    for row in found:
        if row.evaluate_on is not None and row.evaluate_on <= until:
            what = f"{row.category} evalueren: {row.summary}"
            yield _due("zorg", row.id, row.about, what, row.evaluate_on, ("zorg", row.id), today)


def _steps(school: int, today: dt.date, until: dt.date) -> Iterable[News]:
    for row in cycle.due(school, until):
        if row.due_on is not None:
            where = labels.group_label(row.group) if row.group else ("beleid" if row.goal else "hele school")
            about = " · ".join(item for item in (where, row.responsible) if item)
            opens = ("gesprek", row.conversation_id) if row.conversation_id is not None else ("stap", row.id)
            yield _due("stap", row.id, about, row.title, row.due_on, opens, today)


def _terms(school: int, today: dt.date, until: dt.date) -> Iterable[News]:
    """The terms; those of the meldcode are only counted, without a name."""
    for row in deadlines.deadlines(school, until=until):
        what = f"termijn: {row.name}"
        yield _due("termijn", row.id, row.pupil, what, row.due_on, ("termijn", row.id), today)
    hidden = deadlines.discreet(school, until)
    if hidden:
        due = deadlines.discreet(school, today) > 0
        what = "een afgeschermde termijn" if hidden == 1 else f"{hidden} afgeschermde termijnen"
        section = Section.DUE if due else Section.AHEAD
        yield News(section, "termijn", 0, "", what, "kijk bij het kind, met M", ("", 0), f"{hidden}:{due:d}")


def _look_again(school: int, today: dt.date, until: dt.date) -> Iterable[News]:
    """Lessons that this user said to look at again."""
    for row in observations.look_again(school, database.who(), until):
        if row.look_again_on is not None:
            opens = ("lesbezoek", row.id)
            yield _due("lesbezoek", row.id, row.teacher, "weer kijken", row.look_again_on, opens, today)


def _consents(school: int, today: dt.date, since: dt.date) -> Iterable[News]:
    """What runs out within weeks or ran out since; not when a newer one of the same child and agency holds longer."""
    query = (
        Consent.select(Consent, Pupil, Agency)
        .join(Pupil)
        .switch(Consent)
        .join(Agency, JOIN.LEFT_OUTER)
        .where(
            (Pupil.school == school)
            & Pupil.deleted_at.is_null()
            & (Pupil.left_on.is_null() | (Pupil.left_on > today))
            & Consent.withdrawn_on.is_null()
            & fn.EXISTS(_given_with_custody())
            & (Consent.valid_until.is_null() | (Consent.valid_until >= since))
            & Consent.deleted_at.is_null()
        )
    )
    longest: dict[tuple[int, int | None], Consent] = {}
    for row in query:
        same = row.pupil_id, row.agency_id
        held = longest.get(same)
        if held is None or _ends(row) > _ends(held):
            longest[same] = row
    for row in longest.values():
        if row.valid_until is not None and row.valid_until <= today + CONSENT_AHEAD:
            yield _consent(row, row.valid_until, today)


def _given_with_custody() -> ModelSelect[Guardianship]:
    """Only such a consent lets something be told (`care.may_tell`): the end of another one is no news."""
    mine = (Guardianship.pupil == Consent.pupil) & (Guardianship.person == Consent.given_by)
    return Guardianship.select().where(mine & (Guardianship.custody == Custody.YES))


def _ends(row: Consent) -> dt.date:
    return row.valid_until or dt.date.max


def _consent(row: Consent, until: dt.date, today: dt.date) -> News:
    over = until < today
    pupil = row.pupil
    agency = row.agency.name if row.agency is not None else "delen"
    words = f"liep af op {short_date(until, today)}" if over else f"tot {short_date(until, today)}"
    return News(
        Section.CONSENT,
        "toestemming", int(row.id), labels.full_name(pupil.first_name, pupil.infix, pupil.last_name),
        f"toestemming {agency}", words, ("leerling", row.pupil_id),
        stamp=f"{until}:{over:d}", day=until, sign="!" if over else "",
    )  # fmt: skip


# --- what stands still ---


def _quiet(found: Sequence[ConcernRow], today: dt.date, free: Collection[Free]) -> Iterable[News]:
    for row, contact in last_contacts([one for one in found if one.pupil_id is not None]):
        weeks, evaluated = weeks_since(contact, today, free), row.evaluate_on is not None
        words = quiet_words(weeks, evaluated)
        if words:
            yield News(
                Section.QUIET, "zorg", row.id, row.about, f"{row.category} op niveau {row.level}", words,
                ("zorg", row.id), stamp=quiet_stamp(contact, weeks, evaluated), day=contact, sign="!",
            )  # fmt: skip


def _unsent(school: int, today: dt.date) -> Iterable[News]:
    """Of each held talk the latest edition: a draft that was written in, or fixed minutes that somebody waits for."""
    newer = Minutes.alias()
    later = newer.select(newer.id).where(
        (newer.conversation == Minutes.conversation)
        & (newer.edition > Minutes.edition)
        & newer.deleted_at.is_null()
    )
    waited_for = (Minutes.status == MinutesStatus.FIXED) & Conversation.kind.in_(SENT_KINDS)
    query = (
        Minutes.select(Minutes.id, Minutes.status, Conversation.id, Conversation.kind, Conversation.day)
        .join(Conversation)
        .where(
            (Conversation.school == school)
            & Conversation.day.between(today - UNSENT_FOR, today - dt.timedelta(days=1))
            & (Conversation.status == ConversationStatus.HELD)
            & (Conversation.kind != ConversationKind.NOTE)
            & (Conversation.audience != Audience.PRIVATE)
            & ((Minutes.status == MinutesStatus.DRAFT) | waited_for)
            & (Minutes.version > UNTOUCHED)
            & ~fn.EXISTS(later)
            & Minutes.deleted_at.is_null()
            & Conversation.deleted_at.is_null()
        )
    )
    rows = list(labels.tuples(query, tuple[int, str, int, str, dt.date]))
    about = labels.about([talk for _number, _status, talk, _kind, _day in rows]) if rows else {}
    for number, status, talk, kind, day in rows:
        whom = about.get(talk, labels.NOTHING).text
        yield News(
            Section.UNSENT, "verslag", number, whom, f"{kind} {short_date(day, today)}", f"nog {status}"
            if status == MinutesStatus.DRAFT else f"{status}, niet verzonden",
            ("verslag", number), stamp=f"{status}:{(today - day).days // _WEEK}", day=day,
        )  # fmt: skip
