"""What can be chosen for an export, asked of the store."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtui.care.words import ConversationKind
from ibtui.choosing import Source
from ibtui.store import change, database, minutes
from ibtui.store.agencies import ConsentDraft, add_consent
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.migrations import migrate
from ibtui.store.models import Agency
from ibtui.store.schools import set_up
from ibtui.wishes import Wish
from tests.store.conftest import KEY, home_in
from tests.store.table import TODAY, Table, lay


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    home = home_in(tmp_path)
    database.create_store(home.database, KEY)
    migrate(tmp_path / "backups")
    school = set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), practice=True, today=TODAY)
    yield lay(school.id)
    database.close_store()
    change.forget_steps()


def test_consent_is_asked_for_each_child(table: Table) -> None:
    both = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(table.roos, table.sam))
    started = minutes.start(add_conversation(table.school, both))
    ggd = int(Agency.get().id)
    add_consent(ConsentDraft(table.roos, ggd, table.mother, "verslag delen", "", dt.date(2026, 9, 1)))
    asked = Source(started.id).permissions[ggd]
    assert [(one.pupil, one.valid) for one in asked] == [("Roos van Dijk", True), ("Sam Hof", False)]


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("## Thuis\n- druk\n## Thuis\n- rustig", "rustig"),
        ("## Thuis\n- rustig\n## Thuis\n- druk", "rustig"),
        ("## Thuis\n- rustig\n## THUIS\n- druk", "rustig"),
        ("## THUIS\n- Druk\n## Thuis\n- Rustig", "Rustig"),
        ("## Thuis\n- nieuw\n% geheim\n## Thuis\n- rustig\n## Thuis\n- druk", "rustig"),
        ("## Thuis\n- rustig\n## Thuis\n- vader is weg", "rustig"),
        ("## Thuis\n- druk\n## Thuis\n- vader is weg", ""),
        ("## Thuis\n- rustig", ""),
        ("## Thuis\n- rustig\n## Thuis\n- rustig", ""),
    ],
)
def test_the_same_wish_never_sends_another_point_of_that_title(table: Table, text: str, goes: str) -> None:
    started = minutes.start(table.overleg)
    minutes.save(started.id, "## Thuis\n- druk\n## Thuis\n- rustig", started.version)
    key = Source(started.id).points[1].key
    minutes.save(started.id, text, minutes.load(started.id).version)
    assert _sent(started.id, key) == [goes] * bool(goes)


def test_points_that_begin_the_same_are_told_apart_by_all_they_say(table: Table) -> None:
    begin = "## Thuis\n- a\n- b\n- c\n"
    started = minutes.start(table.overleg)
    minutes.save(started.id, f"{begin}- druk\n{begin}- rustig\n## Thuis\n- x\n## Thuis\n- x", started.version)
    keys = [point.key for point in Source(started.id).points]
    assert len(set(keys)) == 4
    minutes.save(started.id, f"{begin}- rustig\n{begin}- druk", minutes.load(started.id).version)
    assert [point.key for point in Source(started.id).points] == [keys[1], keys[0]]


def test_a_point_whose_title_stands_once_may_be_written_on(table: Table) -> None:
    started = minutes.start(table.overleg)
    minutes.save(started.id, "## Gehoor\n- test\n## Thuis\n- druk", started.version)
    key = Source(started.id).points[1].key
    minutes.save(started.id, "## THUIS\n- drukker\n## Gehoor\n- test", minutes.load(started.id).version)
    assert _sent(started.id, key) == ["drukker"]


def _sent(minutes_id: int, key: str) -> list[str]:
    source = Source(minutes_id)
    extract = source.extract(Wish(minutes_id, "instantie", agency_id=int(Agency.get().id), points=(key,)))
    assert extract is not None
    return [line.text for number in extract.points for line in source.parsed.points[number].lines]
