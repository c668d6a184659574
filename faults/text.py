"""The text that is typed: every beginning of it can be told from every other, so a saved text says what arrived."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

START = "\n".join(
    [
        "## Hoe gaat het nu",
        *(f"- eerder opgeschreven, regel {number} van wat er al stond" for number in range(30)),
        "! Ans: vraagt na hoe het thuis gaat > vr",
        "## Gesprek",
        "",
    ]
)
"""What the minutes hold before anybody types."""


_SCROLLBAR = " ▁▂▃▄▅▆▇█"


def typed_text(lines: int, who: str = "") -> str:
    """So many lines as an ib'er types them, each with its number (and `who`); none is wider than the screen."""
    return "\n".join(_line(number, who) for number in range(lines))


def _line(number: int, who: str) -> str:
    name = f"{who}{number:04}"
    if number % 4 == 2:
        return f"! Ans: neemt punt {name} mee > vr"
    if number % 7 == 5:
        return f"= besluit {name} geldt tot de zomer"
    return f"- regel {name} uit het gesprek"


def arrived(saved: str, typed: str) -> int | None:
    """How many characters of `typed` a saved text holds after `START`; None when it holds anything else."""
    if not saved.startswith(START) or not typed.startswith(saved[len(START) :]):
        return None
    return len(saved) - len(START)


def shown(rows: Sequence[str], typed: str) -> int:
    """How many characters of `typed` can be seen to be there, by the rows of a screen.

    A line counts when the row above it holds the whole line before it. A blank at the end can't be seen.
    """
    before, done, most = START.split("\n")[-2], 0, 0
    after = {}
    for line in typed.split("\n"):
        after[before] = (line, done)
        before, done = line, done + len(line) + 1
    plain = [row.strip(_SCROLLBAR) for row in rows]
    for above, part in pairwise(plain):
        line, count = after.get(above, ("", 0))
        if part and line.startswith(part):
            most = max(most, count + len(part))
    return most
