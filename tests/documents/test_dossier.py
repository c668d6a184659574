"""The file of one child as a Word document, and the list that school checks it with, read back."""

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from ibtui.care.dossier import CLOSES, OPENS, Dossier, Entry, Guardian, Part, PartKind
from ibtui.care.dossier_marks import ToCheck
from ibtui.care.findings import Known
from ibtui.documents import inspect
from ibtui.documents.accessibility import accessible
from ibtui.documents.dossier import DossierPaper, build_dossier
from ibtui.documents.dossier_check import build_check
from tests.documents.conftest import ToText
from tests.documents.papers import headings, parts, reopen
from tests.documents.school_templates import school_template

AT = datetime(2026, 11, 24, 10, 42)
HOSTILE = "\x1b]0;x\x07<b>*vet*</b> \u202e[link](http://x) | \ud800 " + "lang" * 60
NAMED = f"Ruzie met **{OPENS}Sam Hof{CLOSES}** en {OPENS}Noa{CLOSES}."


def a_file(text: str = NAMED, other: str = "niets") -> Dossier:
    every = tuple(Part(kind, text, "Thuis" if kind is not PartKind.HEAD else "") for kind in PartKind)
    return Dossier(
        pupil_id=1,
        name="Roos van Dijk",
        group="groep 3/4/5",
        guardians=(Guardian("Fleur van Dijk", "moeder", "ja"), Guardian("Karim Bos", "vader", "nee")),
        entries=(
            Entry(date(2025, 9, 1), "zorg", "Zorg: lezen", (Part(PartKind.FACT, other, "Kort"),)),
            Entry(date(2026, 11, 3), "gesprek", "Oudergesprek", every),
            Entry(date(2026, 11, 3), "niveau", "Ondersteuningsniveau 3"),
        ),
        private_notes=2,
        private_lines=1,
        look_at=("3-11-2026: mag dit mee?",),
        known=Known(),
    )


PAPER = DossierPaper(
    "OEFENSCHOOL De Wilgenhoek",
    True,
    a_file(),
    "moeder Fleur van Dijk",
    date(2026, 11, 24),
    date(2026, 12, 22),
)
TO_CHECK = (
    ToCheck("3-11-2026, Oudergesprek", "O1", "Sam Hof", "De naam van een ander kind.", NAMED),
    ToCheck("4-11-2026, Telefoon", "O1", "Sam Hof", "De naam van een ander kind.", NAMED),
    ToCheck("4-11-2026, Telefoon", "O7", "lui", "Dit is een oordeel.", "hij is lui"),
)
EMPTY = dataclasses.replace(PAPER, dossier=dataclasses.replace(a_file(), entries=(), look_at=()), asked_by="")
HIDDEN = build_dossier(dataclasses.replace(PAPER, hide=True), AT)
COPY, CHECK = build_dossier(PAPER, AT), build_check(PAPER, TO_CHECK, AT)
ALL = {
    "copy": COPY,
    "check": CHECK,
    "without names": HIDDEN,
    "empty copy": build_dossier(EMPTY, AT),
    "empty check": build_check(EMPTY, (), AT),
    "hostile": build_dossier(
        dataclasses.replace(PAPER, dossier=a_file(HOSTILE, HOSTILE), asked_by=HOSTILE), AT
    ),
}


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in reopen(data).paragraphs)


@pytest.mark.parametrize("name", ALL)
def test_each_is_valid_and_can_be_read_aloud(name: str, tmp_path: Path) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(ALL[name])
    assert [str(finding) for finding in OpenXmlValidator().validate(path).errors] == []
    assert accessible(ALL[name]) == ()


def test_in_the_style_of_a_school_too(tmp_path: Path) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(build_dossier(PAPER, AT, school_template()))
    assert [str(finding) for finding in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.parametrize("name", ["copy", "check", "without names", "empty copy", "empty check"])
def test_the_file_tells_nothing_beside_its_text(name: str) -> None:
    assert inspect.find(ALL[name]) == ()


def test_by_year_and_then_by_day() -> None:
    assert [(level, text) for level, text in headings(reopen(COPY)) if text[:1].isdigit()] == [
        (1, "2025"),
        (2, "1 september · Zorg: lezen"),
        (1, "2026"),
        (2, "3 november · Oudergesprek"),
        (2, "3 november · Ondersteuningsniveau 3"),
    ]


def test_the_first_page_says_what_it_holds_and_what_it_doesnt() -> None:
    text = text_of(COPY)
    assert "Gevraagd door\tmoeder Fleur van Dijk" in text
    assert "Geven uiterlijk\tdinsdag 22 december 2026" in text
    assert "Ouders\tFleur van Dijk (moeder, heeft gezag); Karim Bos (vader, heeft geen gezag)" in text
    assert "Er staan in: 1 gesprek, 1 zorg en 1 niveau." in text
    assert "2 aantekeningen en 1 losse regel in een verslag" in text
    assert "OEFENSCHOOL: alles in dit stuk is verzonnen." in text


def named_runs(data: bytes) -> list[str]:
    found = []
    for paragraph in reopen(data).paragraphs:
        runs = [run for run in paragraph.runs if run.underline]
        assert all(run.bold for run in runs)
        found += ["".join(run.text for run in runs)] if runs else []
    return found


def test_names_of_others_stand_out_without_colour() -> None:
    found = named_runs(COPY)
    assert found[0] == "[zo]"
    assert set(found[1:]) == {"[Sam Hof][Noa]"}
    assert len(found) == 1 + len(PartKind)
    assert "Ruzie met [Sam Hof] en [Noa]." in text_of(COPY)


def test_names_can_be_left_out() -> None:
    everything = "".join(parts(HIDDEN).values())
    assert "Sam" not in everything
    assert "Noa" not in everything
    assert "Ruzie met [naam weggelaten] en [naam weggelaten]." in text_of(HIDDEN)


@pytest.mark.parametrize("name", ALL)
def test_no_sign_of_ours_is_left(name: str) -> None:
    everything = "".join(parts(ALL[name]).values())
    assert OPENS not in everything
    assert CLOSES not in everything


def test_the_list_says_what_to_look_at_and_that_it_stays() -> None:
    text = text_of(CHECK)
    assert "Alleen voor school. Geef dit blad niet mee." in text
    assert "3-11-2026: mag dit mee?" in text
    rows = [[cell.text for cell in row.cells] for table in reopen(CHECK).tables for row in table.rows]
    assert ["Sam Hof", "3-11-2026, Oudergesprek; 4-11-2026, Telefoon", "De naam van een ander kind."] in rows
    assert ["lui", "4-11-2026, Telefoon: oordeel", "Dit is een oordeel."] in rows


def test_the_name_of_the_child_stays_out_of_the_properties() -> None:
    core = reopen(COPY).core_properties
    assert (core.title, core.subject) == ("Kopie van het leerlingdossier", "Vertrouwelijk")


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert build_dossier(PAPER, AT) == COPY


def test_it_opens_in_another_program(to_text: ToText) -> None:
    text = to_text(COPY)
    assert "[Sam Hof]" in text
    assert "Pagina 1 van 3" in text or "Pagina 1 van 2" in text


def test_the_first_page_tells_when_the_child_was_born_and_what_isnt_in_it(to_text: ToText) -> None:
    file = dataclasses.replace(a_file(), born=date(2018, 3, 9), left_on=date(2026, 7, 17))
    text = to_text(build_dossier(dataclasses.replace(PAPER, dossier=file), AT))
    words = " ".join(text.split())
    for part in ("9 maart 2018", "17 juli 2026", "of over een hele groep", "Autoriteit Persoonsgegevens"):
        assert part in words


def test_words_of_the_trade_are_told_at_the_end() -> None:
    file = a_file(other="De TLV is aangevraagd")
    found = headings(reopen(build_dossier(dataclasses.replace(PAPER, dossier=file), AT)))
    assert "Woordenlijst" in str(found[-1])


def test_with_two_parents_school_looks_at_what_is_about_one_of_them(to_text: ToText) -> None:
    assert "Er is meer dan één ouder" in " ".join(to_text(CHECK).split())


def test_nothing_was_written_on_a_day_that_has_to_come(to_text: ToText) -> None:
    planned = Entry(date(2027, 1, 5), "gesprek", "Oudergesprek", ())
    file = dataclasses.replace(a_file(), entries=(*a_file().entries, planned))
    words = " ".join(to_text(build_dossier(dataclasses.replace(PAPER, dossier=file), AT)).split())
    assert "tot en met dinsdag 24 november 2026" in words
    assert "Er staan in: 2 gesprekken, 1 zorg en 1 niveau." in words
