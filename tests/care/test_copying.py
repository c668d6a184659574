"""What of the minutes leaves in each of the four papers."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.copying import ABOVE, Extract, LeftOut, copy_of, leaving, left_out, suggested_points
from ibtui.care.findings import CopyLine
from ibtui.care.minutes import ActionLine, Mark, parse
from ibtui.care.paper_names import Names
from ibtui.care.words import ConversationKind, PaperAudience

DAY = date(2026, 11, 24)
KIND = ConversationKind.LARGE_MEETING
PAPERS: tuple[PaperAudience, ...] = get_args(PaperAudience)

TEXT = """\
kort vooraf
## Wat gaat er goed
- Roos leest graag
% moeder leek erg moe
- juf Ans: oefent (3 weken geleden afgesproken)
## Wat zeggen anderen
De GGD komt in januari.
!   @fatima: test het gehoor > vr
## Meldcode
- stap 1 is gezet
! jij: belt Veilig Thuis > vr
= we wachten af
? wie belt
* "ik ben bang"
## Afspraken
! moeder: belt de huisarts > vr
! Fatima: mailt > vr
## Volgend overleg
- ook de logopedist erbij
"""
PARSED = parse(TEXT, DAY)
GGD = Extract((2,), frozenset({"fatima"}))


def lines(audience: PaperAudience, extract: Extract | None = None, text: str = TEXT) -> list[str]:
    return [line.text for line in copy_of(parse(text, DAY), audience, extract, KIND).lines]


class TestWhatLeaves:
    def test_parents_get_all_but_what_is_private_or_for_the_file(self) -> None:
        assert lines("ouders") == [
            "kort vooraf",
            "Wat gaat er goed",
            "Roos leest graag",
            "Wat zeggen anderen",
            "De GGD komt in januari.",
            "@fatima: test het gehoor > vr",
            "Afspraken",
            "moeder: belt de huisarts > vr",
            "Fatima: mailt > vr",
            "Volgend overleg",
            "ook de logopedist erbij",
        ]

    def test_the_file_gets_what_is_for_the_file_too(self) -> None:
        assert set(lines("dossier")) - set(lines("ouders")) == {
            "Meldcode",
            "stap 1 is gezet",
            "jij: belt Veilig Thuis > vr",
            "we wachten af",
            "wie belt",
            '"ik ben bang"',
        }

    def test_an_agency_gets_the_points_chosen_and_its_own_promises(self) -> None:
        assert lines("instantie", GGD) == [
            "Wat zeggen anderen",
            "De GGD komt in januari.",
            "@fatima: test het gehoor > vr",
            "Fatima: mailt > vr",
        ]
        assert lines("instantie", Extract(owners=frozenset({"@fatima"}))) == [
            "@fatima: test het gehoor > vr",
            "Fatima: mailt > vr",
        ]

    def test_an_agency_gets_nothing_that_is_for_the_file_also_when_it_was_chosen(self) -> None:
        everything = Extract(tuple(range(len(PARSED.points))), frozenset({"jij"}))
        assert lines("instantie", everything) == lines("ouders")

    def test_an_agency_for_which_nothing_was_chosen_gets_nothing(self) -> None:
        assert lines("instantie") == []
        assert lines("instantie", Extract(owners=frozenset({""})), "! zonder eigenaar") == []

    def test_a_list_of_promises_has_the_promises_and_the_next_meeting(self) -> None:
        assert lines("afspraken") == [
            "@fatima: test het gehoor > vr",
            "moeder: belt de huisarts > vr",
            "Fatima: mailt > vr",
            "Volgend overleg",
            "ook de logopedist erbij",
        ]

    def test_what_leaves_is_sorted_as_a_text_is(self) -> None:
        leaves = leaving(PARSED, "dossier")
        assert [line.text for line in leaves.decisions] == ["we wachten af"]
        assert [line.text for line in leaves.questions] == ["wie belt"]
        assert [line.text for line in leaves.child] == ['"ik ben bang"']
        assert leaves.private == ()
        home = leaving(PARSED, "ouders")
        assert home.decisions == home.questions == home.child == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Voor het dossier",
        "alleen voor het dossier",
        "Zorgen over thuis (voor het dossier)",
        "Overwegingen",
        "Professionele overwegingen",
        "professionele overweging van de ib'er",
        "Meldcode",
        "MELDCODE stap 2",
        "Stappen in de meldcode",
        "VT-melding",
        "Veilig Thuis",
        "Gesprek met Veilig Thuis",
        "Voor dossier",
        "Voor in het dossier",
        "Dossier",
        "1. DOSSIER",
        "# Voor het dossier",
        "Intern",
        "Thuis (intern)",
        "Interne notitie",
        "Interne notities over vader",
        "Alleen voor school",
        "Zorgen - alleen voor het team",
        "Vertrouwelijk",
        "Strikt vertrouwelijke informatie",
        "Niet voor ouders",
        "Werkaantekeningen",
        "Privé",
        "Thuis, intern",
        "Zorgen/dossier",
        "Overwegingen van het team",
        "Voor het dossier van Roos",
        "Gesprek met Veilig Thuis over thuis",
        "Vertrouwelijk: thuis",
    ],
)
def test_a_heading_for_the_file(heading: str) -> None:
    text = f"## {heading}\nstreng geheim\n! jij: bel > vr\n## Wat gaat er goed\nveel"
    for audience in PAPERS:
        chosen = Extract((0, 1), frozenset({"jij"}))
        assert ("streng geheim" in lines(audience, chosen, text)) is (audience == "dossier")
    assert left_out(parse(text, DAY), "ouders").dossier == (heading,)


@pytest.mark.parametrize(
    "heading",
    [
        "Wat gaat er goed",
        "Overwegingen van de ouders",
        "Overweging ouders",
        "Voelt Roos zich veilig thuis?",
        "Dossier overdragen aan de nieuwe school",
        "Interne begeleiding",
        "Wat ziet de intern begeleider",
        "Vertrouwenspersoon",
        "Alleen op school",
        "Niet voor herhaling",
        "We overwegen",
        "Veilig thuis voelen",
        "Advies bij veilig thuis op de fiets",
        "Vertrouwelijke gesprekken met de mentor",
        "Intern: extra hulp in de klas",
        "Overweging doublure",
        "Overwegingen: blijven zitten of overgaan",
        "Overwegingen, zorgen en vragen",
        "Toestemming voor dossier",
        "Voor het dossier van de GGD",
    ],
)
def test_a_heading_that_is_for_everybody(heading: str) -> None:
    assert lines("ouders", None, f"## {heading}\ntekst") == [heading, "tekst"]


class TestWhatStays:
    def test_it_is_told_per_paper(self) -> None:
        assert left_out(PARSED, "ouders") == LeftOut(1, ("Meldcode",), ())
        assert left_out(PARSED, "dossier") == LeftOut(1, (), ())
        assert left_out(PARSED, "afspraken") == LeftOut(1, ("Meldcode",), ())
        others = (ABOVE, "Wat gaat er goed", "Afspraken", "Volgend overleg")
        assert left_out(PARSED, "instantie", GGD) == LeftOut(1, ("Meldcode",), others)

    def test_what_is_empty_is_not_missed(self) -> None:
        parsed = parse("## Meldcode\n\n% \n## Wat gaat er goed\n- \n", DAY)
        assert left_out(parsed, "instantie") == LeftOut(0, (), ())


class TestSuggested:
    def test_points_that_name_the_agency_or_its_people(self) -> None:
        assert suggested_points(PARSED, ["GGD Hart voor Brabant"]) == (2,)
        assert suggested_points(PARSED, ["Fatima El Amrani", "fatima"]) == (2,)
        assert suggested_points(PARSED, ["@fatima"]) == (2,)
        assert suggested_points(PARSED, ["Logopediepraktijk De Spreekwijzer"]) == ()

    def test_a_name_with_its_mark_counts_only_as_typed_so(self) -> None:
        text = "## Thuis\nFatima is moe\n! @fatima.e: belt > vr\n## Gehoor\n@Fatima mailt\n"
        assert suggested_points(parse(text, DAY), ["@fatima"]) == (1,)

    def test_nothing_private_and_nothing_for_the_file_is_a_reason(self) -> None:
        text = "## Meldcode\nde GGD\n## X\n% de GGD\n## Contact met de ggd\nja\n## Y\nGGDX"
        assert suggested_points(parse(text, DAY), ["GGD"]) == (2,)

    def test_the_list_of_promises_only_when_its_text_names_them(self) -> None:
        own = "! @fatima: mailt > vr\n! moeder: belt de GGD > vr"
        assert suggested_points(parse(f"## Afspraken\n{own}", DAY), ["GGD", "@fatima"]) == ()
        assert suggested_points(parse(f"## Afspraken\nde GGD helpt\n{own}", DAY), ["GGD"]) == (0,)
        assert suggested_points(parse(f"## Gehoor\n{own}", DAY), ["@fatima"]) == (0,)

    def test_without_names_there_is_nothing_to_suggest(self) -> None:
        assert suggested_points(PARSED, []) == suggested_points(PARSED, ["", "@"]) == ()


class TestTheCopy:
    def test_each_line_knows_its_place_in_the_text_as_typed(self) -> None:
        copy = copy_of(PARSED, "ouders", None, KIND, (("doel van het gesprek", "lezen"),))
        assert copy.lines[1] == CopyLine(2, 4, Mark.POINT, "Wat gaat er goed")
        assert copy.lines[5] == CopyLine(8, 5, Mark.ACTION, "@fatima: test het gehoor > vr")
        typed = TEXT.split("\n")
        for line in copy.lines:
            assert typed[line.line - 1][line.column - 1 :].strip() == line.text
        assert copy.actions[0] == ActionLine(7, "@fatima", "test het gehoor", "vr", date(2026, 11, 27))
        assert copy.beside == (("doel van het gesprek", "lezen"),)
        assert copy.kind == KIND

    def test_with_names_it_tells_what_is_printed_in_their_place(self) -> None:
        names = Names("Marit", {"@ans": "Ans Bos", "karin": "Karin Hof", "@piet": "Piet"}, "ouders")
        text = "Met @ans's hulp en #sam.\n! Karin: vraagt @ans > vr\n! @ans: belt > vr\n@piet en moeder"
        copy = copy_of(parse(text, DAY), "ouders", None, KIND, (), names)
        assert [
            [(line.text[one.start : one.end], one.text) for one in line.written] for line in copy.lines
        ] == [
            [("@ans", "Ans Bos"), ("#sam", "een ander kind")],
            [("Karin", "Karin Hof"), ("@ans", "Ans Bos")],
            [("@ans", "Ans Bos")],
            [("@piet", "Piet")],
        ]
        assert not any(line.written for line in copy_of(parse(text, DAY), "ouders", None, KIND).lines)

    def test_it_knows_the_private_lines_to_look_for_their_words(self) -> None:
        assert copy_of(PARSED, "dossier", None, KIND).private == ("moeder leek erg moe",)
        assert copy_of(parse("% \n- % x", DAY), "ouders", None, KIND).private == ("x",)

    def test_a_heading_with_nothing_under_it_is_not_printed_and_not_read(self) -> None:
        assert lines("ouders", None, "## Sam\n\n## Wat gaat er goed\nveel") == ["Wat gaat er goed", "veel"]


MARKS = st.sampled_from(
    ["", "## ", "! ", "= ", "? ", "* ", "- ", "## Meldcode", "## Afspraken", "% ", " - % "]
)
ANY_TEXT = st.lists(
    st.tuples(MARKS, st.text(alphabet="ab#@%! :>\t", max_size=8)).map("".join), max_size=15
).map("\n".join)


@given(ANY_TEXT, st.sampled_from(PAPERS), st.sets(st.integers(0, 5)))
def test_nothing_leaves_that_is_not_in_the_text_and_nothing_private(
    text: str, audience: PaperAudience, points: set[int]
) -> None:
    parsed = parse(text, DAY)
    extract = Extract(tuple(points), frozenset({"a"}))
    leaves = leaving(parsed, audience, extract)
    mine = {line.number for line in leaves.lines}
    private = {line.number for line in parsed.private}
    assert not mine & private
    assert set(leaves.lines) <= set(parsed.lines)
    under = {line.number for point in leaves.points for line in point.lines}
    assert under <= mine
    assert {action.line for action in leaves.actions} <= mine
    assert {line.number for line in (*leaves.decisions, *leaves.questions, *leaves.child)} <= mine
    whole = {line.number for line in leaving(parsed, "dossier").lines}
    assert mine <= whole
    for line in copy_of(parsed, audience, extract, KIND).lines:
        assert text.split("\n")[line.line - 1][line.column - 1 :].strip() == line.text.strip()
