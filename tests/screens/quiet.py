"""Waiting in a test until the app has dealt with everything: by looking, not by the clock.

Textual's own `wait_for_idle` sleeps at least 20 ms, and longer while the process works, and a key waits for it four
times; on a busy machine it may even give up early. `without_sleeping` puts this in its place: every pump has handled
all that it was sent, and what was to happen after the drawing has happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest
from textual._context import active_app
from textual._queue import Queue
from textual.message import Message
from textual.message_pump import MessagePump

from ibtui.terminal.key_order import InOrderApp

_TURNS = 4
"""Turns of the loop in which nothing happens: a message from another thread takes two to come in."""
_LONGEST = 5.0
"""Seconds; what is still busy then waits for something else than a message."""


async def wait_until_quiet(min_sleep: float = 0, max_sleep: float = _LONGEST) -> None:
    """Instead of `textual._wait.wait_for_idle`."""
    app = active_app.get()
    assert isinstance(app, InOrderApp)
    end, turns = monotonic() + _LONGEST, 0
    while turns < _TURNS and monotonic() < end:
        await asyncio.sleep(0)
        turns = 0 if _is_busy(app) else turns + 1
        if turns == 1 and app.is_running and app._screen_stack:
            app.screen._on_timer_update()  # draw now, and do what waits for that
            turns = 0 if _is_busy(app) else turns


def _is_busy(app: InOrderApp) -> bool:
    if app._held or any(_has_work(screen) for screen in app._screen_stack):
        return True
    if app._screen_stack and app.screen._callbacks:  # of one that isn't on top they wait until it is
        return True
    return _has_work(app) or any(_has_work(node) for node in list(app._registry))


def _has_work(pump: MessagePump) -> bool:
    """Whether it is doing something, or has something to do: a pump that is done waits for its next message."""
    if not pump._running:
        return False
    queue: Queue[Message | None] = pump._message_queue
    return bool(queue.values or pump._next_callbacks) or not queue.ready_event._waiters


@pytest.fixture
def without_sleeping(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys and pauses of a pilot wait only as long as the app is busy."""
    for user in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{user}.wait_for_idle", wait_until_quiet)
    yield
