"""Names in a text: what is one, where it stands, and how somebody is written so that it is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.mentions import is_mention, mention_at, mentions, replaced, unmarked, ways_to_write
from ibtui.care.names import Found, Named, find
from tests import hostile


def named(line: str) -> list[str]:
    return [f"{one.mark}{one.typed}" for one in mentions(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("#roo", ["#roo"]),
        ("met @ans, #roos.van.dijk en (@zoë).", ["@ans", "#roos.van.dijk", "@zoë"]),
        ("! #sam @ans: oefent", ["#sam", "@ans"]),
        ('"@wim" #sam/#noa @jan-peter', ["@wim", "#sam", "#noa", "@jan-peter"]),
        ("!@ans: belt", ["@ans"]),
        ("#Zoë #Hanaë #Ünal #Çelik", ["#Zoë", "#Hanaë", "#Ünal", "#Çelik"]),
        ("#’s-Hertog #kees.'s-graveland", ["#’s-Hertog", "#kees.'s-graveland"]),
        ("#noa's tas en #sam’s boek", ["#noa", "#sam"]),
        ("@ans.", ["@ans"]),
        ("@ans.b.", ["@ans.b"]),
    ],
)
def test_names_in_a_line(line: str, found: list[str]) -> None:
    assert named(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "jan@school.nl",
        "jan.de.wit@school.nl",
        "@jan@school.nl",
        "groep #3 en #12a",
        "## Wat gaat er goed",
        "##roos",
        "@@ans",
        "# roos",
        "@",
        "#",
        "https://school.nl/#team",
        "#[@click=app.quit]klik[/]",
        "[@click=app.bell",
        "C#sharp",
    ],
)
def test_no_names(line: str) -> None:
    assert named(line) == []


@pytest.mark.parametrize(
    ("line", "column", "typed"),
    [
        ("@", 1, ""),
        ("! @", 3, ""),
        ("@a", 2, "a"),
        ("@ans.", 5, "ans."),
        ("@jan-", 5, "jan-"),
        ("met @ans. En", 8, "ans"),
        ("met @ans. En", 6, "ans"),
        ("#zoë", 4, "zoë"),
    ],
)
def test_the_name_at_the_cursor(line: str, column: int, typed: str) -> None:
    found = mention_at(line, column)
    assert found is not None
    assert found.typed == typed


@pytest.mark.parametrize(
    ("line", "column"), [("#", 1), ("##", 2), ("@ans", 0), ("@ans x", 5), ("a@b", 3), ("# ", 1), ("", 0)]
)
def test_no_name_at_the_cursor(line: str, column: int) -> None:
    assert mention_at(line, column) is None


@given(st.one_of(st.text(), st.text("#@'’.-/ sam")))
def test_any_line_will_do_and_names_are_where_they_say(line: str) -> None:
    end = 0
    for one in mentions(line):
        assert line[one.start : one.end] == f"{one.mark}{one.typed}"
        assert one.start >= end
        assert mention_at(line, one.end) == one
        end = one.end
    for column in range(len(line) + 1):
        mention_at(line, column)


def test_names_are_replaced_at_their_place() -> None:
    assert replaced("bel @ans over #sam's tas", lambda one: one.typed.upper()) == "bel ANS over SAM's tas"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("praat met #Noa over de toets", "praat met Noa over de toets"),
        ("@ans: belt met #kai's moeder.", "ans: belt met kai's moeder."),
        ("punt #3, a@b.nl, https://school.nl/#team", "punt #3, a@b.nl, https://school.nl/#team"),
        ("", ""),
    ],
)
def test_for_reading_a_name_loses_its_mark_and_keeps_its_letters(typed: str, read: str) -> None:
    assert unmarked(typed) == read


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (("Ans", "de", "Boer"), ["Ans", "Ans.B", "Ans.Boer", "Ans.de.Boer"]),
        (("Noa", "", "Hof"), ["Noa", "Noa.H", "Noa.Hof"]),
        (("Anne Marie", "", "Wit"), ["Anne.Marie", "Anne.Marie.W", "Anne.Marie.Wit"]),
        (("Zoë", "van 't", "Hof"), ["Zoë", "Zoë.H", "Zoë.Hof", "Zoë.van.'t.Hof"]),
        (("", "de", "Vries"), ["Vries", "de.Vries"]),
        (("Kees", "", "’s-Hertogenbosch"), ["Kees", "Kees.s", "Kees.’s-Hertogenbosch"]),
        (("[/]", "", ""), []),
        (("", "", ""), []),
    ],
)
def test_ways_to_write_somebody(who: tuple[str, str, str], ways: list[str]) -> None:
    assert list(ways_to_write(Named("leerling", 1, *who, ""))) == ways


@pytest.mark.parametrize("text", hostile.ALL)
def test_every_way_to_write_a_strange_name_is_one_name_that_finds_it(text: str) -> None:
    one = Named("leerling", 1, text, "", text, "")
    for way in ways_to_write(one):
        assert named(f"#{way}") == [f"#{way}"]
        assert hostile.acts_on_a_terminal(way) == []
        assert find(way, [one]) == Found(one)


def test_a_word_that_is_one_name() -> None:
    assert is_mention("@ans")
    assert is_mention("@ans's")
    assert not is_mention("#ans")
    assert not is_mention("@ans,")
