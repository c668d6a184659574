"""Story lines: one concern with its conversations, referral and consent, told from stories.toml."""

from __future__ import annotations

import datetime as dt
from typing import NotRequired, TypedDict, cast

from ibtui.care.words import (
    ConcernStatus,
    ConversationKind,
    Custody,
    ReferralStatus,
)
from ibtui.practice import texts
from ibtui.practice.days import DAY, PLANNED_AHEAD, Diary, ib_day, school_day
from ibtui.practice.people import SCHOOL, Kid, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.voices import Voice, voice
from ibtui.store.models import Concern, ConcernEvent, Consent, Guardianship, Pupil, PupilLevel, Referral
from ibtui.values import dataclass


class Scene(TypedDict):
    """One conversation of a story, `after` so many days."""

    after: int
    kind: str
    purpose: str
    seats: list[str]
    text: str
    planned: NotRequired[bool]


class Story(TypedDict):
    """One concern, as stories.toml tells it."""

    key: str
    category: str
    years: list[int]
    level: int
    summary: str
    question: str
    tried: str
    informed: str
    scene: list[Scene]
    group: NotRequired[bool]
    agency: NotRequired[str]
    language: NotRequired[str]
    reason: NotRequired[str]
    answer: NotRequired[str]


def stories() -> dict[str, Story]:
    """Every story line by its key."""
    return {story["key"]: story for story in cast("list[Story]", texts.data("stories")["story"])}


_NOT_ASKED_YET = "roos"
"""Nobody asked her parents for consent: the agenda of today's large meeting says so."""


@dataclass(slots=True)
class Tale:
    """One story to tell. `name`: the pupil's name in `World.cast`, whose next talk the week's script has."""

    story: Story
    start: dt.date
    kid: Kid | None = None
    stream: int = 0
    slot: int = 0
    name: str = ""


class Teller:
    """Tells stories into the book."""

    def __init__(self, world: World, book: Book, diary: Diary, end: dt.date) -> None:
        self._world = world
        self._rows = world.rows
        self._book = book
        self._diary = diary
        self._end = end  # the first day that is not history

    def tell(self, tale: Tale) -> None:
        """Write the concern and everything that happened about it until now."""
        story, kid = tale.story, tale.kid
        until = self._end if kid is None or kid.left is None else min(self._end, kid.left)
        start = school_day(tale.start)
        days = [tale.start + DAY * scene["after"] for scene in story["scene"]]
        past = [day for day in days if day < until]
        over = len(past) == len(days) or until != self._end
        closed = school_day(past[-1] + DAY * 16) if over and past else None
        if closed is not None and closed >= self._world.today:
            closed = None
        concern = self._concern(tale, start, len(past), closed)
        if tale.name:
            self._world.concerns[tale.name] = concern
        for number, day in enumerate(past):
            self._scene(tale, concern, number, day, closed is not None)
        if not over and not tale.name:
            self._plan(tale, concern, len(past), days[len(past)])
        if kid is not None:
            self._sharing(tale, kid, concern, days, past, closed)

    def _chance_of(self, tale: Tale, *subject: object) -> object:
        return (tale.story["key"], tale.kid.id if tale.kid else (tale.stream, tale.slot), *subject)

    def _voice(self, tale: Tale, day: dt.date) -> Voice:
        world = self._world
        group = (
            (world.year_number(day), tale.slot, tale.stream)
            if tale.kid is None
            else world.place(tale.kid, day)
        )
        return voice(world, day, tale.kid, group, tale.story.get("agency", ""))

    def _group(self, tale: Tale, day: dt.date) -> int | None:
        if tale.kid is not None:
            return None
        return self._world.groups[self._world.year_number(day), tale.slot, tale.stream]

    def _concern(self, tale: Tale, start: dt.date, held: int, closed: dt.date | None) -> int:
        story, kid = tale.story, tale.kid
        words = self._voice(tale, start)
        chance = self._rows.chance("zorg", self._chance_of(tale))
        fill = texts.fill
        status = self._status(story, held, closed)
        informed = start + DAY * (12 if held > 1 else 3)
        concern = self._rows.add(
            Concern,
            start,
            school=SCHOOL,
            pupil=kid.id if kid else None,
            group=self._group(tale, start),
            category=story["category"],
            summary=fill(story["summary"], chance, words.words),
            question=fill(story["question"], chance, words.words),
            tried=fill(story["tried"], chance, words.words),
            level=story["level"],
            status=status.value,
            raised_by=words.teacher.id,
            opened_on=start,
            evaluate_on=None if closed else self._world.today + DAY * chance.randrange(-6, 50),
            closed_on=closed,
            parents_informed_on=informed if held and informed < self._world.today else None,
            parents_response=fill(story["informed"], chance, words.words) if held > 1 else "",
        )
        self._events(tale, concern, start, held, closed)
        if kid is not None:
            self._level(kid, story["level"], start, held, closed)
        return concern

    def _status(self, story: Story, held: int, closed: dt.date | None) -> ConcernStatus:
        if closed is not None:
            return ConcernStatus.CLOSED
        if held < 2:
            return ConcernStatus.SIGNAL
        if held == 2:
            return ConcernStatus.IN_VIEW
        spoken = any("inst" in scene["seats"] for scene in story["scene"][:held])
        return ConcernStatus.EXTERNAL if spoken else ConcernStatus.RUNNING

    def _events(self, tale: Tale, concern: int, start: dt.date, held: int, closed: dt.date | None) -> None:
        story = tale.story
        lines = [(start, "niveau", f"Van niveau 1 naar niveau {story['level']}.")]
        if held > 1:
            lines.append(
                (start + DAY * 12, "ouders", f"Ouders gebeld en verteld wat we zien. {story['informed']}")
            )
        if held > 2:
            lines.append((start + DAY * 40, "status", "Van in beeld naar aanpak loopt."))
        if closed is not None:
            lines.append(
                (closed, "status", "Gesloten. Het gaat goed genoeg om te stoppen met extra gesprekken.")
            )
        chance = self._rows.chance("tijdlijn", self._chance_of(tale))
        for day, kind, text in lines:
            if day < self._world.today:
                filled = texts.fill(text, chance, self._voice(tale, start).words)
                self._rows.add(ConcernEvent, day, concern=concern, day=day, kind=kind, text=filled)

    def _level(self, kid: Kid, level: int, start: dt.date, held: int, closed: dt.date | None) -> None:
        if not held:
            return
        self._rows.add(PupilLevel, start, pupil=kid.id, level=level, since=start)
        if closed is not None:
            self._rows.add(PupilLevel, closed, pupil=kid.id, level=1, since=closed)
        elif kid.left is None:
            kid.level = max(kid.level, level)
            self._rows.change(Pupil, kid.id, level=kid.level)

    def _scene(self, tale: Tale, concern: int, number: int, day: dt.date, finished: bool) -> None:
        scene = tale.story["scene"][number]
        planned = scene.get("planned", True)
        day, start = self._diary.past(
            ib_day(day, self._world.setting.weekday) if planned else school_day(day), scene["kind"]
        )
        self._book.write(self._talk(tale, concern, number, day, start, held=True, finished=finished))

    def _plan(self, tale: Tale, concern: int, number: int, day: dt.date) -> None:
        """The next conversation stands in the diary, after next week, when it is soon."""
        soon = day < self._world.today + PLANNED_AHEAD
        if not soon or not tale.story["scene"][number].get("planned", True):
            return
        day, start = self._diary.future(max(day, self._end + DAY * 14), tale.story["scene"][number]["kind"])
        self._book.write(self._talk(tale, concern, number, day, start, held=False, finished=False))

    def _talk(
        self,
        tale: Tale,
        concern: int,
        number: int,
        day: dt.date,
        start: dt.time,
        *,
        held: bool,
        finished: bool,
    ) -> Talk:
        scene = tale.story["scene"][number]
        chance = self._rows.chance("verslag", self._chance_of(tale, number))
        words = self._voice(tale, day)
        return Talk(
            kind=scene["kind"],
            day=day,
            start=start,
            purpose=texts.fill(scene["purpose"], chance, words.words),
            text=texts.fill(scene["text"], chance, words.words) if held else None,
            pupils=(tale.kid,) if tale.kid else (),
            group=self._group(tale, day),
            seats=words.seats(self._world, scene["seats"]),
            child_sits=scene["kind"] == ConversationKind.CHILD_TALK,
            concern=concern,
            planned=scene.get("planned", True),
            held=held,
            finished=finished,
            owners=words.owners,
        )

    def _sharing(
        self,
        tale: Tale,
        kid: Kid,
        concern: int,
        days: list[dt.date],
        past: list[dt.date],
        closed: dt.date | None,
    ) -> None:
        """The referral to the agency of this story, and what the parents allowed."""
        story = tale.story
        first = next((n for n, scene in enumerate(story["scene"]) if "inst" in scene["seats"]), None)
        if "agency" not in story or first is None or len(past) < 2:
            return
        agency, people = self._world.agencies[story["agency"]]
        asked = school_day(days[first] - DAY * 14)
        spoken = len(past) > first
        answered = school_day(days[first] + DAY * 6) if spoken else None
        if answered is not None and answered >= self._world.today:
            answered = None
        told = school_day(answered + DAY * 5) if answered is not None else None
        chance = self._rows.chance("verwijzing", self._chance_of(tale))
        words = self._voice(tale, past[-1])
        known = asked < self._world.today
        status = ReferralStatus.CONSIDERED
        if known:
            status = ReferralStatus.RUNNING if spoken else ReferralStatus.ASKED
        self._rows.add(
            Referral,
            min(asked, past[-1]),
            pupil=kid.id,
            agency=agency,
            contact=people[0].id,
            concern=concern,
            status=(ReferralStatus.DONE if known and closed else status).value,
            reason=texts.fill(story.get("reason", ""), chance, words.words),
            asked_on=asked if known else None,
            answer=texts.fill(story.get("answer", ""), chance, words.words) if answered else "",
            answered_on=answered,
            parents_told_on=told if told is not None and told < self._world.today else None,
        )
        if known and tale.name != _NOT_ASKED_YET:
            self._consent(kid, agency, asked, words, chance.random())

    def _consent(self, kid: Kid, agency: int, asked: dt.date, words: Voice, luck: float) -> None:
        withdrawn = asked + DAY * 90 if luck < 0.06 else None
        if withdrawn is not None and withdrawn >= self._world.today:
            withdrawn = None
        links = [row for row in self._rows.tables[Guardianship] if row["pupil"] == kid.id]
        entitled = [row["person"] for row in links if row["custody"] == Custody.YES]
        self._rows.add(
            Consent,
            asked,
            pupil=kid.id,
            agency=agency,
            given_by=entitled[0] if entitled else words.guardians[0].id,
            what="verslag van het groot overleg en wat de leerkracht ziet"
            if luck < 0.7
            else "alleen mondeling overleg",
            purpose="samen kijken welke hulp past",
            given_on=asked,
            valid_until=asked + DAY * 365,
            withdrawn_on=withdrawn,
            seen=luck < 0.8,
            seen_on=asked if luck < 0.8 else None,
            content_agreed="ja" if luck < 0.9 else "onbekend",
            transfer_agreed="ja" if luck < 0.85 else "onbekend",
        )
