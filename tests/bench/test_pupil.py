"""The bench of a child's page: ten years ask the store no more questions than nothing does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import part_pupil, story
from ibtui import settings
from ibtui.secret import Secret
from ibtui.store import database, glance, home, timeline
from ibtui.store.timeline import Kind
from tests.store.conftest import counted

Made = tuple[Path, story.Pair]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The school with the two children, made once."""
    folder = tmp_path_factory.mktemp("pupil") / "school"
    return folder, part_pupil.make(folder)


@pytest.fixture
def pair(made: Made) -> Iterator[story.Pair]:
    """The two children, in an open store."""
    folder, pair = made
    home.open_home(settings.home({"IBTUI_HOME": str(folder)}), Secret("oefenen"))
    yield pair
    database.close_store()


def test_one_has_ten_years_of_everything_and_the_other_nothing(pair: story.Pair) -> None:
    found = timeline.page(pair.full, database.today()).counts
    assert all(found.values()), found
    assert sum(found.values()) > 1000
    assert part_pupil.ask(pair.empty) == found[Kind.PLACE] - 2 * story.YEARS == 2, "her level and her group"


def test_the_page_asks_as_many_questions_for_ten_years_as_for_nothing(pair: story.Pair) -> None:
    today, asked = database.today(), list[int]()
    for pupil in (pair.empty, pair.full):
        with counted() as seen:
            timeline.page(pupil, today)
            glance.glance(pupil, today)
        asked.append(len(seen))
    assert asked[0] == asked[1]
    assert asked[0] <= 40


def test_further_pages_ask_as_many_too(pair: story.Pair) -> None:
    today, asked = database.today(), set[int]()
    page = timeline.page(pair.full, today)
    for _ in range(3):
        assert page.more is not None
        with counted() as seen:
            page = timeline.page(pair.full, today, before=page.more)
        asked.add(len(seen))
    assert len(asked) == 1


@pytest.mark.terminal
@pytest.mark.slow
def test_opening_the_page_gives_figures(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_pupil, "_AGAIN", 1)
    monkeypatch.setattr(part_pupil, "_QUIET", 0.3)
    folder, pair = made
    found = part_pupil.opening(folder, tmp_path / "try", "full", pair)
    assert 0 < found.store < 10_000
    assert 0 < found.drawn < 10_000
