"""A terminal may draw a wide sign in one cell: nothing of what stood there before is left beside it."""

from __future__ import annotations

import pyte
import pytest
from rich.color import ColorSystem

from ibtui.terminal.cells import Shown, lay
from ibtui.terminal.looks import looks_of

PLAIN = looks_of(None, ColorSystem.TRUECOLOR)


@pytest.mark.parametrize("sign", ["❤️", "👩‍👧", "愛"])
@pytest.mark.parametrize("drawn", ["♥", "愛"], ids=["narrow", "wide"])
@pytest.mark.parametrize("column", [0, 3, 8])
def test_nothing_is_left_beside_it(sign: str, drawn: str, column: int) -> None:
    screen = pyte.Screen(10, 1)
    screen.reset_mode(pyte.modes.DECAWM)
    stream, shown = pyte.Stream(screen), Shown(10, 1, erases=False)
    for text in ("x" * 10, " " * column + sign + " " * (8 - column)):
        row = shown.row(0)
        lay(row, 0, [(text, PLAIN)], 10)
        stream.feed(shown.update({0: row}, (0, 0)).replace(sign, drawn))
    assert screen.display[0].replace(drawn, "").strip() == ""
    assert screen.buffer[0][column].data == drawn
