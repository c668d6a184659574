"""`python -m bench [PART ...]`: measure, and write RESULTS.md. Without names every part runs.

    python -m bench typing --rounds 2 --only "ibtui,bare TextArea" --out /tmp/r.md

A part is a module `part_<name>.py` with `TITLE` and `run(amounts) -> Section`; it is added to PARTS below.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bench import part_calendar, part_privacy, part_pupil, part_typing, part_word, report
from bench.figures import Section

PARTS: dict[str, Callable[[part_typing.Amounts], Section]] = {
    "typing": part_typing.run,
    "privacy": part_privacy.run,
    "word": part_word.run,
    "calendar": part_calendar.run,
    "pupil": part_pupil.run,
}


def main() -> None:
    """Read the words of the command line and do it."""
    whole = part_typing.Amounts()
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
    amounts = part_typing.Amounts(rounds=words.rounds, keys=words.keys, only=only)
    sections = [PARTS[name](amounts) for name in words.parts or PARTS]
    print(report.write(sections, words.out))


if __name__ == "__main__":
    main()
