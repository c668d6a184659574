"""The size of the terminal is what Textual would find, found with less."""

import sys
from pathlib import Path

import pytest
from textual.drivers.linux_driver import LinuxDriver

from ibtui.terminal.driver import IbDriver
from tests.terminal.conftest import ROOT
from tests.terminal.driver import Terminal


@pytest.mark.parametrize("columns", ["", "0", "100", "veel"])
@pytest.mark.parametrize("lines", ["", "33", "-1"])
def test_it_is_what_textual_finds(monkeypatch: pytest.MonkeyPatch, columns: str, lines: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    ours = object.__new__(IbDriver)._get_terminal_size()
    theirs = LinuxDriver._get_terminal_size(object.__new__(IbDriver))
    if lines == "-1":  # Textual takes it, and draws nothing
        assert ours[0] == theirs[0]
        assert ours[1] > 0
    else:
        assert ours == theirs


@pytest.mark.parametrize("becomes", [["100"], ["0", "0", "60", "100"]], ids=["at the start", "later"])
def test_the_last_size_counts_when_it_comes_while_the_one_before_is_looked_up(becomes: list[str]) -> None:
    argv = [sys.executable, str(Path(__file__).with_name("size_app.py")), *becomes]
    with Terminal(argv, {"PYTHONPATH": str(ROOT)}) as term:
        if becomes[0] == "0":
            term.sees("80 breed").resize(70, 24)
        term.sees("100 breed")
