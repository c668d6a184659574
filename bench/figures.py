"""Figures, and how ours stand to another's."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values don't exceed (nearest rank); nan for none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def p50_p95(seconds: Sequence[float]) -> tuple[float, float]:
    """Of keys, in milliseconds; nan is a key of which nothing was seen. With more of those than one in twenty neither
    is known: the slowest ones may be among them."""
    seen = [each * 1000 for each in seconds if not math.isnan(each)]
    if len(seen) < len(seconds) * 0.95:
        return float("nan"), float("nan")
    return percentile(seen, 0.5), percentile(seen, 0.95)


def middle(values: Sequence[float]) -> float:
    """The median; nan for none."""
    return median(values) if values else float("nan")


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure of ours beside another's, and how far apart they may be."""

    what: str
    ours: float
    theirs: float
    goal: float
    spread: tuple[float, float] = (float("nan"), float("nan"))
    """The smallest and the largest ratio that one round of the run gave."""
    against: str = ""
    """What `theirs` is: "a bare Textual app". For a goal that is a number by itself: `theirs` is 1 and this is ""."""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs if self.theirs else float("nan")

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report. The first row is the head."""

    title: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the bench found."""

    title: str
    about: str
    tables: list[Table] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Programs that aren't on this machine. They are named, never guessed."""
    seconds: float = 0.0
    goals: list[Ratio] = field(default_factory=list)
    """Its rows of the table of goals, at the top of the report."""


Figures = dict[str, float]
"""What one round gave, by what it is."""


def beside(
    what: str, ours: Sequence[Figures], theirs: Sequence[Figures], key: str, *, goal: float, against: str
) -> Ratio:
    """One row of a table: the medians over the rounds of two programs, and the ratios that each round gave."""
    rounds = [mine[key] / other[key] for mine, other in zip(ours, theirs, strict=True) if other[key]]
    spread = (min(rounds), max(rounds)) if rounds else (float("nan"), float("nan"))
    mine, other = (middle([each[key] for each in found]) for found in (ours, theirs))
    return Ratio(what, mine, other, goal, spread, against)


def by_program(title: str, found: Mapping[str, Sequence[Figures]]) -> Table:
    """The medians over the rounds of each program."""
    figures = list(next(iter(found.values()))[0])
    rows = [
        [name, *(number(middle([each[what] for each in rounds])) for what in figures)]
        for name, rounds in found.items()
    ]
    return Table(title, [["program", *figures], *rows])


def number(value: float) -> str:
    """Three figures or so, readable: 0.31, 7.6, 84, 4,990; "–" for what wasn't measured."""
    if value != value:  # nan
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if 0 < abs(value) < 0.1:
        return f"{value:.3f}"
    return f"{value:.1f}" if abs(value) >= 2 else f"{value:.2f}"


def ratio_rows(ratios: Sequence[Ratio]) -> list[list[str]]:
    """A table of ratios, honest about those that miss their goal."""
    head = ["what", "ibtui", "other", "ratio", "per round", "goal", ""]
    rows = [
        [
            item.what,
            number(item.ours),
            number(item.theirs),
            f"{item.ratio:.2f}",
            f"{number(item.spread[0])} - {number(item.spread[1])}",
            f"<= {item.goal:g}",
            "met" if item.met else "MISSED",
        ]
        for item in ratios
    ]
    return [head, *rows]
