"""The screens beside the calendar: the map of concerns, who is behind, the goals of the school, and the next year."""

import datetime as dt

import pytest
from textual.pilot import Pilot

from ibtui import placing
from ibtui.app import IbApp
from ibtui.care.words import GoalStatus, PersonRole, StepKind
from ibtui.errors import DiskFull
from ibtui.screens import base
from ibtui.screens.base import IbScreen
from ibtui.screens.behind import BehindScreen
from ibtui.screens.calendar_lines import when_words
from ibtui.screens.goals import GoalsScreen
from ibtui.screens.heat_map import HeatMapScreen, cell
from ibtui.screens.roll_over import RollOverScreen
from ibtui.store import concerns, cycle, goals, groups, people, pupils, schools
from ibtui.store.concerns import ConcernDraft
from ibtui.store.cycle import StepDraft
from ibtui.widgets.text import Look
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed
from tests.screens.quiet import without_sleeping  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("without_sleeping")


def school() -> int:
    return schools.current().id


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """Juf Ans with group 1/2 (Roos in year 2), meester Bo with group 8 (Sam in year 8), and a late step of juf Ans."""
    ans = people.add_person(
        school(), people.PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf")
    )
    bo = people.add_person(
        school(), people.PersonDraft(PersonRole.TEACHER, "Bo", "", "Bos", salutation="meester")
    )
    lower = groups.add_group(school(), groups.GroupDraft("1/2", (ans,)), TODAY)
    upper = groups.add_group(school(), groups.GroupDraft("8", (bo,)), TODAY)
    for name, group, year in ((("Roos", "van", "Dijk"), lower, "1"), (("Sam", "", "Hof"), upper, "8")):
        pupils.add_pupil(school(), pupils.PupilDraft(*name, group, year, 2), TODAY)
    cycle.add_step(
        school(),
        StepDraft(StepKind.PLAN, group_id=lower, due_on=in_days(-12), responsible_id=ans),
        TODAY,
    )
    return empty_app


async def on(
    pilot: Pilot[None], screen: type[HeatMapScreen | BehindScreen | GoalsScreen | RollOverScreen]
) -> None:
    await settled(pilot)
    await pilot.app.push_screen(screen())
    await settled(pilot)


class TestMapOfConcerns:
    def test_a_cell_says_how_many_and_is_darker_where_there_are_more(self) -> None:
        assert [cell(count, 9) for count in (0, 1, 5, 9)] == ["·", "░░ 1", "▒▒ 5", "██ 9"]

    async def test_each_group_has_its_row_and_enter_opens_its_concerns(self, app: IbApp) -> None:
        roos = next(row.id for row in pupils.pupils(school()) if row.first_name == "Roos")
        concerns.add_concern(
            school(), ConcernDraft("lezen", "leest nog spellend", pupil_id=roos, level=3), TODAY
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "2", "z")
            lines = shown(pilot).splitlines()
            assert next(line for line in lines if "groep 1/2" in line).split() == [
                "▸",
                "groep",
                "1/2",
                "·",
                "·",
                "██",
                "1",
                "·",
                "·",
                "1",
            ]
            assert "lezen 1" in shown(pilot)
            assert "1 zorg zonder evaluatie die nog komt" in shown(pilot)
            await typed(pilot, "enter")
            assert "filter: groep 1/2" in shown(pilot)
            assert "leest nog spellend" in shown(pilot)

    async def test_on_a_wide_screen_the_levels_stand_apart_and_the_words_close_by(self, app: IbApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await typed(pilot, "2", "z")
            lines = shown(pilot).splitlines()
            assert "niveau 1  niveau 2  niveau 3" in shown(pilot)
            total = next(number for number, words in enumerate(lines) if "hele school" in words)
            assert any("Geen open zorgen." in words for words in lines[total : total + 4])

    async def test_without_groups_it_says_what_to_press(self, empty_app: IbApp) -> None:
        async with empty_app.run_test(size=(80, 24)) as pilot:
            await on(pilot, HeatMapScreen)
            assert "Er zijn nog geen groepen." in shown(pilot)


class TestWhoIsBehind:
    async def test_what_is_open_stands_under_the_teacher_and_gives_a_friendly_text(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "l")
            assert "juf Ans  open sinds do 12 nov" in shown(pilot)
            assert "plan maken · groep 1/2" in shown(pilot)
            await typed(pilot, "y")
            text = shown(pilot)
            assert "Dag juf Ans," in text
            assert "- plan maken, voor groep 1/2 (gepland voor do 12 nov)" in text
            await typed(pilot, "escape", "x")
            assert "Niemand loopt achter." in shown(pilot)
            await typed(pilot, "u")
            assert "plan maken" in shown(pilot)

    async def test_the_text_is_on_the_first_key_and_isnt_for_yourself(self, app: IbApp) -> None:
        me = schools.current().coordinator_id
        cycle.add_step(
            school(), StepDraft(StepKind.OTHER, "eigen taak", due_on=in_days(-20), responsible_id=me), TODAY
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "l")
            assert shown(pilot).splitlines()[-1].strip().startswith("y tekst")
            await typed(pilot, "y")
            assert said(pilot).startswith("Dit zijn je eigen stappen.")
            await typed(pilot, "down", "y")
            assert "Dag juf Ans," in shown(pilot)

    async def test_a_step_of_an_earlier_year_says_which_and_long_names_fit(self, app: IbApp) -> None:
        long = "leerlingen vragen wat ze van de hulp vinden"
        cycle.add_step(school(), StepDraft(StepKind.OTHER, long, due_on=in_days(-20)), TODAY)
        cycle.add_step(school(), StepDraft(StepKind.OTHER, "oude stap", due_on=in_days(-250)), TODAY)
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "l")
            assert long in shown(pilot)
            assert "oude stap · 2025-2026" in shown(pilot)

    async def test_the_round_comes_first_and_what_is_in_the_week_says_which_day(self, app: IbApp) -> None:
        due, start = in_days(-3), in_days(-30)
        draft = StepDraft(StepKind.SUPPORT_TEAM, period="ronde 2", starts_on=start, due_on=due)
        cycle.plan_in(cycle.add_step(school(), draft, TODAY), dt.date(2026, 12, 15), None)
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "l")
            assert "ronde 2 ondersteuningsteam" in shown(pilot)
            assert "za 21 nov · in de week di 15 dec" in shown(pilot)

    async def test_of_weeks_that_are_in_the_week_only_the_end_is_said(self, app: IbApp) -> None:
        draft = StepDraft(StepKind.TESTS, starts_on=in_days(20), due_on=in_days(30))
        number = cycle.add_step(school(), draft, TODAY)
        cycle.plan_in(number, in_days(21), None)
        assert when_words(cycle.step(number), TODAY) == "t/m do 24 dec · in de week di 15 dec"


class TestGoals:
    async def test_the_steps_have_room_and_those_of_another_year_say_so(self, app: IbApp) -> None:
        number = goals.add_goal(school(), goals.GoalDraft("korte plannen"))
        for words, days in (
            ("in elke groep een keer kijken hoe lang het plan nu is", 9),
            ("terugkijken", 400),
        ):
            cycle.add_step(
                school(), StepDraft(StepKind.GOAL, words, goal_id=number, due_on=in_days(days)), TODAY
            )
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b")
            assert "in elke groep een keer kijken hoe lang het plan nu is" in shown(pilot)
            assert "terugkijken · 2027-2028" in shown(pilot)

    async def test_a_long_why_leaves_the_steps_in_sight(self, app: IbApp) -> None:
        number = goals.add_goal(school(), goals.GoalDraft("korte plannen", "Dit is een lang verhaal. " * 80))
        cycle.add_step(
            school(), StepDraft(StepKind.GOAL, "voorbeeld maken", goal_id=number, due_on=in_days(9)), TODAY
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b")
            assert " …" in shown(pilot)
            assert "voorbeeld maken" in shown(pilot)

    async def test_an_evaluation_of_another_session_is_never_written_over(self, app: IbApp) -> None:
        number = goals.add_goal(school(), goals.GoalDraft("korte plannen"))
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b", "x", "=van mij")
            goals.evaluate(number, "van een ander", TODAY, "loopt")
            await typed(pilot, "ctrl+s")
            assert "in een andere sessie veranderd" in shown(pilot)
            assert goals.goal(number).evaluation == "van een ander"

    async def test_without_goals_there_is_nothing_for_word(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b", "ctrl+e")
            assert said(pilot).startswith("Er zijn nog geen doelen")
            assert not app.home.exports.exists()

    async def test_a_goal_with_a_step_and_how_it_went(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b")
            assert "Er zijn nog geen doelen." in shown(pilot)
            await typed(pilot, "n", "=elk groepsplan past op een blad", "ctrl+s")
            assert "elk groepsplan past op een blad" in shown(pilot)
            await typed(pilot, "n", "s", "ctrl+s")
            assert "Dit moet je invullen." in shown(pilot)
            await typed(pilot, "=samen een voorbeeld maken", "ctrl+s")
            assert isinstance(pilot.app.screen, GoalsScreen)
            (made,) = goals.goals(school())[0].steps
            assert (made.kind, made.title) == (StepKind.GOAL, "samen een voorbeeld maken")

    async def test_a_step_of_a_goal_stands_in_the_calendar_and_is_done_with_x(self, app: IbApp) -> None:
        number = goals.add_goal(
            school(), goals.GoalDraft("korte plannen", "minder papier", status=GoalStatus.RUNNING)
        )
        cycle.add_step(
            school(), StepDraft(StepKind.GOAL, "voorbeeld maken", goal_id=number, due_on=in_days(9)), TODAY
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5")
            assert "beleid" in shown(pilot)
            await typed(pilot, "b")
            assert "waarom: minder papier" in shown(pilot)
            await typed(pilot, "down", "x")
            assert said(pilot).startswith("Gedaan: voorbeeld maken")
            await typed(pilot, "up", "x", "=iedereen gebruikt het", "ctrl+s")
            assert "zo ging het: iedereen gebruikt het" in shown(pilot)
            row = goals.goal(number)
            assert (row.evaluated_on, row.steps[0].done_on) == (TODAY, TODAY)

    async def test_one_page_for_the_team(self, app: IbApp) -> None:
        goals.add_goal(school(), goals.GoalDraft("korte plannen"))
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b", "ctrl+e")
            path, *others = app.home.exports.iterdir()
            assert not others and path.suffix == ".docx"
            words = " ".join(said(pilot).split())
            assert words.startswith(f"{path.name} staat in ") and app.home.exports.name in words

    async def test_a_full_disk_is_said_in_words(self, app: IbApp, monkeypatch: pytest.MonkeyPatch) -> None:
        goals.add_goal(school(), goals.GoalDraft("korte plannen"))

        def full(*_args: object) -> None:
            raise DiskFull("De schijf is vol", "Maak ruimte.")

        monkeypatch.setattr(placing, "place", full)
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, "5", "b", "ctrl+e")
            assert said(pilot) == "De schijf is vol. Maak ruimte."


class TestNextYear:
    async def test_everybody_moves_up_and_what_was_left_open_is_asked(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            text = shown(pilot)
            assert "van 2026-2027 naar 2027-2028" in text
            assert "2 groepen · 1 leerling gaat door · 1 van school" in text
            assert "plan maken · groep 1/2" in text
            assert "onderaan: 1 stap die nog open is" in text
            assert text.index("De groepen van volgend jaar") < text.index("Nog open uit dit jaar")
            await typed(pilot, "end", "minus", "=geen tijd meer", "enter")
            assert "overslaan: geen tijd meer" in shown(pilot)
            await typed(pilot, "o", "j")
            assert said(pilot).startswith("Klaar: 2 groepen, 1 leerlingen door, 1 van school")
        assert [row.name for row in groups.groups(school(), dt.date(2027, 8, 1))] == ["1/2", "8"]
        assert [row.name for row in pupils.pupils(school())] == ["Roos van Dijk", "Sam Hof"]

    async def test_a_step_stays_comes_along_or_is_skipped_with_a_word_why(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            assert "spatie: laten of mee · - overslaan" in shown(pilot)
            await typed(pilot, "end")
            assert chosen_for_step(pilot) == "laten"
            await typed(pilot, "space")
            assert chosen_for_step(pilot) == "mee"
            await typed(pilot, "minus", "escape")
            assert chosen_for_step(pilot) == "mee"
            await typed(pilot, "minus", "=geen tijd", "enter")
            assert chosen_for_step(pilot) == "overslaan"
            await typed(pilot, "minus")
            assert chosen_for_step(pilot) == "laten"
            assert "geen tijd" not in shown(pilot)

    async def test_a_next_year_without_any_group_is_not_made(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            await typed(pilot, "delete", "delete", "o")
            assert said(pilot) == "Er is niets om over te zetten."
            assert isinstance(pilot.app.screen, RollOverScreen)

    async def test_taking_back_a_great_deal_says_to_wait_and_brings_all_back(
        self, app: IbApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(base, "_MANY", 3)
        heard: list[str] = []
        say = IbScreen.say

        def listen(self: IbScreen, text: str, look: Look = "good") -> None:
            heard.append(text)
            say(self, text, look)

        monkeypatch.setattr(IbScreen, "say", listen)
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            await typed(pilot, "o", "j", "u")
            assert [words.startswith("Even wachten") for words in heard] == [True, False, True, False]
            assert heard[-1] == "Ongedaan gemaakt: naar het volgende schooljaar"
        assert cycle.year_groups(school(), dt.date(2027, 8, 1)) == []

    async def test_a_pupil_can_do_the_year_again(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            box = rows(pilot)
            while not box.chosen.startswith("leerling:"):
                await typed(pilot, "down")
            await typed(pilot, "space")
            assert "doet jaar 1 over" in shown(pilot)

    async def test_leaving_asks_because_nothing_was_done_yet(self, app: IbApp) -> None:
        async with app.run_test(size=(80, 30)) as pilot:
            await on(pilot, RollOverScreen)
            await typed(pilot, "end", "space", "escape")
            assert "Er is nog niets overgezet." in shown(pilot)
            await typed(pilot, "w")
            assert not isinstance(pilot.app.screen, RollOverScreen)


def chosen_for_step(pilot: Pilot[None]) -> str:
    """The word before the one step that is open."""
    line = next(line for line in shown(pilot).splitlines() if "plan maken · groep 1/2" in line)
    return line.split("plan maken")[0].strip(" ▸!")
