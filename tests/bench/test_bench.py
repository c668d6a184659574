"""The bench itself: that it gives figures. How large they are is for `make bench` to say, on a quiet machine."""

import math
from pathlib import Path

import pytest

from bench import part_calendar, part_privacy, part_word, report
from bench.figures import Ratio, Section, Table, number, percentile, ratio_rows
from bench.part_typing import Amounts
from bench.texts import keystrokes, minutes_text
from ibtui import settings
from ibtui.care.minutes import Mark, mark_of
from ibtui.documents.minutes import build_minutes
from ibtui.secret import Secret
from ibtui.store import database, home

SMALL = Amounts(rounds=1, keys=18, lines=(10,))


def test_the_text_is_minutes_with_at_most_thirty_promises() -> None:
    marks = [mark_of(line) for line in minutes_text(3000).split("\n")]
    assert len(marks) == 3000
    assert marks.count(Mark.ACTION) == 30
    assert marks.count(Mark.POINT) == 30


def test_what_is_typed_is_the_same_for_every_program() -> None:
    assert keystrokes(150, seed=3) == keystrokes(150, seed=3) != keystrokes(150, seed=4)
    assert [place for place, key in enumerate(keystrokes(130, 1, enter_every=60)) if key == "\n"] == [59, 119]


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 3.0
    assert percentile(list(range(100)), 0.95) == 95
    assert math.isnan(percentile([], 0.5))


def test_a_ratio_that_misses_its_goal_is_called_so() -> None:
    head, good, bad = ratio_rows([Ratio("a", 12, 10, 1.3), Ratio("b", 14, 10, 1.3)])
    assert (good[-1], bad[-1]) == ("met", "MISSED")
    assert len(head) == len(good)


def test_numbers_have_about_three_figures() -> None:
    assert [number(value) for value in (0.0028, 0.314, 7.61, 84.26, 4990.2, math.nan)] == [
        "0.003",
        "0.31",
        "7.6",
        "84.3",
        "4,990",
        "–",
    ]


def test_the_report_names_what_is_missing(tmp_path: Path) -> None:
    section = Section("Typing", "How.", [Table("T", [["a", "b"], ["1", "2"]])], missing=["nano"])
    text = report.write([section], tmp_path / "R.md")
    assert "Not on this machine, so not measured: nano." in text
    assert "| a | b |" in text
    assert (tmp_path / "R.md").read_text() == text


def test_parts_that_were_not_run_stay_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "R.md"
    one, other = (Section(name, "About.", [Table("A", [["x"], [name]])]) for name in ("One", "Other"))
    report.write([one, other], path)
    text = report.write([Section("Other", "Measured again.")], path)
    assert text.count("\n## ") == 3, "the goals, and these two"
    assert "| One |" in text
    assert "Measured again." in text
    assert "| Other |" not in text


def test_the_check_is_measured_per_rule_and_in_all() -> None:
    section = part_privacy.run(SMALL)
    head, *rows = next(table for table in section.tables if "sentences" in table.title).rows
    assert rows[0][0] == "O1"
    assert rows[-1][0] == "all"
    assert all(len(row) == len(head) for row in rows)
    assert [row[0] for row in section.tables[-1].rows] == ["lines", "10"]


def test_the_copy_in_word_has_the_same_paragraphs_as_that_of_the_other() -> None:
    content = part_word.content_of(build_minutes(part_word.five_pages()))
    again = part_word.content_of(part_word.plain(content))
    assert [block if isinstance(block, list) else block[1] for block in again] == [
        block if isinstance(block, list) else block[1] for block in content
    ]


@pytest.mark.terminal
@pytest.mark.slow
def test_opening_the_calendar_gives_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_calendar, "_AGAIN", 1)
    monkeypatch.setattr(part_calendar, "_SETTLED", 0.3)
    monkeypatch.setattr(part_calendar, "_QUIET", 0.3)
    found = part_calendar.opening(part_calendar.make(tmp_path / "school", 3), tmp_path / "try")
    assert 0 < found.again < 10_000
    assert 0 < found.first < 10_000


def test_each_group_of_the_calendars_bench_has_twenty_steps(tmp_path: Path) -> None:
    home.create_home(
        settings.home({"IBTUI_HOME": str(tmp_path)}), Secret("oefenen"), label="bench", invented=True
    )
    try:
        assert part_calendar.fill(3) == 60
    finally:
        database.close_store()
