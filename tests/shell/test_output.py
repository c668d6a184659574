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
