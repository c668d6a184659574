"""How a document that lies in a folder is described."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from ibtui.lying import LyingFile, State
from ibtui.screens.copy_lines import copy_lines, copy_rows, summary_rows
from ibtui.store.exports import ExportRow, Recipient

TODAY = dt.date(2026, 11, 24)
ROW = ExportRow(
    id=1,
    conversation_id=1,
    minutes_id=1,
    audience="ouders",
    recipients="de ouders",
    edition=1,
    file_name="x.docx",
    who="ib",
    at=dt.datetime(2026, 11, 12, 9, 5),
    people=(Recipient(1, "Anna van Dijk"), Recipient(2, "Piet de Boer")),
)


def file(state: State, *, replaced: bool = False) -> LyingFile:
    return LyingFile(replace(ROW, replaced=replaced), Path("/map/x.docx"), state, 12)


def told(file: LyingFile) -> str:
    return "\n".join("".join(part.text for part in line) for line in copy_lines(file, TODAY, 100))


def test_it_says_for_whom_it_is_and_what_can_be_done() -> None:
    text = told(file(State.LYING))
    assert "voor Anna van Dijk en Piet de Boer" in text
    assert "Del  hem wissen" in text


def test_of_a_link_only_the_link_can_go() -> None:
    text = told(file(State.LINK))
    assert "Hier ligt nu een verwijzing" in text
    assert "Del  de verwijzing weghalen" in text
    (row,) = copy_rows([file(State.LINK)], 80)
    assert "! 12 d, verwijzing" in row.lines[0][-1].text
    assert "1 verwijzing" in "".join(part.text for part in summary_rows([file(State.LINK)])[0].lines[0])


def test_of_one_with_a_newer_document_in_its_place() -> None:
    assert "Deze kopie was al weg: er is later een nieuwe gemaakt" in told(file(State.GONE, replaced=True))
    assert "Ligt er niet meer" in told(file(State.GONE))


def test_of_a_folder_that_is_away_nothing_can_be_taken_off_the_list() -> None:
    assert "Del" not in told(file(State.AWAY))
