"""The small app on a real terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

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
