"""What was taken from the text so far, on one key: for a screen that is too narrow to show it beside the text."""

import pytest

from ibtui.app import IbApp
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.overview import OverviewScreen
from ibtui.store import minutes, schools
from tests.screens import overleg
from tests.screens.conftest import rows, shown
from tests.screens.test_editor_keys import here, on, press
from tests.screens.test_minutes import Run, area, opened, stored, write


async def overview(pilot: Run, text: str = overleg.TEXT) -> None:
    """The overview over the editor of this text."""
    await opened(pilot, overleg.groot_overleg(schools.current(), text))
    await press(pilot, "ctrl+o")
    assert on(pilot, OverviewScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_that_was_taken_is_in_one_list(empty_app: IbApp, size: tuple[int, int]) -> None:
    async with empty_app.run_test(size=size) as pilot:
        await overview(pilot)
        seen = shown(pilot)
        for words in (
            "Overzicht · Groot overleg · Roos van Dijk",
            "Afspraken  2", "oefent elke dag 10 minuten", "juf Ans · vr 27 nov", "Marieke Bos · di 8 dec",
            "Besluiten  1", "we vragen een onderzoek aan",
            "Vragen  1", "is het gehoor getest",
            "Stem van het kind  1", '"rekenen vind ik het fijnst"',
            "1 regel is privé",
        ):  # fmt: skip
            assert words in seen
        assert "moeder leek erg moe" not in seen


async def test_what_is_not_clear_stands_first_and_says_so(empty_app: IbApp) -> None:
    text = "! @ans: oefent > vr\n! @piet: belt > ooit eens\n! @noa: komt kijken > ma\n! zonder iemand\n"
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await overview(pilot, text)
        assert rows(pilot).ids == ["regel:1", "regel:2", "regel:3", "regel:0"]
        seen = shown(pilot)
        assert seen.index("? Nog niet duidelijk  3") < seen.index("wie is piet?") < seen.index("Afspraken  1")
        assert "'ooit eens' is geen datum" in seen
        assert "? wie?" in seen


async def test_enter_goes_to_the_line_and_esc_to_where_you_were(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await overview(pilot)
        await press(pilot, "down", "enter")
        assert on(pilot, MinutesScreen)
        assert here(pilot) == "! moeder: belt de logopedist > +2w"
        assert area(pilot).has_focus
        for key in ("escape", "ctrl+o"):
            await press(pilot, "ctrl+o", "down", key)
            assert here(pilot) == "! moeder: belt de logopedist > +2w"


async def test_what_was_typed_a_moment_ago_is_in_it_and_is_saved(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), overleg.TEXT)
        await opened(pilot, number)
        await pilot.press(*("space" if char == " " else char for char in "= we stoppen ermee"), "ctrl+o")
        await press(pilot, "end")
        assert "Besluiten  2" in shown(pilot)
        assert "= we stoppen ermee" in stored(number)
        await press(pilot, "escape", "ctrl+z")
        assert "we stoppen ermee" not in area(pilot).text


async def test_an_empty_text_shows_the_marks(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await overview(pilot, "Gewone tekst.")
        assert "! wie: wat > wanneer" in shown(pilot)
        await press(pilot, "enter")
        assert on(pilot, MinutesScreen)


async def test_a_fixed_text_has_its_overview_too(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), overleg.TEXT)
        minutes.fix(number)
        await opened(pilot, number)
        await press(pilot, "ctrl+o")
        assert "Afspraken  2" in shown(pilot)


async def test_a_list_longer_than_the_window_can_be_walked_to_its_end(empty_app: IbApp) -> None:
    text = (
        "".join(f"! jij: nummer {number} van de lijst > vr\n" for number in range(60)) + "? de laatste vraag"
    )
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await overview(pilot, text)
        await press(pilot, "end")
        assert "de laatste vraag" in shown(pilot)
        await press(pilot, "enter")
        assert here(pilot) == "? de laatste vraag"
        await write(pilot, "!")
        assert area(pilot).document.line_count == 61
