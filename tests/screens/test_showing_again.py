"""A screen that is shown again is drawn with the styles it has: working them out again took longer than drawing."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen

from bench.views import MAIN, counted
from ibtui.app import IbApp
from tests.screens.conftest import ib_screen, settled, typed

NARROW, WIDE = (80, 24), (120, 40)


@contextmanager
def styled(app: App[None]) -> Iterator[list[DOMNode]]:
    """The nodes whose styles are worked out while the block runs."""
    seen: list[DOMNode] = []
    original = app.stylesheet.update_nodes

    def update_nodes(nodes: Iterable[DOMNode], animate: bool = False) -> None:
        found = list(nodes)
        seen.extend(found)
        original(found, animate=animate)

    app.stylesheet.update_nodes = update_nodes  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        del app.stylesheet.update_nodes


def styles_of(screen: Screen[object]) -> list[tuple[str, object, object]]:
    """Of each node its rules, and the colours that come of them, those of its parts too."""
    found: list[tuple[str, object, object]] = []
    for node in screen.walk_children(with_self=True):
        parts = sorted(node._component_styles.items())
        colours = [(name, styles.color, styles.background, styles.text_style) for name, styles in parts]
        found.append((repr(node), node.styles.base.get_rules(), (node.rich_style, colours)))
    return found


async def expect_right(pilot: Pilot[None]) -> None:
    """Working them out now would change none."""
    screen = pilot.app.screen
    before = styles_of(screen)
    screen.update_node_styles(animate=False)
    assert styles_of(screen) == before
    await settled(pilot)


async def test_a_screen_that_is_shown_again_keeps_its_styles(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, *MAIN.values())
        with styled(practice_app) as seen:
            await typed(pilot, *MAIN.values())
        assert seen == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_styles_that_are_kept_are_the_right_ones(
    practice_app: IbApp, size: tuple[int, int]
) -> None:
    async with practice_app.run_test(size=size) as pilot:
        for key in (*MAIN.values(), *MAIN.values()):
            await typed(pilot, key)
            await expect_right(pilot)


async def test_after_another_width_and_another_theme_they_are_right_too(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, *MAIN.values())
        await pilot.resize_terminal(*WIDE)
        await settled(pilot)
        practice_app.light_or_dark()
        await settled(pilot)
        for key in MAIN.values():
            await typed(pilot, key)
            await expect_right(pilot)
        await pilot.resize_terminal(*NARROW)
        practice_app.light_or_dark()
        await settled(pilot)
        for key in MAIN.values():
            await typed(pilot, key)
            await expect_right(pilot)


async def test_a_theme_that_was_chosen_on_one_screen_and_undone_on_another_is_right_on_both(
    practice_app: IbApp,
) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "1")
        practice_app.light_or_dark()
        await settled(pilot)
        await typed(pilot, "2")
        practice_app.light_or_dark()
        await settled(pilot)
        for key in ("1", "2"):
            await typed(pilot, key)
            await expect_right(pilot)


async def test_in_another_theme_all_of_a_screen_is_styled_when_it_is_shown(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "1")
        practice_app.light_or_dark()
        await settled(pilot)
        with styled(practice_app) as seen:
            await typed(pilot, "2")
        assert set(practice_app.screen.walk_children(with_self=True)) <= set(seen)


async def test_the_minutes_are_listed_before_anybody_looks_what_became_of_their_documents(
    practice_app: IbApp,
) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "4")
        with counted() as asked:
            ib_screen(pilot).refresh_view()
            before = list(asked)
            await settled(pilot)
        assert [one for one in before if '"removed_at"' in one] == []
        assert [one for one in asked if '"removed_at"' in one] != []


async def test_where_the_start_put_what_it_made_the_next_screens_go_too(
    practice_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: kept.append(str(getattr(practice_app.screen, "SCREEN", ""))))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)
    async with practice_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2")
        assert kept == []  # a process of many apps, as this one, must let go of them
        monkeypatch.setattr(gc, "get_freeze_count", lambda: 1)
        await typed(pilot, "3", "2", "3")
        assert kept == ["instanties"]
