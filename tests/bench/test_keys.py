"""The parts of the bench that press keys, or press none: that they give figures. How large is for `make bench`."""

import math
import sys
from pathlib import Path

import pytest

from bench import part_idle, part_moving, part_screens, part_typing, typing_tries
from bench.figures import Figures, Table, beside, by_program, p50_p95
from bench.part_typing import LARGE, SMALL, Amounts
from bench.peers import here
from bench.program import Program

ONE: list[Figures] = [{"bytes per key": 10, "nothing": 0}, {"bytes per key": 30, "nothing": 0}]
OTHER: list[Figures] = [{"bytes per key": 100, "nothing": 0}, {"bytes per key": 200, "nothing": 0}]


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Type faster and wait less than a bench whose figures count."""
    monkeypatch.setattr(typing_tries, "RATE", 100.0)
    monkeypatch.setattr(typing_tries, "_QUIET", 0.1)
    monkeypatch.setattr(part_screens, "_SCREENS", {"2": "Zorgen", "1": "Week"})
    monkeypatch.setattr(part_screens, "_QUIET", 0.4)
    monkeypatch.setattr(part_moving, "_SETTLED", 0.1)


def test_a_row_has_the_medians_and_the_ratio_of_each_round() -> None:
    found = beside("typing", ONE, OTHER, "bytes per key", goal=0.1, against="other")
    assert (found.ours, found.theirs, found.spread) == (20, 150, (0.1, 0.15))
    assert not found.met


def test_what_was_nothing_has_no_ratio() -> None:
    assert math.isnan(beside("typing", ONE, OTHER, "nothing", goal=1, against="other").ratio)


def test_a_table_has_a_line_for_each_program() -> None:
    assert by_program("Typing", {"one": ONE, "other": OTHER}) == Table(
        "Typing",
        [["program", "bytes per key", "nothing"], ["one", "20.0", "0.00"], ["other", "150", "0.00"]],
    )


def test_a_key_that_nobody_saw_is_not_left_out_of_the_slowest() -> None:
    assert p50_p95([0.01] * 19 + [math.nan]) == (10, 10)
    assert all(math.isnan(each) for each in p50_p95([0.01] * 18 + [math.nan] * 2))


def test_the_processor_that_a_thread_used_counts_when_it_has_ended(tmp_path: Path) -> None:
    script = tmp_path / "worked.py"
    script.write_text(
        "import threading, time\n"
        "def work():\n"
        "    while time.thread_time() < 0.1: pass\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()\n"
        "print('ready', flush=True); time.sleep(60)\n"
    )
    with Program([sys.executable, "-S", script]) as program:
        assert program.sees("ready").cpu() >= 0.1


def test_a_key_is_answered_when_the_screen_looks_as_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.program._ANSWERS_WITHIN", 0.3)
    script = tmp_path / "answers.sh"
    script.write_text(
        'stty raw -echo; printf ready; head -c1 >/dev/null; printf "\\033[7mx"; printf "\\033[0m"\nhead -c2 >/dev/null'
    )
    with Program(["sh", script]) as program:
        drawn, silent = program.sees("ready").answers(["a", "b"], quiet=0.1)
    assert drawn.seconds > 0
    assert drawn.written == len("\033[7mx\033[0m")
    assert math.isnan(silent.seconds)
    assert silent.written == 0


@pytest.mark.terminal
@pytest.mark.slow
@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("name", ["ibtui", "vim"])
def test_typing_gives_figures_for_each_program(name: str, tmp_path: Path) -> None:
    if not here(name):
        pytest.skip(f"{name} is not on this machine")
    amounts = Amounts(rounds=1, keys=14, lines=(10,))
    assert part_typing.cases(amounts) == [(10, SMALL), (10, LARGE)]
    place = part_typing.prepare(tmp_path, [name], amounts)[10]
    found = part_typing.one_try(name, place, LARGE, 1, amounts.keys)
    assert found["keys not seen"] == 0
    assert found["bytes per key"] > 0
    assert math.isfinite(found["key to screen p95, ms"])


@pytest.mark.terminal
@pytest.mark.slow
@pytest.mark.usefixtures("hurry")
def test_a_list_answers_an_arrow(school: Path) -> None:
    for found in part_moving.one_try(part_moving.PROGRAMS["ibtui"], school, 3).values():
        assert all(answer.written > 0 and answer.seconds > 0 for answer in found)


@pytest.mark.terminal
@pytest.mark.slow
@pytest.mark.usefixtures("hurry")
def test_switching_and_searching_give_figures(school: Path) -> None:
    for figures in part_screens.one_try(school, 1, ("m",)).values():
        assert 0 < figures["p95, ms"] < 60_000


@pytest.mark.terminal
@pytest.mark.slow
def test_a_program_that_does_nothing_is_watched(tmp_path: Path) -> None:
    with part_idle.STARTS["bare TextArea"](tmp_path) as program:
        ((name, (figures,)),) = part_idle.watched({"bare": program}, 1, seconds=0.2, settled=0.1).items()
    assert name == "bare"
    assert figures["bytes"] == 0
    assert math.isfinite(figures["wake-ups"])
