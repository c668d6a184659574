"""A hand that presses keys in the real app, and counts them."""

from __future__ import annotations

from textual.events import Paste
from textual.pilot import Pilot

from ibtui.screens.base import IbScreen
from ibtui.widgets.frame import TopLine
from tests.scenarios.counts import SCENARIOS
from tests.screens.conftest import ib_screen, said, settled, shown

NAME = 3
"""A name by its first letters counts as three keys, however many it takes."""


class Hand:
    """Presses keys on what is shown now. `keys` is how many counted so far."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        """Press these keys one by one; each counts."""
        for key in keys:
            await self._one(key)
            self.keys += 1

    async def text(self, words: str) -> None:
        """Free text: what a person says counts for nothing. The first letter is a key, the rest is pasted: that
        is quicker here, and it arrives only where text can be typed."""
        if words:
            await self.pilot.press(words[0])
            self.pilot.app.post_message(Paste(words[1:]))
            await self.pilot.pause()

    async def name(self, letters: str) -> None:
        """Type the first letters of a name."""
        await self.text(letters)
        self.keys += NAME

    async def already(self, *keys: str) -> None:
        """What was done before the scenario begins."""
        await settled(self.pilot)
        for key in keys:
            await self._one(key)

    async def _one(self, key: str) -> None:
        await self.pilot.press(key)
        await settled(self.pilot)

    # ── what the user sees ─────────────────────────────────────────────────────
    @property
    def sees(self) -> str:
        """The whole screen, as lines of text."""
        return shown(self.pilot)

    @property
    def reads(self) -> str:
        """The screen as running text: what stood on several lines is one sentence."""
        return " ".join(self.sees.split())

    @property
    def message(self) -> str:
        """What ibtui says above the keys, as running text."""
        return " ".join(said(self.pilot).split())

    @property
    def title(self) -> str:
        """The top line."""
        return self.screen.query_one(TopLine).title

    @property
    def screen(self) -> IbScreen:
        """The screen that is shown."""
        return ib_screen(self.pilot)

    def took(self, number: int) -> None:
        """The scenario is over: it took exactly the keys that counts.toml tells of it."""
        told = SCENARIOS[number].keys
        assert self.keys == told, f"scenario {number} took {self.keys} keys, counts.toml says {told}"
