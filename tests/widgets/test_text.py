"""The one door from data to the screen: whatever a person typed, the terminal gets plain text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ibtui.widgets.text import column, content, fit, line, part, safe, wrap
from tests.widgets.conftest import HOSTILE


def inert(text: str) -> bool:
    """Nothing that a terminal acts on, but for line breaks."""
    return not any(
        unicodedata.category(char) in ("Cc", "Cs") or char in "\u202e\u2066" for char in text if char != "\n"
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_becomes_inert_text(text: str) -> None:
    assert inert(safe(text))
    assert inert(part(text).text)
    assert inert(column(text, 20).text)
    assert inert(content(text).plain)
    assert all(inert(row) for row in wrap(text, 20))


def test_brackets_stay_as_they_were_typed() -> None:
    assert content("[bold]Jan[/]").plain == "[bold]Jan[/]"
    assert content("[bold]Jan[/]").spans == []
    assert line("[a] leerling")[0].text == "[a] leerling"


def test_a_column_is_as_wide_in_cells_as_asked() -> None:
    assert column("Roos", 6).text == "Roos  "
    assert column("Jan-Peter van der Berg", 9).text == "Jan-Pete…"
    assert cell_len(column("學生學生學生", 5).text) == 5
    assert column("Roos", 0).text == ""


def test_wrapping_breaks_at_blanks_and_keeps_line_breaks() -> None:
    assert wrap("een twee drie", 8) == ["een twee", "drie"]
    assert wrap("een\n\ntwee", 20) == ["een", "", "twee"]
    assert wrap("aaaaaaaaaa", 4) == ["aaaa", "aaaa", "aa"]


@given(st.text(max_size=200), st.integers(1, 60))
def test_fit_gives_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(fit(safe(text), width)) == width


@given(st.text(max_size=200), st.integers(4, 60))
def test_wrap_never_makes_a_line_too_wide(text: str, width: int) -> None:
    assert all(cell_len(row) <= width for row in wrap(text, width))
