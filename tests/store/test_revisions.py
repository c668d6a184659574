"""Earlier texts: when one is kept, what can be looked back at, bringing one back, and making room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine

from ibtui.care.words import ConversationKind
from ibtui.errors import Frozen, Missing
from ibtui.store import minutes, revisions
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.models import AuditLog, Revision
from ibtui.store.schools import SchoolInfo
from ibtui.store.typing_run import TypingRun
from tests.store.conftest import counted

DAY = dt.date(2026, 11, 24)
ONE_O_CLOCK = dt.datetime(2026, 11, 24, 13, 0)
TALKED = "Roos leest elke dag een half uur en vindt dat fijn.\n" * 12
Sql = Callable[[str], None]


class Writer:
    """Somebody who writes minutes, with the saves of an editor."""

    def __init__(self, number: int, clock: time_machine.Traveller) -> None:
        self.number = number
        self._clock = clock
        self._run = TypingRun(minutes.load(number))

    def waits(self, seconds: float) -> None:
        """Goes on later, in an editor that is opened again."""
        self._clock.shift(seconds)
        self._run = TypingRun(minutes.load(self.number))

    @property
    def text(self) -> str:
        return self._run.text

    def writes(self, text: str) -> None:
        self._run.save(text)

    def holds_backspace(self, *, a_save: int = 3, until: int = 0) -> None:
        """Thirty characters a second, a save each tenth of a second."""
        while len(self.text) > until:
            self.writes(self.text[: max(len(self.text) - a_save, until)])

    def kept(self) -> list[str]:
        """The texts that are kept, the newest first."""
        return [row.text for row in minutes.revisions(self.number)]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(ONE_O_CLOCK, tick=False) as traveller:
        yield traveller


@pytest.fixture
def writer(school: SchoolInfo, clock: time_machine.Traveller) -> Writer:
    """Minutes with one line, begun at one o'clock."""
    talk = add_conversation(school.id, ConversationDraft(ConversationKind.LARGE_MEETING, DAY))
    writer = Writer(minutes.start(talk).id, clock)
    writer.writes("Wat er besproken is:\n")
    Revision.delete().execute()  # the template
    return writer


# --- when a text is kept ---


def test_all_wiped_with_backspace_and_a_quarter_later_the_whole_text_is_still_there(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.holds_backspace()
    writer.waits(15 * 60)
    writer.writes("opnieuw begonnen")
    assert TALKED in writer.kept()
    assert len(writer.kept()) == 1, "not one for each stretch of it"


def test_all_wiped_word_by_word_in_a_short_text_is_kept_too(writer: Writer) -> None:
    writer.writes("Roos leest nu elke dag thuis, met moeder.")
    writer.holds_backspace(a_save=6)
    assert writer.kept() == ["Roos leest nu elke dag thuis, met moeder."]


def test_correcting_a_word_keeps_nothing(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.holds_backspace(until=len(TALKED) - 15)
    writer.writes(writer.text + "half uur!")
    assert writer.kept() == []


def test_wiping_twice_keeps_both_texts(writer: Writer) -> None:
    again = "Sam rekent het liefst met blokjes op de gang.\n" * 14
    writer.writes(TALKED)
    writer.holds_backspace(a_save=20)
    for end in range(20, len(again) + 20, 20):
        writer.writes(again[:end])
    writer.holds_backspace(a_save=20)
    assert writer.kept() == [again, TALKED]


def test_paragraph_by_paragraph_thrown_away_keeps_the_text_once(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.holds_backspace(a_save=300)
    assert writer.kept() == [TALKED]


def test_pasted_over_and_then_wiped_keeps_both(writer: Writer) -> None:
    pasted = "Heel iets anders dan wat er stond.\n" * 18
    writer.writes(TALKED)
    writer.writes(pasted)
    writer.writes("")
    assert writer.kept() == [pasted, TALKED]


def test_wiping_and_taking_that_back_ten_times_keeps_one(writer: Writer) -> None:
    writer.writes(TALKED)
    for _ in range(10):
        writer.writes("")
        writer.writes(TALKED)
    assert writer.kept() == [TALKED]


def test_a_clock_that_was_set_back_does_not_stop_the_keeping(writer: Writer) -> None:
    writer.waits(11 * 60)
    writer.writes(writer.text + "een\n")
    writer.waits(-3 * 3600)
    before = writer.text
    writer.writes(before + "twee\n")
    assert writer.kept()[0] == before, "the last one lies in the future: keep one"
    writer.writes(writer.text + "drie\n")
    assert len(writer.kept()) == 2, "and from there on each ten minutes again"
    writer.waits(11 * 60)
    writer.writes(writer.text + "vier\n")
    assert len(writer.kept()) == 3


def test_a_clock_that_jumped_far_ahead_and_came_back_keeps_one_not_hundreds(writer: Writer) -> None:
    writer.waits(24 * 3600)
    writer.writes(writer.text + "een\n")
    writer.waits(-24 * 3600)
    for number in range(20):
        writer.writes(writer.text + f"{number}\n")
    assert len(writer.kept()) == 2


def test_who_opens_a_text_of_this_morning_keeps_it_with_the_first_key(writer: Writer) -> None:
    writer.waits(11 * 60)
    writer.writes(writer.text + "van vanmorgen\n")
    morning = writer.text
    writer.waits(3 * 3600)
    writer.writes(morning + "x")
    assert writer.kept()[0] == morning


def test_a_text_of_another_session_is_kept_when_it_is_wiped_here(
    writer: Writer, another_session: Sql
) -> None:
    writer.writes(TALKED)
    another_session(
        "UPDATE minutes SET text = 'Van de ander, en ook lang genoeg om te missen.', version = version + 1"
    )
    writer.waits(1)
    writer.holds_backspace()
    assert "Van de ander, en ook lang genoeg om te missen." in writer.kept()


# --- what can be looked back at ---


def test_looking_back_shows_the_newest_first_and_what_was_kept_aside(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("")
    writer.waits(60)
    revisions.keep_aside(writer.number, "van de andere sessie")
    newest, oldest = revisions.earlier(writer.number)
    assert (newest.aside, revisions.text_of(newest)) == (True, "van de andere sessie")
    assert (oldest.aside, revisions.text_of(oldest)) == (False, TALKED)
    assert oldest.who
    assert oldest.saved_at == ONE_O_CLOCK


def test_the_list_is_made_without_reading_texts(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("")
    with counted() as asked:
        revisions.earlier(writer.number)
    assert not [sql for sql in asked if '"text"' in sql]


def test_looking_back_from_a_correction_shows_the_fixed_edition_and_its_earlier_texts(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("Kort samengevat.")
    minutes.fix(writer.number)
    second = minutes.correct(writer.number)
    fixed, before = revisions.earlier(second)
    assert (fixed.revision_id, fixed.edition, fixed.status) == (None, 1, "vastgesteld")
    assert revisions.text_of(fixed) == "Kort samengevat."
    assert (before.minutes_id, revisions.text_of(before)) == (writer.number, TALKED)
    assert [item.edition for item in revisions.earlier(writer.number)] == [1, 2], "its own first"


def test_a_text_that_made_room_is_said_to_be_gone(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("")
    (item,) = revisions.earlier(writer.number)
    Revision.delete().execute()
    with pytest.raises(Missing):
        revisions.text_of(item)


# --- bringing back ---


def test_bringing_back_keeps_the_text_of_now_and_says_so_in_the_log_once(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("niet meer zo veel")
    (item,) = revisions.earlier(writer.number)
    lines = AuditLog.select().count()
    assert revisions.bring_back(writer.number, item, "niet meer zo veel") == TALKED
    assert writer.kept() == ["niet meer zo veel", TALKED]
    assert AuditLog.select().count() == lines + 1
    last = AuditLog.select().order_by(AuditLog.id.desc()).get()
    assert (last.action, last.subject, last.subject_id) == (
        "eerdere tekst teruggezet",
        "minutes",
        writer.number,
    )
    writer.writes(TALKED)
    assert writer.kept() == ["niet meer zo veel", TALKED], "the save that follows doesn't keep it again"


def test_bringing_back_and_back_again_loses_neither(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("kort")
    first = revisions.earlier(writer.number)[0]
    writer.writes(revisions.bring_back(writer.number, first, "kort"))
    second = revisions.earlier(writer.number)[0]
    assert revisions.bring_back(writer.number, second, TALKED) == "kort"
    assert {TALKED, "kort"} <= set(writer.kept())


def test_nothing_is_brought_back_into_fixed_minutes(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("kort")
    minutes.fix(writer.number)
    item = revisions.earlier(writer.number)[0]
    with pytest.raises(Frozen, match="F2"):
        revisions.bring_back(writer.number, item, "kort")
    assert writer.kept() == [TALKED]


# --- making room ---


def test_of_each_hour_of_yesterday_the_longest_text_and_the_last_stay(writer: Writer) -> None:
    for _ in range(24):  # four hours
        writer.waits(10 * 60)
        writer.writes(writer.text + "nog een regel\n")
    assert len(writer.kept()) == 24
    writer.waits(24 * 3600)
    writer.writes(writer.text + "de volgende dag\n")
    kept = minutes.revisions(writer.number)
    assert [(row.saved_at.hour, row.saved_at.minute) for row in kept] == [
        (17, 0), (16, 50), (15, 50), (14, 50), (13, 50),
    ]  # fmt: skip


def test_the_text_that_was_wiped_stays_although_it_is_not_the_last_of_its_hour(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.holds_backspace(until=5)
    for _ in range(3):
        writer.waits(10 * 60)
        writer.writes(writer.text + "nog een regel\n")
    writer.waits(24 * 3600)
    writer.writes(writer.text + "de volgende dag\n")
    assert TALKED in writer.kept()


def test_after_a_month_one_a_day_stays(writer: Writer) -> None:
    for _ in range(18):
        writer.waits(10 * 60)
        writer.writes(writer.text + "nog een regel\n")
    writer.waits(40 * 24 * 3600)
    writer.writes(writer.text + "heel veel later\n")
    assert len(writer.kept()) == 1
    assert writer.kept()[0] == writer.text.removesuffix("heel veel later\n")


def test_the_last_text_of_yesterday_stays_also_when_a_longer_one_was_wiped_that_hour(writer: Writer) -> None:
    writer.writes(TALKED)
    writer.writes("")
    for number in range(3):
        writer.waits(11 * 60)
        writer.writes(f"zo was het echt {number}")
    writer.waits(24 * 3600)
    writer.writes(writer.text + ", zie boven")
    assert writer.kept() == ["zo was het echt 2", TALKED]


def test_what_was_kept_aside_never_makes_room(writer: Writer) -> None:
    for number in range(5):
        revisions.keep_aside(writer.number, f"apart {number}")
    writer.waits(60 * 24 * 3600)
    writer.writes(writer.text + "later\n")
    assert [text for text in writer.kept() if text.startswith("apart")] == [
        f"apart {n}" for n in range(4, -1, -1)
    ]


def test_hours_of_writing_a_long_text_do_not_fill_the_file(writer: Writer) -> None:
    writer.writes("Een regel van het langste overleg ooit.\n" * 300)
    for _day in range(5):
        for _ in range(30):
            writer.waits(10 * 60)
            writer.writes(writer.text + "nog een regel\n")
        writer.waits(19 * 3600)
    assert len(writer.kept()) <= 2 * 4 * 7 + 31
