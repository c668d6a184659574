"""Every cell of the terminal is what Textual meant to show, though only the cells that changed are sent.

A real app draws random frames; after each of them pyte, fed with what is sent, is compared with pyte fed with what
Textual's own way would send. `IBTUI_FRAMES=20000` draws so many of them, and `IBTUI_SEED=7` other ones.
"""

import asyncio
import inspect
import os
import random

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import SGR_STYLES
from textual.widgets import Label

from tests.terminal.drawing_app import OFTEN, PLAIN_WORDS, SELDOM, WORDS, Frames, notify, palette
from tests.terminal.glass import check_at_rest

FRAMES = int(os.environ.get("IBTUI_FRAMES", "100"))
SEED = int(os.environ.get("IBTUI_SEED", "0"))


def to_come(app: Frames) -> bool:
    """Whether somebody has a message still to be read, or something to be drawn that the screen doesn't know of yet."""
    widgets = [app.screen, *app.screen.query("*")]
    pumps: list[MessagePump] = [app, *widgets]
    unread = [pump for pump in pumps if pump.message_queue_size or pump._next_callbacks]
    unasked = [
        one for one in widgets if one._repaint_required or one._layout_required or one._scroll_required
    ]
    return bool(unread or unasked)


async def settled(app: Frames, pilot: Pilot[object]) -> None:
    """Until all that was asked for is drawn."""
    for _ in range(200):
        await pilot.pause(0)
        screen = app.screen
        waiting = (
            to_come(app) or screen._callbacks or screen._dirty_widgets
            or screen._layout_required or screen._repaint_required or screen._scroll_required
            or app.animator._animations or app.animator._scheduled  # a jump takes one of its ticks too
            or screen._compositor._dirty_regions or app._resize_timer is not None or app._resize_event is not None
            or tuple(screen._compositor.size) != (app.glass.screen.columns, app.glass.screen.lines)
        )  # fmt: skip
        if not waiting:
            return
        await asyncio.sleep(0.002)
    raise AssertionError(
        f"it goes on drawing: {waiting!r} {app.screen} {app.size} {app.glass.screen.columns}"
    )


def draw_frames(app: Frames, frames: int, why: str) -> None:
    dice = app.dice
    # Textual forgets to draw where a toast was, and has an odd sign in its palette: never both, so that its own way
    # can be asked what it forgot.
    unfit = notify if app.words is WORDS else palette
    seldom = [deed for deed in SELDOM if deed is not unfit]
    problems: list[BaseException] = []

    async def go(pilot: Pilot[object]) -> None:
        try:
            while app.frames < frames:
                done: list[str] = []
                for _ in range(dice.choice((1, 1, 2, 4))):
                    deed = dice.choice(seldom if dice.random() < 0.1 else OFTEN)
                    deed(app, dice)
                    done.append(deed.__name__)
                    await pilot.pause(0)
                await settled(app, pilot)
                check_at_rest(app, f"{why}, frame {app.frames}, after {done}")
        except BaseException as error:  # noqa: BLE001  # the app would swallow it
            problems.append(error)
        finally:
            app.exit()

    asyncio.run(app.run_async(auto_pilot=go, size=(80, 24)))
    for problem in problems:
        raise problem


@pytest.mark.parametrize(
    ("term", "system", "part", "words"),
    [
        ("xterm-256color", ColorSystem.TRUECOLOR, 30, WORDS),
        ("xterm-256color", ColorSystem.EIGHT_BIT, 20, PLAIN_WORDS),
        ("screen-256color", ColorSystem.TRUECOLOR, 30, PLAIN_WORDS),
        ("linux", ColorSystem.STANDARD, 20, PLAIN_WORDS),
    ],
    ids=["odd words", "256 colours", "in screen", "16 colours"],
)
def test_random_frames(
    term: str, system: ColorSystem, part: int, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    app = Frames(random.Random(SEED + part), words)
    app.console._color_system = system
    draw_frames(app, FRAMES * part // 100, f"seed {SEED}")
    assert app.compared > app.frames
    assert words is WORDS or not app.left_out


def test_what_textual_forgets_when_the_screen_behind_changes_is_drawn_all_the_same() -> None:
    """Textual (8.2.8) then asks the front screen to draw that part, and `Screen._on_timer_update` drops the list of
    the widgets that were to be drawn."""
    app = Frames(random.Random(0), PLAIN_WORDS)
    found: list[bool] = []

    async def go(pilot: Pilot[object]) -> None:
        await settled(app, pilot)
        screen, label = app.screen, app.query_one("#een", Label)
        label.update("heel anders", layout=False)
        label._set_dirty()
        screen._dirty_widgets.add(label)
        screen.refresh(Region(79, 23, 1, 1))
        screen._on_timer_update()
        found.append("heel anders" in "\n".join(app.glass.screen.display))
        app.exit()

    asyncio.run(app.run_async(auto_pilot=go, size=(80, 24)))
    assert found == [True]


def test_the_names_of_textual_that_it_uses() -> None:
    """When one of these moves, `lean_display.py` must move along."""
    for name in ("_display", "_handle_exception", "_background_screens"):
        assert hasattr(App, name)
    app = Frames(random.Random(0))
    for name in (
        "_batch_count",
        "_running",
        "_closed",
        "_driver",
        "_sync_available",
        "_previous_cursor_position",
    ):
        assert hasattr(app, name)
    assert hasattr(app.console, "_color_system")
    assert hasattr(Screen(), "_dirty_widgets")
    for name in ("render_update", "cuts"):
        assert hasattr(Compositor, name)
    assert set(inspect.signature(ChopsUpdate).parameters) == {"chops", "spans", "chop_ends"}
    assert set(inspect.signature(LayoutUpdate).parameters) == {"strips", "region"}
    assert SGR_STYLES == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"]
    assert {"_attributes", "_set_attributes"} <= set(Style.__slots__)
