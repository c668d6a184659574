"""Who may have which paper, and what must be settled first."""

from typing import Any

import pytest

from ibtui.care.recipients import (
    LEGAL_GROUNDS,
    Asks,
    Candidate,
    Obligation,
    Permission,
    likely,
    obligations,
)
from ibtui.care.words import Custody, PaperAudience, PersonRole

MOTHER = Candidate(1, "Anna van Dijk", "moeder", PersonRole.GUARDIAN, Custody.YES)
FATHER = Candidate(2, "Piet de Boer", "vader", PersonRole.GUARDIAN, Custody.YES)
STEPFATHER = Candidate(3, "Erik Smit", "stiefvader", PersonRole.GUARDIAN, Custody.NO)
GRANDMA = Candidate(4, "Jo van Dijk", "oma", PersonRole.GUARDIAN, Custody.UNKNOWN)
NO_MINUTES = Candidate(5, "Bob van Dijk", "vader", PersonRole.GUARDIAN, Custody.YES, gets_minutes=False)
TEACHER = Candidate(6, "Ans de Wit", "leerkracht", PersonRole.TEACHER)
NURSE = Candidate(7, "Fatima Aydin", "jeugdverpleegkundige", PersonRole.AGENCY, agency_id=3)
COACH = Candidate(8, "Guus Vos", "coach", PersonRole.AGENCY)


def open_keys(audience: PaperAudience, people: list[Candidate], chosen: set[int], **more: str) -> list[str]:
    return [one.key for one in obligations(audience, people, chosen, reasons=more) if not one.done]


@pytest.mark.parametrize(
    ("people", "chosen", "asked"),
    [
        ([MOTHER, FATHER], {1, 2}, []),
        ([MOTHER, FATHER], {1}, ["gezag:2"]),
        ([MOTHER], {1}, []),
        ([MOTHER, STEPFATHER], {1}, []),
        ([MOTHER, STEPFATHER], {1, 3}, ["zonder:3"]),
        ([MOTHER, STEPFATHER], {3}, ["gezag:1", "zonder:3"]),
        ([MOTHER, GRANDMA], {1, 4}, ["onbekend:4"]),
        ([MOTHER, GRANDMA], {1}, ["onbekend-niet:4"]),
        ([MOTHER, NO_MINUTES], {1}, ["gezag:5"]),
        ([MOTHER, NO_MINUTES], {1, 5}, ["geen-verslag:5"]),
        ([MOTHER, FATHER], set(), ["niemand"]),
        ([], set(), ["niemand"]),
    ],
)
def test_the_rules_of_gezag(people: list[Candidate], chosen: set[int], asked: list[str]) -> None:
    assert open_keys("ouders", people, chosen) == asked


def test_a_reason_settles_and_is_kept() -> None:
    (duty,) = obligations("ouders", [MOTHER, FATHER], {1}, reasons={"gezag:2": " de rechter besliste 3-11 "})
    assert (duty.done, duty.answer, duty.person_id) == (True, "de rechter besliste 3-11", 2)
    assert open_keys("ouders", [MOTHER, FATHER], {1}, **{"gezag:2": "   "}) == ["gezag:2"], (
        "blanks are no reason"
    )


def test_nobody_chosen_is_settled_by_choosing_and_nobody_known_by_a_reason() -> None:
    assert obligations("ouders", [MOTHER], ())[0].asks is Asks.CHOICE
    assert obligations("ouders", [], ())[0].asks is Asks.REASON
    assert open_keys("ouders", [], set(), niemand="de voogd haalt het op") == []


def test_a_duty_says_what_and_what_to_do_in_whole_sentences() -> None:
    people = [MOTHER, FATHER, STEPFATHER, GRANDMA, NO_MINUTES, COACH]
    for chosen in ({1}, {1, 3, 4, 5, 8}, set()):
        for duty in obligations("ouders", people, chosen):
            assert duty.text.endswith(".")
            assert duty.hint.endswith(".")


def test_the_dossier_stays_in_the_school_and_asks_nothing() -> None:
    assert obligations("dossier", [MOTHER, FATHER], {1}) == ()


def permission(valid: bool, pupil: int = 7) -> Permission:
    return Permission(
        pupil, "Roos van Dijk", 3, "GGD", valid, "toestemming: verslag" if valid else "geen toestemming"
    )


def test_an_agency_needs_consent_for_each_child() -> None:
    found = obligations("instantie", [], (), [permission(True), permission(False, 8)])
    assert [(duty.key, duty.asks, duty.done) for duty in found] == [
        ("toestemming:7:3", Asks.GROUND, True),
        ("toestemming:8:3", Asks.GROUND, False),
    ]


@pytest.mark.parametrize("ground", LEGAL_GROUNDS)
def test_or_a_ground_of_the_law(ground: str) -> None:
    (duty,) = obligations("instantie", [], (), [permission(False)], ground=ground)
    assert (duty.done, duty.answer) == (True, LEGAL_GROUNDS[ground])


def test_another_word_is_no_ground() -> None:
    assert not obligations("instantie", [], (), [permission(False)], ground="omdat het moet")[0].done


@pytest.mark.parametrize("audience", ["instantie", "afspraken"])
def test_an_agency_that_reads_of_no_child_in_particular_needs_a_reason(audience: PaperAudience) -> None:
    """Of a group or the team nobody's parents can have said yes."""

    def duty(**more: Any) -> Obligation:
        return obligations(audience, [NURSE], {7}, agencies={3: "GGD"}, **more)[0]

    assert (duty().key, duty().asks, duty().done) == ("geen-kind:3", Asks.REASON, False)
    assert duty(ground="swv").answer == LEGAL_GROUNDS["swv"]
    assert duty(reasons={"geen-kind:3": "er staat geen kind in"}).answer == "er staat geen kind in"
    assert duty(permissions=[permission(True)]).key == "toestemming:7:3", "of a child its consent is asked"


def test_an_extract_of_nothing_asks_what_goes() -> None:
    assert [duty.key for duty in obligations("instantie", [], (), empty=True)] == ["leeg"]


def test_promises_for_the_staff_alone_ask_nothing_of_the_family() -> None:
    assert open_keys("afspraken", [MOTHER, FATHER, TEACHER], {6}) == []
    assert open_keys("afspraken", [MOTHER, FATHER, TEACHER], {1, 6}) == ["gezag:2"]


def test_somebody_from_outside_without_an_agency_needs_a_reason() -> None:
    assert open_keys("afspraken", [TEACHER, COACH], {6, 8}) == ["buiten:8"]
    assert open_keys("afspraken", [TEACHER, NURSE], {6, 7}) == []


def test_who_is_ticked_to_begin_with() -> None:
    everyone = [MOTHER, FATHER, STEPFATHER, GRANDMA, NO_MINUTES, TEACHER, NURSE]
    assert likely("ouders", everyone) == (1, 2)
    assert likely("afspraken", everyone) == (1, 2, 6)


def test_a_list_says_what_somebody_is_and_whether_there_is_gezag() -> None:
    assert [one.words for one in (MOTHER, STEPFATHER, GRANDMA, TEACHER)] == [
        "moeder · gezag",
        "stiefvader · geen gezag",
        "oma · gezag onbekend",
        "leerkracht",
    ]
