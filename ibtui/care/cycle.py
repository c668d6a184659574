"""Where a step of the care calendar stands, the months of its year, and who is behind."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from ibtui.care.dates import add_months
from ibtui.values import dataclass

SOON = timedelta(days=14)
"""A step that is due within this time is one of now."""

_MONTHS = ("aug", "sep", "okt", "nov", "dec", "jan", "feb", "mrt", "apr", "mei", "jun", "jul")


class StepState(StrEnum):
    """Where a step stands today."""

    DONE = "gedaan"
    SKIPPED = "overgeslagen"
    LATE = "te laat"
    NOW = "nu"
    LATER = "later"


SIGNS: dict[StepState, str] = {
    StepState.DONE: "✓",
    StepState.SKIPPED: "–",
    StepState.LATE: "!",
    StepState.NOW: "»",  # not ▸: that is the cursor of a list
    StepState.LATER: "·",
}
"""One sign each, told apart without colour."""

_WORST = (StepState.LATE, StepState.NOW, StepState.LATER, StepState.SKIPPED, StepState.DONE)


class Dated(Protocol):
    """What says where a step stands."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def done_on(self) -> date | None: ...
    @property
    def skipped_because(self) -> str: ...


class Step(Dated, Protocol):
    """What has to be known of a step here; the rows of the store have it."""

    @property
    def responsible_id(self) -> int | None: ...
    @property
    def responsible(self) -> str: ...


AnyStep = TypeVar("AnyStep", bound=Step)


def state(
    starts_on: date | None, due_on: date | None, done_on: date | None, skipped: bool | str, today: date
) -> StepState:
    """Where a step stands. `skipped`: whether, or the words why.

    NOW is inside its weeks (from `starts_on` to `due_on`), or due within `SOON`. Without any date it is LATER.
    """
    if done_on is not None:
        return StepState.DONE
    if skipped:
        return StepState.SKIPPED
    if due_on is not None and due_on < today:
        return StepState.LATE
    begun = starts_on is not None and starts_on <= today
    soon = due_on is not None and due_on <= today + SOON
    return StepState.NOW if begun or soon else StepState.LATER


def state_of(step: Dated, today: date) -> StepState:
    """Where this step stands today."""
    return state(step.starts_on, step.due_on, step.done_on, step.skipped_because, today)


def worst(states: Collection[StepState]) -> StepState | None:
    """What asks for attention first: late, now, later, and then skipped and done. None when there are none."""
    return next((one for one in _WORST if one in states), None)


def is_open(state: StepState) -> bool:
    """Whether something still has to be done."""
    return state not in {StepState.DONE, StepState.SKIPPED}


@dataclass(frozen=True, slots=True)
class Month:
    """One column of the calendar. `label` is short: "nov"; `current`: today lies in it."""

    label: str
    first: date
    last: date
    current: bool = False

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in this month; None lies in none."""
        return day is not None and self.first <= day <= self.last


def months(first: date, today: date | None = None) -> tuple[Month, ...]:
    """The twelve months of the school year that starts on `first` (1 August)."""
    starts = [add_months(first, number) for number in range(13)]
    found = []
    for label, start, following in zip(_MONTHS, starts[:-1], starts[1:], strict=True):
        current = today is not None and start <= today < following
        found.append(Month(label, start, following - timedelta(days=1), current))
    return tuple(found)


def day_of(step: Dated) -> date | None:
    """The day that decides in which month a step stands: when it has to be ready, else when it starts."""
    return step.due_on or step.starts_on


@dataclass(frozen=True, slots=True)
class Behind(Generic[AnyStep]):
    """What is late of one person (`person_id` None: of nobody yet), oldest first; `since`: the oldest due date."""

    person_id: int | None
    person: str
    steps: tuple[AnyStep, ...]
    since: date


def behind(steps: Iterable[AnyStep], today: date) -> tuple[Behind[AnyStep], ...]:
    """The late steps per responsible person, and who is behind longest comes first."""
    late: dict[int | None, list[tuple[date, AnyStep]]] = {}
    for step in steps:
        if step.due_on is not None and state_of(step, today) is StepState.LATE:
            late.setdefault(step.responsible_id, []).append((step.due_on, step))
    found = []
    for person_id, dated in late.items():
        dated.sort(key=lambda one: one[0])
        since, oldest = dated[0]
        found.append(Behind(person_id, oldest.responsible, tuple(step for _, step in dated), since))
    return tuple(sorted(found, key=lambda one: (one.since, one.person)))
