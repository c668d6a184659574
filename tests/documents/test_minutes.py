"""The Word document of a conversation, read back."""

import dataclasses
import getpass
import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from ibtui.care.paper import Decision, Paragraph, Section
from ibtui.care.text import clean
from ibtui.documents import word
from ibtui.documents.minutes import build_minutes
from tests.documents.conftest import ToText
from tests.documents.papers import (
    EMPTY,
    LARGE_MEETING,
    body,
    headings,
    part,
    parts,
    reopen,
    text_of,
    with_texts,
)

AT = datetime(2026, 11, 25, 9, 30)
ROSE = build_minutes(LARGE_MEETING, AT)

HOSTILE = (
    "[bold]x[/] [@click=app.quit]y[/]",
    "<b>vet</b> & <w:p/> ]]> <!-- -->",
    "\x1b]0;titel\x07 \x00 \x0b \x9b31m",
    "\u202eomgekeerd\u202c \u200f",
    "\ud800 \ufffe \uffff \U0001ffff",
    "e\u0301 👩‍👩‍👧 Zoë",
    "**open `half [a](b ![",
    "1. \n- \n> \n# \n---\n***",
    "\r\n\r\n\t",
    "",
    "   ",
    "a" * 5000,
)


class TestOrder:
    def test_the_headings_follow_the_order_of_a_large_meeting(self) -> None:
        assert headings(reopen(ROSE)) == [
            (0, "Verslag groot overleg"),
            (1, "Aanwezig"),
            (2, "Niet aanwezig"),
            (1, "Waarom zaten we bij elkaar"),
            (1, "Wat gaat er goed"),
            (1, "Wat vindt Roos zelf"),
            (1, "Wat ziet de school"),
            (1, "Wat willen we bereiken"),
            (1, "Besluiten"),
            (1, "Afspraken"),
            (1, "Informatie delen"),
            (1, "Volgend overleg"),
            (1, "Uw reactie"),
            (1, "Voor gezien"),
        ]

    def test_the_first_page_says_for_whom_it_is_and_what_it_is_about(self) -> None:
        first = [paragraph.text for paragraph in reopen(ROSE).paragraphs[:14]]
        assert first == [
            "OEFENSCHOOL: alles in dit verslag is verzonnen.",
            "De Wilgenhoek",
            "Verslag groot overleg",
            "Ouderkopie · Vertrouwelijk – bestemd voor de ouders van Roos van Dijk",
            "Leerling\tRoos van Dijk",
            "Groep\t3/4/5",
            "Datum gesprek\tdinsdag 24 november 2026",
            "Tijd\t13:00 uur",
            "Plaats\tkamer van de ib'er",
            "Soort overleg\tgroot overleg",
            "Versie\tvastgesteld",
            "Opgesteld door\tMarijke de Boer, intern begeleider",
            "Gemaakt op\twoensdag 25 november 2026",
            "Verzonden op\tvrijdag 27 november 2026",
        ]

    def test_more_pupils_are_named_together(self) -> None:
        paper = dataclasses.replace(LARGE_MEETING, pupil_names=("Roos van Dijk", "Sam Hof", "Noa Kaya"))
        assert "Leerlingen\tRoos van Dijk, Sam Hof en Noa Kaya" in _text(build_minutes(paper))

    def test_what_is_not_there_gets_no_heading_and_no_line(self) -> None:
        document = reopen(build_minutes(EMPTY))
        assert headings(document) == [(0, "Verslag groot overleg"), (1, "Afspraken")]
        assert "Er zijn geen afspraken gemaakt." in _text(build_minutes(EMPTY))
        assert not document.tables

    def test_text_above_the_first_heading_gets_a_heading(self) -> None:
        paper = dataclasses.replace(EMPTY, sections=(Section("", (Paragraph("Gebeld."),)),))
        assert headings(reopen(build_minutes(paper)))[1] == (1, "Besproken")

    def test_what_the_text_says_of_the_promises_stands_with_the_promises(self) -> None:
        said = Section("Afspraken", (Paragraph("We doen het samen."),))
        document = reopen(build_minutes(dataclasses.replace(EMPTY, sections=(said,))))
        assert [title for _, title in headings(document)].count("Afspraken") == 1
        assert document.paragraphs[-1].text == "We doen het samen."

    def test_decisions_that_end_the_text_are_not_repeated(self) -> None:
        last = Section("Besluiten", (Decision("we wachten af"),))
        paper = dataclasses.replace(EMPTY, sections=(last,), decisions=("we wachten af",))
        assert _text(build_minutes(paper)).count("we wachten af") == 1

    def test_decisions_typed_among_the_promises_get_a_heading_of_their_own(self) -> None:
        said = Section("Afspraken", (Decision("we wachten af"), Paragraph("We doen het samen.")))
        data = build_minutes(dataclasses.replace(EMPTY, sections=(said,), decisions=("we wachten af",)))
        assert headings(reopen(data))[1:] == [(1, "Besluiten"), (1, "Afspraken")]
        assert _text(data).count("we wachten af") == 1


class TestPromises:
    def test_the_table_has_a_row_a_promise(self) -> None:
        _, promises, _ = reopen(ROSE).tables
        rows = [[cell.text for cell in row.cells] for row in promises.rows]
        assert rows[0] == ["Nr.", "Wat", "Wie", "Wanneer"]
        assert rows[1:] == [[str(a.number), a.what, a.who, a.when] for a in LARGE_MEETING.actions]


class TestSignatures:
    def test_the_names_of_the_paper_sign_and_nobody_else(self) -> None:
        table = reopen(ROSE).tables[-1]
        assert [row.cells[0].text for row in table.rows] == ["Naam", *LARGE_MEETING.signatures]

    def test_without_names_there_is_nothing_to_sign(self) -> None:
        document = reopen(build_minutes(dataclasses.replace(LARGE_MEETING, signatures=())))
        assert "Voor gezien" not in [title for _, title in headings(document)]

    def test_the_block_stays_on_one_page(self) -> None:
        blocks = body(ROSE)
        table = next(b for b in reversed(blocks) if b.tag == qn("w:tbl"))
        above = blocks[blocks.index(table) - 1]
        assert above.find(".//" + qn("w:keepNext")) is not None
        rows = table.findall(qn("w:tr"))
        for row in rows[:-1]:
            for paragraph in row.iter(qn("w:p")):
                assert paragraph.find(".//" + qn("w:keepNext")) is not None

    def test_only_parents_get_room_for_a_reaction(self) -> None:
        dossier = build_minutes(dataclasses.replace(LARGE_MEETING, audience="dossier"))
        assert "Uw reactie" not in _text(dossier)
        lines = [b for b in body(ROSE) if _style(b) == "Schrijflijn"]
        assert len(lines) == 5
        assert all("_" not in text_of(each) for each in lines)


class TestAccessible:
    def test_the_language_is_dutch(self) -> None:
        language = part(ROSE, "word/styles.xml").find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
        assert language is not None
        assert language.get(qn("w:val")) == "nl-NL"
        assert reopen(ROSE).core_properties.language == "nl-NL"

    def test_no_heading_level_is_skipped(self) -> None:
        levels = [level for level, _ in headings(reopen(ROSE))]
        assert levels.count(0) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))

    def test_each_table_has_a_marked_header_row_and_a_heading_above(self) -> None:
        blocks = body(ROSE)
        tables = [b for b in blocks if b.tag == qn("w:tbl")]
        assert len(tables) == 3
        for table in tables:
            rows = table.findall(qn("w:tr"))
            marks = [row.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in rows]
            assert [len(mark) for mark in marks] == [1] + [0] * (len(rows) - 1)
            assert not marks[0][0].attrib  # w:val="true" is one that strict validators object to
            assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
            before = blocks[: blocks.index(table)]
            assert any(_style(b).startswith("Heading") for b in before[-2:])

    def test_no_cell_is_merged_or_empty(self) -> None:
        document = part(ROSE, "word/document.xml")
        assert not list(document.iter(qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")))
        assert all(text_of(cell) for cell in document.iter(qn("w:tc")))

    def test_white_space_comes_from_styles(self) -> None:
        assert all(text_of(p) for p in part(ROSE, "word/document.xml").iter(qn("w:p")))

    def test_every_style_that_is_used_exists(self) -> None:
        known = {s.get(qn("w:styleId")) for s in part(ROSE, "word/styles.xml").iter(qn("w:style"))}
        used = {s for s in map(_style, part(ROSE, "word/document.xml").iter(qn("w:p"))) if s}
        assert used <= known
        assert {"ListBullet", "ListBullet2", "ListNumber", "Quote", "Heading1", "Heading2", "Title"} <= used

    def test_nothing_is_smaller_than_11_points_and_all_of_it_is_sans_serif(self) -> None:
        for name in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
            sizes = [size.get(qn("w:val")) for size in part(ROSE, name).iter(qn("w:sz"))]
            assert all(int(size or 0) >= 22 for size in sizes)  # half points
            assert {f.get(qn("w:ascii")) for f in part(ROSE, name).iter(qn("w:rFonts"))} <= {"Arial"}

    def test_the_page_is_a4_and_numbered(self) -> None:
        size = part(ROSE, "word/document.xml").find(f".//{qn('w:pgSz')}")
        assert size is not None
        assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
        codes = [(i.text or "").strip() for i in part(ROSE, "word/footer1.xml").iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert "Pagina 1 van 1" in text_of(part(ROSE, "word/footer1.xml"))


class TestLists:
    def test_each_numbered_list_starts_at_one(self) -> None:
        numbered = [p for p in part(ROSE, "word/document.xml").iter(qn("w:p")) if _style(p) == "ListNumber"]
        ids = [_list_id(p) for p in numbered]
        assert ids[0] == ids[1] != ids[2]
        nums = {n.get(qn("w:numId")): n for n in part(ROSE, "word/numbering.xml").iter(qn("w:num"))}
        for each in set(ids):
            start = nums[each].find(f".//{qn('w:startOverride')}")
            assert start is not None
            assert start.get(qn("w:val")) == "1"

    def test_bold_in_a_point_is_bold(self) -> None:
        paragraph = next(p for p in reopen(ROSE).paragraphs if "32 woorden" in p.text)
        assert [run.text for run in paragraph.runs if run.bold] == ["32 woorden"]


class TestProperties:
    def test_they_name_the_function_and_the_school(self) -> None:
        core = reopen(ROSE).core_properties
        assert core.title == "Verslag groot overleg, 24 november 2026"
        assert core.subject == "Vertrouwelijk"
        assert core.author == core.last_modified_by == "Intern begeleider, De Wilgenhoek"
        assert core.comments == core.keywords == core.category == ""
        assert core.created is not None
        assert core.created.replace(tzinfo=None) == AT

    def test_no_part_knows_the_login_or_another_maker(self) -> None:
        for text in parts(ROSE).values():
            assert "python-docx" not in text
            assert not re.search(rf"\b{re.escape(getpass.getuser())}\b", re.sub("<[^>]+>", " ", text))

    def test_the_file_has_only_what_it_needs(self) -> None:
        assert not [
            name for name in parts(ROSE) if "thumbnail" in name or "Effects" in name or "custom" in name
        ]

    def test_the_same_paper_gives_the_same_bytes(self) -> None:
        assert build_minutes(LARGE_MEETING, AT) == ROSE

    def test_without_a_moment_it_is_the_day_of_the_conversation(self) -> None:
        created = reopen(build_minutes(LARGE_MEETING)).core_properties.created
        assert created is not None
        assert created.date() == date(2026, 11, 24)


class TestPractice:
    def test_an_invented_school_says_so_on_the_first_page_and_on_every_page(self) -> None:
        assert "OEFENSCHOOL" in reopen(ROSE).paragraphs[0].text
        assert reopen(ROSE).sections[0].header.paragraphs[0].text == "OEFENSCHOOL"

    def test_a_real_school_does_not(self) -> None:
        real = build_minutes(dataclasses.replace(LARGE_MEETING, practice=False))
        assert not [name for name, text in parts(real).items() if "OEFENSCHOOL" in text]


class TestAnyText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_gives_a_document_that_opens(self, text: str, tmp_path: Path) -> None:
        data = build_minutes(with_texts(text))
        reopen(data)
        _assert_valid(data, tmp_path)

    @given(text=st.text(alphabet=st.characters(), max_size=300))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_any_raw_text_gives_a_document_that_opens(self, text: str) -> None:
        reopen(build_minutes(with_texts(text)))

    @given(text=st.text(alphabet="*_`[]()!<>#-+1.) \n\taé&\\|~=\"'", max_size=120))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_no_letter_of_a_cleaned_text_is_lost(self, text: str) -> None:
        said = clean(text, multiline=True)
        shown = _text(
            build_minutes(dataclasses.replace(EMPTY, sections=(Section("Kop", (Paragraph(said),)),)))
        )
        shown = shown.partition("Kop")[2].partition("Afspraken")[0]
        assert _letters(shown) == _letters(said)

    def test_html_is_text(self) -> None:
        data = build_minutes(with_texts("<b>vet</b>"))
        assert _text(data).count("<b>vet</b>") > 10


class TestOtherReaders:
    def test_the_validator_finds_nothing(self, tmp_path: Path) -> None:
        _assert_valid(ROSE, tmp_path)
        _assert_valid(build_minutes(EMPTY), tmp_path)

    @pytest.mark.word
    @pytest.mark.slow
    def test_libreoffice_shows_all_of_it(self, to_text: ToText) -> None:
        promise = LARGE_MEETING.actions[0]
        many = dataclasses.replace(
            LARGE_MEETING, actions=tuple(dataclasses.replace(promise, number=n) for n in range(1, 81))
        )
        text = to_text(build_minutes(many))
        flat = " ".join(text.split())
        for title in (
            "Verslag groot overleg",
            "Wat vindt Roos zelf",
            "Besluiten",
            "Uw reactie",
            "Voor gezien",
        ):
            assert title in flat
        assert "Vertrouwelijk – bestemd voor de ouders van Roos van Dijk" in flat
        assert "1. In september las Roos 32 woorden." in flat
        assert "1. Roos leest met plezier." in flat
        pages = text.rstrip("\f").split("\f")
        for number, page in enumerate(pages, 1):
            assert f"Pagina {number} van {len(pages)}" in " ".join(page.split())
            assert "OEFENSCHOOL" in page
        assert len(re.findall(r"Nr\. +Wat +Wie +Wanneer", text)) >= 3  # the header row comes back
        last = " ".join(pages[-1].split())
        assert all(name in last for name in ("Handtekening", *LARGE_MEETING.signatures))


def _assert_valid(data: bytes, folder: Path) -> None:
    path = folder / "document.docx"
    path.write_bytes(data)
    assert [str(finding) for finding in OpenXmlValidator().validate(path).errors] == []


def _text(data: bytes) -> str:
    """The document's own text, line by line, tables included."""
    lines = []
    for paragraph in part(data, "word/document.xml").iter(qn("w:p")):
        wanted = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
        lines.append("".join(wanted[node.tag] or node.text or "" for node in paragraph.iter(*wanted)))
    return "\n".join(lines)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _style(block: etree._Element) -> str:
    found = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _list_id(paragraph: etree._Element) -> str | None:
    found = paragraph.find(f".//{qn('w:numId')}")
    return None if found is None else str(found.get(qn("w:val")))


def test_every_part_of_the_house_style_is_packed() -> None:
    folder = Path(word.__file__).parent / "house"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == {*word.PARTS, "logo.png"}, "and the picture of the sample template"
