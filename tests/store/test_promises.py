"""Who waits for whom, as the store knows it."""

import datetime as dt

import pytest

from ibtui.care.words import ActionStatus, Audience, ConversationKind
from ibtui.errors import BadInput, Conflict
from ibtui.store import actions, minutes, promises
from ibtui.store.actions import ActionDraft
from ibtui.store.change import undo_last
from ibtui.store.concerns import ConcernDraft, add_concern
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.promises import PromiseRow
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def only(table: Table) -> PromiseRow:
    (promise,) = promises.open_promises(table.school)
    return promise


def test_where_it_comes_from_and_since_when(table: Table) -> None:
    text = minutes.start(table.overleg)
    minutes.save(text.id, "! jeugdarts: mailt de uitslag > vr", text.version)
    promise = only(table)
    assert (promise.source, promise.since) == (ConversationKind.LARGE_MEETING, TODAY)
    assert (promise.role, promise.agency) == ("instantie", "GGD")


def test_one_that_stands_by_itself_counts_from_the_day_it_was_made(table: Table) -> None:
    actions.add_action(table.school, ActionDraft("belt", table.ans))
    promise = only(table)
    assert (promise.source, promise.since, promise.agency) == ("", promise.since, "")
    assert promise.since >= dt.date(2026, 1, 1)


def test_what_is_done_or_dropped_is_apart_the_last_first(table: Table) -> None:
    first, second, _third = (
        actions.add_action(table.school, ActionDraft(what)) for what in ("een", "twee", "drie")
    )
    actions.drop_action(second, "hoeft niet meer")
    actions.set_done(first, True, TODAY)
    assert [one.row.what for one in promises.open_promises(table.school)] == ["drie"]
    settled = promises.settled_promises(table.school)
    assert {one.row.what for one in settled} == {"een", "twee"}
    assert [one.row.dropped_because for one in settled if one.row.id == second] == ["hoeft niet meer"]


def test_what_one_person_owes_this_week_by_date_and_nothing_private(table: Table) -> None:
    note = add_conversation(
        table.school,
        ConversationDraft(
            ConversationKind.TEACHER_TALK, TODAY, audience=Audience.PRIVATE, person_ids=(table.ans,)
        ),
    )
    safety = add_concern(
        table.school, ConcernDraft("veiligheid", "blauwe plekken", pupil_id=table.roos), TODAY
    )
    for draft in (
        ActionDraft("ooit", table.ans),
        ActionDraft("zonder datum", table.ans),
        ActionDraft("te laat", table.ans, due_on=TODAY - dt.timedelta(days=9)),
        ActionDraft("over een week", table.ans, due_on=TODAY + dt.timedelta(days=7)),
        ActionDraft("over acht dagen", table.ans, due_on=TODAY + dt.timedelta(days=8)),
        ActionDraft("vrijdag", table.ans, due_on=FRIDAY),
        ActionDraft("vandaag", table.ans, due_on=TODAY),
        ActionDraft("van een ander", table.wim),
        ActionDraft("geheim", table.ans, conversation_id=note),
        ActionDraft("belt Veilig Thuis", table.ans, concern_id=safety),
    ):
        actions.add_action(table.school, draft)
    everything = promises.open_promises(table.school)
    this_week = ["te laat", "vandaag", "vrijdag", "over een week"]
    for asked in everything:
        if asked.row.owner_id == table.ans and not asked.private:
            later = [asked.row.what] if asked.row.what not in this_week else []
            told = [one.row.what for one in promises.owed_by(asked, everything, TODAY)]
            assert told == [*this_week, *later], "what is later only when it was chosen"


def test_somebody_without_a_card_is_known_by_what_was_typed(table: Table) -> None:
    for owner in ("opa", "Opa", "oma"):
        actions.add_action(table.school, ActionDraft(f"brood van {owner}", owner_text=owner, due_on=TODAY))
    everything = promises.open_promises(table.school)
    assert len(promises.owed_by(everything[0], everything, TODAY)) == 2


def test_ouders_are_another_family_with_each_child(table: Table) -> None:
    for pupil, what in ((table.roos, "bellen de huisarts"), (table.sam, "praten over de scheiding")):
        draft = ActionDraft(what, owner_text="ouders", due_on=TODAY, pupil_id=pupil)
        actions.add_action(table.school, draft)
    everything = promises.open_promises(table.school)
    told = [[one.row.what for one in promises.owed_by(asked, everything, TODAY)] for asked in everything]
    assert told == [["bellen de huisarts"], ["praten over de scheiding"]]


def test_what_another_session_did_meanwhile_is_not_written_over(table: Table) -> None:
    seen = actions.action(actions.add_action(table.school, ActionDraft("belt", table.ans, due_on=TODAY)))
    actions.set_done(seen.id, True, TODAY)
    with pytest.raises(Conflict):
        actions.drop_action(seen.id, "hoeft niet", seen.version)
    with pytest.raises(Conflict):
        actions.move_action(seen.id, FRIDAY, seen.version)
    with pytest.raises(Conflict):
        actions.set_waiting(seen.id, True, TODAY, seen.version)
    with pytest.raises(Conflict):
        actions.set_done(seen.id, False, TODAY, seen.version)
    assert (actions.action(seen.id).status, actions.action(seen.id).due_on) == (ActionStatus.DONE, TODAY)


def test_waiting_has_a_day_and_done_or_open_again_forgets_it(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("belt", table.ans))
    actions.set_waiting(made, True, TODAY)
    actions.set_waiting(made, True, FRIDAY)
    assert actions.action(made).waiting_since == TODAY, "it waits since the first time"
    actions.set_done(made, True, FRIDAY)
    assert actions.action(made).waiting_since is None
    undo_last()
    assert (actions.action(made).status, actions.action(made).waiting_since) == (ActionStatus.WAITING, TODAY)


def test_dropped_without_a_word_why_is_refused_and_reopened_it_is_as_new(table: Table) -> None:
    made = actions.add_action(table.school, ActionDraft("belt", note="blijft staan"))
    with pytest.raises(BadInput):
        actions.drop_action(made, " \n")
    actions.drop_action(made, "ouders willen niet")
    assert actions.action(made).note == "blijft staan"
    actions.set_done(made, False, TODAY)
    row = actions.action(made)
    assert (row.status, row.dropped_because, row.note) == (ActionStatus.OPEN, "", "blijft staan")


def test_the_number_of_queries_does_not_grow(table: Table) -> None:
    def asked() -> int:
        with counted() as seen:
            promises.open_promises(table.school)
        return len(seen)

    text = minutes.start(table.overleg)
    saved = minutes.save(text.id, "! @ans: oefent", text.version)
    actions.add_action(table.school, ActionDraft("los"))
    few = asked()
    minutes.save(text.id, "\n".join(f"! @ans: oefent {number}" for number in range(30)), saved.version)
    assert asked() == few <= 12
