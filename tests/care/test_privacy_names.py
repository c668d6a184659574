"""Rule O1: which words in a copy are the name of another child, how sure that is, and what stays silent."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care import privacy_names
from ibtui.care.findings import AdultName, ChildName, Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.minutes import Mark
from ibtui.care.words import ConversationKind
from tests import hostile

OWN = ChildName(1, "Roos", "van", "Dijk", own=True)
CHILDREN = (
    OWN,
    ChildName(2, "Daan", "van", "Dijk"),
    ChildName(3, "Sam", "de", "Boer"),
    ChildName(4, "Mees", "", "Bakker"),
    ChildName(5, "Storm", "", "Hof"),
    ChildName(6, "Kjeld", "", "Postma"),
    ChildName(7, "Jan", "", "Mulder"),
    ChildName(8, "Jan-Peter", "", "Smit"),
    ChildName(9, "Anne Sophie", "", "Wit"),
    ChildName(10, "Hanaë", "", "Lemaire"),
    ChildName(11, "Noa", "", "Jansen"),
    ChildName(12, "Noa", "", "Hendriks"),
    ChildName(13, "Wil", "", "Smeets"),
    ChildName(14, "Dan", "", "Kuiper"),
    ChildName(15, "Max", "", "Yilmaz"),
    ChildName(16, "Mei", "", "Lin"),
    ChildName(17, "Fleur", "van den", "Berg"),
    ChildName(18, "Isa", "van 't", "Veld"),
    ChildName(19, "Lee", "", "O'Neill"),
    ChildName(20, "Beer", "de", "Vries"),
)
ADULTS = (
    AdultName(101, "Linda", "van", "Dijk", near=True),
    AdultName(102, "Fleur", "", "Maas", near=True),
    AdultName(103, "Karin", "", "Hof", near=True),
    AdultName(104, "Tom", "", "Mulder"),
)
KNOWN = Known(CHILDREN, ADULTS, (), {"#roos": "own", "#sam": "other", "@sam": "other", "@fleur": "person"})
S, A = Level.STOPS, Level.ASKS


def known_about(*numbers: int) -> Known:
    """The same school, in a paper about these children."""
    children = tuple(replace(child, own=child.id in numbers) for child in CHILDREN)
    return replace(KNOWN, children=children)


def findings(text: str, known: Known = KNOWN, beside: Sequence[tuple[str, str]] = ()) -> list[Finding]:
    """What is said of one line, of which the text begins at column 3."""
    lines = (CopyLine(4, 3, Mark.TEXT, text),) if text else ()
    copy = Copy(ConversationKind.LARGE_MEETING, lines, beside=tuple(beside))
    return list(privacy_names.find(copy, Reader("ouders"), known))


def found(text: str, known: Known = KNOWN) -> list[tuple[str, Level]]:
    return [(one.text, one.level) for one in findings(text, known)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ze speelt met Sam.", ["Sam"]),
        ("Ze speelt met sam en SAM.", ["sam", "SAM"]),
        ("Kjelds idee, KJELD en Kjeldje.", ["Kjelds", "KJELD", "Kjeldje"]),
        ("De tas van Noa's zus, Sammetje.", ["Noa's", "Sammetje"]),
        ("Hanae, hanaë en HANAË’s.", ["Hanae", "hanaë", "HANAË’s"]),
        ("Met Jan-Peter, Jan Peter en Jan.", ["Jan-Peter", "Jan Peter", "Jan"]),
        ("Naast Anne Sophie en anne-sophie.", ["Anne Sophie", "anne-sophie"]),
        ("Sam de Boer, S. de Boer en Sam B.", ["Sam de Boer", "S. de Boer", "Sam B."]),
        (
            "Fleur van den Berg, Fleur v.d. Berg, F. vd Berg.",
            ["Fleur van den Berg", "Fleur v.d. Berg", "F. vd Berg"],
        ),
        ("Bij Isa van 't Veld en Lee O'Neill.", ["Isa van 't Veld", "Lee O'Neill"]),
        ("moeder Kjeld, de vader van Storm", ["Kjeld", "Storm"]),
        ("(Storm, Mees/Sam)", ["Storm", "Mees", "Sam"]),
        ('"Storm" en Roos', []),
        ("Wil S. zat ernaast.", ["Wil S."]),
    ],
)
def test_a_name_of_another_child_stops(text: str, names: list[str]) -> None:
    assert [text for text, level in found(text) if level is S] == names


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Toen liep Storm weg.", S),
        ("Ze gaf Mees' boek terug.", S),
        ("Na o.a. Storm kwam de rest.", S),
        ("Storm liep weg.", A),
        ("Klaar. Mees gaf haar een boek.", A),
        ('Roos: "Storm is lief."', A),
        ("RUZIE MET STORM", A),
        ("Met de Storm van vorig jaar", A),
        ("Wil heeft haar geduwd.", A),
        ("Dan slaat terug.", A),
        ("Max is haar vriend.", A),
        ("Met Mei speelt ze graag.", S),
        ("Bij storm blijft ze thuis, net als de mees.", None),
        ("Een beer van een vent. Beer van een vent!", None),
        ("Wil je dit doorgeven? Wil graag meer lezen.", None),
        ("Dan is zij moe. Dan gaat Roos naar huis.", None),
        ("Max. 20 minuten, en max 3 keer.", None),
        ("Geslagen, en Max 3 keer.", A),
        ("Op 13 mei, eind Mei en in mei.", None),
        ("13 jan, 13 Jan en Jan 2027", None),
        ("Sinds Jan weg is, door Jan 3 keer geslagen. Met Jan 10 minuten gesproken.", A),
        ("Na school Mees gesproken, op het kamp Storm.", A),
        ("BSO De Storm en Stichting Storm", None),
        ("Lees samen de beertjes.", None),
        ("Ik wil bakker worden.", None),
    ],
)
def test_a_name_that_is_a_word_too(text: str, level: Level | None) -> None:
    assert {level for _text, level in found(text)} == ({level} if level else set())


@pytest.mark.parametrize(
    "text",
    [
        "Roos plukte een roos. Roos' tas, Roosje, ROOS en #roos.",
        "Roos van Dijk, R. van Dijk, R.v.D. en meneer en mevrouw van Dijk.",
        "Samenwerken, samen, janken, Jantien en Noach.",
        "Juf Fleur, opa Jan, haar opa Sam en Fleur Maas.",
        "Sam (jeugdarts) en Sam Pietersen van het wijkteam.",
        "Volgens mevrouw Hof van de GGD en Karin Hof.",
        "De bakker, de boer, het hof en een mulder.",
        "Dhr. Bakker van de GGD, Tom Mulder en Els Bakker.",
        "Jan en alleman, Jan Modaal, Jip en Janneke.",
        "Sander-Jan en Jan-Willem zijn ooms.",
        "Mail sam@school.nl of kijk op www.sam.nl",
        "@fleur belt.",
        "Sam2 en Kjeldsen",
    ],
)
def test_what_stays_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("De familie Hof was erbij.", ["Hof"]),
        ("Mevrouw Yilmaz belde, en mw. Postma.", ["Yilmaz", "Postma"]),
        ("Ze fietst met de Boer mee.", []),
        ("Ze kent de Vries en De Boer.", ["de Vries", "De Boer"]),
        ("Ruzie met K.P. op het plein.", ["K.P."]),
        ("Ze ziet Anne graag.", ["Anne"]),
        ("Fleur slaat haar. Fleur lacht.", ["Fleur"]),
        ("Sam Pietersen deed mee.", ["Sam"]),
    ],
)
def test_what_asks(text: str, names: list[str]) -> None:
    said = found(text)
    assert [one for one, _level in said] == (names or ["de Boer"])
    assert {level for _one, level in said} == {A}


def test_two_children_of_one_name() -> None:
    about_noa = known_about(11)
    assert found("Noa, Noa's tas, Noa J., N. Jansen en Noa Jansen.", about_noa) == []
    assert found("Noa zit naast Noa H. en Noa Hendriks.", about_noa) == [("Noa H.", S), ("Noa Hendriks", S)]
    assert found("De andere Noa lachte.", about_noa) == [("Noa", S)]


def test_the_own_child_is_silent_whatever_its_name() -> None:
    assert found("Beer is boos. Toen lachte Beer. de familie de Vries", known_about(20)) == []
    assert found("Jan-Peter en Jan Peter lezen.", known_about(8)) == []
    assert found("Jan leest met Jan-Peter.", known_about(7)) == [("Jan-Peter", S)]
    assert found("Roos en Daan zijn hier.", known_about(1, 2)) == []


def test_a_brother_is_another_child_and_the_reason_says_so() -> None:
    (one,) = findings("Haar broer Daan leest.")
    assert one.level is S
    assert "broer of zus" in one.reason


@pytest.mark.parametrize(
    ("text", "name"), [("Met #sam.", "#sam"), ("Met #sa's zus", "#sa"), ("@sam: leest", "@sam")]
)
def test_a_marked_name_that_is_not_of_this_child_stops(text: str, name: str) -> None:
    assert found(text) == [(name, S)]


def test_the_reason_tells_nobody_from_more_than_one() -> None:
    known = replace(KNOWN, meant={**KNOWN.meant, "#noa": "several"})
    (nobody,), (several,) = findings("Met #zz", known), findings("Met #noa", known)
    assert "geen kind met deze naam" in nobody.reason
    assert "meer kinderen" in several.reason
    assert (nobody.level, several.level) == (S, S)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Op school duwde Sam Roos van de trap", S),
        ("Op school duwde Sam Roos' tas weg", S),
        ("Op school spreekt Sam Nederlands", S),
        ("Op school deed Sam Engelse les", S),
        ("Op school kwam Sam Karin tegen", S),
        ("Op school kwam Sam Piet tegen", A),
        ("Sam Pietersen komt op school", A),
        ("Sam Pietersen van school", A),
        ("Sam Pietersen van het wijkteam en Sam Pietersen, jeugdarts.", None),
        ("Na de ruzie met Sam, juf Ans erbij gehaald", S),
        ("Daarna huilde Sam, meester Tom troostte hem", S),
        ("Gesprek met Sam, juf en moeder", S),
        ("Sam (jeugdarts GGD), Sam, juf, en Sam, de coach", None),
        ("We spraken met Sam, juf van groep 5, erbij", A),
        ("Vandaag sprak de leerkracht Sam aan", A),
        ("Daarna haalde juf Sam uit de klas", A),
        ("Daarna haalde opa Sam haar op", A),
        ("Opa Sam belt, haar oma Sam ook. Op Sint Jan is ze vrij. Meester Tom leest.", None),
        ("De ruzie Roos-Sam", S),
        ("Het duo Sam-Roos", S),
        ("van jan tot mrt", None),
    ],
)
def test_what_stands_around_a_name(text: str, level: Level | None) -> None:
    known = replace(KNOWN, children=(*CHILDREN, ChildName(30, "Tom", "", "Bos")))
    assert {level for _text, level in found(text, known)} == ({level} if level else set())


def test_an_adult_near_is_asked_about_in_each_line() -> None:
    copy = Copy(
        ConversationKind.LARGE_MEETING,
        (CopyLine(1, 1, Mark.TEXT, "Fleur vertelt en Fleur lacht"), CopyLine(2, 1, Mark.TEXT, "door Fleur")),
    )
    assert [one.line for one in privacy_names.find(copy, Reader("ouders"), KNOWN)] == [1, 2]


def test_a_saying_that_is_a_pupils_name_asks() -> None:
    known = Known((OWN, ChildName(2, "Jan", "", "Klaassen")))
    assert found("Ze speelt met Jan Klaassen, en met jan klaassen.", known) == [("Jan Klaassen", A)]


@pytest.mark.parametrize("last", ["Ünal-de Boer", "Ünal-De Boer", "Ünal-de  Boer"])
def test_each_half_of_a_double_last_name_is_found(last: str) -> None:
    known = Known((OWN, ChildName(2, "Sem", "", last)), (AdultName(9, "Els", "de", "Boer", near=True),))
    said = [("Sem Ünal", S), ("S. Ünal", S), ("S. de Boer", S), ("Ünal", A), (f"Sem {last}", S)]
    assert found(f"Sem Ünal, S. Ünal, S. de Boer, familie Ünal, Sem {last}.", known) == said
    assert found("Els de Boer en mevrouw de Boer", known) == []


def test_the_halves_of_the_own_double_last_name_are_silent() -> None:
    known = Known((ChildName(1, "Roos", "", "Ünal-de Boer", own=True), ChildName(2, "Sam", "de", "Boer")))
    assert found("Roos Ünal, R. Ünal, familie Ünal, familie de Boer", known) == []


def test_a_parent_of_another_child_with_its_last_name_asks() -> None:
    karin = AdultName(120, "Karin", "de", "Boer", guardian=True)
    for adult, said in ((karin, [("Karin de Boer", A)]), (replace(karin, near=True), [])):
        assert found("Karin de Boer belt.", replace(KNOWN, adults=(*ADULTS, adult))) == said
    assert (
        found("Karin van Dijk belt.", replace(KNOWN, adults=(replace(karin, infix="van", last="Dijk"),)))
        == []
    )


def test_an_unknown_person_with_a_childs_name_still_stops() -> None:
    assert found("@kjeld.p: leest") == [("kjeld", S)]


def test_the_place_is_the_one_in_the_editor() -> None:
    (one,) = findings("Ze ziet Sam graag.")
    assert (one.rule, one.line, one.column, one.where) == ("O1", 4, 11, "")
    assert one.around == "Ze ziet Sam graag."


def test_what_stands_beside_the_text_is_read_too() -> None:
    (one,) = findings("", beside=[("doel van het gesprek", "Ruzie met Sam")])
    assert (one.text, one.line, one.where, one.around) == ("Sam", 0, "doel van het gesprek", "Ruzie met Sam")


def test_a_school_without_other_children_says_nothing() -> None:
    assert found("Sam de Boer en Roos", Known(children=(OWN,))) == []
    assert found("Sam", Known(children=(ChildName(1, "", "", ""), ChildName(2, "?!", "-", "'")))) == []


NAMES = [
    "Sam",
    "storm",
    "Jan-Peter",
    "S.",
    "de Boer",
    "Noa H.",
    "#sam",
    "@x",
    "Anne",
    "-",
    "'",
    ". ",
    "van",
    "Mei",
]


@given(st.lists(st.sampled_from(NAMES) | st.sampled_from(hostile.ALL) | st.text(max_size=12)).map(" ".join))
def test_any_text_will_do_and_every_find_stands_there(text: str) -> None:
    for one in findings(text):
        assert one.text == text[one.column - 3 : one.column - 3 + len(one.text)]
        assert one.text.strip()
        assert one.reason


def test_a_long_line_and_many_children_take_no_steps_too_many() -> None:
    many = tuple(
        ChildName(number, f"Kind{'abcdefghij'[number % 10]}", "van de", "Berg") for number in range(2, 600)
    )
    known = Known(children=(OWN, *many))
    text = "Ze speelt met Kinda van de Berg en van de hele groep. " * 500
    assert len(found(text, known)) == 500
