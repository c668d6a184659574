"""Writing, and taking it back."""

from collections.abc import Callable

import pytest

from ibtui.care.words import Custody, PersonRole
from ibtui.errors import BadInput, Conflict, DiskFull, Missing, StoreError
from ibtui.store import change, database, groups, people, pupils
from ibtui.store.groups import GroupDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import AuditLog, GroupTeacher, Person, Placement, Pupil
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY

Session = Callable[[str], None]


def _draft(name: str) -> PersonDraft:
    return PersonDraft(PersonRole.TEACHER, name)


def _teachers(school: SchoolInfo) -> list[str]:
    return [row.name for row in people.people(school.id, {PersonRole.TEACHER})]


def _audit() -> list[tuple[str, str, int | None]]:
    return [(row.action, row.subject, row.subject_id) for row in AuditLog.select().order_by(AuditLog.id)]


def test_each_write_leaves_one_line_without_content(school: SchoolInfo) -> None:
    before = len(_audit())
    made = people.add_person(school.id, _draft("Zonnebloem"))
    people.edit_person(made, _draft("Klaproos"))
    people.bin_person(made)
    change.undo_last()
    lines = _audit()[before:]
    assert lines == [
        ("persoon toegevoegd", "person", made),
        ("persoon gewijzigd", "person", made),
        ("persoon verwijderd", "person", made),
        ("ongedaan: persoon verwijderd", "person", made),
    ]
    assert "Zonnebloem" not in str(list(AuditLog.select().tuples()))
    assert "Klaproos" not in str(list(AuditLog.select().tuples()))
    assert {row.who for row in AuditLog.select()} == {database.who()}
    assert all(row.at for row in AuditLog.select())


def test_a_change_that_changes_nothing_leaves_no_line_and_no_step(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    change.forget_steps()
    before = _audit()
    people.edit_person(made, _draft("Ans"))
    assert _audit() == before
    assert not change.can_undo()
    assert people.person(made).version == 1


def test_a_fault_halfway_writes_nothing(school: SchoolInfo) -> None:
    before = _audit()
    with pytest.raises(ZeroDivisionError), change.write("proef") as step:
        step.add(Person(school=school.id, role=PersonRole.TEACHER, first_name="Ans"))
        _ = 1 / 0
    assert _teachers(school) == []
    assert _audit() == before
    assert not change.can_undo()


def test_an_added_row_is_taken_back(school: SchoolInfo) -> None:
    people.add_person(school.id, _draft("Ans"))
    assert change.undo_last() == "persoon toegevoegd"
    assert _teachers(school) == []
    assert not change.can_undo()


def test_an_edit_is_taken_back(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    people.edit_person(made, _draft("Anna"))
    assert change.undo_last() == "persoon gewijzigd"
    assert _teachers(school) == ["Ans"]


def test_the_bin_gives_back(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    people.bin_person(made)
    assert _teachers(school) == []
    change.undo_last()
    assert _teachers(school) == ["Ans"]


def test_a_removed_row_comes_back_as_it_was(school: SchoolInfo) -> None:
    ans, bo = (people.add_person(school.id, _draft(name)) for name in ("Ans", "Bo"))
    group = groups.add_group(school.id, GroupDraft("3/4/5", (ans, bo)), TODAY)
    before = list(GroupTeacher.select().order_by(GroupTeacher.id).dicts())
    groups.edit_group(group, GroupDraft("3/4/5", ()))
    assert GroupTeacher.select().count() == 0
    change.undo_last()
    assert list(GroupTeacher.select().order_by(GroupTeacher.id).dicts()) == before
    assert groups.group(group).teachers == ("Ans", "Bo")


def test_everything_in_a_row_can_be_taken_back_to_the_beginning(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("a"))
    for name in ("b", "c", "d"):
        people.edit_person(made, _draft(name))
    people.bin_person(made)
    seen = []
    while change.can_undo():
        change.undo_last()
        seen.append(_teachers(school))
    assert seen == [["d"], ["c"], ["b"], ["a"], []]


def test_an_edit_after_undo_is_taken_back_too(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("a"))
    people.edit_person(made, _draft("b"))
    change.undo_last()
    people.edit_person(made, _draft("c"))
    change.undo_last()
    assert _teachers(school) == ["a"]
    change.undo_last()
    assert _teachers(school) == []


def test_a_change_of_many_rows_is_one_step(school: SchoolInfo) -> None:
    group = groups.add_group(school.id, GroupDraft("3"), TODAY)
    pupil = pupils.add_pupil(school.id, PupilDraft("Roos", group_id=group, year="3"), TODAY)
    draft = GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Mia"), "moeder", Custody.YES)
    guardian = pupils.add_guardian(pupil, draft)
    pupils.remove_guardian(guardian)
    assert (pupils.guardians(pupil), Person.select().where(Person.deleted_at.is_null()).count()) == ([], 1)
    change.undo_last()
    assert [row.name for row in pupils.guardians(pupil)] == ["Mia"]
    change.undo_last()
    assert pupils.guardians(pupil) == []
    change.undo_last()
    assert pupils.pupils(school.id) == []
    assert Placement.select().count() == 0
    assert Pupil.select().count() == 1  # in the bin


def test_what_another_session_changed_is_not_taken_back(school: SchoolInfo, another_session: Session) -> None:
    people.add_person(school.id, _draft("Bo"))
    made = people.add_person(school.id, _draft("Ans"))
    people.edit_person(made, _draft("Anna"))
    another_session(f"UPDATE person SET phone = '1', version = version + 1 WHERE id = {made}")
    with pytest.raises(Conflict, match="daarna nog veranderd"):
        change.undo_last()
    assert people.person(made).name == "Anna"
    assert people.person(made).phone == "1"


def test_after_a_conflict_the_step_before_it_is_next(school: SchoolInfo, another_session: Session) -> None:
    people.add_person(school.id, _draft("Bo"))
    made = people.add_person(school.id, _draft("Ans"))
    another_session(f"UPDATE person SET phone = '1', version = version + 1 WHERE id = {made}")
    with pytest.raises(Conflict):
        change.undo_last()
    change.undo_last()
    assert _teachers(school) == ["Ans"]


def test_a_place_that_was_taken_meanwhile_is_a_conflict(school: SchoolInfo, another_session: Session) -> None:
    ans = people.add_person(school.id, _draft("Ans"))
    group = groups.add_group(school.id, GroupDraft("3", (ans,)), TODAY)
    groups.edit_group(group, GroupDraft("3"))
    another_session(
        "INSERT INTO group_teacher (created_at, changed_at, version, group_id, person_id, days) "
        f"VALUES ('2026-11-24', '2026-11-24', 1, {group}, {ans}, '')"
    )
    with pytest.raises(Conflict):
        change.undo_last()


def test_a_number_is_never_used_twice(school: SchoolInfo) -> None:
    ans = people.add_person(school.id, _draft("Ans"))
    group = groups.add_group(school.id, GroupDraft("3", (ans,)), TODAY)
    first = GroupTeacher.get().id
    groups.edit_group(group, GroupDraft("3"))
    groups.edit_group(group, GroupDraft("3", (ans,)))
    assert GroupTeacher.get().id > first


def test_on_a_full_disk_the_step_can_be_tried_again(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    people.edit_person(made, PersonDraft(PersonRole.TEACHER, "Anna", function="x" * 200))
    store = database.connection()
    store.execute_sql("CREATE TABLE ballast (stuff BLOB)")
    store.pragma("max_page_count", store.pragma("page_count"))
    store.execute_sql("CREATE TRIGGER grow AFTER INSERT ON audit_log BEGIN "
                      "INSERT INTO ballast VALUES (zeroblob(100000)); END")  # fmt: skip
    with pytest.raises(DiskFull):
        change.undo_last()
    assert _teachers(school) == ["Anna"]
    store.execute_sql("DROP TRIGGER grow")
    change.undo_last()
    assert _teachers(school) == ["Ans"]


def test_a_form_that_is_out_of_date_writes_nothing(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    people.edit_person(made, _draft("Anna"), version=1)
    with pytest.raises(Conflict, match="niets bewaard"):
        people.edit_person(made, _draft("Anneke"), version=1)
    assert _teachers(school) == ["Anna"]


def test_what_is_in_the_bin_can_not_be_changed(school: SchoolInfo) -> None:
    made = people.add_person(school.id, _draft("Ans"))
    people.bin_person(made)
    with pytest.raises(Missing, match="er niet meer"):
        people.edit_person(made, _draft("Anna"))


def test_nothing_to_take_back_is_said(school: SchoolInfo) -> None:
    with pytest.raises(StoreError, match="niets om ongedaan"):
        change.undo_last()


def test_a_write_inside_a_write_is_a_fault_of_the_program(school: SchoolInfo) -> None:
    with pytest.raises(RuntimeError), change.write("buiten"):
        people.add_person(school.id, _draft("Ans"))
    assert _teachers(school) == []


def test_bad_input_leaves_no_step(school: SchoolInfo) -> None:
    with pytest.raises(BadInput):
        people.add_person(school.id, _draft(" "))
    assert not change.can_undo()
