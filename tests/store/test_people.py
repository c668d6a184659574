from ibtui.care.words import PersonRole
from ibtui.store.people import PersonDraft, add_person, people
from ibtui.store.schools import SchoolInfo


def test_someone_added_is_listed(school: SchoolInfo) -> None:
    add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Boer", "juf"))
    assert [row.call_name for row in people(school.id, {PersonRole.TEACHER})] == ["juf Ans"]
