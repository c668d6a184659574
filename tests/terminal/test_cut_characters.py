"""A sign that floats over half of a character: Textual cuts there, and not always in the same way.

These are the smallest of the random frames (`test_changed_cells.py`) in which that showed.
"""

import asyncio

import pytest
from rich.color import ColorSystem
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.widgets import Label

from ibtui.terminal.cells import Shown, cells_of, lay
from ibtui.terminal.looks import looks_of
from tests.terminal.glass import Glass, Watched, check_at_rest

FAMILY = "👩\u200d👩\u200d👧"
PLAIN = looks_of(None, ColorSystem.TRUECOLOR)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (FAMILY, (FAMILY, "")),
        ("👩\u200d", ("👩", "")),
        ("x\u200d", ("x",)),
        (" \u200d👧 x", (" ", " ", "x")),
        (" \u0301los", (" \u0301", "l", "o", "s")),
    ],
)
def test_of_a_joined_character_that_was_cut_only_what_can_be_seen_is_sent(
    text: str, cells: tuple[str, ...]
) -> None:
    """tmux joins a loose joiner with the letter that is put beside it later, and moves the rest of the row."""
    assert tuple(cells_of(text)) == cells


def test_no_joiner_is_left_at_the_end_of_a_piece() -> None:
    shown = Shown(6, 1, erases=False)
    row = shown.row(0)
    lay(row, 0, [("👩\u200d", PLAIN), ("abcd", PLAIN)], 6)
    assert "\u200d" not in shown.update({0: row}, (0, 0))


def test_what_textual_leaves_open_becomes_blank() -> None:
    """Also in the first frame, when nothing is known of the cell: else "\\0" was sent, in a look that isn't one."""
    shown = Shown(6, 1, erases=False)
    row = shown.row(0)
    lay(row, 0, [("ab", PLAIN)], 3)
    lay(row, 3, [("\ufe0f", PLAIN), ("de", PLAIN)], 6)
    assert row.letters == ["a", "b", " ", "d", "e", " "]
    sent = shown.update({0: row}, (0, 0))
    assert "\0" not in sent
    assert "?" not in sent


class Over(Watched):
    """A text in two boxes, and a sign that floats over it."""

    CSS = """
    Screen { layers: laag hoog; } Horizontal { height: 1; } #tekst { width: 12; background: #204060; }
    #rest { width: 1fr; background: #406020; } #zwevend { layer: hoog; width: 4; background: #602040; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(driver_class=Glass)
        self.animation_level = "none"
        self.text = text

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Label(self.text, id="tekst", markup=False)
            yield Label(" ▎rest", id="rest")
        yield Label("xxxx", id="zwevend")


SWEEP = (*range(-4, 14), *range(14, -4, -1), 30, 3, 30, 4, 30, 5, 1, 0, 30)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ab \u0301los", (30, 3)),
        ("e\u0301e\u0301n", (30, 2)),
        (f"ab {FAMILY} x", (0,)),
        ("ab ❤️ x", SWEEP),
        ("ab ❤️❤️ x", SWEEP),
        ("日本語 x", SWEEP),
    ],
    ids=["accent on a blank", "accent", "joined", "made wide", "made wide twice", "wide"],
)
def test_a_sign_that_moves_over_any_character(text: str, places: tuple[int, ...]) -> None:
    app = Over(text)
    app.console._color_system = ColorSystem.TRUECOLOR
    problems: list[BaseException] = []

    async def go(pilot: Pilot[object]) -> None:
        try:
            await pilot.pause(0.05)
            for x in places:
                app.query_one("#zwevend").styles.offset = (x, 0)
                await pilot.pause(0.02)
                check_at_rest(app, f"{text!r}, at {x}")
        except BaseException as error:  # noqa: BLE001  # the app would swallow it
            problems.append(error)
        finally:
            app.exit()

    asyncio.run(app.run_async(auto_pilot=go, size=(30, 3)))
    for problem in problems:
        raise problem
    assert app.compared
