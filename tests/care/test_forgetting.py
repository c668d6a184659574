"""One child out of the texts of others: only what is sure, and what isn't is said."""

from __future__ import annotations

import pytest

from ibtui.care.forgetting import Cleaned, Eraser, Grown
from ibtui.care.names import Named


def named(number: int, first: str, infix: str, last: str, also: str = "", kind: str = "leerling") -> Named:
    return Named(kind, number, first, infix, last, "", also)


ROOS = named(1, "Roos", "van", "Dijk", "Roosje")
SAM, EVA = named(2, "Sam", "", "Hof"), named(3, "Eva", "van", "Dijk")
ANS = named(9, "Ans", "de", "Boer", kind="persoon")
FLEUR = Grown(5, "Fleur van Dijk", ("06-12345678", "f@x.nl"))
ERASER = Eraser(ROOS, [SAM, EVA], [ANS], [FLEUR])


def clean(text: str, eraser: Eraser = ERASER) -> Cleaned:
    return eraser.clean(text, minutes=True, lines=True)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("Sam speelt met Roos.", "Sam speelt met een ander kind."),
        ("Roos van Dijk huilde.", "Een ander kind huilde."),
        ("roos van dijk huilde", "een ander kind huilde"),
        ("Het was druk. Roos van Dijk huilde.", "Het was druk. Een ander kind huilde."),
        ("samen met Roosje", "samen met een ander kind"),
        ("samen met Roos's broer", "samen met een ander kind z'n broer"),
        ("! #roos: bellen > vr", "! een ander kind: bellen > vr"),
        ("! ik: bel de moeder van Roos > vr", "! ik: bel de moeder van een ander kind > vr"),
        ("broer van Roos van D.", "broer van een ander kind"),
        ("moeder Fleur van Dijk belde (06-12345678)", "moeder een ouder belde ((weggehaald))"),
        ("mail naar F@X.nl", "mail naar (weggehaald)"),
    ],
)
def test_a_sure_name_becomes_a_word(text: str, then: str) -> None:
    assert clean(text) == Cleaned(then)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "een roos plukken",
        "Roosmarijn zit naast Sam",
        "het rooster",
        "de familie Van Dijk",
        "Eva van Dijk leest",
    ],
)
def test_what_is_not_this_child_stays(text: str) -> None:
    assert clean(text) == Cleaned(text)


def test_what_may_be_the_name_stays_and_is_said() -> None:
    assert clean("Roos is ziek") == Cleaned("Roos is ziek", (("Roos", "Roos is ziek"),))


def test_its_own_part_goes_and_that_of_others_stays_to_the_letter() -> None:
    text = "## Start\n\n## Roos van Dijk\n- leest\n! @ans: boek > vr\n\n## Sam Hof\n  - rekent  \n"
    assert clean(text).text == "## Start\n\n## Sam Hof\n  - rekent  \n"


def test_lines_that_begin_with_the_name_go_where_more_children_are_spoken_of() -> None:
    text = "- Roos: leest nu vlot\n- Sam: rekent\n= Roos van Dijk: plan"
    assert clean(text).text == "- Sam: rekent"
    assert "leest nu vlot" in ERASER.clean(text, minutes=True).text


def test_a_child_with_the_same_first_name_keeps_it() -> None:
    eraser = Eraser(named(1, "Roos", "van", "Dijk"), [named(2, "Roos", "", "Hof")], [])
    assert clean("- Roos: leest", eraser) == Cleaned("- Roos: leest", (("roos", "- Roos: leest"),))
    assert clean("Roos Hof en Roos van Dijk", eraser).text == "Roos Hof en een ander kind"
    assert clean("#roos.dijk", eraser).text == "een ander kind"
    assert clean("#roos", eraser).text == "#roos"


def test_a_teacher_with_the_same_first_name_keeps_it() -> None:
    eraser = Eraser(ROOS, [SAM], [named(9, "Roos", "", "Bakker", kind="persoon")])
    assert clean("juf Roos belt", eraser).text == "juf Roos belt"
    assert clean("- Roos: belt de ouders", eraser).text == "- Roos: belt de ouders"


def test_two_with_one_whole_name_are_both_left_alone() -> None:
    eraser = Eraser(ROOS, [named(2, "Roos", "van", "Dijk")], [])
    done = clean("Roos van Dijk leest", eraser)
    assert done.text == "Roos van Dijk leest"
    assert done.left


def test_a_heading_with_another_name_that_people_use_is_hers_too() -> None:
    text = "## Roosje\n- leest nog spellend\n## Roos van Dijk\n- rekent vlot\n## Sam Hof\n- leest"
    assert clean(text) == Cleaned("## Sam Hof\n- leest")


def test_a_heading_with_a_name_that_another_child_has_is_nobodys() -> None:
    other = Eraser(ROOS, [named(4, "Roosje", "", "Bos")], [ANS])
    text = "## Roosje\n- leest nog spellend"
    assert clean(text, other).text == text


@pytest.mark.parametrize(
    ("near", "goes"),
    [
        ([{1}], True),  # linked to the talk, the other isn't
        ([{1, 4}], False),
        ([{4}, {1}], False),  # the other is linked: it is the other's, whoever is in the group
        ([{9}, {1}], True),  # nobody of that name is linked: the group of that day
        ([set(), set()], False),
        ([], False),
    ],
)
def test_a_first_name_that_two_have_is_of_who_was_in_the_talk(near: list[set[int]], goes: bool) -> None:
    eraser = Eraser(ROOS, [named(4, "Roos", "", "Bos")], [ANS])
    text = "## Roos\n- leest nog spellend\n## Sam Hof\n- leest"
    left = "## Sam Hof\n- leest" if goes else text
    assert eraser.clean(text, minutes=True, near=near).text == left
