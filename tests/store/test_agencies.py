"""Agencies, their people, referrals and consents."""

import datetime as dt

import pytest

from ibtui.care.words import PersonRole
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import agencies, change, guardians, may_tell, people, pupils, readers
from ibtui.store.agencies import AgencyDraft, ConsentDraft, ReferralDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import Attendance, Conversation
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted

_DAY = dt.timedelta(days=1)


@pytest.fixture
def roos(school: SchoolInfo) -> int:
    return pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk"), TODAY)


@pytest.fixture
def ggd(school: SchoolInfo) -> int:
    return agencies.add_agency(school.id, AgencyDraft("GGD Oefenland", "jeugdgezondheidszorg", "Noord"))


def _worker(school: SchoolInfo, agency: int, name: str = "Kim") -> int:
    return people.add_person(
        school.id, PersonDraft(PersonRole.AGENCY, name, function="arts", agency_id=agency)
    )


def _talk(
    school: SchoolInfo, person: int, day: dt.date, status: str = "gehouden", presence: str = "aanwezig"
) -> None:
    talk = Conversation.create(school=school.id, kind="telefoon", status=status, day=day)
    Attendance.create(conversation=talk, person=person, presence=presence)


def _mother(pupil: int, custody: str = "ja") -> int:
    """A mother of this pupil; gives the person."""
    draft = GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Mia", "", "Hof"), "moeder", custody)
    guardians.add_guardian(pupil, draft)
    return guardians.guardians(pupil)[-1].person_id


def test_what_was_filled_in_comes_back(school: SchoolInfo) -> None:
    draft = AgencyDraft("Logopedie Oefen", "logopedie", "Zuid", "050 1", "l@oefen", "belt terug\nop dinsdag")
    made = agencies.add_agency(school.id, draft)
    (row,) = agencies.agencies(school.id)
    assert (row.id, row.name, row.kind, row.region) == (made, "Logopedie Oefen", "logopedie", "Zuid")
    assert (row.phone, row.mail, row.note) == ("050 1", "l@oefen", "belt terug\nop dinsdag")
    assert (row.last_spoken, row.running, row.people, row.version) == (None, 0, 0, 1)


def test_finding_by_name_kind_or_region(school: SchoolInfo, ggd: int) -> None:
    agencies.add_agency(school.id, AgencyDraft("Ácademie"))
    assert [row.name for row in agencies.agencies(school.id)] == ["Ácademie", "GGD Oefenland"]
    assert [row.name for row in agencies.agencies(school.id, "aca")] == ["Ácademie"]
    assert [row.id for row in agencies.agencies(school.id, "NOORD")] == [ggd]


def test_last_spoken_counts_only_talks_that_were_held_with_somebody_there(
    school: SchoolInfo, ggd: int
) -> None:
    kim, lou = _worker(school, ggd), _worker(school, ggd, "Lou")
    _talk(school, kim, TODAY - 9 * _DAY)
    _talk(school, lou, TODAY - 5 * _DAY)
    _talk(school, kim, TODAY - 2 * _DAY, status="gepland")
    _talk(school, kim, TODAY - 1 * _DAY, presence="afgemeld")
    (row,) = agencies.agencies(school.id)
    assert (row.last_spoken, row.people) == (TODAY - 5 * _DAY, 2)
    card = agencies.agency_card(ggd, TODAY)
    assert [(who.name, who.function, who.last_spoken) for who in card.people] == [
        ("Kim", "arts", TODAY - 9 * _DAY), ("Lou", "arts", TODAY - 5 * _DAY),
    ]  # fmt: skip


def test_referrals_of_a_pupil_and_of_an_agency(school: SchoolInfo, ggd: int, roos: int) -> None:
    kim = _worker(school, ggd)
    done = agencies.add_referral(ReferralDraft(roos, ggd, status="afgerond", asked_on=TODAY))
    made = agencies.add_referral(ReferralDraft(roos, ggd, kim, None, "aangevraagd", "gehoor", TODAY - _DAY))
    rows = agencies.referrals(pupil_id=roos)
    assert [row.id for row in rows] == [made, done]
    row = rows[0]
    assert (row.pupil, row.agency, row.contact_id, row.contact) == (
        "Roos van Dijk",
        "GGD Oefenland",
        kim,
        "Kim",
    )
    assert (row.status, row.reason, row.asked_on) == ("aangevraagd", "gehoor", TODAY - _DAY)
    assert agencies.agency_card(ggd, TODAY).referrals == tuple(rows)
    assert agencies.agencies(school.id)[0].running == 1
    draft = ReferralDraft(roos, ggd, status="afgerond", answer="goed", answered_on=TODAY)
    agencies.edit_referral(made, draft, version=1)
    assert agencies.agencies(school.id)[0].running == 0
    with pytest.raises(Conflict):
        agencies.edit_referral(made, draft, version=1)
    agencies.bin_referral(done)
    assert [row.id for row in agencies.referrals(agency_id=ggd)] == [made]
    change.undo_last()
    assert len(agencies.referrals(agency_id=ggd)) == 2


@pytest.mark.parametrize(
    ("until", "withdrawn", "valid"),
    [(None, None, True), (TODAY, None, True), (TODAY - _DAY, None, False), (None, TODAY, False),
     (None, TODAY + _DAY, True)],
)  # fmt: skip
def test_a_consent_holds_until_it_ends_or_is_withdrawn(
    school: SchoolInfo, ggd: int, roos: int, until: dt.date | None, withdrawn: dt.date | None, valid: bool
) -> None:
    mother = _mother(roos)
    draft = ConsentDraft(roos, ggd, mother, "verslag", "onderzoek", TODAY - 9 * _DAY, until, withdrawn)
    made = agencies.add_consent(draft)
    (row,) = agencies.consents(TODAY, pupil_id=roos)
    assert (row.id, row.pupil, row.agency, row.given_by) == (
        made,
        "Roos van Dijk",
        "GGD Oefenland",
        "Mia Hof",
    )
    assert (row.what, row.purpose, row.given_on, row.valid) == (
        "verslag",
        "onderzoek",
        TODAY - 9 * _DAY,
        valid,
    )
    assert agencies.agency_card(ggd, TODAY).consents == (row,)


@pytest.mark.parametrize(
    ("custody", "why_not"),
    [("ja", ""), ("nee", "Mia Hof heeft geen gezag"), ("onbekend", "niet bekend of Mia Hof gezag heeft")],
)
def test_a_consent_of_who_has_no_custody_is_none(ggd: int, roos: int, custody: str, why_not: str) -> None:
    """ "Delen", the agency and the check of a paper say the same: by one rule."""
    agencies.add_consent(ConsentDraft(roos, ggd, _mother(roos, custody), "verslag", "", TODAY))
    (row,) = agencies.agency_card(ggd, TODAY).consents
    assert (row.valid, row.why_not) == (not why_not, why_not)
    (paper,) = readers.permissions({roos: "Roos"}, {ggd: "GGD"}, TODAY)[ggd]
    assert paper.valid == row.valid == may_tell.for_agency(roos, ggd, TODAY).verdict.yes
    assert paper.words == (f"toestemming telt niet: {why_not}" if why_not else "toestemming: verslag")


def test_one_parent_who_took_it_back_stops_the_other(ggd: int, roos: int) -> None:
    agencies.add_consent(ConsentDraft(roos, ggd, _mother(roos), "verslag", "", TODAY))
    other = _mother(roos)
    agencies.add_consent(ConsentDraft(roos, ggd, other, "x", "", TODAY - 9 * _DAY, withdrawn_on=TODAY))
    assert [row.why_not for row in agencies.consents(TODAY, pupil_id=roos)] == [
        "Mia Hof trok de toestemming in",
        "ingetrokken di 24 nov",
    ]


def test_a_consent_can_be_for_no_agency_in_particular(school: SchoolInfo, roos: int) -> None:
    mother = _mother(roos)
    made = agencies.add_consent(ConsentDraft(roos, None, mother, "dossier", "", TODAY))
    (row,) = agencies.consents(TODAY, pupil_id=roos)
    assert (row.agency_id, row.agency, row.given_by) == (None, "", "Mia Hof")
    agencies.edit_consent(made, ConsentDraft(roos, None, mother, "dossier", "", TODAY, withdrawn_on=TODAY), 1)
    assert not agencies.consents(TODAY, pupil_id=roos)[0].valid
    agencies.bin_consent(made)
    assert agencies.consents(TODAY, pupil_id=roos) == []


def test_what_can_not_be_is_refused(school: SchoolInfo, ggd: int, roos: int) -> None:
    with pytest.raises(BadInput):
        agencies.add_agency(school.id, AgencyDraft(""))
    with pytest.raises(BadInput):
        agencies.add_consent(ConsentDraft(roos, ggd, None, " ", "", TODAY))
    with pytest.raises(BadInput):
        agencies.add_consent(ConsentDraft(roos, ggd, None, "x", "", TODAY, TODAY - _DAY))
    with pytest.raises(BadInput):
        agencies.add_referral(ReferralDraft(roos, ggd, status="misschien"))
    with pytest.raises(Missing):
        agencies.add_referral(ReferralDraft(roos, 99))
    with pytest.raises(Missing):
        agencies.agency_card(99, TODAY)


def test_what_is_about_a_pupil_in_the_bin_is_not_shown(school: SchoolInfo, ggd: int, roos: int) -> None:
    agencies.add_referral(ReferralDraft(roos, ggd))
    agencies.add_consent(ConsentDraft(roos, ggd, None, "x", "", TODAY))
    pupils.bin_pupil(roos)
    card = agencies.agency_card(ggd, TODAY)
    assert (card.referrals, card.consents, card.agency.running) == ((), (), 0)


def test_an_agency_is_changed_and_binned(school: SchoolInfo, ggd: int) -> None:
    agencies.edit_agency(ggd, AgencyDraft("GGD"), version=1)
    with pytest.raises(Conflict):
        agencies.edit_agency(ggd, AgencyDraft("X"), version=1)
    agencies.bin_agency(ggd)
    assert agencies.agencies(school.id) == []
    change.undo_last()
    assert [row.name for row in agencies.agencies(school.id)] == ["GGD"]


def test_the_number_of_queries_is_fixed(school: SchoolInfo, ggd: int, roos: int) -> None:
    lists, cards = [], []
    for upto in (10, 100):
        for count in range(upto):
            _worker(school, agencies.add_agency(school.id, AgencyDraft(f"A{upto} {count}")))
            agencies.add_referral(ReferralDraft(roos, ggd, _worker(school, ggd)))
            agencies.add_consent(ConsentDraft(roos, ggd, None, "x", "", TODAY))
        with counted() as seen:
            agencies.agencies(school.id)
        lists.append(len(seen))
        with counted() as seen:
            agencies.agency_card(ggd, TODAY)
        cards.append(len(seen))
    assert lists == [4, 4]
    assert cards == [9, 9]
