"""What lies beside the stories: absences, the meldcode, private notes, nicknames, and who left."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ibtui.care.words import ConcernCategory, ConversationKind, LeftTo, MinutesStatus
from ibtui.practice.days import DAY, school_day
from ibtui.practice.people import Kid, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.terms import Terms, spare, with_custody
from ibtui.store import database
from ibtui.store.models import Absence, Concern, Pupil, SafetyRecord, SafetyStep

_NICKNAMES = {"roos": "Roosje", "janpeter": "JP"}
_OVER = 50  # days ago: a private note of then has expired
_HALF_DAYS = 6
_HALF_DAY = 150  # six of these are an hour short of sixteen hours

_STEPS = (
    (1, 36, "intern team", "twee keer zonder jas en zonder eten op school, op maandag en op donderdag",
     "een buur zei bij het hek dat het 's avonds vaak laat is", "we maken ons zorgen, we weten nog niet genoeg",
     "eerst overleggen met de aandachtsfunctionaris"),
    (2, 29, "aandachtsfunctionaris; Veilig Thuis, zonder naam", "", "advies: praat met de ouders over wat je ziet",
     "", "gesprek met de ouders plannen, samen met de leerkracht"),
    (3, 15, "moeder", "moeder was open en vertelde over het werk in de nacht", "moeder zegt dat een tante gaat helpen",
     "het is te snel om te weten of dit genoeg is", "over twee weken terugkijken"),
)  # fmt: skip


class Aside:
    """Writes it all."""

    def __init__(self, world: World, book: Book, terms: Terms) -> None:
        self._world = world
        self._rows = world.rows
        self._book = book
        self._terms = terms

    def write(self) -> None:
        """Where who left went to in both schools; the rest only in the village school."""
        self._left()
        if self._world.cast:
            self._nicknames()
            self._absences()
            self._safety()
            self._private_note()

    def _left(self) -> None:
        """Most went on to secondary school. Of one the file waits for a complaint."""
        gone = [kid for kid in self._world.kids if kid.left is not None and kid.left <= self._world.today]
        for number, kid in enumerate(sorted(gone, key=lambda kid: (cast("dt.date", kid.left), kid.id))):
            where = (LeftTo.SPECIAL if number % 9 == 4 else LeftTo.SECONDARY).value
            self._rows.change(Pupil, kid.id, left_to=where)
        longest = min(gone, key=lambda kid: (cast("dt.date", kid.left), kid.id), default=None)
        if longest is not None and self._world.cast:
            self._rows.change(
                Pupil, longest.id, hold_because="er loopt nog een klacht",
                hold_since=school_day(self._world.today - DAY * 60),
            )  # fmt: skip

    def _nicknames(self) -> None:
        for name, other in _NICKNAMES.items():
            self._rows.change(Pupil, self._world.cast[name].id, also_called=other)

    # ── absences ───────────────────────────────────────────────────────────────
    def _absences(self) -> None:
        """One pupil is near sixteen hours; another was over it last year, and that was reported."""
        kid = self._often_away()
        for day in self._terms.school_days_back(12)[::2][:_HALF_DAYS]:
            self._absence(kid, day, _HALF_DAY, "later binnen, geen bericht")
        other = next(
            one
            for one in spare(self._world)
            if one.id != kid.id and one.joined.year < self._world.years[-1].year
        )
        first = school_day(self._world.today - DAY * 390)
        days = [school_day(first + DAY * number) for number in (0, 2, 7, 9)]
        reported = school_day(days[-1] + DAY * 4)
        for day in days:
            self._absence(other, day, 300, "niet op school", reported)
        self._terms.add("verzuim16", days[-1], f"verzuim:{other.id}", other, done_on=reported)
        for number in (20, 75):
            self._absence(
                self._world.cast["sam"],
                school_day(self._world.today - DAY * number),
                60,
                "tandarts",
                allowed=True,
            )

    def _often_away(self) -> Kid:
        """Whose open concern is being away; else a pupil who has no part in the script."""
        ids = {
            row["pupil"]
            for row in self._rows.tables[Concern]
            if row["category"] == ConcernCategory.ATTENDANCE and row["closed_on"] is None
        }
        kids = [kid for kid in self._world.kids if kid.id in ids and kid.left is None]
        return kids[0] if kids else spare(self._world)[7]

    def _absence(
        self,
        kid: Kid,
        day: dt.date,
        minutes: int,
        note: str,
        reported: dt.date | None = None,
        *,
        allowed: bool = False,
    ) -> None:
        self._rows.add(
            Absence, day, pupil=kid.id, day=day, minutes=minutes, unauthorised=not allowed, note=note,
            reported_on=reported,
        )  # fmt: skip

    # ── lanes of their own ─────────────────────────────────────────────────────
    def _safety(self) -> None:
        """A record of the meldcode at step three. Its term says nothing of whose it is."""
        kid = next(one for one in spare(self._world)[8:] if with_custody(self._world, one))
        opened = school_day(self._world.today - DAY * 37)
        record = self._rows.add(SafetyRecord, opened, pupil=kid.id, writer=database.who(), opened_on=opened)
        next_on = self._world.today + DAY * 13
        last = opened
        for step, ago, who, facts, heard, meaning, decision in _STEPS:
            last = school_day(self._world.today - DAY * ago)
            self._rows.add(
                SafetyStep, last, record=record, step=step, day=last, who=who, facts=facts, heard=heard,
                meaning=meaning, decision=decision, next_on=next_on if step == len(_STEPS) else None,
            )  # fmt: skip
        self._terms.add("meldcode_stap", last, f"meldcode:{record}", None, due_on=next_on)

    def _private_note(self) -> None:
        """One of which the time is over; another one expires tomorrow (see `others`)."""
        self._book.write(
            Talk(
                kind=ConversationKind.NOTE.value, day=school_day(self._world.today - DAY * _OVER), start=None,
                planned=False, private=True, pupils=(self._world.cast["sam"],), status=MinutesStatus.DRAFT,
                text="- eigen gedachte: eerst met de leerkracht praten, dan pas met de ouders",
            )
        )  # fmt: skip
