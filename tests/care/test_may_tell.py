"""May something be told about a child: yes or no, and why."""

import datetime as dt
from dataclasses import replace

import pytest

from ibtui.care.may_tell import Given, Guardian, may_tell, may_tell_guardian
from ibtui.care.recipients import LEGAL_GROUNDS

TODAY = dt.date(2026, 11, 24)
_DAY = dt.timedelta(days=1)

MOTHER = Guardian(1, "Fleur van Dijk", "moeder", "ja")
FATHER = Guardian(2, "Karim Bos", "vader", "ja")
STEPFATHER = Guardian(3, "Ben Vos", "stiefvader", "nee")
AUNT = Guardian(4, "Tine Vos", "", "onbekend")
FAMILY = (MOTHER, STEPFATHER, AUNT)

YES = Given(1, "Fleur van Dijk", "verslag van het overleg", "onderzoek", TODAY - 9 * _DAY, id=7)


def test_somebody_with_custody_said_yes() -> None:
    verdict = may_tell([YES], FAMILY, TODAY)
    assert verdict.yes
    assert verdict.why == (
        "Fleur van Dijk (moeder) heeft gezag en zei ja op zo 15 nov.",
        "Waarvoor: onderzoek",
    )
    assert (verdict.what, verdict.until) == ("verslag van het overleg", None)
    assert (verdict.ground, verdict.consent_id) == ("toestemming", 7)
    assert verdict.careful == ("Schrijf daarna op wat je vertelde, aan wie en waarom.",)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((), "Er is geen toestemming om iets te delen met GGD."),
        (
            (replace(YES, valid_until=TODAY - _DAY),),
            "De toestemming van Fleur van Dijk (moeder) liep af op ma 23 nov.",
        ),
        (
            (replace(YES, withdrawn_on=TODAY),),
            "Fleur van Dijk trok de toestemming in op di 24 nov. Sinds die dag mag het niet meer.",
        ),
        ((replace(YES, given_on=TODAY + _DAY),), "De toestemming gaat pas in op wo 25 nov."),
        (
            (replace(YES, given_by_id=3),),
            "Ben Vos (stiefvader) zei ja op zo 15 nov, maar heeft geen gezag.",
        ),
        (
            (replace(YES, given_by_id=4),),
            "Tine Vos zei ja op zo 15 nov. Het is niet bekend of Tine Vos gezag heeft.",
        ),
        ((replace(YES, given_by_id=None, given_by=""),), "Er staat niet bij wie er op zo 15 nov toestemming gaf."),
        (
            (replace(YES, given_by_id=9, given_by="Oma"),),
            "Oma is nu geen ouder of verzorger van dit kind.",
        ),
    ],
)  # fmt: skip
def test_no_and_why(given: tuple[Given, ...], why: str) -> None:
    verdict = may_tell(given, FAMILY, TODAY, agency="GGD")
    assert (verdict.yes, verdict.why, verdict.ground, verdict.what) == (False, (why,), "", "")
    assert "Vraag Fleur van Dijk (moeder) om toestemming en schrijf die op." in verdict.careful


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_day_still_counts(days: int) -> None:
    ends = replace(YES, valid_until=TODAY)
    verdict = may_tell([ends], FAMILY, TODAY + days * _DAY)
    assert verdict.yes is (days == 0)
    assert verdict.until == (TODAY if days == 0 else None)


def test_withdrawn_later_than_today_still_holds() -> None:
    assert may_tell([replace(YES, withdrawn_on=TODAY + _DAY)], FAMILY, TODAY).yes


def test_the_other_parent_with_custody_did_not_say_yet() -> None:
    verdict = may_tell([YES], (MOTHER, FATHER), TODAY)
    assert verdict.yes
    assert verdict.careful[0] == "Karim Bos (vader) heeft ook gezag en zei nog geen ja. Vraag het ook daar."


def test_one_parent_took_it_back_so_it_is_no() -> None:
    his = Given(2, "Karim Bos", "verslag", "", TODAY - 20 * _DAY, withdrawn_on=TODAY - 2 * _DAY)
    verdict = may_tell([YES, his], (MOTHER, FATHER), TODAY)
    assert not verdict.yes
    assert verdict.why == ("Karim Bos trok de toestemming in op zo 22 nov. Sinds die dag mag het niet meer.",)
    assert verdict.careful == ("De ouders zijn het niet eens. Praat met allebei voordat je iets vertelt.",)


def test_what_is_given_only_from_tomorrow_does_not_undo_that_it_was_taken_back() -> None:
    his = Given(2, "Karim Bos", "verslag", "", TODAY - 20 * _DAY, withdrawn_on=TODAY - 2 * _DAY)
    again = replace(his, given_on=TODAY + _DAY, withdrawn_on=None)
    assert not may_tell([YES, his, again], (MOTHER, FATHER), TODAY).yes
    assert may_tell([YES, his, again], (MOTHER, FATHER), TODAY + _DAY).yes


def test_taken_back_and_given_again_is_yes() -> None:
    before = replace(YES, given_on=TODAY - 30 * _DAY, withdrawn_on=TODAY - 20 * _DAY, id=6)
    assert may_tell([before, YES], FAMILY, TODAY).consent_id == 7


def test_two_consents_say_each_until_when() -> None:
    other = replace(YES, what="de toetsen", valid_until=TODAY + 7 * _DAY, given_on=TODAY - _DAY)
    verdict = may_tell([YES, other], FAMILY, TODAY)
    assert verdict.what == "de toetsen (tot en met di 1 dec); verslag van het overleg (zonder einddatum)"
    assert verdict.until is None


def test_no_agreement_with_the_handing_over_and_an_older_child_ask_for_care() -> None:
    verdict = may_tell([replace(YES, transfer_agreed="nee")], FAMILY, TODAY, age=12)
    assert verdict.careful[:2] == (
        "De ouders zijn het niet eens met de overdracht. Praat daar eerst over.",
        "Het kind is 12: vraag het ook aan het kind.",
    )
    assert len(may_tell([YES], FAMILY, TODAY, age=11).careful) == 1


def test_nobody_is_known_to_have_custody() -> None:
    verdict = may_tell([], (STEPFATHER, AUNT), TODAY)
    assert "Van niemand is bekend dat die gezag heeft. Zoek dat eerst uit." in verdict.careful


@pytest.mark.parametrize(
    ("kind", "agency", "words"),
    [
        ("samenwerkingsverband", "Passend Oefenland", "Voor een TLV"),
        ("", "SWV Oefenland", "Voor een TLV"),
        ("leerplicht", "Gemeente", "het melden van verzuim"),
        ("", "Veilig Thuis Oefenland", "advies of een melding"),
    ],
)
def test_what_the_law_lets_without_consent_is_said(kind: str, agency: str, words: str) -> None:
    verdict = may_tell([], FAMILY, TODAY, agency=agency, kind=kind)
    assert not verdict.yes
    assert any(words in line for line in verdict.careful)


@pytest.mark.parametrize("ground", LEGAL_GROUNDS)
def test_a_legal_ground_needs_no_consent(ground: str) -> None:
    verdict = may_tell([], (), TODAY, ground=ground)
    assert (verdict.yes, verdict.ground, verdict.consent_id) == (True, ground, None)
    assert LEGAL_GROUNDS[ground] in verdict.why[0]
    assert verdict.what == "Alleen wat hiervoor nodig is."
    assert len(verdict.careful) == 2


def test_a_parent_with_custody_may_know_all() -> None:
    verdict = may_tell_guardian(MOTHER)
    assert (verdict.yes, verdict.why) == (True, ("Fleur van Dijk heeft gezag.",))


def test_a_parent_without_custody_only_when_asked() -> None:
    verdict = may_tell_guardian(STEPFATHER)
    assert not verdict.yes
    assert "1:377c" in verdict.why[1]


def test_unknown_custody_is_found_out_first() -> None:
    assert may_tell_guardian(AUNT).why == ("Van Tine Vos is niet bekend of er gezag is. Zoek dat eerst uit.",)
