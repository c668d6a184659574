"""A groot overleg from its agenda to its read-out promises, key by key in a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ibtui import settings
from ibtui.practice import PRACTICE_PASSPHRASE
from ibtui.secret import Secret
from ibtui.store import actions, database, minutes
from ibtui.store.home import open_home
from ibtui.store.schools import current
from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))
TYPED = 'é ë ï ö ü ç ’t \'s-Hertogenbosch "ja" ~ ^ ` [/] Zoë zei: ‘mooi’ – 5 °C €3'
PAGES = "".join(
    f"- bladzijde {number // 40 + 1}, regel {number}: Roos’ moeder belt 's morgens vóór half negen, één keer\n"
    for number in range(400)
)
"""Ten pages out of a word processor."""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return tmp_path / "school"


@pytest.fixture
def talk(tmp_path: Path, school: Path) -> Iterator[Terminal]:
    """The editor of today's groot overleg, opened for the first time."""
    environment = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }
    with Terminal([IBTUI, "demo", "--map", str(school)], env=environment) as terminal:
        terminal.sees("Nog te doen", seconds=60).press("a").sees(
            "Groot overleg · Roos van Dijk", "## Waarom zitten"
        )
        yield terminal


@contextmanager
def opened(school: Path) -> Iterator[minutes.MinutesText]:
    """What the store has of the talk, read after the app ended."""
    open_home(settings.home({"IBTUI_HOME": str(school)}), Secret(PRACTICE_PASSPHRASE))
    try:
        rows = minutes.list_minutes(current().id, text="Wat ligt er nog")
        newest = max(rows, key=lambda row: row.id)
        yield minutes.load(newest.id)
    finally:
        database.close_store()


def ended(talk: Terminal) -> None:
    """Esc leaves the text at once; q stops."""
    talk.press("escape").sees("Nog te doen").press("q")
    assert talk.exit_code() == 0


def test_what_a_dutch_keyboard_types_and_pastes_is_there_letter_by_letter(
    talk: Terminal, school: Path
) -> None:
    for letter in TYPED:
        talk.type(letter)
    talk.sees("’t 's-Hertogenbosch").press("enter").paste(PAGES).sees("regel 399", "bewaard")
    ended(talk)
    with opened(school) as row:
        assert f"{TYPED}\n{PAGES}" in row.text


def test_the_talk_is_led_written_and_read_out(talk: Terminal, school: Path) -> None:
    talk.sees("Onderaan staat wat er nog ligt").press("ctrl+n").type("Roos leest thuis met opa").press(
        "enter"
    )
    talk.press("ctrl+t").type("moeder komt binnen").press("enter").sees("moeder komt binnen")
    talk.type("! @An").sees("▸ Ans").press("tab").sees("! @Ans:").type(" oefent elke dag tien minuten > vr")
    talk.press("enter").type("! @pietje: belt").sees("2 afspraken", "wie is pietje?", "bewaard")
    talk.press("ctrl+o").sees("Nog niet duidelijk", "Afspraken").press("escape").sees("## Waarom zitten")
    talk.press("ctrl+l").sees("Tijdlijn").press("escape").sees("## Waarom zitten")
    talk.press("ctrl+r").sees("Eerst aanvullen", "Juf Ans: oefent elke dag tien minuten", "0 van 2 akkoord")
    talk.press("enter").sees("1 van 2 akkoord").press("enter").sees("2 akkoord, 1 nog niet compleet")
    talk.press("escape").sees("## Waarom zitten")
    ended(talk)
    with opened(school) as row:
        assert "## Wat gaat er goed\nRoos leest thuis met opa\n" in row.text
        items = actions.of_minutes(row.id)
        assert [item.what for item in items] == ["oefent elke dag tien minuten", "belt"]
        assert all(item.confirmed_on == database.today() for item in items)


def test_undo_goes_back_over_the_whole_talk(talk: Terminal, school: Path) -> None:
    for number in range(12):
        talk.type(f"regel {number}").press("enter")
    talk.sees("regel 11", "bewaard").press("escape").sees("Nog te doen").press("a").sees("regel 0")
    for _ in range(30):
        talk.press("ctrl+z")
    talk.wait_gone("regel 0").sees("bewaard")
    ended(talk)
    with opened(school) as row:
        assert "regel" not in row.text.split("## Wat gaat er goed")[0]
