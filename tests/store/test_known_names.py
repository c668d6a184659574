"""What the check before an export must know."""

import pytest

from ibtui.care.findings import AdultName, ChildName, ContactData
from ibtui.care.words import ConversationKind, Custody, PaperAudience, PersonRole
from ibtui.errors import Missing
from ibtui.store import minutes
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.guardians import GuardianDraft, add_guardian, guardians
from ibtui.store.known_names import known_names
from ibtui.store.people import PersonDraft, add_person, bin_person
from ibtui.store.pupils import PupilDraft, add_pupil, bin_pupil
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay

TEXT = "## Afspraken\n! @ans: oefent met #roos > vr\n- #sam en #nie mand, met @fleur of @w\n% ook #sam"


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def written(table: Table) -> int:
    text = minutes.start(table.overleg)
    minutes.save(text.id, TEXT, text.version)
    return text.id


def test_every_child_of_the_school_and_which_is_the_papers_own(table: Table, written: int) -> None:
    assert set(known_names(written, "ouders").children) == {
        ChildName(table.roos, "Roos", "van", "Dijk", own=True),
        ChildName(table.sam, "Sam", "", "Hof"),
    }


def test_who_is_near(table: Table, written: int) -> None:
    near = {one.id for one in known_names(written, "ouders").adults if one.near}
    assert {table.mother, table.father, table.ans, table.doctor} <= near, "family, teacher and table"
    assert table.wim not in near
    everyone = known_names(written, "ouders").adults
    assert AdultName(table.wim, "Wim", "", "Prins") in everyone
    assert {one.id for one in everyone if one.guardian} == {table.mother, table.father}


def test_numbers_of_families_are_theirs_and_those_of_school_are_public(table: Table, written: int) -> None:
    karin = PersonDraft(
        PersonRole.GUARDIAN, "Karin", "", "Hof", phone="06-00090001", mail="karin@voorbeeld.test"
    )
    add_guardian(table.sam, GuardianDraft(karin, "moeder", Custody.YES))
    add_person(table.school, PersonDraft(PersonRole.TEACHER, "Ria", "", "Smit", phone="020-0009000"))
    found = {one.value: one for one in known_names(written, "ouders").contacts}
    assert (found["06-00090001"].owner, found["06-00090001"].public) == ("Karin Hof", False)
    assert found["karin@voorbeeld.test"].person_id == found["06-00090001"].person_id
    ria = found["020-0009000"]
    assert ria == ContactData(ria.person_id, "Ria Smit", "020-0009000", public=True)


@pytest.mark.parametrize("phone", ["06-00090003", "+31 6 0009 0003", "0031600090003", "(06) 000 900 03"])
def test_a_mobile_number_or_address_of_who_works_there_is_not_public(
    table: Table, written: int, phone: str
) -> None:
    ria = PersonDraft(PersonRole.TEACHER, "Ria", "", "Smit", phone=phone, mail="ria.smit@voorbeeld.test")
    add_person(table.school, ria)
    assert known_names(written, "ouders").contacts == (), "the check asks about what it doesn't know"


def test_who_is_in_the_bin_is_still_a_name_that_may_not_leave(table: Table, written: int) -> None:
    mother = PersonDraft(PersonRole.GUARDIAN, "Karin", "", "Hof", phone="06-00090001")
    add_guardian(table.sam, GuardianDraft(mother, "moeder", Custody.YES))
    bin_pupil(table.sam)
    bin_person(guardians(table.sam)[0].person_id)
    known = known_names(written, "ouders")
    assert ChildName(table.sam, "Sam", "", "Hof") in known.children
    assert [(one.value, one.public) for one in known.contacts] == [("06-00090001", False)]


def test_a_guardian_of_any_child_is_known_as_one_also_in_the_bin(table: Table, written: int) -> None:
    mother = PersonDraft(PersonRole.GUARDIAN, "Karin", "", "Hof")
    add_guardian(table.sam, GuardianDraft(mother, "moeder", Custody.YES))
    bin_person(guardians(table.sam)[0].person_id)
    (karin,) = [one for one in known_names(written, "ouders").adults if one.first == "Karin"]
    assert (karin.guardian, karin.near) == (True, False)


def test_of_the_own_family_it_says_who(table: Table, written: int) -> None:
    voogd = PersonDraft(PersonRole.GUARDIAN, "Ineke", "", "Smit", phone="06-00090002")
    add_guardian(table.roos, GuardianDraft(voogd, "voogd", Custody.YES))
    assert [one.owner for one in known_names(written, "ouders").contacts] == ["voogd Ineke Smit"]


def test_who_is_meant_by_the_names_in_the_text(written: int) -> None:
    meant = known_names(written, "ouders").meant
    assert meant == {"@ans": "person", "@fleur": "person", "@w": "person", "#roos": "own", "#sam": "other"}


def test_a_name_of_two_pupils_is_of_several(table: Table, written: int) -> None:
    add_pupil(table.school, PupilDraft("Sam", "", "Smit", table.group, "4"), TODAY)
    assert known_names(written, "ouders").meant["#sam"] == "several"


@pytest.mark.parametrize(("audience", "own"), [("dossier", {"Roos", "Sam"}), ("instantie", set())])
def test_a_talk_about_a_group_is_about_its_children_in_the_file_only(
    table: Table, audience: PaperAudience, own: set[str]
) -> None:
    draft = ConversationDraft(ConversationKind.GROUP_REVIEW, TODAY, group_id=table.group)
    text = minutes.start(add_conversation(table.school, draft))
    assert {one.first for one in known_names(text.id, audience).children if one.own} == own


def test_the_number_of_queries_stays_the_same(table: Table, written: int) -> None:
    counts = []
    for name in ("Kjeld", "Pien"):
        with counted() as seen:
            known_names(written, "ouders")
        counts.append(len(seen))
        pupil = add_pupil(table.school, PupilDraft(name, "", "Hof", table.group, "4"), TODAY)
        add_guardian(
            pupil, GuardianDraft(PersonDraft(PersonRole.GUARDIAN, f"Mama {name}"), "moeder", Custody.YES)
        )
    assert counts[0] == counts[1]


def test_minutes_that_are_gone(table: Table) -> None:
    with pytest.raises(Missing):
        known_names(99, "ouders")


def test_a_child_is_known_by_the_other_names_that_people_use_too(table: Table, written: int) -> None:
    add_pupil(table.school, PupilDraft("Rosalie", "", "Kok", also_called="Roosje, Lie"), TODAY)
    firsts = {child.first for child in known_names(written, "ouders").children if child.last == "Kok"}
    assert firsts == {"Rosalie", "Roosje", "Lie"}
