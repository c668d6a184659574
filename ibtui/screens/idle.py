"""How long nobody touched the keyboard."""

from __future__ import annotations

import time

_MINUTE = 60.0


def clock() -> float:
    """Seconds that go on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class IdleClock:
    """Counts from the last `touched`."""

    def __init__(self, minutes: float) -> None:
        """`minutes`: after so long it is over; 0: never."""
        self._limit = minutes * _MINUTE
        self._since = clock()

    @property
    def counts(self) -> bool:
        """Whether it is ever over."""
        return self._limit > 0

    def touched(self) -> None:
        """Somebody is there."""
        self._since = clock()

    @property
    def is_over(self) -> bool:
        """Whether nobody was there for too long."""
        return self.counts and clock() - self._since >= self._limit
