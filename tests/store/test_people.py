"""People: who they are and how they are named."""

import pytest

from ibtui.care.names import Named
from ibtui.care.words import PersonRole
from ibtui.errors import BadInput, BadText, Missing
from ibtui.store import agencies, people, pupils
from ibtui.store.agencies import AgencyDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted

_ANS = PersonDraft(
    PersonRole.TEACHER,
    "Ans",
    "de",
    "Boer",
    "juf",
    "leerkracht groep 3",
    None,
    "06 12",
    "ans@oefen",
    "Pools",
    True,
)


def test_what_was_filled_in_comes_back(school: SchoolInfo) -> None:
    row = people.person(people.add_person(school.id, _ANS))
    assert (row.role, row.name, row.call_name) == ("leerkracht", "Ans de Boer", "juf Ans")
    assert (row.first_name, row.infix, row.last_name, row.salutation) == ("Ans", "de", "Boer", "juf")
    assert (row.function, row.phone, row.mail) == ("leerkracht groep 3", "06 12", "ans@oefen")
    assert (row.language, row.interpreter, row.agency_id, row.agency, row.version) == (
        "Pools",
        True,
        None,
        "",
        1,
    )


def test_the_list_is_by_first_name_and_by_role(school: SchoolInfo) -> None:
    for role, name in ((PersonRole.TEACHER, "Zoë"), (PersonRole.GUARDIAN, "bo"), (PersonRole.TEACHER, "Ané")):
        people.add_person(school.id, PersonDraft(role, name))
    assert [row.name for row in people.people(school.id)] == ["Ané", "bo", "Marit van der Veen", "Zoë"]
    assert [row.name for row in people.people(school.id, {PersonRole.GUARDIAN})] == ["bo"]
    assert people.people(school.id, ()) == []


def test_somebody_of_an_agency_shows_it(school: SchoolInfo) -> None:
    agency = agencies.add_agency(school.id, AgencyDraft("GGD Oefenland"))
    made = people.add_person(
        school.id, PersonDraft(PersonRole.AGENCY, function="jeugdarts", agency_id=agency)
    )
    row = people.person(made)
    assert (row.agency_id, row.agency, row.name) == (agency, "GGD Oefenland", "GGD Oefenland, jeugdarts")


def test_a_person_in_the_bin_is_not_listed_but_keeps_the_name(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _ANS)
    people.bin_person(made)
    assert [row.name for row in people.people(school.id)] == ["Marit van der Veen"]
    assert people.person(made).name == "Ans de Boer"


def test_text_is_cleaned_on_its_way_in(school: SchoolInfo) -> None:
    made = people.add_person(
        school.id, PersonDraft(PersonRole.TEACHER, "  A\x1b[31mns\u202e \n Bo  ", "", "[/]")
    )
    assert people.person(made).name == "A[31mns Bo [/]"


@pytest.mark.parametrize(
    "draft", [PersonDraft("leerkracht"), PersonDraft("leerkracht", "\u200b "), PersonDraft("x", "A")]
)
def test_what_can_not_be_is_refused(school: SchoolInfo, draft: PersonDraft) -> None:
    with pytest.raises(BadInput):
        people.add_person(school.id, draft)


def test_a_name_that_is_too_long_is_refused(school: SchoolInfo) -> None:
    with pytest.raises(BadText, match="te lang"):
        people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "a" * 100_000))


def test_the_coordinator_stays(school: SchoolInfo) -> None:
    with pytest.raises(BadInput, match="ib'er"):
        people.bin_person(school.coordinator_id)
    with pytest.raises(BadInput):
        people.edit_person(school.coordinator_id, PersonDraft(PersonRole.TEACHER, "Marit"))


def test_an_unknown_person_is_missing(school: SchoolInfo) -> None:
    with pytest.raises(Missing):
        people.person(99)


def test_names_for_finding(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _ANS)
    named = Named("persoon", made, "Ans", "de", "Boer", "leerkracht groep 3")
    assert named in people.named_people(school.id)
    roos = pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    pupils.add_pupil(school.id, PupilDraft("Weg", left_on=TODAY), TODAY)
    assert people.named_pupils(school.id) == [Named("leerling", roos, "Roos", "van", "Dijk", "")]


def test_the_number_of_queries_is_fixed(school: SchoolInfo) -> None:
    agency = agencies.add_agency(school.id, AgencyDraft("GGD"))
    numbers = []
    for upto in (10, 100):
        for count in range(upto):
            people.add_person(school.id, PersonDraft(PersonRole.AGENCY, f"N{count}", agency_id=agency))
        with counted() as seen:
            people.people(school.id)
        numbers.append(len(seen))
    assert numbers == [1, 1]
