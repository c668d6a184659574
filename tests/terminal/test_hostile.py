"""Hostile names and texts on a real terminal: it gets Textual's own sequences, and none that somebody typed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtui import practice
from ibtui.settings import Home
from ibtui.store import database
from tests import hostile
from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_OUR_OWN = re.compile(
    r"\x1b\[(?:"
    r"[0-9;:]*[mHJKXABCDG]|[0-9;]*r"  # looks, places, clearing, and the rows that scroll
    r"|\?[0-9;]+[hl]|\?[0-9;]*\$p"  # modes of the terminal, and asking for them
    r"|[<>=][0-9;]*[a-zA-Z]"  # keys of the kitty protocol
    r"|c|[0-9;]*t"  # what terminal it is, and its size
    r")|\x1bM|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Path]:
    """The folder of a practice school with hostile texts everywhere."""
    folder = tmp_path / "school"
    home = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    practice.make(home, dt.date.today())
    hostile.fill()
    database.close_store()
    yield folder
    shutil.rmtree(folder)


def test_nothing_that_was_typed_acts_on_the_terminal(school: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "IBTUI_HOME": str(school)}
    with Terminal([IBTUI], env=environment) as term:
        term.sees("Je wachtwoord", seconds=60).type("oefenen").press("enter")
        term.sees("Nog te doen", "[bold]x", seconds=60)
        term.press("enter").sees("Aan tafel").press("?").sees("Toetsen").press("escape").wait_gone("Toetsen")
        term.press("enter").sees("Tijdlijn").press("escape").sees("Aan tafel").press("escape")
        term.sees("Nog te doen").press("a").sees("Esc terug").press("f1").sees("Ctrl+F").press("escape")
        term.wait_gone("Ctrl+F").press("pageup", "pageup", "pageup", "ctrl+end", "pageup", "escape")
        term.sees("Nog te doen").press("e").sees("Gesprek wijzigen", "Ctrl+S").press(*["tab"] * 6)
        term.type("lokaal 4").sees("lokaal 4").press("escape").sees("nog niet bewaard").press("w")
        term.sees("Nog te doen").press("v").type(f"#{hostile.PLANT} @x").sees("Enter bewaart").press("escape")
        term.sees("Nog te doen").press("/").type(hostile.PLANT).sees("leerling  ").press("escape")
        term.wait_gone("leerling  ").press("2").sees("laatste contact", hostile.PLANT)
        term.press("enter").sees("Tijdlijn").press("escape")
        term.press("3").sees("laatst gesproken").press("enter").sees("Verwijzingen").press("escape")
        term.press("4").sees("Concepten").press("0").sees("Groepen").press("f").sees("Alle leerlingen")
        term.press("pagedown", "pagedown").press("q")
        assert term.exit_code() == 0
    output = term.output.decode()
    assert hostile.PLANT in output
    strange = {found for found in _SEQUENCE.findall(output) if not _OUR_OWN.fullmatch(found)}
    assert strange == set()
    assert [
        text for text in hostile.RAW if text in output or text[: text.index(hostile.PLANT)] in output
    ] == []
    rest = _SEQUENCE.sub("", output)
    # The last one is how ibtui goes a few columns left; no hostile text has one.
    assert set(hostile.acts_on_a_terminal(rest)) <= {"\r", "\n", "\b"}
