"""Pupils, where they are now and were before, and their guardians."""

import datetime as dt
from collections.abc import Callable

import pytest

from ibtui.care.words import Custody, PersonRole
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import change, groups, people, pupils
from ibtui.store.groups import GroupDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import Placement, PupilLevel
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted

_LATER = TODAY + dt.timedelta(days=30)
_MIA = PersonDraft(PersonRole.GUARDIAN, "Mia", "", "Hof", phone="06 1", mail="mia@oefen", language="Pools")


@pytest.fixture
def group(school: SchoolInfo) -> int:
    return groups.add_group(school.id, GroupDraft("3/4"), TODAY)


def _places(pupil: int) -> list[tuple[int, str, dt.date, dt.date | None]]:
    rows = Placement.select().where(Placement.pupil == pupil).order_by(Placement.id)
    return [(row.group_id, row.year, row.from_on, row.until_on) for row in rows]


def _levels(pupil: int) -> list[tuple[int, dt.date]]:
    rows = PupilLevel.select().where(PupilLevel.pupil == pupil).order_by(PupilLevel.since)
    return [(row.level, row.since) for row in rows]


def test_what_was_filled_in_comes_back(school: SchoolInfo, group: int) -> None:
    born = dt.date(2019, 5, 6)
    made = pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk", group, "3", 2, born), TODAY)
    row = pupils.pupil(made)
    assert (row.name, row.first_name, row.infix, row.last_name) == ("Roos van Dijk", "Roos", "van", "Dijk")
    assert (row.group_id, row.group, row.year, row.level) == (group, "3/4", "3", 2)
    assert (row.birth_date, row.left_on, row.version) == (born, None, 1)
    assert _places(made) == [(group, "3", TODAY, None)]
    assert _levels(made) == [(2, TODAY)]


def test_the_list_is_by_group_and_first_name_and_those_who_left_come_last(
    school: SchoolInfo, group: int
) -> None:
    first = groups.add_group(school.id, GroupDraft("1/2"), TODAY)
    for name, where, left in (("Zoë", group, None), ("ana", group, None), ("Bo", first, None), ("Los", None, None),
                              ("Weg", None, TODAY)):  # fmt: skip
        pupils.add_pupil(school.id, PupilDraft(name, group_id=where, left_on=left), TODAY)
    assert [row.name for row in pupils.pupils(school.id)] == ["Bo", "ana", "Zoë", "Los", "Weg"]
    assert [row.name for row in pupils.pupils(school.id, group)] == ["ana", "Zoë"]
    assert [row.name for row in pupils.pupils(school.id, text="zoe")] == ["Zoë"]


def test_another_group_and_level_are_new_lines_in_the_history(
    school: SchoolInfo, group: int, clock: Callable[[dt.date], None]
) -> None:
    other = groups.add_group(school.id, GroupDraft("5"), TODAY)
    made = pupils.add_pupil(school.id, PupilDraft("Roos", group_id=group, year="4"), TODAY)
    pupils.edit_pupil(made, PupilDraft("Roos", group_id=other, year="5", level=3), _LATER)
    assert _places(made) == [(group, "4", TODAY, _LATER), (other, "5", _LATER, None)]
    assert _levels(made) == [(1, TODAY), (3, _LATER)]
    clock(_LATER)
    assert pupils.pupil(made).group == "5"
    change.undo_last()
    assert _places(made) == [(group, "4", TODAY, None)]
    assert _levels(made) == [(1, TODAY)]
    assert pupils.pupil(made).group == "3/4"


def test_a_mistake_put_right_on_the_same_day_leaves_no_history(school: SchoolInfo, group: int) -> None:
    other = groups.add_group(school.id, GroupDraft("5"), TODAY)
    made = pupils.add_pupil(school.id, PupilDraft("Roos", group_id=group, level=2), TODAY)
    pupils.edit_pupil(made, PupilDraft("Roos", group_id=other, level=1), TODAY)
    assert _places(made) == [(other, "", TODAY, None)]
    assert _levels(made) == [(1, TODAY)]


def test_a_pupil_who_left_is_in_no_group(
    school: SchoolInfo, group: int, clock: Callable[[dt.date], None]
) -> None:
    clock(_LATER)
    made = pupils.add_pupil(school.id, PupilDraft("Roos", group_id=group), TODAY)
    left = TODAY + dt.timedelta(days=20)
    pupils.edit_pupil(made, PupilDraft("Roos", group_id=group, left_on=left), _LATER)
    assert (pupils.pupil(made).group, pupils.pupil(made).left_on) == ("", left)
    assert _places(made) == [(group, "", TODAY, left)]


def test_a_move_alone_is_a_new_version(school: SchoolInfo, group: int) -> None:
    made = pupils.add_pupil(school.id, PupilDraft("Roos"), TODAY)
    pupils.edit_pupil(made, PupilDraft("Roos", group_id=group), TODAY, version=1)
    with pytest.raises(Conflict):
        pupils.edit_pupil(made, PupilDraft("Roosje"), TODAY, version=1)


@pytest.mark.parametrize(
    "draft",
    [
        PupilDraft(" "),
        PupilDraft("Roos", level=0),
        PupilDraft("Roos", level=6),
        PupilDraft("Roos", year="4"),
        PupilDraft("Roos", left_on=TODAY + dt.timedelta(days=1)),
    ],
)
def test_what_can_not_be_is_refused(school: SchoolInfo, draft: PupilDraft) -> None:
    with pytest.raises(BadInput):
        pupils.add_pupil(school.id, draft, TODAY)


def test_the_bin_and_an_unknown_pupil(school: SchoolInfo) -> None:
    made = pupils.add_pupil(school.id, PupilDraft("Roos"), TODAY)
    pupils.bin_pupil(made)
    assert pupils.pupils(school.id) == []
    assert pupils.pupil(made).name == "Roos"
    with pytest.raises(Missing):
        pupils.pupil(99)


def test_a_guardian_comes_back_as_filled_in(school: SchoolInfo) -> None:
    roos = pupils.add_pupil(school.id, PupilDraft("Roos"), TODAY)
    made = pupils.add_guardian(roos, GuardianDraft(_MIA, "moeder", Custody.YES, False))
    (row,) = pupils.guardians(roos)
    assert (row.id, row.name, row.relation, row.custody) == (made, "Mia Hof", "moeder", "ja")
    assert (row.phone, row.mail, row.language, row.gets_minutes) == ("06 1", "mia@oefen", "Pools", False)


def test_a_brother_has_the_same_mother(school: SchoolInfo) -> None:
    roos, sam = (pupils.add_pupil(school.id, PupilDraft(name), TODAY) for name in ("Roos", "Sam"))
    first = pupils.add_guardian(roos, GuardianDraft(_MIA, "moeder", Custody.YES))
    mia = pupils.guardians(roos)[0].person_id
    pupils.add_guardian(sam, GuardianDraft(_MIA, "moeder", Custody.YES, person_id=mia))
    with pytest.raises(BadInput, match="staat er al"):
        pupils.add_guardian(sam, GuardianDraft(_MIA, "moeder", Custody.YES, person_id=mia))
    pupils.remove_guardian(first)
    assert [row.person_id for row in pupils.guardians(sam)] == [mia]
    assert len(people.people(school.id, {PersonRole.GUARDIAN})) == 1


def test_the_last_child_takes_the_guardian_along(school: SchoolInfo) -> None:
    roos = pupils.add_pupil(school.id, PupilDraft("Roos"), TODAY)
    pupils.remove_guardian(pupils.add_guardian(roos, GuardianDraft(_MIA, "moeder", Custody.YES)))
    assert pupils.guardians(roos) == []
    assert people.people(school.id, {PersonRole.GUARDIAN}) == []


def test_a_guardians_form_is_out_of_date_when_the_person_or_the_tie_changed(school: SchoolInfo) -> None:
    roos = pupils.add_pupil(school.id, PupilDraft("Roos"), TODAY)
    pupils.add_guardian(roos, GuardianDraft(_MIA, "moeder", Custody.UNKNOWN))
    (seen,) = pupils.guardians(roos)
    people.edit_person(seen.person_id, PersonDraft(PersonRole.GUARDIAN, "Mia", "", "Bos"))
    with pytest.raises(Conflict):
        pupils.edit_guardian(seen.id, GuardianDraft(_MIA, "oma", Custody.NO), seen.version)
    pupils.edit_guardian(seen.id, GuardianDraft(_MIA, "oma", Custody.NO), pupils.guardians(roos)[0].version)
    (row,) = pupils.guardians(roos)
    assert (row.name, row.relation, row.custody) == ("Mia Hof", "oma", "nee")
    with pytest.raises(Conflict):
        pupils.edit_guardian(seen.id, GuardianDraft(_MIA, "tante", Custody.NO), seen.version)


def test_the_list_takes_as_many_questions_for_a_hundred_as_for_ten(school: SchoolInfo, group: int) -> None:
    for upto in (10, 100):
        for count in range(upto):
            pupils.add_pupil(school.id, PupilDraft(f"N{count}", group_id=group), TODAY)
        with counted() as seen:
            pupils.pupils(school.id)
        assert len(seen) == 2


def test_other_names_and_where_she_went_come_back(school: SchoolInfo) -> None:
    draft = PupilDraft("Rosalie", "", "Dijk", also_called=" Roosje,  Lie ", left_on=TODAY, left_to="speciaal")
    number = pupils.add_pupil(school.id, draft, TODAY)
    row = pupils.pupil(number)
    assert (row.also_called, row.left_to) == ("Roosje, Lie", "speciaal onderwijs")
    with pytest.raises(BadInput):
        pupils.edit_pupil(number, PupilDraft("Rosalie", left_to="de maan"), TODAY)


def test_since_when_she_has_the_level_of_now(school: SchoolInfo) -> None:
    number = pupils.add_pupil(school.id, PupilDraft("Roos", "", "Dijk"), TODAY - dt.timedelta(days=9))
    pupils.edit_pupil(number, PupilDraft("Roos", "", "Dijk", level=2), TODAY)
    assert pupils.level_since(number) == TODAY


def test_what_to_think_of_with_a_parent_comes_back(school: SchoolInfo) -> None:
    number = pupils.add_pupil(school.id, PupilDraft("Roos", "", "Dijk"), TODAY)
    person = PersonDraft(PersonRole.GUARDIAN, "Petra", "", "Dijk")
    pupils.add_guardian(number, GuardianDraft(person, "moeder", Custody.YES, note="alleen mailen"))
    assert [row.note for row in pupils.guardians(number)] == ["alleen mailen"]
