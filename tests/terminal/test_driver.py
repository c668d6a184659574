"""The driver itself: a flow reads like a user's script, and a failure shows the screen."""

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import SmallApp
from tests.terminal.driver import Terminal, _whole_characters, encode


def test_a_flow_reads_like_a_users_script(small_app: SmallApp) -> None:
    term = small_app()
    term.sees("kleine app").type("Zoë 🙂 oké").sees("Zoë", "getypt: 9").press("backspace").sees("getypt: 8")
    term.press("enter", "left", "x").sees("getypt: 10").press("ctrl+q")
    assert term.exit_code() == 0


def test_a_text_that_does_not_come_fails_with_the_screen(small_app: SmallApp) -> None:
    term = small_app().sees("kleine app")
    with pytest.raises(AssertionError, match=r"'verslag' doesn't appear within 0\.1 s(.|\n)*kleine app"):
        term.wait_for("verslag", seconds=0.1)
    with pytest.raises(AssertionError, match="'kleine app' doesn't go away"):
        term.wait_gone("kleine app", seconds=0.1)


def test_waiting_stops_when_the_program_ends() -> None:
    with (
        Terminal([sys.executable, "-c", "print('klaar')"]) as term,
        pytest.raises(AssertionError, match=r"the program has ended(.|\n)*klaar"),
    ):
        term.sees("nooit")


def test_the_size_is_there_from_the_start_and_follows(small_app: SmallApp) -> None:
    code = (
        "import os, signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGWINCH]); "
        "print(os.get_terminal_size()); signal.sigwait([signal.SIGWINCH]); print('nu', os.get_terminal_size())"
    )
    with Terminal([sys.executable, "-c", code], size=(100, 30)) as term:
        term.sees("columns=100, lines=30").resize(40, 10).sees("nu os.terminal_size(")
        assert len(term.screen()) == 10


def test_a_program_that_ends_and_one_that_is_killed() -> None:
    with Terminal([sys.executable, "-c", "raise SystemExit(7)"]) as term:
        assert term.exit_code() == 7
    with Terminal(["sleep", "60"]) as term:
        assert term.signal(signal.SIGKILL).exit_code() == -signal.SIGKILL


def test_a_program_that_is_not_there() -> None:
    with Terminal(["/geen/programma"]) as term:
        assert term.sees("can't start").exit_code() == 127


def test_nothing_of_the_developers_environment_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IBTUI_HOME", "/elders")
    with Terminal(["env"], {"EIGEN": "ja"}) as term:
        term.sees("EIGEN=ja", "TERM=xterm-256color").exit_code()
        assert "elders" not in "\n".join(term.screen())


def test_no_sequence_of_textual_leaves_rubbish(small_app: SmallApp) -> None:
    term = small_app().sees("kleine app").type("a").sees("getypt: 1")
    shown = [line for line in term.screen() if line]
    assert shown[0] == "kleine app"
    assert shown[-1] == "getypt: 1"
    term.press("ctrl+q").exit_code()
    assert [line for line in term.screen() if line] == []
    assert term.after_the_app() == ""


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_output_may_come_in_any_pieces(step: int, tmp_path: Path) -> None:
    whole = "\x1b[?1049h\x1b[>25u\x1b[?2026$p\x1b]0;titel\x07\x1b[31mZoë\x1b[0m 🙂\x1b[<u\x1bP+q\x1b\\ é."
    with Terminal(["true"]) as term:
        term.exit_code()
        raw = whole.encode()
        for start in range(0, len(raw), step):
            term._draw(raw[start : start + step])
        assert term.screen()[0] == "Zoë 🙂 é."


def test_half_a_character_waits_for_its_other_half() -> None:
    assert _whole_characters("aé".encode()) == 3
    assert _whole_characters("aé".encode()[:2]) == 1
    assert _whole_characters("🙂".encode()[:3]) == 0
    assert _whole_characters(b"") == 0
    assert _whole_characters(b"\x80\x80\x80\x80\x80") == 5


def test_keys_by_name() -> None:
    assert [encode(key) for key in ("a", "é", "ctrl+s", "alt+x", "enter")] == [
        "a",
        "é",
        "\x13",
        "\x1bx",
        "\r",
    ]
    with pytest.raises(ValueError, match="unknown key"):
        encode("entr")
