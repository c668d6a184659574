"""A finished document as text, page by page."""

import dataclasses
import io
from itertools import pairwise

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtui.care.paper import ActionRow, Paragraph, Section
from ibtui.documents.letter_widths import cells
from ibtui.documents.minutes import build_minutes
from ibtui.documents.page_lines import wrapped
from ibtui.documents.pages import Page, pages
from tests.documents.conftest import ToText
from tests.documents.papers import EMPTY, LARGE_MEETING, with_texts

HOSTILE = ("", "\u200b", "a" * 2000, "👩‍👩‍👧 " * 300, "\t\t|\n\n-", "\xa0", "日本" * 200)
_TEXT = "Roos vertelt dat ze graag voorleest aan de kleuters, en dat het rekenen nu beter gaat dan eerst. "
LONG = dataclasses.replace(
    LARGE_MEETING,
    sections=(
        Section("Wat ziet de school", tuple(Paragraph(_TEXT * count) for count in (3, 6, 2, 9))),
        Section("Wat willen we bereiken", (Paragraph("\n".join(f"- {_TEXT}" for _ in range(9))),)),
    ),
    actions=tuple(ActionRow(n, f"{_TEXT} {n}", "juf Ans", "vr 27 nov") for n in range(1, 25)),
)


def shown(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def of_word(document: object) -> tuple[Page, ...]:
    memory = io.BytesIO()
    document.save(memory)  # type: ignore[attr-defined]
    return pages(memory.getvalue())


class TestWhatIsShown:
    def test_each_page_has_its_header_and_its_number_of_how_many(self) -> None:
        found = pages(build_minutes(LARGE_MEETING))
        assert [page.number for page in found] == list(range(1, len(found) + 1))
        for page in found:
            assert page.lines[0].text.strip() == "OEFENSCHOOL"
            assert page.lines[-1].text.endswith(f"Pagina {page.number} van {len(found)}")
            assert page.lines[0].look == page.lines[-1].look == "muted"

    def test_headings_are_told_apart(self) -> None:
        lines = [line for page in pages(build_minutes(LARGE_MEETING)) for line in page.lines]
        assert [line.text for line in lines if line.look == "title"] == ["Verslag groot overleg"]
        assert "Afspraken" in [line.text for line in lines if line.look == "heading"]

    def test_lists_have_their_marks_and_tables_their_columns(self) -> None:
        text = [line for page in pages(build_minutes(LARGE_MEETING)) for line in shown(page)]
        assert "•  Roos gaat graag naar school" in text
        assert "   –  Sam" in text
        assert "2. Nu 34." in text
        (row,) = (line for line in text if line.startswith("2 "))
        (head,) = (line for line in text if line.startswith("Nr."))
        assert row.split() == ["2", "belt", "de", "logopedist", "moeder", "di", "8", "dec"]
        assert row.index("moeder") == head.index("Wie")

    def test_facts_stand_under_each_other(self) -> None:
        text = shown(pages(build_minutes(LARGE_MEETING))[0])
        columns = {
            line.index(word) for line in text for word in ("Roos van Dijk", "3/4/5") if word in line[:40]
        }
        assert len({line.index("13:00") for line in text if line.startswith("Tijd")} | (columns - {0})) <= 2

    def test_no_word_of_the_document_is_lost(self) -> None:
        data = build_minutes(LONG)
        told = " ".join(line for page in pages(data) for line in shown(page)).split()
        for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
            assert set(paragraph.text.split()) <= set(told)
        assert told.count("kleuters,") == 3 + 6 + 2 + 9 + 9 + 24

    @pytest.mark.parametrize("width", [20, 40, 76, 120])
    def test_no_line_is_wider_than_asked(self, width: int) -> None:
        for page in pages(build_minutes(LONG), width):
            assert max(cells(line) for line in shown(page)) <= width

    def test_blank_lines_stand_alone_and_never_at_an_edge(self) -> None:
        for page in pages(build_minutes(LONG)):
            lines = shown(page)
            assert lines[0]
            assert lines[-1]
            assert not any(first == second == "" for first, second in pairwise(lines))


class TestWherePagesEnd:
    def test_an_empty_document_has_one_page(self) -> None:
        assert [page.number for page in pages(build_minutes(EMPTY))] == [1]
        assert [page.lines for page in of_word(docx.Document())] == [()]

    def test_a_page_break_is_one(self) -> None:
        document = docx.Document()
        document.add_paragraph("een").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("twee")
        document.add_paragraph("drie").paragraph_format.page_break_before = True
        assert [shown(page) for page in of_word(document)] == [["een"], ["twee"], ["drie"]]

    def test_a_heading_stays_with_what_is_under_it(self) -> None:
        for count in range(35, 55):
            document = docx.Document()
            for number in range(count):
                document.add_paragraph(f"regel {number}")
            document.add_heading("Kop")
            document.add_paragraph("eronder")
            assert shown(of_word(document)[-1])[-2:] == ["Kop", "eronder"], count

    def test_a_table_says_its_header_again_on_each_page(self) -> None:
        found = pages(build_minutes(LONG))
        rows = [page.number for page in found if any("vr 27 nov" in line for line in shown(page))]
        heads = [page.number for page in found if any(line.startswith("Nr.") for line in shown(page))]
        assert rows == heads
        assert len(rows) >= 2

    @pytest.mark.parametrize("paper", [LARGE_MEETING, LONG, EMPTY], ids=["large", "long", "empty"])
    def test_there_are_as_many_pages_as_in_the_pdf(self, paper: object, to_text: ToText) -> None:
        """Where a page ends may differ by a few lines: then Word and LibreOffice don't agree either."""
        data = build_minutes(paper)  # type: ignore[arg-type]
        printed = to_text(data).split("\f")[:-1]
        ours = pages(data)
        assert len(ours) == len(printed)
        for page, other in zip(ours, printed, strict=True):
            assert len(" ".join(shown(page)).split()) == pytest.approx(len(other.split()), abs=60)


class TestAnyText:
    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_texts_are_shown(self, text: str) -> None:
        for page in pages(build_minutes(with_texts(text)), 40):
            assert all(cells(line) <= 40 and "\n" not in line for line in shown(page))

    @given(
        text=st.text(max_size=200),
        width=st.integers(4, 60),
        first=st.integers(0, 3),
        hanging=st.integers(0, 3),
    )
    @settings(max_examples=100, deadline=None)
    def test_lines_keep_all_words_and_their_width(
        self, text: str, width: int, first: int, hanging: int
    ) -> None:
        lines = list(wrapped(text, width, first, hanging))
        assert "".join("".join(lines).split()) == "".join(text.replace("\ufdd2", " ").split())
        assert all(cells(line) <= width for line in lines)

    def test_what_is_no_document_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Word"):
            pages(b"PK nothing")
