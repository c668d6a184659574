"""Rule O10, on the finished file: what it tells beside its text. And whether everybody can read it."""

import io
import os
import pwd
import zipfile
from collections.abc import Mapping
from datetime import datetime

import pytest

from ibtui.care.findings import Level
from ibtui.documents import inspect
from ibtui.documents.accessibility import contrast_with_white
from ibtui.documents.minutes import build_minutes
from tests.documents.papers import EMPTY, LARGE_MEETING, parts

PAPER = build_minutes(LARGE_MEETING, datetime(2026, 11, 25, 9, 30))
LOGIN = pwd.getpwuid(os.getuid()).pw_name
TEXT = parts(PAPER)["word/document.xml"]
SETTINGS = parts(PAPER)["word/settings.xml"]
CORE = parts(PAPER)["docProps/core.xml"]
RELS = parts(PAPER)["word/_rels/document.xml.rels"]
STYLES = parts(PAPER)["word/styles.xml"]
FOOTER = next(text for name, text in parts(PAPER).items() if "footer" in name and "rels" not in name)
FOOTER_NAME = next(name for name in parts(PAPER) if "word/footer" in name)


def with_parts(changed: Mapping[str, str]) -> bytes:
    """The paper with other parts, or more."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for name, text in {**parts(PAPER), **changed}.items():
            package.writestr(name, text)
    return memory.getvalue()


def run(words: str, settings: str) -> dict[str, str]:
    """The paper with one more paragraph in front, its letters set in a certain way."""
    paragraph = f"<w:p><w:r><w:rPr>{settings}</w:rPr><w:t>{words}</w:t></w:r></w:p>"
    return {"word/document.xml": TEXT.replace("<w:body>", f"<w:body>{paragraph}", 1)}


def front(xml: str) -> dict[str, str]:
    """The paper with something in front."""
    return {"word/document.xml": TEXT.replace("<w:body>", f"<w:body>{xml}", 1)}


TELLING = {
    "a login name": ({"docProps/core.xml": CORE.replace("Intern begeleider, De Wilgenhoek", LOGIN)},
                     "inlognaam"),
    "a library": ({"docProps/core.xml": CORE.replace("Intern begeleider, De Wilgenhoek", "python-docx")}, "inlognaam"),
    "a folder": ({"docProps/core.xml": CORE.replace("Vertrouwelijk", "C:\\Users\\kj\\verslag")}, "map van je computer"),
    "an organisation": (
        {"docProps/app.xml": parts(PAPER)["docProps/app.xml"].replace("</Prop", "<Company>Oud</Company></Prop")},
        "organisatie",
    ),
    "comments": ({"word/comments.xml": "<x/>"}, "opmerkingen"),
    "macros": ({"word/vbaProject.bin": "x"}, "macro's"),
    "another file": ({"word/embeddings/blad.xlsx": "x"}, "ander bestand"),
    "own properties": ({"docProps/custom.xml": "<x/>"}, "eigen gegevens"),
    "own data": ({"customXml/item1.xml": "<x/>"}, "eigen gegevens"),
    "a tracked change": (
        front('<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>'),
        "wijzigingen",
    ),
    "who edited it": ({"word/settings.xml": SETTINGS.replace("<w:zoom", "<w:rsids/><w:zoom")}, "wie eraan werkte"),
    "the place of a template": (
        {"word/settings.xml": SETTINGS.replace("<w:zoom", "<w:attachedTemplate/><w:zoom")}, "sjabloon"),
    "a link out": (
        {"word/_rels/document.xml.rels": RELS.replace(
            "</Rel", '<Relationship Id="x" Type="a/image" Target="http://x.example" TargetMode="External"/></Rel')},
        "buiten het bestand",
    ),
    "hidden letters": (run("geheim", "<w:vanish/>"), "verborgen"),
    "tiny letters": (run("geheim", '<w:sz w:val="2"/>'), "zo klein"),
    "white letters": (run("geheim", '<w:color w:val="ffffff"/>'), "wit"),
    "letters that are almost white": (run("geheim", '<w:color w:val="FEFEFE"/>'), "wit"),
    "letters in the white of the theme": (run("geheim", '<w:color w:val="333333" w:themeColor="background1"/>'), "wit"),
    "white letters on a white ground": (
        run("geheim", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FEFEFE"/>'), "wit"),
    "narrow letters": (run("geheim", '<w:w w:val="1"/>'), "zo smal"),
    "the place of a picture": (
        front('<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
              'wordprocessingDrawing"><wp:docPr id="1" name="C:\\oud\\x.png"/></wp:inline></w:drawing></w:r></w:p>'),
        "naam van een plaatje",
    ),
    "a box with a name": (
        front('<w:sdt><w:sdtPr><w:alias w:val="geheim"/></w:sdtPr><w:sdtContent/></w:sdt>'), "invulvak"),
    "a field": (front('<w:p><w:r><w:instrText> AUTHOR </w:instrText></w:r></w:p>'), "veld"),
    "a plain field": (front('<w:p><w:fldSimple w:instr="PAGE x"/></w:p>'), "veld"),
    "a note in the XML": (front("<!-- geheim -->"), "aantekeningen"),
    "an instruction in the XML": ({"word/settings.xml": SETTINGS.replace("<w:zoom", "<?geheim?><w:zoom")},
                                  "aantekeningen"),
    "a style that hides": (
        {**run("geheim", '<w:rStyle w:val="X"/>'), "word/styles.xml": STYLES.replace(
            "</w:styles>", '<w:style w:type="character" w:styleId="X"><w:name w:val="X"/><w:rPr><w:vanish/></w:rPr>'
            "</w:style></w:styles>")},
        "verborgen",
    ),
    "no document": ({"word/styles.xml": "<x/>"}, "niet na te kijken"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TELLING)
def test_what_the_file_tells_is_found_and_cannot_be_let_through(kind: str) -> None:
    changed, why = TELLING[kind]
    (finding,) = inspect.find(with_parts(changed))
    assert (finding.rule, finding.level, finding.line, finding.fixed) == ("O10", Level.STOPS, 0, True)
    assert why in finding.reason
    assert finding.where == "het bestand"


def test_what_ibtui_makes_tells_nothing() -> None:
    assert inspect.find(PAPER) == ()
    assert inspect.find(build_minutes(EMPTY)) == ()


def test_white_letters_on_a_dark_ground_are_a_design() -> None:
    shaded = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1B4B5A"/>'
    assert inspect.find(with_parts(run("kop", shaded))) == ()
    not_hidden = '<w:vanish w:val="0"/>'
    assert inspect.find(with_parts(run("kop", not_hidden))) == ()


def test_white_letters_in_a_footer_are_only_asked_about() -> None:
    footer = FOOTER.replace("<w:r>", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>', 1)
    found = inspect.find(with_parts({FOOTER_NAME: footer}))
    assert [(finding.level, finding.fixed) for finding in found] == [(Level.ASKS, False)]


def test_any_bytes_will_do() -> None:
    for data in (b"", b"PK", PAPER[:500]):
        assert [finding.level for finding in inspect.find(data)] == [Level.STOPS]


HARD = {
    "no title": ({"docProps/core.xml": CORE.replace("Verslag groot overleg, 24 november 2026", "")}, "geen titel"),
    "another language": ({"word/styles.xml": STYLES.replace('w:lang w:val="nl-NL"', 'w:lang w:val="en-US"')}, "taal"),
    "a gap in the headings": (
        front('<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Vroeg</w:t></w:r></w:p>'),
        "Voor de kop “Vroeg”",
    ),
    "a table without a header row": ({"word/document.xml": TEXT.replace("<w:tblHeader/>", "", 1)}, "kopregel"),
    "cells put together": (
        {"word/document.xml": TEXT.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', 1)}, "samengevoegd"),
    "an empty line": (front("<w:p/>"), "lege regels"),
    "a text box": (front("<w:p><w:r><w:t>x</w:t><w:pict><w:txbxContent/></w:pict></w:r></w:p>"), "tekstvak"),
    "colour alone": (run("rood", '<w:color w:val="C00000"/>'), "alleen door zijn kleur"),
    "too light": ({"word/styles.xml": STYLES.replace('w:val="1B4B5A"', 'w:val="F0C040"')}, "te licht"),
    "a picture nobody describes": (
        front('<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
              'wordprocessingDrawing"><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r></w:p>'),
        "geen beschrijving",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HARD)
def test_what_is_hard_to_read_is_said(kind: str) -> None:
    changed, why = HARD[kind]
    assert any(why in said for said in inspect.accessible(with_parts(changed)))


def test_what_ibtui_makes_everybody_can_read() -> None:
    assert inspect.accessible(PAPER) == ()
    assert inspect.accessible(build_minutes(EMPTY)) == ()


@pytest.mark.parametrize(
    ("colour", "contrast"), [("000000", 21.0), ("FFFFFF", 1.0), ("767676", 4.54), ("rood", 21.0)]
)
def test_contrast(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.01)
