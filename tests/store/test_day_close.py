"""What is open at the end of the day: talks, minutes, promises, what must be sent and told, and the backup."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui.care.words import Audience, ConversationKind, ConversationStatus
from ibtui.errors import BadInput
from ibtui.settings import Home
from ibtui.store import (
    actions,
    change,
    concerns,
    conversations,
    database,
    day_close,
    minutes,
    observations,
    private_notes,
    visits,
)
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.day_close import Left, Task, day
from ibtui.store.models import ActionItem, Conversation
from ibtui.store.observations import ObservationDraft
from tests.store.conftest import TODAY, counted, home_in
from tests.store.table import Table

NOW = dt.datetime.combine(TODAY, dt.time(15, 45))
MONDAY = TODAY - dt.timedelta(days=1)
READS_SLOWLY = ConcernDraft("lezen", "leest spellend", level=2)


@pytest.fixture
def table(laid: Table) -> Table:
    """The school around one table: today at one there is a groot overleg about Roos."""
    return laid


@pytest.fixture
def look(table: Table, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Left]]:
    """What is left, of one sort."""
    home: Home = home_in(tmp_path_factory.mktemp("home"))

    def of(task: Task, now: dt.datetime = NOW) -> list[Left]:
        return [item for item in day(table.school, home, now).left if item.task is task]

    return of


Look = Callable[..., list[Left]]


def said(items: list[Left]) -> list[tuple[str, str, str]]:
    return [(item.about, item.what, item.said) for item in items]


def a_talk(table: Table, day: dt.date, **more: object) -> int:
    draft = ConversationDraft(ConversationKind.TEACHER_TALK, day, dt.time(10), pupil_ids=(table.sam,))
    return conversations.add_conversation(table.school, replace(draft, **more))  # type: ignore[arg-type]


def a_promise(table: Table, what: str, **more: object) -> int:
    number = actions.add_action(table.school, replace(ActionDraft(what), **more))  # type: ignore[arg-type]
    ActionItem.update(created_at=NOW).where(ActionItem.id == number).execute()
    return number


# ── talks ──────────────────────────────────────────────────────────────────────


def test_a_talk_of_today_and_one_of_this_week_that_nobody_closed(table: Table, look: Look) -> None:
    a_talk(table, MONDAY)
    a_talk(table, MONDAY - dt.timedelta(days=4))  # last week
    assert said(look(Task.TALK)) == [
        ("Sam Hof", "gesprek leerkracht", "ma 23 nov"),
        ("Roos van Dijk", "groot overleg", "13:00"),
    ]


def test_a_talk_later_today_is_not_open_yet(table: Table, look: Look, tmp_path: Path) -> None:
    noon = dt.datetime.combine(TODAY, dt.time(12))
    assert look(Task.TALK, noon) == []
    assert (
        day(table.school, home_in(tmp_path), noon).later,
        day(table.school, home_in(tmp_path), NOW).later,
    ) == (1, 0)


def test_a_held_talk_asks_for_minutes_until_somebody_wrote_in_them(table: Table, look: Look) -> None:
    conversations.set_held(table.overleg, True)
    assert (look(Task.TALK), said(look(Task.WRITE))) == ([], [("Roos van Dijk", "groot overleg", "13:00")])
    text = minutes.start(table.overleg)
    assert len(look(Task.WRITE)) == 1  # begun, and nobody wrote in it
    minutes.save(text.id, f"{text.text}\n- het lezen gaat beter\n", text.version)
    assert look(Task.WRITE) == []


@pytest.mark.parametrize("begun", [False, True])
def test_no_minutes_are_needed_when_somebody_says_why(table: Table, look: Look, begun: bool) -> None:
    conversations.set_held(table.overleg, True)
    before = minutes.start(table.overleg).text if begun else ""
    with pytest.raises(BadInput):
        day_close.no_minutes(table.overleg, "  ")
    day_close.no_minutes(table.overleg, "kort, niets afgesproken")
    text = minutes.start(table.overleg).text
    assert text.startswith("Geen verslag nodig: kort, niets afgesproken")
    assert before in text
    assert look(Task.WRITE) == []


def test_a_cancelled_talk_is_closed(table: Table, look: Look) -> None:
    conversations.cancel(table.overleg)
    assert (look(Task.TALK), look(Task.WRITE)) == ([], [])


def test_fixed_minutes_that_somebody_waits_for_must_be_sent(table: Table, look: Look) -> None:
    for number in (table.overleg, a_talk(table, MONDAY)):
        conversations.set_held(number, True)
        text = minutes.start(number)
        minutes.save(text.id, "- gezegd\n", text.version)
        minutes.fix(text.id)
    (item,) = look(Task.SEND)  # not those of a talk with a teacher
    assert item.what == "verslag groot overleg"
    minutes.mark_sent(item.id)
    assert look(Task.SEND) == []


# ── promises ───────────────────────────────────────────────────────────────────


def test_a_promise_without_date_or_owner_is_not_finished(table: Table, look: Look) -> None:
    a_promise(table, "bellen", owner_id=table.ans)
    a_promise(table, "mailen", due_on=TODAY)
    a_promise(table, "schrijven", owner_text="tante Bep", due_on=TODAY)
    a_promise(table, "lezen", owner_id=table.ans, due_on=TODAY)
    actions.set_done(a_promise(table, "klaar"), True, TODAY)
    assert said(look(Task.PROMISE)) == [("juf Ans", "bellen", "wanneer?"), ("", "mailen", "wie?")]


def test_a_promise_from_older_minutes_is_no_business_of_today(table: Table, look: Look) -> None:
    earlier = a_talk(table, MONDAY - dt.timedelta(days=4))
    number = a_promise(table, "bellen", conversation_id=earlier)
    days_ago = NOW - dt.timedelta(days=4)
    ActionItem.update(created_at=days_ago).where(ActionItem.id == number).execute()
    assert look(Task.PROMISE) == []


def test_a_promise_that_was_written_today_in_older_minutes_is(table: Table, look: Look) -> None:
    a_promise(table, "bellen", conversation_id=a_talk(table, MONDAY - dt.timedelta(days=4)))
    assert said(look(Task.PROMISE)) == [("Sam Hof", "bellen", "wie en wanneer?")]


def test_one_day_a_week_her_last_day_counts_too(table: Table, look: Look) -> None:
    a_talk(table, TODAY - dt.timedelta(days=7))
    a_talk(table, TODAY - dt.timedelta(days=8))
    assert [item.day for item in look(Task.TALK)] == [TODAY]
    visits.record_visit(table.school, TODAY - dt.timedelta(days=7))
    assert [item.day for item in look(Task.TALK)] == [TODAY - dt.timedelta(days=7), TODAY]


# ── private notes ──────────────────────────────────────────────────────────────


def test_a_private_note_that_expires_before_her_next_day_is_told_and_never_deleted(
    table: Table, look: Look
) -> None:
    for ago, ends in ((-50, -8), (-41, 1), (-40, 2)):  # kept for six weeks; her next day is Wednesday
        note = a_talk(table, TODAY + dt.timedelta(days=ago), audience=Audience.PRIVATE)
        assert Conversation.get_by_id(note).expires_on == TODAY + dt.timedelta(days=ends)
    first, *_more = look(Task.PRIVATE)
    assert said(look(Task.PRIVATE)) == [
        ("Sam Hof", "privé gesprek leerkracht ma 5 okt", "verlopen sinds ma 16 nov"),
    ]
    with pytest.raises(BadInput):
        private_notes.keep_until(first.id, TODAY, TODAY)
    private_notes.keep_until(first.id, TODAY + dt.timedelta(days=14), TODAY)
    assert look(Task.PRIVATE) == []
    change.undo_last()
    assert [item.id for item in look(Task.PRIVATE)] == [first.id]


# ── who must be told ───────────────────────────────────────────────────────────


def test_telling_the_parents_later_needs_a_reason_and_is_no_lie(table: Table, look: Look) -> None:
    number = concerns.add_concern(table.school, replace(READS_SLOWLY, pupil_id=table.roos), TODAY)
    with pytest.raises(BadInput):
        day_close.not_told(number, " ", TODAY)
    day_close.not_told(number, "eerst met juf Ans", TODAY)
    assert look(Task.TELL) == []
    card = concerns.concern(number)
    assert (card.row.informed_on, card.timeline[0].text) == (None, "nog niet verteld: eerst met juf Ans")
    change.undo_last()
    assert len(look(Task.TELL)) == 1


def test_parents_are_to_be_told_of_a_new_concern(table: Table, look: Look) -> None:
    number = concerns.add_concern(table.school, replace(READS_SLOWLY, pupil_id=table.roos), TODAY)
    assert said(look(Task.TELL)) == [("Roos van Dijk", "lezen: leest spellend", "aan Fleur van Dijk")]
    day_close.told(number, TODAY)
    assert look(Task.TELL) == []
    card = concerns.concern(number)
    assert (card.row.informed_on, card.timeline[0].text) == (TODAY, "verteld aan de ouders")
    change.undo_last()
    assert len(look(Task.TELL)) == 1


def test_parents_are_to_be_told_when_an_old_concern_gets_another_level(table: Table, look: Look) -> None:
    draft = replace(READS_SLOWLY, pupil_id=table.sam, opened_on=TODAY - dt.timedelta(days=50))
    number = concerns.add_concern(table.school, draft, TODAY)
    assert look(Task.TELL) == []
    concerns.edit_concern(number, replace(draft, level=3), TODAY)
    assert said(look(Task.TELL)) == [("Sam Hof", "lezen: leest spellend", "aan wie gezag heeft")]


def test_a_concern_about_safety_is_never_on_this_list(table: Table, look: Look) -> None:
    concerns.add_concern(
        table.school, replace(READS_SLOWLY, category="veiligheid", pupil_id=table.roos), TODAY
    )
    assert look(Task.TELL) == []


# ── lessons and the backup ─────────────────────────────────────────────────────


def test_a_lesson_of_today_without_anything_agreed(
    table: Table, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:

    draft = ObservationDraft(table.ans, TODAY, question="hoe begint de les?")
    observations.add_observation(table.school, draft, database.who())
    assert said(look(Task.LESSON)) == [("juf Ans", "lesbezoek", "wat sprak je af?")]
    monkeypatch.setattr(database, "who", lambda: "jan")
    assert look(Task.LESSON) == []


def test_a_lesson_looked_at_again_asks_for_coaching_and_never_for_minutes(
    table: Table, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = database.who()
    draft = ObservationDraft(table.ans, TODAY - dt.timedelta(weeks=6), question="hoe?", agreed="kaart")
    made = observations.add_observation(table.school, draft, me)
    talk = observations.plan_in(made, TODAY, dt.time(9), me)
    conversations.set_held(talk, True)
    assert look(Task.WRITE) == []
    assert said(look(Task.LESSON)) == [("juf Ans", "lesbezoek", "weer gekeken: wat zag je?")]
    with monkeypatch.context() as other:
        other.setattr(database, "who", lambda: "jan")
        assert look(Task.WRITE) + look(Task.LESSON) == []
    observations.set_looked_again(made, True, me, TODAY)
    assert look(Task.LESSON) == []


def test_the_backup_is_the_last_that_is_left(table: Table, look: Look) -> None:
    (item,) = look(Task.BACKUP)
    assert (item.id, item.what) == (0, "reservekopie van vandaag")


def test_a_busy_day_asks_no_more_questions(table: Table, look: Look) -> None:
    def fill() -> None:
        a_talk(table, MONDAY, status=ConversationStatus.HELD)
        a_promise(table, "bellen", owner_id=table.ans, pupil_id=table.roos)
        concerns.add_concern(table.school, replace(READS_SLOWLY, pupil_id=table.roos), TODAY)

    fill()
    with counted() as small:
        look(Task.BACKUP)
    for _ in range(3):
        fill()
    with counted() as large:
        look(Task.BACKUP)
    assert len(large) == len(small) < 40
