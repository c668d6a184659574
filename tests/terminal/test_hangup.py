"""A dropped line or a kill loses nothing and leaves nothing behind."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import SmallApp

PROMISED = 10  # seconds; the app itself gives up on a polite end after 4


def test_sigterm_saves_and_leaves_the_terminal_in_order(small_app: SmallApp, saved: Path) -> None:
    term = small_app().sees("kleine app").type("bijna vergeten").sees("getypt: 14")
    assert term.signal(signal.SIGTERM).exit_code(PROMISED) == 128 + signal.SIGTERM
    assert saved.read_text() == "bijna vergeten\n"
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[<u"):
        assert restored in term.output
    assert term.after_the_app() == ""


def test_a_dropped_line(small_app: SmallApp, saved: Path) -> None:
    term = small_app().sees("kleine app").type("bijna vergeten").sees("getypt: 14")
    assert term.hang_up().exit_code(PROMISED) == 128 + signal.SIGHUP
    assert saved.read_text() == "bijna vergeten\n"


def test_a_dropped_line_where_sighup_is_ignored(small_app: SmallApp, saved: Path) -> None:
    term = small_app(ignore_hangup=True).sees("kleine app").type("onder nohup").sees("getypt: 11")
    assert term.hang_up().exit_code(PROMISED) == 128 + signal.SIGHUP
    assert saved.read_text() == "onder nohup\n"


def test_two_signals_save_once(small_app: SmallApp, saved: Path) -> None:
    term = small_app().sees("kleine app").type("a").sees("getypt: 1")
    term.signal(signal.SIGTERM)
    os.kill(term.pid, signal.SIGHUP)
    assert term.exit_code(PROMISED) in {128 + signal.SIGTERM, 128 + signal.SIGHUP}
    assert saved.read_text() == "a\n"


@pytest.mark.parametrize("how", ["hang up", "terminate"])
def test_a_frozen_client_keeps_no_process(small_app: SmallApp, saved: Path, how: str) -> None:
    """Nobody reads the terminal, so the app is stuck in a write when the signal comes."""
    term = small_app("flood").sees("x" * 40)
    wait_until_stuck(term.pid)
    number = signal.SIGHUP if how == "hang up" else signal.SIGTERM
    term = term.hang_up() if how == "hang up" else term.signal(number)
    assert term.exit_code(PROMISED, reading=False) == 128 + number
    assert saved.read_text() == "\n"


def wait_until_stuck(pid: int) -> None:
    """Wait until the main thread, which draws each 5 ms, has not run for half a second."""
    deadline = time.monotonic() + 20
    before, same = "", 0
    while same < 10:
        assert time.monotonic() < deadline, "the app never got stuck"
        time.sleep(0.05)
        now = Path(f"/proc/{pid}/task/{pid}/status").read_text().partition("voluntary_ctxt_switches")[2]
        same = same + 1 if now == before else 0
        before = now


def test_a_save_that_fails_is_said(small_app: SmallApp) -> None:
    term = small_app("full-disk").sees("kleine app")
    assert term.signal(signal.SIGTERM).exit_code(PROMISED) == 128 + signal.SIGTERM
    assert "De schijf is vol. Maak ruimte vrij." in term.after_the_app()


def test_a_signal_that_another_thread_got_wakes_the_main_thread(small_app: SmallApp) -> None:
    """The system gives it to any thread; Python handles it in the main one, when that wakes up."""
    term = small_app("signal-elsewhere").sees("kleine app")
    term.press("f1").sees("gehoord")
