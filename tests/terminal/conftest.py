"""The small app on a real terminal."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ibtui import practice, settings
from ibtui.store import database
from tests.terminal.driver import Terminal

ROOT = Path(__file__).resolve().parents[2]
SmallApp = Callable[..., Terminal]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Where the small app saves its text."""
    return tmp_path / "bewaard.txt"


@pytest.fixture
def small_app(saved: Path) -> Iterator[SmallApp]:
    """Start the small app in a mode: `small_app("crash")`. It is ended after the test."""
    with ExitStack() as stack:

        def start(mode: str = "", *, ignore_hangup: bool = False) -> Terminal:
            argv: list[str | Path] = [sys.executable, Path(__file__).with_name("small_app.py"), mode, saved]
            env = {"PYTHONPATH": str(ROOT)}
            return stack.enter_context(Terminal(argv, env, ignore_hangup=ignore_hangup))

        yield start


@pytest.fixture(scope="session")
def practice_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice school with its passphrase in a file, made once. Who writes in it takes a copy."""
    folder = tmp_path_factory.mktemp("oefenen") / "school"
    practice.make(settings.home({"IBTUI_HOME": str(folder)}), dt.date.today())
    database.close_store()
    secret = folder / "wachtwoord"
    secret.touch(mode=0o600)
    secret.write_text("oefenen\n")
    return folder
