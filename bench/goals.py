"""The goals: what every part found for its rows, kept in results.json; as a table of the report and of the README.

A goal is a ratio of ibtui's figure to another's, or, where it stands against nothing, a figure by itself.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Ratio, Section, number

RESULTS = Path(__file__).with_name("results.json")
WHY = Path(__file__).with_name("why.toml")
"""Written by hand: why a goal is missed, per part and per some words of its row (what, against)."""


_MISSED = "MISSED"


@dataclass(frozen=True, slots=True)
class Found:
    """What one part found, and when: its goals, the commit, the rounds of that run."""

    part: str
    day: str
    commit: str
    rounds: int
    goals: tuple[Ratio, ...]


def found(section: Section, commit: str, rounds: int) -> Found:
    """What a part found just now."""
    return Found(section.title, f"{dt.date.today():%Y-%m-%d}", commit, rounds, tuple(section.goals))


def load(path: Path = RESULTS) -> list[Found]:
    """What is kept, in the order of the report; nothing when there is no file yet."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Found(part, each["day"], each["commit"], each["rounds"], tuple(map(_ratio, each["goals"])))
            for part, each in kept.items()]  # fmt: skip


def save(kept: Iterable[Found], path: Path = RESULTS) -> None:
    """Write results.json anew."""
    text = {
        one.part: {
            "day": one.day,
            "commit": one.commit,
            "rounds": one.rounds,
            "goals": [_as_json(goal) for goal in one.goals],
        }
        for one in kept
    }
    path.write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def merged(before: Sequence[Found], now: Sequence[Found]) -> list[Found]:
    """What a new run found in the place of what it found before; parts that weren't run stay."""
    new = {one.part: one for one in now}
    kept = [new.pop(one.part, one) for one in before]
    return [*kept, *new.values()]


def rows(kept: Iterable[Found]) -> list[list[str]]:
    """The table at the top of the report."""
    head = ["what", "against", "ibtui", "other", "ratio", "per round", "goal", ""]
    return [head, *(_row(goal) for one in kept for goal in one.goals)]


def short_table(kept: Iterable[Found]) -> str:
    """The table of the README, in Markdown. Of alike rows (other sizes, other programs) the worst one stands there."""
    lines = ["| what | against | ibtui | goal | |", "|---|---|---|---|---|"]
    for one in kept:
        alike: dict[tuple[str, float], list[Ratio]] = {}
        for goal in one.goals:
            alike.setdefault((goal.what.rpartition(": ")[2], goal.goal), []).append(goal)
        lines += [_short(f"{one.part}: {what}", same) for (what, _), same in alike.items()]
    return "\n".join(lines)


def _short(what: str, alike: Sequence[Ratio]) -> str:
    """One row for goals that are alike."""
    worst = max(alike, key=lambda goal: (not math.isnan(goal.ratio), goal.ratio))
    if any(math.isnan(goal.ratio) for goal in alike):
        what += f" ({sum(math.isnan(goal.ratio) for goal in alike)} not measured)"
    against = ", ".join(dict.fromkeys(goal.against for goal in alike)) or "–"
    figure = f"{_times(worst)}×" if worst.against else number(worst.ours)
    aim = _goal(worst).replace("<=", "≤") + "×" * bool(worst.against)
    return f"| {what} | {against} | {figure} | {aim} | {verdict(worst)} |"


def verdict(goal: Ratio) -> str:
    """Whether it is met; what couldn't be measured is neither."""
    if math.isnan(goal.ratio):
        return "not measured"
    return "met" if goal.met else _MISSED


def missed(kept: Iterable[Found], why: Path = WHY) -> list[str]:
    """One line for each goal that is missed or wasn't measured, with the reason; it says so when none was given."""
    reasons = tomllib.loads(why.read_text(encoding="utf-8")) if why.exists() else {}
    return [
        f"{one.part}: {goal.what} (against {goal.against or 'nothing'}): {_reason(goal, reasons.get(one.part, {}))}"
        for one in kept
        for goal in one.goals
        if verdict(goal) != "met"
    ]


def _reason(goal: Ratio, reasons: Mapping[str, str]) -> str:
    if verdict(goal) != _MISSED:  # a reason for what was too slow would be a guess
        return "it couldn't be measured; its part says what is missing."
    words = f"{goal.what}, against {goal.against}"
    fitting = [text for key, text in reasons.items() if key in words]
    return fitting[0] if fitting else "why isn't known yet."


def _row(goal: Ratio) -> list[str]:
    spread = "–" if math.isnan(goal.spread[0]) else f"{number(goal.spread[0])} - {number(goal.spread[1])}"
    if not goal.against:  # a figure by itself
        return [goal.what, "–", number(goal.ours), "–", "–", spread, _goal(goal), verdict(goal)]
    figures = [number(goal.ours), number(goal.theirs), _times(goal)]
    return [goal.what, goal.against, *figures, spread, _goal(goal), verdict(goal)]


def _times(goal: Ratio) -> str:
    return "–" if math.isnan(goal.ratio) else number(goal.ratio) if goal.ratio < 0.1 else f"{goal.ratio:.2f}"


def _goal(goal: Ratio) -> str:
    """ "<= 1.25"; a part of one as "<= 1/4"."""
    parts = 1 / goal.goal if goal.goal else 0.0
    if goal.against and parts > 1 and math.isclose(parts * 2, round(parts * 2), rel_tol=1e-3):
        return f"<= 1/{round(parts * 2) / 2:g}"
    return f"<= {goal.goal:g}"


def _as_json(goal: Ratio) -> dict[str, object]:
    return {
        "what": goal.what,
        "against": goal.against,
        "ours": _kept(goal.ours),
        "theirs": _kept(goal.theirs),
        "goal": round(goal.goal, 4),
        "spread": [_kept(each) for each in goal.spread],
    }


def _kept(value: float) -> float | None:
    """Four figures are enough; what wasn't measured is null."""
    return None if math.isnan(value) else float(f"{value:.4g}")


def _ratio(kept: dict[str, object]) -> Ratio:
    """The way back from JSON."""
    spread = kept["spread"]
    lowest, highest = spread if isinstance(spread, list) else (None, None)
    return Ratio(
        str(kept["what"]),
        _number(kept["ours"]),
        _number(kept["theirs"]),
        _number(kept["goal"]),
        (_number(lowest), _number(highest)),
        str(kept["against"]),
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")
