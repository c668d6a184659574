"""The app on terminals as people have them: with few colours or none, with a poor font, and in any size."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))
pytestmark = pytest.mark.terminal

_SGR = re.compile(rb"\x1b\[([0-9;]*)m")
_COLOUR = re.compile(rb"[34]8;(?:5;\d+|2;\d+;\d+;\d+)")


@pytest.fixture
def school(practice_school: Path, tmp_path: Path) -> Path:
    """Her own practice school."""
    return Path(shutil.copytree(practice_school, tmp_path / "school"))


@pytest.fixture
def environment(school: Path) -> dict[str, str]:
    return {"IBTUI_HOME": str(school), "IBTUI_PASSPHRASE_FILE": str(school / "wachtwoord"), "LANG": "C.UTF-8"}


def started(environment: dict[str, str], **more: str) -> Terminal:
    return Terminal([IBTUI], env={**environment, **more})


def looks(output: bytes) -> Iterator[list[int]]:
    """The numbers of every sequence that says how letters look."""
    for found in _SGR.finditer(output):
        yield [int(number or 0) for number in found[1].split(b";")]


def walked(terminal: Terminal) -> Terminal:
    """Past a list, a form with a cursor in it, the palette, a calendar and a text."""
    terminal.sees("Nog te doen", seconds=30).press("n").sees("leerling(en)").press("tab", "tab", "tab")
    terminal.press("escape").wait_gone("leerling(en)")
    terminal.press("ctrl+p").sees("Opdrachten").press("escape").wait_gone("Opdrachten")
    return terminal.press("5").sees("vandaag").press("1").sees("Nog te doen").press("down")


def reversed_cells(terminal: Terminal, sign: str) -> int:
    """How many cells are turned round on the line with this sign."""
    screen = terminal._screen
    for y in range(screen.lines):
        row = [screen.buffer[y][x] for x in range(screen.columns)]
        if sign in "".join(cell.data for cell in row):
            return sum(cell.reverse for cell in row)
    return 0


def test_no_color_means_none_and_the_chosen_row_is_turned_round(environment: dict[str, str]) -> None:
    with started(environment, NO_COLOR="1", COLORTERM="truecolor") as terminal:
        walked(terminal).wait_until(lambda: reversed_cells(terminal, "▸") > 10, "no row is turned round")
        terminal.press("q")
        assert terminal.exit_code() == 0
        used = {number for numbers in looks(terminal.output) for number in numbers}
        assert used <= {
            0,
            1,
            3,
            4,
            7,
            9,
            22,
            23,
            24,
            27,
            29,
        }  # not even the colours that are the terminal's own


def test_the_console_of_linux_gets_sixteen_colours_and_plain_signs(environment: dict[str, str]) -> None:
    with started(environment, TERM="linux") as terminal:
        terminal.sees("> ", seconds=30).press("5").sees("vandaag").press("q")
        assert terminal.exit_code() == 0
        assert all(38 not in numbers and 48 not in numbers for numbers in looks(terminal.output))
        odd = {char for char in terminal.output.decode() if char > "\x7f" and not char.isalpha()}
        assert odd == set()


def test_the_settings_choose_light_colours_and_plain_signs(environment: dict[str, str], school: Path) -> None:
    (school / "ibtui.toml").write_text('kleuren = "licht"\ntekens = "kaal"\n', encoding="utf-8")
    (school / "ibtui.toml").chmod(0o600)
    with started(environment, TERM="xterm-256color") as terminal:
        terminal.sees("Nog te doen", "--------", seconds=30)
        assert "✓" not in "".join(terminal.screen())
        assert b"48;5;231" in terminal.output
        terminal.press("q")
        assert terminal.exit_code() == 0


def test_any_size_at_any_moment_and_nothing_blinks(environment: dict[str, str]) -> None:
    with started(environment, COLORTERM="truecolor") as terminal:
        terminal.sees("Nog te doen", seconds=30)
        for size in ((1, 1), (2, 60), (200, 2), (49, 12), (1, 1)):
            terminal.resize(*size)
        terminal.resize(100, 30).sees("Nog te doen").press("n").sees("leerling(en)").press("tab")
        for size in ((1, 1), (80, 1), (1, 24)):
            terminal.resize(*size)
        terminal.resize(80, 24).sees("leerling(en)").press("escape").sees("Nog te doen")
        terminal.press("a").sees("Groot overleg").type("- tekst").sees("- tekst").press("escape")
        terminal.sees("Nog te doen").press("q")
        assert terminal.exit_code() == 0
        assert b"\x1b[?12h" not in terminal.output  # a terminal's own blinking cursor
        for numbers in looks(_COLOUR.sub(b"", terminal.output)):
            assert 5 not in numbers and 6 not in numbers
