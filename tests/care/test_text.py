"""The one door for text from a person."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.text import clean, fold, is_readable
from ibtui.errors import BadText

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Roos   van\tDijk ", "Roos van Dijk"),
        ("\x1b[31mrood\x1b[0m", "[31mrood[0m"),
        ("Jan\x00\x07\x9b", "Jan"),
        ("Zoe\u0308", "Zoë"),
        ("e\x00\u0301", "é"),
        ("\u202egnol\u2066", "gnol"),
        ("a\ufdd0\uffff\U0010fffe", "a"),
        ("kapot\udce9", "kapot"),
        ("regel\r\nnog een", "regel nog een"),
        ("👩‍👧 gezin", "👩‍👧 gezin"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\u200b\u200d", ""),
        ("", ""),
    ],
)
def test_a_single_line(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_more_lines_stay_as_typed() -> None:
    assert clean("  - a\r\n\r\n\tb \rc\x0bd\u2028e\n", multiline=True) == "  - a\n\n\tb \nc\nd\ne\n"


def test_too_long_says_how_long_and_what_fits() -> None:
    assert clean("x" * 200) == "x" * 200
    with pytest.raises(BadText) as caught:
        clean("x" * 100_000)
    assert "100.000 tekens" in str(caught.value)
    assert "200" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_long_note_fits_when_the_limit_allows() -> None:
    assert len(clean("é\n" * 50_000, multiline=True, limit=200_000)) == 100_000


@given(ANY_TEXT, st.booleans())
def test_clean_text_is_safe_and_stays_the_same(text: str, multiline: bool) -> None:
    done = clean(text, multiline=multiline, limit=10_000)
    assert clean(done, multiline=multiline, limit=10_000) == done
    assert unicodedata.is_normalized("NFC", done)
    done.encode("utf-8")
    allowed = "\n\t" if multiline else ""
    assert not [char for char in done if unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed]


@given(ANY_TEXT)
def test_the_lines_of_a_clean_text_are_the_same_for_everyone(text: str) -> None:
    done = clean(text, multiline=True, limit=10_000)
    assert (done + "x").splitlines() == (done + "x").split("\n")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hanaë", "hanae"),
        ("KJELD", "kjeld"),
        ("Ĳsbrand", "ijsbrand"),
        ("Sørén  D’Hont", "soren d'hont"),
        ("ẞ", "ss"),
    ],
)
def test_folded_text_is_for_comparing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_can_be_seen() -> None:
    assert is_readable("x") and is_readable("👍") and not is_readable(" \u200d\u0301")
