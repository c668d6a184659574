"""The quick text area shows at every moment what Textual's own would show."""

import random
from collections.abc import Sequence

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import TextArea

from ibtui.terminal.lean_area import LeanArea

_KEYS = (
    "a", "é", "space", "enter", "backspace", "delete", "up", "down", "left", "right", "pageup", "pagedown", "home",
    "end", "shift+up", "shift+down", "shift+right", "ctrl+right", "ctrl+z", "ctrl+y", "ctrl+k", "ctrl+u", "ctrl+w",
)  # fmt: skip


class _App(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.area = LeanArea(text, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.area.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self.area

    def on_mount(self) -> None:
        self.area.focus()


def _text(lines: int) -> str:
    return "\n".join(f"regel {number} " + "woord " * (number % 25) for number in range(lines))


def _cells(strips: Sequence[Strip]) -> list[list[tuple[str, Style | None]]]:
    return [[(char, part.style) for part in strip for char in part.text] for strip in strips]


async def _drawn(pilot: Pilot[None]) -> list[list[tuple[str, Style | None]]]:
    """What the screen shows by what was drawn again, and nothing more."""
    await pilot.pause()
    return _cells(pilot.app.screen._compositor.render_strips())


async def _drawn_whole(pilot: Pilot[None], area: LeanArea) -> list[list[tuple[str, Style | None]]]:
    """The same after everything was drawn again."""
    area.refresh()
    area._styles_cache.clear()
    return await _drawn(pilot)


@pytest.mark.parametrize("seed", range(3))
async def test_after_any_key_the_screen_is_what_drawing_everything_would_give(seed: int) -> None:
    chance = random.Random(seed)
    app = _App(_text(120))
    async with app.run_test(size=(60, 18)) as pilot:
        for _ in range(60):
            key = chance.choice(_KEYS)
            await pilot.press(key)
            shown = await _drawn(pilot)
            assert shown == await _drawn_whole(pilot, app.area), key


async def test_a_letter_draws_the_rows_of_its_line_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _App(_text(3000))
    async with app.run_test(size=(60, 18)) as pilot:
        app.area.move_cursor((1500, 3), center=True)
        await pilot.pause()
        rows: list[int] = []
        asked = LeanArea.render_line

        def render_line(area: LeanArea, y: int) -> Strip:
            rows.append(y)
            return asked(area, y)

        monkeypatch.setattr(LeanArea, "render_line", render_line)
        await pilot.press("x")
        await pilot.pause()
        first, last = app.area.wrapped_document.rows(1500)
        assert set(rows) <= set(range(first - app.area.scroll_offset.y, last - app.area.scroll_offset.y + 1))


async def test_a_letter_never_asks_for_the_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _App(_text(3000))
    async with app.run_test(size=(60, 18)) as pilot:
        app.area.move_cursor((1500, 3), center=True)
        await pilot.pause()

        def whole(_area: TextArea) -> str:
            raise AssertionError("the whole text was asked for")

        monkeypatch.setattr(TextArea, "text", property(whole))
        await pilot.press("x", "y", "z")
        await pilot.pause()
        assert app.area.document.get_line(1500).startswith("regxyz")
        monkeypatch.undo()


async def test_its_height_is_that_of_textuals_own_document() -> None:
    app = _App(_text(200))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("enter", "a", "ctrl+z", "pagedown", "backspace", "enter")
        document = app.area.wrapped_document
        assert document.height == sum(len(offsets) + 1 for offsets in document._wrap_offsets)
        assert document.rows(0)[0] == 0
        assert document.rows(app.area.document.line_count - 1)[1] == document.height - 1


async def test_every_change_is_told_before_it_is_drawn() -> None:
    app = _App("een")
    told: list[str] = []
    async with app.run_test(size=(40, 12)) as pilot:
        app.area.on_edit = lambda: told.append(app.area.text)
        await pilot.press("a", "ctrl+z", "ctrl+y")
        assert told == ["aeen", "een", "aeen"]
        assert app.area.edits == 3


async def test_an_opening_bracket_without_a_partner_is_not_looked_for() -> None:
    app = _App("(" + _text(50))
    async with app.run_test(size=(40, 12)):
        assert app.area.find_matching_bracket("(", (0, 0)) is None


async def test_other_colours_are_taken_over() -> None:
    app = _App("een\ntwee")
    async with app.run_test(size=(40, 12)) as pilot:
        before = await _drawn(pilot)
        app.theme = "textual-light"
        after = await _drawn(pilot)
        assert after != before
        assert after == await _drawn_whole(pilot, app.area)
