"""Pictures of every screen. When one changed on purpose: `make snapshots`, look at the pictures, then commit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from textual.app import App
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens import export_memory, left_lines
from ibtui.screens.editor_saving import Saving
from ibtui.screens.wizard import RecoveryScreen
from ibtui.secret import Secret
from tests.contrast import too_faint
from tests.screens import states
from tests.screens.conftest import TODAY, AppOnTuesday, Made, home_in, settled
from tests.screens.states import State

MOMENT = dt.datetime.combine(TODAY, dt.time(13, 24, 7)).astimezone()
"""What the clock says in every picture; the app's own says the same (conftest.py)."""

SMALL, WIDE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])


class Compare:
    """Compares what an app shows with the picture that lies in `__snapshots__`, one a test."""

    def __init__(self, plugin: Callable[..., bool]) -> None:
        self._plugin = plugin

    def __call__(self, app: App[None], state: State | None = None, size: tuple[int, int] = SMALL) -> bool:
        """Whether the app, brought into `state`, looks as it did. Every word in it must stand out enough."""

        async def there(pilot: Pilot[None]) -> None:
            await settled(pilot)
            if state is not None:
                await state(pilot)
                await settled(pilot)
            assert too_faint(pilot.app.screen._compositor.render_strips(pilot.app.size)) == []

        run_before: Callable[[Pilot[None]], Awaitable[None]] = there
        return self._plugin(app, terminal_size=size, run_before=run_before)


@pytest.fixture
def looks_the_same(snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> Iterator[Compare]:
    """At a fixed moment, with nothing left over from another test."""
    monkeypatch.setattr(left_lines, "kept", {})
    export_memory.forget()  # reasons that another test gave would be offered
    monkeypatch.setattr(Saving, "RETRY", 600.0)  # what can't be saved stays so
    with time_machine.travel(MOMENT, tick=False):
        yield Compare(snap_compare)


@SIZES
@pytest.mark.parametrize("name", states.SCREENS)
def test_screen(name: str, size: tuple[int, int], practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, states.SCREENS[name], size)


@SIZES
@pytest.mark.parametrize("name", states.EDITOR)
def test_editor(name: str, size: tuple[int, int], practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, states.EDITOR[name], size)


@pytest.mark.parametrize("name", states.OVER_THE_EDITOR)
def test_over_the_editor(name: str, practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, states.OVER_THE_EDITOR[name])


@pytest.mark.parametrize("name", states.OVER_A_SCREEN)
def test_over_a_screen(name: str, practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, states.OVER_A_SCREEN[name])


@pytest.mark.parametrize("name", states.EMPTY)
def test_empty_school(name: str, empty_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(empty_app, states.EMPTY[name])


def test_lock(practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, states.keys("L"))


def test_too_small(practice_app: IbApp, looks_the_same: Compare) -> None:
    assert looks_the_same(practice_app, size=(40, 10))


def test_unlock(practice_school: Made, looks_the_same: Compare) -> None:
    assert looks_the_same(AppOnTuesday(home_in(practice_school[0])))


def test_wizard(tmp_path: Path, looks_the_same: Compare) -> None:
    assert looks_the_same(AppOnTuesday(home_in(tmp_path / "nieuw")))


def test_recovery_key(tmp_path: Path, looks_the_same: Compare) -> None:
    key = Secret("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-5")

    async def made(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(RecoveryScreen(key))

    assert looks_the_same(AppOnTuesday(home_in(tmp_path / "nieuw")), made)
