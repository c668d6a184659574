"""A private note expires after a warning, for good; and only what is written anew comes in the dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ibtui.care.words import ActionStatus, Audience, ConversationKind, ConversationStatus, TermUnit
from ibtui.errors import BadInput, Conflict, StoreError
from ibtui.store import (
    actions,
    change,
    conversations,
    database,
    dossier,
    minutes,
    private_notes,
    promoting,
    quick,
    search,
    since_private,
    term_rules,
    visits,
)
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import ActionItem, Conversation, Minutes, Revision
from tests.store.conftest import TODAY
from tests.store.pages import readable
from tests.store.table import Table

WEEKS = dt.timedelta(weeks=6)
DAY = dt.timedelta(days=1)
MARK = "kwastmerk"


@pytest.fixture
def note(laid: Table) -> int:
    """Caught today: "%#sam kwastmerk"."""
    return quick.quick_note(laid.school, f"%#sam {MARK} moe !bellen met moeder > di", TODAY).conversation_id


def ends(number: int) -> dt.date | None:
    row: Conversation = Conversation.get_by_id(number)
    return row.expires_on


def there(number: int) -> bool:
    return Conversation.get_or_none(Conversation.id == number) is not None


def test_a_note_is_kept_six_weeks(note: int) -> None:
    assert ends(note) == TODAY + WEEKS


def test_the_school_says_how_long(laid: Table) -> None:
    term_rules.keep_rule(laid.school, "privenotitie", 2, TermUnit.WEEKS)
    made = quick.quick_note(laid.school, "% kort", TODAY).conversation_id
    assert ends(made) == TODAY + dt.timedelta(weeks=2)
    term_rules.keep_rule(laid.school, "privenotitie", 2, TermUnit.WEEKS, active=False)
    assert ends(quick.quick_note(laid.school, "% lang", TODAY).conversation_id) is None


def test_nothing_is_said_of_a_note_that_has_time(laid: Table, note: int) -> None:
    assert private_notes.warn(laid.school, TODAY + WEEKS - dt.timedelta(days=15)) == 0
    assert private_notes.expiring(laid.school, TODAY, warned=True) == []


def test_two_weeks_before_it_is_shown(laid: Table, note: int) -> None:
    day = TODAY + WEEKS - dt.timedelta(days=9)
    assert private_notes.warn(laid.school, day) == 1
    assert private_notes.warn(laid.school, day) == 0
    (one,) = private_notes.expiring(laid.school, day, warned=True)
    assert (one.id, one.expires_on, one.lines) == (note, TODAY + WEEKS, False)


def test_a_note_is_never_gone_without_a_warning_on_an_earlier_day(laid: Table, note: int) -> None:
    ActionItem.delete().execute()
    late = TODAY + WEEKS + dt.timedelta(days=30)
    assert private_notes.expire(laid.school, late) == 0
    assert private_notes.warn(laid.school, late) == 1
    assert private_notes.expire(laid.school, late) == 0
    assert there(note)
    assert private_notes.expire(laid.school, late + DAY) == 1
    assert not there(note)


def test_on_its_last_day_it_is_there_still(laid: Table, note: int) -> None:
    private_notes.warn(laid.school, TODAY + WEEKS - DAY)
    assert private_notes.expire(laid.school, TODAY + WEEKS) == 0
    assert private_notes.expire(laid.school, TODAY + WEEKS + DAY) == 1


def test_what_is_gone_is_gone_for_good(laid: Table, note: int, tmp_path: Path) -> None:
    text = minutes.start(note)
    minutes.save(text.id, f"% {MARK} anders\n" * 60, text.version)
    now = minutes.load(text.id)
    minutes.save(text.id, "% kort", now.version)
    private_notes.warn(laid.school, TODAY + WEEKS)
    private_notes.expire(laid.school, TODAY + WEEKS + DAY)
    assert not change.can_undo()
    assert Revision.select().count() == 0
    assert search.find(laid.school, MARK) == []
    database.close_store()
    assert MARK.encode() not in readable(tmp_path / "ibtui.db", bytes(range(32)))


class TestAnOpenPromise:
    """Of a note that expires: it stays with its writer until it is done."""

    def test_keeps_its_note_but_none_of_its_words(self, laid: Table, note: int) -> None:
        private_notes.warn(laid.school, TODAY + WEEKS)
        assert private_notes.expire(laid.school, TODAY + WEEKS + DAY) == 1
        (item,) = ActionItem.select()
        assert (item.what, item.conversation_id, item.minutes_id) == ("bellen met moeder", note, None)
        assert Minutes.select().where(Minutes.conversation == note).count() == 0
        assert Conversation.get_by_id(note).purpose == ""
        assert search.find(laid.school, MARK) == []

    def test_is_told_of_once(self, laid: Table, note: int) -> None:
        private_notes.warn(laid.school, TODAY + WEEKS)
        private_notes.expire(laid.school, TODAY + WEEKS + DAY)
        later = TODAY + WEEKS + 2 * DAY
        assert private_notes.warn(laid.school, later) == private_notes.expire(laid.school, later) == 0
        assert private_notes.expiring(laid.school, later, warned=True) == []

    def test_is_its_writers_and_in_no_paper(
        self, laid: Table, note: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        private_notes.warn(laid.school, TODAY + WEEKS)
        private_notes.expire(laid.school, TODAY + WEEKS + DAY)
        assert [row.what for row in actions.list_actions(laid.school, pupil_id=laid.sam)] == [
            "bellen met moeder"
        ]
        assert "bellen met moeder" not in repr(dossier.dossier(laid.sam).entries)
        monkeypatch.setattr(database, "who", lambda: "iemand anders")
        assert actions.list_actions(laid.school, pupil_id=laid.sam) == []

    def test_takes_the_rest_along_when_it_is_done(self, laid: Table, note: int) -> None:
        private_notes.warn(laid.school, TODAY + WEEKS)
        private_notes.expire(laid.school, TODAY + WEEKS + DAY)
        (item,) = ActionItem.select()
        actions.set_done(int(item.id), True, TODAY + WEEKS + DAY)
        assert private_notes.expire(laid.school, TODAY + WEEKS + 2 * DAY) == 1
        assert not there(note)
        assert ActionItem.select().count() == 0


def test_a_settled_promise_goes_along(laid: Table, note: int) -> None:
    ActionItem.update(status=ActionStatus.DONE).execute()
    private_notes.warn(laid.school, TODAY + WEEKS)
    private_notes.expire(laid.school, TODAY + WEEKS + DAY)
    assert ActionItem.select().count() == 0


def test_a_note_that_is_kept_longer_is_warned_of_again(laid: Table, note: int) -> None:
    day = TODAY + WEEKS - DAY
    private_notes.warn(laid.school, day)
    private_notes.keep_until(note, day + dt.timedelta(weeks=4), day)
    assert private_notes.expiring(laid.school, day, warned=True) == []
    assert private_notes.expire(laid.school, day + dt.timedelta(weeks=5)) == 0


def test_a_note_in_the_bin_goes_on_its_day(laid: Table, note: int) -> None:
    conversations.bin_conversation(note)
    assert private_notes.expire(laid.school, TODAY + WEEKS) == 0
    assert private_notes.expire(laid.school, TODAY + WEEKS + DAY) == 1


def test_nothing_is_written_when_nothing_expires(laid: Table) -> None:
    assert private_notes.expire(laid.school, TODAY) == private_notes.warn(laid.school, TODAY) == 0
    assert database.connection().execute_sql("SELECT total_changes()").fetchone() == (0,)


# --- private lines in minutes of the dossier ---

TEXT = f"## Lezen\n- gaat vooruit\n% {MARK} moeder leek moe\n100% aanwezig\n! ik: bellen > vr\n  - % {MARK}\n"


@pytest.fixture
def talk(laid: Table, clock: Callable[[dt.date], None]) -> int:
    draft = ConversationDraft(
        ConversationKind.PARENT_TALK, TODAY, pupil_ids=(laid.sam,), status=ConversationStatus.HELD
    )
    number = conversations.add_conversation(laid.school, draft)
    begun = minutes.start(number, "")
    minutes.save(begun.id, TEXT, begun.version)
    minutes.save(begun.id, TEXT + "- nog iets", minutes.load(begun.id).version)
    Revision.insert(minutes=begun.id, text=TEXT).execute()
    Minutes.update(changed_at=dt.datetime.combine(TODAY, dt.time(9))).where(Minutes.id == begun.id).execute()
    return number


def test_private_lines_go_and_the_rest_stays_as_it_is(laid: Table, talk: int) -> None:
    day = TODAY + WEEKS
    first = day - dt.timedelta(days=14)
    assert private_notes.warn(laid.school, first - DAY) == 0
    assert private_notes.warn(laid.school, first) == 1
    (one,) = private_notes.expiring(laid.school, first, warned=True)
    assert (one.id, one.kind, one.lines, one.expires_on) == (talk, "regels oudergesprek", True, day)
    assert private_notes.expire(laid.school, day) == 0
    assert private_notes.expire(laid.school, day + DAY) == 1
    row = Minutes.get(Minutes.conversation == talk)
    assert row.text == "## Lezen\n- gaat vooruit\n100% aanwezig\n! ik: bellen > vr\n- nog iets"
    assert all(MARK not in part.text for part in Revision.select())
    assert search.find(laid.school, MARK) == []
    assert ends(talk) is None
    assert private_notes.warn(laid.school, day + 2 * DAY) == 0


def test_old_private_lines_get_two_weeks_from_the_first_warning(laid: Table, talk: int) -> None:
    late = TODAY + dt.timedelta(weeks=60)
    private_notes.warn(laid.school, late)
    assert ends(talk) == late + dt.timedelta(days=14)
    assert (
        private_notes.expiring(laid.school, late + dt.timedelta(days=20)) == []
    )  # the day's end has notes only


def test_private_lines_that_stand_in_an_earlier_text_only_go_too(laid: Table, talk: int) -> None:
    Minutes.update(text="- niets").execute()
    for days in (28, 60):
        private_notes.begin_day(laid.school, TODAY + dt.timedelta(days=days))
    assert all(MARK not in part.text for part in Revision.select())


def test_minutes_that_were_written_in_after_the_warning_get_two_weeks_more(laid: Table, talk: int) -> None:
    day = TODAY + WEEKS + DAY
    private_notes.warn(laid.school, day - dt.timedelta(days=15))
    Minutes.update(changed_at=dt.datetime.combine(day, dt.time(9))).execute()
    assert private_notes.expire(laid.school, day) == 0
    assert ends(talk) == day + dt.timedelta(days=14)
    assert private_notes.expire(laid.school, day + dt.timedelta(days=14)) == 0
    assert private_notes.expire(laid.school, day + dt.timedelta(days=15)) == 1


def test_a_note_that_is_being_written_in_stays_too(laid: Table, note: int) -> None:
    day = TODAY + WEEKS + DAY
    private_notes.warn(laid.school, day - 5 * DAY)
    Minutes.update(changed_at=dt.datetime.combine(day, dt.time(9))).execute()
    assert private_notes.expire(laid.school, day) == 0
    assert there(note)


# --- once a day ---


def test_texts_are_looked_through_once_a_day_and_notes_at_each_start(
    laid: Table, note: int, talk: int
) -> None:
    day = TODAY + WEEKS - dt.timedelta(days=5)
    private_notes.begin_day(laid.school, day, first=False)
    assert [one.id for one in private_notes.expiring(laid.school, day, warned=True)] == [note]
    private_notes.begin_day(laid.school, day + DAY)
    assert len(private_notes.expiring(laid.school, day, warned=True)) == 2


# --- a clock that is wrong ---


def test_a_clock_far_ahead_takes_nothing_away(laid: Table, note: int) -> None:
    visits.record_visit(laid.school, TODAY)
    for day in (dt.date(2090, 1, 1), dt.date(2090, 1, 2)):
        visits.record_visit(laid.school, day)
        assert private_notes.begin_day(laid.school, day) == 0
    assert there(note)


def test_a_warning_of_a_day_to_come_counts_for_nothing(laid: Table, note: int, talk: int) -> None:
    private_notes.begin_day(laid.school, dt.date(2090, 1, 1))
    private_notes.begin_day(laid.school, TODAY + DAY)
    assert private_notes.expiring(laid.school, TODAY + DAY, warned=True) == []
    near = TODAY + WEEKS - 3 * DAY
    assert private_notes.begin_day(laid.school, near) == 0
    assert len(private_notes.expiring(laid.school, near, warned=True)) == 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "verloopt vandaag"), (1, "verloopt morgen"), (9, "verloopt over 9 dagen"),
        (40, "verloopt zo 3 jan 2027"), (-1, "verlopen sinds ma 23 nov"),
    ],
)  # fmt: skip
def test_the_end_reads_in_days_when_it_is_near(days: int, words: str) -> None:
    assert private_notes.expiry_words(TODAY + dt.timedelta(days=days), TODAY) == words


# --- to the dossier ---


def test_a_note_comes_in_the_dossier_only_when_it_is_written_anew(laid: Table, note: int) -> None:
    was = promoting.note(note)
    assert was.text.startswith("#sam kwastmerk moe") or was.text.startswith("sam kwastmerk moe")
    for same in (was.text, f"% {was.text}", was.text.upper() + " !!", "", "   "):
        with pytest.raises(BadInput):
            promoting.promote(note, same)
    assert Conversation.get_by_id(note).audience == Audience.PRIVATE


def test_the_private_words_are_gone_then(laid: Table, note: int, tmp_path: Path) -> None:
    text = "Sam viel in de les twee keer in slaap.\n! ik: bellen met moeder > di"
    number = promoting.promote(note, text, "slaap")
    row = Conversation.get_by_id(note)
    assert (row.audience, row.expires_on, row.purpose) == (Audience.DOSSIER, None, "slaap")
    assert minutes.load(number).text == text
    assert [item.what for item in ActionItem.select()] == ["bellen met moeder"]
    assert search.find(laid.school, MARK) == []
    assert not change.can_undo()
    database.close_store()
    assert MARK.encode() not in readable(tmp_path / "ibtui.db", bytes(range(32)))


def test_a_promise_that_was_left_out_leaves_no_private_words(laid: Table, note: int) -> None:
    promoting.promote(note, "Sam viel in de les twee keer in slaap.")
    assert ActionItem.select().count() == 0


def test_a_note_that_another_session_wrote_in_is_not_lost(laid: Table, note: int) -> None:
    seen = promoting.note(note).seen
    text = minutes.start(note)
    minutes.save(text.id, text.text + "\n% en nog iets", text.version)
    with pytest.raises(Conflict):
        promoting.promote(note, "Sam viel in de les twee keer in slaap.", seen=seen)
    assert Conversation.get_by_id(note).audience == Audience.PRIVATE


def test_the_form_of_the_talk_is_no_way_around_it(laid: Table, note: int) -> None:
    draft = ConversationDraft(ConversationKind.NOTE, TODAY, pupil_ids=(laid.sam,), audience=Audience.DOSSIER)
    with pytest.raises(BadInput, match="druk op D"):
        conversations.edit_conversation(note, draft)
    assert Conversation.get_by_id(note).audience == Audience.PRIVATE


def test_what_is_in_the_dossier_already_needs_no_rewriting(laid: Table) -> None:
    with pytest.raises(StoreError):
        promoting.note(laid.overleg)


# --- in "sinds vorige keer" ---


def test_notes_are_told_each_and_lines_together(laid: Table, note: int, talk: int) -> None:
    day = TODAY + WEEKS - dt.timedelta(days=5)
    private_notes.begin_day(laid.school, day)
    one, lines = since_private.private(laid.school, day, day + DAY)
    assert (one.opens, one.said) == (("gesprek", note), "verloopt over 5 dagen")
    assert (lines.opens, lines.what) == (("gesprek", talk), "regels met % in het verslag van di 24 nov")
    assert MARK not in f"{one}{lines}"
