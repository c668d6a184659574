"""The bench of starts and of the shell: that it gives figures. How large they are is for `make bench` to say."""

import math
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from bench import apps, part_shell, part_start
from bench.starts import FIGURES, Way, start_and_end


@pytest.mark.terminal
@pytest.mark.slow
@pytest.mark.parametrize("name", ["ibtui", "bare"])
def test_a_start_and_an_end_give_every_figure(name: str, school: Path, tmp_path: Path) -> None:
    way = part_start.ours(school, tmp_path) if name == "ibtui" else part_start.bare(tmp_path)
    found = start_and_end(replace(way, stays=0))
    assert all(math.isfinite(figure) for figure in found.values())
    assert 0 < found["drawn, ms"] <= found["quiet, ms"]
    assert found["PSS, MB"] <= found["RSS, MB"]


@pytest.mark.terminal
def test_a_program_that_ends_by_itself_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="the program has ended"):
        start_and_end(Way(["true"], {"HOME": str(tmp_path)}, ("word",), ("q",)))


@pytest.mark.terminal
def test_a_program_that_does_not_end_in_order_is_not_measured(tmp_path: Path) -> None:
    script = "printf word; read -r _; exit 3"
    with pytest.raises(AssertionError, match="ended with 3"):
        start_and_end(Way(["sh", "-c", script], {"HOME": str(tmp_path)}, ("word",), ("enter",)))


def test_a_quit_of_ours_that_hangs_is_not_left_out() -> None:
    figures = [dict.fromkeys(FIGURES, 10.0), dict.fromkeys(FIGURES, 10.0) | {"quit, ms": math.nan}]
    tries: part_start.Tries = defaultdict(
        list, {name: [figures] for name in (part_start.OURS, part_start.BARE)}
    )
    found = {
        goal.what: goal for goal in part_start._goals(tries, ["posting"]) if goal.against == part_start.BARE
    }
    assert math.isnan(found["quit to prompt, ms"].ratio)
    assert found["start until the week is drawn, ms"].ratio == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["python -c pass", "ibtui --version", "ibtui week", "ibtui notitie"])
def test_each_command_of_the_shell_can_be_timed(name: str, school: Path) -> None:
    clock, _processor = part_shell.once(part_shell.COMMANDS[name], part_shell.environment(school))
    assert clock > 0


def test_a_command_that_fails_is_not_timed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="false ended with 1"):
        part_shell.once(["false"], part_shell.environment(tmp_path))


def test_a_program_that_cannot_be_had_is_named_with_the_reason(tmp_path: Path) -> None:
    none = apps.App("noneditor", ("no-such-program",), (), ())
    newer = apps.App("later", ("{bin}/later",), (), (), ("later",), oldest=(3, 99))
    had, missing = apps.get(tmp_path, [none, newer])
    assert had == []
    assert missing == ["noneditor (not installed)", "later (it needs Python 3.99, which isn't here)"]


def test_settings_that_a_program_needs_are_written_in_its_own_folder(tmp_path: Path) -> None:
    app = apps.App(
        "some",
        ("{bin}/some", "-c", "{folder}/a/b.conf"),
        ("x",),
        ("q",),
        files=(("a/b.conf", "in {folder}"),),
    )
    way = apps.Had(app, Path("/opt/some"), "1.0").way(tmp_path)
    assert list(way.argv) == ["/opt/some/some", "-c", f"{tmp_path}/a/b.conf"]
    assert (tmp_path / "a/b.conf").read_text() == f"in {tmp_path}"
    assert way.env["HOME"] == str(tmp_path)
