"""The words of the export screen, without a screen."""

import datetime as dt

import pytest

from ibtui.care.copying import LeftOut
from ibtui.care.findings import Finding, Level
from ibtui.screens import export_memory
from ibtui.screens.export_lines import stays_behind
from ibtui.screens.export_pane import excerpt
from ibtui.screens.paper_lines import paper_rows
from ibtui.store.exports import ExportRow, Recipient
from ibtui.widgets.rows import Row

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (LeftOut(0, (), ()), ""),
        (LeftOut(1, (), ()), "1 privéregel blijft hier."),
        (LeftOut(2, ("Meldcode",), ()), "2 privéregels en het kopje Meldcode blijven hier."),
        (LeftOut(0, (), ("Thuis",)), "het punt Thuis blijft hier."),
        (LeftOut(0, ("A", "B"), ("C",)), "de kopjes A en B en het punt C blijven hier."),
    ],
)
def test_it_is_said_what_stays_behind(left_out: LeftOut, words: str) -> None:
    assert stays_behind(left_out) == words


@pytest.mark.parametrize(
    ("around", "start", "end"),
    [
        ("hij is lui", "“hij is lui", "lui”"),
        ("lui " + "is hij niet " * 9, "“lui is", "…”"),
        ("is hij niet " * 9 + "lui", "“…", "niet lui”"),
        ("is hij niet " * 9 + "lui" + " in de klas" * 9, "“…", "…”"),
        ("", "“lui”", "“lui”"),
    ],
)
def test_a_long_line_is_cut_around_the_words_that_were_found(around: str, start: str, end: str) -> None:
    finding = Finding("O7", Level.ASKS, 3, 1, "lui", "Een oordeel.", around=around)
    drawn = excerpt(finding, 44)
    words = "".join(part.text for part in drawn)
    assert words.startswith(start) and words.endswith(end)
    assert len(words) <= 44
    assert [part.text for part in drawn if part.look == "accent"] == ["lui"]


def test_the_last_reasons_are_offered_first_and_only_a_few() -> None:
    export_memory.forget()
    for reason in ("a", "b", "c", "d", "e", "b"):
        export_memory.gave(reason)
    assert export_memory.reasons() == ("b", "e", "d", "c")
    export_memory.forget()
    assert export_memory.reasons() == ()


def paper(number: int) -> ExportRow:
    return ExportRow(
        id=number,
        conversation_id=1,
        minutes_id=1,
        audience="ouders",
        recipients="",
        edition=2,
        file_name="x.docx",
        who="ib",
        at=dt.datetime(2026, 11, 24, 13, 2),
        status="vastgesteld",
        people=(Recipient(1, "Anna van Dijk"), Recipient(2, "Piet de Boer", "heeft hem al", got=False)),
    )


def text(row: Row) -> str:
    return "\n".join("".join(part.text for part in line).rstrip() for line in row.lines)


def test_a_paper_of_a_pupil_says_who_got_what_when_and_which_version() -> None:
    found = paper_rows([paper(1)], TODAY, 75)
    first, second = text(found[-1]).split("\n")
    assert first.split("  ")[0] == "di 24 nov 13:02"
    assert "ouderkopie" in first and "Anna van Dijk" in first and first.endswith("v2 vastgesteld")
    assert second.strip() == "niet voor Piet de Boer: heeft hem al"


def test_many_papers_are_counted() -> None:
    found = paper_rows([paper(number) for number in range(9)], TODAY, 75)
    assert text(found[-1]).strip() == "en 3 eerder: ibtui exports --leerling"
    assert paper_rows([], TODAY, 75) == []
