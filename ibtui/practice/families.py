"""What the practice school told, was asked and got from parents: told lines, questions, views, mediation, inzage."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ibtui.care.words import ConversationKind, MinutesStatus, TellingWay, ViewKind
from ibtui.practice.days import DAY, Diary, ib_day, school_day
from ibtui.practice.people import Kid, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.terms import Terms, spare, with_custody
from ibtui.practice.voices import voice
from ibtui.store import database
from ibtui.store.models import (
    AccessRequest,
    Conversation,
    ConversationPupil,
    ParentQuestion,
    ParentView,
    Told,
)

_EVERY_YEAR = ("roos", "sam", "noa", "mees")
_WITH_PARENTS = (ConversationKind.PARENT_TALK, ConversationKind.LARGE_MEETING)
_TOLD = (
    "wat we zien in de klas, en wat we gaan proberen",
    "hoe de toetsen gingen",
    "wat er is afgesproken met de leerkracht",
    "dat er volgend jaar een andere leerkracht komt",
)
_ASKED = (
    ("Mag het leesboek ook thuis gebruikt worden?", "Ja, elke vrijdag gaat het boek mee."),
    ("Kan de toets op een rustig moment?", "Dat kan. De leerkracht kiest samen een moment."),
    ("Wie kijkt er mee in de klas?", "De ib'er kijkt mee, één keer in de zes weken."),
)


class Families:
    """Writes it all. The conversations of the past must have been written."""

    def __init__(self, world: World, book: Book, diary: Diary, terms: Terms) -> None:
        self._world = world
        self._rows = world.rows
        self._book = book
        self._diary = diary
        self._terms = terms

    def write(self) -> None:
        """Only in the village school."""
        for name in _EVERY_YEAR:
            self._each_year(self._world.cast[name])
        self._still_to_tell()
        self._open_question()
        self._views()
        self._mediation()
        self._access()

    def _each_year(self, kid: Kid) -> None:
        """In each year that a pupil was here: something told, and now and then a question with its answer."""
        mother = kid.guardians[0].adult.id
        for number, first in enumerate(self._world.years[:-1]):
            if kid.joined > first or self._world.year_of(kid, first) < 1:
                continue
            day = school_day(first + DAY * (90 + 11 * (number % 5)))
            for at, person in enumerate(with_custody(self._world, kid)):
                self._told(
                    kid, person, _TOLD[(number + kid.id) % len(_TOLD)], day + DAY * at, TellingWay.TALK
                )
            teacher = self._world.teachers[self._world.place(kid, first)].id
            self._told(kid, teacher, "hoe het vorig jaar ging", first + DAY * 21, TellingWay.TALK)
            if (number + kid.id) % 2 == 0:
                question, answer = _ASKED[(number + kid.id) % len(_ASKED)]
                self._question(kid, mother, question, day + DAY * 30, answer)

    def _told(self, kid: Kid, person: int, what: str, day: dt.date, how: TellingWay) -> None:
        told = school_day(min(day, self._world.today - DAY))
        self._rows.add(
            Told, told, pupil=kid.id, person=person, what=what, how=how.value, told_on=told,
            told_by=database.who(), purpose="samen op de hoogte",
        )  # fmt: skip

    def _still_to_tell(self) -> None:
        """Sam's father wasn't there when it was agreed."""
        sam, day = self._world.cast["sam"], school_day(self._world.today - DAY)
        father = second_parent(self._world, sam)
        self._rows.add(
            Told, day, pupil=sam.id, person=father, what="wat er is afgesproken over slapen",
            concern=self._world.concerns.get("sam"),
        )  # fmt: skip

    def _question(self, kid: Kid, by: int, question: str, day: dt.date, answer: str) -> None:
        asked, answered = school_day(day), school_day(day + DAY * 7)
        number = self._rows.add(
            ParentQuestion, asked, pupil=kid.id, asked_by=by, asked_on=asked, question=question,
            answered_on=answered, answered_by=self._world.ib.id, answer=answer,
        )  # fmt: skip
        self._terms.add("vraag_ouders", asked, f"vraag:{number}", kid, done_on=answered)

    def _open_question(self) -> None:
        kid, asked = spare(self._world)[4], school_day(self._world.today - DAY * 4)
        number = self._rows.add(
            ParentQuestion, asked, pupil=kid.id, asked_by=kid.guardians[0].adult.id, asked_on=asked,
            question=f"Kan {kid.first} ook op donderdag meedoen met het groepje?",
        )  # fmt: skip
        self._terms.add("vraag_ouders", asked, f"vraag:{number}", kid)

    def _views(self) -> None:
        """A father sees it otherwise, and a mother puts a date right."""
        for name, kind, at, text in (
            (
                "noa",
                ViewKind.VIEW,
                1,
                "Bij mij thuis is het rustig. Ik zie de onrust vooral op de dag van het wisselen.",
            ),
            ("mees", ViewKind.CORRECTION, 0, "In het verslag staat maandag. Dat moet woensdag zijn."),
        ):
            kid = self._world.cast[name]
            talk, day = self._last_parent_talk(kid)
            written = school_day(min(day + DAY * 6, self._world.today))
            self._rows.add(
                ParentView, written, pupil=kid.id, person=kid.guardians[at % len(kid.guardians)].adult.id,
                conversation=talk, kind=kind.value, day=max(written, day), text=text,
            )  # fmt: skip

    def _last_parent_talk(self, kid: Kid) -> tuple[int | None, dt.date]:
        """The last talk with the parents that was held; without one a month ago."""
        own = {row["conversation"] for row in self._rows.tables[ConversationPupil] if row["pupil"] == kid.id}
        held = [
            (cast("dt.date", row["day"]), cast("int", row["id"]))
            for row in self._rows.tables[Conversation]
            if row["id"] in own and row["kind"] in _WITH_PARENTS and row["status"] == "gehouden"
        ]
        day, number = max(held, default=(self._world.today - DAY * 30, None))
        return number, day

    def _mediation(self) -> None:
        """Parents and a teacher who saw it differently, some months ago."""
        world, kid = self._world, spare(self._world)[5]
        wanted = ib_day(world.today - DAY * 150, world.setting.weekday)
        day, start = self._diary.past(wanted, ConversationKind.PARENT_TALK)
        words = voice(world, day, kid, world.place(kid, day))
        text = (
            "## Wat speelt er\n"
            "- ouders vinden dat zij laat hoorden van de ruzie op het plein\n"
            f"- {words.words['juf']} wilde eerst zelf met de kinderen praten\n"
            "## Waar zijn we het over eens\n"
            f"- iedereen wil dat {kid.first} met plezier naar school gaat\n"
            "= bij ruzie belt de leerkracht dezelfde dag"
        )
        self._book.write(
            Talk(
                kind=ConversationKind.MEDIATION.value, day=day, start=start, purpose="samen verder", text=text,
                pupils=(kid,), seats=words.seats(world, ("lk", "ouders", "dir")), status=MinutesStatus.SENT,
                owners=words.owners, finished=True,
            )
        )  # fmt: skip

    def _access(self) -> None:
        """One parent waits for the copy of the file; another one got it last year."""
        waits, got = spare(self._world)[6], self._world.cast["noa"]
        asked = school_day(self._world.today - DAY * 9)
        number = self._rows.add(
            AccessRequest, asked, pupil=waits.id, asked_by=with_custody(self._world, waits)[0], asked_on=asked
        )
        self._terms.add("inzage_kopie", asked, f"inzage:{number}", waits)
        before = school_day(self._world.today - DAY * 380)
        given = school_day(before + DAY * 15)
        number = self._rows.add(
            AccessRequest, before, pupil=got.id, asked_by=second_parent(self._world, got), asked_on=before,
            given_on=given, note="op papier meegegeven",
        )  # fmt: skip
        self._terms.add("inzage_kopie", before, f"inzage:{number}", got, done_on=given)


def second_parent(world: World, kid: Kid) -> int:
    """The second parent with gezag, or the only one."""
    return with_custody(world, kid)[-1]
