"""The care calendar: the grid, the steps behind a cell, and what a key does to a step."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.screens.calendar_grid import CalendarGrid
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.steps import StepsScreen
from ibtui.store import change, conversations, cycle, free_days, groups, people, schools
from ibtui.store.cycle import StepDraft, StepRow
from ibtui.store.free_days import FreeDraft
from ibtui.store.groups import GroupDraft
from ibtui.store.people import PersonDraft
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, ib_screen, rows, said, settled, shown, typed
from tests.screens.quiet import without_sleeping  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("without_sleeping")

FIRST = dt.date(2026, 8, 1)
NARROW, WIDE = (80, 24), (120, 40)


def school() -> int:
    return schools.current().id


def teacher(first: str = "Ans") -> int:
    return people.add_person(school(), PersonDraft("leerkracht", first, last_name="de Wit", salutation="juf"))


def group(name: str = "1/2", *teachers: int) -> int:
    return groups.add_group(school(), GroupDraft(name, teachers), TODAY)


def step(kind: str = "groepsbespreking", due: dt.date | None = None, **more: object) -> int:
    return cycle.add_step(school(), StepDraft(kind, due_on=due, **more), TODAY)  # type: ignore[arg-type]


def day(month: int, number: int) -> dt.date:
    return dt.date(2026 if month >= 8 else 2027, month, number)


def only_step() -> StepRow:
    (found,) = cycle.steps(school(), FIRST)
    return found


def line_of(picture: str, words: str) -> str:
    return next(line for line in picture.split("\n") if words in line)


async def test_without_a_year_it_says_how_to_make_one(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5")
        picture = shown(pilot)
        assert "OEFENSCHOOL De Wilgenhoek · kalender 2026-2027" in picture
        assert "Er is nog geen jaar. Druk op j: een jaar maken kost een minuut." in picture
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_a_cell_says_what_asks_for_attention_first(empty_app: IbApp) -> None:
    number = group()
    step(due=day(11, 6), group_id=number)
    step("plan maken", day(12, 4), group_id=number, starts_on=day(11, 9))
    step("evalueren", day(1, 22), group_id=number)
    step("groepsbezoek", day(1, 25), group_id=number)
    cycle.set_done(step("observeren en signaleren", day(10, 2), group_id=number), True, day(10, 1))
    cycle.skip(step("toetsen", day(9, 4), group_id=number), "geen kleutertoets meer")
    step("ondersteuningsteam", day(11, 12))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5")
        picture = shown(pilot)
        months = line_of(picture, "aug")
        line = line_of(picture, "groep 1/2")
        found = {
            name: line[months.index(name) : months.index(name) + 3].strip() for name in months.split()[:12]
        }
        assert "▾nov" in months.split()
        place = months.index("nov")
        assert "!" in line[place : place + 3]
        assert found["jan"].endswith("2")
        assert found["okt"] == "✓" and found["sep"] == "–"
        assert found["aug"] == "" and found["jul"] == ""


async def test_the_cursor_starts_at_this_month_and_the_steps_stand_below(empty_app: IbApp) -> None:
    number = group("1/2", teacher())
    step(due=day(11, 6), group_id=number, responsible_id=people.people(school())[0].id)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "down")
        picture = shown(pilot)
        assert "november · groep 1/2" in picture and "1 te laat" in picture
        assert "[ ! ]" in picture or "[!" in picture
        line = line_of(picture, "! groepsbespreking")
        assert line.strip().startswith("›") and "vr 6 nov, 2 weken te laat" in line
        assert "i in week" in picture and "j jaar" in picture and "? hulp" in picture


async def test_on_a_wide_screen_the_steps_stand_beside(empty_app: IbApp) -> None:
    step(due=day(11, 6))
    async with empty_app.run_test(size=WIDE) as pilot:
        await typed(pilot, "5")
        assert "november · hele school" in line_of(shown(pilot), "aug")


async def test_x_and_minus_act_on_the_step_with_the_sign(empty_app: IbApp) -> None:
    first, second = step(due=day(11, 6)), step("plan maken", day(11, 20))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "x")
        assert cycle.step(first).done_on == TODAY
        assert "Gedaan: groepsbespreking" in said(pilot)
        assert rows(pilot, "#steps").chosen == f"stap:{second}"
        await typed(pilot, "-", "=dit jaar niet", "ctrl+s")
        assert cycle.step(second).skipped_because == "dit jaar niet"
        assert "overgeslagen: dit jaar niet" in shown(pilot) or "overgeslagen" in said(pilot)
        await typed(pilot, "u", "u")
        assert cycle.step(first).done_on is None and not cycle.step(second).skipped_because


async def test_skipping_asks_why(empty_app: IbApp) -> None:
    number = step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "-", "ctrl+s")
        assert "Dit moet je invullen." in shown(pilot)
        assert not cycle.step(number).skipped_because


async def test_i_makes_it_a_conversation_on_the_last_working_day_before_it_is_due(empty_app: IbApp) -> None:
    number = step(due=day(12, 4), group_id=group("1/2", teacher()))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "right", "down", "i")
        assert "do 3 dec" in shown(pilot)
        await typed(pilot, "=9:15", "ctrl+s")
        row = cycle.step(number)
        assert row.conversation_id is not None
        card = conversations.conversation(row.conversation_id)
        assert (card.row.day, card.row.start, card.row.kind) == (
            day(12, 3),
            dt.time(9, 15),
            "groepsbespreking",
        )
        assert [seat.name for seat in card.seats] and card.row.group_id == row.group_id
        assert "Staat in de week: groepsbespreking, do 3 dec om 09:15" in said(pilot)
        assert "in de week do 3 dec" in shown(pilot)
        await typed(pilot, "i")
        assert isinstance(pilot.app.screen, ConversationScreen)


async def test_a_late_step_is_proposed_on_the_next_working_day(empty_app: IbApp) -> None:
    step(due=day(11, 6))
    free_days.add_free(school(), FreeDraft("studiedag", day(11, 26)))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "i")
        assert "di 1 dec" in shown(pilot)  # Thursday 26 is a study day


async def test_m_gives_it_another_date_and_the_cell_follows(empty_app: IbApp) -> None:
    number = step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "m", "=15-12", "ctrl+s")
        assert cycle.step(number).due_on == day(12, 15)
        assert said(pilot) == "Verplaatst naar di 15 dec"
        assert "Geen stappen in november" in shown(pilot)


async def test_n_makes_a_step_in_the_cell(empty_app: IbApp) -> None:
    number = group()
    step()
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "down", "right", "n")
        assert isinstance(pilot.app.screen, FormScreen)
        await typed(pilot, "=kleuterfeest", "ctrl+s")
        made = next(row for row in cycle.steps(school(), FIRST) if row.title == "kleuterfeest")
        assert (made.kind, made.group_id, made.due_on) == ("andere stap", number, day(12, 1))
        assert "kleuterfeest" in line_of(shown(pilot), "›")


async def test_the_kind_of_a_new_step_follows_from_its_words_unless_one_is_chosen(empty_app: IbApp) -> None:
    step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "n", "=evaluatie van de hulp", "ctrl+s")
        await typed(pilot, "n", "=plan voor het feest", "tab", "=and", "ctrl+s")
    kinds = {row.title: row.kind for row in cycle.steps(school(), FIRST)}
    assert kinds["evaluatie van de hulp"] == "evalueren"
    assert kinds["plan voor het feest"] == "andere stap"


async def test_a_new_step_needs_a_name_or_a_kind(empty_app: IbApp) -> None:
    step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "n", "ctrl+s")
        assert "Typ wat de stap is, of kies een soort." in shown(pilot)
        assert len(cycle.steps(school(), FIRST)) == 1
        await typed(pilot, "tab", "=toe", "ctrl+s")
        assert {row.title for row in cycle.steps(school(), FIRST)} == {"groepsbespreking", "toetsen"}


async def test_enter_shows_the_year_of_the_group_and_escape_goes_back(empty_app: IbApp) -> None:
    number = group()
    late, later = step(due=day(11, 6), group_id=number), step("evalueren", day(1, 22), group_id=number)
    step("ondersteuningsteam", day(11, 12))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "down", "enter")
        assert isinstance(pilot.app.screen, StepsScreen)
        picture = shown(pilot)
        assert "groep 1/2 · stappen 2026-2027" in picture
        assert "november 2026  nu" in picture and "januari 2027" in picture
        assert "ondersteuningsteam" not in picture
        assert rows(pilot, "#list").chosen == f"stap:{late}"
        await typed(pilot, "x", "down", "e", "=evaluatie en plan", "ctrl+s")
        assert cycle.step(late).done_on == TODAY
        assert cycle.step(later).title == "evaluatie en plan"
        await typed(pilot, "delete", "escape")
        assert ib_screen(pilot).SCREEN == "kalender"
        assert "evaluatie en plan" not in [row.title for row in cycle.steps(school(), FIRST)]
        await typed(pilot, "u")
        assert "evaluatie en plan" in [row.title for row in cycle.steps(school(), FIRST)]


async def test_the_arrows_go_past_the_edge_to_another_year_when_there_is_one(empty_app: IbApp) -> None:
    step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", *["left"] * 4)
        assert "Er is geen eerder jaar." in said(pilot)
        await typed(pilot, *["right"] * 12)
        assert "Volgend schooljaar is er nog niet." in said(pilot)
        cycle.add_step(school(), StepDraft("evalueren", due_on=dt.date(2027, 9, 3)), dt.date(2027, 9, 1))
        await typed(pilot, "right")
        assert "kalender 2027-2028" in shown(pilot) and "augustus · hele school" in shown(pilot)
        await typed(pilot, "left")
        assert "kalender 2026-2027" in shown(pilot) and "juli · hele school" in shown(pilot)
        await typed(pilot, "t")
        assert "november · hele school" in shown(pilot)


async def test_sixty_groups_scroll_and_say_how_many_are_out_of_sight(empty_app: IbApp) -> None:
    for number in range(60):
        group(f"{number % 8 + 1}{chr(97 + number // 8)}")
    step(due=day(11, 6))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5")
        assert "↓" in line_of(shown(pilot), "aug")
        await typed(pilot, "end")
        assert "november · groep 8" in shown(pilot) and "↑" in line_of(shown(pilot), "aug")
        await typed(pilot, "home")
        assert "november · hele school" in shown(pilot)


async def test_a_step_without_a_date_stands_in_this_month(empty_app: IbApp) -> None:
    step("andere stap", None, title="protocol schrijven")
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5")
        assert "geen datum" in line_of(shown(pilot), "protocol schrijven")


async def test_what_is_free_stands_below_the_steps_of_its_month(empty_app: IbApp) -> None:
    step(due=day(12, 4))
    free_days.add_free(school(), FreeDraft("kerstvakantie", day(12, 19), day(1, 3)))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "right")
        assert "vrij · kerstvakantie: za 19 dec – zo 3 jan" in shown(pilot)


@pytest.mark.parametrize("size", [(50, 12), (109, 30)])
async def test_it_fits_in_every_window(empty_app: IbApp, size: tuple[int, int]) -> None:
    number = group("1/2", teacher())
    for _ in range(3):
        step(
            "groepsbespreking", day(11, 6), group_id=number, title="[b]een heel lange naam van een stap " * 2
        )
    async with empty_app.run_test(size=size) as pilot:
        await typed(pilot, "5", "down")
        picture = shown(pilot)
        assert "[b]een heel" in picture
        assert "[!3]" in picture.replace(" ", "") or "[!]" in picture.replace(" ", "")
        assert line_of(picture, "ju").split()[-1] in ("ju", "jul") and "november · groep 1/2" in picture


async def test_the_mouse_chooses_a_cell_and_opens_it(empty_app: IbApp) -> None:
    number = group()
    step(due=day(12, 4), group_id=number)
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5")
        grid = pilot.app.screen.query_one("#grid", CalendarGrid)
        picture = shown(pilot)
        x, y = (
            line_of(picture, "aug").index("dec") + 1,
            picture.split("\n").index(line_of(picture, "groep 1/2")),
        )
        await pilot.click(offset=(x, y))
        await settled(pilot)
        assert "december · groep 1/2" in shown(pilot) and grid.row_id == f"groep:{number}"
        await pilot.click(offset=(x, y))
        await settled(pilot)
        assert isinstance(pilot.app.screen, StepsScreen)
    change.forget_steps()
