"""The programs that are set side by side, and how a person gets each of them to the middle of a text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import school
from bench.program import Program

ROOT = Path(__file__).resolve().parents[1]
_STEPS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where one try happens: a folder for it alone, and what is typed in."""

    folder: Path
    text: str
    home: Path
    """The practice school with this text; a try works in a copy."""

    @property
    def middle(self) -> int:
        return self.text.count("\n") // 2

    def file(self) -> Path:
        """The text as a file, fresh."""
        path = self.folder / "verslag.txt"
        path.write_text(self.text + "\n", encoding="utf-8")
        return path

    def env(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "TMPDIR": str(self.folder)}


Open = Callable[[Place, tuple[int, int]], Program]
"""Starts a program in a terminal of this size; it comes back ready to type on a new line in the middle."""


def start_ibtui(home: Path, size: tuple[int, int]) -> Program:
    """The installed command on this school, with its week in sight."""
    env = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "IBTUI_HOME": str(home),
        "IBTUI_PASSPHRASE_FILE": str(home / school.PASSPHRASE_FILE),
    }
    program = Program([Path(sys.executable).with_name("ibtui")], env, size)
    return program.sees("Nog te doen", seconds=60)


def open_ibtui(place: Place, size: tuple[int, int]) -> Program:
    """The installed command, on a copy of the practice school; the newest draft is the text."""
    program = start_ibtui(school.copy_of(place.home, place.folder / "school"), size)
    program.press("4").sees("Concepten", seconds=30)
    program.press("enter").sees("bewaard", seconds=30).read_until_quiet(0.5)
    return _to_the_middle(program, place, "pageup", "up")  # it opens with the cursor at the end


def open_bare(place: Place, size: tuple[int, int]) -> Program:
    """Textual's own TextArea."""
    env = place.env() | {"PYTHONPATH": str(ROOT)}
    program = Program([sys.executable, "-m", "bench.bare", place.file()], env, size)
    return _to_the_middle(program.sees("Punt 1", seconds=60), place, "pagedown", "down")


def open_nano(place: Place, size: tuple[int, int]) -> Program:
    """nano, wrapping long lines on the screen as the others do."""
    words: list[str | Path] = ["nano", "--ignorercfiles", "--softwrap", f"+{place.middle}", place.file()]
    program = Program(words, place.env(), size).sees("Help")
    return program.press("end", "enter")


def open_vim(place: Place, size: tuple[int, int]) -> Program:
    """vim without settings of anybody, typing (insert mode)."""
    file = place.file()
    file.with_name(f".{file.name}.swp").unlink(missing_ok=True)  # of a try before: vim would ask about it
    program = Program(["vim", "-u", "NONE", f"+{place.middle}", file], place.env(), size)
    program.sees("verslag.txt").read_until_quiet(0.5)  # it takes a key that comes too early for an answer
    return program.press("o")


def _to_the_middle(program: Program, place: Place, page: str, step: str) -> Program:
    """With these keys for a page and a line, until the heading there is in sight; then on a new line."""
    lines = place.text.split("\n")
    heading = next(line for line in reversed(lines[: place.middle + 1]) if line.startswith("##"))
    for _ in range(len(lines)):
        if any(heading in line for line in program.screen()):
            break
        program.turn(page)
    program.press(*[step] * min(place.middle, _STEPS)).read_until_quiet(0.5)
    # A plain Textual app may do Enter before End when both are there.
    return program.press("end").read_until_quiet(0.2).press("enter")


PROGRAMS: Mapping[str, Open] = {
    "ibtui": open_ibtui,
    "bare TextArea": open_bare,
    "nano": open_nano,
    "vim": open_vim,
}
"""In the order of the tables."""


def here(name: str) -> bool:
    """Whether this program is on this machine."""
    return name in ("ibtui", "bare TextArea") or shutil.which(name, path=os.environ.get("PATH")) is not None
