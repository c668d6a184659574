"""The papers that an application needs, read from one text; and the words of the meldcode."""

import pytest

from ibtui.care import meldcode
from ibtui.care.checklist import BUILT_IN, papers, problems
from ibtui.care.words import ApplicationKind


@pytest.mark.parametrize("kind", ApplicationKind)
def test_the_built_in_list_knows_every_kind(kind: ApplicationKind) -> None:
    assert len(papers(BUILT_IN, kind)) >= 2
    assert problems(BUILT_IN) == ()


def test_two_experts_for_a_tlv() -> None:
    assert sum("deskundige" in name for name in papers(BUILT_IN, "toelaatbaarheidsverklaring")) == 2


def test_signs_and_blanks_before_a_paper_do_not_count() -> None:
    text = "##  Arrangement \n- OPP\n ☐  brief   van ouders\n\nOPP\n## andere aanvraag\nx"
    assert papers(text, "arrangement") == ("OPP", "brief van ouders")
    assert papers(text, "toelaatbaarheidsverklaring") == ()


def test_what_can_not_be_read_is_said_with_its_line() -> None:
    found = problems("los\n## arangement\nx")
    assert [number for number, _words in found] == [1, 2]
    assert "“arangement” is geen soort aanvraag" in found[1][1]


def test_the_meldcode_has_five_steps_and_five_questions() -> None:
    assert [step.number for step in meldcode.FIVE] == [1, 2, 3, 4, 5]
    assert len(meldcode.WEIGHINGS) == 5
    assert meldcode.step_name(2) == "stap 2: overleg"
