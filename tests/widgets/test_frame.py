"""The two lines of every screen: where you are, and what you can press."""

import pytest
from rich.cells import cell_len

from ibtui.commands import COMMANDS, SCREENS, TEXT_SCREENS, commands_of
from ibtui.widgets.frame import KeyBar, TopLine
from tests.widgets.conftest import HOSTILE, BareApp, drawn

ALL_SCREENS = sorted({name for item in COMMANDS for name in item.where} - {"overal"})


@pytest.mark.parametrize("screen", ALL_SCREENS)
@pytest.mark.parametrize("width", [80, 60, 50])
async def test_the_key_bar_always_says_how_to_get_help(screen: str, width: int) -> None:
    bar = KeyBar(commands_of(screen))
    async with BareApp(bar).run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        last = drawn(pilot).split("\n")[-1]
        assert ("F1 hulp" if screen in TEXT_SCREENS else "? hulp") in last
        assert cell_len(last) <= width
        assert len(last.split()) > 3


@pytest.mark.parametrize("screen", ALL_SCREENS)
async def test_no_key_in_the_bar_is_cut_short(screen: str) -> None:
    bar = KeyBar(commands_of(screen))
    async with BareApp(bar).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        last = drawn(pilot).split("\n")[-1].split("  ")
        text = screen in TEXT_SCREENS
        known = {f"{item.short if text else item.shown} {item.label}" for item in commands_of(screen)}
        assert {item.strip() for item in last if item.strip()} <= known


async def test_a_message_takes_the_place_of_the_keys_with_a_sign() -> None:
    bar = KeyBar(commands_of("week"))
    async with BareApp(bar).run_test(size=(80, 24)) as pilot:
        bar.say("Gesprek verplaatst naar do 26 nov")
        await pilot.pause()
        assert "✓ Gesprek verplaatst naar do 26 nov" in drawn(pilot)
        bar.say("De schijf is vol", "late")
        await pilot.pause()
        assert "! De schijf is vol" in drawn(pilot)
        bar.clear()
        await pilot.pause()
        assert "? hulp" in drawn(pilot)


async def test_a_message_too_long_for_the_bar_ends_in_dots() -> None:
    bar = KeyBar(commands_of("week"))
    async with BareApp(bar).run_test(size=(50, 24)) as pilot:
        bar.say("lang " * 40)
        await pilot.pause()
        assert "…" in drawn(pilot)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_in_the_frame_is_text(text: str) -> None:
    top = TopLine("week")
    async with BareApp(top).run_test(size=(80, 24)) as pilot:
        top.title = text
        await pilot.pause()
        assert not any(char in drawn(pilot) for char in "\x1b\x9b\x00\x07\u202e\u2066")


@pytest.mark.parametrize("current", list(SCREENS))
async def test_the_row_of_screens_marks_where_you_are(current: str) -> None:
    async with BareApp(TopLine(current)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        _title, tabs, rule = drawn(pilot).split("\n")[:3]
        assert tabs[rule.index("━") : rule.rindex("━") + 1].endswith(f" {SCREENS[current]}")
        assert all(label in tabs for label in SCREENS.values())
