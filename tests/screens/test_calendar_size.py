"""The calendar asks the store as much for sixty groups as for ten; `bench/part_calendar.py` measures the time."""

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.school_year import first_day
from ibtui.screens.calendar import CalendarScreen
from ibtui.store import groups, people, schools, year_plan
from ibtui.store.groups import GroupDraft
from ibtui.store.people import PersonDraft
from tests.screens.conftest import TODAY, settled, shown
from tests.store.conftest import counted

PLAN = "## Per groep\n" + "\n".join(
    f"ronde {number} groepsbespreking: 15 {month}" for number, month in enumerate(("sep", "nov", "mrt"), 1)
)


def grow_to(count: int) -> None:
    """So many groups, each with its teacher and its steps in this year."""
    school = schools.current().id
    for number in range(len(groups.groups(school, TODAY)), count):
        teacher = people.add_person(school, PersonDraft("leerkracht", f"Juf {number}", last_name="de Wit"))
        groups.add_group(
            school, GroupDraft(f"{number % 8 + 1}{chr(ord('a') + number // 8)}", (teacher,)), TODAY
        )
    year_plan.make_year(school, first_day(TODAY), PLAN)


async def questions(pilot: Pilot[None]) -> int:
    """Open the calendar anew; how many questions that is."""
    with counted() as seen:
        pilot.app.push_screen(CalendarScreen())
        await settled(pilot)
    assert "groep 1a" in shown(pilot)
    pilot.app.pop_screen()
    await settled(pilot)
    return sum(sql.lstrip().upper().startswith("SELECT") for sql in seen)


async def test_opening_asks_as_much_for_sixty_groups_as_for_ten(empty_app: IbApp) -> None:
    grow_to(10)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        few = await questions(pilot)
        grow_to(60)
        assert await questions(pilot) == few
        assert 0 < few <= 16
