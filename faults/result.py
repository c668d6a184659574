"""What a part of the suite hands back: one promise, how often it was tried, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Result:
    """One promise. It is shown when it was tried and nothing failed."""

    promise: str
    runs: int = 0
    failures: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    impossible: str = ""
    """Why it can't be tried on this machine."""

    @property
    def shown(self) -> bool:
        return self.runs > 0 and not self.failures and not self.impossible

    @property
    def broken(self) -> bool:
        return bool(self.failures)


@dataclass(frozen=True, slots=True)
class Options:
    """How much of it. `runs` 0: as many as the promise asks for."""

    runs: int = 0
    workers: int = 1
    seed: int = 0
    slack: float = 1.0
    """How many times as long everything may take, on a machine that does other things at the same time."""


def p95(numbers: Sequence[float]) -> float:
    """The value that 95 % stays under."""
    ranked = sorted(numbers)
    return ranked[min(int(len(ranked) * 0.95), len(ranked) - 1)] if ranked else 0.0


def spread(what: str, numbers: Sequence[float], unit: str = " s", digits: int = 3) -> str:
    """ "lost typing: p95 0.100 s, at most 0.140 s"."""
    if not numbers:
        return f"{what}: nothing was measured"
    return f"{what}: p95 {p95(numbers):.{digits}f}{unit}, at most {max(numbers):.{digits}f}{unit}"
