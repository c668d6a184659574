"""Notices that the school's Word template was changed while the app runs, and says whether it can be used.

It is one file, so the app's own look around (once a second) asks for its size and date: that costs next to nothing, and
sees what is put there from another machine too.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from ibtui.screens.base import IbScreen
from ibtui.settings import Home
from ibtui.widgets.text import Look

if TYPE_CHECKING:
    from ibtui.house_style import HouseStyle

_STILL = 1.0
"""Seconds without a change before the file is read: Word writes in steps."""


class TemplateWatch:
    """Whoever holds it calls `look` now and then. What was there at the start is no news, unless it can't be used."""

    def __init__(self, app: App[None], home: Home) -> None:
        self._app = app
        self._home = home
        self._seen: tuple[int, ...] = ()
        self._known = ""
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; needs a running event loop. Only when there is a template to begin with is it read now."""
        self._seen = self._state()
        if self._seen:
            self._looking = asyncio.create_task(self._read(first=True))

    def stop(self) -> None:
        """Watch no longer."""
        if self._looking is not None:
            self._looking.cancel()

    def look(self) -> None:
        """Whether it came, went or changed since the last look; then it is read."""
        before, self._seen = self._seen, self._state()
        if self._seen == before:
            return
        self.stop()
        self._looking = asyncio.create_task(self._read())

    def _state(self) -> tuple[int, ...]:
        """Another one when the file is; empty when there is none."""
        try:
            found = self._home.template.stat()
        except OSError:
            return ()
        return found.st_ino, found.st_size, found.st_mtime_ns

    async def _read(self, *, first: bool = False) -> None:
        from ibtui import house_style  # most schools have no template

        if not first:
            await asyncio.sleep(_STILL)
        style = await asyncio.to_thread(partial(house_style.read, self._home))
        known = _digest(style)
        if known == self._known:
            return
        self._known = known
        if style.problem:
            self._say(style.problem, "late")
        elif not first:
            self._say(_NEW if style.data is not None else _GONE, "good")

    def _say(self, text: str, look: Look) -> None:
        """In the key bar of the screen on top, also when a form lies over it."""
        screens = [screen for screen in self._app.screen_stack if isinstance(screen, IbScreen)]
        if screens and screens[-1].is_mounted and screens[-1].is_whole():
            screens[-1].say(text, look)


_NEW = "Het Word-sjabloon is vernieuwd: het volgende verslag krijgt die stijl."
_GONE = "Er is geen Word-sjabloon meer: verslagen krijgen de stijl van ibtui."


def _digest(style: HouseStyle) -> str:
    """The same for the same template; "" for none."""
    from hashlib import sha256

    return style.problem or (sha256(style.data).hexdigest() if style.data is not None else "")


def start(app: App[None], home: Home) -> TemplateWatch:
    """Begin to watch; keep what this gives for as long as it must watch."""
    watch = TemplateWatch(app, home)
    watch.start()
    return watch
