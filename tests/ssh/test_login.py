"""The main job over SSH, in the terminals that people have: log in, write, lose the line, log in again."""

from __future__ import annotations

import signal
from pathlib import Path

import docx
import pytest

from tests.ssh.conftest import Login

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

KINDS = ("xterm-256color", "xterm", "screen-256color", "tmux-256color", "linux", "putty")


def _text_of_the_document(folder: Path) -> str:
    (path,) = folder.glob("*.docx")
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("kind", KINDS)
def test_the_line_drops_and_she_goes_on_where_she_was(login: Login, kind: str) -> None:
    with login(kind) as cut:
        cut.sees("Nog te doen", seconds=60).press("a").sees("## Wat gaat er goed", "bewaard")
        cut.press("down").type("- één zin van vóór de storing").sees("van vóór de storing", "bewaard")
        cut.signal(signal.SIGKILL)
        login.wait_until_nothing_runs()
    with login(kind) as again:
        again.sees("Nog te doen", seconds=60).press("a").sees("Esc terug")
        again.press("ctrl+home").sees("- één zin van vóór de storing")
        again.press("ctrl+end", "enter").type("! moeder: belt de logopedist > vr").sees(
            "1 afspraak", "bewaard"
        )
        again.press("ctrl+e").sees("ouders", "dossier").press("o").sees("Niets gevonden").press("w").sees(
            ".docx", seconds=30
        )
        again.press("escape").sees("Nog te doen").press("q")
        assert again.exit_code() == 0
    written = _text_of_the_document(login.documents)
    assert "één zin van vóór de storing" in written
    assert "belt de logopedist" in written


def test_putty_in_latin_1_loses_no_letter(login: Login) -> None:
    with login("putty") as term:
        term.sees("Nog te doen", seconds=60).press("a").sees("## Wat gaat er goed", "bewaard")
        term.press("down").type("- moeder drinkt caf").send_bytes("é met ïemand".encode("latin-1"))
        term.sees("- moeder drinkt café met ïemand").press("escape").sees("Nog te doen").press("q")
        assert term.exit_code() == 0
