"""Writes one conversation of the practice school: its pupils, seats, minutes and promises.

The promises are what the one parser takes from the text, so that a later save of the same text changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from random import Random

from ibtui.care.group_review import Headings
from ibtui.care.mentions import mentions, ways_to_write
from ibtui.care.minutes import ActionLine, Mark, mark_of, parse
from ibtui.care.text import fold, listed
from ibtui.care.words import (
    ActionStatus,
    Audience,
    ConversationKind,
    ConversationStatus,
    MinutesStatus,
    Presence,
)
from ibtui.documents.filename import document_name
from ibtui.practice import days
from ibtui.practice.people import SCHOOL, Adult, Kid, World
from ibtui.store import labels
from ibtui.store.models import (
    ActionItem,
    Attendance,
    Conversation,
    ConversationPupil,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Minutes,
    Person,
    Revision,
)
from ibtui.store.promise_lines import headings_of
from ibtui.values import dataclass

_SENT = (ConversationKind.LARGE_MEETING, ConversationKind.PARENT_TALK, ConversationKind.SUPPORT_TEAM)
"""Kinds whose minutes go to who was there."""
_MOST_LATE = 3
_DROPPED = (
    "niet meer nodig",
    "het is bij de deur al besproken",
    "de ouders hebben het zelf geregeld",
    "we kiezen eerst voor iets anders",
)
_PRIVATE_FOR = dt.timedelta(weeks=6)
_WARNED_FOR = dt.timedelta(weeks=2)


@dataclass(slots=True)
class Talk:
    """One conversation. `text` None: no minutes. `status` None: by age. `finished`: its promises are kept."""

    kind: str
    day: dt.date
    start: dt.time | None
    purpose: str = ""
    text: str | None = None
    pupils: tuple[Kid, ...] = ()
    spoken: tuple[Kid, ...] = ()
    """Pupils with a heading of their own in a talk about the group."""
    group: int | None = None
    seats: tuple[Adult, ...] = ()
    child_sits: bool = False
    concern: int | None = None
    planned: bool = True
    held: bool = True
    private: bool = False
    status: MinutesStatus | None = None
    finished: bool = False
    by_hand: bool = False
    """A talk of this week's script: its promises are open, those of last week also when they are late."""
    owners: Mapping[str, Adult] = field(default_factory=dict)
    """Who is meant by the `wie:` of a promise, for those that the text can name."""


class Book:
    """Where conversations are written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rows = world.rows
        self._yesterday = world.today - days.DAY
        self._late = 0

    def write(self, talk: Talk) -> int:
        """Add a conversation with all that belongs to it; returns its number."""
        made = talk.day - dt.timedelta(days=9) if talk.planned else talk.day
        made = min(made, self._world.today)
        expires_on = talk.day + _PRIVATE_FOR if talk.private else None
        number = self._rows.add(
            Conversation,
            made,
            school=SCHOOL,
            kind=talk.kind,
            status=(ConversationStatus.HELD if talk.held else ConversationStatus.PLANNED).value,
            planned=talk.planned,
            day=talk.day,
            start=talk.start,
            duration=days.duration(talk.kind),
            place=_place(talk),
            purpose=talk.purpose,
            group=talk.group,
            concern=talk.concern,
            audience=(Audience.PRIVATE if talk.private else Audience.DOSSIER).value,
            expires_on=expires_on,
            warned_on=self._warned_on(expires_on),
        )
        for kid in talk.pupils:
            self._rows.add(ConversationPupil, made, conversation=number, pupil=kid.id)
        self._seat(talk, number, made)
        if talk.text is not None:
            self._minutes(talk, number, self._without_old_thoughts(talk, talk.text))
        return number

    def _warned_on(self, expires_on: dt.date | None) -> dt.date | None:
        """Of a private note that expires soon she was told two weeks before."""
        if expires_on is None or expires_on - _WARNED_FOR >= self._world.today:
            return None
        return expires_on - _WARNED_FOR

    def _without_old_thoughts(self, talk: Talk, text: str) -> str:
        """Private lines in a text don't live longer than a private note: in old minutes there are none left."""
        if talk.day + _PRIVATE_FOR - _WARNED_FOR > self._world.today:
            return text
        return "\n".join(line for line in text.split("\n") if mark_of(line) is not Mark.PRIVATE)

    def _seat(self, talk: Talk, number: int, made: dt.date) -> None:
        chance = self._chance("stoelen", talk)
        if talk.child_sits:
            for kid in talk.pupils:
                presence = Presence.PRESENT if talk.held else Presence.INVITED
                self._rows.add(Attendance, made, conversation=number, pupil=kid.id, presence=presence.value)
        for seat in dict.fromkeys(adult.id for adult in talk.seats):
            presence = Presence.INVITED
            if talk.held:
                stays_away = len(talk.seats) > 4 and seat != self._world.ib.id and chance.random() < 0.06
                presence = Presence.EXCUSED if stays_away else Presence.PRESENT
            self._rows.add(
                Attendance,
                made,
                conversation=number,
                person=seat,
                presence=presence.value,
                gets_copy=talk.kind in _SENT and seat != self._world.ib.id,
            )

    def _minutes(self, talk: Talk, number: int, text: str) -> None:
        status = talk.status or self._status_by_age(talk)
        written = self._written_at(talk)
        fixed_at = None if status == MinutesStatus.DRAFT else self._later(talk, written, 3, dt.time(16, 10))
        sent_at = None
        if status == MinutesStatus.SENT:
            sent_at = self._later(talk, written, 5, dt.time(16, 30))
        minutes = self._rows.add(
            Minutes,
            written,
            conversation=number,
            status=status.value,
            text=text,
            fixed_at=fixed_at,
            sent_at=sent_at,
        )
        self._rows.change(Minutes, minutes, changed_at=sent_at or fixed_at or written)
        if sent_at is not None:
            self._export(talk, number, minutes, sent_at)
        if talk.held and (self._world.today - talk.day).days <= 21:
            self._revision(minutes, text, written)
        chance = self._chance("afspraken", talk)
        parsed = parse(text, talk.day, self._world.working_days)
        for position, (line, under) in enumerate(zip(parsed.actions, headings_of(parsed), strict=True)):
            self._action(talk, number, minutes, position, line, under, chance)

    def _written_at(self, talk: Talk) -> dt.datetime:
        """Typed at the table: saved last when the talk is over. An agenda is made the day before or earlier."""
        start = dt.datetime.combine(talk.day, talk.start or dt.time(15, 30))
        if talk.held:
            return start + dt.timedelta(minutes=days.duration(talk.kind) + 5)
        before = min(days.school_day(talk.day - days.DAY), self._yesterday)
        return dt.datetime.combine(days.school_day(before), dt.time(15, 40))

    def _later(self, talk: Talk, written: dt.datetime, wait: int, at: dt.time) -> dt.datetime:
        """So many days after the talk, on a school day that is over; never before it was written."""
        day = days.school_day(min(talk.day + days.DAY * wait, self._yesterday))
        return max(dt.datetime.combine(day, at), written)

    def _action(
        self,
        talk: Talk,
        number: int,
        minutes: int,
        position: int,
        line: ActionLine,
        under: str,
        chance: Random,
    ) -> None:
        status, done_on = self._fate(talk, line, chance)
        moved = 1 if status == ActionStatus.DONE and chance.random() < 0.08 else 0
        later = self._chance("later", talk, position)
        if status == ActionStatus.OPEN and not talk.by_hand and later.random() < 0.3:
            moved = later.randint(1, 3)
        dropped = status == ActionStatus.DROPPED
        about = self._about(talk, line.what, under)
        self._rows.add(
            ActionItem,
            talk.day,
            school=SCHOOL,
            minutes=minutes,
            conversation=number,
            pupil=about,
            group=None if about else talk.group,
            concern=talk.concern,
            owner=self._owner(talk, line.who),
            owner_text=line.who,
            what=line.what,
            due_on=line.due,
            due_text=line.when,
            status=status.value,
            done_on=done_on,
            moved=moved,
            position=position,
            waiting_since=talk.day if status == ActionStatus.WAITING else None,
            dropped_because=later.choice(_DROPPED) if dropped else "",
        )

    def _fate(self, talk: Talk, line: ActionLine, chance: Random) -> tuple[ActionStatus, dt.date | None]:
        """What became of a promise: nearly all old ones were kept, the newest are open."""
        today = self._world.today
        due = line.due or talk.day + dt.timedelta(days=14)
        luck, days_later = chance.random(), chance.randrange(-3, 5)
        done_on = min(max(due + dt.timedelta(days=days_later), talk.day), self._yesterday)
        monday = today - days.DAY * today.weekday()
        if talk.by_hand and (due >= today or talk.day < monday):
            return ActionStatus.OPEN, None
        if due < today:
            recent = (today - due).days <= 21 and not talk.finished
            if recent and luck < 0.4 and self._late < _MOST_LATE:
                self._late += 1
                return ActionStatus.OPEN, None
            return (ActionStatus.DROPPED, None) if luck > 0.96 else (ActionStatus.DONE, done_on)
        if talk.finished or luck < 0.12:
            return ActionStatus.DONE, self._yesterday if talk.day < today else talk.day
        return (ActionStatus.WAITING if luck > 0.92 else ActionStatus.OPEN), None

    def _about(self, talk: Talk, what: str, under: str) -> int | None:
        """The one pupil, the one whose name is the heading above the line, or the one that it names with a #."""
        if len(talk.pupils) == 1:
            return talk.pupils[0].id
        everyone = (*talk.pupils, *talk.spoken)
        headed = Headings(kid.named for kid in everyone).pupil(under)
        if headed is not None:
            return headed
        tags = {one.typed for one in mentions(what) if one.mark == "#"}
        named = [kid.id for kid in everyone if tags & set(ways_to_write(kid.named))]
        return named[0] if len(named) == 1 else None

    def _owner(self, talk: Talk, who: str) -> int | None:
        """The person behind a `wie:`, as the store would find them."""
        if fold(who) in ("ik", "ib"):
            return self._world.ib.id
        adult = talk.owners.get(who)
        if adult is None:
            return None
        seated = any(seat.id == adult.id for seat in talk.seats)
        by_name = not who.startswith("@") and who == adult.text and who != adult.function
        if (
            by_name and not seated
        ):  # a mother by her first name, who isn't there: only when nobody has the same
            same = [row for row in self._rows.tables[Person] if row["first_name"] == who]
            return adult.id if len(same) == 1 else None
        return adult.id

    def _status_by_age(self, talk: Talk) -> MinutesStatus:
        if (self._world.today - talk.day).days <= 12 and talk.kind not in _SENT:
            return MinutesStatus.DRAFT
        return MinutesStatus.SENT if talk.kind in _SENT else MinutesStatus.FIXED

    def _export(self, talk: Talk, number: int, minutes: int, at: dt.datetime) -> None:
        family = {
            one.adult.id: self._full_name(one.adult.id)
            for kid in talk.pupils
            for one in kid.guardians
            if one.invited
        }
        export = self._rows.add(
            ExportLog,
            at,
            conversation=number,
            minutes=minutes,
            audience="ouders" if talk.pupils else "dossier",
            recipients=listed(list(family.values())),
            status="vastgesteld",
            checked_at=at,
            file_name=document_name(talk.day, talk.kind, number),
            who="oefenschool",
            removed_at=at,  # there is no such document: to a screen it is one that was wiped
            removed_how="gewist",
        )
        for kid in talk.pupils:
            self._rows.add(ExportPupil, at, export=export, pupil=kid.id, name=kid.full)
        for person, name in family.items():
            self._rows.add(ExportRecipient, at, export=export, person=person, name=name, got=True)

    def _full_name(self, person: int) -> str:
        row = self._rows.tables[Person][person - 1]
        return labels.full_name(str(row["first_name"]), str(row["infix"]), str(row["last_name"]))

    def _revision(self, minutes: int, text: str, at: dt.datetime) -> None:
        lines = text.split("\n")
        earlier = "\n".join(lines[: max(1, len(lines) // 2)])
        saved = at - dt.timedelta(minutes=12)
        self._rows.add(Revision, saved, minutes=minutes, text=earlier, saved_at=saved, who="oefenschool")

    def _chance(self, subject: str, talk: Talk, *more: object) -> Random:
        about = talk.pupils[0].id if talk.pupils else f"groep {talk.group}"
        ago = (self._world.today - talk.day).days
        return self._rows.chance(subject, ago, talk.start, talk.kind, about, *more)


def _place(talk: Talk) -> str:
    if talk.kind == ConversationKind.PHONE or talk.kind == ConversationKind.NOTE:
        return ""
    if talk.kind == ConversationKind.OBSERVATION:
        return "in de klas"
    return "ib-kamer" if talk.planned else "gang"
