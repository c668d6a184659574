"""Finding somebody by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.names import (
    Found,
    Named,
    Nobody,
    Register,
    Several,
    find,
    is_unclear,
    other_names,
    sort_key,
    split_name,
    suggest,
)


def pupil(number: int, first: str, infix: str, last: str) -> Named:
    return Named("leerling", number, first, infix, last, "groep 5")


ROOS = pupil(1, "Roos", "van", "Dijk")
NOA_HOF = pupil(2, "Noa", "", "Hof")
NOA_BAKKER = pupil(3, "Noa", "", "Bakker")
SAM = pupil(4, "Sam", "de", "Boer")
SAMIRA = pupil(5, "Samira", "", "El Idrissi")
JAN = pupil(6, "Jan", "", "Smit")
JAN_PETER = pupil(7, "Jan-Peter", "", "Kok")
HANAE = pupil(8, "Hanaë", "", "Wit")
DE_VRIES = Named("persoon", 1, "", "de", "Vries", "jeugdarts")
ALL = (ROOS, NOA_HOF, NOA_BAKKER, SAM, SAMIRA, JAN, JAN_PETER, HANAE, DE_VRIES)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("roo", ROOS),
        ("#roo", ROOS),
        ("ROOS VAN DIJK", ROOS),
        ("van dijk", ROOS),
        ("dijk", ROOS),
        ("roos d", ROOS),
        ("noa h", NOA_HOF),
        ("#noa.h", NOA_HOF),
        ("hof noa", NOA_HOF),
        ("sam", SAM),
        ("sami", SAMIRA),
        ("s. de boer", SAM),
        ("jan", JAN),
        ("jan-p", JAN_PETER),
        ("peter", JAN_PETER),
        ("hanae", HANAE),
        ("HANAË", HANAE),
        ("mw. de vries", DE_VRIES),
        ("@vries", DE_VRIES),
    ],
)
def test_one_fits(typed: str, who: Named) -> None:
    assert find(typed, ALL) == Found(who)


def test_two_that_fit_are_both_shown_in_order() -> None:
    assert find("noa", ALL) == Several((NOA_BAKKER, NOA_HOF))
    assert find("sa", ALL) == Several((SAM, SAMIRA))


def test_two_with_the_very_same_name_are_never_guessed() -> None:
    twin = pupil(20, "Roos", "van", "Dijk")
    assert find("roos van dijk", [ROOS, twin]) == Several((ROOS, twin))


@pytest.mark.parametrize("typed", ["x", "", "#", "@", "roos hof", "[@click=app.quit]x[/]", "roos roos", "."])
def test_nobody_fits(typed: str) -> None:
    assert isinstance(find(typed, ALL), Nobody)


def test_nobody_tells_what_was_asked() -> None:
    assert find("@Piet", ALL) == Nobody("Piet")


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(typed: str) -> None:
    find(typed, ALL)


@given(st.sampled_from(ALL))
def test_a_full_name_finds_its_owner(named: Named) -> None:
    assert find(named.full, ALL) == Found(named)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("sa", [SAM, SAMIRA]),
        ("hanae", [HANAE]),
        ("n", [NOA_BAKKER, NOA_HOF]),
        ("noa.h", [NOA_HOF]),
        ("ho", [NOA_HOF]),
        ("jan", [JAN, JAN_PETER]),
        ("juf sam", [SAM, SAMIRA]),
        ("di", [ROOS]),
        ("v", [DE_VRIES, ROOS]),
        ("x", []),
    ],
)
def test_names_that_the_first_letters_can_mean_the_likeliest_first(typed: str, who: list[Named]) -> None:
    assert suggest(typed, Register(ALL)) == who


def test_without_letters_everyone_is_proposed() -> None:
    assert suggest("", Register(ALL)) == sorted(ALL, key=sort_key)


@given(st.text(max_size=30))
def test_who_is_found_is_also_proposed(typed: str) -> None:
    match = find(typed, ALL)
    if isinstance(match, Found):
        assert match.named in suggest(typed, Register(ALL))


def test_what_is_a_question_to_the_writer() -> None:
    assert is_unclear("@noa", Several((NOA_BAKKER, NOA_HOF)))
    assert is_unclear("Noa", Several((NOA_BAKKER, NOA_HOF)))
    assert is_unclear("@piet", Nobody("piet"))
    assert not is_unclear("de tandarts", Nobody("de tandarts"))
    assert not is_unclear("@ans", 3)


def test_names_as_they_are_written_and_ordered() -> None:
    assert [ROOS.full, NOA_HOF.full, DE_VRIES.full] == ["Roos van Dijk", "Noa Hof", "De Vries"]
    assert sorted([SAM, HANAE, NOA_HOF, NOA_BAKKER], key=sort_key) == [HANAE, NOA_BAKKER, NOA_HOF, SAM]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Roos", ("Roos", "", "")),
        ("Noa Hof", ("Noa", "", "Hof")),
        ("Roos van Dijk", ("Roos", "van", "Dijk")),
        ("roos van dijk", ("roos", "van", "dijk")),
        ("  Marit  van der   Veen ", ("Marit", "van der", "Veen")),
        ("Anne Marie van Dijk", ("Anne Marie", "van", "Dijk")),
        ("Noa Hof Bakker", ("Noa", "", "Hof Bakker")),
        ("Samira El Idrissi", ("Samira", "", "El Idrissi")),
        ("Samira el Idrissi", ("Samira", "el", "Idrissi")),
        ("Kees van ’t Hof", ("Kees", "van 't", "Hof")),
        ("Van Dijk", ("", "van", "Dijk")),
        ("de Vries", ("", "de", "Vries")),
        ("Jan-Peter Kok", ("Jan-Peter", "", "Kok")),
        ("Roos van", ("Roos", "", "van")),
        ("", ("", "", "")),
    ],
)
def test_a_typed_name_falls_apart_in_first_name_infix_and_last_name(
    typed: str, parts: tuple[str, str, str]
) -> None:
    assert split_name(typed) == parts


@pytest.mark.parametrize("named", [ROOS, NOA_HOF, SAM, SAMIRA, JAN_PETER, DE_VRIES])
def test_a_name_that_is_split_and_put_together_is_the_same(named: Named) -> None:
    assert split_name(named.full) == (named.first, named.infix, named.last)


def test_another_name_that_people_use_is_found_after_a_first_name_and_before_a_beginning() -> None:
    roos = Named("leerling", 20, "Rosalie", "van", "Dijk", "groep 5", also="Roosje, Roos Anna")
    roosje = pupil(21, "Roosje", "", "Bakker")
    assert find("roosje", [roos, ROOS]) == Found(roos)
    assert find("roosje", [roos, roosje]) == Found(roosje)
    assert find("roosje d", [roos, roosje]) == Found(roos)
    assert find("roos anna", [roos, ROOS]) == Found(roos)
    assert find("roosje b", [roos, ROOS]) == Nobody("roosje b")
    assert find("rosalie", [roos, ROOS]) == Found(roos)
    assert suggest("roosj", Register([roos, NOA_HOF])) == [roos]


def test_other_names_are_what_stands_between_the_commas() -> None:
    assert other_names("Roosje, Roos Anna;  Roosie ,") == ["Roosje", "Roos Anna", "Roosie"]
    assert other_names("") == []
