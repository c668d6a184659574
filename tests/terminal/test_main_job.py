"""The main job, key by key in a real terminal, by the installed command, as a new user does it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A new user: an empty home folder, a plain terminal."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TMPDIR": str(tmp_path),
        "IBTUI_EXPORTS": str(tmp_path / "documenten"),
    }


@pytest.fixture
def practice(environment: dict[str, str]) -> Iterator[Terminal]:
    """The practice school, open on its week."""
    with Terminal([IBTUI, "demo"], env=environment) as terminal:
        yield terminal.sees("OEFENSCHOOL", "Nog te doen", "groot overleg", seconds=60)


def document_text(folder: Path) -> str:
    """All text of the one Word document in `folder`."""
    (path,) = folder.glob("*.docx")
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_a_groot_overleg_becomes_a_document_for_parents(practice: Terminal, tmp_path: Path) -> None:
    """Open the week, type the minutes, see the promises appear, and have a Word document."""
    practice.press("a").sees("Groot overleg · Roos van Dijk", "## Wat gaat er goed")
    practice.press("down").type("- Roos heeft twee vaste vriendinnen")
    practice.press("enter").type("! @ans: oefent elke dag tien minuten > vr")
    practice.press("enter").type("! moeder: belt de logopedist > +2w")
    practice.press("enter").type("= we vragen een onderzoek aan")
    practice.press("enter").type("% dit zinnetje is alleen van mij").press("enter")
    practice.sees("2 afspraken", "1 besluit", "bewaard")
    practice.press("ctrl+e").sees("ouders", "dossier").press("o").sees("Niets gevonden").press("w")
    practice.sees(".docx", seconds=30)
    practice.press("escape").sees("Nog te doen")
    practice.press("q")
    assert practice.exit_code() == 0

    text = document_text(tmp_path / "documenten")
    assert "Verslag groot overleg" in text
    assert "Roos heeft twee vaste vriendinnen" in text
    assert "oefent elke dag tien minuten" in text
    assert "belt de logopedist" in text
    assert "we vragen een onderzoek aan" in text
    assert "alleen van mij" not in text
    assert "OEFENSCHOOL" in text


def test_what_was_typed_is_there_after_the_line_drops(tmp_path: Path, environment: dict[str, str]) -> None:
    school = tmp_path / "school"
    with Terminal([IBTUI, "demo", "--map", str(school)], env=environment) as first:
        first.sees("Nog te doen", seconds=60).press("a").sees("## Wat gaat er goed")
        first.type("! @ans: kijkt mee in de kring > ma").sees("> ma", "1 afspraak", "bewaard")
        first.hang_up()
        first.exit_code(10, reading=False)
    with Terminal([IBTUI, "demo", "--map", str(school)], env=environment) as again:
        again.sees("Nog te doen", seconds=60).press("a").sees("1 afspraak").press("ctrl+home")
        again.sees("! @ans: kijkt mee in de kring > ma")


def test_the_practice_school_leaves_nothing_behind(practice: Terminal, tmp_path: Path) -> None:
    practice.press("q")
    assert practice.exit_code() == 0
    assert not list(tmp_path.glob("ibtui-oefenschool-*"))
    assert "Traceback" not in practice.after_the_app()


def test_a_remark_at_the_coffee_machine_is_caught_in_seconds(practice: Terminal) -> None:
    practice.press("v").type("#hana slaapt slecht @ans !bellen met ouders > di")
    practice.sees("over Hanaë").press("enter").sees("Bewaard als gesprek leerkracht")


def test_search_finds_a_child_without_its_accent(practice: Terminal) -> None:
    practice.press("/").type("hanae").sees("leerling  ").press("enter").sees("gezag")


def test_a_window_that_is_too_small_says_so_and_comes_back(practice: Terminal) -> None:
    practice.press("a").sees("## Wat gaat er goed").type("deze zin blijft staan").sees(
        "deze zin blijft staan"
    )
    practice.resize(40, 10).sees("Dit venster is te klein")
    practice.resize(80, 24).sees("deze zin blijft staan", "Esc terug")
