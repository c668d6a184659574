"""`python -m faults [PART ...] [--runs N] [--workers N] [--seed N]`: run the suite and write its report.

Exit code 1 when a promise is broken, 2 when some could not be tried here and `--all` was asked.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from faults import report
from faults.result import Options, Result

PARTS = (
    "kill", "power", "line", "disk", "two", "clock",
    "keys", "restore", "secrets", "access", "users", "log", "lock", "schemas",
)  # fmt: skip
_REPORT = Path(__file__).with_name("REPORT.md")


def main() -> int:
    """Run what was asked; the report goes to faults/REPORT.md and to the terminal."""
    parser = argparse.ArgumentParser(
        prog="python -m faults", description="What ibtui keeps when things go wrong."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; without any: all")
    parser.add_argument("--runs", type=int, default=0, help="how often; without it as often as is promised")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--seed", type=int, default=0, help="other random moments")
    parser.add_argument("--report", type=Path, default=_REPORT, help="where the report goes")
    parser.add_argument(
        "--code", type=Path, help="drive a copy of the project, with a fault put in on purpose"
    )
    parser.add_argument("--all", action="store_true", help="what can't be tried here is a failure too")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if asked.code:
        os.environ["FAULTS_CODE"] = str(asked.code.resolve())
    options = Options(asked.runs, max(asked.workers, 1), asked.seed)
    start = time.monotonic()
    found: dict[str, list[Result]] = {}
    for name in asked.parts or PARTS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found[name] = _run(name, options)
    words = " ".join(sys.argv[1:]) or "everything"
    print(report.write(asked.report, found, (time.monotonic() - start) / 60, words))
    results = [result for part in found.values() for result in part]
    if any(result.broken for result in results):
        return 1
    return 2 if asked.all and not all(result.shown for result in results) else 0


def _run(name: str, options: Options) -> list[Result]:
    """One part. When it breaks down itself, that is a failure, and the other parts go on."""
    run: Callable[[Options], list[Result]] = import_module(f"faults.{name}").part
    try:
        return run(options)
    except Exception:  # noqa: BLE001
        return [Result("the part itself runs to its end", failures=[traceback.format_exc()])]


if __name__ == "__main__":
    sys.exit(main())
