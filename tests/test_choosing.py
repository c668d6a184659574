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
