"""What "sinds vorige keer" gathers: what others did, what came due, who went quiet, and what is read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ibtui.care.catching_up import News, Section
from ibtui.care.words import Audience, ConversationKind, ConversationStatus
from ibtui.errors import IbtuiError
from ibtui.store import actions, change, concerns, conversations, database, minutes, visits
from ibtui.store.actions import ActionDraft
from ibtui.store.agencies import AgencyDraft, add_agency
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.cycle import StepDraft, add_step
from ibtui.store.models import AuditLog, Deadline
from ibtui.store.sharing import ConsentDraft, add_consent
from ibtui.store.since import gather
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

WORKING = (1, 3)
"""Tuesday and Thursday: the last working day before `TODAY` is Thursday 19 November."""
ELSE = "jan"


def in_days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def table(laid: Table, monkeypatch: pytest.MonkeyPatch) -> Table:
    """The school around one table, laid down before anybody's last visit; it is three o'clock."""
    long_ago()
    put_clock(monkeypatch, TODAY)
    return laid


def long_ago() -> None:
    """All that was done until now was done weeks ago. The log lets nobody change that, so first its trigger goes."""
    database.connection().execute_sql("DROP TRIGGER IF EXISTS audit_log_no_update")
    AuditLog.update(at=dt.datetime.combine(in_days(-40), dt.time(9))).execute()


def put_clock(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr(database, "now", lambda: dt.datetime.combine(day, dt.time(15)))


def by(who: str, monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object], day: dt.date = TODAY) -> None:
    """Do something as another user, on another day."""
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: who)
        put_clock(patch, day)
        deed()


def found(table: Table, section: Section) -> list[News]:
    return [item for item in gather(table.school, TODAY, WORKING).news if item.section is section]


def told(table: Table, section: Section) -> list[tuple[str, str, str]]:
    return [(item.about, item.what, item.said) for item in found(table, section)]


def heavy(table: Table, **more: object) -> int:
    draft = ConcernDraft("lezen", "leest spellend", pupil_id=table.roos, level=3, opened_on=in_days(-70))
    return concerns.add_concern(table.school, replace(draft, **more), TODAY)  # type: ignore[arg-type]


# ── the days ───────────────────────────────────────────────────────────────────


def test_it_counts_from_her_last_visit_and_else_from_her_working_day(table: Table) -> None:
    assert gather(table.school, TODAY, WORKING).window.since == dt.date(2026, 11, 19)
    visits.record_visit(table.school, in_days(-12))
    visits.record_visit(table.school, TODAY)
    days = gather(table.school, TODAY, WORKING).window
    assert (days.since, days.until) == (in_days(-12), dt.date(2026, 11, 26))


def test_a_visit_is_noted_once_a_day_for_each_user(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    change.forget_steps()
    lines = AuditLog.select().count()
    for _ in range(3):
        visits.record_visit(table.school, TODAY)
    assert AuditLog.select().count() == lines + 1
    assert visits.last_visit(table.school, in_days(1)) == TODAY
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: ELSE)
        assert visits.last_visit(table.school, in_days(1)) is None
    with pytest.raises(IbtuiError):
        change.undo_last()


# ── what others did ────────────────────────────────────────────────────────────


def test_a_concern_that_another_user_changed_says_how_and_by_whom(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = heavy(table)
    long_ago()
    draft = ConcernDraft("lezen", "leest spellend", pupil_id=table.roos, level=4, opened_on=in_days(-70))
    by(ELSE, monkeypatch, lambda: concerns.edit_concern(number, draft, in_days(-2)), in_days(-2))
    (item,) = found(table, Section.CHANGED)
    assert (item.about, item.what, item.said) == (
        "Roos van Dijk",
        "lezen: leest spellend",
        "niveau 3 → 4, door jan",
    )
    assert item.opens == ("zorg", number)


def test_a_new_concern_stays_news_when_its_words_are_mended(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(ELSE, monkeypatch, lambda: heavy(table, opened_on=in_days(-2)), in_days(-2))
    (item,) = found(table, Section.CHANGED)
    draft = ConcernDraft("lezen", "leest nog spellend", pupil_id=table.roos, level=3, opened_on=in_days(-2))
    by(ELSE, monkeypatch, lambda: concerns.edit_concern(item.id, draft, in_days(-1)), in_days(-1))
    assert told(table, Section.CHANGED) == [("Roos van Dijk", "lezen: leest nog spellend", "nieuw, door jan")]


def test_another_level_that_she_gave_herself_is_not_told_as_somebody_elses(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = heavy(table, level=2)
    long_ago()
    draft = ConcernDraft("lezen", "leest spellend", pupil_id=table.roos, level=3, opened_on=in_days(-70))
    me = database.who()
    by(me, monkeypatch, lambda: concerns.edit_concern(number, draft, in_days(-5)), in_days(-5))
    mended = replace(draft, summary="leest nog spellend")
    by(ELSE, monkeypatch, lambda: concerns.edit_concern(number, mended, in_days(-1)), in_days(-1))
    assert found(table, Section.CHANGED) == []


def test_a_day_that_she_was_here_without_reading_loses_nothing(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = actions.add_action(table.school, ActionDraft("bellen", table.ans))
    long_ago()
    visits.record_visit(table.school, in_days(-12))
    by(ELSE, monkeypatch, lambda: actions.set_done(number, True, in_days(-9)), in_days(-9))
    visits.record_visit(table.school, in_days(-5))  # for a minute, and she didn't press s
    (item,) = found(table, Section.CHANGED)
    assert item.said == "gedaan, door jan"
    visits.mark_seen(table.school, {}, in_days(-5), everything=True)
    assert found(table, Section.CHANGED) == []
    assert visits.seen_lines(table.school) == {}


def test_who_never_reads_finds_no_year_of_changes(table: Table) -> None:
    visits.record_visit(table.school, in_days(-300))
    assert visits.unread_since(table.school, in_days(-1)) == in_days(-300)  # ill for long
    visits.record_visit(table.school, in_days(-7))
    assert visits.unread_since(table.school, TODAY) == TODAY - visits.UNREAD_FOR


def test_private_notes_that_expire_are_told(table: Table) -> None:
    talk = ConversationDraft(
        ConversationKind.NOTE, in_days(-41), audience=Audience.PRIVATE, pupil_ids=(table.sam,),
        status=ConversationStatus.HELD,
    )  # fmt: skip
    number = conversations.add_conversation(table.school, talk)
    (item,) = found(table, Section.PRIVATE)
    assert (item.said, item.opens) == ("verloopt morgen", ("gesprek", number))
    assert conversations.conversation(number).row.id == number


def test_words_that_were_mended_in_a_concern_are_no_news(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = heavy(table)
    long_ago()
    draft = ConcernDraft("lezen", "leest nog spellend", pupil_id=table.roos, level=3, opened_on=in_days(-70))
    by(ELSE, monkeypatch, lambda: concerns.edit_concern(number, draft, TODAY))
    assert found(table, Section.CHANGED) == []


def test_promises_talks_and_minutes_of_others_are_told(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = actions.add_action(table.school, ActionDraft("bellen", table.ans, pupil_id=table.roos))
    text = minutes.start(table.overleg, "## Doel\n- lezen\n")
    minutes.save(text.id, "## Doel\n- lezen gaat beter\n", text.version)
    long_ago()
    by(ELSE, monkeypatch, lambda: actions.set_done(promise, True, TODAY))
    by(ELSE, monkeypatch, lambda: minutes.fix(text.id))
    by(ELSE, monkeypatch, lambda: conversations.set_held(table.overleg, True))
    assert told(table, Section.CHANGED) == [
        ("Roos van Dijk", "groot overleg di 24 nov", "gehouden, door jan"),
        ("Roos van Dijk", "verslag groot overleg di 24 nov", "vastgesteld, door jan"),
        ("juf Ans · Roos van Dijk", "bellen", "gedaan, door jan"),
    ]


def test_what_she_did_herself_is_told_only_of_the_days_between(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = database.who()
    for day in (in_days(-5), in_days(-3), TODAY):  # Thursday, her working day; Saturday; today
        draft = ActionDraft(f"bellen {day.day}", table.ans)
        by(me, monkeypatch, lambda draft=draft: actions.add_action(table.school, draft), day)  # type: ignore[misc]
    assert told(table, Section.CHANGED) == [("juf Ans", "bellen 21", "nieuw, door jou")]


def test_what_was_taken_back_thrown_away_or_private_is_not_told(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = ConversationDraft(
        ConversationKind.TEACHER_TALK, TODAY, audience=Audience.PRIVATE, pupil_ids=(table.sam,)
    )
    by(ELSE, monkeypatch, lambda: conversations.add_conversation(table.school, talk))
    by(ELSE, monkeypatch, lambda: conversations.set_held(table.overleg, True))
    by(ELSE, monkeypatch, change.undo_last)
    gone = actions.add_action(table.school, ActionDraft("bellen"))
    by(ELSE, monkeypatch, lambda: actions.set_done(gone, True, TODAY))
    actions.bin_action(gone)
    assert found(table, Section.CHANGED) == []


# ── what has a date ────────────────────────────────────────────────────────────


def test_what_is_due_now_and_what_is_due_before_her_next_day(table: Table) -> None:
    for what, day in (("oud", in_days(-4)), ("nu", TODAY), ("straks", in_days(2)), ("later", in_days(3))):
        actions.add_action(table.school, ActionDraft(what, table.ans, due_on=day))
    assert told(table, Section.DUE) == [("juf Ans", "oud", "4 dagen te laat"), ("juf Ans", "nu", "vandaag")]
    assert told(table, Section.AHEAD) == [("juf Ans", "straks", "do 26 nov")]
    assert [item.sign for item in found(table, Section.DUE)] == ["!", ""]


def test_evaluations_steps_and_terms_come_due_too(table: Table) -> None:
    number = heavy(table, evaluate_on=in_days(-1))
    add_step(table.school, StepDraft("groepsbespreking", group_id=table.group, due_on=TODAY), TODAY)
    Deadline.create(
        school=table.school, pupil=table.roos, rule="opp_evaluatie", base_on=in_days(-300), due_on=in_days(2)
    )
    evaluation, step = found(table, Section.DUE)
    assert (evaluation.what, evaluation.opens) == ("lezen evalueren: leest spellend", ("zorg", number))
    assert (step.kind, step.about, step.what) == ("stap", "groep 3/4/5", "groepsbespreking")
    (term,) = found(table, Section.AHEAD)
    assert term.what == "termijn: het OPP evalueren met de ouders"
    assert (term.about, term.opens[0]) == ("Roos van Dijk", "termijn")


def test_a_consent_that_runs_out_is_told_unless_a_newer_one_holds(table: Table) -> None:
    ggd = add_agency(table.school, AgencyDraft("SMW"))
    soon = ConsentDraft(table.roos, ggd, table.mother, "verslag", "hulp", in_days(-300), in_days(20))
    add_consent(soon)
    assert told(table, Section.CONSENT) == [("Roos van Dijk", "toestemming SMW", "tot ma 14 dec")]
    add_consent(
        replace(soon, given_by_id=table.father, valid_until=None)
    )  # he has no gezag: it counts for nothing
    assert len(found(table, Section.CONSENT)) == 1
    add_consent(replace(soon, valid_until=in_days(300)))
    assert found(table, Section.CONSENT) == []


# ── what stands still ──────────────────────────────────────────────────────────


def test_a_heavy_concern_that_nobody_spoke_about_is_quiet(table: Table) -> None:
    heavy(table, evaluate_on=in_days(90))
    assert told(table, Section.QUIET) == [
        ("Roos van Dijk", "lezen op niveau 3", "10 schoolweken geen contact")
    ]


@pytest.mark.parametrize("day", [-6, -20])
def test_any_held_talk_about_the_pupil_is_contact(table: Table, day: int) -> None:
    heavy(table, evaluate_on=in_days(90))
    talk = ConversationDraft(
        ConversationKind.PHONE, in_days(day), pupil_ids=(table.roos,), status=ConversationStatus.HELD
    )
    conversations.add_conversation(table.school, talk)
    assert found(table, Section.QUIET) == []


def test_a_light_concern_or_a_closed_one_is_not_quiet(table: Table) -> None:
    heavy(table, level=2)
    concerns.close_concern(heavy(table), "klaar", TODAY)
    assert found(table, Section.QUIET) == []


def test_a_heavy_concern_without_evaluation_date_says_so(table: Table) -> None:
    heavy(table, opened_on=in_days(-3))
    assert told(table, Section.QUIET) == [("Roos van Dijk", "lezen op niveau 3", "geen evaluatiedatum")]


def test_minutes_that_somebody_waits_for_are_told_until_they_are_sent(table: Table) -> None:
    conversations.move(table.overleg, in_days(-5), dt.time(13))
    conversations.set_held(table.overleg, True)
    text = minutes.start(table.overleg, "## Doel\n")
    assert found(table, Section.UNSENT) == []  # nobody wrote in it yet
    minutes.save(text.id, "## Doel\n- lezen\n", text.version)
    assert told(table, Section.UNSENT) == [("Roos van Dijk", "groot overleg do 19 nov", "nog concept")]
    minutes.fix(text.id)
    assert told(table, Section.UNSENT)[0][2] == "vastgesteld, niet verzonden"
    minutes.mark_sent(text.id)
    assert found(table, Section.UNSENT) == []


# ── reading ────────────────────────────────────────────────────────────────────


def test_what_was_read_is_kept_in_one_write_without_content(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = AuditLog.select().count()
    visits.mark_seen(table.school, {"stil:zorg:1": "a", "datum:afspraak:2": "b"}, TODAY)
    visits.mark_seen(table.school, {"stil:zorg:1": "a"}, TODAY)
    assert AuditLog.select().count() == lines + 1
    visits.mark_seen(table.school, {"stil:zorg:1": "c", "stil:zorg:9": "d"}, in_days(2))
    assert visits.seen_lines(table.school) == {
        "stil:zorg:1": "c", "datum:afspraak:2": "b", "stil:zorg:9": "d"
    }  # fmt: skip
    assert {row.action for row in AuditLog.select().order_by(AuditLog.id.desc()).limit(2)} == {
        "sinds vorige keer gelezen"
    }
    monkeypatch.setattr(database, "who", lambda: ELSE)
    assert visits.seen_lines(table.school) == {}


def test_reading_is_nothing_to_undo(table: Table) -> None:
    change.forget_steps()
    visits.mark_seen(table.school, {"stil:zorg:1": "a"}, TODAY)
    with pytest.raises(IbtuiError):
        change.undo_last()


# ── size ───────────────────────────────────────────────────────────────────────


def test_a_full_school_asks_no_more_questions_than_a_small_one(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill() -> None:
        by(ELSE, monkeypatch, lambda: heavy(table))
        by(ELSE, monkeypatch, lambda: heavy(table, pupil_id=table.sam, evaluate_on=TODAY))
        draft = ActionDraft("bellen", table.ans, pupil_id=table.roos, due_on=in_days(-1))
        by(ELSE, monkeypatch, lambda: actions.add_action(table.school, draft))
        talk = ConversationDraft(
            ConversationKind.PARENT_TALK, in_days(-3), pupil_ids=(table.roos,), status=ConversationStatus.HELD
        )
        by(ELSE, monkeypatch, lambda: conversations.add_conversation(table.school, talk))
        number = int(conversations.of_pupil(table.roos)[-1].id)
        text = minutes.start(number, "")
        minutes.save(text.id, "- gezegd\n", text.version)

    fill()
    with counted() as small:
        gather(table.school, TODAY, WORKING)
    for _ in range(3):
        fill()
    with counted() as large:
        gather(table.school, TODAY, WORKING)
    assert len(large) == len(small) < 60
