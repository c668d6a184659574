"""A file too large to look at when it's opened: its pages are looked at in a thread."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ibtui.care.words import PersonRole
from ibtui.errors import IbtuiError
from ibtui.store import database, people
from ibtui.store.people import PersonDraft
from ibtui.store.schools import SchoolInfo, current
from ibtui.store.whole_check import WholeCheck
from tests.store.conftest import KEY

_PAGE = 4096


@pytest.fixture
def large(school: SchoolInfo, empty_store: Path) -> Path:
    """A file of more pages than are looked at when it's opened."""
    person = people.add_person(school.id, PersonDraft(PersonRole.COLLEAGUE, "Ans"))
    with database.transaction():
        database.connection().execute_sql(
            "UPDATE person SET phone = hex(randomblob(2500000)) WHERE id = ?", (person,)
        )
    return empty_store


def _found() -> list[IbtuiError]:
    found: list[IbtuiError] = []
    check = WholeCheck(found.append)
    check.start()
    check.wait()
    return found


def test_a_whole_file_is_whole(large: Path) -> None:
    assert large.stat().st_size > 600 * _PAGE or large.with_name("ibtui.db-wal").exists()
    assert _found() == []


def test_damage_where_nobody_reads_is_found_after_opening(large: Path) -> None:
    database.close_store()
    with large.open("r+b") as file:
        file.seek(large.stat().st_size - 50 * _PAGE)
        file.write(os.urandom(_PAGE))
    database.open_store(large, KEY)  # the school opens: what she works with is sound
    assert current().name
    (error,) = _found()
    assert "beschadigd" in str(error)


def test_a_file_that_is_too_short_is_refused_when_it_is_opened(large: Path) -> None:
    database.close_store()
    os.truncate(large, large.stat().st_size - 60 * _PAGE)
    with pytest.raises(IbtuiError, match="beschadigd"):
        database.open_store(large, KEY)


def test_closing_the_store_ends_it_without_a_word(large: Path) -> None:
    found: list[IbtuiError] = []
    checks = [WholeCheck(found.append) for _ in range(5)]
    for check in checks:
        check.start()
    database.close_store()
    assert not any(check.works() for check in checks)
    assert found == []
