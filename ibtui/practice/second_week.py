"""This week and next week at the second practice school: a few talks, so that its week isn't empty either."""

from __future__ import annotations

import datetime as dt

from ibtui.care.words import ConversationKind as Kind
from ibtui.practice import texts
from ibtui.practice.days import DAY
from ibtui.practice.people import Kid, Met, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.voices import voice
from ibtui.store.models import Concern

# Kind, purpose, days from the Monday of this week, time, year (leerjaar) of the pupil, and the minutes when it is over.
_TALKS: tuple[tuple[Kind, str, int, dt.time, int, str], ...] = (
    (Kind.TEACHER_TALK, "hoe start de leesgroep", 3, dt.time(8, 30), 4,
     "- de leesgroep draait drie keer per week\n! {lk}: houdt bij hoe het gaat met {naam} > +2w"),
    (Kind.OBSERVATION, "werken in de kleine kring", 3, dt.time(10, 15), 2,
     "## Kijkvraag\n- wanneer doet {naam} mee\n## Wat zag ik\n- 10:20 {hij} kijkt eerst, en doet dan mee"),
    (Kind.PARENT_TALK, "samen terugkijken", 3, dt.time(14, 15), 6,
     "## Thuis\n- {naam} vertelt weer over school\n! {ouder1}: belt als het anders wordt > +1m"),
    (Kind.PUPIL_REVIEW, "drie kinderen uit de middenbouw", 10, dt.time(9, 15), 5, ""),
    (Kind.PARENT_TALK, "kennismaken", 10, dt.time(15, 0), 1, ""),
)  # fmt: skip
_REVIEW_DAY, _REVIEWED = 10, 2  # days from Monday, and which group


class SecondWeek:
    """Writes the talks of these two weeks."""

    def __init__(self, world: World, book: Book) -> None:
        self._world = world
        self._book = book
        self._monday = world.today - DAY * world.today.weekday()

    def write(self) -> None:
        """The talks on the days of the ib'er, a phone call today, and a group review next week."""
        for kind, purpose, number, start, year, text in _TALKS:
            self._talk(kind, purpose, self._monday + DAY * number, start, year, text)
        today = self._world.today
        if today.weekday() < 5:
            self._talk(Kind.PHONE, "terugbellen", today, dt.time(13, 30), 7, "")
        self._review()

    def _talk(
        self,
        kind: Kind,
        purpose: str,
        day: dt.date,
        start: dt.time,
        year: int,
        text: str,
    ) -> None:
        world = self._world
        kid = self._kid(year)
        words = voice(world, world.today, kid, world.place(kid, world.today))
        held = day < world.today
        chance = world.rows.chance("tweede week", purpose)
        names = (
            ("ouders",) if kind == Kind.PHONE else ("lk", "ouders") if kind == Kind.PARENT_TALK else ("lk",)
        )
        self._book.write(
            Talk(
                kind=kind.value, day=day, start=start, purpose=purpose, pupils=(kid,), held=held, by_hand=True,
                text=texts.fill(text, chance, words.words) if held and text else None,
                seats=words.seats(world, names), owners=words.owners, concern=self._concern(kid),
            )
        )  # fmt: skip

    def _review(self) -> None:
        world = self._world
        key = (len(world.years) - 1, _REVIEWED, 0)
        words = voice(world, world.today, None, key)
        talk = Talk(
            kind=Kind.GROUP_REVIEW.value, day=self._monday + DAY * _REVIEW_DAY, start=dt.time(13, 0),
            purpose="tussenronde", group=world.groups[key], seats=(world.ib, words.teacher), held=False,
            owners=words.owners,
        )  # fmt: skip
        world.met.append(Met(self._book.write(talk), talk.kind, talk.group, talk.day, held=False))

    def _kid(self, year: int) -> Kid:
        """A pupil of that year, one with a concern when there is one."""
        inside = [
            kid for kid in self._world.kids if kid.left is None and kid.year == year and kid.stream == 0
        ]
        return max(inside, key=lambda kid: (self._concern(kid) is not None, -kid.id))

    def _concern(self, kid: Kid) -> int | None:
        rows = self._world.rows.tables[Concern]
        found = [row["id"] for row in rows if row["pupil"] == kid.id and row["closed_on"] is None]
        return int(str(found[0])) if found else None
