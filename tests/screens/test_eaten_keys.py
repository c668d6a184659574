"""Keys that terminals keep for themselves: none of them is the only way to do a thing."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import ibtui.screens
import ibtui.widgets
from ibtui.app import IbApp
from ibtui.care.minutes import Mark
from ibtui.commands import COMMANDS, EVERYWHERE, TEXT_SCREENS, command, commands_of
from ibtui.screens.base import IbScreen
from tests.screens.conftest import ib_screen, settled, shown, typed

EATEN = {
    "tmux": {"ctrl+b"},
    "screen": {"ctrl+a"},
    "byobu": {"ctrl+a", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f11", "f12"},
    "VS Code": {
        "ctrl+e", "ctrl+f", "ctrl+j", "ctrl+k", "ctrl+p", "ctrl+r", "ctrl+w", "ctrl+b", "ctrl+n", "ctrl+o", "ctrl+g",
        "ctrl+q", "f1", "f3", "f4", "f5", "f6", "f10", "f11", "ctrl+f4", "ctrl+pageup", "ctrl+pagedown",
        "ctrl+up", "ctrl+down", "shift+up", "shift+down", "shift+pageup", "shift+pagedown",
    },
    "Windows Terminal": {
        "f11", "alt+enter", "alt+f4", "alt+space", "alt+left", "alt+right", "alt+up", "alt+down", "ctrl+c", "ctrl+v",
        "ctrl+plus", "ctrl+minus", "ctrl+0", "ctrl+tab", "ctrl+shift+p",
    },
    "PuTTY": {"alt+f4", "alt+space", "alt+enter", "shift+pageup", "shift+pagedown", "ctrl+pageup", "ctrl+pagedown",
              "shift+insert", "shift+up", "shift+down", "shift+left", "shift+right"},
    "GNOME and KDE": {"f1", "f10", "f11", "f12", "alt+f", "alt+e", "alt+v", "alt+1", "ctrl+pageup", "ctrl+pagedown"},
    "a browser": {"ctrl+n", "ctrl+t", "ctrl+w", "ctrl+l", "ctrl+s", "ctrl+f", "ctrl+o", "ctrl+p", "ctrl+u", "ctrl+r",
                  "f1", "f3", "f5", "f6", "f7", "f11", "f12", "alt+left", "alt+right"},
    "flow control": {"ctrl+s", "ctrl+q"},
    "a Mac": {"f11", "f12", "ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right", "insert"},
    "bytes that are another key": {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"},
    "signals": {"ctrl+c", "ctrl+z", "ctrl+backslash", "ctrl+y"},
    "a US-International keyboard": {
        "apostrophe", "quotation_mark", "grave_accent", "tilde", "circumflex_accent", "alt",
    },
}  # fmt: skip
"""By who keeps them. Some only as they come, or with some setting: then a person doesn't know either."""

DEAD = "'\"`~^"
"""Keys that wait for a letter on a US-International keyboard."""

ANOTHER_WAY = {
    ("FormScreen", "ctrl+s"): "Esc, then b for bewaren",
    ("PickScreen", "ctrl+s"): "Esc",
    ("LockingApp", "f12"): "L in a list, the palette in a text; after a while the lock falls by itself",
    ("PassphraseField", "ctrl+u,ctrl+w"): "Backspace",
}
"""Keys of windows without a palette that have another way, which isn't a key of the same binding."""


def windows() -> Iterator[tuple[type[DOMNode], Binding]]:
    """The keys of all that isn't a screen with a palette: forms, questions, lists, texts."""
    seen = set()
    for package in (ibtui.screens, ibtui.widgets):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for cls in vars(module).values():
                own = isinstance(cls, type) and issubclass(cls, DOMNode) and cls.__module__ == module.__name__
                if own and not issubclass(cls, IbScreen) and cls not in seen:
                    seen.add(cls)
                    for item in cls.__dict__.get("BINDINGS", ()):
                        yield cls, item if isinstance(item, Binding) else Binding(*item)


def commands_in(cls: type[DOMNode]) -> set[str]:
    """The keys that a text passes on to its screen: those are commands."""
    return {
        key
        for item in cls.__dict__.get("BINDINGS", ())
        for key in item.key.split(",")
        if "screen.run" in item.action
    }


@pytest.mark.parametrize("who", EATEN)
def test_nobody_keeps_every_key_of_the_palette(who: str) -> None:
    assert not set(command("palette").keys.split(",")) <= EATEN[who]


def test_the_palette_is_on_every_screen_and_has_all_that_is_done_there() -> None:
    for screen in {where for item in COMMANDS for where in item.where} - {EVERYWHERE}:
        there = commands_of(screen)
        assert command("palette") in there, screen
        assert [item.id for item in COMMANDS if screen in item.where and item not in there] == [], screen


@pytest.mark.parametrize("who", EATEN)
def test_no_key_of_a_window_is_the_only_way(who: str) -> None:
    alone = []
    for cls, binding in windows():
        keys = set(binding.key.split(","))
        if keys <= EATEN[who] and not keys & commands_in(cls):
            twins = {key for other_cls, other in windows() if other_cls is cls and other.action == binding.action
                     for key in other.key.split(",")}  # fmt: skip
            if twins <= EATEN[who] and (cls.__name__, binding.key) not in ANOTHER_WAY:
                alone.append((cls.__name__, binding.key, binding.action))
    assert alone == []


def test_no_command_and_no_mark_is_a_dead_key() -> None:
    assert [
        item.id for item in COMMANDS if set(item.keys.split(",")) & EATEN["a US-International keyboard"]
    ] == []
    assert not [mark for mark in Mark if set(mark.value) & set(DEAD)]
    assert not [item.id for item in COMMANDS if "alt+" in item.keys or "ctrl+shift" in item.keys]


async def test_f9_brings_the_palette_in_a_list_and_in_a_text(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for way in ((), ("a",)):
            await typed(pilot, *way, "f9")
            assert "Opdrachten" in shown(pilot)
            await typed(pilot, "escape")
        assert ib_screen(pilot).SCREEN in TEXT_SCREENS


async def test_f8_is_the_other_theme_and_every_widget_follows(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for way in ("1", "5"):
            await typed(pilot, way)
            before = colours_of(pilot.app.screen)
            await typed(pilot, "f8")
            assert before.isdisjoint(colours_of(pilot.app.screen))
            await typed(pilot, "f8")
            assert colours_of(pilot.app.screen) == before


def colours_of(screen: Screen[object]) -> set[str]:
    """The backgrounds that stand on the screen."""
    strips = screen._compositor.render_strips(screen.app.size)
    return {
        segment.style.bgcolor.name
        for strip in strips
        for segment in strip
        if segment.style and segment.style.bgcolor
    }
