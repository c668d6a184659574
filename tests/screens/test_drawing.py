"""ibtui itself, on a terminal: whatever is pressed, every cell is what Textual's own way would show."""

import asyncio
import os
import random
import shutil
from pathlib import Path
from typing import cast

import pytest
from textual.driver import Driver
from textual.pilot import Pilot

from ibtui.screens.lock import LockScreen
from ibtui.store import change, database, home
from ibtui.terminal import hangup
from tests.screens.conftest import PASSPHRASE, AppOnTuesday, Made, home_in, own_key, settled
from tests.terminal.glass import Glass, Watched, check_at_rest

FRAMES = int(os.environ.get("IBTUI_FRAMES", "60"))
SEED = int(os.environ.get("IBTUI_SEED", "0"))
KEYS = (
    *"1234567", *"nnaeizvt/:?+", *["down"] * 5, "up", "pagedown", "end", "home", *["enter"] * 5, *["escape"] * 6,
    "tab", "tab", "shift+tab", "space", "f1", "f4", "f5", "f8", "f9", "ctrl+n", "ctrl+o", "ctrl+g", "ctrl+r", "left",
    "right", "backspace", "f12", "small", "large",
)  # fmt: skip
SIZES = {"small": (40, 9), "large": (120, 40)}


class Drawn(Watched, AppOnTuesday):
    """The app on a terminal that is watched."""

    def get_driver_class(self) -> type[Driver]:
        return Glass


async def press(app: Drawn, pilot: Pilot[None], dice: random.Random, key: str) -> None:
    if key in SIZES:
        app.glass.resize(*(SIZES[key] if dice.random() < 0.5 else (80, 24)))
    elif isinstance(app.screen, LockScreen):
        await pilot.press(*PASSPHRASE.reveal(), "enter")
    else:
        await pilot.press(*[key] * dice.choice((1, 1, 2)))
    await settled(pilot)


def test_random_keys(practice_school: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seven screens, what opens from them, palette, help, forms, editor, lock, sizes, themes."""
    monkeypatch.setattr(hangup, "install", lambda *_: None)  # the keyboard of this process isn't the app's
    shutil.copytree(practice_school[0], tmp_path / "school")
    home.open_unlocked(home_in(tmp_path / "school"), own_key(practice_school))
    app, dice = Drawn(home_in(tmp_path / "school")), random.Random(SEED)
    problems: list[BaseException] = []
    seen: set[str] = set()

    async def go(anybody: Pilot[object]) -> None:
        pilot = cast(Pilot[None], anybody)
        try:
            await settled(pilot)
            while app.frames < FRAMES:
                key = dice.choice(KEYS)
                await press(app, pilot, dice, key)
                seen.add(type(app.screen).__name__)
                check_at_rest(app, f"seed {SEED}, frame {app.frames}, {key} on {app.screen}")
        except BaseException as error:  # noqa: BLE001  # the app would swallow it
            problems.append(error)
        finally:
            app.exit()

    try:
        asyncio.run(app.run_async(auto_pilot=go, size=(80, 24)))
    finally:
        database.close_store()
        change.forget_steps()
    for problem in problems:
        raise problem
    assert app.compared > FRAMES
    assert len(seen) > 5, seen
