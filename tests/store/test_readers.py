"""Who can get a paper, and what may be shared with whom."""

import datetime as dt

import pytest

from ibtui.care.words import Custody, PersonRole
from ibtui.store import readers
from ibtui.store.agencies import AgencyDraft as Draft
from ibtui.store.agencies import ConsentDraft, add_agency, add_consent, bin_consent
from ibtui.store.guardians import GuardianDraft, add_guardian
from ibtui.store.models import Agency, Consent
from ibtui.store.people import PersonDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def test_the_family_of_a_child(table: Table) -> None:
    mother, father = readers.family([table.roos])
    assert (mother.person_id, mother.name, mother.relation) == (table.mother, "Fleur van Dijk", "moeder")
    assert (mother.custody, mother.gets_minutes) == (Custody.YES, True)
    assert (father.custody, father.gets_minutes) == (Custody.NO, False)


def test_of_a_guardian_of_two_children_the_least_counts(table: Table) -> None:
    known = PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk")
    add_guardian(table.sam, GuardianDraft(known, "moeder", Custody.UNKNOWN, person_id=table.mother))
    both = {one.person_id: one.custody for one in readers.family([table.roos, table.sam])}
    assert both == {table.mother: Custody.UNKNOWN, table.father: Custody.NO}


def test_who_is_no_guardian_of_each_of_them_has_no_gezag_over_all(table: Table) -> None:
    fleur = PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk")
    add_guardian(table.sam, GuardianDraft(fleur, "moeder", Custody.YES, person_id=table.mother))
    father = PersonDraft(PersonRole.GUARDIAN, "Bas", "", "Hof")
    add_guardian(table.sam, GuardianDraft(father, "vader", Custody.YES))
    found = {one.name: one.custody for one in readers.family([table.roos, table.sam])}
    assert found == {"Fleur van Dijk": Custody.YES, "Karim Bos": Custody.NO, "Bas Hof": Custody.NO}


def test_who_wants_no_minutes_of_one_child_gets_none_of_a_talk_about_both(table: Table) -> None:
    known = PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk")
    add_guardian(table.sam, GuardianDraft(known, "moeder", Custody.YES, False, person_id=table.mother))
    mother, _father = readers.family([table.roos, table.sam])
    assert (mother.person_id, mother.gets_minutes) == (table.mother, False)


def test_who_sits_at_the_table(table: Table) -> None:
    found = readers.table(table.overleg)
    assert [(one.name, one.relation) for one in found] == [
        ("Fleur van Dijk", "ouder/verzorger"),
        ("Ans de Boer", "leerkracht"),
        ("GGD, jeugdarts", "jeugdarts"),
    ]
    assert [one.agency_id for one in found] == [None, None, Agency.get().id]


def test_agencies_at_the_table_come_first_and_are_known_by_their_people(table: Table) -> None:
    add_agency(table.school, Draft("Alles voor kinderen"))
    ggd, other = readers.agency_readers(table.school, {table.doctor})
    assert (ggd.name, ggd.seated, ggd.people, ggd.names) == (
        "GGD",
        True,
        (table.doctor,),
        ("GGD", "jeugdarts"),
    )
    assert (other.name, other.seated) == ("Alles voor kinderen", False)


_CONSENTS = (
    (dt.date(2026, 9, 1), None, None, True, "toestemming: verslag delen"),
    (dt.date(2026, 9, 1), dt.date(2027, 7, 1), None, True, "toestemming tot 1 juli 2027: verslag delen"),
    (dt.date(2026, 1, 1), dt.date(2026, 7, 1), None, False, "toestemming liep tot 1 juli 2026"),
    (dt.date(2026, 1, 1), None, dt.date(2026, 10, 3), False, "toestemming ingetrokken op 3 oktober 2026"),
    (dt.date(2027, 1, 1), None, None, False, "toestemming vanaf 1 januari 2027"),
)


def test_consent_in_words(table: Table) -> None:
    agency = int(Agency.get().id)
    for given, until, withdrawn, valid, words in _CONSENTS:
        begun = min(given, TODAY)  # one that is still to begin was written down by an earlier ibtui
        draft = ConsentDraft(table.roos, agency, table.mother, "verslag delen", "", begun, until, withdrawn)
        consent = add_consent(draft)
        Consent.update(given_on=given).where(Consent.id == consent).execute()
        (found,) = readers.permissions({table.roos: "Roos van Dijk"}, {agency: "GGD"}, TODAY)[agency]
        assert (found.valid, found.words) == (valid, words)
        bin_consent(consent)


def test_no_consent_for_another_child_or_another_agency(table: Table) -> None:
    agency = int(Agency.get().id)
    other = add_agency(table.school, Draft("Jeugdteam"))
    add_consent(ConsentDraft(table.roos, agency, table.mother, "verslag", "", TODAY))
    pupils, agencies = {table.roos: "Roos", table.sam: "Sam"}, {agency: "GGD", other: "Jeugdteam"}
    with counted() as seen:
        found = readers.permissions(pupils, agencies, TODAY)
    assert len(seen) == 2
    assert [(one.pupil, one.valid) for one in found[agency]] == [("Roos", True), ("Sam", False)]
    assert [one.valid for one in found[other]] == [False, False]
