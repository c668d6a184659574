"""The report in plain English: faults/REPORT.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from faults.result import Result
from ibtui.store.database import file_system

_MOST_FAILURES = 20


def machine() -> str:
    """What kind of machine this is; nothing that says whose."""
    mounts = Path("/proc/self/mounts")
    where = file_system(Path(tempfile.gettempdir()), mounts.read_text()) if mounts.exists() else "unknown"
    load = f", load {os.getloadavg()[0]:.1f} at the end"
    return (
        f"{platform.system()}, {os.cpu_count()} processor cores, Python {platform.python_version()}, "
        f"temporary files on {where}{load}"
    )


def write(path: Path, parts: Mapping[str, Sequence[Result]], minutes: float, asked: str) -> str:
    """Write the report; gives its text."""
    results = [result for found in parts.values() for result in found]
    broken = sum(result.broken for result in results)
    shown = sum(result.shown for result in results)
    code = os.environ.get("FAULTS_CODE")
    lines = [
        "# What the fault suite saw",
        "",
        "Made by `make faults`: the real program in a real terminal, while things go wrong.",
        "",
        f"- Date: {dt.date.today():%Y-%m-%d}, {minutes:.1f} minutes. Asked for: {asked}.",
        f"- Machine: {machine()}.",
        f"- Promises: {shown} shown, {broken} broken, {len(results) - shown - broken} not shown.",
        *(
            ["- **Not the project's own code was run, but a copy with a fault put in on purpose.**"]
            if code
            else []
        ),
        "",
        "A save is acknowledged when the screen says `bewaard`: everything typed that is on the screen at such a "
        "moment counts as acknowledged. A promise counts as shown only when it was tried here and never failed.",
    ]
    for name, found in parts.items():
        lines += ["", f"## {name}"]
        for result in found:
            lines += ["", *_one(result)]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _one(result: Result) -> list[str]:
    state = "BROKEN" if result.broken else "shown" if result.shown else "not shown"
    lines = [f"**{state}** · {result.promise}.", ""]
    if result.impossible:
        lines.append(f"- Could not be tried here: {result.impossible}.")
    else:
        lines.append(f"- {result.runs} runs, {len(result.failures)} failures.")
    lines += [f"- {seen}." for seen in result.seen]
    lines += [f"- FAILURE {failure}" for failure in result.failures[:_MOST_FAILURES]]
    if len(result.failures) > _MOST_FAILURES:
        lines.append(f"- ... and {len(result.failures) - _MOST_FAILURES} more")
    return lines
