"""A quiet eye on a folder of documents while it is shown.

A thread of its own that nobody waits for: the library looks up only now and then to see whether it may end.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

_PAUSE_MS = 2000
"""How often to look whether the folder itself is still the same one."""
_STEP_MS = 250
"""How often the library wakes up. A change is told after the first turn in which nothing more came."""


class _Watch(Protocol):
    """What is used of `watchfiles.watch`."""

    def __call__(
        self, folder: Path, *, recursive: bool, force_polling: bool, step: int, rust_timeout: int,
        yield_on_timeout: bool, stop_event: threading.Event,
    ) -> Iterator[set[object]]: ...  # fmt: skip


class FolderWatch:
    """Calls `changed` when something in `folder` comes or goes. The folder may be missing, go and come back."""

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self._folder = folder
        self._changed = changed
        self._round: _Round | None = None

    def start(self) -> None:
        """Begin to watch; does nothing when it does already. Needs a running event loop."""
        if self._round is None:
            self._round = _Round(self._folder, self._changed)
            threading.Thread(target=self._round.run, daemon=True, name="ibtui-map").start()

    def stop(self) -> None:
        """Watch no longer. Returns at once; the thread ends in its own time and says nothing any more."""
        if self._round is not None:
            self._round.over.set()
            self._round = None


class _Round:
    """From one start to its stop. `run` is the thread."""

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self.over = threading.Event()
        self._folder = folder
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._context = contextvars.copy_context()  # Textual knows by it which app is asked
        self._polling = False

    def run(self) -> None:
        """Until it is over."""
        while not self.over.is_set():
            marker = _marker(self._folder)
            if marker is not None:
                # Loading the library costs as much as a whole screen: not before there is something to watch.
                self._watch_one(cast(_Watch, import_module("watchfiles").watch), marker)
            elif not self.over.wait(_PAUSE_MS / 1000) and _marker(self._folder) is not None:
                self._tell()

    def _watch_one(self, watch: _Watch, marker: int) -> None:
        """Until the folder is gone or is another one by the same name."""
        try:
            changes = watch(
                self._folder,
                recursive=False,
                force_polling=self._polling,
                step=_STEP_MS,
                rust_timeout=_PAUSE_MS,
                yield_on_timeout=True,
                stop_event=self.over,
            )
            for seen in changes:
                if seen:
                    self._tell()
                if _marker(self._folder) != marker:
                    self._tell()
                    return
        except FileNotFoundError:
            return
        except (RuntimeError, OSError):  # no watches left for this user: look now and then instead
            if self._polling:
                self.over.wait(_PAUSE_MS / 1000)
                self._tell()
            self._polling = True

    def _tell(self) -> None:
        """In the app's own thread."""
        with contextlib.suppress(RuntimeError):  # the app has ended
            self._loop.call_soon_threadsafe(self._say, context=self._context)

    def _say(self) -> None:
        if not self.over.is_set():
            self._changed()


def _marker(folder: Path) -> int | None:
    """What tells this folder from a later one by the same name; None when there is none."""
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except OSError:
        return None
