"""Markdown as people type it in minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.documents.markdown import Kind, Paragraph, Run, inline, paragraphs


def kinds(text: str) -> list[tuple[Kind, int, str]]:
    return [(each.kind, each.depth, each.text) for each in paragraphs(text)]


def one(text: str) -> Paragraph:
    (only,) = paragraphs(text)
    return only


def test_a_typed_line_end_stays_one() -> None:
    assert kinds("Moeder belt.\nVader komt.") == [(Kind.TEXT, 0, "Moeder belt.\nVader komt.")]


def test_a_blank_line_makes_a_new_paragraph() -> None:
    assert kinds("een\n\n\ntwee") == [(Kind.TEXT, 0, "een"), (Kind.TEXT, 0, "twee")]


def test_bold_and_italic() -> None:
    assert one("Roos leest **heel *graag*** voor").runs == (
        Run("Roos leest "),
        Run("heel ", bold=True),
        Run("graag", bold=True, italic=True),
        Run(" voor"),
    )


def test_lists_in_lists() -> None:
    assert kinds("- een\n  - twee\n    - drie\n      - vier\n- vijf") == [
        (Kind.BULLET, 0, "een"),
        (Kind.BULLET, 1, "twee"),
        (Kind.BULLET, 2, "drie"),
        (Kind.BULLET, 2, "vier"),
        (Kind.BULLET, 0, "vijf"),
    ]


def test_each_numbered_list_is_one_of_its_own() -> None:
    numbered = [each for each in paragraphs("1. a\n2. b\n\ntekst\n\n1. c") if each.kind is Kind.NUMBER]
    first, second, third = (each.list_id for each in numbered)
    assert first == second != third


def test_a_sentence_that_starts_with_a_number_keeps_it() -> None:
    assert one("2026. Een goed jaar.").start == 2026


def test_a_second_paragraph_of_an_item_has_no_bullet() -> None:
    assert kinds("- een\n\n  nog iets") == [(Kind.BULLET, 0, "een"), (Kind.CONTINUE, 0, "nog iets")]


@pytest.mark.parametrize("before", ["- een", "1. een", "> een"])
def test_a_plain_line_under_an_item_is_no_part_of_it(before: str) -> None:
    assert kinds(f"{before}\nlos")[-1] == (Kind.TEXT, 0, "los")


def test_a_link_shows_where_it_goes() -> None:
    assert one("[de site](https://é.nl/a b)").text == "[de site](https://é.nl/a b)"  # no link: it has a blank
    assert one("[de site](https://é.nl/a)").text == "de site (https://é.nl/a)"
    assert one("<https://a.nl>").text == "https://a.nl"
    assert one("![foto](x.png)").text == "foto (x.png)"


def test_a_heading_inside_is_bold_text() -> None:
    assert one("# Rekenen").runs == (Run("Rekenen", bold=True),)
    assert one("# Rekenen").kind is Kind.HEADING


def test_quotes_code_and_tables_are_text() -> None:
    assert kinds("> dat vind ik") == [(Kind.QUOTE, 0, "dat vind ik")]
    assert one("`a*b*`").text == "a*b*"
    assert one("| a | b |\n|---|---|\n| 1 | 2 |").text == "| a | b |\n|---|---|\n| 1 | 2 |"


@pytest.mark.parametrize("text", ["<b>x</b>", "<!-- x -->", "&amp; &nbsp;", "<script>x</script>", "[a]: b"])
def test_what_markdown_would_hide_stays_as_typed(text: str) -> None:
    assert one(text).text == text


def test_blanks_before_a_line_make_no_code_of_it() -> None:
    assert one("    ingesprongen").kind is Kind.TEXT


def test_a_dash_under_a_line_makes_no_heading_of_it() -> None:
    assert {each.kind for each in paragraphs("Moeder zegt\n=\n\nVader zegt\n-")} == {Kind.TEXT}


def test_nothing_gives_nothing() -> None:
    assert paragraphs(" \n\n\t") == []


def test_a_very_deep_or_long_text_is_given_as_typed() -> None:
    assert paragraphs(">" * 500 + " diep")[-1].text.endswith("diep")
    assert len(paragraphs("regel\n" * 10_000)) == 10_000


def test_inline_leaves_block_marks_alone() -> None:
    assert inline("- **bel** de ouders") == (Run("- "), Run("bel", bold=True), Run(" de ouders"))
    assert inline("") == ()


@given(st.text(alphabet="*_`[]()!<>#-+1.) \n\taZé&\\|~=\"':", max_size=200))
def test_no_letter_is_ever_lost(text: str) -> None:
    shown = "".join(each.text for each in paragraphs(text))
    assert [char for char in shown if char.isalpha()] == [char for char in text if char.isalpha()]
    line = " ".join(text.split())
    assert [c for run in inline(line) for c in run.text if c.isalpha()] == [c for c in line if c.isalpha()]


@given(st.text(max_size=300))
def test_any_text_gives_paragraphs_with_something_in_them(text: str) -> None:
    assert all(each.text.strip() for each in paragraphs(text))
