"""The size of the terminal is what Textual would find, found with less."""

import pytest
from textual.drivers.linux_driver import LinuxDriver

from ibtui.terminal.driver import IbDriver


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
