"""A quiet eye on a folder while something that lies there is shown: documents, or the school's template."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

_PAUSE_MS = 2000
"""How often to look whether the folder itself is still the same one."""


class _Watch(Protocol):
    """What is used of `watchfiles.awatch`."""

    def __call__(
        self, folder: Path, *, recursive: bool, force_polling: bool, rust_timeout: int, yield_on_timeout: bool
    ) -> AsyncIterator[set[object]]: ...


class FolderWatch:
    """Calls `changed` when something in `folder` comes or goes. The folder may be missing, go and come back."""

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self._folder = folder
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._polling = False

    def start(self) -> None:
        """Begin to watch; does nothing when it does already. Needs a running event loop."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """Watch no longer. Returns at once; the watching ends in its own time."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        while True:
            marker = _marker(self._folder)
            if marker is None:
                await asyncio.sleep(_PAUSE_MS / 1000)
                if _marker(self._folder) is not None:
                    self._changed()
                continue
            # Loading the library costs as much as a whole screen: not before there is something to watch.
            module = await asyncio.to_thread(import_module, "watchfiles")
            await self._watch_one(cast(_Watch, module.awatch), marker)

    async def _watch_one(self, watch: _Watch, marker: int) -> None:
        """Until the folder is gone or is another one by the same name."""
        try:
            changes = watch(
                self._folder,
                recursive=False,
                force_polling=self._polling,
                rust_timeout=_PAUSE_MS,
                yield_on_timeout=True,
            )
            async for seen in changes:
                if seen:
                    self._changed()
                if _marker(self._folder) != marker:
                    self._changed()
                    return
        except FileNotFoundError:
            return
        except (RuntimeError, OSError):  # no watches left for this user: look now and then instead
            if self._polling:
                await asyncio.sleep(_PAUSE_MS / 1000)
                self._changed()
            self._polling = True


def _marker(folder: Path) -> int | None:
    """What tells this folder from a later one by the same name; None when there is none."""
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except OSError:
        return None
