"""A real SSH server on this machine with settings, keys and a port of its own, and somebody who logs in there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults import processes, sshd
from ibtui.practice.make import PRACTICE_PASSPHRASE
from tests.support import unmet
from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))


@dataclass(frozen=True)
class Login:
    """`login("putty")`: logs in with her key from a terminal of that kind and starts ibtui on her school."""

    server: sshd.Server
    school: Path

    def __call__(self, kind: str = "xterm-256color", size: tuple[int, int] = (80, 24)) -> Terminal:
        """The server hands on the kind of terminal and nothing else of her own machine, its language neither."""
        there = {
            "HOME": str(self.school),
            "IBTUI_HOME": str(self.school),
            "IBTUI_SCHOOL": "eerste",
            "IBTUI_PASSPHRASE_FILE": str(self.school / "wachtwoord"),
            "IBTUI_EXPORTS": str(self.documents),
        }
        return Terminal(self.server.client([IBTUI], there), {"TERM": kind}, size)

    @property
    def documents(self) -> Path:
        return self.school / "documenten"

    def wait_until_nothing_runs(self) -> None:
        """Until no program has this school open."""
        end = time.monotonic() + 10
        while left := processes.of_school(self.school):
            assert time.monotonic() < end, f"ibtui goes on after the line is gone: {left}"
            time.sleep(0.01)  # there is nothing to wait on for the end of another's child


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sshd.Server]:
    """One server for all these tests."""
    try:
        with sshd.server(tmp_path_factory.mktemp("ssh") / "sshd") as running:
            yield running
    except sshd.NoServer as error:
        unmet(f"an SSH server ({error})")


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice school, made once, with its passphrase beside it."""
    folder = tmp_path_factory.mktemp("oefenschool") / "school"
    make = [IBTUI, "demo", "--map", str(folder), "--alleen-maken"]
    subprocess.run(make, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    secret = folder / "wachtwoord"
    secret.touch(mode=0o600)
    secret.write_text(PRACTICE_PASSPHRASE)
    return folder


@pytest.fixture
def login(server: sshd.Server, practice: Path, tmp_path: Path) -> Login:
    """Somebody with a school of her own on the server."""
    folder = tmp_path / "school"
    shutil.copytree(practice, folder)
    return Login(server, folder)
