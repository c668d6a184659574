"""What a letter costs on a terminal, drawing all of it again, and leaving it in its own colours."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from rich.color import ColorSystem
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from ibtui.terminal.lean_area import LeanArea
from tests.terminal.conftest import SmallApp
from tests.terminal.glass import Glass, Watched, check_at_rest

LETTER = 14
"""Bytes at most: the letter, the cursor behind it, and back to the text's own colours."""


class Page(Watched):
    """A text, and nothing else."""

    CSS = "LeanArea { border: none; } .text-area--cursor { background: #dcdfe6; color: #15171c; text-style: none; }"

    def __init__(self) -> None:
        super().__init__(driver_class=Glass)

    def compose(self) -> ComposeResult:
        area = LeanArea("een\n\ndrie", show_line_numbers=False, highlight_cursor_line=False)
        area.styles.background, area.styles.color = "#15171c", "#dcdfe6"
        area.cursor_blink = False
        yield area

    async def press(self, pilot: Pilot[object], key: str) -> None:
        """Press it and wait until it's drawn."""
        self.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause(0.05)


def on_glass(app: Page, go: Callable[[Pilot[object]], Awaitable[None]]) -> None:
    problems: list[BaseException] = []

    async def drive(pilot: Pilot[object]) -> None:
        try:
            await pilot.pause(0.05)
            await go(pilot)
        except BaseException as error:  # noqa: BLE001  # the app would swallow it
            problems.append(error)
        finally:
            app.exit()

    asyncio.run(app.run_async(auto_pilot=drive, size=(80, 24)))
    for problem in problems:
        raise problem


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_a_typed_letter_is_a_dozen_bytes(system: ColorSystem) -> None:
    app = Page()
    app.console._color_system = system

    async def go(pilot: Pilot[object]) -> None:
        for key in ("down", "R", "o"):
            await app.press(pilot, key)
        for key in "shoortnu":
            await app.press(pilot, key)
            assert len(app.glass.last) <= LETTER, app.glass.last
        check_at_rest(app, "typed")

    on_glass(app, go)


def test_f5_draws_over_what_another_program_wrote() -> None:
    app = Page()

    async def go(pilot: Pilot[object]) -> None:
        app.glass.stream.feed("\x1b[1;1H\x1b[31mKernel: out of paper\x1b[m\x1b[2;5H")
        app.lost = True
        await app.press(pilot, "f5")
        assert not app.lost
        check_at_rest(app, "f5")

    on_glass(app, go)


def test_alles_tekenen_is_textuals_own_way() -> None:
    app = Page()
    app.draw_all = True

    async def go(pilot: Pilot[object]) -> None:
        for key in "Roos":
            await app.press(pilot, key)
        assert len(app.glass.output) > 4 * 80
        assert app._shown is None
        assert "Rooseen" in "".join(app.glass.screen.buffer[0][x].data for x in range(9))

    on_glass(app, go)


def test_a_bell_or_a_title_disturbs_nothing() -> None:
    app = Page()

    async def go(pilot: Pilot[object]) -> None:
        app.bell()
        app.copy_to_clipboard("Roos")
        app.glass.write("\x1b]0;ibtui\x07\x1b]22;pointer\x07")
        await app.press(pilot, "x")
        check_at_rest(app, "bell")

    on_glass(app, go)


def test_it_leaves_the_terminal_in_its_own_colours(small_app: SmallApp) -> None:
    terminal = small_app().sees("kleine app").press("ctrl+q")
    assert terminal.exit_code() == 0
    plain, back = terminal.output.rindex(b"\x1b[m"), terminal.output.rindex(b"\x1b[?1049l")
    assert plain < back
    assert b"m" not in terminal.output[plain + 3 : back].replace(b"\x1b[?", b"")
