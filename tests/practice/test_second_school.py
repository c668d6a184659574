"""The second practice school: larger, another day, and nobody of the first school is in it."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import cast

import pytest

from ibtui.care.minutes import Mark, parse
from ibtui.practice import PRACTICE_PASSPHRASE, invent, make
from ibtui.practice.make import Table, Which
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, schools
from ibtui.store import home as homes
from ibtui.store.models import (
    ActionItem,
    Agency,
    Concern,
    Conversation,
    Group,
    Minutes,
    Person,
    Placement,
    Pupil,
    School,
)
from ibtui.store.whois import WhoIs
from tests.practice.test_make import promise_headings

TUESDAY = dt.date(2026, 11, 24)
THURSDAY = 3
DAYS = [TUESDAY, dt.date(2026, 11, 28), dt.date(2026, 8, 1), dt.date(2027, 7, 30)]


@cache
def _school(which: Which = "vlinderboom", today: dt.date = TUESDAY) -> Table:
    return invent(today, which=which)


def test_eight_groups_of_one_year_and_120_pupils() -> None:
    tables = _school()
    now = [row for row in tables[Placement] if row["until_on"] is None]
    names = {row["id"]: row["name"] for row in tables[Group]}
    assert sorted({str(names[row["group"]]) for row in now}) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert len(now) == 120
    (school,) = tables[School]
    assert (school["levels"], school["working_days"], school["practice"]) == (4, str(THURSDAY), True)
    assert max(cast("int", row["level"]) for row in [*tables[Pupil], *tables[Concern]]) <= 4


def test_nobody_and_no_agency_has_a_name_of_the_first_school() -> None:
    """But for the ib'er, who works at both. The tests of the wall between schools lean on it."""
    firsts: dict[Which, set[object]] = {}
    for which in ("wilgenhoek", "vlinderboom"):
        people = [row for row in _school(which)[Person] if row["role"] != "ib'er"]
        everyone = [*people, *_school(which)[Pupil]]
        firsts[which] = {row["first_name"] for row in everyone} | {row["last_name"] for row in everyone}
        firsts[which] |= {row["name"] for row in _school(which)[Agency]}
    assert firsts["wilgenhoek"] & firsts["vlinderboom"] == set()


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_promises_are_what_the_parser_takes_from_the_text(today: dt.date) -> None:
    tables = _school(today=today)
    days = {row["id"]: cast("dt.date", row["day"]) for row in tables[Conversation]}
    found: dict[object, list[object]] = {}
    for item in tables[ActionItem]:
        found.setdefault(item["minutes"], []).append((item["owner_text"], item["what"], item["due_on"]))
    for row in tables[Minutes]:
        parsed = parse(str(row["text"]), days[row["conversation"]], (THURSDAY,))
        assert found.get(row["id"], []) == [(one.who, one.what, one.due) for one in parsed.actions]
        assert not [one for one in parsed.lines if one.mark is Mark.TEXT and one.text.strip()], row["text"]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_its_weeks_have_talks_on_the_day_of_the_ib_er(today: dt.date) -> None:
    monday = today - dt.timedelta(days=today.weekday())
    talks = [row for row in _school(today=today)[Conversation] if row["planned"]]
    near = [row for row in talks if 0 <= (cast("dt.date", row["day"]) - monday).days < 14]
    thursdays = Counter(row["day"] for row in near if cast("dt.date", row["day"]).weekday() == THURSDAY)
    assert len(thursdays) == 2
    assert all(3 <= count <= 5 for count in thursdays.values())
    assert all(row["status"] == "gepland" for row in near if cast("dt.date", row["day"]) > today)


class TestInAHome:
    @pytest.fixture(scope="class")
    def home(self, tmp_path_factory: pytest.TempPathFactory) -> Home:
        """The second school, made and closed again."""
        folder = tmp_path_factory.mktemp("vlinderboom")
        files = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
        make(files, TUESDAY, which="vlinderboom")
        database.close_store()
        return files

    @pytest.fixture
    def school(self, home: Home) -> Iterator[schools.SchoolInfo]:
        homes.open_home(home, Secret(PRACTICE_PASSPHRASE))
        yield schools.current()
        database.close_store()
        change.forget_steps()

    def test_it_opens_and_is_sound(self, school: schools.SchoolInfo) -> None:
        assert (school.name, school.coordinator_name) == ("OEFENSCHOOL De Vlinderboom", "Ilse Visser")
        assert school.working_days == (THURSDAY,)
        store = database.connection()
        assert store.execute_sql("PRAGMA foreign_key_check").fetchall() == []

    def test_owners_and_pupils_are_those_the_store_would_find(self, school: schools.SchoolInfo) -> None:
        for row in random.Random(2).sample(list(Conversation.select()), 60):
            who_is, headings = WhoIs(row), promise_headings(row)
            for item in ActionItem.select().where(ActionItem.conversation == row):
                assert who_is.owner(item.owner_text) == item.owner_id, (row.id, item.owner_text, item.what)
                found = who_is.subject(item.what, headings.get(item.id, ""))
                assert found == (item.pupil_id, item.group_id), (row.id, item.what)
