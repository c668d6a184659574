"""A school of as many years as wanted, each year alike: does ibtui stay as quick when the years go by?

    python -m bench.years FOLDER --years 10

makes a home (`IBTUI_HOME`) in FOLDER, with the passphrase in the file `wachtwoord` in it. Everything is invented.
"""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bench.school import PASSPHRASE_FILE
from bench.years_people import GONE, Kid, People
from ibtui import settings
from ibtui.care.school_year import first_day
from ibtui.care.words import (
    ActionStatus,
    ConcernCategory,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    MinutesStatus,
    Presence,
    StepKind,
)
from ibtui.practice.days import DAY, school_day
from ibtui.practice.reading import read_until
from ibtui.secret import Secret
from ibtui.store import bulk, database, schools
from ibtui.store import home as homes
from ibtui.store.models import (
    Absence,
    ActionItem,
    Attendance,
    Concern,
    ConcernEvent,
    Conversation,
    ConversationPupil,
    CycleStep,
    Deadline,
    ExportLog,
    ExportPupil,
    Minutes,
    Referral,
)

PASSPHRASE = "oefenen"  # noqa: S105  (of a school that lives for one bench)
_TALKS, _CONCERNS, _DEADLINES, _ABSENCES = 350, 150, 60, 120
_ROUNDS = (40, 75, 120, 165, 210, 255)  # days of the school year: the steps of each group
_AHEAD = 60  # days of the future that have talks in them
_FAITHFUL = 0.93  # of what is over: how much was done

_KINDS = (
    ConversationKind.PARENT_TALK, ConversationKind.TEACHER_TALK, ConversationKind.LARGE_MEETING,
    ConversationKind.CHILD_TALK, ConversationKind.GROUP_REVIEW, ConversationKind.PHONE,
    ConversationKind.OBSERVATION, ConversationKind.PUPIL_REVIEW,
)  # fmt: skip
_STEPS = (
    StepKind.OBSERVE, StepKind.PLAN, StepKind.GROUP_REVIEW, StepKind.CARRY_OUT, StepKind.EVALUATE, StepKind.VISIT,
)  # fmt: skip
_TIMES = tuple(dt.time(hour, minute) for hour in (8, 9, 10, 11, 13, 14, 15) for minute in (0, 30))


def make(folder: Path, years: int) -> None:
    """A home in `folder` with so many school years, the last one up to today; the store is closed afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    home = settings.home({"IBTUI_HOME": str(folder)})
    homes.create_home(home, Secret(PASSPHRASE), label="bench", invented=True)
    try:
        fill(years, database.today())
    finally:
        database.close_store()
    secret = folder / PASSPHRASE_FILE
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASE)


def fill(years: int, today: dt.date) -> None:
    """The same into a store that is open and that holds no school yet."""
    school = schools.set_up("OEFENSCHOOL De Jaarring", "Ilse Visser", (0, 1, 3), practice=True, today=today)
    maker = _Maker(school.id, school.coordinator_id, today)
    for back in range(years - 1, -1, -1):
        maker.year(back)
        bulk.insert_rows(maker.taken())
    read_until(today)


@dataclass
class _Maker(People):
    """Makes the rows of one school year after another: who is there, and what happens."""

    def year(self, back: int) -> None:
        """All rows of the school year that many years ago."""
        self._number += 1
        first = first_day(self.today)
        first = first.replace(year=first.year - back)
        year = self._school_year(first, back)
        if self._number % 10 == 0:
            self._staff(first)
        for came in range(-7 - GONE, 1) if self._number == 0 else (self._number,):
            self._enrol(came, first)
        groups = self._groups(year, first)
        inside = self._place(groups, first, back)
        concerns = self._concerns(inside, first)
        self._talks(inside, groups, concerns, first)
        self._cycle(year, groups, first)
        self._terms(inside, first)

    # ── what happened ────────────────────────────────────────────────────────────
    def _day(self, first: dt.date, number: int, of: int) -> dt.date:
        """The `number`th of `of` days, spread evenly over the year."""
        return max(first, school_day(first + DAY * (20 + number * 315 // of)))

    def _concerns(self, inside: list[tuple[Kid, int]], first: dt.date) -> dict[int, int]:
        """Concerns with what happened; those of earlier years are over. Gives the concern of a pupil."""
        found, chance = {}, self._chance
        chosen = chance.sample(inside, _CONCERNS)
        for number, (kid, _slot) in enumerate(chosen):
            opened = self._day(first, number, _CONCERNS)
            if opened >= self.today:
                break
            closed = school_day(opened + DAY * chance.randrange(60, 200))
            over = closed < self.today
            concern = self._add(
                Concern, opened, school=self.school, pupil=kid.id, category=chance.choice(list(ConcernCategory)),
                summary=self._texts.short(kid.name), question=self._texts.sentence(), tried=self._texts.sentence(),
                level=1 + chance.randrange(4), opened_on=opened, closed_on=closed if over else None,
                status=(ConcernStatus.CLOSED if over else ConcernStatus.RUNNING).value,
                evaluate_on=closed - DAY * 20, parents_informed_on=opened,
            )  # fmt: skip
            for day in range(0, min((closed - opened).days, (self.today - opened).days), 40):
                self._add(
                    ConcernEvent, opened + DAY * day, concern=concern, day=opened + DAY * day,
                    text=self._texts.sentence(),
                )  # fmt: skip
            if number % 10 == 0:
                self._add(
                    Referral, opened, pupil=kid.id, agency=self.agency, concern=concern, status="afgerond",
                    reason=self._texts.sentence(), asked_on=opened, answered_on=opened, parents_told_on=opened,
                )  # fmt: skip
            found[kid.id] = concern
        return found

    def _talks(
        self, inside: list[tuple[Kid, int]], groups: list[int], concerns: dict[int, int], first: dt.date
    ) -> None:
        for number in range(_TALKS):
            day = self._day(first, number, _TALKS)
            if (day - self.today).days > _AHEAD:
                break
            kid, slot = self._chance.choice(inside)
            kind = _KINDS[number % len(_KINDS)]
            group = groups[slot] if kind is ConversationKind.GROUP_REVIEW else None
            self._talk(day, number, kind, kid, slot, group, concerns.get(kid.id) if group is None else None)

    def _talk(
        self, day: dt.date, number: int, kind: ConversationKind, kid: Kid, slot: int, group: int | None,
        concern: int | None,
    ) -> None:  # fmt: skip
        held = day < self.today
        status = ConversationStatus.HELD if held else ConversationStatus.PLANNED
        talk = self._add(
            Conversation, day, school=self.school, kind=kind.value, status=status.value, day=day,
            start=_TIMES[number % len(_TIMES)], duration=30, purpose=self._texts.short(""), group=group,
            concern=concern,
        )  # fmt: skip
        if group is None:
            self._add(ConversationPupil, day, conversation=talk, pupil=kid.id)
        teacher, called = self.teachers[slot]
        presence = (Presence.PRESENT if held else Presence.INVITED).value
        for person in (self.ib, teacher, *((kid.guardian,) if number % 2 == 0 and group is None else ())):
            self._add(Attendance, day, conversation=talk, person=person, presence=presence)
        if held:
            self._minutes(day, talk, kid, teacher, called, group, concern)

    def _minutes(
        self,
        day: dt.date,
        talk: int,
        kid: Kid,
        teacher: int,
        called: str,
        group: int | None,
        concern: int | None,
    ) -> None:
        text, promises = self._texts.minutes(kid.name, called, day)
        old = (self.today - day).days > 14
        minutes = self._add(
            Minutes, day, conversation=talk, text=text,
            status=(MinutesStatus.SENT if old else MinutesStatus.DRAFT).value,
            fixed_at=dt.datetime.combine(day, dt.time(16)) if old else None,
            sent_at=dt.datetime.combine(day, dt.time(17)) if old else None,
        )  # fmt: skip
        for place, promise in enumerate(promises):
            long_ago = (self.today - promise.due).days > 30
            done = promise.due < self.today and (long_ago or self._chance.random() < _FAITHFUL)
            self._add(
                ActionItem, day, school=self.school, minutes=minutes, conversation=talk,
                pupil=kid.id if group is None else None, group=group, concern=concern,
                owner=teacher if promise.teacher else self.ib, owner_text=promise.who, what=promise.what,
                due_on=promise.due, due_text=promise.when, position=place, confirmed_on=day,
                status=(ActionStatus.DONE if done else ActionStatus.OPEN).value, done_on=promise.due if done else None,
            )  # fmt: skip
        if old and talk % 3 == 0:
            gone = dt.datetime.combine(day + DAY * 12, dt.time(16)) if (self.today - day).days > 30 else None
            paper = self._add(
                ExportLog, day, conversation=talk, minutes=minutes, audience="ouders", recipients="de ouders",
                file_name=f"{day} verslag {talk}.docx", status=MinutesStatus.SENT.value, removed_at=gone,
                removed_how="gewist" if gone else "", missed_on=None if gone else self.today,
            )  # fmt: skip
            self._add(ExportPupil, day, export=paper, pupil=kid.id, name=kid.name)

    def _cycle(self, year: int, groups: list[int], first: dt.date) -> None:
        for slot, group in enumerate(groups):
            for kind, after in zip(_STEPS, _ROUNDS, strict=True):
                due = school_day(first + DAY * (after + slot))
                self._add(
                    CycleStep, first, school=self.school, school_year=year, group=group, kind=kind.value,
                    period="ronde 1", due_on=due, starts_on=due - DAY * 4,
                    done_on=due if due < self.today - DAY * 5 else None, responsible=self.teachers[slot][0],
                )  # fmt: skip

    def _terms(self, inside: list[tuple[Kid, int]], first: dt.date) -> None:
        for number in range(_DEADLINES):
            kid, _slot = self._chance.choice(inside)
            base = self._day(first, number, _DEADLINES)
            due = base + DAY * 28
            self._add(
                Deadline, base, school=self.school, pupil=kid.id, rule="opp_evaluatie", base_on=base, due_on=due,
                done_on=due if due < self.today else None, note=self._texts.short(""), moved=True,
            )  # fmt: skip
        for number in range(_ABSENCES):
            day = self._day(first, number, _ABSENCES)
            if day < self.today:
                kid, _slot = self._chance.choice(inside)
                self._add(
                    Absence, day, pupil=kid.id, day=day, minutes=60, unauthorised=False, note="tandarts"
                )


def main() -> None:
    """Read the words of the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m bench.years", description="A school of many years.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", type=int, default=10)
    words = parser.parse_args()
    make(words.folder, words.years)


if __name__ == "__main__":
    main()
