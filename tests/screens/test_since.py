"""`s` in the morning: what is new stands there, opens with Enter, and is read when she leaves."""

import datetime as dt

import pytest
from textual.pilot import Pilot

from faults.log_spoiling import drop_triggers
from ibtui.app import IbApp
from ibtui.care.words import PersonRole
from ibtui.screens.since import SinceScreen
from ibtui.store import actions, concerns, conversations, cycle, database, people, pupils, schools, visits
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.cycle import StepDraft
from ibtui.store.models import AuditLog, Visit
from tests.screens.conftest import TODAY, ib_screen, rows, said, shown, typed

SIZE, WIDE = (80, 24), (120, 40)


def in_days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def school() -> int:
    return schools.current().id


def long_ago() -> None:
    """All that was done until now was done weeks ago."""
    drop_triggers()  # the log only grows
    AuditLog.update(at=dt.datetime.combine(in_days(-40), dt.time(9))).execute()


@pytest.fixture
def app(empty_app: IbApp, monkeypatch: pytest.MonkeyPatch) -> IbApp:
    """Roos with a quiet concern, a promise of juf Ans that is late, and one promise that another user did."""
    monkeypatch.setattr(database, "now", lambda: dt.datetime.combine(TODAY, dt.time(8)))
    ans = people.add_person(
        school(), people.PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf")
    )
    roos = pupils.add_pupil(school(), pupils.PupilDraft("Roos", "van", "Dijk"), TODAY)
    draft = ConcernDraft(
        "lezen", "leest spellend", roos, level=3, opened_on=in_days(-60), evaluate_on=in_days(60)
    )
    concerns.add_concern(school(), draft, TODAY)
    actions.add_action(school(), ActionDraft("boekje meegeven", ans, pupil_id=roos, due_on=in_days(-4)))
    done = actions.add_action(school(), ActionDraft("logopedist bellen", ans))
    long_ago()
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: "jan")
        patch.setattr(database, "now", lambda: dt.datetime.combine(in_days(-2), dt.time(15)))
        actions.set_done(done, True, in_days(-2))
    return empty_app


def headings(pilot: Pilot[None]) -> list[str]:
    """The headings on the screen, without their counts."""
    return [
        text
        for row in shown(pilot).splitlines()
        if (text := row.strip().rsplit("  ", 1)[0])
        and text.startswith(("Veranderd", "Nu aan", "Stil", "Verslagen", "Voor je", "Stond er"))
    ]


async def test_an_empty_school_says_that_nothing_is_new(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s")
        assert "Niets nieuws sinds do 19 nov." in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."
        await typed(pilot, "f")
        assert "Er is niets veranderd en niets aan de beurt." in shown(pilot)
        await typed(pilot, "escape")
        assert ib_screen(pilot).SCREEN == "week"


async def test_what_was_read_is_gone_and_what_must_be_done_stays(app: IbApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s")
        assert headings(pilot) == ["Veranderd", "Nu aan de beurt", "Stil"]
        assert "✓ juf Ans · logopedist bellen" in shown(pilot)
        assert "gedaan, door jan" in shown(pilot)
        assert "3 nieuw · ! 1 te laat" in shown(pilot)
        await typed(pilot, "escape", "s")
        assert headings(pilot) == ["Stond er al, en moet nog"]
        assert "niets nieuws · ! 1 te laat" in shown(pilot)
        await typed(pilot, "f")
        assert headings(pilot) == ["Veranderd", "Nu aan de beurt", "Stil"]
        await typed(pilot, "f", "x")
        assert "Niets nieuws sinds do 19 nov." in shown(pilot)
        assert said(pilot).startswith("Afspraak gedaan")
        await typed(pilot, "u")
        assert "boekje meegeven" in shown(pilot)


async def test_a_line_opens_its_thing_and_stands_there_still_afterwards(app: IbApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s", "end", "enter")
        assert ib_screen(pilot).SCREEN == "zorg"
        await typed(pilot, "escape")
        assert headings(pilot) == ["Veranderd", "Nu aan de beurt", "Stil"]
        await typed(pilot, "x")
        assert said(pilot).startswith("Afvinken kan bij een afspraak, een stap of een termijn.")
        await typed(pilot, "1", "s")  # another way to leave than Esc
        assert headings(pilot) == ["Stond er al, en moet nog"]


async def test_only_what_stood_on_the_screen_is_read(empty_app: IbApp) -> None:
    for number in range(30):
        actions.add_action(school(), ActionDraft(f"ding {number:02}", due_on=in_days(-3)))
    long_ago()
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s", "escape")
        read = len(visits.seen_lines(school()))
        assert 10 < read < 20
        await typed(pilot, "s")
        assert f"{30 - read} nieuw" in shown(pilot)
        await typed(pilot, *["pagedown"] * 3, "q")
    assert len(visits.seen_lines(school())) == 30


async def test_a_step_of_the_calendar_is_done_with_x(empty_app: IbApp) -> None:
    step = cycle.add_step(school(), StepDraft("toetsen", due_on=in_days(-1)), TODAY)
    long_ago()
    async with empty_app.run_test(size=WIDE) as pilot:
        await typed(pilot, "s")
        assert "hele school · toetsen" in shown(pilot)
        assert rows(pilot, "#detail").virtual_size.height > 2
        await typed(pilot, "x")
        assert cycle.step(step).done_on == TODAY
        assert "Niets nieuws sinds do 19 nov." in shown(pilot)


async def test_starting_the_app_notes_that_she_was_here(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s", "escape", "s")
        assert [(row.who, row.day) for row in Visit.select()] == [(database.who(), TODAY)]
        assert conversations.week(school(), TODAY) == []


async def test_left_unread_counts_on_and_all_read_is_remembered(app: IbApp) -> None:
    visits.record_visit(school(), in_days(-9))
    visits.record_visit(school(), in_days(-1))  # the day after jan did a promise, and she didn't press s
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s")
        assert "sinds zo 15 nov" in shown(pilot)
        assert "gedaan, door jan" in shown(pilot)
        await typed(pilot, "escape")
        assert visits.unread_since(school(), in_days(7)) == TODAY
        await typed(pilot, "s")
        assert "sinds ma 23 nov" in shown(pilot)


async def test_changes_below_the_screen_are_still_news_next_week(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.record_visit(school(), in_days(-7))
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: "jan")
        patch.setattr(database, "now", lambda: dt.datetime.combine(in_days(-2), dt.time(15)))
        for number in range(30):
            actions.add_action(school(), ActionDraft(f"ding {number:02}"))
    async with empty_app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s", "escape")
        read = len(visits.seen_lines(school()))
        monkeypatch.setattr(empty_app, "today", lambda: in_days(7))
        await typed(pilot, "s")
        assert f"{30 - read} nieuw" in shown(pilot)


async def test_left_open_over_midnight_it_shows_the_new_day(
    app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "s")
        monkeypatch.setattr(app, "today", lambda: in_days(1))
        screen = ib_screen(pilot)
        assert isinstance(screen, SinceScreen)
        screen._turn_page()
        await typed(pilot, "down")
        assert "5 dagen te laat" in shown(pilot)
        assert headings(pilot) == ["Stond er al, en moet nog"]
        assert [row.day for row in Visit.select().order_by(Visit.day)] == [TODAY, in_days(1)]


async def test_a_promise_is_shown_without_the_marks_of_its_line(app: IbApp) -> None:
    draft = ActionDraft("belt met #roos", owner_text="@piet", due_on=in_days(-1))
    actions.add_action(school(), draft)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "s")
        screen = shown(pilot)
        assert "belt met roos" in screen and "piet" in screen
        assert "#roos" not in screen and "@piet" not in screen
