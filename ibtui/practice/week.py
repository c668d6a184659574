"""The script of last week, this week and next week: what is on the screen when the practice school opens."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, cast

from ibtui.care.words import ConversationKind as Kind
from ibtui.care.words import MinutesStatus
from ibtui.practice import texts
from ibtui.practice.days import DAY, TUESDAY, school_day
from ibtui.practice.people import Kid, Met, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.voices import voice
from ibtui.store.models import Concern


class _Scene(TypedDict, total=False):
    kind: str
    purpose: str
    text: str


# What each story of the week is about: the agency at the table.
_AGENCY = {"hanae": "taal", "sam": "ggd", "roos": "lezen"}

# The talks on the other days of this week: scene, pupil, time, seats, and what the minutes are when it is over.
_OTHERS: tuple[tuple[str, str, dt.time, tuple[str, ...], MinutesStatus], ...] = (
    ("phone", "sam", dt.time(9, 0), ("inst",), MinutesStatus.FIXED),
    ("parents", "noa", dt.time(14, 15), ("lk", "ouders"), MinutesStatus.DRAFT),
    ("child", "janpeter", dt.time(11, 0), (), MinutesStatus.DRAFT),
    ("observation", "", dt.time(8, 30), ("lk",), MinutesStatus.FIXED),
    ("teacher", "zoe", dt.time(15, 30), ("lk",), MinutesStatus.DRAFT),
)


class Week:
    """Writes the three weeks around today."""

    def __init__(self, world: World, book: Book) -> None:
        self._world = world
        self._book = book
        self._scenes = cast("dict[str, _Scene]", texts.data("week"))
        self._monday = world.today - DAY * world.today.weekday()

    def write(self) -> None:
        """Last week's three talks and a private note, this week with today, next week with what is planned."""
        self._before()
        self._last_week()
        self._today()
        self._other_days()
        self._overlap()
        self._next_week()
        self._review()

    def _before(self) -> None:
        """What the large meeting of today comes after: promises that are still open, and a look back that is due."""
        world = self._world
        day = school_day(world.today - DAY * 20)
        self._scene("before", "roos", day, dt.time(12, 15), ("lk",), MinutesStatus.FIXED, planned=False)
        world.rows.change(Concern, world.concerns["roos"], evaluate_on=world.today)

    def _last_week(self) -> None:
        tuesday, thursday = self._monday - DAY * 6, self._monday - DAY * 4
        self._scene("fixed", "hanae", tuesday, dt.time(9, 15), ("inst", "lk"), MinutesStatus.FIXED)
        self._scene("draft", "sam", tuesday, dt.time(12, 15), ("lk",), MinutesStatus.DRAFT, planned=False)
        self._scene("sent", "mees", thursday, dt.time(15, 0), ("lk", "ouders"), MinutesStatus.SENT)
        self._scene(
            "note", "", thursday, dt.time(15, 50), (), MinutesStatus.DRAFT, planned=False, private=True
        )

    def _today(self) -> None:
        """One talk that was held this morning, and the large meeting about Roos, whose agenda is still to be made."""
        world, today = self._world, self._world.today
        group = (len(world.years) - 1, 2, 0)
        words = voice(world, today, None, group)
        kids = [kid for kid in world.kids if kid.stream == 0 and kid.left is None and kid.year >= 6]
        kids = [kid for kid in kids if kid.first in ("Noa", "Jan-Peter")]
        others = [kid for kid in world.kids if kid.stream == 0 and kid.year in (6, 8) and kid not in kids][:2]
        text = self._scenes["today"]["text"].strip()
        lines = (
            (
                "- leest met plezier, begrijpend lezen blijft lastig",
                "! {lk}: leest de tekst de dag ervoor met #{naam} > vr",
            ),
            ("- plannen gaat beter met een weektaak op papier", "= de weektaak blijft tot de vakantie"),
            ("- durft weer vragen te stellen in de groep", "! ik: praat met #{naam} over de toets > ib"),
            ("- is vaak moe op maandag", "! {lk}: vraagt de ouders hoe het weekend gaat > +1w"),
        )
        chosen = (*others, *kids)
        for kid, (fact, promise) in zip(chosen, lines, strict=True):
            text += f"\n## {kid.first}\n{fact}\n" + promise.replace("{naam}", kid.first).replace(
                "{lk}", words.words["lk"]
            )
        self._book.write(
            Talk(
                kind=Kind.PUPIL_REVIEW.value, day=today, start=dt.time(8, 30),
                purpose=self._scenes["today"]["purpose"], text=text, pupils=chosen, group=world.groups[group],
                seats=(world.ib, words.teacher), status=MinutesStatus.DRAFT, by_hand=True, owners=words.owners,
            )
        )  # fmt: skip
        roos = world.cast["roos"]
        words = voice(world, today, roos, world.place(roos, today), "lezen")
        self._book.write(
            Talk(
                kind=Kind.LARGE_MEETING.value, day=today, start=dt.time(13, 0),
                purpose="samen kijken wat Roos nodig heeft bij het lezen",
                pupils=(roos,), seats=words.seats(world, ("lk", "ouders", "inst")), held=False,
                concern=world.concerns.get("roos"), status=MinutesStatus.DRAFT, by_hand=True, owners=words.owners,
            )
        )  # fmt: skip

    def _other_days(self) -> None:
        """One talk on each other day: held when that day is over, else planned."""
        days = [self._monday + DAY * number for number in range(5)]
        days = [day for day in days if day != self._world.today]
        for day, (scene, name, start, seats, status) in zip(days, _OTHERS, strict=False):
            self._scene(scene, name, day, start, seats, status)

    def _overlap(self) -> None:
        """Two talks at the same time: this week when there is a day left, else next week."""
        today = self._world.today
        day = today + DAY if today.weekday() < 4 else self._monday + DAY * (7 + TUESDAY)
        self._planned(
            Kind.PARENT_TALK, "kennismaken in de bovenbouw", "zoe", day, dt.time(13, 0), ("lk", "ouders")
        )
        self._planned(
            Kind.AGENCY_TALK, "voortgang op het plein", "mees", day, dt.time(13, 30), ("inst",), "ambulant"
        )

    def _review(self) -> None:
        """A group review at the end of this week; when the week is over (nearly), next Tuesday."""
        world = self._world
        day = self._monday + DAY * (4 if world.today.weekday() < 4 else 7 + TUESDAY)
        key = (len(world.years) - 1, 1, 0)
        words = voice(world, world.today, None, key)
        talk = Talk(
            kind=Kind.GROUP_REVIEW.value, day=day, start=dt.time(10, 15), purpose="tussenronde",
            group=world.groups[key], seats=(world.ib, words.teacher), held=False, owners=words.owners,
        )  # fmt: skip
        world.met.append(Met(self._book.write(talk), talk.kind, talk.group, day, held=False))

    def _next_week(self) -> None:
        tuesday = self._monday + DAY * (7 + TUESDAY)
        self._planned(Kind.OBSERVATION, "taal in de kleine kring", "noa2", tuesday, dt.time(8, 30), ("lk",))
        self._planned(Kind.PARENT_TALK, "slapen en eten", "sam", tuesday, dt.time(15, 0), ("lk", "ouders"))
        thursday = tuesday + DAY * 2
        self._planned(Kind.PHONE, "vervolg taalklas", "hanae", thursday, dt.time(9, 0), ("inst",), "taal")

    def _scene(
        self,
        scene: str,
        name: str,
        day: dt.date,
        start: dt.time,
        seats: tuple[str, ...],
        status: MinutesStatus,
        *,
        planned: bool = True,
        private: bool = False,
    ) -> None:
        world, entry = self._world, self._scenes[scene]
        kid = world.cast[name] if name else None
        key = world.place(kid, day) if kid else (world.year_number(day), 1, 0)
        words = voice(world, day, kid, key, _AGENCY.get(name, ""))
        held = day < world.today
        chance = world.rows.chance("week", scene)
        self._book.write(
            Talk(
                kind=entry["kind"],
                day=day,
                start=start,
                purpose=texts.fill(entry.get("purpose", ""), chance, words.words),
                text=texts.fill(entry["text"], chance, words.words) if held else None,
                pupils=(kid,) if kid else (),
                group=None if kid or private else world.groups[key],
                seats=() if private else words.seats(world, seats),
                child_sits=entry["kind"] == Kind.CHILD_TALK,
                concern=world.concerns.get(name),
                planned=planned,
                held=held,
                private=private,
                status=status,
                by_hand=True,
                owners=words.owners,
            )
        )

    def _planned(
        self,
        kind: Kind,
        purpose: str,
        name: str,
        day: dt.date,
        start: dt.time,
        seats: tuple[str, ...],
        agency: str = "",
    ) -> None:
        kid: Kid = self._world.cast[name]
        words = voice(self._world, self._world.today, kid, self._world.place(kid, self._world.today), agency)
        self._book.write(
            Talk(
                kind=kind.value, day=day, start=start, purpose=purpose, pupils=(kid,),
                seats=words.seats(self._world, seats), concern=self._world.concerns.get(name), held=False,
            )
        )  # fmt: skip
