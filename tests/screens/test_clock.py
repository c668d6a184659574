"""The clock of a screen, also after another one covered it."""

import datetime as dt

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.widgets.frame import TopLine
from tests.screens.conftest import settled, shown


def _time(pilot: Pilot[None]) -> str:
    return shown(pilot).split("\n")[0].rpartition("· ")[2].strip()


async def test_a_screen_that_was_covered_shows_the_time_as_it_is_now(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [dt.datetime(2026, 11, 24, 9, 59, 59)]
    monkeypatch.setattr(empty_app, "now", lambda: clock[0])
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        week = empty_app.screen
        week.query_one(TopLine).show_clock()
        await settled(pilot)
        assert _time(pilot) == "09:59"
        await pilot.press("question_mark")
        await settled(pilot)
        clock[0] += dt.timedelta(minutes=1)
        week.query_one(TopLine)._tick()  # its minute is over while the help covers it
        await pilot.press("escape")
        await settled(pilot)
        assert empty_app.screen is week
        assert _time(pilot) == "10:00"
