"""How many keys each scenario takes, read from counts.toml: for the tests, and for docs/scenarios.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("counts.toml")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. `keys` is None when ibtui can't do it yet; counts.toml says what each field means."""

    number: int
    title: str
    ideal: int
    keys: int | None = None
    partly: bool = False
    remark: str = ""


def load() -> dict[int, Scenario]:
    """All scenarios by their number, in order."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["scenario"]
    return {item["number"]: Scenario(**item) for item in found}


SCENARIOS = load()


def table() -> str:
    """The table of docs/scenarios.md."""
    lines = ["| nr | wat | ideaal | ibtui | opmerking |", "|---|---|---|---|---|"]
    for item in SCENARIOS.values():
        keys = "nog niet" if item.keys is None else f"{item.keys}{' (deels)' if item.partly else ''}"
        lines.append(f"| {item.number} | {item.title} | {item.ideal} | {keys} | {item.remark} |")
    return "\n".join(lines)
