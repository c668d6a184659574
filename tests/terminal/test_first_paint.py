"""What is loaded before the first screen stands. Each module more is waited for at every start.

The list is `first_paint_modules.txt`. When a module is needed there after all, write the list anew:

    FIRST_PAINT=write pytest tests/terminal/test_first_paint.py
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal

_LIST = Path(__file__).with_name("first_paint_modules.txt")
_LATER = {
    "docx", "lxml", "babel", "watchfiles", "icalendar", "ibtui.store.minutes", "ibtui.screens.quick",
    "ibtui.widgets.form", "ibtui.shell.backups", "ibtui.care.headings", "ibtui.documents",
}  # fmt: skip
"""What the first screen has no use for, whatever the list says."""


@pytest.fixture
def loaded(practice_school: Path, tmp_path: Path) -> set[str]:
    """What a real start has loaded when the week of the practice school is drawn."""
    school, target = shutil.copytree(practice_school, tmp_path / "school"), tmp_path / "geladen"
    env = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    env |= {"IBTUI_HOME": str(school), "IBTUI_PASSPHRASE_FILE": str(school / "wachtwoord")}
    script = Path(__file__).with_name("first_paint.py")
    with Terminal([sys.executable, script, target], env) as terminal:
        terminal.sees("Nog te doen", seconds=60)
    return set(target.read_text().split())


def test_no_more_is_loaded_before_the_first_screen_than_the_list_says(loaded: set[str]) -> None:
    if os.environ.get("FIRST_PAINT") == "write":
        _LIST.write_text("\n".join(sorted(loaded)) + "\n")
    wanted = set(_LIST.read_text().split())
    assert sorted(loaded - wanted) == [], "these are new: load them later, or write the list anew"
    assert sorted(wanted - loaded) == [], "these aren't loaded any more: write the list anew"
    assert loaded.isdisjoint(_LATER)
