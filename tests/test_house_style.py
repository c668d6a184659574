"""The style of the school's papers: its own when that can be used, and never a paper that can't be made."""

import os
from pathlib import Path

import pytest

from ibtui import house_style
from ibtui.care.findings import ChildName, ContactData, Known, Level, Reader
from ibtui.documents.template import make
from ibtui.settings import Home
from tests.documents.school_templates import FOOTER, school_template


def a_home(folder: Path) -> Home:
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


def put(home: Home, data: bytes) -> None:
    home.template.parent.mkdir(exist_ok=True)
    home.template.write_bytes(data)


def test_without_a_template_it_is_that_of_ibtui(tmp_path: Path) -> None:
    assert house_style.read(a_home(tmp_path)) == house_style.HouseStyle(None, "")


def test_the_template_has_a_folder_of_its_own(tmp_path: Path) -> None:
    assert a_home(tmp_path).template == tmp_path / "sjabloon" / "verslag.docx"


def test_a_good_template_is_used(tmp_path: Path) -> None:
    put(a_home(tmp_path), make())
    assert house_style.read(a_home(tmp_path)) == house_style.HouseStyle(make(), "")


def test_a_bad_one_gives_the_style_of_ibtui_and_says_why(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    put(home, b"kapot")
    style = house_style.read(home)
    assert style.data is None
    assert style.problem == (
        "Je Word-sjabloon is niet te gebruiken. Dit is geen Word-document. Open het in Word en kies Opslaan als: "
        "Word-document (.docx). Het verslag krijgt nu de stijl van ibtui."
    )


def test_what_is_no_file_never_stops_a_paper(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    home.template.mkdir(parents=True)
    assert "niet te gebruiken" in house_style.read(home).problem
    home.template.rmdir()
    os.mkfifo(home.template)  # must be refused, not waited for
    assert "geen gewoon bestand" in house_style.read(home).problem
    home.template.unlink()
    put(home, b"PK")
    os.truncate(home.template, house_style.MOST_BYTES + 1)
    assert "te groot" in house_style.read(home).problem


KNOWN = Known(
    (ChildName(1, "Roos", "van", "Dijk", own=True), ChildName(2, "Sam", "de", "Boer")),
    contacts=(ContactData(9, "moeder Anna", "06 12345678"),),
)


def found(*words: str) -> list[tuple[str, str, Level]]:
    """What is found in these words of a template, for the parents of Roos."""
    findings = house_style.find(words, "CBS De Boer", Reader("ouders", (9, 8)), KNOWN)
    assert {one.where for one in findings} <= {"kop of voet van het Word-sjabloon"}
    return [(one.rule, one.text, one.level) for one in findings]


_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    "xml",
    [
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps"><w:t>x</w:t></mc:Choice>'
        "<mc:Fallback><w:t>Sam</w:t></mc:Fallback></mc:AlternateContent>",
        "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>Sam</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>x</w:t></w:r></w:rubyBase></w:ruby>",
    ],
    ids=["choice", "ruby"],
)
def test_words_side_by_side_in_one_paragraph_are_not_glued(tmp_path: Path, xml: str) -> None:
    home = a_home(tmp_path)
    footer = FOOTER.replace("</w:ftr>", f"<w:p><w:r><w:t>bij</w:t></w:r><w:r>{xml}</w:r></w:p></w:ftr>")
    put(home, school_template({"word/footer1.xml": footer}))
    style = house_style.read(home)
    assert style.problem == ""
    assert ("O1", "Sam") in [(rule, text) for rule, text, _level in found(*style.words)]


def test_what_a_template_prints_is_looked_through_as_the_text_is() -> None:
    assert found("Verslag over Sam de Boer, bsn 123456782") == [
        ("O1", "Sam de Boer", Level.STOPS),
        ("O3", "123456782", Level.STOPS),
    ]
    assert found("Bel 06 12345678") == [("O4", "06 12345678", Level.STOPS)]


def test_what_a_school_prints_of_itself_is_no_secret() -> None:
    assert found("CBS De Boer", "Kerkpad 2, 1234 AB Nieuwedorp, 06 87654321, info@deboer.example") == []
    assert found("Verslag over Roos") == []


def test_the_style_says_what_it_prints(tmp_path: Path) -> None:
    put(a_home(tmp_path), make())
    assert house_style.read(a_home(tmp_path)).words == (
        "Logo van de school: zet hier je eigen plaatje neer",
        "[Naam van de school] · [straat en plaats] · [telefoon] Pagina 1 van 1",
    )
