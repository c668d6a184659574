"""Names of documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.documents.filename import document_name, safe_name


def test_the_name_says_when_what_and_which_and_not_who() -> None:
    assert document_name(date(2026, 11, 24), "groot overleg", 12) == "2026-11-24 groot overleg 12.docx"
    assert document_name(date(2026, 1, 4), "oudergesprek") == "2026-01-04 oudergesprek.docx"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("verslag.docx", "verslag.docx"),
        ("../../etc/passwd", "etc passwd.docx"),
        ("-rf *", "rf.docx"),
        ("CON", "_CON.docx"),
        ("com1.txt", "_com1.txt.docx"),
        ("a\nb\x1b[31m\u202ec", "a b 31m c.docx"),
        ("Zoe\u0308", "Zoë.docx"),
        ("..", "verslag.docx"),
        ("", "verslag.docx"),
        ("\ud800", "verslag.docx"),
        ("groep 3/4/5 (concept), v1.2_a", "groep 3 4 5 (concept), v1.2_a.docx"),
    ],
)
def test_any_text_becomes_a_name_that_every_system_takes(typed: str, name: str) -> None:
    assert safe_name(typed) == name


def test_a_long_name_is_cut_before_the_ending() -> None:
    name = safe_name("é" * 300)
    assert name.endswith("é.docx")
    assert len(name.encode()) <= 125


@given(st.text(alphabet=st.characters(), max_size=300))
def test_a_name_is_never_a_folder_hidden_or_too_long(text: str) -> None:
    name = safe_name(text)
    assert "/" not in name
    assert name.isprintable()
    assert name[0] not in ".- "
    assert len(name.encode()) <= 130
    assert safe_name(name) == name
