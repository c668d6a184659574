"""How a table finds room."""

import pytest

from ibtui.shell.output import Column, print_table

WHO: Column[tuple[str, str]] = Column("wie", lambda row: row[0], least=6)
WHAT: Column[tuple[str, str]] = Column("wat", lambda row: row[1], least=12, wraps=True)
ROWS = [("Kinderfysiotherapie Beweegplezier", "belt de ouders over het gesprek van vrijdag")]


def lines(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    *columns: Column[tuple[str, str]],
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    print_table("Titel", columns, ROWS, "leeg")
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()[1:]]


def test_with_room_nothing_is_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(capsys, monkeypatch, 100, WHO, WHAT)[2:] == ["  ".join(ROWS[0])]


def test_what_may_be_cut_is_cut_and_what_wraps_keeps_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(capsys, monkeypatch, 32, WHO, WHAT)[2:] == [
        "Kinderfysio…  belt de ouders",
        "              over het gesprek",
        "              van vrijdag",
    ]


def test_an_extra_column_comes_only_where_there_is_room(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extra: Column[tuple[str, str]] = Column("plaats", lambda row: "ib-kamer", extra=True)
    assert lines(capsys, monkeypatch, 20, WHO, extra, WHAT)[0].split() == ["wie", "wat"]
    assert lines(capsys, monkeypatch, 90, WHO, extra, WHAT)[0].split() == ["wie", "plaats", "wat"]


def test_a_word_that_is_too_wide_is_broken_and_nothing_of_it_is_lost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wide: Column[tuple[str, str]] = Column(
        "wat", lambda _row: "zo 日本語日本語日本語 en ik", least=8, wraps=True
    )
    found = lines(capsys, monkeypatch, 8, wide)[2:]
    assert found == ["zo", "日本語日", "本語日本", "語 en ik"]


@pytest.mark.parametrize("width", [1, 2, 5, 9])
def test_in_a_sliver_of_a_terminal_it_still_ends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    assert len(lines(capsys, monkeypatch, width, WHO, WHAT)) > 2
