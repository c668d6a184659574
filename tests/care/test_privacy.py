"""The check as a whole: which finding stays of two at one place, its weight per paper, its order, and its key."""

from dataclasses import replace
from datetime import date

import pytest

from ibtui.care import privacy
from ibtui.care.copying import copy_of
from ibtui.care.findings import AdultName, ChildName, Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.minutes import Mark, parse
from ibtui.care.paper_names import Names
from ibtui.care.words import ConversationKind, PaperAudience

S, A = Level.STOPS, Level.ASKS
CHILDREN = (
    ChildName(1, "Roos", "van", "Dijk", own=True),
    ChildName(2, "Sam", "de", "Boer"),
    ChildName(3, "Mees", "", "Bakker"),
    ChildName(4, "Jan", "", "Mulder"),
)
ADULTS = (
    AdultName(11, "Linda", "van", "Dijk", near=True, guardian=True),
    AdultName(12, "Karin", "de", "Boer", guardian=True),
    AdultName(13, "Ans", "de", "Boer", near=True),
)
MEANT = {"@karin": "person", "@ans": "person", "#roos": "own", "#sam": "other"}
KNOWN = Known(CHILDREN, ADULTS, (), MEANT)
PRINTED = {
    "@karin": "Karin de Boer",
    "@ans": "Ans de Boer",
    "#roos": "Roos van Dijk",
    "karin": "Karin de Boer",
}


def checked(
    text: str, audience: PaperAudience = "ouders", beside: tuple[tuple[str, str], ...] = ()
) -> tuple[Finding, ...]:
    """What the check says of these minutes."""
    parsed = parse(text, date(2026, 11, 24))
    names = Names("Marit Veen", PRINTED, audience)
    copy = copy_of(parsed, audience, None, ConversationKind.LARGE_MEETING, beside, names)
    return privacy.check(copy, Reader(audience), KNOWN)


def of_rule(rule: str, text: str, audience: PaperAudience = "ouders") -> list[tuple[str, Level]]:
    return [(one.text, one.level) for one in checked(text, audience) if one.rule == rule]


class TestOnePlace:
    @pytest.mark.parametrize("mark", ["", "- "])
    def test_of_two_at_one_place_the_heaviest_stays(self, mark: str) -> None:
        secret = "tussen ons gezegd: vader drinkt te veel bier"
        found = [one for one in checked(f"% {secret}\n{mark}{secret}") if one.rule == "O2" and one.line == 2]
        assert [(one.level, one.fixed) for one in found if one.column == len(mark) + 1] == [(S, True)]

    @pytest.mark.parametrize("order", [1, -1])
    def test_fixed_before_stops_before_asks(self, order: int, monkeypatch: pytest.MonkeyPatch) -> None:
        asks = Finding("O2", A, 1, 3, "x", "vraagt")
        stops, fixed = replace(asks, level=S, reason="houdt tegen"), replace(asks, level=S, fixed=True)
        for several, heaviest in (((asks, stops), stops), ((asks, stops, fixed), fixed)):
            finders = tuple((lambda _c, _r, _k, one=one: [one]) for one in several[::order])
            monkeypatch.setattr(privacy, "_FINDERS", finders)
            assert privacy.check(Copy(ConversationKind.OTHER, ()), Reader("ouders"), KNOWN) == (heaviest,)

    def test_two_rules_at_one_place_both_stay(self) -> None:
        assert {one.rule for one in checked("@sam") if one.column} == {"O1", "O9"}

    def test_two_beside_the_text_both_stay(self) -> None:
        beside = (("doel van het gesprek", "Sam"), ("plaats", "Sam"))
        assert [one.where for one in checked("", beside=beside)] == ["doel van het gesprek", "plaats"]


class TestPerPaper:
    def test_in_the_file_a_name_only_asks(self) -> None:
        assert of_rule("O1", "Ze speelt met Sam.") == [("Sam", S)]
        assert of_rule("O1", "Ze speelt met Sam.", "dossier") == [("Sam", A)]

    def test_what_is_fixed_stays_as_heavy_in_every_paper(self) -> None:
        text = "% vader drinkt te veel bier\nvader drinkt te veel bier"
        assert all(one.fixed and one.level is S for one in checked(text, "dossier") if one.rule == "O2")

    def test_a_rule_for_home_is_silent_in_the_file(self) -> None:
        long = "Dit is een zin die maar doorgaat en doorgaat " * 4
        assert of_rule("O11", long)
        assert not of_rule("O11", long, "dossier")


class TestTheOrder:
    def test_what_stops_comes_first_then_by_place(self) -> None:
        found = checked("Mees lacht.\nZe speelt met Sam en Jan.\n#sam ook.")
        places = [(one.level, one.line, one.column) for one in found]
        assert places == [(S, 2, 15), (S, 2, 22), (S, 3, 1), (A, 1, 1)]
        assert privacy.stops(found)
        assert not privacy.stops(found[3:])


class TestTheKey:
    def test_what_asks_and_what_stops_in_one_line_have_two(self) -> None:
        one, other = checked("Mees leidt haar af. Zij wil niet naast Mees zitten.")
        assert [one.level, other.level] == [S, A]
        assert one.key != other.key

    def test_another_capital_is_another_finding(self) -> None:
        keys = {one.key for word in ("jan", "Jan") for one in checked(f"ruzie met {word}")}
        assert len(keys) == 2

    def test_the_same_words_again_have_a_key_of_their_own(self) -> None:
        found = checked("Sam duwt Sam.\nSam duwt Sam.", beside=(("plaats", "Sam"), ("doel", "Sam")))
        assert len({one.key for one in found}) == len(found) == 6

    def test_it_stays_when_the_line_moves(self) -> None:
        (one,) = checked("Ze speelt met Sam.")
        (moved,) = checked("Eerst dit.\n\n- Ze speelt met Sam.")
        assert (one.key, one.line) != (moved.key, moved.line)
        assert one.key == moved.key


class TestAsPrinted:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Karin de Boer haalt haar op.", "Karin de Boer"),
            ("@karin haalt haar op.", "@karin"),
            ("! @karin: haalt haar op > vr", "@karin"),
            ("! Karin: haalt haar op > vr", "Karin"),
        ],
    )
    def test_a_parent_whose_last_name_tells_of_another_child_asks(self, text: str, said: str) -> None:
        assert of_rule("O1", text) == [(said, A)]

    @pytest.mark.parametrize(
        "text", ["@ans leest met haar.", "! @ans: leest > vr", "#roos leest.", "Ans de Boer"]
    )
    def test_who_may_be_named_is_silent(self, text: str) -> None:
        assert of_rule("O1", text) == []


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d", "\u202e"])
class TestWhatNobodySees:
    def test_a_name_with_it_is_found_at_its_place(self, unseen: str) -> None:
        (one,) = checked(f"- Ze{unseen} speelt met S{unseen}am de Bo{unseen}er.")
        assert (one.level, one.column, one.text) == (S, 18, f"S{unseen}am de Bo{unseen}er")
        assert one.around == f"Ze{unseen} speelt met S{unseen}am de Bo{unseen}er."

    def test_beside_the_text_too(self, unseen: str) -> None:
        (one,) = checked("", beside=(("plaats", f"Bij S{unseen}am"),))
        assert (one.text, one.where) == ("Sam", "plaats")

    def test_a_private_line_with_it_is_known_again(self, unseen: str) -> None:
        assert of_rule("O2", f"% vader dr{unseen}inkt te veel bier\nvader drinkt te veel bier")

    def test_a_name_as_printed_keeps_its_place(self, unseen: str) -> None:
        (one,) = checked(f"Va{unseen}ndaag belt @karin.")
        assert (one.text, one.column) == ("@karin", 15)


def test_it_reads_any_copy_line() -> None:
    copy = Copy(
        ConversationKind.OTHER, (CopyLine(1, 1, Mark.TEXT, "\u00ad\u200b"), CopyLine(2, 1, Mark.TEXT, ""))
    )
    assert privacy.check(copy, Reader("ouders"), KNOWN) == ()


class TestLooseHeading:
    @pytest.mark.parametrize(
        "heading",
        [
            "Opmerkingen intern",
            "Dossier Roos",
            "Voor mij",
            "Voor IB",
            "Voor school",
            "Voor collega’s",
            "Niet delen",
            "Niet in verslag",
            "Geheim",
            "Na afloop (zonder ouders)",
            "Voor het dosier",
            "Overweging doublure",
            "Intern: extra hulp in de klas",
        ],
    )
    def test_it_asks_but_not_in_the_file(self, heading: str) -> None:
        text = f"## {heading}\n- alles gaat goed"
        assert of_rule("O2", text) == [(heading, A)]
        assert of_rule("O2", text, "dossier") == []

    @pytest.mark.parametrize(
        "heading",
        [
            "Wat kan de school doen",
            "Voor school is dit belangrijk",
            "Tips voor school/thuis",
            "Interne begeleiding",
            "Overwegingen van de ouders",
            "Wat gaat er goed",
        ],
    )
    def test_an_ordinary_one_is_silent(self, heading: str) -> None:
        assert of_rule("O2", f"## {heading}\n- alles gaat goed") == []

    def test_a_line_dressed_as_one_asks(self) -> None:
        assert of_rule("O2", "**Voor IB**") == [("**Voor IB**", A)]


class TestEmphasisWithinAWord:
    @pytest.mark.parametrize(
        ("text", "column", "found"),
        [
            ("**S**am sloeg", 3, "S**am"),
            ("S**am**", 1, "S**am"),
            ("- *Sa*m", 4, "Sa*m"),
            ("S~~a~~m", 1, "S~~a~~m"),
            ("_Sa_m", 2, "Sa_m"),
            ("Sam*Roos", 1, "Sam"),
            ("Sam_Roos", 1, "Sam"),
            ("roos_sam_toets", 6, "sam"),
        ],
    )
    def test_a_name_is_found_at_its_place(self, text: str, column: int, found: str) -> None:
        said = [(one.column, one.text) for one in checked(text) if one.rule == "O1"]
        assert said == [(column, found)]

    def test_an_ordinary_word_is_silent(self) -> None:
        assert checked("- het bestand snake_case_lijst ligt klaar") == ()


def test_a_full_width_percent_counts_too() -> None:
    assert of_rule("O2", "Roos gaat goed ％ moeder drinkt") == [("％ moeder drinkt", S)]
    assert of_rule("O2", "Roos had 80％ goed") == []


class TestNamesThatNeedALook:
    @pytest.mark.parametrize(
        "role", [", juf van de groep erbij", ", meester van groep 5 erbij", " (juf bij ons) kwam"]
    )
    def test_work_that_goes_on_asks(self, role: str) -> None:
        assert of_rule("O1", f"Na de ruzie met Sam{role}") == [("Sam", A)]

    @pytest.mark.parametrize("role", [" (jeugdarts) kwam", ", meester, kwam", " (arts van de GGD) kwam"])
    def test_work_by_itself_is_silent(self, role: str) -> None:
        assert of_rule("O1", f"Toen Sam{role}") == []

    def test_a_known_adult_of_that_name_is_silent(self) -> None:
        known = replace(KNOWN, adults=(*ADULTS, AdultName(14, "Sam", "", "Vos")))
        copy = Copy(
            ConversationKind.LARGE_MEETING, (CopyLine(1, 1, Mark.TEXT, "Sam (meester van groep 5) kwam"),)
        )
        assert privacy.check(copy, Reader("ouders"), known) == ()

    @pytest.mark.parametrize(
        "before", ["ruzie met", "gepest door", "geslagen door", "gespeeld met", "speelt met", "zit naast"]
    )
    def test_a_word_that_is_a_name_asks_in_company(self, before: str) -> None:
        assert of_rule("O1", f"Roos {before} mees") == [("mees", A)]
        assert of_rule("O1", f"Roos {before} een mees") == []
