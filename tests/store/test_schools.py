"""The school and its years."""

import datetime as dt

import pytest

from ibtui.errors import BadInput, Missing, StoreError
from ibtui.store import change, people, schools
from ibtui.store.models import SchoolYear
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY


def test_a_school_that_was_set_up(school: SchoolInfo) -> None:
    assert schools.current() == school
    assert (school.name, school.coordinator_name) == ("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen")
    assert (school.working_days, school.levels, school.practice) == ((0, 3), 5, False)
    me = people.person(school.coordinator_id)
    assert (me.role, me.first_name, me.infix, me.last_name) == ("ib'er", "Marit", "van der", "Veen")


def test_before_that_there_is_none(empty_store: object) -> None:
    with pytest.raises(Missing, match="nog geen school"):
        schools.current()


def test_one_database_holds_one_school(school: SchoolInfo) -> None:
    with pytest.raises(StoreError, match="al een school"):
        schools.set_up("Nog een", "Ik", (), today=TODAY)
    assert not change.can_undo()


def test_changing_it_changes_the_coordinators_name_too(school: SchoolInfo) -> None:
    schools.edit_school(school.id, "De Els", "Marit Hof", (4, 1), 4)
    now = schools.current()
    assert (now.name, now.coordinator_name, now.working_days, now.levels) == (
        "De Els",
        "Marit Hof",
        (1, 4),
        4,
    )
    assert people.person(school.coordinator_id).name == "Marit Hof"
    change.undo_last()
    assert schools.current() == school
    assert people.person(school.coordinator_id).name == "Marit van der Veen"


@pytest.mark.parametrize(
    ("name", "coordinator", "days", "levels"),
    [("", "Ik", (), 5), ("x", "  ", (), 5), ("x", "Ik", (7,), 5), ("x", "Ik", (), 3)],
)
def test_what_can_not_be_is_refused(
    school: SchoolInfo, name: str, coordinator: str, days: tuple[int, ...], levels: int
) -> None:
    with pytest.raises(BadInput):
        schools.edit_school(school.id, name, coordinator, days, levels)


def test_a_school_year_is_made_once_and_turns_in_august(school: SchoolInfo) -> None:
    this = schools.current_year_id(school.id, dt.date(2026, 8, 1))
    assert schools.current_year_id(school.id, dt.date(2027, 7, 31)) == this
    following = schools.current_year_id(school.id, dt.date(2027, 8, 1))
    assert following != this
    assert schools.current_year_id(school.id, dt.date(2027, 8, 1)) == following
    year = SchoolYear.get_by_id(following)
    assert (year.label, year.starts_on, year.ends_on) == (
        "2027-2028",
        dt.date(2027, 8, 1),
        dt.date(2028, 7, 31),
    )
