"""Keys act one after another, however fast they come.

Textual hands a key to the widget that has the focus and goes on with the next key at once; what the first one
does (open a screen, go to the next field) happens only when it has bubbled back. So in "v" and then a quick
line, or in "Jan", Tab, "Smit" over a slow line, letters go to the old screen or field, or nowhere. Here a key
waits until the one before it is done and the screen it opened stands there.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from ibtui.terminal.crash import QuietApp

_PATIENCE = 2.0
"""Seconds that a key waits for the screen it is for, or for a key whose end isn't heard of."""


class _KeyDone(Message, bubble=True):
    """Follows a key on its way back, so it comes in when all that the key does is done.

    It goes twice: what a key does can be a message too (Enter in a field says that the field is ready), and
    that one sets out after the first.
    """

    def __init__(self, number: int, sender: Widget, *, again: bool = False) -> None:
        super().__init__()
        self.number = number
        self.sender = sender
        self.again = again


class InOrderApp(QuietApp):
    """An App whose keys and pastes act in the order in which they were typed."""

    _ready_screen: Screen[object] | None = None
    _under_way = 0
    _count = 0

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._typed_in: Widget | None = None
        """The field that got letters since the last key that isn't one."""

    async def on_event(self, event: events.Event) -> None:
        """Take what was typed now, or keep it until the key before it is done."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._held.append(event)
        else:
            await self._take(event)

    async def _take(self, event: events.Key | events.Paste) -> None:
        if self.screen is not self._ready_screen:
            await self._make_ready(self.screen)
        screen, focused = self.screen, self.screen.focused
        letter = isinstance(event, events.Paste) or (
            focused is not None and focused.check_consume_key(event.key, event.character)
        )
        if not letter and self._typed_in is not None:
            field, self._typed_in = self._typed_in, None
            self._held.appendleft(event)  # Ctrl+S acts at once, so first the field gets all that was typed
            await self._wait_for(field)
            return
        await App.on_event(self, event)
        if letter:
            self._typed_in = focused or screen  # it opens nothing; the field keeps its own order
        elif self.screen is screen:
            await self._wait_for(focused or screen)
        # Else the key has closed or opened a screen already; the next one waits for that screen.

    def pop_screen(self) -> AwaitComplete:
        """A screen that closes may take the end of its key along: then that is now."""
        popped = super().pop_screen()
        if self._under_way:
            self.call_later(self._done, self._under_way)
        return popped

    async def _wait_for(self, sender: Widget) -> None:
        """Hold what comes until `sender` has done all that it was sent."""
        self._count += 1
        self._under_way = number = self._count
        if sender.post_message(_KeyDone(number, sender)):
            self.set_timer(_PATIENCE, lambda: self._done(number))
        else:
            await self._done(number)

    async def _make_ready(self, screen: Screen[object]) -> None:
        """Wait until a new screen is mounted, has handled what it was sent, and has a field that keys go to."""
        ready = asyncio.Event()
        screen.call_later(ready.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ready.wait(), _PATIENCE)
        if screen.focused is None and screen.AUTO_FOCUS is None and screen.focus_chain:
            screen.set_focus(screen.focus_chain[0])
        self._ready_screen = screen

    def type_first(self, typed: Sequence[events.Key | events.Paste]) -> None:
        """Let these act before what is held, now or after the key that is under way."""
        self._held.extendleft(reversed(typed))
        if self._held and not self._under_way:
            self._count += 1
            self._under_way = self._count  # what comes now goes behind them
            self.call_later(self._done, self._under_way)

    def drop_typed(self) -> None:
        """Forget what was typed and didn't act yet."""
        self._held.clear()

    async def on__key_done(self, message: _KeyDone) -> None:
        """The key before is done, when this is the second time."""
        message.stop()
        if not message.again and message.sender.post_message(
            _KeyDone(message.number, message.sender, again=True)
        ):
            return
        await self._done(message.number)

    async def _done(self, number: int) -> None:
        if number != self._under_way:
            return
        self._under_way = 0
        while self._held and not self._under_way:
            await self._take(self._held.popleft())
