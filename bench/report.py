"""RESULTS.md: what was found, on what machine, with what versions."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.figures import Section, Table

RESULTS = Path(__file__).with_name("RESULTS.md")


def write(sections: Sequence[Section], path: Path = RESULTS) -> str:
    """Write the report; gives it as text too. Parts that weren't run stay as they stood in it."""
    told = {section.title: _section(section) for section in sections}
    parts = {**_before(path), **told}
    text = "\n\n".join(["# How fast ibtui is", _machine(), *parts.values()]) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _before(path: Path) -> dict[str, str]:
    """The parts of the report that is there, by title."""
    try:
        found = path.read_text(encoding="utf-8").split("\n\n## ")[1:]
    except FileNotFoundError:
        return {}
    return {part.partition("\n")[0]: f"## {part.strip()}" for part in found}


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
    parts += [_table(table) for table in section.tables]
    parts.append(f"This part took {section.seconds / 60:.1f} minutes, on {dt.date.today():%Y-%m-%d}.")
    return "\n\n".join(parts)


def _table(table: Table) -> str:
    head, *rows = table.rows
    lines = [f"### {table.title}", "", _row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
