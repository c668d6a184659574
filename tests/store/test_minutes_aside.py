"""Two sessions write the same minutes: both texts stay, and nobody's is lost."""

import datetime as dt
from collections.abc import Callable

import pytest

from ibtui.care.words import ConversationKind
from ibtui.errors import Busy, Conflict, Frozen
from ibtui.store import database, minutes
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.schools import SchoolInfo

DAY = dt.date(2026, 11, 24)
Sql = Callable[[str], None]


@pytest.fixture
def draft(school: SchoolInfo) -> minutes.MinutesText:
    """Minutes with one line."""
    talk = add_conversation(school.id, ConversationDraft(ConversationKind.LARGE_MEETING, DAY))
    started = minutes.start(talk)
    minutes.save(started.id, "onze eerste regel", started.version)
    return minutes.load(started.id)


def test_a_text_that_cannot_be_saved_is_kept_beside_the_other(
    draft: minutes.MinutesText, another_session: Sql
) -> None:
    another_session("UPDATE minutes SET text = 'van de ander', version = version + 1")
    with pytest.raises(Conflict):
        minutes.save(draft.id, "van mij", draft.version)
    minutes.keep_aside(draft.id, "van mij")
    assert minutes.load(draft.id).text == "van de ander"
    assert minutes.revisions(draft.id)[0].text == "van mij"


def test_what_is_kept_aside_is_renewed_not_piled_up(draft: minutes.MinutesText) -> None:
    before = len(minutes.revisions(draft.id))
    number = minutes.keep_aside(draft.id, "van m")
    assert minutes.keep_aside(draft.id, "van mij", number) == number
    assert [row.text for row in minutes.revisions(draft.id)][:1] == ["van mij"]
    assert len(minutes.revisions(draft.id)) == before + 1


def test_overruling_always_keeps_the_other_text(draft: minutes.MinutesText, another_session: Sql) -> None:
    another_session("UPDATE minutes SET text = 'onze eerste regel, van de ander', version = version + 1")
    saved = minutes.overrule(draft.id, "onze eerste regel, van mij")
    now = minutes.load(draft.id)
    assert (now.text, now.version) == ("onze eerste regel, van mij", saved.version)
    assert minutes.revisions(draft.id)[0].text == "onze eerste regel, van de ander"


def test_fixed_minutes_refuse_with_an_error_of_their_own(draft: minutes.MinutesText) -> None:
    minutes.fix(draft.id)
    with pytest.raises(Frozen):
        minutes.save(draft.id, "toch nog iets", draft.version)
    assert minutes.load(draft.id).fixed_at is not None


def test_a_typist_waits_for_a_lock_no_longer_than_asked(
    draft: minutes.MinutesText, empty_store: object
) -> None:
    from playhouse.sqlcipher_ext import SqlCipherDatabase

    from tests.store.conftest import KEY

    other = SqlCipherDatabase(str(empty_store), passphrase=KEY.pragma_value())
    other.connect()
    other.execute_sql("BEGIN IMMEDIATE")
    with pytest.raises(Busy), database.patience(1):
        minutes.save(draft.id, "van mij", draft.version)
    other.execute_sql("ROLLBACK")
    other.close()
    minutes.save(draft.id, "van mij", draft.version)
