"""The report in plain English: faults/REPORT.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
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
    """Write the report; gives its text. The chapters of other parts stay as an earlier run wrote them: each says when
    and on what machine."""
    code = os.environ.get("FAULTS_CODE")
    chapters = {} if code else _chapters(path)
    for name, found in parts.items():
        chapters[name] = "\n".join(_chapter(found, minutes, asked))
    lines = [
        "# What the fault suite saw",
        "",
        "Made by `make faults`: the real program in a real terminal, while things go wrong.",
        "",
        f"Promises: {_count(chapters, 'shown')} shown, {_count(chapters, 'BROKEN')} broken, "
        f"{_count(chapters, 'not shown')} not shown.",
        *(
            ["", "**Not the project's own code was run, but a copy with a fault put in on purpose.**"]
            if code
            else []
        ),
        "",
        "A save is acknowledged when the screen says `bewaard`, which it does when no key came for 0.4 s: everything "
        "typed that is on the screen at such a "
        "moment counts as acknowledged. A promise counts as shown only when it was tried here and never failed.",
    ]
    for name, chapter in chapters.items():
        lines += ["", f"## {name}", "", chapter.strip()]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _chapters(path: Path) -> dict[str, str]:
    """What an earlier run wrote, by part."""
    if not path.exists():
        return {}
    pieces = path.read_text(encoding="utf-8").split("\n## ")[1:]
    return {piece.partition("\n")[0]: piece.partition("\n")[2] for piece in pieces}


def _commit() -> str:
    """Which code was run: ", code of 97d9edf"; "" outside a checkout."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # nothing from outside
    return f", code of {done.stdout.strip()}" if done.returncode == 0 else ""


def _count(chapters: Mapping[str, str], state: str) -> int:
    return sum(chapter.count(f"**{state}** · ") for chapter in chapters.values())


def _chapter(found: Sequence[Result], minutes: float, asked: str) -> list[str]:
    lines = [
        f"{dt.date.today():%Y-%m-%d}{_commit()}, asked for: {asked} ({minutes:.1f} minutes). {machine()}."
    ]
    for result in found:
        lines += ["", *_one(result)]
    return lines


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
