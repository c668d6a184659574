"""The school's own Word template: what comes along into a paper, what stays behind, and what is refused."""

import io
import re
import zipfile
from datetime import datetime
from importlib import resources
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from ibtui.documents import inspect, styles, template, word
from ibtui.documents.docx_safe import DOCUMENT, TEMPLATE
from ibtui.documents.minutes import build_minutes
from tests.documents.conftest import ToText
from tests.documents.four_papers import faults
from tests.documents.papers import LARGE_MEETING, body, headings, part, parts, reopen, text_of
from tests.documents.school_templates import (
    FOOTER,
    HEADER,
    NUMBERING,
    STYLES,
    TEXT,
    relations,
    school_template,
)

AT = datetime(2026, 11, 25, 9, 30)
LOGO = (resources.files("ibtui.documents") / "house" / "logo.png").read_bytes()
SCHOOL = school_template()
SAMPLE = template.make()
PAPER = build_minutes(LARGE_MEETING, AT, SCHOOL)
PLAIN = build_minutes(LARGE_MEETING, AT)
PERSONAL = (
    "Bram",
    "Jansen",
    "directie",
    "Oudedorp",
    "kj",
    "Klopt dit",
    "Stichting Oud",
    "00AB12CD",
    "Typ hier",
)
"""What stands in the school's file and is nobody's business."""


def style_names(data: bytes) -> list[str]:
    """The names of the styles of all paragraphs in the text, tables too, in order."""
    known = {
        style.get(qn("w:styleId")): style.find(qn("w:name")).get(qn("w:val"))  # type: ignore[union-attr]
        for style in part(data, "word/styles.xml").findall(qn("w:style"))
    }
    used = part(data, "word/document.xml").iter(qn("w:p"))
    found = [paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for paragraph in used]
    return ["Normal" if style is None else known[style.get(qn("w:val"))] or "" for style in found]


def margins(data: bytes, kind: str) -> list[str]:
    """The text of each header ("header") or footer, by the name of its part."""
    found = sorted(name for name in parts(data) if re.fullmatch(rf"word/{kind}\d*\.xml", name))
    return [text_of(etree.fromstring(parts(data)[name].encode())) for name in found]


def raw_parts(data: bytes) -> dict[str, str]:
    """Every part as text, also those that aren't XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode(errors="replace") for name in package.namelist()}


def is_valid(data: bytes, folder: Path) -> list[str]:
    path = folder / "document.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


class TestSample:
    def test_it_can_be_used_and_says_what_is_still_to_be_filled_in(self) -> None:
        report = template.check(SAMPLE)
        assert (report.refused, report.own) == ("", ())
        assert [sentence.split(".")[0] for sentence in report.lacks] == [
            "Het voorbeeldlogo staat er nog",
            "In de kop- of voettekst staat nog iets tussen haken dat je moet invullen",
        ]

    def test_it_is_a_valid_and_accessible_document_and_always_the_same(self, tmp_path: Path) -> None:
        assert is_valid(SAMPLE, tmp_path) == []
        assert inspect.accessible(SAMPLE) == ()
        assert inspect.find(SAMPLE) == ()
        assert template.make() == SAMPLE

    def test_it_shows_every_style_of_a_paper(self) -> None:
        assert set(style_names(PLAIN)) - set(style_names(SAMPLE)) <= {"Oefenschool"}

    def test_a_paper_made_with_it_is_the_house_style_with_a_logo(self, tmp_path: Path) -> None:
        paper = build_minutes(LARGE_MEETING, AT, SAMPLE)
        assert [text_of(block) for block in body(paper)] == [text_of(block) for block in body(PLAIN)]
        assert style_names(paper) == style_names(PLAIN)
        assert is_valid(paper, tmp_path) == []
        assert (inspect.find(paper), inspect.accessible(paper)) == ((), ())


class TestASchoolsOwn:
    """A file of years ago, from Dutch Word."""

    def test_the_paper_says_the_same_and_is_valid(self, tmp_path: Path) -> None:
        assert [text_of(block) for block in body(PAPER)] == [text_of(block) for block in body(PLAIN)]
        assert headings(reopen(PAPER)) == headings(reopen(PLAIN))
        assert is_valid(PAPER, tmp_path) == []
        assert build_minutes(LARGE_MEETING, AT, SCHOOL) == PAPER

    def test_its_styles_are_found_by_name_and_the_rest_is_added(self) -> None:
        used = part(PAPER, "word/document.xml")
        ids = {style.get(qn("w:val")) for style in used.iter(qn("w:pStyle"))}
        assert {"Kop1", "Titel", "Lijstopsomteken", "Lijstnummering"} <= ids
        assert {"Heading2", "ListBullet2", "Gegeven", "Tabelkop"} <= ids
        assert style_names(PAPER) == style_names(PLAIN)

    def test_a_style_of_its_own_with_one_of_our_ids_does_not_come_in_its_place(self) -> None:
        known = {
            style.get(qn("w:styleId")): etree.tostring(style).decode()
            for style in part(PAPER, "word/styles.xml").findall(qn("w:style"))
        }
        assert 'w:val="Quote"' in known["Quote"]
        assert "Vraag van de week" not in "".join(known.values())

    def test_what_is_added_has_the_letter_and_the_colour_of_the_template(self) -> None:
        added = {
            style.get(qn("w:styleId")): style
            for style in part(PAPER, "word/styles.xml").findall(qn("w:style"))
        }
        heading = etree.tostring(added["Heading2"]).decode()
        assert 'w:val="8A1538"' in heading
        assert 'w:val="Standaard"' in heading  # based on it
        assert styles.ACCENT not in parts(PAPER)["word/styles.xml"]
        assert "Georgia" in parts(PAPER)["word/styles.xml"]

    def test_lists_number_as_the_template_does_and_begin_anew(self) -> None:
        document = word.new_document(SCHOOL)
        word.add_markdown(document, "1. een\n2. twee\n\ntussen\n\n4. vier\n   1. diep")
        data = word.to_bytes(document)
        used = [item.get(qn("w:val")) or "" for item in part(data, "word/document.xml").iter(qn("w:numId"))]
        numbering = part(data, "word/numbering.xml")
        levels, starts = {}, {}
        for num in numbering.findall(qn("w:num")):
            key = num.get(qn("w:numId")) or ""
            levels[key] = next(item.get(qn("w:val")) for item in num.iter(qn("w:abstractNumId")))
            starts[key] = [item.get(qn("w:val")) for item in num.iter(qn("w:startOverride"))]
        assert [starts[number] for number in used] == [["1"], ["1"], ["4"], ["1"]]
        assert [levels[number] == "8" for number in used] == [
            True,
            True,
            True,
            False,
        ]  # theirs; the deep one is ours

    def test_tables_are_as_wide_as_the_page_lets_them(self) -> None:
        assert word.text_width(reopen(PAPER)) == 11906 - 1134 - 1985
        for table in part(PAPER, "word/document.xml").iter(qn("w:tbl")):
            assert sum(int(column.get(qn("w:w")) or 0) for column in table.iter(qn("w:gridCol"))) == 8787

    def test_header_and_footer_come_along_with_our_line_on_every_kind_of_page(self) -> None:
        assert sorted(margins(PAPER, "header")) == [
            "OEFENSCHOOLCBS De Fontein",
            "OEFENSCHOOLCBS De Fontein, met de Bijbel",
        ]
        line = "Vertrouwelijk · Verslag groot overleg · 24 november 2026"
        assert sorted(margins(PAPER, "footer")) == [
            f"{line}Pagina 1 van 1",
            f"{line}Pagina 1 van 1Kerkpad 2, Nieuwedorpwww.fontein.example",
        ]

    def test_nothing_else_comes_along(self) -> None:
        for name, text in parts(PAPER).items():
            assert [word for word in PERSONAL if word in text] == [], name
        assert not [name for name in parts(PAPER) if "comments" in name or "custom" in name]
        assert "External" not in "".join(parts(PAPER).values())
        assert inspect.find(PAPER) == ()

    def test_what_is_kept_of_it_is_without_its_text_too(self) -> None:
        kept = template.emptied(SCHOOL)
        assert not [word for word in PERSONAL for text in parts(kept).values() if word in text]
        assert [text_of(block) for block in body(build_minutes(LARGE_MEETING, AT, kept))] == [
            text_of(block) for block in body(PAPER)
        ]
        assert "Deze stijlen ontbreken" in template.check(kept).lacks[0]

    def test_it_is_said_what_it_lacks(self) -> None:
        report = template.check(SCHOOL)
        assert report.refused == ""
        assert report.lacks == (
            "Deze stijlen ontbreken: Kop 2 en Citaat. ibtui voegt ze toe.",
            "De gewone tekst is 10.5 punt. Maak de stijl Standaard 11 of 12 punt: dat leest beter.",
            "Er staan geen paginanummers. ibtui zet ze onderaan.",
            "De tekst staat in kolommen. ibtui maakt er één van.",
            "Er staan opmerkingen in. Die komen niet in een verslag.",
            "Het sjabloon is beveiligd tegen bewerken. Een verslag is dat niet.",
            "In de kop- of voettekst staan nog wijzigingen. ibtui neemt ze over.",
            "In de kop- of voettekst staat verborgen tekst. Die komt niet in een verslag.",
            "Koppelingen in de kop- of voettekst worden gewone tekst.",
            "De taal staat niet op Nederlands. ibtui zet dat in elk verslag goed.",
            "Een plaatje in de koptekst heeft geen beschrijving (alternatieve tekst).",
        )
        assert "Gegeven" in report.own

    @pytest.mark.word
    def test_libreoffice_shows_it_whole(self, to_text: ToText) -> None:
        text = to_text(PAPER)
        pages = text.count("\f")
        assert pages > 1
        assert [f"Pagina {number} van {pages}" in text for number in range(1, pages + 1)] == [True] * pages
        assert text.count("CBS De Fontein") == pages
        assert "directie" not in text


class TestOtherTemplates:
    def test_a_word_template_becomes_a_document(self) -> None:
        data = school_template(main="template.main")
        assert TEMPLATE in parts(data)["[Content_Types].xml"]
        made = parts(build_minutes(LARGE_MEETING, AT, data))["[Content_Types].xml"]
        assert (TEMPLATE in made, DOCUMENT in made) == (False, True)

    def test_page_numbers_of_its_own_are_enough(self) -> None:
        number = (
            '<w:p><w:r><w:t>blz. </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            "</w:p>"
        )
        own = {"word/footer1.xml": FOOTER.replace("</w:ftr>", f"{number}</w:ftr>"),
               "word/document.xml": TEXT.replace("<w:titlePg/>", "")}  # fmt: skip
        assert not [said for said in template.check(school_template(own)).lacks if "paginanummers" in said]
        footers = margins(build_minutes(LARGE_MEETING, AT, school_template(own)), "footer")
        assert [("Pagina" in text, "blz. 1" in text) for text in footers] == [(False, True)]

    def test_of_more_sections_the_first_page_counts(self) -> None:
        first = re.search(r"<w:sectPr.*?</w:sectPr>", TEXT, re.DOTALL)
        assert first is not None
        page = first[0]
        lying = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="500" w:right="500"/></w:sectPr>'
        text = TEXT.replace(page, f"<w:p><w:pPr>{page}</w:pPr></w:p>{lying}")
        data = school_template({"word/document.xml": text})
        assert word.text_width(word.new_document(data)) == 8787
        assert "OEFENSCHOOLCBS De Fontein" in margins(build_minutes(LARGE_MEETING, AT, data), "header")
        assert any("meer secties" in said for said in template.check(data).lacks)

    def test_plain_text_is_found_where_no_style_is_marked_as_the_plain_one(self) -> None:
        """LibreOffice writes such files."""
        unmarked = STYLES.replace('w:type="paragraph" w:default="1"', 'w:type="paragraph"')
        data = school_template({"word/styles.xml": unmarked})
        assert template.check(data).refused == ""
        made = part(build_minutes(LARGE_MEETING, AT, data), "word/styles.xml").findall(qn("w:style"))
        plain = [style for style in made if style.get(qn("w:styleId")) == "Standaard"]
        assert [style.get(qn("w:default")) for style in plain] == ["1"]

    def test_without_any_style_it_is_the_house_style(self) -> None:
        bare = STYLES.split("<w:docDefaults>", 1)[0] + "</w:styles>"
        data = school_template({"word/styles.xml": bare})
        assert style_names(build_minutes(LARGE_MEETING, AT, data)) == style_names(PLAIN)
        assert "De gewone tekst is 10 punt" in " ".join(template.check(data).lacks)

    def test_a_page_without_a_size_gets_ours(self) -> None:
        text = re.sub(r"<w:sectPr.*</w:sectPr>", "", TEXT, flags=re.DOTALL)
        assert word.text_width(word.new_document(school_template({"word/document.xml": text}))) == 9298

    def test_without_any_list_or_header_of_its_own(self, tmp_path: Path) -> None:
        text = re.sub(r"<w:(header|footer)Reference[^>]*/>", "", TEXT)
        bare = re.sub(
            r'<w:style w:type="paragraph" w:styleId="Lijst.*?</w:style>', "", STYLES, flags=re.DOTALL
        )
        rels = parts(SCHOOL)["word/_rels/document.xml.rels"]
        rels = re.sub(r'<Relationship Id="rId(2|10|11|12)".*?/>', "", rels)
        types = re.sub(r'<Override PartName="/word/(numbering|header\d|footer1).*?/>', "",
                       parts(SCHOOL)["[Content_Types].xml"])  # fmt: skip
        gone = [name for name in parts(SCHOOL) if re.search(r"numbering|header|footer", name)]
        data = school_template(
            {
                "word/document.xml": text,
                "word/styles.xml": bare,
                "word/_rels/document.xml.rels": rels,
                "[Content_Types].xml": types,
                **dict.fromkeys(gone),
            }
        )
        report = template.check(data)
        assert report.refused == ""
        assert "Er is geen logo. Zet het in de koptekst, dan staat het op elke bladzijde." in report.lacks
        paper = build_minutes(LARGE_MEETING, AT, data)
        assert is_valid(paper, tmp_path) == []
        assert style_names(paper) == style_names(PLAIN)

    def test_a_bullet_style_without_bullets_gets_them(self) -> None:
        bare = STYLES.replace('<w:numPr><w:numId w:val="4"/></w:numPr>', "")
        data = school_template({"word/styles.xml": bare})
        assert any("heeft geen teken" in said for said in template.check(data).lacks)
        made = {style.get(qn("w:styleId")): style for style in
                part(build_minutes(LARGE_MEETING, AT, data), "word/styles.xml").findall(qn("w:style"))}  # fmt: skip
        assert made["Lijstopsomteken"].find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None

    def test_white_letters_in_a_header_are_asked_about(self) -> None:
        white = HEADER.replace("<w:b/>", '<w:b/><w:color w:val="FFFFFF"/>')
        report = template.check(school_template({"word/header1.xml": white}))
        assert report.refused == ""
        assert any("wit" in said for said in report.lacks)

    def test_a_picture_in_the_text_is_said(self) -> None:
        drawing = "<w:p><w:r><w:pict/></w:r></w:p><w:p><w:r><w:t>Typ hier"
        text = TEXT.replace("<w:p><w:r><w:t>Typ hier", drawing)
        lacks = template.check(school_template({"word/document.xml": text})).lacks
        assert any("In de tekst staat een plaatje" in said for said in lacks)


def _with(name: str, old: str, new: str) -> bytes:
    text = parts(SCHOOL)[name]
    assert old in text
    return school_template({name: text.replace(old, new)})


def _run(xml: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr>{xml}</w:r>"


def _field(code: str, shown: str) -> str:
    """A field as Word writes it, its code cut in two."""
    marks = {kind: _run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")}
    codes = "".join(_run(f"<w:instrText>{piece}</w:instrText>") for piece in (code[:3], code[3:]))
    return marks["begin"] + codes + marks["separate"] + _run(f"<w:t>{shown}</w:t>") + marks["end"]


def _footer(xml: str) -> dict[str, str | bytes | None]:
    return {"word/footer1.xml": FOOTER.replace("</w:ftr>", f"<w:p>{xml}</w:p></w:ftr>")}


_BOX = (
    '<w:sdt><w:sdtPr><w:alias w:val="Naam van Zwaan"/><w:tag w:val="Zwaan"/></w:sdtPr>'
    f"<w:sdtContent>{_run('<w:t>Bovenbouw</w:t>')}</w:sdtContent></w:sdt>"
)
_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="StijlZwaan"><w:name w:val="Stijl van Zwaan"/>'
    '<w:aliases w:val="Zwaan"/><w:basedOn w:val="BasisZwaan"/></w:style><w:style w:type="paragraph" '
    'w:customStyle="1" w:styleId="BasisZwaan"><w:name w:val="Basis van Zwaan"/><w:rPr><w:i/></w:rPr></w:style>'
    "</w:styles>"
)
_PICTURE = HEADER.replace('name="Afbeelding 7"', 'name="C:\\Users\\kj\\Zwaan.png" descr="Logo van de school"')

CARRIED: dict[str, dict[str, str | bytes | None]] = {
    "the name of a picture": {"word/header1.xml": _PICTURE.replace('"logo.png"', '"Zwaan.png" descr="Zwaan"')},
    "a picture described by its file": {"word/header1.xml": _PICTURE.replace("Logo van de school", "D:\\Zwaan.png")},
    "the name of a box to fill in": _footer(_BOX),
    "a note in the XML": {"word/styles.xml": STYLES.replace("<w:docD", "<!-- Zwaan --><?x Zwaan?><w:docD"),
                          "word/footer1.xml": FOOTER.replace("<w:p>", "<!-- Zwaan --><w:p>")},
    "a note before the XML": {"word/footer1.xml": FOOTER.replace("<w:ftr", "<!-- Zwaan --><?x Zwaan?><w:ftr", 1)},
    "both ends of a choice": _footer(_field(' IF 1 = 2 "Zwaan" "niets" ', "niets")),
    "a choice by a page": _footer(_field(f' IF {_field(" PAGE ", "1")} = 2 "Zwaan" ', "Zwaan")),
    "the name of an author": _footer(_field(" AUTHOR ", "Zwaan")),
    "a plain field": _footer(f'<w:fldSimple w:instr=" AUTHOR Zwaan ">{_run("<w:t>Zwaan</w:t>")}</w:fldSimple>'),
    "words behind a page number": _footer(_field(' PAGE "Zwaan" ', "Zwaan")),
    "the name of a style": {"word/styles.xml": STYLES.replace("</w:styles>", _STYLE)},
    "the name of a style in use": {"word/styles.xml": STYLES.replace("</w:styles>", _STYLE),
                                   "word/footer1.xml": FOOTER.replace('"Voettekst"', '"StijlZwaan"')},
    "the name of a file inside": {
        "word/media/logo.png": None, "word/media/Zwaan.png": LOGO,
        **{f"word/_rels/header{number}.xml.rels": relations(("image", "media/Zwaan.png", False)) for number in (1, 2)},
    },
}  # fmt: skip


class TestNothingUnseenComesAlong:
    @pytest.mark.parametrize("what", CARRIED)
    def test_it_is_in_no_part_of_a_paper_nor_of_what_is_kept(self, what: str) -> None:
        data = school_template(CARRIED[what])
        assert template.check(data).refused == ""
        paper = build_minutes(LARGE_MEETING, AT, data)
        for made in (paper, template.emptied(data)):
            told = {
                name: text for name, text in raw_parts(made).items() if "Zwaan" in name or "Zwaan" in text
            }
            assert told == {}
        assert faults(paper) == []
        assert inspect.find(paper) == ()

    def test_what_is_seen_stays(self) -> None:
        fields = _field(" PAGE \\* MERGEFORMAT ", "3") + _field(' HYPERLINK "http://x.example" ', "x.example")
        data = school_template({**_footer(_BOX + fields), "word/header1.xml": _PICTURE})
        paper = build_minutes(LARGE_MEETING, AT, data)
        assert any(text.endswith("Bovenbouw1x.example") for text in margins(paper, "footer"))
        assert "PAGE \\* MERGEFORMAT" in parts(paper)["word/footer1.xml"]
        assert 'descr="Logo van de school"' in parts(paper)["word/header1.xml"]
        assert inspect.find(paper) == ()

    def test_a_style_in_use_keeps_its_looks(self) -> None:
        paper = build_minutes(LARGE_MEETING, AT, school_template(CARRIED["the name of a style in use"]))
        known = {
            style.get(qn("w:styleId")): style
            for style in part(paper, "word/styles.xml").findall(qn("w:style"))
        }
        used = {item.get(qn("w:val")) or "" for item in part(paper, "word/footer1.xml").iter(qn("w:pStyle"))}
        (own,) = used - {"Voettekst"}
        base = known[own].find(qn("w:basedOn"))
        assert base is not None
        assert known[base.get(qn("w:val"))].find(f"{qn('w:rPr')}/{qn('w:i')}") is not None

    def test_it_is_said_that_fields_stay_behind(self) -> None:
        report = template.check(school_template(CARRIED["the name of an author"]))
        assert (
            "In de kop- of voettekst staan velden die Word invult. Alleen paginanummers komen mee."
            in report.lacks
        )

    def test_what_is_printed_on_every_paper_is_known(self) -> None:
        split = "".join(_run(f"<w:t>{piece}</w:t>") for piece in ("Verslag over Zw", "aan"))
        data = school_template({**_footer(split), "word/header1.xml": _PICTURE})
        assert template.check(data).words == (
            "Logo van de school",
            "CBS De Fontein",
            "Kerkpad 2, Nieuwedorp www.fontein.example",
            "Verslag over Zwaan",
            "CBS De Fontein, met de Bijbel",
        )


REFUSED = {
    "no file at all": (b"", "geen Word-document"),
    "a PDF": (b"%PDF-1.7", "geen Word-document"),
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Word-document"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "wachtwoord",
    ),
    "half a file": (SCHOOL[: len(SCHOOL) // 2], "beschadigd"),
    "another zip": (school_template({"[Content_Types].xml": None}), "geen Word-document"),
    "a sheet": (school_template(main="spreadsheetml.sheet.main"), "geen Word-document"),
    "macros": (school_template({"word/vbaProject.bin": b"x"}), "macro's"),
    "a .docm": (school_template(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro's"),
    "a .dotm": (school_template(main="application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "macro's"),
    "a picture from elsewhere": (
        school_template({"word/_rels/header1.xml.rels": relations(("image", "http://x.example/p.png", True))}),
        "van buiten",
    ),
    "a file in the footer": (
        school_template({"word/_rels/footer1.xml.rels": relations(("oleObject", "media/logo.png", False))}),
        "ander bestand",
    ),
    "a field that fetches": (
        _with("word/footer1.xml", "</w:ftr>", '<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p></w:ftr>'),
        "ophaalt",
    ),
    "a bomb": (
        school_template({"word/header1.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + HEADER.split("?>", 1)[1]}),
        "niet in een Word-document hoort",
    ),
    "a strict one": (
        school_template({"word/document.xml": '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
        "Strict",
    ),
    "too big": (school_template({"word/media/x.bin": bytes(51 * 1024 * 1024)}), "te groot"),
    "too narrow": (_with("word/document.xml", 'w:right="1134"', 'w:right="6000"'), "10 cm"),
    "broken XML": (school_template({"word/styles.xml": STYLES[:-20]}), "beschadigd"),
    "a part that isn't there": (
        _with("word/_rels/document.xml.rels", "numbering.xml", "weg.xml"), "geen verslag mee te maken"),
}  # fmt: skip


class TestRefused:
    @pytest.mark.parametrize("kind", REFUSED)
    def test_it_says_why_and_what_to_do(self, kind: str) -> None:
        data, why = REFUSED[kind]
        report = template.check(data)
        assert why in report.refused
        assert report.refused.endswith(".")
        assert report.lacks == ()

    @given(st.binary(max_size=300), st.integers(0, len(SAMPLE) - 1))
    @settings(max_examples=40)
    def test_any_bytes_get_an_answer(self, noise: bytes, place: int) -> None:
        template.check(b"PK\x03\x04" + noise)
        template.check(SAMPLE[:place] + noise[:3] + SAMPLE[place + 3 :])

    def test_a_list_that_points_nowhere_is_mended(self) -> None:
        data = school_template({"word/numbering.xml": NUMBERING.replace('w:val="7"', 'w:val="99"')})
        assert template.check(data).refused == ""
