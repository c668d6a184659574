"""RESULTS.md: the goals of every part in one table, and then what each part found, on what machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench import goals
from bench.figures import Section

RESULTS = Path(__file__).with_name("RESULTS.md")
_GOALS = "The goals"
_ABOUT_GOALS = (
    "Each goal of every part, from the last run of that part. 'ratio' is ibtui's figure divided by the other's, and "
    "'per round' the smallest and largest ratio that one round gave. A goal against nothing is a figure by itself."
)


def write(sections: Sequence[Section], path: Path = RESULTS, *, rounds: int = 0, whole: bool = False) -> str:
    """Write the report and its results.json; gives the report as text too.

    Parts that weren't run stay as they stood in it, unless this is a `whole` run.
    """
    kept_at = path.with_name(f"{path.stem.lower()}.json")
    commit = _commit()
    now = [goals.found(section, commit, rounds) for section in sections]
    kept = goals.merged([] if whole else goals.load(kept_at), now)
    goals.save(kept, kept_at)
    told = {section.title: _section(section) for section in sections}
    chapters = {**({} if whole else _before(path)), **told}
    text = "\n\n".join(["# How fast ibtui is", _machine(), _goals(kept), *chapters.values()]) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _goals(kept: Sequence[goals.Found]) -> str:
    runs = [
        f"- {one.part}: {one.day}, commit {one.commit or 'unknown'}, {one.rounds} rounds."
        for one in kept
        if one.goals
    ]
    missed = [f"- {line}" for line in goals.missed(kept)]
    parts = [f"## {_GOALS}", _ABOUT_GOALS, _table(goals.rows(kept)), "\n".join(runs)]
    parts += ["### What is missed, and why", "\n".join(missed)] if missed else []
    return "\n\n".join(part for part in parts if part)


def _before(path: Path) -> dict[str, str]:
    """The parts of the report that is there, by title."""
    try:
        found = path.read_text(encoding="utf-8").split("\n\n## ")[1:]
    except FileNotFoundError:
        return {}
    chapters = {part.partition("\n")[0]: f"## {part.strip()}" for part in found}
    return {title: text for title, text in chapters.items() if title != _GOALS}


def _commit() -> str:
    """The commit that is measured, with a "+" when files that git keeps have been changed since."""
    root = Path(__file__).resolve().parents[1]
    if shutil.which("git") is None:
        return ""
    said = [
        subprocess.run(
            ["git", "-C", root, *words], capture_output=True, text=True, check=False
        ).stdout.strip()
        for words in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "-uno", "--", "ibtui"])
    ]
    return said[0] + "+" * bool(said[0] and said[1])


def _machine() -> str:
    words = [
        f"Made by `make bench` on {dt.date.today():%Y-%m-%d}.",
        f"Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; "
        f"load at the end {os.getloadavg()[0]:.1f}.",
        f"Python {platform.python_version()}; "
        + ", ".join(f"{name} {version(name)}" for name in ("ibtui", "textual", "rich", "sqlcipher3"))
        + "".join(f"; {found}" for name in ("nano", "vim") if (found := _first_line(name))),
    ]
    return "\n".join(words)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _first_line(program: str) -> str:
    if shutil.which(program) is None:
        return ""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return said.strip().partition("\n")[0].partition(" (")[0]


def _section(section: Section) -> str:
    parts = [f"## {section.title}", section.about]
    if section.missing:
        parts.append(f"Not on this machine, so not measured: {', '.join(section.missing)}.")
    parts += [f"### {table.title}\n\n{_table(table.rows)}" for table in section.tables]
    parts.append(f"This part took {section.seconds / 60:.1f} minutes, on {dt.date.today():%Y-%m-%d}.")
    return "\n\n".join(parts)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *others = rows
    return "\n".join([_row(head), _row(["---"] * len(head)), *(_row(row) for row in others)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
