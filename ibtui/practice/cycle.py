"""The care calendar of a practice school: three years of steps from the built-in plan, and the days without school."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ibtui.care.holidays import feast_days, holidays
from ibtui.care.school_days import Free
from ibtui.care.school_year import school_year_of
from ibtui.care.words import ConversationKind, StepKind
from ibtui.care.year_plan import BUILT_IN, PlanLine, applies, parse_plan
from ibtui.practice.days import DAY, rough_holidays, school_day
from ibtui.practice.people import SCHOOL, Adult, Met, World
from ibtui.store.models import CycleStep, FreeDays, Group

_REGION = "noord"
_YEARS = 3
_STEP_OF: dict[str, StepKind] = {
    ConversationKind.GROUP_REVIEW: StepKind.GROUP_REVIEW,
    ConversationKind.PUPIL_REVIEW: StepKind.PUPIL_REVIEW,
    ConversationKind.SUPPORT_TEAM: StepKind.SUPPORT_TEAM,
    ConversationKind.OBSERVATION: StepKind.VISIT,
}
_NEAR = 45  # days between a step and the conversation that it is
_RECENT, _A_WHILE = 25, 70  # days ago: what is that old can still be open
_STUDY_DAYS = ((10, 2), (3, 5), (6, 9))  # month and day, or the first school day before it
_NEVER_SKIPPED = (StepKind.TESTS, StepKind.PARENT_TALKS, StepKind.HANDOVER)
_REASONS = (
    "de leerkracht was ziek, het komt terug in de volgende ronde",
    "samen gedaan met de vorige ronde",
    "geen vragen vanuit de groep",
    "door de verhuizing van het lokaal geen tijd",
)


class Cycle:
    """Writes the steps. The conversations of the cycle must have been written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rows = world.rows
        self._met: dict[tuple[StepKind, int | None], list[Met]] = {}
        for met in sorted(world.met, key=lambda met: (met.day, met.conversation)):
            if met.kind in _STEP_OF:
                self._met.setdefault((_STEP_OF[met.kind], met.group), []).append(met)
        self._names = {row["id"]: str(row["name"]) for row in world.rows.tables[Group]}

    def write(self) -> None:
        """Days without school, and steps, oldest year first."""
        seen: set[tuple[str, dt.date]] = set()
        for number in range(max(0, len(self._world.years) - _YEARS), len(self._world.years)):
            first = self._world.years[number]
            free = self._free(first, seen)
            plan = parse_plan(BUILT_IN, first, free)
            taken: set[int] = set()
            for line in plan.lines:
                for key in self._groups(number, line):
                    self._step(number, line, key, taken)
            self._by_hand(number, taken)

    # ── days without school ────────────────────────────────────────────────────────
    def _free(self, first: dt.date, seen: set[tuple[str, dt.date]]) -> tuple[Free, ...]:
        label = school_year_of(first)
        known = holidays(_REGION, label)
        found = (*(known or rough_holidays(first)), *feast_days(label))
        self._keep(found, first, f"regio {_REGION}" if known else "", seen)
        own = tuple(self._study_days(first, found))
        self._keep(own, first, "", seen)
        return (*found, *own)

    def _study_days(self, first: dt.date, free: Iterable[Free]) -> Iterable[Free]:
        """Not in the weeks around today: these have a script."""
        for month, number in _STUDY_DAYS:
            day = school_day(dt.date(first.year + (month < first.month), month, number))
            if abs((day - self._world.today).days) > 21 and not any(one.holds(day) for one in free):
                yield Free("Studiedag", day, day)

    def _keep(
        self, free: Iterable[Free], first: dt.date, source: str, seen: set[tuple[str, dt.date]]
    ) -> None:
        for one in free:
            if (one.name, one.first) not in seen:
                seen.add((one.name, one.first))
                self._rows.add(
                    FreeDays, first, school=SCHOOL, name=one.name, from_on=one.first, until_on=one.last,
                    source=source,
                )  # fmt: skip

    # ── steps ──────────────────────────────────────────────────────────────────────
    def _groups(self, number: int, line: PlanLine) -> list[tuple[int, int, int] | None]:
        """The groups that get this step; None is the whole school."""
        if line.whole_school:
            return [None]
        keys = [key for key in self._world.groups if key[0] == number]
        return [key for key in keys if applies(line, self._names[self._world.groups[key]])]

    def _step(self, number: int, line: PlanLine, key: tuple[int, int, int] | None, taken: set[int]) -> None:
        world = self._world
        group = None if key is None else world.groups[key]
        met = self._talk(line, group, taken)
        done_on, because = self._fate(number, line, key, met)
        step = self._rows.add(
            CycleStep,
            world.years[number],
            school=SCHOOL,
            school_year=number + 1,
            group=group,
            kind=line.kind.value,
            title="" if line.title == line.kind else line.title,
            period=line.period,
            starts_on=line.starts_on,
            due_on=line.due_on,
            done_on=done_on,
            skipped_because=because,
            responsible=self._who(line, key).id,
            conversation=None if met is None else met.conversation,
            plan_line=line.key,
        )
        settled = done_on or (min(line.due_on, world.today - DAY) if because else None)
        if settled is not None:
            self._rows.change(CycleStep, step, changed_at=dt.datetime.combine(settled, dt.time(15, 40)))

    def _who(self, line: PlanLine, key: tuple[int, int, int] | None) -> Adult:
        if line.who == "directie":
            return self._world.director
        return self._world.ib if key is None or line.who == "ib'er" else self._world.teachers[key]

    def _talk(self, line: PlanLine, group: int | None, taken: set[int]) -> Met | None:
        """The conversation that this step is: the nearest one that isn't another step."""
        near = [
            met
            for met in self._met.get((line.kind, group), ())
            if met.conversation not in taken and abs((met.day - line.due_on).days) <= _NEAR
        ]
        found = min(near, key=lambda met: abs((met.day - line.due_on).days), default=None)
        if found is not None:
            taken.add(found.conversation)
        return found

    def _fate(
        self, number: int, line: PlanLine, key: tuple[int, int, int] | None, met: Met | None
    ) -> tuple[dt.date | None, str]:
        """When it was done, or why it was skipped. Nearly all of the past is done; of the last weeks not all."""
        today = self._world.today
        if met is not None:
            return (met.day, "") if met.held else (None, "")
        if line.due_on >= today:
            return None, ""
        chance = self._rows.chance("stap", number, line.key, key)
        ago, luck = (today - line.due_on).days, chance.random()
        if luck < (0.4 if ago <= _RECENT else 0.2 if ago <= _A_WHILE else 0):
            return None, ""
        if luck > 0.93 and line.kind not in _NEVER_SKIPPED:
            return None, chance.choice(_REASONS)
        day = school_day(line.due_on - DAY * chance.randrange(0, 9))
        return max(day, line.starts_on or day), ""

    def _by_hand(self, number: int, taken: set[int]) -> None:
        """A group review that stands in the week and in no plan: a step that was made by hand."""
        world = self._world
        for key in [key for key in world.groups if key[0] == number]:
            group = world.groups[key]
            for met in self._met.get((StepKind.GROUP_REVIEW, group), ()):
                if met.held or met.conversation in taken:
                    continue
                taken.add(met.conversation)
                self._rows.add(
                    CycleStep, max(world.today - DAY * 9, world.years[number]), school=SCHOOL,
                    school_year=number + 1, group=group, kind=StepKind.GROUP_REVIEW.value,
                    period="tussenronde", due_on=met.day, responsible=world.teachers[key].id,
                    conversation=met.conversation,
                )  # fmt: skip
