"""What rows call things, and how little is asked for it."""

from __future__ import annotations

import pytest

from ibtui.care.words import PersonRole
from ibtui.store import agencies, conversations, labels, people, pupils
from ibtui.store.agencies import AgencyDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import Conversation, Person
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("juf", "Ans", "de", "Wit", "leerkracht", ""), "juf Ans"),
        (("meneer", "", "de", "Wit", "", ""), "meneer De Wit"),
        (("", "Marieke", "", "Bos", "", "GGD"), "Marieke Bos"),
        (("juf", "", "", "", "jeugdarts", "GGD"), "GGD, jeugdarts"),
        (("", "", "", "", "", ""), "onbekend"),
    ],
)
def test_somebody_is_called_by_what_is_known(parts: tuple[str, str, str, str, str, str], name: str) -> None:
    assert labels.called(*parts) == name


def test_people_are_named_in_one_question_with_few_columns(school: SchoolInfo) -> None:
    agency = agencies.add_agency(school.id, AgencyDraft("GGD"))
    doctor = people.add_person(
        school.id, PersonDraft(PersonRole.AGENCY, function="jeugdarts", agency_id=agency)
    )
    ans = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", "juf"))
    with counted() as seen:
        assert labels.people_named({doctor, ans}) == {doctor: "GGD, jeugdarts", ans: "juf Ans"}
    assert len(seen) == 1
    assert all(column not in seen[0] for column in ("phone", "mail", "created_at"))


def test_the_coordinator_is_found_by_her_role(school: SchoolInfo) -> None:
    people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", "juf"))
    her = labels.coordinator(school.id)
    assert her is not None and Person.get_by_id(her).role == PersonRole.COORDINATOR
    assert labels.coordinator(school.id + 1) is None


def test_numbers_stand_in_a_question_as_they_are(school: SchoolInfo) -> None:
    pupil = pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    ids = [
        conversations.add_conversation(school.id, ConversationDraft("kindgesprek", TODAY, pupil_ids=(pupil,)))
        for _ in range(3)
    ]
    query = Conversation.select(Conversation.id).where(Conversation.id.in_(labels.among(ids)))
    assert query.sql()[1] == []
    assert [row.id for row in query] == ids
    assert {about.text for about in labels.about(ids).values()} == {"Roos van Dijk"}
    assert labels.about(Conversation.select(Conversation.id)) == labels.about(ids)
    assert labels.about([]) == {}
