"""Lessons that were looked at: staff data, in a lane of its own."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui import export
from ibtui.care.words import ConversationKind
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import (
    actions,
    agencies,
    agenda,
    concerns,
    conversations,
    database,
    minutes,
    observations,
    search,
)
from ibtui.store.change import undo_last
from ibtui.store.models import AuditLog, Conversation
from ibtui.store.observations import ObservationDraft
from ibtui.store.schools import SchoolInfo
from tests.documents.papers import parts
from tests.store.conftest import counted, home_in
from tests.store.table import FRIDAY, TODAY, Table, lay

MARIT, ILSE = "marit", "ilse"
MARKERS = {
    "question": "kijkvraagkiwi",
    "seen": "feitenframboos",
    "meaning": "duidingdruif",
    "talk": "nagesprekmeloen",
    "agreed": "afspraakananas",
}


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def draft(table: Table, **more: object) -> ObservationDraft:
    start = ObservationDraft(table.ans, TODAY, table.group, look_again_on=FRIDAY)
    return replace(start, **(MARKERS | more))  # type: ignore[arg-type]


def add(table: Table, who: str = MARIT, **more: object) -> int:
    return observations.add_observation(table.school, draft(table, **more), who)


# --- the lane ---


def test_it_comes_back_as_it_was_written(table: Table) -> None:
    row = observations.observation(add(table), MARIT)
    assert (row.teacher, row.group, row.mine, row.shared, row.day) == (
        "juf Ans",
        "groep 3/4/5",
        True,
        False,
        TODAY,
    )
    assert {name: getattr(row, name) for name in MARKERS} == MARKERS


def test_another_ib_er_does_not_see_it_not_even_by_its_number(table: Table) -> None:
    made = add(table)
    assert observations.observations(table.school, ILSE) == []
    assert observations.look_again(table.school, ILSE, FRIDAY) == []
    for wanted in (
        lambda: observations.observation(made, ILSE),
        lambda: observations.edit_observation(made, draft(table), ILSE),
        lambda: observations.set_looked_again(made, True, ILSE, TODAY),
        lambda: observations.plan_in(made, FRIDAY, None, ILSE),
        lambda: observations.bin_observation(made, ILSE),
    ):
        with pytest.raises(Missing):
            wanted()
    assert [row.id for row in observations.observations(table.school, MARIT)] == [made]


def test_shared_she_may_read_it_and_not_change_it(table: Table) -> None:
    made = add(table, shared=True)
    (row,) = observations.observations(table.school, ILSE)
    assert (row.id, row.mine, row.writer, row.meaning) == (made, False, MARIT, MARKERS["meaning"])
    with pytest.raises(BadInput):
        observations.edit_observation(made, draft(table), ILSE)
    with pytest.raises(BadInput):
        observations.bin_observation(made, ILSE)
    assert observations.look_again(table.school, ILSE, FRIDAY) == [], "looking again is for who wrote it"


def test_no_longer_shared_it_is_gone_for_her(table: Table) -> None:
    made = add(table, shared=True)
    observations.edit_observation(made, draft(table, shared=False), MARIT)
    with pytest.raises(Missing):
        observations.observation(made, ILSE)


def test_no_word_of_it_stands_in_any_other_table(table: Table) -> None:
    made = add(table)
    observations.plan_in(made, FRIDAY, dt.time(9), MARIT)
    observations.edit_observation(made, draft(table, agreed=f"{MARKERS['agreed']} twee"), MARIT)
    undo_last()
    observations.bin_observation(made, MARIT)
    store = database.connection()
    names = [name for (name,) in store.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "audit_log" in names
    assert "search_index" in names
    for name in names:
        if name != "observation":
            said = repr(list(store.execute_sql(f"SELECT * FROM {name}")))
            assert not [word for word in MARKERS.values() if word in said], name


def test_search_lists_agenda_and_papers_know_nothing_of_it(table: Table, tmp_path: Path) -> None:
    made = add(table, shared=True)
    talk = observations.plan_in(made, TODAY, dt.time(9), MARIT)
    assert [search.find(table.school, word) for word in MARKERS.values()] == [[], [], [], [], []]
    said = [agenda.text_for(Conversation.get_by_id(number)) for number in (talk, table.overleg)]
    for rows in (
        conversations.week(table.school, TODAY - dt.timedelta(days=TODAY.weekday())),
        actions.open_actions(table.school, TODAY),
        concerns.concerns(table.school),
        agencies.agencies(table.school),
        minutes.list_minutes(table.school),
    ):
        said.append(repr(rows))
    for number in (talk, table.overleg):
        text = minutes.start(number)
        minutes.save(text.id, f"{text.text}\n- Roos las voor", text.version)
        wish = export.first_wish(text.id, "dossier")
        said += parts(export.build(export.examine(wish, home_in(tmp_path))).data).values()
    assert any("Roos las voor" in text for text in said)
    assert not [word for word in MARKERS.values() if any(word in text for text in said)]


def test_the_audit_log_says_that_it_was_done_and_nothing_more(table: Table) -> None:
    made = add(table)
    observations.set_looked_again(made, True, MARIT, TODAY)
    last = [(row.action, row.subject, row.subject_id) for row in AuditLog.select().order_by(AuditLog.id)][-2:]
    assert last == [("lesbezoek toegevoegd", "observation", made), ("weer gekeken", "observation", made)]


# --- the next look ---


def test_in_the_week_it_says_no_more_than_that_she_visits(table: Table) -> None:
    made = add(table)
    talk = conversations.conversation(observations.plan_in(made, FRIDAY, dt.time(9, 15), MARIT))
    assert (talk.row.kind, talk.row.purpose, talk.row.day) == (
        ConversationKind.OBSERVATION,
        "lesbezoek",
        FRIDAY,
    )
    assert [seat.person_id for seat in talk.seats] == [table.ans]
    row = observations.observation(made, MARIT)
    assert (row.conversation_id, row.planned_on) == (talk.row.id, FRIDAY)
    undo_last()
    assert observations.observation(made, MARIT).planned_on is None
    with pytest.raises(Missing):
        conversations.conversation(talk.row.id)


def test_a_planned_look_that_was_thrown_away_is_not_planned(table: Table) -> None:
    made = add(table)
    conversations.bin_conversation(observations.plan_in(made, FRIDAY, None, MARIT))
    row = observations.observation(made, MARIT)
    assert (row.conversation_id, row.planned_on) == (None, None)


@pytest.mark.parametrize("over", [conversations.cancel, lambda talk: conversations.set_held(talk, True)])
def test_a_planned_look_that_is_over_or_cancelled_is_no_longer_planned(
    table: Table, over: Callable[[int], None]
) -> None:
    made = add(table)
    over(observations.plan_in(made, FRIDAY, None, MARIT))
    assert observations.observation(made, MARIT).planned_on is None


def test_a_planned_look_that_moved_is_due_on_its_new_day(table: Table) -> None:
    made = add(table)
    later = FRIDAY + dt.timedelta(weeks=2)
    conversations.move(observations.plan_in(made, FRIDAY, None, MARIT), later, None)
    assert observations.look_again(table.school, MARIT, FRIDAY) == []
    assert [row.id for row in observations.look_again(table.school, MARIT, later)] == [made]


def test_two_sessions_do_not_both_put_it_in_the_week(table: Table) -> None:
    row = observations.observation(add(table), MARIT)
    observations.plan_in(row.id, FRIDAY, None, MARIT, row.version)
    with pytest.raises(Conflict):
        observations.plan_in(row.id, FRIDAY, None, MARIT, row.version)


def test_looking_again_is_due_until_it_was_done(table: Table) -> None:
    made = add(table)
    assert observations.look_again(table.school, MARIT, TODAY) == []
    assert [row.id for row in observations.look_again(table.school, MARIT, FRIDAY)] == [made]
    observations.set_looked_again(made, True, MARIT, FRIDAY)
    assert observations.look_again(table.school, MARIT, FRIDAY) == []
    later = FRIDAY + dt.timedelta(weeks=3)
    observations.edit_observation(made, draft(table, look_again_on=later), MARIT)
    assert [row.id for row in observations.look_again(table.school, MARIT, later)] == [made], (
        "another day: again"
    )


def test_without_a_day_there_is_nothing_to_look_at_again(table: Table) -> None:
    made = add(table, look_again_on=None)
    with pytest.raises(BadInput):
        observations.set_looked_again(made, True, MARIT, TODAY)


# --- writing ---


def test_it_must_say_something_and_look_again_is_later(table: Table) -> None:
    with pytest.raises(BadInput):
        add(table, **dict.fromkeys(MARKERS, " "))
    with pytest.raises(BadInput):
        add(table, look_again_on=TODAY - dt.timedelta(days=1))


def test_two_sessions_do_not_write_over_each_other(table: Table) -> None:
    made = add(table)
    version = observations.observation(made, MARIT).version
    observations.edit_observation(made, draft(table, agreed="iets anders"), MARIT, version)
    with pytest.raises(Conflict):
        observations.edit_observation(made, draft(table), MARIT, version)


def test_the_bin_and_back(table: Table) -> None:
    made = add(table)
    observations.bin_observation(made, MARIT)
    assert observations.observations(table.school, MARIT) == []
    undo_last()
    assert [row.id for row in observations.observations(table.school, MARIT)] == [made]


def test_by_teacher_the_last_first_in_a_fixed_number_of_queries(table: Table) -> None:
    add(table, teacher_id=table.wim)
    first, last = add(table), add(table, day=FRIDAY, look_again_on=None)
    with counted() as seen:
        rows = observations.observations(table.school, MARIT)
    assert [row.id for row in rows if row.teacher_id == table.ans] == [last, first]
    assert [row.teacher for row in rows] == ["juf Ans", "juf Ans", "meester Wim"]
    assert len(seen) <= 4
