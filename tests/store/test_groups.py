"""Groups and who is in them."""

import datetime as dt

import pytest

from ibtui.care.words import PersonRole
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import change, groups, people, pupils
from ibtui.store.groups import GroupDraft
from ibtui.store.models import Concern
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted


def _concern(school: SchoolInfo, **about: object) -> None:
    Concern.create(school=school.id, category="lezen", summary="x", opened_on=TODAY, **about)


def test_groups_are_in_the_order_that_people_use(school: SchoolInfo) -> None:
    for name in ("10", "4/5", "de kleuters", "3", "1/2"):
        groups.add_group(school.id, GroupDraft(name), TODAY)
    assert [row.name for row in groups.groups(school.id, TODAY)] == ["1/2", "3", "4/5", "10", "de kleuters"]


def test_a_group_with_its_teachers_pupils_and_concerns(school: SchoolInfo) -> None:
    ans = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans", salutation="juf"))
    bo = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Bo"))
    made = groups.add_group(school.id, GroupDraft("3/4", (bo, ans)), TODAY)
    roos, sam, gone = (
        pupils.add_pupil(school.id, PupilDraft(name, group_id=made), TODAY) for name in ("Roos", "Sam", "Weg")
    )
    pupils.bin_pupil(gone)
    _concern(school, group=made)
    _concern(school, pupil=roos)
    _concern(school, pupil=sam, status="gesloten")
    _concern(school, pupil=gone)
    row = groups.group(made)
    assert (row.teachers, row.teacher_ids) == (("Bo", "juf Ans"), (bo, ans))
    assert (row.pupil_count, row.open_concerns) == (2, 2)
    assert groups.groups(school.id, TODAY) == [row]


def test_other_teachers_are_a_new_version(school: SchoolInfo) -> None:
    ans = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans"))
    made = groups.add_group(school.id, GroupDraft("3"), TODAY)
    groups.edit_group(made, GroupDraft("3", (ans,)), version=1)
    with pytest.raises(Conflict):
        groups.edit_group(made, GroupDraft("3/4"), version=1)
    change.undo_last()
    assert groups.group(made).teachers == ()


def test_a_name_is_used_once_a_year(school: SchoolInfo) -> None:
    made = groups.add_group(school.id, GroupDraft("3/4"), TODAY)
    other = groups.add_group(school.id, GroupDraft("5"), TODAY)
    with pytest.raises(BadInput, match="is er al"):
        groups.add_group(school.id, GroupDraft("3/4"), TODAY)
    with pytest.raises(BadInput, match="is er al"):
        groups.edit_group(other, GroupDraft("3/4"))
    groups.edit_group(made, GroupDraft("3/4"))
    groups.bin_group(made)
    groups.edit_group(other, GroupDraft("3/4"))


def test_last_years_groups_show_until_the_first_new_one(school: SchoolInfo) -> None:
    groups.add_group(school.id, GroupDraft("3"), TODAY)
    september = dt.date(2027, 9, 1)
    assert [row.name for row in groups.groups(school.id, september)] == ["3"]
    groups.add_group(school.id, GroupDraft("4"), september)
    assert [row.name for row in groups.groups(school.id, september)] == ["4"]
    assert [row.name for row in groups.groups(school.id, TODAY)] == ["3"]


def test_pupils_of_a_group_in_the_bin_stay(school: SchoolInfo) -> None:
    made = groups.add_group(school.id, GroupDraft("3"), TODAY)
    roos = pupils.add_pupil(school.id, PupilDraft("Roos", group_id=made, year="3"), TODAY)
    groups.bin_group(made)
    assert (pupils.pupil(roos).group, pupils.pupil(roos).group_id) == ("", None)
    change.undo_last()
    assert pupils.pupil(roos).group == "3"


def test_a_group_without_a_name_or_unknown(school: SchoolInfo) -> None:
    with pytest.raises(BadInput):
        groups.add_group(school.id, GroupDraft("  "), TODAY)
    with pytest.raises(Missing):
        groups.group(99)


def test_the_number_of_queries_is_fixed(school: SchoolInfo) -> None:
    ans = people.add_person(school.id, PersonDraft(PersonRole.TEACHER, "Ans"))
    numbers = []
    for upto in (10, 100):
        for count in range(upto):
            groups.add_group(school.id, GroupDraft(f"{upto} {count}", (ans,)), TODAY)
        with counted() as seen:
            groups.groups(school.id, TODAY)
        numbers.append(len(seen))
    assert numbers == [5, 5]
