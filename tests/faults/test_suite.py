"""The fault suite itself: it reads the screen rightly, and it can fail."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from faults import kill, report
from faults.afterwards import Found
from faults.result import Result, p95, spread
from faults.text import START, arrived, shown, typed_text
from faults.watched import FAILED, NOT_YET, SAVED, Trace, state

TEXT = typed_text(6)
ROWS = ["bewaard", "## Gesprek"]


def test_every_beginning_of_the_text_can_be_told_from_every_other() -> None:
    for count in range(len(TEXT)):
        assert arrived(START + TEXT[:count], TEXT) == count
        rows = [*ROWS, *(f" {line}  " for line in TEXT[:count].split("\n"))]
        assert shown(rows, TEXT) == len(TEXT[:count].rstrip())


@pytest.mark.parametrize("saved", ["", START[:-2], START + "x", START + TEXT[:30] + "x", TEXT])
def test_another_text_than_was_typed_is_noticed(saved: str) -> None:
    assert arrived(saved, TEXT) is None


def test_what_the_top_line_says_about_saving() -> None:
    assert state(" Verslag         bewaard 13:24:07") == SAVED
    assert state(" Verslag         bewaart 13:24:07") == NOT_YET
    assert state(" Verslag            ! NIET BEWAARD") == FAILED
    assert state(" Week               za 21 nov") == ""


def _trace(keys: int, kept: int) -> Trace:
    """One key each tenth of a second from 0; all that is kept was so at once."""
    return Trace([number / 10 for number in range(keys)], kept=[(keys / 10, kept)])


def test_an_acknowledged_character_that_is_missing_is_a_failure() -> None:
    outcome = kill.compare("x", _trace(20, 20), Found(START + kill.TEXT[:19]), 2.0)
    assert "1 acknowledged characters are missing" in outcome.wrong[0]
    assert kill.judge("x", [outcome])[0].broken


def test_typing_that_is_lost_or_not_acknowledged_in_time_is_a_failure() -> None:
    found = Found(START + kill.TEXT[:15])
    lost, late = kill.compare("x", _trace(20, 15), found, 2.7).wrong
    assert lost == "1.200 s of typing is lost (5 characters)"
    assert late == "1.200 s of typing was not acknowledged when it was killed"
    assert kill.compare("x", _trace(20, 18), Found(START + kill.TEXT[:19]), 2.0).wrong == ()


def test_what_is_saved_needs_no_word_while_keys_come() -> None:
    found = Found(START + kill.TEXT[:20])
    assert kill.compare("x", _trace(20, 5), found, 2.0).wrong == ()
    assert kill.compare("x", _trace(20, 5), found, 2.9).wrong != ()


def test_an_unsound_database_is_a_failure() -> None:
    found = Found(START + kill.TEXT[:20], wrong=("integrity_check: no",))
    assert kill.compare("x", _trace(20, 20), found, 2.0).wrong == ("integrity_check: no",)


def test_the_report_calls_shown_only_what_was_tried_and_held(tmp_path: Path) -> None:
    results = [
        Result("one", runs=3),
        Result("two", runs=3, failures=["run 1: it broke"]),
        Result("three", impossible="there is no loop device"),
    ]
    text = report.write(tmp_path / "REPORT.md", {"kill": results}, 1.0, "everything")
    assert "1 shown, 1 broken, 1 not shown" in text
    assert "**BROKEN** · two." in text
    assert "FAILURE run 1: it broke" in text
    assert "Could not be tried here: there is no loop device." in text
    assert [result.shown for result in results] == [True, False, False]


def test_a_run_of_one_part_leaves_what_the_report_says_of_others(tmp_path: Path) -> None:
    path = tmp_path / "REPORT.md"
    report.write(path, {"kill": [Result("one", runs=3)], "log": [Result("two", runs=1)]}, 1.0, "everything")
    text = report.write(path, {"log": [Result("two", runs=9), Result("three", runs=1)]}, 1.0, "log")
    assert "3 shown, 0 broken" in text
    assert "- 3 runs, 0 failures." in text
    assert "- 9 runs" in text
    assert "- 1 runs" in text
    assert text.count("## log") == 1
    assert "asked for: everything" in text
    assert "asked for: log" in text


def test_a_spread_says_p95_and_the_most() -> None:
    numbers = [number / 100 for number in range(100)]
    random.Random(1).shuffle(numbers)
    assert p95(numbers) == 0.95
    assert spread("lost", numbers) == "lost: p95 0.950 s, at most 0.990 s"
    assert spread("lost", []) == "lost: nothing was measured"
