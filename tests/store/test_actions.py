"""Action items that are typed or changed by themselves."""

import datetime as dt

import pytest

from ibtui.care.words import ActionStatus
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import actions, minutes
from ibtui.store.actions import ActionDraft, ActionRow
from ibtui.store.change import undo_last
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def the_one(table: Table) -> ActionRow:
    (row,) = actions.list_actions(table.school)
    return row


def test_late_first_then_by_date_and_without_a_date_last(table: Table) -> None:
    for what, due in (("straks", FRIDAY), ("ooit", None), ("laat", TODAY - dt.timedelta(days=4))):
        actions.add_action(table.school, ActionDraft(what, due_on=due))
    assert [row.what for row in actions.open_actions(table.school, TODAY)] == ["laat", "straks", "ooit"]
    assert [row.what for row in actions.open_actions(table.school, TODAY, until=TODAY)] == ["laat", "ooit"]


def test_the_owner_is_you_a_person_or_what_was_typed(table: Table, school: SchoolInfo) -> None:
    actions.add_action(table.school, ActionDraft("een", owner_id=school.coordinator_id))
    actions.add_action(table.school, ActionDraft("twee", owner_id=table.ans))
    actions.add_action(table.school, ActionDraft("drie", owner_text="@opa"))
    actions.add_action(table.school, ActionDraft("vier"))
    assert [row.owner for row in actions.list_actions(table.school)] == ["jij", "juf Ans", "opa", ""]


def test_it_is_about_a_pupil_a_group_or_its_conversation(table: Table) -> None:
    actions.add_action(table.school, ActionDraft("een", pupil_id=table.roos))
    actions.add_action(table.school, ActionDraft("twee", group_id=table.group))
    actions.add_action(table.school, ActionDraft("drie"))
    assert [row.about for row in actions.list_actions(table.school)] == ["Roos van Dijk", "groep 3/4/5", ""]


def test_lists_by_status_owner_and_pupil(table: Table) -> None:
    done = actions.add_action(table.school, ActionDraft("een", owner_id=table.ans, pupil_id=table.roos))
    other = actions.add_action(table.school, ActionDraft("twee", owner_id=table.wim, pupil_id=table.sam))
    actions.set_done(done, True, TODAY)

    def ids(**wanted: object) -> list[int]:
        return [row.id for row in actions.list_actions(table.school, **wanted)]  # type: ignore[arg-type]

    assert ids(status="gedaan") == ids(owner_id=table.ans) == ids(pupil_id=table.roos) == [done]
    assert ids(status="open") == [other]
    with pytest.raises(BadInput):
        ids(status="klaar")


def test_done_and_not_done_after_all(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("bellen"))
    actions.set_done(made, True, TODAY)
    assert (the_one(table).status, the_one(table).done_on) == (ActionStatus.DONE, TODAY)
    assert actions.open_actions(table.school, TODAY) == []
    actions.set_done(made, False, TODAY)
    assert (the_one(table).status, the_one(table).done_on) == (ActionStatus.OPEN, None)
    undo_last()
    assert the_one(table).status == ActionStatus.DONE


def test_moving_counts(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("bellen", due_on=TODAY))
    actions.move_action(made, FRIDAY)
    actions.move_action(made, FRIDAY)
    assert (the_one(table).due_on, the_one(table).moved) == (FRIDAY, 1)
    undo_last()
    assert (the_one(table).due_on, the_one(table).moved) == (TODAY, 0)


def test_its_first_date_is_no_move(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("bellen"))
    actions.move_action(made, TODAY)
    assert (the_one(table).due_on, the_one(table).moved) == (TODAY, 0)
    actions.move_action(made, FRIDAY)
    assert the_one(table).moved == 1


def test_dropped_keeps_the_reason_and_waiting_is_still_open(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("bellen"))
    actions.set_waiting(made, True, TODAY)
    assert [row.status for row in actions.open_actions(table.school, TODAY)] == [ActionStatus.WAITING]
    actions.drop_action(made, "niet meer nodig")
    row = the_one(table)
    assert (row.status, row.dropped_because, row.note) == (ActionStatus.DROPPED, "niet meer nodig", "")
    assert row.waiting_since is None


def test_editing_and_the_bin(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("bellen", owner_text="opa"))
    version = the_one(table).version
    actions.edit_action(made, ActionDraft("mailen", owner_id=table.wim, due_on=FRIDAY), version)
    assert (the_one(table).what, the_one(table).owner, the_one(table).due_on) == (
        "mailen",
        "meester Wim",
        FRIDAY,
    )
    with pytest.raises(Conflict):
        actions.edit_action(made, ActionDraft("schrijven"), version)
    actions.bin_action(made)
    assert actions.list_actions(table.school) == []
    with pytest.raises(Missing):
        actions.set_done(made, True, TODAY)
    undo_last()
    assert the_one(table).what == "mailen"


def test_it_must_say_something(table: Table) -> None:
    with pytest.raises(BadInput):
        actions.add_action(table.school, ActionDraft(" \u200b "))
    assert actions.list_actions(table.school) == []


def test_a_list_asks_a_fixed_number_of_queries(table: Table) -> None:
    def asked() -> int:
        with counted() as seen:
            actions.open_actions(table.school, TODAY)
        return len(seen)

    text = minutes.start(table.overleg)
    saved = minutes.save(text.id, "! @ans: oefent", text.version)
    actions.add_action(table.school, ActionDraft("los"))
    few = asked()
    minutes.save(text.id, "\n".join(f"! @ans: oefent {number}" for number in range(30)), saved.version)
    assert asked() == few <= 8


def test_one_by_its_number(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("leest voor", table.ans))
    row = actions.action(made)
    assert (row.id, row.what, row.owner) == (made, "leest voor", "juf Ans")
    actions.bin_action(made)
    with pytest.raises(Missing):
        actions.action(made)


def test_one_that_is_typed_at_a_conversation_belongs_to_it(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("belt terug", conversation_id=table.overleg))
    row = actions.action(made)
    assert (row.conversation_id, row.minutes_id, row.about) == (table.overleg, None, "Roos van Dijk")
    assert [one.id for one in actions.of_conversation(table.overleg)] == [made]
    actions.edit_action(made, ActionDraft("belt morgen terug"))
    assert actions.action(made).conversation_id == table.overleg, "it stays where it came from"


def test_why_something_will_not_be_done_may_be_a_long_story(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("onderzoek"))
    actions.drop_action(made, "ouders willen niet " * 100)
    assert len(actions.action(made).dropped_because) > 1000
    undo_last()
    assert actions.action(made).dropped_because == ""
