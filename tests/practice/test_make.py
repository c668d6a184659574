"""The practice school in a real home: it opens, is sound, and behaves as if it had been typed."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtui.care.mentions import mentions
from ibtui.care.minutes import parse
from ibtui.care.text import fold
from ibtui.practice import PRACTICE_PASSPHRASE, make
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, conversations, database, minutes, people, schools
from ibtui.store import home as homes
from ibtui.store.models import ActionItem, Conversation, ConversationPupil, Minutes
from ibtui.store.promise_lines import headings_of
from ibtui.store.whois import WhoIs

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A made practice school, closed again."""
    folder: Path = tmp_path_factory.mktemp("oefenschool")
    files = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    said: list[str] = []
    make(files, TODAY, progress=said.append)
    database.close_store()
    assert said
    return files


@pytest.fixture
def school(home: Home) -> Iterator[schools.SchoolInfo]:
    homes.open_home(home, Secret(PRACTICE_PASSPHRASE))
    yield schools.current()
    database.close_store()
    change.forget_steps()


def test_it_opens_with_its_passphrase(school: schools.SchoolInfo) -> None:
    assert school.practice
    assert school.name == "OEFENSCHOOL De Wilgenhoek"
    assert school.coordinator_name == "Ilse Visser"


def test_the_database_is_sound(school: schools.SchoolInfo) -> None:
    store = database.connection()
    assert store.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert store.execute_sql("PRAGMA quick_check").fetchone()[0] == "ok"


def test_the_week_of_today(school: schools.SchoolInfo) -> None:
    rows = conversations.week(school.id, TODAY - dt.timedelta(days=1))
    today = [row for row in rows if row.day == TODAY]
    assert [row.about for row in today][1] == "Roos van Dijk"
    assert today[1].invited == 5
    assert not today[1].has_text
    assert sum(row.overlaps for row in rows) == 2


def test_owners_and_pupils_are_those_the_store_would_find(school: schools.SchoolInfo) -> None:
    for row in random.Random(2).sample(list(Conversation.select()), 120):
        items = list(ActionItem.select().where(ActionItem.conversation == row))
        who_is, headings = WhoIs(row), promise_headings(row)
        for item in items:
            assert who_is.owner(item.owner_text) == item.owner_id, (row.id, item.owner_text, item.what)
            found = who_is.subject(item.what, headings.get(item.id, ""))
            assert found == (item.pupil_id, item.group_id), (row.id, item.what)


def test_what_tab_types_for_a_name_means_just_that_one(school: schools.SchoolInfo) -> None:
    talks = [
        Conversation.select().where(Conversation.group.is_null(False)).first(),
        Conversation.select().join(ConversationPupil).first(),
        Conversation.select().where(Conversation.kind == "team en directie").first(),
    ]
    everyone = {"#": people.named_pupils(school.id), "@": people.named_people(school.id)}
    for talk in talks:
        who_is = WhoIs(talk).load()
        for mark, among in everyone.items():
            same = Counter(fold(one.full) for one in among)
            for one in among:
                for typed in (one.first[:2], one.first, one.full):
                    for candidate in who_is.candidates(mark, typed):
                        assert [f"{name.mark}{name.typed}" for name in mentions(candidate.text)] == [
                            candidate.text
                        ]
                        assert who_is.named(mark, candidate.text[1:]) == candidate.id
                if same[fold(one.full)] == 1:
                    assert one.id in [candidate.id for candidate in who_is.candidates(mark, one.full)]


def test_saving_a_text_once_more_keeps_its_promises(school: schools.SchoolInfo) -> None:
    known = list(Minutes.select().where(Minutes.text.contains("! ")))
    for row in random.Random(1).sample(known, 30):
        Minutes.update(status="concept").where(Minutes.id == row.id).execute()
        before = [_plain(item) for item in _items(row.id)]
        saved = minutes.save(row.id, f"{row.text} ", row.version)
        assert saved.version == row.version + 1
        assert [_plain(item) for item in _items(row.id)] == before


def promise_headings(row: Conversation) -> dict[int, str]:
    """The heading above each promise, by the number of its item."""
    text = Minutes.get_or_none(Minutes.conversation == row)
    if text is None:
        return {}
    headings = headings_of(parse(text.text, row.day))
    return {int(item.id): under for item, under in zip(_items(text.id), headings, strict=True)}


def _items(minutes_id: int) -> list[ActionItem]:
    return list(ActionItem.select().where(ActionItem.minutes == minutes_id).order_by(ActionItem.id))


def _plain(item: ActionItem) -> tuple[object, ...]:
    return (
        item.id,
        item.what,
        item.owner_id,
        item.due_on,
        item.status,
        item.position,
        item.version,
        item.deleted_at,
    )
