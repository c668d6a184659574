"""Many rows at once."""

import pytest

from ibtui.errors import Missing
from ibtui.store import bulk, change, search
from ibtui.store.models import AuditLog, Guardianship, Person, Pupil
from ibtui.store.pupils import guardians, pupils
from ibtui.store.schools import SchoolInfo


def test_rows_go_in_parents_first_with_one_audit_line(school: SchoolInfo) -> None:
    lines = AuditLog.select().count()
    bulk.insert_rows({
        Guardianship: [{"pupil": 10 + n, "person": 1000 + n, "relation": "moeder"} for n in range(2000)],
        Pupil: [{"id": 10 + n, "school": school.id, "first_name": f"Leerling {n}"} for n in range(2000)],
        Person: [{"id": 1000 + n, "school": school.id, "role": "ouder/verzorger", "first_name": f"Ouder {n}"}
                 for n in range(2000)],
    })  # fmt: skip
    assert len(pupils(school.id)) == 2000
    (row,) = guardians(10 + 1999)
    assert (row.name, row.custody, row.version) == ("Ouder 1999", "onbekend", 2)
    assert AuditLog.select().count() == lines + 1
    assert not change.can_undo()
    assert [hit.title for hit in search.find(school.id, "leerling 1999")] == ["Leerling 1999"]


def test_rows_that_fill_other_fields_get_the_defaults(school: SchoolInfo) -> None:
    bulk.insert_rows({Pupil: [{"school": school.id, "first_name": "Roos", "level": 3},
                              {"school": school.id, "first_name": "Sam"}]})  # fmt: skip
    assert {(row.name, row.level) for row in pupils(school.id)} == {("Roos", 3), ("Sam", 1)}


def test_one_bad_row_leaves_none(school: SchoolInfo) -> None:
    with pytest.raises(Missing):
        bulk.insert_rows(
            {Pupil: [{"school": school.id, "first_name": "Roos"}, {"school": 99, "first_name": "Sam"}]}
        )
    assert pupils(school.id) == []
