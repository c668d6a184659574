"""Inside tmux: leave it running, come back in a window of another size, and go on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ssh.conftest import IBTUI
from tests.support import need
from tests.terminal.driver import Terminal

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


@dataclass(frozen=True)
class Tmux:
    """A tmux server of its own, without anybody's settings, in a school's folder."""

    program: str
    school: Path

    def __call__(self, *words: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        """Run a tmux command in a terminal."""
        env = {
            "HOME": str(self.school),
            "TMUX_TMPDIR": str(self.school),
            "IBTUI_HOME": str(self.school),
            "IBTUI_SCHOOL": "eerste",
            "IBTUI_PASSPHRASE_FILE": str(self.school / "wachtwoord"),
        }
        return Terminal([self.program, "-f", "/dev/null", *words], env, size)

    def end(self) -> None:
        """End the server, and with it what runs there."""
        env = {"TMUX_TMPDIR": str(self.school)}
        subprocess.run([self.program, "kill-server"], env=env, check=False, capture_output=True)


@pytest.fixture
def tmux(login: object, tmp_path: Path) -> Iterator[Tmux]:
    """`login` has put a school there."""
    running = Tmux(need("tmux"), tmp_path / "school")
    yield running
    running.end()


def test_she_leaves_it_running_and_comes_back_in_another_window(tmux: Tmux) -> None:
    with tmux("new-session", IBTUI) as at_school:
        at_school.sees("Nog te doen", seconds=60).press("a").sees("## Wat gaat er goed", "bewaard")
        at_school.press("down")
        at_school.type("- dit schreef ze op school").sees("- dit schreef ze op school", "bewaard")
        at_school.press("ctrl+b", "d")  # leave it running
        assert at_school.exit_code() == 0
    with tmux("attach-session", size=(120, 40)) as at_home:
        at_home.sees("- dit schreef ze op school", "Esc terug").type(" en dit thuis").sees(
            "en dit thuis", "bewaard"
        )
        at_home.resize(60, 16).sees("en dit thuis").resize(80, 24).sees(
            "- dit schreef ze op school en dit thuis"
        )
        at_home.press("esc-byte").sees("Nog te doen").press("q")
        assert at_home.exit_code() == 0
