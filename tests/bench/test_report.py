"""The goals of the bench: kept over runs, told apart, in the report and in the README."""

import math
import tomllib
from pathlib import Path

from bench import goals, report
from bench.__main__ import PARTS, part
from bench.figures import Ratio, Section, Table

NAN = math.nan
START = Ratio("start, ms", 300.0, 250.0, 1.25, (1.1, 1.3), "a bare app")
SLOWER = Ratio("start, ms", 300.0, 400.0, 1 / 1.5, (0.7, 0.8), "posting")
MISSING = Ratio("start, ms", 300.0, NAN, 1 / 1.5, against="dooit")
SEARCH = Ratio("search, p95, ms", 21.0, 1, 30, (19.0, 24.0))


def section(title: str, *found: Ratio) -> Section:
    """A part that found this."""
    return Section(title, "How.", [Table("T", [["a"], ["1"]])], goals=list(found))


def lines(text: str, word: str) -> list[str]:
    """The rows of tables with this word."""
    return [line for line in text.splitlines() if line.startswith("|") and word in line]


def test_the_goals_of_every_part_are_one_table_at_the_top_of_the_report(tmp_path: Path) -> None:
    text = report.write([section("One", START, SLOWER), section("Two", SEARCH)], tmp_path / "R.md", rounds=5)
    assert text.index("## The goals") < text.index("## One") < text.index("## Two")
    assert lines(text, "bare app") == [
        "| start, ms | a bare app | 300 | 250 | 1.20 | 1.10 - 1.30 | <= 1.25 | met |"
    ]
    assert lines(text, "posting") == [
        "| start, ms | posting | 300 | 400 | 0.75 | 0.70 - 0.80 | <= 1/1.5 | MISSED |"
    ]
    assert lines(text, "search") == ["| search, p95, ms | – | 21.0 | – | – | 19.0 - 24.0 | <= 30 | met |"]
    assert "5 rounds" in text


def test_what_could_not_be_measured_is_neither_met_nor_missed(tmp_path: Path) -> None:
    text = report.write([section("One", MISSING)], tmp_path / "R.md")
    assert lines(text, "dooit") == ["| start, ms | dooit | 300 | – | – | – | <= 1/1.5 | not measured |"]


def test_the_goals_of_a_part_that_was_not_run_stay(tmp_path: Path) -> None:
    path = tmp_path / "R.md"
    report.write([section("One", START), section("Two", SEARCH)], path)
    text = report.write([section("Two")], path)
    assert lines(text, "bare app")
    assert not lines(text, "search")
    assert text.count("## The goals") == 1


def test_a_whole_run_keeps_nothing_of_former_ones(tmp_path: Path) -> None:
    path = tmp_path / "R.md"
    report.write([section("Gone", START)], path)
    text = report.write([section("Two", SEARCH)], path, whole=True)
    assert "Gone" not in text
    assert not lines(text, "bare app")


def test_each_goal_that_is_missed_has_its_reason_or_says_that_none_is_known(tmp_path: Path) -> None:
    why = tmp_path / "why.toml"
    why.write_text('["One"]\n"start, ms, against posting" = "It waits."\n', encoding="utf-8")
    late = Ratio("quit, ms", 90.0, 100.0, 0.25, against="a bare app")
    kept = [goals.Found("One", "2026-11-22", "abc", 5, (START, SLOWER, MISSING, late))]
    assert goals.missed(kept, why) == [
        "One: start, ms (against posting): It waits.",
        "One: start, ms (against dooit): it couldn't be measured; its part says what is missing.",
        "One: quit, ms (against a bare app): why isn't known yet.",
    ]


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = [goals.Found("One", "2026-11-22", "abc", 5, (START, SEARCH))]
    goals.save(kept, tmp_path / "results.json")
    assert goals.load(tmp_path / "results.json") == kept
    assert goals.load(tmp_path / "nothing.json") == []


def test_the_readme_shows_of_alike_goals_the_worst() -> None:
    alike = [
        Ratio(f"{size}: bytes", ours, 1000.0, 0.1, against="TextArea")
        for size, ours in (("a", 90), ("b", 120))
    ]
    kept = [goals.Found("Typing", "2026-11-22", "abc", 5, (*alike, SEARCH, MISSING, SLOWER))]
    assert goals.short_table(kept).splitlines()[2:] == [
        "| Typing: bytes | TextArea | 0.12× | ≤ 1/10× | MISSED |",
        "| Typing: search, p95, ms | – | 21.0 | ≤ 30 | met |",
        "| Typing: start, ms (1 not measured) | dooit, posting | 0.75× | ≤ 1/1.5× | MISSED |",
    ]


def test_every_part_of_the_bench_has_a_title_of_its_own_and_a_way_to_run() -> None:
    titles = [part(name).TITLE for name in PARTS]
    assert len(set(titles)) == len(titles)
    assert all(callable(part(name).run) for name in PARTS)


def test_a_reason_is_given_for_a_part_that_there_is() -> None:
    titles = {part(name).TITLE for name in PARTS}
    assert set(tomllib.loads(goals.WHY.read_text(encoding="utf-8"))) <= titles
