"""A run of saves while somebody types: quick, and it never keeps less than a whole save would."""

from collections.abc import Callable

import pytest

from ibtui.care.words import ActionStatus, MinutesStatus
from ibtui.errors import Conflict, Frozen, Missing
from ibtui.store import actions, minutes, search, search_index
from ibtui.store.minutes import MinutesText
from ibtui.store.models import AuditLog, Minutes
from ibtui.store.schools import SchoolInfo
from ibtui.store.typing_run import TypingRun
from tests.store.conftest import counted
from tests.store.table import TODAY, lay

START = "## Wat gaat er goed\n- Roos leest graag\n! moeder: belt de logopedist > vr\n"


@pytest.fixture
def row(school: SchoolInfo) -> MinutesText:
    """A draft with a promise in it, saved once in this run's own way."""
    text = minutes.start(lay(school.id).overleg)
    TypingRun(text).save(START)
    return minutes.load(text.id)


def stored(row: MinutesText) -> str:
    return str(Minutes.get_by_id(row.id).text)


def found(school: SchoolInfo, words: str) -> bool:
    return any(hit.kind == "verslag" for hit in search.find(school.id, words))


def test_each_save_is_there_for_everybody(row: MinutesText) -> None:
    run = TypingRun(row)
    for typed in ("e", "en", "en d", "en dan"):
        run.save(START + typed)
        assert stored(row) == START + typed
        assert minutes.load(row.id).version == run.version


def test_only_words_take_one_statement(row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    with counted() as asked:
        run.save(START + "ab")
    assert [words.split()[0] for words in asked] == ["UPDATE"]


def test_the_same_text_is_not_written(row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    with counted() as asked:
        run.save(START + "a")
    assert asked == []


def test_a_promise_that_is_typed_is_taken_at_once(row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "a\n! @ans: oefent elke dag > vr")
    assert [item.what for item in actions.of_minutes(row.id)] == ["belt de logopedist", "oefent elke dag"]


def test_a_promise_that_is_done_stays_done_while_words_are_typed(row: MinutesText) -> None:
    (item,) = actions.of_minutes(row.id)
    actions.set_done(item.id, True, TODAY)
    run = TypingRun(minutes.load(row.id))
    run.save(START + "a")
    run.save("- boven alles\n" + START + "a")
    (same,) = actions.of_minutes(row.id)
    assert (same.id, same.status) == (item.id, ActionStatus.DONE)


def test_another_sessions_text_is_never_overwritten(
    row: MinutesText, another_session: Callable[[str], None]
) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    another_session(f"UPDATE minutes SET text = 'van de ander', version = version + 1 WHERE id = {row.id}")
    with pytest.raises(Conflict):
        run.save(START + "ab")
    assert stored(row) == "van de ander"
    assert run.text == START + "a", "what both began with"


def test_a_fixed_text_refuses(row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    minutes.fix(row.id)
    with pytest.raises((Frozen, Conflict)):
        run.save(START + "ab")
    assert stored(row) == START + "a"


def test_a_draft_in_the_bin_refuses(row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    minutes.bin_minutes(row.id)
    with pytest.raises(Missing):
        run.save(START + "ab")


def test_wiping_most_of_it_keeps_what_was_there(row: MinutesText) -> None:
    run = TypingRun(row)
    long = START + "- nog een regel met veel woorden\n" * 40
    run.save(long)
    run.save(long + "x")
    run.save("weg")
    assert any(long + "x" == kept.text for kept in minutes.revisions(row.id))


def test_a_run_leaves_one_audit_line(row: MinutesText) -> None:
    before = AuditLog.select().where(AuditLog.action == "verslag bewaard").count()
    run = TypingRun(row)
    for number in range(20):
        run.save(START + "a" * number)
    assert AuditLog.select().where(AuditLog.action == "verslag bewaard").count() == max(before, 1)


def test_search_finds_the_words_after_a_pause(school: SchoolInfo, row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "aardbeienplukken")
    assert not found(school, "aardbeienplukken")
    run.rest()
    assert found(school, "aardbeienplukken")
    with counted() as asked:
        run.rest()
    assert asked == []


def test_after_a_kill_while_typing_the_next_start_finds_the_words(
    school: SchoolInfo, row: MinutesText
) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "aardbeienplukken")
    search_index.catch_up()
    assert found(school, "aardbeienplukken")


def test_fixing_what_a_kill_left_behind_lets_search_find_it(school: SchoolInfo, row: MinutesText) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "aardbeienplukken")
    minutes.fix(row.id)
    assert found(school, "aardbeienplukken")


def test_what_an_older_ibtui_fixed_while_it_was_behind_is_found_again(
    school: SchoolInfo, row: MinutesText
) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "aardbeienplukken")
    Minutes.update(status=MinutesStatus.FIXED).where(Minutes.id == row.id).execute()
    search_index.catch_up()
    assert not found(school, "aardbeienplukken")
    search_index.catch_up_with_all()
    assert found(school, "aardbeienplukken")


def test_the_start_does_not_read_all_minutes_to_find_what_is_behind(row: MinutesText) -> None:
    with counted() as asked:
        search_index.catch_up()
    (question,) = asked
    assert '"status" = ?' in question  # few are drafts, and there is an index on it


def test_binning_a_draft_takes_it_from_search_also_while_it_was_typed(
    school: SchoolInfo, row: MinutesText
) -> None:
    run = TypingRun(row)
    run.save(START + "a")
    run.save(START + "aardbeienplukken")
    minutes.bin_minutes(row.id)
    search_index.catch_up()
    assert not found(school, "aardbeienplukken")
