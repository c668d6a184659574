"""A terminal that draws signs badly gets plain ones, each as wide as what it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.scrollbar import ScrollBarRender

from ibtui.settings import Settings
from ibtui.terminal.signs import is_poor, table
from tests.terminal.conftest import ROOT

UTF8 = {"TERM": "xterm-256color", "LANG": "nl_NL.UTF-8"}


def plain(text: str, encoding: str = "utf-8") -> str:
    found = table(UTF8, Settings(signs="kaal"), encoding)
    assert found is not None
    return text.translate(found)


def signs_of_ours() -> set[str]:
    """What stands in the source of all that is shown and isn't ASCII."""
    rooms = ("screens", "widgets", "care", "terminal")
    files = [path for room in rooms for path in Path(ROOT, "ibtui", room).glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in (*files, ROOT / "ibtui" / "commands.py"))
    return {char for char in text if char > "\x7f"} - set("％﹪")  # those two are only read


def test_a_terminal_that_can_draw_them_gets_them_as_they_are() -> None:
    assert table(UTF8, Settings(), "utf-8") is None
    assert table({"TERM": "linux", "LANG": "C"}, Settings(signs="gewoon"), "UTF-8") is None


@pytest.mark.parametrize(
    ("env", "poor"),
    [
        ({"TERM": "xterm", "LANG": "C.UTF-8"}, False),
        ({"TERM": "tmux-256color", "LANG": "nl_NL.utf8"}, False),
        ({"TERM": "vte-256color", "LANG": "en_US.UTF-8"}, False),
        ({"TERM": "xterm", "LANG": "C", "LC_CTYPE": "nl_NL.UTF-8"}, False),
        ({"TERM": "xterm", "LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, True),
        ({"TERM": "xterm", "LANG": "nl_NL@euro"}, True),
        ({"TERM": "xterm", "LANG": "nl_NL.ISO-8859-1"}, True),
        ({"TERM": "xterm"}, True),
        ({"TERM": "linux", "LANG": "C.UTF-8"}, True),
        ({"TERM": "vt220", "LANG": "C.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, True),
    ],
)
def test_which_terminals_get_plain_ones(env: dict[str, str], poor: bool) -> None:
    assert is_poor(env) == poor
    assert (table(env, Settings(), "utf-8") is not None) == poor


def test_every_sign_of_ours_has_a_plain_one_of_the_same_width() -> None:
    wrong = {char for char in signs_of_ours() if not char.isalpha() and not plain(char).isascii()}
    assert wrong == set()
    assert {char for char in signs_of_ours() if len(plain(char)) != cell_len(char)} == set()


def test_a_scroll_bar_shows_no_question_marks() -> None:
    drawn = "".join((*ScrollBarRender.VERTICAL_BARS, *ScrollBarRender.HORIZONTAL_BARS))
    assert plain(drawn).isascii()
    assert "?" not in plain(drawn)
    assert len(plain(drawn)) == len(drawn)


def test_lines_and_words() -> None:
    assert plain("┌─┬┐│━ ✓ ▸ · …") == "+-++|= v > - ~"
    assert plain("Zoë van ’t Hart–Müller") == "Zoë van 't Hart-Müller"
    assert plain("\x1b[38;5;9m! te laat\x1b[0m") == "\x1b[38;5;9m! te laat\x1b[0m"


def test_a_letter_that_the_terminal_has_not_got_goes_without_its_accent() -> None:
    assert plain("Zoë Łukasz", "iso8859-1") == "Zoë Lukasz"
    assert plain("Zoë Łukasz Øre", "ascii") == "Zoe Lukasz Ore"
    assert plain("Анна 愛", "iso8859-1") == "???? ??"
    assert plain("e\u0301 👍", "ascii") == "e ??"


def test_what_a_person_typed_is_as_wide_as_before_and_has_no_signs_left() -> None:
    assert plain("Ａ，B", "iso8859-1") == "A , B"  # letters of two cells
    assert plain("zie §3, 5‰ †") == "zie ?3, 5? ?"


def test_signs_that_mean_different_things_stay_different() -> None:
    assert len({plain(sign) for sign in "✓✗○●…!"}) == 6
    assert len({plain(sign) for sign in "▸›"}) == 2
    assert len({plain(sign) for sign in "☐☑"}) == 2
    assert len({plain(sign) for sign in " ░▒█"}) == 4
