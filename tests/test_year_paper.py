"""The year plan and the goals, out of the store and into a file: never with a child in it."""

import datetime as dt
import io
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ibtui import practice, year_paper
from ibtui.care.cycle import StepState, state_of
from ibtui.care.text import fold
from ibtui.settings import Home
from ibtui.store import audit, cycle, database, goals, schools
from ibtui.store.models import ExportLog, Guardianship, Person, Pupil

TODAY = dt.date(2026, 11, 24)
FIRST = dt.date(2026, 8, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("jaar")
    found = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    practice.make(found, TODAY)
    yield found
    database.close_store()


@pytest.fixture(autouse=True)
def _empty_folder(home: Home) -> None:
    """What another test wrote doesn't lie there any more."""
    shutil.rmtree(home.exports, ignore_errors=True)


def text_of(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_plan_lies_in_the_export_folder_for_its_owner_only(home: Home) -> None:
    path = year_paper.write_year_plan(home, schools.current(), FIRST, TODAY)
    assert (path.parent, path.name) == (home.exports, "2026-11-24 zorgkalender 2026-2027.docx")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_one_gets_a_name_of_its_own(home: Home) -> None:
    first = year_paper.write_goals(home, schools.current(), TODAY)
    second = year_paper.write_goals(home, schools.current(), TODAY)
    assert first.exists()
    assert second.name == f"{first.stem}-2.docx"


def test_the_log_tells_that_they_were_made(home: Home) -> None:
    year_paper.write_year_plan(home, schools.current(), FIRST, TODAY)
    year_paper.write_goals(home, schools.current(), TODAY)
    assert [one.action for one in audit.lines(limit=2)] == [
        "doelen als Word gemaakt",
        "zorgkalender als Word gemaakt",
    ]


def test_what_stands_in_the_calendar_stands_on_paper(home: Home) -> None:
    text = text_of(year_paper.write_year_plan(home, schools.current(), FIRST, TODAY))
    for row in cycle.steps(1, FIRST):
        assert row.title in text
    text = text_of(year_paper.write_goals(home, schools.current(), TODAY))
    for goal in goals.goals(1):
        assert goal.title in text


def test_no_name_of_a_child_or_a_parent_and_no_reason_is_printed(home: Home) -> None:
    text = fold(
        text_of(year_paper.write_year_plan(home, schools.current(), FIRST, TODAY))
        + text_of(year_paper.write_goals(home, schools.current(), TODAY))
    )
    family = Person.select().where(Person.id << Guardianship.select(Guardianship.person))
    for one in [*Pupil.select(), *family]:
        full = " ".join(part for part in (one.first_name, one.infix, one.last_name) if part)
        assert fold(full) not in text
    reasons = [row.skipped_because for row in cycle.steps(1, FIRST) if row.skipped_because]
    assert reasons
    assert not [reason for reason in reasons if fold(reason) in text]


def test_the_ib_er_is_called_by_her_function(home: Home) -> None:
    text = text_of(year_paper.write_year_plan(home, schools.current(), FIRST, TODAY))
    assert "ib'er" in text
    assert "jij" not in text.split()


def test_the_log_of_papers_is_left_alone(home: Home) -> None:
    before = ExportLog.select().count()
    year_paper.write_year_plan(home, schools.current(), FIRST, TODAY)
    assert ExportLog.select().count() == before


def test_a_private_line_of_a_goal_stays_with_the_ib_er(home: Home) -> None:
    made = goals.add_goal(
        1, goals.GoalDraft("Rust in de klas", why="Elk kind leert.\n% het gaat om juf Geheim")
    )
    goals.evaluate(made, "Het gaat goed.\n- % nog een Geheim", TODAY, "gehaald")
    text = text_of(year_paper.write_goals(home, schools.current(), TODAY))
    assert "Elk kind leert." in text
    assert "Het gaat goed." in text
    assert "Geheim" not in text


def test_on_paper_nobody_is_late(home: Home) -> None:
    assert any(state_of(row, TODAY) is StepState.LATE for row in cycle.steps(schools.current().id, FIRST))
    for write in (
        year_paper.write_year_plan(home, schools.current(), FIRST, TODAY),
        year_paper.write_goals(home, schools.current(), TODAY),
    ):
        assert "te laat" not in text_of(write)
