"""Making a year: the menu of j, the text of the plan, and the days without school."""

import datetime as dt
import os
import threading
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from ibtui import placing
from ibtui.app import IbApp
from ibtui.care.words import PersonRole, StepKind
from ibtui.care.year_plan import BUILT_IN
from ibtui.errors import BadInput
from ibtui.screens.calendar import CalendarScreen
from ibtui.screens.forms import free
from ibtui.screens.free_screen import FreeScreen
from ibtui.screens.year_menu import question
from ibtui.screens.year_plan_screen import PlanArea, YearPlanScreen
from ibtui.store import cycle, free_days, groups, people, schools, year_plan
from ibtui.store.cycle import StepDraft
from ibtui.store.groups import GroupDraft
from ibtui.store.people import PersonDraft
from ibtui.store.year_plan import Made
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.typing import LineInput
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed
from tests.screens.quiet import without_sleeping  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("without_sleeping")

FIRST, LAST = dt.date(2026, 8, 1), dt.date(2027, 7, 31)
NARROW, WIDE = (80, 24), (120, 40)
PLAN = """## Per groep
plan maken: 15 sep - 10 okt
## Groep 3
herfstsignalering: 26 okt - 13 nov
## Hele school
feest: ooit
"""


def school() -> int:
    return schools.current().id


def group(name: str) -> int:
    return groups.add_group(school(), GroupDraft(name), TODAY)


def asked(pilot: Pilot[None]) -> str:
    """The question that is asked now."""
    words = pilot.app.screen.query(Static).first().visual
    assert isinstance(words, Content)
    return words.plain


def flat(picture: str) -> str:
    """The words on the screen, however they were cut into lines."""
    return " ".join(picture.split())


def test_one_step_is_said_as_one() -> None:
    words = question(Made(1, 1, 0, (("hele school", 1),), (), ()), "2026-2027", holidays=True)
    assert "Uit het jaarplan komt 1 stap: 1 voor de hele school." in words
    assert "1 stap uit het plan is er al. Die blijft zoals hij is." in words


async def test_j_says_how_many_steps_come_and_j_again_makes_them(empty_app: IbApp) -> None:
    group("1/2"), group("3/4")
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j")
        assert isinstance(pilot.app.screen, AskScreen)
        picture = asked(pilot)
        assert "Uit het jaarplan komen 3 stappen: 1 tot 2 voor elk van 2 groepen." in picture
        assert "1 regel van het jaarplan snap ik niet" in picture
        assert "kies eerst met v je regio" in picture
        await typed(pilot, "j")
        assert said(pilot) == "3 stappen gemaakt. Met u draai je het terug."
        assert len(cycle.steps(school(), FIRST)) == 3
        await typed(pilot, "j")
        assert "Alles uit het jaarplan staat er al." in asked(pilot)
        await typed(pilot, "j")
        assert len(cycle.steps(school(), FIRST)) == 3
        await typed(pilot, "u")
        assert cycle.steps(school(), FIRST) == []


async def test_the_built_in_plan_makes_a_year_in_two_keys(empty_app: IbApp) -> None:
    for name in ("1/2", "3/4/5", "6/7/8"):
        group(name)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "j")
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert len(cycle.steps(school(), FIRST)) > 60
        assert "Er is nog geen jaar" not in shown(pilot)


async def test_the_plan_shows_what_the_line_of_the_cursor_becomes(empty_app: IbApp) -> None:
    group("1/2"), group("3/4")
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "p")
        assert isinstance(pilot.app.screen, YearPlanScreen)
        picture = flat(shown(pilot))
        assert "Wordt 3 stappen · 2 groepen" in picture
        assert "Een regel per stap. Zo: groepsbespreking: 3 nov ; ib'er" in picture
        assert "! 1 regel niet begrepen" in picture and "regel 6:" in picture
        assert "F1 hulp" in picture and "Esc terug" in picture
        await typed(pilot, "down")
        assert "plan maken · di 15 sep – vr 9 okt · leerkracht" in flat(shown(pilot))
        assert "voor alle 2 groepen" in flat(shown(pilot))
        await typed(pilot, "down", "down")
        assert "voor groep 3/4" in flat(shown(pilot))
        await typed(pilot, "ctrl+n")
        assert "deze regel: “ooit” is geen datum" in flat(shown(pilot))


async def test_a_wide_screen_has_all_steps_beside_the_text(empty_app: IbApp) -> None:
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=WIDE) as pilot:
        await typed(pilot, "5", "j", "p")
        assert "Alle stappen" in shown(pilot) and "herfstsignalering" in shown(pilot).split("Alle stappen")[1]


async def test_letters_are_letters_and_ctrl_s_keeps_the_plan(empty_app: IbApp) -> None:
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "p", "ctrl+end", "=quiz q: 5 mrt")
        assert "niet bewaard" in shown(pilot)
        await typed(pilot, "ctrl+s")
        assert year_plan.text(school()).endswith("quiz q: 5 mrt")
        assert "1 regel" in said(pilot)
        await typed(pilot, "= ; ib'er", "escape")
        assert isinstance(pilot.app.screen, CalendarScreen)
        assert year_plan.text(school()).rstrip().endswith("quiz q: 5 mrt ; ib'er")


async def test_the_example_comes_back_and_ctrl_z_takes_it_away(empty_app: IbApp) -> None:
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "p", "ctrl+r")
        area = pilot.app.screen.query_one("#plan", PlanArea)
        assert area.text == BUILT_IN
        await typed(pilot, "ctrl+z")
        assert area.text == year_plan.text(school())
        await typed(pilot, "ctrl+r", "ctrl+s")
        assert not year_plan.is_own(school())


async def test_the_region_fills_the_holidays_at_once(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "v")
        assert isinstance(pilot.app.screen, FreeScreen)
        assert "Er staan nog geen vakanties." in shown(pilot)
        await typed(pilot, "r", "m", "ctrl+s")
        assert "kerstvakantie" in shown(pilot).lower()
        assert "keer vrij in de lijst gezet" in said(pilot)
        assert len(free_days.free(school(), FIRST, LAST)) > 4


async def test_days_by_hand_are_added_changed_and_taken_away(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "v", "n", "=studiedag", "tab", "=30-11", "ctrl+s")
        assert "studiedag" in shown(pilot) and "ma 30 nov" in shown(pilot)
        await typed(pilot, "e", "tab", "tab", "=29-11", "ctrl+s")
        assert "De laatste dag ligt voor de eerste." in flat(shown(pilot))
        await typed(pilot, "ctrl+u", "=1-12", "ctrl+s")
        assert "di 1 dec" in shown(pilot)
        await typed(pilot, "delete")
        assert free_days.free(school(), FIRST, LAST) == []
        await typed(pilot, "u")
        assert len(rows(pilot, "#list").ids) == 1


ICS = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//OEFENSCHOOL//NL\r
BEGIN:VEVENT\r
UID:1@oefenschool\r
DTSTAMP:20260801T000000Z\r
SUMMARY:studiedag\r
DTSTART;VALUE=DATE:20261130\r
DTEND;VALUE=DATE:20261201\r
END:VEVENT\r
END:VCALENDAR\r
"""


async def test_holidays_come_from_a_file(empty_app: IbApp, tmp_path: Path) -> None:
    path = tmp_path / "vakanties.ics"
    path.write_bytes(ICS)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "v", "h", "=/nergens.ics", "ctrl+s")
        assert "Dit bestand is er niet" in shown(pilot)
        pilot.app.screen.query_one("#field-bestand", LineInput).value = str(path)
        await typed(pilot, "ctrl+s")
        await settled(pilot)
        assert "studiedag" in shown(pilot) and "ma 30 nov" in shown(pilot)


async def test_a_plan_of_another_session_is_never_written_over(empty_app: IbApp) -> None:
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "p", "ctrl+end", "=quiz: 5 mrt")
        year_plan.keep(school(), "overleg: 3 mrt")
        await typed(pilot, "escape")
        assert "Welke tekst blijft?" in shown(pilot)
        await typed(pilot, "t")
        assert year_plan.text(school()) == "overleg: 3 mrt"
        await typed(pilot, "ctrl+s", "a")
        area = pilot.app.screen.query_one("#plan", PlanArea)
        assert area.text == "overleg: 3 mrt"
        await typed(pilot, "ctrl+z")
        assert area.text.endswith("quiz: 5 mrt")
        await typed(pilot, "ctrl+s")  # now with open eyes
        assert year_plan.text(school()).endswith("quiz: 5 mrt")


async def test_of_two_plans_mine_may_stay(empty_app: IbApp) -> None:
    year_plan.keep(school(), PLAN)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j", "p", "ctrl+end", "=quiz: 5 mrt")
        year_plan.back_to_built_in(school())
        await typed(pilot, "ctrl+s", "m")
        assert year_plan.text(school()).endswith("quiz: 5 mrt")
        assert "bewaard" in shown(pilot).splitlines()[0]


@pytest.mark.parametrize(("key", "what"), [("m", "+1w"), ("minus", "ziek")])
async def test_a_step_that_another_session_moved_is_never_written_over(
    empty_app: IbApp, key: str, what: str
) -> None:
    number = cycle.add_step(school(), StepDraft(StepKind.OTHER, "overleg", due_on=TODAY), TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", key)
        later = TODAY + dt.timedelta(days=2)
        cycle.move_step(number, None, later)
        await typed(pilot, "ctrl+u", f"={what}", "ctrl+s")
        assert "in een andere sessie veranderd" in shown(pilot)
        row = cycle.step(number)
        assert (row.due_on, row.skipped_because) == (later, "")


async def test_without_groups_it_says_to_make_them_first(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j")
        assert "2026-2027 heeft nog geen groepen." in flat(shown(pilot))
        group("3")
        await typed(pilot, "t", "j")
        assert "nog geen groepen" not in flat(shown(pilot))


async def test_a_group_without_a_teacher_is_named_and_its_steps_get_one_later(empty_app: IbApp) -> None:
    number = group("3")
    year_plan.keep(school(), "## Per groep\nplan maken: 4 mrt\nevalueren: 8 apr\n")
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "j")
        assert "! Nog zonder leerkracht: 3." in asked(pilot)
        await typed(pilot, "j")
        teacher = people.add_person(school(), PersonDraft(PersonRole.TEACHER, "Ans", salutation="juf"))
        groups.edit_group(number, GroupDraft("3", (teacher,)))
        await typed(pilot, "j")
        assert "2 stappen krijgen nu wie ze doet." in asked(pilot)
        assert "Nog zonder leerkracht" not in asked(pilot)
        await typed(pilot, "j")
        assert said(pilot) == "2 stappen krijgen nu wie ze doet. Met u draai je het terug."
        assert {row.responsible for row in cycle.steps(school(), FIRST)} == {"juf Ans"}
        await typed(pilot, "u")
        assert {row.responsible for row in cycle.steps(school(), FIRST)} == {""}


def test_something_that_never_ends_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp.ics"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        with pytest.raises(BadInput, match="Dit is geen bestand"):
            free._read(str(path))


async def test_the_year_goes_to_word_in_a_thread_and_it_says_where_it_lies(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    group("3")
    year_plan.make_year(school(), FIRST, PLAN, TODAY)
    threads: list[threading.Thread] = []
    place = placing.place

    def placed(data: bytes, name: str, folder: Path) -> Path:
        threads.append(threading.current_thread())
        return place(data, name, folder)

    monkeypatch.setattr(placing, "place", placed)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "ctrl+e")
        words = " ".join(said(pilot).split())
        assert words.startswith("2026-11-24 zorgkalender 2026-2027.docx staat in ")
        assert [path.name for path in empty_app.home.exports.iterdir()] == [words.split(" staat in ")[0]]
    assert len(threads) == 1 and threads[0] is not threading.main_thread()


async def test_a_new_step_isnt_late_at_once(empty_app: IbApp) -> None:
    cycle.add_step(school(), StepDraft(StepKind.OTHER, "te laat", due_on=dt.date(2026, 11, 6)), TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "enter", "n")
        assert pilot.app.screen.query_one("#field-klaar", LineInput).value == "24-11-2026"
