"""The model of the terminal's screen: any row turns into any other one, cheaply."""

import os
import random

import pyte
import pytest
from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.style import Style

from ibtui.terminal.cells import Shown, lay, move
from ibtui.terminal.looks import change, looks_of
from ibtui.terminal.scrolling import Row
from tests.terminal.drawing_app import STYLES, WORDS
from tests.terminal.glass import Sheet, alike, look_in_pyte, seen

SCREENS = int(os.environ.get("IBTUI_FRAMES", "150")) // 25
SEED = int(os.environ.get("IBTUI_SEED", "0"))


def random_row(dice: random.Random, width: int, system: ColorSystem) -> list[tuple[str, Style]]:
    parts, left = [], width
    while left > 0:
        text = set_cell_size(
            dice.choice(WORDS) + " " * dice.choice((0, 1, 30)), min(left, dice.randint(1, 40))
        )
        parts.append((text, Style.parse(dice.choice(STYLES))))
        left -= cell_len(text)
    return parts


@pytest.mark.parametrize("erases", [True, False])
def test_random_rows(*, erases: bool) -> None:
    """Without an app: many more frames, that change and shift rows in every way."""
    dice, system = random.Random(SEED + erases), ColorSystem.TRUECOLOR
    for _ in range(SCREENS):
        width, height = dice.choice(((20, 5), (80, 24), (33, 12), (7, 3), (1, 1), (60, 10)))
        terminal, model = Sheet(width, height), Shown(width, height, erases=erases)
        stream = pyte.Stream(terminal)
        stream.feed("\x1b[?7l")
        wanted = [random_row(dice, width, system) for _ in range(height)]
        for _ in range(30):
            for _ in range(dice.choice((0, 1, 1, 3))):
                wanted[dice.randrange(height)] = random_row(dice, width, system)
            if dice.random() < 0.5:
                top, bottom = sorted((dice.randrange(height), dice.randrange(height)))
                wanted.insert(bottom, wanted.pop(top)) if dice.random() < 0.5 else wanted.insert(
                    top, wanted.pop(bottom)
                )
            rows = {}
            for y, parts in enumerate(wanted):
                rows[y] = model.row(y)
                lay(rows[y], 0, [(text, looks_of(style, system)) for text, style in parts], width)
            cursor = dice.randrange(width), dice.randrange(height)
            stream.feed(model.update(rows, cursor))
            assert model.update(rows, cursor) == ""
            assert (terminal.cursor.x, terminal.cursor.y) == cursor
            assert terminal.margins is None
            for y, parts in enumerate(wanted):
                x = 0
                for text, style in parts:
                    for start, end, cells in split_graphemes(text)[0]:
                        there, meant = seen(terminal.buffer[y][x]), text[start:end]
                        look = look_in_pyte(style, system, meant)
                        lost = not cells or (x + cells >= width and len(meant) > 1)  # see `_strip`
                        assert lost or alike(there, meant, look), (y, x, there, meant)
                        x += cells


@pytest.mark.parametrize("start", [None, *((x, y) for x in (0, 1, 9, 39) for y in (0, 4, 11))])
def test_moves_go_where_they_must(start: tuple[int, int] | None) -> None:
    for y in range(12):
        for x in range(40):
            terminal = Sheet(40, 12)
            stream = pyte.Stream(terminal)
            stream.feed("\x1b[5;7H" if start is None else f"\x1b[{start[1] + 1};{start[0] + 1}H")
            stream.feed(move(start, (x, y)))
            assert (terminal.cursor.x, terminal.cursor.y) == (x, y)


def test_a_letter_costs_a_letter() -> None:
    """With the cursor drawn behind it: the letter, the cursor's colours, a step back."""
    letters, cursor = (
        looks_of(Style.parse("white on black"), ColorSystem.STANDARD),
        Style.parse("reverse white on black"),
    )
    model = Shown(20, 2, erases=True)

    def frame(text: str) -> str:
        row = model.row(0)
        rest = " " * (19 - len(text))
        lay(row, 0, [(text, letters), (" ", looks_of(cursor, ColorSystem.STANDARD)), (rest, letters)], 20)
        return model.update({0: row}, (len(text), 0))

    frame("")
    frame("a")
    assert frame("ab") == "\x1b[27mb\x1b[7m \b"
    assert frame("ab") == ""


def test_a_bold_letter_is_never_sent_in_reverse() -> None:
    """Many terminals brighten the letter of a bold one, never its ground: the cursor would be of another colour."""
    text, cursor, bold = (
        looks_of(Style.parse(style), ColorSystem.EIGHT_BIT)
        for style in (
            "color(250) on color(16)", "color(16) on color(250)", "bold color(16) on color(250)"
        )
    )  # fmt: skip
    assert change(text.letter, cursor.letter)[0] == change(text.letter, cursor.blank)[0] == "\x1b[7m"
    assert change(text.letter, bold.letter)[0] == "\x1b[1;38;5;16;48;5;250m"
    assert change(text.letter._replace(attributes=1), cursor.blank)[0] == "\x1b[48;5;250m"


def test_a_list_that_scrolls_is_moved_by_the_terminal() -> None:
    look = looks_of(None, ColorSystem.STANDARD)
    model = Shown(40, 10, erases=True)

    def frame(first: int) -> str:
        rows: dict[int, Row] = {}
        for y in range(10):
            rows[y] = model.row(y)
            word = chr(97 + (first + y) % 26) * 5
            lay(rows[y], 0, [(f"{word} in een {word}-lijst".rjust(40), look)], 40)
        return model.update(rows, (0, 0))

    frame(10)
    assert len(frame(11)) < 70
    assert "\x1bM" in frame(10)
