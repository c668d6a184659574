"""Every page of the open file, looked at in a thread: at ten years that takes longer than a start may.

What SQLCipher reads it always checks, page by page. This finds damage in what nobody has read yet.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from ibtui.errors import Corrupt, IbtuiError
from ibtui.store import database


class WholeCheck:
    """One look at the file that is open now. It ends by itself, or when the store is closed."""

    def __init__(self, damaged: Callable[[IbtuiError], object]) -> None:
        """`damaged` is called in the thread, when the file isn't whole."""
        self._damaged = damaged
        self._stopped = threading.Event()
        self._interrupt: Callable[[], object] | None = None
        self._while_open = threading.Lock()  # a connection that is being closed may not be interrupted
        # A daemon: it only reads, so nobody waits for it when the program ends.
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin; the store must be open."""
        database.at_closing(self.stop)
        self._thread.start()

    def stop(self) -> None:
        """Break it off, and wait until its connection is closed: the key is in there."""
        self._stopped.set()
        while self._thread.is_alive():
            with self._while_open:
                if self._interrupt is not None:
                    self._interrupt()
            self._thread.join(0.005)

    def works(self) -> bool:
        """Whether it is still looking."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Until it is done."""
        self._thread.join()

    def _look(self) -> None:
        try:
            with database.in_thread(), database.little_cache():
                self._interrupt = database.connection().connection().interrupt
                try:
                    if not self._stopped.is_set():
                        database.refuse_damaged()
                finally:
                    with self._while_open:
                        self._interrupt = None
        except Corrupt as error:
            if not self._stopped.is_set():
                self._damaged(error)
        except (IbtuiError, database.StoreFault):
            pass  # it was broken off, or the disk fails: the next question says so
