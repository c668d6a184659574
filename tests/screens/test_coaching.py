"""`c`: lessons that the ib'er looked at, for nobody else's eyes."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind, PersonRole
from ibtui.screens.coaching import CoachingScreen, ObservationScreen
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.store import conversations, database, groups, observations, people, schools
from ibtui.store.observations import ObservationDraft
from ibtui.store.people import PersonDraft
from tests.screens.conftest import TODAY, rows, said, shown, typed

NARROW, WIDE = (80, 24), (120, 30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A school with juf Ans and her group."""
    school = schools.current().id
    ans = people.add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf"))
    groups.add_group(school, groups.GroupDraft("3/4/5", (ans,)), TODAY)
    return empty_app


def looked(who: str | None = None, **more: object) -> int:
    """A lesson of juf Ans, of today, to look again on Friday."""
    school = schools.current().id
    ans = next(row.id for row in people.people(school) if row.first_name == "Ans")
    words: dict[str, object] = {
        "question": "hoe lang duurt de uitleg",
        "seen": "24 minuten",
        "meaning": "te lang voor groep 3",
        "agreed": "in twee delen",
        "look_again_on": TODAY + 3 * DAY,
    }
    draft = ObservationDraft(**({"teacher_id": ans, "day": TODAY} | words | more))  # type: ignore[arg-type]
    return observations.add_observation(school, draft, who or database.who())


async def test_empty_it_says_which_key_and_who_will_see_it(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c")
        assert "Druk op n" in shown(pilot)
        assert "zie alleen jij" in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."
        await typed(pilot, "escape")
        assert not isinstance(pilot.app.screen, CoachingScreen)


async def test_writing_one_down(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(
            pilot, "c", "n", "=ans", "enter", "tab", "tab", "=hoe lang duurt de uitleg", "tab", "=24 minuten"
        )
        await typed(pilot, "tab", "=te lang", "tab", "tab", "=in twee delen", "tab", "=+3w", "ctrl+s")
        assert said(pilot) == "Lesbezoek toegevoegd. Enter laat het lezen."
        row = observations.observation(1, database.who())
        assert (row.teacher, row.group, row.seen, row.meaning) == (
            "juf Ans",
            "groep 3/4/5",
            "24 minuten",
            "te lang",
        )
        assert (row.look_again_on, row.shared) == (TODAY + 21 * DAY, False)
        assert "weer kijken di 15 dec" in shown(pilot)


async def test_a_dropped_line_loses_nothing_of_a_long_form(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(
            pilot, "c", "n", "=ans", "enter", "tab", "tab", "=hoe lang duurt de uitleg", "tab", "=24 minuten"
        )
        app._save_before_the_end()  # what a hangup does
        (row,) = observations.observations(schools.current().id, database.who())
        assert (row.question, row.seen) == ("hoe lang duurt de uitleg", "24 minuten")


async def test_reading_it_whole_facts_and_meaning_apart(app: IbApp) -> None:
    looked()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c", "enter")
        assert isinstance(pilot.app.screen, ObservationScreen)
        screen = shown(pilot)
        assert (
            screen.index("Wat zag ik (feiten)")
            < screen.index("24 minuten")
            < screen.index("Wat denk ik ervan")
        )
        assert "alleen voor jou" in screen
        await typed(pilot, "x")
        assert "weer gekeken di 24 nov" in shown(pilot)
        await typed(pilot, "u", "delete")
        assert isinstance(pilot.app.screen, CoachingScreen)
        assert rows(pilot).ids == []
        await typed(pilot, "u")
        assert rows(pilot).ids == ["lesbezoek:1"]


async def test_the_text_for_the_teacher_holds_no_interpretation(app: IbApp) -> None:
    looked()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c", "y")
        assert isinstance(pilot.app.screen, CopyTextScreen)
        await typed(pilot, "y")
        text = pilot.app.clipboard
        assert all(
            words in text for words in ("hoe lang duurt", "24 minuten", "in twee delen", "27 november")
        )
        assert "te lang" not in text


async def test_the_text_promises_no_day_that_is_over(app: IbApp) -> None:
    looked(day=TODAY - 20 * DAY, look_again_on=TODAY - 2 * DAY)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c", "y", "y")
        assert "in twee delen" in pilot.app.clipboard
        assert "weer kijken op" not in pilot.app.clipboard


async def test_a_look_that_moved_to_later_is_not_late_and_minutes_point_back_here(app: IbApp) -> None:
    made = looked(day=TODAY - 20 * DAY, look_again_on=TODAY - 2 * DAY)
    talk = observations.plan_in(made, TODAY - DAY, None, database.who())
    conversations.move(talk, TODAY + 7 * DAY, None)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "c")
        assert "in de week di 1 dec" in shown(pilot)
        assert "!" not in shown(pilot)
        await typed(pilot, "i", "a")
        assert said(pilot) == "Gaat het over de leerkracht? Schrijf het dan bij Coaching (1, dan c)."


async def test_the_next_look_goes_to_the_week_in_three_keys_without_a_word_of_it(app: IbApp) -> None:
    looked()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c", "i", "ctrl+s")
        talk = conversations.conversation(1)
        assert (talk.row.kind, talk.row.purpose) == (ConversationKind.OBSERVATION, "lesbezoek")
        assert talk.row.day == dt.date(2026, 12, 1), "Tuesday: the first working day from that Friday"
        assert "in de week di 1 dec" in shown(pilot)
        await typed(pilot, "i")
        assert isinstance(pilot.app.screen, ConversationScreen)
        assert "hoe lang" not in shown(pilot)


async def test_what_a_colleague_shared_can_be_read_and_nothing_else(app: IbApp) -> None:
    looked("collega", shared=True)
    looked("collega", question="niet voor mij")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c")
        assert rows(pilot).ids == ["lesbezoek:1"]
        assert "van collega" in shown(pilot)
        for key in ("e", "x", "i", "y", "delete"):
            await typed(pilot, key)
            assert isinstance(pilot.app.screen, CoachingScreen)
            assert "van collega" in said(pilot)
        await typed(pilot, "enter")
        assert "gedeeld met jou" in shown(pilot)
        observations.edit_observation(1, ObservationDraft(2, TODAY, question="dicht"), "collega")
        await typed(pilot, "escape", "enter")
        assert "24 minuten" not in shown(pilot)


async def test_no_longer_shared_it_leaves_the_screen_at_once(app: IbApp) -> None:
    made = looked("collega", shared=True)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "c", "enter")
        row = observations.observation(made, "collega")
        draft = ObservationDraft(row.teacher_id, TODAY, question="dicht")
        observations.edit_observation(made, draft, "collega")
        screen = pilot.app.screen
        assert isinstance(screen, ObservationScreen)
        screen.refresh_view()
        await pilot.pause()
        assert "24 minuten" not in shown(pilot)
        assert "is er niet" in said(pilot)


async def test_no_longer_shared_it_leaves_what_stands_beside_the_list_too(app: IbApp) -> None:
    looked("collega", shared=True)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "c")
        assert "24 minuten" in shown(pilot)
        observations.edit_observation(1, ObservationDraft(2, TODAY, question="dicht"), "collega")
        screen = pilot.app.screen
        assert isinstance(screen, CoachingScreen)
        screen.refresh_view()
        await pilot.pause()
        assert "24 minuten" not in shown(pilot)


async def test_the_filter_and_what_is_late(app: IbApp) -> None:
    looked()
    looked(day=TODAY - 20 * DAY, look_again_on=TODAY - 2 * DAY)
    looked(look_again_on=None)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "c")
        assert "3 lesbezoeken · ! 1 weer kijken" in shown(pilot)
        assert "weer kijken 2 dagen te laat" in shown(pilot)
        assert "Wat denk ik ervan" in shown(pilot), "beside the list"
        await typed(pilot, "f", "w")
        assert rows(pilot).ids == ["lesbezoek:1", "lesbezoek:2"]
        await typed(pilot, "f", "l", "enter", "f", "a")
        assert len(rows(pilot).ids) == 3
