"""The words of the export screen, without a screen."""

import pytest

from ibtui.care.copying import LeftOut
from ibtui.care.findings import Finding, Level
from ibtui.screens import export_memory
from ibtui.screens.export_lines import stays_behind
from ibtui.screens.export_pane import excerpt


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (LeftOut(0, (), ()), ""),
        (LeftOut(1, (), ()), "1 privéregel blijft hier."),
        (LeftOut(2, ("Meldcode",), ()), "2 privéregels en het kopje Meldcode blijven hier."),
        (LeftOut(0, (), ("Thuis",)), "het punt Thuis blijft hier."),
        (LeftOut(0, ("A", "B"), ("C",)), "de kopjes A en B en het punt C blijven hier."),
    ],
)
def test_it_is_said_what_stays_behind(left_out: LeftOut, words: str) -> None:
    assert stays_behind(left_out) == words


@pytest.mark.parametrize(
    ("around", "start", "end"),
    [
        ("hij is lui", "“hij is lui", "lui”"),
        ("lui " + "is hij niet " * 9, "“lui is", "…”"),
        ("is hij niet " * 9 + "lui", "“…", "niet lui”"),
        ("is hij niet " * 9 + "lui" + " in de klas" * 9, "“…", "…”"),
        ("", "“lui”", "“lui”"),
    ],
)
def test_a_long_line_is_cut_around_the_words_that_were_found(around: str, start: str, end: str) -> None:
    finding = Finding("O7", Level.ASKS, 3, 1, "lui", "Een oordeel.", around=around)
    drawn = excerpt(finding, 44)
    words = "".join(part.text for part in drawn)
    assert words.startswith(start) and words.endswith(end)
    assert len(words) <= 44
    assert [part.text for part in drawn if part.look == "accent"] == ["lui"]


def test_the_last_reasons_are_offered_first_and_only_a_few() -> None:
    export_memory.forget()
    for reason in ("a", "b", "c", "d", "e", "b"):
        export_memory.gave(reason)
    assert export_memory.reasons() == ("b", "e", "d", "c")
    export_memory.forget()
    assert export_memory.reasons() == ()
