"""`python -m bench [PART ...]`: measure, and write RESULTS.md and results.json. Without names every part runs.

    python -m bench typing --rounds 2 --only "ibtui,bare TextArea" --out /tmp/r.md

A part is a module `part_<name>.py` with `TITLE` and `run(amounts) -> Section`; its name is added to PARTS below.
`IBTUI_BENCH_PEERS=DIR` keeps the other programs' environments in that folder for a next time.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from bench import report
from bench.figures import Section
from bench.part_typing import Amounts

PARTS = (
    "start",
    "shell",
    "typing",
    "moving",
    "screens",
    "idle",
    "word",
    "calendar",
    "pupil",
    "privacy",
)
"""In the order of the report."""


class Part(Protocol):
    """What the module of a part has."""

    TITLE: str

    def run(self, amounts: Amounts) -> Section: ...


def part(name: str) -> Part:
    """The module of this part; loaded only when it is run, so that one part measures without the others."""
    return cast(Part, import_module(f"bench.part_{name}"))


def main() -> None:
    """Read the words of the command line and do it."""
    whole = Amounts()
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast ibtui is, side by side.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}; none is all")
    parser.add_argument("--rounds", type=int, default=whole.rounds)
    parser.add_argument("--keys", type=int, default=whole.keys)
    parser.add_argument("--only", default="", help="programs, with commas between")
    parser.add_argument("--out", type=Path, default=report.RESULTS, help="where the report goes")
    words = parser.parse_args()
    if unknown := [name for name in words.parts if name not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}")
    only = tuple(name.strip() for name in words.only.split(",") if name.strip())
    amounts = Amounts(rounds=words.rounds, keys=words.keys, only=only)
    sections = []
    for name in words.parts or PARTS:
        print(f"part {name}", file=sys.stderr, flush=True)
        sections.append(part(name).run(amounts))
        # After each part: a run that is broken off keeps what it found.
        report.write(sections, words.out, rounds=amounts.rounds, whole=not (words.parts or only))
    print(words.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
