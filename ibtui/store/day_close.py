"""What is still open at the end of the day: of today, and of the days of this week and since her last day here.

Each line is something that can be settled with one key; when none is left, the day is closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from peewee import fn

from ibtui.care.catching_up import SENT_KINDS, window
from ibtui.care.dates import short_date
from ibtui.care.school_year import monday_of
from ibtui.care.text import NOTE_LIMIT, clean, listed
from ibtui.care.words import (
    Audience,
    ConcernCategory,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    MinutesStatus,
)
from ibtui.errors import BadInput
from ibtui.settings import Home
from ibtui.store import (
    actions,
    backup,
    concern_rows,
    database,
    labels,
    minutes,
    observations,
    own_notes,
    private_notes,
)
from ibtui.store.change import write
from ibtui.store.conversation_rows import ConversationRow, rows
from ibtui.store.free_days import free_days
from ibtui.store.guardians import with_custody
from ibtui.store.models import (
    ActionItem,
    Concern,
    ConcernEvent,
    Conversation,
    Minutes,
    Observation,
)
from ibtui.store.visits import last_visit
from ibtui.values import dataclass

_YEAR = dt.timedelta(days=366)
_NO_MINUTES = "Geen verslag nodig"
_NOT_YET = "nog niet verteld"
_PARENTS = "ouders"
"""The kind of a line on a timeline that is about what the parents know."""


class Task(StrEnum):
    """What is left to do, in the order in which it is done."""

    TALK = "gehouden of niet?"
    WRITE = "nog geen verslag"
    PROMISE = "afspraak niet af"
    SEND = "nog versturen"
    TELL = "vertellen"
    LESSON = "lesbezoek niet af"
    PRIVATE = "privénotitie verloopt"
    BACKUP = "reservekopie"


@dataclass(frozen=True, slots=True)
class Left:
    """One line. `id` is the conversation, promise, minutes, concern or observation that it is about; 0: the backup.

    `about`: whom; `what`: the thing itself; `said`: what is missing. `day` None: of no day.
    """

    task: Task
    id: int
    about: str
    what: str
    said: str
    day: dt.date | None = None

    @property
    def key(self) -> str:
        """What the screen knows the line by."""
        return f"{self.task.name.lower()}:{self.id}"


@dataclass(frozen=True, slots=True)
class Day:
    """What is open now, and how many talks are still to come today: those are no part of it yet."""

    left: tuple[Left, ...]
    later: int


def day(school: int, home: Home, now: dt.datetime, working_days: Collection[int] = ()) -> Day:
    """The day as it is now. The number of questions to the database doesn't grow with the week."""
    today = now.date()
    first = _begin(school, today)
    week = _talks(school, first, today)
    planned = [row for row in week if _is_planned(row)]
    later = [row for row in planned if row.day == today and row.start is not None and row.start > now.time()]
    left = (
        *(_talk(row, today) for row in planned if row not in later),
        *_without_minutes(week, today, observations.visits([row.id for row in week])),
        *_promises(school, first, today),
        *_to_send(week, today),
        *_to_tell(school, first, today),
        *_lessons(school, first, today, [row.id for row in week if row.status == ConversationStatus.HELD]),
        *_private(school, today, working_days),
        *_backup(home, today),
    )
    return Day(left, len(later))


def no_minutes(conversation_id: int, because: str) -> None:
    """Say that a held talk needs no minutes: the reason is its minutes, under which anything prepared stays.

    Raises `BadInput` without a reason.
    """
    because = clean(because)
    if not because:
        raise BadInput("Er staat nog niet waarom", "Vul in een paar woorden in waarom er geen verslag hoeft.")
    words = f"{_NO_MINUTES}: {because}"
    latest = (
        Minutes.select()
        .where((Minutes.conversation == conversation_id) & Minutes.deleted_at.is_null())
        .order_by(Minutes.edition.desc())
        .first()
    )
    if latest is not None:
        minutes.save(
            int(latest.id), clean(f"{words}\n{latest.text}", multiline=True, limit=NOTE_LIMIT), latest.version
        )
        return
    with write("geen verslag nodig") as change:
        row = change.edit(Conversation, conversation_id)
        own_notes.refuse(row)
        change.about(minutes.write_first(change, row, words))


def told(concern_id: int, today: dt.date) -> None:
    """The parents know of a concern since today; its timeline says so."""
    with write("ouders ingelicht") as change:
        row = change.edit(Concern, concern_id)
        row.parents_informed_on = today
        change.save(row)
        change.add(ConcernEvent(concern=row, day=today, kind=_PARENTS, text="verteld aan de ouders"))


def not_told(concern_id: int, because: str, today: dt.date) -> None:
    """The parents aren't told yet, and why; its timeline says so. Raises `BadInput` without a reason."""
    because = clean(because)
    if not because:
        raise BadInput("Er staat nog niet waarom", "Vul in een paar woorden in waarom het later komt.")
    with write("ouders later inlichten") as change:
        row = change.edit(Concern, concern_id)
        change.about(row)
        change.add(ConcernEvent(concern=row, day=today, kind=_PARENTS, text=f"{_NOT_YET}: {because}"))


# --- the lines ---


def _begin(school: int, today: dt.date) -> dt.date:
    """The Monday of this week; for who comes one day a week, her last day here: what she left then is hers still."""
    monday = monday_of(today)
    return min(monday, last_visit(school, today) or monday)


def _talks(school: int, first: dt.date, last: dt.date) -> list[ConversationRow]:
    found = rows((Conversation.school == school) & Conversation.day.between(first, last))
    return sorted(found, key=lambda row: (row.day, row.start is None, row.start or dt.time.min, row.id))


def _is_planned(row: ConversationRow) -> bool:
    return row.status == ConversationStatus.PLANNED and row.kind != ConversationKind.NOTE


def _talk(row: ConversationRow, today: dt.date) -> Left:
    return Left(Task.TALK, row.id, row.about, row.kind, _when(row, today), row.day)


def _without_minutes(
    week: Sequence[ConversationRow], today: dt.date, visits: Collection[int]
) -> Iterable[Left]:
    """Held talks without a word. Not `visits`: those are staff data, which never belong in minutes."""
    for row in week:
        if row.id in visits:
            continue
        written = row.has_text or row.minutes_status not in (None, MinutesStatus.DRAFT)
        if row.status == ConversationStatus.HELD and row.kind != ConversationKind.NOTE and not written:
            yield Left(Task.WRITE, row.id, row.about, row.kind, _when(row, today), row.day)


def _to_send(week: Sequence[ConversationRow], today: dt.date) -> Iterable[Left]:
    """Fixed minutes of today and this week that somebody waits for."""
    for row in week:
        fixed = row.minutes_status == MinutesStatus.FIXED and row.minutes_id is not None
        if fixed and row.kind in SENT_KINDS and row.audience != Audience.PRIVATE:
            yield Left(
                Task.SEND, row.minutes_id or 0, row.about, f"verslag {row.kind}", _when(row, today), row.day
            )


def _when(row: ConversationRow, today: dt.date) -> str:
    at = f"{row.start:%H:%M}" if row.start is not None else "vandaag"
    return at if row.day == today else short_date(row.day, today)


def _promises(school: int, first: dt.date, today: dt.date) -> Iterable[Left]:
    """Promises of these days without a date, or without somebody who does it."""
    talks = Conversation.select(Conversation.id).where(
        (Conversation.school == school)
        & Conversation.day.between(first, today)
        & Conversation.deleted_at.is_null()
    )
    made = ActionItem.conversation.in_(talks) | (
        ActionItem.created_at >= dt.datetime.combine(first, dt.time.min)
    )
    nobody = ActionItem.owner.is_null() & (ActionItem.owner_text == "")
    where = (
        (ActionItem.school == school)
        & made
        & ActionItem.status.in_(actions.NOT_DONE)
        & (ActionItem.due_on.is_null() | nobody)
    )
    for row in actions.rows_where(where):
        missing = [word for word, there in (("wie", row.owner), ("wanneer", row.due_on)) if not there]
        about = " · ".join(item for item in (row.owner, row.about) if item)
        yield Left(Task.PROMISE, row.id, about, row.what, f"{' en '.join(missing)}?")


def _to_tell(school: int, first: dt.date, today: dt.date) -> Iterable[Left]:
    """Concerns that are new or got another level or status, and that the parents weren't told of.

    Never one about safety: whether and when parents hear of that is for the meldcode, not for a list.
    """
    lines = ConcernEvent.select(
        ConcernEvent.id
    ).where(  # of each concern apart: there are few, and many lines
        (ConcernEvent.concern == Concern.id)
        & ConcernEvent.day.between(first, today)
        & ConcernEvent.deleted_at.is_null()
    )
    later = lines.where((ConcernEvent.kind == _PARENTS) & ConcernEvent.text.startswith(_NOT_YET))
    moved = lines.where(ConcernEvent.kind.in_(("status", "niveau")))
    found = concern_rows.rows(
        (Concern.school == school)
        & Concern.pupil.is_null(False)
        & Concern.parents_informed_on.is_null()
        & (Concern.status != ConcernStatus.CLOSED)
        & (Concern.category != ConcernCategory.SAFETY)
        & ~fn.EXISTS(later)
        & (Concern.opened_on.between(first, today) | fn.EXISTS(moved))
    )
    parents = with_custody([row.pupil_id for row in found if row.pupil_id is not None])
    for row in found:
        names = listed(parents.get(row.pupil_id or 0, ()))
        said = f"aan {names}" if names else "aan wie gezag heeft"
        yield Left(Task.TELL, row.id, row.about, f"{row.category}: {row.summary}", said)


def _lessons(school: int, first: dt.date, today: dt.date, held: Collection[int]) -> Iterable[Left]:
    """Lessons that this user looked at, and about which nothing was agreed yet; or looked at again (`held` are
    talks of this week), without saying so."""
    again = Observation.conversation.in_(list(held)) & Observation.looked_again_on.is_null()
    seen = list(
        Observation.select().where(
            (Observation.school == school)
            & (Observation.writer == database.who())
            & (again | (Observation.day.between(first, today) & (Observation.agreed == "")))
            & Observation.deleted_at.is_null()
        )
    )
    names = labels.people_named({row.teacher_id for row in seen}) if seen else {}
    for row in seen:
        looked = row.conversation_id in held and row.looked_again_on is None
        said = "weer gekeken: wat zag je?" if looked else "wat sprak je af?"
        yield Left(Task.LESSON, int(row.id), names.get(row.teacher_id, ""), "lesbezoek", said, row.day)


def _private(school: int, today: dt.date, working_days: Collection[int]) -> Iterable[Left]:
    """Private notes of which the time is over before she is here again."""
    free = free_days(school, today, today + _YEAR)
    for row in private_notes.expiring(school, window(today, None, working_days, free).until):
        what = f"privé {row.kind} {short_date(row.day, today)}"
        said = private_notes.expiry_words(row.expires_on, today)
        yield Left(Task.PRIVATE, row.id, row.about, what, said, row.day)


def _backup(home: Home, today: dt.date) -> Iterable[Left]:
    if not backup.made_on(home, today):
        yield Left(Task.BACKUP, 0, "", "reservekopie van vandaag", "nog niet gemaakt")
