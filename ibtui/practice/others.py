"""What happened while the ib'er was elsewhere: a colleague's work, a quiet pupil, and what is left for today's end."""

from __future__ import annotations

import datetime as dt

from ibtui.care.words import (
    ActionStatus,
    ConcernCategory,
    ConcernStatus,
    Custody,
    MinutesStatus,
)
from ibtui.care.words import (
    ConversationKind as Kind,
)
from ibtui.practice.days import DAY, is_school_day, school_day
from ibtui.practice.people import SCHOOL, Kid, World
from ibtui.practice.talks import Book, Talk
from ibtui.store.models import (
    ActionItem,
    AuditLog,
    Concern,
    ConcernEvent,
    Conversation,
    ConversationPupil,
    Guardianship,
    Minutes,
    Pupil,
    PupilLevel,
)

COLLEAGUE = "annemiek"
"""The system user of the other ib'er, who works on the days between."""

_QUIET_SINCE = dt.timedelta(weeks=16)
_WEEK = dt.timedelta(days=7)
_NEARLY_OVER = 41  # days ago: a private note of then expires tomorrow
_AFTER_SCHOOL, _EARLY = dt.time(15, 10), dt.time(7, 50)


def write(world: World, book: Book) -> None:
    """Write last of all: only what nobody else of the school has a part in is used."""
    spoken = _last_spoken(world)
    _quiet_pupil(world, spoken)
    _promise(world)
    book.write(
        Talk(
            kind=Kind.NOTE.value, day=world.today - DAY * _NEARLY_OVER, start=None, planned=False, private=True,
            text="- zelf onthouden: juf vroeg hoe ik het volhoud, daar nog eens op terugkomen",
            status=MinutesStatus.DRAFT,
        )
    )  # fmt: skip
    done = [*_new_concern(world), *_sent(world), *_kept(world)]
    for at, action, subject, number in sorted(done):
        world.rows.add(AuditLog, at, at=at, who=COLLEAGUE, action=action, subject=subject, subject_id=number)


_Deed = tuple[dt.datetime, str, str, int]


def _free(world: World) -> list[Kid]:
    """Pupils of now without an open concern, who play no part in the week."""
    rows = world.rows.tables
    busy = {row["pupil"] for row in rows[Concern] if row["closed_on"] is None}
    cast = {kid.id for kid in world.cast.values()}
    return [
        kid
        for kid in world.kids
        if kid.left is None and kid.stream == 0 and kid.id not in busy | cast and kid.year <= 8
    ]


def _last_spoken(world: World) -> dict[object, dt.date]:
    """By pupil: the last day of a talk, also one that is still to come."""
    rows = world.rows.tables
    days = {row["id"]: row["day"] for row in rows[Conversation]}
    found: dict[object, dt.date] = {}
    for link in rows[ConversationPupil]:
        day = days[link["conversation"]]
        if isinstance(day, dt.date):
            found[link["pupil"]] = max(found.get(link["pupil"], day), day)
    return found


def _quiet_pupil(world: World, spoken: dict[object, dt.date]) -> None:
    """A heavy concern of which nobody spoke for weeks."""
    day = school_day(world.today - _QUIET_SINCE)
    kids = [kid for kid in _free(world) if kid.joined < day]
    kid = min(kids, key=lambda kid: (spoken.get(kid.id, dt.date.min), kid.id))
    concern = world.rows.add(
        Concern, day, school=SCHOOL, pupil=kid.id, category=ConcernCategory.WORK.value, level=3,
        summary="Komt in de klas niet aan het werk zonder hulp",
        question=f"Wat helpt {kid.first} om te beginnen?", tried="Een weektaak op papier, en een vaste plek.",
        status=ConcernStatus.RUNNING.value, raised_by=world.teachers[world.place(kid, day)].id, opened_on=day,
        evaluate_on=world.today + DAY * 36, parents_informed_on=day + DAY,
    )  # fmt: skip
    world.rows.add(
        ConcernEvent,
        day,
        concern=concern,
        day=day,
        kind="notitie",
        text="De leerkracht heeft de zorg gemeld.",
    )
    world.rows.add(PupilLevel, day, pupil=kid.id, level=3, since=day)
    world.rows.change(Pupil, kid.id, level=3)
    kid.level = 3


def _promise(world: World) -> None:
    """Made this morning at the door, without a day."""
    teacher = world.teachers[len(world.years) - 1, 1, 0]
    world.rows.add(
        ActionItem, dt.datetime.combine(world.today, _EARLY), school=SCHOOL, owner=teacher.id,
        owner_text=teacher.who, what="kijkt welke leesboekjes nog thuis liggen", status=ActionStatus.OPEN.value,
    )  # fmt: skip


def _new_concern(world: World) -> list[_Deed]:
    """The colleague's, of this week; the parents don't know of it yet."""
    known = {row["pupil"] for row in world.rows.tables[Guardianship] if row["custody"] == Custody.YES}
    kid = next(kid for kid in _free(world) if kid.id in known)
    at = _lately(world, 1)
    day = at.date()
    concern = world.rows.add(
        Concern, at, school=SCHOOL, pupil=kid.id, category=ConcernCategory.SPELLING.value, level=2,
        summary="Schrijft veel woorden zoals je ze hoort", question=f"Wat oefent {kid.first} het eerst?",
        tried="Elke dag vijf woorden extra.", status=ConcernStatus.SIGNAL.value,
        raised_by=world.teachers[world.place(kid, day)].id, opened_on=day, evaluate_on=world.today + DAY * 42,
    )  # fmt: skip
    return [(at, "zorg toegevoegd", "concern", concern)]


def _lately(world: World, ago: int) -> dt.datetime:
    """So many days ago, on a school day of this week; else early today."""
    day = school_day(world.today - DAY * ago)
    monday = world.today - DAY * world.today.weekday()
    if day < monday or not is_school_day(day):
        return dt.datetime.combine(world.today, _EARLY)
    return dt.datetime.combine(day, _AFTER_SCHOOL)


def _sent(world: World) -> list[_Deed]:
    """Minutes of last week that the colleague sent."""
    begin = dt.datetime.combine(world.today - _WEEK, _AFTER_SCHOOL)
    return [
        (row["sent_at"], "verslag verzonden", "minutes", int(str(row["id"])))
        for row in world.rows.tables[Minutes]
        if isinstance(row["sent_at"], dt.datetime) and row["sent_at"] >= begin
    ][:1]


def _kept(world: World) -> list[_Deed]:
    """Promises of last days that somebody told the colleague were kept."""
    found = [
        (row["done_on"], int(str(row["id"])))
        for row in world.rows.tables[ActionItem]
        if isinstance(row["done_on"], dt.date)
        and world.today - _WEEK < row["done_on"] < world.today
        and row["status"] == ActionStatus.DONE
    ]
    return [
        (dt.datetime.combine(day, _AFTER_SCHOOL), "afspraak gedaan", "action_item", number)
        for day, number in found[:3]
    ]
